"""What the figure recognizer knows: the tables of `rules/units.txt`, `currencies.txt` and `figures.txt`, made ready.

In: a rulebook. Out: a `Grammar`: dictionaries that are asked for the longest entry at (or before) an offset, and one
compiled pattern that finds numerals. 例: `grammar.units.at("27.4%，", 4)` is the unit `%` and where it ends, 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

import regex

from extractor.mentions import MONEY, MULTIPLE, PERCENT, QUANTITY
from extractor.numerals import ARABIC, BIG, DIGITS, SMALL, TENS
from extractor.rulebook import Rulebook

T = TypeVar("T")


class Longest(Generic[T]):
    """Words looked up at an offset, the longest first: a dictionary and, by first (or last) letter, the lengths."""

    def __init__(self, words: dict[str, T], backwards: bool = False) -> None:
        self.words = words
        lengths: dict[str, set[int]] = {}
        for word in words:
            lengths.setdefault(word[-1 if backwards else 0], set()).add(len(word))
        self.lengths = {letter: tuple(sorted(sizes, reverse=True)) for letter, sizes in lengths.items()}

    def at(self, text: str, start: int) -> tuple[T, int] | None:
        """The longest word that begins at `start`: what it stands for, and its end."""
        for length in self.lengths.get(text[start : start + 1], ()):
            end = start + length
            found = self.words.get(text[start:end])
            if found is not None and end <= len(text) and not splits_word(text, end):
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
    """Whether `offset` lies between two ASCII letters: m is no unit in “5mm”."""
    return (
        0 < offset < len(text)
        and text[offset].isascii()
        and text[offset].isalpha()
        and text[offset - 1].isascii()
        and text[offset - 1].isalpha()
    )


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
_UNIT_LABELS = {
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
# 一 counts before these, while before a measure word it is indefinite (一个, 一批).
_ONE_COUNTS = ("percent", "permille", "tenths", "multiple", "measures")


@dataclass(frozen=True)
class Grammar:
    """Everything compiled. `units` holds what may follow a number, for Arabic and for Chinese numerals."""

    units: dict[bool, Longest[Unit]]
    generic_money: frozenset[str]
    denominators: Longest[str]
    suffix_currencies: Longest[str]
    prefix_currencies: Longest[str]
    money_tail: regex.Pattern[str]
    compounds: dict[str, dict[str, Decimal]]
    before: Longest[str]
    after: Longest[str]
    joints: dict[str, str]
    ordinals: Longest[str]
    weekdays: Longest[str]
    one_words: Longest[str]
    ranks: Longest[str]
    rank_units: frozenset[str]
    names: Longest[str]
    halves: frozenset[str]
    doublings: frozenset[str]
    change_verbs: Longest[str]
    slogan_quotes: frozenset[str]
    level_context: regex.Pattern[str]
    temperatures: Longest[str]
    below_zero: Longest[str]
    feet: dict[str, str]
    bare_money: regex.Pattern[str]
    scan: regex.Pattern[str]


def alternatives(words: frozenset[str] | set[str] | tuple[str, ...]) -> str:
    """A pattern of all the words, longest first."""
    return "|".join(regex.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _unit_tables(rulebook: Rulebook) -> dict[bool, Longest[Unit]]:
    arabic: dict[str, Unit] = {}
    chinese: dict[str, Unit] = {}
    for section, (label, factor) in _UNIT_LABELS.items():
        for entry in rulebook.section("units", section):
            for word in entry.words:
                unit = Unit(section, label, entry.key or word, factor, entry.rule)
                arabic.setdefault(word, unit)
                if section not in ARABIC_ONLY:
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
    return {True: Longest(arabic), False: Longest(chinese)}


def _denominators(rulebook: Rulebook) -> Longest[str]:
    words = {}
    for section in ("classifiers", "digits_only", "measures", "durations", "denominators"):
        for word in rulebook.words("units", section):
            words[word] = word
    return Longest(words)


def _scan_pattern(rulebook: Rulebook, before: dict[str, str]) -> regex.Pattern[str]:
    """The pattern of a numeral in running text, with groups for its parts.

    It leaves out in one go what is most of all numerals in the news and never a figure: 一 before a measure word, a
    magnitude without a digit (百姓, 万科, 千家万户) unless 近, 超 … stand before it, Arabic digits before 年月日.
    """
    one_counts = {word[0] for section in _ONE_COUNTS for word in rulebook.words("units", section)}
    one_counts |= {
        word[0] for section in ("generic", "names", "tenth") for word in rulebook.words("currencies", section)
    }
    one_counts -= set("个個")
    kilo = {word[1] for word in rulebook.words("units", "measures") if word[0] == "千" and len(word) > 1} - set("米克")
    mega = {word[1] for word in rulebook.words("units", "measures") if word[0] == "兆" and len(word) > 1}
    ones, tens = "".join(DIGITS), "".join(TENS)
    big = "".join(set(BIG) - {"兆"})
    large = "".join(SMALL).replace("十", "").replace("拾", "").replace("千", "") + big
    blanks = r"[ \u3000\xa0]{0,3}+"
    thousand = rf"(?<![{big}])千(?![{''.join(kilo)}])"
    trillion = rf"兆(?![{''.join(mega)}\w]|$)|兆(?=[元圆圓美日韩韓新台港{ones}])"
    magnitude_arabic = rf"(?:[十拾{large}]|千(?![{''.join(kilo)}米克])|{trillion})"
    magnitude = rf"(?:[十拾{large}]|{thousand}|{trillion})"
    digit = rf"(?:[两兩](?=[{large}千])|[{ones.replace('两', '').replace('兩', '')}{tens}])"
    approximating = "".join({word[-1] for word in before})
    approximated = rf"(?<=[{approximating}])|(?=[{large}千]{{1,6}}+(?:[余餘多]|{blanks}分{blanks}之))"
    alone = rf"(?:{approximated})(?:[{large}]|{thousand})"
    starts = "".join(sorted(regex.escape(char) for char in one_counts))
    one = (
        rf"[一壹](?=[{ones}{tens}十拾千{large}]|[几幾]|{blanks}(?:[点點]{blanks}[{ones}]|分{blanks}之|[{starts}]"
        rf"|[个個]{blanks}(?:百|基点|基點|BP|bp))|[分份][一二])"
    )
    half = rf"半(?={blanks}(?:[个個](?:百分点|百分點|基点|基點)|成|倍|吨|公斤|公里|米|斤|亩))"
    several = rf"[数數几幾](?={magnitude})"
    head = rf"(?:[{ones.replace('一', '').replace('壹', '')}{tens}十拾]|{one}|{several}|{half}|{alone})"
    tail = rf"(?:{blanks}(?:{digit}|{magnitude}|[几幾余餘多](?={magnitude})))*+"
    point = rf"(?:{blanks}[点點]{blanks}[{ones}](?:{blanks}[{ones}])*+(?:{blanks}{magnitude})*+)?+"
    chinese = rf"{head}{tail}{point}"
    mixed = (
        rf"(?:{blanks}(?:零?{digit}{{1,2}}(?!\w?[月日])|零?[0-9０-９]{{1,4}}+(?:[.．][0-9０-９]++)?+(?={blanks}{magnitude})|{magnitude}"
        rf"|[0-9０-９](?![0-9０-９.．%％a-zA-Z年月日号时])))*+"
    )
    run = rf"[{ones}{tens}十拾千{large}]"
    simple = rf"[负負]?(?:{ARABIC}|{run}(?:{blanks}{run})*+{point})"
    return regex.compile(
        rf"(?=[0-9０-９{ones}{tens}十拾千{large}数數几幾半对對翻])(?:"
        rf"(?P<word>{alternatives(rulebook.words('figures', 'halves') + rulebook.words('figures', 'doublings'))})"
        rf"|(?:(?P<arabic>{ARABIC})(?![年月时]|日(?![元圆圓币幣]))"
        rf"(?:{blanks}(?P<magnitude>{magnitude_arabic}++)(?P<mixed>{mixed})|{blanks}(?P<letter>[kKＫｋwｗ])(?![A-Za-z/]))?+"
        rf"|(?P<chinese>{chinese}))"
        rf"(?P<vague>(?:[多余餘](?![年月])|[几幾来來](?=[个個家人名元%万萬亿億十百千]))(?P<magnitude_after>{magnitude_arabic}*+))?+"
        rf"(?:{blanks}分{blanks}之{blanks}(?P<top>{simple}[kKＫｋ]?+)|[分份](?P<cantonese>[{ones}十]++)(?=[^{ones}\w]|[升湯汤斤磅里]|$))?+)"
    )


def _bare_money_pattern(rulebook: Rulebook) -> regex.Pattern[str]:
    money = alternatives(rulebook.words("figures", "money_words"))
    count = alternatives(rulebook.words("figures", "count_words"))
    return regex.compile(rf"(?P<money>{money})|(?P<count>{count})")


def _money_tail_pattern(rulebook: Rulebook) -> regex.Pattern[str]:
    """What may follow 元, 块, 角: tenths and hundredths (6角三分), 块's bare tail (三块五, 三块零四), 半."""
    number = f"(?:[0-9０-９]{{1,2}}|[{''.join(DIGITS)}]|十[{''.join(DIGITS)}]?)"
    tenth = alternatives(rulebook.words("currencies", "tenth"))
    hundredth = alternatives(("分", *rulebook.words("currencies", "hundredth")))
    end = r"(?=[^\w%％.．]|$|左右|以|的|多|钱|錢|上下)"
    return regex.compile(
        rf"[又零]?(?P<tenths>{number})(?:{tenth})(?:零?(?P<hundredths>{number})(?:{hundredth}|{end}))?+(?:钱|錢|整|正)?+"
        rf"|[又零]?(?P<cents>{number})(?:{hundredth})(?:钱|錢|整|正)?+"
        rf"|零(?P<bare_cents>[{''.join(DIGITS)}]){end}|(?P<bare_tenths>[{''.join(DIGITS)}]){end}|(?P<half>半){end}"
    )


