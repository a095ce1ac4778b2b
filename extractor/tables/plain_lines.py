"""Lines of plain text and the pieces that may be cells of a table.

In: a line. Out: its pieces between blanks, and whether they can be cells. 例: “江州   3.1” → 江州 and 3.1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.lazy import lazy_re
from extractor.tables.heads import NUMBER, TIME, YEAR, kind_of

LONGEST_CELL, _MOST_COLUMNS = 60, 40
SENTENCE_MARK = lazy_re(r"[。；！？]|，(?!\d{3})")


class Line(NamedTuple):
    """A line: its offset into the text, and its words."""

    start: int
    text: str  # without the blanks at its end


class Field(NamedTuple):
    """A piece of a line: its offsets into the line."""

    start: int
    end: int


Row = tuple[Line, list[tuple[int, int, Field]]]  # a line and its (column, columns covered, field)


def fields_of(text: str, pattern: re.Pattern[str]) -> list[Field]:
    """The pieces of a line between blanks of a kind; blanks at its start begin none."""
    fields: list[Field] = []
    start = len(text) - len(text.lstrip())
    for match in pattern.finditer(text, start):
        fields.append(Field(start, match.start()))
        start = match.end()
    if start < len(text):
        fields.append(Field(start, len(text)))
    return fields


def words_of(line: Line, field: Field) -> str:
    """The words of a piece of a line."""
    return line.text[field.start : field.end]


def has_figure(line: Line, fields: Sequence[Field]) -> bool:
    """Whether one of the pieces of a line is a number or a time."""
    return any(kind_of(words_of(line, field).replace(" ", "")) in (NUMBER, YEAR, TIME) for field in fields)


def has_number(line: Line, fields: Sequence[Field]) -> bool:
    """Whether one of the pieces of a line is a number."""
    return any(kind_of(words_of(line, field).replace(" ", "")) == NUMBER for field in fields)


def is_cells(line: Line, fields: Sequence[Field]) -> bool:
    """Whether the pieces of a line can be cells: two of them or more, none a sentence."""
    if not 2 <= len(fields) <= _MOST_COLUMNS:
        return False
    pieces = [words_of(line, field) for field in fields]
    return max(map(len, pieces)) <= LONGEST_CELL and not any(SENTENCE_MARK.search(piece) for piece in pieces)
