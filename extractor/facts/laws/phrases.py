"""Subjects and indicators without the small words around them, and without what another figure's clause says.

In: a fact whose words a reader chose. Out: the fact, its words cut by law. 例: 江州电子因信息披露违规被 + 罚款 →
江州电子; 毛利率净利率, joined over 35.2%，, → 净利率; 李明持股 without a subject → 李明 + 持股; 另处罚金 → 罚金.
"""

from __future__ import annotations

import re

from extractor.facts.fact import Fact
from extractor.facts.grammar import Grammar
from extractor.facts.laws.surroundings import EDGE, NAMES, Place, Surroundings
from extractor.facts.words import tagged
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import NEVER, alternation
from extractor.mentions import LOC, MONEY, ORG, PERSON, Mention
from extractor.records import Spans
from extractor.rulebook import Rulebook

_MARKS = "的、，,：:；; 　和与及"
_RANGE = "区间"  # 利率区间为2.5%-3.5%: the rate is measured
_LONGEST_HEAD = 20  # characters
_FILE = "facts/laws"
EACH = lazy_re("(?:每[一-鿿]{1,3}){1,3}$")  # 学费〔每生每年〕
ALIKE = 2  # characters in which the names of two alike things end: 城镇居民, 农村居民
PRICES = ("股价", "价格")  # indicators of what is quoted


def named_alike(one: str, other: str) -> bool:
    """Whether two names end alike, the first with something before."""
    return len(one) > ALIKE and one[-ALIKE:] == other[-ALIKE:]


