"""Records: the frozen, typed values that `extract` returns. Names and order follow the CSV.

例: 9885.8亿元 → FigureRecord(value=988580000000, unit="CNY", subject="高精尖产业", indicator="增加值", …)
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Literal

Label = Literal["PERSON", "ORG", "LOC", "DATE", "POLICY_TERM", "LAW", "MONEY", "PERCENT", "MULTIPLE", "QUANTITY"]
Modifier = Literal["eq", "approx", "gt", "ge", "lt", "le"]
Kind = Literal["level", "change", "share"]
Direction = Literal["up", "down", "flat"]
Basis = Literal["yoy", "mom", "qoq", "avg", "since"]
Modality = Literal["actual", "target", "forecast"]

Spans = tuple[tuple[int, int], ...]
"""Half-open code-point offsets into the article's clean text, in text order."""

Cell = tuple[int, int, int]
"""Where a figure is in the article's tables: table, row and column, each counted from 0."""

FIGURE_FIELDS = (
    "value", "value_high", "unit", "modifier", "subject", "indicator", "kind", "direction", "basis",
    "period_text", "period_start", "period_end", "modality", "speaker",
)  # fmt: skip
CSV_COLUMNS = (
    "article_id", "title", "published", "label", "text", "norm", *FIGURE_FIELDS,
    "person_title", "affiliation", "sentence", "start", "end", "rule",
    "confidence", "indicator_norm", "subject_norm", "base_start", "base_end", "signed_value",
)  # fmt: skip
DAY_COLUMNS = ("published", "period_start", "period_end", "base_start", "base_end")


def plain_number(value: Decimal | None) -> int | float | None:
    """An exact number as JSON and CSV write it: an int where it is whole, else a float."""
    if value is None:
        return None
    whole = int(value)
    return whole if whole == value else float(value)


def signed(value: int | float | None, direction: str | None) -> int | float | None:
    """A value with the sign of its direction: what went down is negative, all else is as it is.

    Example:
        >>> signed(15.3, "down"), signed(3.2, "up"), signed(0, "down"), signed(-1.2, None)
        (-15.3, 3.2, 0, -1.2)
    """
    return -value if value and direction == "down" else value


def _json_ready(value: Any) -> Any:
    return [_json_ready(part) for part in value] if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has.

    Attributes:
        label: what it is, a person, a figure in per cent …
        text: the words, `article.text[start:end]`.
        start, end: half-open code-point offsets into the article's clean text.
        norm: the canonical form.
        sentence: the sentence it is in.
        rule: what produced it: a rule's id, or `ner:MODEL`.
        confidence: a name's is the model's score in 0..1; a figure's the probability that all that is stated of it is
            right; None where rules alone read.
    """

    label: Label
    text: str
    start: int
    end: int
    norm: str
    sentence: str
    rule: str
    confidence: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON-ready values, all fields of its type; spans and cells as lists."""
        return {f.name: _json_ready(getattr(self, f.name)) for f in fields(self) if f.name != "trail"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord(Record):
    """A person: `title` is the office (二级巡视员), `affiliation` the body (北京市经济和信息化局)."""

    title: str | None = None
    affiliation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRecord(Record):
    """A date or period; ISO days, inclusive; None where the text leaves a side open or unknown."""

    period_start: str | None = None
    period_end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRecord(Record):
    """A number with its unit and what it says: see `docs/records.md`.

    Attributes:
        indicator_norm: the canonical name of the indicator in `rules/indicators/`; None where it has none.
        subject_norm: the canonical name of the subject; None where no list has it, or several could be meant.
        base_start, base_end: of a change, the ISO days of what it is measured against; None where nothing tells them.
        signed_value: the value with the sign of `direction` (down is negative).
        subject_spans, indicator_spans: the pieces of the article's text that the words are taken from; empty where they
            come from elsewhere.
        cell: (table, row, column) of a figure that is in a table, each counted from 0; else None.
        trail: (field, reason) pairs: which rule and words gave each field.
    """

    value: int | float | None
    value_high: int | float | None = None
    unit: str = ""
    modifier: Modifier = "eq"
    subject: str | None = None
    indicator: str | None = None
    kind: Kind | None = None
    direction: Direction | None = None
    basis: Basis | None = None
    period_text: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    modality: Modality = "actual"
    speaker: str | None = None
    indicator_norm: str | None = None
    subject_norm: str | None = None
    base_start: str | None = None
    base_end: str | None = None
    signed_value: int | float | None = None
    subject_spans: Spans = ()
    indicator_spans: Spans = ()
    cell: Cell | None = None
    trail: tuple[tuple[str, str], ...] = ()

    def explain(self) -> str:
        """Which rules and words produced each field, one line a field."""
        lines = [f"{self.text}  ({self.rule})"]
        for name, reason in self.trail:
            value = getattr(self, "period_text" if name == "period" else name)  # the trail speaks of a period as one
            lines.append(f"  {name} = {value!r}: {reason}")
        return "\n".join(lines)
