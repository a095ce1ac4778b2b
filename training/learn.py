"""Train the student on the teacher's labels and on the sets themselves, one head a convention.

    python -m training.learn LAC NER_DATA OUT.pt --silver NEWS SETS --words WORDS.txt [--steps 3000] [--all]

NEWS and SETS are what `python -m training.clean` wrote: the teacher's probabilities on the raw news and on the public
sets'
train sentences. The house head learns these and the house sentences; the other heads their own sets. Two names in
five are
swapped for others, so that the context is learnt and not the name.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from extractor.ner.decoding import decode
from extractor.ner.features import Vocabulary
from training import data, lac
from training.common import SEED, Clock, Running, rate, save, scores, show, start, tags_of
from training.data import HEADS, Example
from training.student import Student


def vocabulary(root: Path, words_file: Path | None) -> tuple[Vocabulary, np.ndarray]:
    """The words kept, with their embeddings; the last row is LAC's own for unknown words."""
    words = lac.words(root)
    table = lac.weights(root)["word_emb"]
    oov = words.index("OOV")
    if words_file:
        rows = {word: row for row, word in enumerate(words)}
        kept = [rows[word] for word in words_file.read_text(encoding="utf8").split("\n") if word]
    else:
        kept = [row for row in range(len(words)) if row != oov]
    return Vocabulary([words[row] for row in kept], lac.folds(root)), table[[*kept, oov]]


def log_probabilities(
    model: Student, words: Vocabulary, texts: Sequence[str], head: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores of one head in the flat layout, with the sentences' starts and lengths."""
    parts, starts, lengths, at = [], [], [], 0
    with torch.inference_mode():
        for first in range(0, len(texts), 128):
            f = words.features(texts[first : first + 128])
            arrays = (f.characters, f.forward, f.backward, f.place)
            logits = model(*(torch.from_numpy(a).long() for a in arrays), torch.from_numpy(f.real))
            parts.append(functional.log_softmax(logits[:, HEADS.index(head)], -1).numpy())
            starts.append(f.starts + at)
            lengths.append(f.lengths)
            at += len(f.real)
    return np.concatenate(parts), np.concatenate(starts), np.concatenate(lengths)


def measure(model: Student, words: Vocabulary, sets: dict[str, list[Example]], clock: Clock) -> None:
    model.eval()
    for name, examples in sets.items():
        found = decode(*log_probabilities(model, words, [e.text for e in examples], name))
        print(f"{clock}  {name:8} {show(scores([e.spans for e in examples], found))}", flush=True)


class Mixture:
    """Batches of flat rows: so many characters of silver, of the house sentences, of the public sets."""

    def __init__(self, silver: Sequence[Path], gold: list[Example], house: list[Example], seed: int) -> None:
        self.pick = random.Random(seed)
        self.pools: dict[str, Sequence] = {"gold": gold, "house": house}
        self.targets: dict[str, np.ndarray] = {}
        self.ends: dict[str, np.ndarray] = {}
        for path, name in zip(silver, ("news", "sets"), strict=False):
            texts = path.with_suffix(".txt").read_text(encoding="utf8").split("\n")[:-1]
            spans = path.with_suffix(".spans").read_text(encoding="utf8").split("\n")[:-1]
            self.pools[name] = [
                Example(text, tuple((a, b, k) for a, b, k in json.loads(line)), "house")
                for text, line in zip(texts, spans, strict=True)
            ]
            self.ends[name] = np.cumsum([len(text) for text in texts])
            self.targets[name] = np.load(path.with_suffix(".npy"), mmap_mode="r")
        # Names of the raw news are far more than those of the sets, so copies with other names draw on them all.
        self.swapper = data.NameSwapper([e for pool in self.pools.values() for e in pool], seed)
        self.order: dict[str, list[int]] = {name: [] for name in self.pools}

    def next(self, pool: str) -> tuple[str, np.ndarray, str]:
        """A text, its (characters, 13) target, its head."""
        order = self.order[pool]
        if not order:
            order.extend(range(len(self.pools[pool])))
            self.pick.shuffle(order)
        i = order.pop()
        example: Example = self.pools[pool][i]
        swapped = self.swapper.swap(example) if self.pick.random() < 0.4 else None
        if swapped is None and pool in self.targets:
            end = self.ends[pool][i]
            target = self.targets[pool][end - len(example.text) : end].astype(np.float32) / 255
            return example.text, target, example.head
        example = swapped or example
        target = np.zeros((len(example.text), 13), dtype=np.float32)
        target[np.arange(len(example.text)), tags_of(len(example.text), example.spans)] = 1
        return example.text, target, example.head

    def batch(self, budget: int, shares: dict[str, float]) -> tuple[list[str], list[np.ndarray], list[str]]:
        out: list[tuple[str, np.ndarray, str]] = []
        for pool, share in shares.items():
            size = 0
            while size < share * budget:
                item = self.next(pool)
                size += len(item[0])
                out.append(item)
        return [o[0] for o in out], [o[1] for o in out], [o[2] for o in out]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lac", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--silver", type=Path, nargs="+", required=True, help="raw news first, then the sets")
    parser.add_argument("--words", type=Path)
    parser.add_argument("--steps", type=int, default=2500)
    parser.add_argument("--budget", type=int, default=5000, help="characters a step")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--all", action="store_true", help="learn from the sentences to choose by as well")
    a = parser.parse_args()
    start()
    torch.manual_seed(a.seed)
    clock = Clock()
    words, embedding = vocabulary(a.lac, a.words)
    train_sets, dev_sets = data.gold(a.data)
    learn, dev, _ = data.house(a.data / "house-train.jsonl")
    gold = [e for examples in train_sets.values() for e in data.pieces(examples)]
    if a.all:
        learn = learn + dev
    dev_sets["house"] = dev
    mixture = Mixture(a.silver, gold, learn, a.seed)
    model = Student(embedding)
    if a.start:
        model.load_state_dict(torch.load(a.start))
    running = Running(model, 0.999)
    optimizer = torch.optim.AdamW(model.parameters(), lr=a.rate, weight_decay=0.0, foreach=True)
    for step in range(a.steps):
        model.train()
        # The teacher first; towards the end more of what people labelled.
        late = step > 0.75 * a.steps
        shares = (
            {"news": 0.35, "sets": 0.1, "gold": 0.35, "house": 0.2}
            if late
            else {"news": 0.6, "sets": 0.08, "gold": 0.25, "house": 0.07}
        )
        texts, targets, heads = mixture.batch(a.budget, shares)
        f = words.features(texts)
        ids = [torch.from_numpy(x).long() for x in (f.characters, f.forward, f.backward)]
        for i, x in enumerate(ids):
            ids[i] = torch.where(torch.rand(x.shape) < 0.03, words.unknown, x)
        logits = model(*ids, torch.from_numpy(f.place).long(), torch.from_numpy(f.real))
        at = torch.from_numpy(np.flatnonzero(f.real > 0))
        head = torch.from_numpy(np.repeat([HEADS.index(h) for h in heads], f.lengths))
        own = functional.log_softmax(logits[at, head], -1)
        loss = -(torch.from_numpy(np.concatenate(targets)) * own).sum() / len(at)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for g in optimizer.param_groups:
            g["lr"] = rate(step, a.steps, a.rate)
        optimizer.step()
        running.update()
        if step % 50 == 0:
            print(f"{clock}  step {step}/{a.steps}  loss {loss.item():.4f}", flush=True)
        if step % 800 == 799 or step == a.steps - 1:
            with running:
                measure(model, words, dev_sets, clock)
                save(model, a.out)


if __name__ == "__main__":
    main()
