"""What a change is measured against: yoy, mom, qoq, avg, since, or nothing.

例: 同比增长8% → yoy; 较2015年增长56.9% in 2020 → since; 比2021年 written of 2022 → yoy; 比全国快1.4个百分点 → None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.facts.grammar import Role
from extractor.facts.statement import Reading, is_mark

if TYPE_CHECKING:
    from extractor.facts.complete import Fact, _Reader

_DAYS_OF_A_PERIOD = 25


def decide(reader: _Reader, fact: Fact, reading: Reading) -> str | None:
    """The basis of a change, from its own words, the clause before it, or the habit of announcements."""
    if reading.basis is not None:
        fact.trail.append(("basis", f"basis.{reading.basis}: {reading.basis_words}"))
        return reading.basis
    if reading.reference is not None:
        found = of_reference(reader, reading.reference, fact)
        fact.trail.append(("basis", f"basis.marker: {readable(reader, reading.reference)}"))
        return found
    if reader.state.basis is not None:
        return reader.state.basis
    return _habit(reader, fact, reading)


def readable(reader: _Reader, reference: str) -> str:
    """A reference with its dates written out again."""
    out = []
    for char in reference:
        mention = reader._date(char) if is_mark(char) else None
        out.append(reader.text[mention.start : mention.end] if mention else char)
    return "".join(out)


def of_reference(reader: _Reader, reference: str, fact: Fact | None = None) -> str | None:
    """The basis that a comparison names: 上年同期 → yoy, 上月 → mom, another date → since, no date → None."""
    words = readable(reader, reference)
    for name, known in reader.grammar.reference:
        if any(word in words for word in known):
            return name
    marks = [char for char in reference if is_mark(char)]
    if not marks:
        return None
    mention = reader._date(marks[0])
    period = fact.period if fact else reader.state.period
    if mention is None or mention.first is None or mention.last is None:
        return "since"
    event = reader.text[mention.start : mention.end].split("年", 1)[-1]
    if len(event) > 1 and period and event in reader.text[period.start : period.end]:
        return "yoy"
    year = period.first.year if period and period.first else None
    if year is None and reader.document.published is not None:
        year = reader.document.published.year
    span = (mention.last - mention.first).days
    if (
        year is not None
        and mention.first.year == year - 1
        and (span > 360 or (period and period.first and period.last and mention.first.month == period.first.month))
    ):
        return "yoy"
    if span in range(27, 31) and period and period.first and (period.first - mention.last).days == 1:
        return "mom"
    return "since"


def _habit(reader: _Reader, fact: Fact, reading: Reading) -> str | None:
    """A bare 增长 in an announcement of results over a month or more is yoy; a price's move has no basis."""
    verb = reading.verb
    if verb is None or verb.text in reader.grammar.moves or verb.role is Role.FLAT:
        return None
    period = fact.period
    if verb.role in (Role.GROWTH, Role.DECLINE):
        return None if reader.state.reached else "yoy"  # 由A增至B，增幅8%: against A
    if period is None:
        return None
    text = reader.text[period.start : period.end]
    if text.endswith("以来") or "过去" in text or text.startswith(("近", "十", "五", "自")):
        return "since"
    if period.first is None or period.last is None:
        return None
    return "yoy" if (period.last - period.first).days >= _DAYS_OF_A_PERIOD else None
