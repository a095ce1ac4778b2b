"""Joining: tokens that belong together become one figure (a range) or share a unit (a list).

In: the tokens of a text. Out: the same list, with units, magnitudes and ordinals spread, and ranges folded into one
token. 例: “1.2和1.4个百分点” shares 个百分点; “5至10亿元” is one figure from 5 to 10亿; “22亿元至23亿元” too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from extractor.lazy import lazy_re
from extractor.mentions import MONEY, PERCENT
from extractor.numerals import DIGITS
from extractor.recognizers.figures.context import is_ordinal
from extractor.recognizers.figures.grammar import ONE, FigureGrammar, Unit
from extractor.recognizers.figures.values import POWERS, Token

_NINE = 9
_DIGIT_IN_MYRIADS = lazy_re("([三四五六七八九])([百千])[万萬亿億]")
_LONGEST_JOINT = 8
_CLAUSE_ENDS = "\n，。；;！!？?"
_TO_NUMBER = 8  # characters of 区间预计为, between 增速 and its number
_INCLUSIVE = lazy_re(r"^[（(]不?含本?数?[)）]")  # 1万（含）至5万元
_LINE_STARTS = "\n。；;：:（(!！?？"


def join(text: str, tokens: Iterable[Token], grammar: FigureGrammar) -> Iterator[Token]:
    """Spread what the tokens of a list share and fold ranges; ranges end up in one token with `high`."""
    last: Token | None = None
    chain: list[Token] = []  # the tokens that `last` is joined with, and itself: mostly none
    links: list[str] = []
    for token in tokens:
        if last is not None:
            near = last.end < token.begin <= last.end + _LONGEST_JOINT
            link = _link(text, last, token, grammar) if near else ""
            if link:
                if not chain:
                    chain, links = [last], [""]
                chain.append(token)
                links.append(link)
            elif chain:
                yield from _joined(text, chain, links, grammar)
                chain = []
            else:
                yield last
        last = token
    if chain:
        yield from _joined(text, chain, links, grammar)
    elif last is not None:
        yield last


def _joined(text: str, tokens: list[Token], links: list[str], grammar: FigureGrammar) -> list[Token]:
    """A chain of tokens, each with its link to the one before it, as the figures it is."""
    for index, link in enumerate(links):
        if link and tokens[index - 1].unit is None and is_ordinal(text, tokens[index - 1], grammar):
            tokens[index - 1].dead = True  # 第23和24轮
    for index, token in enumerate(tokens[1:], 1):
        if links[index] and tokens[index - 1].named:
            _take_currency(tokens[index - 1], token)
    for index in range(len(tokens) - 1, 0, -1):
        if links[index] and not _share(text, tokens[index - 1], tokens[index], links[index]):
            links[index] = ""
    joined: list[Token] = []
    for token, link in zip(tokens, links, strict=True):
        previous = joined[-1] if joined else None
        if link and previous is not None:
            same_unit = previous.unit is None or previous.unit is token.unit
            if previous.dead and same_unit and previous.end == previous.number_end:
                token.dead = True  # 第1至3位, 第一、二名
            if link == "range" and _folds(text, previous, token, grammar):
                _fold(previous, token)
                continue
            if link == "list" and token.unit is not None and token.unit is previous.unit and token.begin == token.start:
                token.name = previous.name  # 港币50元和30元
        joined.append(token)
    return joined


def _fold(first: Token, second: Token) -> None:
    """Make a range of its two ends: 8千到1万."""
    first.high, first.end, first.number_end = second.value, second.end, second.number_end
    if first.value > second.value and second.sign == "-":
        first.value, first.high = second.value, first.value  # -20%至-10%: the nearer end first
    first.unit, first.name, first.factor = second.unit, second.name, second.factor
    first.dead |= second.dead
    first.power = max(first.power, second.power)
    first.fraction = False


def _take_currency(first: Token, second: Token) -> None:
    """美元300-500万: the currency named before the first number is that of both."""
    if first.named is None or (second.unit is None and second.power < 4):
        return
    currency, begin = first.named
    if second.unit is None:
        second.unit, second.name = Unit("money", MONEY, currency, ONE, "currencies.before"), currency
        first.begin = begin
    elif second.unit.rule == "currencies.generic":
        second.name = second.name.replace("CNY", currency, 1)
        first.begin, first.text_start = begin, first.start


def _link(text: str, previous: Token, token: Token, grammar: FigureGrammar) -> str:
    """How a token is joined with the one just before it: "range", "list" or not at all."""
    joint = text[previous.end : token.begin].strip()
    if joint[:1] in ("(", "（"):
        joint = _INCLUSIVE.sub("", joint).strip()
    link = grammar.joints.get(joint, "")
    if link == "list" and joint == "、" and previous.unit is None:
        if _is_approximate_pair(previous, token):
            return "range"  # 六、七千元
        if _numbers_a_list(text, previous):
            return ""
    return link


def _is_approximate_pair(first: Token, second: Token) -> bool:
    """六、七千: two digits that follow one another share a magnitude."""
    if first.arabic or second.arabic or first.number_end - first.start > 1 or not second.power:
        return False
    return first.value + 1 == second.coefficient and first.begin == first.start


def _numbers_a_list(text: str, token: Token) -> bool:
    """Whether the token is the number of an item: “1、2020年…”, “（2、…”."""
    before = text[token.begin - 1] if token.begin else "\n"
    return before in _LINE_STARTS and token.power == 0 and token.value < 100


def _share(text: str, first: Token, second: Token, link: str) -> bool:
    """Give `first` the unit (and magnitude) of `second`; False where they have nothing to do with each other."""
    if first.unit is not None and not (_shares_currency(first, second, link) or _elides(text, first, second)):
        return True
    if second.unit is None and second.power < 3:
        return second.dead or first.end == first.number_end
    if first.fraction:
        return False
    first.unit, first.name, first.factor = second.unit, second.name, second.factor
    if first.power < 4 and second.power >= 3 and not first.vague:
        small = first.coefficient if first.power else first.value
        if link == "list" or (first.value < second.coefficient or (first.value <= 9 and small < second.coefficient)):
            first.value = first.value.scaleb(second.power + _inner_power(text, first, second, link))
            first.value = Decimal(int(first.value)) if first.value == int(first.value) else first.value
            first.coefficient, first.power = first.value.scaleb(-second.power), second.power
    elif first.power == 0 and second.power in (1, 2) and first.value <= 9 and first.value < second.coefficient:
        first.value = first.value.scaleb(second.power)  # 三到五百
    return True


def _inner_power(text: str, first: Token, second: Token, link: str) -> int:
    """What 两 of 两到三千万 shares besides 万: the power of 千, where it is a digit below that of the second number."""
    if link != "range" or first.arabic or second.arabic or first.power or first.value > _NINE:
        return 0
    shared = _DIGIT_IN_MYRIADS.fullmatch(text, second.start, second.number_end)
    return POWERS[shared[2]] if shared and first.value < DIGITS[shared[1]] else 0


def _elides(text: str, first: Token, second: Token) -> bool:
    """1.2个和0.3个百分点: 个 is all that is left of the unit that the second has in full."""
    if first.unit is None or first.unit.name not in ("个", "個") or second.unit is None or second.unit is first.unit:
        return False
    return text[second.number_end : second.end].lstrip().startswith(("个", "個"))


def _shares_currency(first: Token, second: Token, link: str) -> bool:
    """人民币5至10亿元, US$5-10亿: the currency before the first is that of both; the first has no unit of its own."""
    unit = first.unit
    if unit is None or unit.rule != "currencies.before" or first.end != first.number_end:
        return False
    if second.begin != second.start or second.dead:
        return False
    if second.unit is None:
        if link != "range" or second.value <= first.value:
            return False
        second.unit, second.name = unit, unit.name
        return True
    if second.unit.rule == "currencies.generic":
        second.name = second.name.replace("CNY", first.name, 1)
    elif second.name != first.name:
        return False
    first.text_start = first.start
    return True


def _turns(text: str, first: Token, second: Token, grammar: FigureGrammar) -> bool:
    """Whether the ends go different ways, down and up, as one change cannot: 增速为-2%至1%, but 毛利率为-2%至1%."""
    if first.sign != "-" or second.sign == "-" or second.unit is None or second.unit.label != PERCENT:
        return False
    if first.value < second.value and "-" in text[first.end : second.begin]:
        return False  # 增长-5%-10%: as likely both down
    for end in range(first.begin, max(first.begin - _TO_NUMBER, 0), -1):
        if grammar.signed.before(text, end):
            return True
        if text[end - 1] in _CLAUSE_ENDS:
            return False
    return False


def _folds(text: str, first: Token, second: Token, grammar: FigureGrammar) -> bool:
    """Whether two linked tokens are the ends of one range."""
    if first.unit is not second.unit and (first.name != second.name or (first.unit is None) != (second.unit is None)):
        return False
    if first.unit is None and second.power < 4 and not second.latin and (second.arabic or second.value < 1000):
        return False
    if first.high is not None or second.high is not None or first.value == second.value:
        return False
    if (first.value > second.value and first.sign != "-") or _turns(text, first, second, grammar):
        return False
    stated_twice = first.end > first.number_end
    if stated_twice and "-" not in text[first.end : second.begin]:
        # 涨20美元至2460美元: the second is the level reached. 增加4.2亿元到5.7亿元: a range.
        verb = grammar.change_verbs.before(text, first.begin)
        if verb and first.value * 3 < second.value:
            return False
    return (
        first.unit is None
        or first.unit.label != MONEY
        or not second.latin
        or first.latin
        or first.value < second.value
    )
