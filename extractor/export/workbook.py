"""Excel workbooks: records as a person wants to open them.

In: rows. Out: an .xlsx with a bold, frozen header, a filter, widths, days as days and large amounts in 万 and 亿; the
figures on one sheet, the names on another. 例: 988580000000 is the number, shown as 9885.80亿.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.export.excel import cell_number, cell_text, save_workbook
from extractor.mentions import FIGURE_LABELS
from extractor.records import CSV_COLUMNS, DAY_COLUMNS

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Rows = Sequence[Sequence[Any]]
SHEET_ROWS = 1_048_575  # a sheet has 1,048,576 rows, one of them the header
DAYS = frozenset(DAY_COLUMNS)
AMOUNTS = frozenset(("value", "value_high", "signed_value"))
_FIRST_YEAR = "1900-03-01"  # Excel's calendar is right from here on
_DAY_FORMAT = "yyyy-mm-dd"
_WIDTHS = {
    "article_id": 16, "title": 28, "published": 11.5, "label": 11, "text": 16, "norm": 16, "value": 15,
    "value_high": 15, "unit": 8, "modifier": 9, "subject": 18, "indicator": 22, "kind": 8, "direction": 9, "basis": 8,
    "period_text": 16, "period_start": 11.5, "period_end": 11.5, "modality": 10, "speaker": 16, "person_title": 18,
    "affiliation": 22, "sentence": 60, "start": 7, "end": 7, "rule": 18, "confidence": 11, "indicator_norm": 22,
    "subject_norm": 16, "base_start": 11.5, "base_end": 11.5, "signed_value": 15, "times": 7, "places": 14,
}  # fmt: skip
_NAME_COLUMNS = (
    "article_id", "title", "published", "label", "text", "norm", "period_start", "period_end", "person_title",
    "affiliation", "sentence", "start", "end", "rule", "confidence",
)  # fmt: skip
_NOT_OF_FIGURES = frozenset(("person_title", "affiliation"))
FIGURES, NAMES = "figures", "names"


def amount_format(value: float) -> str | None:
    """The number format that shows a large amount in 亿 or 万 and leaves the number itself as it is; None for others.

    Spreadsheets scale by thousands alone: a point is put before the last digits of the scaled number.
    """
    size = abs(value)
    if size >= 1e8:
        return '0\\.00,,"亿"'
    return '0\\.0,"万"' if size >= 1e5 else None


class Sheet:
    """One table of a workbook that is written row by row; a full sheet is followed by another."""

    def __init__(self, book: Any, name: str, columns: Sequence[str], limit: int = SHEET_ROWS) -> None:
        self._book, self._name, self._columns, self._limit = book, name, tuple(columns), limit
        self._days = [column in DAYS for column in columns]
        self._amounts = [column in AMOUNTS for column in columns]
        self._sheets: list[tuple[WriteOnlyWorksheet, int]] = []
        self._left = 0

    def write(self, row: Sequence[Any]) -> None:
        """Write one row."""
        if not self._left:
            self._open()
        cells = zip(row, self._days, self._amounts, strict=True)
        self._sheet.append([self._cell(value, is_day, is_amount) for value, is_day, is_amount in cells])
        self._left -= 1

    def _open(self) -> None:
        self._close()
        number = len(self._sheets) + 1
        self._sheet = self._book.create_sheet(self._name if number == 1 else f"{self._name} {number}")
        self._sheets.append((self._sheet, number))
        self._sheet.freeze_panes = "A2"
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        for place, column in enumerate(self._columns, 1):
            self._sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column, 14)
        head = [self._styled(column) for column in self._columns]
        for cell in head:
            cell.font = Font(bold=True)
        self._sheet.append(head)
        self._left = self._limit

    def _close(self) -> None:
        """Give the sheet that ends its filter, over all rows it has."""
        if self._sheets:
            from openpyxl.utils import get_column_letter

            last = self._limit - self._left + 1
            self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._columns))}{last}"

    def finish(self) -> None:
        """See that the table has its header, and its filter."""
        if not self._sheets:
            self._open()
        self._close()

    def _styled(self, value: Any, number_format: str | None = None) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, value)
        if number_format is not None:
            cell.number_format = number_format
        return cell

    def _cell(self, value: Any, is_day: bool, is_amount: bool) -> Any:
        if value is None or value == "":
            return None
        if isinstance(value, (int, float)):
            value = cell_number(value)
        if is_amount and value is not None and not isinstance(value, str):
            shown = amount_format(value)
            return value if shown is None else self._styled(value, shown)
        if not isinstance(value, str):
            return value
        if is_day and len(value) == 10 and value >= _FIRST_YEAR:
            return self._styled(date.fromisoformat(value), _DAY_FORMAT)
        text = cell_text(value)
        if not text.startswith("="):
            return text
        cell = self._styled(text)
        cell.data_type = "s"  # text that looks like a formula is text
        return cell


class Workbook:
    """An export as an Excel workbook: `figures` and `names` for records of all columns, else one sheet."""

    def __init__(self, path: Path, columns: Sequence[str], table: str, limit: int = SHEET_ROWS) -> None:
        from openpyxl import Workbook as Book

        self._path = path
        self._book = Book(write_only=True)
        self._label = None
        if tuple(columns) == CSV_COLUMNS:
            self._label = columns.index("label")
            figures = [place for place, column in enumerate(columns) if column not in _NOT_OF_FIGURES]
            names = [columns.index(column) for column in _NAME_COLUMNS]
            self._of_figures, self._of_names = figures, names
            self._figures = Sheet(self._book, FIGURES, [columns[place] for place in figures], limit)
            self._names = Sheet(self._book, NAMES, _NAME_COLUMNS, limit)
        else:
            self._figures = Sheet(self._book, table, columns, limit)

    def write(self, rows: Rows) -> None:
        if self._label is None:
            for row in rows:
                self._figures.write(row)
            return
        for row in rows:
            if row[self._label] in FIGURE_LABELS:
                self._figures.write([row[place] for place in self._of_figures])
            else:
                self._names.write([row[place] for place in self._of_names])

    def finish(self) -> None:
        self._figures.finish()
        if self._label is not None:
            self._names.finish()
        save_workbook(self._book, self._path)

    def abandon(self) -> None:
        for sheet in self._book.worksheets:
            sheet.close()


