"""Lexicons: many words looked up in one pass, whatever their number.

In: words with what they stand for. Out: (start, end, what) of each hit, leftmost and longest first, never overlapping.
例: {"碳中和": "dual carbon"} finds (4, 7, "dual carbon") in “努力实现碳中和”.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

T = TypeVar("T")


class Lexicon(Generic[T]):
    """Words and their meanings in an Aho-Corasick automaton (the Rust crate of BurntSushi, by ahocorasick_rs)."""

    def __init__(self, words: Mapping[str, T]) -> None:
        """Build the automaton. Empty words are refused: they would match everywhere."""
        if "" in words:
            raise ValueError("a lexicon cannot hold the empty word")
        self._meanings = list(words.values())
        self._automaton = AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest) if words else None

    def find(self, text: str) -> Iterable[tuple[int, int, T]]:
        """Yield (start, end, meaning) of the leftmost-longest hits; offsets are code points into `text`."""
        if self._automaton is None:
            return
        meanings = self._meanings
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            yield start, end, meanings[index]
