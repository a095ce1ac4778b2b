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
from extractor.mentions import QUANTITY
from extractor.rulebook import Rulebook

_SECTION = "facts/laws"
_STOP = lazy_re(r"[；;：:。！？!?\n]")


class ModalityLaws:
    """The laws of modality, compiled from `rules/facts/laws.txt`."""

    def __init__(self, rulebook: Rulebook, grammar: Grammar) -> None:
        words = rulebook.words
        self._modal = grammar.modal
        forecast, measured = words(_SECTION, "forecast"), words(_SECTION, "measured")
        self._promised = lazy_re(f"(?:{alternation(words(_SECTION, 'promised'))})[^，,。；;：:]*$")
        self._known = lazy_re(
            f"(?:{alternation(words(_SECTION, 'previous_value'))})[^，,。；;：:]*$"
            f"|(?<![较比])(?:{alternation(words(_SECTION, 'at_present'))})[^至到将增升降]{{0,10}}$"
        )
        self._completed = lazy_re(alternation(words(_SECTION, "completed")))
        self._happened = lazy_re(alternation([*words(_SECTION, "happened"), *words(_SECTION, "at_present")]))
        previews = words(_SECTION, "previews")
        self._forecast = lazy_re(f"(?:{alternation(forecast)})(?!值|数|目标|的)")
        self._forecast_or_preview = lazy_re(f"(?:{alternation([*forecast, *previews])})(?!值|数|目标|的)")
        outlooks = alternation(words(_SECTION, "expected_values"))
        self._expected = lazy_re(f"(?:{outlooks})(?:值|数)?(?:的|为|是)?(?:约|近)?$")
        self._price_target = lazy_re(f"(?:{alternation(words(_SECTION, 'price_targets'))})[^，,。；;：:！？!?\n]*$")
        forecasters = alternation(words(_SECTION, "forecasters")) or NEVER
        self._measured_against = lazy_re(f"(?<![同环])(?:{alternation(measured)})(?:{forecasters})?$")
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
        words = context.text[place.own : place.figure.outer_start]
        laws = self._known_already, self._foreseen, self._named_so, self._aimed_at, self._completes
        for law in (*laws, self._leaning, self._ahead):
            if found := law(context, place, words):
                return found
        return self._done(context, place, words)

    def _known_already(self, context: Surroundings, place: Place, words: str) -> tuple[str, str] | None:
        """前值1.9%, 由目前的12亿元增至…, 预期收益率为5.5%: known, whatever is foreseen around."""
        known = self._known.search(words) or self._promised.search(words)
        return ("actual", known[0]) if known else None

    def _foreseen(self, context: Surroundings, place: Place, words: str) -> tuple[str, str] | None:
        """A verb or noun of forecasting in the clause, or a broker's target for a price."""
        counts = place.figure.label == QUANTITY or place.fact.kind == "share"  # 预增公司达80家，占比66%
        verbs = self._forecast if counts else self._forecast_or_preview
        if found := self._forecasts(verbs, words) or self._opens(verbs, context, place):
            return "forecast", found
        start, end = context.clause_before(place, CLAUSE_END), place.figure.outer_start
        value = self._expected.search(words) or self._price_target.search(context.text, start, end)
        return ("forecast", value[0]) if value else None

    def _named_so(self, context: Surroundings, place: Place, words: str) -> tuple[str | None, str] | None:
        """计划生育: a noun that holds a word of intent is no aim."""
        if place.fact.modality != "target" or not (noun := self._nouns.search(words)):
            return None
        left = self._nouns.sub("", context.text[place.sentence : place.figure.outer_start])
        return (None, "") if self._modal.search(left) else ("actual", noun[0])

    def _aimed_at(self, context: Surroundings, place: Place, words: str) -> tuple[str, str] | None:
        """拟派发, 力争到年底，…: what an agent is about to do."""
        if place.fact.modality != "actual":
            return None
        if aim := self._intent.search(words):
            figure = place.figure
            behind = tagged(words[aim.end() :] or context.text[figure.outer_end : figure.outer_end + 8] or "，")
            if behind[0][1].startswith("v") or behind[0][1] in ("p", "r", "d", "zg"):
                return "target", aim[0]
        found = self._opens(self._intent, context, place)
        return ("target", found) if found else None

    def _completes(self, context: Surroundings, place: Place, words: str) -> tuple[str, str] | None:
        found = self._upon_completion(context, place)
        return ("forecast", found) if found else None

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
    def _ahead(context: Surroundings, place: Place, words: str) -> tuple[str, str] | None:
        """What the rules say of a time that is yet to come, where the reader takes it for a fact."""
        fact, published, stated = place.fact, context.document.published, place.rules.modality
        begins = fact.period.first if fact.period else None
        if fact.modality == "actual" and stated != "actual" and begins and published and begins > published:
            return stated, "a time yet to come"
        return None

    def _upon_completion(self, context: Surroundings, place: Place) -> str | None:
        """工程建成后，年发电量12亿千瓦时: what something will be once it is finished, unless it says that it is."""
        text, end = context.text, place.figure.outer_start
        found = context.last_before(place, self._completed)
        if found is None or _STOP.search(text, found.end(), end) or self._happened.search(text, place.sentence, end):
            return None
        published = context.document.published
        dates = context.dates_between(place.sentence, end)
        past = any(date.last is not None and published is not None and date.last < published for date in dates)
        return None if past or (dates and dates[-1].start >= found.end()) else found[0]

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

    def _forecasts(self, verbs: re.Pattern[str], words: str) -> str | None:
        for match in verbs.finditer(words):
            if not self._measured_against.search(words, 0, match.start()):
                return match[0]
        return None
