"""Records of a document: its mentions and the facts of its figures, as the values that users get, in text order.

In: mentions, figures with their facts. Out: `Record`s. 例: 9885.8亿元 with its fact → FigureRecord(value=988580000000,
indicator="增加值", …).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from extractor.base_periods import Base
from extractor.catalogue import Naming
from extractor.document import Document
from extractor.facts import Completed, Fact
from extractor.facts.signs import settle, signed_values
from extractor.mentions import DateMention, FigureMention, Mention, PersonMention
from extractor.records import DateRecord, FigureRecord, PersonRecord, Record, plain_number, signed

_start, _end = attrgetter("start"), attrgetter("end")


def _opened(closed: type[Record]) -> type[Record]:
    """A type of record whose fields are set by plain assignment, up to the moment when `__class__` closes it.

    A frozen dataclass sets each field through a call of `object.__setattr__`: 6 µs for a figure, where this takes 1.
    """
    plain = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(f"Open{closed.__name__}", (closed,), plain)


_new = object.__new__
_RECORDS = {
    mention: (record, _opened(record))
    for mention, record in (
        (Mention, Record), (PersonMention, PersonRecord), (DateMention, DateRecord), (FigureMention, FigureRecord),
    )
}  # fmt: skip


def build_records(
    document: Document,
    mentions: Iterable[Mention],
    completed: Completed,
    base_of: Callable[[Fact, int, int], Base],
    names_of: Naming,
) -> Iterator[Record]:
    """The records of a document in text order; `completed` are its figures with their facts, in text order too.

    `base_of` gives the days that a fact is measured against, from the starts of its figure and its sentence; `names_of`
    the canonical names.

    A long document has the same words, days and reasons again and again: its records share them.
    """
    shared: dict[Any, Any] = {}
    share = shared.setdefault
    text, sentences = document.text, document.sentences
    # The sentence that holds a mention is found by going on from that of the mention before.
    index, last, until, sentence, begin = 0, len(sentences) - 1, -1, "", 0
    for mention, fact in _in_text_order(mentions, completed):
        start, end = mention.start, mention.end
        if start >= until:
            while index < last and sentences[index + 1].start <= start:
                index += 1
            sentence, begin = sentences[index].text, sentences[index].start
            until = sentences[index + 1].start if index < last else len(text) + 1
        words, norm = text[start:end], mention.norm
        words = share(words, words)
        said_in = sentence
        if end > begin + len(sentence):  # 《…。…》: a title goes over the end of a sentence, and makes one of two
            over = index
            while over < last and sentences[over + 1].start < end:
                over += 1
            said_in = text[begin : sentences[over].start + len(sentences[over].text)]
        closed, opened = _RECORDS[type(mention)]
        record: Any = _new(opened)
        record.label, record.text, record.start, record.end = mention.label, words, start, end
        record.norm = words if norm == words else share(norm, norm)
        record.sentence, record.rule, record.confidence = said_in, mention.rule, mention.confidence
        if fact is not None:
            _state(record, text, mention, fact, share)
            record.indicator_norm, record.subject_norm = names_of(
                fact.indicator, fact.subject, mention.label, mention.unit, fact.kind
            )
            record.base_start, record.base_end = _days(*base_of(fact, start, begin))
        elif closed is DateRecord:
            record.period_start, record.period_end = _days(mention.first, mention.last)
        elif closed is PersonRecord:
            record.title, record.affiliation = mention.title, mention.affiliation
        record.__class__ = closed
        yield record


def _state(record: Any, text: str, figure: FigureMention, fact: Fact, share: Callable[[Any, Any], Any]) -> None:
    """Set what a figure's record says of its value, and what the fact states."""
    period = fact.period
    period_text = text[period.start : period.end] or None if period else None
    exact, high = figure.value, figure.value_high
    if figure.sign:
        settle(figure, fact)
        exact, high = signed_values(text, figure, fact)
    record.confidence = fact.confidence
    value = record.value = plain_number(exact)
    record.value_high = plain_number(high)
    record.unit, record.modifier = figure.unit, figure.modifier
    record.subject, record.indicator = share(fact.subject, fact.subject), share(fact.indicator, fact.indicator)
    record.kind, record.direction, record.basis = fact.kind, fact.direction, fact.basis
    record.period_text = share(period_text, period_text)
    record.period_start, record.period_end = _days(period.first, period.last) if period else (None, None)
    record.modality, record.speaker = fact.modality, share(fact.speaker, fact.speaker)
    record.signed_value = signed(value, fact.direction)
    record.subject_spans, record.indicator_spans = fact.subject_spans, fact.indicator_spans
    trail = tuple([share(reason, reason) for reason in fact.trail])
    record.cell, record.trail = figure.cell, share(trail, trail)


def _in_text_order(mentions: Iterable[Mention], completed: Completed) -> Iterator[tuple[Any, Fact | None]]:
    """All mentions in text order, the figures among them with their facts."""
    left = [*mentions]  # the last one first, and of two at a place the shorter one
    left.reverse()
    left.sort(key=_end)
    left.sort(key=_start, reverse=True)
    for figure, fact in completed:
        start, end = figure.start, figure.end
        while left and (left[-1].start < start or (left[-1].start == start and left[-1].end >= end)):
            yield left.pop(), None
        yield figure, fact
    while left:
        yield left.pop(), None


@lru_cache(maxsize=4096)
def _days(first: date | None, last: date | None) -> tuple[str | None, str | None]:
    """The ISO days of a period; none where it would end before it begins (“十四五”以来, written in 2020)."""
    return (None, None) if first and last and first > last else (_iso(first), _iso(last))


@lru_cache(maxsize=4096)  # records share the words of a day
def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
