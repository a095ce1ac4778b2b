"""CSV that spreadsheets open rightly: UTF-8 with BOM, RFC 4180, and no cell that a spreadsheet would run.

例: a cell `=1+1` is written as `'=1+1`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.records import CSV_COLUMNS

if TYPE_CHECKING:
    from extractor.extraction import Extraction

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it; all else as it is.

    Source: OWASP, "CSV Injection" (cells that begin with = + - @, tab or carriage return).
    """
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def write_csv(path: Path, extractions: Iterable[Extraction]) -> None:
    """Write one row a record under `CSV_COLUMNS`."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, CSV_COLUMNS)
        writer.writeheader()
        for extraction in extractions:
            writer.writerows({k: safe_cell(v) for k, v in row.items()} for row in extraction.rows())
