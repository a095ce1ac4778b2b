"""Amounts by which something changes, levels that must be kept, and when they hold.

A row is a text, a figure in it, and what its fields must be; `None` says that the field is empty.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.facts.test_laws import check

UP, DOWN = {"kind": "change", "direction": "up"}, {"kind": "change", "direction": "down"}
LEVEL = {"kind": "level", "direction": None}


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("建成后年吞吐能力提升2000万吨。", "2000万吨", {**UP, "indicator": "年吞吐能力", "subject": None}),
        ("项目投产后年产能增加50万吨。", "50万吨", {**UP, "subject": "项目", "indicator": "年产能"}),
        ("改造后，日处理能力提高3万吨。", "3万吨", {**UP, "indicator": "日处理能力"}),
        ("全市粮食产量提高12万吨。", "12万吨", {**UP, "indicator": "粮食产量"}),
        ("江州科技改造后能耗下降12%。", "12%", {**DOWN, "subject": "江州科技", "indicator": "能耗"}),
        ("该线路通行能力提升30%。", "30%", {**UP, "subject": "该线路", "indicator": "通行能力"}),
        ("公司营业收入减少3000万元。", "3000万元", {**DOWN, "indicator": "营业收入"}),
        # levels
        ("投产后年产值5亿元。", "5亿元", {**LEVEL, "subject": None, "indicator": "年产值"}),
        ("年吞吐能力提升至2000万吨。", "2000万吨", {**LEVEL, "indicator": "年吞吐能力"}),
        ("全市年供水能力达2000万吨。", "2000万吨", {**LEVEL, "subject": "全市", "indicator": "年供水能力"}),
        ("全市新增就业1.2万人。", "1.2万人", {**LEVEL, "indicator": "新增就业"}),
    ],
)
def test_a_verb_of_change_before_an_amount(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("研发投入强度应至少达5%。", "5%", {"indicator": "研发投入强度", "modifier": "ge"}),
        ("企业资产负债率须不高于70%。", "70%", {"indicator": "资产负债率", "modifier": "le"}),
        ("企业研发投入强度应不低于3%。", "3%", {"subject": "企业", "indicator": "研发投入强度", "modifier": "ge"}),
        ("绿地率应不低于35%。", "35%", {"indicator": "绿地率", "modifier": "ge"}),
    ],
)
def test_a_word_of_duty_is_no_indicator(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("到2030年，新能源汽车保有量将达到3000万辆。", "3000万辆", {"subject": "新能源汽车", "indicator": "保有量"}),
        ("全市汽车保有量为300万辆。", "300万辆", {"indicator": "汽车保有量"}),
        ("上周螺纹钢表观需求268万吨。", "268万吨", {"subject": "螺纹钢", "indicator": "表观需求"}),
        ("全年派息率52%。", "52%", {"indicator": "派息率"}),
        ("月活用户数9月末达4.2亿。", "4.2亿", {"subject": None, "indicator": "月活用户数"}),
        ("优良天数比例88.2%，降水pH值5.9。", "88.2%", {"subject": None, "indicator": "优良天数比例"}),
        ("进口大豆、玉米到港量分别下降8.4%和12.7%。", "12.7%", {"subject": "玉米", "indicator": "到港量"}),
        # who has things
        ("辖区现有学校12所。", "12所", {"indicator": "学校"}),
    ],
)
def test_indicators_are_kept_whole(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("6月末，江州科技总资产比上年度末增长3.2%。", "since"),
        ("2024年6月30日公司总资产较上年度末增长3.2%。", "since"),
        ("3月末，该行贷款余额较上一年末增长3.2%。", "since"),
        ("6月末，公司负债总额较去年度末增长3.2%。", "since"),
        ("2023年末，公司总资产比上年度末增长3.2%。", "yoy"),
        ("上半年，公司营业收入比上年同期增长3.2%。", "yoy"),
    ],
)
def test_against_the_end_of_the_year_before(text: str, basis: str) -> None:
    check(text, "3.2%", {"kind": "change", "basis": basis})
