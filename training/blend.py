"""Average the weights of shipped models: what a further stage has learnt, without what it forgot.

    python -m training.blend extractor/ner/data OUT extractor/ner/data=0.5 W/next/400=0.3 W/next/500=0.2

In: folders of models of one origin (`training.continuation`), each with its share; the first argument is the folder
whose words, name and mixture of conventions are kept. Out: a folder with the model of the mean weights.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from training.continuation import Shipped, open_shipped, write


def mean(models: Sequence[tuple[dict[str, np.ndarray], float]]) -> dict[str, torch.Tensor]:
    """The mean of the models' weights by their shares.

    Args:
        models: the arrays of each model as `open_shipped` gives them, with its share; the shares add up to 1.

    Raises:
        ValueError: the shares do not add up to 1, or a model is of another size than the first.
    """
    if abs(sum(share for _, share in models) - 1) > 1e-6:
        raise ValueError(f"the shares add up to {sum(share for _, share in models):g}: let them add up to 1")
    total: dict[str, torch.Tensor] = {}
    for arrays, share in models:
        for name, value in Shipped(arrays).state_dict().items():
            if name in total and total[name].shape != value.shape:
                raise ValueError(f"{name} is of another size than in the first model: average models of one origin")
            total[name] = total.get(name, torch.zeros_like(value)) + share * value
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shipped", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("models", nargs="+", help="FOLDER=SHARE")
    a = parser.parse_args()
    shipped, _ = open_shipped(a.shipped)
    pairs = [text.rpartition("=") for text in a.models]
    model = Shipped(shipped)
    model.load_state_dict(mean([(open_shipped(Path(folder))[0], float(share)) for folder, _, share in pairs]))
    write(model, shipped, a.out)


if __name__ == "__main__":
    main()
