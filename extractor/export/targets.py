"""Targets: the file that an export writes, by its suffix. No reader ever finds half of one.

In: rows. Out: .csv (UTF-8 with BOM, formula-safe), .jsonl, .parquet, .xlsx or .sqlite, written beside its place under
another name and moved there when it is whole.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from lxml.etree import LxmlError

from extractor.errors import ExportError, ExportStopped
from extractor.export.csv_text import CsvWriter
from extractor.export.workbook import SHEET_ROWS

Rows = Sequence[Sequence[Any]]
NUMBERS = {
    "value": float, "value_high": float, "signed_value": float, "confidence": float,
    "start": int, "end": int, "times": int,
}  # fmt: skip
_PARQUET_ROWS = 20_000
_XLSX_ROWS = SHEET_ROWS


class Writer(Protocol):
    """Writes rows to a file of one kind."""

    def write(self, rows: Rows) -> None: ...

    def finish(self) -> None:
        """Write what is left and close the file."""

    def abandon(self) -> None:
        """Close and remove a file that will not be finished."""


class _Csv:
    def __init__(self, path: Path, columns: Sequence[str], table: str) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = CsvWriter(self._file)
        self._writer.write([columns])

    def write(self, rows: Rows) -> None:
        self._writer.write(rows)

    def finish(self) -> None:
        _close_whole(self._file)

    def abandon(self) -> None:
        self._file.close()


class _Jsonl:
    def __init__(self, path: Path, columns: Sequence[str], table: str) -> None:
        self._columns = columns
        self._file = path.open("w", encoding="utf-8", newline="\n")

    def write(self, rows: Rows) -> None:
        for row in rows:
            self._file.write(json.dumps(dict(zip(self._columns, row, strict=True)), ensure_ascii=False) + "\n")

    def finish(self) -> None:
        _close_whole(self._file)

    def abandon(self) -> None:
        self._file.close()


class _Parquet:
    def __init__(self, path: Path, columns: Sequence[str], table: str) -> None:
        try:
            import pyarrow as arrow
            import pyarrow.parquet as parquet
        except ImportError:
            raise ExportError("Parquet needs pyarrow: pip install 'extractor[parquet]'") from None
        types = {float: arrow.float64(), int: arrow.int64()}
        self._schema = arrow.schema([(name, types.get(NUMBERS.get(name, str), arrow.string())) for name in columns])
        self._arrow = arrow
        self._kinds = [NUMBERS.get(name, str) for name in columns]
        self._rows: list[Sequence[Any]] = []
        self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd")

    def write(self, rows: Rows) -> None:
        self._rows.extend(rows)
        if len(self._rows) >= _PARQUET_ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            cells = [
                _typed(column, kind) for column, kind in zip(zip(*self._rows, strict=True), self._kinds, strict=True)
            ]
            arrays = [self._arrow.array(c, f.type) for c, f in zip(cells, self._schema, strict=True)]
            self._writer.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
            self._rows = []

    def finish(self) -> None:
        self._flush()
        self._writer.close()

    def abandon(self) -> None:
        self._writer.close()


def _xlsx(path: Path, columns: Sequence[str], table: str) -> Writer:
    from extractor.export.workbook import Workbook

    return Workbook(path, columns, table, _XLSX_ROWS)


class _Sqlite:
    def __init__(self, path: Path, columns: Sequence[str], table: str) -> None:
        path.unlink(missing_ok=True)
        types = {float: "REAL", int: "INTEGER"}
        self._kinds = [NUMBERS.get(name, str) for name in columns]
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")  # the file is thrown away if it is not finished
        self._database.execute("BEGIN")
        named = ", ".join(f'"{name}" {types.get(NUMBERS.get(name, str), "TEXT")}' for name in columns)
        self._database.execute(f'CREATE TABLE "{table}" ({named})')
        self._insert = f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(columns))})'
        self._index = f'CREATE INDEX "{table}_article" ON "{table}" (article_id)'

    def write(self, rows: Rows) -> None:
        kinds = self._kinds
        typed = ([_as(kind, cell) for kind, cell in zip(kinds, row, strict=True)] for row in rows)
        self._database.executemany(self._insert, typed)

    def finish(self) -> None:
        self._database.execute(self._index)
        self._database.execute("COMMIT")
        self._database.close()

    def abandon(self) -> None:
        self._database.close()


def _as(kind: type, cell: Any) -> Any:
    """A cell of a column of numbers; empty where the number is beyond what such a column holds (`norm` tells it)."""
    if cell is None:
        return None
    try:
        return kind(cell)
    except OverflowError:
        return None


def _typed(cells: Sequence[Any], kind: type) -> list[Any]:
    return [_as(kind, cell) for cell in cells]


def _close_whole(file: Any) -> None:
    """Close a file when the disk has it."""
    file.flush()
    os.fsync(file.fileno())
    file.close()


_WRITERS: dict[str, Callable[[Path, Sequence[str], str], Writer]] = {
    ".csv": _Csv,
    ".jsonl": _Jsonl,
    ".parquet": _Parquet,
    ".xlsx": _xlsx,
    ".sqlite": _Sqlite,
}


def check_target(out: Path) -> None:
    """See that there is a writer for the file, and a folder to write it in, before hours of work.

    Raises:
        ExportError: its suffix is unknown, its folder is missing, it is a folder itself, or Parquet is wanted and
            pyarrow is not installed.
    """
    if out.suffix.lower() not in _WRITERS:
        raise ExportError(f"cannot tell from {out.name!r} what to write: let it end in {', '.join(_WRITERS)}")
    if out.suffix.lower() == ".parquet" and find_spec("pyarrow") is None:
        raise ExportError(
            "Parquet needs pyarrow: pip install 'extractor[parquet]' (from a clone: pip install '.[parquet]')"
        )
    if out.is_dir():
        raise ExportError(f"{out} is a folder: name a file")
    if not out.parent.is_dir():
        raise ExportError(f"no such folder: {out.parent}")
    if not os.access(out.parent, os.W_OK):
        raise ExportError(f"cannot write in {out.parent}: permission denied")


@contextlib.contextmanager
def writing_whole(out: Path) -> Iterator[Path]:
    """A name to write under; the file takes the place of `out` when the block ends well, and is removed when not."""
    partial = out.with_name(out.name + ".partial")
    try:
        yield partial
        os.replace(partial, out)
    except BaseException as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        if isinstance(error, (OSError, sqlite3.Error, LxmlError)):  # openpyxl writes a sheet by way of lxml
            raise ExportStopped(
                f"{out} cannot be written: {error}. The extracted records are kept; make room and give the same "
                "command again"
            ) from None
        raise


def write_target(out: Path, columns: Sequence[str], batches: Iterator[Rows], table: str = "records") -> None:
    """Write all rows to `out`, whole or not at all; `table` names them where a file can hold several tables.

    Raises:
        ExportStopped: the disk is full, or fails otherwise.
    """
    with writing_whole(out) as partial:
        writer = _WRITERS[out.suffix.lower()](partial, columns, table)
        try:
            for rows in batches:
                writer.write(rows)
            writer.finish()
        except BaseException:
            with contextlib.suppress(Exception):
                writer.abandon()
            raise
