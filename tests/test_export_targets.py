"""Targets: what each kind of file holds, that none is ever seen half written, and that no cell is run as a formula."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import ExportError, ExportStopped
from extractor.export.targets import check_target, write_target

HEADER = ("article_id", "label", "text", "value", "start")
ROWS: list[list[Any]] = [
    ["a1", "MONEY", "9885.8亿元", 988580000000, 8],
    ["a1", "PERCENT", "27.4%", 27.4, 26],
    ["a2", "PERSON", "李涛", None, 0],
    ["a2", "ORG", '=HYPERLINK("http://x")', None, 3],
    ["a2", "ORG", '多行\n文字, 与“引号”"', None, 9],
]
SUFFIXES = (".csv", ".jsonl", ".parquet", ".xlsx", ".sqlite")


def read_back(path: Path) -> list[list[Any]]:
    """The rows of an output file, as a user's tools read them."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows: list[list[Any]] = list(csv.reader(file))
        return rows[1:]
    if path.suffix == ".jsonl":
        return [list(json.loads(line).values()) for line in path.read_text(encoding="utf-8").splitlines()]
    if path.suffix == ".parquet":
        import pyarrow.parquet as parquet

        return [list(row.values()) for row in parquet.read_table(path).to_pylist()]
    if path.suffix == ".xlsx":
        from openpyxl import load_workbook

        return [list(row) for row in load_workbook(path).active.iter_rows(min_row=2, values_only=True)]
    with sqlite3.connect(path) as database:
        return [list(row) for row in database.execute("SELECT * FROM records")]


def needs(suffix: str) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow")
    if suffix == ".xlsx":
        pytest.importorskip("openpyxl")


@pytest.mark.parametrize("suffix", [s for s in SUFFIXES if s != ".csv"])
def test_typed_files_give_back_what_was_written(tmp_path: Path, suffix: str) -> None:
    needs(suffix)
    path = tmp_path / f"facts{suffix}"
    write_target(path, HEADER, iter([ROWS[:2], [], ROWS[2:]]))
    assert read_back(path) == ROWS
    assert list(tmp_path.iterdir()) == [path]


def test_csv_is_for_spreadsheets(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    write_target(path, HEADER, iter([ROWS]))
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfarticle_id,label,text,value,start\r\n")
    assert read_back(path) == [
        ["a1", "MONEY", "9885.8亿元", "988580000000", "8"],
        ["a1", "PERCENT", "27.4%", "27.4", "26"],
        ["a2", "PERSON", "李涛", "", "0"],
        ["a2", "ORG", '\'=HYPERLINK("http://x")', "", "3"],
        ["a2", "ORG", '多行\n文字, 与“引号”"', "", "9"],
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(tmp_path: Path, cell: str) -> None:
    pytest.importorskip("openpyxl")
    from openpyxl import load_workbook

    write_target(tmp_path / "f.csv", HEADER, iter([[[cell, "ORG", cell, None, 0]]]))
    (row,) = read_back(tmp_path / "f.csv")
    assert row[0] == row[2] == "'" + cell
    write_target(tmp_path / "f.xlsx", HEADER, iter([[[cell, "ORG", cell, None, 0]]]))
    row = next(load_workbook(tmp_path / "f.xlsx").active.iter_rows(min_row=2))
    assert row[0].data_type in ("s", "inlineStr")


def test_an_excel_sheet_that_is_full_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("openpyxl")
    from openpyxl import load_workbook

    monkeypatch.setattr("extractor.export.targets._XLSX_ROWS", 2)
    write_target(tmp_path / "f.xlsx", HEADER, iter([ROWS]))
    book = load_workbook(tmp_path / "f.xlsx")
    assert [sheet.max_row for sheet in book] == [3, 3, 2]


def test_excel_takes_control_characters_and_long_cells(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    write_target(tmp_path / "f.xlsx", HEADER, iter([[["a\x00\x0b", "ORG", "长" * 40_000, None, 0]]]))
    ((name, _, text, *_),) = read_back(tmp_path / "f.xlsx")
    assert (name, len(text)) == ("a", 32_767)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_rows_give_a_file_with_a_header(tmp_path: Path, suffix: str) -> None:
    needs(suffix)
    write_target(tmp_path / f"facts{suffix}", HEADER, iter([]))
    assert read_back(tmp_path / f"facts{suffix}") == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_is_seen_whole_or_not_at_all(tmp_path: Path, suffix: str) -> None:
    needs(suffix)
    path = tmp_path / f"facts{suffix}"
    write_target(path, HEADER, iter([ROWS[:1]]))
    before = path.read_bytes()

    def breaking() -> Iterator[list[list[Any]]]:
        yield ROWS
        assert path.read_bytes() == before
        raise OSError(28, "No space left on device")

    with pytest.raises(ExportStopped, match="No space left on device"):
        write_target(path, HEADER, breaking())
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "facts.txt",
            "cannot tell from 'facts.txt' what to write: let it end in .csv, .jsonl, .parquet, .xlsx, .sqlite",
        ),
        ("facts", "cannot tell"),
        ("folder.csv", "is a folder: name a file"),
        ("nowhere/facts.csv", "no such folder: "),
        ("file.md/facts.csv", "no such folder: "),
    ],
)
def test_an_output_that_cannot_be_is_refused_before_the_work(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file.md").touch()
    with pytest.raises(ExportError) as error:
        check_target(tmp_path / name)
    assert message in str(error.value)
