"""Annotated documents as examples for the reader of facts: passages, their features, and what is to be learned.

In: the folder of annotated documents and an extractor whose rules read them first. Out: `Example` values. A subject or
indicator becomes the characters of the passage that it was taken from; a period or speaker the candidates that agree
with it; what has no place in the passage and is not what the rules say either is not asked for (-1).
"""

from __future__ import annotations

import difflib
import random
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import numpy as np

from extractor import Extractor
from extractor.article import read_article
from extractor.facts.fact import Fact
from extractor.facts.passage import Passage, locate, passages
from extractor.facts.readers.features import (
    BASES,
    DIRECTIONS,
    KINDS,
    MODALITIES,
    SOURCES,
    Features,
    Ints,
    features,
)
from extractor.facts.times import of_figures
from extractor.mentions import LAW, LOC, ORG, PERSON, DateMention, FigureMention, Mention

_NAMES = frozenset((PERSON, ORG, LOC, LAW))


@dataclass(slots=True)
class Read:
    """A document as the rules have read it."""

    document: Any
    figures: list[FigureMention]
    dates: list[DateMention]
    names: list[Mention]
    facts: list[Fact]


@dataclass(slots=True)
class Example:
    """A passage with its features and, for each of its figures, what is to be learned (-1: not asked).

    `words` (F, C): 0 outside, 1 subject, 2 indicator. `sources` (F, 2): where subject and indicator come from.
    `classes` (F, 4): kind, direction, basis, modality. `dates` (F, D + 2), `names` (F, N + 2): 1 for each candidate
    that agrees; the last two columns are "as the rules" and "none". `asked` (F,): whether the figure counts.
    """

    genre: str
    passage: Passage
    features: Features
    words: Ints
    sources: Ints
    classes: Ints
    dates: Ints
    names: Ints
    asked: Ints


def read(extractor: Extractor, article: Mapping[str, Any]) -> Read:
    """Run all stages up to the rules' facts."""
    document = extractor.document(
        read_article({k: article.get(k) for k in ("id", "title", "published", "text")}, extractor.rulebook)
    )
    mentions: list[Mention] = []
    for find in extractor._recognizers:
        mentions += find(document)
    mentions = extractor._with_names(document, mentions, extractor.model_mentions([document])[0])
    figures = extractor._enabled(extractor._find_figures(document, mentions))
    dates = of_figures(sorted((m for m in mentions if isinstance(m, DateMention)), key=attrgetter("start")))
    names = sorted((m for m in mentions if m.label in _NAMES), key=attrgetter("start"))
    facts = [fact for _, fact in extractor._complete(document, [*figures], dates, names)]
    return Read(document, figures, dates, names, facts)


def examples(
    extractor: Extractor, documents: Sequence[Mapping[str, Any]], dice: random.Random | None = None
) -> Iterator[Example]:
    """The examples of annotated documents; with `dice`, passages are longer or shorter than those that are read."""
    for annotated in documents:
        done = read(extractor, annotated)
        gold = matched(annotated, done)
        if not any(gold):
            continue
        sizes = {"core": dice.choice((100, 200, 300, 400)), "before": dice.randrange(40, 200)} if dice else {}
        for passage in passages(done.document, done.figures, done.dates, done.names, **sizes):
            seen = features(passage, done.figures, done.dates, done.names, done.facts)
            yield _example(annotated["genre"], passage, seen, done, gold)


def matched(annotated: Mapping[str, Any], done: Read) -> list[Mapping[str, Any] | None]:
    """The annotated figure that each figure found is, or None."""
    place = _places(done.document.text, annotated["text"])
    left = list(annotated["figures"])
    out: list[Mapping[str, Any] | None] = []
    for figure in done.figures:
        start, end = place.get(figure.start), place.get(figure.end - 1)
        hit = None
        if start is not None and end is not None:
            hit = next((g for g in left if start < g["end"] and g["start"] <= end), None)
        if hit is not None:
            left.remove(hit)
        out.append(hit)
    return out


def _places(text: str, original: str) -> dict[int, int]:
    """Offsets of the cleaned text in the original one."""
    if text == original:
        return {i: i for i in range(len(text))}
    blocks = difflib.SequenceMatcher(None, text, original, autojunk=False).get_matching_blocks()
    return {b.a + k: b.b + k for b in blocks for k in range(b.size)}


