"""One word for two properties: 产销量 before two figures is the output of the first and the sales of the second.

In: one of two figures that are joined. Out: its subject and indicator. 例: 汽车产销量分别为12万辆和11万辆 → (汽车,
产量), (汽车, 销量); 收支分别增长3%和5% → 收入, 支出. Before one figure the word is whole: (汽车, 产销量).
"""

from __future__ import annotations

import re

from extractor.facts.laws.phrases import note
from extractor.facts.laws.surroundings import EDGE, Place, Surroundings
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import NEVER, alternation
from extractor.rulebook import Rulebook

_BETWEEN = lazy_regex(r"\s*+(?:、|和|与|及|以及|[/／])\s*+")
_NO_FRONT = lazy_re(r"[，,。；;：:！？!?\n（()）的]|^[、和与及]")  # what is between is no part of the property
_LONGEST_VERB = 12  # characters between the word and the first figure
_REACH = 40  # characters before the first figure


class PairedLaw:
    """The law of words for two properties, compiled from the section `paired` of `rules/facts/laws.txt`."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._pairs = {word: names.split("/") for word, names in rulebook.mapping("facts/laws", "paired").items()}
        words = alternation(self._pairs) or NEVER
        self._word = lazy_re(f"({words})[^，,、。；;：:！？!?和与及\\n0-9]{{0,{_LONGEST_VERB}}}$")

    def settle(self, context: Surroundings, place: Place) -> None:
        """Give each of two figures its own property, one alone the whole word."""
        first, last = context.list_around(place, lambda index: context.joined(index, _BETWEEN))
        start = context.figures[first].outer_start
        low = max(place.sentence, start - _REACH, context.figures[first - 1].outer_end if first else 0)
        found = self._word.search(context.text, low, start)
        if found is None:
            return
        if last - first == 1:
            self._give(context, place, found, self._pairs[found[1]][place.index - first])
        elif found[1] != place.fact.indicator and any(a < found.start(1) < b for a, b in place.fact.subject_spans):
            self._give(context, place, found, found[1])  # 汽车产|销量

    @staticmethod
    def _give(context: Surroundings, place: Place, found: re.Match[str], name: str) -> None:
        """Make a name the indicator, with what comes between the subject and the word for both: 我国|汽车产销量."""
        fact, (begin, end) = place.fact, found.span(1)
        subject = tuple((a, min(b, begin)) for a, b in fact.subject_spans if a < begin)
        if subject != fact.subject_spans:
            words = "".join(context.text[a:b] for a, b in subject).rstrip(EDGE)
            note(fact, "subject", words or None, subject if words else ())
        between = fact.subject_spans[-1][1] if fact.subject_spans else begin
        front = context.text[between:begin] if between >= place.own - _REACH else ""
        if front and not _NO_FRONT.search(front):
            note(fact, "indicator", front + name, ((between, end),))
        else:
            note(fact, "indicator", name, ((begin, end),))
