"""One more stage for the model as it ships: train on from its own arrays with sentences that were labelled since.

    python -m training.continuation NER_DATA NEWS extractor/ner/data OUT [--steps 500] [--also house web]

In: the folder of the shipped model. Out: a folder for each step that was measured, with the same model, trained
further; its words, its mixture of conventions and its size stay as they are. Neither LAC nor the teachers are needed:
the shipped model itself is the teacher of what it must not forget, on raw news and, by the other conventions, on
everything. `training.blend` then averages the weights of what came out with those of the shipped model. With
`--silver`, a larger teacher's labels of further sentences are learnt by the house's convention.

The house's convention is learnt from house-train and web-train (without the articles to choose by and to measure), the
other conventions from their sets. Two names of people in five are swapped, and half of the companies and brands, so
that contexts are learnt and not names. `--also` adds the sentences to choose by: the house's, which the shipped model
has learnt already and would forget, and the web's.
"""

from __future__ import annotations

import argparse
import json
import random
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn
from torch.nn import functional

from extractor.ner.features import Vocabulary
from training import data
from training.common import SEED, Clock, Running, descend, start, tags_of
from training.data import HEADS, KINDS, Example
from training.export import graph, layers, rows_int8
from training.learn import OF_KINDS, Lesson, measure
from training.student import DILATIONS, WIDTH, Student, by_sentence

ACTIVATION = 6.0  # as training.export's: the normed activation that the integer 127 stands for
SOFT = 0.6  # of the larger teacher's sentences: as they are, with its probabilities; the others with names swapped
LARGER = 0.7  # the larger teacher's share in what is learnt from its sentences; the rest is the shipped model's
OWN = 0.35  # what the shipped model's answer counts beside a person's, by conventions that no person labelled by


class Shipped(Student):
    """The student with the two embedding tables that ship in place of LAC's one table and two linear layers."""

    def __init__(self, arrays: dict[str, np.ndarray], drop: float = 0.2) -> None:
        super().__init__(np.zeros((1, WIDTH), dtype=np.float32), drop)
        del self.embedding, self.char, self.word
        self.char_table = nn.Parameter(torch.tensor(_floats(arrays, "char")))
        self.word_table = nn.Parameter(torch.tensor(_floats(arrays, "word")))
        self.load_state_dict(_state(arrays), strict=False)

    def tables(self) -> tuple[Tensor, Tensor]:
        return self.char_table, self.word_table

    def sums(self, char: Tensor, forward: Tensor, backward: Tensor) -> Tensor:
        char = char.clamp(max=len(self.char_table) - 1)  # characters without a row have the last
        return self.char_table[char] + self.word_table[forward] + self.word_table[backward]


def _floats(arrays: dict[str, np.ndarray], table: str) -> np.ndarray:
    return arrays[f"{table}_table"].astype(np.float32) * arrays[f"{table}_scale"].astype(np.float32)[:, None]


def used_heads(arrays: dict[str, np.ndarray]) -> list[str]:
    """The conventions that ship, in the order of their columns: those that some kind of text is read by."""
    return [*HEADS][: arrays["mixture"].shape[1]]


def _state(arrays: dict[str, np.ndarray]) -> dict[str, Tensor]:
    """The arrays of a shipped model as the student's parameters; heads that do not ship are left as they are."""
    kinds = len(KINDS)
    columns, biases = arrays["head_weight"].T, arrays["head_bias"]
    shipped = arrays["mixture"].shape[1] * 13
    heads, offsets = np.zeros((len(HEADS) * 13, WIDTH), np.float32), np.zeros(len(HEADS) * 13, np.float32)
    heads[:shipped], offsets[:shipped] = columns[kinds:], biases[kinds:]
    state = {
        "place.weight": arrays["place"], "kinds.weight": columns[:kinds], "kinds.bias": biases[:kinds],
        "heads.weight": heads, "heads.bias": offsets,
    }  # fmt: skip
    for name in ("first", "last"):
        state |= {f"{name}.weight": arrays[f"{name}_gain"], f"{name}.bias": arrays[f"{name}_bias"]}
    for i in range(len(DILATIONS)):
        scale = arrays[f"scale_{i}"] * 127 / ACTIVATION
        state[f"convs.{i}.weight"] = (arrays[f"weight_{i}"].astype(np.float32) * scale).T
        state[f"convs.{i}.bias"] = arrays[f"bias_{i}"]
        # The norm's gain was folded into the convolution.
        state[f"norms.{i}.weight"] = np.ones(WIDTH, np.float32)
        state[f"norms.{i}.bias"] = arrays[f"shift_{i}"]
    return {name: torch.tensor(np.array(value)) for name, value in state.items()}


