"""Train the reader of facts.

    python -m training.facts_train FACTS PACK OUT.pt [--depth 6] [--epochs 6] [--seed 1]

Reads the train part of the annotated documents, prints the loss and the dev part's accuracies after each epoch, and
writes a checkpoint each time, so that a run that is cut short is not lost. `--resume` goes on from one.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from extractor import Extractor
from extractor.facts.readers.features import SOURCES, Features, Ints
from training.facts_annotate import annotated
from training.facts_data import Example, examples
from training.facts_model import Encoder, FactReader
from training.facts_pieces import PieceReader
from training.facts_split import documents
from training.pieces import Pack

WEIGHTS = {
    "words": 0.12, "sources": 0.5, "kind": 1.0, "direction": 0.7, "basis": 1.2, "modality": 1.5, "dates": 1.5,
    "names": 1.0, "edges": 0.4,
}  # fmt: skip
CLASSES = ("kind", "direction", "basis", "modality")
TEXT = SOURCES.index("text")
APART = ("names", "sources", "edges")  # no part of a whole fact
_FAR = 12  # characters between the pieces of a subject
Inputs = tuple[Tensor, Tensor, Tensor, Tensor, dict[str, Tensor]]


def inputs(seen: Features, text: str, reader: PieceReader, encoder: Encoder) -> Inputs:
    """What the network is given of a passage; the output of the frozen layers is kept."""
    rows, owner, place, first = reader.tensors(text)
    if text not in reader.below:
        with torch.no_grad():
            reader.below[text] = encoder.below(rows)
    named = {field.name: torch.from_numpy(getattr(seen, field.name)) for field in fields(seen)}
    return reader.below[text], owner, place, first, named


def hide_characters(given: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """The features with some single characters hidden, so that the network does not learn names by heart."""
    kept = (torch.rand(len(given["characters"])) >= share).long()
    return {**given, "characters": given["characters"] * kept}


def forget_rules(given: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """The features with what the rules say left out for some figures, so that the network learns to do without."""
    hidden = torch.rand(len(given["figures"])) < (1.0 if random.random() < share / 2 else share)
    if not hidden.any():
        return given
    out = dict(given)
    keep = (~hidden).long()
    out["figure_roles"] = given["figure_roles"] * keep[:, None]
    out["roles"] = torch.zeros_like(given["roles"])
    for row in out["figure_roles"]:
        out["roles"] = out["roles"] | row
    figures = given["figures"].clone()
    figures[:, 2:] *= keep[:, None]
    out["figures"] = figures
    out["date_flags"] = given["date_flags"] * keep[:, None]
    out["name_flags"] = given["name_flags"] * keep[:, None]
    return out


def losses(example: Example, out: Sequence[Tensor]) -> dict[str, Tensor]:
    """The loss of each part, summed over the figures that count (optional ones by a third)."""
    weight = torch.from_numpy(np.where(example.asked > 0, 1.0, 0.3)).float()
    known = torch.from_numpy((example.classes[:, 0] >= 0).astype(np.float32))
    weight = weight * known

    def chosen(logits: Tensor, target: np.ndarray) -> Tensor:
        goal = torch.from_numpy(target)
        each = functional.cross_entropy(logits.flatten(0, -2), goal.flatten(), ignore_index=-1, reduction="none")
        return (each.view(len(weight), -1).sum(1) * weight).sum()

    def among(logits: Tensor, target: np.ndarray) -> Tensor:
        """Minus the log of the probability of all candidates that agree."""
        goal = torch.from_numpy(target).bool()
        asked = goal.any(1).float()
        right = torch.logsumexp(logits.masked_fill(~goal, -1e4), 1)
        return ((torch.logsumexp(logits, 1) - right) * asked * weight).sum()

    found = {"words": chosen(out[0], example.words), "sources": chosen(out[1], example.sources)}
    for i, name in enumerate(CLASSES):
        found[name] = chosen(out[2 + i], example.classes[:, i])
    found["dates"], found["names"] = among(out[6], example.dates), among(out[7], example.names)
    goals = edges(example)
    found["edges"] = sum((among(out[8][..., i], goals[..., i]) for i in range(2)), start=torch.zeros(()))
    return found


def edges(example: Example) -> Ints:
    """(F, C + 1, 2): 1 at the first and at the last characters of a subject, wherever its words are in the passage.

    The last row is "no subject". A figure whose subject is not in the passage, or in far pieces, asks for nothing.
    """
    text = example.passage.text
    out = np.zeros((len(example.words), len(text) + 1, 2), np.int64)
    for row, words in enumerate(example.words):
        if words[0] < 0 or example.sources[row, 0] != TEXT:
            continue
        places = np.flatnonzero(words == 1)
        if not len(places):
            out[row, -1] = 1
            continue
        start, end = int(places[0]), int(places[-1]) + 1
        if end - start > _FAR + len(places):
            continue
        said, at = text[start:end], text.find(text[start:end])
        while at >= 0:
            out[row, at, 0] = out[row, at + len(said) - 1, 1] = 1
            at = text.find(said, at + 1)
    return out


@torch.no_grad()
def accuracies(
    model: nn.Module, held: Sequence[Example], answers: Callable[[Example], Sequence[Tensor]]
) -> dict[str, float]:
    """How often each part is right on held-out passages; `words`: the characters overlap by 0.6 (F1)."""
    model.eval()
    right: dict[str, list[bool]] = {}
    for example in held:
        out, goals = answers(example), edges(example)
        for row in range(len(example.asked)):
            if example.asked[row] <= 0:
                continue
            one = right_parts(example, out, goals, row)
            for name, value in one.items():
                right.setdefault(name, []).append(value)
            right.setdefault("whole", []).append(all(v for k, v in one.items() if k not in APART))
    return {name: float(np.mean(values)) for name, values in right.items()}


def right_parts(example: Example, out: Sequence[Tensor], goals: Ints, row: int) -> dict[str, bool]:
    one: dict[str, bool] = {}
    goal = example.words[row]
    if goal[0] >= 0:
        answered = out[0][row].argmax(-1).numpy()
        wanted, got = goal > 0, answered > 0
        common = (wanted & got).sum()
        one["words"] = bool(wanted.sum() + got.sum() == 0 or 2 * common >= 0.6 * (wanted.sum() + got.sum()))
    for i in range(2):
        if example.sources[row, i] >= 0:
            one["sources"] = one.get("sources", True) and int(out[1][row, i].argmax()) == example.sources[row, i]
    for i, name in enumerate(CLASSES):
        if example.classes[row, i] >= 0:
            one[name] = int(out[2 + i][row].argmax()) == example.classes[row, i]
    for name, logits, goal in (("dates", out[6], example.dates), ("names", out[7], example.names)):
        one[name] = bool(goal[row, int(logits[row].argmax())])
    asked = goals[row]
    if asked.any():
        one["edges"] = all(bool(asked[int(out[8][row, :, i].argmax()), i]) for i in range(2))
    return one


class Average:
    """The running mean of a network's trained weights: steadier than the last of them."""

    def __init__(self, model: nn.Module, decay: float = 0.997) -> None:
        self.decay, self.steps = decay, 0
        self.values = {k: p.detach().clone() for k, p in model.named_parameters() if p.requires_grad}

    @torch.no_grad()
    def add(self, model: nn.Module) -> None:
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 9))
        for name, parameter in model.named_parameters():
            if name in self.values:
                self.values[name].lerp_(parameter, 1 - decay)

    @contextmanager
    def instead(self, model: nn.Module, values: Mapping[str, Tensor] | None) -> Iterator[None]:
        """Run with other weights, then put the model's own back."""
        own = {name: parameter.detach().clone() for name, parameter in model.named_parameters()}
        model.load_state_dict(values or {}, strict=False)
        yield
        model.load_state_dict(own, strict=False)


