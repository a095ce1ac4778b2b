"""Which days a chosen time gives its figure, where its own clause says more than the words of the time.

In: a fact whose period is chosen. Out: the fact with other days of that time.
例: published 2024-03-05, “8月，出口增长5%” speaks of August 2023, which has been; “8月…期末余额” of its last day;
5月初 of no stated days; 日本…2022年度 of April 2022 to March 2023.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from extractor.facts.laws.surroundings import Place, Surroundings
from extractor.lazy import lazy_re
from extractor.lexicon import alternation
from extractor.mentions import DateMention
from extractor.periods import parse_period
from extractor.periods.period import move_stretch
from extractor.rulebook import Rulebook

_SECTION = "facts/laws"
_FESTIVALS = "periods_festivals."
_OF_YEAR = ("periods.calendar", _FESTIVALS)  # rules of times that may leave out their year
_STATES_YEAR = lazy_re(r"\d\d年|[12]\d{3}")
_NEAR = 45  # days ahead in which a bare day is that of what is to come
_LAST_OF_FIRST_HALF = 6  # the last month in which 全年 of a fact is the year before
_SPANS = ("month", "quarter", "half", "year", "span")
_OPEN = ("open", "since")
_YEAR = 12  # months
_FISCAL = 3  # months that Japan's fiscal year lies behind the calendar's


def _of_year_before(festival: str, published: date) -> tuple[date, date] | None:
    """A festival's days for who reads a year earlier: those of 春节 do not move by a year of the calendar."""
    try:
        found = parse_period(festival, move_stretch(published, published, -_YEAR)[0])
    except ValueError:
        return None
    return (found.first, found.last) if found.first and found.last and found.last <= published else None


class DayLaws:
    """The laws of days, compiled from `rules/facts/laws.txt`."""

    def __init__(self, rulebook: Rulebook) -> None:
        words = partial(rulebook.words, _SECTION)
        modals = [w for name in ("forecast", "will", "target") for w in rulebook.words("facts/modality", name)]
        self._ahead = lazy_re(alternation([*words("forecast"), *words("previews"), *modals]))
        self._whole_year = lazy_re(alternation(words("whole_year")))
        self._period_end = lazy_re(f"(?:{alternation(words('period_end'))})[^，,。；;：:]*$")
        self._bare_beginning = lazy_re(f"(?:今年)?(?:{alternation(words('beginning_of_year'))})时?")
        self._fiscal = lazy_re(f"(?:{alternation(words('fiscal_years'))})$")
        self._japan = lazy_re(alternation(words("japan")))

    def settle(self, context: Surroundings, place: Place) -> None:
        """Give the period of a fact the days that its clause says."""
        fact = place.fact
        for law in (self._has_been, self._at_its_end, self._beginning, self._japanese):
            period = fact.period
            if period is None or period.last is None:
                return
            found = law(context, place, period)
            if found is not None and (found.first, found.last) != (period.first, period.last):
                fact.period = found
                fact.note("period", f"laws.{law.__name__.strip('_')}", f"{found.first} to {found.last}")

    @staticmethod
    def _follows_one_that_has_been(context: Surroundings, place: Place, period: DateMention) -> bool:
        """8月出口增长5%，预期3%: the same words are the same time."""
        before = context.fact_before(place)
        if before is None or before.period is None or not any(d.rule == "laws.has_been" for d in before.decisions):
            return False
        return (before.period.start, before.period.end) == (period.start, period.end)

    def _has_been(self, context: Surroundings, place: Place, period: DateMention) -> DateMention | None:
        """A fact of a month or day without a year that is yet to come: of the year before."""
        if self._follows_one_that_has_been(context, place, period):
            return context.settled[-1].period
        published, first, last = context.document.published, period.first, period.last
        text = context.text
        if place.fact.modality != "actual" or published is None or first is None or last is None:
            return None
        if not period.rule.startswith(_OF_YEAR) or period.suffix in _OPEN:
            return None
        if _STATES_YEAR.search(text, period.start, period.end):
            return None
        whole = published.month <= _LAST_OF_FIRST_HALF and self._whole_year.search(text, period.start, period.end)
        days = (first - published).days
        near = days <= 0 if period.grain not in ("day", "span") else days <= _NEAR
        if last <= published or (near and not whole) or self._looks_ahead(context, place, period):
            return None
        begin, end = move_stretch(first, last, -_YEAR)
        if period.rule.startswith(_FESTIVALS):
            begin, end = _of_year_before(text[period.start : period.end], published) or (begin, end)
        return replace(period, first=begin, last=end)

    def _looks_ahead(self, context: Surroundings, place: Place, period: DateMention) -> bool:
        """Whether the words before the figure, or those of the sentence that names the time, look ahead."""
        named = context.document.sentence_at(period.start)
        stretches = [(place.sentence, place.figure.start)]
        if named.start != place.sentence:
            stretches.append((named.start, named.end))
        return any(self._ahead.search(context.text, start, end) for start, end in stretches)

    def _at_its_end(self, context: Surroundings, place: Place, period: DateMention) -> DateMention | None:
        """8月，净归还778亿元，〔期末〕余额为26541亿元: the last day."""
        own = self._period_end.search(context.text, place.own, place.figure.outer_start)
        if own is None or period.grain not in _SPANS or period.point or place.fact.kind == "change":
            return None
        return replace(period, first=period.last, grain="day", point=True)

    def _beginning(self, context: Surroundings, place: Place, period: DateMention) -> DateMention | None:
        """5月初, 2020年初 give no days; 年初 is the first day of the year."""
        words = context.text[period.start : period.end]
        if not words.endswith("初") or period.first is None or period.first == period.last:
            return None
        if self._bare_beginning.fullmatch(words):
            return replace(period, last=period.first, grain="day", point=True)
        return replace(period, first=None, last=None)

    def _japanese(self, context: Surroundings, place: Place, period: DateMention) -> DateMention | None:
        """日本…2022年度, 2015财年…亿日元: from April to March."""
        text, last = context.text, period.last
        if last is None or (last.month, last.day) != (12, 31):
            return None
        if not self._fiscal.search(text, period.start, period.end):
            return None
        if not self._japan.search(text, place.sentence, place.figure.outer_end):
            return None
        begin, end = move_stretch(period.first or last, last, _FISCAL)
        return replace(period, first=begin, last=end)