def compile_grammar(rulebook: Rulebook) -> Grammar:
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
    compounds: dict[str, dict[str, Decimal]] = {}
    for entry in rulebook.section("units", "compound"):
        compounds.setdefault(entry.name, {})[entry.words[0]] = 1 / Decimal(entry.words[1])

    def marked(file: str, section: str, backwards: bool = True) -> Longest[str]:
        return Longest(dict.fromkeys(rulebook.words(file, section), section), backwards)

    return Grammar(
        units=_unit_tables(rulebook),
        generic_money=frozenset(rulebook.words("currencies", "generic")),
        denominators=_denominators(rulebook),
        suffix_currencies=Longest(rulebook.mapping("currencies", "names")),
        prefix_currencies=Longest(rulebook.mapping("currencies", "before"), backwards=True),
        money_tail=_money_tail_pattern(rulebook),
        compounds=compounds,
        before=Longest(before_and_not, backwards=True),
        after=Longest(after),
        joints=joints,
        ordinals=marked("figures", "ordinal_before"),
        weekdays=marked("figures", "weekday_before"),
        one_words=marked("figures", "one_before"),
        ranks=marked("figures", "rank_before"),
        rank_units=frozenset(rulebook.words("figures", "rank_units")),
        names=marked("figures", "names", backwards=False),
        halves=frozenset(rulebook.words("figures", "halves")),
        doublings=frozenset(rulebook.words("figures", "doublings")),
        change_verbs=marked("figures", "change_verbs"),
        slogan_quotes=frozenset(rulebook.words("figures", "quoted_before")),
        level_context=regex.compile(alternatives(rulebook.words("units", "level_context"))),
        temperatures=Longest(rulebook.mapping("units", "temperature_before"), backwards=True),
        below_zero=marked("units", "below_zero"),
        feet=rulebook.mapping("units", "feet_and_inches"),
        bare_money=_bare_money_pattern(rulebook),
        scan=_scan_pattern(rulebook, before),
    )
