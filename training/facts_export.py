"""Write the reader of facts as it ships: `reader.npz` (pieces and their rows) and `reader.onnx` (the network).

    python -m training.facts_export READER.pt PACK PIECES.json extractor/facts/readers/data [--average]

The encoder's matrices are multiplied in 8 bits, by scales of each column and of each passage's activations. All other
weights are rounded to 8 bits and computed with as floats. The graph is kept as onnxruntime optimizes it, and the arrays
uncompressed, so that a reader is opened in a third of the time; a wheel packs both.
`training.facts_calibrate` adds the calibration of the confidence.
"""

from __future__ import annotations

import argparse
import io
import json
import zlib
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from extractor.facts.readers.features import Features
from extractor.facts.readers.network import ARRAYS, GRAPH
from training.export import rows_int8
from training.facts_model import FactReader
from training.facts_pieces import PieceReader
from training.pieces import Pack

FEATURES = tuple(field.name for field in fields(Features))
OUTPUTS = ("words", "sources", "kind", "direction", "basis", "modality", "date_scores", "name_scores", "edges")
SMALLEST = 4096  # numbers of a matrix that is worth eight bits
AXES = {
    "rows": {0: "P"}, "piece_of": {0: "C"}, "place": {0: "C"}, "first": {0: "P"},
    "characters": {0: "C"}, "kinds": {0: "C"}, "marks": {0: "C"}, "segments": {0: "C"}, "roles": {0: "C"},
    "distance": {0: "F", 1: "C"}, "clauses": {0: "F", 1: "C"}, "sentences": {0: "F", 1: "C"},
    "between": {0: "F", 1: "C"}, "paragraphs": {0: "F", 1: "C"}, "figure_roles": {0: "F", 1: "C"},
    "figures": {0: "F"}, "spans": {0: "F"},
    "date_spans": {0: "D"}, "dates": {0: "D"}, "date_flags": {0: "F", 1: "D"}, "date_orders": {0: "F", 1: "D"},
    "name_spans": {0: "N"}, "names": {0: "N"}, "name_flags": {0: "F", 1: "N"}, "name_orders": {0: "F", 1: "N"},
}  # fmt: skip


class Whole(nn.Module):
    """The network from rows of the embedding table to scores, its inputs in a fixed order."""

    def __init__(self, model: FactReader) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, rows: Tensor, piece_of: Tensor, place: Tensor, first: Tensor, *seen: Tensor
    ) -> tuple[Tensor, ...]:
        below = self.model.encoder.below(rows)
        return self.model(below, piece_of, place, first, dict(zip(FEATURES, seen, strict=True)))


def example_features() -> dict[str, Tensor]:
    """Features of the right shapes, of 9 characters, 2 figures, 3 dates and 4 names."""
    sizes = {"C": 9, "F": 2, "D": 3, "N": 4}
    columns = {"figures": [8], "spans": [2], "date_spans": [2], "name_spans": [2], "dates": [5]}
    shapes = {name: [sizes[axis] for axis in AXES[name].values()] + columns.get(name, []) for name in FEATURES}
    return {name: torch.zeros(shape).long() for name, shape in shapes.items()}


def graph(model: FactReader) -> onnx.ModelProto:
    """The network as ONNX, its matrices in eight bits."""
    model.eval()
    example = {
        "rows": torch.zeros(7, 384), "piece_of": torch.zeros(9).long(), "place": torch.zeros(9).long(),
        "first": torch.zeros(7).long(), **example_features(),
    }  # fmt: skip
    buffer = io.BytesIO()
    torch.onnx.export(
        Whole(model), tuple(example.values()), buffer, input_names=list(example), output_names=list(OUTPUTS),
        dynamic_axes=AXES, opset_version=17, dynamo=False,
    )  # fmt: skip
    return optimized(in_eight_bits(multiplied_in_eight_bits(onnx.load_from_string(buffer.getvalue()))))


