"""What a change is measured against, where its own words and the time of the figure settle it together.

In: a change whose period is settled. Out: its basis.
例: 环比 of a quarter is qoq and of a month mom; 三季度…比二季度 is qoq, 9月…比8月 mom, 2023年…比2022年 yoy, 较7月16日
since; 年均 is avg; 下调0.2个百分点 of a forecast has none.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from extractor.facts.fact import Fact
from extractor.facts.laws.surroundings import CUT, RATES, Place, Surroundings
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import NEVER, alternation
from extractor.mentions import DateMention
from extractor.periods.period import ends_month, move_stretch
from extractor.rulebook import Rulebook

_BASIS, _LAWS = "facts/basis", "facts/laws"
_EDGE = lazy_re("[末底初]")  # 较上年末, 较年初: a moment
_QUARTER = lazy_re("[季Qq]")
_STEPS = {1: "mom", 3: "qoq"}  # whole months
_OF_CALENDAR = ("year", "half", "quarter", "month")
_LISTED = lazy_regex(r"\s*+(?:[、，,]|和|与|及|以及)\s*+")
_STEP_OF = lazy_re("[月周季]|星期")
_BY_SLASH = lazy_regex(r"\s*+[/／、]\s*+")
_PAIR = lazy_re(r"(?:同比?|[yY][oO][yY])[/／、和](?:环比?|[qQ][oO][qQ]|[mM][oO][mM])[^，。；\d]{0,6}$")
_LONGEST_PAIR = 14  # characters of 同比/环比 and the verb behind it
_SHORT = lazy_re("(同|环)(?:增|降|升|减)[长幅]?(?:约|近)?$")
_LONGEST_VERB = 12  # characters between 分别 and the first figure
Days = tuple[date, date]


class BasisLaws:
    """The laws of comparisons, compiled from `rules/facts/basis.txt` and `rules/facts/laws.txt`."""

    def __init__(self, rulebook: Rulebook) -> None:
        words = rulebook.words
        self._single_quarter = lazy_re(alternation(words(_LAWS, "single_quarter")) or NEVER)
        self._average = lazy_re(f"(?<!半)(?:{alternation(words(_BASIS, 'avg'))})\\D{{0,6}}$")
        beside = alternation([*words(_LAWS, "previous_value"), *words(_LAWS, "expected_values")])
        self._beside = lazy_re(f"(?:{beside})[^，,。；;：:]*$|^(?:{alternation(words(_LAWS, 'corrected'))})")
        self._respectively = lazy_re(alternation(words("facts/frames", "respectively")))
        self._revised = lazy_re(f"(?:{alternation(words(_LAWS, 'revisions'))})(?:了|约|近|各)?$")
        self._compared = lazy_re(
            alternation(word for name in ("yoy", "mom", "qoq", "marker") for word in words(_BASIS, name))
        )

    def settle(self, context: Surroundings, place: Place) -> None:
        """Set the basis that words and period give."""
        fact = place.fact
        if fact.kind != "change":
            return
        own = context.text[place.own : place.figure.outer_start]
        for law in (self._rate, self._revision, _both, _short, self._chain, self._as_beside, self._of_list, _date):
            found = law(context, place, own)
            if found is None:
                continue
            basis, reason = found
            if basis != fact.basis:
                fact.basis = basis
                fact.note("basis", "laws.basis", reason)
            return

    def _rate(self, context: Surroundings, place: Place, own: str) -> tuple[str, str] | None:
        """年均增长3%, 两年平均16.2%."""
        match = self._average.search(own)
        return ("avg", match[0]) if match and place.figure.unit in RATES else None

    def _revision(self, context: Surroundings, place: Place, own: str) -> tuple[None, str] | None:
        """Of a revised forecast: 增长4.6%，上调0.1个百分点."""
        match = self._revised.search(own)
        return (None, match[0]) if match and not self._compared.search(own) else None

    def _chain(self, context: Surroundings, place: Place, own: str) -> tuple[str, str] | None:
        """环比: of a quarter with the one before, of a month with the month before."""
        days, period = _days(place.fact), place.fact.period
        if "环比" not in own:
            return None
        if days is None or period is None:
            quarter = self._single_quarter.search(context.text, place.sentence, place.figure.outer_start)
            return ("qoq", f"环比 of {quarter[0]}") if quarter else None
        of_quarter = days[0] == days[1] and _QUARTER.search(context.text, period.start, period.end)
        basis = "qoq" if of_quarter else _STEPS.get(_months(days))
        return (basis, "环比") if basis else None

    def _as_beside(self, context: Surroundings, place: Place, own: str) -> tuple[str, str] | None:
        """环比升0.3%，预期降0.4%，前值升1.2%: what was expected, or came before, is measured as the value beside it."""
        beside = self._beside.search(own)
        if beside is None or self._compared.search(own):
            return None
        before = context.value_beside(place)
        return (before.basis, beside[0]) if before and before.basis else None

    def _of_list(self, context: Surroundings, place: Place, own: str) -> tuple[str, str] | None:
        """较2023年、2021年分别增长5%和8%: each against its own year; yoy is the year before alone."""
        first, last = context.list_around(place, partial(_goes_on, context))
        size = last - first + 1
        end = context.figures[first].outer_start
        if size < 2 or not self._respectively.search(context.text, max(place.sentence, end - _LONGEST_VERB), end):
            return None
        bases = [date for date in context.dates_between(place.sentence, end) if date.prefix == "compared"][-size:]
        years = [date.first.year for date in bases if date.grain == "year" and date.first]
        if len(years) < size or CUT.search(context.text, bases[-1].end, end):
            return None
        days = _days(place.fact)
        nearest = days[0].year - 1 if days and days[0].year > max(years) else max(years)
        year = years[place.index - first]
        return ("yoy" if year == nearest else "since"), f"against {year}"


def _both(context: Surroundings, place: Place, own: str) -> tuple[str, str] | None:
    """同/环比+55%/+13%: the first against the year before, the second against the month or quarter before."""
    first, last = context.list_around(place, lambda index: context.joined(index, _BY_SLASH))
    if last - first != 1:
        return None
    end = context.figures[first].outer_start
    found = _PAIR.search(context.text, max(place.sentence, end - _LONGEST_PAIR), end)
    if found is None:
        return None
    return ("yoy" if place.index == first else _step(place.fact)), found[0]


def _short(context: Surroundings, place: Place, own: str) -> tuple[str, str] | None:
    """同增3.2%, 净利润环降5%, but not 五环降3%: the word opens the clause, or is right behind what is measured."""
    found = _SHORT.search(own)
    if found is None:
        return None
    start, spans = place.own + found.start(), (*place.fact.subject_spans, *place.fact.indicator_spans)
    opens = not context.text[context.behind_dates(place) : start].strip()
    if not opens and not any(end == start for _, end in spans):
        return None
    return ("yoy" if found[1] == "同" else _step(place.fact)), found[0]


def _step(fact: Fact) -> str:
    """What 环比 is: qoq of a quarter or half, mom of all else."""
    days = _days(fact)
    return _STEPS.get(_months(days), "mom") if days else fact.basis if fact.basis in ("mom", "qoq") else "mom"


def _date(context: Surroundings, place: Place, own: str) -> tuple[str, str] | None:
    """A date that the clause compares with: 三季度…比二季度, 较7月16日."""
    dates = context.dates_between(place.own, place.figure.outer_start)
    days = _days(place.fact)
    if not dates or dates[-1].prefix != "compared" or days is None or "环比" in own or "同比" in own:
        return None
    base = dates[-1]
    words = context.text[base.start : base.end]
    step = _STEP_OF.search(words) if words.endswith("同期") else None  # 上月同期, 上季度同期
    basis = _against(base, words, days) if step is None else "qoq" if step[0] == "季" else "mom"
    return (basis, f"against {words}") if basis else None


def _against(base: DateMention, words: str, days: Days) -> str | None:
    """The basis of a change over some days against a date."""
    if base.first is None or base.last is None:
        return None
    if base.grain == "day" and base.point and "上" not in words:
        return "since"
    if _EDGE.search(words):
        return None
    if move_stretch(base.first, base.last, 12) == days:
        return "yoy"
    months = _months(days)
    if move_stretch(base.first, base.last, months) == days:
        return _STEPS.get(months)
    earlier = base.last.year < days[0].year - 1 or (base.grain != "year" and base.last < days[0])
    return "since" if earlier and base.grain in _OF_CALENDAR else None


def _days(fact: Fact) -> Days | None:
    period = fact.period
    return (period.first, period.last) if period and period.first and period.last else None


def _months(days: Days) -> int:
    """How many whole months a stretch has; 0 where it is no whole months."""
    first, last = days
    if first.day != 1 or not ends_month(last):
        return 0
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _goes_on(context: Surroundings, index: int) -> bool:
    return context.joined(index, _LISTED)
