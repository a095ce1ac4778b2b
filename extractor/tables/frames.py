"""Tables as pandas frames: the heads are the indexes, the cells the values.

In: an article's text and a table. Out: a `DataFrame` of the cells' words as they are. 例: 指标|2024年 over
营业收入|3.2 → a frame with the index 营业收入, the column 2024年 and the value "3.2".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.tables.grid import Cell, Table

if TYPE_CHECKING:
    import pandas as pd


def table_frame(text: str, table: Table) -> pd.DataFrame:
    """A table of `text` as a frame. Heads of several rows or columns make a MultiIndex; a spanning head is repeated.

    Rows that only head a section, or repeat the heads of the columns, are left out.
    """
    import pandas as pd

    grid = table.grid()

    def words(cell: Cell | None) -> str:
        return "" if cell is None else text[cell.start : cell.end]

    roles = [{cell.role for cell in row if cell is not None and cell.end > cell.start} for row in grid]
    body = [number for number, role in enumerate(roles) if role & {"value", "row"}]
    first = body[0] if body else table.rows
    heads = [number for number in range(first) if "column" in roles[number]]
    counts = [sum(_is_name(grid[number][column]) for number in body) for column in range(table.columns)]
    named = [column for column in range(table.columns) if counts[column]]
    values = [column for column in range(table.columns) if column not in named]
    frame: pd.DataFrame = pd.DataFrame([[words(grid[number][column]) for column in values] for number in body])
    if heads and values:
        levels = [[words(grid[number][column]) for column in values] for number in heads]
        frame.columns = pd.Index(levels[0]) if len(levels) == 1 else pd.MultiIndex.from_arrays(levels)
    if named and body:
        levels = [[words(grid[number][column]) for number in body] for column in named]
        frame.index = pd.Index(levels[0]) if len(levels) == 1 else pd.MultiIndex.from_arrays(levels)
    return frame


def _is_name(cell: Cell | None) -> bool:
    return cell is not None and cell.role == "row"
