"""Whole words: a subject or an indicator that is cut in the middle of a name is completed, or left out.

In: a fact, and the names of its document. Out: the fact, whose subject is a whole name or nothing, and whose words end
where names end. 例: 色列, cut from 以色列, becomes 以色列; 规模以上工业增 becomes 规模以上工业增加值 where
the text goes on so; 第 or （） before a figure is no subject; 铜 is one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.catalogue.indicators import Indicators
from extractor.lazy import lazy_re
from extractor.mentions import LOC, ORG, PERSON, POLICY_TERM, Mention

if TYPE_CHECKING:
    from extractor.facts.fact import Fact
    from extractor.records import Spans

_BRACKETS = (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》"), ("[", "]"), ("【", "】"))
_ALL_BRACKETS = frozenset(mark for pair in _BRACKETS for mark in pair)
_EDGE = " 　、，。,.;；:：·—-/|*"
_LAST_LETTERS = frozenset("率额量值")  # what makes one property of another: 费用 and 费用率
_QUOTES = frozenset("“”‘’「」『』《》〈〉")
_JOINT = lazy_re("[、和与及]|以及")
_LONGEST = 20  # characters of a name of the catalogue


def whole_subjects(text: str, names: Sequence[Mention], indicators: Indicators) -> Callable[[Fact], None]:
    """A function that corrects the subject of a fact, for one document.

    Args:
        text: the document's text.
        names: its names and terms; those of places are what a subject may be cut from.
        indicators: the catalogue, whose goods may have one character.
    """
    return _Repair(text, names, indicators)


class _Repair:
    """Corrects the subjects of a document's facts; of its names only what a fact asks for is gathered."""

    def __init__(self, text: str, names: Sequence[Mention], indicators: Indicators) -> None:
        self._text, self._names, self._indicators = text, names, indicators

    @cached_property
    def _cut(self) -> dict[str, str]:
        """Each place without its first character, where that is no place."""
        text = self._text
        places = {text[name.start : name.end] for name in self._names if name.label == LOC}
        return {place[1:]: place for place in places if len(place) > 2 and place[1:] not in places}

    @cached_property
    def _bodies(self) -> set[tuple[int, int]]:
        return {(name.start, name.end) for name in self._names if name.label in (ORG, PERSON)}

    @cached_property
    def _terms(self) -> Spans:
        return tuple((name.start, name.end) for name in self._names if name.label == POLICY_TERM)

    def __call__(self, fact: Fact) -> None:
        indicators = self._indicators
        for field, other in () if fact.by_rules else (("indicator", "subject"), ("subject", "indicator")):
            if field == "subject" and fact.subject_spans and fact.subject_spans[0] in self._bodies:
                continue  # a name is whole
            _complete(fact, field, other, self._text, self._terms, indicators)
        _qualified(fact, indicators)
        subject = fact.subject
        if subject is None:
            return
        name = self._cut.get(subject)
        if name is not None:
            fact.note("subject", "names.whole", name)
            fact.subject = name
            fact.subject_spans = tuple((start - 1, end) for start, end in fact.subject_spans[:1])
            return
        kept = _stripped(subject)
        if len(kept) == 1 and not indicators.is_thing(kept):
            kept = ""
        if kept != subject:
            fact.note("subject", "names.whole", f"without {subject}")
            fact.subject, fact.subject_spans = kept or None, fact.subject_spans if kept else ()


def _complete(fact: Fact, field: str, other: str, text: str, terms: Spans, indicators: Indicators) -> None:
    """Make the words of a field end where the names and terms end that they were cut from."""
    words: str | None = getattr(fact, field)
    spans: Spans = getattr(fact, field + "_spans")
    if not words or not spans or words != "".join(text[start:end] for start, end in spans):
        return
    joined = _joined(spans, text, indicators)
    taken: Spans = getattr(fact, other + "_spans")
    own = field == "subject"
    grown = tuple(_grown(span, taken, getattr(fact, other) or "", text, terms, indicators, own) for span in joined)
    if not own and fact.subject_spans and _JOINT.fullmatch(text, fact.subject_spans[-1][1], grown[0][0]):
        return  # 新建商品住宅和|二手住宅销售价格: the name begins with the next of a list
    if grown != spans and all(one[1] <= next_one[0] for one, next_one in pairwise(grown)):
        whole = "".join(text[start:end] for start, end in grown)
        fact.note(field, "names.whole", whole)
        setattr(fact, field, whole)
        setattr(fact, field + "_spans", grown)


def _qualified(fact: Fact, indicators: Indicators) -> None:
    """A subject that only restricts goes to the indicator, if that is a name with it, and is no subject otherwise."""
    subject, indicator = fact.subject, fact.indicator
    if subject is None or not indicators.is_qualifier(subject):
        return
    if indicator and indicators.is_name(subject + indicator):
        fact.indicator, fact.indicator_spans = subject + indicator, fact.subject_spans + fact.indicator_spans
        fact.note("indicator", "names.whole", fact.indicator)
    fact.note("subject", "names.whole", f"without {subject}")
    fact.subject, fact.subject_spans = None, ()


def _joined(spans: Spans, text: str, indicators: Indicators) -> Spans:
    """Spans that only a quotation mark sets apart as one, or a 的 of the name: 专精特新 and 小巨人”企业."""
    joined = [spans[0]]
    for start, end in spans[1:]:
        named = text[joined[-1][1] : start] in ("的", "产生的") and indicators.is_name(text[joined[-1][0] : end])
        if named or (start - joined[-1][1] == 1 and text[start - 1] in _QUOTES):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return tuple(joined)


def _grown(
    span: tuple[int, int],
    taken: Spans,
    other: str,
    text: str,
    terms: Spans,
    indicators: Indicators,
    subject: bool = False,
) -> tuple[int, int]:
    """A span with the whole of the terms and of the catalogue's names that it was cut from.

    What the other field has, and what its words say already, stays out. A subject ends before a name of the catalogue
    that it has only the beginning of: 商业银行核心 of 商业银行核心一级资本充足率.
    """
    start, end = span
    near = max(0, start - _LONGEST)
    names = [(near + hit[0], near + hit[1]) for hit in indicators.find(text[near : end + _LONGEST])]
    if indicators.is_name(text[start:end]):
        # 营业收入 of 实现营业收入, but 费用 of 费用率
        names = [name for name in names if name[0] == start and text[end : name[1]] in _LAST_LETTERS]
    for first, last in (*terms, *names):
        left = first < start < last <= end
        right = start <= first < end < last
        added = (first, start) if left else (end, last)
        if not (left or right) or any(begin < added[1] and added[0] < stop for begin, stop in taken):
            continue
        if subject and right and (first, last) not in terms and indicators.is_name(text[slice(*added)]):
            end = first if first - start > 1 else end
            continue  # 公司 of 公司市值
        more = text[slice(*added)]
        if not any(map(str.isdigit, more)) and not (left and more in other):
            start, end = (first, end) if left else (start, last)
    return start, end


def _stripped(subject: str) -> str:
    """A subject without marks at its ends and brackets that nothing closes; empty where no letter is left."""
    kept = subject.strip(_EDGE)
    if kept.isalpha():
        return kept  # nearly all subjects
    if not _ALL_BRACKETS.isdisjoint(kept):
        for opening, closing in _BRACKETS:
            if kept.count(opening) != kept.count(closing):
                kept = kept.strip(opening + closing).strip(_EDGE)
    return kept if kept[:1].isalpha() or any(map(str.isalpha, kept)) else ""
