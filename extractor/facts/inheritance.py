"""Inheritance across clauses: what a figure leaves to the next ones.

That is their subject, their indicator, and what a change may be measured against.

In: what was read of a figure. Out: the reader's state, changed. 例: in 出口36亿元，增长5% the change is that of 出口.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.facts.grammar import Role
from extractor.facts.spans import text_of
from extractor.facts.state import Pair
from extractor.facts.statement import Reading

if TYPE_CHECKING:
    from extractor.facts.complete import Reader
    from extractor.facts.fact import Fact


def remember(reader: Reader, pairs: list[Pair], reading: Reading, counted: bool, unit: str) -> None:
    state = reader.state
    several = len(pairs) > 1 and len(set(pairs)) > 1
    subject, indicator = pairs[0]
    if indicator is None or not reader.nouns.is_share(indicator.text):
        state.base = None
    elif not reader.nouns.is_share(text_of(state.indicator)):
        state.base = (state.subject, state.indicator)
    if not counted or state.subject is None:
        state.subject = subject
        state.stale = False
        state.aside = None
        if reading.subject_part is not None or (reading.noun.text and indicator != reader.state.indicator):
            state.header = False
    if not counted:
        state.indicator = indicator
    state.pairs = pairs if several else []
    state.joined = bool(reading.noun.text) and reading.subject_part is None
    if reading.noun.text:
        state.split_unit = unit if reading.subject_part else None


def remember_change(reader: Reader, fact: Fact, reading: Reading) -> None:
    """What the next change may be measured against."""
    state = reader.state
    role = reading.verb.role if reading.verb else None
    state.reached = role is Role.TO
    if role is Role.FROM:
        state.start = fact.period if reading.times else None
    elif role is Role.TO:
        state.end = fact.period
    else:
        state.start = None
    state.changed, state.change_basis = fact.kind == "change", fact.basis
    if reading.part:
        state.in_part = True
    if reading.noun.text and not reading.part and (reading.basis or reading.reference):
        state.in_part, state.lead_basis = False, fact.basis
