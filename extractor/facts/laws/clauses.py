"""Clauses whose form says what is measured: labels, bare indicators, parts of those named behind them, counts.

In: a fact whose words a reader chose. Out: the fact with the words of its clause. 例: 〔注册资本〕：美元500万元;
8成的〔家长〕〔支持延时服务〕; 辖区有〔中学和小学〕各1所.
"""

from __future__ import annotations

from functools import partial

from extractor.facts.grammar import Grammar, Role
from extractor.facts.laws.phrases import bare_change, currencies, law_words, note, overlap
from extractor.facts.laws.surroundings import CUT, EDGE, NAMES, Place, Surroundings
from extractor.facts.words import tagged
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import alternation
from extractor.mentions import MONEY, PERCENT, QUANTITY
from extractor.rulebook import Rulebook

_REACH = 40  # characters before a figure in which its label is
_LONGEST = 16  # characters of a label, and of what is said of a part
_BRACKETS = lazy_re(r"[（(][^（）()]{0,20}[)）]")
_OF = lazy_re(r"(?:以上|以下|左右|多)?(?P<of>的?)")
_STOP = lazy_re(r"[，,。；;：:！？!?\n（()）、“”]")
_COPULAS = "是为系 \u3000"
_JOINTS = EDGE + "和与及则"
_PEOPLE = ("成", "半", "半数")  # 六成企业, 一半居民: 的 may be left out


