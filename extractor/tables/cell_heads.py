"""The heads of a cell: those of its column, of its row and of its section, as they are read in their table.

In: heads with what their words say. Out: what they say together of a cell. 例: the column 2012年 over
同比增长（%） → a change, of 2012.
"""

from __future__ import annotations

from collections.abc import Sequence
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


class CellHeads:
    """The heads of one cell: of its column (the upper first), of its row (the left first), of its section.

    Attributes:
        change: the head that makes the cell a change.
        share: the head that makes it a part of a whole.
    """

    __slots__ = ("_nearest", "change", "column", "columns", "parent", "rows", "sections", "share")

    def __init__(
        self,
        columns: list[TableHead],
        rows: list[TableHead],
        sections: list[TableHead],
        parent: TableHead | None,
        column: int,
    ) -> None:
        self.columns, self.rows, self.sections, self.parent, self.column = columns, rows, sections, parent, column
        self._nearest = [*columns[::-1], *rows[::-1]]
        self.change: Head | None = None
        self.share: Head | None = None
        for entry in self._nearest:
            head = entry.head
            if head.change and self.change is None:
                self.change = head
            if head.share and self.share is None:
                self.share = head

    @property
    def total(self) -> bool:
        """Whether the row sums others."""
        return any(entry.head.total for entry in self.rows)

    def all_names(self) -> list[str]:
        """The names of all heads."""
        return [entry.head.name for entry in (*self.rows, *self.columns) if entry.head.name]

    def name_of_level(self) -> str:
        """The name that decides on a unit that is not given: the row's last, else the column's."""
        names = [entry.head.name for entry in (*self.columns, *self.rows) if entry.head.name]
        return names[-1] if names else ""

    def dated(self) -> TableHead | None:
        """The head that tells the time: the lowest of the column, else of the row."""
        for entry in self._nearest:
            if entry.dated:
                return entry
        return None


def replace_unit(entry: TableHead, unit: HeadUnit) -> TableHead:
    """The same head with another unit, and no name."""
    return TableHead(replace(entry.head, unit=unit, name=""), entry.period, entry.dated, entry.cell)


def level_unit_of(heads: list[TableHead]) -> HeadUnit | None:
    """The unit that the heads of a column of levels tell."""
    if any(entry.head.change or entry.head.share for entry in heads):
        return None
    return next((entry.head.unit for entry in reversed(heads) if entry.head.unit is not None), None)


def newest_left_of(columns: Sequence[list[TableHead]], column: int) -> TableHead | None:
    """The head with the latest time among the levels that a column of changes is behind, up to other changes.

    Where upper heads are over the column, only levels under the same ones count.
    """
    own = [id(entry.cell) for entry in columns[column][:-1]]
    best: TableHead | None = None
    day = date.min
    levels = 0
    for heads in reversed(columns[:column]):
        is_change = any(entry.head.change for entry in heads)
        if is_change and levels:
            break
        if is_change or (own and [id(entry.cell) for entry in heads[:-1]] != own):
            continue
        levels += 1
        for entry in reversed(heads):
            if entry.period and entry.period.last:
                if best is None or entry.period.last > day:
                    best, day = entry, entry.period.last
                break
    return best
