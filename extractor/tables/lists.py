"""Lists that are read as tables: lines of a name, a colon and a value, one or several to a line.

In: lines. Out: rows of two cells, name and value. 例: “净利润（万元）：960.43\\n营业收入（亿元）：12.5” → two rows.

Two lines or more that follow each other, all of such pairs and at least half of these with numbers, make a list; a line
that holds anything else is a sentence, and the reader of sentences reads it.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.lazy import lazy_re
from extractor.tables.heads import NUMBER, kind_of
from extractor.tables.plain_lines import Field, Line, Row

_BULLET = lazy_re(r"[\s\u3000]{0,20}(?:[-—－•·●■▪◆*＊]{1,2}\s?|\d{1,2}[.、．)）](?!\d)\s?|[（(]\d{1,2}[)）]\s?)?")
_PARTED = lazy_re(r"[；;|]|[，,](?!\d{3})|[ \u3000]{2,20}")
_COLON = lazy_re(r"[:：]")
_SENTENCE = lazy_re("[。！？“”\"]")  # no name and no value holds one of these
_NAME = lazy_re(r"[^\d。！？“”\"\s][^。！？“”\"]{0,28}")
_VALUE = lazy_re(r"(?:[^。！？“”\":：]|(?<=\d)[:：](?=\d)){1,24}")
_ENDS = " \t\u3000\xa0；;，,。"
_LONGEST = 200  # characters of a line


def pairs_of(line: Line) -> list[tuple[Field, Field]]:
    """The names and values of a line; none where it holds anything else."""
    text = line.text
    if not 3 <= len(text) <= _LONGEST or _COLON.search(text) is None:
        return []
    end = len(text.rstrip(_ENDS))
    if _SENTENCE.search(text, 0, end):
        return []
    bullet = _BULLET.match(text)
    start = bullet.end() if bullet else 0
    bounds = [start, *(place for match in _PARTED.finditer(text, start, end) for place in match.span()), end]
    pairs: list[tuple[Field, Field]] = []
    for first, last in zip(bounds[::2], bounds[1::2], strict=True):
        colon = _COLON.search(text, first, last)
        if colon is None:
            return []
        name, value = _stripped(text, first, colon.start()), _stripped(text, colon.end(), last)
        if not _NAME.fullmatch(text, name.start, name.end) or not _VALUE.fullmatch(text, value.start, value.end):
            return []
        pairs.append((name, value))
    return pairs


def _stripped(text: str, start: int, end: int) -> Field:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return Field(start, max(start, start + len(piece.strip())))


def by_pairs(lines: Sequence[Line], at: int) -> tuple[list[Row], int]:
    """The rows of a list that begins at a line, and the line behind it."""
    rows: list[Row] = []
    numbers = filled = 0
    end = at
    while end < len(lines):
        pairs = pairs_of(lines[end])
        if not pairs and (lines[end].text or not rows):
            break
        for name, value in pairs:
            rows.append((lines[end], [(0, 1, name), (1, 1, value)]))
            numbers += kind_of(lines[end].text[value.start : value.end].replace(" ", "")) == NUMBER
        filled += bool(pairs)
        end += 1
    if filled < 2 or numbers < 2 or 2 * numbers < len(rows):
        return [], max(end, at)
    return rows, end
