"""Parts of a year: halves, quarters, seasons, months, weeks, ten-day spans, and counts of them from an end.

In: matches of the patterns here. Out: atoms. 例: 前三季度, 1—10月份, 上半年, 四季度, 第37个星期, 中旬, 去年|同期.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from extractor.lexicon import alternatives
from extractor.periods.atom import (
    DAY,
    HALF,
    MONTH,
    NUMERALS,
    QUARTER,
    SEPARATOR,
    WEEK,
    YEAR,
    Atom,
    Form,
    in_year,
)  # fmt: skip
from extractor.periods.context import Context
from extractor.periods.numbers import SMALL, read_small
from extractor.periods.period import Period, months, move_days, quarters, week_of
from extractor.periods.reports import BEFORE_CODES
from extractor.periods.words import Words

_QUARTER = "(?:[1-4]|[一二三四])"
# 8月至9月底 runs from August to the end of September, not to the end of a span.
_PART_OF_MONTH = "[上中下]旬|[上下]半月|[底末]|初(?!步|次|始|级|创)"


def forms(words: Words) -> list[Form]:
    """The patterns of this module with what makes atoms of them."""
    month = words.offsets("month")
    near_month = words.offsets("month_in_context")
    quarter = words.offsets("quarter")
    near_quarter = words.offsets("quarter_in_context")
    half = words.offsets("half_year")
    week, week_word = words.offsets("week"), words.week
    month_words = words.unless("month")
    counting = words.counting
    return [
        (r"(?P<side>[上下前后])半(?:年度?|个?财年)", _half),
        (rf"(?P<word>{alternatives(half)})", partial(_relative_half, table=half)),
        (r"[Hh](?P<n>[12])(?![0-9A-Za-z])", _half_code),
        (rf"(?:第(?P<a>{_QUARTER})个?|(?P<b>{_QUARTER}|首))季度", _quarter),
        (rf"(?:第(?P<a>{_QUARTER})|(?P<b>首))财季", _quarter),
        (rf"第(?P<a>{_QUARTER})季(?!度|节|赛)", partial(_quarter, starts=False)),
        (rf"第(?P<a>{_QUARTER})季(?:(?={alternatives(words.plain('of_results'))})|$)", _quarter),  # 第二季营收
        (r"(?P<b>首)季(?!度|节|赛)", _quarter),
        (rf"(?P<a>{_QUARTER})季(?=[末底](?![端尾]))", _quarter),
        (rf"第?(?P<a>{_QUARTER})(?: ?季度?)?(?:{SEPARATOR}|、)(?:{_QUARTER}、)?(?P<b>{_QUARTER}) ?季度", _quarter),
        (r"[Qq](?P<a>[1-4])[-~～—至到](?P<b>[2-4])(?![0-9A-Za-z年月日%％.])", _quarter),
        (r"[Qq](?P<a>[1-4])(?![0-9A-Za-z])", _quarter),
        (r"(?:前|头)(?P<n>[二两三23])个?财?季(?:度|(?!节))", _first_quarters),
        (r"(?:(?:后|最后)(?P<n>[二两三23])|最后(?P<one>一))个?季度", _last_quarters),
        (
            rf"(?P<word>{alternatives([*quarter, *near_quarter])})(?!节)",
            partial(_relative_quarter, table=quarter, in_context=near_quarter),
        ),
        (rf"(?P<a>元|{SMALL}) ?月份?{month_words}", partial(_month, counting=counting)),
        (
            rf"(?P<a>{SMALL})(?:{SEPARATOR}|、)(?P<b>{SMALL}) ?月份?{month_words}(?! ?{SMALL} ?[日号])",
            partial(_month, counting=counting),
        ),
        (
            rf"(?P<a>{SMALL}) ?月份?(?:{SEPARATOR}|、)(?P<b>{SMALL}) ?月份?{month_words}"
            rf"(?! ?{SMALL} ?[日号]|{_PART_OF_MONTH})",
            partial(_month, counting=counting),
        ),
        (rf"(?P<a>[一二三四五六七八])(?P<b>[二三四五六七八九])月份?{month_words}", partial(_month, counting=counting)),
        (rf"(?:前|头|首) ?(?P<n>{SMALL}) ?个? ?月", _first_months),
        (rf"(?:后|最后) ?(?P<n>{SMALL}) ?个? ?月", _last_months),
        (rf"第 ?(?P<n>{SMALL}) ?个?月(?!度)", _nth_month),
        (r"首个?月|(?P<last>末月|最后一个月)", _end_month),
        (
            rf"(?P<word>{alternatives(month)}){words.unless('month')}",
            partial(_relative_month, table=month, counting=counting + words.part_of_word("next") + "以"),
        ),
        (
            rf"(?P<word>{alternatives(near_month)}){words.unless('month')}",
            partial(_relative_month, table=near_month, counting=counting + words.part_of_word("next"), in_context=True),
        ),
        (r"(?P<part>上中|中[上下]|[上中下])旬", _ten_days),
        (r"(?P<part>上|下)半月(?!谈|刊)", partial(_half_month, not_after=words.part_of_word("month"))),
        (r"(?P<part>上|下|前|后)半(?:个?月(?!谈|刊)|段)", partial(_half_month, not_after="", starts=False)),
        (r"(?P<part>月中)(?!旬|国|心|央|小|高|期)", partial(_half_month, not_after=words.part_of_word("month"))),
        (r"(?P<a>[一二三])(?P<b>[二三四])季度", _quarter),
        (
            rf"(?P<stem>{alternatives(week)}){week_word}(?:(?P<end>末)|{week_word}?(?P<day>[一二三四五六日天])(?!月))?"
            + words.unless("week"),
            partial(_relative_week, table=week, counting=counting),
        ),
        (
            rf"(?:第 ?(?P<n>{SMALL}|[首末])|(?P<first>首)(?!个?周末)|(?P<last>最后一))个?{week_word}"
            "(?![一二三四五六日天])",
            _nth_week,
        ),
        (rf"(?:第? ?(?P<n>{SMALL})|(?P<last>最后一))个?{week_word}(?P<day>[一二三四五六日天])", _nth_weekday),
        (
            rf"(?:前|头|最后|(?P<late>后)) ?(?P<n>{SMALL}) ?个?(?P<unit>天|日|{week_word}){words.unless('days_of')}",
            _days_of,
        ),
    ]  # fmt: skip


def _half(match: re.Match[str]) -> Atom:
    first = 1 if match["side"] in "上前" else 7
    resolve = in_year(lambda year: months(year, first, first + 5, "half"), fine=False)
    return Atom(HALF, resolve, not_after="此" if match["side"] == "前" else "")


def _half_code(match: re.Match[str]) -> Atom:
    first = 6 * int(match["n"]) - 5
    resolve = in_year(lambda year: months(year, first, first + 5, "half"), fine=False)
    return Atom(HALF, resolve, not_after=BEFORE_CODES)


def _relative_half(match: re.Match[str], table: dict[str, int]) -> Atom:
    offset = table[match["word"]]

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if context.published is None:
            return None
        half = (context.published.month - 1) // 6 + offset
        period = months(context.published.year, 6 * half + 1, 6 * half + 6, "half")
        return period.marked(relative=True) if period else None

    return Atom(HALF, resolve, "periods.half_year")


def _quarter(match: re.Match[str], starts: bool = True) -> Atom | None:
    given = match.groupdict()
    first = read_small(given.get("a") or given.get("b") or "")
    last = read_small(given.get("b") or given.get("a") or "")
    if not first or not last or not 1 <= first <= last <= 4:
        return None
    code = match[0][0] in "Qq"
    resolve = in_year(lambda year: quarters(year, first, last), fine=False)
    return Atom(QUARTER, resolve, starts=starts and not code, not_after="" if code else "续" + NUMERALS)


def _first_quarters(match: re.Match[str]) -> Atom:
    count = read_small(match["n"]) or 1
    return Atom(QUARTER, in_year(lambda year: quarters(year, 1, count), fine=False, past=True))


def _last_quarters(match: re.Match[str]) -> Atom:
    count = read_small(match["n"] or match["one"]) or 1
    return Atom(QUARTER, in_year(lambda year: quarters(year, 5 - count, 4), fine=False))


def _relative_quarter(match: re.Match[str], table: dict[str, int], in_context: dict[str, int]) -> Atom:
    word = match["word"]
    offset = table[word] if word in table else in_context[word]

    def resolve(parent: Period | None, context: Context) -> Period | None:
        from_text = word in in_context or context.compared
        day = context.reference_month if from_text else context.published
        if from_text and context.last_named:
            day = context.last_named[1]
        if day is None:
            return None
        number = (day.month + 2) // 3 + offset
        year = parent.first.year if parent and parent.first else day.year  # 去年|同季
        period = quarters(year, number, number)
        return period.marked(relative=True) if period else None

    return Atom(QUARTER, resolve, "periods.quarter" if word in table else "periods.quarter_in_context")


def _month(match: re.Match[str], counting: str) -> Atom | None:
    given = match.groupdict()
    first = 1 if given["a"] == "元" else read_small(given["a"])
    last = read_small(given["b"]) if given.get("b") else first
    if not first or not last or not 1 <= first <= last <= 12:
        return None
    if match[0].startswith(given["a"] + (given.get("b") or "-")) and last != first + 1:
        return None  # 七八月 are July and August
    fine = last == first
    resolve = in_year(lambda year: months(year, first, last), fine=fine, past=not fine and first == 1)
    return Atom(MONTH, resolve, not_after=".,个年" + counting + NUMERALS)


# 前两个月 in a text of early February cannot be January and February, which are not over: it is the two months before.
# So many days short of their end they are (前10个月 on 28 October); 前11个月 in a text of January is last year's.
_NEARLY_OVER = 10
_UP_TO_JUNE = 6


def _first_months(match: re.Match[str]) -> Atom | None:
    """前10个月 counts from January, 前两个月 as well unless they are still to come."""
    count = read_small(match["n"])
    if not count or count > 12 or (count == 1 and match[0][0] != "首"):
        return None
    counted = in_year(lambda year: months(year, 1, count), fine=False, past=True)

    def resolve(parent: Period | None, context: Context) -> Period | None:
        today = context.published
        named = context.year_in_sentence or (today is not None and context.year not in (None, today.year))
        look_back = count < _UP_TO_JUNE and match[0][0] == "前" and not named and not context.looks_ahead
        if parent is None and today and look_back:
            end = months(today.year, count, count)
            if end and end.last and (end.last - today).days > _NEARLY_OVER:
                found = months(today.year, today.month - count, today.month - 1)
                return found.marked(relative=True) if found else None
        return counted(parent, context)

    return Atom(MONTH, resolve)


def _last_months(match: re.Match[str]) -> Atom | None:
    """明年|最后4个月 counts back from its end; 后三个月 by itself is the next three months."""
    count = read_small(match["n"])
    if not count or count > 12:
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent is None or parent.last is None:
            today = context.published
            return months(today.year, today.month + 1, today.month + count) if today else None
        return months(parent.last.year, parent.last.month - count + 1, parent.last.month)

    return Atom(MONTH, resolve, weak=1)


def _nth_month(match: re.Match[str]) -> Atom | None:
    number = read_small(match["n"])
    if not number or number > 12:
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent is None or parent.first is None:
            return None
        return months(parent.first.year, parent.first.month + number - 1, parent.first.month + number - 1)

    return Atom(MONTH, resolve, starts=False, after=frozenset((YEAR, HALF, QUARTER)))


def _end_month(match: re.Match[str]) -> Atom:
    last = bool(match["last"])

    def resolve(parent: Period | None, context: Context) -> Period | None:
        day = (parent.last if last else parent.first) if parent else None
        return months(day.year, day.month, day.month) if day else None

    return Atom(MONTH, resolve, starts=False)


def _relative_month(match: re.Match[str], table: dict[str, int], counting: str, in_context: bool = False) -> Atom:
    """上月; in 较上月 it is the month before the one the text speaks of."""
    offset = table[match["word"]]

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent is not None and parent.first is not None:  # 去年|本月
            day: date | None = context.published.replace(year=parent.first.year, day=1) if context.published else None
        else:
            day = context.reference_month if in_context or context.compared else context.published
        period = months(day.year, day.month + offset, day.month + offset) if day else None
        return period.marked(relative=True) if period else None

    return Atom(MONTH, resolve, "periods.month_in_context" if in_context else "periods.month", not_after=counting)


def _ten_days(match: re.Match[str]) -> Atom:
    part, end = sorted(("上中下".index(match["part"][0]), "上中下".index(match["part"][-1])))

    def resolve(parent: Period | None, context: Context) -> Period | None:
        base = parent.first if parent else context.reference_month
        if base is None:
            return None
        month = parent or months(base.year, base.month, base.month)
        opening = month.first if month and month.first else base
        first = move_days(opening, 10 * part)
        last = month.last if end == 2 and month else move_days(opening, 10 * end + 9)
        return Period(first, last, "ten-days", relative=parent is None or parent.relative)

    return Atom(WEEK, resolve, after=frozenset((MONTH,)))


def _half_month(match: re.Match[str], not_after: str, starts: bool = True) -> Atom:
    """9月|上半月, 9月|前半段 is its first fifteen days; 月中 roughly its middle third."""
    part = match["part"]

    def resolve(parent: Period | None, context: Context) -> Period | None:
        base = parent.first if parent else context.reference_month
        month = months(base.year, base.month, base.month) if base else None
        if base is None or month is None:
            return None
        relative = parent is None or parent.relative
        if part in "上前":
            return Period(base.replace(day=1), base.replace(day=15), "span", relative=relative)
        if part in "下后":
            return Period(base.replace(day=16), month.last, "span", relative=relative)
        return Period(base.replace(day=10), base.replace(day=20), "span", relative=relative, vague=True)

    return Atom(WEEK, resolve, starts=starts, after=frozenset((MONTH,)), not_after=not_after + NUMERALS)


def _relative_week(match: re.Match[str], table: dict[str, int], counting: str) -> Atom:
    offset, day = table[match["stem"]], match["day"]

    def resolve(parent: Period | None, context: Context) -> Period | None:
        week = week_of(context.published, offset) if context.published else None
        if week is None or week.first is None:
            return None
        if match["end"]:
            return Period(move_days(week.first, 5), week.last, "span", relative=True)
        if day:
            found = move_days(week.first, weekday_number(day) - 1)
            return Period(found, found, "day", relative=True)
        return week.marked(relative=True)

    return Atom(DAY if day else WEEK, resolve, "periods.week", not_after=counting)


def weekday_number(word: str) -> int:
    """1 for 一 … 7 for 日 and 天."""
    return "一二三四五六日天".index(word) + 1 if word != "天" else 7


def _nth_week(match: re.Match[str]) -> Atom | None:
    """The nth week of a month or year begins on its nth Monday."""
    number = -1 if match["last"] or match["n"] == "末" else read_small(match["n"] or match["first"])
    if not number or number > 53:
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent is None or parent.first is None or parent.last is None:
            return None
        monday = move_days(parent.first, -parent.first.weekday() % 7)
        if number < 0:
            monday = move_days(parent.last, -parent.last.weekday())
        elif parent.grain == "year":  # weeks of a year are numbered by ISO 8601
            return week_of(date(parent.first.year, 1, 4), number - 1)
        else:
            monday = move_days(monday, 7 * (number - 1)) if monday else None
        return week_of(monday) if monday else None

    return Atom(WEEK, resolve, starts=False, after=frozenset((YEAR, HALF, QUARTER, MONTH)))


def _nth_weekday(match: re.Match[str]) -> Atom | None:
    number = -1 if match["last"] else read_small(match["n"])
    if not number or number > 5:
        return None
    weekday = weekday_number(match["day"]) - 1

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent is None or parent.first is None or parent.last is None:
            return None
        if number < 0:
            day = move_days(parent.last, -((parent.last.weekday() - weekday) % 7))
        else:
            day = move_days(parent.first, (weekday - parent.first.weekday()) % 7 + 7 * (number - 1))
        return Period(day, day, "day") if day and parent.first <= day <= parent.last else None

    return Atom(DAY, resolve, starts=False, after=frozenset((MONTH,)))


def _days_of(match: re.Match[str]) -> Atom | None:
    """8月|前15天, 上月|最后五天: counted inside the piece before."""
    count = read_small(match["n"])
    if not count:
        return None
    length = count if match["unit"] in "天日" else 7 * count
    late = match[0].startswith(("最后", "后"))

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent is None or parent.first is None or parent.last is None:
            return None
        if late:
            return Period(move_days(parent.last, 1 - length), parent.last, "span")
        return Period(parent.first, move_days(parent.first, length - 1), "span")

    return Atom(WEEK, resolve, starts=False, after=frozenset((YEAR, HALF, QUARTER, MONTH)))
