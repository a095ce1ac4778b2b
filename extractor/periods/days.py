"""Days: the 30th, 11月30日, 2021-11-30, 周三, 昨天; the patterns of lunar days and festivals, too.

In: matches of the patterns here. Out: atoms. 例: 11月|30日, 上周|三.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from extractor.lexicon import alternatives
from extractor.periods.atom import (
    DAY,
    MONTH,
    NUMERAL,
    NUMERALS,
    PUBLICATION,
    SEPARATOR,
    TEXT_BEFORE,
    WEEK,
    YEAR,
    Atom,
    Form,
    constant,
)  # fmt: skip
from extractor.periods.context import Context
from extractor.periods.festivals import lunar, new_year_day
from extractor.periods.numbers import SMALL, YEAR4, full_year, read_small
from extractor.periods.parts import weekday_number
from extractor.periods.period import UNKNOWN, Period, day_of, months, move_days, single_day, week_of
from extractor.periods.words import Words

_WEEK = "(?:周|星期|礼拜)"
_CODE = "[号码室房座栋楼层]"  # numbers of rooms and the like: 房间号为02-10至02-17
_BARE_DAY = rf"(?=$|[，。；、）)\s]|{SEPARATOR}|出生|召开|举行|发布)(?! *[年月日号])"
_LUNAR_DAY = "(?P<d>初[一二三四五六七八九十0-9]|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十|[0-9]{1,2})"


def forms(words: Words) -> list[Form]:
    """The patterns of this module with what makes atoms of them."""
    day = words.offsets("day")
    in_context, whole = words.offsets("day_in_context"), words.offsets("whole_day")
    day_unit = f"(?:日{words.unless('day')}|号{words.unless('number')})"
    several = words.spans("days")
    return [
        *(
            (rf"(?P<y>{YEAR4}) ?{mark} ?(?P<m>[01]?[0-9]) ?{mark} ?(?P<d>[0-3]?[0-9])(?![0-9])", _iso)
            for mark in ("-", "/", "[.]")
        ),
        (rf"(?P<y>{YEAR4})-(?P<m>0[1-9]|1[0-2])(?![-0-9])", _iso_month),
        (r"(?P<y>(?:19|20)[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>[0-3][0-9])(?![0-9.,%元个人股万亿吨])", _iso),
        (r"(?P<y>(?:19|20)[0-9]{2}) (?P<m>0?[1-9]|1[0-2]) (?P<d>[0-3]?[0-9])(?![0-9.,%])", _iso),
        (
            r"(?P<a>[0-3]?[0-9])(?:-(?P<b>[0-3]?[0-9])-|/(?P<b2>[0-3]?[0-9])/)(?P<c>[12][0-9]{3}|[0-9]{2}|[0-9](?=[^0-9]|$))"
            r"(?![0-9月]|/[0-9]|-[0-9]{1,2}-[0-9]|[.][0-9]"
            r"| ?(?:[倍亿万元%％‰xX家股吨年个件名人台辆套户次]|百|千|bp|BP|pct))",
            _foreign,
        ),
        (
            rf"(?P<y>{YEAR4})[.](?P<m>0?[1-9]|1[0-2]){SEPARATOR}(?P<z>{YEAR4})(?:[.](?P<n>0?[1-9]|1[0-2]))?(?![0-9.年])",
            _month_span,
        ),
        (
            rf"(?<!{_CODE})(?<!{_CODE}[为是系：:])(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3][0-9]) ?[至到~～—] ?"
            rf"(?P<n>0[1-9]|1[0-2])-(?P<e>[0-3][0-9])(?![-0-9.]|号?{_CODE})",
            _month_days,
        ),
        (r"(?P<m>0?[1-9]|1[0-2])[·・](?P<d>[0-3]?[0-9])(?![0-9·])", _dotted),
        (rf"(?P<d>{SMALL}) ?{day_unit}", partial(_day, counting=words.counting)),
        (rf"(?P<d>{SMALL})(?: ?[日号])?{SEPARATOR}(?P<e>{SMALL}) ?{day_unit}", partial(_day, counting=words.counting)),
        (
            rf"(?P<word>{alternatives(day)}){words.unless('relative_day')}",
            partial(_relative_day, table=day, not_after=words.part_of_word("day")),
        ),
        (
            rf"(?P<word>{alternatives(several)})(?![0-9])",
            partial(_several_days, table=several, not_after=words.part_of_word("days")),
        ),
        (
            rf"(?P<word>{alternatives(in_context)})",
            partial(_relative_day, table=in_context, not_after="", in_context=True),
        ),
        (
            rf"(?P<word>{alternatives(whole)}){words.unless('whole_day')}",
            partial(_relative_day, table=whole, not_after="", in_context=True),
        ),
        (rf"{_WEEK}(?P<day>[一二三四五六日天])(?![0-9一二三四五六七八九十百千万月])", _weekday),
        (r"周末", _weekend),
        (rf"(?:第 ?(?P<n>{SMALL})|首|(?P<last>最后一))个?周末", _nth_weekend),
        (rf"第 ?(?P<n>{SMALL}) ?(?:天|日{words.unless('day')})", _nth_day),
        (alternatives(words.plain("now")), partial(_now, not_after=words.part_of_word("now"))),
        (rf"(?P<word>{alternatives(words.plain('vague'))})", _vague),
        (
            rf"(?:农历|阴历|旧历) ?(?P<leap>闰)?(?P<m>[正冬腊]|{SMALL})月(?:{_LUNAR_DAY}(?![0-9个]))?日?",
            lunar,
        ),
        (rf"(?P<leap>闰)(?P<m>{SMALL})月(?:{_LUNAR_DAY})?", lunar),
        (r"(?:大年|年)(?P<d>初[一二三四五六七八九十])|大年(?P<e>初[0-9]{1,2}|十[一二三四五])", new_year_day),
        (rf"(?P<m>[正腊])月(?:{_LUNAR_DAY}(?![0-9个]))?", lunar),
        (
            r"(?P<m>[一二三四五六七八九十冬]{1,2}|[0-9]{1,2})月(?P<d>初[一二三四五六七八九十0-9]|廿[一二三四五六七八九]?)"
            r"(?![0-9日号])",
            lunar,
        ),
    ]  # fmt: skip


def last_forms(words: Words) -> list[Form]:
    """The patterns that are tried after all others: a number straight after a month."""
    sections = ("classifiers", "digits_only", "measures", "multiple", "percent", "calendar", "positions", "durations")
    counted = {word for section in sections for word in words.rulebook.words("units", section)}
    for section in ("generic", "names"):
        counted.update(words.rulebook.words("currencies", section))
    counted.update("余多几来")
    spelled = "二十[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]"
    return [
        (rf"(?<=月)(?P<d>{spelled})(?![百千万亿点分至到、]|{NUMERAL}|{alternatives(counted)})", _bare_day),
        (rf"(?<=[月份])(?P<d>[0-9]{{1,2}}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]){_BARE_DAY}", _bare_day),
    ]


def _iso(match: re.Match[str]) -> Atom | None:
    year, month, day = (read_small(match[name]) for name in "ymd")
    found = single_day(day_of(year or 0, month or 0, day or 0))
    return Atom(DAY, constant(found), names_year=True, not_after="0123456789.-/") if found else None


def _iso_month(match: re.Match[str]) -> Atom | None:
    found = months(int(match["y"]), int(match["m"]), int(match["m"])) if match["y"].isascii() else None
    return Atom(MONTH, constant(found), names_year=True, not_after="0123456789.-/") if found else None


def _month_span(match: re.Match[str]) -> Atom | None:
    """2008.03-2009: months and years around a dash."""
    first = months(read_small(match["y"]) or 0, int(match["m"]), int(match["m"]))
    year = read_small(match["z"]) or 0
    last = months(year, int(match["n"] or 12), int(match["n"] or 12))
    if first is None or last is None or first.first is None or last.last is None or last.last < first.first:
        return None
    return Atom(MONTH, constant(Period(first.first, last.last, "span")), names_year=True, not_after="0123456789.-/")


def _foreign(match: re.Match[str]) -> Atom | None:
    """3/7/2017: the day first, as most of the world writes it, unless only month first or year first makes a date."""
    a, b, c = match["a"], match["b"] or match["b2"], match["c"]
    orders = [(c, b, a), (c, a, b)]
    if len(c) < 3 and len(a) == 2:
        orders.insert(0, (a, b, c))
    if len(c) == 1:
        orders = orders[:1] if len(a) == 2 else []

    def resolve(parent: Period | None, context: Context) -> Period | None:
        pivot = context.published.year if context.published else 2015
        for year, month, day in orders:
            found = day_of(full_year(year.zfill(2), pivot) or 0, int(month), int(day))
            if found:
                return single_day(found)
        return None

    return Atom(DAY, resolve, names_year=True, not_after="0123456789.-/") if orders else None


def _month_days(match: re.Match[str]) -> Atom | None:
    """02-10至02-17, 12-28至01-03: days written with their months, from one to the other."""
    month, day, end_month, end_day = (int(match[name]) for name in ("m", "d", "n", "e"))
    later = (end_month, end_day) < (month, day)  # the next year's
    if day_of(2000, month, day) is None or day_of(2000, end_month, end_day) is None:
        return None

    def span(year: int) -> Period | None:
        first, last = day_of(year, month, day), day_of(year + later, end_month, end_day)
        return Period(first, last, "span") if first and last else None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        found = context.year_for(span, fine=True)
        return found.marked(relative=True) if found else None

    return Atom(DAY, resolve, not_after="0123456789.-/")


def _dotted(match: re.Match[str]) -> Atom | None:
    month, day = int(match["m"]), int(match["d"])
    if day_of(2000, month, day) is None:
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        found = context.year_for(lambda year: single_day(day_of(year, month, day)), fine=True)
        return found.marked(relative=True) if found else None

    return Atom(DAY, resolve, not_after='0123456789.“"‘·')


def _day(match: re.Match[str], counting: str) -> Atom | None:
    given = match.groupdict()
    first = read_small(given["d"])
    last = read_small(given["e"]) if given.get("e") else first
    if not first or not last or not 1 <= first <= last <= 31:
        return None
    spelled = not match["d"].isascii() and len(match["d"]) < 2
    named = match[0].endswith("号") and not given.get("e")

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent is not None:
            if parent.first is None:
                return None
            base = parent.first
            return _days(base.year, base.month, first, last, parent.relative)
        return _current(first, last, context)

    # 三日 counts days as often as it names one; 12号 numbers lines and buildings, 神舟十三号、十四号 ships
    not_after = ".,年个" + counting + NUMERALS + ("、" if named else "")
    return Atom(DAY, resolve, after=frozenset((MONTH,)), not_after=not_after, weak=int(spelled or named))


def _days(year: int, month: int, first: int, last: int, relative: bool) -> Period | None:
    start, end = day_of(year, month, first), day_of(year, month, last)
    if start is None or end is None:
        return None
    return Period(start, end, "day" if start == end else "span", relative=relative)


def _current(first: int, last: int, context: Context) -> Period | None:
    """记者5日获悉: the day of the month the sentence speaks of, else of the month of publication or the one before.

    After another day it is a later one: 10月29日、30日, 10月29日开幕，6日闭幕. The day of publication and the one
    before it are news, though (10月14日召开，记者15日获悉, in a text of November), but for lists.
    """
    today, named = context.published, context.last_named
    news = None if today is None else _nearest_day(first, last, context, today)
    after_a_day = context.day_in_sentence or context.listed
    if named is None or not (after_a_day or context.year_in_sentence) or (named[1] - named[0]).days >= 31:
        return news
    is_news = news and news.first and today and 0 <= (today - news.first).days < 2
    if is_news and not context.year_in_sentence and not context.listed:
        return news
    found = _days(named[1].year, named[1].month, first, last, True)
    if after_a_day and first < named[0].day:
        month = months(named[1].year, named[1].month + 1, named[1].month + 1)
        following = _days(month.first.year, month.first.month, first, last, True) if month and month.first else None
        if following and following.first and (today is None or following.first <= today):
            return following
    return found or news


def _nearest_day(first: int, last: int, context: Context, today: date) -> Period | None:
    for offset in (0, -1, 1):
        month = months(today.year, today.month + offset, today.month + offset)
        found = _days(month.first.year, month.first.month, first, last, True) if month and month.first else None
        if found and found.first and (context.alone or context.looks_ahead or (found.first - today).days <= 15):
            return found
    return None


def _bare_day(match: re.Match[str]) -> Atom | None:
    """10月|22: a day without 日, only straight after its month."""
    day = read_small(match["d"])
    if not day or day > 31:
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent is None or parent.first is None:
            return None
        return _days(parent.first.year, parent.first.month, day, day, parent.relative)

    return Atom(DAY, resolve, starts=False, after=frozenset((MONTH,)))


def _relative_day(match: re.Match[str], table: dict[str, int], not_after: str, in_context: bool = False) -> Atom:
    offset = table[match["word"]]

    def resolve(parent: Period | None, context: Context) -> Period | None:
        base = context.reference_day if in_context else context.published
        if parent is not None and parent.first is not None and base is not None:  # 去年|同日
            base = day_of(parent.first.year, base.month, base.day)
        day = single_day(move_days(base, offset)) if base else None
        return day.marked(relative=True) if day else None

    rule = "periods.day_in_context" if in_context else "periods.day"
    return Atom(DAY, resolve, rule, not_after=not_after, needs=TEXT_BEFORE if in_context else PUBLICATION)


def _several_days(match: re.Match[str], table: dict[str, tuple[int, int]], not_after: str) -> Atom:
    """明后两天: days around the day of publication."""
    begin, end = table[match["word"]]

    def resolve(parent: Period | None, context: Context) -> Period | None:
        today = context.published
        if today is None:
            return None
        return Period(move_days(today, begin), move_days(today, end), "span", relative=True)

    return Atom(DAY, resolve, "periods.days", not_after=not_after, needs=PUBLICATION)


def _weekday(match: re.Match[str]) -> Atom:
    """周三 in a sentence is the last one up to today, or the next where the words look ahead; by itself the next."""
    number = weekday_number(match["day"])

    def resolve(parent: Period | None, context: Context) -> Period | None:
        today = context.published
        if parent is not None and parent.first is not None:
            day = move_days(parent.first, number - 1)
        elif context.ends_range and context.last_named:  # 上周三到周五
            day = move_days(context.last_named[0], (number - 1 - context.last_named[0].weekday()) % 7)
        elif today is None:
            return None
        else:
            ahead = (number - 1 - today.weekday()) % 7
            if context.alone:
                day = move_days(today, ahead or 7)
            else:
                day = move_days(today, ahead if context.looks_ahead or not ahead else ahead - 7)
        return Period(day, day, "day", relative=True) if day else None

    return Atom(DAY, resolve, after=frozenset((WEEK,)), not_after="每逢一上下本这个第" + NUMERALS)


def _weekend(match: re.Match[str]) -> Atom:
    def resolve(parent: Period | None, context: Context) -> Period | None:
        week = week_of(context.published) if context.published else None
        if week is None or week.first is None:
            return None
        return Period(move_days(week.first, 5), week.last, "span", relative=True)

    return Atom(WEEK, resolve, not_after="每逢个")


def _nth_weekend(match: re.Match[str]) -> Atom | None:
    """7月|第一个周末, 7月|首周末: the nth Saturday in it, and the day after."""
    number = -1 if match["last"] else read_small(match["n"] or "1")
    if not number or number > 5:
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent is None or parent.first is None or parent.last is None:
            return None
        if number < 0:
            first = move_days(parent.last, -((parent.last.weekday() - 5) % 7))
        else:
            first = move_days(parent.first, (5 - parent.first.weekday()) % 7 + 7 * (number - 1))
        inside = first is not None and parent.first <= first <= parent.last
        return Period(first, move_days(first, 1), "span") if first and inside else None

    return Atom(DAY, resolve, starts=False, after=frozenset((MONTH,)))


def _nth_day(match: re.Match[str]) -> Atom | None:
    """2023年|第100天, 本月|第3天: counted inside the piece before."""
    number = read_small(match["n"])
    if not number:
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent is None or parent.first is None or parent.last is None:
            return None
        day = move_days(parent.first, number - 1)
        return Period(day, day, "day", relative=parent.relative) if day and day <= parent.last else None

    return Atom(DAY, resolve, starts=False, after=frozenset((YEAR, MONTH)))


def _now(match: re.Match[str], not_after: str) -> Atom:
    def resolve(parent: Period | None, context: Context) -> Period | None:
        day = single_day(context.published)
        return day.marked(relative=True) if day else None

    return Atom(DAY, resolve, "periods.now", after=frozenset(), not_after=not_after, needs=PUBLICATION)


def _vague(match: re.Match[str]) -> Atom:
    return Atom(DAY, constant(UNKNOWN), "periods.vague", after=frozenset(), not_after="百千万多余")  # 数百|年来
