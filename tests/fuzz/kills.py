"""`python -m tests.fuzz.kills --times 40`: kill -9 an export at random moments, give the command again, compare bytes.

Every target with one worker and with two gets its share of the kills. After each kill, and perhaps a second one during
the resumption, the same command must end with the bytes of a run that nothing disturbed, and leave nothing behind.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
TARGETS = (".csv", ".jsonl", ".xlsx", ".parquet", ".sqlite")
TEXT = "{n}月，云岭省增加值达{n}280.5亿元，同比增长{n}.6%，比上半年加快0.{n}个百分点。局长李明表示，投资{n}.2万亿元。"


def command(source: Path, out: Path, processes: int) -> list[str]:
    """The export that is killed and given again."""
    options = ["--model", "none", "-j", str(processes), "-q"]
    return [sys.executable, "-m", "extractor", "export", str(source), "-o", str(out), *options]


def run(arguments: list[str], kill_after: float | None) -> float:
    """Run a command and kill it after some seconds, its workers left to find out; how long it ran."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    began = time.monotonic()
    process = subprocess.Popen(arguments, env=environment, cwd=ROOT)
    try:
        process.wait(kill_after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return time.monotonic() - began
    if process.returncode:
        raise SystemExit(f"exit code {process.returncode}: {' '.join(arguments)}")
    return time.monotonic() - began


def main() -> int:
    """Kill as often as asked; exit code 1 where bytes differ."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.kills", description=__doc__)
    parser.add_argument("--times", type=int, default=40, help="kills in all [40]")
    parser.add_argument("--articles", type=int, default=600, help="articles of the export [600]")
    parser.add_argument("--seed", type=int, default=14)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    differ = kills = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        source = place / "in.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for number in range(given.articles):
                text = TEXT.format(n=number % 9 + 1) * (number % 7 + 1)
                row = {"id": number, "content": text, "title": f"第{number}期"}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        whole: dict[str, tuple[bytes, float]] = {}
        for suffix in TARGETS:
            out = place / f"whole{suffix}"
            took = run(command(source, out, 1), None)
            whole[suffix] = out.read_bytes(), took
        for suffix, processes in itertools.cycle(itertools.product(TARGETS, (1, 2))):
            if kills >= given.times:
                break
            expected, took = whole[suffix]
            out = place / f"out{kills}{suffix}"
            moments = [chance.uniform(0.02, 1.0) * took for _ in range(chance.choice([1, 1, 2]))]
            for moment in moments:
                run(command(source, out, processes), moment)
            kills += len(moments)
            run(command(source, out, processes), None)
            left = [path.name for path in place.glob(f"{out.name}.*")]
            same = out.read_bytes() == expected and not left
            differ += not same
            end = "equal" if same else f"DIFFERENT, {left or 'nothing'} left"
            print(f"{suffix} -j {processes}, killed at {', '.join(f'{m:.2f}' for m in moments)} s: {end}", flush=True)
    print(f"{kills} kills, {differ} outputs that differ")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
