"""Heads: which cells of a table say what the others hold.

In: a table as it was read. Out: the same table, its cells with their roles. 例: of “指标|2024年 / 营业收入|3.2” the
first row is the head of columns, 营业收入 the head of a row, 3.2 a value.

The first rows without a number are the heads of columns, and so is a row further down that has words where the columns
have numbers. The columns of words before the first column of figures are the heads of rows. A row that one cell fills
is the head of a section.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extractor.lazy import lazy_re, lazy_regex
from extractor.rulebook import Rulebook
from extractor.tables.grid import Cell, Role, Table
from extractor.tables.rules import TableRules, rules_of

_NUMBER = lazy_regex(
    r"(?:约|近|超|逾|[<>≥≤＜＞≈~～])?[\s(（]*+[+＋\-－−–▲▼↑↓△±]?\s*+(?:[¥￥$€£]|US\$|HK\$|人民币)?\s*+"
    r"(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})++|[0-9０-９]++)(?:[.．][0-9０-９]++)?+"
    r"(?:[万亿]{0,2}[元%％]?(?:/股)?\s*+[-—–－~～至]\s*+-?[0-9０-９]++(?:[,，][0-9０-９]{3})*+(?:[.．][0-9０-９]++)?+)?"
    r"\s*+[+＋]?[多余几]?\s*+[万亿千百]{0,2}[^\d\s，。；：！？]{0,6}[)）]?\s*+[▲▼↑↓*＊]{0,3}"
)
_YEAR = lazy_re(r"(?:19|20)\d\d")
_TIME = lazy_re(
    r"(?:19|20)?\d\d\s*年|\d{1,2}\s*月|(?:19|20)\d\d[-/.]\d{1,2}(?!\d)|[上下]半年|季度|年[初末底]|期[初末]|^[QqHh][1-4]$|(?:19|20)\d\dE$"
)
_BLANKS = lazy_re(r"\s+")
_LONGEST_NUMBER = 32
_LONGEST_NAME = 40  # characters of a row's name; longer ones are remarks

EMPTY, NUMBER, YEAR, TIME, WORDS = "empty", "number", "year", "time", "words"


def with_roles(tables: Sequence[Table], text: str, rulebook: Rulebook) -> Iterator[Table]:
    """The tables with the roles of their cells."""
    rules = rules_of(rulebook)
    for table in tables:
        yield table if table.form == "list" else _Layout(table, text, rules).marked()


@lru_cache(maxsize=16_384)
def kind_of(text: str) -> str:
    """What a cell's text looks like, blanks apart."""
    if len(text) <= _LONGEST_NUMBER:
        if _YEAR.fullmatch(text):
            return YEAR
        if _TIME.search(text):
            return TIME
        if _NUMBER.fullmatch(text):
            return NUMBER
    return WORDS