class Lessons:
    """Batches of lessons: so many characters of each pool."""

    def __init__(
        self, pools: dict[str, list[Example]], companies: Sequence[str], seed: int, silver: Silver | None = None
    ) -> None:
        self.pools, self.pick, self.silver = pools, random.Random(seed), silver
        self.order: dict[str, list[int]] = {name: [] for name in pools}
        self.people = data.NameSwapper([e for pool in pools.values() for e in pool], seed)
        self.companies = data.CompanySwapper(companies, seed)

    def batch(self, budget: int, shares: dict[str, float]) -> list[Lesson]:
        """Lessons of about `budget` characters; raw news has no targets but the shipped model's own."""
        out: list[Lesson] = []
        for pool, share in shares.items():
            size = 0
            while size < share * budget:
                if not self.order[pool]:
                    self.order[pool] = list(range(len(self.pools[pool])))
                    self.pick.shuffle(self.order[pool])
                place = self.order[pool].pop()
                example = self.pools[pool][place]
                size += len(example.text)
                if pool == "silver" and self.silver and self.pick.random() < SOFT:
                    out.append(Lesson(example.text, {"house": self.silver.rows(place)}, None))
                    continue
                if pool == "news":
                    out.append(Lesson(example.text, {}, None))
                    continue
                if self.pick.random() < 0.4:
                    example = self.people.swap(example) or example
                if self.pick.random() < 0.5:
                    example = self.companies.swap(example)
                target = np.zeros((len(example.text), 13), dtype=np.float32)
                target[np.arange(len(example.text)), tags_of(len(example.text), example.spans)] = 1
                out.append(Lesson(example.text, {example.head: target}, None if pool == "silver" else example.head))
        return out


class Silver:
    """Sentences that a larger teacher labelled by the house's convention: what `training.clean` wrote."""

    def __init__(self, path: Path) -> None:
        texts = path.with_suffix(".txt").read_text(encoding="utf8").split("\n")[:-1]
        spans = path.with_suffix(".spans").read_text(encoding="utf8").split("\n")[:-1]
        self.examples = [
            Example(text, tuple((a, b, k) for a, b, k in json.loads(line)), "house")
            for text, line in zip(texts, spans, strict=True)
        ]
        self.ends = np.cumsum([len(text) for text in texts])
        self.soft = np.load(path.with_suffix(".house.npy"), mmap_mode="r")

    def rows(self, place: int) -> np.ndarray:
        """The teacher's probabilities (characters, 13) of a sentence."""
        end = self.ends[place]
        return self.soft[end - len(self.examples[place].text) : end].astype(np.float32) / 255


def loss_of(model: Student, teacher: Student, words: Vocabulary, lessons: Sequence[Lesson], heads: int) -> Tensor:
    """Cross-entropy with people's labels, and with the shipped model's answers where there are none."""
    f = words.features([lesson.text for lesson in lessons])
    ids = [torch.from_numpy(x).long() for x in (f.characters, f.forward, f.backward)]
    place, real = torch.from_numpy(f.place).long(), torch.from_numpy(f.real)
    with torch.inference_mode():
        said, _ = teacher(*ids, place, real)
    ids = [torch.where(torch.rand(x.shape) < 0.03, words.unknown, x) for x in ids]
    logits, kinds = model(*ids, place, real)
    rows = torch.from_numpy(np.flatnonzero(f.real > 0))
    target = functional.softmax(said[rows], -1).clone()
    weight = torch.full(target.shape[:2], OWN)
    weight[:, heads:] = 0  # conventions that do not ship
    at = 0
    for lesson in lessons:
        upto = at + len(lesson.text)
        if not lesson.targets:
            weight[at:upto, 0] = 2 * OWN
        for head, labels in lesson.targets.items():
            learnt = torch.from_numpy(labels)
            if lesson.kind is None:  # a larger teacher's: it knows bodies better, the shipped model people
                learnt = LARGER * learnt + (1 - LARGER) * target[at:upto, HEADS.index(head)]
            target[at:upto, HEADS.index(head)] = learnt
            weight[at:upto, HEADS.index(head)] = 1
        at = upto
    loss = -(weight[..., None] * target * functional.log_softmax(logits[rows], -1)).sum() / len(rows)
    owner = torch.from_numpy(np.repeat(np.arange(len(lessons)), f.lengths))
    wanted = torch.tensor([KINDS.index(lesson.kind) if lesson.kind else -100 for lesson in lessons])
    judged = by_sentence(kinds[rows], owner, len(lessons))
    return loss + OF_KINDS * functional.cross_entropy(judged, wanted, ignore_index=-100)


