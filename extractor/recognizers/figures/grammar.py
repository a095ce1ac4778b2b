"""What the figure recognizer knows: the tables of `rules/units.txt`, `currencies.txt` and `figures.txt`, made ready.

In: a rulebook. Out: a `Grammar`: dictionaries that are asked for the longest entry at (or before) an offset, and one
compiled pattern that finds numerals. 例: `grammar.units.at("27.4%，", 4)` is the unit `%` and where it ends, 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

import regex

from extractor.lexicon import alternation, lengths_by
from extractor.mentions import MONEY, MULTIPLE, PERCENT, QUANTITY
from extractor.numerals import ARABIC, BIG, DIGITS, SMALL, TENS
from extractor.rulebook import Rulebook

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
    countries: dict[str, dict[str, str]]
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
    behind_number: frozenset[str]
    before_number: frozenset[str]
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
    for section, (label, factor) in _UNIT_LABELS.items():
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


def _denominators(rulebook: Rulebook) -> Longest[str]:
    """What a price or rate may be per: units of things, and (behind a slash alone) of time."""
    words: dict[str, str] = {}
    for section in ("classifiers", "digits_only", "measures", "durations", "denominators"):
        for word in rulebook.words("units", section):
            words.setdefault(word, "unit" if section in ("classifiers", "digits_only", "measures") else "time")
    return Longest(words)


_BLANKS = r"[ \u3000\xa0]{0,3}+"
_ONES, _TENS = "".join(DIGITS), "".join(TENS)
_BIG = "".join(set(BIG) - {"兆"})
_LETTERS = f"{_ONES}{_TENS}{''.join(SMALL)}{_BIG}"


def _magnitudes(rulebook: Rulebook) -> tuple[str, str]:
    """The patterns of one magnitude behind Arabic and behind Chinese digits.

    千 and 兆 may begin a unit instead (2000万千瓦, 3兆瓦), 百 a 百分点 or 百分位.
    """
    second = {
        first: "".join({word[1] for word in rulebook.words("units", "measures") if word[0] == first and len(word) > 1})
        for first in "千兆"
    }
    kilo = "".join(set(second["千"]) - set("米克"))
    hundred = "百(?!分(?!之))"
    trillion = rf"兆(?=[元圆圓美日韩韓新台港{_ONES}])|兆(?![{second['兆']}\w])"
    arabic = rf"(?:[十拾佰仟{_BIG}]|{hundred}|千(?![{kilo}米克])|{trillion})"
    chinese = rf"(?:[十拾佰仟{_BIG}]|{hundred}|(?<![{_BIG}])千(?![{kilo}])|{trillion})"
    return arabic, chinese


def _one_counts(rulebook: Rulebook) -> str:
    """The first letters of the units that 一 counts, for a pattern's class."""
    letters = {word[0] for section in _ONE_COUNTS for word in rulebook.words("units", section)}
    letters |= {word[0] for section in ("generic", "names", "tenth") for word in rulebook.words("currencies", section)}
    return "".join(sorted(regex.escape(letter) for letter in letters - set("个個")))


def _one(rulebook: Rulebook) -> str:
    """The pattern of 一 where it can count: before a magnitude, a point, a physical unit; not in 一个, 一批."""
    starts = _one_counts(rulebook)
    return (
        rf"[一壹](?=[{_LETTERS}几幾]|{_BLANKS}(?:[点點]{_BLANKS}[{_ONES}]|分{_BLANKS}之|[{starts}]"
        rf"|[个個]{_BLANKS}(?:百|基点|基點|BP|bp))|[分份][一二])"
    )


