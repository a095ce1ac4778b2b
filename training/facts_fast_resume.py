"""The weights of `fast.onnx` as a checkpoint, so that training can go on from the network that ships.

    python -m training.facts_fast_resume extractor/facts/readers/data W/shipped.pt

Weights kept in 8 bits are read back as the floats they are computed with.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from extractor.facts.readers.fast import GRAPH
from training.facts_fast_model import FastReader

# The weights that the export stores transposed and without a name, in the order in which it writes them.
_UNNAMED = ("words", "edges", "date_score.candidate", "date_score.score", "name_score.candidate", "name_score.score")


def weights(path: Path) -> dict[str, Tensor]:
    """The state of a `FastReader` whose exported graph is in a file.

    Raises:
        ValueError: the graph is not one of a `FastReader`.
    """
    arrays = {one.name: numpy_helper.to_array(one) for one in onnx.load(str(path)).graph.initializer}
    unnamed = [array.T for name, array in arrays.items() if name.startswith("onnx::MatMul_")]
    found: dict[str, np.ndarray] = {f"{name}.weight": array for name, array in zip(_UNNAMED, unnamed, strict=True)}
    for name, array in arrays.items():
        if name.endswith("_int8"):
            found[name.removeprefix("model.").removesuffix("_int8")] = array * arrays[f"{name[:-5]}_scale"]
        elif name.startswith("model.") and not name.endswith("_scale"):
            found[name.removeprefix("model.")] = array
    shapes = {name: tuple(value.shape) for name, value in FastReader().state_dict().items()}
    if {name: array.shape for name, array in found.items()} != shapes:
        raise ValueError(f"{path} is no graph of a FastReader: its weights have other names or shapes")
    return {name: torch.from_numpy(np.array(array, dtype=np.float32)) for name, array in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    a = parser.parse_args()
    state = weights(a.folder / GRAPH)
    torch.save({"model": state, "average": {}, "step": 0}, a.out)
    print(f"{a.out}: {len(state)} weights")


if __name__ == "__main__":
    main()
