"""No cell becomes a formula in a spreadsheet: which cells are marked, and what LibreOffice Calc makes of a file."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest

from extractor.export.csv_text import CsvWriter, safe_cell

# What LibreOffice and Excel take for formulas on import, or may after taking off what is before.
FORMULAS = [
    "=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1+1", "\n\n=1", "＝1+1", "＋1", "－1+1", "＠SUM(1)",
    "\ufeff=1", " =1+1", "\u3000＝1", "\xa0=1", "\u200b=1", "\x00=1", "\x1b=1", "\u2028=1", "\u202e=1", " \ufeff ＝1",
]  # fmt: skip
PLAIN = ["增长5%", "5=1+4", "", " 增长", "\ufeff增长", "“=1”", "《=》", "A-1", 5, -5, None, 3.5]
# Formulas behind what an import may split a cell at.
BEHIND = ["1;=1+1", "增长\t=1+1", "1|@SUM(1)", "1; \u3000＝1", "a;\n=1+1", "a\t\t-1+1", "产值;+1", ";=1"]
UNSPLIT = ["1,=1+1", "增长；=1", "a;b", "5%\t6%", "a\n=1", "一|二", "; ;", "a;1=1"]
# LibreOffice's imports, by its own tokens: comma alone; tab, comma and semicolon.
IMPORTS = {"comma": "44,34,76,1,,0,false,true,false", "all separators": "9/44/59,34,76,1,,0,false,true,false"}


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_that_a_spreadsheet_could_run_is_text(text: str) -> None:
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("value", PLAIN)
def test_other_cells_stay_as_they_are(value: object) -> None:
    assert safe_cell(value) == value


def written(rows: list[list[object]]) -> str:
    out = io.StringIO(newline="")
    CsvWriter(out).write(rows)
    return out.getvalue()


@pytest.mark.parametrize("text", BEHIND)
def test_a_cell_that_an_import_could_split_before_a_formula_is_quoted(text: str) -> None:
    line = written([["a", text, 5]])
    assert line.startswith('"a","') and line.endswith('","5"\r\n')
    assert next(csv.reader(io.StringIO(line, newline=""))) == ["a", safe_cell(text), "5"]


@pytest.mark.parametrize("text", UNSPLIT)
def test_no_other_row_is_quoted(text: str) -> None:
    assert written([["a", text, 5]]).startswith("a,")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", IMPORTS)
def test_libreoffice_makes_no_formula_of_any_cell(name: str, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "cells.csv"
    cells = [*FORMULAS, *BEHIND, *UNSPLIT, '=HYPERLINK("http://a")', "=cmd|' /C calc'!A0", *map(str, PLAIN)]
    path.write_text(written([["number", "cell"], *([n, c] for n, c in enumerate(cells))]), encoding="utf-8-sig")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         f"--infilter=CSV:{IMPORTS[name]}", "--convert-to", "xlsx", "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True,
    )  # fmt: skip
    sheet = load_workbook(tmp_path / "cells.xlsx").active
    assert sheet.max_row == len(cells) + 1
    assert not [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
