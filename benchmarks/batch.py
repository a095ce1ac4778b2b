"""Batch export measured: articles and characters a second, memory over the run, and the ratio to a peer.

    python benchmarks/batch.py                        # all of ../shared/corpus, 1 and 2 processes
    python benchmarks/batch.py --articles 3000 --processes 1 2 4 --repeat 3

Without ../shared/corpus beside the checkout, a corpus of made-up news of the same length is used. The peer, where it is
installed, is `jionlp.ner.extract_money` and `extract_time` alone, in one process, on a sample of the same texts in the
same run: it finds sums and times, and neither subjects, indicators, people nor bodies.

Memory is the proportional set size (PSS) of all processes of the export together, sampled four times a second: shared
pages count once. It is flat when the peak of the last quarter of the run is that of the second.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import json
import logging
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "news.jsonl.gz"
PEER_ARTICLES = 400
_SENTENCES = (
    "{place}统计局{month}月{day}日发布的数据显示，前三季度全市地区生产总值{money}亿元，同比增长{rate}%。",
    "其中，第二产业增加值{money}亿元，增长{rate}%，占地区生产总值比重为{share}%，比上年同期提高{small}个百分点。",
    "{place}发展和改革委员会主任{name}介绍，全年计划完成投资{money}亿元，力争新能源汽车产量突破{count}万辆。",
    "会议强调，要贯彻落实《{place}绿色低碳发展行动方案》，推动制造业高端化、智能化、绿色化发展。",
    "该公司发布的业绩预告称，预计实现净利润{money}亿元至{more}亿元，较上年同期分别增长{rate}%和{share}%。",
    "记者在现场看到，生产线上机械臂往来穿梭，工人们正在加紧赶制一批出口订单。",
)


def made_up_articles(count: int) -> Iterator[dict[str, str]]:
    """News of about 400 characters with the usual share of figures and names; always the same."""
    chance = random.Random(1)
    for number in range(count):
        sentences = [
            chance.choice(_SENTENCES).format(
                place=chance.choice(("云岭市", "滨江市", "临港市", "北山省")),
                name=chance.choice(("赵文清", "陈立平", "李书华", "周敏")),
                month=chance.randint(1, 12), day=chance.randint(1, 28),
                money=round(chance.uniform(1, 9000), 1), more=round(chance.uniform(9000, 9900), 1),
                rate=round(chance.uniform(0.1, 30), 1), share=round(chance.uniform(1, 60), 1),
                small=round(chance.uniform(0.1, 3), 1), count=chance.randint(1, 900),
            )
            for _ in range(8)
        ]  # fmt: skip
        yield {"id": f"n{number}", "published": "2024-10-25", "title": "经济运行情况", "text": "".join(sentences)}


def write_corpus(path: Path, corpus: Path, count: int | None) -> tuple[int, int]:
    """Write the articles to be exported; how many, and their characters."""
    articles = characters = 0
    with contextlib.ExitStack() as stack:
        out = stack.enter_context(path.open("w", encoding="utf-8"))
        if corpus.exists():
            lines = stack.enter_context(gzip.open(corpus, "rt", encoding="utf-8"))
            found = (json.loads(line) for line in islice(lines, count))
        else:
            found = made_up_articles(count or 20_000)
        for article in found:
            out.write(json.dumps(article, ensure_ascii=False) + "\n")
            articles += 1
            characters += len(article["text"])
    return articles, characters


def tree_of(pid: int) -> list[int]:
    """A process and all below it."""
    children: list[str] = []
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            children += (thread / "children").read_text().split()
    except OSError:
        return []
    return [pid, *(grandchild for child in children for grandchild in tree_of(int(child)))]


def memory_of(pid: int) -> float:
    """The PSS of a process, in MB."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


class Run(NamedTuple):
    """One export: its seconds, the processors' seconds of all its processes, and (time, MB) samples of their memory."""

    seconds: float
    cpu: float
    samples: list[tuple[float, float]]


