"""What the words right before a figure say outright of a change: where it goes, and what it is measured against.

例: 柴油价格每吨下调195元 goes down, 较上季度末增长2% is qoq, whatever a reader makes of the words around.
"""

from __future__ import annotations

from extractor.facts.grammar import Grammar, Role
from extractor.facts.laws.surroundings import Place, Surroundings

_DIRECTIONS = {Role.RISE: "up", Role.FALL: "down"}
_SHORTEST, _LONGEST = 2, 8  # characters of a verb of change


def settle_change(context: Surroundings, place: Place, grammar: Grammar) -> None:
    """Take direction and basis from the rules where a verb or words of comparison tell them."""
    fact, rules = place.fact, place.rules
    _between(context, place, grammar)
    _stated(context, place, grammar)
    if fact.kind != "change" or rules.kind != "change":
        return
    if rules.direction != fact.direction and (verb := rules.decision("kind")):
        fact.direction = rules.direction
        fact.note("direction", f"laws.{verb.rule}", verb.words)
    stated = rules.decision("basis")
    if stated and rules.basis != fact.basis:
        fact.basis = rules.basis
        fact.note("basis", f"laws.{stated.rule}", stated.words)


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
