"""Figures that follow another one, or a number that is none, and are said of what that was said of.

In: a fact whose words a reader chose. Out: the fact, with the words of what it follows. 例: 〔净利率〕提升0.8个百分点至
15.6%; 〔人民币对美元〕〔中间价〕报7.0890，调贬35个基点; 〔越南〕呢？出口增长6.8%.
"""

from __future__ import annotations

from functools import partial

from extractor.facts.fact import Fact
from extractor.facts.grammar import Grammar
from extractor.facts.laws.phrases import ALIKE, bare_change, law_words, named_alike, note, without
from extractor.facts.laws.surroundings import EDGE, NAMES, Place, Surroundings
from extractor.facts.words import tagged
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import alternation
from extractor.rulebook import Rulebook

_LONGEST_QUOTE = 40  # characters before a clause in which a rate is quoted

_FROM_TIME = lazy_re(r"[由从自][去上]个?(年|月|季)度?(?:同期)?[的为]?约?$")
_BASIS_OF = {"年": "yoy", "月": "mom", "季": "qoq"}


class SequelLaws:
    """The laws of figures that follow another, compiled from `rules/facts/laws.txt`."""

    def __init__(self, rulebook: Rulebook, grammar: Grammar) -> None:
        words = partial(law_words, rulebook)
        self._grammar = grammar
        self._bare = bare_change(rulebook, grammar)
        self._to = lazy_re(rf"[，,]?(?:[升降增减涨跌回]?至|[升降增减涨跌]?到|{words('leads_to')})(?:约|近)?")
        self._rate = lazy_re(
            rf"(?:^|[，,。；;：:\n])(?P<who>[^\W\d]{{3,16}}?)(?:{words('quotes')})[0-9]{{1,4}}\.[0-9]{{1,4}}[，,]$"
        )
        whose = f"(?:{words('measured')})?(?:{words('forecasters')})?"
        expected = f"(?:{words('expected_values')}|{words('previous_value')})(?:值|数)?[为是的从由报]?"
        corrected = f"(?:{words('corrected')})"
        self._expected = lazy_re(rf"(?:{whose}{expected}|{corrected})(?P<verb>[^\d]{{0,6}})")
        adverbs = r"(?:已经?|[将拟又再曾共也还可并])*"
        self._from_source = lazy_re(
            rf"(?:^|(?<=[，,。；;：:\n]))(?P<who>[^，,。；;：:\n]{{2,24}}?){adverbs}从(?P<source>[^，,。；;：:\n]{{2,24}}?)"
            rf"(?:{words('obtains')})"
        )
        self._parts = lazy_regex(
            rf"(?:[，,；;（(]?(?:{alternation(rulebook.words('facts/frames', 'part'))})[，,：:]?|[、，,和与及])"
            r"(?P<who>\p{Han}{2,12}?)(?:分别)?[为达是约]?"
        )
        self._casualties = lazy_re(words("casualties"))
        self._became = lazy_re(alternation(rulebook.words("units", "casualties")))
        self._asks = lazy_re(rf"(?P<who>[^\W\d]{{2,10}})(?:{words('asks')})[？?]\s*$")

    def settle(self, context: Surroundings, place: Place) -> None:
        """Correct the words of a fact."""
        self._leads_to(context, place)
        self._listed(context, place)
        self._alternative(context, place)
        self._from_time(context, place)
        self._of_figure(context, place)
        self._beside(context, place)
        self._befell(context, place)
        self._obtained(context, place)
        self._bare_name(context, place)
        self._of_rate(context, place)
        self._asked(context, place)
        self._part(context, place)

    def _leads_to(self, context: Surroundings, place: Place) -> None:
        """提升0.8个百分点至15.6%: the level that a change leads to is of the same."""
        fact, figures = place.fact, context.figures
        if place.index <= place.first or fact.kind != "level":
            return
        before = context.settled[-1]
        last = figures[place.index - 1]
        if before.kind != "change" or not self._to.fullmatch(context.text, last.outer_end, place.figure.outer_start):
            return
        if before.indicator is None:
            return  # 沪指涨30点至3200点
        note(fact, "indicator", before.indicator, before.indicator_spans)
        note(fact, "subject", before.subject, before.subject_spans)

    def _part(self, context: Surroundings, place: Place) -> None:
        """其中〔城镇居民〕15,150元、〔农村居民〕6,596元: parts of a whole, each of the indicator of the whole."""
        fact, before, figure = place.fact, context.fact_before(place), place.figure
        if before is None or not before.indicator or fact.kind != "level" or before.kind != "level":
            return
        last = context.figures[place.index - 1]
        found = self._parts.fullmatch(context.text, last.outer_end, figure.outer_start)
        if found is None or last.unit != figure.unit or self._grammar.ends_in_head(found["who"]):
            return
        who, whole = found["who"], before.subject or ""
        words, spans = before.indicator, before.indicator_spans
        size = words.find(who[-ALIKE:]) + ALIKE
        if size > ALIKE and self._grammar.ends_in_head(words[size:]):
            whole, words, spans = words[:size], words[size:], without(spans, size, 0)  # 城镇居民|人均可支配收入
        if (named_alike(whole, who) or context.mentions_of(who)) and who not in words:
            note(fact, "subject", who, (found.span("who"),))
            note(fact, "indicator", words, spans)

    @staticmethod
    def _listed(context: Surroundings, place: Place) -> None:
        """EPS为0.56/0.78/1.02元: all are of the same, but where 分别 deals them."""
        fact, figures = place.fact, context.figures
        if place.index <= place.first or place.index in context.dealt:
            return
        if context.text[figures[place.index - 1].outer_end : place.figure.outer_start] in ("/", "／"):
            before = context.settled[-1]
            note(fact, "indicator", before.indicator, before.indicator_spans)
            note(fact, "subject", before.subject, before.subject_spans)

    @staticmethod
    def _alternative(context: Surroundings, place: Place) -> None:
        """恒指跌161点或1%: the same change in another unit."""
        fact = place.fact
        if place.index <= place.first or context.settled[-1].kind != "change":
            return
        last = context.figures[place.index - 1]
        if context.text[last.outer_end : place.figure.outer_start].strip(EDGE) not in ("或", "或者"):
            return
        before = context.settled[-1]
        fact.kind, fact.direction, fact.basis = "change", before.direction, before.basis
        note(fact, "indicator", before.indicator, before.indicator_spans)
        note(fact, "subject", before.subject, before.subject_spans)

    @staticmethod
    def _from_time(context: Surroundings, place: Place) -> None:
        """由去年同期的5.2亿元增加15%至6亿元: what the first amount is of says what the change is measured against."""
        fact = place.fact
        if fact.kind != "change" or place.index <= place.first:
            return
        last = context.figures[place.index - 1].outer_start
        if not context.text.startswith(("至", "到"), place.figure.outer_end):
            return
        found = _FROM_TIME.search(context.text, max(place.sentence, last - _LONGEST_QUOTE), last)
        if found and fact.basis != (basis := _BASIS_OF[found[1]]):
            fact.basis = basis
            fact.note("basis", "laws.from", found[0])

    def _beside(self, context: Surroundings, place: Place) -> None:
        """CPI同比上涨2.1%，预期2.0%，前值1.9%: what was expected, and the value before, are of the same."""
        found = self._expected.fullmatch(context.text, place.own, place.figure.outer_start)
        before = context.value_beside(place) if found else None
        if found is None or before is None:
            return
        verb = found["verb"]
        if verb and not self._bare.fullmatch(verb) and not (before.indicator or "").endswith(verb):
            return
        note(place.fact, "indicator", before.indicator, before.indicator_spans)
        note(place.fact, "subject", before.subject, before.subject_spans)

    def _bare_name(self, context: Surroundings, place: Place) -> None:
        """江州出口36亿元，海川24亿元，云岭3亿元: a name alone before a number has the property before."""
        fact, before = place.fact, context.value_beside(place)
        if fact.kind != "level" or before is None or before.kind != "level" or before.indicator is None:
            return
        own = context.text[place.own : place.figure.outer_start]
        words = own.strip(EDGE)
        start = place.own + own.find(words)
        names = bool(context.mentions_of(words)) or all(tag == "ns" for _, tag in tagged(words))
        if words == fact.subject and fact.indicator is None:
            note(fact, "indicator", before.indicator, before.indicator_spans)
        elif words == fact.indicator and names and not self._grammar.ends_in_head(words):
            note(fact, "indicator", before.indicator, before.indicator_spans)
            note(fact, "subject", words, ((start, start + len(words)),))

    def _obtained(self, context: Surroundings, place: Place) -> None:
        """江州电池从海川银行获得贷款3亿元: who obtains is the subject, not the source."""
        fact = place.fact
        low = max(place.sentence, place.figure.outer_start - _LONGEST_QUOTE)
        found = self._from_source.search(context.text, low, place.figure.outer_start)
        if found is None or context.figures_between(found.start("who"), place.figure.outer_start):
            return
        begin = found.end("who")
        if any(begin < b and a < found.end() for a, b in fact.subject_spans):
            note(fact, "subject", found["who"], (found.span("who"),))

    def _befell(self, context: Surroundings, place: Place) -> None:
        """造成24人死亡、71人受伤: each number has what befell those it counts, not what befell those before."""
        if place.index <= place.first:
            return
        fact, before, text = place.fact, context.settled[-1], context.text
        if not place.figure.unit and (became := self._became.match(text, place.figure.outer_end)):
            note(fact, "indicator", became[0], (became.span(),))  # 造成5死17伤
        start, end = fact.subject_spans[0] if fact.subject_spans else (-1, -1)
        if end > start + 1 and self._became.fullmatch(text, end - 1, end) and context.is_figure(start, end - 1):
            note(fact, "subject", None, ())  # 〔5死〕17伤，直接经济损失300万元
        found = self._casualties.match(text, place.figure.outer_end)
        if found is None:
            return
        said = fact.indicator or before.indicator or ""
        if found[0] not in said and said == (before.indicator or "") and self._casualties.search(said):
            note(fact, "indicator", found[0], (found.span(),))

    @staticmethod
    def _of_figure(context: Surroundings, place: Place) -> None:
        """A figure is no indicator of another."""
        fact: Fact = place.fact
        if len(fact.indicator_spans) != 1 or not context.is_figure(*fact.indicator_spans[0]):
            return
        before = context.fact_before(place)
        note(fact, "indicator", before.indicator if before else None, before.indicator_spans if before else ())

    def _of_rate(self, context: Surroundings, place: Place) -> None:
        """人民币对美元中间价报7.0890，调贬35个基点: a rate without a unit is no figure, but what has changed."""
        fact, text, own = place.fact, context.text, place.own
        if fact.kind != "change" or text[own - 1 : own] not in ("，", ","):
            return
        if not self._bare.fullmatch(text, own, place.figure.outer_start):
            return
        low = max(place.sentence, own - _LONGEST_QUOTE)
        rate = self._rate.search(text, low, own)
        if rate is None or context.figures_between(rate.start("who"), own):
            return
        start, end = rate.span("who")
        for date in context.dates_between(start, end):
            start = date.end
        index = text[start:end].endswith(self._grammar.indexed)
        size = 0 if index else self._grammar.head_behind(text[start:end])
        border = end - size
        if border > start:
            note(fact, "subject", text[start:border], ((start, border),))
        note(fact, "indicator", text[border:end] or None, ((border, end),) if size else ())

    def _asked(self, context: Surroundings, place: Place) -> None:
        """越南呢？出口增长6.8%: whom the sentence before asks about."""
        fact, text = place.fact, context.text
        if not place.sentence or any(end > place.sentence for _, end in fact.subject_spans):
            return
        asked = context.document.sentence_at(place.sentence - 1).start
        question = self._asks.fullmatch(text, max(asked, place.sentence - _LONGEST_QUOTE), place.sentence)
        if question is None:
            return
        start, end = question.span("who")
        if any((name.start, name.end) == (start, end) for name in context.names_between(start, end, NAMES)):
            note(fact, "subject", text[start:end], ((start, end),))
