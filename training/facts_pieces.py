"""Choose the pieces of the encoder that the reader of facts keeps, and cut passages into them.

    python -m training.facts_pieces PACK NEWS OUT.txt [--characters 3000000]

Kept are the pieces that occur at least three times in a part of the news, and all single characters.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from extractor.facts.readers.network import piece_input
from extractor.facts.readers.pieces import Pieces
from training.pieces import Pack, pieces_of


class PieceReader:
    """Passages as the encoder's input: rows of the embedding table, and which piece each character is in."""

    def __init__(self, pack: Pack, chosen: Path) -> None:
        numbers = np.array(json.loads(chosen.read_text()), dtype=np.int64)
        self.table = torch.from_numpy(pack.matrix("emb.word", pack.width, numbers))
        places = {int(number): row for row, number in enumerate(numbers)}
        self.begin, self.end = places[pack.begin], places[pack.end]
        names = [pack.pieces[i] for i in numbers]
        self.pieces = Pieces(names, [pack.scores[i] for i in numbers], places[pack.unknown], pack.folds)
        self.cache: dict[str, tuple[Tensor, ...]] = {}
        self.below: dict[str, Tensor] = {}

    def tensors(self, text: str) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Rows (P, 384); for each character its piece and its place in it; each piece's first character."""
        if text not in self.cache:
            given = piece_input(self.pieces, text, self.begin, self.end)
            self.cache[text] = tuple(
                torch.from_numpy(a) for a in (given.numbers, given.piece_of, given.place, given.first)
            )
        numbers, owner, place, first = self.cache[text]
        return self.table[numbers], owner, place, first


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--characters", type=int, default=3_000_000)
    a = parser.parse_args()
    pack = Pack(a.pack)
    everything = pieces_of(pack)
    counts: Counter[int] = Counter()
    read = 0
    with gzip.open(a.news, "rt", encoding="utf8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            counts.update(everything.cut(text)[0])
            read += len(text)
            if read > a.characters:
                break
    kept = {number for number, count in counts.items() if count >= 3}
    kept |= {number for number, piece in enumerate(pack.pieces) if len(piece) == 1 and _is_ours(piece)}
    kept |= {pack.begin, pack.end, pack.unknown}
    a.out.write_text(json.dumps(sorted(kept)))
    print(f"{len(kept)} pieces of {len(pack.pieces)}")


def _is_ours(character: str) -> bool:
    """Latin letters and signs, punctuation, Han."""
    ranges = (("\0", "\x7f"), ("\u2000", "\u33ff"), ("\u4e00", "\u9fff"), ("\uff00", "\U0010ffff"))
    return any(first <= character <= last for first, last in ranges)


if __name__ == "__main__":
    main()
