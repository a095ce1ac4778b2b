"""Which time a figure speaks of.

In: a figure with the dates before it. Out: the period, set on the fact. 例: 2022年的5次 takes 2022年, a figure without
a date of its own that of the clauses before (`inheritance.py`); 较2015年 and the day of a meeting are no figure's time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.facts import inheritance
from extractor.facts.grammar import Role
from extractor.facts.statement import StatedTimes
from extractor.facts.words_before import Reading
from extractor.mentions import DateMention, FigureMention
from extractor.periods.period import ends_month, month_end

if TYPE_CHECKING:
    from extractor.facts.complete import Reader
    from extractor.facts.fact import Fact

NONE = StatedTimes()
_LONGEST_DAY_OF_PAPER = 12  # characters before a day: 公告日期：


def of_figures(dates: Sequence[DateMention]) -> list[DateMention]:
    """Dates as the time of figures: 近五年 and 未来三年, counted from the day of publication, give a figure no days."""
    return [replace(date, first=None, last=None) if date.grain == "rolling" else date for date in dates]


def stated(reader: Reader, reading: Reading, figure: FigureMention, size: int) -> StatedTimes:
    """The times that the words before figures name.

    Args:
        figure: the first of the figures.
        size: how many share the words.
    """
    named = [reader.date(place) for place in reading.times]
    said = [m for m in named if m is None or m.first or m.last or not _is_time_before(reader, m)]
    mentions = [m for m in said if m and not is_compared(reader, m) and not is_event(reader, m, figure.start)]
    if not mentions:
        return NONE
    of_list: Sequence[DateMention] = ()
    if size > 1:
        years = whole_years(mentions[0])
        of_list = mentions[::-1] if len(mentions) == size else years if len(years) == size else ()
    is_change = reading.verb is not None and reading.verb.role in (Role.FROM, Role.TO)
    return StatedTimes(mentions, of_list, is_change or is_of_one_figure(reader, mentions[0]))


def decide(reader: Reader, fact: Fact, times: StatedTimes, order: int, size: int) -> None:
    """Set the period of the figure at a place among those that share their words."""
    if times.of_list:
        fact.period = times.of_list[order]
    elif times.mentions:
        fact.period = times.mentions[0]
    else:
        fact.period = inheritance.period(reader.context.time, order, size)
    if fact.period is not None:
        fact.note("period", fact.period.rule, reader.text[fact.period.start : fact.period.end])


def is_aim(reader: Reader, mention: DateMention | None) -> bool:
    """到2025年, 到“十五五”末: the time of a plan."""
    return mention is not None and (
        reader.text[max(0, mention.start - 1) : mention.start] == "到" or reader.text[mention.start] == "到"
    )


def is_ahead(reader: Reader, mention: DateMention | None) -> bool:
    """Whether a time ends after the day of publication."""
    published = reader.document.published
    return bool(mention and mention.last and published and mention.last > published)


def _is_time_before(reader: Reader, mention: DateMention) -> bool:
    """A bare 同期 is the time stated before."""
    return reader.text[mention.start : mention.end] == "同期" and reader.context.time.period is not None


def is_of_one_figure(reader: Reader, mention: DateMention) -> bool:
    """2022年的5次, 去年同期: a time for one figure alone."""
    return reader.text.startswith("的", mention.end) or reader.text.endswith("同期", mention.start, mention.end)


def is_event(reader: Reader, mention: DateMention, end: int) -> bool:
    """Whether a day is that of a meeting or publication named behind it, not that of a figure."""
    if reader.grammar.day_of_paper.search(
        reader.text, max(0, mention.start - _LONGEST_DAY_OF_PAPER), mention.start
    ):
        return True
    if not reader.reported or (mention.first is not None and mention.first != mention.last):
        return False
    return any(hit[2] in reader.grammar.events for hit in reader.hits_between(mention.end, end))


def is_compared(reader: Reader, mention: DateMention) -> bool:
    """Whether a date is what something is compared with: 较2015年, not “与此相比，2024年”."""
    return mention.prefix == "compared" and "，" not in reader.text[mention.prefix_start : mention.start]


def whole_years(mention: DateMention) -> list[DateMention]:
    """The years of a span of whole years: 2022年至2024年 before as many figures as years gives one year each."""
    if mention.first is None or mention.last is None:
        return []
    if (mention.first.month, mention.first.day, mention.last.month, mention.last.day) != (1, 1, 12, 31):
        return []
    return [
        replace(mention, first=mention.first.replace(year=year), last=mention.last.replace(year=year))
        for year in range(mention.first.year, mention.last.year + 1)
    ]


def whole_months(mention: DateMention) -> list[DateMention]:
    """The months of a span of whole months of one year: 1至4月 before four figures gives one month each."""
    first, last = mention.first, mention.last
    if first is None or last is None or first.year != last.year or first.day != 1 or not ends_month(last):
        return []
    return [
        replace(mention, first=begin, last=month_end(begin), grain="month")
        for begin in (first.replace(month=month) for month in range(first.month, last.month + 1))
    ]


def whole_parts(mention: DateMention, months: int) -> list[DateMention]:
    """The quarters (of three months) or halves (of six) of a span of whole months of one year."""
    begins = whole_months(mention)
    if not begins or len(begins) % months or mention.first is None or (mention.first.month - 1) % months:
        return []
    grain = {3: "quarter", 6: "half"}[months]
    return [
        replace(first, last=last.last, grain=grain)
        for first, last in zip(begins[::months], begins[months - 1 :: months], strict=True)
    ]