def write(model: Student, shipped: dict[str, np.ndarray], folder: Path) -> None:
    """The model as it ships, with the words and mixtures of the one it went on from."""
    state = {name: value.detach().numpy() for name, value in model.state_dict().items()}
    heads = used_heads(shipped)
    mixture = {
        kind: {head: float(share) for head, share in zip(heads, row, strict=True) if share}
        for kind, row in zip(KINDS, shipped["mixture"], strict=True)
    }
    arrays = layers(state, mixture, {}, ACTIVATION)
    for table, values in zip(("char", "word"), model.tables(), strict=True):
        arrays[f"{table}_table"], arrays[f"{table}_scale"] = rows_int8(values.detach().numpy())
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / "model.npz", name=shipped["name"], vocabulary=shipped["vocabulary"], **arrays)
    onnx.save(graph(arrays), folder / "model.onnx")


def open_shipped(folder: Path) -> tuple[dict[str, np.ndarray], Vocabulary]:
    """The arrays and the words of a shipped model."""
    with np.load(folder / "model.npz", allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    stored = json.loads(zlib.decompress(arrays["vocabulary"].tobytes()))
    folds = stored["folds"]
    return arrays, Vocabulary(stored["words"].split("\n"), list(zip(folds[::2], folds[1::2], strict=True)))


def pools_of(folder: Path, news: Path, also: Sequence[str], limit: int) -> dict[str, list[Example]]:
    """What is learnt from, by where it comes from."""
    sets, _ = data.gold(folder)
    learn, dev, without = data.house(folder / "house-train.jsonl")
    pages, pages_dev, _ = data.web(folder / "web-train.jsonl")
    learn = learn + dev if "house" in also else learn
    pages = pages + pages_dev if "web" in also else pages
    return {
        "news": [Example(text, (), "house") for text in data.raw_sentences(news, without, limit)],
        "sets": [e for examples in sets.values() for e in data.pieces(examples)],
        "house": list(data.pieces(learn)),
        "web": list(data.pieces(pages)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("shipped", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--companies", type=Path, help="listed companies, the second column their short names")
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--budget", type=int, default=5000, help="characters a step")
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--shares", default="news=0.3,sets=0.3,house=0.12,web=0.28", help="of a batch's characters")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--every", type=int, default=250, help="steps between two measurements")
    parser.add_argument("--silver", type=Path, help="a larger teacher's labels, as `training.clean` writes them")
    parser.add_argument("--frozen", action="store_true", help="keep the embeddings: facts are read on them")
    parser.add_argument("--also", nargs="*", default=[], choices=("house", "web"), help="whose sentences to choose by")
    a = parser.parse_args()
    start()
    torch.manual_seed(a.seed)
    clock = Clock()
    arrays, words = open_shipped(a.shipped)
    pools = pools_of(a.data, a.news, a.also, 40_000)
    silver = Silver(a.silver) if a.silver else None
    if silver:
        pools["silver"] = silver.examples
    companies = [line.split("\t")[1] for line in a.companies.open(encoding="utf8")] if a.companies else []
    dev = data.gold(a.data)[1]
    del dev["weibo"]  # its convention does not ship
    house = {
        "house-dev": data.house(a.data / "house-train.jsonl")[1],
        "web-dev": data.web(a.data / "web-train.jsonl")[1],
    }
    lessons = Lessons(pools, companies, a.seed, silver)
    model, teacher = Shipped(arrays), Shipped(arrays).eval()
    shares = {name: float(share) for name, share in (pair.split("=") for pair in a.shares.split(","))}
    if a.frozen:
        for table in model.tables():
            table.requires_grad = False
    running = Running(model, 0.99)
    weights = [{"params": [p for p in model.parameters() if p.requires_grad], "top": a.rate}]
    optimizer = torch.optim.AdamW(weights, lr=a.rate, weight_decay=0.0, foreach=True)

    def show_dev() -> None:
        for name, examples in house.items():
            print(name, end=" ")
            measure(model, words, {"house": examples}, clock)
        measure(model, words, dev, clock)

    show_dev()
    for step in range(a.steps):
        model.train()
        loss = loss_of(model, teacher, words, lessons.batch(a.budget, shares), arrays["mixture"].shape[1])
        descend(model, optimizer, loss, step, a.steps)
        running.update()
        if step % 50 == 0:
            print(f"{clock}  step {step}/{a.steps}  loss {loss.item():.4f}", flush=True)
        if step % a.every == a.every - 1 or step == a.steps - 1:
            with running:
                show_dev()
                write(model, arrays, a.out / f"{step + 1}")


if __name__ == "__main__":
    main()
