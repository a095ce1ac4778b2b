"""Annotated documents with other names and other digits, so that the reader learns no name or number by heart.

    python -m training.facts_augment FACTS CACHE.pkl [--seed 1]

In: the train part of the annotated documents. Out: their examples, varied: each organization and person gives way to
one of another document that ends alike (甲市统计局 to 乙省统计局, 江州银行 to 海川银行), the digits of figures to other
digits, and passages are cut longer or shorter. What is to be learned of a figure stays the same.
"""

from __future__ import annotations

import argparse
import pickle
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from extractor import Extractor
from extractor.lexicon import alternation
from extractor.mentions import ORG, PERSON
from training.facts_data import examples
from training.facts_split import documents

SHARE = 0.7  # of the names of a document that give way
_ENDS = 2  # characters that two organizations have in common at their end
_TEXTS = ("subject", "indicator", "speaker")


class Names:
    """The names of all documents by their kind."""

    def __init__(self) -> None:
        self._kinds: dict[str, list[str]] = defaultdict(list)

    @staticmethod
    def kind(label: str, name: str) -> str:
        """People are of one kind for each length, organizations of one for each last two characters."""
        return f"{label}{len(name)}" if label == PERSON else f"{label}{name[-_ENDS:]}"

    def add(self, names: Iterable[tuple[str, str]]) -> None:
        for label, name in names:
            self._kinds[self.kind(label, name)].append(name)

    def other(self, label: str, name: str, dice: random.Random) -> str:
        return dice.choice(self._kinds[self.kind(label, name)])


def found(extractor: Extractor, document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Labels and texts of the organizations and people of a document."""
    extraction = extractor.extract({"text": document["text"], "title": document.get("title")})
    named = [*extraction.people, *extraction.organizations]
    return sorted({(e.label, e.text) for e in named if e.label in (ORG, PERSON) and len(e.text) > 1})


def varied(
    document: Mapping[str, Any], names: Sequence[tuple[str, str]], pool: Names, dice: random.Random
) -> dict[str, Any]:
    """A document with other names and digits, its annotations moved with them."""
    swaps = {name: pool.other(label, name, dice) for label, name in names if dice.random() < SHARE}
    pattern = re.compile(alternation(swaps)) if swaps else None

    def swapped(text: str | None) -> str | None:
        return pattern.sub(lambda match: swaps[match[0]], text) if pattern and text else text

    text = _other_digits(document, dice)
    pieces, moved, at, shift = [], [], 0, 0
    edits = [(m.start(), m.end(), swaps[m[0]]) for m in pattern.finditer(text)] if pattern else []
    for start, end, new in edits:
        pieces += [text[at:start], new]
        at = end
        shift += len(new) - (end - start)
        moved.append((end, shift))
    pieces.append(text[at:])

    def place(offset: int) -> int:
        return offset + next((by for end, by in reversed(moved) if end <= offset), 0)

    figures = [
        {**figure, **{name: swapped(figure[name]) for name in _TEXTS}, "start": place(figure["start"]),
         "end": place(figure["end"])}
        for figure in document["figures"]
    ]  # fmt: skip
    return {**document, "text": "".join(pieces), "title": swapped(document.get("title")), "figures": figures}


def _other_digits(document: Mapping[str, Any], dice: random.Random) -> str:
    characters = list(document["text"])
    for figure in document["figures"]:
        first = True
        for at in range(figure["start"], figure["end"]):
            if characters[at] in "123456789":
                characters[at] = dice.choice("123456789")
            elif characters[at] == "0" and not first:
                characters[at] = dice.choice("0123456789")
            first = first and not characters[at].isdigit()
    return "".join(characters)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    dice = random.Random(a.seed)
    extractor = Extractor(facts="rules")
    train = documents(a.facts, "train")
    pool, own = Names(), []
    for document in train:
        names = found(extractor, document)
        pool.add(names)
        own.append(names)
    variants = [varied(document, names, pool, dice) for document, names in zip(train, own, strict=True)]
    made = list(examples(extractor, variants, dice))
    a.out.write_bytes(pickle.dumps(made))
    print(f"{len(made)} passages, {sum(int((e.asked > 0).sum()) for e in made)} figures")


if __name__ == "__main__":
    main()
