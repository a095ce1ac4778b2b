"""Inheritance across clauses: what a figure leaves to the next ones.

That is their subject, their indicator, and what a change may be measured against.

In: what was read of a figure. Out: the reader's state, changed. 例: in 出口36亿元，增长5% the change is that of 出口.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.facts.grammar import Role
from extractor.facts.spans import Words, text_of
from extractor.facts.state import Pair
from extractor.facts.statement import Reading
from extractor.facts.wording import Phrases
from extractor.mentions import QUANTITY, FigureMention

if TYPE_CHECKING:
    from extractor.facts.complete import Reader
    from extractor.facts.fact import Fact


def remember(reader: Reader, phrases: Phrases, reading: Reading, group: Sequence[int]) -> None:
    """What figures that share their words leave to those behind them.

    Args:
        group: the places of the figures among those of the sentence; their facts are decided.
    """
    first, last = reader.figures[group[0]], reader.figures[group[-1]]
    _remember_pair(reader, phrases.pairs, reading, phrases.counted, last.unit)
    if reader.moved_indicator:
        reader.state.indicator, reader.moved_indicator = reader.moved_indicator, None
    _remember_change(reader, reader.facts[group[0]], reading)
    reader.listed = (last.outer_end, reading, phrases.pairs[-1][0]) if phrases.counted else None
    _remember_count(reader, phrases, reading, first, last)


def _remember_count(
    reader: Reader, phrases: Phrases, reading: Reading, first: FigureMention, last: FigureMention
) -> None:
    """The last count, and the count that is itself spoken of: 17个省市 to the sentence's end."""
    state = reader.state
    if phrases.counted:
        state.count = (last.unit, *phrases.pairs[-1])
        if text_of(phrases.pairs[0][0]) in reader.names.labels:
            state.subject = phrases.pairs[0][0]
    elif last.label == QUANTITY and reading.noun.text:
        state.count = None
    if phrases.alone and first.label == QUANTITY:
        earlier = state.counted_subject[1] if state.counted_subject else state.subject
        counted = Words(reader.text[first.start : first.end], first.start) + phrases.noun
        state.subject, state.counted_subject = counted, (counted, earlier)


def _remember_pair(reader: Reader, pairs: list[Pair], reading: Reading, counted: bool, unit: str) -> None:
    """The subject and the indicator in force."""
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


def _remember_change(reader: Reader, fact: Fact, reading: Reading) -> None:
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
