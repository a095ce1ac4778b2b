"""What the figure recognizer knows: the tables of `rules/units.txt`, `currencies.txt` and `figures.txt`, made ready.

In: a rulebook. Out: a `FigureGrammar`: dictionaries that are asked for the longest entry at (or before) an offset, and
one compiled pattern that finds numerals. 例: `grammar.units.at("27.4%，", 4)` is the unit `%` and where it ends, 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

import regex

from extractor.lazy import lazy_regex
from extractor.lexicon import NEVER, alternation, lengths_by
from extractor.mentions import MONEY, MULTIPLE, PERCENT, QUANTITY
from extractor.recognizers.figures import patterns
from extractor.rulebook import Rulebook, once_a_rulebook

T = TypeVar("T")


class Longest(Generic[T]):
    """Words looked up at an offset, the longest first: a dictionary and, by first (or last) letter, the lengths."""

    def __init__(self, words: dict[str, T], backwards: bool = False) -> None:
        self.words = words
        self.lengths = lengths_by(words, -1 if backwards else 0)

    def at(self, text: str, start: int) -> tuple[T, int] | None:
        """The longest word that begins at `start`: what it stands for, and its end."""
        for length in self.lengths.get(text[start : start + 1], ()):
            end = start + length
            found = self.words.get(text[start:end])
            if found is not None and end <= len(text) and not (text[end - 1] < "\x80" and splits_word(text, end)):
                return found, end
        return None

    def before(self, text: str, end: int) -> tuple[T, int] | None:
        """The longest word that ends at `end`: what it stands for, and its start."""
        if end <= 0:
            return None
        for length in self.lengths.get(text[end - 1], ()):
            if length <= end:
                found = self.words.get(text[end - length : end])
                if found is not None:
                    return found, end - length
        return None


def splits_word(text: str, offset: int) -> bool:
    """Whether `offset` lies between two Latin letters: m is no unit in “5mm”.

    A digit on either side is no part of the word, as it is in `lexicon.in_latin_word`: a unit begins behind one.
    """
    around = text[offset - 1 : offset + 1]
    return len(around) == 2 and around.isascii() and around.isalpha()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: the section it comes from, the record's label and unit, what N means (N·factor), and its rule id."""

    section: str
    label: str
    name: str
    factor: Decimal
    rule: str

    @property
    def counts(self) -> bool:
        """Whether a number with this unit is a figure at all."""
        return bool(self.label)


ONE, TENTH, TEN = Decimal(1), Decimal("0.1"), Decimal(10)
UNIT_LABELS = {
    "percent": (PERCENT, ONE),
    "permille": (PERCENT, TENTH),
    "tenths": (PERCENT, TEN),
    "multiple": (MULTIPLE, ONE),
    "classifiers": (QUANTITY, ONE),
    "digits_only": (QUANTITY, ONE),
    "levels": (QUANTITY, ONE),
    "degrees": (QUANTITY, ONE),
    "points": (QUANTITY, ONE),
    "measures": (QUANTITY, ONE),
    "durations": ("", ONE),
    "calendar": ("", ONE),
    "positions": ("", ONE),
    "words": ("word", ONE),
}
# Sections that the number's script decides on: they are asked only where it is Arabic (or Chinese) digits.
ARABIC_ONLY = frozenset(("digits_only", "levels", "degrees", "points"))
CHINESE_ONLY = frozenset(("chinese_positions",))
NAMED = " named"  # behind the code of a currency written as a word, which needs an amount in 万, 亿 or 元 behind it
EXTENDING = "又个個）) "  # what a number may go on with besides an English magnitude


