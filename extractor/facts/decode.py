"""From a network's scores to facts: words, candidates and classes that may be together.

In: the scores of one figure of a passage. Out: a `Fact`, with the reason for each field and a confidence. What is law
is decided here: only changes have a direction and a basis, words never take in the figure itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from extractor.facts.fact import Fact
from extractor.facts.passage import Passage, locate
from extractor.facts.readers.features import BASES, DIRECTIONS, KINDS, MODALITIES, SOURCES
from extractor.lazy import lazy_re
from extractor.mentions import DateMention
from extractor.records import Spans

Scores = npt.NDArray[np.float32]
Chosen = npt.NDArray[np.bool_]
Resolve = Callable[[str, int], str]
Days = tuple[object, object]

_EDGES = " \t\n　、，,。；;：:的和与及在了"
_PAUSE = lazy_re(r"[，,。；;：:！？!?\n“”\"]")
_RULES, _TEXT = SOURCES.index("rules"), SOURCES.index("text")
_INSIDE = 0.45  # a character belongs to the words where that is likelier
_FALLBACK = 0.3
_FIRSTS_TRIED, _LONGEST_SUBJECT = 8, 40
_CLAUSE_END = lazy_re(r"[，,。；;：:！？!?\n]")
_NEVER = 1e-9
_NEARLY, _NEARLY_SHORT = 0.95, 0.8  # of the characters: then the rules' cut between words is taken
_SHORT = 40  # characters of a sentence
_SENTENCE_ENDS = "。；！？\n"
_SUREST = 1e-3


@dataclass(frozen=True, slots=True)
class FigureScores:
    """The network's scores of one figure: see `training.facts_model.FactReader.forward`."""

    words: Scores
    sources: Scores
    classes: tuple[Scores, Scores, Scores, Scores]
    dates: Scores
    names: Scores
    edges: Scores


@dataclass(frozen=True, slots=True)
class ChosenWords:
    """A subject or an indicator: its text, its spans in the passage, and how sure each character is on average."""

    text: str
    spans: Spans
    probability: float


def decode(
    scores: FigureScores,
    passage: Passage,
    row: int,
    rules: Fact,
    dates: Sequence[DateMention],
    resolve: Resolve,
    units: Spans = (),
) -> tuple[Fact, dict[str, float]]:
    """The fact that the scores speak for, and the probability of each of its parts.

    Args:
        row: which of the passage's figures.
        rules: what the rules say of the figure.
        dates: the document's dates.
        resolve: puts the name in a pronoun's place, given the words and their offset in the article.
        units: spans of the passage that belong together (words, names): those that are mostly taken are taken whole.
    """
    fact = Fact()
    subject, indicator, sure_words = _words(scores, passage, passage.spans[row], rules, units)
    at_figure = passage.spans[row]
    nearly = _NEARLY_SHORT if _in_short_sentence(passage.text, at_figure) else _NEARLY
    if _alike(subject.text + indicator.text, (rules.subject or "") + (rules.indicator or "")) >= nearly:
        subject, indicator = (
            ChosenWords(said or "", tuple(locate(said, passage, at_figure)) if said else (), found.probability)
            for said, found in ((rules.subject, subject), (rules.indicator, indicator))
        )
    if not subject.text and not indicator.text:
        subject, indicator = ChosenWords(rules.subject or "", (), 0.0), ChosenWords(rules.indicator or "", (), 0.0)
    fact.subject_spans, fact.indicator_spans = _in_article(subject, passage), _in_article(indicator, passage)
    at = fact.subject_spans[0][0] if fact.subject_spans else _offset(passage, row)
    fact.subject = resolve(subject.text, at) if subject.text else None
    fact.indicator = indicator.text or None
    _note(fact, "subject", fact.subject, subject.probability, fact.subject_spans)
    _note(fact, "indicator", fact.indicator, indicator.probability, fact.indicator_spans)

    kind, sure_kind = _best(scores.classes[0])
    fact.kind = KINDS[kind]
    sure_direction = sure_basis = 1.0
    if fact.kind == "change":
        direction, sure_direction = _best(scores.classes[1][1:])
        fact.direction = DIRECTIONS[direction + 1]
        basis, sure_basis = _best(scores.classes[2])
        fact.basis = BASES[basis]
        _note(fact, "basis", fact.basis, sure_basis)
    modality, sure_modality = _best(scores.classes[3])
    fact.modality = MODALITIES[modality]
    fact.period, sure_period = _period(scores.dates, passage, rules, dates)
    fact.speaker, sure_speaker = _speaker(scores.names, passage, rules)
    fact.speaker_probability = sure_speaker
    _note(fact, "kind", fact.kind, sure_kind)
    _note(fact, "modality", fact.modality, sure_modality)
    _note(fact, "period", passage_words(fact.period, passage), sure_period)
    _note(fact, "speaker", fact.speaker, sure_speaker)
    return fact, {
        "words": sure_words,
        "kind": sure_kind * sure_direction,
        "basis": sure_basis,
        "modality": sure_modality,
        "period": sure_period,
    }