class PhraseLaws:
    """The laws of words, compiled from `rules/facts/laws.txt`."""

    def __init__(self, rulebook: Rulebook, grammar: Grammar) -> None:
        words = rulebook.words
        self._grammar = grammar
        completed = (*words(_FILE, "completed"), *words(_FILE, "single_quarter"))
        self._tails = (*words(_FILE, "behind_subject"), *completed)
        self._causes = words(_FILE, "behind_name")
        light = [word for word in grammar.light_words if len(word) > 1]
        self.fronts = frozenset((*words(_FILE, "before_indicator"), *light))
        self._completed = tuple(sorted(completed, key=len, reverse=True))
        self._punished = lazy_re(f"^.*被(?={alternation(words(_FILE, 'punished'))})")
        self._by = lazy_re(f"被(?:依法|处以?|[^，。；被]{{0,8}}并)?(?:{alternation(words(_FILE, 'punished'))})")
        self._punishes = lazy_regex(
            rf"(?:{alternation(words(_FILE, 'punishing'))}|[及、和])*+"
            r"(?P<what>罚款|罚没款?|没收[^，。；：\d]{2,10}?)(?:合计|共计|人民币|[共约计])*+$"
        )
        self._punishments = tuple(words(_FILE, "punished"))
        self._times_before = words(_FILE, "times_before")
        self._manners = frozenset(words(_FILE, "manner"))
        self._manner_end = lazy_re(f"(?:{alternation(words(_FILE, 'manner'))})$")
        named = (*words("figures", "money_words"), *words("figures", "count_words"))
        self._ends = (*grammar.heads, *named)
        self._valuations = frozenset(words("figures", "valuations"))
        self._currency_end = lazy_re(f"(?:{alternation(currencies(rulebook))})$")

    def settle(self, context: Surroundings, place: Place) -> None:
        """Cut the words of a fact."""
        self._one_clause(context, place)
        self._currency(context, place)
        self._own_indicator(context, place)
        self._whole_head(context, place)
        self._name_first(context, place)
        self._place_before(context, place)
        self._punished_one(context, place)
        self._subject(context, place.fact)
        self._indicator(place)
        self._inherit(context, place)

    def _one_clause(self, context: Surroundings, place: Place) -> None:
        """Words joined over another figure: those of the figure's own clause are alone if they are an indicator."""
        fact = place.fact
        spans = fact.indicator_spans
        before = context.fact_before(place)
        if before and len(spans) > 1 and spans[-1:] == before.indicator_spans and spans[-1][1] <= place.own:
            if context.figures_between(spans[0][1], spans[-1][0]):  # 不良率1.25%，拨备覆盖率215%（+3pct）
                note(fact, "indicator", before.indicator, before.indicator_spans)
        elif len(spans) > 1:
            own = tuple(span for span in spans if span[0] >= place.own and span[1] <= place.figure.start)
            if own and own != spans and context.figures_between(spans[0][1], own[0][0]):
                words = "".join(context.text[start:end] for start, end in own)
                if words.endswith(_RANGE):
                    words, own = words[: -len(_RANGE)], without(own, 0, len(_RANGE))
                named = words.endswith(self._ends) or words in self._valuations
                if named and words not in self._grammar.transparent and not self._relative(words):
                    note(fact, "indicator", words, own)
        spans = fact.subject_spans
        if len(spans) > 1 and context.figures_between(spans[0][1], spans[-1][0]):
            last = context.text[slice(*spans[-1])]
            if spans[-1][0] >= place.own and any(
                (name.start, name.end) == spans[-1] for name in context.names_between(*spans[-1], NAMES)
            ):
                note(fact, "subject", last, spans[-1:])

    def _place_before(self, context: Surroundings, place: Place) -> None:
        """〔全市〕贷款余额: the place that a word right before the indicator stands for is the subject."""
        fact, rules = place.fact, place.rules
        start = fact.indicator_spans[0][0] if fact.indicator_spans else 0
        if start <= place.own or rules.subject is None:
            return
        places = self._grammar.places
        word = next((w for size in (3, 2) if (w := context.text[start - size : start]) in places), None)
        if word is None or start - len(word) < place.own or fact.subject == rules.subject:
            return
        if overlap(fact.subject_spans, start - len(word), start):
            return
        if rules.subject.endswith(places[word]) or rules.subject == word:
            note(fact, "subject", rules.subject, ((start - len(word), start),))

    def _punished_one(self, context: Surroundings, place: Place) -> None:
        """银行被罚90万元，行长〔赵刚〕被罚款6万元: whose name comes right before 被 is punished."""
        found = self._by.search(context.text, place.own, place.figure.outer_start)
        if found is None:
            self._punishing(context, place)
            return
        names = context.names_between(place.own, found.start(), (PERSON, ORG))
        if names and names[-1].end == found.start():
            note_subject(place.fact, context.text, names[-1])

    def _punishing(self, context: Surroundings, place: Place) -> None:
        """证监局对〔江州会计师事务所〕〔没收业务收入〕120万元: who is punished, and by what."""
        text = context.text
        for name in context.names_between(place.own, place.figure.start, (PERSON, ORG)):
            what = self._punishes.match(text, name.end, place.figure.outer_start)
            if what and text[name.start - 1 : name.start] == "对":
                note_subject(place.fact, text, name)
                note(place.fact, "indicator", what["what"], (what.span("what"),))

    def _currency(self, context: Surroundings, place: Place) -> None:
        """The currency before an amount is no part of its words: 罚金〔人民币〕五万元."""
        fact, start = place.fact, place.figure.start
        found = self._currency_end.search(context.text, max(place.own, start - 6), start)
        if place.figure.label != MONEY or found is None:
            return
        for field in ("subject", "indicator"):
            spans: Spans = getattr(fact, f"{field}_spans")
            kept = tuple((a, min(b, found.start())) for a, b in spans if a < found.start())
            if spans and kept != spans and spans[-1][1] <= place.figure.end:
                note(fact, field, "".join(context.text[a:b] for a, b in kept).strip(_MARKS) or None, kept)
        if fact.subject is None and fact.indicator is None:
            note(fact, "subject", place.rules.subject, place.rules.subject_spans)
            note(fact, "indicator", place.rules.indicator, place.rules.indicator_spans)

    def _own_indicator(self, context: Surroundings, place: Place) -> None:
        """出口增长3%，进口下降2%: an indicator in the figure's own clause is no subject of the one before."""
        fact = place.fact
        if fact.kind != "change" or fact.subject not in self._grammar.heads or not context.settled:
            return
        own = bool(fact.subject_spans) and fact.subject_spans[0][0] >= place.own
        above = bool(fact.indicator_spans) and fact.indicator_spans[-1][1] <= place.own
        if own and above and place.index > place.first and fact.indicator == context.settled[-1].indicator:
            before = context.settled[-1]
            note(fact, "indicator", fact.subject, fact.subject_spans)
            note(fact, "subject", before.subject, before.subject_spans)

    def _whole_head(self, context: Surroundings, place: Place) -> None:
        """The head that an indicator is the end of: 价, cut from 目标价, 净额, cut from 经营活动产生的现金流量净额."""
        fact, spans = place.fact, place.fact.indicator_spans
        before = context.fact_before(place)
        if before and spans and len(before.indicator_spans) == 1 and before.indicator in self._grammar.heads:
            start, end = before.indicator_spans[0]
            if spans[-1][1] == end and start <= spans[0][0] < place.own and fact.indicator != before.indicator:
                note(fact, "indicator", before.indicator, before.indicator_spans)
                if any(overlap(fact.subject_spans, *part) for part in (*before.subject_spans, (start, end))):
                    note(fact, "subject", before.subject, before.subject_spans)
                return
        if not fact.indicator or not spans or (len(fact.indicator) > 1 and not self._is_cut(context, place)):
            return
        end = spans[-1][1]
        size = self._head_before(context, place, end)
        start = end - size
        if size <= len(fact.indicator) or start > spans[0][0]:
            return
        if len(fact.indicator) == 1 and overlap(fact.subject_spans, start, end):
            return
        note(fact, "indicator", context.text[start:end], ((start, end),))
        kept = tuple((a, min(b, start)) for a, b in fact.subject_spans if a < start)
        if fact.subject and kept != fact.subject_spans and overlap(fact.subject_spans, start, end):
            note(fact, "subject", "".join(context.text[a:b] for a, b in kept).strip(_MARKS) or None, kept)

    def _is_cut(self, context: Surroundings, place: Place) -> bool:
        """Whether an indicator leaves out words in its middle, or its subject ends in the words before it."""
        fact, spans = place.fact, place.fact.indicator_spans
        first = spans[0][0]
        if first < place.own:
            return False
        gap = len(spans) > 1 and spans[-1][1] - first > len(fact.indicator or "")
        return gap or any(end <= first <= end + 4 and start >= place.own for start, end in fact.subject_spans[-1:])

    def _head_before(self, context: Surroundings, place: Place, end: int) -> int:
        """The length of the longest head that ends at a place of the figure's own words."""
        return self._grammar.head_behind("　" + context.text[max(place.own, end - _LONGEST_HEAD) : end])

    def _relative(self, words: str) -> bool:
        """占比, 增速: what is said of the indicator before."""
        grammar = self._grammar
        return words in grammar.growth or words in grammar.decline or words.endswith(grammar.share_nouns)

    def _name_first(self, context: Surroundings, place: Place) -> None:
        """An indicator that opens with a person's or a body's name: the name is the subject."""
        fact = place.fact
        if not fact.indicator_spans or fact.indicator is None:
            return
        start, end = fact.indicator_spans[0]
        for name in context.names_between(start, end, NAMES):
            rest = fact.indicator[name.end - start :].strip(_MARKS)
            if name.label == LOC and not self._is_place(context, fact):
                return  # 甲公司 | 中国营收
            if name.start == start and rest and (fact.subject is None or start >= place.own):
                shift = fact.indicator.index(rest, name.end - start)
                note(fact, "subject", context.text[start : name.end], ((start, name.end),))
                note(fact, "indicator", rest, without(fact.indicator_spans, shift, 0))
            return

    @staticmethod
    def _is_place(context: Surroundings, fact: Fact) -> bool:
        """Whether the subject opens with a place."""
        return bool(fact.subject_spans) and any(
            name.start == fact.subject_spans[0][0] for name in context.names_between(*fact.subject_spans[0], (LOC,))
        )

    def _subject(self, context: Surroundings, fact: Fact) -> None:
        subject = fact.subject
        if subject is None:
            return
        kept = subject
        named = context.mentions_of
        while len(kept) > 1 and not named(kept) and (tail := self._tail(kept)):
            kept = kept[: -len(tail)].rstrip(_MARKS)
        for size in range(len(kept) - 1, 1, -1):
            if named(kept[:size]):
                if kept[size:].startswith(self._causes):
                    kept = kept[:size]
                break
        if kept != subject:
            behind = len(subject) - len(kept)
            note(fact, "subject", kept or None, without(fact.subject_spans, 0, behind) if kept else ())

    def _tail(self, phrase: str) -> str | None:
        """The word that a phrase ends with and no subject does: 是, but not the 让 of 土地出让."""
        tail = next((tail for tail in self._tails if phrase.endswith(tail)), None)
        if tail is None or (len(tail) == 1 and tagged(phrase)[-1][0] != tail):
            return None
        return tail

    def _indicator(self, place: Place) -> None:
        fact, indicator = place.fact, place.fact.indicator
        if indicator is None:
            return
        if indicator in self.fronts and self._is_obliged(place, indicator):
            return
        kept = self._punished.sub("", indicator)
        while len(kept) > 2 and (front := self._front(kept)):
            kept = kept[len(front) :].lstrip(_MARKS)
        if "并" in kept:
            kept = self._behind_and(kept)
        shift = indicator.index(kept)
        if manner := self._manner_end.search(kept):
            kept = kept[: manner.start()].rstrip(_MARKS)
        if kept != indicator:
            behind = len(indicator) - shift - len(kept)
            note(fact, "indicator", kept or None, without(fact.indicator_spans, shift, behind) if kept else ())

    def _is_obliged(self, place: Place, words: str) -> bool:
        """研发投入强度〔应〕至少达5%: the indicator that a subject ends in, before a word that is none itself."""
        fact, subject = place.fact, place.fact.subject
        size = self._grammar.head_behind("　" + subject) if subject else 0
        if subject and not size and subject.endswith("率"):
            size = len(subject)  # 绿地率
        if not subject or not size or len(words) > 2 or not overlap(fact.subject_spans, place.own, place.figure.start):
            return False
        spans = fact.subject_spans
        note(fact, "indicator", subject[-size:], without(spans, len(subject) - size, 0))
        note(fact, "subject", subject[:-size].rstrip(_MARKS) or None, without(spans, 0, size))
        return True

    def _behind_and(self, phrase: str) -> str:
        """罚款 of 警告并罚款: what follows the last 并, if it is a punishment."""
        at = cut = 0
        for word, _ in tagged(phrase):
            at += len(word)
            if word in ("并", "并且", "并处", "并处以"):
                cut = at
        return phrase[cut:] if phrase[cut:].startswith(self._punishments) else phrase

    def _front(self, phrase: str) -> str | None:
        """The word that a phrase opens with where it is no part of an indicator; two characters must be left."""
        for words in self._completed:
            if phrase.startswith(words):
                return words
        if phrase.startswith(self._times_before):
            front = next(word for word in self._times_before if phrase.startswith(word))
            if len(phrase) - len(front) > 3 and phrase[len(front) :] in self._grammar.heads:
                return front  # 期末拨备覆盖率
        first = tagged(phrase)[0][0]
        for front in self.fronts:
            if phrase.startswith(front) and phrase[len(front) :] in self._grammar.heads:
                return front  # 处罚金, which the segmenter cuts as 处罚|金
        return first if first in self.fronts and len(phrase) - len(first) > 1 else None

    def _inherit(self, context: Surroundings, place: Place) -> None:
        """A bare change, and a bare 占…, is said of what the figure before it in the sentence is said of."""
        fact = place.fact
        if place.index <= place.first or not context.settled:
            return
        before = context.settled[-1]
        same = bool(fact.indicator_spans) and fact.indicator_spans == before.indicator_spans
        elsewhere = not fact.subject_spans or fact.subject_spans[-1][1] <= place.own
        if fact.kind == "change" and before.kind == "level" and before.subject and same and elsewhere:
            note(fact, "subject", before.subject, before.subject_spans)  # 贷款余额9870亿元，较年初增加612亿元
        bare = fact.kind == "change" and fact.indicator is None and before.indicator is not None
        own = fact.subject in (None, before.subject) or before.subject is None
        if bare and before.kind != "share" and own and place.rules.indicator:
            note(fact, "indicator", before.indicator, before.indicator_spans)
            if fact.subject is None:
                note(fact, "subject", before.subject, before.subject_spans)
        if fact.kind == "share" and fact.subject is None and (fact.indicator or "").startswith("占"):
            note(fact, "subject", before.subject, before.subject_spans)


