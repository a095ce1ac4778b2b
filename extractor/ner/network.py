"""The layers of the bundled model, twice: for onnxruntime, and in NumPy where that is missing.

In: one row of 128 numbers a character (the sum of its embeddings) and a column that is 1 at characters and 0 in the
gaps between sentences. Out: for each character which kind of text it looks like, and scores of 13 tags under each
convention (see `conventions`). Products are integer products under fixed scales, and nothing reaches across a gap, so
both give the same answers, whatever else is in the batch.
"""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.float32]
EPSILON = np.float32(1e-5)


class Network(Protocol):
    """Rows of embedding sums and the column of real positions in, judgements and scores out."""

    def __call__(self, sums: Rows, real: Rows) -> Rows: ...


def open_session(path: Path, arena: bool = False) -> Any:
    """A session of onnxruntime for a model's file, on one thread.

    Args:
        path: the model's file.
        arena: keep the memory of a run for the next one. Only for inputs of a bounded size: what the longest one took
            is never given back. Without it, the memory of many runs leaves gaps among the records made meanwhile.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = arena
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class OnnxNetwork:
    """The layers under onnxruntime, one thread: articles, not layers, are what is worth spreading over cores."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._session: Any = None

    def __getstate__(self) -> dict[str, Any]:
        """Copies sent to other processes open a session of their own."""
        return {"_path": self._path}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["_path"])  # type: ignore[misc]

    def __call__(self, sums: Rows, real: Rows) -> Rows:
        session = self._session
        if session is None:
            session = self._open()
        scores: Rows = session.run(None, {"sums": sums, "real": real[:, None]})[0]
        return scores

    def _open(self) -> Any:
        with self._lock:
            if self._session is None:
                self._session = open_session(self._path)
            return self._session


class NumpyNetwork:
    """The same layers in NumPy. Sums of integer products stay below 2**24, so float32 holds them exactly."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self._arrays = {name: np.asarray(value) for name, value in arrays.items()}
        self._weights = [self._arrays[f"weight_{i}"].astype(np.float32) for i in range(len(self._arrays["dilations"]))]

    def __call__(self, sums: Rows, real: Rows) -> Rows:
        arrays = self._arrays
        mask = real[:, None]
        x = _normal(sums) * arrays["first_gain"] + arrays["first_bias"]
        for i, dilation in enumerate(arrays["dilations"].tolist()):
            y = (_normal(x) + arrays[f"shift_{i}"]) * mask
            y = np.clip(np.rint(y / arrays["step"]), -128, 127)
            joined = np.zeros((len(y), 3 * y.shape[1]), dtype=np.float32)
            width = y.shape[1]
            joined[dilation:, :width] = y[:-dilation]
            joined[:, width : 2 * width] = y
            joined[:-dilation, 2 * width :] = y[dilation:]
            both = (joined @ self._weights[i]) * arrays[f"scale_{i}"] + arrays[f"bias_{i}"]
            half = both.shape[1] // 2
            x = x + both[:, :half] / (1 + np.exp(-np.clip(both[:, half:], -80, 80)))
        last = _normal(x) * arrays["last_gain"] + arrays["last_bias"]
        scores: Rows = (last @ arrays["head_weight"] + arrays["head_bias"]).astype(np.float32)
        return scores


def _normal(x: Rows) -> Rows:
    centred = x - x.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", centred, centred)[:, None] / np.float32(x.shape[1])
    normal: Rows = centred / np.sqrt(spread + EPSILON)
    return normal


def open_network(graph: Path, arrays: Mapping[str, npt.NDArray[Any]]) -> Network:
    """onnxruntime where it is installed, NumPy otherwise."""
    if importlib.util.find_spec("onnxruntime") is not None:
        return OnnxNetwork(graph)
    return NumpyNetwork(arrays)
