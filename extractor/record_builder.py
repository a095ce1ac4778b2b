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
        common: dict[str, Any] = {
            "label": mention.label, "text": words, "start": start, "end": end,
            "norm": words if norm == words else share(norm, norm), "sentence": said_in, "rule": mention.rule,
            "confidence": mention.confidence if fact is None else fact.confidence,
        }  # fmt: skip
        if fact is not None:
            base_start, base_end = _days(*base_of(fact, start, begin))
            indicator, subject = names_of(fact.indicator, fact.subject, mention.label, mention.unit, fact.kind)
            yield FigureRecord(
                **common, **_stated(text, mention, fact, share), indicator_norm=indicator, subject_norm=subject,
                base_start=base_start, base_end=base_end,
            )  # fmt: skip
        elif isinstance(mention, DateMention):
            first, final = _days(mention.first, mention.last)
            yield DateRecord(**common, period_start=first, period_end=final)
        elif isinstance(mention, PersonMention):
            yield PersonRecord(**common, title=mention.title, affiliation=mention.affiliation)
        else:
            yield Record(**common)


def _stated(text: str, figure: FigureMention, fact: Fact, share: Callable[[Any, Any], Any]) -> dict[str, Any]:
    """What a figure's record says of its value, and what the fact states, by field."""
    period = fact.period
    period_text = text[period.start : period.end] or None if period else None
    first, final = _days(period.first, period.last) if period else (None, None)
    exact, high = figure.value, figure.value_high
    if figure.sign:
        settle(figure, fact)
        exact, high = signed_values(text, figure, fact)
    value = plain_number(exact)
    trail = tuple([share(reason, reason) for reason in fact.trail])
    return {
        "value": value, "value_high": plain_number(high), "unit": figure.unit, "modifier": figure.modifier,
        "subject": share(fact.subject, fact.subject), "indicator": share(fact.indicator, fact.indicator),
        "kind": fact.kind, "direction": fact.direction, "basis": fact.basis,
        "period_text": share(period_text, period_text), "period_start": first, "period_end": final,
        "modality": fact.modality, "speaker": share(fact.speaker, fact.speaker),
        "signed_value": signed(value, fact.direction),
        "subject_spans": fact.subject_spans, "indicator_spans": fact.indicator_spans,
        "cell": figure.cell, "trail": share(trail, trail),
    }  # fmt: skip


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
