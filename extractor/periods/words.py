"""The words of time of one rulebook, made ready for the grammar.

In: `rules/periods.txt` and `rules/periods_festivals.txt`. Out: `Words`: word → offset tables, regular-expression
alternatives, the folding of traditional and full-width characters. 例: 去年 → -1, 週 → 周.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from extractor.errors import RulesError
from extractor.rulebook import Rulebook

FILE = "periods"
FESTIVALS = "periods_festivals"
CALENDARS = ("solar", "weekday", "lunar", "term", "easter", "orthodox", "islamic", "hebrew", "hindu", "buddhist")
NOTHING = "(?!)"


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; one that never matches where there are none."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, ordered)) + ")" if ordered else NOTHING


class Words:
    """The tables of one rulebook. Every word is folded as the text will be."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._folding = {
            ord(other): entry.name
            for entry in rulebook.section(FILE, "folding")
            for word in entry.words
            for other in word
        }
        self._foreign = re.compile(
            "[" + re.escape("".join(map(chr, self._folding))) + "]" if self._folding else NOTHING
        )

    def fold(self, text: str) -> str:
        """The text with traditional and full-width characters folded; every offset stays."""
        return text.translate(self._folding) if self._foreign.search(text) else text

    def offsets(self, section: str) -> dict[str, int]:
        """The words of a section with their numbers (去年 → -1).

        Raises:
            RulesError: an entry whose key is not a whole number; the text names file and line.
        """
        table: dict[str, int] = {}
        for entry in self.rulebook.section(FILE, section):
            try:
                number = int(entry.key or "")
            except ValueError:
                place = f"rules/{entry.file}.txt:{entry.line}"
                raise RulesError(f"{place}: {entry.name!r} is not a whole number; write `-1: word word`") from None
            table.update((self.fold(word), number) for word in entry.words)
        return table

    def keyed(self, section: str) -> dict[str, str]:
        """The words of a section with their keys (底 → end)."""
        return {self.fold(word): name for word, name in self.rulebook.mapping(FILE, section).items()}

    def plain(self, section: str) -> tuple[str, ...]:
        """The words of a section."""
        return tuple(dict.fromkeys(self.fold(word) for word in self.rulebook.words(FILE, section)))

    def unless(self, form: str) -> str:
        """A look-ahead that fails before the words of `[not-before]` under this key."""
        words = [w for e in self.rulebook.section(FILE, "not-before") if e.key == form for w in e.words]
        plain = [self.fold(w) for w in words if "!" not in w]
        partly = [re.escape(a) + f"(?!{re.escape(b)})" for a, _, b in (self.fold(w).partition("!") for w in words) if b]
        return f"(?!{'|'.join([alternatives(plain), *partly])})" if words else ""

    def part_of_word(self, form: str) -> str:
        """The characters before a word of time that make another word with it (青|年中)."""
        return "".join(w for e in self.rulebook.section(FILE, "part-of-a-word") if e.key == form for w in e.words)

    @cached_property
    def counting(self) -> str:
        """The characters after which a number counts how long."""
        return "".join(self.plain("counting"))

    @cached_property
    def festivals(self) -> dict[str, tuple[str, str]]:
        """Each festival's name with the calendar (section) and the key that date it: 端午节 → ("lunar", "5-5")."""
        return {
            self.fold(word): (section, entry.name)
            for section in self.rulebook.names(FESTIVALS)
            if section in CALENDARS
            for entry in self.rulebook.section(FESTIVALS, section)
            for word in entry.words
        }
