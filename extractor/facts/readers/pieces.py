"""Cutting text into the pieces of the encoder's vocabulary: the best cut by the sum of their scores (Unigram).

In: text. Out: the numbers of its pieces, and for each character the place of its piece.

    国家统计局 -> ▁ 国家 统计 局, characters covered by pieces 1 1 2 2 3
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

BLANK = "▁"
LONGEST = 16  # characters of a piece


class Pieces:
    """A vocabulary of pieces.

    Args:
        pieces: the pieces; a piece's number is its place.
        scores: the logarithm of each one's probability.
        unknown: the number that stands for a character without a piece.
        folds: what a character is read as: full-width forms, compatibility characters.
        missing: the score of a character that no piece covers.
    """

    def __init__(
        self,
        pieces: Sequence[str],
        scores: Sequence[float],
        unknown: int,
        folds: Mapping[str, str],
        missing: float = -30.0,
    ) -> None:
        self.unknown, self.folds = unknown, folds
        self._missing = missing, unknown
        self.score = {
            piece: (score, number)
            for number, (piece, score) in enumerate(zip(pieces, scores, strict=True))
            if 0 < len(piece) <= LONGEST and number != unknown
        }
        # how long the pieces that begin with two characters can be
        self.longest: dict[str, int] = {}
        for piece in self.score:
            head = piece[:2]
            self.longest[head] = max(self.longest.get(head, 0), len(piece))

    def cut(self, text: str) -> tuple[list[int], list[int]]:
        """The pieces' numbers, and for each character of the text the place of its piece among them."""
        characters, origins = self._folded(text)
        joined, count = "".join(characters), len(characters)
        best, back = [0.0] + [-1e30] * count, [(0, 0)] * (count + 1)
        score, longest = self.score, self.longest
        for i in range(count):
            so_far = best[i]
            alone = score.get(joined[i], self._missing)
            if so_far + alone[0] > best[i + 1]:
                best[i + 1], back[i + 1] = so_far + alone[0], (i, alone[1])
            for end in range(i + 2, min(count, i + longest.get(joined[i : i + 2], 0)) + 1):
                known = score.get(joined[i:end])
                if known and so_far + known[0] > best[end]:
                    best[end], back[end] = so_far + known[0], (i, known[1])
        cuts, end = [], count
        while end:
            begin, number = back[end]
            cuts.append((number, begin, end))
            end = begin
        cuts.reverse()
        of = [-1] * len(text)
        for place, (_, begin, end) in enumerate(cuts):
            for i in origins[begin:end]:
                if i >= 0:
                    of[i] = place
        for i, place in enumerate(of):
            if place < 0:  # a blank that was folded away goes with what comes before it
                of[i] = of[i - 1] if i else 0
        return [number for number, _, _ in cuts], of

    def _folded(self, text: str) -> tuple[list[str], list[int]]:
        """The characters that are looked up, and the place in the text that each comes from."""
        characters, origins = [BLANK], [-1]
        for i, character in enumerate(text):
            for folded in self.folds.get(character, character):
                if folded != " ":
                    characters.append(folded)
                    origins.append(i)
                elif characters[-1] != BLANK:
                    characters.append(BLANK)
                    origins.append(i)
        return characters, origins
