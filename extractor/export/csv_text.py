"""CSV that spreadsheets open rightly: UTF-8 with BOM, RFC 4180, and no cell that a spreadsheet would run.

例: a cell `=1+1` is written as `'=1+1`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.records import CSV_COLUMNS

if TYPE_CHECKING:
    from extractor.extraction import Extraction

# What a spreadsheet may take for the start of a formula: = + - @ and their full-width forms (spreadsheets of Chinese
# and Japanese fold them), at once or behind what an import takes off: blanks, marks without width, control characters.
# Source: OWASP, "CSV Injection".
_BLANK = r"\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff"
_START = "=+\\-@＝＋－＠﹦﹢﹣﹫−"
_FORMULA = re.compile(rf"[{_BLANK}]*[{_START}]|[\t\r\n]")
_DOUBTFUL = frozenset(
    letter
    for letter in map(chr, (*range(0x3001), 0xFE62, 0xFE63, 0xFE66, 0xFE6B, 0xFEFF, *range(0xFF00, 0xFF21)))
    if re.match(f"[{_BLANK}{_START}]", letter)
)


def safe_cell(value: Any) -> Any:
    """A text that a spreadsheet could take for a formula, with an apostrophe before it; all else as it is.

    Example:
        >>> safe_cell("=1+1"), safe_cell("\ufeff ＝1+1"), safe_cell("增长5%"), safe_cell(-5)
        ("'=1+1", "'\ufeff ＝1+1", '增长5%', -5)
    """
    return safe_row([value])[0]


def safe_row(row: Iterable[Any]) -> list[Any]:
    """`safe_cell` for each cell of a row. Written out, since an archive has tens of millions of cells."""
    doubtful, formula = _DOUBTFUL, _FORMULA.match
    return [
        "'" + cell if cell.__class__ is str and cell and cell[0] in doubtful and formula(cell) else cell for cell in row
    ]


def write_csv(path: Path, extractions: Iterable[Extraction]) -> None:
    """Write one row a record under `CSV_COLUMNS`."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(CSV_COLUMNS)
        for extraction in extractions:
            writer.writerows(map(safe_row, extraction.cells()))
