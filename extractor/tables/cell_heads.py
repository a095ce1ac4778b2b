"""The heads of a cell: those of its column, of its row and of its section, as they are read in their table.

In: heads with what their words say. Out: what they say together of a cell. 例: the column 2012年 over
同比增长（%） → a change, of 2012.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from extractor.periods.period import Period
from extractor.tables.grid import Cell
from extractor.tables.names import Head
from extractor.tables.units import HeadUnit


@dataclass(frozen=True, slots=True)
class TableHead:
    """A head as read in its table: its words' meaning, its time, its cell."""

    head: Head
    period: Period | None
    dated: bool  # whether it names a time, known or not
    cell: Cell


@dataclass(frozen=True, slots=True)
class CellHeads:
    """The heads of one cell: of its column (the upper first), of its row (the left first), of its section."""

    columns: list[TableHead]
    rows: list[TableHead]
    sections: list[TableHead]
    parent: TableHead | None
    column: int

    @property
    def change(self) -> Head | None:
        """The head that makes the cell a change."""
        return next((told.head for told in (*reversed(self.columns), *reversed(self.rows)) if told.head.change), None)

    @property
    def share(self) -> Head | None:
        """The head that makes it a part of a whole."""
        return next((told.head for told in (*reversed(self.columns), *reversed(self.rows)) if told.head.share), None)

    @property
    def total(self) -> bool:
        """Whether the row sums others."""
        return any(told.head.total for told in self.rows)

    def all_names(self) -> list[str]:
        """The names of all heads."""
        return [told.head.name for told in (*self.rows, *self.columns) if told.head.name]

    def name_of_level(self) -> str:
        """The name that decides on a unit that nobody tells: the row's last, else the column's."""
        names = [told.head.name for told in (*self.columns, *self.rows) if told.head.name]
        return names[-1] if names else ""

    def dated(self) -> TableHead | None:
        """The head that tells the time: the lowest of the column, else of the row."""
        for told in (*reversed(self.columns), *reversed(self.rows)):
            if told.dated:
                return told
        return None


def replace_unit(told: TableHead, unit: HeadUnit) -> TableHead:
    """The same head with another unit, and no name."""
    return TableHead(replace(told.head, unit=unit, name=""), told.period, told.dated, told.cell)


def level_unit_of(heads: list[TableHead]) -> HeadUnit | None:
    """The unit that the heads of a column of levels tell."""
    if any(told.head.change or told.head.share for told in heads):
        return None
    return next((told.head.unit for told in reversed(heads) if told.head.unit is not None), None)


def last_day(told: TableHead) -> date:
    return (told.period.last if told.period else None) or date.min
