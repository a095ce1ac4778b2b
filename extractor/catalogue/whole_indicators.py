"""Whole indicators: an indicator of the catalogue that a reader cut apart is put together again.

In: a fact with the place of its words. Out: the fact, whose indicator is the whole entry. 例: 工资性 + 收入 becomes
工资性收入; 标价, cut from 中标价, becomes 中标价. 第二产业 + 增加值 stays: an industry is a subject.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from extractor.catalogue.indicators import JOINED_GROUPS, RATE, Indicators
from extractor.numerals import DIGITS

if TYPE_CHECKING:
    from extractor.facts.fact import Fact
    from extractor.records import Spans

_JOINTS = ("、", "和", "与", "及")
_BEFORE_DATE_LETTERS = frozenset(("个", *DIGITS, *"0123456789十"))
_LONGEST_OWNER = 6
_LONGEST = 20  # characters of an entry


def whole_indicators(text: str, indicators: Indicators) -> Callable[[Fact], None]:
    """A function that puts the indicator of a fact together, for one document.

    Args:
        text: the document's text.
        indicators: the catalogue.
    """
    return _Repair(text, indicators)


class _Repair:
    """Puts the indicators of a document's facts together, one fact after the other."""

    def __init__(self, text: str, indicators: Indicators) -> None:
        self._text, self._indicators = text, indicators
        # subjects that were part of an indicator, and what is left of them
        self._cut_off: dict[Spans, tuple[str | None, Spans]] = {}

    def __call__(self, fact: Fact) -> None:
        indicators = self._indicators
        if not fact.by_rules and fact.subject_spans in self._cut_off:
            # 财产|净收入1025元，转移净收入5860元: 财产 owns neither
            fact.subject, fact.subject_spans = self._cut_off[fact.subject_spans]
            fact.note("subject", "catalogue.whole", fact.subject)
        if not fact.indicator:
            if _is_subject(fact, indicators):
                fact.note("indicator", "catalogue.whole", fact.indicator)
            return
        has_owner = fact.subject is None and _owned(fact, indicators)
        cut = not has_owner and fact.indicator in indicators.joined_ends and self._put_together(fact)
        if has_owner or (not cut and _owned(fact, indicators)):
            fact.note("subject", "catalogue.whole", fact.subject)

    def _put_together(self, fact: Fact) -> bool:
        """Make the indicator a whole entry, from the subject and the text before it; whether the subject was cut."""
        owners, spans = self._indicators.owners, fact.subject_spans
        cut = fact.subject not in owners and _from_subject(fact, self._text, self._is_entry)
        if cut and spans and not fact.by_rules:
            self._cut_off[spans] = fact.subject, fact.subject_spans
        taken = not cut and _from_text(fact, self._text, self._is_entry)
        if taken and fact.subject not in owners:
            _from_subject(fact, self._text, self._is_entry)  # 法定存款|准备|金率
        if cut or taken:
            fact.note("indicator", "catalogue.whole", fact.indicator)
        return cut

    def _is_entry(self, words: str, prefix: str) -> bool:
        """Whether words are a joined entry of which the prefix is no owner, verb or thing."""
        indicators = self._indicators
        entry = indicators.entry(words)
        if entry is None or not indicators.is_joined(entry):
            return False
        return not (prefix in indicators.owners or prefix in indicators.verbs or indicators.is_thing(prefix))


def _is_subject(fact: Fact, indicators: Indicators) -> bool:
    """Make a subject that is an indicator the indicator, where the fact has none: 5年期以上LPR下调25个基点."""
    entry = indicators.entry(fact.subject) if fact.subject else None
    if entry is None or entry.group not in JOINED_GROUPS or entry.units != RATE:
        return False  # an index is itself the subject
    fact.subject, fact.indicator = None, fact.subject
    fact.subject_spans, fact.indicator_spans = (), fact.subject_spans
    return True


def _owned(fact: Fact, indicators: Indicators) -> bool:
    """Give the subject the owner before a name of the catalogue: 城镇居民 of 城镇居民人均可支配收入.

    A place right before it is part of the subject: 全省|居民人均可支配收入.
    """
    indicator = fact.indicator or ""
    if fact.subject is not None and fact.by_rules:
        return False
    beside = len(fact.subject_spans) == len(fact.indicator_spans) == 1
    beside = beside and fact.subject_spans[0][1] == fact.indicator_spans[0][0]
    if fact.subject is not None and not beside:
        return False
    owners = indicators.owners
    if indicator[:2] not in indicators.owner_openings:
        return False
    for size in range(min(_LONGEST_OWNER, len(indicator) - 2), 1, -1):
        owner = indicator[:size]
        owned = owner in owners or (owner[:2] in owners and owner[2:] in owners)  # 全国居民
        if owned and indicators.entry(indicator[size:]) is not None:
            fact.subject, fact.indicator = (fact.subject or "") + indicator[:size], indicator[size:]
            spans = fact.indicator_spans
            first = fact.subject_spans[0][0] if fact.subject_spans else None
            fact.subject_spans = fact.indicator_spans = ()
            if first is not None:
                border, end = spans[0][0] + size, spans[0][1]
                fact.subject_spans, fact.indicator_spans = ((first, border),), ((border, end),)
            elif len(spans) == 1:
                start, end = spans[0]
                fact.subject_spans, fact.indicator_spans = ((start, start + size),), ((start + size, end),)
            return True
    return False


