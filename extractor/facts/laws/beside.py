"""Words right beside a figure that are no part of what it measures: 系 before an amount, 单 before a quarter, QoQ.

In: a fact whose words a reader chose. Out: the fact without them, and with what they say. 例: 〔管理费用〕系1.2亿元;
单〔三季度〕公司营收12亿元; QoQ 3.6% is a change, qoq, up.
"""

from __future__ import annotations

from functools import partial

from extractor.facts.fact import Fact
from extractor.facts.grammar import Grammar
from extractor.facts.laws.phrases import law_words, note, without
from extractor.facts.laws.surroundings import Place, Surroundings
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import NEVER, alternation
from extractor.mentions import PERCENT
from extractor.rulebook import Rulebook

_LONGEST_BASIS = 3  # characters of 同比, YoY
_BETWEEN = lazy_regex(r"\s*+(?:[、/／]|和|与|及)\s*+")
_REACH = 12  # characters from such a word to its figure
_SHARED = ("yoy", "mom", "qoq")


class Beside:
    """The laws of words beside a figure, compiled from `rules/facts/laws.txt`, `verbs.txt` and `basis.txt`."""

    def __init__(self, rulebook: Rulebook, grammar: Grammar) -> None:
        words = partial(law_words, rulebook)
        self._grammar = grammar
        self._copulas = rulebook.words("facts/verbs", "copula")
        self._before_times = frozenset(rulebook.words("facts/laws", "before_times"))
        self._bases = {
            word: basis for basis in _SHARED for word in grammar.basis_lists[basis] if len(word) <= _LONGEST_BASIS
        }
        bases = alternation(self._bases) or NEVER
        self._basis = lazy_re(rf"(?<![A-Za-z])({bases})(?:{words('behind_basis')})*[：: ]*$")

    def settle(self, context: Surroundings, place: Place) -> None:
        """Take the words away, and set what they say."""
        self._copula(place)
        self._before_time(context, place)
        self._bare_basis(context, place)

    def _copula(self, place: Place) -> None:
        """管理费用〔系〕1.2亿元: the verb is no part of the indicator before it."""
        fact = place.fact
        word = next((word for word in self._copulas if (fact.indicator or "").endswith(word)), None)
        if word is None or fact.indicator is None:
            return
        if fact.indicator == word:
            if place.rules.indicator and place.rules.indicator != word:
                note(fact, "subject", place.rules.subject, place.rules.subject_spans)
                note(fact, "indicator", place.rules.indicator, place.rules.indicator_spans)
        elif self._grammar.ends_in_head(fact.indicator[: -len(word)]):
            note(fact, "indicator", fact.indicator[: -len(word)], without(fact.indicator_spans, 0, len(word)))

    def _before_time(self, context: Surroundings, place: Place) -> None:
        """〔单〕三季度公司营收: the word belongs to the time behind it."""
        fact = place.fact
        for field in ("subject", "indicator"):
            spans = getattr(fact, f"{field}_spans")
            if not spans or context.text[slice(*spans[0])] not in self._before_times:
                continue
            end = spans[0][1]
            if any(date.start == end for date in context.dates_between(end, end + 1)):
                kept = spans[1:]
                note(fact, field, "".join(context.text[a:b] for a, b in kept) or None, kept)

    def _bare_basis(self, context: Surroundings, place: Place) -> None:
        """QoQ 3.6%, yoy分别为12%、-3%: nothing but what a change is measured against stands before the figures."""
        figure = place.figure
        if figure.label != PERCENT:
            return
        first, _ = context.list_around(place, partial(_goes_on, context))
        end = context.figures[first].outer_start
        found = self._basis.search(context.text, max(place.sentence, end - _REACH), end)
        if found is None:
            return
        self._change(place.fact, figure.sign, self._bases[found[1]], found[1])

    @staticmethod
    def _change(fact: Fact, sign: str, basis: str, words: str) -> None:
        if fact.kind != "change":
            fact.kind, fact.direction = "change", "down" if sign == "-" else "up"
            fact.note("kind", "laws.basis", words)
        if fact.basis != basis and not (words == "环比" and fact.basis == "qoq"):
            fact.basis = basis
            fact.note("basis", "laws.basis", words)


def _goes_on(context: Surroundings, index: int) -> bool:
    """Whether a list of rates goes on behind a figure."""
    return context.figures[index + 1].label == PERCENT and context.joined(index, _BETWEEN)
