"""What a change is measured against: yoy, mom, qoq, avg, since, or nothing.

例: 同比增长8% → yoy; 较2015年增长56.9% in 2020 → since; 比2021年 written of 2022 → yoy; 比全国快1.4个百分点 → None.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from extractor.facts import inheritance
from extractor.facts.grammar import Role, Word
from extractor.facts.spans import DATE, EMPTY, Words
from extractor.facts.words_before import Reading, dates_in
from extractor.lazy import lazy_re
from extractor.periods.period import move_stretch

if TYPE_CHECKING:
    from extractor.facts.complete import Reader
    from extractor.facts.fact import Fact
    from extractor.mentions import DateMention

_COUNTED_BY = {"年": "yoy", "季": "qoq", "月": "mom"}
_DAYS_OF_A_PERIOD = 25
_DAYS_OF_MOST_OF_A_YEAR = 360
_MONTH_LESS_A_DAY = range(27, 31)  # days from the first of a month to its last
_LONGEST_MONTH = 31
_A_MONTH = range(28, 32)  # days from one month's end to the next
_DECEMBER = 12
# 近五年, 自2012年, 十四五期间, 十年来, 五年间; not 十月, 五月份, 五一, 十一
_OF_YEARS = lazy_re("近|自|十[一二三四五]五|十五[期规”计]|[十五][多余几]?[一二三四五六七八九]?年")
_YEAR = lazy_re("[12][0-9]{3}(?= ?年)")


def decide(reader: Reader, fact: Fact, reading: Reading) -> str | None:
    """The basis of a change, from its own words, the clause before it, or the habit of announcements."""
    if reading.basis is not None:
        return _of_own_word(fact, reading, reading.basis)
    if reading.verb is not None and len(reading.verb.text) == 2 and reading.verb.text[0] in _COUNTED_BY:
        return _COUNTED_BY[reading.verb.text[0]]  # 年增12.3%, 季减3%
    if reading.reference is not None or reading.ratio_to is not None:
        return _of_comparison(reader, fact, reading)
    if reader.context.change.basis is not None:
        return reader.context.change.basis
    return _habit(reader, fact, reading)


def _of_own_word(fact: Fact, reading: Reading, basis: str) -> str:
    """同比, 环比, 年均; 环比 of a quarter is qoq."""
    fact.note("basis", f"basis.{basis}", reading.basis_words)
    if reading.basis_words.startswith("环比") and fact.period is not None and fact.period.grain == "quarter":
        return "qoq"
    return basis


def _of_comparison(reader: Reader, fact: Fact, reading: Reading) -> str | None:
    """较2015年, or the 2019年 of 恢复至2019年的97.5%."""
    if reading.reference is None:
        return of_reference(reader, reading.ratio_to or EMPTY, fact.period)
    found = of_reference(reader, reading.reference, fact.period)
    fact.note("basis", "basis.marker", readable(reader, reading.reference))
    return found


def readable(reader: Reader, reference: Words) -> str:
    """A reference with its dates written out again."""
    if DATE not in reference.text:
        return reference.text
    out = []
    for index, char in enumerate(reference.text):
        mention = reader.date(reference.place(index)) if char == DATE else None
        out.append(reader.text[mention.start : mention.end] if mention else char)
    return "".join(out)


def of_reference(
    reader: Reader, reference: Words, period: DateMention | None, is_period_stated: bool = True
) -> str | None:
    """The basis that a comparison names: 上年同期 → yoy, 上月 → mom, another date → since, no date → None.

    Args:
        reference: what the change is compared with.
        period: the time of the change.
        is_period_stated: whether that is the time of a figure, rather than the one stated last.
    """
    words = readable(reader, reference)
    if words.endswith(reader.grammar.since_words):
        return "since"
    dates = dates_in(reference)
    dated = reader.date(dates[0]) if dates else None
    if dated is None or dated.relative or dated.first is None:
        found = _of_words(reader, words, dated, period if is_period_stated else None)
        if found is not None:
            return found
    if not dates:
        return None
    if dated is None or dated.first is None or dated.last is None:
        return "since"
    return _of_days(reader, dated, dated.first, dated.last, period)


def _of_words(reader: Reader, words: str, dated: DateMention | None, period: DateMention | None) -> str | None:
    """The basis that a comparison's words say where they hold no date of the calendar: 上年同期, 上月, 上年末."""
    if dated is not None and _is_years_ago(reader, dated):
        return "since"
    if _is_year_end(words) and period is not None and period.last is not None:
        return "yoy" if period.last.month == _DECEMBER else "since"  # 6月末…，较上年末
    for name, known in reader.grammar.reference:
        if any(word in words for word in known):
            return name
    return None


