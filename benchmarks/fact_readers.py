#!/usr/bin/env python3
"""How fast each reader of facts is: processor seconds for the same news, one after the other in one process.

    python benchmarks/fact_readers.py ../shared/corpus/news.jsonl.gz [--articles 400]
    python benchmarks/fact_readers.py ../shared/corpus/news.jsonl.gz --length 1450-1550 --articles 20   # one by one

With `--length`, only articles of so many characters are read, each alone, and the mean, the middle and the longest time
of one article are given.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor import Extractor


def one_by_one(articles: list[dict[str, Any]]) -> None:
    """Print the processor seconds of each article read alone, the shorter of two readings."""
    extractor = Extractor(facts="accurate")
    extractor.extract_batch(articles[:2])
    shortest = [float("inf")] * len(articles)
    figures = 0
    for _ in range(2):
        for place, article in enumerate(articles):
            began = time.process_time()
            figures += len(extractor.extract(article).figures)
            shortest[place] = min(shortest[place], time.process_time() - began)
    print(
        f"accurate   {len(articles)} articles, {figures // 2:,} figures: mean {statistics.mean(shortest):.2f} s, "
        f"middle {statistics.median(shortest):.2f} s, longest {max(shortest):.2f} s; "
        f"{sum(seconds < 0.5 for seconds in shortest)} below 0.5 s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path, help="gzipped lines of JSON with `text`, `title`, `published`")
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--length", metavar="LEAST-MOST", help="characters of an article; each is read alone")
    options = parser.parse_args()
    with gzip.open(options.news, "rt", encoding="utf8") as lines:
        every: Iterator[dict[str, Any]] = map(json.loads, lines)
        if options.length:
            least, most = map(int, options.length.split("-"))
            every = (article for article in every if least <= len(article["text"]) <= most)
        articles = list(itertools.islice(every, options.articles))
    if options.length:
        one_by_one(articles)
        return
    characters = sum(len(article["text"]) for article in articles)
    for facts in ("rules", "fast", "accurate"):
        extractor = Extractor(facts=facts)
        extractor.extract_batch(articles[:5])
        began = time.process_time()
        figures = sum(len(one.figures) for one in extractor.extract_batch(articles))
        took = time.process_time() - began
        speed = f"{took:.1f} s, {characters / took:,.0f} characters a second"
        print(f"{facts:<10} {characters:,} characters, {figures:,} figures: {speed}")


if __name__ == "__main__":
    main()
