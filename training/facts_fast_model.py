"""The small network that reads facts: convolutions over the embeddings of the bundled names model, a decoder a figure.

In: for each character of a passage the sum of its embeddings (`extractor.ner.bundled.embeddings`), and the features.
Out: the same scores as `training.facts_model.FactReader`, by the same heads, narrower.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

from extractor.facts.readers import features as seen
from training.facts_model import FigureDecoder

EMBEDDED = 128  # of a character in the names model
WIDTH = 112  # of a character
INNER = 48  # of a character as seen from a figure
DILATIONS = (1, 2, 4, 8, 16, 1)
INNER_DILATIONS = (1, 3, 6)


class Gate(nn.Module):
    """A gated convolution over the characters, added to what comes in.

    Each number is weighed with that of the characters at a distance, then all numbers of a character are mixed: a third
    of the products of a full convolution.
    """

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.dilation = dilation
        self.norm = nn.LayerNorm(width)
        self.back, self.here, self.ahead = (nn.Parameter(torch.randn(width) * 0.4) for _ in range(3))
        self.mix = nn.Linear(width, 2 * width)

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm(x)
        edge = functional.pad(y, (0, 0, self.dilation, self.dilation))
        y = edge[:, : -2 * self.dilation] * self.back + y * self.here + edge[:, 2 * self.dilation :] * self.ahead
        mixed = functional.glu(self.mix(y.flatten(0, 1)), -1)
        return x + mixed.view(x.shape)


class FastReader(FigureDecoder):
    """The whole network, for one passage at a time."""

    def __init__(self, drop: float = 0.1) -> None:
        super().__init__(WIDTH, INNER, [Gate(INNER, d) for d in INNER_DILATIONS], drop=0)  # little learnt by heart
        self.hide = nn.Dropout(drop)
        self.characters = nn.Embedding(seen.CHARACTERS, 32)
        self.kinds = nn.Embedding(seen.CHARACTER_KINDS, 16)
        self.marks = nn.Embedding(seen.MARKS, 32)
        self.segments = nn.Embedding(3, 8)
        self.roles = nn.Embedding(seen.ROLES, 16)
        self.embedded = nn.LayerNorm(EMBEDDED)
        self.join = nn.Linear(EMBEDDED + 104, WIDTH)
        self.shared = nn.ModuleList([Gate(WIDTH, d) for d in DILATIONS])
        self.last = nn.LayerNorm(WIDTH)

    def forward(self, sums: Tensor, f: Mapping[str, Tensor]) -> tuple[Tensor, ...]:
        """`sums`: (C, EMBEDDED); `f`: the features."""
        parts = (
            self.embedded(sums), self.characters(f["characters"]), self.kinds(f["kinds"]), self.marks(f["marks"]),
            self.segments(f["segments"]), self.roles(f["roles"]),
        )  # fmt: skip
        x = self.join(self.hide(torch.cat(parts, -1)))[None]
        for block in self.shared:
            x = block(x)
        return self.decide(self.last(x[0]), f)
