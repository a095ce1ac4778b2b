"""Cutting a sentence into clauses, at its punctuation and at the brackets that hold figures.

In: a sentence with its figures and dates. Out: `Clause` values in order. 例: “出口36亿元（甲市15亿元；乙市12亿元），
增长5%” is a clause, two clauses one bracket deeper, and a clause again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Sentence
from extractor.lazy import lazy_re
from extractor.mentions import DateMention, FigureMention

CLAUSE_END = lazy_re(r"[，,。；;：:！？!?\n]")  # marks alone: brackets and dashes belong to the clause
_DELIMITER = lazy_re(r"[，,；;：:。！？!?（()）\n—](?:(?<!—)|—)")  # one class first: `re` skips to its characters
_SINGLE = lazy_re(r"[，,；;：:。！？!?（()）\n]")
_BRACKET = lazy_re(r"[（(）)]")
_STEPS = {"（": 1, "(": 1, "）": -1, ")": -1}  # how much deeper what follows a bracket lies


@dataclass(slots=True)
class Clause:
    """A stretch between punctuation marks; `depth` counts the brackets around it."""

    start: int
    end: int
    depth: int
    figures: range


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
    starts = [figure.start for figure in figures]
    if not _BRACKET.search(text, sentence.start, sentence.end):
        return _plain(text, sentence, starts, _protected(figures, dates) if figures else [])
    clauses: list[Clause] = []
    start, depth, position = sentence.start, 0, 0
    for mark, step in _cuts(text, sentence, starts, _delimiters(text, sentence, _protected(figures, dates))):
        at = mark.start()
        first, position = position, bisect_left(starts, at, position)
        if at > start:
            clauses.append(Clause(start, at, depth, range(first, position)))
        depth += step
        start = mark.end()
    if sentence.end > start:
        clauses.append(Clause(start, sentence.end, depth, range(position, len(starts))))
    return clauses


def _marks(sentence: Sentence) -> Callable[[str, int, int], Iterator[re.Match[str]]]:
    """What finds the punctuation of a sentence: without a dash in it, single characters do."""
    return (_DELIMITER if "—" in sentence.text else _SINGLE).finditer


def _protected(figures: Sequence[FigureMention], dates: Sequence[DateMention]) -> list[tuple[int, int]]:
    """The places of the figures and dates of a sentence, in order."""
    protected = [(figure.start, figure.end) for figure in figures]
    if dates:
        protected += [(date.start, date.end) for date in dates]
        protected.sort()
    return protected


def _delimiters(text: str, sentence: Sentence, protected: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """The punctuation marks of a sentence that are in none of its figures and dates."""
    count, pointer = len(protected), 0
    for match in _marks(sentence)(text, sentence.start, sentence.end):
        at = match.start()
        while pointer < count and protected[pointer][1] <= at:
            pointer += 1
        if pointer == count or protected[pointer][0] > at:
            yield match


def _cuts(
    text: str, sentence: Sentence, starts: list[int], marks: Iterator[re.Match[str]]
) -> Iterator[tuple[re.Match[str], int]]:
    """The marks that end a clause, with the step in depth behind each.

    Brackets without a figure cut nothing, nor does what is in them, nor a closing bracket that nothing opened.
    """
    closings: dict[int, int] | None = None
    skip_to, depth = -1, 0
    for mark in marks:
        at = mark.start()
        if at < skip_to:
            continue
        step = _STEPS.get(text[at], 0)
        if step > 0:
            if closings is None:
                closings = _closings(text, sentence.start, sentence.end)
            closing = closings.get(at, at)
            nearest = bisect_left(starts, at)
            if nearest == len(starts) or starts[nearest] > closing:
                skip_to = closing
                continue
        elif step < 0 and not depth:
            continue
        depth += step
        yield mark, step


def _plain(text: str, sentence: Sentence, starts: list[int], protected: list[tuple[int, int]]) -> list[Clause]:
    """The clauses of a sentence without brackets; punctuation in what is protected does not cut."""
    clauses, start, position = [], sentence.start, 0
    pointer, count = 0, len(protected)
    for match in _marks(sentence)(text, start, sentence.end):
        at = match.start()
        while pointer < count and protected[pointer][1] <= at:
            pointer += 1
        if pointer < count and protected[pointer][0] <= at:
            continue
        first, position = position, bisect_left(starts, at, position)
        if at > start:
            clauses.append(Clause(start, at, 0, range(first, position)))
        start = match.end()
    if start < sentence.end:
        clauses.append(Clause(start, sentence.end, 0, range(position, len(starts))))
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
