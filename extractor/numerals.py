"""Numerals: every way Chinese news writes a number, and its exact value.

In: a numeral as text, 例: “1.2万亿”, “两千四百五”, “壹仟玖佰”, “四分之一”, “１，２３４．５万”.
Out: `parse_number` gives the exact `Decimal`; `NUMERAL` is the pattern (for the `regex` package) of a positive numeral
inside running text.
Sources: GB/T 15835-2011 (numerals in publications); the formal digits of the Bank of China's rules for bills (壹贰叁…).
"""

from __future__ import annotations

import unicodedata
from decimal import Context, Decimal, localcontext

import regex

from extractor.lazy import lazy_regex

# A digit run beyond this is a code, not a number. It also keeps the arithmetic (quadratic in digits) bounded.
MAX_DIGITS = 60

DIGITS = {
    char: value
    for value, chars in enumerate(
        ("零〇○", "一壹弌", "二贰貳弍两兩", "三叁參叄弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for char in chars
}
TENS = {"廿": 20, "卅": 30, "卌": 40}
# The powers of ten that a magnitude stands for. 兆 is 万亿, as in the older and the Taiwanese usage (五十五兆).
SMALL = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}
BIG = {"万": 4, "萬": 4, "亿": 8, "億": 8, "兆": 12}
SUFFIXES = {"k": 3, "K": 3, "w": 4, "W": 4, "M": 6, "G": 9, "B": 9, "T": 12}
# 几, 多, 余 and the like say that the number is not exact; its value is what is said for certain (十几万 is 100,000).
VAGUE = "几幾多余餘数數来來"
_DOZENS = {"打": 12, "对": 2, "對": 2, "双": 2, "雙": 2}

_ONES = "".join(DIGITS)
_MAGNITUDES = "".join(SMALL) + "万萬亿億"
HAN_NUMERAL = f"[{_ONES}{''.join(TENS)}{_MAGNITUDES}]"
ARABIC = r"(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})++(?![0-9０-９])|[0-9０-９]++)(?:[.．][0-9０-９]++)?+"
# A positive numeral in running text: 9885.8亿, 1万2千, 2千零30万, 二十一点五万亿, 廿, 两. Blanks may be before a
# magnitude.
NUMERAL = (
    rf"(?:{ARABIC}(?:[ \u3000]?[{_MAGNITUDES}]"
    rf"(?:[ \u3000]?(?:{HAN_NUMERAL}|[0-9０-９]{{1,4}}+(?:[.．][0-9０-９]++)?+(?=[ \u3000]?[{_MAGNITUDES}])))*+)?+"
    rf"|{HAN_NUMERAL}(?:[ \u3000]?{HAN_NUMERAL})*+"
    rf"(?:[ \u3000]?[点點][ \u3000]?[{_ONES}](?:[ \u3000]?[{_ONES}])*+(?:[ \u3000]?[{_MAGNITUDES}])*+)?+)"
)

_CONTEXT = Context(prec=4 * MAX_DIGITS)
_PLAIN = lazy_regex(r"(\d++(?:\.\d++)?+)(万|亿|万亿)?")
_BLANKS = lazy_regex(r"(?<=\D)\s++|\s++(?=\D)")
_GROUPED = lazy_regex(r"\d{1,3}(?:,\d{3})++(?!\d)")
_TOKEN = lazy_regex(
    rf"(?P<arabic>\d++(?:\.\d++)?+|\.\d++)|(?P<ones>[{_ONES}]++)|(?P<tens>[{''.join(TENS)}])"
    rf"|(?P<small>[{''.join(SMALL)}])|(?P<big>[{''.join(BIG)}])|[点點](?P<fraction>[{_ONES}]++)|(?P<vague>[{VAGUE}])"
)
MINUS_SIGNS = "-－−–‑﹣"
"""The signs that a text uses for minus. A dash (—) may be one too, where the words around it leave no other reading."""
_MINUS = MINUS_SIGNS + "\u2010负負"  # NFKC writes U+2011 as U+2010
_SIGN = lazy_regex(f"[+＋{regex.escape(_MINUS)}]++")
_POWERS = {"%": -2, "‰": -3}


def parse_number(text: str) -> Decimal:
    """The exact value of a numeral, in any of its Chinese spellings.

    Takes Arabic, full-width and Chinese digits (plain, formal, traditional), grouping commas, decimals (点),
    magnitudes (十百千万亿兆, k w M), mixtures (1万2千, 3万5), digit strings (二〇二一), fractions (分之, 又, 半, 3/2),
    %, ‰, 百分之, signs (负, -), powers (2e5, 2^10), dozens and pairs (一打, 一对). Vague numerals (十几万, 500余万)
    give the certain part.

    Args:
        text: the numeral alone; blanks around and inside it do not matter.

    Raises:
        ValueError: `text` is not a numeral; the message names it.

    Example:
        >>> parse_number("1.2万亿"), parse_number("两千四百五"), parse_number("负四分之一")
        (Decimal('1200000000000'), Decimal('2450'), Decimal('-0.25'))
    """
    plain = _PLAIN.fullmatch(text) if isinstance(text, str) and len(text) <= MAX_DIGITS else None
    if plain:
        return _tidy(Decimal(_scaled(plain[1], {None: 0, "万": 4, "亿": 8, "万亿": 12}[plain[2]])))
    if not isinstance(text, str) or len(text) > 4 * MAX_DIGITS:
        raise _refusal(text)
    folded = _BLANKS.sub("", unicodedata.normalize("NFKC", text).strip())
    folded = _GROUPED.sub(lambda match: match[0].replace(",", ""), folded)
    with localcontext(_CONTEXT):
        try:
            return _tidy(_signed(folded))
        except (ValueError, ArithmeticError):
            raise _refusal(text) from None


def _refusal(text: object) -> ValueError:
    shown = repr(text)
    return ValueError(f"not a number: {shown if len(shown) <= 80 else shown[:77] + '...'}")


def _scaled(digits: str, power: int) -> str:
    """Digits with an exponent, for `Decimal`: exact whatever the length."""
    return f"{digits}e{power}" if power else digits


def plain(value: Decimal) -> Decimal:
    """A number without exponent and trailing zeros: 30 rather than 3E+1, 5.2 rather than 5.200."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _tidy(value: Decimal) -> Decimal:
    """A whole number without exponent (9.8858E+11 → 988580000000); others as written."""
    return Decimal(int(value)) if value == value.to_integral_value() and value.adjusted() <= 4 * MAX_DIGITS else value


def _signed(text: str) -> Decimal:
    sign = _SIGN.match(text)
    if not sign:
        return _unsigned(text)
    value = _unsigned(text[sign.end() :])
    negative = sum(char in _MINUS for char in sign[0]) % 2
    return -value if negative else value


def _unsigned(text: str) -> Decimal:
    """Fractions, powers, halves and suffixes; what is left goes to `evaluate`."""
    if not text or _SIGN.match(text):
        raise ValueError(text)
    for form in (_with_fraction, _with_power, _with_exponent, _with_unit):
        value = form(text)
        if value is not None:
            return value
    bare = text[:-1] if text[-1] in "个個" else text
    if bare[-1:] in SUFFIXES:
        return evaluate(bare[:-1]).scaleb(SUFFIXES[bare[-1]])
    return _halves(bare)


def _with_fraction(text: str) -> Decimal | None:
    """四又三分之一, 四分之一, 3/2, 二份一."""
    whole, conjunction, rest = text.partition("又")
    if conjunction:
        return evaluate(whole) + _fraction(rest)
    return _fraction(text) if "分之" in text or "/" in text or "份" in text else None


def _with_power(text: str) -> Decimal | None:
    """2^10."""
    base, caret, exponent = text.partition("^")
    return _power(evaluate(base), _signed(exponent)) if caret else None


def _with_exponent(text: str) -> Decimal | None:
    """2e5, 2E-5."""
    base, letter, exponent = text.replace("E", "e").partition("e")
    return _power(Decimal(10), _signed(exponent)) * evaluate(base) if letter else None


def _with_unit(text: str) -> Decimal | None:
    """5%, 三打, 一对."""
    if text[-1] in _POWERS:
        return evaluate(text[:-1]).scaleb(_POWERS[text[-1]])
    return evaluate(text[:-1]) * _DOZENS[text[-1]] if text[-1] in _DOZENS else None


def _halves(text: str) -> Decimal:
    """半, 一半, 半百, 五个半 (5.5) and plain numerals."""
    half = Decimal("0.5")
    if text in ("半", "一半"):
        return half
    if text.startswith("半"):
        return half * evaluate(text[1:])
    if text.endswith("半"):
        return evaluate(text[:-1].rstrip("个個")) + half
    return evaluate(text)


def _fraction(text: str) -> Decimal:
    """四分之一, 百分之5, 3/2, and the Cantonese 二份一: numerator over denominator."""
    for joint in ("分之", "份之", "份", "/"):
        first, found, second = text.partition(joint)
        if found:
            numerator, denominator = (first, second) if joint == "/" else (second, first)
            powers = SUFFIXES.get(numerator[-1:], 0)
            top = _signed(numerator[:-1] if powers else numerator).scaleb(powers)
            return top / _signed(denominator)
    raise ValueError(text)


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    """A power of moderate size: an exponent beyond ±100 is in no article and would fill the memory."""
    if abs(exponent) > 100:
        raise ValueError(exponent)
    return base**exponent


def evaluate(text: str) -> Decimal:
    """The value of a positive numeral without fractions: digits, magnitudes and 点.

    Magnitudes work as they are spoken: the big ones (万, 亿) close a section; a big one that follows a smaller
    multiplies all that is before it (二十一万三千亿); a last lone digit counts tenths of the magnitude before it
    (三百五 is 350, 3万5 is 35,000). Works in the caller's decimal context.

    Raises:
        ValueError: something in `text` is no numeral, or its magnitudes are in no possible order.
    """
    reading = _Reading()
    position = 0
    for match in _TOKEN.finditer(text):
        if match.start() != position:
            raise ValueError(text)
        position = match.end()
        kind, token = match.lastgroup, match[0]
        if kind == "arabic" or kind == "ones":
            reading.digits(token, arabic=kind == "arabic")
        elif kind == "tens":
            reading.tens(TENS[token])
        elif kind == "small":
            reading.small(SMALL[token])
        elif kind == "big":
            reading.big(BIG[token])
        elif kind == "fraction":
            reading.fraction(match["fraction"], first=match.start() == 0)
    if position != len(text) or not text or text in VAGUE:
        raise ValueError(text)
    return reading.total()


class _Reading:
    """A numeral read from left to right. What it refuses, it refuses with a ValueError.

    `closed` holds the finished sections with the power of the magnitude that closed them, `section` the sum since then
    (三千二百), `waiting` the digits that wait for their magnitude.
    """

    __slots__ = ("closed", "last_power", "lone", "section", "several", "small_power", "waiting")

    def __init__(self) -> None:
        self.closed: list[tuple[Decimal, int]] = []
        self.section = Decimal(0)
        self.waiting: Decimal | None = None
        self.lone = False  # one digit waits, right behind a magnitude: 5 of 三百五
        self.several = False  # a string of Chinese digits waits, which takes no magnitude: 三五百 is two values
        self.last_power = 0  # the magnitude before; 0 where a zero or a point came between
        self.small_power = 4  # the small magnitudes of a section go down

    def digits(self, token: str, arabic: bool) -> None:
        if self.waiting is not None or len(token) > MAX_DIGITS:
            raise ValueError(token)
        zeros = len(token) - len(token.lstrip("零〇○")) if not arabic and self.last_power else 0
        token = token[zeros:]
        if not token:
            self.last_power = 0
            return
        self.waiting = Decimal(token if arabic else "".join(str(DIGITS[char]) for char in token))
        self.lone = self.last_power > 1 and not zeros and len(token) == 1
        self.several = not arabic and len(token) > 1

    def tens(self, value: int) -> None:
        if self.waiting is not None or self.small_power <= 1:
            raise ValueError(value)
        self.section += value
        self.small_power = self.last_power = 1

    def small(self, power: int) -> None:
        if power >= self.small_power or self.several:
            raise ValueError(power)
        if self.waiting == 0 and self.section == 0 and not self.closed:
            self.waiting = None  # 零十
        self.section += (Decimal(1) if self.waiting is None else self.waiting).scaleb(power)
        self.small_power = self.last_power = power
        self.waiting, self.lone = None, False

    def big(self, power: int) -> None:
        if self.several:
            raise ValueError(power)
        value = self.section + (self.waiting or 0)
        closing = power
        if value == 0 and self.waiting is None:
            if self.closed and self.last_power:  # 万亿, 万万
                value, before = self.closed.pop()
                closing = before + power if before == power else power
            else:
                value = Decimal(1)
        while self.closed and self.closed[-1][1] < closing:
            value += self.closed.pop()[0]
        self.closed.append((value.scaleb(power), closing))
        self.section, self.waiting, self.lone = Decimal(0), None, False
        self.small_power, self.last_power = 4, power

    def fraction(self, digits: str, first: bool) -> None:
        if first or len(digits) > MAX_DIGITS:
            raise ValueError(digits)
        self._take_waiting()
        self.section += Decimal("0." + "".join(str(DIGITS[char]) for char in digits))
        self.last_power = 0

    def _take_waiting(self) -> None:
        if self.waiting is not None:
            self.section += self.waiting.scaleb(self.last_power - 1) if self.lone else self.waiting
        self.waiting, self.lone, self.several = None, False, False

    def total(self) -> Decimal:
        self._take_waiting()
        return sum((value for value, _ in self.closed), self.section)
