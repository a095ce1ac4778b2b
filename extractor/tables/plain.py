"""Tables in plain text: lines whose cells are parted by tabs or blanks, and cells that lost all marks, one a line.

In: lines. Out: `Table`s with their cells in place. 例: “地区   产量\\n江州   3.1\\n云江   4.5” → three rows, two
columns.

    bars     lines between bars, as in Markdown, but without the line under the head
    tabs     two lines or more with tabs
    blanks   two blanks or more between the cells of a line; a cell belongs to the column that it is under
    pattern  one blank between cells, and the numbers at the ends of all lines equally many
    lines    one cell a line: words and bare numbers that come back in the same order
    pairs    a name, a colon and a value, see `extractor.tables.lists`

Only lines with numbers make a table of blanks; a paragraph that is indented, or set wide, makes none.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence

from extractor.lazy import lazy_re
from extractor.tables.grid import Cell, Form, Role, Table, TableLine
from extractor.tables.lists import by_pairs
from extractor.tables.plain_lines import (
    LONGEST_CELL,
    SENTENCE_MARK,
    Field,
    Line,
    Row,
    fields_of,
    has_figure,
    has_number,
    is_cells,
    words_of,
)

_WIDE = lazy_re(r"[ \u3000\xa0]{2,}|\u3000")
_BLANK = lazy_re(r"[ \u3000\xa0\t]+")
_BARE = lazy_re(
    r"[(（]?[+＋\-－−–]?[\d０-９]{1,3}(?:[,，][\d０-９]{3})*[\d０-９]*(?:[.．][\d０-９]+)?[)）]?\s?[%％‰]?[)）]?|-{1,3}|—{1,2}|…{1,2}|/|－"
)
_PARTING = lazy_re("[|\t \u3000\xa0:：]")  # what parts the cells of a line, whatever the form of the table
_LONGEST_LINE = 400
_SHORT = 26  # characters of a cell that is in a line by itself
_MOST_COLUMNS = 40
_FEWEST_STACKED = 6  # lines of a table with one cell a line: two heads, and two rows of two cells


def find_tables(text: str, known: Sequence[Table]) -> list[Table]:
    """The known tables of a text, and those that its other lines make, in text order."""
    lines: list[Line] = []
    found: list[Table] = []
    start, tables = 0, iter(sorted(known, key=lambda table: table.start))
    following = next(tables, None)
    for raw in text.split("\n"):
        while following is not None and start >= following.end:
            found.append(following)
            following = next(tables, None)
        if following is not None and following.start <= start + len(raw) and start < following.end:
            found += _in_lines(lines)
            lines = []
        else:
            lines.append(Line(start, raw.rstrip()))
        start += len(raw) + 1
    found += _in_lines(lines)
    if following is not None:
        found += [following, *tables]
    return sorted(found, key=lambda table: table.start)


def mark_rows(lines: Sequence[str]) -> list[str]:
    """The filled lines of a text, those that belong to a table marked so that cleaning leaves them as they are."""
    placed: list[Line] = []
    start = 0
    for line in lines:
        placed.append(Line(start, line.rstrip()))
        start += len(line) + 1
    spans = [(table.start, table.end) for table in _in_lines(placed) if table.form != "list"]
    starts = [span[0] for span in spans]
    marked: list[str] = []
    for each in placed:
        if not each.text.strip():
            continue
        index = bisect_right(starts, each.start + len(each.text)) - 1
        inside = index >= 0 and each.start < spans[index][1]
        marked.append(TableLine(each.text) if inside else each.text.strip())
    return marked


def _in_lines(lines: Sequence[Line]) -> list[Table]:
    """The tables among lines that follow each other. A run of lines that is no table is not looked at again."""
    stacked = _stacks(lines)
    tables: list[Table] = []
    barren = dict.fromkeys(_FINDERS, 0)  # where each kind of table may begin again
    at = 0
    while at < len(lines):
        text = lines[at].text
        if at in stacked:
            rows, at = stacked[at]
            tables.append(_table(rows))
            continue
        for find in _finders(text):
            if at < barren[find]:
                continue
            found, end = find(lines, at)
            if found:
                tables.append(_table(found, "list" if find is by_pairs else "text"))
                at = end - 1
                break
            barren[find] = end
        at += 1
    return tables


def _finders(text: str) -> tuple[_Finder, ...]:
    """The kinds of tables that a line may begin: of blanks and patterns none where a sentence ends or goes on."""
    if len(text) > _LONGEST_LINE or _PARTING.search(text) is None:
        return ()
    return _WITH_SENTENCES if SENTENCE_MARK.search(text) else _FINDERS


def _table(rows: Sequence[Row], form: Form = "text") -> Table:
    roles: tuple[Role, Role] = ("row", "value") if form == "list" else ("value", "value")
    columns = max(column + width for _, row in rows for column, width, _ in row)
    cells = tuple(
        Cell(number, column, 1, width, line.start + field.start, line.start + field.end, roles[column > 0])
        for number, (line, row) in enumerate(rows)
        for column, width, field in row
    )
    last = rows[-1][0]
    start = rows[0][0].start + len(rows[0][0].text) - len(rows[0][0].text.lstrip())
    return Table(start, last.start + len(last.text), len(rows), columns, cells, form)


# ---- bars ---------------------------------------------------------------------------------------


def _by_bars(lines: Sequence[Line], at: int) -> tuple[list[Row], int]:
    rows: list[Row] = []
    end = at
    while end < len(lines) and (line := lines[end]).text.lstrip().startswith("|") and line.text.count("|") > 1:
        if line.text.strip("-:| \t"):
            rows.append((line, _bar_cells(line)))
        end += 1
    return (rows, end) if len(rows) > 1 else ([], end)


def _bar_cells(line: Line) -> list[tuple[int, int, Field]]:
    cells = []
    start = line.text.index("|") + 1
    for column, piece in enumerate(line.text[start:].removesuffix("|").split("|")):
        stripped = piece.strip()
        begin = start + len(piece) - len(piece.lstrip()) if stripped else start
        cells.append((column, 1, Field(begin, begin + len(stripped))))
        start += len(piece) + 1
    return cells


# ---- tabs ----------------------------------------------------------------------------------------


def _by_tabs(lines: Sequence[Line], at: int) -> tuple[list[Row], int]:
    if "\t" not in lines[at].text:
        return [], at
    rows: list[Row] = []
    end = at
    while end < len(lines):
        line = lines[end]
        if "\t" not in line.text.strip():
            following = lines[end + 1].text if end + 1 < len(lines) else ""
            is_section = 0 < len(line.text.strip()) <= _SHORT and not SENTENCE_MARK.search(line.text) and len(rows) > 1
            if not (is_section and following.strip().count("\t") >= 1):
                break
        rows.append((line, _tab_cells(line)))
        end += 1
    filled = [[field for _, _, field in row if field.end > field.start] for _, row in rows]
    several = [fields for fields in filled if len(fields) > 1]
    if len(rows) < 2 or 2 * len(several) < len(rows) or len(several) < 2:
        return [], end
    sizes = [field.end - field.start for fields in filled for field in fields]
    if 2 * sum(size > LONGEST_CELL for size in sizes) > len(sizes):
        return [], end
    return rows, end


def _tab_cells(line: Line) -> list[tuple[int, int, Field]]:
    cells = []
    start = 0
    for column, piece in enumerate(line.text.split("\t")):
        stripped = piece.strip()
        begin = start + len(piece) - len(piece.lstrip()) if stripped else start
        cells.append((column, 1, Field(begin, begin + len(stripped))))
        start += len(piece) + 1
    return cells


# ---- blanks --------------------------------------------------------------------------------------


def _by_blanks(lines: Sequence[Line], at: int) -> tuple[list[Row], int]:
    if _WIDE.search(lines[at].text.strip()) is None:
        return [], at
    taken: list[tuple[Line, list[Field]]] = []
    end = at
    figures = 0
    while end < len(lines):
        line = lines[end]
        fields = fields_of(line.text, _WIDE)
        if not is_cells(line, fields):
            following = fields_of(lines[end + 1].text, _WIDE) if end + 1 < len(lines) else []
            is_section = len(fields) == 1 and len(line.text.strip()) <= _SHORT and not SENTENCE_MARK.search(line.text)
            if not (is_section and len(taken) > 1 and end + 1 < len(lines) and is_cells(lines[end + 1], following)):
                break
        taken.append((line, fields))
        figures += len(fields) > 1 and has_figure(line, fields[1:])
        end += 1
    if len(taken) < 2 or 2 * figures < len(taken) or figures < 1:
        return [], end
    return _aligned(taken), end


def _width_before(text: str) -> list[int]:
    """For each character of a line the columns of the screen before it: a Chinese one takes two."""
    widths = [0]
    for char in text:
        widths.append(widths[-1] + (2 if unicodedata.east_asian_width(char) in "WF" else 1))
    return widths


def _aligned(taken: Sequence[tuple[Line, list[Field]]]) -> list[Row]:
    """The cells in their columns: those of the fullest lines in turn, those of others under which they are."""
    most = Counter(len(fields) for _, fields in taken if len(fields) > 1)
    columns = max(most, key=lambda count: (most[count] * count, count))
    spans = [[10**6, 0] for _ in range(columns)]
    measured = [(line, fields, _width_before(line.text)) for line, fields in taken]
    for _, fields, widths in measured:
        if len(fields) == columns:
            for span, field in zip(spans, fields, strict=True):
                span[0], span[1] = min(span[0], widths[field.start]), max(span[1], widths[field.end])
    rows: list[Row] = []
    for line, fields, widths in measured:
        if len(fields) == columns:
            rows.append((line, [(number, 1, field) for number, field in enumerate(fields)]))
            continue
        if len(fields) == 1:
            rows.append((line, [(0, columns, fields[0])]))
            continue
        rows.append((line, _under(fields, widths, spans, not has_number(line, fields))))
    return rows


def _under(
    fields: Sequence[Field], widths: list[int], spans: list[list[int]], spreads: bool
) -> list[tuple[int, int, Field]]:
    """The columns that pieces are under; where two would share one, the later takes the next.

    `spreads`: they are heads, and each reaches to the next one.
    """
    placed: list[int] = []
    least = 0
    for number, field in enumerate(fields):
        left, right = widths[field.start], widths[field.end]
        nearest = min(
            range(least, max(least + 1, len(spans) - (len(fields) - number - 1))),
            key=lambda column: _distance(left, right, spans[column] if column < len(spans) else spans[-1]),
        )
        placed.append(nearest)
        least = nearest + 1
    ends = [*placed[1:], len(spans)] if spreads else [column + 1 for column in placed]
    return [(column, max(1, end - column), field) for column, end, field in zip(placed, ends, fields, strict=True)]


def _distance(left: int, right: int, span: list[int]) -> int:
    if left < span[1] and span[0] < right:
        return 0
    return min(abs(left - span[0]), abs(right - span[1]), abs(left - span[1]), abs(right - span[0]))


# ---- one blank, a pattern ------------------------------------------------------------------------


def _by_pattern(lines: Sequence[Line], at: int) -> tuple[list[Row], int]:
    """A head of n words, then lines of a name and n - 1 (or n) numbers without units, or with equally many words."""
    head = fields_of(lines[at].text, _BLANK)
    if not is_cells(lines[at], head) or any(_is_bare(lines[at], field) for field in head):
        return [], at
    found: list[tuple[Line, list[Field]]] = []
    end = at + 1
    columns = 0
    while end < len(lines):
        line = lines[end]
        fields = fields_of(line.text, _BLANK)
        numbers = 0
        while numbers < len(fields) and _is_bare(line, fields[len(fields) - 1 - numbers]):
            numbers += 1
        if not numbers or len(fields) == numbers or (columns and numbers != columns):
            break
        columns = numbers
        name = Field(fields[0].start, fields[len(fields) - 1 - numbers].end)
        if name.end - name.start > _SHORT or SENTENCE_MARK.search(words_of(line, name)):
            break
        found.append((line, fields))
        end += 1
    words = len(head) - columns  # columns of words: the name, the unit
    apart = words > 1 and all(len(fields) == len(head) for _, fields in found)
    if len(found) < 2 or columns < 1 or not (apart or words in (0, 1)):
        return [], at
    rows: list[Row] = []
    for line, fields in found:
        name = Field(fields[0].start, fields[len(fields) - 1 - columns].end)
        cells = fields if apart else [name, *fields[len(fields) - columns :]]
        rows.append((line, [(number, 1, field) for number, field in enumerate(cells)]))
    first = 0 if apart else 1 - words
    return [(lines[at], [(first + number, 1, field) for number, field in enumerate(head)]), *rows], end


def _is_bare(line: Line, field: Field) -> bool:
    return _BARE.fullmatch(line.text, field.start, field.end) is not None


# ---- one cell a line -----------------------------------------------------------------------------


def _stacks(lines: Sequence[Line]) -> dict[int, tuple[list[Row], int]]:
    """Words and bare numbers, one a line, that come back in the same order below as many heads: by their first line.

    A row begins at the first number behind words, or one or two lines of words before it.
    """
    if len(lines) < _FEWEST_STACKED:
        return {}
    kinds = ["" if not _is_short(line) else "N" if _BARE.fullmatch(line.text.strip()) else "T" for line in lines]
    found: dict[int, tuple[list[Row], int]] = {}
    words = done = 0
    for at, kind in enumerate(kinds):
        if kind == "N" and words > 1 and at >= done:
            best = _best_stack(kinds, at, min(words, _MOST_COLUMNS))
            if best is not None:
                start, columns, done = best
                first = start - columns
                found[first] = [_stacked(lines[n : n + columns]) for n in range(first, done, columns)], done
        words = words + 1 if kind == "T" else 0
    return found


def _best_stack(kinds: Sequence[str], number: int, words: int) -> tuple[int, int, int] | None:
    """First row, columns and end of the table whose first number is given, with so many lines of words before it."""
    best: tuple[int, int, int] | None = None
    for before in range(3):
        start, heads = number - before, words - before
        for columns in range(2, heads + 1):
            count = _repeats(kinds, start, columns)
            end = start + count * columns
            if count > 1 and (best is None or end > best[2]):
                best = start, columns, end
    return best


def _is_short(line: Line) -> bool:
    stripped = line.text.lstrip()  # a line has no blanks at its end
    return 0 < len(stripped) <= _SHORT and SENTENCE_MARK.search(stripped) is None and not stripped.endswith(("：", ":"))


def _repeats(kinds: Sequence[str], start: int, columns: int) -> int:
    """How many rows of so many cells follow each other from a place on, alike in words and numbers."""
    pattern = kinds[start : start + columns]
    if len(pattern) < columns or "N" not in pattern or "T" not in pattern or "" in pattern:
        return 0
    count = 0
    while kinds[start + count * columns : start + (count + 1) * columns] == pattern:
        count += 1
    return count


def _stacked(lines: Sequence[Line]) -> Row:
    """A row whose cells are in several lines, as if they were in the first of them."""
    first = lines[0]
    last = lines[-1]
    cells = []
    for column, line in enumerate(lines):
        stripped = line.text.strip()
        begin = line.start - first.start + line.text.index(stripped)
        cells.append((column, 1, Field(begin, begin + len(stripped))))
    whole = " " * (last.start - first.start) + last.text
    return Line(first.start, first.text + whole[len(first.text) :]), cells


_Finder = Callable[[Sequence[Line], int], tuple[list[Row], int]]
_FINDERS: tuple[_Finder, ...] = (_by_bars, _by_tabs, _by_blanks, _by_pattern, by_pairs)
_WITH_SENTENCES: tuple[_Finder, ...] = (_by_bars, _by_tabs, by_pairs)  # whose cells may hold sentences
