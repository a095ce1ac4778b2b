"""The learned reader of facts: the rules read first, then a network that has read thousands of annotated figures.

In: a document with its figures, dates and names. Out: each figure with its `Fact`. What the rules say is part of what
the network sees; where it differs, the network decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from extractor.document import Document
from extractor.facts.decode import decode, one_speaker
from extractor.facts.fact import Completed, Completer, Fact
from extractor.facts.grammar import grammar_of
from extractor.facts.names import Names
from extractor.facts.passage import Passage, passages
from extractor.facts.readers.features import features
from extractor.facts.readers.network import LazyNetwork
from extractor.mentions import LAW, DateMention, FigureMention, Mention
from extractor.records import Spans
from extractor.rulebook import Rulebook
from extractor.segmentation import segmenter_of


class NeuralReader:
    """Reads facts with the network.

    Args:
        rulebook: for what pronouns stand for.
        rules: the reader whose answers the network sees.
        network: opened at the first figure.
    """

    def __init__(self, rulebook: Rulebook, rules: Completer, network: LazyNetwork) -> None:
        self._grammar = grammar_of(rulebook)
        self._rules = rules
        self._network = network
        self._segmenter = segmenter_of(rulebook)

    def __call__(
        self, document: Document, figures: list[FigureMention], dates: Sequence[DateMention], names: Sequence[Mention]
    ) -> Completed:
        """The figures with their facts, in order; the list of figures is emptied."""
        for figure, fact, probabilities in self.with_probabilities(document, figures, dates, names):
            fact.confidence = self._network.get().calibration.confidence(probabilities)
            yield figure, fact

    def with_probabilities(
        self, document: Document, figures: list[FigureMention], dates: Sequence[DateMention], names: Sequence[Mention]
    ) -> Iterator[tuple[FigureMention, Fact, dict[str, float]]]:
        """The figures with their facts and the probability of each part, before the confidence is made of them."""
        taken = [*figures]
        facts = [fact for _, fact in self._rules(document, figures, dates, names)]
        figures.clear()
        if not taken:
            return
        known = sorted(names, key=lambda name: name.start)
        antecedents = Names(document.text, [name for name in known if name.label != LAW], self._grammar)
        for passage in passages(document, taken, dates, known):
            read = self._read(document, passage, taken, dates, known, facts, antecedents)
            for figure, answer in zip(taken[passage.first : passage.last], read, strict=True):
                yield figure, *answer

    def _read(
        self,
        document: Document,
        passage: Passage,
        figures: Sequence[FigureMention],
        dates: Sequence[DateMention],
        names: Sequence[Mention],
        facts: Sequence[Fact],
        antecedents: Names,
    ) -> list[tuple[Fact, dict[str, float]]]:
        network = self._network.get()
        scores = network.scores(passage.text, features(passage, figures, dates, names, facts))
        own = figures[passage.first : passage.last]
        scores = one_speaker(scores, [document.sentence_at(figure.start).start for figure in own])
        out = []
        units = self._units(passage)
        for row, one in enumerate(scores):
            rules, figure = facts[passage.first + row], figures[passage.first + row]
            antecedents.sentence = document.sentence_at(figure.start).start
            resolve = partial(_resolve, antecedents, rules.speaker)
            out.append(decode(one, passage, row, rules, dates, resolve, units))
        return out

    def _units(self, passage: Passage) -> Spans:
        """What belongs together in a passage: its names, and the words outside them."""
        spans = [(start, end) for _, start, end in passage.names]
        spans += self._segmenter.spans(passage.text)
        taken = bytearray(len(passage.text))
        kept = []
        for start, end in spans:
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                kept.append((start, end))
        return tuple(kept)


def _resolve(names: Names, speaker: str | None, words: str, offset: int) -> str:
    return names.resolve(words, offset, speaker) or words
