"""Scanning: from text to numerals with the units behind them, not yet joined to ranges and lists.

In: text. Out: `Token`s in text order. 例: “约58.9万和65.4万TB” gives 58.9万 without a unit and 65.4万 with TB.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext

import regex

from extractor.mentions import MONEY, MULTIPLE, PERCENT
from extractor.numerals import DIGITS, MAX_DIGITS, evaluate, parse_number
from extractor.recognizers.figures.grammar import ONE, TEN, Grammar, Unit

_BLANK = " \u3000\xa0"
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，Ｋｋｗ", "0123456789.,kkw")
# fmt: off
_MAGNITUDES = ("", "十 拾", "百 佰", "千 仟", "万 萬", "十万 十萬", "百万 百萬", "千万 千萬", "亿 億 万万 萬萬",
               "十亿 十億", "百亿 百億", "千亿 千億", "万亿 萬億 兆")
# fmt: on
_POWERS = {word: power for power, words in enumerate(_MAGNITUDES) for word in words.split() or [""]}
_LETTERS = {"k": 3, "w": 4}
# 三五百, 十七八, 二三十万: two values in one numeral.
_PAIR = regex.compile(
    r"(?P<tens>[一二三四五六七八九]?十)?(?P<low>[一二两兩三四五六七八])(?P<high>[两兩二三四五六七八九])(?P<magnitude>[十百千万萬亿億]*+)"
)
_TWO_DIGITS = regex.compile(f"[{''.join(DIGITS)}]{{2}}")
_SPACED_POINTS = regex.compile(r"[个個]\s*+百\s*+分\s*+[点點]")
_BRACKETED_UNIT = regex.compile(r"[（(]([^\W\d_]{1,3})[)）]")
_SUFFIX_LATIN = regex.compile(r"[/／](?:[A-Za-z]{1,5}[²³23]?)(?![A-Za-z0-9])")
_SIGNS = "-－−负負"


@dataclass(slots=True)
class Token:
    """A numeral and what stands right around it.

    `begin` takes in a currency or sign before the number (人民币50元, -3%), `end` the unit behind. `coefficient` and
    `power` are the number's two halves (1.2 and 8 of 1.2亿). `dead` numbers are no figures (第3, 2021年).
    """

    begin: int
    start: int
    number_end: int
    end: int
    arabic: bool
    value: Decimal
    coefficient: Decimal
    power: int
    high: Decimal | None = None
    vague: bool = False
    bare: bool = False  # a magnitude without a digit (百亿)
    fraction: bool = False
    letter: bool = False
    unit: Unit | None = None
    name: str = ""  # the record's unit
    factor: Decimal = ONE
    negative: bool = False
    dead: bool = False


def scan(text: str, grammar: Grammar) -> Iterator[Token]:
    """Yield the numerals of a text with their units. Linear in the text."""
    limit = 0
    for match in grammar.scan.finditer(text):
        if match.start() < limit:
            continue  # inside the unit of the token before: 百 of 个百分点
        token = _word(match, grammar) if match["word"] else _number(match)
        if token is None:
            continue
        if token.unit is None:
            _add_unit(text, token, grammar)
        _add_prefix(text, token, grammar, limit)
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


def _number(match: regex.Match[str]) -> Token | None:
    """The numeral's value; None where it is a code (leading zeros, endless digits) or no possible number."""
    start, end = match.span()
    digits = match["arabic"]
    if digits is None:
        token = _chinese_number(match, start, end)
    else:
        if not digits.isascii():
            digits = digits.translate(_FULL_WIDTH)
        if "," in digits:
            digits = digits.replace(",", "")
        if len(digits) > MAX_DIGITS or (digits[0] == "0" and digits[1:2] not in ("", ".")):
            return None
        magnitude = match["magnitude"] or ""
        token = _arabic_number(match, start, end, digits, magnitude)
    if token is not None and (match["top"] or match["cantonese"]):
        return _fraction(match, token)
    return token


