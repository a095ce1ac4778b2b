"""The time of figures that several times, or a time and a change, govern.

In: a figure with the dates of its sentence. Out: its period. An average rate takes the whole span of years, a list over
years one year each, 前值 the time before that of the value beside it, two days that are summed both.
例: in “由2016年的12亿元增至2020年的30亿元，年均增长25.7%” the rate is of 2016 to 2020; in “2021—2023年营业收入分别为
12亿元、15亿元和19亿元” the second amount is of 2022; in “今年，比重由38%升至62%” nothing says when it was 38%.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from extractor.facts.fact import Fact
from extractor.facts.laws.days import DayLaws
from extractor.facts.laws.surroundings import RATES, Place, Surroundings, behind_last_cut
from extractor.facts.times import whole_months, whole_parts, whole_years
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import alternation
from extractor.mentions import DateMention
from extractor.periods.period import ends_month, month_end, move_days, move_months
from extractor.rulebook import Rulebook

Dates = Sequence[DateMention]
Decided = tuple[DateMention | None, str] | None  # a period, None for no period, and the law's name; None: not decided
_SECTION = "facts/laws"
_YEAR_LONG = 366  # days
_LONGEST = 60  # years
_LONGEST_VERB = 12  # characters from a first value to the next
_LONGEST_FROM = 10  # characters from 由 to the first value
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_WEEK = 7
_LONGEST_REACH = 40  # characters before a year in which 从 makes a span of it
_YEAR = lazy_re(r"(?:19|20)?\d\d年?")
_FROM_BEFORE = lazy_re(r"[由从][^，,。；;：:！？!?\n（()）]*$")
_MARK = lazy_re("[，,。；;：:]")
_BASE = lazy_re("[由从较比]")
_TO = lazy_re(r"[^，,。；;：:！？!?\n（()）\d]*(?:至|到|为|成)(?:了|约|近|超过?)?\s*")
_SPAN_MARKS = lazy_re("[-—–~～至到]")
_AND = lazy_re(r"\s*(?:[、，,]|和|与|及|以及)\s*")
_REACHED = lazy_re(r"(?<!截)(?:到了?|至)\s?$")  # 到|2027年, 到了|2016年
_SINCE = lazy_re("[从由自]")
_EACH_MONTH = lazy_re("各月|逐月|每月|单月")
_DIGIT = lazy_re("[0-9一二三四五六七八九十]")
_CLAUSE, _OPENING = lazy_re("[，,；;。]"), lazy_re("[（(]")
_CLOSING = lazy_re("[）)]")
_LONGEST_VALUE = 30  # characters from a time to the value that it is of
_LONGEST_ASIDE = 60  # characters from a time to the end of its brackets
_LISTED = lazy_re("[/／、和与及]")
_FEWEST_MONTHS = 4  # 1至3月三次产业分别增长 is no list over months
_BETWEEN = lazy_regex(r"\s*+(?:[、，,/／]|和|与|及|以及)\s*+(?:\p{Han}{1,2})?\s*+")


class PeriodLaws:
    """The laws of times, compiled from `rules/facts/laws.txt`."""

    def __init__(self, rulebook: Rulebook) -> None:
        words = partial(rulebook.words, _SECTION)
        self._previous = lazy_re(f"(?:{alternation(words('previous_value'))})[^，,。；;：:]*$")
        self._earlier = lazy_re(alternation(rulebook.words("facts/basis", "earlier_time")))
        self._sums = lazy_re(alternation(words("sums_of_times")))
        self._outlook = lazy_re(alternation([*words("forecast"), *words("previews"), *words("outlooks")]))
        self._days = DayLaws(rulebook)

    def settle(self, context: Surroundings, place: Place) -> None:
        """Set the period that the dates and words before the figure give, where they decide it."""
        fact = place.fact
        dates = context.dates_between(place.sentence, place.figure.outer_start)
        stated = self._before_the_last, self._from_and_to, self._summed
        for law in (_compared, self._behind, _of_brackets, _average, _own_part, *stated, _reached, _as_of, _own_time):
            if found := law(context, place, dates):
                _set(fact, *found)
                break
        self._days.settle(context, place)

    def _behind(self, context: Surroundings, place: Place, dates: Dates) -> Decided:
        """亏损1.3亿元，〔上年〕盈利0.5亿元: an earlier time of the clause behind is not that of the figure."""
        period, figure = place.fact.period, place.figure
        if period is None or period.start < figure.outer_end or not self._earlier.match(context.text, period.start):
            return None
        between = context.text[figure.outer_end : period.start]
        of_other = context.figures_between(period.end, period.end + _LONGEST_VALUE)
        if not _CLAUSE.search(between) or _OPENING.search(between) or not of_other:
            return None
        stated = place.rules.period
        before = stated if stated is not None and stated.start < figure.start else None
        return before, "without the time of the clause behind"

    def _before_the_last(self, context: Surroundings, place: Place, dates: Dates) -> Decided:
        """8月PPI同比下降1.8%，〔前值〕下降0.8%: the month before."""
        clause = context.clause_before(place, _MARK)
        words = self._previous.search(context.text, clause, place.figure.outer_start)
        if words is None:
            return None
        for index in range(place.index - 1, place.first - 1, -1):
            period = context.settled[index].period
            if context.figures[index].outer_end > words.start() or period is None:
                continue
            if period.first and period.last and period.grain == "week":
                first, last = move_days(period.first, -_WEEK), move_days(period.last, -_WEEK)
                return replace(period, first=first, last=last), "previous value"
            if period.first is not None and period.grain in _MONTHS:
                first = move_months(period.first, -_MONTHS[period.grain])
                last = move_days(period.first, -1)
                return replace(period, first=first, last=last, point=False), "previous value"
        return None

    def _from_and_to(self, context: Surroundings, place: Place, dates: Dates) -> Decided:
        """由38%升至62%: the first value is of no stated time, but of the first part of 2000年—2023年."""
        index = place.index
        if _rises(context, index, place.sentence):
            rising, end = index, 0
        elif index > place.first and _rises(context, index - 1, place.sentence):
            rising, end = index - 1, 1
        else:
            return None
        start = context.figures[rising].outer_start
        if self._outlook.search(context.text, place.sentence, start):
            return None
        dates = [date for date in dates if date.end <= start]
        span = dates[-1] if dates else None
        if span is not None and _SPAN_MARKS.search(context.text, span.start, span.end) and (ends := _ends(span)):
            return ends[end], "one end of a span"
        bases = [date for date in dates if _BASE.match(context.text, date.start - 1) or date.prefix == "compared"]
        if end or (span is not None and span.suffix):
            return None
        return (bases[-1], "what it is compared with") if bases else (None, "no time of what it was")

    def _summed(self, context: Surroundings, place: Place, dates: Dates) -> Decided:
        """9日、10日两天, 2023年和2024年合计: both together."""
        if len(dates) < 2:
            return None
        left, right = dates[-2], dates[-1]
        if left.first is None or right.last is None or not _AND.fullmatch(context.text, left.end, right.start):
            return None
        if context.figures_between(right.end, place.figure.start) or not left.first < right.last:
            return None
        if not self._sums.search(context.text, right.end, place.figure.outer_start):
            return None
        return replace(right, start=left.start, first=left.first, grain="span", point=False), "both times"


def _set(fact: Fact, period: DateMention | None, reason: str) -> None:
    """Give a fact another period, and record why."""
    before = (fact.period.first, fact.period.last) if fact.period else (None, None)
    if before == ((period.first, period.last) if period else (None, None)):
        return
    fact.period = period
    fact.note("period", f"laws.{reason}", f"{period.first} to {period.last}" if period else "none")


def _rises(context: Surroundings, index: int, sentence: int) -> bool:
    """Whether a figure is what a change sets out from: 由〔38%〕升至62%."""
    if index + 1 >= len(context.figures):
        return False
    figure, following = context.figures[index], context.figures[index + 1]
    if not 0 < following.outer_start - figure.outer_end <= _LONGEST_VERB:
        return False
    if not _TO.fullmatch(context.text, figure.outer_end, following.outer_start):
        return False
    from_word = _FROM_BEFORE.search(context.text, max(sentence, figure.outer_start - _LONGEST_FROM), figure.outer_start)
    return from_word is not None and not context.dates_between(from_word.start(), figure.start)


def _ends(span: DateMention) -> tuple[DateMention, DateMention] | None:
    """The first and the last year, or month, of a span."""
    first, last = span.first, span.last
    if first is None or last is None or (first.year, first.month) == (last.year, last.month) or first.day != 1:
        return None
    if not ends_month(last):
        return None
    if (first.month, last.month) == (1, 12):
        begins, ends = first.replace(month=12, day=31), last.replace(month=1, day=1)
        grain = "year"
    else:
        begins, ends = month_end(first), last.replace(day=1)
        grain = "month"
    return replace(span, last=begins, grain=grain), replace(span, first=ends, grain=grain)


def _compared(context: Surroundings, place: Place, dates: Dates) -> Decided:
    """1.25%（较上年末-0.02pct）: what a change is measured against is the time of neither value.

    The level that a comparison names is of that time, though: 较2020年的〔12亿元〕.
    """
    fact, stated = place.fact, place.rules.period
    period = fact.period
    if period is None or period.prefix != "compared":
        return None
    figure = place.figure
    of_value = not figure.sign and not context.text[period.end : figure.outer_start].strip()  # 较去年同期33.53%的增速
    if (fact.kind != "change" or of_value) and place.own <= period.start < figure.start:
        return None
    if stated is not None and stated.prefix == "compared":
        stated = None
    return stated, "without what is compared"


def _of_brackets(context: Surroundings, place: Place, dates: Dates) -> Decided:
    """0.28元（2022年：0.25元）: a time in brackets with a value of its own is that of no value outside them."""
    period, figure, text = place.fact.period, place.figure, context.text
    if period is None:
        return None
    stretch = text[place.sentence : period.start]
    opening = max(stretch.rfind("（"), stretch.rfind("("))
    closing = _CLOSING.search(text, period.end, period.end + _LONGEST_ASIDE)
    if opening < 0 or closing is None or _CLOSING.search(stretch, opening):
        return None
    opening += place.sentence
    if opening < figure.start < closing.start() or not context.figures_between(period.end, closing.start()):
        return None
    outside = [
        context.settled[index].period
        for index in range(place.first, place.index)
        if context.figures[index].end <= opening
    ]
    stated = place.rules.period
    inside = stated is not None and opening < stated.start < closing.start()
    return outside[-1] if outside else None if inside else stated, "a time outside the brackets"


def _as_of(context: Surroundings, place: Place, dates: Dates) -> Decided:
    """今年以来（截至8月15日）: the stretch before the brackets, up to the day in them."""
    period = place.fact.period
    for whole, day in zip(reversed(dates[:-1]), reversed(dates[1:]), strict=False):
        between = context.text[whole.end : day.prefix_start]
        if day.prefix != "point" or between not in ("（", "(") or whole.first is None or day.last is None:
            continue
        if not day.last > whole.first or period is None or period.start not in (whole.start, day.start):
            return None
        return replace(whole, last=day.last, grain="span", point=False), "up to a day"
    return None


def _own_time(context: Surroundings, place: Place, dates: Dates) -> Decided:
    """沪指本周上涨1.5%，〔年内〕上涨3%: the time that opens a clause of nothing but a change is that of the change."""
    fact, text = place.fact, context.text
    own = [date for date in dates if date.start >= place.own]
    if len(own) != 1 or fact.kind != "change" or fact.period is None or fact.period.start >= place.own:
        return None
    date = own[0]
    if date.prefix or date.suffix or date.first is None or text[place.own : date.start].strip():
        return None
    if not date.relative or _DIGIT.search(text, date.start, date.end):
        return None
    stated = place.rules.period
    return (date, "time of the clause") if stated is not None and stated.start == date.start else None


def _average(context: Surroundings, place: Place, dates: Dates) -> Decided:
    """The whole span of an average rate."""
    fact = place.fact
    if fact.kind != "change" or fact.basis != "avg" or place.figure.unit not in RATES:
        return None
    found = _span(dates)
    return (found, "average") if found else None


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


def _own_part(context: Surroundings, place: Place, dates: Dates) -> Decided:
    """The year, or month, of one figure of a list that is as long as the span of years, or months, before it."""
    if place.fact.kind == "change" and place.fact.basis == "avg":
        return None
    first, last = context.list_around(place, partial(_goes_on, context))
    size = last - first + 1
    before = [date for date in dates if date.end <= context.figures[first].outer_start]
    if size < 2 or not before:
        return None
    parts = whole_years(before[-1])
    if len(parts) == size:
        return parts[place.index - first], "list over years"
    parts = _several(context, before)
    if len(parts) == size:
        return parts[place.index - first], "list over times"
    words = context.text[before[-1].start : before[-1].end]
    if _LISTED.search(words):  # 一/二/三季度, 7/8/9月
        length = 6 if "半" in words else 3 if "季" in words else 0
        parts = whole_parts(before[-1], length) if length else whole_months(before[-1])
        return (parts[place.index - first], "list over parts of a year") if len(parts) == size else None
    each = _EACH_MONTH.search(context.text, before[-1].start, context.figures[first].outer_start)
    parts = whole_months(before[-1]) if size >= _FEWEST_MONTHS or each else []
    return (parts[place.index - first], "list over months") if len(parts) == size else None


def _several(context: Surroundings, dates: Dates) -> list[DateMention]:
    """The times that are listed last, of a list of years each of them: 22/23年|及24Q1."""
    parts: list[DateMention] = []
    for date, following in zip(reversed(dates), [None, *reversed(dates)], strict=False):
        if following and not _AND.fullmatch(context.text, date.end, following.start):
            break
        parts[:0] = whole_years(date) or [date]
    return parts


def _reached(context: Surroundings, place: Place, dates: Dates) -> Decided:
    """到2027年达到28% is aimed at for the end of the year, 到了2016年 speaks of the whole year."""
    fact, period = place.fact, place.fact.period
    if period is None or period.last is None or (period.last.month, period.last.day) != (12, 31):
        return None
    begins = period.last.replace(month=1, day=1)
    if period.first not in (begins, period.last) or not _YEAR.fullmatch(context.text, period.start, period.end):
        return None
    low = max(0, period.start - _LONGEST_REACH)
    reached = _REACHED.search(context.text, low, period.start)
    if reached is None:
        return None
    clause = behind_last_cut(context.text, low, period.start)
    published = context.document.published
    has_come = published is not None and begins.year <= published.year
    if fact.modality == "actual":
        return (replace(period, first=begins, grain="year", point=False), "year that came") if has_come else None
    if not has_come and not _SINCE.search(context.text, clause, period.start):
        return replace(period, first=period.last, grain="day", point=True), "end of the year aimed at"
    return None


def _goes_on(context: Surroundings, index: int) -> bool:
    return context.figures[index].unit == context.figures[index + 1].unit and context.joined(index, _BETWEEN)
