"""The model that comes with the package: a small network over characters and words, trained on Chinese news.

In: sentences. Out: their people, bodies and places with scores. It needs no download and no spaCy, opens in a fraction
of a second when first used, and gives a sentence the same answer alone, in any company and in any order.

    "国家统计局新闻发言人付凌晖表示" -> (0, 5, ORG), (10, 13, PERSON)

How it was trained, on what, and how well it does: training/MODEL_CARD.md.
"""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.errors import ModelError
from extractor.ner.conventions import mixed
from extractor.ner.decoding import decode
from extractor.ner.features import GAP, Features, Vocabulary
from extractor.ner.model import NamedSpan
from extractor.ner.network import Network, open_network

DATA = Path(__file__).resolve().parent / "data"
ROWS = 512  # characters a run of the network: few enough to stay in the processor's cache
LONG = 4096  # the same for a single long sentence
REACH = 16  # characters that a character's scores can depend on at either side; the network's dilations add up to 10
TEXT = 60_000  # characters worked on at a time, so that memory does not grow with the number of sentences


class BundledModel:
    """The package's own model.

    Safe to share between threads. Copies for other processes are small: they open the files again.

    Args:
        folder: where `model.npz` and `model.onnx` lie; the package's own by default.
        network: what runs the layers; chosen by itself (onnxruntime, or NumPy where that is missing).

    Raises:
        ModelError: the files are missing or damaged.

    Example:
        >>> BundledModel().label(["李涛在北京说。"])[0][0][:3]
        (0, 2, 'PERSON')
    """

    name = "bundled"

    def __init__(self, folder: Path | None = None, network: Network | None = None) -> None:
        self._folder = folder or DATA
        self._given = network
        self._lock = threading.Lock()
        self._loaded: _Loaded | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {"folder": self._folder, "network": self._given}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["folder"], state["network"])  # type: ignore[misc]

    def label(self, sentences: Sequence[str]) -> list[list[NamedSpan]]:
        """The names of each sentence; offsets are code points into it."""
        return self.label_and_classify(sentences)[0]

    def label_and_classify(self, sentences: Sequence[str]) -> tuple[list[list[NamedSpan]], list[bool]]:
        """The names of each sentence, and whether it is one of news: lists that follow the news' convention fit it."""
        loaded = self._loaded or self._load()
        out: list[list[NamedSpan]] = []
        news: list[bool] = []
        for group in _groups(sentences):
            features = loaded.vocabulary.features(group)
            scores, like_news = loaded.scores(features)
            news += like_news.tolist()
            for spans in decode(scores, features.starts, features.lengths):
                out.append([NamedSpan(*span) for span in spans])
        return out, news

    def _load(self) -> _Loaded:
        with self._lock:
            if self._loaded is None:
                self._loaded = _loaded(self._folder)
                if self._given is not None:
                    self._loaded = _Loaded(self._loaded.arrays, self._loaded.vocabulary, self._given)
            return self._loaded


def embeddings(text: str, folder: Path | None = None) -> npt.NDArray[np.float32]:
    """What the bundled model's network is given of a text: the sum of each character's embeddings, one row each.

    Args:
        text: any text.
        folder: where the model's files lie; the package's own by default. They are opened once for all who ask.

    Raises:
        ModelError: the files are missing or damaged.

    Example:
        >>> embeddings("统计局").shape
        (3, 128)
    """
    loaded = _loaded(folder or DATA)
    features = loaded.vocabulary.features([text])
    rows = slice(GAP, GAP + len(text))
    space = np.empty((2, len(text), loaded.arrays["place"].shape[1]), dtype=np.float32)
    return loaded.summed_embeddings(features, rows, space)


