"""The network that reads facts: the lower layers of a pre-trained encoder under a small decoder for each figure.

In: the features of a passage. Out: for each figure the scores of every character (outside, subject, indicator; first
and last of the subject, with "no subject" as the last row), of the dates and names it may go with, and of each class.
Rules' answers come in as embeddings and as scores that begin as "the rules are right".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

from extractor.facts.readers import features as seen
from training.encoder import Layer, norm
from training.pieces import Pack

WIDTH = 160  # of a character
INNER = 96  # of a character as seen from a figure
CLASSES = (len(seen.KINDS), len(seen.DIRECTIONS), len(seen.BASES), len(seen.MODALITIES))
FIGURE_SIZES = (len(seen.UNITS), len(seen.MODIFIERS), *CLASSES, 2, 2)
DATE_SIZES = (8, 8, 13, 5, 8)
VIEWS = ("distance", "clauses", "sentences", "between", "figure_roles", "paragraphs")  # of a character from a figure


class Convolution(nn.Module):
    """A gated convolution over the characters, added to what comes in."""

    def __init__(self, width: int, dilation: int, drop: float) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.conv = nn.Conv1d(width, 2 * width, 3, padding=dilation, dilation=dilation)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv(self.norm(x).transpose(1, 2))
        return x + self.drop(functional.glu(y, 1).transpose(1, 2))


class Encoder(nn.Module):
    """The first layers of the pre-trained encoder over pieces.

    The lowest `frozen` stay as they are, so that their output is computed once a passage; what is known of the text
    (figures, dates, names, title) joins behind them.
    """

    def __init__(self, pack: Pack, depth: int, frozen: int, drop: float) -> None:
        super().__init__()
        position = pack.floats("emb.pos").reshape(-1, pack.width) + pack.floats("emb.type")[: pack.width]
        self.register_buffer("position", torch.from_numpy(position))
        self.marks = nn.Embedding(seen.MARKS, pack.width)
        self.segments = nn.Embedding(3, pack.width)
        for table in (self.marks, self.segments):
            nn.init.zeros_(table.weight)
        self.norm = norm(pack, "emb.ln")
        self.lower = nn.ModuleList([Layer(pack, i) for i in range(frozen)])
        self.layers = nn.ModuleList([Layer(pack, i) for i in range(frozen, depth)])
        for parameter in (*self.norm.parameters(), *self.lower.parameters()):
            parameter.requires_grad = False
        self.drop = nn.Dropout(drop)

    def below(self, rows: Tensor) -> Tensor:
        """What the frozen layers make of rows of the embedding table (P, 384)."""
        x = self.norm(rows + self.position[: rows.shape[0]])[None]
        for layer in self.lower:
            x = layer(x, torch.zeros(1))
        return x[0]

    def forward(self, below: Tensor, marks: Tensor, segments: Tensor) -> Tensor:
        x = self.drop(below + self.marks(marks) + self.segments(segments))[None]
        for layer in self.layers:
            x = layer(x, torch.zeros(1))
        return x[0]


class FigureDecoder(nn.Module):
    """What every reader of facts does with the characters of a passage: a small decoder for each figure, and the heads.

    Args:
        width: numbers of a character.
        inner: numbers of a character as seen from a figure.
        decoder: its layers, (F, C, inner) in and out.
        drop: share of numbers left out in training.
    """

    def __init__(self, width: int, inner: int, decoder: Iterable[nn.Module], drop: float) -> None:
        super().__init__()
        self.inner = inner
        self.drop = nn.Dropout(drop)
        self.figures = nn.ModuleList([nn.Embedding(size, 16) for size in FIGURE_SIZES])
        self.figure = nn.Sequential(nn.Linear(width + 16 * len(FIGURE_SIZES), inner), nn.GELU("tanh"))
        self.from_character = nn.Linear(width, 2 * inner)
        self.from_figure = nn.Linear(inner, 2 * inner)
        sizes = (seen.DISTANCES, seen.CLAUSES, seen.SENTENCES, seen.BETWEEN, seen.ROLES, seen.PARAGRAPHS)
        self.views = nn.ModuleList([nn.Embedding(size, inner) for size in sizes])
        self.decoder = nn.ModuleList(decoder)
        self.decoded = nn.LayerNorm(inner)
        self.words = nn.Linear(inner, 3)
        self.words_skip = nn.Embedding(seen.ROLES, 3)
        self.edges = nn.Linear(inner, 2)  # of a subject: its first and its last character
        self.no_edges = nn.Linear(2 * inner, 2)
        self.ask = nn.Linear(inner, 2 * inner)
        self.whole = nn.Sequential(nn.Linear(4 * inner, 2 * inner), nn.GELU("tanh"), nn.Dropout(drop))
        self.classes = nn.ModuleList([nn.Linear(2 * inner, size) for size in CLASSES])
        self.classes_skip = nn.ModuleList([nn.Embedding(size, size) for size in CLASSES])
        self.sources = nn.Linear(2 * inner, 2 * len(seen.SOURCES))
        self.date_features = nn.ModuleList([nn.Embedding(size, inner) for size in DATE_SIZES])
        self.date_flags = nn.Embedding(3, inner)
        self.date_orders = nn.Embedding(seen.ORDERS, inner)
        self.name_labels = nn.Embedding(seen.NAME_FEATURES, inner)
        self.name_flags = nn.Embedding(2, inner)
        self.name_orders = nn.Embedding(seen.ORDERS, inner)
        self.date_score, self.name_score = Score(inner, drop), Score(inner, drop)
        self.begin_as_rules()

    def begin_as_rules(self) -> None:
        with torch.no_grad():
            for table in self.views:
                table.weight.mul_(0.3)
            for table in (self.views[-1], self.date_orders, self.name_orders):
                table.weight.zero_()
            for size, skip in zip(CLASSES, self.classes_skip, strict=True):
                skip.weight.copy_(2 * torch.eye(size))
            self.words_skip.weight.copy_(torch.tensor([[2.0, 0, 0], [0, 2, 0], [0, 0, 2], [0, 1, 1]]))

    def decide(self, h: Tensor, f: Mapping[str, Tensor]) -> tuple[Tensor, ...]:
        """The scores of all figures of a passage from its characters (C, width) and its features."""
        g = over(f["spans"], h.shape[0]) @ h
        g = self.figure(torch.cat((g, *(e(f["figures"][:, i]) for i, e in enumerate(self.figures))), -1))
        plain, scaled = self.from_character(h).chunk(2, -1)
        shift, scale = self.from_figure(g).chunk(2, -1)
        y = plain[None] + shift[:, None] + scaled[None] * scale[:, None]
        for name, table in zip(VIEWS, self.views, strict=True):
            y = y + table(f[name])
        y = self.drop(y)
        for block in self.decoder:
            y = block(y)
        y = self.decoded(y)  # (F, C, inner)
        words = self.words(y) + self.words_skip(f["figure_roles"])

        at_figure = (y * over(f["spans"], h.shape[0])[..., None]).sum(1)
        asked = self.ask(at_figure).view(-1, 2, self.inner)
        attention = torch.softmax(asked @ y.transpose(1, 2) * self.inner**-0.5, -1) @ y  # (F, 2, inner)
        whole = self.whole(torch.cat((at_figure, attention.flatten(1), g), -1))
        classes = [
            head(whole) + skip(f["figures"][:, 2 + i])
            for i, (head, skip) in enumerate(zip(self.classes, self.classes_skip, strict=True))
        ]
        sources = self.sources(whole).view(-1, 2, len(seen.SOURCES))
        edges = torch.cat((self.edges(y), self.no_edges(whole)[:, None]), 1)  # (F, C + 1, 2)

        dates = (over(f["date_spans"], h.shape[0])[None] @ y) + self.date_flags(f["date_flags"])
        dates = dates + self.date_orders(f["date_orders"])
        dates = dates + sum(e(f["dates"][:, i]) for i, e in enumerate(self.date_features))[None]
        names = (over(f["name_spans"], h.shape[0])[None] @ y) + self.name_flags(f["name_flags"])
        names = names + self.name_orders(f["name_orders"])
        names = names + self.name_labels(f["names"])[None]
        return (
            words, sources, *classes,
            self.date_score(whole, dates, f["figures"][:, 6]), self.name_score(whole, names, f["figures"][:, 7]),
            edges,
        )  # fmt: skip


class FactReader(FigureDecoder):
    """The whole network, for one passage at a time."""

    def __init__(self, pack: Pack, depth: int = 4, frozen: int = 2, drop: float = 0.15) -> None:
        super().__init__(WIDTH, INNER, [Convolution(INNER, d, drop) for d in (1, 3)], drop)
        self.encoder = Encoder(pack, depth, frozen, drop / 2)
        self.characters = nn.Embedding(seen.CHARACTERS, 64)
        self.kinds = nn.Embedding(seen.CHARACTER_KINDS, 16)
        self.marks = nn.Embedding(seen.MARKS, 32)
        self.segments = nn.Embedding(3, 8)
        self.roles = nn.Embedding(seen.ROLES, 16)
        self.place = nn.Embedding(4, 16)
        self.join = nn.Linear(pack.width + 152, WIDTH)
        self.shared = nn.ModuleList([Convolution(WIDTH, d, drop) for d in (1, 2)])
        self.last = nn.LayerNorm(WIDTH)

    def forward(
        self, below: Tensor, piece_of: Tensor, place: Tensor, first: Tensor, f: Mapping[str, Tensor]
    ) -> tuple[Tensor, ...]:
        """`below`: see `Encoder.below`; `piece_of`, `place`, `first`: see `PieceReader`; `f`: the features."""
        encoded = self.encoder(below, f["marks"][first], f["segments"][first])
        parts = (
            encoded[piece_of], self.characters(f["characters"]), self.kinds(f["kinds"]), self.marks(f["marks"]),
            self.segments(f["segments"]), self.roles(f["roles"]), self.place(place),
        )  # fmt: skip
        x = self.join(self.drop(torch.cat(parts, -1)))[None]
        for block in self.shared:
            x = block(x)
        return self.decide(self.last(x[0]), f)


class Score(nn.Module):
    """Scores of candidates for each figure; the last two columns are "as the rules" and "none"."""

    def __init__(self, inner: int, drop: float) -> None:
        super().__init__()
        self.candidate = nn.Linear(inner, inner)
        self.figure = nn.Linear(2 * inner, inner)
        self.score = nn.Linear(inner, 1)
        self.others = nn.Linear(2 * inner, 2)
        self.skip = nn.Embedding(2, 2)
        self.drop = nn.Dropout(drop)
        with torch.no_grad():
            self.skip.weight.copy_(torch.tensor([[-8.0, 2.0], [2.0, 0.0]]))

    def forward(self, whole: Tensor, candidates: Tensor, has_rules: Tensor) -> Tensor:
        joined = functional.gelu(self.candidate(candidates) + self.figure(whole)[:, None], approximate="tanh")
        return torch.cat((self.score(self.drop(joined))[..., 0], self.others(whole) + self.skip(has_rules)), -1)


def over(spans: Tensor, count: int) -> Tensor:
    """(S, C): a row for each span that takes the mean of its characters; zeros for an empty span."""
    at = torch.arange(count)[None]
    inside = ((at >= spans[:, :1]) & (at < spans[:, 1:])).float()
    return inside / inside.sum(1, keepdim=True).clamp(min=1)
