"""A pivot as a file: an Excel workbook with the sentences a click away, or a plain CSV.

In: a `Pivot`. Out: .xlsx with the sheets `pivot` (each cell with a link to its facts and its sentence as a comment) and
`facts` (every statement with its sentence); or .csv with the values alone, those that contradict joined by " | ".
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from extractor.errors import ExportError
from extractor.export.csv_text import CsvWriter
from extractor.export.excel import cell_text, save_workbook
from extractor.export.targets import writing_whole
from extractor.export.workbook import amount_format
from extractor.pivot import Cell, Pivot, Series, Span

_HEAD = Series._fields
_WIDTHS = (24, 18, 9, 8, 9, 10)
_FACTS = (*_HEAD, "period", "value", "text", "sentence", "article", "published")
_FACT_WIDTHS = (*_WIDTHS, 22, 15, 16, 80, 36, 11.5)
_COLUMNS, _ROWS, _COMMENT = 16_384 - len(_HEAD), 1_048_575, 900
_CONFLICT = "FFF2CC"


def write_pivot(out: Path, pivot: Pivot) -> None:
    """Write a pivot to an .xlsx or .csv, whole or not at all.

    Raises:
        ExportError: another kind of file, or a pivot that is too large for a sheet.
    """
    writers = {".xlsx": _write_xlsx, ".csv": _write_csv}
    writer = writers.get(out.suffix.lower())
    if writer is None:
        raise ExportError(f"cannot tell from {out.name!r} what to write: let it end in .xlsx or .csv")
    if not out.parent.is_dir():
        raise ExportError(f"no such folder: {out.parent}")
    with writing_whole(out) as partial:
        writer(partial, pivot)


def _write_csv(path: Path, pivot: Pivot) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = CsvWriter(file)
        writer.write([[*_HEAD, *(column.name for column in pivot.columns)]])
        for row in pivot.rows:
            cells = (pivot.cells.get((row, column)) for column in pivot.columns)
            writer.write([[*row, *(" | ".join(f"{v:.12g}" for v in c.values) if c else "" for c in cells)]])


def _write_xlsx(path: Path, pivot: Pivot) -> None:
    from openpyxl import Workbook

    if len(pivot.columns) > _COLUMNS or sum(len(cell.stated) for cell in pivot.cells.values()) > _ROWS:
        raise ExportError(
            f"{len(pivot.rows):,} rows of {len(pivot.columns):,} periods are too many for a sheet: choose periods with "
            "--grain, or write .csv"
        )
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "pivot"
    places = _write_facts(book.create_sheet("facts"), pivot)
    _head(sheet, [*_HEAD, *(column.name for column in pivot.columns)], [*_WIDTHS, *[13] * len(pivot.columns)])
    sheet.freeze_panes = sheet.cell(row=2, column=3)
    for number, row in enumerate(pivot.rows, 2):
        for place, words in enumerate(row, 1):
            _text(sheet.cell(row=number, column=place), words)
        for place, column in enumerate(pivot.columns, len(_HEAD) + 1):
            cell = pivot.cells.get((row, column))
            if cell:
                _fill(sheet.cell(row=number, column=place), cell, places[row, column])
    sheet.auto_filter.ref = sheet.dimensions
    save_workbook(book, path)


def _write_facts(sheet: Any, pivot: Pivot) -> dict[tuple[Series, Span], int]:
    """Every statement on a row of its own; gives the first row of each fact."""
    _head(sheet, _FACTS, _FACT_WIDTHS)
    places: dict[tuple[Series, Span], int] = {}
    number = 1
    for row in pivot.rows:
        for column in pivot.columns:
            cell = pivot.cells.get((row, column))
            for statement in cell.stated if cell else ():
                number += 1
                places.setdefault((row, column), number)
                words = (*row, column.name, statement.value, statement.text, statement.sentence, statement.article)
                for place, value in enumerate((*words, _day(statement.published)), 1):
                    _text(sheet.cell(row=number, column=place), value)
                shown = amount_format(statement.value)
                if shown:
                    sheet.cell(row=number, column=len(_HEAD) + 2).number_format = shown
    sheet.auto_filter.ref = sheet.dimensions
    return places


def _day(published: str) -> date | str:
    """A day of publication as a date, where it is one."""
    try:
        return date.fromisoformat(published)
    except ValueError:
        return published


def _head(sheet: Any, names: Any, widths: Any) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for place, (name, width) in enumerate(zip(names, widths, strict=True), 1):
        sheet.cell(row=1, column=place, value=name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"


def _text(cell: Any, value: Any) -> None:
    """A value that no spreadsheet takes for a formula."""
    if isinstance(value, str):
        cell.value = cell_text(value)
        cell.data_type = "s"
    else:
        cell.value = value


def _fill(place: Any, cell: Cell, first: int) -> None:
    """The value with its link and its sentence; values that contradict are side by side, marked."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink

    values = cell.values
    if cell.conflict:
        place.value = " | ".join(f"{value:.12g}" for value in values)
        place.fill = PatternFill("solid", start_color=_CONFLICT)
    else:
        place.value = values[0]
        place.number_format = amount_format(values[0]) or "General"
    place.hyperlink = Hyperlink(ref=place.coordinate, location=f"'facts'!A{first}")
    place.font = Font(color="1C5FD4")
    lines = [
        cell_text(f"{statement.sentence}\n— {statement.article} {statement.published}".strip())
        for statement in cell.stated
    ]
    place.comment = Comment("\n\n".join(lines)[:_COMMENT], "extractor", width=420, height=140)
