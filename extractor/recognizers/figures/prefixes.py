"""Prefixes: what comes before a number and belongs to it: a currency, 摄氏, 零下, a sign.

In: a token with its unit. Out: the token with currency, scale and sign. 例: “US$20”, “港币50元”, “-3%”, “零下5℃”.
"""

from __future__ import annotations

from decimal import Decimal

from extractor.lazy import lazy_re
from extractor.mentions import MONEY, PERCENT, QUANTITY
from extractor.numerals import DIGITS, MINUS_SIGNS
from extractor.recognizers.figures.grammar import NAMED, ONE, FigureGrammar, Unit, splits_word
from extractor.recognizers.figures.money import add_money, add_price_base
from extractor.recognizers.figures.values import Token, number

# Units of money that are those of whatever currency is named before: 港币50元, 港币35.6仙.
_UNNAMED = frozenset(("currencies.generic", "currencies.tenth", "currencies.hundredth"))
_BLANK = " \u3000\xa0"
_MINUS, _PLUS = MINUS_SIGNS + "负負", "+＋"
_SIGNS = _MINUS + _PLUS
_DASHES = "—─"
_RATED = frozenset("兑对兌對/／")  # before a currency's name, these make a rate of the number behind it: 美元兑日元155
_HUNDRED = Decimal(100)
_TALL = lazy_re(r"(?:[身净]高|个头|约|近|超|达|过|[^\w])$")
_BEHIND_HEIGHT = lazy_re(r"(?=[^\w]|$|[左上以的多])")
_BEHIND_AMOUNT = lazy_re(r"(?![\w%％.．:：/／年点-])")


def add_prefix(text: str, token: Token, grammar: FigureGrammar, limit: int) -> None:
    """A currency (人民币, US$), 摄氏, 零下 or a minus before the number."""
    start = token.start
    if not start:
        return
    position = start
    while position > limit and start - position < 3 and text[position - 1] in _BLANK:
        position -= 1
    if token.unit is None and text[start - 1] == "米" and _add_height(text, token):
        return
    unit = token.unit  # as written behind the number: what a currency makes of it says nothing of a sign
    position = _add_currency(text, token, grammar, position, limit)
    if unit is not None and unit.section == "degrees":
        scale = grammar.temperatures.before(text, position)
        if scale:
            token.name, token.begin = scale[0], scale[1]
            position = scale[1]
    if position > limit and (unit is None or unit.label) and not token.sign:
        _add_sign(text, token, grammar, position, limit)


def _add_height(text: str, token: Token) -> bool:
    """身高米七, 米九左右: how tall somebody is, without the one of 一米七."""
    digits = text[token.start : token.number_end]
    tenths = DIGITS.get(digits)
    begins = token.start == 1 or _TALL.search(text, max(0, token.start - 4), token.start - 1) is not None
    if tenths is None or len(digits) > 1 or not begins or not _BEHIND_HEIGHT.match(text, token.end):
        return False
    token.value = token.coefficient = 1 + Decimal(tenths) / 10
    token.start = token.begin = token.start - 1
    token.unit, token.name = Unit("measures", QUANTITY, "米", ONE, "units.measures"), "米"
    return True


def _add_currency(text: str, token: Token, grammar: FigureGrammar, position: int, limit: int) -> int:
    """Give the token the currency that ends at `position`; return where it begins, `position` if there is none."""
    unit = token.unit
    prefix = grammar.prefix_currencies.before(text, position)
    if prefix is None:
        return position
    named, begin = prefix[0].endswith(NAMED), prefix[1]
    currency = prefix[0].removesuffix(NAMED)
    if named and unit is None and token.power < 4 and not token.spoken and not _is_amount(text, token, begin):
        token.named = currency, begin  # 欧元1.08, 美元2024年: no amount
        return position
    if begin < limit:
        return position
    if unit is None:
        if not (begin and splits_word(text, begin)):
            token.unit = Unit("money", MONEY, currency, ONE, "currencies.before")
            token.begin, token.name = begin, currency
            add_price_base(text, token, grammar)
    elif unit.name in ("个", "個"):  # 港币三个一毫四
        token.unit = Unit("money", MONEY, currency, ONE, "currencies.before")
        token.begin, token.name = begin, currency
        add_money(text, token, grammar, "块")
    elif unit.section == "points" and text[token.end - 1] == "分":  # 人民币5.12分
        _count_hundredths(token, currency)
        token.begin, token.text_start = begin, token.start
    elif unit.label == MONEY:
        _name_currency(token, unit, currency, begin)
    else:
        return position
    return begin if token.begin == begin else position


