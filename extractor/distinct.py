"""Distinct facts: what an article says, each thing once, with every place where it is said.

In: the figure records of one article. Out: `DistinctFact` values. 例: a title, a lead and a body that all tell 广东's
地区生产总值 of 2021 make one fact with three places.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from extractor.records import Basis, Direction, FigureRecord, Kind, Modality, Modifier

FACT_FIELDS = (
    "subject", "indicator", "period_text", "period_start", "period_end", "value", "value_high", "unit", "modifier",
    "kind", "direction", "basis", "modality", "speaker",
    "confidence", "indicator_norm", "subject_norm", "base_start", "base_end", "signed_value",
)  # fmt: skip
FACT_COLUMNS = ("article_id", "title", "published", *FACT_FIELDS, "times", "places", "sentence")
_SAME = ("value", "value_high", "unit", "kind", "direction", "modality")
_PERIOD = ("period_start", "period_end")


@dataclass(slots=True)
class DistinctFact:
    """One fact: `times`, how often it is stated, and `places`, the (start, end) offsets of its figures in the text.

    All other fields are those of `FigureRecord`; where one statement leaves a field open, another one fills it.
    """

    subject: str | None
    indicator: str | None
    period_text: str | None
    period_start: str | None
    period_end: str | None
    value: int | float | None
    value_high: int | float | None
    unit: str
    modifier: Modifier
    kind: Kind | None
    direction: Direction | None
    basis: Basis | None
    modality: Modality
    speaker: str | None
    confidence: float | None
    indicator_norm: str | None
    subject_norm: str | None
    base_start: str | None
    base_end: str | None
    signed_value: int | float | None
    sentence: str
    places: list[tuple[int, int]] = field(default_factory=list)

    @property
    def times(self) -> int:
        """How often the article states it."""
        return len(self.places)

    def to_dict(self) -> dict[str, Any]:
        """The fact as JSON-ready values; `places` as [start, end] pairs."""
        cells = {f.name: getattr(self, f.name) for f in fields(self)}
        return cells | {"times": self.times, "places": [list(place) for place in self.places]}


def distinct_facts(figures: Iterable[FigureRecord]) -> list[DistinctFact]:
    """Each fact once, in the order in which they are first stated.

    Two figures tell the same fact when value, unit, kind, direction and modality are equal and subject, indicator,
    period and basis do not contradict each other. Subject and indicator are the same where their canonical names are
    (GDP of 全国, 国内生产总值 of 我国); one statement may leave a field open, or shorten 广东省地区生产总值 to
    地区生产总值.
    """
    found: list[DistinctFact] = []
    by_value: dict[tuple[Any, ...], list[DistinctFact]] = {}
    for record in figures:
        group = by_value.setdefault(tuple(getattr(record, name) for name in _SAME), [])
        fact = next((fact for fact in group if _agree(fact, record)), None)
        if fact is None:
            fact = DistinctFact(**{name: getattr(record, name) for name in (*FACT_FIELDS, "sentence")})
            group.append(fact)
            found.append(fact)
        else:
            _fill(fact, record)
        fact.places.append((record.start, record.end))
    return found


def _agree(fact: DistinctFact, record: FigureRecord) -> bool:
    if not _same_names(fact, record):
        return False
    if fact.basis and record.basis and fact.basis != record.basis:
        return False
    if _undated(fact) or _undated(record):
        return fact.period_text == record.period_text or not (fact.period_text and record.period_text)
    return all(getattr(fact, name) == getattr(record, name) for name in _PERIOD)


def _same_names(fact: DistinctFact, record: FigureRecord) -> bool:
    """Whether subject and indicator can be the same: by canonical names where both have one, else by the words."""
    if fact.indicator_norm and record.indicator_norm:
        if fact.indicator_norm != record.indicator_norm:
            return False
        if fact.subject_norm and record.subject_norm:
            return fact.subject_norm == record.subject_norm
        if not fact.subject or not record.subject or fact.subject == record.subject:
            return True
    whole, other = _phrase(fact), _phrase(record)
    return bool(whole) == bool(other) and (whole.endswith(other) or other.endswith(whole))


def _undated(fact: DistinctFact | FigureRecord) -> bool:
    return fact.period_start is None and fact.period_end is None


def _phrase(fact: DistinctFact | FigureRecord) -> str:
    return (fact.subject or "") + (fact.indicator or "")


def _fill(fact: DistinctFact, record: FigureRecord) -> None:
    if len(_phrase(record)) > len(_phrase(fact)):
        fact.subject, fact.indicator = record.subject, record.indicator
        fact.subject_norm = record.subject_norm or fact.subject_norm
        fact.indicator_norm = record.indicator_norm or fact.indicator_norm
    if _undated(fact) and record.period_text:
        fact.period_text, fact.period_start, fact.period_end = (
            record.period_text, record.period_start, record.period_end,
        )  # fmt: skip
    fact.basis = fact.basis or record.basis
    if fact.base_start is None and fact.base_end is None:
        fact.base_start, fact.base_end = record.base_start, record.base_end
    if record.confidence is not None:
        fact.confidence = max(fact.confidence or 0.0, record.confidence)
    fact.speaker = fact.speaker or record.speaker
