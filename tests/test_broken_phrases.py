"""Phrases that come to nothing, and numerals that run into their unit: extraction goes on, and the value is right."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

import pytest

from extractor import Extractor
from extractor.document import Document
from extractor.recognizers.figures import recognizer
from extractor.rulebook import load_rulebook
from tests.extractors import shared_extractor


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    return shared_extractor(model=None)


def amounts(text: str) -> list[tuple[str, str]]:
    return [(record.text, record.norm) for record in extractor().extract({"text": text}).figures]


UNIT_STARTS = {
    "航程两三百千米。": [("两三百千米", "200-300 千米")],
    "行李重七八十千克。": [("七八十千克", "70-80 千克")],
    "相距三百千米。": [("三百千米", "300 千米")],
    "货物五十千克。": [("五十千克", "50 千克")],
    "每次重一百五十千克。": [("一百五十千克", "150 千克")],
    "气压二三百百帕。": [("二三百百帕", "200-300 百帕")],
    "装机三五百兆瓦。": [("三五百兆瓦", "300-500 兆瓦")],
    "海岸线两千千米。": [("两千千米", "2000 千米")],
    # look-alikes: the magnitude is the number's own
    "装机两千千瓦。": [("两千千瓦", "2000 千瓦")],
    "投入二三百万元。": [("二三百万元", "2000000-3000000 CNY")],
    "投入两三千亿元。": [("两三千亿元", "200000000000-300000000000 CNY")],
    # no numeral at all
    "二三十百元": [],
    "五百三千人": [],
}


@pytest.mark.parametrize("text", UNIT_STARTS)
def test_a_numeral_that_runs_into_its_unit_keeps_the_right_value(text: str) -> None:
    assert amounts(text) == UNIT_STARTS[text]


def test_every_row_of_three_chinese_numerals_before_a_unit_is_read_or_left() -> None:
    find = recognizer(load_rulebook())
    for row in product("一两三十百千万几多", repeat=3):
        for unit in ("千米", "百帕", "元"):
            for figure in find(Document(f"约{''.join(row)}{unit}。"), ()):
                assert figure.value >= 0


EMPTY_PHRASES = [
    "和营业收入：5亿元", "及利润：3亿元，增长5%", "与增速（5%）", "和的营业收入：5%", "等5亿元", "等为5亿元",
    "等增长5%", "、和增加值增长5%", "1、和：增长5%", "一、和：\n增长5%", "以及、和：5%", "的的的增长5%", "和和增速：5%",
]  # fmt: skip


@pytest.mark.parametrize("text", EMPTY_PHRASES)
def test_a_phrase_of_connectives_alone_names_nothing(text: str) -> None:
    figures = extractor().extract({"text": text}).figures
    assert figures
    for record in figures:
        assert record.subject != "" and record.indicator != "", record
        assert record.subject is None or record.subject.strip("和与及、等的"), record


CONNECTIVES = ["", "和", "及", "等", "的", "其", "1、", "占", "“"]
CLOSERS = ["：5%", "（5%）", "5亿元", "增长5%", "为5%", "分别为5%和6%"]


def test_connectives_in_any_row_before_a_figure_end_well() -> None:
    for first, second, head in product(CONNECTIVES, CONNECTIVES, ["", "产值"]):
        extractor().extract({"text": "。".join(f"{first}{second}{head}{closer}" for closer in CLOSERS)})
