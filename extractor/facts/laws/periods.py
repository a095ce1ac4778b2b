"""The time of figures that a span of years governs: average rates take the whole span, a list takes one year each.

In: a figure with the dates of its sentence. Out: its period.
例: in “由2016年的12亿元增至2020年的30亿元，年均增长25.7%” the rate is of 2016 to 2020; in “2021—2023年营业收入分别为
12亿元、15亿元和19亿元” the second amount is of 2022.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import regex

from extractor.facts.laws.context import Context, Place
from extractor.facts.times import whole_years
from extractor.mentions import DateMention

_YEAR_LONG = 366  # days
_LONGEST = 60  # years
_RATES = frozenset(("%", "倍"))
_BETWEEN = regex.compile(r"\s*+(?:[、，,/／]|和|与|及|以及)\s*+(?:\p{Han}{1,2})?\s*+")


def settle_period(context: Context, place: Place) -> None:
    """Give an average rate its span of years, and a figure of a list over years its own year."""
    fact, figure = place.fact, place.figure
    dates = context.dates_between(place.sentence, figure.outer_start)
    if fact.kind == "change" and fact.basis == "avg":
        found = _span(dates) if figure.unit in _RATES else None
        reason = "average"
    else:
        found, reason = _own_year(context, place, dates), "list over years"
    period = fact.period
    if found is not None and (period is None or (period.first, period.last) != (found.first, found.last)):
        fact.period = found
        fact.trail.append(("period", f"laws.{reason}: {found.first} to {found.last}"))


def _span(dates: Sequence[DateMention]) -> DateMention | None:
    """The nearest stated span of several years, or from the first to the last of the two nearest years."""
    years = [date for date in dates if date.first is not None and date.last is not None and not date.relative]
    if not years:
        return None
    last = years[-1]
    if _days(last) > _YEAR_LONG:
        return last
    if last.first is None or last.last is None:
        return None
    for first in reversed(years[:-1]):
        if first.first is None or _days(first) > _YEAR_LONG:
            return None
        if 0 < last.first.year - first.first.year <= _LONGEST:
            begin = first.first.replace(month=1, day=1)
            return replace(last, start=first.start, first=begin, grain="span", point=False)
    return None


def _days(date: DateMention) -> int:
    return (date.last - date.first).days + 1 if date.first and date.last else 0


def _own_year(context: Context, place: Place, dates: Sequence[DateMention]) -> DateMention | None:
    """The year of one figure of a list that is as long as the span of years before it."""
    first, last = context.list_around(place, partial(_goes_on, context))
    size = last - first + 1
    before = [date for date in dates if date.end <= context.figures[first].outer_start]
    if size < 2 or not before:
        return None
    years = whole_years(before[-1])
    if len(years) != size:
        return None
    return years[place.index - first]


def _goes_on(context: Context, index: int) -> bool:
    return context.figures[index].unit == context.figures[index + 1].unit and context.joined(index, _BETWEEN)
