"""The teacher: LAC-full's two bidirectional GRU layers, with a small character network on top.

In: the rows of LAC's words and, for each character, which word covers it. Out: scores of 13 tags for each character and
each head. It starts from LAC's own weights, so it knows what LAC knows; the character layers let a span begin or end
inside a word (李干杰 where the cutter says 李干|杰出|席).

Paddle's GRU is not torch's: candidate = tanh(x + (reset * h) W), h' = h + update * (candidate - h). So the recurrence
is written here as one autograd function with a backward pass of its own.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.data import HEADS


class Recurrence(torch.autograd.Function):
    """Two GRUs (one a direction) side by side: x (T, 2, B, 3H), mask (T, 2, B, 1), W (2, H, 2H), V (2, H, H)."""

    @staticmethod
    def forward(ctx, x: Tensor, mask: Tensor, w: Tensor, v: Tensor) -> Tensor:  # type: ignore[override]
        steps, size = x.shape[0], v.shape[1]
        h = x.new_zeros(x.shape[1], x.shape[2], size)
        before, gates, candidates, out = [], [], [], []
        for t in range(steps):
            gate = torch.sigmoid(x[t, ..., : 2 * size] + h @ w)
            update, reset = gate[..., :size], gate[..., size:]
            candidate = torch.tanh(x[t, ..., 2 * size :] + (reset * h) @ v)
            before.append(h)
            gates.append(gate)
            candidates.append(candidate)
            h = h + mask[t] * update * (candidate - h)
            out.append(h)
        ctx.save_for_backward(mask, w, v, torch.stack(before), torch.stack(gates), torch.stack(candidates))
        return torch.stack(out)

    @staticmethod
    def backward(ctx, grad: Tensor):  # type: ignore[override]
        mask, w, v, before, gates, candidates = ctx.saved_tensors
        steps, size = grad.shape[0], v.shape[1]
        dx = grad.new_empty(*gates.shape[:-1], 3 * size)
        dh = torch.zeros_like(grad[0])
        wt, vt = w.transpose(1, 2), v.transpose(1, 2)
        for t in range(steps - 1, -1, -1):
            dh = dh + grad[t]
            h, gate, c = before[t], gates[t], candidates[t]
            update, reset = gate[..., :size], gate[..., size:]
            dm = dh * mask[t]
            dc = dm * update * (1 - c * c)
            dreset_h = dc @ vt
            dgate = torch.cat((dm * (c - h), dreset_h * h), -1) * gate * (1 - gate)
            dx[t, ..., : 2 * size] = dgate
            dx[t, ..., 2 * size :] = dc
            dh = dh - dm * update + dreset_h * reset + dgate @ wt
        rows = before.permute(1, 0, 2, 3).flatten(1, 2)
        reset_rows = (before * gates[..., size:]).permute(1, 0, 2, 3).flatten(1, 2)
        d = dx.permute(1, 0, 2, 3).flatten(1, 2)
        return dx, None, rows.transpose(1, 2) @ d[..., : 2 * size], reset_rows.transpose(1, 2) @ d[..., 2 * size :]


class BiGRU(nn.Module):
    """One bidirectional layer with LAC's weights."""

    def __init__(self, weights: dict[str, np.ndarray], first: int) -> None:
        super().__init__()
        size = 128
        flat = [weights[f"gru_{first + d}.w_0"].reshape(-1) for d in (0, 1)]
        as_tensor = lambda arrays: nn.Parameter(torch.tensor(np.stack(arrays)))  # noqa: E731
        self.input = as_tensor([weights[f"fc_{first + d}.w_0"] for d in (0, 1)])
        self.bias = as_tensor(
            [weights[f"fc_{first + d}.b_0"] + weights[f"gru_{first + d}.b_0"].reshape(-1) for d in (0, 1)]
        )
        self.gates = as_tensor([f[: size * 2 * size].reshape(size, 2 * size) for f in flat])
        self.candidate = as_tensor([f[size * 2 * size :].reshape(size, size) for f in flat])

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x (B, T, D), mask (B, T) -> (B, T, 2H)."""
        both = torch.stack((x, x.flip(1)))
        masks = torch.stack((mask, mask.flip(1)))
        pre = both @ self.input[:, None] + self.bias[:, None, None]
        out = Recurrence.apply(pre.permute(2, 0, 1, 3), masks.permute(2, 0, 1)[..., None], self.gates, self.candidate)
        out = out.permute(1, 2, 0, 3)
        return torch.cat((out[0], out[1].flip(1)), -1)


class Lac(nn.Module):
    """LAC-full as published: words' rows in, 49 emissions a word out; `crf` holds its transitions."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        super().__init__()
        self.embedding = nn.Parameter(torch.tensor(weights["word_emb"]))
        self.layers = nn.ModuleList([BiGRU(weights, 0), BiGRU(weights, 2)])
        self.out = nn.Linear(256, 49)
        self.out.weight.data = torch.tensor(weights["fc_4.w_0"].T.copy())
        self.out.bias.data = torch.tensor(weights["fc_4.b_0"].reshape(-1))
        self.crf = torch.tensor(weights["crfw"])

    def encode(self, rows: Tensor, mask: Tensor, drop: float = 0.0) -> Tensor:
        x = self.embedding[rows]
        for layer in self.layers:
            x = layer(functional.dropout(x, drop, self.training), mask)
        return x

    def tags(self, rows: Tensor, mask: Tensor) -> Tensor:
        """The best of the 49 tags of each word (Viterbi with LAC's learnt transitions)."""
        emissions = self.out(self.encode(rows, mask))
        begin, end, step = self.crf[0], self.crf[1], self.crf[2:]
        best = begin + emissions[:, 0]
        back = []
        for t in range(1, rows.shape[1]):
            top, arg = (best[:, :, None] + step[None]).max(1)
            keep = mask[:, t, None] > 0
            back.append(torch.where(keep, arg, torch.arange(49)[None].expand_as(arg)))
            best = torch.where(keep, top + emissions[:, t], best)
        tag = (best + end).argmax(1)
        path = [tag]
        for arg in reversed(back):
            tag = arg.gather(1, tag[:, None])[:, 0]
            path.append(tag)
        return torch.stack(path[::-1], 1)


