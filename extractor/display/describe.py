"""What a record says, in words: the lines of its card.

In: a record. Out: (field, value) pairs with codes spelled out. 例: a FigureRecord of 56.9% gives
[("subject", "高技术产业"), ("indicator", "增加值"), ("kind", "变化 ↑ 较基期"), ("period_text", "2020年"), …].
"""

from __future__ import annotations

from extractor.display.interface import Language, field_name, label_name, value_name
from extractor.records import DateRecord, FigureRecord, PersonRecord, Record

ARROWS = {"up": "↑", "down": "↓", "flat": "→"}


def plain_value(value: int | float | None) -> str:
    """A number as people read it: grouped, without a trailing zero (988580000000 → 988,580,000,000)."""
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10f}".rstrip("0").rstrip(".")


def meaning(record: FigureRecord, language: Language = "zh") -> str:
    """A figure's kind with direction and basis: 变化 ↑ 同比; a target or a forecast says so."""
    parts = [value_name("kind", record.kind, language)] if record.kind else []
    if record.direction:
        parts.append(ARROWS.get(record.direction, record.direction))
    if record.basis:
        parts.append(value_name("basis", record.basis, language))
    if record.modality != "actual":
        parts.append(value_name("modality", record.modality, language))
    return " ".join(parts)


def period_range(start: str | None, end: str | None) -> str:
    """A period's days: 2020-01-01 – 2020-12-31, or the one day."""
    if start and end and start != end:
        return f"{start} – {end}"
    if start and end:
        return start
    return f"{start or '…'} – {end or '…'}" if start or end else ""


def value_range(record: FigureRecord) -> str:
    """A figure's value with unit, both ends of a range: 500,000,000 – 1,000,000,000 CNY."""
    value = plain_value(record.value)
    if record.value_high is not None:
        value += f" – {plain_value(record.value_high)}"
    return f"{value} {record.unit}".strip()


def describe(record: Record, language: Language = "zh") -> list[tuple[str, str]]:
    """The record's fields that hold something, as (field, words)."""
    lines: list[tuple[str, str]] = []
    if isinstance(record, FigureRecord):
        value = value_range(record)
        if record.modifier != "eq":
            value = f"{value_name('modifier', record.modifier, language)} {value}"
        period = " ".join(filter(None, [record.period_text, _bracketed(record.period_start, record.period_end)]))
        lines += [
            ("value", value),
            ("subject", record.subject or ""),
            ("indicator", record.indicator or ""),
            ("kind", meaning(record, language)),
            ("period_text", period),
            ("base", period_range(record.base_start, record.base_end)),
            ("indicator_norm", record.indicator_norm or "" if record.indicator_norm != record.indicator else ""),
            ("subject_norm", record.subject_norm or "" if record.subject_norm != record.subject else ""),
            ("speaker", record.speaker or ""),
        ]
    else:
        lines.append(("norm", record.norm if record.norm != record.text else ""))
        if isinstance(record, PersonRecord):
            lines += [("title", record.title or ""), ("affiliation", record.affiliation or "")]
        elif isinstance(record, DateRecord):
            lines.append(("period_text", period_range(record.period_start, record.period_end)))
    if record.confidence is not None:
        lines.append(("confidence", f"{record.confidence:.2f}"))
    lines.append(("rule", record.rule))
    return [(field, value) for field, value in lines if value]


def card(record: Record, language: Language = "zh") -> str:
    """The record's card as plain lines, its label first."""
    head = f"{label_name(record.label, language)} {record.label}"
    lines = (f"{field_name(field, language)}：{value}" for field, value in describe(record, language))
    return "\n".join([head, *lines])


def _bracketed(start: str | None, end: str | None) -> str:
    days = period_range(start, end)
    return f"({days})" if days else ""