def add_distant_currency(text: str, token: Token, begin: int, grammar: FigureGrammar) -> int:
    """The currency before the words of approximation that begin at `begin`: 欧元|约3.4亿, 港币|超过5亿元.

    Returns:
        where the currency begins, or `begin` where there is none.
    """
    unit = token.unit
    unnamed = token.power >= 4 if unit is None else unit.rule in _UNNAMED
    if begin == token.begin or token.begin != token.start or not unnamed:
        return begin
    prefix = grammar.prefix_currencies.before(text, begin)
    if prefix is None or text[prefix[1] : begin].isascii() or text[prefix[1] - 1 : prefix[1]] in _RATED:
        return begin
    currency = prefix[0].removesuffix(NAMED)
    if unit is None:
        token.unit, token.name = Unit("money", MONEY, currency, ONE, "currencies.before"), currency
    else:
        token.name = token.name.replace("CNY", currency, 1)
    return prefix[1]


def _count_hundredths(token: Token, currency: str) -> None:
    """Make hundredths of a currency's unit of a number with 分: 港币12.8分."""
    token.unit = Unit("money", MONEY, currency, ONE / _HUNDRED, "currencies.hundredth")
    token.name, token.factor = currency, token.unit.factor


def _is_amount(text: str, token: Token, begin: int) -> bool:
    """Whether a bare number behind a currency's name is an amount: 欧元1,250,000.00, 英镑5000; not 美元兑日元155.2."""
    number = text[token.start : token.number_end]
    if not token.arabic or text[begin - 1 : begin] in _RATED or not _BEHIND_AMOUNT.match(text, token.number_end):
        return False
    return "," in number or (token.value >= _HUNDRED and token.value % _HUNDRED == 0)


def _name_currency(token: Token, unit: Unit, currency: str, begin: int) -> None:
    """Take the currency before an amount into it, where the unit behind names none (港币50元) or the same one."""
    if unit.rule in _UNNAMED:
        token.begin, token.text_start, token.name = begin, token.start, token.name.replace("CNY", currency, 1)
    elif token.name == currency:
        token.begin, token.text_start = begin, token.start


def _add_sign(text: str, token: Token, grammar: FigureGrammar, position: int, limit: int) -> None:
    """Give the token the plus or minus that ends at `position`: a sign, a dash that stands for one, 零下."""
    if text[position - 1] in _SIGNS and (not limit or position - 1 != limit or _is_index(text, token, limit, grammar)):
        if not _joins(text, position - 2, token, grammar):
            token.sign = "+" if text[position - 1] in _PLUS else "-"
            token.begin, token.text_start = position - 1, -1
    elif text[position - 1] in _DASHES and grammar.signed.before(text, position - 1):
        token.sign, token.begin, token.text_start = "-", position - 1, -1  # 同比增长—5.3%
    elif grammar.below_zero.before(text, position):
        token.sign, token.begin = "-", position - 2


def first_of_two(text: str, token: Token, grammar: FigureGrammar) -> Token | None:
    """“$20，300美元” are two amounts: a number has one currency, so the full-width comma is a clause's."""
    comma = text.rfind("，", token.start, token.number_end)
    if comma < 0 or token.unit is None or token.unit.rule != "currencies.names":
        return None
    prefix = grammar.prefix_currencies.before(text, token.start)
    if prefix is None:
        return None
    halves = grammar.numeral.match(text, token.start, comma), grammar.numeral.match(text, comma + 1, token.number_end)
    numbers = [number(half) if half else None for half in halves]
    if numbers[0] is None or numbers[1] is None:
        return None
    first, second = numbers[0], numbers[1]
    first.begin, first.name = prefix[1], prefix[0].removesuffix(NAMED)
    first.unit = Unit("money", MONEY, first.name, ONE, "currencies.before")
    token.start, token.value, token.coefficient, token.power = (
        second.start,
        second.value,
        second.coefficient,
        second.power,
    )
    token.text_start = -1
    return first


def _is_index(text: str, token: Token, end: int, grammar: FigureGrammar) -> bool:
    """Whether the digits that end here are those of an index, and the sign behind them one of a rate: 沪深300-1.2%."""
    if token.unit is None or token.unit.label != PERCENT or not text[end - 1].isdigit():
        return False
    start = end
    while start and end - start < 5 and text[start - 1].isdigit():
        start -= 1
    return grammar.ordinals.before(text, start) is not None


def _joins(text: str, offset: int, token: Token, grammar: FigureGrammar) -> bool:
    """Whether a dash behind this letter is a hyphen (GPT-4) or a range and no minus, as in “yoy-5.6%”, “PPI-2.5%”."""
    if offset < 0:
        return False
    letter = text[offset]
    if letter in "%％)）":
        return True
    if not letter.isascii() or not letter.isalnum() or grammar.signed.before(text, offset + 1) is not None:
        return False
    rate = token.unit is not None and token.unit.label == PERCENT
    return not (rate and (letter.isalpha() or _is_index(text, token, offset + 1, grammar)))