@dataclass(frozen=True)
class FigureGrammar:
    """Everything compiled. `units` holds what may follow a number, for Arabic and for Chinese numerals."""

    units: dict[bool, Longest[Unit]]
    generic_money: frozenset[str]
    denominators: Longest[str]
    suffix_currencies: Longest[str]
    prefix_currencies: Longest[str]
    countries: dict[str, dict[str, str]]
    money_tail: regex.Pattern[str]
    compounds: dict[str, dict[str, Decimal]]
    before: Longest[str]
    after: Longest[str]
    light_modifiers: regex.Pattern[str]
    light_lasts: frozenset[str]
    joints: dict[str, str]
    ordinals: Longest[str]
    weekdays: Longest[str]
    one_words: Longest[str]
    ranks: Longest[str]
    rank_units: frozenset[str]
    names: Longest[str]
    sets: regex.Pattern[str]
    pieces: regex.Pattern[str]
    halves: frozenset[str]
    doublings: frozenset[str]
    change_verbs: Longest[str]
    slogan_quotes: frozenset[str]
    level_context: regex.Pattern[str]
    temperatures: Longest[str]
    below_zero: Longest[str]
    feet: dict[str, str]
    casualties: frozenset[str]
    bare_money: regex.Pattern[str]
    behind_number: frozenset[str]
    before_number: frozenset[str]
    signed: Longest[str]
    valuations: regex.Pattern[str]
    sold: regex.Pattern[str]
    behind_tenths: regex.Pattern[str]
    slash_fraction: regex.Pattern[str]
    per: regex.Pattern[str]
    worn: regex.Pattern[str]
    english_magnitude: re.Pattern[str]
    english_powers: dict[str, int]
    extending: frozenset[str]
    start: re.Pattern[str]
    numeral: regex.Pattern[str]

    def numerals(self, text: str) -> Iterator[re.Match[str] | regex.Match[str]]:
        """The numerals of a text, from left to right: matches of `numeral`, or of `start` where that tells it all."""
        match, end = self.numeral.match, 0
        for start in self.start.finditer(text):
            at = start.start()
            if at < end:
                continue
            found = start if start.lastindex else match(text, at)
            if found:
                end = found.end()
                yield found


def _unit_tables(rulebook: Rulebook) -> dict[bool, Longest[Unit]]:
    arabic: dict[str, Unit] = {}
    chinese: dict[str, Unit] = {}
    for section, (label, factor) in UNIT_LABELS.items():
        for entry in rulebook.section("units", section):
            for word in entry.words:
                unit = Unit(section, label, entry.key or word, factor, entry.rule)
                arabic.setdefault(word, unit)
                if section in ARABIC_ONLY:  # 九部门: neither 部门 nor 部 counts behind a Chinese digit
                    unit = Unit("words", "word", word, ONE, entry.rule)
                chinese.setdefault(word, unit)
    for entry in rulebook.section("units", "chinese_positions"):
        for word in entry.words:
            chinese[word] = Unit("positions", "", word, ONE, entry.rule)
    for section, factor in (
        ("generic", ONE),
        ("names", ONE),
        ("after", ONE),
        ("tenth", TENTH),
        ("hundredth", TENTH**2),
    ):
        for entry in rulebook.section("currencies", section):
            for word in entry.words:
                unit = Unit("money", MONEY, entry.name, factor, entry.rule)
                arabic[word] = chinese[word] = unit
    for entry in rulebook.section("currencies", "by_country"):
        unit = Unit("money", MONEY, entry.name, ONE, entry.rule)
        arabic.setdefault(entry.words[0], unit)
        chinese.setdefault(entry.words[0], unit)
    return {True: Longest(arabic), False: Longest(chinese)}


def _currencies_by_country(rulebook: Rulebook) -> dict[str, dict[str, str]]:
    """For a currency's short name the country that stands for each code: 克朗 → {挪威: NOK, …}."""
    countries: dict[str, dict[str, str]] = {}
    for entry in rulebook.section("currencies", "by_country"):
        countries.setdefault(entry.words[0], {}).update(dict.fromkeys(entry.words[1:], entry.name))
    return countries


def _prefix_currencies(rulebook: Rulebook) -> dict[str, str]:
    """What names a currency before the number. A name that also follows numbers (美元300万) is marked as such."""
    words: dict[str, str] = {}
    for entry in rulebook.section("currencies", "names"):
        words.update({word: entry.name + NAMED for word in entry.words if len(word) > 1 and not word.isascii()})
    return words | rulebook.mapping("currencies", "before")


def _denominators(rulebook: Rulebook) -> Longest[str]:
    """What a price or rate may be per: units of things, and (behind a slash alone) of time."""
    words: dict[str, str] = {}
    for section in ("classifiers", "digits_only", "measures", "durations", "denominators"):
        for word in rulebook.words("units", section):
            words.setdefault(word, "unit" if section in ("classifiers", "digits_only", "measures") else "time")
    return Longest(words)


