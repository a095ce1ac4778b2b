"""The report: what a whole corpus says, as one HTML file that opens without a network.

In: an export of records or facts, of any kind of file. Out: HTML with the names that occur most, by month, each
indicator's figures over time, and the sentences behind all of them. 例: the changes of 增加值 in % over the months, a
dot a figure, its sentence at a click.

The charts are Observable Plot's (`assets/vendor/`), drawn as SVG in the reader's browser with the reader's own fonts,
so that Chinese labels need no font here. Rows are read twice and never held: once to count, once for the sentences of
what is shown.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.catalogue import known_indicators
from extractor.display.interface import Language, asset, check_language, interface, word
from extractor.display.page import render
from extractor.export.exported import Row, Rows, open_rows
from extractor.lexicon import alternatives
from extractor.mentions import FIGURE_LABELS, MONEY, ORG, PERSON, POLICY_TERM
from extractor.pivot import Span
from extractor.rulebook import load_rulebook

_NOT_ECONOMIC = frozenset(("counted", "events", "general"))
TOP_LABELS = (PERSON, ORG, POLICY_TERM)
NAMES, PLACES, INDICATORS, POINTS = 40, 2000, 400, 3000
"""How many names of a label, sentences of a name, indicators, and figures of an indicator a report shows."""
_NEEDED = frozenset(("sentence", "indicator", "period_end", "value", "unit"))


def render_report(source: str | Path, language: Language = "zh", title: str | None = None) -> str:
    """The report on an export.

    Args:
        source: what `extractor export` or `Extraction.to_csv` wrote: .csv, .jsonl, .parquet, .xlsx or .sqlite.
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
    rows = open_rows(path, _NEEDED, "a report")
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


@dataclass
class _Counts:
    """What the first reading finds."""

    records: int = 0
    articles: set[tuple[str, str, str]] = field(default_factory=set)
    days: list[str] = field(default_factory=list)
    names: dict[str, Counter[str]] = field(default_factory=lambda: {label: Counter() for label in TOP_LABELS})
    months: set[str] = field(default_factory=set)
    indicators: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    datelines: Counter[str] = field(default_factory=Counter)
    """How often a name opens the line that opens a report: 某某社北京3月1日电."""


def _article(row: Row) -> tuple[str, str, str]:
    return str(row.get("article_id") or ""), str(row.get("title") or ""), str(row.get("published") or "")[:10]


def _indicator(row: Row) -> tuple[str, str, str] | None:
    """Indicator, kind and unit of a figure that has a place in time: what may share an axis."""
    name = row.get("indicator_norm") or row["indicator"]
    if row.get("label", MONEY) not in FIGURE_LABELS or not name or not row["period_end"] or row["value"] in (None, ""):
        return None  # the facts of an export have no label: all are figures
    return str(name), str(row.get("kind") or ""), str(row.get("unit") or "")


def dateline_pattern() -> re.Pattern[str]:
    """The line that opens a report with its medium: 江州日报讯（, 江州网消息，, （记者 …."""
    book = load_rulebook()
    marks = alternatives(book.words("facts/reporting", "datelines"))
    other = "".join(f"(?<!{re.escape(word)})" for word in book.words("facts/reporting", "not_datelines"))
    return re.compile(f".{{0,24}}?{other}{marks}[（(：:，,]|[（(].{{0,20}}?(?:记者|通讯员|报道)")


def _opens(dateline: re.Pattern[str], row: Row) -> bool:
    """Whether a name opens the line that opens a report; 市政府 in 某某日报讯 …，市政府举行发布会 does not."""
    sentence, name = str(row["sentence"] or ""), str(row.get("text") or row["norm"])
    return sentence.lstrip("（(【[据").startswith(name) and bool(dateline.match(sentence))


def _count(rows: Rows) -> _Counts:
    counts = _Counts()
    dateline = dateline_pattern()
    for row in rows():
        counts.records += 1
        article = _article(row)
        counts.articles.add(article)
        if article[2]:
            counts.months.add(article[2][:7])
        names = counts.names.get(str(row.get("label")))
        if names is not None and row["norm"]:
            names[str(row["norm"])] += 1
            counts.datelines[str(row["norm"])] += _opens(dateline, row)
        elif (key := _indicator(row)) is not None:
            counts.indicators[key] += 1
    counts.days = sorted({article[2] for article in counts.articles if article[2]})
    return counts


def _ranked(indicators: Counter[tuple[str, str, str]]) -> list[tuple[tuple[str, str, str], int]]:
    """Economic indicators of the catalogue first, then what else it counts, then the articles' own words."""
    entries = known_indicators().entries

    def rank(name: str) -> int:
        entry = entries.get(name)
        return 2 if entry is None else int(entry.group in _NOT_ECONOMIC)

    return sorted(indicators.items(), key=lambda item: (rank(item[0][0]), -item[1], item[0]))


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
                name: {
                    "name": name,
                    "count": count,
                    "media": label == ORG and 2 * counts.datelines[name] > count,
                    "sentences": 0,
                    "months": [0] * len(self.months),
                    "places": {},
                }
                for name, count in counted.most_common(NAMES)
            }
            for label, counted in counts.names.items()
        }
        self.indicators: dict[tuple[str, str, str], dict[str, Any]] = {
            key: {"name": key[0], "kind": key[1] or None, "unit": key[2], "count": count, "points": []}
            for key, count in _ranked(counts.indicators)[:INDICATORS]
        }

    def collect(self, rows: Rows) -> dict[str, Any]:
        """The data of the page."""
        for row in rows():
            names = self.top.get(str(row.get("label")))
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
        span = Span(str(row.get("period_start") or row["period_end"])[:10], str(row["period_end"])[:10])
        grain, name = _named(span)
        indicator["points"].append(
            {
                "value": -value if row.get("kind") == "change" and row.get("direction") == "down" else value,
                "text": row.get("text") or f"{row['value']} {row.get('unit') or ''}".strip(),
                "subject": row.get("subject_norm") or row.get("subject"),
                "grain": grain,
                "name": name,
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


def _named(span: Span) -> tuple[str, str]:
    """The kind and the name of a period, as the pivot has them; a day that no calendar has makes a span."""
    try:
        return span.grain, span.name
    except ValueError:
        return "span", f"{span.start} – {span.end}"


def _all_months(months: set[str]) -> list[str]:
    """Every month from the first to the last, those without an article too (2024-01, 2024-02, …)."""
    known = sorted(month for month in months if len(month) == 7 and month[:4].isdigit() and month[5:].isdigit())
    if not known:
        return []
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (known[0], known[-1]))
    if last - first > 1200:  # a wrong year among the dates must not make a table of ages
        return known
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1)]
