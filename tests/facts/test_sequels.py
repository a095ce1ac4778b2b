"""Figures that follow another one, and words that a clause shares out: kinds with look-alikes that stay.

A row is a text, a figure in it, and what its fields must be; `None` says that the field is empty.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.facts.test_laws import check
from tests.facts.test_wordings import of


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("毛利率35.2%，净利率提升0.8个百分点至15.6%。", "15.6%", {"kind": "level", "indicator": "净利率"}),
        ("5年期以上LPR下调25个基点至3.95%。", "3.95%", {"kind": "level", "indicator": "5年期以上LPR"}),
        ("5年期以上LPR下调25个基点至3.95%。", "25个基点", {"kind": "change", "indicator": "5年期以上LPR"}),
        ("存款准备金率下调0.5个百分点至7.4%。", "7.4%", of(None, "存款准备金率")),
        ("铜期货跌120元报68500元。", "68500元", {"kind": "level"}),
        # an index has no indicator
        ("沪指涨30点至3200点。", "3200点", of("沪指", None)),
    ],
)
def test_the_level_that_a_change_leads_to_is_of_the_same(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("人民币对美元中间价报7.0890，调贬35个基点。", "35个基点", of(None, "人民币对美元中间价")),
        ("人民币对美元中间价报7.0890，调贬35个基点。", "35个基点", {"kind": "change", "direction": "down"}),
        ("离岸人民币兑美元报7.2512，下跌86个基点。", "86个基点", of("离岸人民币兑美元", None)),
        ("美元指数报104.25，涨0.3%。", "0.3%", of("美元指数", None)),
        # a figure has been stated
        ("公司营收报3.5亿元，增长8%。", "8%", {"indicator": "营收"}),
    ],
)
def test_a_rate_quoted_without_a_unit_is_what_changes(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "subject"),
    [
        ("日本呢？进口增长5.6%。", "5.6%", "日本"),
        ("日本呢？进口增长5.6%。越南怎么样？GDP增长6.8%。", "6.8%", "越南"),
        ("韩国情况如何？出口下降3.2%。", "3.2%", "韩国"),
        ("越南怎么样？泰国出口增长2.1%。", "2.1%", "泰国"),
    ],
)
def test_who_is_asked_about_is_the_subject_of_the_answer(text: str, figure: str, subject: str) -> None:
    check(text, figure, {"subject": subject})


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("新政让企业税负下降百分之八。", "百分之八", of("企业", "税负")),
        ("病历显示医疗费共计3.2万元，发票显示金额为3.15万元。", "3.15万元", of(None, "金额")),
        ("该厂产量相当于全行业的12%。", "12%", {"indicator": "产量"}),
        ("恒生指数4月30日收报17763点。", "17763点", of("恒生指数", None)),
        ("投资总额：欧元1,200万元；认缴出资：日元5亿元。", "5亿元", of(None, "认缴出资")),
        ("北向资金净买入：86.5亿元。", "86.5亿元", of("北向资金", "净买入")),
        ("法院判令海川物流公司返还定金20万元并支付利息1.5万元。", "1.5万元", of("海川物流公司", "利息")),
        ("财产净收入1025元，增长3.2%，转移净收入5860元。", "5860元", of(None, "转移净收入")),
        ("最低工资每月提高150元。", "150元", {"kind": "change", "indicator": "最低工资"}),
        ("最低工资每月提高150元，养老金人均每月增加80元。", "80元", {"kind": "change", "indicator": "养老金"}),
        ("对应PE为25/18/14倍，EPS为0.56/0.78/1.02元。", "1.02元", {"indicator": "EPS"}),
        # nothing to be cut
        ("新型显示面板产量达3.5亿片。", "3.5亿片", of("新型显示面板", "产量")),
        ("某国大使馆经费达3.5万美元。", "3.5万美元", {"indicator": "经费"}),
    ],
)
def test_words_of_one_clause_are_shared_out(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "modality"),
    [
        ("明年公司将投产新线，去年产量为35万吨。", "35万吨", "actual"),
        ("公司计划明年投产，2022年产能为8万吨。", "8万吨", "actual"),
        ("下周将有1700亿元到期，上周净回笼300亿元。", "300亿元", "actual"),
        # what is expected of a time that is over, but not yet reported
        ("公司预计，2024年上半年净利润3亿元。", "3亿元", "forecast"),
        ("明年将增产，预计产量达50万吨。", "50万吨", "forecast"),
    ],
)
def test_a_past_time_of_its_own_is_not_ahead(text: str, figure: str, modality: str) -> None:
    check(text, figure, {"modality": modality})


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        (
            "恒指收报16224点，跌161点或1%，成交1043亿元。",
            "1%",
            {**of("恒指", None), "kind": "change", "direction": "down"},
        ),
        ("道指跌120点或0.3%，标普500升15点或0.4%。", "0.3%", {**of("道指", None), "direction": "down"}),
        ("道指跌120点或0.3%，标普500升15点或0.4%。", "0.4%", {**of("标普500", None), "direction": "up"}),
        ("股价跌0.5元或2.1%。", "2.1%", {"indicator": "股价", "kind": "change", "direction": "down"}),
        # 或 between levels
        ("罚款5万元或10万元。", "10万元", {"kind": "level"}),
    ],
)
def test_the_same_change_in_another_unit(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "basis"),
    [
        ("收入由去年同期的535.5百万港元增加53.6%至822.3百万港元。", "53.6%", "yoy"),
        ("收入由上年同期的12亿元增长15%至13.8亿元。", "15%", "yoy"),
        ("毛利由去年的3亿元下降5%至2.85亿元。", "5%", "yoy"),
        ("销量由上月的3万辆增长10%至3.3万辆。", "10%", "mom"),
        ("利润由上季度的2亿元下降5%至1.9亿元。", "5%", "qoq"),
        # the end of a year is a time of its own
        ("6月末，存款由上年末的5亿元增加10%至5.5亿元。", "10%", "since"),
    ],
)
def test_the_time_of_the_first_amount_is_what_a_change_is_measured_against(text: str, figure: str, basis: str) -> None:
    check(text, figure, {"basis": basis})


@pytest.mark.parametrize(
    ("text", "figure", "indicator"),
    [
        ("空袭造成24人死亡、71人受伤，另有3人失踪。", "24人", "死亡"),
        ("空袭造成24人死亡、71人受伤，另有3人失踪。", "71人", "受伤"),
        ("空袭造成24人死亡、71人受伤，另有3人失踪。", "3人", "失踪"),
        ("事故已致5人遇难、20余人受伤。", "20余人", "受伤"),
        ("洪水造成至少12人死亡，8人失联。", "8人", "失联"),
        ("爆燃造成3死8伤。", "8", "伤"),
        ("事故造成4死12伤，直接经济损失250万元。", "12", "伤"),
        ("塌方致2死6伤，疏散群众90人。", "6", "伤"),
        # a word of its own, or none
        ("洪水造成12人死亡，救出受困群众300人。", "300人", "救出受困群众"),
        ("死亡人数为12人，其中女性3人。", "12人", "死亡人数"),
    ],
)
def test_each_number_has_what_befell_those_it_counts(text: str, figure: str, indicator: str) -> None:
    check(text, figure, {"indicator": indicator})


def test_a_number_of_casualties_is_no_subject() -> None:
    check("4死12伤，直接经济损失250万元。", "250万元", {"subject": None, "indicator": "直接经济损失"})


@pytest.mark.parametrize(
    ("text", "figure", "subject"),
    [
        ("江州电池已从海川银行获得了5250万元的贷款。", "5250万元", "江州电池"),
        ("江州发展基金将从海川投资银行获得30亿元资金。", "30亿元", "江州发展基金"),
        ("江州电子从江州银行取得授信3亿元。", "3亿元", "江州电子"),
        ("云岭大学共从社会各界得到捐款1.2亿元。", "1.2亿元", "云岭大学"),
        # what changes, or is counted, from a place on
        ("公司产能从3万吨提高到5万吨。", "5万吨", "公司"),
        ("海川银行发放贷款3亿元。", "3亿元", "海川银行"),
    ],
)
def test_who_obtains_is_the_subject(text: str, figure: str, subject: str) -> None:
    check(text, figure, {"subject": subject})


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("江州出口36亿元，海川24亿元，云岭3亿元。", "24亿元", of("海川", "出口")),
        ("江州出口36亿元，海川24亿元，云岭3亿元。", "3亿元", of("云岭", "出口")),
        ("本土病例24例（江州14例，海川4例，云岭1例）。", "1例", {"indicator": "本土病例"}),
        # things, another unit, or a property of its own
        ("煤炭3万吨，原油2万吨。", "2万吨", {"indicator": "原油"}),
        ("江州产量3万吨，销量2万吨。", "2万吨", {"indicator": "销量"}),
        ("江州出口36亿元，海川有企业3家。", "3家", {"indicator": "企业"}),
        ("江州出口36亿元，海川进口3亿元。", "3亿元", of("海川", "进口")),
        ("巴拿马型船运价指数下跌4.4%。", "4.4%", {"subject": None, "indicator": "巴拿马型船运价指数"}),
        ("巴拿马进口额下跌4.4%。", "4.4%", of("巴拿马", "进口额")),
    ],
)
def test_a_name_alone_before_a_number(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)