def _arabic_number(match: regex.Match[str], start: int, end: int, digits: str, magnitude: str) -> Token | None:
    vague = match["vague"] is not None
    letter = match["letter"]
    try:
        if match["mixed"] or magnitude not in _POWERS:
            number = match[0]
            value = parse_number(number[: -len(match["vague"])] if vague and not match["magnitude_after"] else number)
            return Token(start, start, end, end, True, value, value, 0, vague=vague)
        power = _POWERS[magnitude]
        if letter:
            power = _LETTERS[letter.translate(_FULL_WIDTH).lower()]
        elif vague and match["magnitude_after"]:
            power += _POWERS[match["magnitude_after"]]
    except (ValueError, KeyError):
        return None
    if power:
        coefficient = Decimal(digits)
        value = Decimal(int(digits) * 10**power) if "." not in digits else _plain(f"{digits}e{power}")
    else:
        coefficient = value = Decimal(digits)
    return Token(start, start, end, end, True, value, coefficient, power, vague=vague, letter=letter is not None)


def _plain(text: str) -> Decimal:
    """An exact Decimal without a positive exponent: 9885.8e8 is 988580000000."""
    value = Decimal(text)
    return Decimal(int(value)) if value == value.to_integral_value() else value


def _chinese_number(match: regex.Match[str], start: int, end: int) -> Token | None:
    """一千二百, 三五百, 数十亿, 百亿 (bare)."""
    number = match["chinese"].replace(" ", "").replace("\u3000", "").replace("\xa0", "")
    if len(number) > MAX_DIGITS:
        return None
    after = match["magnitude_after"] or ""
    vague = match["vague"] is not None or number[0] in "数數几幾" or any(char in "几幾余餘多" for char in number)
    if number[0] == "半":
        half = Decimal("0.5")
        return Token(start, start, end, end, False, half, half, 0)
    pair = _PAIR.fullmatch(number) if len(number) > 1 else None
    if pair and (DIGITS[pair["high"]] - DIGITS[pair["low"]] == 1 or pair["low"] + pair["high"] == "三五"):
        base = evaluate(pair["tens"]) if pair["tens"] else Decimal(0)
        scale = evaluate(pair["magnitude"]) if pair["magnitude"] else ONE
        low, high = ((base + DIGITS[pair[side]]) * scale for side in ("low", "high"))
        return Token(start, start, end, end, False, low, low, 0, high=high)
    try:
        with localcontext() as context:
            context.prec = 2 * MAX_DIGITS
            value = evaluate(number + after)
    except ValueError:
        return None
    bare = not any(char in DIGITS or char in "十拾廿卅卌数數几幾点點" for char in number)
    coefficient, power = value, 0
    stem = number.rstrip("万萬亿億")
    if stem and stem != number and not bare:
        power = _POWERS.get(number[len(stem) :], 0)
    elif len(number) == 2 and number[1] in "十百千" and not bare:
        power = _POWERS[number[1]]
    if power:
        coefficient = value.scaleb(-power)
    return Token(start, start, end, end, False, value, coefficient, power, vague=vague, bare=bare)


def _fraction(match: regex.Match[str], token: Token) -> Token | None:
    """四分之一, 百分之5, 四分一: the number was the denominator. `_add_unit` makes a percentage of it."""
    try:
        top = parse_number(match["top"] or match["cantonese"])
        denominator = parse_number(match["chinese"]) if token.bare else token.value
        value = top / denominator if denominator else None
    except ValueError:
        return None
    if value is None:
        return None
    token.value = token.coefficient = value
    token.power, token.bare, token.fraction, token.vague = 0, False, True, False
    return token


