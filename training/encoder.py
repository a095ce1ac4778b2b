"""A second teacher: multilingual-e5-small, a small pre-trained encoder, under the same character network.

In: a `Pack` of the weights of intfloat/multilingual-e5-small (MIT). Out: the encoder in PyTorch, a reader that cuts
sentences into its pieces, and `EncoderTeacher`, which gives scores of 13 tags for each character and head, as
`training.teacher.Teacher` does.

    国家统计局 -> ▁ 国家 统计 局 -> 384 numbers a piece -> the characters of each piece

Its pieces are not our words, and a name may begin or end inside one (付|凌|晖 but 李干|杰出席), so each character sees
its piece, itself and its place in the piece, and two convolutions decide.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.data import HEADS
from training.pieces import Pack, pieces_of

_HAS_BFLOAT16 = torch.backends.cpu.get_cpu_capability() not in ("DEFAULT", "AVX2")  # emulated there


class EncoderReader:
    """Sentences as padded tensors: pieces, their mask; for each character its piece, itself, its place, its mask."""

    def __init__(self, pack: Pack, pieces: Sequence[int], characters: Sequence[str]) -> None:
        self.pieces = pieces_of(pack)
        self.rows = {number: row for row, number in enumerate(pieces)}
        self.edge = [self.rows[pack.begin]], [self.rows[pack.end]]
        self.unknown = self.rows[pack.unknown]
        self.characters = {character: row for row, character in enumerate(characters)}
        self.unknown_character = len(characters)
        self.cache: dict[str, tuple[list[int], list[int], list[int]]] = {}

    def one(self, text: str) -> tuple[list[int], list[int], list[int]]:
        numbers, of = self.pieces.cut(text)
        rows = [self.rows.get(number, self.unknown) for number in numbers]
        other = self.unknown_character
        return [*self.edge[0], *rows, *self.edge[1]], [i + 1 for i in of], [
            self.characters.get(c, other) for c in text
        ]

    def tensors(self, texts: Sequence[str]) -> tuple[Tensor, ...]:
        for text in texts:
            if text not in self.cache:
                self.cache[text] = self.one(text)
        parts = [self.cache[text] for text in texts]
        wide, long = max(len(p[0]) for p in parts), max(len(p[1]) for p in parts)
        rows = np.full((len(parts), wide), self.edge[1][0], dtype=np.int64)
        mask = np.zeros((len(parts), wide), dtype=np.float32)
        owner, char, place = (np.zeros((len(parts), long), dtype=np.int64) for _ in range(3))
        real = np.zeros((len(parts), long), dtype=np.float32)
        for i, (numbers, of, characters) in enumerate(parts):
            rows[i, : len(numbers)], mask[i, : len(numbers)] = numbers, 1
            n = len(of)
            owner[i, :n], char[i, :n], real[i, :n] = of, characters, 1
            begins = np.diff(owner[i, :n], prepend=-1) != 0
            ends = np.append(begins[1:], True)
            place[i, :n] = np.where(begins & ends, 3, np.where(begins, 0, np.where(ends, 2, 1)))
        return tuple(torch.from_numpy(a) for a in (rows, mask, owner, char, place, real))


class Layer(nn.Module):
    """One layer of the encoder: attention, then two linear layers, each with its norm after it."""

    def __init__(self, pack: Pack, i: int) -> None:
        super().__init__()
        width, inner, self.parts = pack.width, pack.inner, pack.parts

        def linear(names: Sequence[str], columns: int, rows: int) -> nn.Linear:
            out = nn.Linear(columns, rows)
            weights = [pack.matrix(f"l{i}.{name}.w", columns) for name in names]
            out.weight.data = torch.from_numpy(np.concatenate(weights))
            out.bias.data = torch.from_numpy(np.concatenate([pack.floats(f"l{i}.{name}.b") for name in names]))
            return out

        self.ask = linear("qkv", width, 3 * width)
        self.answer = linear(["ao"], width, width)
        self.widen, self.narrow = linear(["fi"], width, inner), linear(["fo"], inner, width)
        self.norms = nn.ModuleList([norm(pack, f"l{i}.aln"), norm(pack, f"l{i}.oln")])

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        count, long, width = x.shape
        size = width // self.parts
        q, k, v = self.ask(x).view(count, long, 3, self.parts, size).permute(2, 0, 3, 1, 4)
        share = torch.softmax(((q * size**-0.5) @ k.transpose(-1, -2)).float() + mask, -1).to(v.dtype)
        x = self.norms[0](x + self.answer((share @ v).transpose(1, 2).reshape(count, long, width)))
        return self.norms[1](x + self.narrow(functional.gelu(self.widen(x), approximate="tanh")))


def norm(pack: Pack, name: str) -> nn.LayerNorm:
    out = nn.LayerNorm(pack.width, eps=pack.epsilon)
    out.weight.data, out.bias.data = (torch.from_numpy(pack.floats(f"{name}.{part}")) for part in "wb")
    return out


class EncoderTeacher(nn.Module):
    """The encoder under a character network and one linear head a convention.

    Only rows of pieces that the sets and the news hold are kept, and stay as they are: there are too few sentences to
    teach them anything.
    """

    def __init__(self, pack: Pack, pieces: Sequence[int], characters: int, width: int = 192, drop: float = 0.2) -> None:
        super().__init__()
        self.drop = drop
        self.register_buffer("pieces", torch.from_numpy(pack.matrix("emb.word", pack.width, np.array(pieces))))
        position = pack.floats("emb.pos").reshape(-1, pack.width) + pack.floats("emb.type")[: pack.width]
        self.position = nn.Parameter(torch.from_numpy(position))
        self.norm = norm(pack, "emb.ln")
        self.layers = nn.ModuleList([Layer(pack, i) for i in range(pack.depth)])
        self.characters = nn.Embedding(characters + 1, 64)
        self.place = nn.Embedding(4, 16)
        self.join = nn.Linear(pack.width + 64 + 16, width)
        self.norms = nn.ModuleList([nn.LayerNorm(width) for _ in range(3)])
        self.convs = nn.ModuleList([nn.Conv1d(width, 2 * width, 3, padding=1) for _ in range(2)])
        self.heads = nn.Linear(width, len(HEADS) * 13)

    def forward(self, rows: Tensor, mask: Tensor, owner: Tensor, chars: Tensor, place: Tensor, real: Tensor) -> Tensor:
        """As `training.teacher.Teacher`: logits (B, C, heads, 13). Sums in bfloat16 where the processor has it."""
        with torch.autocast("cpu", torch.bfloat16, enabled=_HAS_BFLOAT16):
            x = self.norm(self.pieces[rows] + self.position[: rows.shape[1]])
            x = functional.dropout(x, self.drop / 2, self.training)
            hidden = torch.where(mask > 0, 0.0, -1e9)[:, None, None, :]
            for layer in self.layers:
                x = layer(x, hidden)
            over = x.gather(1, owner[..., None].expand(-1, -1, x.shape[-1]))
            joined = torch.cat((over, self.characters(chars), self.place(place)), -1)
            x = self.join(functional.dropout(joined, self.drop, self.training))
            for normal, conv in zip(self.norms, self.convs, strict=False):
                y = normal(x) * real[..., None]
                y = functional.glu(conv(y.transpose(1, 2)).transpose(1, 2), -1)
                x = x + functional.dropout(y, self.drop, self.training)
            logits = self.heads(self.norms[-1](x))
        return logits.float().unflatten(-1, (len(HEADS), 13))
