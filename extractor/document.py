"""The document: one article's clean text cut once into sentences and clauses, and handed to every recognizer.

In: clean text. Out: `Document`, whose sentences and clauses are spans of the text. 例: “产值10亿元，同比增长8%。”
is one sentence of two clauses.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import regex

# A sentence ends at 。！？ (with the closing quotes and brackets behind), or at a line's end.
_SENTENCE = regex.compile(r"[^。！？!?\n]*+(?:[。！？!?]++[”’」』）)\]】》]*+|\n|$)")
_CLAUSE = regex.compile(r"[，；：,;:\n。！？!?]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its span in the document, its text and the number of the paragraph (line) it stands in."""

    start: int
    end: int
    text: str
    paragraph: int


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

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds a character of a mention."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]


def split_sentences(text: str) -> list[Sentence]:
    """Cut a text into sentences. Every character that is not white space belongs to just one.

    Example:
        >>> [s.text for s in split_sentences("一季度增长8%。他说：“会好的。”\\n完")]
        ['一季度增长8%。', '他说：“会好的。”', '完']
    """
    sentences = []
    paragraph = 0
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        piece = match[0]
        stripped = piece.strip()
        if stripped:
            start += len(piece) - len(piece.lstrip())
            sentences.append(Sentence(start, start + len(stripped), stripped, paragraph))
        if piece.endswith("\n"):
            paragraph += 1
        if end == len(text):
            break
    return sentences
