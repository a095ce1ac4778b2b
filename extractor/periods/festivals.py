"""Lunar days, festivals and the days off around them.

In: matches of the patterns in `extractor.periods.days`. Out: atoms. 例: 2022年|春节假期, 去年|五月初五, 大年初三.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from extractor.lexicon import alternatives
from extractor.periods.almanac import days_off, days_off_around, festival, lunar_day, lunar_month, lunar_year_of
from extractor.periods.atom import DAY, MONTH, NUMERALS, SEPARATOR, YEAR, Atom, Form, Resolve
from extractor.periods.context import Context
from extractor.periods.numbers import SMALL, read_small
from extractor.periods.period import Period, move_days, single_day
from extractor.periods.words import FESTIVALS, Words

_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def forms(words: Words) -> list[Form]:
    """The patterns of festivals and days off with what makes atoms of them, the longer forms first."""
    festivals = words.festivals
    company = {words.fold(word) for word in words.rulebook.words(FESTIVALS, "need_company")}
    sure = alternatives(name for name in festivals if name not in company)
    anyone, double = alternatives(festivals), alternatives(company)
    off, bare, plain = (
        alternatives(words.fold(word) for word in words.rulebook.words(FESTIVALS, section))
        for section in ("holiday_words", "holiday_alone", "festival_words")
    )
    days = {words.fold(word): key for word, key in words.rulebook.mapping(FESTIVALS, "holiday_days").items()}
    one = rf"(?P<one>{alternatives(days)})|第(?P<nth>{SMALL})[天日](?!之)"
    # no festival has ten days off; 假期|后三天 are the days behind them
    part = rf"的?(?:{one}|最后(?P<late>[1-9一二两三四五六七八九])[天日](?!之))"
    some, now = partial(holiday, table=festivals, days=days), partial(holiday_now, days=days)
    day = partial(festival_day, table=festivals)
    return [
        (
            rf"(?:(?P<eve>除夕|大年三十)|(?:大年|正月|年)(?P<d>初[一二三四五六七八九十]))(?:{SEPARATOR}|、)"
            r"(?:大年|正月)?(?P<e>初[一二三四五六七八九十]|十[一二三四五])(?![日月号天个])",
            new_year_days,
        ),
        (rf"[“\"]?(?P<name>{anyone}|十一)[”\"]?(?:节)?(?:{off})(?:期间)?(?:{part})?", some),
        (rf"[“\"]?(?P<name>{anyone}|十一)[”\"]?(?:节)?(?:{one})", some),
        (rf"(?:{bare})(?:期间|{part}|(?=前{SMALL} ?[天日]))", now),
        (
            r"[“\"]?(?:中秋、?国庆|国庆、?中秋|国庆中秋节|中秋国庆)[”\"]?(?:双节)?"
            rf"(?:{off})(?:期间)?(?:{part})?",
            some,
        ),
        (rf"(?:农历|阴历|旧历)(?P<name>{anyone})(?:{plain})?", day),
        (rf"[“\"]?(?P<name>{anyone})[”\"]?(?:{plain})", day),
        (rf"(?P<name>{sure})(?:{plain})?{words.unless('festival')}", day),
        (r"[“\"](?P<name>十一)[”\"]", day),
        (
            rf"[“\"]?(?P<name>{double})[”\"]?(?![一二三四五六七八九十月日号个])"
            + words.unless("festival"),
            partial(day, weak=1),
        ),
    ]  # fmt: skip


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


def holiday(match: re.Match[str], table: dict[str, tuple[str, str]], days: dict[str, str]) -> Atom | None:
    """2022年|春节假期: the festival's run of days off, or those of it that are named: 春节假期首日."""
    name = match.groupdict().get("name")
    place = ("solar", "10-1") if name in (None, "十一") else table.get(name or "")
    if place is None:
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        day = _in_some_year(place, parent, context._replace(alone=False))
        if day is None or day.first is None or day.first != day.last:
            return _stated(day, match, days) if day else None
        run = _stated(days_off(day.first), match, days)
        return run.marked(relative=day.relative) if run else None

    return Atom(DAY, resolve, "periods_festivals.holiday_words", after=frozenset((YEAR,)))


def _stated(run: Period | None, match: re.Match[str], days: dict[str, str]) -> Period | None:
    """The days of a run that a match names: 首日, 第三天, 最后两天; the whole run where it names none."""
    if run is None or run.first is None or run.last is None:
        return None
    given = match.groupdict()
    length = (run.last - run.first).days + 1
    first, last = 1, length
    if given["one"]:
        first = last = 1 if days[given["one"]] == "first" else length
    elif given["nth"]:
        first = last = read_small(given["nth"]) or 0
    elif late := given.get("late"):
        first = length + 1 - (read_small(late) or 0)
    if not 1 <= first <= last <= length:
        return None
    if first == 1 and last == length:
        return run
    return Period(move_days(run.first, first - 1), move_days(run.first, last - 1), "day" if first == last else "span")


def holiday_now(match: re.Match[str], days: dict[str, str]) -> Atom:
    """假期期间, 假期首日: the days off that the text spoke of before, else those around the day of publication."""

    def resolve(parent: Period | None, context: Context) -> Period | None:
        last = context.last_named
        named = days_off(last[0]) if last else None
        run = named if named and named.first != named.last else None
        if run is None and last and last[0] < last[1]:
            around = days_off_around(last[0])
            run = around if around and (around.first, around.last) == last else None
        if run is None and context.published is not None:
            run = days_off_around(context.published)
        stated = _stated(run, match, days)
        whole = stated is run and stated is not None
        return stated.marked(relative=True) if whole and stated else stated

    return Atom(DAY, resolve, "periods_festivals.holiday_words", not_after="寒暑年病产婚事休")
