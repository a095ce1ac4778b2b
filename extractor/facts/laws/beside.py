"""Words right beside a figure that are no part of what it measures: 系 before an amount, 单 before a quarter, QoQ.

In: a fact whose words a reader chose. Out: the fact without them, and with what they say. 例: 〔管理费用〕系1.2亿元;
单〔三季度〕公司营收12亿元; QoQ 3.6% is a change, qoq, up.
"""

from __future__ import annotations

from functools import partial

from extractor.catalogue.indicators import indicators_of
from extractor.facts.fact import Fact
from extractor.facts.grammar import Grammar, Role
from extractor.facts.laws.phrases import bare_change, law_words, named_alike, note, who_acts, without
from extractor.facts.laws.surroundings import CUT, NAMES, Place, Surroundings
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import NEVER, alternation
from extractor.mentions import MONEY, PERCENT
from extractor.rulebook import Rulebook

_LONGEST_BASIS = 3  # characters of 同比, YoY
_BETWEEN = lazy_regex(r"\s*+(?:[、/／]|和|与|及)\s*+")
_LONGEST_TIME = 12  # characters of a time
_OPEN_BRACKET = lazy_re(r"(?<=\w)[（(][A-Za-z]*$")  # 市盈率（TTM）, cut before its end
_CLOSED_BRACKET = lazy_re(r"[^（(]*[）)](?=.)")  # （…或“发行人”）〔总资产〕
_REACH = 12  # characters from such a word to its figure
_INDUSTRY = "业"
_SHARED = ("yoy", "mom", "qoq")


