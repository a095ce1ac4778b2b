"""Tables: their grid beside the text, and each number in them with what its heads say.

grid.py    cells with offsets, rows as lines        about.py   title, caption and the lines above
html.py, plain.py, plain_lines.py, lists.py         which marks and lines are a table
heads.py   which cells are heads                    names.py, units.py, times.py   what the words of a head say
values.py  the numbers of a cell                    cell_heads.py, cell_names.py, cell_units.py, cell_times.py
                                                    what a cell takes from its heads and its table
reader.py  cells to figures with their facts        explained.py   why; frames.py   tables in pandas
rules.py   `rules/tables.txt` made ready
"""

from extractor.tables.grid import Cell, Table

__all__ = ["Cell", "Table"]
