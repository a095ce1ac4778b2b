"""Write the small reader of facts as it ships: `fast.onnx`.

    python -m training.facts_fast_export READER.pt extractor/facts/readers/data [--mean-with OTHER.pt ... --shares 3 7]

The running means of the weights are taken. Large weights are kept in 8 bits and computed with as floats;
onnxruntime turns them into floats once, when it opens the file. `training.facts_calibrate --reader fast` adds the
calibration of the confidence.
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from extractor.facts.readers.fast import GRAPH
from training.facts_export import AXES, FEATURES, OUTPUTS, example_features, in_eight_bits
from training.facts_fast_model import EMBEDDED, FastReader
from training.facts_mean import mean_weights


class Whole(nn.Module):
    """The network with its inputs in a fixed order."""

    def __init__(self, model: FastReader) -> None:
        super().__init__()
        self.model = model

    def forward(self, sums: Tensor, *seen: Tensor) -> tuple[Tensor, ...]:
        return self.model(sums, dict(zip(FEATURES, seen, strict=True)))


def graph(model: FastReader) -> onnx.ModelProto:
    """The network as ONNX, its weights kept in eight bits."""
    model.eval()
    example = {"sums": torch.zeros(9, EMBEDDED), **example_features()}
    axes = {"sums": {0: "C"}, **{name: AXES[name] for name in FEATURES}}
    buffer = io.BytesIO()
    torch.onnx.export(
        Whole(model), tuple(example.values()), buffer, input_names=list(example), output_names=list(OUTPUTS),
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    return in_eight_bits(onnx.load_from_string(buffer.getvalue()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reader", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--mean-with", type=Path, nargs="*", default=[], help="take the mean with these checkpoints")
    parser.add_argument("--shares", type=float, nargs="*", help="of each checkpoint in the mean; equal by default")
    a = parser.parse_args()
    model = FastReader()
    checkpoints = [torch.load(path, weights_only=True) for path in (a.reader, *a.mean_with)]
    weights = [{**saved["model"], **saved["average"]} for saved in checkpoints]
    model.load_state_dict(mean_weights(weights, a.shares))
    a.out.mkdir(parents=True, exist_ok=True)
    onnx.save(graph(model), str(a.out / GRAPH))
    print(f"{a.out / GRAPH}: {(a.out / GRAPH).stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