class _Layout:
    """A table's grid, the kind of each cell, and what follows for their roles."""

    def __init__(self, table: Table, text: str, rules: TableRules) -> None:
        self.table, self.rules = table, rules
        self.text = text
        self.grid = table.grid()
        self.words = {id(cell): _BLANKS.sub("", text[cell.start : cell.end]) for cell in table.cells}
        self.kinds = {key: self._kind_of(word) for key, word in self.words.items()}
        self.roles: dict[int, Role] = {}

    def _kind_of(self, word: str) -> str:
        if not word or word in self.rules.empty:
            return EMPTY
        before = self.rules.before_value.match(word)
        return kind_of(word[before.end() :] if before is not None else word)

    def marked(self) -> Table:
        blocks = self._column_heads()
        self._row_heads(blocks)
        roles = self.roles
        return replace(
            self.table,
            cells=tuple([_with_role(cell, roles.get(id(cell), "value")) for cell in self.table.cells]),
        )

    def _kind(self, cell: Cell | None) -> str:
        return EMPTY if cell is None else self.kinds[id(cell)]

    def _distinct(self, row: int) -> list[Cell]:
        """The filled cells of a row, each once."""
        seen: dict[int, Cell] = {}
        for cell in self.grid[row]:
            if cell is not None and self.words[id(cell)]:
                seen[id(cell)] = cell
        return list(seen.values())

    # ---- heads of columns -----------------------------------------------------------------------------------------

    def _column_heads(self) -> list[int]:
        """Mark heads of columns and of sections; gives the rows that hold values."""
        body: list[int] = []
        in_head, headed = True, False
        for row in range(self.table.rows):
            cells = self._distinct(row)
            if not cells:
                continue
            if self._is_section(row, cells):
                self._mark(cells, "section")
            elif in_head and self._heads_columns(row, cells, headed):
                self._mark(cells, "column")
                headed = True
            elif body and self._heads_again(row, cells):
                self._mark(cells, "column")
                in_head = headed = True
                continue
            else:
                body.append(row)
                in_head = False
        return body

    def _mark(self, cells: Sequence[Cell], role: Role) -> None:
        for cell in cells:
            self.roles.setdefault(id(cell), role)

    def _is_section(self, row: int, cells: list[Cell]) -> bool:
        """One cell of words that fills the row, or is in it alone: 一、流动资产, 单位：万元."""
        if len(cells) > 1 or self.table.columns < 2 or self._kind(cells[0]) in (NUMBER, YEAR):
            return False
        cell = cells[0]
        if cell.row_span > 1:
            return False
        return cell.column_span >= max(2, self.table.columns - 1) or cell.column <= 1 or row == 0

    def _heads_columns(self, row: int, cells: list[Cell], headed: bool) -> bool:
        kinds = [self._kind(cell) for cell in self.grid[row]]
        if all(cell.role == "column" for cell in cells):
            return True
        if NUMBER in kinds:
            return False
        years = kinds.count(YEAR)
        if (
            years
            and (kinds[0] == YEAR or years < 2)
            and TIME not in kinds[1:]
            and not (years == 1 and self.table.columns == 2)
        ):
            return False  # a year that begins a row of values
        if not headed:
            return len(cells) > 1
        return self._goes_on_heads(row, cells)

    def _goes_on_heads(self, row: int, cells: list[Cell]) -> bool:
        """Whether a row without numbers below a head is its second level: the head spans, or leaves it cells."""
        first = self.grid[row][0]
        above = self.grid[row - 1]
        if first is not None and first.row < row:
            return True  # the head of the first column reaches down
        if any(cell is not None and cell.row < row for cell in self.grid[row]):
            return True
        if any(cell is not None and cell.column_span > 1 and cell.column > 0 for cell in above):
            return True
        if self._kind(first) == EMPTY:
            return True
        units = self.rules
        return all(self.words[id(cell)].strip("（）()") in units.unit_forms for cell in cells if cell.column > 0)

    def _heads_again(self, row: int, cells: list[Cell]) -> bool:
        """Whether a row among values begins a new head: words or times where the columns above have numbers."""
        kinds = [self._kind(cell) for cell in self.grid[row]]
        if NUMBER in kinds or len(cells) < 2:
            return False
        stated = [column for column in range(1, self.table.columns) if kinds[column] in (WORDS, TIME, YEAR)]
        above = [self._kind(self.grid[row - 1][column]) for column in stated]
        if len(stated) < 2 and kinds[0] != EMPTY:
            return False  # 成立日期|2005年3月2日
        if not stated or above.count(NUMBER) < max(1, len(stated) - 1):
            return False
        if row + 1 < self.table.rows and NUMBER not in [self._kind(cell) for cell in self.grid[row + 1]]:
            return TIME in kinds[1:] or YEAR in kinds[1:]
        return row + 1 < self.table.rows

    # ---- heads of rows --------------------------------------------------------------------------------------------

    def _row_heads(self, body: list[int]) -> None:
        """Mark the cells that name the rows of values."""
        columns = self._name_columns(body)
        for row in body:
            for column in columns:
                cell = self.grid[row][column]
                if cell is not None and self.words[id(cell)] and cell.row_span >= 1:
                    self._mark([cell], "row")

    def _name_columns(self, body: list[int]) -> list[int]:
        """The columns of names: those of words before each run of columns with figures."""
        kinds = [self._column_kind(column, body) for column in range(self.table.columns)]
        heads = [self._head_word(column) for column in range(self.table.columns)]
        figures = [
            column
            for column, kind in enumerate(kinds)
            if kind == NUMBER and not self._only_numbers(column, heads, body)
        ]
        if not figures:
            return []
        names = [column for column in range(figures[0]) if kinds[column] in (WORDS, TIME, YEAR)]
        if not names:
            names = [column for column, kind in enumerate(kinds) if kind in (WORDS, TIME, YEAR)][:1]
        stated = {heads[column] for column in names} - {""}
        unheaded = not any(heads)
        for column in range(figures[0] + 1, self.table.columns):
            begins = heads[column] in stated or (
                unheaded and column + 1 < self.table.columns and kinds[column + 1] == NUMBER
            )
            if column not in names and kinds[column] == WORDS and begins:
                names.append(column)
        return names

    def _column_kind(self, column: int, body: list[int]) -> str:
        """What most of a column's filled cells are; one third of numbers makes a column of numbers."""
        counts = dict.fromkeys((EMPTY, NUMBER, YEAR, TIME, WORDS), 0)
        for row in body:
            cell = self.grid[row][column]
            if cell is not None and (cell.column == column or cell.row < row):
                counts[self._kind(cell)] += 1
        filled = sum(counts.values()) - counts[EMPTY]
        if not filled:
            return EMPTY
        if counts[NUMBER] * 3 >= filled and (column > 0 or counts[NUMBER] * 3 >= 2 * filled):
            return NUMBER
        return max((WORDS, TIME, YEAR), key=lambda kind: counts[kind])

    def _head_word(self, column: int) -> str:
        """The words of the lowest cell of the first block of heads over a column."""
        head = self._first_head(column)
        return self.words[id(head)] if head is not None else ""

    def _first_head(self, column: int) -> Cell | None:
        found: Cell | None = None
        for row in range(self.table.rows):
            cell = self.grid[row][column]
            if cell is not None and self.roles.get(id(cell)) == "column":
                found = cell if self.words[id(cell)] else found
            elif found is not None:
                break
        return found

    def _only_numbers(self, column: int, heads: list[str], body: list[int]) -> bool:
        """Whether a column of numbers only numbers the rows: its head says so, or it counts 1, 2, 3 in front."""
        head = heads[column]
        if head in self.rules.serial or (head and self.rules.serial_words.search(head)):
            return True
        if column > 0:
            return False
        cells = [cell for row in body if (cell := self.grid[row][0]) is not None and self._kind(cell) == NUMBER]
        stated = [self.words[id(cell)] for cell in cells]
        first = int(stated[0]) if stated and stated[0].isdecimal() and len(stated[0]) < 5 else None
        return first is not None and len(stated) > 1 and stated == [str(first + place) for place in range(len(stated))]


def _with_role(cell: Cell, role: Role) -> Cell:
    return cell if cell.role == role else replace(cell, role=role)
