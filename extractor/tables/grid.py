"""The grid: a table beside the text, its cells with their rows, columns and offsets into the article's text.

In: the rows of an HTML, Markdown or plain-text table. Out: a `Table`. 例: the text “指标\\t2024年\\n营业收入\\t3.2” as
a table has four cells; the one at row 1, column 1 is `Cell(row=1, column=1, start=…, end=…, role="value")`.

A row is in the article's text as one line, its cells parted by tabs; a cell that covers several rows or columns
is once, in the first of them, and an empty cell leaves nothing between two tabs. Rows and columns count from 0.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Role = Literal["value", "column", "row", "section"]
Form = Literal["html", "markdown", "text", "list"]
_LONGEST_SPAN = 1000  # columns; what browsers allow
LONGEST_VALUE = 30  # characters; a longer cell holds a statement, which the reader of sentences reads
_MOST_COVERED = 50  # places of the grid that a cell of a table covers on average, at most
_LEAST_FILLED = 0.25  # of a grid; a sparser one has no tabs for its empty cells, so that its text stays linear


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: where it is in the grid and in the text.

    Attributes:
        row, column: its first row and column, counted from 0.
        row_span, column_span: how many rows and columns it covers.
        start, end: half-open code-point offsets into the article's text; equal where the cell is empty.
        role: "column" for the head of columns, "row" for the head of a row, "section" for the head of the rows below
            it (一、资产), "value" for the rest.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    start: int
    end: int
    role: Role = "value"

    @property
    def is_prose(self) -> bool:
        """Whether the cell holds a statement and no value or name."""
        return self.end - self.start > LONGEST_VALUE

    @property
    def is_head(self) -> bool:
        """Whether the cell says what other cells hold."""
        return self.role != "value"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an article.

    Attributes:
        start, end: the characters of the article's text that the table takes, half-open.
        rows, columns: the size of its grid.
        cells: its cells in reading order.
        form: how it was written: "html", "markdown", "text" (tabs, blanks, one cell a line) or "list" (项目：值).
        caption: what its own page calls it (HTML's <caption>), as offsets; None where that is nothing.
    """

    start: int
    end: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    form: Form
    caption: tuple[int, int] | None = None

    def grid(self) -> list[list[Cell | None]]:
        """Rows of cells, a cell of several rows or columns at each of its places; None where no cell is."""
        return spread(self.cells, self.rows, self.columns)


def spread(cells: Iterable[Cell], rows: int, columns: int) -> list[list[Cell | None]]:
    """The cells at all places that they cover."""
    grid: list[list[Cell | None]] = [[None] * columns for _ in range(rows)]
    for cell in cells:
        if cell.row_span == 1 and cell.column_span == 1:
            grid[cell.row][cell.column] = cell
            continue
        for row in range(cell.row, min(rows, cell.row + cell.row_span)):
            for column in range(cell.column, min(columns, cell.column + cell.column_span)):
                if grid[row][column] is None:
                    grid[row][column] = cell
    return grid


class RawCell(NamedTuple):
    """A cell as it was written: its text in one line, how many rows and columns it covers, whether it is a `th`."""

    text: str
    row_span: int = 1
    column_span: int = 1
    is_head: bool = False


class _Placed(NamedTuple):
    column: int
    row_span: int
    column_span: int
    offset: int  # into the line
    length: int
    is_head: bool


class RawTable:
    """What the lines of one table share while an article is read: its form, and how many columns it has."""

    __slots__ = ("columns", "form")

    def __init__(self, form: Form, columns: int) -> None:
        self.form: Form = form
        self.columns = columns


class TableLine(str):
    """A line of text that belongs to a table: cleaning leaves it as it is."""

    __slots__ = ()


class TableRow(TableLine):
    """A line that is a row of a table; `tables_of` finds its cells again."""

    __slots__ = ("placed", "table")

    table: RawTable
    placed: tuple[_Placed, ...]