def _chinese_pattern(rulebook: Rulebook, before: dict[str, str], magnitude: str) -> tuple[str, str]:
    """The pattern of a Chinese numeral in running text, and of the decimals behind it.

    A magnitude without a digit (百姓, 万科, 千家万户) is a number only behind 近, 超 … and before 余, 分之.
    """
    approximating = "".join({word[-1] for word in before})
    approximated = rf"(?<=[{approximating}])|(?=[百千佰仟{_BIG}]{{1,6}}+(?:[余餘多]|{_BLANKS}分{_BLANKS}之))"
    measures = "".join(sorted({regex.escape(word[0]) for word in rulebook.words("units", "measures")}))
    half = rf"半(?={_BLANKS}(?:[个個](?:百分点|百分點|基点|基點)|[成倍{measures}]))"
    digits = _ONES.replace("一", "").replace("壹", "")
    head = (
        rf"(?:[{digits}{_TENS}十拾]|{_one(rulebook)}|[数數几幾](?={magnitude})|{half}"
        rf"|(?:{approximated})(?![十拾]){magnitude})"
    )
    digit = rf"(?:[两兩](?=[百千佰仟{_BIG}])|[{_ONES.replace('两', '').replace('兩', '')}{_TENS}])"
    tail = rf"(?:{_BLANKS}(?:{digit}|{magnitude}|[几幾余餘多](?={magnitude})))*+"
    point = rf"(?:{_BLANKS}[点點]{_BLANKS}[{_ONES}](?:{_BLANKS}[{_ONES}])*+(?:{_BLANKS}{magnitude})*+)?+"
    return f"{head}{tail}{point}", point


def _numeral_pattern(rulebook: Rulebook, before: dict[str, str]) -> regex.Pattern[str]:
    """The pattern of a numeral in running text, with groups for its parts.

    It leaves out in one go what is most of all numerals in the news and never a figure: 一 before a measure word, a
    magnitude without a digit, Arabic digits before 年, 月, 日.
    """
    arabic_magnitude, magnitude = _magnitudes(rulebook)
    chinese, point = _chinese_pattern(rulebook, before, magnitude)
    words = alternation(rulebook.words("figures", "halves") + rulebook.words("figures", "doublings"))
    # What may go on behind 1万: 2千, 零30万, a last digit (3万5).
    mixed = (
        rf"(?:{_BLANKS}(?:零?[{_ONES}](?={_BLANKS}{magnitude})"
        rf"|零?[0-9０-９]{{1,4}}+(?:[.．][0-9０-９]++)?+(?={_BLANKS}{magnitude})|{magnitude}"
        r"|[0-9０-９](?![0-9０-９.．%％a-zA-Z年月日号时])))*+"
    )
    numerator = rf"[负負]?(?:{ARABIC}|(?:[{_LETTERS}](?<!百(?=分)){_BLANKS})++(?<! ){point})[kKＫｋ]?+"
    more = rf"(?:[多余餘](?![年月])|[几幾来來](?=[个個家人名元%{_LETTERS}]))"
    vague = rf"(?P<vague>{more}(?P<magnitude_after>{arabic_magnitude}*+))"
    return regex.compile(
        rf"(?=[{_LETTERS}0-9０-９数數几幾半对對翻])(?:(?P<word>{words})"
        rf"|(?:(?P<arabic>{ARABIC})(?![年月时]|日(?![元圆圓币幣]))"
        rf"(?:{_BLANKS}(?P<magnitude>{arabic_magnitude}++)(?P<mixed>{mixed})"
        rf"|{_BLANKS}(?P<letter>[kKＫｋwｗ])(?![A-Za-z/]))?+"
        rf"|(?P<chinese>{chinese})){vague}?+"
        rf"(?:{_BLANKS}分{_BLANKS}之{_BLANKS}(?P<top>{numerator})"
        rf"|[分份](?P<cantonese>[{_ONES}十]++)(?=[^{_ONES}\w]|[升湯汤茶公英加毫米克噸吨呎吋斤磅里]|$))?+)"
    )


