"""Limits of containers: a bomb costs its own file, the sources beside it are read, and this process does not grow."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from test_export_damaged import PAGE, xlsx

from extractor.errors import ExportError
from extractor.export import export
from extractor.export.apart import Apart, table_rows
from extractor.export.columns import Columns
from extractor.export.sources import Meter, SourceArticle, SourceFailure, read_sources
from extractor.export.task import ExportTask

pytestmark = pytest.mark.extended


def with_cells(path: Path, inside: str, count: int) -> None:
    """A workbook of 40 rows with so many elements more behind them."""
    xlsx(path, lambda text: text.replace("</sheetData>", inside * count + "</sheetData>"))


SLOW: dict[str, Callable[[Path], None]] = {
    "millions of empty rows": lambda path: with_cells(path, "<row/>", 4_000_000),
    "a row of millions of cells": lambda path: with_cells(path, f"<row>{'<c/>' * 4_000}</row>", 1_000),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOW)
def test_a_workbook_that_gives_no_row_within_the_limit_is_given_up_and_the_next_source_is_read(
    name: str, tmp_path: Path
) -> None:
    bad, good = tmp_path / "bad.xlsx", tmp_path / "good.txt"
    SLOW[name](bad)
    good.write_text(PAGE, encoding="utf-8")
    *_, failure, last = read_sources([str(bad), str(good)], Columns(), Meter(), None, 0.5)
    assert isinstance(failure, SourceFailure) and failure.source == str(bad)
    assert "gave no row for 0.5 s" in failure.failure.message
    assert isinstance(last, SourceArticle) and last.source == str(good)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is Linux's")
def test_a_workbook_that_needs_more_memory_than_the_limit_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with_cells(path, f"<row>{'<c/>' * 400_000}</row>", 1)
    rows = []
    with Apart(60, 30 << 20) as reader, pytest.raises(ExportError, match=r"30 MB of memory|MemoryError|died"):
        rows.extend(reader.rows(str(path), Columns()))
    assert len(rows) <= 40


def many_rows(path: Path) -> None:
    """An .xlsx or .parquet of more rows than travel at once, one of them (in Parquet) unreadable."""
    if path.suffix == ".xlsx":
        from openpyxl import Workbook

        book = Workbook()
        book.active.append(["id", "正文"])
        for number in range(600):
            book.active.append([number, PAGE])
        book.save(path)
        return
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    days = arrow.array([0] * 300 + [2_000_000_000] + [0] * 299, arrow.int32()).cast(arrow.date32())
    parquet.write_table(arrow.table({"正文": [PAGE] * 600, "日期": days}), path)


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet"])
def test_a_file_read_apart_gives_the_rows_it_gives_here(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"rows{suffix}"
    many_rows(path)
    here = list(table_rows(str(path), Columns()))
    with Apart(60) as reader:
        assert list(reader.rows(str(path), Columns())) == here
        assert list(reader.rows(str(path), Columns())) == here
    assert len(here) == 600


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_reader_that_dies_costs_the_rest_of_its_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    many_rows(path)
    with Apart(60) as reader:
        rows = reader.rows(str(path), Columns())
        next(rows)
        assert reader._pool is not None
        os.kill(reader._pool._workers[0].pid, signal.SIGKILL)
        with pytest.raises(ExportError, match="died"):
            list(rows)
        assert len(list(reader.rows(str(path), Columns()))) == 600


def test_a_workbook_that_is_none_is_named_by_an_export_as_before(tmp_path: Path) -> None:
    bad, good, out = tmp_path / "bad.xlsx", tmp_path / "good.xlsx", tmp_path / "out.csv"
    bad.write_bytes(b"PK\x05\x06")
    xlsx(good, str)
    summary = export([bad, good], out, ExportTask(model=None), processes=1)
    assert (summary.failed, summary.articles) == (1, 40)
    assert "not readable as Excel" in (tmp_path / "out.csv.errors.jsonl").read_text(encoding="utf-8")