def one_speaker(scores: Sequence[FigureScores], sentences: Sequence[int]) -> list[FigureScores]:
    """The scores with those of speakers averaged over the figures of each sentence, who nearly always share one.

    Args:
        sentences: which sentence each figure is in.
    """
    averaged = np.array([np.log(softmax(one.names) + _SUREST) for one in scores])
    which = np.asarray(sentences)
    for sentence in set(sentences):
        averaged[which == sentence] = averaged[which == sentence].mean(0)
    return [replace(one, names=row.astype(np.float32)) for one, row in zip(scores, averaged, strict=True)]


def _alike(one: str, other: str) -> float:
    """The share of characters that two phrases have in common; 0 where the other is empty."""
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other)) if other else 0.0


def _in_short_sentence(text: str, span: tuple[int, int]) -> bool:
    """Whether a span is in a sentence so short that the rules' cut between its words is nearly always right."""
    start = max(text.rfind(mark, 0, span[0]) for mark in _SENTENCE_ENDS)
    ends = [end for mark in _SENTENCE_ENDS if (end := text.find(mark, span[1], span[1] + _SHORT)) >= 0]
    return min(ends, default=len(text)) - start <= _SHORT


def _days(date: DateMention | None) -> Days:
    return (date.first, date.last) if date else (None, None)


def _note(fact: Fact, field: str, value: str | None, probability: float, spans: Spans = ()) -> None:
    if value is not None:
        places = ", ".join(f"{start}-{end}" for start, end in spans)
        fact.note(field, f"reader {probability:.2f}", f"{value} ({places})" if places else value)


def passage_words(date: DateMention | None, passage: Passage) -> str | None:
    """The words of a date that can be seen in the passage."""
    if date is None:
        return None
    for segment in passage.segments:
        if segment.start <= date.start and date.end <= segment.end:
            shift = segment.at - segment.start
            return passage.text[date.start + shift : date.end + shift]
    return date.norm


def _best(scores: Scores) -> tuple[int, float]:
    probabilities = softmax(scores)
    best = int(probabilities.argmax())
    return best, float(probabilities[best])


def softmax(scores: Scores) -> Scores:
    """Probabilities along the last axis."""
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    out: Scores = shifted / shifted.sum(-1, keepdims=True)
    return out


def _words(
    scores: FigureScores, passage: Passage, span: tuple[int, int], rules: Fact, units: Spans
) -> tuple[ChosenWords, ChosenWords, float]:
    """Subject, indicator, and how far both together are expected to overlap with the right words."""
    probabilities = softmax(scores.words)
    probabilities[span[0] : span[1]] = 1, 0, 0
    inside = 1 - probabilities[:, 0]
    chosen = np.where(inside > _INSIDE, 1 + probabilities[:, 1:].argmax(-1), 0)
    for (start, end), (outside, first, second) in zip(units, _counts(units, chosen), strict=True):
        if 0 < 2 * outside <= end - start or (first and second):
            chosen[start:end] = 1 if first > second else 2
    chosen[span[0] : span[1]] = 0
    subject = _between_edges(scores.edges, passage.text, span)
    if not subject.any():
        subject = _likeliest(units, probabilities[:, 1], chosen)
    indicator = _with_neighbours((chosen == 2) & ~subject, (chosen == 1) & ~subject)
    found, sources = [], []
    for number, said, belongs in ((1, rules.subject, subject), (2, rules.indicator, indicator)):
        source, sure = _best(scores.sources[number - 1])
        sources.append(sure)
        if source == _RULES and said:
            found.append(ChosenWords(said, (), sure))
        elif source not in (_TEXT, _RULES):
            found.append(ChosenWords(SOURCES[source], (), sure))
        else:
            spans = _runs(belongs, probabilities[:, number], passage.text)
            text = "".join(passage.text[start:end] for start, end in spans)
            mean = np.concatenate([probabilities[start:end, number] for start, end in spans]).mean() if spans else sure
            found.append(ChosenWords(text, spans, float(mean)))
    return found[0], found[1], _expected_overlap(inside, (*found[0].spans, *found[1].spans), min(sources))


def _counts(units: Spans, chosen: npt.NDArray[np.int64]) -> list[list[int]]:
    """How many characters of each unit are outside, of the subject, of the indicator."""
    if not units:
        return []
    total = np.zeros((len(chosen) + 1, 3), np.int64)
    np.cumsum(chosen[:, None] == np.arange(3), axis=0, out=total[1:])
    starts, ends = np.array(units).T
    counts: list[list[int]] = (total[ends] - total[starts]).tolist()
    return counts


