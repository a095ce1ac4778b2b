"""The mean of several checkpoints of the reader of facts, as a checkpoint to export or to start from.

    python -m training.facts_mean OUT.pt ONE.pt TWO.pt… [--average]

All must be of one shape. Weights that only some have (of inputs added since) are the mean of those.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor


def mean(checkpoints: Sequence[dict[str, Any]], average: bool = False) -> dict[str, Any]:
    """A checkpoint with the mean of the weights.

    Args:
        checkpoints: as `training.facts_train` writes them.
        average: take the running mean of a checkpoint's weights where it has one, not the last of them.

    Raises:
        ValueError: the checkpoints have other depths.
    """
    shapes = {(saved["depth"], saved["frozen"]) for saved in checkpoints}
    if len(shapes) != 1:
        raise ValueError(f"checkpoints of other shapes (layers, frozen layers) have no mean: {sorted(shapes)}")
    weights = [{**saved["model"], **(saved.get("average", {}) if average else {})} for saved in checkpoints]
    depth, frozen = shapes.pop()
    return {"model": mean_weights(weights), "depth": depth, "frozen": frozen}


def mean_weights(weights: Sequence[Mapping[str, Tensor]], shares: Sequence[float] | None = None) -> dict[str, Tensor]:
    """The mean of several networks' weights, by name; what only some have is the mean of those.

    Args:
        weights: of each network.
        shares: of each network in the mean, in any unit; equal by default.

    Raises:
        ValueError: there are more or fewer shares than networks.
    """
    mean = {}
    every = list(zip(weights, shares or [1.0] * len(weights), strict=True))
    for name in dict.fromkeys(name for one in weights for name in one):
        having = [(one[name], share) for one, share in every if name in one]
        total = sum(share for _, share in having)
        first = having[0][0]
        parts = torch.stack([value * (share / total) for value, share in having])
        mean[name] = parts.sum(0) if first.is_floating_point() else first
    return mean


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--average", action="store_true", help="the running means, where a checkpoint has one")
    a = parser.parse_args()
    torch.save(mean([torch.load(path, weights_only=False) for path in a.checkpoints], a.average), a.out)


if __name__ == "__main__":
    main()
