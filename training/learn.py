"""Train the student on the teacher's labels and on the sets themselves, one head a convention.

    python -m training.learn LAC NER_DATA OUT.pt --silver NEWS SETS --words WORDS.txt [--steps 3000] [--all]

NEWS and SETS are what `python -m training.clean` wrote: the teachers' probabilities on the raw news and on the public
sets' train sentences. The house head learns these and the house sentences; the other heads their own sets, and what the
teachers say by each one's convention. Two names in five are swapped for others, so that the context is learnt and not
the name. On the way the network learns to tell which kind of text a sentence is, since that picks the convention.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from extractor.ner.decoding import decode
from extractor.ner.features import Vocabulary
from training import data, lac
from training.common import SEED, Clock, Running, descend, save, scores, show, start, tags_of
from training.data import HEADS, KINDS, Example
from training.student import Student, by_sentence

OTHERS = 0.3  # what a teacher's label by another convention counts beside one by the house's
OF_KINDS = 0.05  # what telling the kinds of text apart counts beside finding names


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


def run(
    model: Student, words: Vocabulary, texts: Sequence[str]
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    """Logits (T, heads, 13), judgements of the kinds of text (T, kinds), starts and lengths, some sentences a time."""
    with torch.inference_mode():
        for first in range(0, len(texts), 128):
            f = words.features(texts[first : first + 128])
            arrays = (f.characters, f.forward, f.backward, f.place)
            logits, kinds = model(*(torch.from_numpy(a).long() for a in arrays), torch.from_numpy(f.real))
            yield logits.numpy(), kinds.numpy(), f.starts, f.lengths


def measure(model: Student, words: Vocabulary, sets: dict[str, list[Example]], clock: Clock) -> None:
    """Each set by its own head, and how much of its sentences look like each kind of text."""
    model.eval()
    for name, examples in sets.items():
        found, kinds = [], []
        for logits, judged, starts, lengths in run(model, words, [e.text for e in examples]):
            found += decode(logits[:, HEADS.index(name)], starts, lengths)
            owner = torch.from_numpy(np.repeat(np.arange(len(lengths)), lengths))
            rows = np.concatenate([np.arange(a, a + n) for a, n in zip(starts, lengths, strict=True)])
            kinds.append(torch.softmax(by_sentence(torch.from_numpy(judged[rows]), owner, len(lengths)), -1))
        share = torch.cat(kinds).mean(0).tolist()
        looks = " ".join(f"{kind} {100 * part:.0f}" for kind, part in zip(KINDS, share, strict=True))
        print(f"{clock}  {name:8} {show(scores([e.spans for e in examples], found))}  looks like {looks}", flush=True)


class Lesson(NamedTuple):
    """A text, its (characters, 13) target by head, and which kind of text it is (None: not to be learnt from it)."""

    text: str
    targets: dict[str, np.ndarray]
    kind: str | None


class Mixture:
    """Lessons: so many characters of raw news and of the sets with the teachers' labels, of the sets with their own."""

    def __init__(self, silver: Sequence[Path], gold: list[Example], house: list[Example], seed: int) -> None:
        self.pick = random.Random(seed)
        self.pools: dict[str, Sequence] = {"gold": gold, "house": house}
        self.soft: dict[str, dict[str, np.ndarray]] = {}
        self.ends: dict[str, np.ndarray] = {}
        for path, name in zip(silver, ("news", "sets"), strict=False):
            texts = path.with_suffix(".txt").read_text(encoding="utf8").split("\n")[:-1]
            spans = path.with_suffix(".spans").read_text(encoding="utf8").split("\n")[:-1]
            self.pools[name] = [
                Example(text, tuple((a, b, k) for a, b, k in json.loads(line)), "house")
                for text, line in zip(texts, spans, strict=True)
            ]
            self.ends[name] = np.cumsum([len(text) for text in texts])
            files = {head: path.with_suffix(f".{head}.npy") for head in HEADS}
            self.soft[name] = {head: np.load(file, mmap_mode="r") for head, file in files.items() if file.exists()}
        # Names of the raw news are far more than those of the sets, so copies with other names draw on them all.
        self.swapper = data.NameSwapper([e for pool in self.pools.values() for e in pool], seed)
        self.order: dict[str, list[int]] = {name: [] for name in self.pools}

    def next(self, pool: str) -> Lesson:
        order = self.order[pool]
        if not order:
            order.extend(range(len(self.pools[pool])))
            self.pick.shuffle(order)
        i = order.pop()
        example: Example = self.pools[pool][i]
        # The sets' sentences are in two pools; what kind of text they are is learnt where their own labels are.
        kind = None if pool == "sets" else example.head
        swapped = self.swapper.swap(example) if self.pick.random() < 0.4 else None
        if swapped is None and pool in self.soft:
            end = self.ends[pool][i]
            rows = slice(end - len(example.text), end)
            soft = {head: of[rows].astype(np.float32) / 255 for head, of in self.soft[pool].items()}
            return Lesson(example.text, soft, kind)
        example = swapped or example
        target = np.zeros((len(example.text), 13), dtype=np.float32)
        target[np.arange(len(example.text)), tags_of(len(example.text), example.spans)] = 1
        return Lesson(example.text, {example.head: target}, kind)

    def batch(self, budget: int, shares: dict[str, float]) -> list[Lesson]:
        out: list[Lesson] = []
        for pool, share in shares.items():
            size = 0
            while size < share * budget:
                lesson = self.next(pool)
                size += len(lesson.text)
                out.append(lesson)
        return out


