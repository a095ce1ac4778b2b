"""Signs: what a plus or minus before a number says of the figure, whoever reads its words.

In: a figure with its sign, and its fact. Out: kind and direction, and the value that its record shows.
例: 同比-15.3% is a change, down, of 15.3; 净利润-1.2亿元 is a level of -120000000.
"""

from __future__ import annotations

from decimal import Decimal

from extractor.facts.fact import Fact
from extractor.mentions import PERCENT, FigureMention
from extractor.numerals import MINUS_SIGNS

_OPENING = ("（", "(", "，", "、", "/")
_MINUS = frozenset(MINUS_SIGNS + "—")


def tells_change(text: str, figure: FigureMention, compared: bool, moving: bool) -> bool:
    """Whether the sign alone makes a change of a figure that no verb speaks of.

    Args:
        text: the article's text.
        compared: whether a basis comes before the figure (同比-5.6%, yoy+12.3%).
        moving: whether the figure is said of what has no rate of its own: a market index, an amount.
    """
    if not figure.sign:
        return False
    if compared or figure.sign == "+" or figure.unit in ("pp", "bp"):
        return True
    if figure.label != PERCENT:
        return False
    return moving or text[figure.outer_start - 1 : figure.outer_start] in _OPENING


def settle(figure: FigureMention, fact: Fact) -> None:
    """A change goes where its sign points: 增长-15.3% is down."""
    if figure.sign and fact.kind == "change" and figure.value:
        fact.direction = "down" if figure.sign == "-" else "up"


def signed_values(text: str, figure: FigureMention, fact: Fact) -> tuple[Decimal, Decimal | None]:
    """The value and the upper end that a record shows: unsigned for a change, with its sign for all else."""
    value, high = figure.value, figure.value_high
    if figure.sign != "-" or fact.kind == "change":
        return value, high
    if high is None:
        return -value, None
    joint = text[figure.start + 1 : figure.end]
    both = any(joint[place] in _MINUS and joint[place - 1] in "至到~～、℃度%％" for place in range(1, len(joint)))
    return (-high, -value) if both else (-value, high)  # -5℃至-10℃; -3到5度
