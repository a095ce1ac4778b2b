#!/usr/bin/env python3
"""Where the time of the rules goes: processor milliseconds a pass, stage by stage, the pipeline running as it does.

    python benchmarks/stages.py            # 300 texts, the median of 9 passes
    python benchmarks/stages.py --texts 1000 --repeat 5

Each stage is timed by itself: what it calls of another stage counts there. The clocks cost some 5 % of the whole.
Texts: see speed.py.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from speed import texts

from extractor import Extractor, pipeline

STAGES = {"_find_names": "names", "_find_figures": "figures", "_complete": "facts", "_find_terms": "users' terms"}


class Clocks:
    """Processor seconds of each stage, less those of the stages it called."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = 0.0

    def _turn(self) -> None:
        now = time.process_time()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, its time on the stage's clock; an iterator that it returns is timed item by item."""

        def run(*args: Any, **options: Any) -> Any:
            found = self._call(stage, work, *args, **options)
            return self._items(stage, found) if isinstance(found, Iterator) else found

        return run

    def _call(self, stage: str, work: Callable[..., Any], *args: Any, **options: Any) -> Any:
        self._turn()
        self._running.append(stage)
        try:
            return work(*args, **options)
        finally:
            self._turn()
            self._running.pop()

    def _items(self, stage: str, items: Iterator[Any]) -> Iterator[Any]:
        end = object()
        while (item := self._call(stage, next, items, end)) is not end:
            yield item


def clocked(clocks: Clocks) -> Extractor:
    """An extractor without a model whose stages are timed."""
    extractor: Any = Extractor(model=None)
    extractor._recognizers = [
        clocks.timed(stage, find)
        for stage, find in zip(("dates", "policy terms", "documents"), extractor._recognizers, strict=True)
    ]
    for name, stage in STAGES.items():
        setattr(extractor, name, clocks.timed(stage, getattr(extractor, name)))
    extractor.model_mentions = clocks.timed("gazetteers and the scan for all words", extractor.model_mentions)
    extractor.document = clocks.timed("sentences", extractor.document)
    extractor.extract_batch = clocks.timed("glue", extractor.extract_batch)
    changed: Any = pipeline
    changed.read_article = clocks.timed("reading", pipeline.read_article)
    changed.build_records = clocks.timed("records", pipeline.build_records)
    return extractor


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=300)
    parser.add_argument("--repeat", type=int, default=9)
    options = parser.parse_args()
    articles, source = texts(options.texts)
    characters = sum(map(len, articles))
    clocks = Clocks()
    extractor = clocked(clocks)
    passes: list[dict[str, float]] = []
    for _ in range(options.repeat + 1):
        clocks.seconds = defaultdict(float)
        for _ in extractor.extract_many({"text": text} for text in articles):
            pass
        passes.append(clocks.seconds)
    medians = {stage: statistics.median(one[stage] for one in passes[1:]) for stage in passes[-1]}  # the first warms up
    print(f"{len(articles)} texts, {characters:,} characters ({source}); medians of {options.repeat} passes")
    print("| stage | ms a pass | characters/s |\n| --- | ---: | ---: |")
    for stage, seconds in sorted(medians.items(), key=lambda item: -item[1]):
        print(f"| {stage} | {seconds * 1000:.1f} | {characters / seconds / 1e6:.1f} M |")
    whole = sum(medians.values())
    print(f"| all | {whole * 1000:.0f} | {characters / whole / 1e6:.2f} M |")


if __name__ == "__main__":
    main()
