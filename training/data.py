"""Reading what the model learns from: public sets, the house sentences, raw news; and swapping names in copies.

In: files in the formats of their publishers. Out: `Example(text, spans, head)`: a sentence, its (start, end, label)
with label PERSON, ORG or LOC, and the name of the convention it follows, which picks the output head it teaches.

    李涛在北京说 -> Example("李涛在北京说", ((0, 2, "PERSON"), (3, 5, "LOC")), "house")
"""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from extractor.rulebook import load_rulebook

Span = tuple[int, int, str]
LABELS = {
    "PER": "PERSON", "NAME": "PERSON", "name": "PERSON", "PERSON": "PERSON", "PER.NAM": "PERSON",
    "ORG": "ORG", "company": "ORG", "government": "ORG", "organization": "ORG", "ORG.NAM": "ORG",
    "LOC": "LOC", "address": "LOC", "scene": "LOC", "GPE.NAM": "LOC", "LOC.NAM": "LOC",
}  # fmt: skip
HEADS = ("house", "uner", "cluener", "resume", "weibo", "silver")
KINDS = ("house", "uner", "cluener", "resume", "weibo")  # kinds of text, named after the set that is of that kind
LONGEST = 200  # characters; longer sentences are cut at punctuation for training only
BRANDS = ("unclear_brands", "short", "chinese", "abroad")  # companies of the gazetteers that are not listed in China
SYLLABLES = "ka no vi ter lo mi sen dra ex um pol ri tek sy ba or".split()  # of made-up Latin names
PIECE = re.compile(r"[^。！？；\n]+[。！？；”’」』）)]*|[。！？；]+")


class Example(NamedTuple):
    text: str
    spans: tuple[Span, ...]
    head: str


def tagged(path: Path, token: int, tag: int, separator: str | None) -> Iterator[tuple[str, list[Span]]]:
    """Sentences of a file with one token and its BIO, BMES or BIOES tag a line."""
    tokens: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf8").splitlines(), ""]:
        if line.startswith("#"):
            continue
        cells = line.split(separator)
        if len(cells) > max(token, tag):
            # Weibo writes a digit after each character: the place of the character in its word.
            tokens.append(cells[token][:1] if path.name.startswith("weibo") else cells[token])
            tags.append(cells[tag])
        elif tokens:
            yield "".join(tokens), list(from_tags(tokens, tags))
            tokens, tags = [], []


def from_tags(tokens: list[str], tags: list[str]) -> Iterator[Span]:
    at, start, kind = 0, -1, ""
    for token, tag in zip([*tokens, ""], [*tags, "O"], strict=True):
        prefix, _, label = tag.partition("-")
        if start >= 0 and (tag == "O" or prefix in "BS" or label != kind):
            if kind in LABELS:
                yield start, at, LABELS[kind]
            start = -1
        if tag != "O" and start < 0:
            start, kind = at, label
        at += len(token)


def read(path: Path) -> list[tuple[str, list[Span]]]:
    """Every sentence of a set with its spans; other labels than people, bodies and places are left out."""
    if path.suffix in (".bio", ".bmes"):
        return list(tagged(path, 0, 1, None))
    if path.suffix == ".iob2":
        return list(tagged(path, 1, 2, "\t"))
    out = []
    for line in path.read_text(encoding="utf8").splitlines():
        record = json.loads(line)
        spans = [
            (a, b + 1, LABELS[kind])
            for kind, names in record["label"].items()
            if kind in LABELS
            for places in names.values()
            for a, b in places
        ]
        out.append((record["text"], sorted(spans)))
    return out


def web(path: Path) -> tuple[list[Example], list[Example], list[Example]]:
    """The house sentences of web pages: those to learn from, those to choose by, and those kept to measure at the end.

    By article: one in six to choose by, one in six to measure.
    """
    parts: tuple[list[Example], list[Example], list[Example]] = [], [], []
    for line, (text, spans) in zip(path.read_text(encoding="utf8").splitlines(), read(path), strict=True):
        share = zlib.crc32(json.loads(line)["id"].encode()) % 6
        parts[{0: 1, 1: 2}.get(share, 0)].append(Example(text, tuple(spans), "house"))
    return parts


def house(path: Path) -> tuple[list[Example], list[Example], set[str]]:
    """The house sentences: those to learn from, those to choose by (about one in six), and the latter's documents."""
    train, dev, documents = [], [], set()
    for line, (text, spans) in zip(path.read_text(encoding="utf8").splitlines(), read(path), strict=True):
        document = json.loads(line)["id"]
        # By document, so that no sentence of an article to choose by has a neighbour to learn from.
        held = zlib.crc32(document.encode()) % 6 == 0
        (dev if held else train).append(Example(text, tuple(spans), "house"))
        if held:
            documents.add(document)
    return train, dev, documents


def gold(folder: Path) -> tuple[dict[str, list[Example]], dict[str, list[Example]]]:
    """Permissive public sets by head: what may be learnt from, and what their own dev splits choose by.

    Test splits are not read here at all. CLUENER's dev split is its only public measure, so the last 700 training
    sentences are in for it.
    """
    files = {
        "uner": ("uner-train.iob2", "uner-dev.iob2"),
        "cluener": ("cluener-train.jsonl", ""),
        "resume": ("resume-train.bmes", "resume-dev.bmes"),
        "weibo": ("weibo-train.bio", "weibo-dev.bio"),
    }
    train, dev = {}, {}
    for head, (first, second) in files.items():
        learn = [Example(text, tuple(spans), head) for text, spans in read(folder / first)]
        if second:
            choose = [Example(text, tuple(spans), head) for text, spans in read(folder / second)]
        else:
            learn, choose = learn[:-700], learn[-700:]
        train[head], dev[head] = learn, choose
    return train, dev