def law_words(rulebook: Rulebook, section: str) -> str:
    """The words of a section of `rules/facts/laws.txt` as a regular expression."""
    return alternation(rulebook.words(_FILE, section)) or NEVER


def currencies(rulebook: Rulebook) -> list[str]:
    """The names of currencies that may come before an amount."""
    listed = (*rulebook.words("currencies", "before"), *rulebook.words("currencies", "names"))
    return sorted({word for word in listed if len(word) > 1 and not word.isascii()})


def basis_words(grammar: Grammar) -> str:
    """The words that say what a change is measured against (同比, YoY), as a regular expression."""
    return alternation([word for listed in grammar.basis_lists.values() for word in listed])


def bare_change(rulebook: Rulebook, grammar: Grammar) -> re.Pattern[str]:
    """What comes before the figure of a clause that says nothing but a change: 同比增长, 环比则下降了."""
    return lazy_re(
        rf"(?:{law_words(rulebook, 'manner')}|{basis_words(grammar)}|{alternation(grammar.change_ends)}"
        r"|(?:人均|户均|每人|每户)?每[年月日天]|(?:年增|增)?[幅率]|[均约了又还并则而将为达， +：:~-])+"
    )


def finding(rulebook: Rulebook) -> str:
    """What is between a court and what it finds, as a regular expression: 法院〔认定〕, 公诉机关〔依法指控，〕."""
    return rf"(?:经审理|依法)?(?:{law_words(rulebook, 'finds')})[，,：:]?"


