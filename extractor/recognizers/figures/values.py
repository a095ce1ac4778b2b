"""Values: from a match of the numeral pattern to a `Token`, the number with its exact value.

In: a match of `FigureGrammar.numeral`. Out: a `Token`, or None where the digits are a code (000858) or no
possible number.
例: “1.2万” is 12000 (coefficient 1.2, power 4), “三五百” is 300 with high 500, “四分之一” is 0.25 and a fraction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import lru_cache

import regex

from extractor.lazy import lazy_re, lazy_regex
from extractor.numerals import BIG, DIGITS, MAX_DIGITS, SMALL, evaluate, parse_number
from extractor.recognizers.figures.grammar import ONE, Unit

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，Ｋｋｗ", "0123456789.,kkw")
_MYRIAD = Decimal(10_000)
# fmt: off
_MAGNITUDES = ("", "十 拾", "百 佰", "千 仟", "万 萬", "十万 十萬", "百万 百萬", "千万 千萬", "亿 億 万万 萬萬",
               "十亿 十億", "百亿 百億", "千亿 千億", "万亿 萬億 兆")
# fmt: on
POWERS = {word: power for power, words in enumerate(_MAGNITUDES) for word in words.split() or [""]}
_LETTERS = {"k": 3, "w": 4}
_ONES = {char: Decimal(value) for char, value in DIGITS.items()} | {"十": Decimal(10), "拾": Decimal(10)}
# 三五百, 十七八, 二三十万: two values in one numeral.
_PAIR = lazy_regex(
    r"(?P<tens>[一二三四五六七八九]?十)?(?P<low>[一二两兩三四五六七八])(?P<high>[两兩二三四五六七八九])(?P<magnitude>[十百千万萬亿億]*+)"
)
_PRICED = lazy_re(r"[一二两三四五六七八九十百千万]*[百千万][二三四五六七八九]一")
_VAGUE = frozenset("几幾余餘多")
_UNIT_STARTS = frozenset("百千兆")  # of 百帕, 千米, 兆瓦
_MAGNITUDE_LETTERS = frozenset("".join(SMALL) + "".join(BIG))
_DIGIT = frozenset("".join(DIGITS) + "十拾廿卅卌数數几幾点點")


@dataclass(slots=True)
class Token:
    """A numeral with the sign, currency and unit beside it.

    `begin` takes in a currency or sign before the number (US$50, -3%), `end` the unit behind. `coefficient` and
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
    no_digit: bool = False  # a magnitude without a digit (百亿)
    fraction: bool = False
    latin: bool = False  # its magnitude is a Latin letter: 30W, 5k
    unit: Unit | None = None
    name: str = ""  # the record's unit
    factor: Decimal = ONE
    sign: str = ""  # "-" or "+" where the text writes one
    spoken: bool = False  # a number in 万 or 亿 that goes on behind it: 13万8, 三万二, 两万三千
    dead: bool = False
    named: tuple[str, int] | None = None  # a currency's name before a number too small for it alone: 美元300-500万
    text_start: int = -1  # where the record's text begins, if behind `begin`: 人民币50元 is the text 50元


def number(match: regex.Match[str]) -> Token | None:
    """The token of a match of `FigureGrammar.numeral`, its unit still unknown.

    None where the digits are a code (leading zeros, endless digits) or the numeral is no possible number (五百三千).
    """
    _, digits, magnitude, mixed, letter, chinese, vague, magnitude_after, top, cantonese = match.groups()
    start, end = match.span()
    if digits is None:
        value = _ONES.get(chinese)
        if value is not None and vague is None:
            token: Token | None = Token(start, start, end, end, False, value, value, 0)
        else:
            token = _chinese_number(chinese, start, end, vague is not None, magnitude_after or "")
    else:
        if not digits.isascii():
            digits = digits.translate(_FULL_WIDTH)
        if "," in digits:
            digits = digits.replace(",", "")
        if len(digits) > MAX_DIGITS or (digits[0] == "0" and digits[1:2] not in ("", ".")):
            return None
        if magnitude is None and letter is None and vague is None:
            value = Decimal(digits)
            token = Token(start, start, end, end, True, value, value, 0)
        elif mixed or (magnitude or "") not in POWERS or (magnitude_after or "") not in POWERS:
            token = _mixed_number(match[0], start, end, vague is not None)
        else:
            power = POWERS[magnitude or ""] + POWERS[magnitude_after or ""]
            if letter:
                power = _LETTERS[letter.translate(_FULL_WIDTH).lower()]
            token = _arabic_number(digits, power, start, end, vague is not None, letter is not None)
    if token is not None and (top or cantonese):
        fraction = _fraction(token, chinese, top or cantonese)
        return fraction if top or fraction is None or fraction.value < 1 else None  # 三分一, but 月息一分五
    return token


