"""From sentences to the numbers the network reads: a character, the words around it, its place in them.

In: sentences as plain text. Out: one flat row of ids for all of them together, with a gap between two sentences, so
that the network runs over one long row and no sentence is padded to the length of another.

    李涛在北京说        characters   李 涛 在 北 京 说
    words, left to right (longest first)    李 涛 在 北京北京 说      place  S S S B E S
    words, right to left (longest first)    李 涛 在 北京北京 说      place  S S S B E S

The two readings of the words differ where words could be cut in two ways (李干|杰出|席, 李|干杰|出席), which tells the
network that the cut is uncertain. Nothing here is per character in Python: characters are looked up in a table, words
are found by one automaton (Aho-Corasick, leftmost longest), so the cost is linear and small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import ahocorasick_rs
import numpy as np
import numpy.typing as npt

UNKNOWN = "\ufffd"  # what a character the vocabulary lacks is replaced by before words are looked for
GAP = 4  # rows between two sentences; as wide as the widest dilation of the network, so that none sees another

Ids = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Features:
    """The rows of many sentences, one after the other.

    `characters`, `forward`, `backward`: row numbers in the embedding tables, one a position. `place`: 0-15, four times
    the place in the forward word plus the place in the backward word (0 begin, 1 inside, 2 end, 3 single).
    `real`: 1 where there is a character, 0 in a gap. `starts`, `lengths`: where each sentence begins, its length.
    """

    characters: Ids
    forward: Ids
    backward: Ids
    place: Ids
    real: npt.NDArray[np.float32]
    starts: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]


class Vocabulary:
    """The words and characters the embeddings know, and the folding of characters on the way to them.

    Args:
        words: the embedding's rows in order; single characters and words mixed. The last row is for all others.
        folds: pairs (character, its plain form): traditional to simplified, full width to half width, capitals to small
            letters. One character always becomes one character, so offsets never move.
    """

    def __init__(self, words: Sequence[str], folds: Sequence[tuple[str, str]]) -> None:
        self.words = tuple(words)
        self.unknown = len(words)
        singles = {word: row for row, word in enumerate(words) if len(word) == 1}
        # A table over the basic plane; everything beyond it (emoji, rare characters) is unknown to the embeddings.
        fold = np.full(0x10000, ord(UNKNOWN), dtype=np.uint32)
        row_of = np.full(0x10000, self.unknown, dtype=np.int32)
        for word, row in singles.items():
            if ord(word) < 0x10000:
                fold[ord(word)] = ord(word)
                row_of[ord(word)] = row
        for source, target in folds:
            if ord(source) < 0x10000 and target in singles and ord(target) < 0x10000:
                fold[ord(source)] = ord(target)
                row_of[ord(source)] = singles[target]
        fold[ord("\n")] = ord("\n")
        self._fold, self._row_of = fold, row_of
        several = [(word, row) for row, word in enumerate(words) if len(word) > 1]
        self._row_of_match = np.array([row for _, row in several] or [0], dtype=np.int32)
        longest = ahocorasick_rs.MatchKind.LeftmostLongest
        self._forward = ahocorasick_rs.AhoCorasick([word for word, _ in several], matchkind=longest)
        self._backward = ahocorasick_rs.AhoCorasick([word[::-1] for word, _ in several], matchkind=longest)

    def features(self, sentences: Sequence[str]) -> Features:
        """Ids of all sentences in one flat row. Any text is taken: empty, unknown scripts, lone surrogates."""
        lengths = np.fromiter((len(s) for s in sentences), dtype=np.int64, count=len(sentences))
        gap = "\n" * GAP
        text = gap.join(["", *sentences, ""])
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        starts = GAP + np.concatenate(([0], np.cumsum(lengths[:-1] + GAP))) if len(lengths) else lengths
        codes = np.minimum(codes, 0xFFFF)
        folded_codes = self._fold[codes]
        folded = folded_codes.tobytes().decode("utf-32-le")
        characters = self._row_of[codes]
        size = len(codes)
        real = np.zeros(size, dtype=np.float32)
        step = np.zeros(size + 1, dtype=np.int32)
        np.add.at(step, starts, 1)
        np.add.at(step, starts + lengths, -1)
        real[:] = np.cumsum(step[:-1])
        forward, forward_place = self._words(self._forward, folded, characters)
        backward, backward_place = self._words(self._backward, folded[::-1], characters[::-1])
        backward, backward_place = backward[::-1], backward_place[::-1]
        # Reading backwards, a word's first character is its last one.
        backward_place = np.array([2, 1, 0, 3], dtype=np.int32)[backward_place]
        return Features(
            characters,
            forward,
            np.ascontiguousarray(backward),
            forward_place * 4 + backward_place,
            real,
            starts,
            lengths,
        )

    def _words(self, automaton: ahocorasick_rs.AhoCorasick, text: str, characters: Ids) -> tuple[Ids, Ids]:
        """The word over each character (the character itself where none is) and the place in it."""
        rows = characters.copy()
        place = np.full(len(rows), 3, dtype=np.int32)
        matches = automaton.find_matches_as_indexes(text)
        if not matches:
            return rows, place
        found = np.fromiter(chain.from_iterable(matches), dtype=np.int64, count=3 * len(matches)).reshape(-1, 3)
        sizes = found[:, 2] - found[:, 1]
        ends = np.cumsum(sizes)
        positions = np.arange(ends[-1]) + np.repeat(found[:, 1] - (ends - sizes), sizes)
        rows[positions] = np.repeat(self._row_of_match[found[:, 0]], sizes)
        place[positions] = 1
        place[found[:, 1]] = 0
        place[found[:, 2] - 1] = 2
        return rows, place
