"""What resolves a bare 8月, 去年同期 or 当天: the day of publication and what the text spoke of before.

In: the day of publication and the periods already read. Out: the year, month or day that an expression leaves out.
例: published 2022-01-17, “12月份” is December 2021; after “2019年” in its own sentence it is December 2019.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from extractor.periods.period import Period

# How far ahead of the day of publication a bare month or day still means this year, and how far behind it does:
# “12月31日” in a text of June is the coming one, in January the past one; “1月10日” in December is the coming one.
_AHEAD, _BEHIND = 190, 300
# A bare date so close to the day of publication is news of these days, whatever year the sentence before spoke of.
_NEWS_BEHIND, _NEWS_AHEAD = 45, 15

# 预计上半年 in July is the half just over, whose results are awaited; 预计5月CPI early in June is May.
_REPORTED, _REPORTED_MONTH = 62, 31
_FRESH = 100
_LONG = timedelta(days=99_999)


class Context(NamedTuple):
    """What is known at the place of an expression.

    Attributes:
        published: the day of publication.
        year: the year the text speaks of: the last one named, but for comparisons (比2019年).
        year_in_sentence: that year was named in the same sentence.
        last_named: the first and last day of the last period named, but for comparisons.
        alone: there is no sentence around the expression to tell past from future.
        looks_ahead: the words before it look ahead (将于, 预计).
        compared: a word of comparison comes before it (较上月, 比上年末): it is counted from what the text speaks of.
        in_sentence: there is a sentence around it, where 一年后 may be counted from a day of the story, not from
            publication.
        day_in_sentence: `last_named` is a day, or a few, that the same sentence names: 29日开幕，30日闭幕.
        ends_range: it is the end of a range that begins with `last_named`.
        report: what the report covers that the document is or speaks of, for 报告期.
        listed: it goes on a list (9月10日、11日), and `last_named` is the one before it there.
    """

    published: date | None = None
    year: int | None = None
    year_in_sentence: bool = False
    last_named: tuple[date, date] | None = None
    alone: bool = False
    looks_ahead: bool = False
    compared: bool = False
    in_sentence: bool = False
    day_in_sentence: bool = False
    listed: bool = False
    ends_range: bool = False
    report: Period | None = None

    def year_for(self, build: Callable[[int], Period | None], *, fine: bool, past: bool = False) -> Period | None:
        """The period `build(year)` in the year that the text means.

        Args:
            build: makes the period of a given year (the 31st of December, the third quarter …).
            fine: a day or month, which keeps to a year named in another sentence only where that is a year of the past.
            past: a count from January (前三季度), which looks back unless the words before look ahead.
        """
        if self.ends_range and self.year is not None:
            return build(self.year)
        if self.year is not None and self.year_in_sentence:
            return self._in_sentence(build, self.year, fine, past)
        if self.published is None:
            return None if self.year is None or fine else build(self.year)
        nearest = self._nearest(build, fine, past)
        if self.year is None or self._is_meant(nearest, self.year, fine):
            return nearest
        return build(self.year)

    def _is_meant(self, nearest: Period | None, year: int, fine: bool) -> bool:
        """Whether the nearest period is meant, though another sentence names a year."""
        assert self.published is not None
        if year == (nearest.first.year if nearest and nearest.first else None):
            return True
        if nearest and (self._is_news(nearest) if fine else self._is_fresh(nearest)):
            return True
        return fine and year >= self.published.year - 1

    def _in_sentence(self, build: Callable[[int], Period | None], year: int, fine: bool, past: bool) -> Period | None:
        """Of the year its own sentence names, but for two turns of news prose."""
        period = build(year)
        today = self.published
        if not fine or period is None or period.first is None or period.last is None or today is None:
            return period
        if (period.first - today).days > _AHEAD:  # “2025年春晚今天（11月29日）发布主题”: the year of what is to come
            return self._nearest(build, fine, past)
        if self._names_days_of(year) and self.last_named and period.last < self.last_named[0]:
            # “2022年12月23日见顶，1月12日回落”: the story runs on into the next year
            following = build(year + 1)
            return following if following and following.first and following.first <= today else period
        return period

    def _names_days_of(self, year: int) -> bool:
        """Whether the last period named is a month or less of a year."""
        last = self.last_named
        return last is not None and last[0].year == year and (last[1] - last[0]).days < 31

    def _nearest(self, build: Callable[[int], Period | None], fine: bool, past: bool) -> Period | None:
        """The one of this year, or the year's before or after where that lies much nearer to the day of publication."""
        today = self.published
        assert today is not None
        period = build(today.year)
        if period is None or period.first is None or period.last is None:  # 2月29日: no such day this year
            others = [build(today.year + offset) for offset in (-1, 1, -2, 2, -3, 3)]
            return min(
                (p for p in others if p and p.first),
                key=lambda p: abs(p.first - today) if p.first else _LONG,
                default=None,
            )
        years = self._years_off(period.first, period.last, period.grain, today, fine, past)
        return build(today.year + years) if years else period

    def _years_off(self, first: date, last: date, grain: str, today: date, fine: bool, past: bool) -> int:
        """How many years the one that is meant lies from this year's, which begins and ends on the days given."""
        if self.alone:
            return 0
        if self.looks_ahead:
            awaited = _REPORTED if not fine else _REPORTED_MONTH if grain == "month" else 0
            return int((today - last).days > awaited)
        if not fine and today.month < 3 and (first - today).days > _NEWS_BEHIND:
            return -1  # 三季度 in a text of January
        if (first - today).days > _AHEAD or (past and (last - today).days > _NEWS_BEHIND):
            return -1
        return int((today - last).days > _BEHIND)

    def _is_news(self, period: Period) -> bool:
        assert self.published is not None
        if period.first is None or period.last is None:
            return False
        return (self.published - period.last).days <= _NEWS_BEHIND and (
            period.first - self.published
        ).days <= _NEWS_AHEAD

    def _is_fresh(self, period: Period) -> bool:
        """A quarter or half that ended lately, which is what a report of these days speaks of."""
        assert self.published is not None
        return period.last is not None and 0 <= (self.published - period.last).days <= _FRESH

    @property
    def whole_year(self) -> int | None:
        """The year that a bare 全年 or 年底 means. In January and February 全年 looks back on the year before."""
        if self.year is not None:
            return self.year
        if self.published is None:
            return None
        return self.published.year

    @property
    def reference_year(self) -> int | None:
        """The year 上年 and 年底 are counted from: the one the sentence speaks of, else that of publication."""
        if self.year is not None and (self.year_in_sentence or self.published is None):
            return self.year
        return self.published.year if self.published else None

    @property
    def last_year_named(self) -> int | None:
        """The year 同年 and 次年 are counted from: the last one named in the paragraph, else that of publication."""
        return self.year if self.year is not None else self.reference_year

    @property
    def reference_day(self) -> date | None:
        """The day 当日 means: the last one named, else the day of publication."""
        if self.last_named and self.last_named[0] == self.last_named[1]:
            return self.last_named[1]
        return self.published

    @property
    def reference_month(self) -> date | None:
        """A day of the month that 当月 means: that of the last month or day named, else of publication."""
        if self.last_named and (self.last_named[1] - self.last_named[0]).days < 31:
            return self.last_named[1]
        return self.published
