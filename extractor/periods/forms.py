"""The forms a piece of time may take, found by the two characters they begin with.

In: patterns with what builds a piece of their match. Out: the few that can match where “20” or “去年” stands, in order.
例: at “去年，” 3 of 81 patterns are tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

import regex

from extractor.periods.atom import Builder, Form

MatchForm: TypeAlias = "Callable[[str, int], re.Match[str] | None]"
Probed: TypeAlias = "tuple[regex.Pattern[str] | None, tuple[MatchForm, Builder]]"
"""A pattern that tells whether a form can begin in some way, where one can tell, and the form."""
_MOST_HEADS = 20_000


class Forms:
    """The patterns of one rulebook. Which of them can begin with a pair of characters is worked out at first sight."""

    def __init__(self, forms: Sequence[Form]) -> None:
        # A pattern that looks behind itself cannot be judged by what it begins with alone.
        self._all: list[Probed] = [
            (None if "(?<=" in pattern or "(?<!" in pattern else regex.compile(pattern),
             (re.compile(pattern).match, build))
            for pattern, build in forms
        ]  # fmt: skip
        self._firsts: dict[str, list[Probed]] = {}
        self._heads: dict[str, tuple[tuple[MatchForm, Builder], ...]] = {}

    def at(self, text: str, position: int) -> tuple[tuple[MatchForm, Builder], ...]:
        """The patterns that may match at a position, in the order of the forms."""
        head = text[position : position + 2]
        found = self._heads.get(head)
        if found is None:
            found = self._head(head)
        return found

    def _head(self, head: str) -> tuple[tuple[MatchForm, Builder], ...]:
        first = self._firsts.get(head[:1])
        if first is None:
            first = self._firsts[head[:1]] = _possible(self._all, head[:1])
        if len(self._heads) > _MOST_HEADS:
            self._heads.clear()
        found = self._heads[head] = tuple(form for _, form in _possible(first, head))
        return found


def _possible(forms: list[Probed], head: str) -> list[Probed]:
    """Those of some patterns that can match a text that begins with `head`."""
    return [(probe, form) for probe, form in forms if probe is None or (head and probe.match(head, partial=True))]
