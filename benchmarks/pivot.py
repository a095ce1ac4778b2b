"""How well the facts of many articles can be put side by side: shares of canonical names, and what has none.

    python benchmarks/pivot.py NEWS.jsonl.gz [--articles 2000] [--seed 17] [--sample 200]

In: a file of articles, one JSON object a line. Out: the shares of figures whose indicator has a canonical name, or one
that is given five times and more, of figures whose subject has one, and of subjects of one character; with --sample,
that many assignments drawn at random to be judged by reading.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from extractor import Extractor
from extractor.mentions import MONEY, PERCENT
from extractor.records import FigureRecord

_OFTEN = 5


def articles(path: Path, count: int, seed: int) -> list[dict[str, str]]:
    """A random choice of the file's articles, the same for the same seed."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        lines = file.readlines()
    chosen = random.Random(seed).sample(range(len(lines)), min(len(lines), 2 * count))[:count]
    return [{name: value for name, value in json.loads(lines[place]).items() if value} for place in chosen]


def _named_share(found: Sequence[FigureRecord], *labels: str) -> float:
    chosen = [figure for figure in found if figure.label in labels]
    return sum(bool(figure.indicator_norm) for figure in chosen) / max(len(chosen), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--sample", type=int, default=0)
    a = parser.parse_args()
    found: list[FigureRecord] = []
    for extraction in Extractor().extract_many(articles(a.news, a.articles, a.seed), on_error="skip"):
        found += [record for record in extraction.records if isinstance(record, FigureRecord)]
    words = Counter(figure.indicator for figure in found if figure.indicator)
    canonical = [figure for figure in found if figure.indicator_norm]
    often = sum(bool(f.indicator_norm) or words[f.indicator] >= _OFTEN for f in found)
    short = sum(len(figure.subject or "  ") == 1 for figure in found)
    measures = {
        "figures": f"{len(found):,}",
        "different indicators": f"{len(words):,}",
        "with indicator_norm": f"{len(canonical) / len(found):.1%}",
        "of money and percentages, with it": f"{_named_share(found, MONEY, PERCENT):.1%}",
        f"with indicator_norm or given {_OFTEN} times": f"{often / len(found):.1%}",
        "with subject_norm": f"{sum(bool(figure.subject_norm) for figure in found) / len(found):.1%}",
        "with a subject of one character": f"{short / len(found):.2%}",
    }
    for name, value in measures.items():
        print(f"{name:<40}{value:>10}")
    for figure in random.Random(a.seed).sample(canonical, min(a.sample, len(canonical))):
        print(
            f"{figure.subject} | {figure.indicator} | {figure.text} {figure.kind} -> {figure.indicator_norm} | "
            f"{figure.subject_norm} || {figure.sentence[:120]}"
        )


if __name__ == "__main__":
    main()
