#!/usr/bin/env python3
"""Characters a second, ours and the peers', on the same texts in one run.

    python benchmarks/speed.py                              # rules alone, and with the bundled model
    python benchmarks/speed.py --spacy zh_core_web_sm       # and with a spaCy pipeline, and that pipeline's own NER
    python benchmarks/speed.py --repeat 7 --texts 300 --markdown
    python benchmarks/speed.py --shortest 450               # longer news, fewer figures to the character

Seconds are the processor's, so that other work on the machine counts little, and the runs take turns (A B C A B C …),
so that what is left of it meets all alike; medians and ratios are printed. An engine below 50,000 characters a second
reads `--slow-texts` texts only. Peers that are not installed are left out by name: jieba.cut, `jionlp` (extract_money +
extract_time, in the form its own documentation uses), Recognizers-Text (percentage, currency, dimension, date and
time), the NER of the spaCy pipeline. All run in one process. Memory is the peak that `tracemalloc` sees in a run of its
own; a cold start is a new process, its modules compiled.

Texts: the first ones of ../shared/corpus where it is beside the checkout, else made-up news.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import json
import logging
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from itertools import islice

from batch import CORPUS, ROOT, made_up_articles

from extractor import Extractor
from extractor.fact_readers import Facts

Run = Callable[[list[str]], object]


def texts(count: int, shortest: int = 0) -> tuple[list[str], str]:
    """The texts to read, of at least so many characters each, and where they are from."""
    if CORPUS.exists():
        with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
            every = (json.loads(line)["text"] for line in lines)
            return list(islice((text for text in every if len(text) >= shortest), count)), "real news"
    return [article["text"] for article in made_up_articles(count)], "made-up news"


def ours(model: str | None, facts: Facts | None = None) -> Run:
    """Our whole work on plain text: every record with every field."""
    extractor = Extractor(model=model, facts=facts)
    return lambda articles: [len(found.records) for found in extractor.extract_many({"text": t} for t in articles)]


def jieba_cut() -> Run:
    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    return lambda articles: [len(jieba.lcut(text)) for text in articles]


def jionlp_money_and_time() -> Run:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        import jionlp

    logging.disable(logging.CRITICAL)  # it logs each string that it cannot read
    now = time.time()

    def run(articles: list[str]) -> None:
        for text in articles:
            jionlp.ner.extract_money(text)
            with contextlib.suppress(Exception):  # it fails on some sentences; its time counts all the same
                jionlp.ner.extract_time(text, time_base=now)

    return run


def recognizers_text() -> Run:
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    def run(articles: list[str]) -> None:
        for text in articles:
            for recognize in (recognize_percentage, recognize_currency, recognize_dimension, recognize_datetime):
                recognize(text, "zh-cn")

    return run


def spacy_ner(name: str) -> Run:
    import spacy

    nlp = spacy.load(name)
    return lambda articles: [len(doc.ents) for doc in nlp.pipe(articles)]


def peak_memory(run: Run, articles: list[str]) -> int:
    """Bytes that Python allocates at the most during a run."""
    tracemalloc.start()
    run(articles)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def cold(*arguments: str, repeat: int = 5) -> float:
    """The median of the processor seconds of a new Python process with these arguments.

    Modules are compiled already, as in an installation: an uncounted process keeps them, whatever the environment says.
    """
    seconds = []
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as compiled:
        environment["PYTHONPYCACHEPREFIX"] = compiled
        for turn in range(repeat + 1):
            start = os.times()
            subprocess.run([sys.executable, *arguments], check=True, env=environment, capture_output=True)
            end = os.times()
            if turn:
                seconds.append(end.children_user - start.children_user + end.children_system - start.children_system)
    return statistics.median(seconds)


def engines(spacy_name: str | None) -> tuple[dict[str, Run], list[str]]:
    """Every engine that can be loaded here, by name, and the names of those that cannot."""
    makers: dict[str, Callable[[], Run]] = {
        "extractor, rules alone": lambda: ours(None),
        'extractor, bundled model, facts="rules"': lambda: ours("bundled", "rules"),
        "extractor, bundled model": lambda: ours("bundled"),
        "jieba.cut": jieba_cut,
        "JioNLP money + time": jionlp_money_and_time,
        "Recognizers-Text": recognizers_text,
    }
    if spacy_name:
        makers[f"extractor, {spacy_name}"] = lambda: ours(spacy_name)
        makers[f"spaCy {spacy_name}"] = lambda: spacy_ner(spacy_name)
    found, missing = {}, []
    for name, make in makers.items():
        try:
            found[name] = make()
        except ImportError:
            missing.append(name)
    return found, missing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=300)
    parser.add_argument("--shortest", type=int, default=0, help="characters that a text has at least")
    parser.add_argument("--slow-texts", type=int, default=20, help="texts for engines below 50,000 characters a second")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--spacy", metavar="NAME", help="a spaCy pipeline to drive and to compare with")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    articles, source = texts(options.texts, options.shortest)
    runs, missing = engines(options.spacy)
    rates: dict[str, list[float]] = {name: [] for name in runs}
    amounts = {}
    few = articles[:10]
    for name, run in runs.items():  # two uncounted turns: one loads what is loaded late, one tells the pace
        run(few)
        start = time.process_time()
        run(few)
        slow = sum(map(len, few)) / (time.process_time() - start) < 50_000
        amounts[name] = articles[: options.slow_texts] if slow else articles
    for _ in range(options.repeat):
        for name, run in runs.items():
            start = time.process_time()
            run(amounts[name])
            rates[name].append(sum(map(len, amounts[name])) / (time.process_time() - start))
    medians = {name: statistics.median(found) for name, found in rates.items()}
    peer = medians.get("JioNLP money + time")
    characters = sum(map(len, articles))
    print(
        f"{len(articles)} texts, {characters:,} characters ({source}); medians of {options.repeat} alternating runs; "
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
    )
    bar = "|" if options.markdown else " "
    if options.markdown:
        print("| engine | characters/s | range | ratio to JioNLP |\n| --- | ---: | --- | ---: |")
    for name, median in sorted(medians.items(), key=lambda item: -item[1]):
        ratio = f"{median / peer:.2f} ×" if peer else "–"
        spread = f"{min(rates[name]):,.0f} – {max(rates[name]):,.0f}"
        print(f"{bar} {name:<40} {bar} {median:>11,.0f} {bar} {spread:<23} {bar} {ratio:>8} {bar}")
    if missing:
        print("not installed here:", ", ".join(missing))
    for name in ("extractor, rules alone", "extractor, bundled model"):
        read = amounts[name]
        print(f"peak memory, {name}: {peak_memory(runs[name], read) / 1e6:.0f} MB for {len(read)} texts")
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("一季度，江州市规模以上工业增加值同比增长5.6%。")
        file.flush()
        show = cold("-m", "extractor", "show", file.name)
    print(f"python -c pass: {cold('-c', 'pass'):.2f} s; import extractor: {cold('-c', 'import extractor'):.2f} s")
    print(f"extractor show, a sentence: {show:.2f} s; extractor demo: {cold('-m', 'extractor', 'demo'):.2f} s")


if __name__ == "__main__":
    main()
