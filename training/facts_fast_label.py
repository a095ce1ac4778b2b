"""Passages of raw news with the large reader's scores, for the small one to learn from.

    python -m training.facts_fast_label FACTS NEWS OUT.pkl [--passages 2000] [--seed 1] [--skip corpus.jsonl]

A text that has 20 characters in a row in common with a document of the dev or the unread part is left out, and so are
those with fewer than two figures in digits. Of an article three passages are taken at most.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from extractor import Extractor
from extractor.facts.passage import Passage, passages
from extractor.facts.readers.features import Features, features
from extractor.facts.readers.network import Transformer
from training.facts_data import read
from training.facts_split import documents

Row = tuple[Passage, Features, tuple[np.ndarray, ...]]
_FIGURE = re.compile(r"\d[\d.,]*[%万亿元美个家人吨]")
_BLANKS = re.compile(r"\s")
_SHINGLE = 20  # characters
_LONGEST = 3000  # characters of an article
_OF_AN_ARTICLE = 3  # passages


def shingles(text: str) -> set[int]:
    """The hashes of all stretches of `_SHINGLE` characters, blanks left out."""
    joined = _BLANKS.sub("", text)
    return {hash(joined[i : i + _SHINGLE]) for i in range(len(joined) - _SHINGLE + 1)}


def labelled(articles: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """Some passages of each article, as the rules and the large reader read them."""
    extractor, network = Extractor(facts="rules"), Transformer()
    for article in articles:
        done = read(extractor, article)
        found = [*passages(done.document, done.figures, done.dates, done.names)]
        for passage in random.sample(found, min(_OF_AN_ARTICLE, len(found))):
            seen = features(passage, done.figures, done.dates, done.names, done.facts)
            yield passage, seen, tuple(part.astype(np.float16) for part in network.parts(passage.text, seen))


def suitable(news: Path, skipped: set[str], kept_apart: set[int]) -> Iterator[dict[str, Any]]:
    """The articles to label, in random order."""
    with gzip.open(news, "rt", encoding="utf8") as lines:
        articles = [json.loads(line) for line in lines]
    random.shuffle(articles)
    for article in articles:
        text = article["text"]
        if article["id"] in skipped or len(text) > _LONGEST or len(_FIGURE.findall(text)) < 2:
            continue
        if not shingles(text) & kept_apart:
            yield article


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", type=Path, help="annotated documents, one JSON each")
    parser.add_argument("news", type=Path, help="gzipped lines of JSON with `id`, `text`, `title`, `published`")
    parser.add_argument("out", type=Path)
    parser.add_argument("--passages", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--skip", type=Path, help="lines of JSON with the `id` of texts that are annotated already")
    a = parser.parse_args()
    random.seed(a.seed)
    skipped = {json.loads(line)["id"] for line in a.skip.open(encoding="utf8")} if a.skip else set()
    kept_apart = set[int]().union(*(shingles(one["text"]) for one in documents(a.facts, "dev", "unread")))
    rows = [*islice(labelled(suitable(a.news, skipped, kept_apart)), a.passages)]
    a.out.write_bytes(pickle.dumps(rows))
    print(f"{len(rows)} passages, {sum(len(row[0].spans) for row in rows)} figures")


if __name__ == "__main__":
    main()
