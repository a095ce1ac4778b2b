"""Folding: radicals, private symbols, broken lines and traditional characters are read; offsets stay the text's own."""

from __future__ import annotations

import pytest

from extractor.folding import folder_of, soft_breaks
from extractor.rulebook import load_rulebook
from tests.extractors import shared_extractor

FOLDER = folder_of(load_rulebook())
READER = shared_extractor(model=None)


def read(text: str) -> list[tuple[str, object, str | None, str | None]]:
    found = READER.extract({"text": text, "published": "2024-07-20"})
    for record in found.records:
        assert text[record.start : record.end] == record.text
        assert record.text in record.sentence or "\n" in record.text
        assert record.sentence in text
    return [(f.text, f.value, f.indicator, f.direction) for f in found.figures]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("⽔电⽤量⼈均⾦额", "水电用量人均金额"),
        ("同⽐增⻓，⻄安⻓安⻋⻔⻚⻛", "同比增长，西安长安车门页风"),
        ("\uf905串\ufa0b", "串串廓"),
        ("营收\ue0013亿元", "营收 3亿元"),
        ("营\u200b收\ufeff3亿\u00ad元", "营收3亿元"),
        ("資產總額增長，億萬點兩個", "资产总额增长，亿万点两个"),
        ("後於營收裏綫滙啟衞臺", "后于营收里线汇启卫台"),
    ],
)
def test_how_characters_are_read(written: str, read: str) -> None:
    folded = FOLDER.fold(written)
    assert folded is not None and folded.text == read


@pytest.mark.parametrize(
    "text",
    [
        "产值3亿元，同比增长5%。",
        "乾隆年间，出口著称于世，后人多有记述，今天的企业有三十五家，分布在东部沿海的各个省份。",
        "标题一行\n第二行没有标点\n正文：产值3亿元，同比增长5%。",
        "第一段写在这里，已经很长了。\n第二段，也写在这里，同样很长。\n第三段。",
        "项目一，投资3亿元，建设周期3年\n项目二：投资5亿元，建设周期2年\n项目三：投资8亿元",
        "🎉增长5%，①营收Ａ股１２％",
    ],
)
def test_what_is_read_as_it_is(text: str) -> None:
    assert FOLDER.fold(text) is None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("2023年上半年，全市规模以上工业增加值增\n长5.2%，比一季度加快0.3个百分点，其中制造\n业增长6%。", [21, 46]),
        ("营收增长12.\n40%，净利增长3%。", [7]),
        ("营业总收入48.2亿\n元，增长3%。", [10]),
        ("负债合计1,203,\n567.89万元。", [10]),
        ("利率下调25\n个基点，上升3\n个百分点。", [14]),
        ("应收账款8,9\n00万元。", [7]),
        ("存货1,2\n34.5万元。", [5]),
        ("职工8,90\n0人。", [6]),
        ("收入为3\n.5亿元。", [4]),
        ("收入12,345\n,678.90元。", [8]),
        ("共3\n45家企业。", []),
        ("人数3,1\n5家。", []),
        ("1.\n2023年营收3亿元。", []),
        ("图为车间，工人作业\n今年一季度，产值3亿元。", []),
    ],
)
def test_breaks_inside_sentences(text: str, places: list[int]) -> None:
    assert sorted(soft_breaks(text)) == places


def test_radicals_are_read_and_offsets_stay() -> None:
    text = "江州⽔务2023年⽤电量3.2亿千⽡时，⼆季度⽤电量同⽐增⻓5%。"
    assert read(text) == [("3.2亿千⽡时", 320000000, "用电量", None), ("5%", 5, "用电量", "up")]


def test_lines_broken_by_their_length_are_read_on() -> None:
    text = "2023年上半年，甲公司营业总收入48.2亿\n元，同比下降3.1%；甲公司上半年扣非净利\n润1.64亿元，同比增长56.2%。"
    assert read(text) == [
        ("48.2亿\n元", 4820000000, "营业总收入", None),
        ("3.1%", 3.1, "营业总收入", "down"),
        ("1.64亿元", 164000000, "扣非净利润", None),
        ("56.2%", 56.2, "扣非净利润", "up"),
    ]


# fmt: off
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲公司第二季營收6,735億元，年增40.1%。", [
            ("6,735億元", 673500000000, "營收", None), ("40.1%", 40.1, "營收", "up")]),
        ("全年出口總額3,200億元，按年下跌2.5%。", [
            ("3,200億元", 320000000000, "出口總額", None), ("2.5%", 2.5, "出口總額", "down")]),
        ("員工三千五百人，資本額一百六十八萬元。", [
            ("三千五百人", 3500, "員工", None), ("一百六十八萬元", 1680000, "資本額", None)]),
        ("外匯儲備增至3.2兆美元。", [
            ("3.2兆美元", 3200000000000, "外匯儲備", None)]),
        ("失業率為3.0%，較上季上升0.1個百分點。", [
            ("3.0%", 3, "失業率", None), ("0.1個百分點", 0.1, "失業率", "up")]),
    ],
)  # fmt: skip
def test_traditional_texts_are_read_in_their_own_words(text: str, expected: list[tuple[str, object, str, str]]) -> None:
    assert read(text) == expected


def test_periods_of_traditional_texts() -> None:
    text = "截至二零二四年六月三十日止六個月，本集團收入按年增加12.3%至8.2億港元。"
    figures = READER.extract({"text": text, "published": "2024-08-28"}).figures
    assert [(f.value, f.unit, f.period_start, f.period_end) for f in figures] == [
        (12.3, "%", "2024-01-01", "2024-06-30"),
        (820000000, "HKD", "2024-01-01", "2024-06-30"),
    ]
    assert figures[0].basis == "yoy"
    assert figures[0].period_text == "二零二四年六月三十日止六個月"


def test_private_symbols_are_no_dates() -> None:
    text = "\ue000\ue001产值\ue0003亿元，同比\ue002增长5%。"
    assert [(f.value, f.period_text) for f in READER.extract({"text": text}).figures] == [(300000000, None), (5, None)]
