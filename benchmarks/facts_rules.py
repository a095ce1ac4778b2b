#!/usr/bin/env python3
"""What each family of the rules does for whole facts: the same documents read without one of them at a time.

    python benchmarks/facts_rules.py ../shared/facts                 # the part that choices are made by
    python benchmarks/facts_rules.py ../shared/facts --part train    # … that the network was trained on: for the rules
    python benchmarks/facts_rules.py ../shared/facts --facts rules   # one reader alone

A gain is the share of whole facts with all rules less the share without this family, in points: for the rules alone,
and for the default reader, which has the rules' answers among its inputs. The families are taken out here, by
functions that do nothing in their places; the package has no switch for it. About ten minutes on one core.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.facts_laws import share
from extractor import Extractor
from extractor.facts import basis, complete, inheritance, kinds, modalities, phrases, remember, splitting
from extractor.facts import clauses_without_figures as remarks
from extractor.facts.context import Topic
from extractor.facts.frames import Frames
from extractor.facts.names import Names
from training.facts_split import documents

READERS = ("rules", "accurate")


def nothing(*_: Any, **__: Any) -> None:
    return None


def no(*_: Any, **__: Any) -> bool:
    return False


Change = tuple[Any, str, Any]
FAMILIES: dict[str, Sequence[Change]] = {
    "what a figure leaves to the next": [(remember, "advance", lambda context, _: context)],
    "clauses without a figure": [(remember, "after_clause", lambda context, _: context)],
    "headings": [(remarks, "heading_of", nothing)],
    "the title's name": [(complete.Reader, "_topic", lambda _: Topic())],
    "pronouns": [(Names, "resolved", lambda self, words, *_, **__: words)],
    "speakers": [(Frames, "speaker", nothing)],
    "times carried over": [(inheritance, "period", nothing)],
    "bases": [(basis, "decide", nothing)],
    "forecasts and aims": [(modalities, "decide", nothing)],
    "prices": [(kinds, "name_price", no)],
    "counted nouns behind a figure": [(phrases, "_counted", nothing)],
    "subjects behind a figure": [(phrases, "_subject_behind", nothing)],
    "shares of the words before a figure": [(phrases, "_share_of", nothing)],
    "predicates behind a figure": [(phrases, "_predicate", nothing)],
    "lists of subjects": [(phrases, "_spread", nothing)],
    **{
        f"split: {step.__name__.strip('_').replace('_', ' ')}": [
            (splitting, "_STEPS", tuple(other for other in splitting._STEPS if other is not step))
        ]
        for step in splitting._STEPS
    },
}


@contextmanager
def without(changes: Sequence[Change]) -> Iterator[None]:
    """The rules without one family."""
    with ExitStack() as stack:
        for home, name, instead in changes:
            stack.enter_context(patch.object(home, name, instead))
        yield


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", type=Path)
    parser.add_argument("--part", default="dev", choices=("dev", "train"))
    parser.add_argument("--facts", dest="reader", choices=READERS, action="append", help="default: both")
    a = parser.parse_args()
    annotations: list[Mapping[str, Any]] = documents(a.facts, a.part)
    readers = {name: Extractor(facts=name) for name in a.reader or READERS}
    whole = {name: share(extractor, annotations) for name, extractor in readers.items()}
    print("with all: " + ", ".join(f"{name} {value:.1%}" for name, value in whole.items()))
    for family, changes in FAMILIES.items():
        with without(changes):
            gains = {name: 100 * (whole[name] - share(extractor, annotations)) for name, extractor in readers.items()}
        print(f"{family:<34} " + "  ".join(f"{name} {gain:+.1f}" for name, gain in gains.items()), flush=True)


if __name__ == "__main__":
    main()
