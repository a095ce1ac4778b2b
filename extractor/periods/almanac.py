"""Lunar days, solar terms, festivals and days off: everything about days that only an almanac knows.

In: a festival's calendar and key, a lunar month and day, a year. Out: dates. The libraries are imported when the first
such date appears: borax (lunar calendar and solar terms, 1900–2100), holidays (China's days off with their exchanged
working days, and the religious calendars), dateutil (Easter). 例: 2024年春节假期 is 2024-02-10 to 2024-02-17.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from extractor.lazy import lazy_re
from extractor.periods.period import Period, day_of, move_days, single_day

# A key is a name or a date, days before or after it, and a number of days: hanukkah-1~8, 11-4-4+1.
_PLUS = lazy_re(r"(?P<name>.*?)(?P<offset>[+]-?[0-9]+)?(?:~(?P<days>[0-9]+))?$")
_KEY = lazy_re(r"(?P<name>.*?)(?P<offset>[+-][0-9]+)?(?:~(?P<days>[0-9]+))?$")


def lunar_day(year: int, month: int, day: int, leap: bool = False) -> date | None:
    """The civil date of a day of the Chinese lunar calendar; None outside 1900–2100 or where there is no such day."""
    from borax.calendars.lunardate import LunarDate

    try:
        solar: date | None = LunarDate(year, month, day, int(leap)).to_solar_date()
        return solar
    except ValueError:
        return None


def lunar_month(year: int, month: int, leap: bool = False) -> Period | None:
    """A whole month of the lunar calendar."""
    from borax.calendars.lunardate import LCalendars

    first = lunar_day(year, month, 1, leap)
    if first is None:
        return None
    last = move_days(first, LCalendars.ndays(year, month, int(leap)) - 1)
    return Period(first, last, "month")


def lunar_year_of(day: date) -> int:
    """The lunar year a civil date falls in."""
    new_year = lunar_day(day.year, 1, 1)
    return day.year - 1 if new_year and day < new_year else day.year


@lru_cache(maxsize=256)
def solar_term(year: int, name: str) -> date | None:
    """The day of a solar term (清明, 冬至); None outside 1900–2100."""
    from borax.calendars.lunardate import TermUtils

    try:
        day: date | None = TermUtils.nth_term_day(year, term_name=name)
        return day
    except (ValueError, IndexError):
        return None


_SEASONS = {"春": ("立春", "立夏", 0), "夏": ("立夏", "立秋", 0), "秋": ("立秋", "立冬", 0), "冬": ("立冬", "立春", 1)}


def season(year: int, name: str) -> Period | None:
    """A season by the solar terms that open it: 春 runs from 立春 to the eve of 立夏."""
    opens, closes, later = _SEASONS[name]
    first, after = solar_term(year, opens), solar_term(year + later, closes)
    return Period(first, move_days(after, -1), "quarter") if first and after else None


@lru_cache(maxsize=16)
def _china(year: int) -> Any:
    from holidays.countries.china import China

    return China(years=range(year - 1, year + 2))


@lru_cache(maxsize=256)
def days_off(day: date) -> Period | None:
    """The run of days off that holds a public holiday, weekends and exchanged days counted; of another day, itself.

    Years whose exchanged days have not been decreed yet have the statutory days and the weekends beside them.
    """
    calendar = _china(day.year)
    if day not in calendar or calendar.is_working_day(day):
        return single_day(day)
    first = last = day
    while (before := move_days(first, -1)) and not calendar.is_working_day(before):
        first = before
    while (after := move_days(last, 1)) and not calendar.is_working_day(after):
        last = after
    return Period(first, last, "span")


_JUST_OVER, _JUST_AHEAD = 7, 3  # days from a run of days off in which a text speaks of it as 假期


def days_off_around(day: date) -> Period | None:
    """The run of days off around a public holiday that a day is in, or that was just over or is just ahead.

    Example:
        >>> str(days_off_around(date(2026, 5, 3)).first)
        '2026-05-01'
    """
    calendar = _china(day.year)
    for offset in (*range(0, -_JUST_OVER - 1, -1), *range(1, _JUST_AHEAD + 1)):
        near = move_days(day, offset)
        if near in calendar and not calendar.is_working_day(near):
            return days_off(near)
    return None


def festival(calendar: str, key: str, year: int) -> Period | None:
    """A festival of one year.

    Args:
        calendar: the section of `rules/periods_festivals.txt` it is listed in.
        key: its key there.
        year: a civil year.
    """
    place = _PLACES.get(calendar)
    if place is None or not 1900 <= year <= 2100:
        return None
    return _festival(place, key, year)


@lru_cache(maxsize=1024)
def _festival(place: Callable[[str, int], date | None], key: str, year: int) -> Period | None:
    days, offset = "", 0
    match = (_PLUS if place in (_solar, _lunar, _weekday) else _KEY).match(key)
    if match:
        key, days, offset = match["name"], match["days"] or "", int((match["offset"] or "0").removeprefix("+"))
    day = place(key, year)
    first = move_days(day, offset) if day else None
    if first is None:
        return None
    length = int(days or 1)
    return single_day(first) if length == 1 else Period(first, move_days(first, length - 1), "span")


def _solar(key: str, year: int) -> date | None:
    month, day = map(int, key.split("-"))
    return day_of(year, month, day)


def _weekday(key: str, year: int) -> date | None:
    fields = re.fullmatch(r"([0-9]+)-(-?[0-9])-([1-7])", key)
    return nth_weekday(year, int(fields[1]), int(fields[2]), int(fields[3])) if fields else None


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    """The nth Monday (weekday 1) … Sunday (7) of a month; nth -1 is the last."""
    if nth > 0:
        first = day_of(year, month, 1)
        day = move_days(first, (weekday - 1 - first.weekday()) % 7 + 7 * (nth - 1)) if first else None
    else:
        following = day_of(year + month // 12, month % 12 + 1, 1)
        last = move_days(following, -1) if following else None
        day = move_days(last, -((last.weekday() - weekday + 1) % 7) + 7 * (nth + 1)) if last else None
    return day if day and day.month == month else None


def _lunar(key: str, year: int) -> date | None:
    month, day = key.split("-")
    if day == "last":
        new_year = lunar_day(year, 1, 1)
        return move_days(new_year, -1) if new_year else None
    found = lunar_day(year, int(month), int(day))
    if found and found.year != year:  # 腊八: the twelfth month mostly falls in the next civil year
        found = lunar_day(year - 1, int(month), int(day))
    return found


def _term(key: str, year: int) -> date | None:
    return solar_term(year, key)


def _easter(key: str, year: int) -> date | None:
    from dateutil.easter import EASTER_WESTERN, easter

    day: date = easter(year, EASTER_WESTERN)
    return day


def _orthodox(key: str, year: int) -> date | None:
    from dateutil.easter import EASTER_ORTHODOX, easter

    day: date = easter(year, EASTER_ORTHODOX)
    return day


def _islamic(key: str, year: int) -> date | None:
    from holidays.calendars.islamic import _IslamicLunar

    find = getattr(_IslamicLunar(), f"{key}_dates", None)
    return next((day for day, _ in find(year) if day.year == year), None) if find else None


def _hebrew(key: str, year: int) -> date | None:
    from holidays.calendars.hebrew import _HebrewLunisolar

    find = getattr(_HebrewLunisolar(), f"{key}_date", None)
    found = find(year) if find else None
    days = found if isinstance(found, set) else {found}
    return next((day for day in days if day and day.year == year), None)


def _hindu(key: str, year: int) -> date | None:
    from holidays.calendars.hindu import _HinduLunisolar

    find = getattr(_HinduLunisolar(), f"{key}_date", None)
    return find(year)[0] if find else None


def _buddhist(key: str, year: int) -> date | None:
    from holidays.calendars.buddhist import _BuddhistLunisolar

    find = getattr(_BuddhistLunisolar(), f"{key}_date", None)
    return find(year)[0] if find else None


_PLACES: dict[str, Callable[[str, int], date | None]] = {
    "solar": _solar,
    "weekday": _weekday,
    "lunar": _lunar,
    "term": _term,
    "easter": _easter,
    "orthodox": _orthodox,
    "islamic": _islamic,
    "hebrew": _hebrew,
    "hindu": _hindu,
    "buddhist": _buddhist,
}
