#!/usr/bin/env python3
"""How fast each reader of facts is: processor seconds for the same news, one after the other in one process.

    python benchmarks/fact_readers.py ../shared/corpus/news.jsonl.gz [--articles 400]
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import time
from pathlib import Path

from extractor import Extractor


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path, help="gzipped lines of JSON with `text`, `title`, `published`")
    parser.add_argument("--articles", type=int, default=400)
    options = parser.parse_args()
    with gzip.open(options.news, "rt", encoding="utf8") as lines:
        articles = [json.loads(line) for line in itertools.islice(lines, options.articles)]
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