def overlap(spans: Spans, start: int, end: int) -> bool:
    """Whether one of some places shares a character with a stretch."""
    return any(a < end and start < b for a, b in spans)


def note(fact: Fact, field: str, words: str | None, spans: Spans) -> None:
    """Give a field other words, and record why."""
    if words == getattr(fact, field):
        return
    setattr(fact, field, words)
    setattr(fact, f"{field}_spans", spans)
    fact.note(field, "laws.words", words)


def note_subject(fact: Fact, text: str, name: Mention) -> None:
    """Make a name of the text the subject, and record why."""
    note(fact, "subject", text[name.start : name.end], ((name.start, name.end),))


def who_acts(words: str, start: int, intends: re.Pattern[str]) -> tuple[str, int]:
    """The words before a verb without 拟 or 宣布 at their end, and where in the text they begin.

    Args:
        start: where `words` begins.
        intends: what is between who acts and the verb, up to the end.
    """
    words = intends.sub("", words).rstrip(EDGE)
    kept = words.lstrip(EDGE)
    return kept, start + len(words) - len(kept)


def without(spans: Spans, front: int, behind: int) -> Spans:
    """Places without the first and the last so many characters."""
    kept = []
    for start, end in spans:
        cut = min(front, end - start)
        front -= cut
        if start + cut < end:
            kept.append((start + cut, end))
    out: list[tuple[int, int]] = []
    for start, end in reversed(kept):
        cut = min(behind, end - start)
        behind -= cut
        if end - cut > start:
            out.append((start, end - cut))
    return tuple(reversed(out))
