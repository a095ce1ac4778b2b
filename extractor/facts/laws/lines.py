"""Indicators that the end of a line cuts in two, as in the text of a PDF.

In: a fact whose words a reader chose. Out: the fact with the whole indicator.
例: 公司实现净利↵润1.2亿元 → (公司, 净利润).
"""

from __future__ import annotations

from extractor.facts.grammar import Grammar, Role
from extractor.facts.laws.phrases import bare_change, note, note_subject, overlap
from extractor.facts.laws.surroundings import NAMES, Place, Surroundings, behind_last_cut
from extractor.rulebook import Rulebook

_REACH = 24  # characters of the line before
_LONGEST = 8  # characters of an indicator on the second line


class LineLaw:
    """The law of line ends."""

    def __init__(self, rulebook: Rulebook, grammar: Grammar) -> None:
        self._grammar = grammar
        self._bare = bare_change(rulebook, grammar)

    def settle(self, context: Surroundings, place: Place) -> None:
        """Join the indicator of a figure, or take that of the figure before, which was joined."""
        fact = place.fact
        parts = self._parts(context.text, place)
        if parts is not None:
            (start, end), (own, stop) = parts
            words = context.text[start:end] + context.text[own:stop]
            if fact.indicator == words:
                return
            stated = fact.subject_spans
            note(fact, "indicator", words, parts)
            fact.note("indicator", "laws.lines", words)
            if any(overlap(stated, *part) for part in parts) or not stated:
                self._give_subject(context, place, start)
            return
        before = context.fact_before(place)
        joined = before is not None and any(one.rule == "laws.lines" for one in before.decisions)
        if (
            before is None
            or not joined
            or not any(overlap(fact.indicator_spans, *part) for part in before.indicator_spans)
        ):
            return
        note(fact, "indicator", before.indicator, before.indicator_spans)
        note(fact, "subject", before.subject, before.subject_spans)

    def _parts(self, text: str, place: Place) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """Where the two parts of the indicator are, the end of one line and the start of the next."""
        own, end = place.own, place.figure.outer_start
        low = max(0, own - 1 - _REACH)
        if own < 2 or text[own - 1] != "\n" or not text[own - 2].isalpha():
            return None
        left = text[behind_last_cut(text, low, own - 1) : own - 1]
        for stop in range(min(end, own + _LONGEST), own, -1):
            size = self._grammar.head_behind("\n" + left + text[own:stop]) - (stop - own)
            if size > 0 and (stop == end or self._is_verb(text, stop, end)):
                return (own - 1 - size, own - 1), (own, stop)
        return None

    def _is_verb(self, text: str, start: int, end: int) -> bool:
        """Whether a verb of change or level is between an indicator and its figure, and nothing else."""
        verb = self._grammar.suffixes.get(text[start:end])
        levels = verb is not None and verb.role in (Role.LEVEL, Role.TO)
        return levels or self._bare.fullmatch(text, start, end) is not None

    def _give_subject(self, context: Surroundings, place: Place, end: int) -> None:
        """The name, or the pronoun, in the clause before the indicator."""
        text = context.text
        low = behind_last_cut(text, max(0, end - _REACH), end)
        names = context.names_between(low, end, NAMES)
        pronoun = self._grammar.leading_pronoun(text[low:end]) if low < end else None
        if names:
            note_subject(place.fact, text, names[0])
        elif pronoun:
            note(place.fact, "subject", pronoun[0], ((low, low + pronoun.end()),))
        else:
            note(place.fact, "subject", None, ())
