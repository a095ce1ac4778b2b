"""LAC-full, the Apache-2.0 lexical analyser of Baidu, as the starting point: its weights, its word cutter, its network.

In: the unpacked `lac` 2.1.2 source distribution (`python -m training.fetch`). Out: embeddings and weights as arrays,
the cutter that gives the words its network reads, and the plain network in NumPy for first labels.

    在李涛的家乡 -> 在 李 涛 的 家乡 -> O B-PER I-PER O O
"""

from __future__ import annotations

from math import log
from pathlib import Path

import numpy as np

CONF, MODEL = "LAC/lac_model/conf", "LAC/lac_model/model"


def parameters(path: Path) -> np.ndarray:
    """One Paddle parameter file: a header with a small protobuf (type, dims), then little-endian floats."""
    raw = path.read_bytes()
    size = int.from_bytes(raw[16:20], "little") if raw[:16] == bytes(16) else 0
    # Header: u32 version, u64 lod levels, u32 tensor version, i32 size of the description, the description.
    description = raw[20 : 20 + size]
    dims, at = [], 0
    while at < len(description):
        key = description[at]
        at += 1
        value = shift = 0
        while True:
            byte = description[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                break
        if key >> 3 == 2:
            dims.append(value)
    return np.frombuffer(raw, dtype="<f4", offset=20 + size).reshape(dims).copy()


def words(root: Path) -> list[str]:
    """The embedding's rows in order; the last, `OOV`, stands for all other words."""
    return [line.rstrip("\n").split("\t")[1] for line in (root / CONF / "word.dic").open(encoding="utf8")]


def folds(root: Path) -> list[tuple[str, str]]:
    """Character folding: traditional to simplified, full width to half, capitals to small letters."""
    pairs = [line.rstrip("\n").split("\t") for line in (root / CONF / "q2b.dic").open(encoding="utf8")]
    return [(pair[0], pair[1]) for pair in pairs if len(pair) == 2]


class Cutter:
    """The cut into the fewest words of LAC's dictionary, ties by length, as LAC's own code does it."""

    def __init__(self, root: Path) -> None:
        self.lengths: dict[str, int] = {}
        for line in (root / CONF / "small_seg.dic").open(encoding="utf8"):
            word = line.strip().split(" ")[0]
            self.lengths[word] = len(word)
            for i in range(1, len(word)):
                self.lengths.setdefault(word[:i], 0)
        self.rows = {word: row for row, word in enumerate(words(root))}
        self.fold = dict(folds(root))
        self.table = str.maketrans(self.fold)
        self.log = [0.0] + [log(i) for i in range(1, 64)]
        self.cost = 18.0  # log of the corpus size in LAC's dictionary: far above log(length), so fewest words wins

    def cut(self, text: str) -> list[str]:
        lengths, n, cost, logs = self.lengths, len(text), self.cost, self.log
        best = [0.0] * (n + 1)
        jump = [0] * n
        for i in range(n - 1, -1, -1):
            top, to = best[i + 1] - cost, i + 1
            end = i + 1
            while end <= n:
                known = lengths.get(text[i:end], -1)
                if known < 0:
                    break
                if known:
                    value = best[end] - cost + logs[known]
                    if value >= top:
                        top, to = value, end
                end += 1
            best[i], jump[i] = top, to
        out, i, run = [], 0, ""
        while i < n:
            word = text[i : jump[i]]
            i = jump[i]
            if len(word) == 1 and word.isascii() and word.isalnum():
                run += word
                continue
            if run:
                out.append(run)
                run = ""
            out.append(word)
        if run:
            out.append(run)
        return out

    def ids(self, text: str) -> tuple[list[int], list[int]]:
        """Rows and lengths in characters of the words of a text; words without a row are given by character."""
        rows, sizes, oov = [], [], self.rows["OOV"]
        for word in self.cut(text):
            folded = word.translate(self.table)
            if word in self.rows or folded in self.rows:
                rows.append(self.rows.get(folded, oov))
                sizes.append(len(word))
            else:
                for char in word:
                    rows.append(self.rows.get(self.fold.get(char, char), oov))
                    sizes.append(1)
        return rows, sizes


def weights(root: Path) -> dict[str, np.ndarray]:
    """All parameters by name: word_emb, fc_0..4.w_0/b_0, gru_0..3.w_0/b_0, crfw."""
    return {path.name: parameters(path) for path in sorted((root / MODEL).iterdir()) if path.name != "__model__"}
