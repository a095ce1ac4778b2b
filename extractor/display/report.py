"""The report: what a whole corpus says, as one HTML file that opens without a network.

In: an export (`.csv`, `.sqlite`) of records. Out: HTML with the names that are told most, by month, each indicator's
figures over time, and the sentences behind all of them. 例: 增加值 · 变化 % over the months, a dot a figure, its
sentence at a click.

The charts are Observable Plot's (`assets/vendor/`), drawn as SVG in the reader's browser with the reader's own fonts,
so that Chinese labels need no font here. Rows are read twice and never held: once to count, once for the sentences of
what is shown.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from extractor.display.interface import Language, asset, check_language, interface, word
from extractor.display.page import render
from extractor.errors import ExportError
from extractor.mentions import FIGURE_LABELS, ORG, PERSON, POLICY_TERM

Row: TypeAlias = Mapping[str, Any]
Rows: TypeAlias = Callable[[], Iterator[Row]]
TOP_LABELS = (PERSON, ORG, POLICY_TERM)
NAMES, PLACES, INDICATORS, POINTS = 30, 40, 80, 300
"""How many names of a label, sentences of a name, indicators, and figures of an indicator a report shows."""
_NEEDED = frozenset(("label", "norm", "sentence", "indicator", "period_end", "value"))


def render_report(source: str | Path, language: Language = "zh", title: str | None = None) -> str:
    """The report on an export.

    Args:
        source: a .csv or .sqlite file that `extractor export` or `Extraction.to_csv` wrote.
        language: the interface's language at first sight.
        title: the page's title; the file's name is in it by default.

    Returns:
        A whole HTML document (about 300 kB, and what its sentences weigh). All text is escaped, and a content security
        policy lets no script run but its own.

    Raises:
        ExportError: the file is missing, of another kind, or holds no records.
        ValueError: an unknown language.
    """
    path = Path(source)
    language = check_language(language)
    rows = open_rows(path)
    counts = _count(rows)
    data = _Collector(counts).collect(rows)
    return render(
        "report",
        language,
        {"interface": interface(), **data},
        library=asset("vendor/plot.js"),
        title=title or f"{word('report', language)} · {path.stem}",
        named=title is not None,
        stem=path.stem,
    )


def open_rows(path: Path) -> Rows:
    """A function that yields the rows of an export, anew at each call.

    Raises:
        ExportError: the file is missing, of another kind, or has not the columns of records.
    """
    readers: dict[str, Callable[[Path], Iterator[Row]]] = {
        ".csv": _csv_rows, ".sqlite": _sqlite_rows, ".db": _sqlite_rows,
    }  # fmt: skip
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise ExportError(
            f"{path}: a report is made from .csv or .sqlite; write one with `extractor export … -o facts.csv`"
        )
    if not path.is_file():
        raise ExportError(f"no such file: {path}")
    first = next(reader(path), None)
    if first is None:
        raise ExportError(f"{path} holds no records")
    missing = sorted(_NEEDED - set(first))
    if missing:
        raise ExportError(
            f"{path}: no column {', '.join(missing)}; a report needs the records of `extractor export`, not its facts"
        )
    return lambda: reader(path)


def _csv_rows(path: Path) -> Iterator[Row]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield {name: _plain(cell) for name, cell in row.items() if isinstance(name, str)}
    except UnicodeDecodeError as error:
        raise ExportError(
            f"{path} is not UTF-8 text (byte {error.start}); export it anew, or save it as UTF-8"
        ) from None


def _plain(cell: str | None) -> str | None:
    """A cell without the apostrophe that keeps spreadsheets from running it; the empty cell is None."""
    if cell and cell[0] == "'" and cell[1:2] in tuple("=+-@\t\r"):
        return cell[1:]
    return cell or None


def _sqlite_rows(path: Path) -> Iterator[Row]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            if "records" not in tables:
                raise ExportError(f"{path}: no table `records` (it has {', '.join(tables) or 'none'})")
            cursor = database.execute("SELECT * FROM records")
            names = [column[0] for column in cursor.description]
            for cells in cursor:
                yield dict(zip(names, cells, strict=True))
    except sqlite3.DatabaseError as error:
        raise ExportError(f"{path} cannot be read as SQLite: {error}") from None


@dataclass
class _Counts:
    """What the first reading finds."""

    records: int = 0
    articles: set[tuple[str, str, str]] = field(default_factory=set)
    days: list[str] = field(default_factory=list)
    names: dict[str, Counter[str]] = field(default_factory=lambda: {label: Counter() for label in TOP_LABELS})
    months: set[str] = field(default_factory=set)
    indicators: Counter[tuple[str, str, str]] = field(default_factory=Counter)


def _article(row: Row) -> tuple[str, str, str]:
    return str(row.get("article_id") or ""), str(row.get("title") or ""), str(row.get("published") or "")[:10]


def _indicator(row: Row) -> tuple[str, str, str] | None:
    """Indicator, kind and unit of a figure that has a place in time: what may stand on one axis."""
    if row["label"] not in FIGURE_LABELS or not row["indicator"] or not row["period_end"] or row["value"] in (None, ""):
        return None
    return str(row["indicator"]), str(row.get("kind") or ""), str(row.get("unit") or "")


def _count(rows: Rows) -> _Counts:
    counts = _Counts()
    for row in rows():
        counts.records += 1
        article = _article(row)
        counts.articles.add(article)
        if article[2]:
            counts.months.add(article[2][:7])
        names = counts.names.get(row["label"])
        if names is not None and row["norm"]:
            names[str(row["norm"])] += 1
        elif (key := _indicator(row)) is not None:
            counts.indicators[key] += 1
    counts.days = sorted({article[2] for article in counts.articles if article[2]})
    return counts


class _Collector:
    """The second reading: the sentences and figures of what is shown."""

    def __init__(self, counts: _Counts) -> None:
        self.counts = counts
        self.months = _all_months(counts.months)
        self._month = {month: index for index, month in enumerate(self.months)}
        self._articles: dict[tuple[str, str, str], int] = {}
        self._sentences: dict[tuple[str, int], int] = {}
        self.top: dict[str, dict[str, dict[str, Any]]] = {
            label: {
                name: {"name": name, "count": count, "sentences": 0, "months": [0] * len(self.months), "places": {}}
                for name, count in counted.most_common(NAMES)
            }
            for label, counted in counts.names.items()
        }
        self.indicators: dict[tuple[str, str, str], dict[str, Any]] = {
            key: {"name": key[0], "kind": key[1] or None, "unit": key[2], "count": count, "points": []}
            for key, count in counts.indicators.most_common(INDICATORS)
        }

    def collect(self, rows: Rows) -> dict[str, Any]:
        """The data of the page."""
        for row in rows():
            names = self.top.get(row["label"])
            if names is not None:
                self._add_name(names.get(str(row["norm"])), row)
            elif (key := _indicator(row)) in self.indicators and key is not None:
                self._add_point(self.indicators[key], row)
        for indicator in self.indicators.values():
            points = sorted(indicator["points"], key=lambda point: (point["start"] or point["end"], point["end"]))
            indicator["points"] = [point | {"number": number} for number, point in enumerate(points)]
        days = self.counts.days
        return {
            "totals": {
                "articles": len(self.counts.articles),
                "records": self.counts.records,
                "first": days[0] if days else None,
                "last": days[-1] if days else None,
            },
            "months": self.months,
            "top": {
                label: [entry | {"places": list(entry["places"].items())} for entry in names.values()]
                for label, names in self.top.items()
            },
            "indicators": list(self.indicators.values()),
            "sentences": [list(sentence) for sentence in self._sentences],
            "articles": [list(article) for article in self._articles],
        }

    def _add_name(self, entry: dict[str, Any] | None, row: Row) -> None:
        if entry is None:
            return
        month = self._month.get(str(row.get("published") or "")[:7])
        if month is not None:
            entry["months"][month] += 1
        places = entry["places"]
        entry["sentences"] += 1
        if len(places) < PLACES:
            places.setdefault(self._sentence(row), row.get("text") or "")

    def _add_point(self, indicator: dict[str, Any], row: Row) -> None:
        if len(indicator["points"]) >= POINTS:
            return
        try:
            value = float(row["value"])
        except ValueError:
            return
        indicator["points"].append(
            {
                "value": -value if row.get("kind") == "change" and row.get("direction") == "down" else value,
                "text": row.get("text") or "",
                "subject": row.get("subject"),
                "basis": row.get("basis"),
                "direction": row.get("direction"),
                "modality": row.get("modality") or "actual",
                "speaker": row.get("speaker"),
                "period": row.get("period_text"),
                "start": row.get("period_start"),
                "end": str(row["period_end"]),
                "sentence": self._sentence(row),
            }
        )

    def _sentence(self, row: Row) -> int:
        article = self._articles.setdefault(_article(row), len(self._articles))
        return self._sentences.setdefault((str(row["sentence"] or ""), article), len(self._sentences))


def _all_months(months: set[str]) -> list[str]:
    """Every month from the first to the last, those without an article too (2024-01, 2024-02, …)."""
    known = sorted(month for month in months if len(month) == 7 and month[:4].isdigit() and month[5:].isdigit())
    if not known:
        return []
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (known[0], known[-1]))
    if last - first > 1200:  # a wrong year among the dates must not make a table of ages
        return known
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1)]
