"""The pivot: what is in one row and column, what is shown of contradictions, and the files."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from extractor.cli import run
from extractor.export.pivot_sheet import write_pivot
from extractor.pivot import Span, pivot, read_facts

COLUMNS = (
    "article_id", "title", "published", "label", "text", "value", "unit", "subject", "indicator", "kind", "direction",
    "basis", "period_start", "period_end", "modality", "sentence", "indicator_norm", "subject_norm", "signed_value",
)  # fmt: skip


def fact(**fields: Any) -> dict[str, Any]:
    row = dict.fromkeys(COLUMNS) | {
        "article_id": "a1", "label": "MONEY", "text": "3亿元", "value": 300000000, "unit": "CNY", "subject": "云岭省",
        "indicator": "营收", "indicator_norm": "营业收入", "kind": "level", "modality": "actual",
        "period_start": "2024-01-01", "period_end": "2024-12-31", "sentence": "云岭省营收3亿元。",
    }  # fmt: skip
    return row | fields


@pytest.mark.parametrize(
    ("start", "end", "grain", "name"),
    [
        ("2024-01-01", "2024-12-31", "year", "2024"),
        ("2024-07-01", "2024-12-31", "half", "2024H2"),
        ("2024-04-01", "2024-06-30", "quarter", "2024Q2"),
        ("2024-01-01", "2024-09-30", "cumulative", "2024-01–09"),
        ("2024-02-01", "2024-02-29", "month", "2024-02"),
        ("2024-02-29", "2024-02-29", "day", "2024-02-29"),
        ("2016-01-01", "2020-12-31", "span", "2016–2020"),
        ("2024-02-10", "2024-02-17", "span", "2024-02-10 – 2024-02-17"),
        ("2024-05-01", "2024-05-31", "month", "2024-05"),
        ("9999-01-01", "9999-12-31", "span", "9999-01-01 – 9999-12-31"),
    ],
)
def test_periods_have_a_kind_and_a_name(start: str, end: str, grain: str, name: str) -> None:
    assert (Span(start, end).grain, Span(start, end).name) == (grain, name)


def test_the_same_of_several_articles_is_one_cell() -> None:
    sheet = pivot([fact(), fact(article_id="a2", indicator="营业总收入"), fact(subject="滨江省", value=1)])
    assert [(row.indicator, row.subject) for row in sheet.rows] == [("营业收入", "云岭省"), ("营业收入", "滨江省")]
    assert [len(cell.stated) for cell in sheet.cells.values()] == [2, 1]
    assert sheet.conflicts() == []


def test_values_that_contradict_are_all_shown_and_never_averaged() -> None:
    sheet = pivot([fact(), fact(article_id="a2", value=400000000), fact(article_id="a3", value=400000000)])
    ((_, _, cell),) = sheet.conflicts()
    assert cell.values == [400000000, 300000000]
    assert sheet.to_frame()["2024"].tolist() == [400000000]


@pytest.mark.parametrize(
    "other",
    [{"unit": "USD"}, {"kind": "share"}, {"kind": "change", "basis": "yoy"}, {"modality": "target"},
     {"indicator_norm": "净利润"}, {"subject_norm": "中国"}],
)  # fmt: skip
def test_what_is_not_the_same_stands_in_another_row(other: dict[str, Any]) -> None:
    assert len(pivot([fact(), fact(**other)]).rows) == 2


def test_units_of_a_measure_are_reckoned_into_one() -> None:
    rows = [fact(unit="吨", value=5), fact(unit="公斤", value=5000), fact(unit="斤", value=10000)]
    sheet = pivot(rows)
    assert [(row.unit, len(sheet.cells)) for row in sheet.rows] == [("吨", 1)]
    assert sheet.conflicts() == []


def test_a_fall_is_negative() -> None:
    sheet = pivot([fact(kind="change", direction="down", value=2.4, unit="%")])
    assert [cell.values for cell in sheet.cells.values()] == [[-2.4]]


def test_what_has_no_place_is_left_out() -> None:
    rows = [fact(period_start=None), fact(value=None), fact(indicator_norm=None), fact()]
    assert len(pivot(rows).cells) == 1
    assert {row.indicator for row in pivot(rows, all_names=True).rows} == {"营业收入", "营收"}
    assert pivot([fact()], grains=["month"]).rows == []
    assert pivot([fact()], least=2).rows == []
    with pytest.raises(ValueError, match="no grain week; there are year"):
        pivot([], grains=["week"])


def export(path: Path) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerow(fact(published="2025-01-31"))
        writer.writerow(fact(article_id="a2", value=400000000, sentence="=1+1"))
        writer.writerow(fact(subject="=cmd", value=7))
    return path


def test_the_workbook_links_each_cell_to_its_sentences(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    out = tmp_path / "sheet.xlsx"
    assert run(["pivot", str(export(tmp_path / "facts.csv")), "-o", str(out)]) == 0
    book = openpyxl.load_workbook(out)
    sheet, facts = book["pivot"], book["facts"]
    cells = {row[1].value: row[6] for row in sheet.iter_rows(min_row=2)}
    assert cells["云岭省"].value == "300000000 | 400000000"
    assert "云岭省营收3亿元。" in cells["云岭省"].comment.text
    link = cells["云岭省"].hyperlink.location
    assert facts[link.partition("!")[2]].offset(0, 9).value == "云岭省营收3亿元。"
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert datetime(2025, 1, 31) in {row[-1].value for row in facts.iter_rows(min_row=2)}
    assert all(cell.data_type != "f" for page in book for row in page.iter_rows() for cell in row)


def test_a_csv_holds_the_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sheet.csv"
    assert run(["pivot", str(export(tmp_path / "facts.csv")), "-o", str(out)]) == 0
    rows = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][-1] == "2024"
    assert ["营业收入", "云岭省", "level", "", "actual", "CNY", "300000000 | 400000000"] in rows
    assert "2 rows, 1 periods, 2 facts, 1 with values that contradict" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["no.csv", "-o", "x.xlsx"], "no such file: no.csv"),
        (["facts.csv", "-o", "x.doc"], "let it end in .xlsx or .csv"),
        (["facts.csv", "-o", "nowhere/x.csv"], "no such folder: nowhere"),
        (["facts.csv", "-o", "x.csv", "--grain", "week"], "no grain week"),
        (["facts.doc", "-o", "x.csv"], "a pivot is made from .csv, .jsonl"),
    ],
)
def test_wrong_usage_is_reported(
    arguments: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    export(tmp_path / "facts.csv")
    assert run(["pivot", *arguments]) == 2
    assert says in capsys.readouterr().err


def test_facts_of_every_export_can_be_read(tmp_path: Path) -> None:
    assert len(pivot(read_facts(export(tmp_path / "facts.csv"))).cells) == 2
    write_pivot(tmp_path / "again.csv", pivot([]))
    assert (tmp_path / "again.csv").read_text(encoding="utf-8-sig").startswith("indicator,subject")


@pytest.mark.parametrize(
    ("subject", "indicator", "name", "kept"),
    [
        ("规上", "工业增加值", "规模以上工业增加值", ""),
        ("规模以上", "工业增加值", "规模以上工业增加值", ""),
        ("云岭省规上", "工业增加值", "规模以上工业增加值", "云岭省规上"),
        ("云岭省", "营收", "营业收入", "云岭省"),
        ("", "营收", "营业收入", ""),
    ],
)
def test_a_subject_that_is_part_of_the_indicators_name_is_none(
    subject: str, indicator: str, name: str, kept: str
) -> None:
    sheet = pivot([fact(subject=subject or None, indicator=indicator, indicator_norm=name)])
    assert [row.subject for row in sheet.rows] == [kept]


def test_facts_without_a_subject_do_not_contradict_each_other() -> None:
    sheet = pivot([fact(subject=None), fact(subject=None, article_id="a2", value=7)])
    assert [cell.values for cell in sheet.cells.values()] == [[300000000.0, 7.0]]
    assert sheet.conflicts() == []
