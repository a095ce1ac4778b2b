"""Periods: the days an expression of time covers, and the arithmetic of calendars.

In: years, quarters, months, offsets. Out: `Period`, a first and a last day. 例: 前三季度 of 2021 is
`Period(date(2021, 1, 1), date(2021, 9, 30), "quarter")`.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """The days an expression covers, both inclusive.

    Attributes:
        first: the first day; None where the text leaves it open (2025年以前) or nothing says it.
        last: the last day; None where the text leaves it open (2018年起) or nothing says it.
        grain: the unit it is given in: day, week, ten-days, month, quarter, half, year, plan, decade, century,
            span (from one day to another), rolling (近五年: counted from the day of publication), open (one side open)
            or none (近年来, or nothing to resolve it by).
        point: a moment rather than a stretch: 截至三季度末 is its last day alone, so first == last.
        relative: counted from the day of publication or from the text around it (今年, 8月), not by itself (2021年8月).
        vague: its bounds are no exact days (近年来, 2021年前后).

    Example:
        >>> Period(date(2021, 1, 1), date(2021, 9, 30), "quarter").iso()
        '2021-01-01/2021-09-30'
    """

    first: date | None
    last: date | None
    grain: str = "span"
    point: bool = False
    relative: bool = False
    vague: bool = False

    @property
    def known(self) -> bool:
        """Whether either end is known."""
        return self.first is not None or self.last is not None

    def iso(self) -> str:
        """ISO 8601: a day, an interval `first/last` with `..` for an open side, or the empty string."""
        if not self.known:
            return ""
        if self.first == self.last and self.first is not None:
            return self.first.isoformat()
        return "/".join(day.isoformat() if day else ".." for day in (self.first, self.last))

    def to_point(self) -> Period:
        """Its last day as a moment: 截至2021年 is 2021-12-31."""
        return replace(self, first=self.last, grain="day", point=True) if self.last else self

    def marked(self, *, relative: bool | None = None, vague: bool | None = None) -> Period:
        """The same days, marked as relative or vague."""
        return replace(
            self,
            relative=self.relative if relative is None else relative,
            vague=self.vague if vague is None else vague,
        )


UNKNOWN = Period(None, None, "none", vague=True)


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day (2月30日)."""
    if MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def single_day(day: date | None) -> Period | None:
    """One day as a period."""
    return Period(day, day, "day") if day else None


def years(first: int, last: int, grain: str = "year") -> Period | None:
    """Whole calendar years."""
    if MINYEAR <= first <= last < MAXYEAR:
        return Period(date(first, 1, 1), date(last, 12, 31), grain)
    return None


def months(year: int, first: int, last: int, grain: str = "month") -> Period | None:
    """Whole months, counted from January of `year`; numbers outside 1..12 run into the years before and after."""
    year, last = year + (first - 1) // 12, last - (first - 1) // 12 * 12
    first = (first - 1) % 12 + 1
    end_year, end = year + (last - 1) // 12, (last - 1) % 12 + 1
    if not (MINYEAR <= year <= end_year < MAXYEAR) or last < first:
        return None
    return Period(date(year, first, 1), date(end_year, end, monthrange(end_year, end)[1]), grain)


def quarters(year: int, first: int, last: int) -> Period | None:
    """Whole quarters of a year; numbers outside 1..4 run into the years before and after."""
    return months(year, 3 * first - 2, 3 * last, "quarter")


def week_of(day: date, offset: int = 0, length: int = 1) -> Period | None:
    """The week (Monday to Sunday) that holds a day, `offset` weeks on, `length` weeks long."""
    monday = move_days(day, 7 * offset - day.weekday())
    sunday = move_days(monday, 7 * length - 1) if monday else None
    return Period(monday, sunday, "week") if sunday else None


def move_days(day: date, days: int) -> date | None:
    """A day so many days on, or None outside the calendar."""
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def ends_month(day: date) -> bool:
    """Whether a day is the last of its month."""
    return day == month_end(day)


def move_stretch(first: date, last: date, count: int) -> tuple[date | None, date | None]:
    """A stretch so many months on; what ends with a month ends with one there, and a moment stays one.

    Example:
        >>> move_stretch(date(2023, 2, 1), date(2023, 2, 28), 12)
        (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    start, end = move_months(first, count), move_months(last, count)
    if end is not None and ends_month(last):
        end = month_end(end)
        start = end if first == last else start
    return start, end


def move_months(day: date, count: int) -> date | None:
    """A day so many months on; the 31st becomes the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
