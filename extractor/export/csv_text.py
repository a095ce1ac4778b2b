"""CSV that spreadsheets open rightly: UTF-8 with BOM, RFC 4180, and no cell that a spreadsheet would run.

例: a cell `=1+1` is written as `'=1+1`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from extractor.records import CSV_COLUMNS

if TYPE_CHECKING:
    from extractor.extraction import Extraction

# What a spreadsheet may take for the start of a formula: = + - @ and their full-width forms (spreadsheets of Chinese
# and Japanese fold them), at once or behind what an import takes off: blanks, marks without width, control characters.
# Source: OWASP, "CSV Injection".
_BLANK_BUT_TAB = r"\x00-\x08\x0a-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"
_BLANK = rf"\t{_BLANK_BUT_TAB}"
_START = "=+\\-@＝＋－＠﹦﹢﹣﹫−"
_FORMULA = re.compile(rf"[{_BLANK}]*[{_START}]|[\t\r\n]")
_FORMULA_BEHIND = re.compile(rf"[;|\t][{_BLANK_BUT_TAB}]*[{_START}]")
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


class CsvWriter:
    """Writes rows as CSV whose cells stay what they are in a spreadsheet.

    A cell that holds a formula behind a semicolon, a tab or a bar (`1;=1+1`) would be split there by an import that
    separates by these too, as LibreOffice's does by default: all cells of its row are quoted.

    Args:
        file: opened with `newline=""`.
        line_end: what ends a row; RFC 4180 asks for the default.

    Example:
        >>> CsvWriter(sys.stdout, "\\n").write([["增长5%", 5], ["1;=1+1", 5]])
        增长5%,5
        "1;=1+1","5"
    """

    def __init__(self, file: TextIO, line_end: str = "\r\n") -> None:
        self._plain = csv.writer(file, lineterminator=line_end)
        self._quoted = csv.writer(file, lineterminator=line_end, quoting=csv.QUOTE_ALL)

    def write(self, rows: Iterable[Iterable[Any]]) -> None:
        """Write rows, their cells made safe."""
        for row in rows:
            cells = safe_row(row)
            words = "\n".join([cell for cell in cells if cell.__class__ is str])
            splits = (";" in words or "\t" in words or "|" in words) and _FORMULA_BEHIND.search(words)
            (self._quoted if splits else self._plain).writerow(cells)


def write_csv(path: Path, extractions: Iterable[Extraction]) -> None:
    """Write one row a record under `CSV_COLUMNS`."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = CsvWriter(file)
        writer.write([CSV_COLUMNS])
        for extraction in extractions:
            writer.write(extraction.cells())
