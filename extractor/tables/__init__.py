"""Tables: their grid beside the text, and each number in them with what its heads say.

grid.py    cells with offsets, rows as lines        html.py, plain.py   which marks and lines are a table
heads.py   which cells are heads                    about.py            title, caption and the lines above
names.py, units.py, times.py, values.py             what the words of a cell say
reader.py  cells to figures with their facts        rules.py            `rules/tables.txt` made ready
"""

from extractor.tables.grid import Cell, Table

__all__ = ["Cell", "Table"]
