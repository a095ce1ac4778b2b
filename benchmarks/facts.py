#!/usr/bin/env python3
"""Facts on documents that were not read while the rules and the reader were made.

    python benchmarks/facts.py ../shared/facts                  # the unread part, by genre, with intervals
    python benchmarks/facts.py ../shared/facts --facts rules    # the rules alone on the same documents
    python benchmarks/facts.py ../shared/facts --part dev       # the part that choices were made by

The annotated documents are divided by `training.facts_split`: by document and by source. A fact is whole when value,
unit, subject with indicator (60% of the characters shared), kind, direction, basis, period and modality are all right.
F1 counts figures that were missed or made up, too. The interval is that of 1,000 samples of documents. The confidence
is judged by the share of whole facts among those with 0.9 and more, and by the expected calibration error of ten bins.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from extractor import Extractor
from training.facts_data import alike
from training.facts_split import PARTS, documents

FIGURES = ("MONEY", "PERCENT", "MULTIPLE", "QUANTITY")
FIELDS = ("subject+indicator", "kind", "direction", "basis", "period", "modality", "speaker")
WHOLE = FIELDS[:-1]
SAMPLES = 1000


class Tally:
    """What was right: counts of whole facts, of figures found and of figures annotated, and each field's answers."""

    def __init__(self) -> None:
        self.documents: list[tuple[int, int, int]] = []
        self.fields: dict[str, list[bool]] = defaultdict(list)
        self.confidence: list[tuple[float, bool]] = []

    def f1(self, rows: Sequence[tuple[int, int, int]] | None = None) -> float:
        whole, found, gold = (sum(column) for column in zip(*(rows or self.documents), strict=True))
        return 2 * whole / (found + gold) if found + gold else 0.0

    def interval(self) -> tuple[float, float]:
        dice = random.Random(1)
        many = sorted(self.f1(dice.choices(self.documents, k=len(self.documents))) for _ in range(SAMPLES))
        return many[SAMPLES // 40], many[-SAMPLES // 40]

    def row(self, name: str) -> str:
        low, high = self.interval()
        gold = sum(row[2] for row in self.documents)
        shares = (f"{sum(v) / len(v):7.1%}" if (v := self.fields[field]) else "      –" for field in FIELDS)
        return (
            f"{name:<22} {len(self.documents):>4} {gold:>6} {self.f1():7.1%} ({low:.0%}–{high:.0%})".ljust(58)
            + "".join(f"{share:>10}" for share in shares)
        )


def judge(document: Mapping[str, Any], records: Iterable[Mapping[str, Any]], tally: Tally) -> None:
    """Add one document's figures to a tally."""
    figures = [record for record in records if record["label"] in FIGURES]
    taken: set[int] = set()
    whole = gold_count = used = 0
    for gold in document["figures"]:
        near = [i for i, one in enumerate(figures) if i not in taken and overlap(one, gold)]
        gold_count += not gold["optional"]
        if not near:
            continue
        best = min(near, key=lambda i: (not same(figures[i]["value"], gold["value"]), figures[i]["start"]))
        taken.add(best)
        if gold["optional"]:
            continue
        used += 1
        right = answers(figures[best], gold)
        for field, value in right.items():
            tally.fields[field].append(value)
        value = same(figures[best]["value"], gold["value"]) and same(figures[best]["value_high"], gold["value_high"])
        is_whole = value and figures[best]["unit"] == gold["unit"] and all(right.get(field, True) for field in WHOLE)
        whole += is_whole
        if figures[best]["confidence"] is not None:
            tally.confidence.append((figures[best]["confidence"], is_whole))
    extra = sum(
        i not in taken and not any(overlap(one, gold) for gold in document["figures"] if gold["optional"])
        for i, one in enumerate(figures)
    )
    tally.documents.append((whole, used + extra, gold_count))


def answers(got: Mapping[str, Any], gold: Mapping[str, Any]) -> dict[str, bool]:
    """Each field that is asked for, and whether it is right."""
    right = {
        "subject+indicator": alike(joined(got), joined(gold)),
        "kind": got["kind"] == gold["kind"],
        "direction": got["direction"] == gold["direction"],
        "modality": got["modality"] == gold["modality"],
    }
    if gold["kind"] == "change":
        right["basis"] = got["basis"] == gold["basis"]
    days = [(one["period_start"], one["period_end"]) for one in (got, gold)]
    if any(any(pair) for pair in days):
        right["period"] = days[0] == days[1]
    if got["speaker"] or gold["speaker"]:
        right["speaker"] = alike(got["speaker"], gold["speaker"])
    return right


def joined(figure: Mapping[str, Any]) -> str:
    return (figure["subject"] or "") + (figure["indicator"] or "")


def overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(float(one) - float(other)) <= 1e-6 * max(1.0, abs(float(other)))


def calibration(pairs: Sequence[tuple[float, bool]]) -> str:
    """The share of figures with 0.9 and more, how many of them are whole, and the expected calibration error."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for pair in pairs:
        bins[min(9, int(pair[0] * 10))].append(pair)
    error = sum(abs(sum(c for c, _ in rows) - sum(w for _, w in rows)) for rows in bins.values()) / len(pairs)
    sure = [whole for value, whole in pairs if value >= 0.9]
    right = f"{sum(sure) / len(sure):.1%} of them whole" if sure else "none"
    share = len(sure) / len(pairs)
    return f"confidence of 0.9 and more: {share:.1%} of the figures, {right}; calibration error {error:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="annotated documents, one JSON each")
    parser.add_argument("--part", choices=PARTS, default="unread")
    parser.add_argument("--facts", choices=("accurate", "fast", "rules"), default="accurate")
    parser.add_argument("--least", type=int, default=40, help="figures of a genre that has a row of its own")
    options = parser.parse_args()
    extractor = Extractor(facts=options.facts)
    tallies: dict[str, Tally] = defaultdict(Tally)
    for document in documents(options.folder, options.part):
        article = {key: document.get(key) for key in ("id", "title", "published", "text")}
        records = extractor.extract(article).to_dict()["records"]
        for name in (document["genre"], "all"):
            judge(document, records, tallies[name])
    heads = "".join(f"{field[:9]:>10}" for field in FIELDS)
    print(f"{'genre':<22} {'docs':>4} {'figures':>6} whole facts, F1".ljust(58) + heads)
    order = sorted(tallies.items(), key=lambda item: -sum(row[2] for row in item[1].documents))
    for name, tally in order:
        if sum(row[2] for row in tally.documents) >= options.least:
            print(tally.row(name))
    if pairs := tallies["all"].confidence:
        print(calibration(pairs))


if __name__ == "__main__":
    main()
