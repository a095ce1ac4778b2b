"""HTML tables to rows of cells: which `<table>` is a table of the article, and what its cells say.

In: an element. Out: its rows, or None where the page is only laid out with it. 例: `<tr><td>指标</td><td
colspan=2>2024年</td></tr>` → one row, `RawCell("指标")` and `RawCell("2024年", column_span=2)`.

pandas.read_html and trafilatura read tables too, but neither keeps where a cell's words go in the text, and both copy a
spanned cell into each of its places.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree

from extractor.tables.grid import RawCell

_SKIPPED = frozenset(
    "script style noscript template button select textarea svg math object iframe input canvas rp rt".split()
)
_BREAKS = frozenset("p br div li ul ol h3 h4 h5 h6 section dd dt center blockquote pre".split())
_LAYOUT = frozenset("table form article nav h1 h2".split())  # what a cell of data does not hold
_PROSE_CELL = 400  # characters; a longer cell that outweighs all others is a page's column
_MOST_LINKED = 0.8  # of a table's text; more makes it a list of links


class HtmlTable:
    """A table's rows and its `<caption>`."""

    __slots__ = ("caption", "linked", "rows")

    def __init__(self) -> None:
        self.rows: list[list[RawCell]] = []
        self.caption = ""
        self.linked = 0  # characters inside links


def read_table(element: Any, tidy: Callable[[str], str]) -> HtmlTable | None:
    """The rows of a `<table>` that holds data; None where it lays out a page, or holds other tables.

    Args:
        element: the lxml element.
        tidy: makes one line of a cell's text.
    """
    reading = _Reading(tidy)
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, at in walk:
        skipped = at.tag in _SKIPPED or _is_hidden(at)
        if event != "start":
            reading.leave(event, at, skipped)
        elif at.tag in _LAYOUT and at is not element:
            return None
        elif skipped:
            walk.skip_subtree()
        else:
            reading.enter(at)
    return reading.table if _is_data(reading.table) else None


class _Reading:
    """A table while its elements are entered and left."""

    def __init__(self, tidy: Callable[[str], str]) -> None:
        self.table = HtmlTable()
        self._tidy = tidy
        self._pieces: list[str] = []
        self._cell: Any = None
        self._links = 0

    def enter(self, at: Any) -> None:
        """An element begins."""
        if at.tag == "tr":
            self.table.rows.append([])
        elif at.tag in ("td", "th", "caption") and self._cell is None:
            self._cell, self._pieces = at, []
        elif at.tag in _BREAKS:
            self._pieces.append(" ")
        self._links += at.tag == "a"
        if self._cell is not None and at.text:
            self._pieces.append(at.text)
            self.table.linked += len(at.text.strip()) if self._links else 0

    def leave(self, event: str, at: Any, skipped: bool) -> None:
        """An element, a comment or an instruction ends; the text behind it goes on."""
        if event == "end" and not skipped:
            self._links -= at.tag == "a"
            if at is self._cell:
                _end_cell(self.table, at, self._tidy("".join(self._pieces)).replace("\t", " "))
                self._cell = None
            elif at.tag in _BREAKS:
                self._pieces.append(" ")
        if self._cell is not None and at.tail:
            self._pieces.append(at.tail)


def _end_cell(table: HtmlTable, cell: Any, text: str) -> None:
    if cell.tag == "caption":
        table.caption = text
        return
    if not table.rows:
        table.rows.append([])  # cells outside any row
    table.rows[-1].append(RawCell(text, _span(cell, "rowspan"), _span(cell, "colspan"), cell.tag == "th"))


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), 65534)) if value.isascii() and value.isdigit() and len(value) < 7 else 1


def _is_hidden(element: Any) -> bool:
    style = element.get("style") if isinstance(element.tag, str) else None
    return style is not None and "display:none" in style.replace(" ", "").lower()


def _is_data(table: HtmlTable) -> bool:
    """Whether rows of cells are a table to be read: two rows and two columns, and no page's columns or menu."""
    table.rows = [row for row in table.rows if row]
    filled = [[cell for cell in row if cell.text] for row in table.rows]
    rows = [row for row in filled if row]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    sizes = [len(cell.text) for row in rows for cell in row]
    total, longest = sum(sizes), max(sizes)
    if longest > _PROSE_CELL and 2 * longest > total:
        return False
    return table.linked < _MOST_LINKED * total
