"""Deals, rulings and dividends: what is paid, by whom, and what for.

In: a fact whose words a reader chose. Out: the fact, its subject and indicator as the wording has them. 例:
法院判令〔被告〕支付〔货款〕123元; 〔江州控股〕以12.5元/股的〔发行价〕募集资金25亿元; 〔每10股转增〕3股 is no rise.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import regex

from extractor.facts.laws.phrases import currencies, law_words, note, without
from extractor.facts.laws.surroundings import EDGE, NAMES, Place, Surroundings
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import alternation
from extractor.mentions import MONEY, ORG, PERCENT, PERSON
from extractor.rulebook import Rulebook

_NOW = lazy_regex(r"[拟已将再并 ]*+(?:[近昨今当]日|日前)?+[拟已将再并 ]*+")
_REACH = 80  # characters before a figure in which a ruling is


class DealLaws:
    """The laws of deals, compiled from `rules/facts/laws.txt`.

    Args:
        give_subject: it gives a fact the subject of its sentence where its clause names none.
    """

    def __init__(self, rulebook: Rulebook, give_subject: Callable[[Surroundings, Place, str | None], None]) -> None:
        words = partial(law_words, rulebook)
        self._give_subject = give_subject
        self._companies = frozenset(rulebook.words("facts/laws", "company"))
        self._price = lazy_re(f"的?(?P<price>{words('prices')})")
        self._offered = lazy_regex(rf"(?:拟|已|将|再|并)?以(?:{words('offers')})*+$")
        self._done = lazy_regex(rf"(?:成功)?(?:{words('gets')})[^，,。；;：:\n（(]{{0,30}}+")
        self._sum = lazy_re(rf"(?:{words('sums')}|[各计约：:])+$")
        pays = words("pays")
        party = rf"(?P<party>(?:{words('parties')})?[^，。；：\d]{{0,20}}?)"
        must = words("must")
        tail = rf"(?:{must})?(?:于[^，。；]{{0,20}}?(?:内|前))?(?:{words('how_paid')})?(?:[向对][^，。；]{{1,16}}?)?"
        self._ruled = lazy_re(rf"(?:{words('orders')}){party}{tail}(?P<pays>{pays})")
        self._owes = lazy_re(
            rf"(?P<party>(?:{words('parties')})[^，。；：\d]{{0,12}}?)(?:{must}|{words('agrees')}){tail}(?P<pays>{pays})"
        )
        self._party = lazy_regex(rf"(?:{words('parties')})(?:[一二两三四五六七八九十\d]{{1,3}}[人名])?的?")
        self._amount = lazy_regex(r"[及、和与以]{0,2}(?P<what>\p{Han}{1,8}?[费款金息失资])(?:共计|合计)?")
        ten = "每 ?(?:10|十) ?股"
        self._bonus = lazy_re(rf"(?P<what>(?:{ten})?(?:{words('bonus_shares')})|{ten}送)$")
        self._dividend = lazy_re(rf"(?P<what>{ten}(?:{words('dividends')})|派现?)(?:人民币)?$")
        self._declared = lazy_re(
            rf"(?:{words('declares')})"
            rf"(?P<what>(?:{words('kinds_of_dividend')}|第[一二三四]季度?)?(?:现金)?(?:{words('declared')}))"
            rf"(?:每(?:普通)?股|普通股|{alternation(currencies(rulebook))}|[约为：:])*$"
        )
        self._acquired = lazy_re(rf"(?:{words('acquires')})[^，。；：]{{0,12}}$")
        self._stakes = rulebook.words("facts/laws", "stake_behind")
        self._no_stakes = tuple(rulebook.words("facts/laws", "no_stakes"))
        self._stake_of = lazy_regex(rf"(?:{words('acquires')})[了]?(?P<what>[\p{{Han}}A-Za-z（）()]{{2,16}}?)的?$")
        self._paying = lazy_re(rf"(?:并|且|还|另)?(?:应|须)?(?:{pays})(?=..)")

    def settle(self, context: Surroundings, place: Place) -> None:
        """Correct the words of a fact."""
        self._bonus_share(context, place)
        self._dividend_declared(context, place)
        self._deal(context, place)
        self._stake(context, place)
        self._court(context, place)

    def _bonus_share(self, context: Surroundings, place: Place) -> None:
        fact, text = place.fact, context.text
        pattern = self._bonus if place.figure.unit == "股" else self._dividend
        bonus = pattern.search(text, place.own, place.figure.outer_start)
        if bonus is None or place.figure.unit not in ("股", "CNY", "HKD", "USD"):
            return
        fact.kind, fact.direction, fact.basis = "level", None, None
        note(fact, "indicator", bonus["what"], (bonus.span("what"),))
        self._give_subject(context, place, None)

    def _dividend_declared(self, context: Surroundings, place: Place) -> None:
        """董事会建议派发末期股息每股0.32港元: the dividend is measured, the company's."""
        found = self._declared.search(context.text, place.own, place.figure.outer_start)
        if found and place.figure.label == MONEY:
            note(place.fact, "indicator", found["what"], (found.span("what"),))
            self._give_subject(context, place, None)

    def _deal(self, context: Surroundings, place: Place) -> None:
        """以12.5元/股的发行价募集资金25亿元: a price, and what is done at it."""
        fact, figure, text = place.fact, place.figure, context.text
        offered = self._offered.search(text, place.own, figure.outer_start)
        if figure.label == MONEY and offered:
            price = self._price.match(text, figure.outer_end)
            found = price or self._price.search(text, offered.start(), figure.outer_start)
            if found:
                note(fact, "indicator", found["price"], (found.span("price"),))
            elif done := self._done.match(text, figure.outer_end):
                self._paid_for(context, place, done)
            self._buyer(context, place, offered.start())
            return
        if place.index <= place.first or fact.indicator is None:
            return
        last = context.figures[place.index - 1]
        price = self._price.match(text, last.outer_end, figure.outer_start)
        offered = self._offered.search(text, max(place.sentence, last.outer_start - 12), last.outer_start)
        if price is None or not offered:
            return
        spans = tuple((max(start, price.end()), end) for start, end in fact.indicator_spans if end > price.end())
        if spans and spans != fact.indicator_spans:
            note(fact, "indicator", "".join(text[start:end] for start, end in spans), spans)
            before = context.settled[-1]
            if before.subject:
                note(fact, "subject", before.subject, before.subject_spans)

    @staticmethod
    def _paid_for(context: Surroundings, place: Place, done: regex.Match[str]) -> None:
        """以1.2亿元〔中标江州大桥工程〕: what is done for the money, without the figures in it."""
        spans, at = [], done.start()
        for figure in context.figures[place.index + 1 :]:
            if figure.outer_start >= done.end():
                break
            spans.append((at, figure.outer_start))
            at = figure.outer_end
        spans = [(start, end) for start, end in (*spans, (at, done.end())) if end > start]
        words = "".join(context.text[start:end] for start, end in spans)
        note(place.fact, "indicator", words.strip(EDGE), tuple(spans))

    def _stake(self, context: Surroundings, place: Place) -> None:
        """收购〔乙公司〕60%股权: a share of the company right before it, not of the buyer."""
        text, figure = context.text, place.figure
        if figure.label != PERCENT or not text.startswith(self._stakes, figure.outer_end):
            return
        bodies = context.names_between(place.own, figure.outer_start, (ORG,))
        if not bodies or text[bodies[-1].end : figure.outer_start].strip("的所持有合计"):
            self._unlisted_stake(context, place)
            return
        body = bodies[-1]
        low = max(place.sentence, body.start - _REACH)
        clause = max(text.rfind(mark, low, body.start) for mark in "，。；：")
        if self._acquired.search(text, max(low, clause + 1), body.start):
            note(place.fact, "subject", text[body.start : body.end], ((body.start, body.end),))

    def _unlisted_stake(self, context: Surroundings, place: Place) -> None:
        """收购〔东昌半导体〕65%股权: the company right behind the verb, whether or not it is found as a name."""
        stake = self._stake_of.search(context.text, place.own, place.figure.outer_start)
        if stake is None or stake["what"].startswith(self._no_stakes):
            return
        held = stake["what"].rpartition("的")[2]
        words = held.removesuffix("所持").removesuffix("合计")
        if len(words) > 1:
            start = stake.end("what") - len(held)
            note(place.fact, "subject", words, ((start, start + len(words)),))

    def _buyer(self, context: Surroundings, place: Place, end: int) -> None:
        """The body right before 以, or what stands for it, is who pays."""
        words = context.text[place.own : end].strip(EDGE)
        spans = place.fact.subject_spans
        if words in self._companies and (not spans or spans[0][0] >= place.own):
            start = context.text.index(words, place.own)
            note(place.fact, "subject", words, ((start, start + len(words)),))
            return
        bodies = context.names_between(place.own, end, (ORG, PERSON))
        if bodies and _NOW.fullmatch(context.text, bodies[-1].end, end):
            body = bodies[-1]
            note(place.fact, "subject", context.text[body.start : body.end], ((body.start, body.end),))

    def _court(self, context: Surroundings, place: Place) -> None:
        """法院判令被告支付货款123元及违约金300元: whoever has to pay is the subject of each amount."""
        fact, figure, text = place.fact, place.figure, context.text
        if figure.label != MONEY:
            return
        low = max(place.sentence, figure.outer_start - _REACH)
        ruled = [*self._ruled.finditer(text, low, figure.outer_start)]
        ruled = ruled or [*self._owes.finditer(text, low, figure.outer_start)]
        if not ruled:
            return
        ruling = ruled[-1]
        party = ruling["party"].strip(EDGE)
        if not party or party == "其":
            return
        start = ruling.start("party")
        note(fact, "subject", party, ((start, start + len(party)),))
        if ruling.end() < place.own:
            verb = self._paying.match(text, place.own, figure.outer_start)
            joint = self._amount.fullmatch(text, verb.end() if verb else place.own, figure.outer_start)
            if joint:
                note(fact, "indicator", joint["what"], (joint.span("what"),))
            elif fact.indicator and (verb := self._paying.match(fact.indicator)):
                note(fact, "indicator", fact.indicator[verb.end() :], without(fact.indicator_spans, verb.end(), 0))
            return
        begin = ruling.end()
        while True:
            names = [name for name in context.names_between(begin, figure.outer_start, NAMES) if name.start == begin]
            other = self._party.match(text, begin, figure.outer_start)
            if not names and not other:
                break
            begin = max([name.end for name in names] + ([other.end()] if other else []))
        end = figure.outer_start
        if (total := self._sum.search(text, begin, end)) is not None:
            end = total.start()
        if begin >= end:
            note(fact, "indicator", ruling["pays"], (ruling.span("pays"),))
        elif end - begin <= 14 and text[begin:end].isalpha():
            note(fact, "indicator", text[begin:end], ((begin, end),))