def table_rows(rows: Sequence[Sequence[RawCell]], form: Form) -> list[TableRow]:
    """The lines of a table whose rows are given as they were written, from left to right.

    Example:
        >>> table_rows([[RawCell("指标"), RawCell("2024年")], [RawCell("营业收入"), RawCell("3.2")]], "html")
        ['指标\\t2024年', '营业收入\\t3.2']
    """
    covered = sum(min(cell.row_span, len(rows)) * min(cell.column_span, _LONGEST_SPAN) for row in rows for cell in row)
    if covered > _MOST_COVERED * sum(map(len, rows)) + _MOST_COVERED**2:  # no table covers so much: its spans are wrong
        rows = [[cell._replace(row_span=1, column_span=1) for cell in row] for row in rows]
    placed, columns = _place(rows)
    table = RawTable(form, columns)
    filled = sum(map(len, placed))
    padded = filled >= _LEAST_FILLED * columns * len(placed) or columns * len(placed) < 2000
    return [_line(row, table, padded) for row in placed]


def _place(rows: Sequence[Sequence[RawCell]]) -> tuple[list[list[tuple[int, RawCell]]], int]:
    """The first column of each cell, once those that reach down from rows above are taken off; columns in all.

    Columns in which no cell begins are left out: they came of a span alone.
    """
    reaching: dict[int, int] = {}  # column → the rows that it is still taken for
    placed: list[list[tuple[int, RawCell]]] = []
    begun: set[int] = set()
    for cells in rows:
        column = 0
        row: list[tuple[int, RawCell]] = []
        taken: dict[int, int] = {}
        for cell in cells:
            while reaching.get(column, 0):
                column += 1
            width = max(1, min(cell.column_span, _LONGEST_SPAN))
            row.append((column, cell._replace(column_span=width)))
            begun.add(column)
            if cell.row_span > 1:
                taken.update(dict.fromkeys(range(column, column + width), cell.row_span))
            column += width
        reaching = {column: left - 1 for column, left in reaching.items() if left > 1}
        reaching.update({column: left - 1 for column, left in taken.items()})
        placed.append(row)
    order = sorted(begun)
    new = {column: index for index, column in enumerate(order)}
    return [
        [
            (new[column], cell._replace(column_span=bisect_right(order, column + cell.column_span - 1) - new[column]))
            for column, cell in row
        ]
        for row in placed
    ], len(order)


def _line(row: list[tuple[int, RawCell]], table: RawTable, padded: bool) -> TableRow:
    pieces: list[str] = []
    places: list[_Placed] = []
    offset = at = 0
    for column, cell in row:
        tabs = column - at if padded else (1 if pieces and cell.text else 0)
        pieces.append("\t" * tabs + cell.text)
        places.append(_Placed(column, cell.row_span, cell.column_span, offset + tabs, len(cell.text), cell.is_head))
        offset += len(pieces[-1])
        at = column
    text = "".join(pieces)
    line = TableRow(text.rstrip("\t"))
    line.table, line.placed = table, tuple(places)
    return line


def tables_of(lines: Sequence[str]) -> list[Table]:
    """The tables among the lines of a text that is these lines joined by line ends."""
    tables: list[Table] = []
    start = 0
    held: list[tuple[int, TableRow]] = []
    for line in [*lines, ""]:
        row = line if isinstance(line, TableRow) else None
        if held and (row is None or row.table is not held[0][1].table):
            tables.append(_table(held))
            held = []
        if row is not None:
            held.append((start, row))
        start += len(line) + 1
    return tables


def _table(lines: list[tuple[int, TableRow]]) -> Table:
    table = lines[0][1].table
    count = len(lines)
    cells = tuple(
        [
            Cell(
                number,
                place.column,
                min(place.row_span, count - number),
                place.column_span,
                min(start + place.offset, start + len(line)),
                min(start + place.offset + place.length, start + len(line)),
                "column" if place.is_head else "value",
            )
            for number, (start, line) in enumerate(lines)
            for place in line.placed
        ]
    )
    last_start, last = lines[-1]
    return Table(lines[0][0], last_start + len(last), count, table.columns, cells, table.form)
