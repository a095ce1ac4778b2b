"""An extraction as tables in the terminal: the figures with what they say, the people, and the other names.

例: 9885.8亿元 │ 高精尖产业 │ 增加值 │ level │ 2020
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from extractor.cli.options import printable
from extractor.display.describe import ARROWS, period_range
from extractor.display.interface import Language, check_language, field_name, label_name, value_name, word
from extractor.pivot import Span
from extractor.records import DateRecord, FigureRecord, PersonRecord, Record

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from extractor.extraction import Extraction

_COLOURS = {
    "PERSON": "magenta", "ORG": "cyan", "LOC": "blue", "DATE": "yellow", "POLICY_TERM": "green", "LAW": "green",
    "MONEY": "bright_red", "PERCENT": "bright_yellow", "MULTIPLE": "bright_yellow", "QUANTITY": "bright_blue",
}  # fmt: skip

_WIDE, _WIDER, _PIPE = 100, 130, 150


def print_tables(extraction: Extraction, language: Language = "en") -> None:
    """Print an extraction to the terminal; into a pipe as plain text of a fixed width."""
    from rich.console import Console
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else _PIPE, highlight=False)
    article = extraction.article
    head = " · ".join(str(part) for part in (article.title, article.published, article.source) if part)
    if head:
        console.print(Text(printable(head), style="bold"))
    if not extraction.records:
        console.print("no records" if language == "en" else "没有记录")
        return
    figures = [record for record in extraction.records if isinstance(record, FigureRecord)]
    others = [r for r in extraction.records if not isinstance(r, (FigureRecord, PersonRecord))]
    tables = (
        _figures(figures, language, console.width),
        _people([record for record in extraction.records if isinstance(record, PersonRecord)], language),
        _others(others, language),
    )
    for table in tables:
        if table.row_count:
            console.print(table)
    tally = sorted(Counter(record.label for record in extraction.records).items())
    if language == "en":
        counts = ": " + ", ".join(f"{count} {label}" for label, count in tally)
    else:
        counts = "：" + "，".join(f"{label_name(label, language)} {count}" for label, count in tally)
    console.print(f"{len(extraction.records)} {word('records', language)}{counts}")


def language_of(chosen: str | None) -> Language:
    """The language that is chosen, else that of the environment: zh where it names Chinese.

    Raises:
        ValueError: a language that the interface does not have.
    """
    if chosen is not None:
        return check_language(chosen)
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def _table(language: Language, *columns: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        head = field_name(column, language)
        justify: Literal["left", "right"] = "right" if column in ("value", "count") else "left"
        table.add_column(head if language == "zh" else head.lower(), overflow="fold", justify=justify)
    return table


def _cell(text: str | None) -> Text:
    """A cell of plain text: an article's [brackets] are no markup, and its control characters no commands."""
    from rich.text import Text

    return Text(printable(text or ""))


def _figures(records: Iterable[FigureRecord], language: Language, width: int) -> Table:
    """Figure, subject, indicator, meaning and period; the value and the speaker on wider screens."""
    from rich.text import Text

    wide, wider = width >= _WIDE, width >= _WIDER
    names = ["figure", "subject", "indicator", "meaning", "period_text"]
    names[1:1] = ["value"] if wide else []
    names += ["speaker"] if wider else []
    table = _table(language, *names)
    for column, name in zip(table.columns, names, strict=True):
        column.no_wrap = name in ("value", "period_text")
    for record in records:
        modifier = "" if record.modifier == "eq" else value_name("modifier", record.modifier, language) + " "
        cells: list[str | None] = [
            record.subject,
            record.indicator,
            _meaning(record, language),
            _short_period(record.period_text, record.period_start, record.period_end),
        ]
        if wide:
            high = f" – {number(record.value_high)}" if record.value_high is not None else ""
            cells.insert(0, f"{number(record.value)}{high} {record.unit}".strip())
        if wider:
            cells.append(record.speaker)
        figure = Text(printable(modifier + record.text), style=_COLOURS[record.label])
        table.add_row(figure, *(_cell(cell) for cell in cells))
    return table


def _meaning(record: FigureRecord, language: Language) -> str:
    """What a figure is, in a few characters: ↑ yoy, 占比, 目标; a level that is so says nothing."""
    if language == "zh":
        parts = [value_name(name, getattr(record, name) or "", language) for name in ("kind", "basis", "modality")]
    else:
        parts = [record.kind or "", record.basis or "", record.modality]
    plain = ("level", "change", "actual")
    codes = (record.kind, record.basis, record.modality)
    shown = [part for part, code in zip(parts, codes, strict=True) if code not in plain]
    return " ".join(filter(None, [ARROWS.get(record.direction or "", ""), *shown]))


def _people(records: Iterable[PersonRecord], language: Language) -> Table:
    table = _table(language, "label", "text", "title", "affiliation")
    for record in dict.fromkeys((r.text, r.title, r.affiliation) for r in records):
        table.add_row(_label("PERSON", language), *(_cell(cell) for cell in record))
    return table


def _others(records: Iterable[Record], language: Language) -> Table:
    """Each distinct name once, with how often it occurs."""
    from rich.text import Text

    table = _table(language, "label", "text", "norm", "count")
    rows: Counter[tuple[str, str, str]] = Counter()
    for record in records:
        norm = "" if record.norm == record.text else record.norm
        if isinstance(record, DateRecord):
            norm = period_range(record.period_start, record.period_end)
        rows[record.label, record.text, norm] += 1
    for (label, text, norm), times in sorted(rows.items(), key=lambda row: row[0][0]):
        table.add_row(_label(label, language), _cell(text), _cell(norm), Text(str(times)))
    return table


def _label(label: str, language: Language) -> Text:
    from rich.text import Text

    return Text(label_name(label, language) if language == "zh" else label, style=_COLOURS[label])


def number(value: int | float | None) -> str:
    """A number with its thousands apart: 988580000000 → 988,580,000,000."""
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


def _short_period(text: str | None, start: str | None, end: str | None) -> str:
    """A period in a few characters: 2024, 2024Q3, 2024-01–09, 2024-09-30; the text's own words where it has no days."""
    if not start or not end:
        return text or ""
    try:
        return Span(start, end).name
    except ValueError:
        return f"{start} – {end}"
