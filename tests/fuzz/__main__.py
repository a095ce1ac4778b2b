"""`python -m tests.fuzz --seconds 3600`: run every fuzz target for a time, with new inputs, and count.

Exit code 1 where a run raised, broke a promise or took longer than the limit (seconds of the processor); each such
input is printed once.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz import containers, targets, texts
from tests.fuzz import test_fuzz_texts as text_tests

SLOW_SECONDS = 8.0
_TARGETS: dict[str, tuple[Any, Callable[[Any], None]]] = {
    "extract": (text_tests.ARTICLE, targets.extract_text),
    "extract with the model": (text_tests.ARTICLE, lambda article: targets.extract_text(article, "bundled")),
    "extract in processes": (text_tests.ARTICLES, targets.extract_in_processes),
    "readers": (texts.BYTES, targets.read_bytes),
    "containers": (containers.FILES, containers.read_container),
}


class Tally:
    """How many runs a target had, the longest one, and each fault by where it arose."""

    def __init__(self) -> None:
        self.runs = 0
        self.longest = 0.0
        self.slow = 0
        self.faults: Counter[str] = Counter()

    def run(self, target: Callable[[Any], None], value: Any) -> None:
        """Run a target once and keep what went wrong."""
        began = time.process_time()  # another's work on the machine makes no run slow
        try:
            target(value)
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            fault = f"{type(error).__name__} at {frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}"
            if not self.faults[fault]:
                print(f"\n{fault}: {str(error)[:600]}\n  input: {value!r:.2000}", flush=True)
            self.faults[fault] += 1
        took = time.process_time() - began
        self.runs += 1
        self.longest = max(self.longest, took)
        if took > SLOW_SECONDS:
            self.slow += 1
            print(f"\n{took:.1f} s: {value!r:.2000}", flush=True)


def fuzz(name: str, seconds: float, first_seed: int) -> Tally:
    """Run one target until the time is up."""
    strategy, target = _TARGETS[name]
    tally = Tally()
    end = time.monotonic() + seconds
    number = first_seed
    while time.monotonic() < end:
        number += 1

        @seed(number)
        @settings(
            max_examples=100,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(strategy)
        def once(value: Any) -> None:
            if time.monotonic() < end:
                tally.run(target, value)

        once()
    return tally


def main() -> int:
    """Run the targets that the command line names, each for its share of the time."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="for all targets together [60]")
    parser.add_argument("--target", action="append", choices=list(_TARGETS), help="may be given several times [all]")
    parser.add_argument("--seed", type=int, default=None, help="the first seed [random]")
    given_options = parser.parse_args()
    names = given_options.target or list(_TARGETS)
    for model in (None, "bundled"):
        targets.extractor(model).extract("产值增长5%。")  # loading is no run's time
    first = random.randrange(10**9) if given_options.seed is None else given_options.seed
    print(f"seed {first}")
    failed = False
    for name in names:
        tally = fuzz(name, given_options.seconds / len(names), first)
        failed = failed or bool(tally.faults) or bool(tally.slow)
        print(
            f"{name}: {tally.runs} runs, {sum(tally.faults.values())} faults of {len(tally.faults)} kinds, "
            f"{tally.slow} over {SLOW_SECONDS:g} s, the longest {tally.longest:.2f} s",
            flush=True,
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
