"""Batch export: the articles of many sources, extracted in parallel, into one file, with nothing lost.

In: sources, and the name of the output. Out: the output, `OUT.errors.jsonl` where something failed, and a `Summary`.
While it runs, the work done is kept in `OUT.store`: the same command after a crash goes on from there.
例: export(["news/"], "facts.csv") → Summary(articles=50000, records=912345, failed=3, …).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import blake2b
from pathlib import Path
from typing import Any

from extractor.errors import ExportError
from extractor.export.columns import Columns
from extractor.export.sources import (
    Meter,
    SourceArticle,
    SourceFailure,
    check_not_read,
    check_sources,
    measure,
    read_sources,
)
from extractor.export.store import Store, store_path
from extractor.export.targets import check_target, write_target, writing_whole
from extractor.export.task import ExportTask, unpack
from extractor.mentions import LABELS
from extractor.parallel import Outcome, Pool, available_cores
from extractor.workers import Failure

TIME_LIMIT = 60.0
"""Seconds that one article may take. News takes milliseconds; a megabyte of text takes less than half a minute."""


@dataclass(frozen=True)
class Summary:
    """What an export has done. `resumed` articles were found done, from an earlier run; `duplicates` had the content
    of an earlier article (they are extracted once and written for each)."""

    out: Path
    articles: int
    records: int
    characters: int
    failed: int
    resumed: int
    duplicates: int
    skipped: int
    seconds: float
    errors: Path | None
    """The file that names what failed, or None."""


@dataclass(frozen=True)
class Choice:
    """What of an export is written.

    Args:
        labels: the labels of the records (MONEY, PERCENT, ORG, …); all where none is given.
        columns: the columns, in this order; all where none is given.
    """

    labels: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    def header(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        """The columns that are written, of those there are.

        Raises:
            ExportError: a label or a column that there is not.
        """
        for wanted, known, name in ((self.labels, LABELS, "label"), (self.columns, columns, "column")):
            for each in wanted:
                if each not in known:
                    near = get_close_matches(each, known, 1)
                    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
                    raise ExportError(f"no {name} {each!r}; {hint}")
        if self.labels and "label" not in columns:
            raise ExportError("facts have no labels: choose labels of records, without --facts")
        return self.columns or columns

    def select(self, batches: Iterator[list[list[Any]]], columns: tuple[str, ...]) -> Iterator[list[list[Any]]]:
        """The chosen rows and columns."""
        if not self.labels and not self.columns:
            yield from batches
            return
        places = [columns.index(name) for name in self.header(columns)]
        label = columns.index("label") if self.labels else None
        for rows in batches:
            kept = rows if label is None else [row for row in rows if row[label] in self.labels]
            yield [[row[place] for place in places] for row in kept]


class Reporter:
    """Is informed how an export goes on; this one keeps silent."""

    def start(self, meter: Meter) -> None:
        """The reading begins."""

    def advance(self, done: int, failed: int, resumed: int) -> None:
        """So many articles are done, so many of them failed, so many were found done."""

    def failure(self, name: str, failure: Failure) -> None:
        """Something failed."""

    def writing(self) -> None:
        """All articles are done; the output is being written."""

    def stop(self) -> None:
        """The end, good or bad."""


@dataclass
class _Run:
    """One run of an export: feeds the pool with what is not done yet, and keeps what comes back."""

    store: Store
    fingerprint: bytes
    reporter: Reporter
    position: int = 0
    resumed: int = 0
    done: int = 0
    failed: int = 0
    sent: int = 0
    keys: dict[int, bytes] = field(default_factory=dict)
    """The content's key of each article in work, by its number in the pool."""
    waiting: dict[bytes, list[tuple[int, str, str]]] = field(default_factory=dict)
    """The places of the content in work; more than one are duplicates."""

    def new_articles(self, found: Iterable[SourceArticle | SourceFailure]) -> Iterator[SourceArticle]:
        """The articles that are yet to be done; all else is noted in passing."""
        for item in found:
            position, self.position = self.position, self.position + 1
            if isinstance(item, SourceFailure):
                self.fail([(position, item.source, item.place)], item.failure)
                continue
            key = blake2b(item.payload, digest_size=16, key=self.fingerprint, person=item.kind.encode()).digest()
            place = (position, item.source, item.place)
            if key in self.waiting:
                self.waiting[key].append(place)
            elif (result := self.store.result_of(key)) is not None:
                with self.store.writing():
                    self.store.add_article(*place, result)
                self.resumed += 1
                self._advance(1)
            else:
                self.waiting[key] = [place]
                self.keys[self.sent] = key
                self.sent += 1
                yield item

    def settle(self, outcome: Outcome) -> None:
        """Keep an article's rows, or why there are none."""
        key = self.keys.pop(outcome.position)
        places = self.waiting.pop(key)
        if outcome.failure is not None:
            self.fail(places, outcome.failure)
            return
        with self.store.writing():
            result = self.store.add_result(key, outcome.value)
            for place in places:
                self.store.add_article(*place, result)
        self._advance(len(places))

    def fail(self, places: list[tuple[int, str, str]], failure: Failure) -> None:
        """Note a failure for every place that it concerns."""
        with self.store.writing():
            for place in places:
                self.store.add_failure(*place, failure)
        for _, source, inner in places:
            self.reporter.failure(f"{source}:{inner}" if inner else source, failure)
        self.failed += len(places)
        self._advance(len(places))

    def _advance(self, count: int) -> None:
        self.done += count
        self.reporter.advance(self.done, self.failed, self.resumed)


