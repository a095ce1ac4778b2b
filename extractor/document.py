"""The document: one article's clean text cut once into sentences and clauses, and handed to every recognizer.

In: clean text. Out: `Document`, whose sentences and clauses are spans of the text. 例: “产值10亿元，同比增长8%。”
is one sentence of two clauses.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any

from extractor.folding import Folded
from extractor.segmentation import Sentence, split_sentences
from extractor.tables.grid import Table

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
    tables: tuple[Table, ...] = ()
    folded: Folded | None = None
    """How `text` came of the article's, where it is not the very same."""
    lexicon_hits: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What `extractor.lexicon` found in the text and no reader has asked for yet."""

    def prose(self) -> Document:
        """The document for readers of sentences: the same text, a table's rows left out but for cells of prose."""
        if not self.tables:
            return self
        sentences = [sentence for sentence in self.sentences if not self._in_rows(sentence.start)]
        for table in self.tables:
            for cell in table.cells:
                if cell.is_prose:
                    sentences += _sentences_of(self.text, cell.start, cell.end, self.sentence_at(cell.start).paragraph)
        document = replace(self, sentences=sorted(sentences, key=attrgetter("start")))
        document.lexicon_hits.update(self.lexicon_hits)
        return document

    def in_table(self, offset: int) -> bool:
        """Whether a character is in a table, and in no cell of prose."""
        index = bisect_right(self._prose_ends, offset)
        in_prose = index < len(self._prose_ends) and self._prose_starts[index] <= offset
        return not in_prose and self._in_rows(offset)

    def _in_rows(self, offset: int) -> bool:
        index = bisect_right(self._table_ends, offset)
        return index < len(self.tables) and self.tables[index].start <= offset

    @cached_property
    def _table_ends(self) -> list[int]:
        return [table.end for table in self.tables]

    @cached_property
    def _prose_starts(self) -> list[int]:
        return [cell.start for table in self.tables for cell in table.cells if cell.is_prose]

    @cached_property
    def _prose_ends(self) -> list[int]:
        return [cell.end for table in self.tables for cell in table.cells if cell.is_prose]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds a character of a mention."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]


def _sentences_of(text: str, start: int, end: int, paragraph: int) -> list[Sentence]:
    """The sentences of a stretch of the text."""
    return [
        Sentence(start + sentence.start, start + sentence.end, sentence.text, paragraph)
        for sentence in split_sentences(text[start:end])
    ]