def _add_unit(text: str, token: Token, grammar: Grammar) -> None:
    """Look behind the number for its unit, its tenths and hundredths, and what it is per."""
    position = token.end
    while text[position : position + 1] in _BLANK and position < len(text) and position - token.end < 3:
        position += 1
    found = grammar.units[token.arabic or token.power >= 4].at(text, position)
    if found and found[0].section == "words":
        found = None
    if found is None:
        if token.fraction:
            token.unit = Unit("fractions", PERCENT, "%", ONE, "units.percent")
            token.name, token.factor = "%", Decimal(100)
        elif (
            token.arabic
            and text[position : position + 1] in grammar.feet
            and not text[position + 1 : position + 2].isalnum()
        ):
            token.unit = Unit("measures", "QUANTITY", grammar.feet[text[position]], ONE, "units.feet_and_inches")
            token.name, token.end = token.unit.name, position + 1
        return
    unit, end = found
    if unit.name == "个" or unit.name == "個":
        points = _SPACED_POINTS.match(text, position)
        if points:
            unit, end = grammar.units[True].words["个百分点"], points.end()
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
    if section in ("classifiers", "measures", "digits_only") and text[token.end : token.end + 1] in "/／":
        per = grammar.denominators.at(text, token.end + 1)
        if per:
            token.name, token.end = f"{token.name}/{per[0]}", per[1]


def _add_discount(text: str, token: Token) -> None:
    """五五折 is 55%, 三八折 38%: two digits before 折 (and 成) are hundredths; 十折 is the full price."""
    number = text[token.start : token.number_end]
    if _TWO_DIGITS.fullmatch(number) and (token.high is None or text[token.end - 1] == "折"):
        token.value, token.high = Decimal(DIGITS[number[0]]) + Decimal(DIGITS[number[1]]) / 10, None
    if text[token.end - 1] == "折" and token.value >= TEN:
        token.dead = True


def _add_money(text: str, token: Token, grammar: Grammar, word: str) -> None:
    """1角1分 behind 元, a currency behind 元 (10元人民币), the base of a price (元/吨)."""
    whole = token.factor == ONE
    tail = grammar.money_tail.match(text, token.end) if token.power < 4 or not whole else None
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
    if whole:
        position = token.end
        suffix = grammar.suffix_currencies.at(text, position) if word in grammar.generic_money else None
        if suffix:
            token.name, token.end = suffix
    if text[token.end : token.end + 1] in "/／" and token.end < len(text):
        per = grammar.denominators.at(text, token.end + 1)
        latin = None if per else _SUFFIX_LATIN.match(text, token.end)
        if per:
            token.name, token.end = f"{token.name}/{per[0]}", per[1]
        elif latin:
            token.name, token.end = f"{token.name}/{latin[0][1:]}", latin.end()


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
    parts = grammar.compounds.get(token.name)
    if parts is None:
        return
    match = grammar.scan.match(text, end)
    if match and not match["word"]:
        smaller = _number(match)
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
    if prefix and prefix[1] >= limit and (unit is None or unit.label == MONEY):
        currency, begin = prefix
        if unit is None and not (
            text[begin].isascii() and begin and text[begin - 1].isascii() and text[begin - 1].isalpha()
        ):
            token.unit = Unit("money", MONEY, currency, ONE, "currencies.before")
            token.begin, token.name = begin, currency
        elif unit is not None and unit.rule == "currencies.generic":
            token.begin, token.name = begin, token.name.replace("CNY", currency, 1)
        elif unit is not None and token.name == currency:
            token.begin = begin
        if token.begin == begin:
            start = position = begin
    if unit is not None and unit.section == "degrees":
        scale = grammar.temperatures.before(text, position)
        if scale:
            token.name, token.begin = scale[0], scale[1]
            start = position = scale[1]
    if position > limit and unit is not None and unit.label:
        if text[position - 1] in _SIGNS and (not limit or position - 1 != limit) and not _joins(text, position - 2):
            token.negative, token.begin = True, position - 1
        elif grammar.below_zero.before(text, position):
            token.negative, token.begin = True, position - 2


def _joins(text: str, offset: int) -> bool:
    """Whether a dash behind this letter is a hyphen (GPT-4) or a range and no minus."""
    return offset >= 0 and (text[offset] in "%％)）" or (text[offset].isascii() and text[offset].isalnum()))
