#!/usr/bin/env python3
"""Time against length: articles from 1 kB to 10 MB, a sentence of 100,000 characters, a page of 1 MB,
many tables.

    python benchmarks/scaling.py                 # rules alone
    python benchmarks/scaling.py --model bundled # with the bundled model
    python benchmarks/scaling.py --markdown      # the table as Markdown
    python benchmarks/scaling.py --memory        # the memory that the longest article takes, in place of the table
    python benchmarks/scaling.py --memory --news --model bundled --longest 1000000  # of news put together

Time is linear in the length where the fitted exponent is near 1 (least squares over the logarithms, from 10 kB up).
Seconds are processor time, so that a busy machine does not bend the line. The texts are the package's sample article,
written over and over with other figures; kB are thousands of UTF-8 bytes.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import sys
import time
from pathlib import Path

from speed import texts

import extractor
from extractor import Extractor
from extractor.article import read_article

LENGTHS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)


def sample(seed: int = 0) -> str:
    """The sample article's text with its figures changed."""
    chance = random.Random(seed)
    text = read_article(Path(extractor.__file__).parent / "data" / "demo.md").text
    return re.sub(r"\d(?=\d*[.亿万家%])", lambda _: str(chance.randint(1, 9)), text)


def article_of(size: int) -> str:
    """An article of `size` bytes of UTF-8."""
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(sample(len(parts) % 50))
        length += len(parts[-1].encode()) + 1
    return "\n".join(parts).encode()[:size].decode(errors="ignore")


def sentence_of(characters: int) -> str:
    """One sentence: its stops are commas."""
    text = sample().replace("\n", "").replace("。", "，")
    return (text * (characters // len(text) + 1))[:characters] + "。"


def page_of(size: int) -> str:
    """A page of `size` bytes: the article's paragraphs among a site's furniture."""
    paragraphs = "".join(f"<p>{line}</p>\n" for line in article_of(size).split("\n"))
    page = (
        f"<html><head><title>江州</title></head><body><div class='nav'>首页</div><div>{paragraphs}</div></body></html>"
    )
    return page.encode()[:size].decode(errors="ignore")


def tables_of(count: int, rows: int, columns: int) -> str:
    """A page of tables with so many rows and columns of numbers each."""
    head = "".join(f"<td>{2025 - number}年</td>" for number in range(columns))
    body = "".join(
        f"<tr><td>指标{row}（万元）</td>" + "".join(f"<td>{row * 37 + n:,}.5</td>" for n in range(columns)) + "</tr>"
        for row in range(rows)
    )
    return f"<p>主要指标</p><table><tr><td>项目</td>{head}</tr>{body}</table>" * count


def seconds(engine: Extractor, article: object) -> tuple[float, int]:
    """The best time of a few runs, and how many records came out."""
    best = math.inf
    count = 0
    spent = 0.0
    for _ in range(5):
        start = time.process_time()
        count = len(engine.extract(article).records)  # type: ignore[arg-type]
        best = min(best, time.process_time() - start)
        spent += time.process_time() - start
        if spent > 5:
            break
    return best, count


def news_of(size: int) -> str:
    """News texts, one behind the other, up to `size` bytes; see speed.py for the texts."""
    articles, _ = texts(size // 100)
    return "\n".join(articles).encode()[:size].decode(errors="ignore")


def memory(engine: Extractor, text: str) -> str:
    """How much the process grows at the most by an article, its records and all.

    What the extractor itself takes is loaded by then: a first, short article has been read.
    """
    size = len(text.encode())
    engine.extract({"text": text[:10_000], "published": "2024-10-25"})
    before = peak()
    count = len(engine.extract({"text": text, "published": "2024-10-25"}).records)
    grown = peak() - before
    taken = f"{grown / 1e6:.0f} MB over {before / 1e6:.0f} MB, {grown / size:.1f} x its size"
    return f"{size / 1e6:g} MB, {count:,} records: {peak() / 1e6:.0f} MB at the most, {taken}"


def peak() -> int:
    """The most bytes that were resident in this process so far, on Linux and macOS."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def exponent(points: list[tuple[int, float]]) -> float:
    """The slope of log(time) over log(length)."""
    logs = [(math.log(length), math.log(taken)) for length, taken in points]
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default=None, help="bundled, or a spaCy pipeline's name; rules alone without it")
    parser.add_argument("--longest", type=int, default=LENGTHS[-1], metavar="BYTES")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--memory", action="store_true", help="measure the peak of memory, not time")
    parser.add_argument("--news", action="store_true", help="memory of news in place of the sample article")
    options = parser.parse_args()
    engine = Extractor(model=options.model)
    engine.extract("增长5%。")  # loads what is loaded late
    if options.memory:
        print(memory(engine, (news_of if options.news else article_of)(options.longest)))
        return
    cases = [(f"{size // 1000:,} kB", {"text": article_of(size)}) for size in LENGTHS if size <= options.longest]
    cases += [
        ("a sentence of 100,000 characters", {"text": sentence_of(100_000)}),
        ("a page of 1 MB of HTML", {"html": page_of(1_000_000)}),
        ("a table of 100,000 cells", {"html": tables_of(1, 10_000, 10)}),
        ("a page of 1,000 tables", {"html": tables_of(1000, 3, 3)}),
    ]
    row = "| {:<32} | {:>10} | {:>8} | {:>9} | {:>9} |" if options.markdown else "{:<32} {:>10} {:>8} {:>9} {:>9}"
    print(row.format("article", "characters", "records", "seconds", "chars/s"))
    if options.markdown:
        print("| --- | ---: | ---: | ---: | ---: |")
    points = []
    for name, article in cases:
        characters = len(next(iter(article.values())))
        taken, count = seconds(engine, {**article, "published": "2024-10-25"})
        print(
            row.format(name, f"{characters:,}", f"{count:,}", f"{taken:.3f}", f"{characters / taken:,.0f}"), flush=True
        )
        if name.endswith("kB") and characters > 3_000:
            points.append((characters, taken))
    if len(points) > 1:
        print(f"\nfitted exponent: {exponent(points):.2f}")


if __name__ == "__main__":
    main()