def _of_days(reader: Reader, mention: DateMention, first: date, last: date, period: DateMention | None) -> str:
    """The basis that lies between two times: that of a change in `period` against the days `first` to `last`."""
    if _is_same_event(reader, mention, period) or _is_year_before(reader, first, last, period):
        return "yoy"
    return "mom" if _is_month_before(first, last, period) else "since"


def _is_same_event(reader: Reader, mention: DateMention, period: DateMention | None) -> bool:
    """2024年春节 against 2025年春节, 2024年一季度 against 2025年一季度."""
    event = reader.text[mention.start : mention.end].split("年", 1)[-1]
    return len(event) > 1 and period is not None and event in reader.text[period.start : period.end]


def _is_year_before(reader: Reader, first: date, last: date, period: DateMention | None) -> bool:
    """Days of the year before that of the period, or of publication: the whole year, from the same month on, or around.

    Around are those of 去年春运, of which 春运前三天 of this year are a part.
    """
    published = reader.document.published
    current = period.first if period and period.first else published
    if current is None or first.year != current.year - 1:
        return False
    if (last - first).days > _DAYS_OF_MOST_OF_A_YEAR:
        return True
    if period is None or period.first is None or period.last is None:
        return False
    begin, end = move_stretch(first, last, 12)
    around = begin is not None and end is not None and begin <= period.first and period.last <= end
    return around or first.month == current.month


def _is_month_before(first: date, last: date, period: DateMention | None) -> bool:
    """The month that ends right before the period, or a day a month before the period's last."""
    if period is None:
        return False
    days = (last - first).days
    if days in _MONTH_LESS_A_DAY and period.first and (period.first - last).days == 1:
        return True
    return days < _LONGEST_MONTH and period.last is not None and (period.last - last).days in _A_MONTH  # 2月末, 1月末


def _is_year_end(words: str) -> bool:
    """上年末, 去年底."""
    return words.endswith(("年末", "年底", "年度末", "年度底")) and words.startswith(("上", "去"))


def _is_years_ago(reader: Reader, dated: DateMention) -> bool:
    """2019年同期 in an article of 2025, before the text says which days it speaks of."""
    named = _YEAR.match(reader.text, dated.start)
    published = reader.document.published
    return named is not None and published is not None and published.year - int(named[0]) > 1


def _habit(reader: Reader, fact: Fact, reading: Reading) -> str | None:
    """A bare 增长 in an announcement of results over a month or more is yoy; a price's move has no basis."""
    verb, change = reading.verb, reader.context.change
    if verb is None or verb.role is Role.FLAT:
        return None
    if verb.role in (Role.GROWTH, Role.DECLINE):
        return _of_growth(reader, verb.text) if fact.period is not None or change.is_stated else None
    if reader.context.time.change_start is not None:
        return "since"  # 从2018年的66.4%提高到91.8%，上升25.4个百分点
    inherited = inheritance.basis(change, reading.is_part, bool(reading.noun.text))
    return inherited or _of_period(reader, fact, verb)


def _of_period(reader: Reader, fact: Fact, verb: Word) -> str | None:
    """A change over a month or more is yoy, one over the time since something is since, a day's has none."""
    period = fact.period
    moves = verb.text in reader.grammar.moves
    if period is None or (moves and (not fact.indicator or fact.indicator.endswith(("价", "价格")))):
        return None
    text = reader.text[period.start : period.end]
    if period.suffix == "since" or "过去" in text or _OF_YEARS.match(text):
        return "since"
    if period.first is None or period.last is None:
        return "yoy" if period.grain in ("year", "half", "quarter", "month", "span") and not period.vague else None
    return "yoy" if (period.last - period.first).days >= _DAYS_OF_A_PERIOD else None


def _of_growth(reader: Reader, noun: str) -> str | None:
    """同比增速 and 年均增速 say their basis; a bare 增幅 behind a change has that of the change, else it is yoy."""
    for name in ("yoy", "mom", "qoq", "avg"):
        if noun.startswith(reader.grammar.basis_lists[name]):
            return name
    change = reader.context.change
    if change.ends_at_level:
        return None  # 由A增至B，增幅8%: against A
    if change.is_stated:
        return change.stated_basis
    return "yoy"
