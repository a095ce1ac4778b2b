"""The same time of another year, quarter, month or week: 去年|同期, 上月|同期.

In: matches of the patterns here, behind the time that they belong to. Out: atoms. 例: behind 8月1日至10日, 上月同期 is
July 1st to 10th.
"""

from __future__ import annotations

import re
from functools import partial

from extractor.periods.atom import DAY, HALF, MONTH, QUARTER, WEEK, YEAR, Atom, Form
from extractor.periods.context import Context
from extractor.periods.period import Period, move_days, move_stretch
from extractor.periods.words import Words

_SAME = "(?:同期|同一时期|同时期)"


def forms(words: Words) -> list[Form]:
    """The patterns of this module with what makes atoms of them."""
    no_longer_word = words.unless("same_period")
    return [
        (f"{_SAME}{no_longer_word}", partial(_same_period, not_after=words.part_of_word("same_period"))),
        (f"(?<=[月周期拜度季]){_SAME}{no_longer_word}", _same_days),
    ]


def _same_period(match: re.Match[str], not_after: str) -> Atom:
    """去年|同期: the same days of that year as the period the text speaks of; 同期 by itself: those days."""

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if context.last_named is None:
            return None
        first, last = context.last_named
        shift = 12 * (parent.first.year - last.year) if parent and parent.first else 0
        start, end = move_stretch(first, last, shift)
        if start is None or end is None:
            return None
        return Period(start, end, "span", relative=parent is None or parent.relative)

    return Atom(HALF, resolve, after=frozenset((YEAR,)), not_after=not_after, compares=True)


def _same_days(match: re.Match[str]) -> Atom:
    """上月|同期: the days of that month, week or quarter that the text speaks of in a later one; else the whole."""

    def resolve(parent: Period | None, context: Context) -> Period | None:
        named = context.last_named
        if parent is None or parent.first is None or parent.last is None or named is None:
            return parent
        length = parent.last - parent.first
        if named[0] <= parent.first or named[1] - named[0] > length:
            return parent
        if parent.grain == "week":
            shift = (named[0] - parent.first).days // 7 * -7
            start, end = move_days(named[0], shift), move_days(named[1], shift)
        else:
            per = 3 if parent.grain == "quarter" else 1
            passed = (named[0].year - parent.first.year) * 12 + named[0].month - parent.first.month
            start, end = move_stretch(*named, passed // per * -per)
        inside = start is not None and end is not None and parent.first <= start <= end <= parent.last
        return Period(start, end, "span", relative=parent.relative) if inside else parent

    return Atom(DAY, resolve, starts=False, after=frozenset((QUARTER, MONTH, WEEK)), compares=True)