def multiplied_in_eight_bits(model: onnx.ModelProto) -> onnx.ModelProto:
    """The encoder's products of matrices in integers: weights of 7 bits, which no processor's 16-bit sums overflow."""
    layers = [
        node.name
        for node in model.graph.node
        if node.op_type == "MatMul" and node.name.split("/")[-2] in ("ask", "answer", "widen", "narrow")
    ]
    with TemporaryDirectory() as folder:
        floats, integers = Path(folder) / "floats.onnx", Path(folder) / "integers.onnx"
        onnx.save(model, str(floats))
        quantize_dynamic(
            floats, integers, nodes_to_quantize=layers, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
        return onnx.load(str(integers))


def in_eight_bits(model: onnx.ModelProto) -> onnx.ModelProto:
    """Large matrices as 8-bit integers, turned into floats by two nodes each."""
    nodes, constants = [], []
    for tensor in model.graph.initializer:
        value = numpy_helper.to_array(tensor)
        if value.dtype != np.float32 or value.ndim < 2 or value.size < SMALLEST:
            constants.append(tensor)
            continue
        axis = 0 if value.ndim == 3 or _is_table(model, tensor.name) else value.ndim - 1
        others = tuple(i for i in range(value.ndim) if i != axis)
        scale = np.maximum(np.abs(value).max(others, keepdims=True) / 127, 1e-9).astype(np.float32)
        whole, scales, name = tensor.name + "_int8", tensor.name + "_scale", tensor.name
        constants.append(numpy_helper.from_array(np.round(value / scale).astype(np.int8), whole))
        constants.append(numpy_helper.from_array(scale, scales))
        nodes.append(helper.make_node("Cast", [whole], [name + "_float"], to=onnx.TensorProto.FLOAT))
        nodes.append(helper.make_node("Mul", [name + "_float", scales], [name]))
    del model.graph.initializer[:]
    model.graph.initializer.extend(constants)
    kept = list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend([*nodes, *kept])
    onnx.checker.check_model(model)
    return model


def optimized(model: onnx.ModelProto) -> onnx.ModelProto:
    """The graph with its nodes joined and its constants worked out, so that nothing of it is left for the start.

    Only what holds for every processor is done here; the scores stay the same bits.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "optimized.onnx"
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        options.optimized_model_filepath = str(path)
        onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        written = onnx.load(str(path))
    domains = {node.domain for node in written.graph.node}
    used = [opset for opset in written.opset_import if opset.domain in domains]
    del written.opset_import[:]  # it names every domain there is, in versions that older ones of onnxruntime lack
    written.opset_import.extend(used)
    return written


def _is_table(model: onnx.ModelProto, name: str) -> bool:
    """Whether a matrix is an embedding table: rows are gathered from it."""
    return any(node.op_type == "Gather" and node.input[0] == name for node in model.graph.node)


def arrays(reader: PieceReader) -> dict[str, np.ndarray]:
    """The embedding table in eight bits, and the pieces."""
    table, scale = rows_int8(reader.table.numpy())
    pieces = reader.pieces
    ordered = sorted(pieces.score.items(), key=lambda item: item[1][1])
    names, scores = [""] * len(table), [0.0] * len(table)
    for piece, (score, number) in ordered:
        names[number], scores[number] = piece, round(score, 4)
    settings = {
        "pieces": {
            "pieces": names, "scores": scores, "unknown": pieces.unknown, "folds": pieces.folds,
            "begin": reader.begin, "end": reader.end,
        },
    }  # fmt: skip
    packed = zlib.compress(json.dumps(settings, ensure_ascii=False).encode(), 9)
    return {"table": table, "scale": scale, "settings": np.frombuffer(packed, np.uint8)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reader", type=Path)
    parser.add_argument("pack", type=Path)
    parser.add_argument("pieces", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--average", action="store_true", help="the running mean of the weights, not the last of them")
    a = parser.parse_args()
    saved = torch.load(a.reader, weights_only=False)
    pack = Pack(a.pack)
    model = FactReader(pack, saved["depth"], saved["frozen"])
    model.load_state_dict(saved["model"])
    if a.average:
        model.load_state_dict(saved["average"], strict=False)
    a.out.mkdir(parents=True, exist_ok=True)
    np.savez(a.out / ARRAYS, **arrays(PieceReader(pack, a.pieces)))
    onnx.save(graph(model), str(a.out / GRAPH))
    for name in (ARRAYS, GRAPH):
        print(f"{a.out / name}: {(a.out / name).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
