"""Times of heads: 2019年12月31日, 1—3月, 本报告期, 期末 to their days.

In: the words of a head, the time that title, caption or a head above name, and the day of publication. Out: the days
and the rest of the words. 例: under a title of 2019, 年末数 → 2019-12-31, rest “”.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from extractor.lazy import lazy_re
from extractor.periods import Context, grammar_of
from extractor.periods.period import Period, months, move_months
from extractor.rulebook import Rulebook, once_a_rulebook
from extractor.tables.rules import rules_of

_BARE_YEAR = lazy_re(r"(?<![\d.])((?:19|20)\d\d)(?:\s*[Ee](?![a-z]))?(?:\s*[AaFf](?![a-z]))?(?![\d.,])")
_QUARTER = lazy_re(r"(?<![A-Za-z\d])(?:[Qq]([1-4])|([1-4])[Qq])(?![A-Za-z\d])")
_MONTH_NUMBER = lazy_re(r"(?:[1-9]|1[0-2])")
_START = lazy_re(r"[0-9“\"一二三四五六七八九十上下前第全去今本年当截至到]")
_YEAR_WORD = lazy_re(r"((?:19|20)\d\d)")
_LONGEST = 40
_UNTIL = lazy_re(r"^(?:截至|截止|于|至)")


class StatedTime(NamedTuple):
    """A time in a head: its days, the words left, and whether it was a word of accounting (本期)."""

    period: Period | None
    rest: str
    relative: bool = False


class Times:
    """Reads times; what is read of the same words in the same context is remembered."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._grammar = grammar_of(rulebook)
        self._rules = rules_of(rulebook)
        self.read = lru_cache(maxsize=8192)(self._read)
        self.first_period = lru_cache(maxsize=1024)(self._first_period)

    def _read(
        self, words: str, reference: Period | None, published: date | None, bare: bool = False
    ) -> StatedTime | None:
        """The time in a head's words; None where they tell none. `bare` lets 2019 alone be a year."""
        if len(words) > _LONGEST:
            return None
        stated = self._stated(words, reference, published, bare)
        if stated is not None and stated.rest:
            again = self._stated(stated.rest.strip("（）()"), reference, published, bare)
            if again is not None and not again.rest:  # 本报告期（1-6月）
                return again if stated.relative and again.period is not None else stated._replace(rest="")
        return stated

    def _stated(self, words: str, reference: Period | None, published: date | None, bare: bool) -> StatedTime | None:
        pattern, kinds = self._rules.period
        match = pattern.fullmatch(words) or pattern.search(words)
        explicit = self._explicit(words, reference, published)
        if explicit is not None and (match is None or explicit[1] - explicit[0] > len(match[0])):
            start, end, period = explicit
            return StatedTime(self._so_far(words[end:], period, reference), self._rest(words, start, end))
        if match is not None and self._is_time(words, match):
            rest = self._rest(words, match.start(), match.end())
            return StatedTime(self._relative(kinds[match[0]], reference), rest, True)
        if explicit is not None:
            start, end, period = explicit
            return StatedTime(period, self._rest(words, start, end))
        year = _BARE_YEAR.search(words)
        if year and (bare or year[0] != words or True) and (bare or len(words) > len(year[1])):
            return StatedTime(_year(int(year[1])), self._rest(words, year.start(), year.end()))
        quarter = _QUARTER.search(words)
        if quarter and reference and reference.last:
            number = int(quarter[1] or quarter[2])
            return StatedTime(
                months(reference.last.year, 3 * number - 2, 3 * number, "quarter"), self._rest(words, *quarter.span())
            )
        return None

    def _so_far(self, behind: str, period: Period, reference: Period | None) -> Period:
        """2024年累计 in a report of April is the time from January to April."""
        if reference is None or reference.last is None or period.grain != "year" or period.last is None:
            return period
        if not behind.startswith("累计") or reference.last.year != period.last.year:
            return period
        return self._relative("ytd", reference) or period

    def kind(self, words: str) -> str | None:
        """What the words of accounting in a head are (this, before, ytd, …), None where there are none."""
        pattern, kinds = self._rules.period
        match = pattern.search(words.replace(" ", ""))
        return kinds[match[0]] if match is not None else None

    def _is_time(self, words: str, match: re.Match[str]) -> bool:
        """Whether a word of accounting is one here: 上年 of 比上年增减 is what a change is measured against."""
        before = words[: match.start()]
        return not before.endswith(("比", "较", "与"))

    def _explicit(self, words: str, reference: Period | None, published: date | None) -> tuple[int, int, Period] | None:
        """The longest expression of time in the words."""
        grammar = self._grammar
        folded = grammar.words.fold(words)
        best: tuple[int, int, Period] | None = None
        at = 0
        for match in _START.finditer(folded):
            if match.start() < at:
                continue
            start = match.start()
            if start and folded[start].isdigit() and folded[start - 1] in "0123456789.,":
                continue
            before = folded[:start]
            if before.endswith(("比", "较", "与")):
                continue
            expression = grammar.read(grammar.run(folded, start).rstrip())
            if expression is None or expression.length < 2 or expression.weak > 1:
                continue
            year = reference.last.year if reference is not None and reference.last else None
            of_a_day = reference is not None and reference.first == reference.last  # 今日 of a title's 5月9日
            day = reference.last if reference and of_a_day else published
            context = Context(day, year=year, year_in_sentence=year is not None)
            period = expression.resolve(context)
            if period is None or not period.known:
                continue
            at = start + expression.length
            if best is None or expression.length > best[1] - best[0]:
                best = start, at, period
        if best is None:
            return None
        start, end, period = best
        report = self._report(folded, start, end, period)
        if report is not None:
            return start, report[0], report[1]
        if _UNTIL.match(folded[:start][-2:]) and period.last:
            period = period.to_point()
        return start, end, period

    def _report(self, words: str, start: int, end: int, period: Period) -> tuple[int, Period] | None:
        """2021年半年度报告 speaks of its first half, 2020年三季报 of nine months."""
        pattern, reports = self._rules.report
        year = _YEAR_WORD.search(words, start, end)
        match = pattern.match(words, year.end()) if year else None
        if match is None or year is None or match.end() < end or match[1] not in reports:
            return None
        first, last = reports[match[1]]
        stated = months(int(year[1]), first, last, "year" if last - first == 11 else "quarter")
        return (match.end(), stated) if stated else None

    def _rest(self, words: str, start: int, end: int) -> str:
        """The words without the time, and without what follows times and adds nothing."""
        rest = (_UNTIL.sub("", words[:start]) + words[end:]).strip("的 　，、：:-—/").lstrip("）)").rstrip("（(")
        opened, closed = (sum(map(rest.count, marks)) for marks in ("（(", "）)"))
        rest = rest.rstrip("）)") if closed > opened else rest.lstrip("（(") if opened > closed else rest
        inner = rest.strip("（）()")
        return "" if not inner or inner in self._rules.dated else rest

    def _first_period(self, words: str, published: date | None, within: Period | None = None) -> Period | None:
        """The time that a title, a caption or the line above a table speaks of."""
        best = self._explicit(words[:200], within, published)
        if best is not None:
            return best[2]
        year = _BARE_YEAR.search(words[:200])
        return _year(int(year[1])) if year else None

    def _relative(self, kind: str, reference: Period | None) -> Period | None:
        """A word of accounting, counted from the time that the report covers."""
        if reference is None or reference.first is None or reference.last is None:
            return None
        last = reference.last
        if kind in ("before", "before_ytd"):
            return _year_before(reference.first if kind == "before" else date(last.year, 1, 1), last, reference)
        if kind in ("month", "before_month"):
            day = last if kind == "month" else move_months(date(last.year, last.month, 1), -1)
            return months(day.year, day.month, day.month) if day else None
        if kind == "before_day":
            day = last - timedelta(days=1)
            return Period(day, day, "day") if reference.first == last else None
        begin = date(last.year - 1, 12, 31)
        return {
            "this": reference,
            "end": Period(last, last, "day", point=True),
            "start": Period(begin, begin, "day", point=True),
            "ytd": Period(date(last.year, 1, 1), last, "span"),
        }.get(kind)

    def month(self, words: str, reference: Period | None) -> Period | None:
        """A bare number as a month: rows 1 to 12 under the head 月份."""
        if reference is None or reference.last is None or not _MONTH_NUMBER.fullmatch(words):
            return None
        return months(reference.last.year, int(words), int(words))


def _year_before(first: date, last: date, reference: Period) -> Period | None:
    """The same months of the year before."""
    earlier = move_months(date(first.year, first.month, 1), -12)
    end = _last_day(last.year - 1, last.month) if last.day > 27 else move_months(last, -12)
    return Period(earlier, end, reference.grain) if earlier and end else None


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), "year")


def _last_day(year: int, month: int) -> date | None:
    period = months(year, month, month)
    return period.last if period else None


@once_a_rulebook
def times_of(rulebook: Rulebook) -> Times:
    """The times of a rulebook, made once."""
    return Times(rulebook)
