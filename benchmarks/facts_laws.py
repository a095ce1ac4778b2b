#!/usr/bin/env python3
"""What each family of laws does for whole facts: the same documents read without one of them at a time.

    python benchmarks/facts_laws.py ../shared/facts                          # the part that choices were made by
    python benchmarks/facts_laws.py training/articles/calibration.txt        # articles kept from the training

The laws are those of `extractor/facts/laws/`, in the order they are applied. A gain is the share of whole facts with
all laws less the share without this one, in points. The network reads each document once a line, so that the whole
takes about ten minutes on one core.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from extractor import Extractor
from extractor.facts.laws import ReaderWithLaws
from training.facts_annotate import annotated
from training.facts_data import is_whole, matched, read
from training.facts_split import documents


def share(extractor: Extractor, annotations: Sequence[Mapping[str, Any]]) -> float:
    """The share of the figures found whose fact is whole."""
    right = []
    for document in annotations:
        done = read(extractor, document)
        targets = matched(document, done)
        right += [
            is_whole(fact, target)
            for fact, target in zip(done.facts, targets, strict=True)
            if target is not None and not target["optional"]
        ]
    return sum(right) / len(right)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotations", type=Path, help="a folder of annotated documents, or a file of articles")
    a = parser.parse_args()
    read_all = documents(a.annotations, "dev") if a.annotations.is_dir() else [*annotated(a.annotations)]
    extractor = Extractor()
    lawful = extractor._complete
    if not isinstance(lawful, ReaderWithLaws):
        raise SystemExit("the laws are those of the accurate reader; install onnxruntime")
    every = dict(lawful.laws)
    whole = share(extractor, read_all)
    print(f"with all laws: {whole:.1%} whole")
    for name in every:
        lawful.laws = {other: law for other, law in every.items() if other != name}
        print(f"{name:<10} {100 * (whole - share(extractor, read_all)):+.1f}", flush=True)
    lawful.laws = {}
    print(f"without any: {share(extractor, read_all):.1%}")


if __name__ == "__main__":
    main()
