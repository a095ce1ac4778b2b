"""The small network of the fast reader: convolutions over the embeddings of the bundled names model.

In: a passage and its features. Out: `FigureScores` for each figure of the passage. One passage is one run of the
network, so that an answer does not depend on what else is read. The embeddings are those of `extractor.ner`, in memory
once for both.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from extractor.errors import ModelError
from extractor.facts.confidence import Calibration
from extractor.facts.decode import FigureScores
from extractor.facts.readers.features import Features
from extractor.facts.readers.network import DATA, Array, figure_scores
from extractor.ner.bundled import embeddings
from extractor.ner.network import open_session

GRAPH, CALIBRATION = "fast.onnx", "fast-calibration.json"


class FastNetwork:
    """The file opened. Safe to share between threads.

    Args:
        folder: where `fast.onnx` and `fast-calibration.json` lie.

    Attributes:
        calibration: what turns the probabilities of a fact's parts into its confidence.

    Raises:
        ModelError: the network's file is missing or damaged.
    """

    def __init__(self, folder: Path = DATA) -> None:
        graph = folder / GRAPH
        if not graph.is_file():
            raise ModelError(
                f'the fast reader of facts lacks {graph}: reinstall extractor, or choose the rules with facts="rules"'
            )
        self.calibration = Calibration.load(folder / CALIBRATION)
        try:
            self._session = open_session(graph, arena=True)  # a passage is short
        except Exception as error:  # onnxruntime's own classes differ by version
            raise ModelError(f"the file {graph} is damaged ({error}): reinstall extractor") from None

    def parts(self, text: str, seen: Features) -> list[Array]:
        """The scores of a passage's figures, a part an array: see `figure_scores`."""
        feed = {field.name: getattr(seen, field.name) for field in fields(seen)}
        return list(self._session.run(None, {"sums": embeddings(text), **feed}))

    def scores(self, text: str, seen: Features) -> list[FigureScores]:
        """The scores of each figure of a passage."""
        return figure_scores(self.parts(text, seen))
