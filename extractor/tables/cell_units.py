"""The unit of a cell, which its heads, the section, the caption or the name of what it counts give.

In: a cell with its heads. Out: its unit, or None. 例: 8.5 under 同比增长（%） → %; 1,250 under 单位：万元 →
CNY, in ten thousands.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from extractor.mentions import MONEY, PERCENT, QUANTITY
from extractor.tables.about import About
from extractor.tables.cell_heads import CellHeads
from extractor.tables.grid import Cell
from extractor.tables.names import Head, HeadReader
from extractor.tables.units import HeadUnit

_ONE, _LARGE = Decimal(1), Decimal(10**8)
_PER_CENT = HeadUnit(PERCENT, "%", _ONE, "units.percent")
NO_UNIT = HeadUnit(QUANTITY, "", _ONE, "tables.countable")


class CellUnits:
    """The units of a table's cells."""

    def __init__(self, text: str, names: HeadReader, about: About) -> None:
        self.text, self.names, self.rules, self.about = text, names, names.rules, about

    def unit_of(
        self, cell: Cell, heads: CellHeads, row_unit: HeadUnit | None, sibling: HeadUnit | None
    ) -> HeadUnit | None:
        """The unit of a cell: of its row's head, its column's head, the column of units, the section, the caption.

        `sibling` is the unit of the first column of levels.
        """
        if heads.change is not None:
            return self._of_change(cell, heads, heads.change) or self._level_unit(heads, row_unit) or sibling
        if heads.share is not None:
            stated = heads.share.unit
            return stated if stated is not None and stated.label == PERCENT else _PER_CENT
        return self._level_unit(heads, row_unit)

    def _of_change(self, cell: Cell, heads: CellHeads, change: Head) -> HeadUnit | None:
        """The unit that the heads of a change give, or % where it can be nothing else."""
        rows = [entry.head.unit for entry in reversed(heads.rows) if entry.head.unit is not None]
        if rows and change in [entry.head for entry in heads.rows]:
            return rows[0]
        columns = [entry.head.unit for entry in reversed(heads.columns) if entry.head.unit is not None]
        own = [unit for unit in columns if unit.label == PERCENT or change.change == "amount"]
        if own:
            return own[0]
        is_rate = change.change == "rate" or (change.change == "either" and not self._is_amount(cell))
        return _PER_CENT if is_rate else None

    def _is_amount(self, cell: Cell) -> bool:
        """Whether changes that tell no unit are amounts: their numbers are larger than any rate, and grouped."""
        text = self.text[cell.start : cell.end]
        return "," in text or "，" in text

    def _level_unit(self, heads: CellHeads, row_unit: HeadUnit | None) -> HeadUnit | None:
        for entry in (*reversed(heads.rows), *reversed(heads.columns)):
            if entry.head.unit is not None and not entry.head.change and not (entry.head.share and heads.share is None):
                return self._resolved(entry.head.unit, heads)
        if row_unit is not None:
            return row_unit
        name = heads.name_of_level()
        per_cent = self.rules.per_cent.at_end(name) if name else None
        if (
            per_cent is not None
            and per_cent not in self.rules.not_per_cent
            and not self._given_in_caption(PERCENT, alone=True)
        ):
            return _PER_CENT
        if heads.parent is not None and heads.parent.head.unit is not None:
            return self._resolved(heads.parent.head.unit, heads)
        for entry in heads.sections:
            if entry.head.unit is not None:
                return self._resolved(entry.head.unit, heads)
        return self._caption_unit(name, heads)

    def _given_in_caption(self, label: str, alone: bool = False) -> bool:
        units = self.about.units
        return bool(units) and units[0].label == label and (not alone or len(units) == 1)

    def _caption_unit(self, name: str, heads: CellHeads) -> HeadUnit | None:
        units = self.about.units
        if self.rules.countable.at_end(name) is not None and (not units or units[0].label == MONEY):
            return NO_UNIT if not name.endswith(("人数", "人口", "人员")) else HeadUnit(QUANTITY, "人", _ONE)
        if not units:
            return None
        unit = self._resolved(units[0], heads)
        if unit.label == MONEY and unit.factor != _ONE and name and self.rules.per_share.search(name):
            return replace(unit, factor=_ONE)
        return unit

    def _resolved(self, unit: HeadUnit, heads: CellHeads) -> HeadUnit:
        """A magnitude alone (亿) is money under the name of money."""
        if unit.label != "?":
            return unit
        return self.of_magnitude(unit, heads)

    def of_magnitude(self, unit: HeadUnit, heads: CellHeads) -> HeadUnit:
        """A magnitude with its unit: money under the name of money, else a number."""
        names = [name for name in (*heads.all_names(), self.about.indicator) if name]
        is_money = any(self.rules.money.at_end(name) for name in names)
        if not is_money and unit.factor >= _LARGE:  # 亿 of what nothing says is counted
            is_money = not any(self.names.is_property(name) for name in names)
        if is_money and not any(self.rules.countable.at_end(name) for name in names):
            return HeadUnit(MONEY, "CNY", unit.factor, unit.rule)
        return HeadUnit(QUANTITY, "", unit.factor, unit.rule)