@once_a_rulebook
def compile_grammar(rulebook: Rulebook) -> FigureGrammar:
    """Read the rules and compile them; done once for each extractor."""
    before: dict[str, str] = {}
    for entry in rulebook.section("figures", "before"):
        before.update(dict.fromkeys(entry.words, entry.key or "approx"))
    before_and_not = dict.fromkeys(rulebook.words("figures", "not_before"), "") | before
    after = dict.fromkeys(rulebook.words("figures", "after_not"), "")
    for entry in rulebook.section("figures", "after"):
        after.update(dict.fromkeys(entry.words, entry.key or "approx"))
    joints = dict.fromkeys(rulebook.words("figures", "range"), "range")
    joints.update(dict.fromkeys(rulebook.words("figures", "list"), "list"))
    powers = {word.lower(): int(power) for word, power in rulebook.mapping("figures", "english_magnitudes").items()}
    compounds: dict[str, dict[str, Decimal]] = {}
    for entry in rulebook.section("units", "compound"):
        compounds.setdefault(entry.name, {})[entry.words[0]] = 1 / Decimal(entry.words[1])

    def marked(file: str, section: str, backwards: bool = True) -> Longest[str]:
        return Longest(dict.fromkeys(rulebook.words(file, section), section), backwards)

    return FigureGrammar(
        units=_unit_tables(rulebook),
        generic_money=frozenset(rulebook.words("currencies", "generic")),
        denominators=_denominators(rulebook),
        suffix_currencies=Longest(rulebook.mapping("currencies", "names")),
        prefix_currencies=Longest(_prefix_currencies(rulebook), backwards=True),
        countries=_currencies_by_country(rulebook),
        money_tail=patterns.money_tail_pattern(rulebook),
        compounds=compounds,
        before=Longest(before_and_not, backwards=True),
        after=Longest(after),
        light_modifiers=patterns.light_modifier_pattern(rulebook),
        light_lasts=frozenset(word[-1] for word in rulebook.words("figures", "light_verbs")).union("了到"),
        joints=joints,
        ordinals=marked("figures", "ordinal_before"),
        weekdays=marked("figures", "weekday_before"),
        one_words=marked("figures", "one_before"),
        ranks=marked("figures", "rank_before"),
        rank_units=frozenset(rulebook.words("figures", "rank_units")),
        names=marked("figures", "names", backwards=False),
        sets=patterns.set_pattern(rulebook),
        pieces=lazy_regex(alternation(rulebook.words("figures", "pieces")) or NEVER),
        halves=frozenset(rulebook.words("figures", "halves")),
        doublings=frozenset(rulebook.words("figures", "doublings")),
        change_verbs=marked("figures", "change_verbs"),
        slogan_quotes=frozenset(rulebook.words("figures", "quoted_before")),
        level_context=lazy_regex(alternation(rulebook.words("units", "level_context"))),
        temperatures=Longest(rulebook.mapping("units", "temperature_before"), backwards=True),
        below_zero=marked("units", "below_zero"),
        feet=rulebook.mapping("units", "feet_and_inches"),
        casualties=frozenset(rulebook.words("units", "casualties")),
        bare_money=patterns.bare_money_pattern(rulebook),
        behind_number=patterns.behind_number(
            rulebook, (*UNIT_LABELS, "feet_and_inches", "casualties", "chinese_positions")
        ),
        before_number=patterns.before_number(rulebook),
        signed=marked("figures", "signed_before"),
        valuations=lazy_regex(alternation(rulebook.words("figures", "valuations"))),
        sold=lazy_regex(rf"(?:就|才|便)?(?:{alternation(rulebook.words('figures', 'sold')) or NEVER})(?![量额价率])"),
        behind_tenths=patterns.behind_tenths_pattern(rulebook),
        slash_fraction=patterns.slash_fraction_pattern(rulebook),
        per=patterns.per_pattern(rulebook),
        worn=patterns.worn_pattern(rulebook),
        english_magnitude=patterns.english_magnitude_pattern(powers),
        english_powers=powers,
        extending=frozenset(EXTENDING).union(*({word[0], word[0].upper()} for word in powers)),
        start=patterns.start_pattern(rulebook),
        numeral=patterns.numeral_pattern(rulebook, before),
    )
