"""Laws of facts: what a clause says outright holds, whoever reads its words.

In: the facts of a reader, in order, and what the rules say of the same figures. Out: the same facts, settled.
例: a reader that takes 下调195元 for a rise is corrected by the verb.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractor.document import Document
from extractor.facts.fact import Completed, Completer, Fact
from extractor.facts.grammar import grammar_of
from extractor.facts.laws.basis import BasisLaws
from extractor.facts.laws.beside import BesideLaws
from extractor.facts.laws.changes import ChangeLaws
from extractor.facts.laws.clauses import ClauseLaws
from extractor.facts.laws.ends import EndLaws
from extractor.facts.laws.funding import FundingLaw
from extractor.facts.laws.lines import LineLaw
from extractor.facts.laws.lists import ListLaw
from extractor.facts.laws.modality import ModalityLaws
from extractor.facts.laws.paired import PairedLaw
from extractor.facts.laws.periods import PeriodLaws
from extractor.facts.laws.phrases import PhraseLaws
from extractor.facts.laws.prices import PriceLaw
from extractor.facts.laws.sequels import SequelLaws
from extractor.facts.laws.speakers import SpeakerLaws
from extractor.facts.laws.subjects import SubjectLaws
from extractor.facts.laws.surroundings import Place, Surroundings
from extractor.facts.laws.wordings import WordingLaws
from extractor.mentions import DateMention, FigureMention, Mention
from extractor.rulebook import Rulebook

Law = Callable[[Surroundings, Place], None]


class RulesOnce:
    """The rules, which remember what they said of a document until the reader asks for it."""

    def __init__(self, rules: Completer) -> None:
        self._rules = rules
        self._read: dict[int, list[Fact]] = {}

    def read(
        self,
        document: Document,
        figures: Sequence[FigureMention],
        dates: Sequence[DateMention],
        names: Sequence[Mention],
    ) -> list[Fact]:
        """What the rules say of each figure."""
        facts = [fact for _, fact in self._rules(document, [*figures], dates, names)]
        self._read[id(document)] = facts
        return facts

    def __call__(
        self, document: Document, figures: list[FigureMention], dates: Sequence[DateMention], names: Sequence[Mention]
    ) -> Completed:
        """As any reader; what was said of the document already is not read again."""
        read = self._read.pop(id(document), None)
        if read is None:
            yield from self._rules(document, figures, dates, names)
        else:
            yield from zip([*figures], read, strict=True)


class ReaderWithLaws:
    """A reader whose facts are corrected by the laws.

    Args:
        reader: it reads beside the rules, which it calls by `rules`.

    Attributes:
        laws: each family of laws by its name, in the order they are applied.
    """

    def __init__(self, rulebook: Rulebook, reader: Completer, rules: RulesOnce) -> None:
        self._reader, self._rules = reader, rules
        grammar = grammar_of(rulebook)
        phrases, subjects = PhraseLaws(rulebook, grammar), SubjectLaws(rulebook, grammar)
        self.laws: dict[str, Law] = {
            "changes": ChangeLaws(rulebook, grammar).settle,
            "clauses": ClauseLaws(rulebook, grammar).settle,
            "phrases": phrases.settle,
            "lists": ListLaw(rulebook, grammar, phrases.fronts).settle,
            "paired": PairedLaw(rulebook).settle,
            "subjects": subjects.settle,
            "wordings": WordingLaws(rulebook, grammar).settle,
            "beside": BesideLaws(rulebook, grammar).settle,
            "ends": EndLaws(rulebook, grammar).settle,
            "lines": LineLaw(rulebook, grammar).settle,
            "sequels": SequelLaws(rulebook, grammar).settle,
            "prices": PriceLaw(rulebook, grammar).settle,
            "funding": FundingLaw(rulebook).settle,
            "borders": subjects.finish,
            "speakers": SpeakerLaws(rulebook).settle,
            "modality": ModalityLaws(rulebook, grammar).settle,
            "periods": PeriodLaws(rulebook).settle,
            "bases": BasisLaws(rulebook).settle,
        }

    def __call__(
        self, document: Document, figures: list[FigureMention], dates: Sequence[DateMention], names: Sequence[Mention]
    ) -> Completed:
        """The figures with their facts, in order; the list of figures is emptied."""
        if not figures:
            return
        taken = [*figures]
        context = Surroundings(document, taken, self._rules.read(document, taken, dates, names), dates, names)
        for index, (figure, fact) in enumerate(self._reader(document, figures, dates, names)):
            self._settle(context, context.place(index, fact))
            context.settled.append(fact)
            yield figure, fact

    def _settle(self, context: Surroundings, place: Place) -> None:
        for law in self.laws.values():
            law(context, place)