def _from_subject(fact: Fact, text: str, is_entry: Callable[[str, str], bool]) -> bool:
    """Take back what the subject has of the indicator, with the 的 between: 扣除非经常性损益 of …的净利润."""
    subject, indicator = fact.subject or "", fact.indicator or ""
    beside = fact.subject_spans and fact.indicator_spans and fact.subject_spans[-1][1] + 1 == fact.indicator_spans[0][0]
    if beside and not fact.by_rules:
        end = fact.subject_spans[-1][1]
        for size in range(min(len(subject), _LONGEST - len(indicator)) if text[end] == "的" else 0, 3, -1):
            if is_entry(f"{subject[-size:]}的{indicator}", subject[-size:]):
                start = end - size
                fact.indicator = f"{subject[-size:]}的{indicator}"
                fact.indicator_spans = ((start, fact.indicator_spans[0][1]), *fact.indicator_spans[1:])
                fact.subject = subject[:-size].rstrip("的、，") or None
                first = fact.subject_spans[0][0]
                kept = len(fact.subject_spans) == 1 and fact.subject is not None and start - first == len(fact.subject)
                fact.subject_spans = ((first, start),) if kept else ()
                return True
    for size in range(min(len(subject), _LONGEST - len(indicator)), 0, -1):
        if subject[: len(subject) - size].endswith(_JOINTS):
            continue  # 社会保障和就业、卫生健康|支出: the list is what spends
        if is_entry(subject[-size:] + indicator, subject[-size:]):
            _move(fact, size)
            return True
    return _over_subject(fact, text, is_entry)


def _over_subject(fact: Fact, text: str, is_entry: Callable[[str, str], bool]) -> bool:
    """Take all of the subject and what neither field has before it: 用权 of 使用权资产."""
    if len(fact.subject_spans) != 1 or len(fact.indicator_spans) != 1 or fact.by_rules:
        return False
    (start, border), (behind, end) = fact.subject_spans[0], fact.indicator_spans[0]
    if border != behind or end - start >= _LONGEST:
        return False
    for size in range(min(start, _LONGEST - (end - start)), 0, -1):
        if is_entry(text[start - size : end], text[start - size : border]):
            fact.indicator, fact.indicator_spans = text[start - size : end], ((start - size, end),)
            fact.subject, fact.subject_spans = None, ()
            return True
    return False


def _from_text(fact: Fact, text: str, is_entry: Callable[[str, str], bool]) -> bool:
    """Take in the characters right before the indicator that neither field has."""
    if not fact.indicator or not fact.indicator_spans or fact.by_rules:
        return False
    start, end = fact.indicator_spans[0]
    if any(first >= end for first, _ in fact.subject_spans):
        return False  # 全国居民|人均可支配收入11,539元，其中〔城镇居民〕15,150元
    free = max((last for _, last in fact.subject_spans if last <= start), default=0)
    for size in range(min(start - free, _LONGEST - len(fact.indicator)), 0, -1):
        before = text[start - size : start]
        if before[0] in "年月日" and text[start - size - 1 : start - size] in _BEFORE_DATE_LETTERS:
            continue  # 2023年收入, 近12个月收入: the letter of a date
        if is_entry(before + fact.indicator, before):
            fact.indicator = before + fact.indicator
            fact.indicator_spans = ((start - size, end), *fact.indicator_spans[1:])
            return True
    return False


def _move(fact: Fact, size: int) -> None:
    """Move the last characters of the subject to the indicator; without their places where these are not one piece."""
    subject, indicator = fact.subject or "", fact.indicator or ""
    fact.indicator = subject[-size:] + indicator
    fact.subject = subject[:-size].rstrip("的、，") or None
    spans = fact.subject_spans
    whole = spans and fact.indicator_spans and spans[-1][1] == fact.indicator_spans[0][0]
    if whole and spans[-1][1] - spans[-1][0] >= size:
        cut = spans[-1][1] - size
        fact.indicator_spans = ((cut, fact.indicator_spans[0][1]), *fact.indicator_spans[1:])
        kept = (*spans[:-1], (spans[-1][0], cut)) if spans[-1][0] < cut else spans[:-1]
        fact.subject_spans = kept if fact.subject and sum(e - s for s, e in kept) == len(fact.subject) else ()
    else:
        fact.indicator_spans = fact.subject_spans = ()
