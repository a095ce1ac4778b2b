"""The time and the modality of a cell, from its heads and from what is known of its table.

In: the heads of a cell. Out: the mention of its time, and actual, target or forecast. 例: the column 2023年 → 2023,
actual; the column 2025年预算数 → 2025, target.
"""

from __future__ import annotations

from extractor.facts.fact import Fact
from extractor.mentions import DATE, DateMention
from extractor.periods.period import Period
from extractor.tables.about import About
from extractor.tables.cell_heads import CellHeads, TableHead
from extractor.tables.rules import TableRules


def period_of(heads: CellHeads, fact: Fact, about: About, newest: TableHead | None) -> DateMention | None:
    """The time of a cell: of its row or column, for a change that of the new value, else the table's.

    `newest` is the head with the latest time among the levels that a change is behind.
    """
    stated = heads.dated() or newest
    if stated is not None:
        return _mention(stated.period, stated.cell.start, stated.cell.end) if stated.period is not None else None
    for section in heads.sections:
        if section.period is not None:
            return _mention(section.period, section.cell.start, section.cell.end)
    period = about.period
    if period is None:
        return None
    if fact.kind == "change" and fact.basis == "since" and period.last is not None:
        period = period.to_point()
    start, end = about.period_at or (0, 0)
    return _mention(period, start, end)


def modality_of(fact: Fact, rows: str, columns: str, is_before: bool, about: About, rules: TableRules) -> str:
    """Actual, target or forecast, by the words of the column and by those at the edges of the row's name.

    一般公共预算收入 is no target. `is_before`: the column is of the time before the report's.
    """
    if about.target or rules.target.search(columns) or rules.target_at_edge.search(rows):
        return "target"
    if rules.forecast.search(columns) or rules.forecast.search(rows):
        return "forecast"
    is_new = fact.period is None or about.period is None or fact.period.last == about.period.last
    return "forecast" if about.forecast and is_new and not is_before else "actual"


def _mention(period: Period, start: int, end: int) -> DateMention:
    return DateMention(
        start, end, DATE, period.iso(), "tables.period", None, period.first, period.last, period.grain, period.point,
        period.relative, period.vague, "", start, "",
    )  # fmt: skip
