"""extract_frame: a frame of articles in, a tidy frame of records out, keyed to its rows."""

from __future__ import annotations

from typing import Literal

import pandas as pd
import pytest

from extractor import Extractor, extract_frame
from extractor.errors import ArticleError
from extractor.records import CSV_COLUMNS
from tests.extractors import shared_extractor

EXTRACTOR = shared_extractor(model=None)
FRAME = pd.DataFrame(
    {
        "正文": ["围绕《工业法》和《节能法》。", None, "印发《绿色制造行动方案》。", float("nan"), "无"],
        "日期": pd.to_datetime(["2024-10-25", "2024-10-26", None, None, None]),
        "标题": ["双碳", "空", "方案", pd.NA, "无"],
    },
    index=["a", "b", "c", "d", "e"],
)


@pytest.mark.parametrize("processes", [1, pytest.param(2, marks=pytest.mark.extended)])
def test_records_carry_the_index_of_their_rows(processes: int) -> None:
    records = extract_frame(FRAME, "正文", "日期", "标题", processes=processes, extractor=EXTRACTOR)
    assert list(records.columns) == list(CSV_COLUMNS)
    assert list(zip(records.index, records["text"], strict=True)) == [
        ("a", "《工业法》"), ("a", "《节能法》"), ("c", "《绿色制造行动方案》"),
    ]  # fmt: skip
    assert list(records["published"].dropna()) == ["2024-10-25", "2024-10-25"]
    assert list(records["title"]) == ["双碳", "双碳", "方案"]
    assert len(FRAME.drop(columns="标题").join(records)) == 6


def test_any_index_is_kept() -> None:
    levels = pd.MultiIndex.from_tuples([("x", n) for n in range(5)], names=["paper", "number"])
    records = extract_frame(FRAME.set_index(levels), "正文", extractor=EXTRACTOR)
    assert list(records.index) == [("x", 0), ("x", 0), ("x", 2)]
    assert records.index.names == ["paper", "number"]


def test_no_rows_give_an_empty_frame_with_the_columns() -> None:
    records = extract_frame(FRAME.iloc[:0], "正文", extractor=EXTRACTOR)
    assert records.empty
    assert list(records.columns) == list(CSV_COLUMNS)


def test_columns_that_are_missing_are_named() -> None:
    with pytest.raises(ArticleError, match="no column 'body'; the columns are: 正文, 日期, 标题"):
        extract_frame(FRAME, "body", extractor=EXTRACTOR)


def test_failures_are_reported_with_their_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    extract_batch = Extractor.extract_batch

    def picky(self: Extractor, articles: list[dict[str, str]]) -> object:
        if any("绿色" in article["content"] for article in articles):
            raise ValueError("not this one")
        return extract_batch(self, articles)

    monkeypatch.setattr(Extractor, "extract_batch", picky)
    with pytest.raises(ArticleError, match="row 'c': ValueError: not this one"):
        extract_frame(FRAME, "正文", extractor=EXTRACTOR)
    failed: list[int] = []
    records = extract_frame(FRAME, "正文", on_error=lambda row, error: failed.append(row), extractor=EXTRACTOR)
    assert failed == [2]
    assert list(records.index) == ["a", "a"]
    assert len(extract_frame(FRAME, "正文", on_error="skip", extractor=EXTRACTOR)) == 2


DAYS = ["published", "period_start", "period_end", "base_start", "base_end"]


@pytest.mark.parametrize("kind", ["records", "facts"])
def test_days_are_texts_by_default_and_datetimes_on_request(kind: Literal["records", "facts"]) -> None:
    result = EXTRACTOR.extract({"text": "2023年，出口5亿元，同比增长3%；近年来进口2亿元。", "published": "2024-07-18"})
    texts, days = result.to_frame(kind), result.to_frame(kind, dates=True)
    assert [str(days[name].dtype) for name in DAYS] == ["datetime64[s]"] * 5
    assert list(days.columns) == list(texts.columns)
    for name in DAYS:
        assert [None if pd.isna(day) else day.date().isoformat() for day in days[name]] == [
            None if pd.isna(day) else day for day in texts[name]
        ]
    assert days["base_start"].notna().sum() == 1


def test_days_beyond_nanoseconds_are_kept() -> None:
    result = EXTRACTOR.extract({"text": "1600年，出口5亿元。", "published": "1601-03-01"})
    assert result.to_frame(dates=True)["period_end"].dt.year.dropna().unique().tolist() == [1600]


def test_frames_of_many_articles_have_datetimes_too() -> None:
    records = extract_frame(FRAME, "正文", "日期", dates=True, extractor=EXTRACTOR)
    assert records["published"].isna().tolist() == [False, False, True]
    assert extract_frame(FRAME.iloc[:0], "正文", dates=True, extractor=EXTRACTOR)["period_start"].dtype.kind == "M"
