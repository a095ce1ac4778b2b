"""An extraction as tables in the terminal: the figures with what they say, the people, and the other names.

例: MONEY 9885.8亿元 │ 988,580,000,000 CNY │ 高精尖产业 │ 增加值 │ level │ 2020年 2020-01-01 – 2020-12-31
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from extractor.cli.options import printable
from extractor.records import DateRecord, FigureRecord, PersonRecord, Record

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from extractor.extraction import Extraction

_COLOURS = {
    "PERSON": "magenta", "ORG": "cyan", "LOC": "blue", "DATE": "yellow", "POLICY_TERM": "green", "LAW": "green",
    "MONEY": "bright_red", "PERCENT": "bright_yellow", "MULTIPLE": "bright_yellow", "QUANTITY": "bright_blue",
}  # fmt: skip


def print_tables(extraction: Extraction) -> None:
    """Print an extraction to the terminal; into a pipe as plain text of a fixed width."""
    from rich.console import Console
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else 150, highlight=False)
    article = extraction.article
    head = " · ".join(str(part) for part in (article.title, article.published, article.source) if part)
    if head:
        console.print(Text(printable(head), style="bold"))
    if not extraction.records:
        console.print("no records")
        return
    tables = (
        _figures([record for record in extraction.records if isinstance(record, FigureRecord)]),
        _people([record for record in extraction.records if isinstance(record, PersonRecord)]),
        _others([r for r in extraction.records if not isinstance(r, (FigureRecord, PersonRecord))]),
    )
    for table in tables:
        if table.row_count:
            console.print(table)
    tally = Counter(record.label for record in extraction.records)
    console.print(
        f"{len(extraction.records)} records: " + ", ".join(f"{n} {label}" for label, n in sorted(tally.items()))
    )


def _table(*columns: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold", justify="right" if column == "value" else "left")
    return table


def _cell(text: str | None) -> Text:
    """A cell of plain text: an article's [brackets] are no markup, and its control characters no commands."""
    from rich.text import Text

    return Text(printable(text or ""))


def _figures(records: Iterable[FigureRecord]) -> Table:
    from rich.text import Text

    table = _table("label", "text", "value", "subject", "indicator", "kind", "period", "speaker")
    for record in records:
        value = number(record.value) + (f" – {number(record.value_high)}" if record.value_high is not None else "")
        modifier = "" if record.modifier == "eq" else f"{record.modifier} "
        kind = [record.kind, record.direction, record.basis, None if record.modality == "actual" else record.modality]
        cells = (
            record.text,
            f"{modifier}{value} {record.unit}",
            record.subject,
            record.indicator,
            " ".join(word for word in kind if word),
            _period(record.period_text, record.period_start, record.period_end),
            record.speaker,
        )
        table.add_row(Text(record.label, style=_COLOURS[record.label]), *(_cell(cell) for cell in cells))
    return table


def _people(records: Iterable[PersonRecord]) -> Table:
    from rich.text import Text

    table = _table("label", "text", "title", "affiliation")
    for record in dict.fromkeys((r.text, r.title, r.affiliation) for r in records):
        table.add_row(Text("PERSON", style=_COLOURS["PERSON"]), *(_cell(cell) for cell in record))
    return table


def _others(records: Iterable[Record]) -> Table:
    """Each distinct name once, with how often it stands there."""
    from rich.text import Text

    table = _table("label", "text", "norm", "times")
    rows: Counter[tuple[str, str, str]] = Counter()
    for record in records:
        norm = "" if record.norm == record.text else record.norm
        if isinstance(record, DateRecord):
            norm = _period(None, record.period_start, record.period_end)
        rows[record.label, record.text, norm] += 1
    for (label, text, norm), times in sorted(rows.items(), key=lambda row: row[0][0]):
        table.add_row(Text(label, style=_COLOURS[label]), _cell(text), _cell(norm), str(times))
    return table


def number(value: int | float | None) -> str:
    """A number with its thousands apart: 988580000000 → 988,580,000,000."""
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


def _period(text: str | None, start: str | None, end: str | None) -> str:
    days = start or "" if start == end else f"{start or '…'} – {end or '…'}"
    return " ".join(part for part in (text, days) if part)
