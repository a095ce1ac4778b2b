"""Money: what follows 元, 块, 角: tenths and hundredths, a currency's name, what a price is per.

In: a token whose unit is one of money. Out: the token with its whole amount. 例: “123元1角1分” is 123.11 CNY, “4元/吨”
is 4 CNY/吨, “四块八一斤” is 4.8 CNY/斤.
"""

from __future__ import annotations

from decimal import Decimal

import regex

from extractor.lazy import lazy_re
from extractor.numerals import parse_number
from extractor.recognizers.figures.grammar import ONE, FigureGrammar
from extractor.recognizers.figures.values import Token

SLASHES = ("/", "／")
# How far the smaller part of an amount is looked for (1角1分). Without an end, `regex` would look through all the rest
# of the text for a letter that the pattern needs, at each number.
_TAIL = 24
_LATIN_DENOMINATOR = lazy_re(r"[/／](?:[A-Za-z]{1,5}[²³23]?)(?![A-Za-z0-9])")


def add_denominators(text: str, token: Token, grammar: FigureGrammar) -> None:
    """微克/立方米, 元/月/平方米."""
    for _ in range(2):
        per = grammar.denominators.at(text, token.end + 1) if text.startswith(SLASHES, token.end) else None
        if per is None:
            return
        token.name, token.end = f"{token.name}/{text[token.end + 1 : per[1]]}", per[1]


def add_money(text: str, token: Token, grammar: FigureGrammar, word: str) -> None:
    """1角1分 behind 元, a currency behind 元 (10元人民币), the base of a price (元/吨)."""
    whole = token.factor == ONE
    tail = grammar.money_tail.match(text, token.end, token.end + _TAIL) if token.power < 4 or not whole else None
    if tail and _money_tail_fits(tail, token, word):
        unit = token.factor
        for group, share in (("tenths", "0.1"), ("hundredths", "0.01"), ("cents", "0.01"), ("bare_cents", "0.01"),
                             ("bare_tenths", "0.1")):  # fmt: skip
            if tail[group]:
                part = parse_number(tail[group])
                absolute = whole or group == "cents"  # 两角五分: 分 are hundredths of 元, the 5 of 三毛五 tenths of 毛
                token.value = token.value * token.factor + part * Decimal(share) * (ONE if absolute else unit)
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
    if text[token.end : token.end + 1] in ("一", "每"):
        per = grammar.denominators.at(text, token.end + 1)  # 四块八一斤
        measure = grammar.units[True].words.get(text[token.end + 1 : per[1]]) if per else None
        if per and measure is not None and measure.section == "measures" and "/" not in token.name:
            token.name, token.end = f"{token.name}/{text[token.end + 1 : per[1]]}", per[1]
    else:
        add_price_base(text, token, grammar)


def add_price_base(text: str, token: Token, grammar: FigureGrammar) -> None:
    """What an amount is per, behind a slash: 4元/吨, HK$0.35/股, US$85/bbl."""
    if not text.startswith(SLASHES, token.end):
        return
    end = token.end
    add_denominators(text, token, grammar)
    latin = _LATIN_DENOMINATOR.match(text, end) if token.end == end else None
    if latin:
        token.name, token.end = f"{token.name}/{latin[0][1:]}", latin.end()


def _currency_by_country(text: str, token: Token, countries: dict[str, str]) -> str:
    """Whose crowns or pesos: those of the country named last before the number, else the most traded."""
    before = text[max(0, token.start - 200) : token.start]
    nearest = max(countries, key=lambda country: before.rfind(country))
    return countries[nearest] if nearest in before else token.name


def _money_tail_fits(tail: regex.Match[str], token: Token, word: str) -> bool:
    """A bare digit is tenths behind 块 and 毛 (三块五, 两毛五); behind 元 only where a measure follows (两元四一吨)."""
    if tail["bare_tenths"] or tail["half"]:
        measured = tail.string[tail.end() : tail.end() + 1] in ("一", "每")
        return word in ("块", "塊", "蚊", "毛", "毫", "角") or (measured and word in ("元", "圆", "圓"))
    return True
