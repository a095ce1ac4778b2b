"""Write the student as it ships: `model.npz` (vocabulary, embeddings, weights in 8 bits) and `model.onnx` (its layers).

    python -m training.export LAC STUDENT.pt extractor/ner/data --words WORDS.txt [--mixture "house: house=1" …]

The embeddings, with the first linear layer folded in, are kept in 8 bits with one scale a row. The convolutions are
integer products: activations come out of a layer norm, so one fixed scale a layer fits every text, and an answer never
depends on what else is in the batch. NumPy repeats the same integer products exactly in floats (their sums stay below
2**24), so both runtimes give the same answers.
"""

from __future__ import annotations

import argparse
import json
import zlib
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from training import lac
from training.data import HEADS, KINDS
from training.student import DILATIONS, WIDTH, Student

# Chosen by the dev splits and the house sentences held out: see MODEL_CARD.md.
MIXTURE = (
    "house: house=0.6, uner=0.2, resume=0.2",
    "uner: uner=0.7, house=0.3",
    "cluener: house=0.5, cluener=0.5",
    "resume: resume=1",
    "weibo: house=0.6, uner=0.2, resume=0.2",
)
PRIOR = ""
NEWS = ("house",)  # whose countries the lists add; portal texts do better without (see MODEL_CARD.md)


