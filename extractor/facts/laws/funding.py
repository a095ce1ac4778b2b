"""Who obtains an amount that the words behind it name, and whose price a broker's rating names.

In: a fact whose words a reader chose. Out: the fact. 例: 〔一家机器人公司〕完成2亿元〔融资〕;
华泰证券给予〔比亚迪〕增持评级，目标价320元, which 华泰证券 says.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from extractor.facts.laws.phrases import law_words, note, note_subject, who_acts
from extractor.facts.laws.surroundings import Place, Surroundings
from extractor.lazy import lazy_re, lazy_regex
from extractor.mentions import MONEY, ORG
from extractor.rulebook import Rulebook


class FundingLaw:
    """The laws of funding and of ratings, compiled from `rules/facts/laws.txt`."""

    def __init__(self, rulebook: Rulebook) -> None:
        words = partial(law_words, rulebook)
        self._gets = lazy_regex(rf"(?P<who>[^“”]{{0,24}}?)(?:{words('completes')})了?\p{{Han}}{{0,12}}$")
        rounds = r"(?:[A-Z]\d?|Pre-?[A-Z])\+{0,2}轮?|\p{Han}{1,2}轮"
        self._funds = lazy_regex(rf"的?(?P<what>(?:{rounds})?(?:{words('funds')}))")
        self._before = lazy_re(f"(?:{words('before_sets')})+$")
        self._prices = frozenset(rulebook.words("facts/laws", "price_targets"))
        self._rates = lazy_re(rf"(?:{words('before_sets')}|首次)*(?:{words('rates')})“?$")
        self._rating = lazy_re(r"[^。；\n]{0,24}评级")

    def settle(self, context: Surroundings, place: Place) -> None:
        """Correct the words of a fact."""
        if place.figure.label == MONEY:
            self._funded(context, place)
            self._rated(context, place)

    def _funded(self, context: Surroundings, place: Place) -> None:
        """〔一家机器人公司〕完成2亿元〔融资〕: what is obtained is behind the amount, who obtains it before."""
        fact, text, start = place.fact, context.text, place.figure.outer_start
        funds = self._funds.match(text, place.figure.outer_end)
        gets = self._gets.match(text, place.own, start) if funds else None
        if funds is None or gets is None or "融资" in (fact.indicator or ""):
            return
        note(fact, "indicator", funds["what"], (funds.span("what"),))
        who, begin = who_acts(gets["who"], place.own, self._before)
        if len(who) > 1 and fact.subject is None and not context.dates_between(begin, begin + len(who)):
            note(fact, "subject", who, ((begin, begin + len(who)),))

    def _rated(self, context: Surroundings, place: Place) -> None:
        """华泰证券给予〔比亚迪〕增持评级，目标价320元: whose price it is, and who says so."""
        fact, text = place.fact, context.text
        if fact.indicator not in self._prices:
            return
        bodies = context.names_between(place.sentence, place.figure.start, (ORG,))
        for broker, rated in pairwise(bodies):
            gives = self._rates.fullmatch(text, broker.end, rated.start)
            if gives and self._rating.match(text, rated.end, place.figure.start):
                note_subject(fact, text, rated)
                if fact.speaker is None:
                    fact.speaker = text[broker.start : broker.end]
                    fact.note("speaker", "laws.rates", gives[0])
                return
