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
_MOST_HEADS = 20_000


class Forms:
    """The patterns of one rulebook. Which of them can begin with a pair of characters is worked out at first sight."""

    def __init__(self, forms: Sequence[Form]) -> None:
        # A pattern that looks behind itself cannot be judged by what it begins with alone.
        self._all: list[tuple[regex.Pattern[str] | None, tuple[MatchForm, Builder]]] = [
            (None if "(?<=" in pattern or "(?<!" in pattern else regex.compile(pattern),
             (re.compile(pattern).match, build))
            for pattern, build in forms
        ]  # fmt: skip
        self._heads: dict[str, tuple[tuple[MatchForm, Builder], ...]] = {}

    def at(self, text: str, position: int) -> tuple[tuple[MatchForm, Builder], ...]:
        """The patterns that may match at a position, in the order of the forms."""
        head = text[position : position + 2]
        found = self._heads.get(head)
        if found is None:
            found = self._head(head)
        return found

    def _head(self, head: str) -> tuple[tuple[MatchForm, Builder], ...]:
        if len(self._heads) > _MOST_HEADS:
            self._heads.clear()
        found = self._heads[head] = tuple(
            form for probe, form in self._all if probe is None or (head and probe.match(head, partial=True))
        )
        return found
