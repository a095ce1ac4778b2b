"""The transformer that reads facts: its files, its input, its run.

In: a passage and its features. Out: the scores of each figure of the passage. One passage is one run of the
network, so that an answer does not depend on what else is read.
"""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from extractor.errors import ModelError
from extractor.facts.confidence import Calibration
from extractor.facts.decode import FigureScores
from extractor.facts.readers.features import Features
from extractor.facts.readers.pieces import Pieces
from extractor.ner.network import open_session

DATA = Path(__file__).resolve().parent / "data"
ARRAYS, GRAPH = "reader.npz", "reader.onnx"
POSITIONS = 510  # pieces of a passage that the encoder sees
_HEADS = 4  # of the classes: kind, direction, basis, modality

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class PieceInput:
    """A text as the encoder takes it.

    Attributes:
        numbers: (P,) of its pieces, with a mark at either end.
        piece_of: (C,) the piece that each character is in.
        place: (C,) 0 first character of its piece, 1 inside, 2 last, 3 the only one.
        first: (P,) the first character of each piece.
    """

    numbers: Array
    piece_of: Array
    place: Array
    first: Array


def piece_input(pieces: Pieces, text: str, begin: int, end: int) -> PieceInput:
    """Cut a text into pieces between the marks `begin` and `end`; what goes beyond `POSITIONS` shares the last one."""
    cut, of = pieces.cut(text)
    numbers = [begin, *cut[: POSITIONS - 2], end]
    owner = np.minimum(np.array(of, dtype=np.int64) + 1, len(numbers) - 1)
    begins = np.diff(owner, prepend=-1) != 0
    ends = np.append(begins[1:], True)
    place = np.where(begins & ends, 3, np.where(begins, 0, np.where(ends, 2, 1)))
    first = np.zeros(len(numbers), dtype=np.int64)
    first[owner[begins]] = np.flatnonzero(begins)
    first[-1] = len(text) - 1
    return PieceInput(np.array(numbers, dtype=np.int64), owner, place, first)


class Network(Protocol):
    """A network that scores the figures of a passage. Safe to share between threads."""

    calibration: Calibration

    def scores(self, text: str, seen: Features) -> list[FigureScores]:
        """The scores of each figure of a passage."""
        ...


class Transformer:
    """Its files opened. Safe to share between threads.

    Args:
        folder: where `reader.npz` and `reader.onnx` lie.

    Raises:
        ModelError: the files are missing or damaged.
    """

    def __init__(self, folder: Path = DATA) -> None:
        arrays, settings = _arrays(folder)
        self._table, self._scale = arrays["table"], arrays["scale"].astype(np.float32)[:, None]
        pieces = settings["pieces"]
        self._pieces = Pieces(pieces["pieces"], pieces["scores"], pieces["unknown"], pieces["folds"])
        self._marks = pieces["begin"], pieces["end"]
        self._session = open_session(folder / GRAPH, arena=True)  # a passage is short

    def parts(self, text: str, seen: Features) -> list[Array]:
        """The scores of a passage's figures, a part an array: see `figure_scores`."""
        given = piece_input(self._pieces, text, *self._marks)
        feed = {
            "rows": self._table[given.numbers] * self._scale[given.numbers],
            "piece_of": given.piece_of,
            "place": given.place,
            "first": given.first,
        }
        feed |= {field.name: getattr(seen, field.name) for field in fields(seen)}
        return list(self._session.run(None, feed))


def figure_scores(out: Sequence[Array]) -> list[FigureScores]:
    """What a network answers for a passage, a part an array over the figures, as the scores of each figure.

    The parts: words, sources, kind, direction, basis, modality, dates, names, edges.
    """
    words, sources, *classes = out[: 2 + _HEADS]
    dates, names, edges = out[2 + _HEADS :]
    return [
        FigureScores(
            words[row],
            sources[row],
            (classes[0][row], classes[1][row], classes[2][row], classes[3][row]),
            dates[row],
            names[row],
            edges[row],
        )
        for row in range(len(words))
    ]


@lru_cache(maxsize=2)
def _arrays(folder: Path) -> tuple[dict[str, Array], dict[str, Any]]:
    for path in (folder / GRAPH, folder / ARRAYS):
        if not path.is_file():
            raise ModelError(
                f'the reader of facts lacks {path}: reinstall extractor, or choose the rules alone with facts="rules"'
            )
    try:
        with np.load(folder / ARRAYS, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        settings = json.loads(zlib.decompress(arrays.pop("settings").tobytes()))
    except (ValueError, OSError, KeyError, zlib.error) as error:
        raise ModelError(f"the file {folder / ARRAYS} is damaged ({error}): reinstall extractor") from None
    return arrays, settings


class LazyNetwork:
    """The network, opened when it is first asked for; copies for other processes open it again.

    Args:
        kind: what opens its files.
        folder: where they lie.
    """

    def __init__(self, kind: Callable[[Path], Network], folder: Path = DATA) -> None:
        self._folder, self._kind = folder, kind
        self._lock = threading.Lock()
        self._network: Network | None = None

    def get(self) -> Network:
        """The network.

        Raises:
            ModelError: its files are missing or damaged.
        """
        if self._network is None:
            with self._lock:
                if self._network is None:
                    self._network = self._kind(self._folder)
        return self._network
