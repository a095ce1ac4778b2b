"""Lexicons: many words looked up in one pass over a text, whatever their number and the number of lexicons.

In: words with what they stand for. Out: (start, end, what) of each hit, leftmost and longest first, never overlapping
another hit of the same lexicon. 例: {"碳中和": "dual carbon"} finds (4, 7, "dual carbon") in “努力实现碳中和”.

The lexicons of a rulebook (places, bodies, titles, policy terms, …) share one automaton: a document is read once for
all of them, and each takes its own hits. The automaton reads UTF-16, two bytes a character in place of UTF-8's three.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from ahocorasick_rs import BytesAhoCorasick, MatchKind

if TYPE_CHECKING:
    from extractor.document import Document

T = TypeVar("T")
Hit: TypeAlias = "tuple[int, int, T]"
"""The place of a word, as half-open code points, and what it means."""

_AT_ONCE = 1 << 16
"""Characters that are looked through together; a longer text goes line by line, so that little memory is held."""
_LARGE = re.compile("[\U00010000-\U0010ffff]")


NEVER = "(?!)"
"""A regular expression that matches nothing, where a list of words is empty."""


def alternation(words: Iterable[str]) -> str:
    """Words as alternatives of a regular expression, the longest first; empty where there are none."""
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))


def alternatives(words: Iterable[str]) -> str:
    """The same in a group that matches nothing where there are none.

    Example:
        >>> alternatives(["增", "增长"]), alternatives([])
        ('(?:增长|增)', '(?!)')
    """
    found = alternation(words)
    return f"(?:{found})" if found else NEVER


def in_latin_word(text: str, at: int) -> bool:
    """Whether a border would part a word of Latin letters or digits: SMM|T."""
    around = text[at - 1 : at + 1]
    return len(around) == 2 and around.isascii() and around.isalnum()


def lengths_by(words: Iterable[str], at: int) -> dict[str, tuple[int, ...]]:
    """For each first (at=0) or last (at=-1) character the lengths of the words that have it, the longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[at], set()).add(len(word))
    return {char: tuple(sorted(lengths, reverse=True)) for char, lengths in found.items()}


class LongestWord:
    """Words looked up at one place of a text, the longest first, without trying them all.

    Args:
        words: the words.
        backwards: they are looked up by their last characters, for `start_at`; else by their first ones, for `end_at`.

    Example:
        >>> LongestWord(["局长", "副局长"], backwards=True).start_at("某局副局长", 5)
        2
    """

    __slots__ = ("_lengths", "_words")

    def __init__(self, words: Iterable[str], backwards: bool = False) -> None:
        self._words = frozenset(words)
        self._lengths = lengths_by(self._words, -1 if backwards else 0)

    @property
    def characters(self) -> frozenset[str]:
        """The characters that the words begin with; or end with, where they are looked up backwards."""
        return frozenset(self._lengths)

    def end_at(self, text: str, start: int) -> int | None:
        """Where the longest of the words that begins at `start` ends; None where none begins there."""
        for length in self._lengths.get(text[start : start + 1], ()):
            word = text[start : start + length]
            if word in self._words:
                return start + len(word)
        return None

    def start_at(self, text: str, end: int, floor: int = 0) -> int | None:
        """Where the longest of the words that ends at `end` begins, at `floor` or behind it; None where none does."""
        if end <= floor:
            return None
        for length in self._lengths.get(text[end - 1], ()):
            if length <= end - floor and text[end - length : end] in self._words:
                return end - length
        return None


class Automaton:
    """Words in an Aho-Corasick automaton over UTF-16 (the Rust crate of BurntSushi, by ahocorasick_rs)."""

    def __init__(self, words: Iterable[str]) -> None:
        patterns = [word.encode("utf-16-le", "surrogatepass") for word in words]
        self._find = BytesAhoCorasick(patterns, matchkind=MatchKind.Standard).find_matches_as_indexes

    def matches(self, text: str) -> Iterator[tuple[int, list[tuple[int, int, int]]]]:
        """All matches, piece by piece: the piece's offset, and (word, start, end) in the order of their ends.

        Start and end are bytes of UTF-16 from the piece's beginning, two a character; an odd start is no match, but
        the halves of two characters.
        """
        for offset, piece in _pieces(text):
            data = piece.encode("utf-16-le", "surrogatepass")
            matches = self._find(data, overlapping=True)
            yield offset, matches if len(data) == 2 * len(piece) else _as_if_single(piece, matches)