def _example(
    genre: str, passage: Passage, seen: Features, done: Read, gold: Sequence[Mapping[str, Any] | None]
) -> Example:
    rows, count = passage.last - passage.first, len(passage.text)
    words, sources = np.full((rows, count), -1, np.int64), np.full((rows, 2), -1, np.int64)
    classes = np.full((rows, 4), -1, np.int64)
    dates = np.zeros((rows, len(passage.candidate_dates) + 2), np.int64)
    names = np.zeros((rows, len(passage.names) + 2), np.int64)
    asked = np.zeros(rows, np.int64)
    for row, index in enumerate(range(passage.first, passage.last)):
        target, fact = gold[index], done.facts[index]
        if target is None:
            continue
        asked[row] = 0 if target["optional"] else 1
        words[row], sources[row] = _words(target, fact, passage, passage.spans[row])
        classes[row, 0] = KINDS.index(target["kind"])
        if target["kind"] == "change":
            classes[row, 1] = DIRECTIONS.index(target["direction"])
            classes[row, 2] = BASES.index(target["basis"])
        classes[row, 3] = MODALITIES.index(target["modality"])
        _periods(dates[row], target, fact, passage, done.dates)
        _speakers(names[row], target, fact, passage)
    return Example(genre, passage, seen, words, sources, classes, dates, names, asked)


def _words(target: Mapping[str, Any], fact: Fact, passage: Passage, span: tuple[int, int]) -> tuple[Ints, Ints]:
    words, sources = np.zeros(len(passage.text), np.int64), np.full(2, -1, np.int64)
    unknown = False
    for number, (gold, rules) in enumerate(((target["subject"], fact.subject), (target["indicator"], fact.indicator))):
        if not gold:
            sources[number] = 0
            continue
        places = locate(gold, passage, span)
        if number and gold in SOURCES and (not places or not _near(passage.text, places[0], span)):
            sources[number], places = SOURCES.index(gold), []
        elif places:
            sources[number] = 0
        elif alike(gold, rules):
            sources[number] = 1
        else:
            unknown = True
        for start, end in places:
            words[start:end] = number + 1
    if unknown:
        words[:] = -1
    return words, sources


def _near(text: str, place: tuple[int, int], span: tuple[int, int]) -> bool:
    """Whether two places are in one sentence."""
    low, high = min(place[1], span[1]), max(place[0], span[0])
    return not any(mark in text[low:high] for mark in "。！？\n")


def _periods(row: Ints, target: Mapping[str, Any], fact: Fact, passage: Passage, dates: Sequence[DateMention]) -> None:
    wanted = target["period_start"], target["period_end"]
    for column, index in enumerate(passage.candidate_dates):
        row[column] = days(dates[index]) == wanted
    row[-2] = fact.period is not None and days(fact.period) == wanted
    row[-1] = wanted == (None, None)


def days(date: DateMention) -> tuple[str | None, str | None]:
    """The first and last day of a date in ISO form."""
    return (date.first.isoformat() if date.first else None), (date.last.isoformat() if date.last else None)


def _speakers(row: Ints, target: Mapping[str, Any], fact: Fact, passage: Passage) -> None:
    wanted = target["speaker"]
    for column, (_, start, end) in enumerate(passage.names):
        row[column] = bool(wanted) and alike(passage.text[start:end], wanted)
    row[-2] = bool(fact.speaker) and alike(fact.speaker, wanted)
    row[-1] = not wanted


def is_whole(fact: Fact, target: Mapping[str, Any]) -> bool:
    """Whether all that is said of a figure is right, but for the speaker."""
    said, wanted = ((one or "") + (two or "") for one, two in (
        (fact.subject, fact.indicator), (target["subject"], target["indicator"])
    ))  # fmt: skip
    period = days(fact.period) if fact.period else (None, None)
    return (
        alike(said, wanted)
        and fact.kind == target["kind"]
        and fact.direction == target["direction"]
        and (target["kind"] != "change" or fact.basis == target["basis"])
        and fact.modality == target["modality"]
        and period == (target["period_start"], target["period_end"])
    )


def alike(one: str | None, other: str | None, floor: float = 0.6) -> bool:
    """Whether two phrases share enough characters: F1 of the counts of characters, as the scorer asks."""
    a, b = (unicodedata.normalize("NFKC", words or "") for words in (one, other))
    common = sum((Counter(a) & Counter(b)).values())
    return a == b if not a or not b else 2 * common / (len(a) + len(b)) >= floor
