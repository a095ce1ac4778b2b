"""Labels: the unit of a number that is in brackets behind what it measures.

In: a number without a unit. Out: the same with unit and magnitude. 例: “净利润（万元）：1,234.56” is 12345600 CNY,
“借款额度（美元）：1,200万” 12000000 USD, “人数(万人)为3.2” 32000 人.
"""

from __future__ import annotations

from extractor.lazy import lazy_re
from extractor.mentions import MONEY
from extractor.recognizers.figures.grammar import ONE, FigureGrammar, Unit
from extractor.recognizers.figures.values import POWERS, Token

LABEL_ENDS = frozenset("：:为达是 \u3000\xa0)）")
"""What can be between a label and its number."""
_LABEL = lazy_re(
    r"[（(](?:(?:单位|币种|计价|以)[:：]?)?(?P<magnitude>[十百千万萬亿億]*)(?P<unit>[^（()）\d，。；：:\s]{0,8}?)计?[)）]"
    r"[ \u3000\xa0]{0,2}(?:[:：]|为|达|是|约为)?[ \u3000\xa0]{0,2}(?:人民币|约|超|近)?$"
)
_SIGHT = 24  # characters before a number in which its label is


def add_label(text: str, token: Token, grammar: FigureGrammar) -> bool:
    """Give a number the unit of the label before it; whether there was one."""
    label = _LABEL.search(text, max(0, token.start - _SIGHT), token.start)
    if label is None or token.dead or not token.arabic or token.fraction:
        return False
    following = text[token.number_end : token.number_end + 1]
    if following.isalpha() or following in ("-", "/", "."):
        return False
    power = POWERS.get(label["magnitude"])
    unit = _unit(label["unit"], grammar) if label["unit"] else None
    if unit is None or power is None or (power and token.power):
        return False
    if power:
        value = token.value.scaleb(power)
        token.value = type(value)(int(value)) if value == int(value) else value
        token.power = power
    token.unit, token.name, token.factor = unit, unit.name, unit.factor
    return True


def _unit(words: str, grammar: FigureGrammar) -> Unit | None:
    """The unit that words name: 元, 美元, %, 元/股; None where they are none."""
    counted, slash, base = words.partition("/")
    found = grammar.units[True].at(counted, 0)
    if found is None or found[1] != len(counted) or not found[0].label:
        return _currency(counted, grammar)
    unit = found[0]
    if not slash:
        return unit
    per = grammar.denominators.at(base, 0)
    if per is None or per[1] != len(base):
        return None
    return Unit(unit.section, unit.label, f"{unit.name}/{base}", unit.factor, unit.rule)


def _currency(word: str, grammar: FigureGrammar) -> Unit | None:
    """人民币, 港币: names of currencies."""
    found = grammar.suffix_currencies.at(word, 0)
    if found is None or found[1] != len(word):
        return None
    return Unit("money", MONEY, found[0], ONE, "currencies.names")
