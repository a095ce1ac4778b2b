"""What a change is measured against: the days of its base.

In: a finished fact with its period, and the dates of the document. Out: the base's first and last day, stated in it
(较2015年 → 2015-01-01, 2015-12-31; 较年初 → the last day of the year before) or implied by yoy, mom or qoq and a period
with days. 例: 2021年前三季度, 同比增长9.8% → 2020-01-01, 2020-09-30.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from extractor.lazy import lazy_re
from extractor.mentions import DateMention
from extractor.periods.period import DAY, ends_month, move_days, move_stretch
from extractor.rulebook import Rulebook

if TYPE_CHECKING:
    from extractor.facts import Fact

Base: TypeAlias = "tuple[date | None, date | None]"
NO_BASE: Base = (None, None)

_REACH = 240  # characters before a figure in which its base is stated; keeps endless sentences linear
_STOPS = frozenset("，；。！？,;\n")
_MULTIPLE_OF = lazy_re("的(?:近|约|将近|超过)?$")  # 是2010年的3倍
_FESTIVALS = ("solar", "lunar")
_HOLIDAYS = ("假期", "假日", "长假", "黄金周")
_MONTHS = {"yoy": 12, "mom": 1, "qoq": 3}


class BasePeriods:
    """Finds the bases of changes, with a rulebook's names of festivals."""

    def __init__(self, rulebook: Rulebook) -> None:
        names = {word for section in _FESTIVALS for word in rulebook.words("periods_festivals", section)}
        self._festivals = tuple(sorted(names)) + _HOLIDAYS

    def finder(self, text: str, dates: Sequence[DateMention]) -> Callable[[Fact, int, int], Base]:
        """A function that gives the base of a fact, for one document.

        Args:
            text: the document's text.
            dates: its dates, in text order.

        Returns:
            A function of the fact, the start of its figure and the start of its sentence (code points).
        """
        starts = [day.start for day in dates]

        def base(fact: Fact, figure: int, sentence: int) -> Base:
            if fact.kind != "change" or fact.basis not in ("since", *_MONTHS):
                return NO_BASE
            before = dates[bisect_left(starts, max(sentence, figure - _REACH)) : bisect_left(starts, figure)]
            stated = _stated(text, before, fact, figure)
            return stated or self._implied(text, fact)

        return base

    def _implied(self, text: str, fact: Fact) -> Base:
        """The base of yoy, mom and qoq by the calendar; a festival moves from year to year, and gives none."""
        period = fact.period
        if fact.basis not in _MONTHS or period is None or period.vague or period.first is None or period.last is None:
            return NO_BASE
        words = text[period.start : period.end]
        if period.grain not in _CALENDAR and any(name in words for name in self._festivals):
            return NO_BASE
        return _before(period.first, period.last, fact.basis, period.grain, period.point)


_CALENDAR = ("month", "quarter", "half", "year", "week", "ten-days")


def _stated(text: str, dates: Sequence[DateMention], fact: Fact, figure: int) -> Base | None:
    """The base that the sentence names before the figure: the nearest date that is compared with."""
    for day in reversed(dates):
        between = text[day.end : figure]
        compared = day.prefix == "compared" or (fact.basis == "since" and day.prefix == "out")
        if not compared and fact.basis == "since":
            compared = _MULTIPLE_OF.match(between) is not None and between != ""
        if not compared or day.first is None or day.last is None or day.vague:
            continue
        if fact.basis != "since" and not _STOPS.isdisjoint(between):
            continue  # 较2019年增长3%，同比增长5%: the second one's base is not stated
        first, last = day.first, day.last
        if day.point and first == last and (first.month, first.day) == (1, 1):
            first = last = first - DAY  # 较年初: what the year before ended with
        return first, last
    return None


def _before(first: date, last: date, basis: str, grain: str, point: bool) -> Base:
    """The same stretch a year, a month or a quarter before, or the one of the same length right before."""
    if basis == "yoy":
        return move_stretch(first, last, -12)
    if grain in ("day", "week") and not point:
        days = (last - first).days + 1
        return (move_days(first, -days), move_days(last, -days)) if days in (1, 7) else NO_BASE
    if grain == "ten-days":
        return _ten_days_before(first)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = _MONTHS[basis]
    if first == last:
        return move_stretch(first, last, -step) if point and ends_month(last) else NO_BASE
    if first.day != 1 or not ends_month(last):
        return NO_BASE
    # 环比 of a half year is against the half before; of 1—9月 it is of its last month or quarter, which no text says
    return move_stretch(first, last, -months) if months in (step, 6 if grain == "half" else step) else NO_BASE


def _ten_days_before(first: date) -> Base:
    """上旬 → 下旬 of the month before, 中旬 → 上旬, 下旬 → 中旬."""
    if first.day > 10:
        return first.replace(day=first.day - 10), first - DAY
    last = first - DAY
    return last.replace(day=21), last
