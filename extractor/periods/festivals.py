"""Lunar days, festivals and the days off around them.

In: matches of the patterns in `extractor.periods.days`. Out: atoms. 例: 2022年|春节假期, 去年|五月初五, 大年初三.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extractor.periods.almanac import days_off, days_off_around, festival, lunar_day, lunar_month, lunar_year_of
from extractor.periods.atom import DAY, MONTH, NUMERALS, YEAR, Atom, Resolve
from extractor.periods.context import Context
from extractor.periods.numbers import read_small
from extractor.periods.period import Period, move_days, single_day

_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def lunar(match: re.Match[str]) -> Atom | None:
    given = match.groupdict()
    month = _LUNAR_MONTHS.get(given["m"]) or read_small(given["m"])
    day = read_small(given["d"].replace("初", "")) if given.get("d") else None
    if not month or month > 12 or (given.get("d") and not (day and day <= 30)):
        return None
    leap = bool(given.get("leap"))

    def build(year: int) -> Period | None:
        if day is None:
            return lunar_month(year, month, leap)
        return single_day(lunar_day(year, month, day, leap))

    return Atom(MONTH if day is None else DAY, _on_lunar_day(build), after=frozenset((YEAR,)), not_after=NUMERALS)


def _on_lunar_day(build: Callable[[int], Period | None]) -> Resolve:
    """Of the lunar year of the same number as the year before it; else of the lunar year of publication."""

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent is not None:
            return build(parent.first.year) if parent.first else None
        if context.year is not None and context.year_in_sentence:
            return build(context.year)
        today = context.published
        if today is None:
            return None
        found = build(today.year) if context.alone else build(lunar_year_of(today))
        return found.marked(relative=True) if found else None

    return resolve


def new_year_day(match: re.Match[str]) -> Atom:
    """大年初十, 年初三: a day of the first lunar month."""
    day = read_small((match["d"] or match["e"]).replace("初", "")) or 1
    return Atom(
        DAY,
        _on_lunar_day(lambda year: single_day(lunar_day(year, 1, day))),
        after=frozenset((YEAR,)),
        not_after=NUMERALS,
    )


def new_year_days(match: re.Match[str]) -> Atom | None:
    """大年初一到初七, 除夕至正月初六: from a day of the new year, or its eve, to another."""
    begin = 0 if match["eve"] else read_small(match["d"].replace("初", "")) or 1
    end = read_small(match["e"].replace("初", "")) or 1
    if end <= begin:
        return None

    def build(year: int) -> Period | None:
        first = lunar_day(year, 1, 1)
        return Period(move_days(first, begin - 1), move_days(first, end - 1), "span") if first else None

    return Atom(DAY, _on_lunar_day(build), after=frozenset((YEAR,)), not_after=NUMERALS)


def festival_day(match: re.Match[str], table: dict[str, tuple[str, str]], weak: int = 0) -> Atom | None:
    place = table.get(match["name"]) if match["name"] != "十一" else ("solar", "10-1")
    if place is None:
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        return _in_some_year(place, parent, context)

    return Atom(DAY, resolve, f"periods_festivals.{place[0]}", after=frozenset((YEAR,)), weak=weak)


def _in_some_year(place: tuple[str, str], parent: Period | None, context: Context) -> Period | None:
    """A festival of the year before it; else by itself the next one, in a sentence the nearest one."""

    def build(year: int) -> Period | None:
        return festival(*place, year)

    if parent is not None:
        return build(parent.first.year) if parent.first else None
    today = context.published
    if context.year is not None and context.year_in_sentence:
        return build(context.year)
    if today is None:
        return None
    found = [p for year in (today.year - 1, today.year, today.year + 1) if (p := build(year)) and p.first and p.last]
    if context.alone or context.looks_ahead:
        found = [p for p in found if p.first and p.first >= today] or found
        return found[0].marked(relative=True) if found else None
    nearest = min(found, key=lambda p: abs(p.first - today) if p.first else today - today, default=None)
    return nearest.marked(relative=True) if nearest else None


def holiday(match: re.Match[str], table: dict[str, tuple[str, str]]) -> Atom | None:
    """2022年|春节假期: the festival's run of days off."""
    name = match.groupdict().get("name")
    place = ("solar", "10-1") if name in (None, "十一") else table.get(name or "")
    if place is None:
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        day = _in_some_year(place, parent, context._replace(alone=False))
        if day is None or day.first is None or day.first != day.last:
            return day
        run = days_off(day.first)
        return run.marked(relative=day.relative) if run else None

    return Atom(DAY, resolve, "periods_festivals.holiday_words", after=frozenset((YEAR,)))


def holiday_now(match: re.Match[str]) -> Atom:
    """假期期间, 假期首日: the days off that the text spoke of before, else those around the day of publication."""
    nth = match["nth"]
    number = 0 if nth is None else 1 if nth == "首日" else read_small(nth[1]) or 1

    def resolve(parent: Period | None, context: Context) -> Period | None:
        named = days_off(context.last_named[0]) if context.last_named else None
        run = named if named and named.first != named.last else None
        if run is None and context.published is not None:
            run = days_off_around(context.published)
        if run is None or run.first is None or run.last is None:
            return None
        if not number:
            return run.marked(relative=True)
        day = move_days(run.first, number - 1)
        return single_day(day) if day and day <= run.last else None

    return Atom(DAY, resolve, "periods_festivals.holiday_words", not_after="寒暑年病产婚事休")
