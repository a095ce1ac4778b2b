"""The student, the network that ships: sums of embeddings, five convolutions over characters, one head a convention.

In: the flat rows of `extractor.ner.features` (many sentences one after the other, gaps between). Out: scores
of 13 tags a character and head, and of the kinds of text a character looks like. It has no recurrence, so it is fast on
one core, and nothing crosses a gap, so a sentence's answer does not depend on its neighbours.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.data import HEADS, KINDS

WIDTH = 128
DILATIONS = (1, 2, 4, 1, 2)


class Student(nn.Module):
    def __init__(self, embedding: np.ndarray, drop: float = 0.2) -> None:
        """`embedding`: LAC-full's rows, the last for unknown words."""
        super().__init__()
        self.drop = drop
        self.embedding = nn.Parameter(torch.tensor(embedding))
        self.char = nn.Linear(128, WIDTH, bias=False)
        self.word = nn.Linear(128, WIDTH, bias=False)
        self.place = nn.Embedding(16, WIDTH)
        nn.init.normal_(self.place.weight, std=0.1)
        self.first = nn.LayerNorm(WIDTH)
        self.norms = nn.ModuleList([nn.LayerNorm(WIDTH) for _ in DILATIONS])
        self.convs = nn.ModuleList([nn.Linear(3 * WIDTH, 2 * WIDTH) for _ in DILATIONS])
        self.last = nn.LayerNorm(WIDTH)
        self.heads = nn.Linear(WIDTH, len(HEADS) * 13)
        self.kinds = nn.Linear(WIDTH, len(KINDS))

    def tables(self) -> tuple[Tensor, Tensor]:
        """The two embedding tables with the first linear layer folded in, as they ship."""
        return self.embedding @ self.char.weight.T, self.embedding @ self.word.weight.T

    def sums(self, char: Tensor, forward: Tensor, backward: Tensor) -> Tensor:
        """The sum of a character's own row and of the rows of its two words."""
        e = self.embedding
        return self.char(e[char]) + self.word(e[forward] + e[backward])

    def forward(
        self, char: Tensor, forward: Tensor, backward: Tensor, place: Tensor, real: Tensor
    ) -> tuple[Tensor, Tensor]:
        """All (T,); `real` is 1 at characters and 0 in gaps. Returns logits (T, heads, 13) and (T, kinds)."""
        x = self.sums(char, forward, backward) + self.place(place)
        x = functional.dropout(self.first(x), self.drop, self.training)
        mask = real[:, None]
        for norm, conv, dilation in zip(self.norms, self.convs, DILATIONS, strict=True):
            y = norm(x) * mask
            pad = functional.pad(y, (0, 0, dilation, dilation))
            y = torch.cat((pad[: -2 * dilation], y, pad[2 * dilation :]), -1)
            x = x + functional.dropout(functional.glu(conv(y), -1), self.drop, self.training)
        x = functional.dropout(self.last(x), self.drop, self.training)
        return self.heads(x).unflatten(-1, (len(HEADS), 13)), self.kinds(x)


def by_sentence(kinds: Tensor, owner: Tensor, count: int) -> Tensor:
    """What the characters say of the kind of text (T, kinds), as the mean of each sentence's (count, kinds)."""
    sizes = torch.bincount(owner, minlength=count).clamp(min=1)
    return torch.zeros(count, kinds.shape[1]).index_add(0, owner, kinds) / sizes[:, None]
