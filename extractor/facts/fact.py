"""Fact: what is said of one figure. The value that every reader of facts gives.

例: “高精尖产业实现增加值9885.8亿元” → Fact(subject="高精尖产业", indicator="增加值", kind="level", …)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from extractor.document import Document
from extractor.mentions import DateMention, FigureMention, Mention

Spans = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Fact:
    """What is said of one figure.

    Attributes:
        subject, indicator: whose property it is, and the property.
        kind: level, change or share. direction: up, down or flat of a change.
        basis: yoy, mom, qoq, avg or since of a change.
        period: the mention of the time it speaks of.
        modality: actual, target or forecast.
        speaker: who says it.
        trail: (field, reason) pairs, recorded when the field is decided.
        subject_spans, indicator_spans: half-open code-point offsets into the article of the words taken.
        confidence: the probability that all fields but the speaker are right; None where rules alone read.
    """

    subject: str | None = None
    indicator: str | None = None
    kind: str = "level"
    direction: str | None = None
    basis: str | None = None
    period: DateMention | None = None
    modality: str = "actual"
    speaker: str | None = None
    trail: list[tuple[str, str]] = field(default_factory=list)
    subject_spans: Spans = ()
    indicator_spans: Spans = ()
    confidence: float | None = None


Completed = Iterator[tuple[FigureMention, Fact]]
Completer = Callable[[Document, list[FigureMention], Sequence[DateMention], Sequence[Mention]], Completed]
