"""Subject and indicator of a cell, from the names of its row, column, section, caption and the table's subject.

In: the heads of a cell. Out: subject and indicator, each None where nothing names one. 例: row 天然气, column 产量,
caption of 滨江省 → 滨江省 | 天然气产量.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.tables.about import About
from extractor.tables.cell_heads import CellHeads
from extractor.tables.names import HeadReader


@dataclass(slots=True)
class _ByKind:
    """The names of a cell's heads by what they name."""

    entities: list[str] = field(default_factory=list)  # in the row
    column_entities: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    properties: list[str] = field(default_factory=list)
    shares: list[str] = field(default_factory=list)


class CellNames:
    """The subjects and indicators of a table's cells.

    Args:
        corners: the words of the lowest head of each column.
        left: of each column, the names of the nearest column of levels up to it.
    """

    def __init__(self, names: HeadReader, about: About, corners: Sequence[str], left: Sequence[list[str]]) -> None:
        self.names, self.rules, self.about, self.corners, self.left = names, names.rules, about, corners, left

    def names_of(self, heads: CellHeads) -> tuple[str | None, str | None]:
        """Subject and indicator of the cell that has these heads."""
        kinds = _ByKind()
        self._sort_rows(heads, kinds)
        self._sort_columns(heads, kinds)
        subject = self._subject(heads, kinds)
        if kinds.entities and kinds.column_entities:
            kinds.items[:0] = kinds.column_entities
        properties = self._properties(heads, kinds)
        items = list(dict.fromkeys(kinds.items))
        indicator = "".join([*items, *properties, *[word for word in kinds.shares if word not in properties]])
        if not indicator and heads.total:
            indicator = "合计"
        return subject or None, indicator or None

    def _sort_rows(self, heads: CellHeads, kinds: _ByKind) -> None:
        for entry in heads.rows:
            name = entry.head.name
            if not name:
                continue
            by_corner = self._is_corner_of_entities(entry.cell.column) and not entry.head.is_part
            if entry.head.total:
                kinds.items.append(name)
            elif by_corner or self.names.is_entity(name):
                kinds.entities.append(name)
            elif entry.head.share or self.names.is_property(name):
                kinds.properties.append(name)
            else:
                kinds.items.append(name)

    def _sort_columns(self, heads: CellHeads, kinds: _ByKind) -> None:
        for entry in heads.columns:
            name = entry.head.name
            if not name:
                continue
            if entry.head.share:
                kinds.shares.append(name)
            elif self.names.is_entity(name):
                kinds.column_entities.append(name)
            elif self.names.is_property(name):
                kinds.properties.append(name)
            else:
                kinds.items.append(name)

    def _subject(self, heads: CellHeads, kinds: _ByKind) -> str | None:
        """The last name of an entity, else a total of entities, else whose table it is."""
        named = kinds.entities or kinds.column_entities
        subject = named[-1] if named else None
        if subject is None and heads.total and any(self._is_corner_of_entities(t.cell.column) for t in heads.rows):
            subject, kinds.items = kinds.items[0], kinds.items[1:]
        if subject is None or (not kinds.entities and self.about.restriction):
            subject = (self.about.subject or "") + self.about.restriction or subject
        return subject

    def _properties(self, heads: CellHeads, kinds: _ByKind) -> list[str]:
        """The properties named; those of the column of levels to the left, of the parent row, of the caption."""
        properties = list(dict.fromkeys(kinds.properties))
        bare_share = any(entry.head.name in self.rules.bare_share for entry in heads.columns)
        if bare_share or (heads.change is not None and not properties):
            left = self.left[heads.column]
            properties += [name for name in left if self.names.is_property(name)]
            if bare_share:
                known = kinds.column_entities
                kinds.items += [name for name in left if not self.names.is_property(name) and name not in known]
        return properties or self._inherited(heads)

    def _is_corner_of_entities(self, column: int) -> bool:
        corner = self.corners[column]
        return corner in self.rules.entity_corner or self.rules.entity_corner_ends.at_end(corner) is not None

    def _inherited(self, heads: CellHeads) -> list[str]:
        """The property that neither row nor column names: the parent row's, the section's, the caption's."""
        if heads.parent is not None and heads.parent.head.name:
            if heads.change is not None and heads.change is heads.rows[-1].head:
                return [heads.parent.head.name]  # the row 同比增长 below that of what has grown
            parent = heads.parent.head.name
            whole = self.rules.total.at_end(parent) if heads.parent.head.has_parts else None
            last = self.rules.property.at_end(parent.removesuffix(whole or ""))
            if last is not None:
                return [last.removeprefix("总") if len(last) > 2 else last]
        for entry in heads.sections:
            if entry.head.name and self.names.is_property(entry.head.name):
                return [entry.head.name]
        if self.about.indicator:
            return [self.about.indicator]
        named = any(entry.head.name for entry in heads.columns)
        return [self.about.of_title] if self.about.of_title and not named else []
