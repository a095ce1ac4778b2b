"""Reading an export back: its rows, whatever it was written as.

In: a .csv, .jsonl, .parquet, .xlsx or .sqlite that `extractor export` wrote. Out: a mapping a row, column to value;
empty cells are None. 例: facts.xlsx → {"indicator_norm": "营业收入", "value": 1230000000, "unit": "CNY", …}.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

from extractor.errors import ExportError

Row: TypeAlias = Mapping[str, Any]
Rows: TypeAlias = Callable[[], Iterator[Row]]
_TABLES = ("records", "facts")
_BATCH = 4096


def open_rows(path: Path, needed: frozenset[str], purpose: str) -> Rows:
    """A function that yields the rows of an export, from the start at each call.

    Args:
        path: the file.
        needed: the columns that it must have.
        purpose: what needs them, for errors: "a report".

    Raises:
        ExportError: the file is missing, of another kind, empty, or has not the columns.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise ExportError(
            f"{path}: {purpose} is made from {', '.join(_READERS)}; write one with `extractor export … -o facts.csv`"
        )
    if not path.is_file():
        raise ExportError(f"no such file: {path}")
    first = next(reader(path), None)
    if first is None:
        raise ExportError(f"{path} holds no records")
    missing = sorted(needed - set(first))
    if missing:
        raise ExportError(
            f"{path}: no column {', '.join(missing)}; {purpose} needs all columns of `extractor export`"
        )
    return lambda: reader(path)


def _csv_rows(path: Path) -> Iterator[Row]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield {name: _plain(cell) for name, cell in row.items() if isinstance(name, str)}
    except UnicodeDecodeError as error:
        raise ExportError(
            f"{path} is not UTF-8 text (byte {error.start}); export it again, or save it as UTF-8"
        ) from None


def _plain(cell: str | None) -> str | None:
    """A cell without the apostrophe that keeps spreadsheets from running it; the empty cell is None."""
    if cell and cell[0] == "'" and cell[1:2] in tuple("=+-@\t\r"):
        return cell[1:]
    return cell or None


def _jsonl_rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                row = json.loads(line)
            except ValueError as error:
                raise ExportError(f"{path}:{number}: not a line of JSON: {error}") from None
            if not isinstance(row, dict):
                raise ExportError(f"{path}:{number}: a JSON object was expected, found {type(row).__name__}")
            yield row


def _parquet_rows(path: Path) -> Iterator[Row]:
    try:
        import pyarrow as arrow
        import pyarrow.parquet as parquet
    except ImportError:
        raise ExportError("Parquet needs pyarrow: pip install 'extractor[parquet]'") from None
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_BATCH):
                yield from batch.to_pylist()
    except (arrow.ArrowException, OSError) as error:
        raise ExportError(f"{path} is not readable as Parquet: {' '.join(str(error).split())[:200]}") from None


def _xlsx_rows(path: Path) -> Iterator[Row]:
    """The rows of all sheets; days come as ISO text again. Columns that a sheet lacks are None."""
    from extractor.export.tables import check_xlsx

    check_xlsx(str(path))
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        heads = [[str(cell) for cell in next(sheet.iter_rows(values_only=True), ())] for sheet in book.worksheets]
        blank = dict.fromkeys(name for names in heads for name in names)
        for sheet, names in zip(book.worksheets, heads, strict=True):
            for cells in sheet.iter_rows(min_row=2, values_only=True):
                yield blank | dict(zip(names, map(_iso, cells), strict=False))
    finally:
        book.close()


def _iso(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else cell


def _sqlite_rows(path: Path) -> Iterator[Row]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            table = next((name for name in _TABLES if name in tables), None)
            if table is None:
                raise ExportError(f"{path}: no table `records` or `facts` (it has {', '.join(tables) or 'none'})")
            cursor = database.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for cells in cursor:
                yield dict(zip(names, cells, strict=True))
    except sqlite3.DatabaseError as error:
        raise ExportError(f"{path} cannot be read as SQLite: {error}") from None


_READERS: dict[str, Callable[[Path], Iterator[Row]]] = {
    ".csv": _csv_rows,
    ".jsonl": _jsonl_rows,
    ".parquet": _parquet_rows,
    ".xlsx": _xlsx_rows,
    ".sqlite": _sqlite_rows,
    ".db": _sqlite_rows,
}
