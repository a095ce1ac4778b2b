"""The forms a piece of time may take, found by the two characters they begin with, and by what follows digits.

In: patterns with what builds a piece of their match. Out: the few that can match at “20” or “去年”, in order.
例: at “去年，” 3 of 81 patterns are tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from extractor.lazy import lazy_re
from extractor.periods.atom import Builder, Form
from extractor.periods.beginnings import ANY, Characters, beginnings, behind_digits, can_begin, may_begin

MatchForm: TypeAlias = "Callable[[str, int], re.Match[str] | None]"
_Begun: TypeAlias = "tuple[dict[str | None, Characters], Characters, tuple[re.Pattern[str], Builder]]"
_Source: TypeAlias = "tuple[str, tuple[re.Pattern[str], Builder]]"
_MOST_HEADS = 20_000
_BEHIND_DIGITS = re.compile("[0-9]*(.?)", re.DOTALL)


class Forms:
    """The patterns of one rulebook. Each is compiled where a text first has two characters that it can begin with."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self._all: list[_Source] = [(pattern, (lazy_re(pattern), build)) for pattern, build in forms]
        self._begun: dict[str, tuple[dict[str | None, Characters], Characters]] = {}
        self._firsts: dict[str, list[_Begun]] = {}
        self._heads: dict[str, tuple[tuple[MatchForm, Builder], ...]] = {}

    def at(self, text: str, position: int) -> tuple[tuple[MatchForm, Builder], ...]:
        """The patterns that may match at a position, in the order of the forms."""
        head = text[position : position + 2]
        if head.isascii() and head.isdigit():  # 20 begins half of all forms: 2024年 few of them
            head += _BEHIND_DIGITS.match(text, position + 2)[1]  # type: ignore[index]  # it matches anything
        found = self._heads.get(head)
        if found is None:
            found = self._head(head)
        return found

    def _head(self, head: str) -> tuple[tuple[MatchForm, Builder], ...]:
        """The patterns that can begin with two characters; a third one is what follows the digits that these are."""
        first = self._firsts.get(head[:1])
        if first is None:
            first = self._firsts[head[:1]] = self._first(head[:1])
        if len(self._heads) > _MOST_HEADS:
            self._heads.clear()
        forms = [
            form
            for begun, behind, form in first
            if can_begin(begun, head[:2]) and (behind is ANY or not head[2:] or head[2] in behind)
        ]
        found = self._heads[head] = tuple((pattern.match, build) for pattern, build in forms)
        return found

    def _first(self, character: str) -> list[_Begun]:
        """The patterns that can begin with a character. A pattern is parsed when a text first has one of its own."""
        found = []
        for pattern, form in self._all:
            if may_begin(pattern, character):
                known = self._begun.get(pattern)
                if known is None:
                    known = self._begun[pattern] = beginnings(pattern), behind_digits(pattern)
                if can_begin(known[0], character):
                    found.append((*known, form))
        return found
