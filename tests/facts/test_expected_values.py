"""What was expected and what came before, rivals, nouns of change behind a figure, and what is so once it is finished.

A row is a text, a figure in it, and what its fields must be; `None` says that the field is empty.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.facts.test_laws import DOWN, UP, check
from tests.facts.test_tenders_and_filings import of

PPI = {"indicator": "PPI"}


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("6月PPI环比上涨0.2%，高于预期0.1%。", "0.1%", {**PPI, **UP, "basis": "mom", "modality": "forecast"}),
        ("6月PPI同比下降2.3%，预期降2.4%，前值降2.5%。", "2.4%", {**PPI, **DOWN, "basis": "yoy"}),
        ("6月PPI同比下降2.3%，预期降2.4%，前值降2.5%。", "2.5%", {**PPI, **DOWN, "basis": "yoy", "modality": "actual"}),
        ("6月零售额环比升0.3%，前值从升1.2%修正为升1.4%。", "1.4%", {"indicator": "零售额", "basis": "mom"}),
        (
            "6月CPI同比上涨2.1%，前值1.9%；环比上涨0.3%，预期0.2%。",
            "0.2%",
            {"indicator": "CPI", "basis": "mom", "modality": "forecast"},
        ),
        ("欧元区6月贸易帐顺差223亿欧元，预期顺差133亿欧元。", "133亿欧元", of("欧元区", "贸易帐顺差")),
        ("公司上半年净利润为3亿元，市场预期为3.2亿元。", "3.2亿元", {"indicator": "净利润", "modality": "forecast"}),
        ("6月CPI环比上涨0.3%，分析师预期为0.2%。", "0.2%", {"indicator": "CPI", "basis": "mom"}),
        # an indicator, or a comparison, of its own
        ("公司收入为3亿元，预期利润为0.2亿元。", "0.2亿元", {"indicator": "利润"}),
        ("6月CPI环比上涨0.3%，预期同比上涨2.2%。", "2.2%", {"basis": "yoy"}),
        ("公司收入增长3%；预计利润增长2%。", "2%", {"indicator": "利润"}),
    ],
)
def test_expected_and_previous_values_are_of_what_is_beside_them(
    text: str, figure: str, fields: dict[str, Any]
) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("上半年，新能源占比较2023年、2019年分别提高2.1个和4.2个百分点。", "4.2个百分点", {**UP, "basis": "since"}),
        ("上半年，新能源占比较2023年、2019年分别提高2.1个和4.2个百分点。", "2.1个", {**UP, "basis": "yoy"}),
        ("5月日均客流较2023年和2021年分别增长27%和34%。", "34%", {"basis": "since"}),
        ("5月日均客流较2023年和2021年分别增长27%和34%。", "27%", {"basis": "yoy"}),
        ("2024年3月，销量较2021年3月增长12.9%。", "12.9%", {"basis": "since"}),
        ("2024年5月，进口额较2024年4月增长3%。", "3%", {"basis": "mom"}),
        ("2024年5月，进口额较2023年5月增长5%。", "5%", {"basis": "yoy"}),
        ("2024年上半年，进口额比2023年少了5%。", "5%", {**DOWN, "basis": "yoy"}),
        ("2024年上半年，进口额较2019年增长9%。", "9%", {"basis": "since"}),
        ("2023年，江州、海川出口额分别增长5%和8%。", "8%", {"basis": "yoy"}),
    ],
)
def test_the_year_that_a_change_is_measured_against(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("近一个月，医药板块跑输沪深300指数1.87个百分点。", "1.87个百分点", {**DOWN, "basis": None, "indicator": None}),
        ("医药板块上涨2.0%，跑赢创业板指数1.4个百分点。", "1.4个百分点", {**UP, **of("医药板块", None)}),
        ("本周银行指数跑赢大盘1.2个百分点。", "1.2个百分点", UP),
        ("该基金5月6日下跌，出现6.07%的单日跌幅。", "6.07%", DOWN),
        ("该基金5月6日、7日分别出现6.07%、3.29%的单日跌幅。", "6.07%", DOWN),
        ("机器人密度以18%的复合年增长率上升。", "18%", {**UP, "basis": "avg"}),
        ("该股以5.2%的涨幅收盘。", "5.2%", UP),
        ("社区店的大米售价比超市便宜约10%。", "10%", DOWN),
        ("该厂生产的电池少了大约4000吨。", "4000吨", DOWN),
        ("江州市常住人口多了20万人。", "20万人", UP),
        # no change
        ("占比30%的企业收入有增长。", "30%", {"kind": "share"}),
        ("园区共有300多家企业。", "300多家", {"kind": "level"}),
        ("跑赢的基金共有30只。", "30只", {"kind": "level"}),
    ],
)
def test_rivals_and_nouns_of_change(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "modality"),
    [
        ("工程建成后，每年引水2.13亿立方米。", "2.13亿立方米", "forecast"),
        ("项目投产后年产能为30万吨。", "30万吨", "forecast"),
        ("全面达产后，年销售收入可达12亿元，可安排就业300人。", "300人", "forecast"),
        ("二期工程投用后，年上网电量超50亿度。", "50亿度", "forecast"),
        ("募集规模或已超过10亿元。", "10亿元", "forecast"),
        # known, or done
        ("项目投产后年产能为30万吨，目前产能为10万吨。", "10万吨", "actual"),
        ("二期工程投用后，机场年旅客吞吐量已达3000万人次。", "3000万人次", "actual"),
        ("2019年大桥建成后，车流量为3万辆。", "3万辆", "actual"),
        ("电站投运后发电了3亿千瓦时。", "3亿千瓦时", "actual"),
        ("公司预计明年产能由目前的10万吨增至30万吨。", "10万吨", "actual"),
        ("公司预计明年产能由目前的10万吨增至30万吨。", "30万吨", "forecast"),
        ("该产品预期收益率为5.5%。", "5.5%", "actual"),
        ("该款产品的预期年化收益率为4.5%。", "4.5%", "actual"),
        ("公司预期收益为5.5亿元。", "5.5亿元", "forecast"),
    ],
)
def test_what_is_known_and_what_is_foreseen(text: str, figure: str, modality: str) -> None:
    check(text, figure, {"modality": modality})


LINES = "养殖、饲料及饲料原料、食品，占营收比例分别为：73.98%、21.13%、4.89%"


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        (f"天江股份的主营业务为{LINES}。", "73.98%", of("养殖", "占营收比例")),
        (f"天江股份的主营业务为{LINES}。", "21.13%", of("饲料及饲料原料", "占营收比例")),
        (f"天江股份的主营业务为{LINES}。", "4.89%", of("食品", "占营收比例")),
        ("前三大股东为江州集团、海川投资和李涛，持股比例分别为30%、20%和5%。", "5%", of("李涛", "持股比例")),
        ("公司拥有江州、海川、云岭三个基地，产能分别为30万吨、20万吨和5万吨。", "20万吨", of("海川", "产能")),
        ("公司的业务包括租赁、销售，收入分别是3亿元、2亿元。", "2亿元", of("销售", "收入")),
        # lists of their own
        ("江州银行、海川银行的净利润分别为3亿元和2亿元。", "2亿元", of("海川银行", "净利润")),
        ("公司是龙头企业，收入和利润分别为30亿元和2亿元。", "2亿元", of("公司", "利润")),
        ("公司产品为空调，2022年、2023年收入分别为30亿元和42亿元。", "42亿元", {"indicator": "收入"}),
    ],
)
def test_shares_of_what_the_clause_before_lists(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("灌区改造工程以及防洪治理工程开工率也较高，分别为84.2%和80%。", "80%", of("防洪治理工程", "开工率")),
        ("灌区改造工程以及防洪治理工程开工率也较高，分别为84.2%和80%。", "84.2%", of("灌区改造工程", "开工率")),
        ("江州银行和海川银行的营收增速居前，分别为25.3%和18.2%。", "18.2%", of("海川银行", "营收")),
        ("江州、海川、云岭三市产量位居前三，分别为30万吨、20万吨和5万吨。", "20万吨", of("海川", "产量")),
        ("东部地区和中部地区投资增长较快，分别增长5%和4%。", "4%", of("中部地区", "投资")),
        ("电子、汽车行业涨幅居前，分别上涨3.2%和2.1%。", "3.2%", of("电子", None)),
        ("公司收入和利润均有增长，分别为30亿元和2亿元。", "2亿元", of("公司", "利润")),
        ("江州、海川两地企业数量位居前列，占比分别为12.6%和9.3%。", "9.3%", of("海川", "企业数量占比")),
        # a list of their own, or none
        ("银行和券商表现亮眼，上证指数和恒生指数分别上涨3%和5%。", "5%", of("恒生指数", None)),
        ("江州集团与海川银行签订协议，分别出资3亿元和2亿元。", "2亿元", {"kind": "level"}),
    ],
)
def test_lists_of_a_clause_that_says_something_of_them(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)
