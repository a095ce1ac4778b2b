"""Extended numbers: what goes on behind a numeral and is still the number.

In: a token whose unit is not yet known. Out: the token with its whole value. 例: “US$1.2bn”, “三个亿”, “一又四分之三”,
“7 2 折”, and a negative amount in an accountant's brackets, “（1,234.56）万元”.
"""

from __future__ import annotations

from decimal import Decimal

from extractor.lazy import lazy_re, lazy_regex
from extractor.mentions import MONEY, PERCENT
from extractor.numerals import DIGITS, SMALL, parse_number
from extractor.recognizers.figures.grammar import FigureGrammar
from extractor.recognizers.figures.values import Token

_HAN = "".join(DIGITS) + "".join(SMALL)
_MIXED = lazy_regex(rf"又(?:([{_HAN}]{{1,6}})分之([{_HAN}]{{1,6}})|([0-9]{{1,3}})[/／]([0-9]{{1,3}})(?![0-9/／]))")
# 三个亿, 10个w; two clusters of the size of 亿 are “两个亿级…”, and a village that makes 亿元 is one 亿元村.
_COUNTED_MAGNITUDE = lazy_re(
    r"[个個](?P<vague>[多几]?)(?P<half>半?)(?:(?P<eight>[亿億])(?![级級]|元[级級村镇乡县区企项产园楼])|[wWｗ万萬](?![A-Za-z级級亿億元]))"
)
_SPACED_DISCOUNT = lazy_re(r" ([0-9]) ?折(?![叠合算旧射腾价返线])")
_LOWER_END = lazy_re(r"(?<![0-9.,])[0-9][0-9.,]{0,7}(?:[-–—~～至到]|to)$")
_BRACKET_END = lazy_re(r"[)）] ?([百千]?[万萬亿億]{0,2})")
_MAGNITUDE = lazy_re("[百千]?[万萬亿億]{1,2}")  # 1又1/2亿
_POWERS = {"": 0, "百": 2, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8, "万亿": 12, "萬億": 12, "百万": 6, "百萬": 6,
           "千万": 7, "千萬": 7, "百亿": 10, "百億": 10, "千亿": 11, "千億": 11}  # fmt: skip


def extend(text: str, token: Token, grammar: FigureGrammar) -> None:
    """Take what goes on behind a numeral into its token: English magnitudes, 个亿, 又…分之…, brackets."""
    end = token.end
    char = text[end]
    if char == "又":
        _add_mixed(text, token)
    elif char in "个個":
        _add_counted_magnitude(text, token)
    elif char in ")）":
        _add_bracket(text, token, grammar)
    elif token.arabic and token.power == 0:
        discount = _SPACED_DISCOUNT.match(text, end) if char == " " and token.value < 10 else None
        if discount and token.value == int(token.value):  # 7 2 折
            token.value = token.coefficient = token.value + Decimal(discount[1]) / 10
            token.number_end = token.end = discount.end(1)
        else:
            _add_english(text, token, grammar)


def _scale(token: Token, power: int, end: int) -> None:
    value = token.value.scaleb(power)
    token.value = Decimal(int(value)) if value == int(value) else value
    token.high = None if token.high is None else token.high.scaleb(power)
    token.power += power
    token.number_end = token.end = end


def _add_mixed(text: str, token: Token) -> None:
    """一又四分之三, 3又1/2."""
    match = _MIXED.match(text, token.end)
    if match is None or token.power or token.fraction:
        return
    bottom, top = (match[1], match[2]) if match[1] else (match[4], match[3])
    try:
        denominator, numerator = parse_number(bottom), parse_number(top)
    except ValueError:
        return
    if 0 < numerator < denominator:
        token.value = token.coefficient = token.value + numerator / denominator
        magnitude = _MAGNITUDE.match(text, match.end())
        _scale(token, _POWERS[magnitude[0]] if magnitude else 0, magnitude.end() if magnitude else match.end())


def _add_counted_magnitude(text: str, token: Token) -> None:
    """三个亿, 1.5个亿, 10个w."""
    match = _COUNTED_MAGNITUDE.match(text, token.end)
    if match and token.power == 0 and not token.fraction:
        if match["half"]:  # 一个半亿
            token.value += Decimal("0.5")
        _scale(token, 8 if match["eight"] else 4, match.end())
        token.vague |= bool(match["vague"])


def _add_english(text: str, token: Token, grammar: FigureGrammar) -> None:
    """US$1.2bn, RMB 300mn, 12.5 million美元; a letter alone (5B, 1.2M) only where money is named beside it."""
    match = grammar.english_magnitude.match(text, token.end)
    if match is None:
        return
    word = match[1]
    end = match.end()
    if len(word) < 4:
        start = token.start
        while start and text[start - 1] == " " and token.start - start < 2:
            start -= 1
        if not _has_currency(text, start, grammar):
            behind = end + (text[end : end + 1] == " ")
            unit = grammar.units[True].at(text, behind)
            if unit is None or unit[0].label != MONEY:
                return
    _scale(token, grammar.english_powers[word.lower()], end)


def _has_currency(text: str, start: int, grammar: FigureGrammar) -> bool:
    """Whether a currency comes before a number, or before the lower end of its range: US$3.5-4.2bn."""
    if grammar.prefix_currencies.before(text, start):
        return True
    lower = _LOWER_END.search(text, max(0, start - 12), start)
    if lower is None:
        return False
    start = lower.start() - (text[lower.start() - 1 : lower.start()] == " ")  # USD 2.2-2.5bn
    return grammar.prefix_currencies.before(text, start) is not None


def _add_bracket(text: str, token: Token, grammar: FigureGrammar) -> None:
    """（1,234.56）万元: brackets around an amount whose unit follows them are a minus sign."""
    start = token.start
    number = text[start : token.end]
    if not token.arabic or token.power or text[start - 1 : start] not in ("(", "（"):
        return
    if "." not in number and "," not in number:
        return  # （3）万元…: the number of an item
    match = _BRACKET_END.match(text, token.end)
    if match is None or match[1] not in _POWERS:
        return
    behind = match.end() + (text[match.end() : match.end() + 1] == " ")
    unit = grammar.units[True].at(text, behind)
    if unit is None or unit[0].label not in (MONEY, PERCENT):
        return
    _scale(token, _POWERS[match[1]], match.end())
    token.begin, token.text_start, token.sign = start - 1, -1, "-"
