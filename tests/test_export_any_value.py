"""Whatever a record holds, every target writes it; the same export gives the same bytes."""

from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor.display.displacy import displacy_spans
from extractor.export import export
from extractor.export.excel import cell_number, cell_text
from extractor.export.targets import write_target
from extractor.export.task import ExportTask
from extractor.records import CSV_COLUMNS
from tests.extractors import shared_extractor

TARGETS = [".csv", ".jsonl", ".xlsx", ".parquet", ".sqlite"]
HARD = {
    "a value beyond floating point": {"text": f"投资1{'亿' * 50}元。"},
    "a range beyond it": {"text": f"投资1{'亿' * 50}元至2{'亿' * 50}元，下降9{'亿' * 45}元。"},
    "codes that stand for no character": {"text": "投资\ufffe5亿元\uffff。", "title": "标题\uffff\ufffe"},
    "control characters": {"text": "投资\x1b[31m5亿元\x85\x00。", "title": "\x07题"},
    "half a surrogate pair": {"text": "投资5亿元\ud800。", "id": "a\udcff"},
    "a formula": {"text": "=1+1，投资5亿元。", "title": "\n=1+1", "id": "＝1"},
    "a very long sentence": {"text": "很" * 60_000 + "投资5亿元。"},
    "the ends of the calendar": {"text": "9999年投资5亿元，同比增长3%。1年。", "published": "9999-12-31"},
}


@pytest.mark.parametrize("suffix", TARGETS)
@pytest.mark.parametrize("name", HARD)
def test_every_target_writes_every_record(name: str, suffix: str, tmp_path: Path) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow")
    rows = shared_extractor(model=None).extract(HARD[name]).cells()
    assert rows
    out = tmp_path / f"out{suffix}"
    stored = json.loads(json.dumps(rows, ensure_ascii=False).encode("utf-8", "replace"))  # as the store keeps them
    write_target(out, CSV_COLUMNS, iter([stored]))
    assert _rows_of(out) == len(rows)


def _rows_of(path: Path) -> int:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return len(list(csv.reader(file))) - 1
    if path.suffix == ".jsonl":
        return path.read_bytes().count(b"\n")
    if path.suffix == ".xlsx":
        from openpyxl import load_workbook

        return sum(sheet.max_row - 1 for sheet in load_workbook(path).worksheets)
    if path.suffix == ".parquet":
        from pyarrow import parquet

        return int(parquet.read_metadata(path).num_rows)
    with sqlite3.connect(path) as database:
        return int(database.execute("SELECT count(*) FROM records").fetchone()[0])


@pytest.mark.extended
@pytest.mark.parametrize("suffix", TARGETS)
def test_the_same_export_gives_the_same_bytes_at_another_time(suffix: str, tmp_path: Path) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow")
    source = tmp_path / "in.txt"
    source.write_text("2023年，云岭省增加值1280.5亿元，增长5.6%。")
    outs = [tmp_path / f"{number}{suffix}" for number in range(2)]
    for out in outs:
        export([source], out, ExportTask(model=None), processes=1)
        time.sleep(2.1)  # a ZIP file's times are even seconds
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_cells_of_excel_hold_what_xml_and_floating_point_hold() -> None:
    assert cell_text("a\x00\x1b\ud800\ufffe\uffff增\t\n") == "a增\t\n"
    assert [cell_number(value) for value in (10**400, -(10**400), float("inf"), 5, 0.5)] == [None, None, None, 5, 0.5]


def test_a_title_reaches_displacy_as_text() -> None:
    found = shared_extractor(model=None).extract({"text": "增长5%。", "title": "<img src=x onerror=alert(1)>"})
    assert displacy_spans(found)["title"] == "&lt;img src=x onerror=alert(1)&gt;"


FULL_DISK = """
import gc, os, resource, signal, sys
from pathlib import Path
from extractor.errors import ExportStopped
from extractor.export.targets import write_target
from extractor.records import CSV_COLUMNS
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
blank = [None] * (len(CSV_COLUMNS) - 1)
for suffix in sys.argv[2:]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, resource.RLIM_INFINITY))
    try:
        rows = ([[os.urandom(200).hex(), *blank]] for _ in range(2_000))
        write_target(Path(sys.argv[1]) / f"out{suffix}", CSV_COLUMNS, rows)
    except ExportStopped as error:
        assert "make room and give the same command again" in str(error)
    else:
        raise AssertionError(f"{suffix} was written")
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    gc.collect()
"""


@pytest.mark.extended
@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files")
def test_a_write_that_fails_is_one_clear_error_and_prints_nothing_else(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path), *TARGETS],
        cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert not list(tmp_path.iterdir())
