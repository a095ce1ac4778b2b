"""Whether a figure is fact, aim or forecast, where its own clause says so.

In: a fact whose modality a reader chose. Out: the fact, settled. 例: 公司预计2024年上半年净利润为3.2亿元，同比增长50%
forecasts both; in 下周将有1700亿元到期，上周净回笼300亿元 the second is a fact.
"""

from __future__ import annotations

import re

from extractor.facts.clauses import CLAUSE_END
from extractor.facts.grammar import Grammar
from extractor.facts.laws.surroundings import Place, Surroundings
from extractor.facts.words import tagged
from extractor.lazy import lazy_re
from extractor.lexicon import NEVER, alternation
from extractor.rulebook import Rulebook

_SECTION = "facts/laws"
_STOP = lazy_re(r"[；;：:。！？!?\n]")


class Modality:
    """The laws of modality, compiled from `rules/facts/laws.txt`."""

    def __init__(self, rulebook: Rulebook, grammar: Grammar) -> None:
        words = rulebook.words
        self._modal = grammar.modal
        forecast, measured = words(_SECTION, "forecast"), words(_SECTION, "measured")
        self._forecast = lazy_re(f"(?:{alternation(forecast)})(?!值|数|目标|的)")
        outlooks = alternation(words(_SECTION, "expected_values"))
        self._expected = lazy_re(f"(?:{outlooks})(?:值|数)?(?:的|为|是)?(?:约|近)?$")
        self._price_target = lazy_re(f"(?:{alternation(words(_SECTION, 'price_targets'))})[^，,。；;：:！？!?\n]*$")
        forecasters = alternation(words(_SECTION, "forecasters")) or NEVER
        self._yardstick = lazy_re(f"(?:{alternation(measured)})(?:{forecasters})?$")
        self._nouns = lazy_re(alternation(words(_SECTION, "intent_nouns")))
        self._intent = lazy_re(alternation(words(_SECTION, "intent")))

    def settle(self, context: Surroundings, place: Place) -> None:
        """Set the modality that the words of the clause, or the clause that a bare one leans on, give."""
        modality, words = self._stated(context, place)
        if modality and modality != place.fact.modality:
            place.fact.modality = modality
            place.fact.note("modality", f"laws.{modality}", words)
            context.stated_modality = place.index

    def _stated(self, context: Surroundings, place: Place) -> tuple[str | None, str]:
        text, figure = context.text, place.figure
        words = text[place.own : figure.outer_start]
        if found := self._forecasts(words) or self._opens(self._forecast, context, place):
            return "forecast", found
        price = self._price_target.search(text, context.clause_before(place, CLAUSE_END), figure.outer_start)
        if value := self._expected.search(words) or price:
            return "forecast", value[0]
        if place.fact.modality == "target" and (noun := self._nouns.search(words)):
            left = self._nouns.sub("", text[place.sentence : figure.outer_start])
            return (None, "") if self._modal.search(left) else ("actual", noun[0])
        if (aim := self._intent.search(words)) and place.fact.modality == "actual":
            behind = tagged(words[aim.end() :] or text[figure.outer_end : figure.outer_end + 8] or "，")
            if behind[0][1].startswith("v") or behind[0][1] in ("p", "r", "d", "zg"):
                return "target", aim[0]
        if place.fact.modality == "actual" and (found := self._opens(self._intent, context, place)):
            return "target", found
        return self._leaning(context, place, words) or self._ahead(context, place) or self._done(context, place, words)

    @staticmethod
    def _done(context: Surroundings, place: Place, words: str) -> tuple[str | None, str]:
        """到2023年已…: what a time of the past has seen is no aim; 明年将投产，去年产量为…: nor is it ahead."""
        period, published = place.fact.period, context.document.published
        past = period is not None and period.last is not None and published is not None and period.last < published
        if place.fact.modality == "actual" or not past or published is None:
            return None, ""
        if "已" in words:
            return "actual", "已"
        dates = context.dates_between(place.sentence, place.own)
        ahead = any(date.first is not None and date.first > published for date in dates)
        if ahead and context.dates_between(place.own, place.figure.start):
            return "actual", "a past time of its own"
        return None, ""

    @staticmethod
    def _ahead(context: Surroundings, place: Place) -> tuple[str, str] | None:
        """What the rules say of a time that is yet to come, where the reader takes it for a fact."""
        fact, published, stated = place.fact, context.document.published, place.rules.modality
        begins = fact.period.first if fact.period else None
        if fact.modality == "actual" and stated != "actual" and begins and published and begins > published:
            return stated, "a time yet to come"
        return None

    @staticmethod
    def _leaning(context: Surroundings, place: Place, words: str) -> tuple[str, str] | None:
        """What a clause says whose sentence has a figure already."""
        text, fact = context.text, place.fact
        if place.index <= place.first or _STOP.search(text, context.figures[place.index - 1].outer_end, place.own):
            return None
        dates = context.dates_between(place.own, place.figure.start)
        published = context.document.published
        if dates:
            last = dates[-1].last
            past = last is not None and published is not None and last < published
            if past and fact.modality == "forecast" and "同期" not in words:
                return "actual", text[dates[-1].start : dates[-1].end]  # 下周将有1700亿元到期，上周净回笼300亿元
            return None
        before = context.settled[-1]
        settled = context.stated_modality == place.index - 1
        leans = before.indicator == fact.indicator or fact.kind == "change"
        if settled and leans and before.modality == "forecast" and fact.modality == "actual":
            return "forecast", "stated before"
        return None

    @staticmethod
    def _opens(verbs: re.Pattern[str], context: Surroundings, place: Place) -> str | None:
        """The verb that the clause before opens with, where it holds no figure: 预计到年底，…, 力争到年底，…."""
        text, own = context.text, place.own
        if text[own - 1 : own] not in ("，", ",") or own <= place.sentence:
            return None
        start = max(map(text.rfind, "，；。：\n", [place.sentence] * 5, [own - 1] * 5)) + 1
        start = max(start, place.sentence)
        match = verbs.match(text, start, own - 1)
        return match[0] if match and not context.figures_between(start, own) else None

    def _forecasts(self, words: str) -> str | None:
        for match in self._forecast.finditer(words):
            if not self._yardstick.search(words, 0, match.start()):
                return match[0]
        return None
