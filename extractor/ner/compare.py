"""Two or more models on the same articles, side by side: what only one finds, where they disagree, how fast they are.

In: names of models (`bundled`, `zh_core_web_sm`, a path) and articles. Out: a `Comparison`, whose text is a
table for people.

    extractor compare --models bundled,zh_core_web_sm news.txt
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractor.article import ArticleLike, read_article
from extractor.document import split_sentences
from extractor.errors import ExtractorError
from extractor.ner import load_model

LABELS = ("PERSON", "ORG", "LOC")


@dataclass(frozen=True)
class Difference:
    """A stretch of text the models see differently: for each model its (text, label) there, or None."""

    article: int
    start: int
    end: int
    context: str
    found: dict[str, tuple[str, str] | None]


@dataclass
class Comparison:
    """The outcome for all articles together.

    `counts`: spans by model and label. `agreement`: F1 of each model against the first, exact span and label, 0-1.
    `speed`: characters a second by model, the loading left out. `differences`: in text order.
    """

    models: tuple[str, ...]
    characters: int = 0
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    agreement: dict[str, float] = field(default_factory=dict)
    speed: dict[str, float] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    def table(self, limit: int = 40) -> str:
        """The comparison as plain text, with up to `limit` differences."""
        width = max(len(m) for m in self.models)
        rows = [f"{'model':<{width}}  {'PERSON':>7} {'ORG':>7} {'LOC':>7}  {'agrees':>7}  {'chars/s':>9}"]
        for model in self.models:
            counts = self.counts[model]
            numbers = " ".join(f"{counts[label]:>7}" for label in LABELS)
            rows.append(f"{model:<{width}}  {numbers}  {self.agreement[model]:>7.1%}  {self.speed[model]:>9,.0f}")
        if self.differences:
            rows.append("")
        for difference in self.differences[:limit]:
            stated = "  ".join(f"{m}: {'/'.join(f) if f else '–'}" for m, f in difference.found.items())
            rows.append(f"[{difference.article}:{difference.start}] {stated}    …{difference.context}…")
        if len(self.differences) > limit:
            rows.append(f"({len(self.differences) - limit} further differences)")
        return "\n".join(rows)


def compare(models: Sequence[str | Path], articles: Iterable[ArticleLike]) -> Comparison:
    """Run several models over the same articles, each by itself, without gazetteers.

    Args:
        models: two or more names or paths, as for :func:`extractor.ner.load_model`. The first is the one the others are
            measured against.
        articles: anything `extract` takes.

    Raises:
        ExtractorError: fewer than two models, or one of them cannot be loaded.
    """
    names = [str(m) for m in models]
    if len(set(names)) < 2:
        raise ExtractorError(f"compare needs two models or more; got {', '.join(names) or 'none'}")
    loaded = [load_model(name) for name in names]
    texts = [read_article(article).text for article in articles]
    cut = [split_sentences(text) for text in texts]
    sentences = [s.text for pieces in cut for s in pieces]
    origins = [(i, s.start) for i, pieces in enumerate(cut) for s in pieces]
    out = Comparison(tuple(names), sum(map(len, texts)))
    spans: dict[str, set[tuple[int, int, int, str]]] = {}
    for name, model in zip(names, loaded, strict=True):
        model.label(sentences[:1])  # opens what is opened on first use, so that it is not timed
        began = time.perf_counter()
        found = model.label(sentences)
        spent = time.perf_counter() - began
        spans[name] = {
            (article, start + span.start, start + span.end, span.label)
            for (article, start), names_found in zip(origins, found, strict=True)
            for span in names_found
        }
        out.counts[name] = Counter(label for *_, label in spans[name])
        out.speed[name] = out.characters / spent if spent else 0.0
    first = spans[names[0]]
    for name in names:
        both = len(first & spans[name])
        total = len(first) + len(spans[name])
        out.agreement[name] = 2 * both / total if total else 1.0
    out.differences = list(_differences(names, spans, texts))
    return out


def _differences(
    names: Sequence[str], spans: dict[str, set[tuple[int, int, int, str]]], texts: Sequence[str]
) -> Iterable[Difference]:
    """Stretches where not all models have the same span, overlapping spans together as one."""
    everywhere = set.intersection(*spans.values())
    apart = sorted((s, name) for name in names for s in spans[name] - everywhere)
    at = 0
    while at < len(apart):
        (article, start, end, _), _ = apart[at]
        upto = at
        while upto < len(apart) and apart[upto][0][0] == article and apart[upto][0][1] < end:
            end = max(end, apart[upto][0][2])
            upto += 1
        found: dict[str, tuple[str, str] | None] = dict.fromkeys(names)
        for (_, a, b, label), name in apart[at:upto]:
            here = found[name]
            piece = texts[article][a:b]
            found[name] = (f"{here[0]} {piece}", here[1]) if here else (piece, label)
        context = texts[article][max(0, start - 8) : end + 8].replace("\n", " ")
        yield Difference(article, start, end, context, found)
        at = upto
