"""Fit the weights that turn the probabilities of a fact's parts into its confidence.

    python -m training.facts_calibrate FACTS [--articles ARTICLES.txt ...] [--folder DATA] [--reader fast]

Logistic regression over `extractor.facts.confidence.evidence`, on the dev part of the annotated documents and on
articles kept for this, none of which a network was trained on; the exported networks in DATA are what is calibrated,
and `calibration.json` or `fast-calibration.json` is written there.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from extractor import Extractor
from extractor.facts.complete import completer
from extractor.facts.confidence import evidence
from extractor.facts.fact import Completed
from extractor.facts.laws import ReaderWithLaws, RulesOnce
from extractor.facts.readers import accurate, fast
from extractor.facts.readers.network import DATA, LazyNetwork
from extractor.facts.readers.neural import NeuralReader
from training.facts_annotate import annotated
from training.facts_data import is_whole, matched, read
from training.facts_split import documents

PENALTY = 0.1


NETWORKS = {
    "accurate": (accurate.AccurateNetwork, accurate.CALIBRATION),
    "fast": (fast.FastNetwork, fast.CALIBRATION),
}


def samples(
    annotations: Iterable[Mapping[str, Any]], network: LazyNetwork
) -> tuple[list[dict[str, float]], np.ndarray]:
    """For each figure of annotated documents the evidence of its confidence, and whether its fact is whole."""
    extractor = Extractor(facts="rules")
    rules = RulesOnce(completer(extractor.rulebook))
    reader = NeuralReader(extractor.rulebook, rules, network)
    parts: list[dict[str, float]] = []

    def recorded(*read: Any) -> Completed:
        for figure, fact, probabilities in reader.with_probabilities(*read):
            parts.append(probabilities)
            yield figure, fact

    settled = ReaderWithLaws(extractor.rulebook, recorded, rules)
    rows, whole = [], []
    for document in annotations:
        done = read(extractor, document)
        parts.clear()
        found = [fact for _, fact in settled(done.document, [*done.figures], done.dates, done.names)]
        for target, fact, probabilities in zip(matched(document, done), found, parts, strict=True):
            if target is not None and not target["optional"]:
                rows.append(evidence(probabilities))
                whole.append(is_whole(fact, target))
    return rows, np.array(whole, dtype=float)


def fit(rows: Sequence[Mapping[str, float]], whole: np.ndarray, steps: int = 50) -> dict[str, float]:
    """Newton's steps for a logistic regression with a small penalty on all weights but the bias."""
    names = [*rows[0], "bias"]
    x = np.array([[*row.values(), 1.0] for row in rows])
    weights = np.zeros(x.shape[1])
    penalty = np.diag([PENALTY] * len(rows[0]) + [0.0])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (whole - p) - penalty @ weights
        curvature = (x * (p * (1 - p))[:, None]).T @ x + penalty
        weights += np.linalg.solve(curvature, gradient)
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", type=Path)
    parser.add_argument("--articles", type=Path, nargs="*", default=[], help="see training.facts_annotate")
    parser.add_argument("--folder", type=Path, default=DATA)
    parser.add_argument("--reader", choices=[*NETWORKS], default="accurate")
    a = parser.parse_args()
    kept = chain.from_iterable(annotated(path) for path in a.articles)
    kind, calibration = NETWORKS[a.reader]
    rows, whole = samples(chain(documents(a.facts, "dev"), kept), LazyNetwork(kind, a.folder))
    weights = fit(rows, whole)
    (a.folder / calibration).write_text(json.dumps(weights) + "\n")
    totals = [weights["bias"] + sum(weights[name] * value for name, value in row.items()) for row in rows]
    p = 1 / (1 + np.exp(-np.array(totals)))
    sure = p >= 0.9
    print(f"{len(whole)} figures, {whole.mean():.1%} whole; {weights}")
    print(f"confidence 0.9 and more: {sure.mean():.1%} of them, {whole[sure].mean() if sure.any() else 0:.1%} whole")


if __name__ == "__main__":
    main()
