"""Spark measured: articles a second of `extract_facts` on local[N], and the memory of each of Spark's Python workers.

    python benchmarks/spark.py --articles 4000 --cores 2

The first run of a session starts Spark's Python workers and loads the model in each; it is timed apart.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from batch import CORPUS, memory_of, tree_of, write_corpus  # noqa: E402


def python_workers() -> list[int]:
    """Spark's Python workers below this process: those that its daemon has forked."""
    found = []
    for pid in tree_of(os.getpid()):
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
        if b"pyspark.daemon" in command or b"pyspark/daemon" in command:
            found.append(pid)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=4000)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--model", default="bundled")
    options = parser.parse_args()
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    from pyspark.sql import SparkSession

    from extractor.spark import extract_facts

    peaks: dict[int, float] = {}
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.5):
            for pid in python_workers():
                peaks[pid] = max(peaks.get(pid, 0.0), memory_of(pid))

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "news.jsonl"
        articles, characters = write_corpus(source, CORPUS, options.articles)
        session = (
            SparkSession.builder.master(f"local[{options.cores}]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "500")
            .getOrCreate()
        )
        df = session.read.json(str(source), schema="id string, published string, title string, text string")
        df = df.repartition(options.cores * 4).cache()
        df.count()
        threading.Thread(target=watch, daemon=True).start()
        for name in ("first run, with the load", "second run"):
            began = time.perf_counter()
            model = None if options.model == "none" else options.model
            records = extract_facts(df, published="published", title="title", id="id", model=model).count()
            seconds = time.perf_counter() - began
            print(
                f"{name}: {seconds:.1f} s, {articles / seconds:,.0f} articles/s, {characters / seconds:,.0f} "
                f"characters/s, {records:,} records"
            )
        done.set()
        session.stop()
    print("peak PSS of the daemon and its workers, MB: " + ", ".join(f"{mb:.0f}" for mb in sorted(peaks.values())))


if __name__ == "__main__":
    main()
