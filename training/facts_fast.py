"""Train the small reader of facts, on annotated passages and on the large reader's scores of raw news.

    python -m training.facts_fast FACTS OUT.pt [--articles SHEET.txt ...] [--labelled SCORES.pkl ...] [--steps 6000]

Reads the train part of the annotated documents, prints the loss and, now and then, the dev part's accuracies, and
writes a checkpoint each time. `training.facts_fast_label` writes the scores.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from extractor.facts.passage import Passage
from extractor.facts.readers.features import Features
from extractor.ner.bundled import embeddings
from training.facts_annotate import annotated
from training.facts_data import Example
from training.facts_fast_model import FastReader
from training.facts_split import documents
from training.facts_train import (
    WEIGHTS,
    Average,
    accuracies,
    forget_rules,
    hide_characters,
    load,
    losses,
)

PARTS = ("words", "sources", "kind", "direction", "basis", "modality", "dates", "names", "edges")


@dataclass(slots=True)
class Labelled:
    """A passage of raw news with the scores that a trained reader gives its figures, a part an array."""

    passage: Passage
    features: Features
    scores: tuple[np.ndarray, ...]


Item = Example | Labelled
Given = tuple[Tensor, dict[str, Tensor]]


def inputs(item: Item, kept: dict[int, Given] | None = None) -> Given:
    """What the network is given of a passage."""
    if kept is not None and id(item) in kept:
        return kept[id(item)]
    seen = item.features
    named = {field.name: torch.from_numpy(getattr(seen, field.name)) for field in fields(seen)}
    given = torch.from_numpy(embeddings(item.passage.text)), named
    if kept is not None:
        kept[id(item)] = given
    return given


def soft_losses(item: Labelled, out: Sequence[Tensor]) -> dict[str, Tensor]:
    """The cross entropy with the other reader's probabilities, a part, summed over figures and characters."""
    found = {}
    for name, logits, scores in zip(PARTS, out, item.scores, strict=True):
        goal = torch.from_numpy(scores).float()
        axis = 1 if name == "edges" else -1
        found[name] = -(torch.softmax(goal, axis) * torch.log_softmax(logits, axis)).sum()
    return found


def endless(data: Sequence[Item], size: int) -> Iterator[list[Item]]:
    """Batches of passages, each passage once before any comes again."""
    while True:
        order = random.sample(range(len(data)), len(data))
        for start in range(0, len(order) - size + 1, size):
            yield [data[i] for i in order[start : start + size]]


def step_losses(group: Sequence[Item], model: FastReader, kept: dict[int, Given], sums: dict[str, float]) -> int:
    """Add the gradients of a batch, and its losses to `sums`; the number of its figures."""
    figures = sum(len(item.features.spans) for item in group)
    for item in group:
        embedded, named = inputs(item, kept)
        out = model(embedded, hide_characters(forget_rules(named, 0.12), 0.1))
        found = losses(item, out) if isinstance(item, Example) else soft_losses(item, out)
        (sum(WEIGHTS[k] * v for k, v in found.items()) / figures).backward()
        for k, v in found.items():
            sums[k] = sums.get(k, 0) + float(v.detach())
    return figures


def report(model: FastReader, average: Average, held: Sequence[Example], step: int) -> None:
    for name, weights in (("last", None), ("average", average.values)):
        with average.instead(model, weights):
            scores = accuracies(model, held, lambda example: model(*inputs(example)))
        print("step", step, name, {k: round(v, 4) for k, v in scores.items()}, flush=True)
    model.train()


def of_documents(data: Sequence[Example], share: float, dice: random.Random) -> Sequence[Example]:
    """The passages of a share of the documents, each whole."""
    if share >= 1:
        return data
    begins = [i for i, example in enumerate(data) if example.passage.first == 0]
    taken = sorted(dice.sample(range(len(begins)), round(len(begins) * share)))
    return [example for i in taken for example in data[begins[i] : (*begins, len(data))[i + 1]]]


def passages_of(a: argparse.Namespace) -> tuple[list[Item], list[Example]]:
    """The passages to train on and those held out."""
    dice = random.Random(a.seed)
    data: list[Item] = [*of_documents(load(partial(documents, a.facts, "train"), "train", a.cache), a.share, dice)]
    held = load(partial(documents, a.facts, "dev"), "dev", a.cache)
    for path in a.articles:
        data += of_documents(load(partial(annotated, path), path.stem, a.cache), a.share, dice)
    for path in a.labelled:
        data += [Labelled(*row) for row in pickle.loads(path.read_bytes())]
    return data, held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--every", type=int, default=1000, help="steps between two checkpoints")
    parser.add_argument("--batch", type=int, default=6, help="passages a step")
    parser.add_argument("--share", type=float, default=1.0, help="of the annotated documents, for a learning curve")
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cache", type=Path, help="folder for what the rules have read: see training.facts_train")
    parser.add_argument("--articles", type=Path, nargs="*", default=[], help="see training.facts_annotate")
    parser.add_argument("--labelled", type=Path, nargs="*", default=[], help="written by training.facts_fast_label")
    parser.add_argument("--start", type=Path, help="a checkpoint whose weights are where a new schedule begins")
    a = parser.parse_args()
    random.seed(a.seed)
    torch.manual_seed(a.seed)
    data, held = passages_of(a)
    model = FastReader()
    if a.start:
        saved: Mapping[str, Mapping[str, Tensor]] = torch.load(a.start, weights_only=True)
        model.load_state_dict({**saved["model"], **saved["average"]})
    optimizer = torch.optim.AdamW(model.parameters(), lr=a.rate, betas=(0.9, 0.98), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (0.05 * a.steps), max(0.02, (a.steps - s) / a.steps))
    )
    average, kept = Average(model), dict[int, Given]()
    print(f"{len(data)} passages, {len(held)} held out, {sum(p.numel() for p in model.parameters()):,} numbers")
    sums, counted, began = dict[str, float](), 0, time.time()
    for step, group in enumerate(endless(data, a.batch), 1):
        counted += step_losses(group, model, kept, sums)
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        average.add(model)
        if step % 50 == 0:
            print(step, f"{time.time() - began:.0f}s", {k: round(v / counted, 3) for k, v in sums.items()}, flush=True)
            sums, counted = {}, 0
        if step % a.every == 0 or step == a.steps:
            report(model, average, held, step)
            torch.save({"model": model.state_dict(), "average": average.values, "step": step}, a.out)
        if step == a.steps:
            break


if __name__ == "__main__":
    main()
