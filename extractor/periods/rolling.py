"""Spans counted from the day of publication: 近三年, 过去7天, 未来两个月, 三年前, 20天以后.

In: matches of the patterns here. Out: atoms that begin a chain.
例: published 2017-03-22, 近三年 is 2014-03-22 to 2017-03-21.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from itertools import pairwise

from extractor.lazy import lazy_re
from extractor.lexicon import alternatives
from extractor.periods.atom import DAY, Atom, Form, constant
from extractor.periods.context import Context
from extractor.periods.numbers import SMALL, read_small
from extractor.periods.period import UNKNOWN, Period, months, move_days, move_months, single_day, week_of, years
from extractor.periods.words import Words

_COUNT = (
    "(?P<n>[1-9][0-9]{0,2}|[一二三四五六七八九两]?十[一二三四五六七八九]?|[一二三四五六七八九两]|半|[几数]十?|若干)"
)
_PAIR = "(?:[一二两三四五六七八][二三四五六七八九]十?)"  # 两三年, 三五年, 五六十年: no exact count
_TO = "(?:--?|——?|–|~|至|到)"
_PAIRS = frozenset(["三五", "两三", *map("".join, pairwise("一二三四五六七八九"))])
_SOME = lazy_re("[几数若多余]")
# These begin a chain and never go on with one: 2021年|前三季度 is no 前三个季度 of today.
FIRST_ONLY: frozenset[int] = frozenset()


def forms(words: Words) -> list[Form]:
    """The patterns of this module with what makes atoms of them."""
    ways, sides = words.keyed("rolling"), words.keyed("away")
    way, side = alternatives(ways), alternatives(sides)
    unit = f"(?P<unit>{alternatives(words.plain('units_of_length'))})"
    no_month = "(?<![0-9一二三四五六七八九十]月)"  # 5月后 is a month and what is behind it
    return [
        (
            rf"(?P<n>{_PAIR})多?个?{unit}(?:{side}|以来|来{words.unless('since')})"
            + words.unless("away"),
            _about,
        ),
        (
            rf"{way} ?的?(?:(?P<n>{_PAIR})|{SMALL} ?{_TO} ?{SMALL}) ?个?{unit}"
            rf"(?:的?时间|期间|间)?(?:以来|来{words.unless('since')})?(?:以内|之内|内|里)?{words.unless('rolling')}",
            _about,
        ),
        (
            rf"{way} ?的?{_COUNT}[多余]? ?个?交易日"
            rf"(?:以来|来{words.unless('since')})?(?:以内|之内|内|里)?",
            _trading_days,
        ),
        (
            rf"(?P<way>{way}) ?的?{_COUNT}"
            rf"(?P<some>[多余])? ?个?{unit}(?P<half>半)?"
            r"(?P<some2>多)?(?:的?时间|期间|间)?"
            rf"(?P<since>以来|来{words.unless('since')})?(?:以内|之内|内|里)?{words.unless('rolling')}",
            partial(_rolling, ways=ways),
        ),
        (rf"(?P<way>上|下|前|后) ?的?(?P<n>{SMALL}) ?个?{unit}{words.unless('rolling')}", _adjacent),
        (rf"{_COUNT}(?P<some>[多余])?个?年(?P<some2>多)?(?:以来|来{words.unless('since')})", _some_time),
        (rf"(?:再?过)(?P<n>{SMALL}|半) ?个?{unit}(?!去|来|渡)", _after_a_while),
        (
            rf"{_COUNT}(?P<some>[多余])? ?(?P<ge>个)?(?P<half2>半)?(?P<some3>多)?{unit}{no_month}"
            rf"(?P<half>半)?(?P<some2>多)?(?P<way>{side}){words.unless('away')}",
            partial(_away, sides=sides),
        ),
    ]  # fmt: skip


class _Length:
    """A length of time: whole units and a half, as months and days."""

    def __init__(self, match: re.Match[str]) -> None:
        given = match.groupdict()
        self.unit = given["unit"]
        number = given["n"]
        self.vague = any(given.get(name) for name in ("some", "some2", "some3")) or bool(_SOME.match(number))
        self.half = bool(given.get("half") or given.get("half2"))
        halves = 1 if number == "半" else 2 * (read_small(number) or 0) + self.half
        if _SOME.match(number):
            halves = 0
        self.months, self.days = 0, 0
        if self.unit in ("年", "季度"):
            self.months = halves * (12 if self.unit == "年" else 3) // 2
        elif self.unit == "月":
            self.months, self.days = halves // 2, 15 * (halves % 2)
        elif self.unit in ("周", "星期", "礼拜"):
            self.days = halves * 7 // 2
        else:
            self.days = halves // 2

    @property
    def usable(self) -> bool:
        """Whether it is a length at all."""
        return bool(self.months or self.days)

    def move(self, day: date, way: int) -> date | None:
        """The day so far before (-1) or after (1)."""
        there = move_months(day, way * self.months) if self.months else day
        return move_days(there, way * self.days) if there and self.days else there


def _about(match: re.Match[str]) -> Atom | None:
    """两三年前, 未来3—5年: no exact days."""
    number = match["n"]
    if number and number[:2] not in _PAIRS:
        return None
    return Atom(DAY, constant(UNKNOWN), "periods.vague", after=FIRST_ONLY, not_after="第0123456789.,")


def _trading_days(match: re.Match[str]) -> Atom:
    """近五个交易日: which days they are depends on the exchange."""
    return Atom(DAY, constant(UNKNOWN), "periods.vague", after=FIRST_ONLY, not_after="附最远将接临靠逼就添")


def _rolling(match: re.Match[str], ways: dict[str, str]) -> Atom | None:
    length = _Length(match)
    past = ways[match["way"]] == "past"
    if length.vague or (match["since"] and not past):
        return Atom(DAY, constant(UNKNOWN), "periods.vague", after=FIRST_ONLY)
    if not length.usable or (
        length.unit == "月" and "个" not in match[0] and match["n"] != "半" and match["n"].isdigit()
    ):
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        today = context.published
        there = length.move(today, -1 if past else 1) if today else None
        if today is None or there is None:
            return None
        if past:
            # 近三个月 counts the day of publication in; years, weeks and days are those that have ended
            last = today if length.unit in ("月", "季度") else move_days(today, -1)
            return Period(there, last, "rolling", relative=True)
        last = there if match[0].endswith("内") and length.unit not in ("年", "月") else move_days(there, -1)
        return Period(today, last, "rolling", relative=True)

    return Atom(DAY, resolve, after=FIRST_ONLY, not_after="附最远将接临靠逼就添隔时历达经")


def _some_time(match: re.Match[str]) -> Atom:
    """十年来, 建交50多年来: a round number of years, no exact count."""
    return Atom(DAY, constant(UNKNOWN), "periods.vague", after=FIRST_ONLY, not_after="近第0123456789.,")


def _adjacent(match: re.Match[str]) -> Atom | None:
    """上两个月, 下三年, 前1周: whole units of the calendar beside this one; 前两天 the days before today."""
    length = _Length(match)
    count = read_small(match["n"])
    before = match["way"] in "上前"
    unit = length.unit
    spelled = unit == "月" and "个" not in match[0] and match["n"].isdigit()  # 后3月 is March
    if not count or spelled or (unit in ("月", "季度") and match["way"] == "前"):
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        today = context.published
        if today is None:
            return None
        found: Period | None
        if unit == "年":
            found = years(today.year - count, today.year - 1) if before else years(today.year + 1, today.year + count)
        elif unit == "月":
            first = today.month - count if before else today.month + 1
            found = months(today.year, first, first + count - 1)
        elif unit == "季度":
            quarter = (today.month + 2) // 3
            first = 3 * (quarter - count if before else quarter + 1) - 2
            found = months(today.year, first, first + 3 * count - 1, "quarter")
        elif unit in ("天", "日") or match["way"] == "前":
            there = length.move(today, -1 if before else 1)
            found = Period(there, move_days(today, -1)) if before else Period(move_days(today, 1), there)
        else:
            found = week_of(today, -count if before else 1, count)
        return found.marked(relative=True) if found else None

    return Atom(
        DAY, resolve, after=FIRST_ONLY, weak=int(unit == "年" or match["way"] in "前后"), not_after="以之马晚早向朝从"
    )


def _after_a_while(match: re.Match[str]) -> Atom | None:
    length = _Length(match)
    if not length.usable:
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        there = length.move(context.published, 1) if context.published else None
        return Period(there, None, "open", relative=True) if there else None

    return Atom(DAY, resolve, after=FIRST_ONLY, weak=2)


def _away(match: re.Match[str], sides: dict[str, str]) -> Atom | None:
    """三年前 is the year three years back, 两个月后 the month, 17天后 the day; 以前 and 以后 leave a side open."""
    length = _Length(match)
    way, unit = match["way"], length.unit
    back, within = sides[way] == "before", sides[way] == "within"
    digits = match["n"].isdigit()
    if (unit == "月" and not match["ge"]) or (unit == "日" and digits and not within):
        return None
    if unit == "日" and not digits and match["n"] not in "两三几数半" and not within:
        return None
    if _SOME.match(match["n"]) or (
        unit == "年" and (length.vague or length.months >= 1200)
    ):  # 几天前, 60多年前, 600年前
        return Atom(DAY, constant(UNKNOWN), "periods.vague", after=FIRST_ONLY)
    if not length.usable:
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        today = context.published
        there = length.move(today, -1 if back else 1) if today else None
        if today is None or there is None:
            return None
        if not back and context.in_sentence and not context.looks_ahead:
            return UNKNOWN
        if within:
            return Period(today, there, "rolling", relative=True)
        found = _unit_of(there, length)
        if found is None or len(way) == 1:
            return found.marked(relative=True) if found else None
        if back:
            return Period(None, found.last, "open", relative=True)
        return Period(found.first, None, "open", relative=True)

    return Atom(DAY, resolve, after=FIRST_ONLY, weak=2 if within else int(not back), not_after="第0123456789.,")


def _unit_of(day: date, length: _Length) -> Period | None:
    if length.days and not length.months:
        return single_day(day)
    if length.unit == "年" and length.months % 12 == 0:
        return years(day.year, day.year)
    return months(day.year, day.month, day.month)
