"""The words around one figure, or around several that share them, and the pairs of subject and indicator they make.

In: a reading with what stands behind the figure and what is known before. Out: `Wording` for those who read it,
`Phrases` for what they find. 例: 甲市、乙市出口分别为3亿元、5亿元 → one `Wording` of size 2, `Phrases` with two pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from extractor.facts.grammar import Role
from extractor.facts.nouns import Nouns
from extractor.facts.spans import EMPTY, Words
from extractor.facts.splitting import split
from extractor.facts.state import Names, Pair, State
from extractor.facts.statement import Reading
from extractor.mentions import FigureMention


@dataclass(slots=True)
class Phrases:
    """Pairs of subject and indicator.

    `counted`: the noun counted stands behind the figure (`noun`). `alone`: the count itself is spoken of.
    """

    pairs: list[Pair]
    counted: bool = False
    alone: bool = False
    share: bool = False
    noun: Words = EMPTY


class Wording(NamedTuple):
    """The words around a figure, or around several that share them.

    Attributes:
        nouns: the reader of nouns.
        reading: what was read of the words before.
        figure: the first figure.
        behind: the noun phrase behind the last one, up to punctuation.
        size: how many figures share the words.
        names: the document's names.
        state: subject, indicator and time in force.
        depth: the brackets around the figures.
        final: whether no other figure of the clause stands behind.
    """

    nouns: Nouns
    reading: Reading
    figure: FigureMention
    behind: Words
    size: int
    names: Names
    state: State
    depth: int
    final: bool

    @property
    def role(self) -> Role | None:
        """What the word right before the figure does there."""
        return self.reading.verb.role if self.reading.verb else None

    @property
    def verb(self) -> str | None:
        """The word right before the figure."""
        return self.reading.verb.text if self.reading.verb else None

    def split(self, noun: Words) -> Pair:
        """Subject and indicator of one of the phrases before the figure."""
        return split(self.nouns, noun, self.reading, self.names, self.state, self.depth)
