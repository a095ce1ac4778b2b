"""Scanning: from text to numerals with the units behind them, not yet joined to ranges and lists.

In: text. Out: `Token`s in text order. 例: “约37.2万和48.6万TB” gives 37.2万 without a unit and 48.6万 with TB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.mentions import MONEY, MULTIPLE, PERCENT, QUANTITY
from extractor.numerals import DIGITS, parse_number
from extractor.recognizers.figures.grammar import ONE, TEN, Grammar, Unit, splits_word
from extractor.recognizers.figures.values import Token, number, plain_number

_BLANK = " \u3000\xa0"
_SIGNS = "-－−负負"
_SLASHES = ("/", "／")
# How far the smaller part of an amount is looked for (1角1分). Without an end, `regex` would look through all the rest
# of the text for a letter that the pattern needs, at each number.
_TAIL = 24
_TWO_DIGITS = re.compile(f"[{''.join(DIGITS)}]{{2}}")
_SPACED_POINTS = re.compile(r"[个個]\s{0,5}百\s{0,5}分\s{0,5}[点點]")
_HALF_TENTH = re.compile(r"[半一二三四五六七八九](?=[^\w%％]|$|左右|以|的)")
_DECIMETRES = re.compile(rf"(?:[0-9]{{1,2}}|[{''.join(DIGITS)}]{{1,2}})(?=[^\w%％.．]|$|左右|以|的|高|长|宽|多)")
_PERCENT_CODE = re.compile(r"%[0-9A-Fa-f]{2}")
_BRACKETED_UNIT = re.compile(r"[（(]([^\W\d_]{1,3})[)）]")
_SLASH_FRACTION = re.compile(
    r"[/／]([0-9]{1,2})(?![0-9/／.．年月日号%％万亿千百]|决赛)(?:(?=(的|以上|以下|左右|强|来自|[，。；、！？）)\n]|$)))?"
)
_RATE = re.compile(r"[/／](10万|十万|100万|百万|[1一]?万)(?=[，。；、！？）)\s]|$|以[上下内]|左右|[降升下上减增的])")
_LATIN_DENOMINATOR = re.compile(r"[/／](?:[A-Za-z]{1,5}[²³23]?)(?![A-Za-z0-9])")


def scan(text: str, grammar: Grammar) -> Iterator[Token]:
    """Yield the numerals of a text with their units. Linear in the text."""
    limit = 0
    behind, before = grammar.behind_number, grammar.before_number
    for match in grammar.numerals(text):
        start, end = match.span()
        if start < limit:
            continue  # inside the unit of the token before: 百 of 个百分点
        plain = match.re is grammar.start
        bare = not match[1] if plain else match.lastindex == 2
        if bare and text[end : end + 1] not in behind and (not start or text[start - 1] not in before):
            continue  # digits with nothing around that could make a figure of them: the most frequent case
        if plain:
            token = plain_number(match)
        else:
            token = _word(match, grammar) if match.lastindex == 1 else number(match)
        if token is None:
            continue
        if token.unit is None:
            _add_unit(text, token, grammar)
        if start and text[start - 1] in before:
            _add_prefix(text, token, grammar, limit)
            first = _first_of_two(text, token, grammar)
            if first is not None:
                yield first
                token.begin = token.start
        limit = token.end
        yield token


def _word(match: regex.Match[str], grammar: Grammar) -> Token | None:
    """一半, 对折 (50%) and 翻番, 翻倍 (2 倍)."""
    start, end = match.span()
    half = match[0] in grammar.halves
    value = Decimal(50 if half else 2)
    section, label, name = ("halves", PERCENT, "%") if half else ("doublings", MULTIPLE, "倍")
    unit = Unit(section, label, name, ONE, f"figures.{section}")
    return Token(start, start, end, end, False, value, value, 0, unit=unit, name=name)


def _add_unit(text: str, token: Token, grammar: Grammar) -> None:
    """Look behind the number for its unit, its tenths and hundredths, and what it is per."""
    position = token.end
    while text[position : position + 1] in _BLANK and position < len(text) and position - token.end < 3:
        position += 1
    found = grammar.units[token.arabic or token.power >= 4].at(text, position)
    if found and (found[0].section == "words" or (token.fraction and found[0].section == "classifiers")):
        found = None
    elif found and text[found[1] - 1] == "%" and _PERCENT_CODE.match(text, found[1] - 1):
        found = None  # a letter of an address: %20
    if found is None:
        if token.fraction:
            token.unit = Unit("fractions", PERCENT, "%", ONE, "units.percent")
            token.name, token.factor = "%", Decimal(100)
        elif (
            token.arabic
            and text[position : position + 1] in grammar.feet
            and not text[position + 1 : position + 2].isalnum()
        ):
            token.unit = Unit("measures", QUANTITY, grammar.feet[text[position]], ONE, "units.feet_and_inches")
            token.name, token.end = token.unit.name, position + 1
        elif token.arabic and text.startswith(_SLASHES, token.end):
            _add_slash_fraction(text, token, grammar)
        return
    unit, end = found
    if (unit.section == "positions" and token.power >= 4) or (unit.name == "大" and token.value > 10):
        return  # 11亿后, 7000亿大关; 二十大
    if unit.name == "个" or unit.name == "個":
        points = _SPACED_POINTS.match(text, position)
        measure = grammar.units[True].at(text, end)  # 六个加仑
        if points:
            unit, end = grammar.units[True].words["个百分点"], points.end()
        elif (
            measure
            and measure[0].section == "measures"
            and measure[1] - end > 1
            and text[measure[1] : measure[1] + 1] not in ("级", "級")
        ):
            unit, end = measure
    token.unit, token.end, token.name, token.factor = unit, end, unit.name, unit.factor
    section = unit.section
    if section == "money":
        _add_money(text, token, grammar, text[position:end])
    elif section in ("classifiers", "digits_only"):
        bracket = _BRACKETED_UNIT.match(text, end) if text[end : end + 1] in "（(" else None
        if bracket and bracket[1] in grammar.units[True].words:
            token.end = bracket.end()
            token.name = text[position : token.end]
    elif section == "measures":
        _add_measure(text, token, grammar)
    elif section == "tenths" and not token.arabic and unit.name == "%":
        _add_discount(text, token)
    elif unit.name == "番":
        token.value, token.name = Decimal(2) ** min(int(token.value), 60), "倍"
        for verb in ("翻", "翻了"):
            if text.endswith(verb, 0, token.start):
                token.begin = token.start - len(verb)
    elif section == "multiple" and text[end : end + 1] == "半" and not text[end + 1 : end + 2].isalnum():
        token.value, token.end = token.value + Decimal("0.5"), end + 1
    if section in ("classifiers", "measures", "digits_only") and text.startswith(_SLASHES, token.end):
        _add_denominators(text, token, grammar)


def _add_slash_fraction(text: str, token: Token, grammar: Grammar) -> None:
    """超过1/3, 3/4的人口; not 24/7, 1/4决赛, 4/3号决定, 293/350亿元."""
    rate = _RATE.match(text, token.end)
    if rate and not token.power:  # 孕产妇死亡率14.3/10万
        token.value, token.fraction, token.end = token.value / parse_number(rate[1]), True, rate.end(1)
        token.unit, token.name, token.factor = Unit("fractions", PERCENT, "%", ONE, "units.percent"), "%", Decimal(100)
        return
    match = _SLASH_FRACTION.match(text, token.end)
    before = text[token.start - 1 : token.start]
    if match is None or token.power or before in _SLASHES or before == "第":
        return
    denominator = int(match[1])
    if not 0 < token.value < denominator:
        return
    modifier = grammar.before.before(text, token.start)
    if match[2] is None and not (modifier and modifier[0]):
        return
    token.value, token.fraction, token.end = token.value / denominator, True, match.end(1)
    token.unit, token.name, token.factor = Unit("fractions", PERCENT, "%", ONE, "units.percent"), "%", Decimal(100)


def _add_denominators(text: str, token: Token, grammar: Grammar) -> None:
    """微克/立方米, 元/月/平方米."""
    for _ in range(2):
        per = grammar.denominators.at(text, token.end + 1) if text.startswith(_SLASHES, token.end) else None
        if per is None:
            return
        token.name, token.end = f"{token.name}/{text[token.end + 1 : per[1]]}", per[1]


def _add_discount(text: str, token: Token) -> None:
    """五五折 is 55%, 三八折 38%: two digits before 折 (and 成) are hundredths; 十折 is the full price."""
    digits = text[token.start : token.number_end]
    if _TWO_DIGITS.fullmatch(digits) and (token.high is None or text[token.end - 1] == "折"):
        token.value, token.high = Decimal(DIGITS[digits[0]]) + Decimal(DIGITS[digits[1]]) / 10, None
    if text[token.end - 1] == "折" and token.value >= TEN:
        token.dead = True
    rest = _HALF_TENTH.match(text, token.end)
    if rest and text[token.end - 1] == "成":  # 九成五, 八成半
        token.value += Decimal("0.5") if rest[0] == "半" else Decimal(DIGITS[rest[0]]) / 10
        token.end += 1


def _add_money(text: str, token: Token, grammar: Grammar, word: str) -> None:
    """1角1分 behind 元, a currency behind 元 (10元人民币), the base of a price (元/吨)."""
    whole = token.factor == ONE
    tail = grammar.money_tail.match(text, token.end, token.end + _TAIL) if token.power < 4 or not whole else None
    if tail and _money_tail_fits(tail, token, word):
        unit = token.factor
        for group, share in (("tenths", "0.1"), ("hundredths", "0.01"), ("cents", "0.01"), ("bare_cents", "0.01"),
                             ("bare_tenths", "0.1")):  # fmt: skip
            if tail[group]:
                part = parse_number(tail[group])
                token.value = token.value * token.factor + part * Decimal(share) * (ONE if whole else unit)
                token.factor = ONE
        if tail["half"]:
            token.value += Decimal("0.5")
        token.end = tail.end()
    if word in grammar.countries:
        token.name = _currency_by_country(text, token, grammar.countries[word])
    if whole:
        position = token.end
        suffix = grammar.suffix_currencies.at(text, position) if word in grammar.generic_money else None
        if suffix:
            token.name, token.end = suffix
    if text.startswith(_SLASHES, token.end):
        end = token.end
        _add_denominators(text, token, grammar)
        latin = _LATIN_DENOMINATOR.match(text, end) if token.end == end else None
        if latin:
            token.name, token.end = f"{token.name}/{latin[0][1:]}", latin.end()


def _currency_by_country(text: str, token: Token, countries: dict[str, str]) -> str:
    """Whose crowns or pesos: those of the country named last before the number, else the most traded."""
    before = text[max(0, token.start - 200) : token.start]
    nearest = max(countries, key=lambda country: before.rfind(country))
    return countries[nearest] if nearest in before else token.name


def _money_tail_fits(tail: regex.Match[str], token: Token, word: str) -> bool:
    """A bare digit is tenths behind 块 and 毛 (三块五, 两毛五) but not behind 元."""
    if tail["bare_tenths"] or tail["half"]:
        return word in ("块", "塊", "蚊", "毛", "毫", "角")
    return True


def _add_measure(text: str, token: Token, grammar: Grammar) -> None:
    """3斤5两, 三斤半, 1米8."""
    end = token.end
    following = text[end : end + 1]
    if not following:
        return
    if following == "半" and not text[end + 1 : end + 2].isalnum():
        token.value, token.end = token.value + Decimal("0.5"), end + 1
        return
    rest = _DECIMETRES.match(text, end) if token.name in ("米", "公尺") and token.value == int(token.value) else None
    if rest:  # 1米8, 一米八五
        digits = "".join(str(DIGITS.get(char, char)) for char in rest[0])
        token.value, token.end = token.value + Decimal(f"0.{digits}"), rest.end()
        return
    parts = grammar.compounds.get(token.name)
    if parts is None:
        return
    match = grammar.numeral.match(text, end, end + _TAIL)
    if match and not match["word"]:
        smaller = number(match)
        if smaller is not None:
            for name, share in parts.items():
                if text.startswith(name, match.end()):
                    token.value += smaller.value * share
                    token.end = match.end() + len(name)
                    return


def _add_prefix(text: str, token: Token, grammar: Grammar, limit: int) -> None:
    """A currency (人民币, US$), 摄氏, 零下 or a minus before the number."""
    start = token.start
    if not start:
        return
    position = start
    while position > limit and start - position < 3 and text[position - 1] in _BLANK:
        position -= 1
    unit = token.unit
    prefix = grammar.prefix_currencies.before(text, position)
    if prefix and prefix[1] >= limit and (unit is None or unit.label == MONEY or unit.name in "个個"):
        currency, begin = prefix
        if unit is None and not (begin and splits_word(text, begin)):
            token.unit = Unit("money", MONEY, currency, ONE, "currencies.before")
            token.begin, token.name = begin, currency
        elif unit is not None and unit.name in ("个", "個"):  # 港币三个一毫四
            token.unit = Unit("money", MONEY, currency, ONE, "currencies.before")
            token.begin, token.name = begin, currency
            _add_money(text, token, grammar, "块")
        elif unit is not None and unit.rule == "currencies.generic":
            token.begin, token.shown, token.name = begin, start, token.name.replace("CNY", currency, 1)
        elif unit is not None and token.name == currency:
            token.begin, token.shown = begin, start
        if token.begin == begin:
            start = position = begin
    if unit is not None and unit.section == "degrees":
        scale = grammar.temperatures.before(text, position)
        if scale:
            token.name, token.begin = scale[0], scale[1]
            start = position = scale[1]
    if position > limit and unit is not None and unit.label:
        if text[position - 1] in _SIGNS and (not limit or position - 1 != limit) and not _joins(text, position - 2):
            token.negative, token.begin, token.shown = True, position - 1, -1
        elif grammar.below_zero.before(text, position):
            token.negative, token.begin = True, position - 2


def _first_of_two(text: str, token: Token, grammar: Grammar) -> Token | None:
    """“$20，300美元” are two amounts: a number has one currency, so the full-width comma is a clause's."""
    comma = text.rfind("，", token.start, token.number_end)
    if comma < 0 or token.begin == token.start or token.unit is None or token.unit.rule != "currencies.names":
        return None
    halves = grammar.numeral.match(text, token.start, comma), grammar.numeral.match(text, comma + 1, token.number_end)
    numbers = [number(half) if half else None for half in halves]
    if numbers[0] is None or numbers[1] is None:
        return None
    first, second = numbers[0], numbers[1]
    prefix = grammar.prefix_currencies.before(text, token.start)
    if prefix:
        first.begin, first.name = prefix[1], prefix[0]
    first.unit = Unit("money", MONEY, first.name, ONE, "currencies.before")
    token.start, token.value, token.coefficient, token.power = (
        second.start,
        second.value,
        second.coefficient,
        second.power,
    )
    return first


def _joins(text: str, offset: int) -> bool:
    """Whether a dash behind this letter is a hyphen (GPT-4) or a range and no minus."""
    return offset >= 0 and (text[offset] in "%％)）" or (text[offset].isascii() and text[offset].isalnum()))
