"""The report on an export: what it counts, what it refuses, what it never runs."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from samples import article, sample
from test_display import Reader, hostile

from extractor.cli import run
from extractor.display.report import _opens, _ranked, dateline_pattern, render_report
from extractor.distinct import FACT_COLUMNS
from extractor.errors import ExportError
from extractor.export.csv_text import write_csv
from extractor.export.targets import write_target
from extractor.extraction import Extraction
from extractor.records import CSV_COLUMNS


def corpus(directory: Path, copies: int = 3, name: str = "facts.csv") -> Path:
    """An export of the sample article, once a month."""
    path = directory / name
    extractions = [
        Extraction(article(id=f"a{n}", published=article().published.replace(month=n + 1)), sample().records)
        for n in range(copies)
    ]
    write_csv(path, extractions)
    return path


def as_sqlite(csv_path: Path) -> Path:
    path = csv_path.with_suffix(".sqlite")
    with csv_path.open(encoding="utf-8-sig", newline="") as file:
        rows = [{name: cell or None for name, cell in row.items()} for row in csv.DictReader(file)]
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE TABLE records ({', '.join(rows[0])})")
        marks = ", ".join("?" * len(rows[0]))
        database.executemany(f"INSERT INTO records VALUES ({marks})", [list(row.values()) for row in rows])
    return path


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize("form", ["csv", "sqlite"])
def test_names_are_counted_by_month_with_the_way_back(form: str, tmp_path: Path) -> None:
    path = corpus(tmp_path)
    data = data_of(render_report(path if form == "csv" else as_sqlite(path)))
    assert data["totals"] == {"articles": 3, "records": 69, "first": "2024-01-18", "last": "2024-03-18"}
    assert data["months"] == ["2024-01", "2024-02", "2024-03"]
    bureau = data["top"]["ORG"][0]
    assert (bureau["name"], bureau["count"], bureau["months"]) == ("滨江市统计局", 6, [2, 2, 2])
    sentence, words = bureau["places"][0]
    assert words == "滨江市统计局" and data["sentences"][sentence][0].startswith("滨江市统计局3月18日发布")
    assert data["articles"][data["sentences"][sentence][1]][0] == "a0"


def test_figures_of_an_indicator_stand_on_one_axis_of_kind_and_unit(tmp_path: Path) -> None:
    data = data_of(render_report(corpus(tmp_path)))
    axes = {(i["name"], i["kind"], i["unit"]): i["points"] for i in data["indicators"]}
    assert [p["value"] for p in axes["产量", "change", "%"]] == [42.5, 18.6] * 3
    (point, *_) = axes["单位地区生产总值能耗", "change", "%"]
    assert (point["value"], point["modality"], point["end"]) == (-14, "target", "2025-12-31")  # a fall is negative
    assert point["name"] == "2025"  # a period is named as the pivot names it


def test_long_lists_of_sentences_are_cut_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.display.report.PLACES", 40)
    path = tmp_path / "many.csv"
    write_csv(path, [Extraction(article(id=str(n)), sample().records) for n in range(60)])
    bureau = data_of(render_report(path))["top"]["ORG"][0]
    assert len(bureau["places"]) == 40 < bureau["sentences"] == 120


def test_articles_without_a_day_make_a_report_without_months(tmp_path: Path) -> None:
    path = tmp_path / "undated.csv"
    write_csv(path, [Extraction(article(published=None), sample().records)])
    assert data_of(render_report(path))["months"] == []


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("facts.doc", "x", "a report is made from .csv, .jsonl, .parquet, .xlsx, .sqlite"),
        ("facts.xlsx", "x", "not readable as Excel"),
        ("facts.jsonl", "{torn", "not a line of JSON"),
        ("empty.csv", "label,norm\n", "holds no records"),
        ("other.csv", "a,b\n1,2\n", "no column indicator, period_end, sentence"),
        ("damaged.sqlite", "not a database at all", "cannot be read as SQLite"),
    ],
)
def test_files_that_are_no_export_are_refused(name: str, content: str, says: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ExportError, match=says):
        render_report(tmp_path / name)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ExportError, match=r"no such file: nowhere\.csv"):
        render_report("nowhere.csv")


def test_a_hostile_export_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "</title><script>alert(1)<.csv".replace("/", "")
    write_csv(path, [hostile()])
    html = render_report(path, title="</title><script>alert(8)</script>")
    seen = Reader(html)
    assert sum(tag == "script" for tag, _ in seen.tags) == 2
    assert "alert(8)" not in "".join(re.findall(r"<script>.*?</script>", html, re.S))
    assert not [name for _, attributes in seen.tags for name in attributes if name.startswith("on")]
    # the apostrophe that kept the spreadsheet from running the cell is no part of the name
    assert data_of(html)["top"]["ORG"][0]["name"] == "=1+1</script><script>alert(5)"


def test_the_command_writes_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "report.html"
    assert run(["report", str(corpus(tmp_path)), "-o", str(out), "--language", "en"]) == 0
    assert '<html lang="en">' in out.read_text(encoding="utf-8")
    assert run(["report", str(tmp_path / "no.csv"), "-o", str(out)]) == 2
    assert run(["report", str(corpus(tmp_path)), "-o", str(out), "--language", "fr"]) == 2
    assert "'fr' is not one of zh, en" in capsys.readouterr().err


def export_rows(path: Path, kind: str) -> Path:
    extraction = sample()
    rows = extraction.cells() if kind == "records" else [list(row.values()) for row in extraction.fact_rows()]
    write_target(path, CSV_COLUMNS if kind == "records" else FACT_COLUMNS, iter([rows]), kind)
    return path


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet", ".xlsx", ".sqlite"])
@pytest.mark.parametrize("kind", ["records", "facts"])
def test_every_export_makes_the_same_report(kind: str, suffix: str, tmp_path: Path) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow")
    data = data_of(render_report(export_rows(tmp_path / f"facts{suffix}", kind)))
    axes = {(i["name"], i["kind"], i["unit"]): [p["value"] for p in i["points"]] for i in data["indicators"]}
    assert axes["产量", "change", "%"] == [42.5, 18.6]
    assert axes["单位地区生产总值能耗", "change", "%"] == [-14]


def test_economic_indicators_of_the_catalogue_come_first() -> None:
    seen = Counter({("死亡人数", "level", "人"): 90, ("某某之数", "level", "个"): 80, ("进口总值", "level", "CNY"): 2})
    assert [key[0] for key, _ in _ranked(seen)] == ["进口总值", "死亡人数", "某某之数"]


@pytest.mark.parametrize(
    ("sentence", "is_dateline"),
    [
        ("云岭社滨江3月1日电（记者 张三）全省增长3%。", True),
        ("云岭网消息：一季度增长3%。", True),
        ("云岭日报讯，一季度增长3%。", True),
        ("云岭日报社一季度营业收入增长3%。", False),
        ("全省电力消费增长3%，云岭集团表示。", False),
        ("云岭集团董事长张三告诉记者，产量增长3%。", False),
        ("云岭集团张三接受采访时对记者，也对员工致谢。", False),
    ],
)
def test_the_line_that_opens_a_report_shows_media(sentence: str, is_dateline: bool) -> None:
    assert bool(dateline_pattern().match(sentence)) is is_dateline


def test_only_the_name_that_opens_the_line_is_a_medium() -> None:
    text = "云岭日报讯（记者 张三）3月1日，云岭市政府举行发布会。云岭集团董事长李四告诉记者，产量增长3%。"
    names = [("云岭日报", 0), ("云岭市政府", 0), ("云岭集团", 1)]
    sentences = [sentence + "。" for sentence in text.split("。") if sentence]
    rows = [
        {"label": "ORG", "text": name, "norm": name, "sentence": sentences[index], "published": "2024-03-02"}
        for name, index in names
    ]
    dateline = dateline_pattern()
    assert [_opens(dateline, row) for row in rows] == [True, False, False]
