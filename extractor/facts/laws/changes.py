"""What the words right before a figure say outright of a change: where it goes, and what it is measured against.

例: 柴油价格每吨下调195元 goes down, 较上季度末增长2% is qoq, whatever a reader makes of the words around.
"""

from __future__ import annotations

from extractor.facts.grammar import Grammar, Role
from extractor.facts.laws.phrases import law_words, note, without
from extractor.facts.laws.surroundings import EDGE, Place, Surroundings
from extractor.lazy import lazy_re
from extractor.lexicon import alternation
from extractor.rulebook import Rulebook

_POINTS = ("pp", "bp")
_DIRECTIONS = {Role.RISE: "up", Role.FALL: "down"}
_SHORTEST, _LONGEST = 2, 8  # characters of a verb of change


class ChangeLaws:
    """The laws of changes, compiled from `rules/facts/`."""

    def __init__(self, rulebook: Rulebook, grammar: Grammar) -> None:
        self._grammar = grammar
        rivals = f"(?P<more>{law_words(rulebook, 'outdoes')})|(?P<less>{law_words(rulebook, 'falls_behind')})"
        self._rival = lazy_re(rf"(?:{rivals})[^，,。；;：:的]{{1,16}}$")
        rise, fall = (rulebook.words("facts/indicators", section) for section in ("growth", "decline"))
        self._quotes = lazy_re(rf"[，, ]?(?:{law_words(rulebook, 'quotes')})[：: ]?")
        self._improves = lazy_re(f"({law_words(rulebook, 'improves')})了?(?:约|近)?$")
        self._better_low = rulebook.words("facts/laws", "better_low")
        self._average = lazy_re(alternation(rulebook.words("facts/basis", "avg")))
        before = law_words(rulebook, "before_growth")
        self._noun_behind = lazy_re(
            rf"(?:、[\d.]+%)*的(?:{before})*(?:(?P<fall>{alternation(fall)})|(?P<rise>{alternation(rise)}))"
        )

    def settle(self, context: Surroundings, place: Place) -> None:
        """Take direction and basis from the words beside the figure, or from the rules where a verb states them."""
        fact, rules = place.fact, place.rules
        _between(context, place, self._grammar)
        _stated(context, place, self._grammar)
        self._improved(context, place)
        self._quoted(context, place)
        if self._against_rival(context, place) or self._named_behind(context, place):
            return
        if fact.kind != "change" or rules.kind != "change":
            return
        if rules.direction != fact.direction and (verb := rules.decision("kind")):
            fact.direction = rules.direction
            fact.note("direction", f"laws.{verb.rule}", verb.words)
        stated = rules.decision("basis")
        if stated and rules.basis != fact.basis:
            fact.basis = rules.basis
            fact.note("basis", f"laws.{stated.rule}", stated.words)

    def _quoted(self, context: Surroundings, place: Place) -> None:
        """布油跌0.8%报83.2美元: a level follows 报, whatever changed before it."""
        fact = place.fact
        if fact.kind != "change" or place.index <= place.first:
            return
        last = context.figures[place.index - 1]
        if self._quotes.fullmatch(context.text, last.outer_end, place.figure.outer_start):
            fact.kind, fact.direction, fact.basis = "level", None, None
            place.rules.kind, place.rules.direction, place.rules.basis = "level", None, None
            fact.note("kind", "laws.quoted", context.text[last.outer_end : place.figure.outer_start])

    def _improved(self, context: Surroundings, place: Place) -> None:
        """毛利率改善1.8个百分点: up; 费用率优化0.5pct: down."""
        fact = place.fact
        if place.figure.unit not in _POINTS:
            return
        verb = self._improves.search(context.text, place.own, place.figure.outer_start)
        if verb is None:
            return
        indicator = (fact.indicator or "").removesuffix(verb[1])
        if indicator != fact.indicator:
            spans = without(fact.indicator_spans, 0, len(verb[1])) if indicator else ()
            note(fact, "indicator", indicator or None, spans)
        spans, earlier = fact.subject_spans, not any(end > place.own for _, end in fact.indicator_spans)
        if fact.subject and earlier and spans[-1][1] == verb.start() and self._is_rate(fact.subject):
            indicator = fact.subject  # 〔空置率〕改善
            note(fact, "indicator", indicator, spans)
            note(fact, "subject", None, ())
        low = (indicator or context.text[place.own : verb.start()]).endswith(self._better_low)
        fact.kind, fact.direction = "change", "down" if low else "up"
        fact.note("direction", "laws.verb", verb[1])

    def _is_rate(self, words: str) -> bool:
        return self._grammar.ends_in_head(words) or words.endswith(self._better_low)

    def _against_rival(self, context: Surroundings, place: Place) -> bool:
        """医药指数上涨2%，跑输大盘2.4个百分点: a change of the one that is measured, not of its rival."""
        text, fact = context.text, place.fact
        found = self._rival.search(text, place.own, place.figure.outer_start)
        if found is None:
            return False
        fact.kind, fact.direction, fact.basis = "change", "up" if found["more"] else "down", None
        fact.note("direction", "laws.rival", found[0])
        who = text[place.own : found.start()].strip(EDGE)
        if not who and place.index > place.first:
            before = context.settled[-1]
            note(fact, "subject", before.subject, before.subject_spans)
            note(fact, "indicator", before.indicator, before.indicator_spans)
        elif any(start >= found.start() for start, _ in fact.indicator_spans):
            note(fact, "indicator", None, ())
        return True

    def _named_behind(self, context: Surroundings, place: Place) -> bool:
        """6.2%、5.1%的单日跌幅: changes, of the direction that the noun behind them says."""
        found = self._noun_behind.match(context.text, place.figure.outer_end)
        if found is None:
            return False
        fact = place.fact
        fact.kind, fact.direction = "change", "down" if found["fall"] else "up"
        fact.note("direction", "laws.noun", found[0])
        if self._average.search(found[0]):
            fact.basis = "avg"
            fact.note("basis", "laws.noun", found[0])
        return True


def _stated(context: Surroundings, place: Place, grammar: Grammar) -> None:
    """A verb of change right before an amount: 吞吐能力提升2000万吨, 产量提高12万吨."""
    fact, rules = place.fact, place.rules
    verb = rules.decision("kind")
    if fact.kind != "level" or rules.kind != "change" or verb is None or len(verb.words) < _SHORTEST:
        return
    known = grammar.suffixes.get(verb.words)
    words = context.text[place.own : place.figure.outer_start].rstrip("了约近")
    if known is None or known.role not in _DIRECTIONS or not words.endswith(verb.words):
        return
    fact.kind, fact.direction, fact.basis = "change", _DIRECTIONS[known.role], rules.basis
    fact.note("kind", "laws.verb", verb.words)


def _between(context: Surroundings, place: Place, grammar: Grammar) -> None:
    """A verb of change between 每吨 and the number: 每吨下调195元."""
    fact = place.fact
    words = context.text[place.own : place.figure.outer_start].rstrip("了约近")[-_LONGEST:]
    if "每" not in words:
        return
    for cut in range(len(words)):
        known = grammar.suffixes.get(words[cut:])
        if known is not None and known.role in _DIRECTIONS:
            fact.kind, fact.direction = "change", _DIRECTIONS[known.role]
            place.rules.kind, place.rules.direction = fact.kind, fact.direction
            fact.note("direction", "laws.verb", known.text)
            return
