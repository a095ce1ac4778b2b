"""Words of an article with the place of each character: what the rules read, cut, join and remember.

In: a stretch of the article. Out: `Words`, whose parts know where they are. 例: the last three characters of
“高技术产业增加值”, which begins at 7, are the words 增加值 with the spans ((12, 15),).

A clause is read as such words, too, with each date in it as the one character `DATE`: what a date is made of is no part
of the words around it. Its place is that of the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import regex

from extractor.records import Spans

DATE = "\ufffc"  # U+FFFC, object replacement character: stands for what is no text
NOWHERE = -1  # the place of a character that is in no article: of the title, of the grammar


class Words:
    """Some words with their places. Two are equal where they are the same words, wherever these occur.

    Attributes:
        text: the words.
        at: where they begin in the article, if they are there in one piece, or `NOWHERE`; else the place of each
            character (`NOWHERE` for those of no article).

    Example:
        >>> words = Words("高技术产业增加值", 7)
        >>> words[5:], words[5:].spans
        (Words('增加值', 12), ((12, 15),))
        >>> (words[:3] + words[5:]).spans
        ((7, 10), (12, 15))
    """

    __slots__ = ("_spans", "at", "text")

    def __init__(self, text: str, at: int | tuple[int, ...] = NOWHERE) -> None:
        self.text = text
        self.at = at
        self._spans: Spans | None = None  # made once: several facts keep them

    def __repr__(self) -> str:
        return f"Words({self.text!r}, {self.at})"

    def __len__(self) -> int:
        return len(self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __getitem__(self, part: slice) -> Words:
        whole = self.text
        text, size = whole[part], len(whole)
        if len(text) == size:
            return self
        at, start = self.at, part.start
        if isinstance(at, tuple):
            return Words(text, at[part])
        if start and at >= 0:
            at += max(0, size + start) if start < 0 else min(start, size)
        return Words(text, at)

    def __add__(self, other: Words) -> Words:
        return joined((self, other))

    @property
    def places(self) -> tuple[int, ...]:
        """The place of each character."""
        at, size = self.at, len(self.text)
        if isinstance(at, tuple):
            return at
        return tuple(range(at, at + size)) if at >= 0 else (NOWHERE,) * size

    @property
    def spans(self) -> Spans:
        """Where the words are in the article, as half-open spans in their order; empty if they come from elsewhere.

        A character that stands for a date has the first place of the date.
        """
        if self._spans is None:
            self._spans = self._found_spans()
        return self._spans

    def _found_spans(self) -> Spans:
        at = self.at
        if isinstance(at, int):
            return ((at, at + len(self.text)),) if at >= 0 and self.text else ()
        found: list[tuple[int, int]] = []
        for place in at:
            if found and found[-1][1] == place:
                found[-1] = (found[-1][0], place + 1)
            elif place >= 0:
                found.append((place, place + 1))
        return tuple(found)

    def place(self, index: int) -> int:
        """The place of one character."""
        at = self.at
        if isinstance(at, tuple):
            return at[index]
        return at + index if at >= 0 else NOWHERE

    def strip(self, characters: str | None = None) -> Words:
        """As `str.strip`."""
        text = self.text
        kept = text.strip(characters)
        if len(kept) == len(text):
            return self
        start = len(text) - len(text.lstrip(characters))
        return self[start : start + len(kept)]

    def lstrip(self, characters: str | None = None) -> Words:
        """As `str.lstrip`."""
        return self[len(self.text) - len(self.text.lstrip(characters)) :]

    def removesuffix(self, words: str) -> Words:
        """As `str.removesuffix`."""
        return self[: -len(words)] if words and self.text.endswith(words) else self

    def split(self, pattern: re.Pattern[str] | regex.Pattern[str]) -> list[Words]:
        """The parts between the matches of a pattern."""
        parts, at = [], 0
        for match in pattern.finditer(self.text):
            parts.append(self[at : match.start()])
            at = match.end()
        return [*parts, self[at:]]

    def without(self, pattern: re.Pattern[str] | regex.Pattern[str]) -> Words:
        """The words without what a pattern matches in them."""
        parts = self.split(pattern)
        return self if len(parts) == 1 else joined(parts)


EMPTY = Words("")


def text_of(words: Words | None) -> str | None:
    """The words alone; None where there are none."""
    return None if words is None else words.text


def joined(parts: Iterable[Words]) -> Words:
    """Several words as one, in their order."""
    said = [part for part in parts if part.text]
    if len(said) < 2:
        return said[0] if said else EMPTY
    at: list[int] = []
    for part in said:
        at += part.places
    return Words("".join([part.text for part in said]), tuple(at))