class _Loaded:
    """What is read from the files, and never changes."""

    def __init__(self, arrays: dict[str, npt.NDArray[Any]], vocabulary: Vocabulary, network: Network) -> None:
        self.arrays, self.vocabulary, self.network = arrays, vocabulary, network

    def scores(self, features: Features) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.bool_]]:
        """Scores of the 13 tags for the flat row of all sentences, and which are news."""
        out = np.zeros((len(features.real), 13), dtype=np.float32)
        starts, lengths = features.starts, features.lengths
        news = np.zeros(len(starts), dtype=bool)
        ends = (starts + lengths).tolist()
        # Memory for a run's rows is asked for once: fresh memory for each run would cost more than the sums.
        longest = min(max(ROWS, int(lengths.max(initial=0)) + GAP), LONG + 2 * REACH)
        space = np.empty((2, longest, self.arrays["place"].shape[1]), dtype=np.float32)
        first = since = 0
        for i, end in enumerate(ends):
            if i + 1 < len(ends) and ends[i + 1] - first <= ROWS:
                continue
            numbers = self.numbers(features, first, end, space)
            piece = slice(since, i + 1)
            where = starts[piece] - first, lengths[piece]
            out[first:end], news[piece] = mixed(numbers, *where, self.arrays["mixture"], self.arrays["news"])
            first, since = end, i + 1
        return out, news

    def numbers(
        self, features: Features, first: int, end: int, space: npt.NDArray[np.float32]
    ) -> npt.NDArray[np.float32]:
        """The network's numbers for some rows, a long sentence in windows that see as far as the network can."""
        parts = []
        for at in range(first, end, LONG):
            upto = min(at + LONG, end)
            low, high = max(first, at - REACH), min(end, upto + REACH)
            rows = slice(low, high)
            sums = self.summed_embeddings(features, rows, space[:, : high - low])
            parts.append(self.network(sums, features.real[rows])[at - low : upto - low])
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def summed_embeddings(
        self, features: Features, rows: slice, space: npt.NDArray[np.float32]
    ) -> npt.NDArray[np.float32]:
        """The sum of a character's embeddings, its own, its two words', its places in them, in the first of `space`."""
        a = self.arrays
        total: npt.NDArray[np.float32]
        total, part = space
        np.take(a["place"], features.place[rows], axis=0, out=total, mode="clip")
        for ids, table in ((features.characters, "char"), (features.forward, "word"), (features.backward, "word")):
            # Characters the vocabulary lacks have the number after the last word; in either table it is the last row.
            at = np.minimum(ids[rows], len(a[f"{table}_table"]) - 1)
            np.multiply(a[f"{table}_table"].take(at, axis=0), a[f"{table}_scale"].take(at, axis=0), out=part)
            total += part
        return total


def _groups(sentences: Sequence[str]) -> Iterator[list[str]]:
    """Consecutive sentences of about `TEXT` characters together."""
    group: list[str] = []
    size = 0
    for sentence in sentences:
        if group and size + len(sentence) > TEXT:
            yield group
            group, size = [], 0
        group.append(sentence)
        size += len(sentence)
    if group:
        yield group


@lru_cache(maxsize=2)
def _loaded(folder: Path) -> _Loaded:
    graph, archive = folder / "model.onnx", folder / "model.npz"
    for path in (graph, archive):
        if not path.is_file():
            raise ModelError(
                f"the bundled model lacks {path}: reinstall extractor (pip install --force-reinstall extractor)"
            )
    try:
        with np.load(archive, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        stored = json.loads(zlib.decompress(arrays.pop("vocabulary").tobytes()))
    except (ValueError, OSError, KeyError, zlib.error) as error:
        raise ModelError(f"the bundled model's file {archive} is damaged ({error}): reinstall extractor") from None
    for table in ("char", "word"):
        arrays[f"{table}_scale"] = arrays[f"{table}_scale"].astype(np.float32)[:, None]
    folds = stored["folds"]
    pairs = list(zip(folds[::2], folds[1::2], strict=True))
    return _Loaded(arrays, Vocabulary(stored["words"].split("\n"), pairs), open_network(graph, arrays))
