"""Why a cell's fact is as it is: the heads that each field was taken from, for `explain()`.

In: a fact with the heads of its cell. Out: the fact's decisions. 例: 8.5 under 同比增长（%） → ("kind", "tables: column
同比增长（%）").
"""

from __future__ import annotations

from extractor.facts.fact import Fact
from extractor.tables.about import About
from extractor.tables.cell_heads import CellHeads
from extractor.tables.units import HeadUnit


def explain(
    fact: Fact, heads: CellHeads, own_unit: bool, unit: HeadUnit | None, words: tuple[str, str], about: About, text: str
) -> None:
    """Note where the fields of a fact are from.

    Args:
        own_unit: whether the unit is in the cell.
        unit: what the heads tell.
        words: those of the row's and of the column's heads.
        text: the article's.
    """
    rows, columns = words
    place = "; ".join(filter(None, [f"row {rows}" if rows else "", f"column {columns}" if columns else ""]))
    parent = f"; part of {heads.parent.head.words}" if heads.parent is not None else ""
    fact.note("subject", "tables", f"{place}; {about.caption or 'no caption'}")
    fact.note("indicator", "tables", f"{place}{parent}")
    if own_unit:
        fact.note("unit", "tables", "the cell")
    elif unit is not None:
        above = f"; {about.unit_words}" if about.unit_words else ""
        fact.note("unit", "tables", f"{unit.rule}; {place}{above}")
    fact.note("kind", "tables", f"column {columns or '-'}")
    if fact.period is not None:
        day = text[fact.period.start : fact.period.end].strip()
        fact.note("period", "tables", day or "the title")