def raw_sentences(path: Path, without: set[str], limit: int | None = None) -> list[str]:
    """Distinct sentences of the raw news, in the file's (random) order, without the documents named."""
    seen: dict[str, None] = {}
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["id"] in without:
                continue
            for piece in PIECE.findall(record["text"]):
                text = piece.strip()
                if 6 <= len(text) <= LONGEST:
                    seen[text] = None
            if limit and len(seen) >= limit:
                break
    return list(seen)[:limit]


def pieces(examples: Iterable[Example]) -> Iterator[Example]:
    """Examples no longer than LONGEST, cut where no span is hurt."""
    for example in examples:
        if len(example.text) <= LONGEST:
            if example.text:
                yield example
            continue
        start = 0
        cuts = [m.end() for m in re.finditer(r"[。！？；，,]", example.text)] + [len(example.text)]
        cuts = [cut for cut in cuts if not any(a < cut < b for a, b, _ in example.spans)]
        for cut, after in zip(cuts, [*cuts[1:], 0], strict=True):
            if not after or after - start > LONGEST:
                spans = tuple((a - start, b - start, k) for a, b, k in example.spans if start <= a and b <= cut)
                if cut > start:
                    yield Example(example.text[start:cut], spans, example.head)
                start = cut


class NameSwapper:
    """Copies of sentences with other people's names, so that the context and not the name is learnt.

    Chinese names (one of the 250 commonest first characters, two or three in all) get a seen surname and seen
    given-name characters; three in ten get a whole seen name. Foreign names (with ·, or four characters
    or more) trade places.
    """

    def __init__(self, examples: Iterable[Example], seed: int) -> None:
        self.random = random.Random(seed)
        names = [e.text[a:b] for e in examples for a, b, k in e.spans if k == "PERSON"]
        short = [name for name in names if 2 <= len(name) <= 3 and re.fullmatch(r"[一-鿿]+", name)]
        surnames = Counter(name[0] for name in short)
        known = {s for s, n in surnames.most_common(250) if n > 1}
        self.chinese = sorted({name for name in short if name[0] in known and "某" not in name})
        self.chinese_set = frozenset(self.chinese)
        self.foreign = sorted({n for n in names if len(n) >= 4 and re.fullmatch(r"[一-鿿·]+", n)})
        self.surnames = sorted(known)
        self.given = sorted(c for name in self.chinese for c in name[1:])

    def other(self, name: str) -> str:
        pick = self.random
        if name in self.chinese_set or (len(name) in (2, 3) and name[0] in self.surnames):
            if pick.random() < 0.3:
                return pick.choice(self.chinese)
            return pick.choice(self.surnames) + "".join(pick.choice(self.given) for _ in name[1:])
        if len(name) >= 4 and re.fullmatch(r"[一-鿿·]+", name):
            return pick.choice(self.foreign)
        return name

    def swap(self, example: Example) -> Example | None:
        """A copy with all names changed, the same name always to the same; None where there is no name."""
        return renamed(example, lambda name, kind: self.other(name) if kind == "PERSON" else None)


def renamed(example: Example, other: Callable[[str, str], str | None]) -> Example | None:
    """A copy with some names changed, the same name always to the same.

    Args:
        other: another name for a name and its kind, or None where it stays.

    Returns:
        None where no name is changed, or where names are inside others.
    """
    changed: dict[str, str] = {}
    text, spans, at = "", [], 0
    for a, b, kind in sorted(example.spans):
        if a < at:
            return None
        text += example.text[at:a]
        name = example.text[a:b]
        new = other(name, kind)
        if new is not None:
            name = changed.setdefault(name, new)
        spans.append((len(text), len(text) + len(name), kind))
        text, at = text + name, b
    return Example(text + example.text[at:], tuple(spans), example.head) if changed else None


class CompanySwapper:
    """Copies of sentences with other companies: a company's or a brand's name becomes one that is listed or made up.

    Two in five become a listed company's short name, two in five the first half of one and the last of another, one in
    ten the first half alone, one in ten a Latin name.

    Args:
        listed: short names of listed companies; those of two characters are left out.
    """

    def __init__(self, listed: Iterable[str], seed: int) -> None:
        rulebook = load_rulebook()
        self.listed = [name for name in listed if len(name) >= 3]
        self.halves = [name for name in self.listed if re.fullmatch("[一-鿿]{4}", name)]
        brands = (word for section in BRANDS for word in rulebook.words("gazetteers/companies", section))
        self.known = frozenset(self.listed).union(brands) if self.halves else frozenset()
        self.random = random.Random(seed)

    def swap(self, example: Example) -> Example:
        """The sentence with its companies changed, the same always to the same; itself where it has none."""
        changed = renamed(example, lambda name, kind: self.other() if kind == "ORG" and name in self.known else None)
        return changed or example

    def other(self) -> str:
        """A company's name, listed or made up."""
        pick, choice = self.random, self.random.random()
        if choice < 0.4:
            return pick.choice(self.listed)
        if choice < 0.8:
            return pick.choice(self.halves)[:2] + pick.choice(self.halves)[2:]
        if choice < 0.9:
            return pick.choice(self.halves)[:2]
        return "".join(pick.choices(SYLLABLES, k=pick.choice((2, 2, 3)))).capitalize()
