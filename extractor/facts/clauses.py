"""Cutting a sentence into clauses, at its punctuation and at the brackets that hold figures.

In: a sentence with its figures and dates. Out: `Clause` values in order. 例: “出口36亿元（甲市15亿元；乙市12亿元），
增长5%” is a clause, two clauses one bracket deeper, and a clause again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Sentence
from extractor.mentions import DateMention, FigureMention

_DELIMITER = re.compile(r"[，,；;：:。！？!?（()）\n—](?:(?<!—)|—)")  # one class first: `re` skips to its characters
_BRACKET = re.compile(r"[（(）)]")


@dataclass(slots=True)
class Clause:
    """A stretch between punctuation marks; `depth` counts the brackets around it."""

    start: int
    end: int
    depth: int
    figures: list[int]


def cut(
    text: str,
    sentence: Sentence,
    figures: Sequence[FigureMention],
    dates: Sequence[DateMention],
) -> list[Clause]:
    """The clauses of a sentence.

    Punctuation inside a figure or a date does not cut (1,234; 10:30). Brackets that hold figures are clauses of their
    own, one deeper; what other brackets hold stays in its clause.

    Args:
        figures: the figures of the sentence; a clause names its own by their places among them.
        dates: the dates of the sentence.
    """
    if not figures and not _BRACKET.search(text, sentence.start, sentence.end):
        return _plain(text, sentence)
    protected = [(figure.start, figure.end) for figure in figures]
    if dates:
        protected += [(date.start, date.end) for date in dates]
        protected.sort()
    count = len(protected)
    clauses: list[Clause] = []
    start, depth, pointer, position = sentence.start, 0, 0, 0
    skip_to = -1
    starts = [figure.start for figure in figures]
    closings: dict[int, int] | None = None
    for match in _DELIMITER.finditer(text, sentence.start, sentence.end):
        at = match.start()
        if at < skip_to:
            continue
        while pointer < count and protected[pointer][1] <= at:
            pointer += 1
        if pointer < count and protected[pointer][0] <= at:
            continue
        char, step = text[at], 0
        if char in "（(":
            if closings is None:
                closings = _closings(text, sentence.start, sentence.end)
            closing = closings.get(at, at)
            nearest = bisect_left(starts, at)
            if nearest == len(starts) or starts[nearest] > closing:
                skip_to = closing
                continue
            step = 1
        elif char in "）)":
            if not depth:
                continue
            step = -1
        first, position = position, bisect_left(starts, at, position)
        if at > start:
            clauses.append(Clause(start, at, depth, list(range(first, position))))
        depth += step
        start = match.end()
    if sentence.end > start:
        clauses.append(Clause(start, sentence.end, depth, list(range(position, len(starts)))))
    return clauses


def _plain(text: str, sentence: Sentence) -> list[Clause]:
    """The clauses of a sentence without figures and brackets."""
    clauses, start = [], sentence.start
    for match in _DELIMITER.finditer(text, sentence.start, sentence.end):
        if match.start() > start:
            clauses.append(Clause(start, match.start(), 0, []))
        start = match.end()
    if start < sentence.end:
        clauses.append(Clause(start, sentence.end, 0, []))
    return clauses


def _closings(text: str, start: int, end: int) -> dict[int, int]:
    """Each opening bracket of a stretch with the one that closes it."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACKET.finditer(text, start, end):
        if match[0] in "（(":
            opened.append(match.start())
        elif opened:
            found[opened.pop()] = match.start()
    return found
