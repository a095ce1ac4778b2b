"""What a passage looks like to the network: numbers for its characters, figures, dates and names.

In: a `Passage` with what the rules say of its figures. Out: `Features`, arrays of small integers that select rows of
embedding tables. All of them follow from the passage alone, never from what else is read beside it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.facts.fact import Fact
from extractor.facts.passage import Passage, locate
from extractor.mentions import LAW, LOC, MONEY, MULTIPLE, ORG, PERCENT, PERSON, DateMention, FigureMention, Mention

Ints = npt.NDArray[np.int64]

KINDS = ("level", "change", "share")
DIRECTIONS = (None, "up", "down", "flat")
BASES = (None, "yoy", "mom", "qoq", "avg", "since")
MODALITIES = ("actual", "target", "forecast")
MODIFIERS = ("eq", "approx", "gt", "ge", "lt", "le")
# Indicators that need not be in the text; the first two sources are the characters of the passage and the rules.
SOURCES = ("text", "rules", "股价", "价格", "利率", "存款准备金率")
UNITS = (MONEY, "rate", PERCENT, "pp", "bp", MULTIPLE, "QUANTITY", "", "家", "人", "例", "点", "吨", "个", "万亩")
_PREFIXES = ("", "point", "from", "out", "by", "to", "compared", "ahead")
_SUFFIXES = ("", "since", "now", "open", "after", "until", "around", "same")
_GRAINS = ("none", "day", "week", "ten-days", "month", "quarter", "half", "year", "plan", "decade", "century", "span",
           "open")  # fmt: skip
_LABELS = (PERSON, ORG, LOC, LAW)

CHARACTERS = 6007  # rows of the table of single characters, by code point modulo
CHARACTER_KINDS = 14
MARKS = 5 + 2 * len(_LABELS) + 2
DISTANCES = 32
CLAUSES, SENTENCES, BETWEEN, PARAGRAPHS = 12, 7, 9, 6
ORDERS = 8  # of a candidate: how many are between it and the figure, behind the figure, before the passage
ROLES = 4  # of a character by the rules: none, subject, indicator, both
NAME_FEATURES = len(_LABELS)

_DELIMITERS = "，,；;：:。！？!?\n"
_ENDS = "。！？!?\n"
_PUNCTUATION = ("，,", "；;", "：:", "。！？!?", "、", "（(", "）)", "“”\"‘’《》「」", "\n", "%％")
_STEPS = (1, 2, 3, 4, 5, 7, 10, 15, 23, 36, 61, 101)


@dataclass(frozen=True, slots=True)
class Features:
    """Arrays of one passage of C characters, F figures, D dates and N names.

    Attributes:
        characters, kinds, marks, segments, roles: (C,) of each character.
        distance, clauses, sentences, between, paragraphs, figure_roles: (F, C) of each character as seen from each
            figure.
        figures: (F, 8): unit, modifier, and what the rules say: kind, direction, basis, modality, whether they give a
            period and a speaker.
        spans: (F, 2) of the figures, `date_spans` (D, 2) and `name_spans` (N, 2) of the candidates.
        dates: (D, 5): prefix, suffix, grain, bounds, and how many dates before the passage (0: inside it, with a span).
        names: (N,): label.
        date_flags: (F, D): 2 where the rules choose that date, 1 where it has the days of their choice. name_flags: the
            same of speakers.
        date_orders: (F, D), name_orders: (F, N): 0 the nearest before the figure, 1 the second nearest … 4; 5 the
            nearest behind it, 6 those further behind; 7 dates before the passage.
    """

    characters: Ints
    kinds: Ints
    marks: Ints
    segments: Ints
    roles: Ints
    distance: Ints
    clauses: Ints
    sentences: Ints
    between: Ints
    paragraphs: Ints
    figure_roles: Ints
    figures: Ints
    spans: Ints
    date_spans: Ints
    dates: Ints
    date_flags: Ints
    date_orders: Ints
    name_spans: Ints
    names: Ints
    name_flags: Ints
    name_orders: Ints


def features(
    passage: Passage,
    figures: Sequence[FigureMention],
    dates: Sequence[DateMention],
    names: Sequence[Mention],
    facts: Sequence[Fact],
) -> Features:
    """The arrays of a passage.

    Args:
        figures, facts: the document's, of which the passage names its own by `first` and `last`.
        dates, names: the document's.
    """
    text, own = passage.text, range(passage.first, passage.last)
    count = len(text)
    marks, segments = np.zeros(count, np.int64), np.full(count, 2, np.int64)
    segments[: passage.title_end + 1] = 0
    if len(passage.segments) > 1:
        segments[passage.title_end + 1 : passage.segments[1].at] = 1
    for index, start, end in passage.names:
        code = 5 + 2 * _LABELS.index(names[index].label)
        marks[start:end] = code + 1
        marks[start] = code
    for _, start, end in passage.dates:
        marks[start:end], marks[start] = 4, 3
    for start, end in passage.others:
        marks[start:end] = MARKS - 1
    for start, end in passage.spans:
        marks[start:end], marks[start] = 2, 1
    roles = np.zeros((len(own), count), np.int64)
    for row, (index, span) in enumerate(zip(own, passage.spans, strict=True)):
        for bit, words in ((1, facts[index].subject), (2, facts[index].indicator)):
            for start, end in locate(words, passage, span) if words else ():
                roles[row, start:end] |= bit
    return Features(
        characters=np.array([ord(c) % CHARACTERS for c in text], np.int64),
        kinds=np.array([_kind(c) for c in text], np.int64),
        marks=marks,
        segments=segments,
        roles=np.bitwise_or.reduce(roles, axis=0),
        figure_roles=roles,
        figures=np.array([_figure(figures[i], facts[i]) for i in own], np.int64),
        spans=np.array(passage.spans, np.int64),
        **_places(passage),
        **_candidates(passage, [facts[i] for i in own], dates, names),
    )


def _places(passage: Passage) -> dict[str, Ints]:
    """Where each character is as seen from each figure."""
    text = passage.text
    count = len(text)
    is_clause = np.array([c in _DELIMITERS for c in text])
    is_end = np.array([c in _ENDS for c in text])
    is_break = np.array([c == "\n" for c in text])
    begins = np.zeros(count, bool)
    for start, end in (*passage.spans, *passage.others):
        begins[start] = True
        is_clause[start:end] = False  # 1,234
    starts, ends = np.array(passage.spans, np.int64).T
    at = np.arange(count)
    before, behind = at[None] < starts[:, None], at[None] >= ends[:, None]
    gap = np.where(before, starts[:, None] - at[None], np.where(behind, at[None] - ends[:, None] + 1, 0))
    step = np.searchsorted(_STEPS, gap, side="right")
    distance = np.where(before, step, np.where(behind, step + 13, 0))
    distance[:, : passage.title_end + 1] = 27
    if len(passage.segments) > 1:
        distance[:, passage.title_end + 1 : passage.segments[1].at] = 28

    def between(marked: npt.NDArray[np.bool_], low: int, high: int) -> Ints:
        total = np.concatenate(([0], np.cumsum(marked)))
        here = total[:-1]  # marks before each character
        back = total[starts][:, None] - here[None]
        ahead = here[None] - total[ends][:, None]
        counted: Ints = np.clip(np.where(behind, ahead, -back), low, high) - low
        return counted

    return {
        "distance": distance,
        "clauses": between(is_clause, -7, 4),
        "sentences": between(is_end, -4, 2),
        "between": between(begins, -5, 3),
        "paragraphs": between(is_break, -4, 1),
    }


def _candidates(
    passage: Passage, facts: Sequence[Fact], dates: Sequence[DateMention], names: Sequence[Mention]
) -> dict[str, Ints]:
    seen_dates = [dates[i] for i in passage.candidate_dates]
    ranks = [(0,)] * len(passage.dates) + [(rank + 1,) for rank in range(len(passage.earlier))]
    described = [_date(date) + rank for date, rank in zip(seen_dates, ranks, strict=True)]
    seen_names = [names[i] for i, _, _ in passage.names]
    date_flags = np.zeros((len(facts), len(seen_dates)), np.int64)
    name_flags = np.zeros((len(facts), len(seen_names)), np.int64)
    for row, fact in enumerate(facts):
        for column, date in enumerate(seen_dates):
            date_flags[row, column] = _same_period(fact.period, date)
        for column, (_, start, end) in enumerate(passage.names):
            name_flags[row, column] = fact.speaker is not None and passage.text[start:end] in fact.speaker
    return {
        "date_spans": np.array(
            [span[1:] for span in passage.dates] + [(0, 0)] * len(passage.earlier), np.int64
        ).reshape(-1, 2),
        "dates": np.array(described, np.int64).reshape(-1, 5),
        "date_flags": date_flags,
        "date_orders": _orders(passage, [span[1] for span in passage.dates], len(passage.earlier)),
        "name_spans": np.array([span[1:] for span in passage.names], np.int64).reshape(-1, 2),
        "names": np.array([_LABELS.index(n.label) for n in seen_names], np.int64),
        "name_flags": name_flags,
        "name_orders": _orders(passage, [span[1] for span in passage.names], 0),
    }


def _orders(passage: Passage, starts: Sequence[int], earlier: int) -> Ints:
    """How many candidates are between each figure and each candidate: see `Features.date_orders`."""
    out = np.full((len(passage.spans), len(starts) + earlier), ORDERS - 1, np.int64)
    at = np.asarray(starts, np.int64)
    for row, (start, _) in enumerate(passage.spans):
        before = int(np.searchsorted(at, start))
        place = np.arange(len(at))
        out[row, : len(at)] = np.where(
            place < before, np.minimum(before - 1 - place, ORDERS - 4), np.minimum(place - before, 1) + ORDERS - 3
        )
    return out


def _same_period(chosen: DateMention | None, date: DateMention) -> int:
    if chosen is None:
        return 0
    if (chosen.first, chosen.last) != (date.first, date.last):
        return 0
    return 2 if (chosen.start, chosen.end) == (date.start, date.end) else 1


def _figure(figure: FigureMention, fact: Fact) -> tuple[int, ...]:
    return (
        unit_class(figure),
        MODIFIERS.index(figure.modifier),
        KINDS.index(fact.kind),
        DIRECTIONS.index(fact.direction),
        BASES.index(fact.basis),
        MODALITIES.index(fact.modality),
        int(fact.period is not None),
        int(fact.speaker is not None),
    )


def unit_class(figure: FigureMention) -> int:
    """The row of a figure's unit: its kind of label, or the unit itself where it is frequent."""
    unit: Any = figure.unit
    if figure.label == MONEY:
        return UNITS.index("rate" if "/" in unit else MONEY)
    if figure.label == PERCENT:
        return UNITS.index(unit if unit in ("pp", "bp") else PERCENT)
    if figure.label == MULTIPLE:
        return UNITS.index(MULTIPLE)
    return UNITS.index(unit) if unit in UNITS[7:] else UNITS.index("QUANTITY")


def _date(date: DateMention) -> tuple[int, int, int, int]:
    if date.first is None or date.last is None:
        bounds = 0 if date.first is date.last else 2 if date.last is None else 3
    else:
        bounds = 4 if date.first == date.last else 1
    return (
        _PREFIXES.index(date.prefix) if date.prefix in _PREFIXES else 0,
        _SUFFIXES.index(date.suffix) if date.suffix in _SUFFIXES else 0,
        _GRAINS.index(date.grain) if date.grain in _GRAINS else 0,
        bounds,
    )


@lru_cache(maxsize=8192)
def _kind(character: str) -> int:
    """A rough kind: digit, Han, letter, blank, or one of the classes of punctuation."""
    for number, characters in enumerate(_PUNCTUATION):
        if character in characters:
            return number + 4
    if character.isdigit():
        return 0
    if "\u3400" <= character <= "\u9fff":
        return 1
    return 2 if unicodedata.category(character)[0] == "L" else 3
