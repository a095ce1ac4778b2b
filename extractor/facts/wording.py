"""The words around one figure, or around several that share them.

In: what was read of the words before, what follows, what the clauses before say. Out: `Wording`.
例: 甲市、乙市出口分别为3亿元、5亿元 → one `Wording` of size 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.facts import inheritance
from extractor.facts.context import Context, Pair
from extractor.facts.names import Names
from extractor.facts.nouns import Nouns
from extractor.facts.spans import EMPTY, Words
from extractor.facts.splitting import Split, split
from extractor.facts.statement import Phrases
from extractor.facts.words_before import Reading
from extractor.mentions import FigureMention


@dataclass(slots=True)
class Wording:
    """The words around a figure, or around several that share them.

    Attributes:
        nouns: the reader of nouns.
        reading: what was read of the words before.
        figure: the first figure.
        behind: the noun phrase behind the last one, up to punctuation.
        size: how many figures share the words.
        names: the document's names.
        context: what the clauses before say.
        depth: the brackets around the figures.
        is_last: whether no other figure of the clause follows.
    """

    nouns: Nouns
    reading: Reading
    figure: FigureMention
    behind: Words
    size: int
    names: Names
    context: Context
    depth: int
    is_last: bool

    @property
    def role(self) -> str | None:
        """What the word right before the figure does there."""
        return self.reading.verb.role if self.reading.verb else None

    @property
    def verb(self) -> str | None:
        """The word right before the figure."""
        return self.reading.verb.text if self.reading.verb else None

    @property
    def inherited_subject(self) -> Words | None:
        """The subject of a phrase without one."""
        return inheritance.subject(self.context)

    def phrases(
        self,
        pairs: Sequence[Pair],
        *,
        is_count: bool = False,
        is_subject: bool = False,
        is_share: bool = False,
        has_counting_verb: bool = False,
        noun: Words = EMPTY,
    ) -> Phrases:
        """Pairs of subject and indicator found without splitting a phrase; the words are those of `Phrases`."""
        reading = self.reading
        part = reading.subject_part
        return Phrases(reading, pairs, part, is_count, is_subject, is_share, has_counting_verb, noun)

    def split(self, noun: Words) -> Split:
        """Subject and indicator of one of the phrases before the figure."""
        return split(self.nouns, noun, self.reading, self.names, self.context, self.depth, self.figure.start)
