"""Who obtains an amount, and whose price a rating names: each kind in several wordings, and look-alikes.

A row is a text, a figure in it, and what its fields must be; `None` says that the field is empty.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.facts.test_laws import check
from tests.facts.test_tenders_and_filings import of


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("一家机器人公司完成2亿元融资。", "2亿元", of("一家机器人公司", "融资")),
        ("初创企业获5000万元融资。", "5000万元", of("初创企业", "融资")),
        ("某科技公司获数亿元融资，由江州资本领投。", "数亿元", of("某科技公司", "融资")),
        ("江州华芯科技股份有限公司获得海川资本3亿元融资。", "3亿元", of("江州华芯科技股份有限公司", "融资")),
        ("云深科技宣布完成近5亿元C轮融资。", "5亿元", {"indicator": "C轮融资"}),
        ("该平台完成3000万元天使轮融资。", "3000万元", of("该平台", "天使轮融资")),
        ("公司获得银行2亿元授信。", "2亿元", of("公司", "授信")),
        # named before the amount, or another thing
        ("公司融资余额2亿元。", "2亿元", {"indicator": "融资余额"}),
        ("企业获得政府补贴3000万元。", "3000万元", of("企业", "政府补贴")),
        ("江州完成投资12亿元。", "12亿元", {"subject": "江州"}),
        ("公司完成营收3亿元，融资成本下降。", "3亿元", {"indicator": "营收"}),
    ],
)
def test_what_is_obtained_is_named_behind_the_amount(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "subject", "speaker"),
    [
        ("中金公司给予贵州茅台跑赢行业评级，目标价2000元。", "2000元", "贵州茅台", "中金公司"),
        ("华泰证券给予比亚迪增持评级，目标价320元。", "320元", "比亚迪", "华泰证券"),
        ("高盛维持宁德时代买入评级，目标价300元。", "300元", "宁德时代", "高盛"),
        ("海通证券首次给予紫金矿业买入评级，目标价12元。", "12元", "紫金矿业", "海通证券"),
    ],
)
def test_a_rating_names_whose_price_it_is(text: str, figure: str, subject: str, speaker: str) -> None:
    check(text, figure, {"subject": subject, "speaker": speaker, "indicator": "目标价"})
