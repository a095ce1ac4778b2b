"""Days at the ends of the calendar, periods in order, long limits, and a terminal that no article can steer."""

from __future__ import annotations

import json
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from extractor.cli import run
from extractor.parallel import Pool
from extractor.reading.decoding import decode
from extractor.reading.front_matter import split_front_matter
from extractor.reading.published import published_day, read_day
from extractor.workers import Work
from tests.extractors import shared_extractor

EAST, WEST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))


@pytest.mark.parametrize("zone", [EAST, WEST, timezone.utc])
@pytest.mark.parametrize("moment", [datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59), datetime(2024, 2, 29, 12)])
def test_a_moment_with_a_zone_has_a_day_at_the_ends_of_the_calendar_too(moment: datetime, zone: timezone) -> None:
    day = published_day(moment.replace(tzinfo=zone))
    assert day is not None and abs(day.toordinal() - moment.toordinal()) <= 1
    assert read_day(moment.replace(tzinfo=zone).isoformat()) is not None


PERIODS = [
    ("“十四五”以来，产值增长5%。", "2020-05-01"), ("“十五五”以来投资5亿元。", "2024-05-01"),
    ("2030年以来增长5%。", "2024-05-01"),
    ("明年以来，产值增长5%。", "2024-05-01"), ("12月以来，产值增长5%。", "2024-05-01"),
    ("2025年至2023年增长5%。", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published"), PERIODS)
def test_no_period_ends_before_it_begins(text: str, published: str | None) -> None:
    for record in shared_extractor(model=None).extract({"text": text, "published": published}).records:
        first, last = getattr(record, "period_start", None), getattr(record, "period_end", None)
        assert first is None or last is None or first <= last


@pytest.mark.parametrize(
    "title",
    ["《关于促进增长。的意见》", "《稳增长！若干措施？》", "《增长。5%。方案》", "《三年方案》", "《甲。乙。丙方案》"],
)
def test_the_sentence_of_a_record_holds_all_of_it(title: str) -> None:
    records = shared_extractor(model=None).extract({"text": f"前一句。会议印发{title}等文件。次日生效。"}).records
    assert any(record.label == "LAW" for record in records) or "。" in title or "！" in title
    for record in records:
        assert record.text in record.sentence


class _Nothing:
    def load(self) -> Work:
        return Work(lambda item: item)


@pytest.mark.extended
@pytest.mark.parametrize("limit", [9_999_999, 1e12])
def test_a_time_limit_of_months_is_a_limit(limit: float) -> None:
    with Pool(_Nothing(), 1, limit, start="spawn") as pool:
        assert [outcome.value for outcome in pool.run(["a", "b"])] == ["a", "b"]


@pytest.mark.parametrize("option", ["--json", "--csv", "--explain", None])
def test_what_is_shown_holds_no_control_characters(
    option: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "a.txt"
    page.write_text("投资\x1b[31m5亿元\x85\x9b31m，\x7f同比增长5%。\n", encoding="utf-8")
    assert run(["show", str(page), "--model", "none", *([option] if option else [])]) == 0
    shown = capsys.readouterr().out
    assert "5亿元" in shown
    assert not [char for char in shown if char not in "\n\r\t" and (char < " " or "\x7f" <= char <= "\x9f")]
    if option == "--json":
        assert "\x9b" in json.loads(shown)["article"]["text"]


NESTED = ["[" * 8_000, "{a: " * 3_000, "- " * 7_000, "? " * 7_000, "\n".join(" " * n + "a:" for n in range(170))]


@pytest.mark.parametrize("head", NESTED)
def test_a_head_nested_without_end_is_read_in_a_thread_of_a_small_stack(head: str) -> None:
    found: list[object] = []
    before = threading.stack_size(256 * 1024)
    try:
        text = f"---\ntitle: 降准\n{head}\n---\n正文"
        thread = threading.Thread(target=lambda: found.append(split_front_matter(text)))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert found


@pytest.mark.parametrize("name", ["punycode", "idna", "rot13", "unicode_escape", "utf-7", "zlib", "hex", "undefined"])
def test_a_page_is_not_read_by_what_is_no_encoding_of_pages(name: str) -> None:
    raw = f'<meta charset="{name}">'.encode() + "<p>增长5%。</p>".encode("gb18030") * 5_000
    assert "增长5%。" in decode(raw)
