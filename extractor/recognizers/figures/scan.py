"""Scanning: from text to numerals with the units behind them, not yet joined to ranges and lists.

In: text. Out: `Token`s in text order. 例: “约37.2万和48.6万TB” gives 37.2万 without a unit and 48.6万 with TB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.lazy import lazy_re
from extractor.mentions import MULTIPLE, PERCENT, QUANTITY
from extractor.numerals import DIGITS, parse_number
from extractor.recognizers.figures.extended import extend
from extractor.recognizers.figures.grammar import ONE, TEN, FigureGrammar, Unit
from extractor.recognizers.figures.labels import LABEL_ENDS, add_label
from extractor.recognizers.figures.money import SLASHES, add_denominators, add_money
from extractor.recognizers.figures.prefixes import add_prefix, first_of_two
from extractor.recognizers.figures.values import Token, number, plain_number

_BLANK = frozenset(" \u3000\xa0")
# How far the smaller part of an amount is looked for (1角1分). Without an end, `regex` would look through all the rest
# of the text for a letter that the pattern needs, at each number.
_TAIL = 24
HOURS = 24  # a time of day has no more of 点
_TWO_DIGITS = lazy_re(f"[{''.join(DIGITS)}]{{2}}")
_SPACED_POINTS = lazy_re(r"[个個]\s{0,5}百\s{0,5}分\s{0,5}[点點]")
_HALF_TENTH = lazy_re(r"[半一二三四五六七八九](?=[^\w%％]|$|左右|以|的)")
_DECIMETRES = lazy_re(rf"(?:[0-9]{{1,2}}|[{''.join(DIGITS)}]{{1,2}})(?=[^\w%％.．]|$|左右|以|的|高|长|宽|多)")
_TENTHS_OF_DEGREE = lazy_re(r"[一二三四五六七八九](?=[^\w]|$|左右|以|的)")
_BODY_HEAT = range(30, 45)
_UPPER_PERCENT = lazy_re(
    r"(?:到|至|[-－~～—])([零一二两三四五六七八九十点]{1,6}|[0-9]{1,3}(?:\.[0-9]{1,3})?)(?![^\W的之左以])"
)
_PERCENT_CODE = lazy_re(r"%[0-9A-Fa-f]{2}")
_BRACKETED_UNIT = lazy_re(r"[（(]([^\W\d_]{1,3})[)）]")
_VALUATIONS_LISTED = lazy_re(r"[xX](?:[/／、][0-9.]{1,6}[xX]){0,6} ?")
_OTHER_CASUALTIES = lazy_re("[、，及和]?[0-9一二三四五六七八九十百余多]{1,5}[死伤亡]")
_RATE = lazy_re(r"[/／](10万|十万|100万|百万|[1一]?万)(?=[，。；、！？）)\s]|$|以[上下内]|左右|[降升下上减增的])")


def scan(text: str, grammar: FigureGrammar) -> Iterator[Token]:
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
            if start and text[start - 1] in LABEL_ENDS and (token := _labelled(text, match, grammar)):
                limit = token.end
                yield token
            continue  # digits with nothing around that could make a figure of them: the most frequent case
        if plain:
            token = plain_number(match)
        else:
            token = _word(match, grammar) if match.lastindex == 1 else number(match)
        if token is None:
            continue
        if token.unit is None:
            if text[end : end + 1] in grammar.extending:
                extend(text, token, grammar)
            _add_unit(text, token, grammar)
            if token.unit is None and start and text[start - 1] in LABEL_ENDS:
                add_label(text, token, grammar)
        if start and text[start - 1] in before:
            add_prefix(text, token, grammar, limit)
            first = first_of_two(text, token, grammar)
            if first is not None:
                yield first
                token.begin = token.start
        limit = token.end
        yield token


def _labelled(text: str, match: re.Match[str] | regex.Match[str], grammar: FigureGrammar) -> Token | None:
    """A bare number whose unit is in the label before it: 净利润（万元）：1,234.56."""
    token = plain_number(match) if match.re is grammar.start else number(match)  # type: ignore[arg-type]
    return token if token is not None and add_label(text, token, grammar) else None


def _word(match: regex.Match[str], grammar: FigureGrammar) -> Token | None:
    """一半, 对折 (50%) and 翻番, 翻倍 (2 倍)."""
    start, end = match.span()
    half = match[0] in grammar.halves
    value = Decimal(50 if half else 2)
    section, label, name = ("halves", PERCENT, "%") if half else ("doublings", MULTIPLE, "倍")
    unit = Unit(section, label, name, ONE, f"figures.{section}")
    return Token(start, start, end, end, False, value, value, 0, unit=unit, name=name)


def _add_unit(text: str, token: Token, grammar: FigureGrammar) -> None:
    """Look behind the number for its unit, its tenths and hundredths, and what it is per."""
    position = token.end
    while text[position : position + 1] in _BLANK and position - token.end < 3:
        position += 1
    found = _unit_at(text, token, grammar, position)
    if found is None:
        _add_unlisted(text, token, grammar, position)
        return
    unit, end = found
    if _is_no_unit(text, token, unit, end, grammar):
        return
    if (unit.section == "positions" and token.power >= 4) or (unit.name == "大" and token.value > 10):
        return  # 11亿后, 7000亿大关; 二十大
    if unit.name == "个" or unit.name == "個":
        unit, end = _behind_classifier(text, position, unit, end, grammar)
    token.unit, token.end, token.name, token.factor = unit, end, unit.name, unit.factor
    _add_rest(text, token, unit, position, grammar)
    if unit.section in ("classifiers", "measures", "digits_only") and text.startswith(SLASHES, token.end):
        add_denominators(text, token, grammar)


def _unit_at(text: str, token: Token, grammar: FigureGrammar, position: int) -> tuple[Unit, int] | None:
    """The listed unit that begins at `position`, and where it ends."""
    found = grammar.units[token.arabic or token.power >= 4].at(text, position)
    if found and text[position : found[1]] in ("点", "點") and token.value > HOURS and not token.fraction:
        return grammar.units[True].words["点"], found[1]  # 跌五十点: no time of day
    degrees = found and not token.arabic and text[position : found[1]] == "度"
    if found and degrees and _is_temperature(text, token, found[1], grammar):
        return grammar.units[True].words["度"], found[1]  # 零下十五度; 三度 is the third time
    if found is None or found[0].section == "words" or (token.fraction and found[0].section == "classifiers"):
        return None
    if text[found[1] - 1] == "%" and _PERCENT_CODE.match(text, found[1] - 1):
        return None  # a letter of an address: %20
    return found


def _is_temperature(text: str, token: Token, end: int, grammar: FigureGrammar) -> bool:
    """Whether 度 is one of heat: behind 零下, 摄氏, or with tenths as of a body (三十八度五)."""
    if grammar.below_zero.before(text, token.start) or grammar.temperatures.before(text, token.start):
        return True
    return token.value in _BODY_HEAT and _TENTHS_OF_DEGREE.match(text, end) is not None


def _add_unlisted(text: str, token: Token, grammar: FigureGrammar, position: int) -> None:
    """The unit of a number that no listed one follows: of a fraction, of feet (6'), of a valuation (33x)."""
    mark, after = text[position : position + 1], text[position + 1 : position + 2]
    if token.fraction:
        token.unit = Unit("fractions", PERCENT, "%", ONE, "units.percent")
        token.name, token.factor = "%", Decimal(100)
        _add_upper_percent(text, token)
    elif mark and mark in grammar.casualties and _is_casualty(text, token, position, grammar):
        token.unit = Unit("bare", QUANTITY, "", ONE, "units.casualties")
    elif not token.arabic:
        return
    elif mark in grammar.feet and not after.isalnum():
        token.unit = Unit("measures", QUANTITY, grammar.feet[mark], ONE, "units.feet_and_inches")
        token.name, token.end = token.unit.name, position + 1
    elif text.startswith(SLASHES, token.end):
        _add_slash_fraction(text, token, grammar)
    elif mark in ("x", "X") and _is_valuation(text, token, grammar):
        token.unit = Unit("multiple", MULTIPLE, "倍", ONE, "figures.valuations")
        token.name, token.end = "倍", position + 1


def _is_casualty(text: str, token: Token, position: int, grammar: FigureGrammar) -> bool:
    """Whether 死 and 伤 at `position` say what became of so many: 5死17伤, 三死一伤, 造成2死; not 九死一生."""
    if _OTHER_CASUALTIES.match(text, position + 1, position + 8) or (
        token.start and text[token.start - 1 - (text[token.start - 1] in "、，")] in grammar.casualties
    ):
        return True
    return token.arabic and not text[position + 1 : position + 2].isalnum()


def _add_upper_percent(text: str, token: Token) -> None:
    """百分之三到五: the upper end leaves 百分之 out."""
    upper = _UPPER_PERCENT.match(text, token.end)
    if upper is None or not text.startswith("百分", token.start):
        return
    try:
        value = parse_number(upper[1]) / 100
    except ValueError:
        return
    if value > token.value:
        token.high, token.end = value, upper.end()


def _behind_classifier(text: str, position: int, unit: Unit, end: int, grammar: FigureGrammar) -> tuple[Unit, int]:
    """The unit that 个 at `position` is a part of (个 百分点) or comes before (六个〔加仑〕); else 个 itself."""
    points = _SPACED_POINTS.match(text, position)
    if points:
        return grammar.units[True].words["个百分点"], points.end()
    measure = grammar.units[True].at(text, end)
    if measure is None or measure[0].section != "measures" or measure[1] - end <= 1:
        return unit, end
    return (unit, end) if text[measure[1] : measure[1] + 1] in ("级", "級") else measure


def _add_rest(text: str, token: Token, unit: Unit, position: int, grammar: FigureGrammar) -> None:
    """What goes on behind a unit (1角1分, 3斤5两, 2倍半) or makes another number of it (五五折, 翻两番)."""
    section, end = unit.section, token.end
    if section == "money":
        add_money(text, token, grammar, text[position:end])
    elif section in ("classifiers", "digits_only"):
        bracket = _BRACKETED_UNIT.match(text, end) if text[end : end + 1] in ("（", "(") else None
        if bracket and bracket[1] in grammar.units[True].words:
            token.end = bracket.end()
            token.name = text[position : token.end]
    elif section == "measures":
        _add_measure(text, token, grammar)
    elif section == "degrees" and (rest := _TENTHS_OF_DEGREE.match(text, end)) and not token.arabic:
        token.value, token.end = token.value + Decimal(DIGITS[rest[0]]) / 10, rest.end()  # 三十八度五
    elif section == "tenths" and unit.name == "%":
        _add_discount(text, token, grammar)
    elif unit.name == "番":
        _add_doublings(text, token)
    elif section == "multiple" and text[end : end + 1] == "半" and not text[end + 1 : end + 2].isalnum():
        token.value, token.end = token.value + Decimal("0.5"), end + 1


def _add_doublings(text: str, token: Token) -> None:
    """翻两番 is 4 times; the verb belongs to the figure."""
    token.value, token.name = Decimal(2) ** min(int(token.value), 60), "倍"
    for verb in ("翻", "翻了"):
        if text.endswith(verb, 0, token.start):
            token.begin = token.start - len(verb)


def _is_no_unit(text: str, token: Token, unit: Unit, end: int, grammar: FigureGrammar) -> bool:
    """What looks like a unit and is none here.

    起 behind an amount (￥1000起, 总价80万起), how worn a thing is (九成新), the person of 张三人民币账户, a sign
    before the next amount (100￥200).
    """
    word = text[end - 1]
    if word == "成" and grammar.worn.match(text, end):
        return True
    if unit.name == "W" and token.arabic and not token.power and _is_money_before(text, token, grammar):
        token.value, token.power, token.latin = token.value * 10**4, 4, True  # 年薪30W
        token.number_end = token.end = end
        return True
    if word in "块塊" and grammar.pieces.match(text, end):
        token.unit, token.name, token.end = Unit("classifiers", QUANTITY, word, ONE, "units.classifiers"), word, end
        return True  # 3块砖
    # 原告四人人民币共计601,293元; 88886666转8012
    number = word == "转" and token.arabic and text[end : end + 1].isdigit()
    if number or (word == "人" and text.startswith("人民币", end)):
        return True
    if word == "起" and unit.section == "classifiers":
        currency = grammar.prefix_currencies.before(text, token.start)
        return currency is not None or _is_money_before(text, token, grammar)
    return unit.section == "money" and _is_no_currency(text, token, unit, end)


def _is_no_currency(text: str, token: Token, unit: Unit, end: int) -> bool:
    """The person of 张三人民币账户, a sign before the next amount (100￥200)."""
    if unit.rule == "currencies.after":
        return text[end : end + 1].isdigit()
    return not token.arabic and token.number_end - token.start == 1 and text.startswith("人民", token.number_end)


def _is_money_before(text: str, token: Token, grammar: FigureGrammar) -> bool:
    """Whether the last word before a number that says what is counted says money: 总价80万起, 年薪30W."""
    words = list(grammar.bare_money.finditer(text[max(0, token.start - 12) : token.start].rpartition("，")[2]))
    return bool(words and words[-1]["money"])


def _is_valuation(text: str, token: Token, grammar: FigureGrammar) -> bool:
    """33x behind 市盈率, PE, 估值, and the figures of 18x/15x/12x PE."""
    if text[token.end + 1 : token.end + 2].isalnum():
        return grammar.valuations.match(text, token.end + 1) is not None  # 25xPE
    if grammar.valuations.search(text, max(0, token.start - 24), token.start) is not None:
        return True
    listed = _VALUATIONS_LISTED.match(text, token.end)
    return listed is not None and grammar.valuations.match(text, listed.end()) is not None


def _add_slash_fraction(text: str, token: Token, grammar: FigureGrammar) -> None:
    """超过1/3, 3/4的人口; not 24/7, 1/4决赛, 4/3号决定, 293/350亿元."""
    rate = _RATE.match(text, token.end)
    if rate and not token.power:  # 孕产妇死亡率14.3/10万
        token.value, token.fraction, token.end = token.value / parse_number(rate[1]), True, rate.end(1)
        token.unit, token.name, token.factor = Unit("fractions", PERCENT, "%", ONE, "units.percent"), "%", Decimal(100)
        return
    match = grammar.slash_fraction.match(text, token.end)
    before = text[token.start - 1 : token.start]
    if match is None or token.power or before in SLASHES or before == "第":
        return
    denominator = int(match[1])
    if not 0 < token.value < denominator:
        return
    modifier = grammar.before.before(text, token.start)
    if match[2] is None and not (modifier and modifier[0]):
        return
    token.value, token.fraction, token.end = token.value / denominator, True, match.end(1)
    token.unit, token.name, token.factor = Unit("fractions", PERCENT, "%", ONE, "units.percent"), "%", Decimal(100)


def _add_discount(text: str, token: Token, grammar: FigureGrammar) -> None:
    """五五折 is 55%, 三八折 38%: two digits before 折 (and 成) are hundredths; 十折 is the full price."""
    digits = text[token.start : token.number_end]
    if digits == "半" and text[token.end - 1] == "折":
        token.value = Decimal(5)
        return
    if token.arabic:  # 75折
        if text[token.end - 1] == "折" and TEN < token.value < 100 and digits.isdigit():
            token.value = token.value / TEN
        return
    if _TWO_DIGITS.fullmatch(digits) and (token.high is None or text[token.end - 1] == "折"):
        token.value, token.high = Decimal(DIGITS[digits[0]]) + Decimal(DIGITS[digits[1]]) / 10, None
    if text[token.end - 1] == "折" and token.value >= TEN:
        token.dead = True
    rest = _HALF_TENTH.match(text, token.end)
    if rest is None and text[token.end : token.end + 1] in DIGITS and not token.arabic:
        rest = grammar.behind_tenths.match(text, token.end)  # 一成二选择柜台
    if rest and text[token.end - 1] == "成":  # 九成五, 八成半
        token.value += Decimal("0.5") if rest[0] == "半" else Decimal(DIGITS[rest[0]]) / 10
        token.end += 1


def _add_measure(text: str, token: Token, grammar: FigureGrammar) -> None:
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
