"""Fact: what is said of one figure. The value that every reader of facts gives.

例: “高精尖产业实现增加值9885.8亿元” → Fact(subject="高精尖产业", indicator="增加值", kind="level", …)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.document import Document
from extractor.mentions import DateMention, FigureMention, Mention
from extractor.records import Spans


class Decision(NamedTuple):
    """What decided a field: the rule, as `verbs.rise`, and the words it read, as 增长."""

    field: str
    rule: str
    words: str


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
        decisions: what decided the fields, in order; a field that a later rule corrects has several.
        subject_spans, indicator_spans: half-open code-point offsets into the article of the words taken.
        confidence: the probability that all fields but the speaker are right; None where rules alone read.
        speaker_probability: how likely the reader takes the speaker to be; None where it gives no probability.
    """

    subject: str | None = None
    indicator: str | None = None
    kind: str = "level"
    direction: str | None = None
    basis: str | None = None
    period: DateMention | None = None
    modality: str = "actual"
    speaker: str | None = None
    decisions: list[Decision] = field(default_factory=list)
    subject_spans: Spans = ()
    indicator_spans: Spans = ()
    confidence: float | None = None
    speaker_probability: float | None = None

    @property
    def by_rules(self) -> bool:
        """Whether rules alone read it: they cut its words where words end."""
        return self.confidence is None

    def note(self, name: str, rule: str, words: str | None) -> None:
        """Record what decided a field.

        Example:
            >>> fact = Fact(kind="change", direction="up")
            >>> fact.note("direction", "verbs.rise", "增长")
            >>> fact.trail
            (('direction', 'verbs.rise: 增长'),)
        """
        self.decisions.append(Decision(name, rule, str(words)))

    def decision(self, name: str) -> Decision | None:
        """What decided a field first; None where no rule recorded it."""
        for decision in self.decisions:
            if decision.field == name:
                return decision
        return None

    @property
    def trail(self) -> tuple[tuple[str, str], ...]:
        """The decisions as (field, reason) pairs, for `explain()`: written for people, read by no rule."""
        return tuple([(name, f"{rule}: {words}") for name, rule, words in self.decisions])


Completed = Iterator[tuple[FigureMention, Fact]]
Completer = Callable[[Document, list[FigureMention], Sequence[DateMention], Sequence[Mention]], Completed]