def plain_number(match: re.Match[str]) -> Token | None:
    """The token of a match of `FigureGrammar.start` that is a numeral.

    That is Arabic digits with 万 or 亿 (group 1) behind, one Chinese digit (group 2 is there, and empty), or up to four
    around 十 (group 3, likewise).
    """
    start, end = match.span()
    if match.lastindex == 2:
        value = _ONES[match[0]]
        return Token(start, start, end, end, False, value, value, 0)
    if match.lastindex == 3:
        return _chinese_number(match[0], start, end, False, "")
    magnitude = match[1]
    digits = match[0].rstrip(magnitude) if magnitude else match[0]
    if len(digits) > MAX_DIGITS or (digits[0] == "0" and digits[1:2] not in ("", ".")):
        return None
    if magnitude:
        return _arabic_number(digits, POWERS[magnitude], start, end, False, False)
    value = Decimal(digits)
    return Token(start, start, end, end, True, value, value, 0)


def _arabic_number(digits: str, power: int, start: int, end: int, vague: bool, latin: bool) -> Token:
    """9885.8亿: the digits, and the power of ten that the magnitude stands for. Exact, whatever the digits."""
    value = Decimal(f"{digits}e{power}")
    if value == value.to_integral_value():
        value = Decimal(int(value))
    return Token(start, start, end, end, True, value, Decimal(digits), power, vague=vague, latin=latin)


def _mixed_number(text: str, start: int, end: int, vague: bool) -> Token | None:
    """1万2千, 2千零30万, 7万 5千."""
    try:
        value = parse_number(text)
    except ValueError:
        return None
    return Token(start, start, end, end, True, value, value, 0, vague=vague, spoken=value >= _MYRIAD)


def _chinese_number(number: str, start: int, end: int, vague: bool, magnitude_after: str) -> Token | None:
    """一千二百, 三五百, 数十亿, 百亿."""
    number = number.replace(" ", "").replace("\u3000", "").replace("\xa0", "")
    if len(number) > MAX_DIGITS:
        return None
    ends_here = not vague and not magnitude_after
    priced = ends_here and _PRICED.fullmatch(number) is not None
    if priced:
        number, end = number[:-1], end - 1  # 一百二一位: what one of them costs
    vague = vague or number[0] in "数數" or not _VAGUE.isdisjoint(number)
    if number == "半":
        half = Decimal("0.5")
        return Token(start, start, end, end, False, half, half, 0)
    try:
        pair = _PAIR.fullmatch(number) if len(number) > 1 else None
        if pair and (DIGITS[pair["high"]] - DIGITS[pair["low"]] == 1 or pair["low"] + pair["high"] == "三五"):
            base = evaluate(pair["tens"]) if pair["tens"] else Decimal(0)
            scale = evaluate(pair["magnitude"]) if pair["magnitude"] else ONE
            low, high = ((base + DIGITS[pair[side]]) * scale for side in ("low", "high"))
            return Token(start, start, end, end, False, low, low, 0, high=high, spoken=low >= _MYRIAD)
        value = _exact(number + magnitude_after)
    except ValueError:
        if ends_here and number[-1] in _UNIT_STARTS and len(number) > 1:
            # 三百千米, 七八十千克: the last magnitude is the unit's first letter
            return _chinese_number(number[:-1], start, end - 1, False, "")
        return None
    no_digit = _DIGIT.isdisjoint(number)
    power = 0 if no_digit else _shared_power(number)
    coefficient = value.scaleb(-power) if power else value
    digits_alone = _MAGNITUDE_LETTERS.isdisjoint(number)  # 一二三四五: a code
    spoken = priced or (value >= _MYRIAD and power < 4 and not no_digit and not digits_alone)
    return Token(
        start, start, end, end, False, value, coefficient, power, vague=vague, no_digit=no_digit, spoken=spoken
    )


@lru_cache(maxsize=4096)  # 一, 二十, 三百: every article writes the same few
def _exact(number: str) -> Decimal:
    """The exact value of a Chinese numeral; a ValueError where it has none."""
    with localcontext() as context:
        context.prec = 2 * MAX_DIGITS
        return evaluate(number)


def _shared_power(number: str) -> int:
    """The magnitude that a Chinese numeral may share with one before it: 8 of 九百亿 (八百到九百亿), 3 of 五千."""
    stem = number.rstrip("万萬亿億")
    if stem != number:
        return POWERS.get(number[len(stem) :], 0)
    return POWERS[number[1]] if len(number) == 2 and number[1] in "十拾百佰千仟" else 0


def _fraction(token: Token, chinese: str | None, top: str) -> Token | None:
    """四分之一, 百分之5, 四分一: the number was the denominator. The unit makes a percentage of it."""
    try:
        numerator = parse_number(top)
        denominator = parse_number(chinese) if token.no_digit and chinese else token.value
    except ValueError:
        return None
    if not denominator:
        return None
    if token.high:  # 三四分之一: from a quarter to a third
        denominator, token.high = token.high, numerator / denominator
    token.value = token.coefficient = numerator / denominator
    token.power, token.no_digit, token.fraction, token.vague = 0, False, True, False
    return token
