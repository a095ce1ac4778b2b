"""One word for two properties: 产销量 before two figures is the output of the first and the sales of the second.

In: one of two figures that are joined. Out: its subject and indicator. 例: 汽车产销量分别为12万辆和11万辆 → (汽车,
产量), (汽车, 销量); 收支分别增长3%和5% → 收入, 支出. Before one figure the word is whole: (汽车, 产销量).
"""

from __future__ import annotations

from extractor.facts.laws.phrases import note
from extractor.facts.laws.surroundings import EDGE, Place, Surroundings
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import NEVER, alternation
from extractor.rulebook import Rulebook

_BETWEEN = lazy_regex(r"\s*+(?:、|和|与|及|以及|[/／])\s*+")
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
        fact, begin = place.fact, found.start(1)
        if last - first == 1:
            note(fact, "indicator", self._pairs[found[1]][place.index - first], (found.span(1),))
        elif (fact.indicator or "") in found[1] and any(a < begin < b for a, b in fact.subject_spans):
            note(fact, "indicator", found[1], (found.span(1),))  # 汽车产|销量
        else:
            return
        spans = tuple((a, min(b, begin)) for a, b in fact.subject_spans if a < begin)
        if spans != fact.subject_spans:
            note(fact, "subject", "".join(context.text[a:b] for a, b in spans).rstrip(EDGE) or None, spans)
