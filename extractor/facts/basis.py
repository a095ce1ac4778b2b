"""What a change is measured against: yoy, mom, qoq, avg, since, or nothing.

例: 同比增长8% → yoy; 较2015年增长56.9% in 2020 → since; 比2021年 written of 2022 → yoy; 比全国快1.4个百分点 → None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.facts.grammar import Role
from extractor.facts.statement import Reading, is_mark

if TYPE_CHECKING:
    from extractor.facts.complete import Reader
    from extractor.facts.fact import Fact
    from extractor.mentions import DateMention

_COUNTED_BY = {"年": "yoy", "季": "qoq", "月": "mom"}
_DAYS_OF_A_PERIOD = 25
_DECEMBER = 12
_YEAR = re.compile("[12][0-9]{3}(?= ?年)")


def decide(reader: Reader, fact: Fact, reading: Reading) -> str | None:
    """The basis of a change, from its own words, the clause before it, or the habit of announcements."""
    if reading.basis is not None:
        fact.trail.append(("basis", f"basis.{reading.basis}: {reading.basis_words}"))
        if reading.basis_words.startswith("环比") and fact.period is not None and fact.period.grain == "quarter":
            return "qoq"
        return reading.basis
    if reading.verb is not None and len(reading.verb.text) == 2 and reading.verb.text[0] in _COUNTED_BY:
        return _COUNTED_BY[reading.verb.text[0]]  # 年增12.3%, 季减3%
    if reading.reference is not None:
        found = of_reference(reader, reading.reference, fact)
        fact.trail.append(("basis", f"basis.marker: {readable(reader, reading.reference)}"))
        return found
    if reading.yardstick is not None:
        return of_reference(reader, reading.yardstick, fact)
    if reader.state.basis is not None:
        return reader.state.basis
    return _habit(reader, fact, reading)


def readable(reader: Reader, reference: str) -> str:
    """A reference with its dates written out again."""
    out = []
    for char in reference:
        mention = reader.date(char) if is_mark(char) else None
        out.append(reader.text[mention.start : mention.end] if mention else char)
    return "".join(out)


def of_reference(reader: Reader, reference: str, fact: Fact | None = None) -> str | None:
    """The basis that a comparison names: 上年同期 → yoy, 上月 → mom, another date → since, no date → None."""
    words = readable(reader, reference)
    if words.endswith(reader.grammar.since_words):
        return "since"
    marks = [char for char in reference if is_mark(char)]
    dated = reader.date(marks[0]) if marks else None
    if dated is None or dated.relative or dated.first is None:
        if dated is not None and _is_years_ago(reader, dated):
            return "since"
        if _is_year_end(words) and fact is not None and fact.period is not None and fact.period.last is not None:
            return "yoy" if fact.period.last.month == _DECEMBER else "since"  # 6月末…，较上年末
        for name, known in reader.grammar.reference:
            if any(word in words for word in known):
                return name
    if not marks:
        return None
    mention = reader.date(marks[0])
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
    if span < 31 and period and period.last and 27 < (period.last - mention.last).days < 32:
        return "mom"  # 2月末 against 1月末
    return "since"


def _is_year_end(words: str) -> bool:
    """上年末, 去年底."""
    return words.endswith(("年末", "年底")) and words.startswith(("上", "去"))


def _is_years_ago(reader: Reader, dated: DateMention) -> bool:
    """2019年同期 told in 2025, before the text says which days it speaks of."""
    named = _YEAR.match(reader.text, dated.start)
    published = reader.document.published
    return named is not None and published is not None and published.year - int(named[0]) > 1


def _habit(reader: Reader, fact: Fact, reading: Reading) -> str | None:
    """A bare 增长 in an announcement of results over a month or more is yoy; a price's move has no basis."""
    verb, state, period = reading.verb, reader.state, fact.period
    if verb is None or verb.role is Role.FLAT:
        return None
    if verb.role in (Role.GROWTH, Role.DECLINE):
        return _of_growth(reader, verb.text) if period is not None or state.changed else None
    if state.start is not None:
        return "since"  # 从2018年的66.4%提高到91.8%，上升25.4个百分点
    if (reading.part or state.in_part) and state.lead_basis:
        return state.lead_basis
    if state.changed and not reading.noun and state.change_basis:
        return state.change_basis  # 环比增加81万吨，上升10.2%
    moves = verb.text in reader.grammar.moves
    if period is None or (moves and (not fact.indicator or fact.indicator.endswith(("价", "价格")))):
        return None
    text = reader.text[period.start : period.end]
    if period.suffix == "since" or "过去" in text or text.startswith(("近", "十", "五", "自")):
        return "since"
    if period.first is None or period.last is None:
        return "yoy" if period.grain in ("year", "half", "quarter", "month", "span") and not period.vague else None
    return "yoy" if (period.last - period.first).days >= _DAYS_OF_A_PERIOD else None


def _of_growth(reader: Reader, noun: str) -> str | None:
    """同比增速 and 年均增速 say their basis; a bare 增幅 behind a change has that of the change, else it is yoy."""
    for name in ("yoy", "mom", "qoq", "avg"):
        if noun.startswith(reader.grammar.basis_lists[name]):
            return name
    if reader.state.reached:
        return None  # 由A增至B，增幅8%: against A
    if reader.state.changed:
        return reader.state.change_basis
    return "yoy"