class ClauseLaws:
    """The laws of clauses, compiled from `rules/facts/laws.txt`."""

    def __init__(self, rulebook: Rulebook, grammar: Grammar) -> None:
        words = partial(law_words, rulebook)
        self._grammar = grammar
        currency = alternation(currencies(rulebook))
        self._label = lazy_re(rf"(?P<label>[^，,。；;：:！？!?\n]{{2,{_REACH}}})[：:][ \u3000]{{0,2}}(?:{currency})?$")
        self._bare = bare_change(rulebook, grammar)
        self._relative = grammar.growth | grammar.decline | grammar.transparent
        self._numbered = lazy_re(r"^[（(]?[0-9一二三四五六七八九十]{1,2}[)）、.．][ \u3000]?|^其中")
        named = (*rulebook.words("figures", "money_words"), *rulebook.words("figures", "count_words"))
        self._ends = (*grammar.heads, *named, *rulebook.words("facts/laws", "flows"))
        self._flow = lazy_re(rf"(?P<who>\w{{2,10}}?)(?P<flow>{words('flows')})")
        self._rates = tuple(rulebook.words("facts/laws", "rates_behind"))
        self._no_part = tuple(rulebook.words("facts/laws", "no_part"))
        self._quote = lazy_regex(rf"(?:{words('quotes')})$")
        self._has = lazy_regex(
            rf"(?P<who>\p{{Han}}{{0,8}}?)(?<![没只所国含具占保持特])(?:{words('has')})(?![线限效色机害偿轨])"
            r"(?P<what>[\p{Han}、]{2,16}?)(?:各|共|约|分别)*+$"
        )

    def settle(self, context: Surroundings, place: Place) -> None:
        """Correct the words of a fact."""
        self._labelled(context, place)
        self._bare_noun(context, place)
        self._quoted(context, place)
        self._part(context, place)
        self._counted(context, place)

    def _labelled(self, context: Surroundings, place: Place) -> None:
        """注册资本：美元500万元: the label is the indicator, a name that it opens with the subject."""
        fact, text, end = place.fact, context.text, place.figure.outer_start
        found = self._label.search(text, max(place.sentence, end - _REACH), end)
        if found is None:
            return
        start, stop = found.span("label")
        while stop > start and text[stop - 1] in _COPULAS:
            stop -= 1  # 中标金额是：356.8万元
        for date in context.dates_between(start, stop):
            start = date.end
        if numbered := self._numbered.match(text[start:stop]):
            start += numbered.end()
        while stop > start and (bracket := _BRACKETS.search(text, start, stop)) and bracket.end() == stop:
            stop = bracket.start()
        while start < stop and text[start] in EDGE:
            start += 1
        label = text[start:stop].rstrip(EDGE)
        if not 1 < len(label) <= _LONGEST or CUT.search(label) or not label.endswith(self._ends):
            return
        flow = self._flow.fullmatch(label) if place.figure.label == MONEY else None
        size = flow.end("who") if flow else self._owner(context, label, start)
        if size:
            note(fact, "subject", label[:size], ((start, start + size),))
        elif overlap(fact.subject_spans, start, stop):
            note(fact, "subject", None, ())
        size += len(label[size:]) - len(label[size:].lstrip(EDGE))
        note(fact, "indicator", label[size:], ((start + size, start + len(label)),))

    def _owner(self, context: Surroundings, label: str, start: int) -> int:
        """The length of the name, or of the pronoun, that a label opens with; 0 where it has none."""
        for name in context.names_between(start, start + len(label), NAMES):
            if name.start == start and name.end - start < len(label) - 1:
                return name.end - start
        pronoun = self._grammar.leading_pronoun(label)
        return pronoun.end() if pronoun and pronoun.end() < len(label) - 1 else 0

    def _bare_noun(self, context: Surroundings, place: Place) -> None:
        """公司营收35亿元，〔存货〕减少1.2%: a clause of an indicator and a verb is said of that indicator."""
        fact, text, end = place.fact, context.text, place.figure.outer_start
        start = context.behind_dates(place)
        while start < end and text[start] in _JOINTS:
            start += 1
        noun = self._noun_of_clause(text[start:end].rstrip(EDGE))
        if noun is None:
            return
        stop = start + len(noun)
        if fact.indicator is None or not fact.indicator.endswith(noun):
            note(fact, "indicator", noun, ((start, stop),))
        if fact.subject == noun or overlap(fact.subject_spans, start, stop):
            before = context.fact_before(place)
            note(fact, "subject", before.subject if before else None, before.subject_spans if before else ())

    def _noun_of_clause(self, words: str) -> str | None:
        """The indicator of a clause of nothing but that and a verb of change or level."""
        grammar = self._grammar
        for size in range(min(len(words), _LONGEST), 1, -1):
            noun, rest = words[:size], words[size:]
            if noun not in grammar.heads or noun in self._relative or noun.endswith(grammar.share_nouns):
                continue
            verb = grammar.suffixes.get(rest)
            if not rest or self._bare.fullmatch(rest) or (verb is not None and verb.role in (Role.LEVEL, Role.TO)):
                return noun
        return None

    def _quoted(self, context: Surroundings, place: Place) -> None:
        """标普500报5567.19点: an index is itself the subject, and has no indicator."""
        text, end = context.text, place.figure.outer_start
        start = context.behind_dates(place)
        if place.figure.unit == "%" and place.figure.sign and place.fact.kind == "change":
            index = text[start:end].strip(EDGE)  # 纳指100约-0.22%
            if index.rstrip("0123456789").endswith(self._grammar.indexed):
                start = text.index(index, start)
                note(place.fact, "subject", index, ((start, start + len(index)),))
                note(place.fact, "indicator", None, ())
        if place.figure.unit != "点":
            return
        quoted = self._quote.search(text, start, end)
        if quoted is None:
            return
        end = quoted.start()
        dates = context.dates_between(place.own, end)
        if dates and not text[start:end].strip(EDGE):
            start, end = place.own, dates[0].start  # 恒生指数4月30日收报17763点
        start += len(text[start:end]) - len(text[start:end].lstrip(EDGE))
        index = text[start:end]
        if index.endswith(self._grammar.indexed):
            note(place.fact, "subject", index, ((start, end),))
        if index.endswith(self._grammar.indexed) or not index:
            note(place.fact, "indicator", None, ())

    def _part(self, context: Surroundings, place: Place) -> None:
        """8成的家长支持延时服务: those of whom it is a part, and what they do. Of 3%的费率 the rate is measured."""
        fact, figure, text = place.fact, place.figure, context.text
        if figure.label != PERCENT or figure.unit != "%" or text[place.own : figure.outer_start].strip(EDGE):
            return
        of = _OF.match(text, figure.outer_end if figure.outer_end > figure.end else figure.end)
        assert of is not None
        if not of["of"] and not text[figure.start : figure.end].endswith(_PEOPLE):
            return
        stop = _STOP.search(text, of.end(), of.end() + 2 * _LONGEST)
        end = stop.start() if stop else of.end() + 2 * _LONGEST
        if context.figures_between(of.end(), end):
            return
        behind = text[of.end() : end]
        noun = self._noun(behind)
        at = of.end()
        if not noun or noun in self._grammar.growth or noun in self._grammar.decline or noun.endswith(self._no_part):
            return
        if noun.endswith(self._rates):
            fact.kind, fact.direction, fact.basis = "level", None, None
            note(fact, "indicator", noun, ((at, at + len(noun)),))
            note(fact, "subject", None, ())
            return
        said = behind[len(noun) :].strip(EDGE)
        if len(said) < 2 or noun.endswith(self._grammar.share_nouns):
            return
        fact.kind, fact.direction, fact.basis = "share", None, None
        start = at + behind.index(said, len(noun))
        if noun not in (fact.subject or ""):
            note(fact, "subject", noun, ((at, at + len(noun)),))
            note(fact, "indicator", said, ((start, start + len(said)),))

    def _noun(self, words: str) -> str:
        """The noun that words open with, up to the first verb, adverb or preposition."""
        size = 0
        for word, tag in tagged(words) if words else ():
            if size and word in self._grammar.heads:
                return words[: size + len(word)]
            if not tag.startswith(("n", "j", "l", "b", "a", "s", "vn", "x", "eng")) or word in ("的", "将", "由"):
                break
            size += len(word)
        return words[:size]

    def _counted(self, context: Surroundings, place: Place) -> None:
        """辖区有中学和小学各1所: what is between 有 and the number is counted, who has it is the subject."""
        fact, text = place.fact, context.text
        if place.figure.label != QUANTITY or fact.indicator is None or not fact.indicator_spans:
            return
        has = self._has.search(text, place.own, place.figure.outer_start)
        if has is None or fact.indicator_spans[0][0] >= has.start("what") or "有" not in fact.indicator:
            return
        note(fact, "indicator", has["what"], (has.span("what"),))
        who = has["who"].strip(EDGE)
        if who and fact.subject is None and not context.dates_between(*has.span("who")):
            note(fact, "subject", who, ((has.start("who"), has.start("who") + len(who)),))
