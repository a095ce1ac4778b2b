"""Choose the sentences that a teacher of names labels: of annotated documents, the project's own articles and raw news.

    python -m training.sentences NER_DATA FACTS NEWS OUT.txt [--seed 3]

Out: a sentence a line, in random order, each once. Documents of FACTS that are not to learn from are left out, as are
those that hold sentences of web-train to choose by or to measure, and the news documents of house-train's to choose by.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from training import data
from training.facts_annotate import annotated
from training.facts_split import documents

ARTICLES = ("company", "notes", "press", "talk", "web", "further")
LIMITS = {"facts": 450_000, "articles": 550_000, "flashes": 200_000, "news": 200_000}  # characters of each kind
FLASH = 250  # characters that a flash has at most


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text that are neither too short nor too long to learn from."""
    for piece in data.PIECE.findall(text):
        sentence = piece.strip()
        if 6 <= len(sentence) <= data.LONGEST and "\n" not in sentence:
            yield sentence


def texts(ner: Path, facts: Path, news: Path) -> Iterator[tuple[str, str]]:
    """The kind of each text, a key of `LIMITS`, and the text itself, its title in the first line."""
    _, choose, measure = data.web(ner / "web-train.jsonl")
    held = [example.text for example in (*choose, *measure)]
    own = Path(__file__).parent / "articles"
    articles: Iterable[tuple[str, dict]] = [
        *(("facts", document) for document in documents(facts, "train")),
        *(("articles", document) for name in ARTICLES for document in annotated(own / f"{name}.txt")),
    ]
    for kind, document in articles:
        if not any(text in document["text"] for text in held):
            yield kind, f"{document['title'] or ''}\n{document['text']}"
    without = data.house(ner / "house-train.jsonl")[2]
    with gzip.open(news, "rt", encoding="utf8") as lines:
        for record in map(json.loads, lines):
            if record["id"] not in without:
                yield "news" if len(record["text"]) > FLASH else "flashes", record["text"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("facts", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=3)
    a = parser.parse_args()
    pools: dict[str, dict[str, None]] = {kind: {} for kind in LIMITS}
    for kind, text in texts(a.data, a.facts, a.news):
        pools[kind].update(dict.fromkeys(sentences(text)))
    pick, chosen = random.Random(a.seed), []
    for kind, pool in pools.items():
        order, size = list(pool), 0
        pick.shuffle(order)
        while order and size < LIMITS[kind]:
            chosen.append(order.pop())
            size += len(chosen[-1])
        print(f"{kind}: {size} of {sum(map(len, pool))} characters")
    chosen = list(dict.fromkeys(chosen))
    pick.shuffle(chosen)
    a.out.write_text("\n".join(chosen) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
