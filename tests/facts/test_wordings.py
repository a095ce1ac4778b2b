"""Wordings that say outright what a figure measures: each kind with several wordings, and look-alikes that stay.

A row is a text, a figure in it, and what its fields must be; `None` says that the field is empty.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractors import shared_extractor
from tests.facts.test_laws import READER, check

LEVEL = {"kind": "level", "direction": None}
UP, DOWN = {"kind": "change", "direction": "up"}, {"kind": "change", "direction": "down"}


def of(subject: str | None, indicator: str | None) -> dict[str, Any]:
    return {"subject": subject, "indicator": indicator}


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("法院判令被告于判决生效后十日内向原告支付货款35.2万元及利息1.2万元。", "35.2万元", of("被告", "货款")),
        ("法院判令被告于判决生效后十日内向原告支付货款35.2万元及利息1.2万元。", "1.2万元", of("被告", "利息")),
        ("判令江州物流赔偿张某医疗费1.2万元、误工费8000元。", "8000元", of("江州物流", "误工费")),
        ("被告应支付原告工程款120万元。", "120万元", of("被告", "工程款")),
        ("法院责令海川公司退还购房款56万元。", "56万元", of("海川公司", "购房款")),
        ("经调解，被告同意支付原告15万元。", "15万元", of("被告", "支付")),
        ("被告应赔偿原告三人人民币共计60万元。", "60万元", of("被告", "赔偿")),
        ("二审判决海川物流向张某支付工资及赔偿金共计8.6万元。", "8.6万元", of("海川物流", "工资及赔偿金")),
        # no court is named here
        ("全市财政支付货款35万元。", "35万元", {"subject": "全市"}),
        ("李某支付货款12万元。", "12万元", {"subject": "李某"}),
    ],
)
def test_by_a_ruling_the_party_pays(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("江州控股以12.5元/股的发行价募集资金25亿元。", "12.5元/股", of("江州控股", "发行价")),
        ("江州控股以12.5元/股的发行价募集资金25亿元。", "25亿元", of("江州控股", "募集资金")),
        ("江州置业以每平方米1.2万元的均价成交320套。", "1.2万元", of("江州置业", "均价")),
        ("江州置业以每平方米1.2万元的均价成交320套。", "320套", of("江州置业", "成交")),
        ("公司以8.2元/股的价格回购120万股。", "120万股", of("公司", "回购")),
        ("投资者以总价580万元拍下该房产。", "580万元", {"indicator": "总价"}),
        ("滨海集团以12.8亿元竞得滨海新区一宗地块，楼面价8600元/平方米。", "12.8亿元", {"subject": "滨海集团"}),
        ("滨海集团以12.8亿元竞得滨海新区一宗地块，楼面价8600元/平方米。", "8600元", of("滨海集团", "楼面价")),
        ("海川能源拟以3.5亿元收购云州水电60%股权。", "60%", of("云州水电", "股权")),
        # no price paid
        ("产品以出口为主，均价每吨5200元。", "5200元", {"indicator": "均价"}),
    ],
)
def test_what_is_paid_and_what_for(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("公司拟每10股派现5元并转增4股。", "5元", {**LEVEL, **of("公司", "每10股派现")}),
        ("公司拟每10股派现5元并转增4股。", "4股", {**LEVEL, **of("公司", "转增")}),
        ("公司拟用资本公积向股东每10股转增4股。", "4股", {**LEVEL, **of("公司", "每10股转增")}),
        ("每10股送2股转增3股派1元。", "2股", {**LEVEL, "indicator": "每10股送"}),
        ("每10股送2股转增3股派1元。", "3股", {**LEVEL, "indicator": "转增"}),
        ("江州酒业拟每10股派发现金红利27元（含税）。", "27元", {"subject": "江州酒业", "modality": "target"}),
        # a rise is one
        ("股东人数增加3万户。", "3万户", UP),
        ("大股东持股增加120万股。", "120万股", UP),
    ],
)
def test_bonus_shares_and_dividends_are_no_change(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("全省收入中位数10433元，增长5.0%，中位数是平均数的81.6%。", "81.6%", {"indicator": "中位数"}),
        ("城镇居民人均可支配收入是农村居民的2.3倍。", "2.3倍", of("城镇居民", "人均可支配收入")),
        ("销售费用是研发费用的3倍。", "3倍", of(None, "销售费用")),
        ("公司市值三年增长10倍，估值为营收的15倍。", "15倍", of("公司", "估值")),
        ("公司市值三年增长10倍，估值为营收的15倍，流量提升5倍。", "5倍", of("公司", "流量")),
        # what is said of the first only
        ("净利润为1.2亿元，增长15%。", "15%", of(None, "净利润")),
    ],
)
def test_of_a_ratio_the_first_is_measured(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("全市最低工资标准每月提高200元。", "200元", {**UP, "indicator": "最低工资标准"}),
        ("居民天然气价格每立方米上涨0.2元，涨幅6.8%。", "0.2元", {**UP, **of("居民天然气", "价格")}),
        ("居民天然气价格每立方米上涨0.2元，涨幅6.8%。", "6.8%", {**UP, **of("居民天然气", "价格")}),
        ("新房均价每平方米下降350元。", "350元", {**DOWN, **of("新房", "均价")}),
        ("92号汽油每升上调0.17元，0号柴油每吨下调160元。", "0.17元", {**UP, **of("92号汽油", "价格")}),
        ("92号汽油每升上调0.17元，0号柴油每吨下调160元。", "160元", {**DOWN, **of("0号柴油", "价格")}),
        ("养老金人均每月增加105元。", "105元", {**UP, **of(None, "养老金")}),
        # 每 opens an indicator
        ("基本每股收益0.35元。", "0.35元", of(None, "基本每股收益")),
        ("每股净资产7.2元。", "7.2元", of(None, "每股净资产")),
    ],
)
def test_what_a_price_is_per_is_no_word_of_it(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("2023Q4收入35亿元，YoY+12%，QoQ-5%。", "12%", {**UP, **of(None, "收入"), "basis": "yoy"}),
        ("归母净利润1.2亿元（yoy-5.6%，qoq+3.2%）。", "3.2%", {**UP, **of(None, "归母净利润"), "basis": "qoq"}),
        ("扣非净利润2.8亿元（同比-3%）。", "3%", {**DOWN, **of(None, "扣非净利润"), "basis": "yoy"}),
        ("本公司今年销售额为：10,000,000.00元，同比增长了20%。", "20%", {**UP, "indicator": "销售额"}),
        ("台积电营收6735亿元，季增13.6%，年增40.1%。", "13.6%", {**UP, "basis": "qoq"}),
        ("台积电营收6735亿元，季增13.6%，年增40.1%。", "40.1%", {**UP, "basis": "yoy"}),
        ("零售销售额按年升3.2%，按月跌0.8%。", "0.8%", {**DOWN, "basis": "mom"}),
        ("楼价按月跌1.2%，按季升0.5%。", "0.5%", {**UP, "basis": "qoq"}),
        ("规模以上工业增加值按不变价格计算同比增长5.8%。", "5.8%", {**UP, "basis": "yoy", "subject": "规模以上工业"}),
        # other changes keep their own
        ("应收票据、应收账款分别增加3.2%和减少5.6%。", "5.6%", {**DOWN, "indicator": "应收账款"}),
        ("出口增长3%，进口下降2%。", "2%", {**DOWN, "indicator": "进口"}),
    ],
)
def test_a_bare_change_is_of_what_stands_before(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("江海大学（原名江海工学院）在校生2.5万人。", "2.5万人", {"subject": "江海大学", "indicator": "在校生"}),
        ("滨海新城（又称东部新区）面积120平方公里。", "120平方公里", of("滨海新城", "面积")),
        ("滨海港务集团（原滨海港务局）货物吞吐量3.2亿吨。", "3.2亿吨", {"subject": "滨海港务集团"}),
        ("合同总价（大写）：人民币壹亿元整（小写：¥100,000,000.00）。", "壹亿元整", of(None, "合同总价")),
        ("合同总价（大写）：人民币壹亿元整（小写：¥100,000,000.00）。", "¥100,000,000.00", of(None, "合同总价")),
        ("江州重工有限公司（简称：江州重工，代码：600888）净利润2亿元。", "2亿元", {"subject": "江州重工有限公司"}),
        # brackets that restrict
        ("保费收入（不含续期）3亿元。", "3亿元", {"kind": "level"}),
    ],
)
def test_brackets_that_say_nothing_of_the_figure(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("集团上半年订单500亿元，营收320亿元，利润25亿元。", "25亿元", of("集团", "利润")),
        ("上半年，公司产量12万吨，同比增长5%，销量11万吨，下降2%。", "11万吨", of("公司", "销量")),
        ("该项目总投资30亿元，年产能20万吨，预计年产值50亿元。", "20万吨", of("该项目", "年产能")),
        ("本行不良率1.2%，拨备覆盖率210%。", "210%", of("本行", "拨备覆盖率")),
        ("商业银行核心一级资本充足率10.53%，拨备覆盖率205.2%。", "205.2%", of("商业银行", "拨备覆盖率")),
        ("中国GDP达126万亿元，超过日本的4.2万亿美元。", "4.2万亿美元", of("日本", "GDP")),
        ("对应PE为15/12/10倍，PB为2.1/1.9/1.7倍。", "1.9", of(None, "PB")),
        ("管理费用 1,234,567.89 1,123,456.78 9.89%", "9.89%", {"indicator": "管理费用"}),
        ("净利润由上年同期的亏损1.2亿元变为盈利0.3亿元。", "0.3亿元", of(None, "盈利")),
        ("江海建设集团中标滨江大桥工程，中标价3.2亿元。", "3.2亿元", of("江海建设集团", "中标价")),
        # the company of a law or a bond opens no sentence
        ("据公司公告，滨江市出口36亿元。", "36亿元", of("滨江市", "出口")),
    ],
)
def test_whose_a_figure_is(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("title", "text", "subject"),
    [
        ("江州发展：2023年度业绩快报", "报告期内，公司实现营业总收入35.26亿元。", "江州发展"),
        ("海川电子股份有限公司2023年年度报告", "公司实现营业收入35亿元。", "海川电子股份有限公司"),
    ],
)
def test_the_company_of_a_title(title: str, text: str, subject: str) -> None:
    figures = READER.extract({"title": title, "text": text, "published": "2024-02-28"}).figures
    assert [figure.subject for figure in figures] == [subject]


def test_a_city_of_a_title_is_no_company() -> None:
    title, text = "江州市：前5月出口增长8%", "前5个月，全市出口350亿元。"
    found = READER.extract({"title": title, "text": text, "published": "2024-06-28"})
    assert found.figures[0].subject in ("全市", "江州市")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("某国驻华大使馆照会，涉及320个团组。", []),
        ("企业中共有3家亏损，比赛中共输了两次。", []),
        ("中共中央宣布，脱贫9899万人。", ["中共中央"]),
        ("海川钢铁营收增长12%。", ["海川钢铁"]),
    ],
)
def test_words_that_only_look_like_bodies(text: str, names: list[str]) -> None:
    assert [record.text for record in shared_extractor().extract({"text": text}).organizations] == names