def export(
    sources: Iterable[str | Path],
    out: str | Path,
    task: ExportTask | None = None,
    *,
    processes: int | None = None,
    time_limit: float | None = TIME_LIMIT,
    fresh: bool = False,
    format: str | None = None,
    reporter: Reporter | None = None,
    choice: Choice | None = None,
) -> Summary:
    """Extract every article of the sources into one file.

    Args:
        sources: files, folders, or "-" for stdin: see `extractor.export.sources`.
        out: the file to write; its suffix says what: .csv, .jsonl, .parquet, .xlsx, .sqlite.
        task: model, rules, columns, and whether records or facts are wanted.
        processes: workers; None for the cores of this machine. The output is the same for any number.
        time_limit: seconds that one article may take, or that an Excel or Parquet file may give none; None for no
            limit.
        fresh: forget the work of an earlier, unfinished run.
        format: what stdin holds: "jsonl", "csv" or "page"; None guesses.
        reporter: is informed how it goes on.
        choice: which rows and columns are written; all by default.

    Raises:
        ExportError: it cannot begin: a source that does not exist, an output that cannot be written or is in use.
        ExportStopped: it cannot go on: a full disk. Give the same command again to resume.
        ModelError, RulesError: the settings are wrong.
    """
    began = time.monotonic()
    task = task or ExportTask()
    out = Path(out)
    reporter = reporter or Reporter()
    choice = choice or Choice()
    names = check_sources(str(source) for source in sources)
    check_target(out)
    choice.header(task.header)
    check_not_read(out, names)
    fingerprint = task.fingerprint()
    meter = Meter()
    with Store(store_path(out), fingerprint, fresh=fresh) as store:
        run = _Run(store, fingerprint, reporter)
        reporter.start(meter)
        try:
            measure(names, meter)
            found = meter.counted(read_sources(names, task.columns, meter, format, time_limit))
            with Pool(task, processes or available_cores(), time_limit) as pool:
                for outcome in pool.run(run.new_articles(found), ordered=False):
                    run.settle(outcome)
            store.commit()
            reporter.writing()
            header = choice.header(task.header)
            write_target(out, header, choice.select(_batches(store, task.header), task.header), task.kind)
            errors = write_errors(out, store)
        finally:
            reporter.stop()
        articles, records, characters, duplicates, failed = store.totals()
        if not failed:
            store.discard()
    return Summary(
        out=out,
        articles=articles,
        records=records,
        characters=characters,
        failed=failed,
        resumed=run.resumed,
        duplicates=duplicates,
        skipped=meter.skipped,
        seconds=time.monotonic() - began,
        errors=errors,
    )


def _batches(store: Store, header: tuple[str, ...]) -> Iterator[list[list[Any]]]:
    """The rows of each article; one without an id is called by its place."""
    column = header.index("article_id")
    for source, place, packed in store.rows():
        rows = unpack(packed)
        for row in rows:
            if row[column] is None:
                row[column] = f"{source}:{place}" if place else source
        yield rows


def write_errors(out: Path, store: Store) -> Path | None:
    """Write `OUT.errors.jsonl`, one line a failure; where there is none, remove that of an earlier run."""
    path = out.with_name(out.name + ".errors.jsonl")
    lines = 0
    with writing_whole(path) as partial, partial.open("w", encoding="utf-8", newline="\n") as file:
        for source, place, kind, message in store.failures():
            entry = {"source": source, "place": place or None, "error": message, "kind": kind}
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            lines += 1
    if not lines:
        path.unlink()
        return None
    return path


__all__ = ["TIME_LIMIT", "Choice", "Columns", "ExportTask", "Reporter", "Summary", "export"]
