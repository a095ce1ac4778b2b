"""Mentions: what the recognizers yield, before they become records.

A mention is a stretch of the clean text with a label: 9885.8亿元 is a `FigureMention` of label MONEY with value
988580000000 and unit CNY. All offsets are half-open code-point offsets into the document's text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

PERSON, ORG, LOC, DATE, POLICY_TERM, LAW = "PERSON", "ORG", "LOC", "DATE", "POLICY_TERM", "LAW"
MONEY, PERCENT, MULTIPLE, QUANTITY = "MONEY", "PERCENT", "MULTIPLE", "QUANTITY"
LABELS = (PERSON, ORG, LOC, DATE, POLICY_TERM, LAW, MONEY, PERCENT, MULTIPLE, QUANTITY)
FIGURE_LABELS = frozenset((MONEY, PERCENT, MULTIPLE, QUANTITY))


@dataclass(slots=True)
class Mention:
    """A labelled span. `norm` is the canonical form, `rule` what produced it, `confidence` a model's score or None."""

    start: int
    end: int
    label: str
    norm: str
    rule: str
    confidence: float | None = None


@dataclass(slots=True)
class PersonMention(Mention):
    """A person's name with the office stated beside it (`title`) and the body the person belongs to (`affiliation`)."""

    title: str | None = None
    affiliation: str | None = None


@dataclass(slots=True)
class DateMention(Mention):
    """A date or period. `first` and `last` are inclusive days, None where the text leaves them open.

    A point in time (截至6月末) has first == last.

    Attributes:
        grain: day, week, ten-days, month, quarter, half, year, plan, decade, century, span, rolling (近五年: counted
            from the day of publication), open or none.
        point: a moment (截至2021年底, “十五五”末, 到2030年), not a stretch of time.
        relative: stated from the day of publication or the text around it (今年, 8月), not by itself.
        vague: without definite bounds (近年来, 2021年前后).
        prefix: what is before it and bends it: point (截至), from (自), out (从), by (到, 力争到), compared
            (比, 较, 与), ahead (将于, 预计), or the empty string.
        prefix_start: where that prefix starts, `start` where there is none: text[prefix_start:end] is 截至2021年底.
        suffix: what ends it: since (以来), now (至今), open (起), after (以后), until (以前), around (前后), same
            (期间), or the empty string.
    """

    first: date | None = None
    last: date | None = None
    grain: str = "none"
    point: bool = False
    relative: bool = False
    vague: bool = False
    prefix: str = ""
    prefix_start: int = 0
    suffix: str = ""


@dataclass(slots=True)
class FigureMention(Mention):
    """A number with its unit.

    `start`/`end` take in number and unit alone (30多家, 20%-25%); `outer_start`/`outer_end` also the words of
    approximation around it (约, 超过, 左右, 以上), so that grammar can look past them. `value` is exact and unsigned,
    `sign` the "-" or "+" that the text writes before it, or the empty string. `cell` is the (table, row, column) of a
    figure that is in a table, each counted from 0.
    """

    value: Decimal = Decimal(0)
    value_high: Decimal | None = None
    unit: str = ""
    modifier: str = "eq"
    outer_start: int = 0
    outer_end: int = 0
    cell: tuple[int, int, int] | None = None
    sign: str = ""