def begin(model: FactReader, saved: Mapping[str, Any], depth: int, frozen: int) -> None:
    """Take over a checkpoint's weights: all of them, or the decoder's where its encoder has other layers."""
    weights = saved["model"]
    if (saved["depth"], saved["frozen"]) != (depth, frozen):
        weights = {name: value for name, value in weights.items() if not name.startswith("encoder.")}
    model.load_state_dict(weights, strict=False)


def batches(data: Sequence[Example], size: int) -> Iterator[list[Example]]:
    order = random.sample(range(len(data)), len(data))
    for start in range(0, len(order), size):
        yield [data[i] for i in order[start : start + size]]


def load(annotations: Callable[[], Iterable[Mapping[str, Any]]], name: str, cache: Path | None) -> list[Example]:
    """The examples of annotated documents; kept in `cache` by `name`, since the rules take a minute to read them."""
    file = cache / f"{name}.pkl" if cache else None
    if file and file.exists():
        return pickle.loads(file.read_bytes())  # type: ignore[no-any-return]
    found = list(examples(Extractor(facts="rules"), [*annotations()]))
    if file:
        file.write_bytes(pickle.dumps(found))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", type=Path)
    parser.add_argument("pack", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--depth", type=int, default=4, help="layers of the encoder")
    parser.add_argument("--frozen", type=int, default=2, help="the lowest of them stay as they are")
    parser.add_argument("--epochs", type=float, default=6)
    parser.add_argument("--batch", type=int, default=6, help="passages a step")
    parser.add_argument("--rate", type=float, default=8e-5, help="of the encoder; the rest learns 12 times as fast")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0, help="of the training documents, for a learning curve")
    parser.add_argument("--cache", type=Path)
    parser.add_argument(
        "--articles", type=Path, nargs="*", default=[], help="further annotated documents: see training.facts_annotate"
    )
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="more examples, of training.facts_augment")
    parser.add_argument("--pieces", type=Path, required=True, help="written by training.facts_pieces")
    parser.add_argument("--resume", type=Path, help="a checkpoint to go on from, in the same schedule")
    parser.add_argument(
        "--start",
        type=Path,
        help="a checkpoint whose weights are where a new schedule begins; of one with other layers only the decoder's",
    )
    a = parser.parse_args()
    random.seed(a.seed)
    torch.manual_seed(a.seed)
    data, held = (load(partial(documents, a.facts, part), part, a.cache) for part in ("train", "dev"))
    if a.share < 1:
        data = random.sample(data, int(len(data) * a.share))
    for path in a.articles:
        data += load(partial(annotated, path), path.stem, a.cache)
    for varied in a.also:
        data += pickle.loads(varied.read_bytes())
    pack = Pack(a.pack)
    reader = PieceReader(pack, a.pieces)
    model = FactReader(pack, a.depth, a.frozen)
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    mine = {id(p) for p in model.encoder.parameters()}
    rest = [p for p in model.parameters() if id(p) not in mine]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": a.rate}, {"params": rest, "lr": 12 * a.rate}], betas=(0.9, 0.98), weight_decay=0.01
    )
    total = max(1, round(len(data) / a.batch * a.epochs))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (0.06 * total), max(0.02, (total - s) / total))
    )
    step, epoch = 0, 0
    if a.start:
        begin(model, torch.load(a.start, weights_only=False), a.depth, a.frozen)
    average = Average(model)
    if a.resume:
        saved = torch.load(a.resume, weights_only=False)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        average.values = saved["average"]
        schedule.load_state_dict(saved["schedule"])
        step, epoch = saved["step"], saved["epoch"]
    numbers = sum(p.numel() for p in model.parameters())
    print(f"{len(data)} passages, {len(held)} held out, {total} steps, {numbers:,} numbers", flush=True)

    def answers(example: Example) -> Sequence[Tensor]:
        *given, named = inputs(example.features, example.passage.text, reader, model.encoder)
        return model(*given, named)

    while step < total:
        model.train()
        sums: dict[str, float] = {}
        began, counted = time.time(), 0
        for group in batches(data, a.batch):
            figures = sum(len(e.asked) for e in group)
            for example in group:
                *given, named = inputs(example.features, example.passage.text, reader, model.encoder)
                found = losses(example, model(*given, hide_characters(forget_rules(named, 0.12), 0.1)))
                (sum(WEIGHTS[k] * v for k, v in found.items()) / figures).backward()
                for k, v in found.items():
                    sums[k] = sums.get(k, 0) + float(v.detach())
            counted += figures
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            average.add(model)
            step += 1
            if step % 50 == 0:
                means = {k: round(v / counted, 3) for k, v in sums.items()}
                print(step, f"{time.time() - began:.0f}s", means, flush=True)
            if step >= total:
                break
        epoch += 1
        for name, weights in (("last", None), ("average", average.values)):
            with average.instead(model, weights):
                scores = accuracies(model, held, answers)
            print("epoch", epoch, name, {k: round(v, 4) for k, v in scores.items()}, flush=True)
        state = {"model": model.state_dict(), "average": average.values, "optimizer": optimizer.state_dict()}
        state["schedule"] = schedule.state_dict()
        settings = {k: str(v) for k, v in vars(a).items()}
        state |= {"step": step, "epoch": epoch, "depth": a.depth, "frozen": a.frozen, "dev": scores}
        torch.save({**state, "settings": json.dumps(settings)}, a.out)


if __name__ == "__main__":
    main()
