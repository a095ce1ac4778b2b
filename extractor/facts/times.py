"""Which time a figure speaks of.

In: a figure with the dates before it. Out: the period, set on the fact. 例: 2022年的5次 takes 2022年, a figure without
a date of its own the time in force; 较2015年 and the day of a meeting are no figure's time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.facts.grammar import Role
from extractor.facts.statement import Reading
from extractor.mentions import DateMention, FigureMention
from extractor.periods.period import ends_month, month_end

if TYPE_CHECKING:
    from extractor.facts.complete import Reader
    from extractor.facts.fact import Fact

_LONGEST_DAY_OF_PAPER = 12  # characters before a day: 公告日期：


def of_figures(dates: Sequence[DateMention]) -> list[DateMention]:
    """Dates as the time of figures: 近五年 and 未来三年, counted from the day of publication, give a figure no days."""
    return [replace(date, first=None, last=None) if date.grain == "rolling" else date for date in dates]


def decide(reader: Reader, fact: Fact, figure: FigureMention, reading: Reading, order: int, size: int) -> None:
    state = reader.state
    times = _times(reader, reading, figure) if reading.times else ()
    if times:
        years = whole_years(times[0]) if size > 1 else []
        if size > 1 and len(times) == size:
            fact.period = times[::-1][order]
            state.periods = times[::-1]
        elif size > 1 and len(years) == size:
            fact.period, state.periods = years[order], years
        else:
            fact.period = times[0]
        local = (reading.verb is not None and reading.verb.role in (Role.FROM, Role.TO)) or is_of_one_figure(
            reader, times[0]
        )
        if not local:
            state.period = times[0]
    elif state.start is not None and state.end is not None:
        fact.period = state.end  # 从2018年的66.4%提高到2024年的91.8%，上升25.4个百分点
    elif size > 1 and len(state.periods) == size:
        fact.period = state.periods[order]
    else:
        fact.period = state.period
    if fact.period is not None:
        fact.note("period", fact.period.rule, reader.text[fact.period.start : fact.period.end])


def _times(reader: Reader, reading: Reading, figure: FigureMention) -> list[DateMention]:
    """The dates before a figure that say when it was."""
    stated = [reader.date(place) for place in reading.times]
    stated = [m for m in stated if m is None or m.first or m.last or not _same_time(reader, m)]
    return [m for m in stated if m and not is_compared(reader, m) and not is_event(reader, m, figure.start)]


def is_aim(reader: Reader, mention: DateMention | None) -> bool:
    """到2025年, 到“十五五”末: the time of a plan."""
    return mention is not None and (
        reader.text[max(0, mention.start - 1) : mention.start] == "到" or reader.text[mention.start] == "到"
    )


def is_ahead(reader: Reader, mention: DateMention | None) -> bool:
    """Whether a time ends after the day of publication."""
    published = reader.document.published
    return bool(mention and mention.last and published and mention.last > published)


def _same_time(reader: Reader, mention: DateMention) -> bool:
    """A bare 同期 is the time in force."""
    return reader.text[mention.start : mention.end] == "同期" and reader.state.period is not None


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
