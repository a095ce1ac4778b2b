"""Excel and Parquet files read in a process of their own, within seconds and memory: a bomb costs its own file.

In: a file's path. Out: its rows, as `extractor.export.tables` reads them. 例: a workbook of a few kilobytes whose one
row has a hundred million cells → `ExportError`, and the process that reads all other sources has not grown.

Both formats are read by libraries that hold a whole row, style sheet or column chunk before they give one: only from
outside can they be stopped, and only there does their death (a damaged file can crash a library in C) do no harm.
"""

from __future__ import annotations

import itertools
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.errors import ExportError
from extractor.export import tables
from extractor.export.columns import Columns
from extractor.parallel import Pool
from extractor.workers import Failure, Work

MEMORY = 2 * 1024**3
"""Bytes that reading one file may take, where the system limits a process (Linux)."""
SUFFIXES = (".xlsx", ".parquet")
_BATCH_ROWS, _BATCH_BYTES, _BATCH_SECONDS = 256, 1 << 20, 1.0

Row = tuple[str, "bytes | Failure", float]  # its place, the row, its share of the file


def table_rows(path: str, columns: Columns) -> Iterator[Row]:
    """The rows of an .xlsx or a .parquet, read in this process.

    Raises:
        ExportError: the file, or the rest of it, cannot be read.
    """
    if path.lower().endswith(".parquet"):
        for number, (row, share) in enumerate(tables.parquet_rows(path, columns), 1):
            yield str(number), row, share
    else:
        for place, cells in tables.xlsx_rows(path, columns):
            yield place, cells, 0.0


class _Batch(NamedTuple):
    rows: list[Row]
    ended: bool
    failure: Failure | None = None


class _Reading:
    """The file at hand of the process that reads."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._rows: Iterator[Row] | None = None

    def batch(self, item: tuple[str, Columns, int]) -> _Batch:
        """The next rows of a file. `item`: its path, the columns, and how many batches were asked for before."""
        path, columns, number = item
        if number == 0:
            _limit_memory(self._memory)
            self._rows = table_rows(path, columns)
        if self._rows is None:
            return _Batch([], True, Failure("WorkerDied", "the process that read it died"))
        rows: list[Row] = []
        size, until = 0, time.monotonic() + _BATCH_SECONDS
        try:
            for place, row, share in self._rows:
                rows.append((place, row, share))
                size += len(row) if isinstance(row, bytes) else 0
                if len(rows) == _BATCH_ROWS or size > _BATCH_BYTES or time.monotonic() > until:
                    return _Batch(rows, False)
        except MemoryError:
            self._rows = None
            return _Batch(rows, True, Failure("TooLarge", f"needs more than {self._memory >> 20:,} MB of memory"))
        except Exception as error:
            return _Batch(rows, True, Failure.from_exception(error))
        return _Batch(rows, True)


def _limit_memory(memory: int) -> None:
    """Let this process grow by no more than so many bytes."""
    if sys.platform != "linux":
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:
        taken = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = taken + memory
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


@dataclass(frozen=True)
class _ReadTask:
    memory: int

    def load(self) -> Work:
        return Work(_Reading(self.memory).batch)


@dataclass
class Apart:
    """Reads files in another process. As a context manager it sees that the process ends.

    Args:
        seconds: how long a file may give no row; None reads it in this process, within no limit.
        memory: bytes by which the other process may grow.

    Example:
        >>> with Apart(60) as apart:                                     # doctest: +SKIP
        ...     for place, row, share in apart.rows("news.xlsx", Columns()): ...
    """

    seconds: float | None
    memory: int = MEMORY
    _pool: Pool | None = field(default=None, init=False)

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._pool is not None:
            self._pool.close()

    def rows(self, path: str, columns: Columns) -> Iterator[Row]:
        """The rows of a file.

        Raises:
            ExportError: the file, or the rest of it, cannot be read, or not within the limits.
        """
        if self.seconds is None:
            yield from table_rows(path, columns)
            return
        if self._pool is None:
            self._pool = Pool(_ReadTask(self.memory), 1, self.seconds)
        ended = False
        failure: Failure | None = None
        items = _until(lambda: ended, path, columns)
        for outcome in self._pool.run(items, window=2):
            if ended:
                continue  # asked for before the end was known
            batch = outcome.value if outcome.failure is None else _Batch([], True, outcome.failure)
            ended, failure = batch.ended, batch.failure
            yield from batch.rows
        if failure is not None:
            raise ExportError(_described(failure, self.seconds))


def _until(ended: Callable[[], bool], path: str, columns: Columns) -> Iterator[tuple[str, Columns, int]]:
    for number in itertools.count():
        if ended():
            return
        yield path, columns, number


def _described(failure: Failure, seconds: float) -> str:
    if failure.kind == "TimeLimit":
        return f"gave no row for {seconds:g} s, the time limit"
    return failure.message