def _start_pattern(rulebook: Rulebook) -> re.Pattern[str]:
    """Where a numeral may begin: `re` runs through the letters many times faster than `regex` tries its pattern.

    A run of Arabic digits has one start, and none before 年: what lets it be no numeral stands behind its last digit.
    Where nothing behind digits (and 万 or 亿) can belong to the numeral, the match is the numeral itself, with the
    magnitude in group 1.
    """
    words = {*rulebook.words("figures", "halves"), *rulebook.words("figures", "doublings")}
    begun = "|".join(f"(?<={word[0]})(?={word[1:]})" for word in sorted(words))
    plain = "半" + _LETTERS.replace("一", "").replace("壹", "")
    firsts = "".join(sorted({word[0] for word in words}))
    joins = rf"[0-9０-９.．年月日时{_LETTERS}兆kKｋＫwｗ多余餘几幾来來分份 \u3000\xa0]|[,，][0-9０-９]"
    return re.compile(
        rf"[0-9０-９一壹数數几幾{plain}{firsts}]"
        rf"(?:(?<=[0-9])(?<![0-9０-９]{{2}})[0-9]*(?:\.[0-9]+)?([万亿]?)(?!{joins})"
        rf"|(?<=[0-9０-９])(?<![0-9０-９]{{2}})[0-9０-９]*(?![0-9０-９年月时]|日(?![元圆圓币幣]))|(?<=[{plain}])"
        rf"|(?<=[一壹])(?=[{_one_counts(rulebook)}{_LETTERS}几幾点點分份个個 \u3000\xa0])"
        rf"|(?<=[数數几幾])(?=[{_LETTERS}兆])|{begun})"
    )


def _behind_number(rulebook: Rulebook) -> frozenset[str]:
    """The letters that can follow a number which is a figure or shares a unit: of units, joints and blanks."""
    sections = [*_UNIT_LABELS, "feet_and_inches", "chinese_positions"]
    words = [word for section in sections for word in rulebook.words("units", section)]
    for section in ("generic", "names", "by_country", "after", "tenth", "hundredth"):
        words += rulebook.words("currencies", section)
    words += [*rulebook.words("figures", "range"), *rulebook.words("figures", "list"), " ", "\u3000", "\xa0"]
    return frozenset(word[0] for word in words)


def _before_number(rulebook: Rulebook) -> frozenset[str]:
    """The letters that can stand before a number and belong to it: of currencies, signs, 摄氏, 零下 and blanks."""
    words = [*rulebook.words("currencies", "before"), *rulebook.words("units", "temperature_before")]
    words += [*rulebook.words("units", "below_zero"), *"-－−负負 \u3000\xa0"]
    return frozenset(word[-1] for word in words)


def _bare_money_pattern(rulebook: Rulebook) -> regex.Pattern[str]:
    money = alternation(rulebook.words("figures", "money_words"))
    count = alternation(rulebook.words("figures", "count_words"))
    return regex.compile(rf"(?P<money>{money})|(?P<count>{count})")


def _money_tail_pattern(rulebook: Rulebook) -> regex.Pattern[str]:
    """What may follow 元, 块, 角: tenths and hundredths (6角三分), 块's bare tail (三块五, 三块零四), 半."""
    number = f"(?:[0-9０-９]{{1,2}}|[{''.join(DIGITS)}]|十[{''.join(DIGITS)}]?)"
    tenth = alternation(rulebook.words("currencies", "tenth"))
    hundredth = alternation(("分", *rulebook.words("currencies", "hundredth")))
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
        countries=_currencies_by_country(rulebook),
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
        level_context=regex.compile(alternation(rulebook.words("units", "level_context"))),
        temperatures=Longest(rulebook.mapping("units", "temperature_before"), backwards=True),
        below_zero=marked("units", "below_zero"),
        feet=rulebook.mapping("units", "feet_and_inches"),
        bare_money=_bare_money_pattern(rulebook),
        behind_number=_behind_number(rulebook),
        before_number=_before_number(rulebook),
        start=_start_pattern(rulebook),
        numeral=_numeral_pattern(rulebook, before),
    )
