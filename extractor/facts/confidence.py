"""How sure a fact is: the probability that all its fields are right, from the network's probability of each.

In: the probabilities of the parts of a fact, as `extractor.facts.decode.decode` gives them. Out: its confidence. The
calibration is fitted by `training.facts_calibrate` on annotated documents that the network was not trained on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

_SUREST = 1e-3
_MOST = 7.0  # log odds of certainty
_HIGHEST = 0.99  # there are too few annotated figures to claim more


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns probabilities into a confidence.

    Attributes:
        weights: of a logistic regression over `evidence`, with its `bias`.
    """

    weights: Mapping[str, float] = field(default_factory=lambda: {"bias": 0.0})

    @classmethod
    def load(cls, file: Path) -> Calibration:
        """The calibration of a file; one that knows nothing where there is no such file."""
        return cls(json.loads(file.read_text(encoding="utf8"))) if file.is_file() else cls()

    def confidence(self, probabilities: Mapping[str, float]) -> float:
        """The calibrated probability that all fields are right, from the probability of each.

        Example:
            >>> Calibration({"bias": 0.0, "words": 1.0, "kind": 1.0}).confidence({"words": 0.5, "kind": 0.5})
            0.5
        """
        total = self.weights["bias"]
        for name, value in evidence(probabilities).items():
            total += self.weights.get(name, 0.0) * value
        return float(round(min(1 / (1 + np.exp(-total)), _HIGHEST), 3))


def evidence(probabilities: Mapping[str, float]) -> dict[str, float]:
    """What a confidence is made of: the log odds of each part, their squares above even odds, and the least of them.

    Squares, since the surest facts are surer than log odds alone say; the least, since one wrong part spoils a fact.
    """
    odds = {name: log_odds(probability) for name, probability in probabilities.items()}
    squares = {f"{name}_squared": max(value, 0.0) ** 2 / _MOST for name, value in odds.items()}
    return {**odds, **squares, "least": min(odds.values())}


def log_odds(probability: float) -> float:
    """The logarithm of p / (1 - p), kept within ±7."""
    return float(np.log((probability + _SUREST) / (1 - probability + _SUREST)))
