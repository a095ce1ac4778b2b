"""Pivot: the facts of many articles as one sheet, an indicator of a subject a row, a period a column.

In: rows of an export, or figure records. Out: a `Pivot`: its columns are periods of the calendar, its cells hold the
value, every other value that is stated of the same, and the sentences they come from.
例: 社会消费品零售总额 · CNY · 中国 | 2024 → 48.8万亿, stated by two articles.

Only what is the same is put together: name, subject, kind, basis, modality and unit. Units of one measure are reckoned
into one another (`rules/indicators/units.txt`), currencies are not. Values that contradict are shown, never averaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.catalogue import known_indicators
from extractor.errors import ExportError
from extractor.rulebook import load_rulebook

if TYPE_CHECKING:
    import pandas as pd

NEEDED = frozenset(
    ("value", "unit", "kind", "indicator", "subject", "indicator_norm", "subject_norm", "period_start", "period_end")
)
_UNITS = "indicators/units"
_GRAINS = ("year", "half", "quarter", "cumulative", "month", "day", "span")
_SAME = 1e-9  # relative difference of values that differ by reckoning alone


class Series(NamedTuple):
    """A row of the sheet: what is measured."""

    indicator: str
    subject: str
    kind: str
    basis: str
    modality: str
    unit: str


class Span(NamedTuple):
    """A column of the sheet: ISO days, both inclusive."""

    start: str
    end: str

    @property
    def grain(self) -> str:
        """year, half, quarter, cumulative (from 1 January to a month's end), month, day or span."""
        return _grain(self.start, self.end)[0]

    @property
    def name(self) -> str:
        """2024, 2024H1, 2024Q3, 2024-01–09, 2024-09, 2024-09-30, or both days."""
        return _grain(self.start, self.end)[1]


class StatedValue(NamedTuple):
    """One statement of a fact: its value in the row's unit, and where it is made."""

    value: float
    text: str
    sentence: str
    article: str
    published: str


@dataclass
class Cell:
    """All statements of one fact."""

    stated: list[StatedValue] = field(default_factory=list)

    @property
    def values(self) -> list[float]:
        """The different values, the most frequent one first."""
        counts: dict[float, int] = {}
        for statement in self.stated:
            near = next((known for known in counts if _equal(known, statement.value)), statement.value)
            counts[near] = counts.get(near, 0) + 1
        return sorted(counts, key=lambda value: -counts[value])

    @property
    def conflict(self) -> bool:
        """Whether articles state different values."""
        return len(self.values) > 1


@dataclass
class Pivot:
    """The sheet: `cells` by row and column; `rows` and `columns` in the order they are shown."""

    cells: dict[tuple[Series, Span], Cell]
    rows: list[Series]
    columns: list[Span]

    def to_frame(self) -> pd.DataFrame:
        """A frame: rows by indicator, subject, kind, basis, modality and unit; a column a period; values.

        Where articles state different values, the cell holds the most frequent one; `conflicts()` lists the others.
        """
        import pandas as pd

        index = pd.MultiIndex.from_tuples(self.rows, names=Series._fields)
        grid = [[self._value(row, column) for column in self.columns] for row in self.rows]
        names = [column.name for column in self.columns]
        frame: pd.DataFrame = pd.DataFrame(grid, index=index, columns=names, dtype=float)
        return frame

    def _value(self, row: Series, column: Span) -> float | None:
        cell = self.cells.get((row, column))
        return cell.values[0] if cell else None

    def conflicts(self) -> list[tuple[Series, Span, Cell]]:
        """The facts of which articles state different values; without a subject, they may be of different things."""
        found = self.cells.items()
        return [(row, column, cell) for (row, column), cell in found if row.subject and cell.conflict]


def pivot(
    rows: Iterable[Mapping[str, Any]], *, all_names: bool = False, grains: Iterable[str] = (), least: int = 1
) -> Pivot:
    """Put facts side by side.

    Args:
        rows: mappings with the columns of an export (records or facts): `Extraction.rows()`, or `read_facts(path)`.
        all_names: also facts whose indicator the catalogue does not know, under the words of the article.
        grains: which periods: year, half, quarter, cumulative, month, day, span; all where none is given.
        least: leave out rows with fewer filled columns.

    Raises:
        ValueError: an unknown grain.

    Example:
        >>> row = {"value": 5, "unit": "%", "kind": "change", "basis": "yoy", "direction": "down", "indicator": "出口",
        ...         "subject": "我国", "indicator_norm": "出口总值", "subject_norm": "中国",
        ...         "period_start": "2024-01-01", "period_end": "2024-12-31"}
        >>> sheet = pivot([row])
        >>> sheet.columns[0].name, sheet.rows[0].subject, sheet.cells[sheet.rows[0], sheet.columns[0]].values
        ('2024', '中国', [-5.0])
    """
    wanted = frozenset(grains)
    if unknown := sorted(wanted - set(_GRAINS)):
        raise ValueError(f"no grain {', '.join(unknown)}; there are {', '.join(_GRAINS)}")
    cells: dict[tuple[Series, Span], Cell] = {}
    for row in rows:
        found = _fact(row, all_names)
        if found is not None and (not wanted or found[1].grain in wanted):
            series, span, statement = found
            stated = cells.setdefault((series, span), Cell()).stated
            if statement not in stated:
                stated.append(statement)
    filled: dict[Series, int] = {}
    for series, _ in cells:
        filled[series] = filled.get(series, 0) + 1
    cells = {key: cell for key, cell in cells.items() if filled[key[0]] >= least}
    by_indicator: dict[str, int] = {}
    for series, _ in cells:
        by_indicator[series.indicator] = by_indicator.get(series.indicator, 0) + 1
    order = sorted({s for s, _ in cells}, key=lambda s: (-by_indicator[s.indicator], s.indicator, -filled[s], *s))
    columns = sorted({span for _, span in cells}, key=lambda span: (_GRAINS.index(span.grain), span.end, span.start))
    return Pivot(cells, order, columns)


def read_facts(path: str | Path) -> Iterable[Mapping[str, Any]]:
    """The rows of an export, for `pivot`.

    Raises:
        ExportError: the file is missing, of another kind, or has not the columns.
    """
    from extractor.export.exported import open_rows

    return open_rows(Path(path), NEEDED, "a pivot")()


def _fact(row: Mapping[str, Any], all_names: bool) -> tuple[Series, Span, StatedValue] | None:
    indicator = row.get("indicator_norm") or (row.get("indicator") if all_names else None)
    start, end = str(row.get("period_start") or "")[:10], str(row.get("period_end") or "")[:10]
    number = row.get("signed_value")
    if number in (None, ""):
        number = row.get("value")
    if not indicator or not start or not end or number in (None, ""):
        return None
    try:
        value = float(number)  # type: ignore[arg-type]
    except ValueError:
        raise ExportError(f"value {number!r} is not a number (article {row.get('article_id')})") from None
    if row.get("kind") == "change" and row.get("direction") == "down":
        value = -abs(value)
    unit, factor = _unit(str(row.get("unit") or ""))
    series = Series(
        str(indicator),
        str(row.get("subject_norm") or _whose(row)),
        str(row.get("kind") or ""),
        str(row.get("basis") or ""),
        str(row.get("modality") or "actual"),
        unit,
    )
    where = str(row.get("title") or row.get("article_id") or "")
    text = str(row.get("text") or f"{row.get('value')} {row.get('unit') or ''}".strip())
    statement = StatedValue(
        value * factor, text, str(row.get("sentence") or ""), where, str(row.get("published") or "")[:10]
    )
    return series, Span(start, end), statement


def _whose(row: Mapping[str, Any]) -> str:
    """A subject in the article's words; none where they are a part of the indicator's name: 规上 + 工业增加值."""
    subject = str(row.get("subject") or "")
    name = _spellings().get(f"{subject}{row.get('indicator') or ''}")
    return "" if name is not None and name == row.get("indicator_norm") else subject


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    return known_indicators().spellings()


def _unit(unit: str) -> tuple[str, float]:
    """The unit that a measure is shown in, and how many of it the given one is."""
    return _conversions().get(unit, (unit, 1.0))


@lru_cache(maxsize=1)
def _conversions() -> dict[str, tuple[str, float]]:
    rulebook = load_rulebook()
    found = {word: (name, 1.0) for word, name in rulebook.mapping(_UNITS, "same").items()}
    for entry in rulebook.section(_UNITS, "times"):
        for word in entry.words:
            unit, _, times = word.partition("=")
            found[unit] = (entry.name, float(times))
    return found


def _equal(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME * max(abs(one), abs(other))


@lru_cache(maxsize=4096)
def _grain(start: str, end: str) -> tuple[str, str]:
    if start == end:
        return "day", start
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    after = last + timedelta(days=1) if last < date.max else last
    whole = first.day == 1 and after.day == 1
    months = (after.year - first.year) * 12 + after.month - first.month
    if not whole:
        return "span", f"{start} – {end}"
    return _calendar_grain(first, months, end)


def _calendar_grain(first: date, months: int, end: str) -> tuple[str, str]:
    """The kind and name of whole months from a day on."""
    year = first.year
    if months == 1:
        return "month", f"{year:04}-{first.month:02}"
    if months == 3 and first.month % 3 == 1:
        return "quarter", f"{year:04}Q{first.month // 3 + 1}"
    if months == 6 and first.month in (1, 7):
        return "half", f"{year:04}H{1 + (first.month == 7)}"
    if first.month == 1 and (months < 12 or months % 12 == 0):
        if months < 12:
            return "cumulative", f"{year:04}-01–{end[5:7]}"
        return ("year", f"{year:04}") if months == 12 else ("span", f"{year:04}–{end[:4]}")
    return "span", f"{first.isoformat()} – {end}"
