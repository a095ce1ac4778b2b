"""What teacher and student training share: tags of spans, F1 of spans, learning rate, running mean of weights."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from extractor.ner.decoding import TAGS
from training.data import Span

SEED = 20240607
TAG_ID = {tag: i for i, tag in enumerate(TAGS)}


def start(threads: int | None = None) -> None:
    """Fix seeds and threads; OMP_NUM_THREADS, where it is set, says how many."""
    torch.manual_seed(SEED)
    torch.set_num_threads(threads or int(os.environ.get("OMP_NUM_THREADS", 0)) or min(2, os.cpu_count() or 1))
    torch.set_flush_denormal(True)


def tags_of(length: int, spans: Iterable[Span]) -> np.ndarray:
    """One tag number a character; of overlapping spans the first and longest stays."""
    out = np.zeros(length, dtype=np.int64)
    for a, b, kind in sorted(spans, key=lambda s: (s[0], -s[1])):
        if b > length or out[a:b].any():
            continue
        if b - a == 1:
            out[a] = TAG_ID[f"S-{kind}"]
        else:
            out[a:b] = TAG_ID[f"I-{kind}"]
            out[a], out[b - 1] = TAG_ID[f"B-{kind}"], TAG_ID[f"E-{kind}"]
    return out


def scores(gold: Sequence[Iterable[Span]], found: Sequence[Iterable[Span]]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 in percent of exact spans and labels, by label and for all."""
    hit, got, want = Counter(), Counter(), Counter()
    for g, f in zip(gold, found, strict=True):
        g, f = set(g), {span[:3] for span in f}
        for counter, spans in ((hit, g & f), (got, f), (want, g)):
            for *_, kind in spans:
                counter[kind] += 1
                counter["ALL"] += 1
    table = {}
    for kind in ("ALL", "PERSON", "ORG", "LOC"):
        p = hit[kind] / got[kind] if got[kind] else 0.0
        r = hit[kind] / want[kind] if want[kind] else 0.0
        table[kind] = (100 * p, 100 * r, 200 * p * r / (p + r) if p + r else 0.0)
    return table


def show(table: dict[str, tuple[float, float, float]]) -> str:
    return "  ".join(f"{kind} {p:.1f}/{r:.1f}/{f:.1f}" for kind, (p, r, f) in table.items())


class Running:
    """Exponential running mean of a module's parameters; `applied()` swaps them in for measuring and saving."""

    def __init__(self, module: nn.Module, decay: float) -> None:
        self.module, self.decay = module, decay
        self.mean = {k: v.detach().clone() for k, v in module.named_parameters()}
        self.steps = 0

    def update(self) -> None:
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            names = list(self.mean)
            parameters = dict(self.module.named_parameters())
            torch._foreach_lerp_([self.mean[k] for k in names], [parameters[k] for k in names], 1 - decay)

    def __enter__(self) -> nn.Module:
        self.kept = {k: v.detach().clone() for k, v in self.module.named_parameters()}
        self._load(self.mean)
        return self.module

    def __exit__(self, *_: object) -> None:
        self._load(self.kept)

    def _load(self, values: dict[str, torch.Tensor]) -> None:
        with torch.no_grad():
            for k, v in self.module.named_parameters():
                v.copy_(values[k])


def rate(step: int, steps: int, top: float) -> float:
    """5 % warm-up, then linearly down to 2 % of the top."""
    warm = max(1, steps // 20)
    return top * min((step + 1) / warm, max(0.02, 1 - (step - warm) / max(1, steps - warm)))


def descend(model: nn.Module, optimizer: torch.optim.Optimizer, loss: torch.Tensor, step: int, steps: int) -> None:
    """One step down the loss: clipped gradients, each group of weights at the rate that `step` has under its top."""
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    for group in optimizer.param_groups:
        group["lr"] = rate(step, steps, group["top"])
    optimizer.step()


class Clock:
    def __init__(self) -> None:
        self.began = time.time()

    def __str__(self) -> str:
        return f"{time.time() - self.began:.0f} s"


def save(module: nn.Module, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(module.state_dict(), path)
