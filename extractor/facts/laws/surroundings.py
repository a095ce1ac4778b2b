"""What a law sees of one figure: its place in the document, the words right before it, and what both readers say.

In: a document with its figures, dates and names, and what the rules say of each figure. Out: `Place` values.
例: in “出口36亿元，增长5%” the own words of 5% are 增长, its clause the second one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import methodcaller

import regex

from extractor.document import Document
from extractor.facts.fact import Fact
from extractor.lazy import lazy_re
from extractor.mentions import LOC, ORG, PERSON, DateMention, FigureMention, Mention

CUT = lazy_re(r"[，,。；;：:！？!?\n（()）]")
NAMES = (ORG, PERSON, LOC)
EDGE = "的、，,：:；; 　"  # marks that no subject and no indicator begins or ends with
RATES = frozenset(("%", "倍"))  # units of what can be an average rate
_SENTENCE_PART = lazy_re("[；;。！？!?\n]")
_REACH = 120  # characters before a figure that a law looks at
_LONGEST_LIST = 12  # figures
_LONGEST_JOINT = 8  # characters between two figures of a list


_end = methodcaller("end")


def behind_last_cut(text: str, start: int, end: int) -> int:
    """The place behind the last mark that cuts clauses in a stretch of text; its start where there is none."""
    return max((mark.end() for mark in CUT.finditer(text, start, end)), default=start)


def is_of_older(fact: Fact, before: Fact) -> bool:
    """Whether a change behind a level took its indicator from before that level: 海外收入38%；国内收入5亿元，增3%."""
    ours, theirs = fact.indicator_spans, before.indicator_spans
    return before.kind == "level" and bool(ours and theirs) and ours[-1][1] <= theirs[0][0]


@dataclass(slots=True)
class Place:
    """One figure with what is around it.

    Attributes:
        index: its place among the document's figures.
        figure, fact, rules: the figure, the fact to be settled, and what the rules say.
        own: where its own words begin: behind the last mark or figure before it.
        sentence: where its sentence begins.
        first: the first figure of its sentence.
    """

    index: int
    figure: FigureMention
    fact: Fact
    rules: Fact
    own: int
    sentence: int
    first: int


class Surroundings:
    """A document as the laws see it; `settled` are the facts of the figures before the one at hand."""

    def __init__(
        self,
        document: Document,
        figures: Sequence[FigureMention],
        rules: Sequence[Fact],
        dates: Sequence[DateMention],
        names: Sequence[Mention],
    ) -> None:
        self.document, self.text = document, document.text
        self.figures, self.rules, self.dates = figures, rules, dates
        self.names = sorted(names, key=lambda name: name.start)
        self.settled: list[Fact] = []
        self._found: dict[re.Pattern[str], tuple[int, list[re.Match[str]]]] = {}  # a pattern's matches in a sentence
        self.dealt: set[int] = set()  # figures that a list gave subject and indicator
        self.stated_modality = -1  # the last figure whose modality its clause states

    @cached_property
    def _name_starts(self) -> list[int]:
        return [name.start for name in self.names]

    @cached_property
    def _date_starts(self) -> list[int]:
        return [date.start for date in self.dates]

    @cached_property
    def _figure_starts(self) -> list[int]:
        return [figure.start for figure in self.figures]

    @cached_property
    def _mentions(self) -> dict[str, list[Mention]]:
        found: dict[str, list[Mention]] = {}
        for name in self.names:
            found.setdefault(self.text[name.start : name.end], []).append(name)
        return found

    def mentions_of(self, words: str) -> Sequence[Mention]:
        """The places of a name."""
        return self._mentions.get(words, ())

    def place(self, index: int, fact: Fact) -> Place:
        """The place of a figure whose fact is to be settled."""
        figure = self.figures[index]
        sentence = self.document.sentence_at(figure.start).start
        low = max(sentence, figure.outer_start - _REACH)
        if index:
            low = max(low, min(self.figures[index - 1].outer_end, figure.outer_start))
        own = behind_last_cut(self.text, low, figure.outer_start)
        first = bisect_left(self._figure_starts, sentence)
        return Place(index, figure, fact, self.rules[index], own, sentence, first)

    def names_between(self, start: int, end: int, labels: tuple[str, ...]) -> list[Mention]:
        """The names of some labels inside a stretch."""
        low = bisect_left(self._name_starts, start)
        high = bisect_left(self._name_starts, end, low)
        return [name for name in self.names[low:high] if name.end <= end and name.label in labels]

    def name_over(self, start: int, end: int, label: str) -> Mention | None:
        """The name of a label that a stretch is cut from, without what it begins with; None where there is none."""
        index = bisect_left(self._name_starts, start + (end - start == 1)) - 1  # one character is no name
        if index < 0:
            return None
        name = self.names[index]
        return name if name.label == label and name.end >= end and name.end - name.start > 1 else None

    def dates_between(self, start: int, end: int) -> Sequence[DateMention]:
        """The dates inside a stretch."""
        low = bisect_left(self._date_starts, start)
        return self.dates[low : bisect_left(self._date_starts, end, low)]

    def behind_dates(self, place: Place) -> int:
        """Where the own words of a figure begin behind the last date among them."""
        dates = self.dates_between(place.own, place.figure.outer_start)
        return max([place.own, *(date.end for date in dates)])

    def last_before(self, place: Place, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The last match of a pattern in the sentence before a figure; each sentence is searched once."""
        start, found = self._found.get(pattern, (-1, []))
        if start != place.sentence:
            sentence = self.document.sentence_at(place.figure.start)
            found = [*pattern.finditer(self.text, sentence.start, sentence.end)]
            self._found[pattern] = place.sentence, found
        index = bisect_right(found, place.figure.outer_start, key=_end)
        return found[index - 1] if index else None

    def clause_before(self, place: Place, mark: re.Pattern[str]) -> int:
        """Where the clause of a figure begins: behind the last mark before it in its sentence."""
        last = self.last_before(place, mark)
        return last.end() if last else place.sentence

    def joined(self, index: int, between: regex.Pattern[str]) -> bool:
        """Whether what is between a figure and the next joins them in a list."""
        left, right = self.figures[index], self.figures[index + 1]
        gap = right.outer_start - left.outer_end
        return 0 < gap <= _LONGEST_JOINT and between.fullmatch(self.text, left.outer_end, right.outer_start) is not None

    def fact_before(self, place: Place) -> Fact | None:
        """The fact of the figure before in the sentence."""
        return self.settled[-1] if place.index > place.first else None

    def value_beside(self, place: Place) -> Fact | None:
        """The fact of the figure before, if it has the same unit and only commas are between: 涨2.1%，预期2.0%."""
        before, last = self.fact_before(place), self.figures[place.index - 1]
        if before is None or last.unit != place.figure.unit:
            return None
        return None if _SENTENCE_PART.search(self.text, last.outer_end, place.own) else before

    def list_around(self, place: Place, goes_on: Callable[[int], bool]) -> tuple[int, int]:
        """The first and the last figure of the list that a figure is in.

        Args:
            goes_on: whether the list goes on behind the figure of an index.
        """
        first = last = place.index
        while first > place.first and place.index - first < _LONGEST_LIST and goes_on(first - 1):
            first -= 1
        while last + 1 < len(self.figures) and last - first < _LONGEST_LIST and goes_on(last):
            last += 1
        return first, last

    def figures_between(self, start: int, end: int) -> bool:
        """Whether a figure begins inside a stretch."""
        index = bisect_right(self._figure_starts, start - 1)
        return index < len(self.figures) and self._figure_starts[index] < end

    def is_figure(self, start: int, end: int) -> bool:
        """Whether a stretch is a figure and nothing else."""
        index = bisect_left(self._figure_starts, start)
        return index < len(self.figures) and (self.figures[index].start, self.figures[index].end) == (start, end)

    def ends_in_figure(self, end: int) -> bool:
        """Whether an offset is inside a figure, between its first and its last character."""
        index = bisect_left(self._figure_starts, end) - 1
        return index >= 0 and end < self.figures[index].end