def loss_of(model: Student, words: Vocabulary, lessons: Sequence[Lesson]) -> Tensor:
    """Cross-entropy of the tags, a character, and a little of the kinds of text, a sentence."""
    f = words.features([lesson.text for lesson in lessons])
    ids = [torch.from_numpy(x).long() for x in (f.characters, f.forward, f.backward)]
    for i, x in enumerate(ids):
        ids[i] = torch.where(torch.rand(x.shape) < 0.03, words.unknown, x)
    logits, kinds = model(*ids, torch.from_numpy(f.place).long(), torch.from_numpy(f.real))
    real = np.flatnonzero(f.real > 0)
    target = np.zeros((len(real), len(HEADS), 13), dtype=np.float32)
    at = 0
    for lesson in lessons:
        upto = at + len(lesson.text)
        for head, rows in lesson.targets.items():
            # Where a teacher speaks for several conventions, the house's is what matters.
            target[at:upto, HEADS.index(head)] = rows * (OTHERS if head != "house" and "house" in lesson.targets else 1)
        at = upto
    rows = torch.from_numpy(real)
    loss = -(torch.from_numpy(target) * functional.log_softmax(logits[rows], -1)).sum() / len(real)
    owner = torch.from_numpy(np.repeat(np.arange(len(lessons)), f.lengths))
    wanted = torch.tensor([KINDS.index(lesson.kind) if lesson.kind else -100 for lesson in lessons])
    judged = by_sentence(kinds[rows], owner, len(lessons))
    return loss + OF_KINDS * functional.cross_entropy(judged, wanted, ignore_index=-100)


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
    parser.add_argument("--start", type=Path, help="weights to go on from, with more of what people labelled all along")
    parser.add_argument("--twice", nargs="*", default=[], help="sets whose sentences are learnt twice as often")
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
    gold += [e for name in a.twice for e in data.pieces(train_sets[name])]
    if a.all:
        learn = learn + dev
    dev_sets["house"] = dev
    mixture = Mixture(a.silver, gold, learn, a.seed)
    model = Student(embedding)
    if a.start:
        model.load_state_dict(torch.load(a.start))
    running = Running(model, 0.999)
    weights = [{"params": model.parameters(), "top": a.rate}]
    optimizer = torch.optim.AdamW(weights, lr=a.rate, weight_decay=0.0, foreach=True)
    for step in range(a.steps):
        model.train()
        # The teacher first; towards the end more of what people labelled.
        late = a.start or step > 0.75 * a.steps
        shares = (
            {"news": 0.3, "sets": 0.15, "gold": 0.35, "house": 0.2}
            if late
            else {"news": 0.5, "sets": 0.18, "gold": 0.25, "house": 0.07}
        )
        loss = loss_of(model, words, mixture.batch(a.budget, shares))
        descend(model, optimizer, loss, step, a.steps)
        running.update()
        if step % 50 == 0:
            print(f"{clock}  step {step}/{a.steps}  loss {loss.item():.4f}", flush=True)
        if step % 800 == 799 or step == a.steps - 1:
            with running:
                measure(model, words, dev_sets, clock)
                save(model, a.out)


if __name__ == "__main__":
    main()