class Lexicons:
    """Several lexicons in one automaton.

    Example:
        >>> lexicons = Lexicons()
        >>> places, bodies = lexicons.add({"北京": "LOC"}), lexicons.add({"北京银行": "ORG"})
        >>> lexicons.scan("在北京银行")
        [[(1, 3, 'LOC')], [(1, 5, 'ORG')]]
    """

    def __init__(self) -> None:
        self._count = 0
        self._named: dict[str, int] = {}
        # of each word: the lexicons that hold it, its meaning there, and whether its hits bar others that overlap them
        self._entries_of: dict[str, tuple[tuple[int, Any, bool], ...]] = {}
        self._automaton: Automaton | None = None
        self._meanings: list[tuple[tuple[int, Any, bool], ...]] = []

    def add(self, words: Mapping[str, Any], overlapping: bool = False) -> int:
        """Add a lexicon; gives its place in what `scan` returns. Empty words are refused: they are everywhere."""
        if "" in words:
            raise ValueError("a lexicon cannot hold the empty word")
        number, entries_of = self._count, self._entries_of
        for word, meaning in words.items():
            entries_of[word] = (*entries_of.get(word, ()), (number, meaning, not overlapping))
        self._count += 1
        self._automaton = None
        return number

    def lexicon(
        self, name: str, words: Callable[[], Mapping[str, T]], overlapping: bool = False
    ) -> Callable[[Document], list[Hit[T]]]:
        """A function that gives a document's hits of one lexicon, once: they are not kept after the answer.

        `words` is asked only where `name` is new. Hits that overlap come in the order of their ends.
        """
        if name not in self._named:
            self._named[name] = self.add(words(), overlapping)
        number = self._named[name]
        return partial(self._hits, number=number)

    def of_text(self, name: str) -> Callable[[str], list[Hit[Any]]]:
        """A function that gives any text's hits of a lexicon that `lexicon` has named."""
        number = self._named[name]
        return lambda text: self.scan(text)[number]

    def _hits(self, document: Document, number: int) -> list[Hit[Any]]:
        """The hits of one lexicon; the document keeps those of the others for them who ask later."""
        waiting = document.lexicon_hits.get(self, ())
        if number >= len(waiting) or waiting[number] is None:
            waiting = document.lexicon_hits[self] = self.scan(document.text)
        hits: list[Hit[Any]] = waiting[number]
        waiting[number] = None
        return hits

    def scan(self, text: str) -> list[list[Hit[Any]]]:
        """The hits of each lexicon, leftmost and longest first."""
        found: list[list[Hit[Any]]] = [[] for _ in range(self._count)]
        if not self._entries_of:
            return found
        if self._automaton is None:
            self._automaton = Automaton(self._entries_of)
            self._meanings = list(self._entries_of.values())
        meanings = self._meanings
        adders = [hits.append for hits in found]
        ends = [0] * self._count  # where the last hit of each lexicon ends, 0 where they may overlap
        for offset, matches in self._automaton.matches(text):
            for index, start, end in matches:
                if start & 1:
                    continue
                start, end = offset + (start >> 1), offset + (end >> 1)
                for number, meaning, bars in meanings[index]:
                    if ends[number] <= start:
                        adders[number]((start, end, meaning))
                        if bars:
                            ends[number] = end
                    elif found[number][-1][0] >= start:
                        _take(found[number], (start, end, meaning))
                        ends[number] = found[number][-1][1]
        return found


def _take(own: list[Hit[Any]], hit: Hit[Any]) -> None:
    """Put a hit in the place of those that it covers, unless one that starts before it reaches into it."""
    at, start = len(own), hit[0]
    while at and own[at - 1][0] >= start:
        at -= 1
    if not at or own[at - 1][1] <= start:
        own[at:] = [hit]


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text in pieces of whole lines, with their offsets."""
    start = 0
    while len(text) - start > _AT_ONCE:
        end = text.find("\n", start + _AT_ONCE) + 1
        if not end:
            break
        yield start, text[start:end]
        start = end
    yield start, text[start:] if start else text


def _as_if_single(piece: str, matches: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Matches in a text with characters beyond U+FFFF, which UTF-16 writes as two: offsets as if they were one."""
    doubled = [match.start() + before for before, match in enumerate(_LARGE.finditer(piece))]

    def place(offset: int) -> int:
        return offset - 2 * bisect_left(doubled, offset >> 1)

    return [(index, place(start), place(end)) for index, start, end in matches if not start & 1]


class Lexicon(Generic[T]):
    """One lexicon by itself."""

    def __init__(self, words: Mapping[str, T], overlapping: bool = False) -> None:
        """Build the automaton. Empty words are refused: they would match everywhere."""
        self._lexicons = Lexicons()
        self._lexicons.add(words, overlapping)

    def find(self, text: str) -> Sequence[Hit[T]]:
        """(start, end, meaning) of the leftmost-longest hits, or of all by their ends where they may overlap."""
        return self._lexicons.scan(text)[0]
