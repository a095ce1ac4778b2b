"""The document: one article's clean text cut once into sentences and clauses, and handed to every recognizer.

In: clean text. Out: `Document`, whose sentences and clauses are spans of the text. 例: “产值10亿元，同比增长8%。”
is one sentence of two clauses.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from extractor.segmentation import Sentence, split_sentences

__all__ = ["Document", "Sentence", "split_sentences"]


@dataclass(frozen=True)
class Document:
    """What every recognizer receives. Offsets are code points into `text`."""

    text: str
    published: date | None = None
    title: str | None = None
    id: str | None = None
    byline: tuple[str, ...] = ()
    source: str | None = None
    sentences: list[Sentence] = field(default_factory=list)
    lexicon_hits: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What `extractor.lexicon` found in the text and nobody has asked for yet."""

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds a character of a mention."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]