class Teacher(Lac):
    """LAC's encoder under a character network and one linear head a convention."""

    def __init__(self, weights: dict[str, np.ndarray], width: int = 192, drop: float = 0.25) -> None:
        super().__init__(weights)
        self.drop = drop
        self.place = nn.Embedding(4, 16)
        self.join = nn.Linear(256 + 128 + 16, width)
        self.norms = nn.ModuleList([nn.LayerNorm(width) for _ in range(3)])
        self.convs = nn.ModuleList([nn.Conv1d(width, 2 * width, 3, padding=1) for _ in range(2)])
        self.heads = nn.Linear(width, len(HEADS) * 13)

    def forward(self, rows: Tensor, mask: Tensor, owner: Tensor, chars: Tensor, place: Tensor, real: Tensor) -> Tensor:
        """Words (B, T), their mask; for each character (B, C) its word, its own row, its place in it, its mask.

        Returns logits (B, C, heads, 13).
        """
        words = self.encode(rows, mask, self.drop)
        over = words.gather(1, owner[..., None].expand(-1, -1, words.shape[-1]))
        joined = torch.cat((over, self.embedding[chars], self.place(place)), -1)
        x = self.join(functional.dropout(joined, self.drop, self.training))
        for norm, conv in zip(self.norms, self.convs, strict=False):
            y = norm(x) * real[..., None]
            y = functional.glu(conv(y.transpose(1, 2)).transpose(1, 2), -1)
            x = x + functional.dropout(y, self.drop, self.training)
        return self.heads(self.norms[-1](x)).unflatten(-1, (len(HEADS), 13))
