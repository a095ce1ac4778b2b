"""The words of time of one rulebook, made ready for the grammar.

In: `rules/periods.txt` and `rules/periods_festivals.txt`. Out: `Words`: word → offset tables, regular-expression
alternatives, the folding of traditional and full-width characters. 例: 去年 → -1, 週 → 周.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cached_property

from extractor.errors import RulesError
from extractor.lazy import lazy_re
from extractor.lexicon import NEVER, alternatives
from extractor.rulebook import Rulebook

FILE = "periods"
FESTIVALS = "periods_festivals"
CALENDARS = ("solar", "weekday", "lunar", "term", "easter", "orthodox", "islamic", "hebrew", "hindu", "buddhist")
# What a key looks like in each calendar, with an example; names and offsets (passover-1~8) in those not listed.
_KEYS = {
    "solar": (r"[0-9]{1,2}-[0-9]{1,2}(?:~[0-9]+)?", "10-1: 国庆节"),
    "weekday": (r"[0-9]{1,2}--?[0-9]-[1-7](?:[+][0-9]+)?(?:~[0-9]+)?", "5-2-7: 母亲节"),
    "lunar": (r"[0-9]{1,2}-(?:[0-9]{1,2}|last)(?:[+]-?[0-9]+)?(?:~[0-9]+)?", "8-15: 中秋节"),
    "term": (r"[一-鿿]{2}", "清明: 清明节"),
    "easter": (r"[a-z_]*(?:[+-][0-9]+)?(?:~[0-9]+)?", "+1: 复活节星期一"),
}


class LettersBut(Container[str]):
    """Every letter and digit but a few: 建成后|年产能 has 成 before 后年, 预计|后年 the 计 that may be there."""

    def __init__(self, letters: str) -> None:
        self._letters = frozenset(letters)

    def __contains__(self, letter: object) -> bool:
        return isinstance(letter, str) and letter.isalnum() and letter not in self._letters


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
        self._foreign = lazy_re(
            "[" + re.escape("".join(map(chr, self._folding))) + "]" if self._folding else NEVER
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

    def spans(self, section: str) -> dict[str, tuple[int, int]]:
        """The words of a section with the first and last of their numbers (半年报 → 1, 6).

        Raises:
            RulesError: an entry whose key is not two whole numbers; the text names file and line.
        """
        table: dict[str, tuple[int, int]] = {}
        for entry in self.rulebook.section(FILE, section):
            first, _, last = (entry.key or "").partition("..")
            try:
                span = int(first), int(last)
            except ValueError:
                place = f"rules/{entry.file}.txt:{entry.line}"
                raise RulesError(f"{place}: {entry.name!r} is not two whole numbers; write `1..6: word word`") from None
            table.update((self.fold(word), span) for word in entry.words)
        return table

    def keyed(self, section: str) -> dict[str, str]:
        """The words of a section with their keys (底 → end)."""
        return {self.fold(word): name for word, name in self.rulebook.mapping(FILE, section).items()}

    def by_key(self, section: str) -> dict[str, list[str]]:
        """The words of a section under each of its keys (past → 近, 最近 …), in the order of the keys."""
        found: dict[str, list[str]] = {}
        for word, key in self.keyed(section).items():
            found.setdefault(key, []).append(word)
        return found

    @cached_property
    def week(self) -> str:
        """周, 星期, 礼拜 as a pattern."""
        return alternatives(self.plain("weeks"))

    @cached_property
    def behind_time(self) -> tuple[str, ...]:
        """What may follow a time that is given alone: 2021年〔左右〕."""
        return self.plain("behind_time")

    @cached_property
    def compared_with(self) -> tuple[str, ...]:
        """What follows times that something is compared with: 与2020年〔相比〕."""
        return self.plain("compared_with")

    @cached_property
    def before_length(self) -> re.Pattern[str]:
        """The end of the words before a length of time."""
        return lazy_re(f"{alternatives(self.plain('before_lengths'))}$")

    @cached_property
    def no_length(self) -> re.Pattern[str]:
        """What may follow a year of two digits: no word that makes a length of time of it (24年期)."""
        return lazy_re(self.unless("short_year"))

    @cached_property
    def grown(self) -> re.Pattern[str]:
        """What follows a year that something is compared with."""
        return lazy_re(alternatives(self.plain("grown")))

    @cached_property
    def measured(self) -> re.Pattern[str]:
        """What is said of a year of two digits: the head of an indicator, a word before one, a valuation (25x)."""
        listed = self.rulebook.words("facts/indicators", "heads"), self.rulebook.words("figures", "valuations")
        heads = [self.fold(word) for words in listed for word in words if len(word) > 1]
        valued = r"[0-9]{1,3}(?:\.[0-9])?[xX]?(?:[/／、][0-9.]{1,5}[xX]?){0,6}[xX倍]"
        return lazy_re(f"{alternatives([*heads, *self.plain('behind_short_years')])}|{valued}")

    def plain(self, section: str) -> tuple[str, ...]:
        """The words of a section."""
        return tuple(dict.fromkeys(self.fold(word) for word in self.rulebook.words(FILE, section)))

    def unless(self, form: str) -> str:
        """A look-ahead that fails before the words of `[not_before]` under this key."""
        words = [w for e in self.rulebook.section(FILE, "not_before") if e.key == form for w in e.words]
        plain = [self.fold(w) for w in words if "!" not in w]
        pairs = [self.fold(w).partition("!") for w in words]
        partly = [re.escape(a) + f"(?!{alternatives(b.split('/'))})" for a, _, b in pairs if b]
        return f"(?!{'|'.join([alternatives(plain), *partly])})" if words else ""

    def part_of_word(self, form: str) -> str:
        """The characters before a word of time that make another word with it (青|年中)."""
        return "".join(w for e in self.rulebook.section(FILE, "part_of_a_word") if e.key == form for w in e.words)

    def not_before_word(self, word: str) -> Container[str]:
        """The characters before one word of time that make another with it: all letters but those of `[only_after]`."""
        entries = self.rulebook.section(FILE, "only_after")
        letters = "".join(self.fold(w) for e in entries if self.fold(e.key or "") == word for w in e.words)
        return LettersBut(letters) if letters else self.part_of_word(word)

    @cached_property
    def apart(self) -> tuple[str, ...]:
        """Words right before a time that are no part of a longer word with it (整个|五月)."""
        return self.plain("apart_from_time")

    @cached_property
    def counting(self) -> str:
        """The characters after which a number counts how long."""
        return "".join(self.plain("counting"))

    @cached_property
    def festivals(self) -> dict[str, tuple[str, str]]:
        """Each festival's name with the calendar (section) and the key that date it: 端午节 → ("lunar", "5-5").

        Raises:
            RulesError: a key that its calendar cannot date; the text names file and line.
        """
        found: dict[str, tuple[str, str]] = {}
        for section in self.rulebook.names(FESTIVALS):
            if section not in CALENDARS:
                continue
            for entry in self.rulebook.section(FESTIVALS, section):
                form, example = _KEYS.get(section, _KEYS["easter"])
                if not re.fullmatch(form, entry.name):
                    place = f"rules/{entry.file}.txt:{entry.line}"
                    raise RulesError(f"{place}: {entry.name!r} names no day under [{section}]; write `{example}`")
                found.update((self.fold(word), (section, entry.name)) for word in entry.words)
        return found