def _between_edges(edges: Scores, text: str, figure: tuple[int, int]) -> Chosen:
    """The subject, from its likeliest first character to its likeliest last; empty where "no subject" is likelier."""
    firsts, lasts = np.log(softmax(edges.T) + _NEVER)
    best = float(firsts[-1] + lasts[-1])
    out = np.zeros(len(text), bool)
    place = slice(0)
    for start in np.argsort(-firsts[:-1])[:_FIRSTS_TRIED].tolist():
        if figure[0] <= start < figure[1]:
            continue
        stop = min(len(text), start + _LONGEST_SUBJECT)
        cut = _CLAUSE_END.search(text, start, stop)
        stop = min(cut.start() if cut else stop, figure[0] if start < figure[0] else stop)
        totals = firsts[start] + lasts[start:stop]
        if len(totals) and totals.max() > best:
            best, place = float(totals.max()), slice(start, start + int(totals.argmax()) + 1)
    out[place] = True
    return out


def _with_neighbours(indicator: Chosen, others: Chosen) -> Chosen:
    """The characters of an indicator, with stretches right beside it that were taken for a second subject."""
    out: Chosen = indicator.copy()
    for start, end in _stretches(others):
        if (end < len(out) and indicator[end]) or (start and indicator[start - 1]):
            out[start:end] = True
    return out


def _stretches(chosen: Chosen) -> list[tuple[int, int]]:
    """Where chosen characters are next to each other."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], chosen, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _likeliest(units: Spans, probability: Scores, chosen: npt.NDArray[np.int64]) -> Chosen:
    """The word or name that is likeliest the subject, where none of its characters is likely enough by itself."""
    best = max(
        (unit for unit in units if not chosen[unit[0] : unit[1]].any()),
        key=lambda unit: float(probability[unit[0] : unit[1]].mean()),
        default=(0, 0),
    )
    out = np.zeros(len(chosen), bool)
    if best != (0, 0) and probability[best[0] : best[1]].mean() > _FALLBACK:
        out[best[0] : best[1]] = True
    return out


def _expected_overlap(inside: Scores, spans: Spans, otherwise: float) -> float:
    """The expected share of characters that chosen and right words have in common (F1), `otherwise` without spans."""
    taken = np.zeros(len(inside), bool)
    for start, end in spans:
        taken[start:end] = True
    if not taken.any():
        return otherwise
    return float(min(1.0, 2 * inside[taken].sum() / (taken.sum() + inside.sum())))


def _runs(chosen: Chosen, probability: Scores, text: str) -> Spans:
    """The stretches of chosen characters: small gaps closed, stray characters and repetitions left out."""
    joined: list[tuple[int, int]] = []
    for start, end in _stretches(chosen):
        if joined and start - joined[-1][1] <= 2 and not _PAUSE.search(text, joined[-1][1], start):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    trimmed = [_trim(start, end, text) for start, end in joined]
    runs = [(start, end) for start, end in trimmed if end > start]
    longest = max((end - start for start, end in runs), default=0)
    kept: list[tuple[int, int]] = []
    for start, end in runs:
        words = text[start:end]
        if longest > 1 and end - start == 1 and probability[start] < 0.8 and not words.isdigit():
            continue
        if any(words in text[a:b] for a, b in runs if (a, b) != (start, end) and (b - a > end - start or a > start)):
            continue  # the same words are nearer, or in full
        kept.append((start, end))
    return tuple(kept)


def _trim(start: int, end: int, text: str) -> tuple[int, int]:
    while start < end and text[start] in _EDGES[:-3]:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _in_article(words: ChosenWords, passage: Passage) -> Spans:
    places = [passage.to_document(start, end) for start, end in words.spans]
    return tuple(place for place in places if place is not None)


def _offset(passage: Passage, row: int) -> int:
    place = passage.to_document(*passage.spans[row])
    return place[0] if place else 0


def _period(
    scores: Scores, passage: Passage, rules: Fact, dates: Sequence[DateMention]
) -> tuple[DateMention | None, float]:
    """The date with the likeliest days: candidates with the same days speak for each other."""
    probabilities = softmax(scores)
    candidates: list[DateMention | None] = [dates[index] for index in passage.candidate_dates]
    candidates += [rules.period, None]
    total: dict[Days, float] = {}
    best: dict[Days, tuple[float, DateMention | None]] = {}
    for candidate, probability in zip(candidates, probabilities.tolist(), strict=True):
        days = _days(candidate)
        total[days] = total.get(days, 0.0) + probability
        if days not in best or probability > best[days][0]:
            best[days] = probability, candidate
    days = max(total, key=lambda key: total[key])
    return best[days][1], total[days]


def _speaker(scores: Scores, passage: Passage, rules: Fact) -> tuple[str | None, float]:
    """The likeliest name; places where it is found support each other."""
    probabilities = softmax(scores).tolist()
    names: list[str | None] = [passage.text[start:end] for _, start, end in passage.names]
    names += [rules.speaker, None]
    total: dict[str | None, float] = {}
    for name, probability in zip(names, probabilities, strict=True):
        total[name] = total.get(name, 0.0) + probability
    best = max(total, key=lambda key: total[key])
    return best, total[best]