class BesideLaws:
    """The laws of words beside a figure, compiled from `rules/facts/laws.txt`, `verbs.txt` and `basis.txt`."""

    def __init__(self, rulebook: Rulebook, grammar: Grammar) -> None:
        words = partial(law_words, rulebook)
        self._grammar = grammar
        self._copulas = rulebook.words("facts/verbs", "copula")
        self._before_times = frozenset(rulebook.words("facts/laws", "before_times"))
        self._bases = {
            word: basis for basis in _SHARED for word in grammar.basis_lists[basis] if len(word) <= _LONGEST_BASIS
        }
        self._time_adverbs = lazy_re(f"(?:{words('time_adverbs')})")
        self._since = lazy_re("[一-鿿]{2,4}以来的?(?=..)")
        self._only_who = lazy_re(rf"(?P<who>[、和及一-鿿]{{2,20}}?)(?:{bare_change(rulebook, grammar).pattern})")
        self._inside = lazy_re("[内里间]")
        self._revisions = rulebook.words("facts/laws", "revisions")
        self._is_indicator = indicators_of(rulebook).is_name
        self._states = rulebook.words("facts/laws", "states_of_work")
        self._counted = rulebook.words("facts/laws", "counted_people")
        sets = alternation((*self._revisions, *rulebook.words("facts/laws", "sets")))
        self._sets = lazy_regex(
            rf"(?P<who>[^“”]{{0,24}}?)(?P<verb>{sets})了?(?P<what>[\p{{Han}}A-Za-z]{{2,16}}?)"
            rf"(?P<expected>{words('expected_values')})?(?P<per>每\p{{Han}}{{1,3}}?)?[约各均共]*+$"
        )
        self._says = lazy_re(f".*(?:{alternation(rulebook.words('facts/reporting', 'opinions'))})")
        self._intends = lazy_re(f"(?:{words('before_sets')})+$")
        valuations = alternation(rulebook.words("figures", "valuations")) or NEVER
        self._valuations = lazy_re(rf" ?的?(?:{valuations})(?![A-Za-z])")
        self._without = lazy_re(
            rf"(?:若|如|在)?(?:{words('leaves_out')})(?!非经常)[^，。；的]{{1,12}}?(?:{words('left_out')})(?:影响)?(?:之?后|外)?的?"
        )
        # 扣除食品和能源价格的〔核心CPI〕
        self._core = lazy_re(rf"(?:{words('leaves_out')})[^，。；]{{2,16}}?的(?=核心)")
        self._item = lazy_re(r"(?:第[一二三四五六七八九十]{1,2}|其[一二三四五])(?:[、，,]|$)")
        self._reckoned_from = lazy_re(rf"(?:{words('reckoned_from')})(?:{words('before_indicator')})*")
        bases = alternation(self._bases) or NEVER
        self._basis = lazy_re(rf"(?<![A-Za-z])({bases})(?:{words('behind_basis')})*[：: ]*$")

    def settle(self, context: Surroundings, place: Place) -> None:
        """Take the words away, and set what they say."""
        self._copula(place)
        self._no_time(context, place)
        self._time_adverb(context, place)
        self._enumerated(place)
        self._reckoned(place)
        self._of_its_own(context, place)
        self._parallel(context, place)
        self._index(place)
        self._valuation(context, place)
        self._revised(context, place)
        self._set(context, place)
        self._before_time(context, place)
        self._same_amount(context, place)
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
            if not spans:
                continue
            words = context.text[slice(*spans[0])]
            begins = next((word for word in self._before_times if words.startswith(word)), None)
            if begins and words != begins:
                start = spans[0][0] + len(begins)
                date = next((d for d in context.dates_between(start, start + 1) if d.start == start), None)
                if date and date.end < spans[0][1]:  # 单Q3|营收
                    cut = date.end - spans[0][0]
                    note(fact, field, getattr(fact, field)[cut:], without(spans, cut, 0))
            if words not in self._before_times:
                continue
            end = spans[0][1]
            if any(date.start == end for date in context.dates_between(end, end + 1)):
                kept = spans[1:]
                note(fact, field, "".join(context.text[a:b] for a, b in kept) or None, kept)

    @staticmethod
    def _no_time(context: Surroundings, place: Place) -> None:
        """月收入, cut from 近12个月收入: what a time ends in is no word of the indicator behind it, nor is （TTM."""
        fact = place.fact
        for field in ("subject", "indicator"):
            words, spans = getattr(fact, field), getattr(fact, f"{field}_spans")
            if not spans or not words:
                continue
            start, end = spans[0]
            over = [date for date in context.dates_between(max(0, start - _LONGEST_TIME), start) if date.end > start]
            if closed := _CLOSED_BRACKET.match(words):
                note(fact, field, words[closed.end() :] or None, without(spans, closed.end(), 0))
            elif opened := _OPEN_BRACKET.search(words):
                note(fact, field, words[: opened.start()], without(spans, 0, len(opened[0])))
            elif over and over[0].end < end and len(words) > over[0].end - start:
                cut = over[0].end - start
                note(fact, field, words[cut:], without(spans, cut, 0))

    def _time_adverb(self, context: Surroundings, place: Place) -> None:
        """〔年内〕A股IPO, 本周〔内〕央行: a time without a date, or the end of one, is no part of a subject."""
        fact = place.fact
        since = self._since.match(fact.indicator or "")
        if since and fact.indicator:  # 〔成立以来〕累计收益率
            note(fact, "indicator", fact.indicator[since.end() :], without(fact.indicator_spans, since.end(), 0))
        if not fact.subject or not fact.subject_spans:
            return
        start, end = fact.subject_spans[0]
        if any(name.start <= start for name in context.names_between(start, end, NAMES)):
            return
        dated = any(date.end == start for date in context.dates_between(max(0, start - _LONGEST_TIME), start))
        found = self._time_adverbs.match(fact.subject) or (self._inside.match(fact.subject) if dated else None)
        if found is None or len(fact.subject) - found.end() == 1:
            return
        rest = fact.subject[found.end() :]
        note(fact, "subject", rest or None, without(fact.subject_spans, found.end(), 0) if rest else ())

    def _enumerated(self, place: Place) -> None:
        """第一、公司收入: the number of an item is no subject."""
        fact = place.fact
        item = self._item.match(fact.subject or "")
        if item is None or fact.subject is None:
            return
        rest = fact.subject[item.end() :]
        note(fact, "subject", rest or None, without(fact.subject_spans, item.end(), 0))

    def _reckoned(self, place: Place) -> None:
        """〔剔除汇率影响后〕收入: how a change was reckoned is no part of what it is of."""
        fact = place.fact
        for field in ("subject", "indicator"):
            words: str | None = getattr(fact, field)
            found = self._without.match(words) if words else None
            core = self._core.match(words) if words and found is None else None
            found = found or core
            if words and found:
                spans = without(getattr(fact, f"{field}_spans"), found.end(), 0)
                note(fact, field, words[found.end() :] or None, spans if found.end() < len(words) else ())

    def _of_its_own(self, context: Surroundings, place: Place) -> None:
        """交易额12亿元，〔退货率〕3%: an indicator that opens its clause is not a part of the one before."""
        fact, spans = place.fact, place.fact.indicator_spans
        if len(spans) != 2 or fact.kind == "share" or not context.figures_between(spans[0][1], spans[1][0]):
            return
        start, end = spans[1]
        own = context.text[start:end]
        if self._is_indicator(own) and CUT.match(context.text, start - 1):
            note(fact, "indicator", own, spans[1:])

    def _parallel(self, context: Surroundings, place: Place) -> None:
        """城镇居民人均消费支出增长4.7%，〔农村居民〕增长6.6%: the same of another, which is named alike."""
        fact, before = place.fact, context.fact_before(place)
        if before is None:
            return
        ours, theirs = fact.subject or "", before.subject or ""
        doubled = before.indicator and fact.indicator == theirs + before.indicator and ours not in ("", theirs)
        stated = bool(fact.subject_spans) and fact.subject_spans[0][0] >= place.own
        alike = ours != theirs and named_alike(ours, theirs)
        if doubled and stated and (alike or context.mentions_of(theirs)):
            note(fact, "indicator", before.indicator, before.indicator_spans)  # 武汉市出口增长5%，长沙市增长3%
        cut = before.indicator and ours.endswith(before.indicator) and ours not in (theirs, theirs + before.indicator)
        behind = not fact.subject_spans or fact.subject_spans[-1][1] > context.figures[place.index - 1].start
        if cut and theirs and not behind and not context.mentions_of(ours):
            note(fact, "subject", theirs, before.subject_spans)  # 公司…合计派发现金1.96亿元，分红比例为38.5%
        if fact.kind != "change" or before.kind != "change":
            return
        lends = bool(before.indicator) and not (before.indicator or "").endswith(_INDUSTRY)
        if fact.indicator is None and alike and lends and not ours.endswith((*self._counted, _INDUSTRY)):
            note(fact, "indicator", before.indicator, before.indicator_spans)
        self._industry(context, place, before, lends)

    def _industry(self, context: Surroundings, place: Place, before: Fact, lends: bool) -> None:
        """采矿业增加值增长4.6%，〔制造业〕增长5.3%: the same of another industry, or none: 林业增长4%，渔业增长5%."""
        fact, theirs = place.fact, before.subject or ""
        own = self._only_who.fullmatch(context.text, place.own, place.figure.outer_start)
        if own is None or not theirs.endswith(_INDUSTRY) or fact.indicator not in (None, before.indicator, own["who"]):
            return
        who = own["who"]
        stated = bool(fact.subject_spans) and fact.subject_spans[0][0] >= place.own
        if who.endswith(_INDUSTRY) and not who.endswith(self._states) and (fact.subject == who or not stated):
            note(fact, "subject", who, (own.span("who"),))
            note(fact, "indicator", before.indicator if lends else None, before.indicator_spans if lends else ())

    def _index(self, place: Place) -> None:
        """沪指, taken for the indicator: an index that moves is the subject."""
        fact = place.fact
        moves = fact.kind == "change" and fact.basis is None and fact.subject is None
        if moves and place.figure.label == PERCENT and (fact.indicator or "").endswith(self._grammar.indexed):
            note(fact, "subject", fact.indicator, fact.indicator_spans)
            note(fact, "indicator", None, ())

    def _valuation(self, context: Surroundings, place: Place) -> None:
        """〔当前股价对应〕2024年PE 18倍: the price that a valuation is reckoned from is no subject."""
        fact = place.fact
        if place.figure.unit != "倍":
            return
        _, last = context.list_around(place, partial(_goes_on_by, context, "倍"))
        behind = self._valuations.match(context.text, context.figures[last].outer_end)
        if behind and not self._valuations.search(fact.indicator or ""):
            note(fact, "indicator", behind[0].strip(), (behind.span(),))  # 18/14/11倍PE
        if fact.subject and self._reckoned_from.fullmatch(fact.subject):
            note(fact, "subject", None, ())

    def _revised(self, context: Surroundings, place: Place) -> None:
        """〔上调〕毛利率1.5pct: the verb that opens the clause is no part of the words behind it."""
        fact = place.fact
        if fact.subject in self._revisions:
            note(fact, "subject", None, ())
        verb = next((verb for verb in self._revisions if (fact.indicator or "").startswith(verb)), None)
        if verb is None or fact.indicator is None or not self._grammar.ends_in_head(fact.indicator[len(verb) :]):
            return
        note(fact, "indicator", fact.indicator[len(verb) :], without(fact.indicator_spans, len(verb), 0))
        if place.figure.unit in ("pp", "bp") and context.text.startswith(verb, place.own):
            known = self._grammar.suffixes.get(verb)
            fact.kind, fact.direction = "change", "down" if known and known.role is Role.FALL else "up"
            fact.note("direction", "laws.verb", verb)

    def _set(self, context: Surroundings, place: Place) -> None:
        """〔央行〕上调〔存款准备金率〕0.25个百分点: who changes what, whose verb says which way."""
        fact, text, figure = place.fact, context.text, place.figure
        own = self._sets.match(text, place.own, figure.outer_start)
        if own is None or not (figure.unit in ("pp", "bp") or (figure.label == MONEY and own["per"])):
            return
        what, verb = own["what"], own["verb"]
        if not self._grammar.ends_in_head(what) and not self._is_indicator(what):
            return
        known = self._grammar.suffixes.get(verb)
        fact.kind, fact.direction = "change", "down" if known and known.role is Role.FALL else "up"
        fact.note("direction", "laws.verb", verb)
        if own["expected"]:  # 高盛上调中国|GDP增速预期: of another
            cut = (fact.subject or "").rfind(verb) + len(verb)
            if fact.subject and cut >= len(verb):
                note(fact, "subject", fact.subject[cut:] or None, without(fact.subject_spans, cut, 0))
            return
        note(fact, "indicator", what, (own.span("what"),))
        who, start = who_acts(own["who"], own.start("who"), self._intends)
        if said := self._says.match(who):
            who, start = who[said.end() :], start + said.end()
        if who and not context.dates_between(start, start + len(who)):
            note(fact, "subject", who, ((start, start + len(who)),))
        elif fact.subject and verb in fact.subject:
            note(fact, "subject", None, ())

    @staticmethod
    def _same_amount(context: Surroundings, place: Place) -> None:
        """叁拾万元（¥300,000.00）: an amount once more in brackets is said of the same."""
        fact, figure = place.fact, place.figure
        if place.index <= place.first:
            return
        last, before = context.figures[place.index - 1], context.settled[-1]
        between = context.text[last.outer_end : figure.outer_start].strip()
        if between in ("（", "(") and (last.value, last.unit) == (figure.value, figure.unit):
            for field in ("subject", "indicator"):
                note(fact, field, getattr(before, field), getattr(before, f"{field}_spans"))
            fact.kind, fact.period, fact.modality = before.kind, before.period, before.modality

    def _bare_basis(self, context: Surroundings, place: Place) -> None:
        """QoQ 3.6%, yoy分别为12%、-3%: nothing but what a change is measured against is before the figures."""
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


def _goes_on_by(context: Surroundings, unit: str, index: int) -> bool:
    """Whether a list of figures of one unit goes on behind a figure."""
    return context.figures[index + 1].unit == unit and context.joined(index, _BETWEEN)


def _goes_on(context: Surroundings, index: int) -> bool:
    """Whether a list of rates goes on behind a figure."""
    return context.figures[index + 1].label == PERCENT and context.joined(index, _BETWEEN)