def cpu_of_children() -> float:
    """The processors' seconds of all processes that have ended below this one."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def export(source: Path, folder: Path, processes: int, model: str) -> Run:
    """Run one export."""
    out = folder / f"facts-{processes}.csv"
    command = [sys.executable, "-m", "extractor", "export", str(source), "-o", str(out), "-q", "--fresh"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    before = cpu_of_children()
    began = time.perf_counter()
    process = subprocess.Popen([*command, "-j", str(processes), "--model", model], env=environment)
    samples = []
    while process.poll() is None:
        if os.path.isdir("/proc/self"):
            samples.append((time.perf_counter() - began, sum(memory_of(pid) for pid in tree_of(process.pid))))
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.25)
    if process.returncode:
        sys.exit(f"the export failed with exit code {process.returncode}")
    return Run(time.perf_counter() - began, cpu_of_children() - before, samples)


def quarters(samples: list[tuple[float, float]], seconds: float) -> list[float]:
    """The peak memory of each quarter of a run."""
    return [
        max((mb for at, mb in samples if q * seconds / 4 <= at < (q + 1) * seconds / 4), default=0.0) for q in range(4)
    ]


def peer_rates(source: Path) -> tuple[float, float] | None:
    """Characters a second, and a processor's second, of JioNLP's sums and times alone; None where it is missing."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import jionlp
    except ImportError:
        return None
    with source.open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in islice(file, PEER_ARTICLES)]
    logging.disable(logging.CRITICAL)  # it logs each string that it cannot read
    for text in texts[:5]:
        jionlp.ner.extract_money(text), jionlp.ner.extract_time(text)
    began, cpu = time.perf_counter(), time.process_time()
    for text in texts:
        with contextlib.suppress(Exception):
            jionlp.ner.extract_money(text)
        with contextlib.suppress(Exception):
            jionlp.ner.extract_time(text)
    size = sum(map(len, texts))
    return size / (time.perf_counter() - began), size / (time.process_time() - cpu)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, help="how many [all]")
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--repeat", type=int, default=1, help="runs of each, in turn; the fastest counts")
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--no-peer", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "news.jsonl"
        articles, characters = write_corpus(source, options.corpus, options.articles)
        one = folder / "one.jsonl"
        write_corpus(one, options.corpus, 1)
        start = min(export(one, folder, 1, options.model).seconds for _ in range(3))
        kind = options.corpus.name if options.corpus.exists() else "made-up news"
        print(f"{articles:,} articles, {characters:,} characters ({kind}); model {options.model}")
        print(f"start (one article in all): {start:.2f} s\n")
        runs: dict[int, list[Run]] = {n: [] for n in options.processes}
        for _ in range(options.repeat):  # in turn, so that a busy spell of the machine hits all alike
            for processes in options.processes:
                runs[processes].append(export(source, folder, processes, options.model))
        print("processes  seconds  articles/s  characters/s  ratio  CPU s  peak MB by quarter of the run")
        first = min(run.seconds for run in runs[options.processes[0]])
        for processes, found in runs.items():
            seconds, cpu, samples = min(found)
            peaks = "  ".join(f"{peak:.0f}" for peak in quarters(samples, seconds))
            print(
                f"{processes:9}  {seconds:7.1f}  {articles / seconds:10,.0f}  {characters / seconds:12,.0f}"
                f"  {first / seconds:5.2f}  {cpu:5.1f}  {peaks}"
            )
            if len(found) > 1:
                spread = [run.seconds for run in found]
                print(f"           median {statistics.median(spread):.1f} s of {', '.join(f'{s:.1f}' for s in spread)}")
        same = {(folder / f"facts-{processes}.csv").read_bytes() for processes in options.processes}
        print(f"\noutputs equal byte by byte: {'yes' if len(same) == 1 else 'NO'}")
        if not options.no_peer:
            rates = peer_rates(source)
            if rates is None:
                print("JioNLP is not installed: no ratio to it")
            else:
                cpu = characters / min(run.cpu for run in runs[options.processes[0]])
                print(
                    f"JioNLP's sums and times alone, one process: {rates[0]:,.0f} characters/s, {rates[1]:,.0f} a CPU s"
                )
                print(
                    f"extractor, one worker, to it: {characters / first / rates[0]:.2f}; by CPU s {cpu / rates[1]:.2f}"
                )


if __name__ == "__main__":
    main()
