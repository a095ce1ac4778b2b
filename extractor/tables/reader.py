"""The reader of tables: each number of a table with what its heads say of it.

In: a document with its tables. Out: figures with their facts, as the reader of sentences gives them. 例: the cell 8.5
of the row 天然气 under 同比增长（%） in a table of 2012 → 8.5 %, indicator 天然气产量, change up yoy, 2012.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from extractor.document import Document
from extractor.facts.fact import Fact
from extractor.mentions import PERCENT, FigureMention
from extractor.periods.period import Period, months
from extractor.rulebook import Rulebook
from extractor.tables.about import About, TextAround
from extractor.tables.cell_heads import CellHeads, TableHead, level_unit_of, newest_left_of, replace_unit
from extractor.tables.cell_names import CellNames
from extractor.tables.cell_times import modality_of, period_of
from extractor.tables.cell_units import NO_UNIT, CellUnits
from extractor.tables.explained import explain
from extractor.tables.grid import Cell, Table
from extractor.tables.names import HeadReader, head_reader_of
from extractor.tables.times import StatedTime, Times, times_of
from extractor.tables.units import HeadUnit
from extractor.tables.values import FigureFinder, Value, Values

TableReader = Callable[[Document, Sequence[Table]], Iterator[tuple[FigureMention, Fact]]]


def table_reader(rulebook: Rulebook, find: FigureFinder) -> TableReader:
    """Compile the rules once; the function returned yields the figures of a document's tables with their facts.

    Args:
        find: the figure recognizer, for cells that are no bare number.
    """
    names, times = head_reader_of(rulebook), times_of(rulebook)
    values = Values(rulebook, find)

    def read(document: Document, tables: Sequence[Table]) -> Iterator[tuple[FigureMention, Fact]]:
        around = TextAround(document.text, document.title, document.published, tables, names, times)
        for number, table in enumerate(tables):
            yield from _Reading(document, table, number, around, names, times, values).facts()

    return read


class _Reading:
    """One reading of one table."""

    def __init__(
        self,
        document: Document,
        table: Table,
        number: int,
        around: TextAround,
        names: HeadReader,
        times: Times,
        values: Values,
    ) -> None:
        self.text, self.published = document.text, document.published
        self.table, self.number = table, number
        self.names, self.times, self.values = names, times, values
        self.rules = names.rules
        self.grid = table.grid()
        inside = self._own_caption()
        self.about: About = around.about(table, inside)
        self.units = CellUnits(self.text, names, self.about)
        self._cell_names = CellNames(names, self.about, (), ())
        self._heads_of: dict[tuple[int, int], TableHead] = {}
        self._columns: list[list[TableHead]] = [[] for _ in range(table.columns)]
        self._corners = [""] * table.columns
        self._column_words = [""] * table.columns
        self._row_words: tuple[list[TableHead], int, str] = ([], 0, "")  # of the last row asked for
        self._parent: TableHead | None = None  # the row that 其中 is part of
        self._numbered: TableHead | None = None  # the last row with 一、
        self._summed: TableHead | None = None  # the row 营业收入合计, of which those below it are parts
        self._level: TableHead | None = None  # the last row that names a level: 同比增长 below it is of that
        self._section: list[TableHead] = []
        self._left: list[list[str]] = []  # of each column the names of the nearest column of levels up to it
        self._sibling: HeadUnit | None = None  # the unit of the first column of levels
        self._group: TableHead | None = None  # the name in the first column
        self._unit_above: HeadUnit | None = None  # what the column of units says of the row that 其中 is part of
        self._latest: dict[int, TableHead | None] = {}  # of each column of changes the newest level it is behind

    # ---- what the table itself says ------------------------------------------------------------------------------

    def _own_caption(self) -> list[str]:
        """The words of the sections that are before the heads: 单位：万元."""
        inside = []
        for row in range(min(3, self.table.rows)):
            cells = [cell for cell in self.grid[row] if cell is not None and cell.row == row]
            if any(cell.role in ("column", "value", "row") and cell.end > cell.start for cell in cells):
                break
            inside += [self.text[cell.start : cell.end] for cell in cells if cell.role == "section"]
        if self.table.caption:
            inside.append(self.text[self.table.caption[0] : self.table.caption[1]])
        return inside

    def _read_head(self, cell: Cell, base: Period | None, bare_years: bool) -> TableHead:
        """A head's words: the time they name, and what the rest says."""
        key = (cell.start, 0 if base is None else hash((base.first, base.last)))
        if key not in self._heads_of:
            words = " ".join(self.text[cell.start : cell.end].split())
            head = self.names.read(words)
            # 上年 of 比上年增减 is no time of its own: of a change's head, only the words before are asked
            stated = self._time(head.name if head.change else words, base, bare_years)
            if stated is not None:
                so_far = len(stated.rest) > 3 and stated.rest.startswith("累计")  # 1-4月累计销量
                rest = self.names.read(stated.rest[2:] if so_far else stated.rest)
                if rest.name in self.rules.dated:  # 2024年累计（万元）
                    rest = replace(rest, name="", total=False)
                head = replace(head, name=rest.name) if head.change else rest
            period = stated.period if stated else None
            self._heads_of[key] = TableHead(replace(head, words=words), period, stated is not None, cell)
        return self._heads_of[key]

    def _time(self, words: str, base: Period | None, bare_years: bool) -> StatedTime | None:
        folded = words.replace(" ", "")
        stated = self.times.read(folded, base or self.about.period, self.published, bare_years)
        if (
            stated is not None
            and stated.rest
            and not bare_years
            and folded[:4].isdigit() is False
            and self.names.is_property(folded)
            and stated.relative
            and not folded.startswith(tuple("本上期年累当去"))
        ):
            return None  # 存货期末余额 is dated, 应收账款账期 is not
        return stated

    # ---- the walk ------------------------------------------------------------------------------------------------

    def facts(self) -> Iterator[tuple[FigureMention, Fact]]:
        """The figures of the table in text order."""
        head_rows: list[int] = []
        open_head = True
        for row in range(self.table.rows):
            cells = [cell for cell in self.grid[row] if cell is not None and cell.row == row and cell.end > cell.start]
            roles = {cell.role for cell in cells}
            if not cells:
                continue
            if roles == {"column"}:
                head_rows = [*head_rows, row] if open_head else [row]
                open_head = True
                continue
            if open_head:
                self._take_columns(head_rows)
                open_head = False
            if roles == {"section"}:
                self._take_section(cells[0])
                continue
            yield from self._row(row, cells)

    def _take_columns(self, rows: list[int]) -> None:
        """The heads above each column, the upper one first; a lower time is read in the upper one's."""
        quarter = self._quarter(rows)
        current: Period | None = None  # the time of the level before, of which 上年同期 is the same time a year before
        for column in range(self.table.columns):
            heads: list[TableHead] = []
            base: Period | None = None
            seen: set[int] = set()
            for row in rows:
                cell = self._head_at(rows, row, column)
                if cell is None or id(cell) in seen:
                    continue
                seen.add(id(cell))
                kind = self.times.kind(self.text[cell.start : cell.end])
                within = current if kind == "before" and base is None else None
                stated = self._read_head(cell, base or within or (quarter if kind == "this" else None), True)
                if stated.period is not None and kind not in ("before", "start") and not stated.head.change:
                    current = stated.period
                heads.append(stated)
                base = stated.period or base
            self._columns[column] = heads
            self._column_words[column] = " | ".join(stated.head.words for stated in heads)
        self._numbered = self._parent = self._group = self._unit_above = self._level = self._summed = None
        self._latest = {}
        self._left = []
        left: list[str] = []
        for heads in self._columns:
            if heads and not any(stated.head.change or stated.head.share or stated.head.serial for stated in heads):
                names = [stated.head.name for stated in heads if stated.head.name and not self._is_corner(stated)]
                left = [name for name in names if not self.names.is_entity(name)]
            self._left.append(left)
        corners = [heads[-1].head.words.replace(" ", "") if heads else "" for heads in self._columns]
        self._corners = corners
        self._cell_names = CellNames(self.names, self.about, corners, self._left)
        self._sibling = next((unit for heads in self._columns if (unit := level_unit_of(heads)) is not None), None)

    def _quarter(self, rows: list[int]) -> Period | None:
        """The time of 本报告期 beside 年初至报告期末: the last quarter of the report's months."""
        base = self.about.period
        cells = {id(cell): cell for row in rows for cell in self.grid[row] if cell is not None}
        so_far = any(self.times.kind(self.text[cell.start : cell.end]) == "ytd" for cell in cells.values())
        if not so_far or base is None or base.last is None or base.last.month % 3:
            return None
        return months(base.last.year, base.last.month - 2, base.last.month, "quarter")

    def _is_corner(self, stated: TableHead) -> bool:
        """Whether a head is over a column of names or units."""
        cell = stated.cell
        below = self.grid[cell.row + cell.row_span][cell.column] if cell.row + cell.row_span < self.table.rows else None
        return below is not None and below.role == "row"

    def _head_at(self, rows: list[int], row: int, column: int) -> Cell | None:
        """The head in a row over a column; where it is left empty, and the row below is not, the one to its left."""
        cell = self.grid[row][column]
        if cell is not None and cell.end > cell.start:
            return cell
        if row == rows[-1] or row + 1 >= self.table.rows:
            return None
        below = self.grid[row + 1]
        while column > 1 and (under := below[column]) is not None and under.end > under.start:
            column -= 1
            left = self.grid[row][column]
            if left is not None and left.end > left.start:
                under = below[column]
                return left if under is not None and under.end > under.start and under is not left else None
        return None

    def _take_section(self, cell: Cell) -> None:
        words = self.text[cell.start : cell.end]
        stated = self._read_head(cell, None, True)
        units = self.names.units.listed(words)
        if units and units[0].label:
            self._section = [replace_unit(stated, units[0])]
        else:
            self._section = [stated]
        self._numbered = self._parent = None

    def _row(self, row: int, cells: list[Cell]) -> Iterator[tuple[FigureMention, Fact]]:
        names: list[TableHead] = self._left_out(row)
        unit: HeadUnit | None = None
        at = -1  # the last column of names taken
        for column in range(self.table.columns):
            cell = self.grid[row][column]
            if cell is None or cell.end == cell.start:
                continue
            if cell.role == "row":
                if at >= 0 and column > at + 1 and self._after_values(row, at, column):
                    names, unit = [], None  # a second block beside the first
                if self._in_unit_column(column):
                    unit = self.names.units.written(self.text[cell.start : cell.end])
                    self._unit_above = self._unit_above if names and names[-1].head.is_part else unit
                elif not self._is_serial(column) and (not names or names[-1].cell is not cell):
                    names.append(self._read_head(cell, None, self._dates_rows(column)))
                at = column
            elif cell.role == "value" and cell.row == row and cell.column == column:
                if unit is None and names and names[-1].head.is_part:
                    unit = self._unit_above
                yield from self._cell(cell, names, unit)
        if names:
            self._remember(names[-1])

    def _remember(self, last: TableHead) -> None:
        """Keep a row's name for the rows below it, of which it may be the whole."""
        head = last.head
        if head.level == 1:
            self._numbered = self._parent = last
        elif not head.is_part and head.name:
            self._parent = last
        if head.has_parts:
            self._summed = last
        if head.name and not head.change:
            self._level = last

    def _left_out(self, row: int) -> list[TableHead]:
        """The name of the rows above where a row leaves the first cell empty, and names itself in the next."""
        first = self.grid[row][0]
        if first is not None and first.end > first.start:
            self._group = self._read_head(first, None, True) if first.role == "row" else None
            return []
        second = self.grid[row][1] if self.table.columns > 1 else None
        is_named = second is not None and second.role == "row" and second.end > second.start
        return [self._group] if is_named and self._group is not None else []

    def _after_values(self, row: int, at: int, column: int) -> bool:
        """Whether values are between two columns of names."""
        return any(
            cell is not None and cell.role == "value" and cell.end > cell.start
            for cell in self.grid[row][at + 1 : column]
        )

    def _in_unit_column(self, column: int) -> bool:
        return self._corners[column] in self.rules.unit_corner

    def _is_serial(self, column: int) -> bool:
        return any(stated.head.serial for stated in self._columns[column])

    def _dates_rows(self, column: int) -> bool:
        corner = self._corners[column]
        return corner == "" or corner.endswith(self.rules.time_corner)

    # ---- a cell --------------------------------------------------------------------------------------------------

    def _cell(
        self, cell: Cell, names: list[TableHead], row_unit: HeadUnit | None
    ) -> Iterator[tuple[FigureMention, Fact]]:
        columns = self._columns[cell.column]
        if any(stated.head.serial for stated in (*columns, *names)):
            return
        text = self.text[cell.start : cell.end]
        if cell.is_prose or text in self.rules.empty or text.replace(" ", "") in self.rules.empty:
            return
        if self._in_unit_column(cell.column):
            return
        heads = CellHeads(columns, names, self._section, self._parts(names), cell.column)
        unit = self.units.unit_of(cell, heads, row_unit, self._sibling)
        found = self.values.read(text, unit)
        if not found or not (columns or names or self._section):
            return
        if self.table.form == "list" and unit is None and not found[0].own_unit and not self._is_measured(names):
            return
        for value in found:
            figure, fact = self._fact(cell, value, heads, unit)
            yield figure, fact

    def _is_measured(self, names: list[TableHead]) -> bool:
        """Whether the name of a line of a list is that of what is measured: 市盈率：23.5, not 选手甲：5."""
        return bool(names) and self.names.is_property(names[-1].head.name)

    def _parts(self, names: list[TableHead]) -> TableHead | None:
        """The row that a row is a part of: the one that 其中 follows, or the numbered one above."""
        if not names:
            return None
        last = names[-1]
        if last.head.change and not last.head.name:
            return self._level
        if last.head.is_part:
            return self._parent
        if last.head.level == 0 and self._numbered is not None and not self.names.is_property(last.head.name):
            return self._numbered
        if self._summed is not None and not self.names.is_property(last.head.name):
            return self._summed
        return None

    # ---- a fact --------------------------------------------------------------------------------------------------

    def _fact(self, cell: Cell, value: Value, heads: CellHeads, unit: HeadUnit | None) -> tuple[FigureMention, Fact]:
        stated = value.unit or NO_UNIT
        if stated.label == "?":
            named = heads.change is None and heads.share is None
            stated = self.units.of_magnitude(stated, heads) if named or heads.all_names() else NO_UNIT
        if stated.label == "":
            stated = NO_UNIT
        fact = Fact()
        change = heads.change
        number, high = value.value, value.value_high
        if change is not None or value.moves:
            fact.kind = "change"
            down = number < 0 or value.moves == "down" or (change is not None and change.falls)
            fact.direction = "flat" if number == 0 else "down" if down else "up"
            fact.basis = change.basis if change is not None else "yoy"
            number = abs(number)
        elif heads.share is not None and stated.label == PERCENT:
            fact.kind = "share"
        newest = self._newest(cell) if fact.kind == "change" else None
        fact.period = period_of(heads, fact, self.about, newest)
        fact.subject, fact.indicator = self._cell_names.names_of(heads)
        rows, columns = self._words_of_row(heads.rows), self._column_words[cell.column]
        is_before = self.times.kind(columns) in ("before", "before_ytd")
        fact.modality = modality_of(fact, rows, columns, is_before, self.about, self.rules)
        explain(fact, heads, value.own_unit, unit, (rows, columns), self.about, self.text)
        start, end = cell.start + value.start, cell.start + value.end
        shown = f"{number:f}" if high is None else f"{number:f}-{high:f}"
        figure = FigureMention(
            start, end, stated.label, f"{shown} {stated.name}".rstrip(), f"tables.{self.table.form}", None,
            abs(number), high, stated.name, value.modifier, start, end, (self.number, cell.row, cell.column),
            "-" if number < 0 else "",
        )  # fmt: skip
        return figure, fact

    def _newest(self, cell: Cell) -> TableHead | None:
        """The latest time among the columns of levels that a column of changes is behind, up to other changes."""
        column = cell.column
        if column not in self._latest:
            self._latest[column] = newest_left_of(self._columns, column)
        return self._latest[column]

    def _words_of_row(self, heads: list[TableHead]) -> str:
        """The words of a row's heads; cells of one row ask one after the other."""
        known, count, words = self._row_words
        if known is not heads or count != len(heads):
            words = " | ".join(stated.head.words for stated in heads)
            self._row_words = heads, len(heads), words
        return words