def rows_int8(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each row as int8 times a scale of its own (kept in float16, and used as kept)."""
    scale = (np.abs(table).max(1) / 127).astype(np.float16)
    scale = np.maximum(scale, np.float16(1e-6))
    return np.clip(np.round(table / scale[:, None].astype(np.float32)), -127, 127).astype(np.int8), scale


def columns_int8(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each column as 7-bit integers times a scale of its own.

    Seven bits: processors without VNNI add pairs of products in 16 bits, which 8-bit weights could overflow.
    """
    scale = (np.abs(matrix).max(0) / 63).astype(np.float32)
    return np.clip(np.round(matrix / scale), -63, 63).astype(np.int8), scale


def layers(
    state: dict[str, np.ndarray], mixture: dict[str, dict[str, float]], prior: dict[str, float], activation: float
) -> dict[str, np.ndarray]:
    """The arrays of the network by name, quantized.

    `mixture`: for each kind of text the heads it is read by; `prior`: how much more a sentence looks like a
    kind of text than the network says, in logits; `activation`: the value that the integer 127 stands for.
    """
    out: dict[str, np.ndarray] = {"place": state["place.weight"].astype(np.float32)}
    for name in ("first", "last"):
        out[f"{name}_gain"], out[f"{name}_bias"] = state[f"{name}.weight"], state[f"{name}.bias"]
    for i in range(len(DILATIONS)):
        gain, bias = state[f"norms.{i}.weight"], state[f"norms.{i}.bias"]
        matrix = state[f"convs.{i}.weight"].T  # (3 * WIDTH, 2 * WIDTH)
        # The norm's gain moves into the convolution, so that all channels share one scale; its bias, over its gain,
        # stays with the activations, because it must be 0 in gaps.
        safe = np.where(np.abs(gain) < 1e-4, 1e-4, gain)
        matrix = matrix * np.tile(safe, 3)[:, None]
        out[f"shift_{i}"] = (bias / safe).astype(np.float32)
        out[f"weight_{i}"], scale = columns_int8(matrix)
        out[f"scale_{i}"] = (scale * activation / 127).astype(np.float32)
        out[f"bias_{i}"] = state[f"convs.{i}.bias"].astype(np.float32)
    used = [head for head in HEADS if any(head in heads for heads in mixture.values())]
    weights, biases = state["heads.weight"].reshape(len(HEADS), 13, WIDTH), state["heads.bias"].reshape(len(HEADS), 13)
    rows = [HEADS.index(head) for head in used]
    judge = state["kinds.bias"].copy()
    for kind, more in prior.items():
        judge[KINDS.index(kind)] += more
    out["head_weight"] = np.concatenate((state["kinds.weight"], *weights[rows])).T.astype(np.float32)
    out["head_bias"] = np.concatenate((judge, *biases[rows])).astype(np.float32)
    out["mixture"] = np.array([[mixture[kind].get(head, 0) for head in used] for kind in KINDS], dtype=np.float32)
    out["news"] = np.array([kind in NEWS for kind in KINDS])
    out["step"] = np.array(activation / 127, dtype=np.float32)
    out["dilations"] = np.array(DILATIONS, dtype=np.int64)
    return out


def graph(arrays: dict[str, np.ndarray]) -> onnx.ModelProto:
    """The network as ONNX: sums of embeddings (T, 128) and real (T, 1) in, head numbers out: see layers()."""
    nodes, constants = [], {}

    def constant(name: str, value: np.ndarray) -> str:
        constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def node(kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    ones, one = constant("ones", np.ones(WIDTH, np.float32)), constant("one", np.array(1, np.float32))
    middle = constant("middle", np.array(128, np.uint8))
    none = constant("none", np.array(0, np.int8))
    step = constant("step", arrays["step"])
    gain, bias = constant("first_gain", arrays["first_gain"]), constant("first_bias", arrays["first_bias"])
    x = node("LayerNormalization", ["sums", gain, bias], "x", axis=-1, epsilon=1e-5)
    for i, dilation in enumerate(arrays["dilations"].tolist()):
        shift = constant(f"shift_{i}", arrays[f"shift_{i}"])
        y = node("LayerNormalization", [x, ones, shift], f"norm_{i}", axis=-1, epsilon=1e-5)
        y = node("Mul", [y, "real"], f"masked_{i}")
        y = node("QuantizeLinear", [y, step, middle], f"integers_{i}")
        pads = constant(f"pads_{i}", np.array([dilation, 0, dilation, 0], np.int64))
        p = node("Pad", [y, pads, "middle"], f"padded_{i}", mode="constant")
        axis, zero = constant(f"axis_{i}", np.array([0], np.int64)), constant(f"zero_{i}", np.array([0], np.int64))
        last = constant(f"last_{i}", np.array([-2 * dilation], np.int64))
        far = constant(f"far_{i}", np.array([2 * dilation], np.int64))
        end = constant(f"end_{i}", np.array([2**62], np.int64))
        left = node("Slice", [p, zero, last, axis], f"left_{i}")
        right = node("Slice", [p, far, end, axis], f"right_{i}")
        joined = node("Concat", [left, y, right], f"joined_{i}", axis=1)
        weight = constant(f"weight_{i}", arrays[f"weight_{i}"])
        # onnxruntime's own operation: the integer product, its scale and the bias in one pass over memory.
        scaled = [joined, weight, one, constant(f"scale_{i}", arrays[f"scale_{i}"]), "middle", none]
        product = node(
            "MatMulIntegerToFloat",
            [*scaled, constant(f"bias_{i}", arrays[f"bias_{i}"])],
            f"conv_{i}",
            domain="com.microsoft",
        )
        nodes.append(
            helper.make_node("Split", [product], [f"value_{i}", f"gate_{i}"], axis=1, num_outputs=2)
        )
        gate = node("Sigmoid", [f"gate_{i}"], f"open_{i}")
        gated = node("Mul", [f"value_{i}", gate], f"gated_{i}")
        x = node("Add", [x, gated], f"x_{i}")
    gain, bias = constant("last_gain", arrays["last_gain"]), constant("last_bias", arrays["last_bias"])
    y = node("LayerNormalization", [x, gain, bias], "normal", axis=-1, epsilon=1e-5)
    weight, bias = constant("head_weight", arrays["head_weight"]), constant("head_bias", arrays["head_bias"])
    node("Gemm", [y, weight, bias], "scores")
    made = helper.make_graph(
        nodes,
        "names",
        [
            helper.make_tensor_value_info("sums", TensorProto.FLOAT, ["rows", WIDTH]),
            helper.make_tensor_value_info("real", TensorProto.FLOAT, ["rows", 1]),
        ],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["rows", len(arrays["head_bias"])])],
        list(constants.values()),
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(made, opset_imports=opsets, ir_version=8)
    onnx.checker.check_model(model)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lac", type=Path)
    parser.add_argument("student", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--mean-with", type=Path, help="another student of the same beginnings: the mean of both ships")
    parser.add_argument("--mixture", nargs="+", default=MIXTURE, help="which heads read which kind of text")
    parser.add_argument("--prior", default=PRIOR, help="how much more a sentence looks like a kind of text: uner=0.5,…")
    parser.add_argument("--name", default="bundled")
    parser.add_argument("--activation", type=float, default=6.0, help="the normed activation that is the largest kept")
    parser.add_argument("--words", type=Path, required=True, help="the words the student was trained with, one a line")
    a = parser.parse_args()
    weights = torch.load(a.student)
    if a.mean_with:
        other = torch.load(a.mean_with)
        weights = {name: (of + other[name]) / 2 for name, of in weights.items()}
    state = {k: v.numpy() for k, v in weights.items()}
    student = Student(state["embedding"])
    student.load_state_dict(weights)
    with torch.no_grad():
        char_table, word_table = (t.numpy() for t in student.tables())
    words = a.words.read_text(encoding="utf8").split("\n")
    # `training.words` writes single characters first, so the character table is the beginning of the same numbering.
    singles = sum(len(word) == 1 for word in words)
    mixture = {}
    for line in a.mixture:
        kind, _, heads = line.partition(":")
        mixture[kind] = {head.strip(): float(share) for head, share in (pair.split("=") for pair in heads.split(","))}
    prior = {kind.strip(): float(more) for kind, more in (pair.split("=") for pair in a.prior.split(",") if pair)}
    arrays = layers(state, mixture, prior, a.activation)
    char_int, char_scale = rows_int8(char_table[[*range(singles), len(words)]])
    word_int, word_scale = rows_int8(word_table)
    text = "\n".join(words)
    folds = "".join(x + y for x, y in lac.folds(a.lac))
    vocabulary = zlib.compress(json.dumps({"words": text, "folds": folds}, ensure_ascii=False).encode(), 9)
    a.out.mkdir(parents=True, exist_ok=True)
    np.savez(
        a.out / "model.npz",
        name=np.array(a.name),
        vocabulary=np.frombuffer(vocabulary, dtype=np.uint8),
        char_table=char_int,
        char_scale=char_scale,
        word_table=word_int,
        word_scale=word_scale,
        **arrays,
    )
    onnx.save(graph(arrays), a.out / "model.onnx")
    for path in sorted(a.out.glob("model.*")):
        print(path, f"{path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
