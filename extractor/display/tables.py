"""Tables in the page and in Jupyter: the cells of `Article.tables` as HTML tables, with the mentions in them marked.

In: a text, its tables, and spans over it. Out: HTML; text outside tables is marked up as before. 例: the lines
“指标\\t2024年\\n营业收入\\t3.2” with a mark over 3.2 → <table><tr><th>指标</th>…<td><mark>3.2</mark></td>…
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from extractor.display.markup import Span, mark_up
from extractor.tables.grid import Cell, Table

if TYPE_CHECKING:
    from extractor.records import Record

_start = attrgetter("start")


def mark_up_with_tables(text: str, tables: Sequence[Table], spans: Sequence[Span]) -> str:
    """Wrap the spans of a text in their tags, its tables as HTML tables.

    A span that goes over several cells is cut into one piece a cell.

    Args:
        tables: those of `shown_tables`.
        spans: half-open code-point offsets into `text`, as `mark_up` takes them.
    """
    pieces = _Pieces(text, spans)
    parts: list[str] = []
    at = 0
    for table in tables:
        parts += [pieces.html(at, table.start).rstrip("\n"), _table(table, pieces)]
        at = table.end + (text[table.end : table.end + 1] == "\n")
    return "".join([*parts, pieces.html(at, len(text))])


def shown_tables(tables: Sequence[Table], records: Sequence[Record]) -> list[Table]:
    """The tables that are shown as such, in text order.

    Lists stay lines of text, and so does a table with a record that begins or ends outside its cells: none is left out.
    """
    found = sorted(records, key=_start)
    starts = [record.start for record in found]
    shown: list[Table] = []
    for table in sorted(tables, key=_start):
        if table.form == "list" or (shown and table.start < shown[-1].end):
            continue
        inside = found[bisect_left(starts, table.start) : bisect_left(starts, table.end)]
        cells = [cell.start for cell in table.cells]
        if all(_in_a_cell(table, cells, at) for record in inside for at in (record.start, record.end - 1)):
            shown.append(table)
    return shown


def _in_a_cell(table: Table, starts: list[int], offset: int) -> bool:
    index = bisect_right(starts, offset) - 1
    return index >= 0 and offset < table.cells[index].end


class _Pieces:
    """Marks up pieces of a text that are asked for from left to right."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self._text = text
        self._spans = sorted(enumerate(spans), key=lambda pair: pair[1].start)
        self._next = 0
        self._open: list[tuple[int, Span]] = []  # those that begin before the piece and may reach into it

    def has_digit(self, start: int, end: int) -> bool:
        """Whether a piece holds a number."""
        return any(char.isdecimal() for char in self._text[start:end])

    def html(self, start: int, end: int) -> str:
        """The piece from `start` to `end`."""
        self._open = [pair for pair in self._open if pair[1].end > start]
        while self._next < len(self._spans) and self._spans[self._next][1].start < end:
            self._open.append(self._spans[self._next])
            self._next += 1
        inside = sorted(pair for pair in self._open if pair[1].start < end and pair[1].end > start)
        return mark_up(self._text[start:end], [_clipped(span, start, end) for _, span in inside])


def _clipped(span: Span, start: int, end: int) -> Span:
    """The part of a span within a piece, in offsets of the piece; only the first part has the span's id."""
    classes, attributes = span.classes, span.attributes
    if span.start < start:
        classes += " goes-back"
        attributes = tuple(pair for pair in attributes if pair[0] != "id")
    if span.end > end:
        classes += " goes-on"
    first, last = max(span.start, start) - start, min(span.end, end) - start
    return replace(span, start=first, end=last, classes=classes, attributes=attributes)


def _table(table: Table, pieces: _Pieces) -> str:
    rows = "".join(f"<tr>{''.join(_row(cells, number, pieces))}</tr>" for number, cells in enumerate(table.grid()))
    return f'<div class="grid" tabindex="0"><table>{rows}</table></div>'


def _row(cells: Sequence[Cell | None], row: int, pieces: _Pieces) -> Iterator[str]:
    for column, cell in enumerate(cells):
        if cell is None:
            yield "<td></td>"
        elif cell.row == row and cell.column == column:
            yield _cell(cell, pieces)


def _cell(cell: Cell, pieces: _Pieces) -> str:
    tag = "th" if cell.is_head else "td"
    kind = ' class="prose"' if cell.is_prose and not cell.is_head else ""
    if cell.role == "value" and not cell.is_prose and pieces.has_digit(cell.start, cell.end):
        kind = ' class="value"'
    across = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    down = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    return f"<{tag}{kind}{across}{down}>{pieces.html(cell.start, cell.end) if cell.end > cell.start else ''}</{tag}>"
