"""The words behind an expression of time, and what they make of its days: 以来, 以前, 起, 止六个月, 前一周.

In: the days of an expression and its suffix. Out: its days with the suffix. 例: 2018年|以来 runs to the day of
publication, 春节|前一周 is the seven days before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from extractor.lexicon import alternatives
from extractor.periods.context import Context
from extractor.periods.numbers import SMALL, read_small
from extractor.periods.period import Period, move_days, move_months
from extractor.periods.words import Words

_NOT_OF_EVENTS = "年月日季周今昨明近来前后的至到"  # other times
_MONTHS = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})个?月"
_OR = "(?:及|或|或者)"
_INCLUDED = "[（(](?:包?含|包括)(?:当[日天月年]|本[日数]|该日)?[)）]"  # 12月31日（含）之前
SINCE_EVENT = "since-event"  # the only suffix that may begin with any word
BESIDE = ("before", "behind")
UP_TO = ("ended", "up-to")
LENGTHS = (*UP_TO, "week", *BESIDE)  # those that make a length of time of an expression, which no prefix changes


def suffixes(words: Words) -> list[tuple[str, str]]:
    """What may follow an expression, with what each makes of it."""
    fiscal, lengths, beside = (
        alternatives(words.plain(section)) for section in ("fiscal", "ended_lengths", "beside_lengths")
    )
    length = f"的?{SMALL} ?{beside}{words.unless('rolling')}"
    return [
        (
            "ended",
            rf" ?止(?:的|之)?(?:{_MONTHS}(?:期间)?|{fiscal}?年度|{lengths})",
        ),
        # 截至9月30日的三个月; without 截至 the words change nothing
        (
            "up-to",
            rf"(?<=[日号末底月])的(?:过去|此前|最近)?(?:{_MONTHS}|一年"
            rf"|(?<=[日号]的)(?!年(?!度))(?:{fiscal}?年度|{lengths}))(?:期间|内)?(?![后前定期])",
        ),
        # 春节前一周, 国庆节后三天
        ("before", rf"前{length}"),
        ("behind", rf"后{length}"),
        (
            "week",
            rf"(?:(?<=日) ?止?的?|(?<=日的)){alternatives(words.plain('this_week'))}"
            "(?![年岁期末前后内一二三四五六日天])",
        ),
        ("now", rf" ?(?:起|以来)?{alternatives(words.plain('until_now'))}(?:为止)?"),
        ("since", rf" ?(?:以来|来{words.unless('since')})"),
        # 2015年挂牌以来: what happened then is named between
        (SINCE_EVENT, rf" ?(?:(?![{_NOT_OF_EVENTS}])[一-鿿“”]){{1,12}}?以来"),
        ("within", rf"(?:起|开始)的?{SMALL} ?个?(?:月|年|日|天|周)(?:之内|以内|内)"),
        ("after-with", rf" ?(?:{_OR}(?:之后|以后|其后)|{_INCLUDED}(?:之后|以后|后|起)|(?:之后|以后|后){_INCLUDED})"),
        ("until-with", rf" ?(?:{_OR}(?:之前|以前)|{_INCLUDED}(?:之前|以前|前)|(?:之前|以前|前){_INCLUDED})"),
        ("after", rf" ?(?:之后|以后|过后|后{words.unless('after')})"),
        ("until", rf" ?(?:之前|以前|前{words.unless('until')})"),
        ("open", rf" ?(?:起{words.unless('open')}|开始)"),
        ("around", rf" ?{alternatives(words.plain('around'))}(?![端开挪])"),
        (
            "same",
            rf" ?(?:{alternatives(words.plain('during'))}|间(?!隔|接|断|歇)|当月(?!份)|止(?!跌|损|步|付|盈))",
        ),
    ]


def with_suffix(period: Period, suffix: str, context: Context) -> Period | None:
    if suffix.startswith(UP_TO):
        return _ended(period, int(suffix.rpartition("-")[2]))
    if suffix.startswith("within"):
        _, number, unit = suffix.split("-")
        return _within(period, int(number), unit)
    if suffix.startswith(BESIDE):
        way, number, unit = suffix.split("-")
        return _beside(period, int(number), unit, way == "before")
    return _BY_SUFFIX[suffix](period, context)


def _ended(period: Period, count: int) -> Period | None:
    """So many months up to a day: 6月30日止六个月."""
    last = period.last
    begin = move_months(move_days(last, 1) or last, -count) if last else None
    return replace(period, first=begin, grain="year" if count == 12 else "span", point=False) if begin else None


def _week_ended(period: Period, context: Context) -> Period | None:
    """The seven days that end on a day: 5月9日当周."""
    begin = move_days(period.last, -6) if period.last and period.first == period.last else None
    return replace(period, first=begin, grain="week", point=False) if begin else None


def _within(period: Period, number: int, unit: str) -> Period | None:
    """So long from a day on: 7月3日起3个月内."""
    end = _moved(period.first, number, unit) if period.first else None
    return replace(period, last=move_days(end, -1), grain="span", point=False) if end else None


def _beside(period: Period, number: int, unit: str, before: bool) -> Period | None:
    """So many days, weeks or months right before or after: 春节前一周; 假期前两天 are its first two."""
    if period.first is None or period.last is None:
        return None
    if before and unit in "天日" and 1 < number <= (period.last - period.first).days:
        return replace(period, last=move_days(period.first, number - 1))
    if before:
        first, last = _moved(period.first, -number, unit), move_days(period.first, -1)
    else:
        first, last = move_days(period.last, 1), _moved(period.last, number, unit)
    return replace(period, first=first, last=last, grain="span", point=False) if first and last else None


def _since(period: Period, context: Context) -> Period | None:
    first, today = period.first, context.published
    end = today if first is None or today is None or today >= first else None
    return replace(period, last=end, grain="open" if end is None else "span", point=False) if first else None


def _open(period: Period, context: Context) -> Period | None:
    return replace(period, last=None, grain="open", point=False) if period.first else None


def _after(period: Period, context: Context) -> Period | None:
    day = move_days(period.last, 1) if period.last else None
    return replace(period, first=day, last=None, grain="open", point=False) if day else None


def _until(period: Period, context: Context) -> Period | None:
    first, today = period.first, context.published
    if today and period.last and first and first > today:  # 2030年前, still to come: from now to the end of it
        return replace(period, first=today, grain="span", point=False)
    day = move_days(first, -1) if first else None
    return replace(period, first=None, last=day, grain="open", point=False) if day else None


# What the words behind an expression make of its days.
_BY_SUFFIX: dict[str, Callable[[Period, Context], Period | None]] = {
    "same": lambda period, _: period,
    "around": lambda period, _: period.marked(vague=True),
    "since": _since,
    "now": _since,
    "week": _week_ended,
    "open": _open,
    "after-with": _open,
    "after": _after,
    "until-with": lambda period, _: replace(period, first=None, grain="open", point=False),
    "until": _until,
    "short-of": lambda period, _: replace(period, last=move_days(period.last, -1) if period.last else None),
}


def name_of(group: str, words: str) -> str:
    """The suffix that a group of the pattern names, with the length that its words hold: within-3-月."""
    name = group.replace("_", "-")
    if name in UP_TO:
        return f"{name}-{_months_ended(words)}"
    if name in ("within", *BESIDE):
        return f"{name}-{_length(words)}"
    return "since" if name == SINCE_EVENT else name


def _length(words: str) -> str:
    """The number and unit of 起3个月内: 3-月."""
    number, unit = re.search(rf"({SMALL}) ?个?([月年日天周星礼])", words).groups()  # type: ignore[union-attr]
    return f"{read_small(number) or 1}-{unit}"


def _moved(day: date, count: int, unit: str) -> date | None:
    """A day so many months, years, weeks or days on."""
    if unit in "月年":
        return move_months(day, count * (12 if unit == "年" else 1))
    return move_days(day, count * (7 if unit in "周星礼" else 1))


def _months_ended(words: str) -> int:
    """The months of 止六个月, 止年度."""
    number = re.search(r"([0-9]+|[一二三四五六七八九十]+)个?月", words)
    if number:
        return read_small(number[1]) or 12
    return 6 if "半年" in words else 3 if "季度" in words else 12
