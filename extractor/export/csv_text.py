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

_FORMULA_STARTS = frozenset("=+-@\t\r")


def safe_cell(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it; all else as it is.

    Source: OWASP, "CSV Injection" (cells that begin with = + - @, tab or carriage return).
    """
    return "'" + value if isinstance(value, str) and value and value[0] in _FORMULA_STARTS else value


def safe_row(row: Iterable[Any]) -> list[Any]:
    """`safe_cell` for each cell of a row. Written out, since an archive has tens of millions of cells."""
    starts = _FORMULA_STARTS
    return ["'" + cell if cell.__class__ is str and cell and cell[0] in starts else cell for cell in row]


def write_csv(path: Path, extractions: Iterable[Extraction]) -> None:
    """Write one row a record under `CSV_COLUMNS`."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(CSV_COLUMNS)
        for extraction in extractions:
            writer.writerows(map(safe_row, extraction.cells()))
