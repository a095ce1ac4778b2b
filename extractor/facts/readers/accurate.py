"""The accurate reader's network: the transformer and the small network of `fast`, their probabilities averaged.

In: a passage and its features. Out: `FigureScores` for each figure of the passage. The two were made apart and err
apart, so that their mean is right more often than either; who speaks is chosen by the transformer alone.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from extractor.facts.confidence import Calibration
from extractor.facts.decode import FigureScores, softmax
from extractor.facts.readers.fast import FastNetwork
from extractor.facts.readers.features import Features
from extractor.facts.readers.network import DATA, Array, Transformer, figure_scores

CALIBRATION = "calibration.json"
SHARE = 0.4  # of the small network in the mean; chosen by documents that neither was trained on
_LEAST = 1e-6  # a probability, so that a network that excludes an answer does not decide alone


class AccurateNetwork:
    """Both networks opened. Safe to share between threads.

    Args:
        folder: where their files and `calibration.json` lie.

    Attributes:
        calibration: what turns the probabilities of a fact's parts into its confidence.

    Raises:
        ModelError: a network's file is missing or damaged.
    """

    def __init__(self, folder: Path = DATA) -> None:
        self._large, self._small = Transformer(folder), FastNetwork(folder)
        self.calibration = Calibration.load(folder / CALIBRATION)

    def scores(self, text: str, seen: Features) -> list[FigureScores]:
        """The scores of each figure of a passage."""
        *large, names, large_edges = self._large.parts(text, seen)
        *small, _, small_edges = self._small.parts(text, seen)
        parts = [mean(one, other) for one, other in zip(large, small, strict=True)]
        edges = mean(large_edges.swapaxes(1, 2), small_edges.swapaxes(1, 2)).swapaxes(1, 2)  # a choice of characters
        return figure_scores([*parts, names, edges])


def mean(large: Array, small: Array) -> Array:
    """Scores whose probabilities are the weighted geometric mean of two networks', over choices along the last axis."""
    one, other = (np.log(softmax(scores) + _LEAST) for scores in (large, small))
    mixed: Array = (1 - SHARE) * one + SHARE * other
    return mixed
