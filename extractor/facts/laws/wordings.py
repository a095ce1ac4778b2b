"""Wordings that say outright what a figure measures: ratios, cells of a line, amounts twice, whose title it is.

In: a fact whose words a reader chose. Out: the fact, its words corrected by the wording of its clause. 例:
〔中位数〕是平均数的81.6%; 季增13.6% is qoq; 〔养老金人均〕每月增加105元.
"""

from __future__ import annotations

import re
from functools import partial

from extractor.facts.fact import Fact
from extractor.facts.grammar import Grammar
from extractor.facts.laws.deals import DealLaws
from extractor.facts.laws.phrases import PRICES, bare_change, basis_words, finding, law_words, note, without
from extractor.facts.laws.surroundings import EDGE, NAMES, Place, Surroundings, is_of_older
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import alternation
from extractor.mentions import LOC, MONEY, ORG, PERSON
from extractor.rulebook import Rulebook

_FILE = "facts/laws"
_CELLS = lazy_re(r"(?:^|\n)([^\W\d_][^\d\n，。；：]{1,19}?)[ \t　]+(?:[-+(（]?[\d,.]+[%)）]?[ \t　]+)+$")
_TWICE = lazy_re(r"[大小]写[)）]?[：:]?[ 　]?(?:人民币)?$")
_REGULAR = ("yoy", "mom", "qoq", "avg")
_REACH = 80  # characters before a figure in which the cells of its line are
_FIELDS = ("subject", "indicator")


