"""Atoms: the pieces an expression of time is built of, each of which narrows the one before.

In: a piece of text that one pattern matched. Out: `Atom`: its rank and how to find its days inside the piece before it.
例: 2021年|四季度|末 is a year, then the fourth quarter of it, then the last day of that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import TypeAlias

from extractor.periods.context import Context
from extractor.periods.period import Period

# A later atom of a chain is always of a higher rank: 2021年 (YEAR) 11月 (MONTH) 30日 (DAY).
CENTURY, DECADE, YEAR, HALF, QUARTER, MONTH, WEEK, DAY, EDGE = range(9)

# What must be known to resolve an expression, most first.
TEXT_BEFORE, PUBLICATION, NOTHING = range(3)

Resolve: TypeAlias = Callable[[Period | None, Context], Period | None]

SEPARATOR = r" ?(?:--?|——?|–|―|~|至|到) ?"
NUMERALS = "0123456789一二三四五六七八九十两几数多半百千万零〇"
NUMERAL = f"[{NUMERALS}]"


@dataclass(frozen=True, slots=True)
class Atom:
    """One piece of an expression.

    Attributes:
        rank: how fine it is; a chain runs from coarse to fine.
        resolve: its days, given the days of the piece before it (None at the start of a chain) and the context.
        rule: the id of the rule that read it.
        names_year: it names the year that the text after it speaks of.
        after: the ranks it may follow; None for any coarser one.
        starts: whether a chain may start with it.
        not_after: characters that may not come right before it where a chain starts with it; after the rulebook's
            [counting] ones a number counts how long.
        weak: by itself it may as well be a duration or a number: 1 needs a finer piece, or a clause's bounds on both
            sides; 2 needs a sentence of its own.
        compares: it names what something is compared with (去年|同期).
        needs: what its days depend on at the start of a chain: `TEXT_BEFORE` (同年), `PUBLICATION` alone (今年) or
            `NOTHING` (2021年).
    """

    rank: int
    resolve: Resolve
    rule: str = "periods.calendar"
    names_year: bool = False
    after: frozenset[int] | None = None
    starts: bool = True
    not_after: Container[str] = ""
    weak: int = 0
    compares: bool = False
    needs: int = TEXT_BEFORE


Builder: TypeAlias = "Callable[[re.Match[str]], Atom | None]"
Form: TypeAlias = "tuple[str, Builder]"
"""A pattern and what makes an atom of its match; None where the match means no time after all (13月)."""


def in_year(build: Callable[[int], Period | None], *, fine: bool, past: bool = False) -> Resolve:
    """How to find something that each year has: in the year before it in the chain, else in the one the text means."""

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent is None:
            period = context.year_for(build, fine=fine, past=past)
            return period.marked(relative=True) if period else None
        if parent.first is None:
            return None
        period = build(parent.first.year)
        return period.marked(relative=parent.relative) if period else None

    return resolve


def constant(period: Period | None) -> Resolve:
    """The same days in any context."""
    return lambda parent, context: period
