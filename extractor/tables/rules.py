"""What `rules/tables.txt` and the rules of indicators, places and bodies say about heads, made ready.

In: a rulebook. Out: `TableRules`, made once for it. 例: `rules.ends_with_property("营业收入")` is 收入's length, 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import regex

from extractor.lazy import lazy_regex
from extractor.lexicon import NEVER, LongestWord, alternation, alternatives
from extractor.rulebook import Rulebook, once_a_rulebook

_FILE = "tables"


class Endings:
    """Words looked for at the end of a phrase, the longest first."""

    def __init__(self, words: dict[str, str]) -> None:
        self.words = words
        self._endings = LongestWord(words, backwards=True)

    def at_end(self, text: str) -> str | None:
        """The longest word that the text ends with."""
        start = self._endings.start_at(text, len(text))
        return None if start is None else text[start:]


def _ends(*words: tuple[str, ...]) -> Endings:
    return Endings({word: word for group in words for word in group})


@dataclass(frozen=True)
class TableRules:
    """The sections of `rules/tables.txt` as sets, endings and patterns."""

    book: Rulebook

    def words(self, section: str) -> frozenset[str]:
        """The words of a section."""
        return frozenset(self.book.words(_FILE, section))

    @cached_property
    def empty(self) -> frozenset[str]:
        return self.words("empty")

    @cached_property
    def generic(self) -> frozenset[str]:
        return self.words("generic")

    @cached_property
    def entity_corner(self) -> frozenset[str]:
        return self.words("entity_corner")

    @cached_property
    def entity_corner_ends(self) -> Endings:
        return _ends(self.book.words(_FILE, "entity_corner_ends"))

    @cached_property
    def no_basis(self) -> frozenset[str]:
        return self.words("no_basis")

    @cached_property
    def serial(self) -> frozenset[str]:
        return self.words("serial")

    @cached_property
    def before_value(self) -> regex.Pattern[str]:
        return lazy_regex(rf"(?:比上年同期|同比)?+(?:{alternation(self.words('before_value'))})[:：约]*+")

    @cached_property
    def time_of_change(self) -> regex.Pattern[str]:
        return lazy_regex(rf"^(?:{alternation(self.words('time_of_change')) or NEVER})")

    @cached_property
    def serial_words(self) -> regex.Pattern[str]:
        return lazy_regex(alternation(self.words("serial_words")))

    @cached_property
    def time_corner(self) -> tuple[str, ...]:
        return self.book.words(_FILE, "time_corner")

    @cached_property
    def ratio(self) -> frozenset[str]:
        return self.words("ratio")

    @cached_property
    def share_openings(self) -> tuple[str, ...]:
        return self.book.words(_FILE, "share_openings")

    @cached_property
    def unit_corner(self) -> frozenset[str]:
        return self.words("unit_corner")

    @cached_property
    def total(self) -> Endings:
        return _ends(self.book.words(_FILE, "total"))

    @cached_property
    def whole(self) -> frozenset[str]:
        return self.words("whole")

    @cached_property
    def part(self) -> regex.Pattern[str]:
        return lazy_regex(rf"(?:[#＃]|(?:{alternation(self.words('part'))})\s*+[：:、]?)\s*+")

    @cached_property
    def sign(self) -> regex.Pattern[str]:
        return lazy_regex(rf"(?:{alternation(self.words('sign'))})\s*+[：:]\s*+")

    @cached_property
    def change(self) -> tuple[Endings, dict[str, str]]:
        """The words that end a head of change, and each with how its numbers are read: rate, amount, either."""
        how = {word: entry.name for entry in self.book.section(_FILE, "change") for word in entry.words}
        return Endings(how), how

    @cached_property
    def falls(self) -> frozenset[str]:
        return self.words("falls")

    @cached_property
    def not_change(self) -> Endings:
        return _ends(self.book.words(_FILE, "not_change"))

    @cached_property
    def comparison(self) -> tuple[regex.Pattern[str], dict[str, str]]:
        """The words of comparison as a pattern, and each with the basis it names."""
        bases = {word: entry.name for entry in self.book.section(_FILE, "comparison") for word in entry.words}
        return lazy_regex(alternation(bases)), bases

    @cached_property
    def share(self) -> Endings:
        return _ends(self.book.words(_FILE, "share"))

    @cached_property
    def bare_share(self) -> frozenset[str]:
        return self.words("bare_share")

    @cached_property
    def per_cent(self) -> Endings:
        return _ends(self.book.words(_FILE, "per_cent"), self.book.words(_FILE, "not_per_cent"))

    @cached_property
    def not_per_cent(self) -> frozenset[str]:
        return self.words("not_per_cent")

    @cached_property
    def countable(self) -> Endings:
        return _ends(self.book.words(_FILE, "countable"))

    @cached_property
    def per_share(self) -> regex.Pattern[str]:
        return lazy_regex(alternation(self.words("per_share")))

    @cached_property
    def money(self) -> Endings:
        return _ends(self.book.words(_FILE, "money"))

    @cached_property
    def period(self) -> tuple[regex.Pattern[str], dict[str, str]]:
        """The words of accounting for a time as a pattern, and each with its kind (this, before, end, start, …)."""
        kinds = {word: entry.name for entry in self.book.section(_FILE, "period") for word in entry.words}
        return lazy_regex(alternation(kinds)), kinds

    @cached_property
    def dated(self) -> frozenset[str]:
        return self.words("dated")

    @cached_property
    def report(self) -> tuple[regex.Pattern[str], dict[str, tuple[int, int]]]:
        """What behind a year names a report, and each with its first and last month."""
        months = {}
        for entry in self.book.section(_FILE, "report"):
            first, last = entry.name.split("-")
            months.update(dict.fromkeys(entry.words, (int(first), int(last))))
        return lazy_regex(rf"年?\s*+({alternation(months)})"), months

    @cached_property
    def forecast(self) -> regex.Pattern[str]:
        latin = [word for word in self.words("forecast") if word.isascii()]
        others = alternation(self.words("forecast") - set(latin))
        return lazy_regex(rf"{others}|(?<=(?:19|20)\d\d)(?:{alternation(latin)})\b" if latin else others)

    @cached_property
    def target(self) -> regex.Pattern[str]:
        return lazy_regex(alternation(self.words("target")))

    @cached_property
    def target_at_edge(self) -> regex.Pattern[str]:
        words = alternation(self.words("target"))
        return lazy_regex(rf"^(?:{words})|(?:{words})$")

    @cached_property
    def forecast_title(self) -> regex.Pattern[str]:
        return lazy_regex(alternation(self.words("forecast_title")))

    @cached_property
    def target_lead(self) -> regex.Pattern[str]:
        return lazy_regex(alternation(self.words("target_lead")))

    @cached_property
    def caption_ends(self) -> Endings:
        return _ends(self.book.words(_FILE, "caption_ends"))

    @cached_property
    def caption_words(self) -> regex.Pattern[str]:
        return lazy_regex(alternation(self.words("caption_words")))

    @cached_property
    def population(self) -> regex.Pattern[str]:
        return lazy_regex(rf"(.{{2,20}}?(?:{alternation(self.words('populations'))}))(?:的|主要)?")

    @cached_property
    def announcement(self) -> regex.Pattern[str]:
        return lazy_regex(alternation(self.words("announcement")))

    @cached_property
    def short_name(self) -> regex.Pattern[str]:
        return lazy_regex(
            rf"(?:{alternation(self.words('short_name'))})\s{{0,3}}[：:]\s{{0,3}}([^\s，。；、（(]{{2,8}})"
        )

    @cached_property
    def company_of_title(self) -> regex.Pattern[str]:
        """The company that a title begins with: 关于〔江州电子股份有限公司〕2024年度业绩的公告."""
        ends = alternation(self.words("company_ends")) or NEVER
        return lazy_regex(rf"^(?:关于)?([一-鿿（）()A-Za-z0-9·]{{2,40}}?(?:{ends}))")

    @cached_property
    def unit_forms(self) -> dict[str, str]:
        return {word: entry.name for entry in self.book.section(_FILE, "unit_forms") for word in entry.words}

    @cached_property
    def property(self) -> Endings:
        """The last words of the names of what is measured."""
        return _ends(
            self.book.words("facts/indicators", "heads"), self.book.words(_FILE, "extra_property"),
            self.book.words(_FILE, "countable"),
        )  # fmt: skip

    @cached_property
    def places(self) -> frozenset[str]:
        """Places' names: of countries, provinces, cities and counties, with and without their last character."""
        names: set[str] = set()
        for section in ("country", "foreign", "china", "division", "city"):
            names.update(self.book.words("gazetteers/places", section))
        short = {name[:-1] for name in names if len(name) > 2 and name[-1] in self.division_ends}
        return frozenset(names | short | self.leading_places | self.whole)

    @cached_property
    def division_ends(self) -> frozenset[str]:
        """The last words of divisions' names: 市, 自治州."""
        return frozenset(self.book.words("places", "division_ends"))

    @cached_property
    def division(self) -> regex.Pattern[str]:
        """A division that a phrase begins with: 〔大庆市〕主要指标."""
        return lazy_regex(rf"^([一-鿿]{{2,7}}?{alternatives(self.division_ends)})(?![场])")

    @cached_property
    def not_places(self) -> regex.Pattern[str]:
        """Words that hold a division's last character and are no division."""
        return lazy_regex(alternation(self.words("not_places")))

    @cached_property
    def leading_places(self) -> frozenset[str]:
        """Places whose name is at a title's start without 省 or 市, whatever follows."""
        names: set[str] = {*self.book.words("gazetteers/places", "country"), *self.whole}
        for section in ("municipalities", "provinces", "regions"):
            names.update(self.book.words("facts/pronouns", section))
        return frozenset(names)

    @cached_property
    def body(self) -> Endings:
        """How the names of companies, schools and other bodies end."""
        return _ends(self.book.words("organizations", "strong"), self.book.words("organizations", "companies"))


@once_a_rulebook
def rules_of(rulebook: Rulebook) -> TableRules:
    """The rules of a rulebook, made once."""
    return TableRules(rulebook)
