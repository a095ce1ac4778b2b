"""What a named-entity model is to this package: sentences in, spans of people, bodies and places out.

"李涛在北京说" -> [NamedSpan(0, 2, "PERSON", 0.99), NamedSpan(3, 5, "LOC", 0.98)]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, runtime_checkable


class NamedSpan(NamedTuple):
    """A name in a sentence: half-open code-point offsets into it, PERSON, ORG or LOC, and a score between 0 and 1.

    `score` is None where the model gives none (spaCy's transition-based NER does not). `rule` is the id of the
    list that made or relabelled the span (`gazetteers/bodies.central`), None where the model itself found it so.
    """

    start: int
    end: int
    label: str
    score: float | None = None
    rule: str | None = None


@runtime_checkable
class Model(Protocol):
    """Anything with a name that labels sentences."""

    @property
    def name(self) -> str:
        """What follows `ner:` in a record's `rule`."""
        ...

    def label(self, sentences: Sequence[str]) -> list[list[NamedSpan]]:
        """The names of each sentence, in order of their offsets, none overlapping another.

        A sentence's names do not depend on the other sentences given with it, nor on their order.
        """
        ...


@runtime_checkable
class NewsAwareModel(Model, Protocol):
    """A model that also says which sentences are news."""

    def label_and_classify(self, sentences: Sequence[str]) -> tuple[list[list[NamedSpan]], list[bool]]:
        """The names of each sentence, as by `label`, and whether it is one of news."""
        ...