class WordingLaws:
    """The laws of wordings, compiled from `rules/facts/laws.txt`."""

    def __init__(self, rulebook: Rulebook, grammar: Grammar) -> None:
        words = partial(law_words, rulebook)
        self._grammar = grammar
        self._deals = DealLaws(rulebook, self._give_subject)
        self._remark = lazy_re(rf"[（(][“\"]?(?:{words('asides')}|原(?![材油则因料告来有]))[^（()）]{{0,40}}[)）]?")
        units = [w for name in ("measures", "denominators", "classifiers") for w in rulebook.words("units", name)]
        self._per = lazy_regex(rf"(?:人均|平均|均)?每(?:{alternation([u for u in units if not u.isascii()])})?$")
        self._manner = lazy_re(f"(?:{words('manner')})$")
        self._finds = lazy_re(finding(rulebook))
        # 季增13.6%, 按年升4%; not 5月增3%
        self._times = lazy_re(
            r"(?:(?<![\d一二三四五六七八九十今去本上当每同全末前首])(?P<time>[年季月])"
            rf"(?:{words('changes_by')})(?:长|少|率|幅)?"
            r"|按(?P<by>[年季月])(?![均度])[^，。；]{0,6})[了约为达 :：]{0,2}$"
        )
        self._flow = lazy_re(rf"(?P<who>\w{{2,10}}?)(?P<flow>{words('flows')})[：:]?(?:约|达|为)?$")
        self._per_share = lazy_re("(?:[以用][^，。]{0,8})?(?:每 ?(?:10|十) ?股|股(?:转|送|派))")
        self._renamed = lazy_re(words("renamed"))
        self._than = lazy_re(rf"(?:{words('than')})(?=..)")
        self._turns = lazy_re(rf"[，,]?(?:{words('turns')})了?")
        self._other_name = lazy_regex(rf"(?P<name>\p{{Han}}{{2,8}}?)(?<!{words('no_other')})的$")
        self._ratio = lazy_re(
            r"(?P<what>[^\W\d_]{2,14}?)(?:约|大约|仅|已|均)?(?:是|为|相当于|等于)(?P<of>[^\W\d_]{2,20}?)的(?:约|近)?$"
        )
        self._flows = frozenset(rulebook.words(_FILE, "own_flows"))
        self._values = rulebook.words(_FILE, "values")
        self._prices = rulebook.words(_FILE, "price_ends")
        self._companies = frozenset(rulebook.words(_FILE, "company"))
        papers = words("titled")
        self._title_owner = lazy_regex(
            rf"(?P<name>[\p{{Han}}A-Za-z]{{2,12}})(?:[（(][^（）()]{{4,12}}[)）])?[：:](?=.*(?:{papers}))"
            rf"|(?P<whole>[\p{{Han}}（）()]{{4,30}}?(?:公司|集团))(?=.*(?:{papers}))"
        )
        self._opening = lazy_re(rf"(?<![^\s，,：:])(?:{words('openings')})(?![，,：:、的和与及])")
        self._reckoned = lazy_re(f"(?:{words('manner')})[，]?")
        self._futures = rulebook.words(_FILE, "futures")
        self._valuations = frozenset(rulebook.words("figures", "valuations"))
        bases = basis_words(grammar)
        self._basis_end = lazy_re(f"(?:{bases})$")
        self._bare = bare_change(rulebook, grammar)
        self._bases = frozenset(word for words in grammar.basis_lists.values() for word in words if word.isascii())

    def settle(self, context: Surroundings, place: Place) -> None:
        """Correct the words of a fact."""
        fact = place.fact
        for field in _FIELDS:
            self._trim(fact, field)
        self._bare_change(context, place)
        self._cells(context, place)
        self._rate(context, place)
        self._deals.settle(context, place)
        self._one_subject(context, place)
        self._property(context, place)
        self._goods(place)
        self._behind_bracket(context, place)
        self._opens(context, place)
        self._owner(context, place)
        self._compared(context, place)
        self._turned(context, place)

    def _trim(self, fact: Fact, field: str) -> None:
        """Words without brackets that say nothing of the figure, 每吨 and 按不变价格计算 at their end, YoY."""
        words: str | None = getattr(fact, field)
        if words is None:
            return
        kept = self._remark.sub("", words).strip(EDGE).lstrip("）)").rstrip("（(")
        if not re.search(r"\w", kept) or words.strip("（()）") in ("大写", "小写") or words.casefold() in self._bases:
            kept = ""
        for pattern in (self._per, self._manner, self._basis_end, self._per):
            found = pattern.search(kept) if pattern is not self._per or "每" in kept else None
            if found and found.start() > 1:
                kept = kept[: found.start()].rstrip(EDGE)
        if kept == words:
            return
        spans = getattr(fact, f"{field}_spans")
        start = words.find(kept) if kept else -1
        note(fact, field, kept or None, without(spans, start, len(words) - start - len(kept)) if start >= 0 else ())

    def _bare_change(self, context: Surroundings, place: Place) -> None:
        """A clause of nothing but a change, or an amount once more in figures: what comes before holds."""
        fact, text = place.fact, context.text
        if place.index <= place.first or place.index in context.dealt:
            return
        own = text[place.own : place.figure.outer_start]
        before = context.settled[-1]
        last = context.figures[place.index - 1]
        bracketed = text[place.own - 1] in "（(" and place.own - 1 == last.outer_end
        signed = not own and bool(place.figure.sign) and bracketed
        quoted = last.unit == "点" and before.indicator is None
        if signed and fact.kind == "change":
            note(fact, "indicator", before.indicator, before.indicator_spans)
            note(fact, "subject", before.subject, before.subject_spans)
            if quoted or before.indicator in PRICES:
                fact.basis = None
            return
        if (before.indicator is None and not quoted) or before.kind == "share":
            return
        small = fact.kind == before.kind == "level" and _TWICE.search(text, last.outer_end, place.figure.outer_start)
        if not small and (fact.kind != "change" or self._bare.fullmatch(own) is None):
            return
        if text[last.outer_end : last.outer_end + 1] in ("、", "和", "与", "及", "/", "／"):
            return  # 分别增加3.2%和减少5.6%, 同比+15%/-8%
        if fact.kind == before.kind == "change" and self._reckoned.match(own):
            fact.basis = before.basis  # 同比名义增长5.8%，实际增长5.6%
        is_whole = bool(fact.indicator and fact.subject and len(fact.indicator_spans) == 1)
        is_whole = is_whole and fact.indicator_spans[0][0] < place.own
        is_whole = is_whole and (len(fact.indicator or "") > 1 or fact.indicator == before.indicator)
        if is_whole and not quoted and not is_of_older(fact, before):
            return
        own_subject = fact.subject if before.subject is None and self._is_subject(context, fact.subject) else None
        note(fact, "indicator", before.indicator, before.indicator_spans)
        if own_subject is None:
            note(fact, "subject", before.subject, before.subject_spans)

    def _is_subject(self, context: Surroundings, words: str | None) -> bool:
        return bool(words and (context.mentions_of(words) or self._grammar.leading_pronoun(words)))

    def _opens(self, context: Surroundings, place: Place) -> None:
        """公司市值增长100倍，流量提升5倍: a sentence opens with whom all of it is said of."""
        fact, text = place.fact, context.text
        if fact.subject is not None or fact.indicator is None:
            return
        first = context.figures[place.first].start
        opening = next(self._opening.finditer(text, place.sentence, first), None)
        between = context.settled[place.first : place.index]
        if opening is None or context.names_between(0, place.figure.start, (ORG,)):
            return
        if all(other.subject in (None, opening[0]) for other in between):
            note(fact, "subject", opening[0], (opening.span(),))

    @staticmethod
    def _behind_bracket(context: Surroundings, place: Place) -> None:
        """江州重工（代码：600888）净利润2.1亿元: the body before brackets is the subject of what follows them."""
        fact, text = place.fact, context.text
        if fact.subject is not None or fact.indicator is None or text[place.own - 1 : place.own] not in (")", "）"):
            return
        opening = max(text.rfind(mark, place.sentence, place.own) for mark in "(（")
        bodies = context.names_between(place.sentence, max(opening, place.sentence), (ORG,))
        if bodies and bodies[-1].end == opening:
            note(fact, "subject", text[bodies[-1].start : opening], ((bodies[-1].start, opening),))

    def _owner(self, context: Surroundings, place: Place) -> None:
        """The 公司 of a text whose title names it: 江州发展：2023年度业绩快报."""
        fact, title = place.fact, context.document.title
        if not title or not (fact.subject in self._companies or (fact.subject is None and fact.indicator)):
            return
        if context.names_between(0, place.figure.start, (ORG,)):
            return
        owner = self._title_owner.match(title)
        if owner is None:
            return
        name = owner["name"] or owner["whole"]
        spoken = any(word in context.text[place.sentence : place.figure.start] for word in self._companies)
        if fact.subject is not None or spoken:
            note(fact, "subject", name, ())

    def _compared(self, context: Surroundings, place: Place) -> None:
        """季增13.6%, 按年升4%: the length of the time compared with."""
        fact = place.fact
        words = self._times.search(context.text, place.own, place.figure.outer_start)
        if words is None or fact.kind != "change":
            return
        basis = {"年": "yoy", "季": "qoq", "月": "mom"}[words["time"] or words["by"]]
        if fact.basis != basis:
            fact.basis = basis
            fact.note("basis", "laws.words", words[0])

    def _cells(self, context: Surroundings, place: Place) -> None:
        """研发费用 123,456,789.01 98,765,432.10 25.00%: what the line opens with is measured."""
        fact = place.fact
        if fact.indicator and any(letter.isalpha() for letter in fact.indicator):
            return
        low = max(0, place.figure.start - _REACH)
        cells = _CELLS.search(context.text, low, place.figure.start)
        if cells:
            note(fact, "indicator", cells[1], (cells.span(1),))

    def _give_subject(self, context: Surroundings, place: Place, fallback: str | None) -> None:
        """The subject where a clause names none: a name, the company spoken of, or that of the figure before."""
        fact = place.fact
        if fact.subject and (context.mentions_of(fact.subject) or self._grammar.leading_pronoun(fact.subject)):
            return
        pronoun = re.search("本公司|公司", context.text[place.sentence : place.figure.start])
        bodies = context.names_between(place.sentence, place.figure.start, (ORG,))
        before = context.fact_before(place)
        if bodies:
            body = bodies[0]
            note(fact, "subject", context.text[body.start : body.end], ((body.start, body.end),))
        elif pronoun:
            start = place.sentence + pronoun.start()
            note(fact, "subject", pronoun[0], ((start, start + len(pronoun[0])),))
        else:
            self._take_subject(fact, before, fallback)

    @staticmethod
    def _take_subject(fact: Fact, before: Fact | None, fallback: str | None = None) -> None:
        """The subject of the figure before, where it has one."""
        if before is not None and before.subject:
            note(fact, "subject", before.subject, before.subject_spans)
        else:
            note(fact, "subject", fallback, ())

    def _rate(self, context: Surroundings, place: Place) -> None:
        """中位数是平均数的81.6%, 估值为营收的150倍: what comes before 是 is measured."""
        fact, figure, text = place.fact, place.figure, context.text
        if figure.unit not in ("%", "倍") or fact.kind == "change":
            return
        ratio = self._ratio.match(text, place.own, figure.outer_start)
        if ratio is None or context.names_between(*ratio.span("what"), NAMES):
            return
        what = ratio["what"]
        before = context.fact_before(place)
        known = before is not None and (before.indicator or "").endswith(what)
        if not (known or what.endswith(tuple(self._grammar.heads))):
            return
        note(fact, "indicator", what, (ratio.span("what"),))
        self._take_subject(fact, before)

    def _one_subject(self, context: Surroundings, place: Place) -> None:
        """A subject without what another clause, another name of the same body or a comparison added to it."""
        fact, text = place.fact, context.text
        if self._other(context, place) or fact.subject is None:
            return
        if self._per_share.match(fact.subject):
            note(fact, "subject", None, ())
            self._give_subject(context, place, None)
        spans = fact.subject_spans
        body = context.name_over(*spans[0], ORG) if len(spans) == 1 else None
        if body is not None and body.start >= place.sentence:
            note(fact, "subject", text[body.start : body.end], ((body.start, body.end),))  # 州, cut from 江州科技
        if fact.subject and len(spans) > 1:
            first = [name for name in context.names_between(*spans[0], (ORG, PERSON)) if name.end == spans[0][1]]
            behind = context.figures_between(spans[0][1], spans[1][0])
            if first and (behind or self._renamed.search(text, spans[0][1], spans[1][0])):
                note(fact, "subject", text[slice(*spans[0])], spans[:1])
        than = self._than.match(fact.subject or "")
        if than and fact.subject and not context.mentions_of(fact.subject):
            note(fact, "subject", fact.subject[than.end() :], without(fact.subject_spans, than.end(), 0))
        if place.index <= place.first or not fact.indicator:
            return
        before = context.settled[-1]
        if fact.subject == before.indicator and self._grammar.ends_in_head(before.indicator or ""):
            note(fact, "subject", before.subject, before.subject_spans)  # 估值为营收的150倍，流量提升5倍
        if before.indicator and fact.subject == (before.subject or "") + before.indicator:
            note(fact, "subject", before.subject, before.subject_spans)

    def _other(self, context: Surroundings, place: Place) -> bool:
        """超过加拿大的4.44兆美元: the same of another."""
        fact, text, end = place.fact, context.text, place.figure.outer_start
        if place.index <= place.first:
            return False
        than = self._than.match(text, place.own, end)
        if than is None:
            return False
        names = context.names_between(than.end(), end, (ORG, LOC))
        if names and names[0].start == than.end() and text[names[0].end : end].strip() in ("", "的"):
            other = names[0].start, names[0].end
        elif (name := self._other_name.match(text, than.end(), end)) and not context.dates_between(than.end(), end):
            other = name.span("name")
        else:
            return False
        before = context.settled[-1]
        note(fact, "subject", text[slice(*other)], (other,))
        if before.indicator:
            note(fact, "indicator", before.indicator, before.indicator_spans)
        return True

    def _property(self, context: Surroundings, place: Place) -> None:
        """Words that name a property are the indicator; before 净流入 is whose it is."""
        fact, text = place.fact, context.text
        subject, indicator = fact.subject, fact.indicator
        flow = self._flow.search(text, place.own, place.figure.outer_start)
        if subject in self._valuations and place.figure.unit == "倍" and min(fact.subject_spans)[0] >= place.own:
            note(fact, "indicator", subject, fact.subject_spans)
            note(fact, "subject", None, ())
        elif indicator and indicator.endswith(self._values) and (subject is None or self._is_found(context, fact)):
            self._valued(place, indicator)
        elif flow and flow["who"] in self._flows and place.figure.label == MONEY:
            note(fact, "subject", flow["who"], (flow.span("who"),))
            note(fact, "indicator", flow["flow"], (flow.span("flow"),))
        elif subject is not None and not context.mentions_of(subject) and place.figure.unit not in ("点", ""):
            self._property_of_subject(place, subject)

    def _property_of_subject(self, place: Place, subject: str) -> None:
        """The property that ends a subject, or is all of it."""
        fact, indicator = place.fact, place.fact.indicator
        if fact.kind == "change" and indicator is None and subject.endswith(self._grammar.indexed):
            return  # 沪指跌0.12%
        if indicator in ("亏损", "盈利") and subject in self._grammar.heads:
            note(fact, "subject", None, ())
        elif indicator is not None:
            front = subject.removesuffix(indicator)
            if front != subject and len(front) > 1 and len(indicator) > 1:
                note(fact, "subject", front, without(fact.subject_spans, 0, len(indicator)))
        else:
            self._cut_property(place, subject)

    def _cut_property(self, place: Place, subject: str) -> None:
        """Cut the property off a subject that no indicator is beside."""
        fact, rules = place.fact, place.rules
        money, spans = place.figure.label == MONEY, fact.subject_spans
        size = self._grammar.head_behind(subject) if money or fact.basis in _REGULAR else 0
        if subject in self._grammar.heads and not subject.endswith("指数"):
            note(fact, "indicator", subject, spans)
            note(fact, "subject", None, ())
        elif rules.indicator and (rules.subject or "") + rules.indicator == subject:
            size = len(rules.indicator)
            note(fact, "indicator", rules.indicator, without(spans, len(subject) - size, 0))
            note(fact, "subject", rules.subject, without(spans, 0, size) if rules.subject else ())
        elif size and not subject.endswith("指数"):
            note(fact, "indicator", subject[-size:], without(spans, len(subject) - size, 0))
            note(fact, "subject", subject[:-size].rstrip(EDGE) or None, without(spans, 0, size))
        elif money and fact.kind == "change" and ("/" not in place.figure.norm or subject.endswith(self._prices)):
            note(fact, "indicator", subject, spans)  # 养老金人均每月增加105元
            note(fact, "subject", None, ())

    def _is_found(self, context: Surroundings, fact: Fact) -> bool:
        """Whether the subject is who finds what the indicator says: 法院认定〔被盗车辆价值〕."""
        if not fact.subject_spans or not fact.indicator_spans:
            return False
        end, start = fact.subject_spans[-1][1], fact.indicator_spans[0][0]
        return end < start and self._finds.fullmatch(context.text, end, start) is not None

    def _valued(self, place: Place, indicator: str) -> None:
        """被盗车辆价值: what is valued, and its value."""
        fact, spans = place.fact, place.fact.indicator_spans
        size = next(len(word) for word in self._values if indicator.endswith(word))
        if len(indicator) - size > 2 and place.figure.label == MONEY:
            note(fact, "subject", indicator[:-size], without(spans, 0, size))
            note(fact, "indicator", indicator[-size:], without(spans, len(indicator) - size, 0))

    def _goods(self, place: Place) -> None:
        """92号汽油每升上调0.17元: what is sold is the subject, its price the indicator."""
        fact = place.fact
        money = place.figure.label == MONEY
        goods = fact.indicator or fact.subject or ""
        priced = money and "/" in place.figure.norm and fact.kind == "change"
        alone = priced or not (fact.indicator and fact.subject)
        if money and alone and goods.endswith(self._grammar.priced) and not self._grammar.ends_in_head(goods):
            note(fact, "subject", goods, fact.indicator_spans or fact.subject_spans)
            note(fact, "indicator", "价格", ())
            return
        if fact.kind == "change" and place.figure.unit == "%" and (fact.subject or "").endswith(self._futures):
            note(fact, "indicator", fact.indicator or "价格", fact.indicator_spans)  # WTI原油期货收跌1.8%
        if not fact.indicator or fact.indicator.endswith(self._prices):
            return
        if priced and fact.subject is None and not self._grammar.head_behind("　" + fact.indicator):
            note(fact, "subject", fact.indicator, fact.indicator_spans)
            note(fact, "indicator", "价格", ())

    def _turned(self, context: Surroundings, place: Place) -> None:
        """由上年亏损0.8亿元转为盈利1.2亿元: the time of the first is not that of the second."""
        fact, text = place.fact, context.text
        if place.index <= place.first:
            return
        last = context.figures[place.index - 1]
        if not self._turns.match(text, last.outer_end, place.figure.start):
            return
        turned = self._turns.match(fact.indicator or "")
        if turned and fact.indicator and turned.end() < len(fact.indicator):
            note(fact, "indicator", fact.indicator[turned.end() :], without(fact.indicator_spans, turned.end(), 0))
            self._property(context, place)
        if fact.period is None:
            return
        dates = context.dates_between(place.sentence, last.start)
        if dates and text[dates[-1].start - 1 : dates[-1].start] in ("由", "从"):
            fact.period = dates[-2] if len(dates) > 1 else None
            fact.note("period", "laws.turns", f"without {text[dates[-1].start : dates[-1].end]}")
