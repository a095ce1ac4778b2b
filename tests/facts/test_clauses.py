"""Clauses whose form says what is measured and whose it is: each kind with several wordings, and look-alikes that stay.

A row is a text, a figure in it, and what its fields must be; `None` says that the field is empty.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.facts.test_laws import READER, check
from tests.facts.test_wordings import LEVEL, UP, of

SHARE = {"kind": "share", "direction": None, "basis": None}


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("注册资本：美元500万元。", "500万元", of(None, "注册资本")),
        ("采购预算：120万元。", "120万元", of(None, "采购预算")),
        ("最高限价：56.8万元。", "56.8万元", of(None, "最高限价")),
        ("成交价格：人民币35万元。", "35万元", of(None, "成交价格")),
        ("净利润（万元）：1,234.56", "1,234.56", of(None, "净利润")),
        ("1、预计总投资：12亿元。", "12亿元", of(None, "总投资")),
        ("公司注册资本：1000万元，参保人数：35人。", "1000万元", of("公司", "注册资本")),
        ("江州港务集团总资产：120亿元。", "120亿元", of("江州港务集团", "总资产")),
        ("主力资金净流出：1.2亿元，散户净流入：3500万元。", "1.2亿元", of("主力资金", "净流出")),
        ("主力资金净流出：1.2亿元，散户净流入：3500万元。", "3500万元", of("散户", "净流入")),
        ("项目编号：江州招标[2024]012号；建筑面积约3500平方米。", "3500平方米", of(None, "建筑面积")),
        # a colon behind a verb that reports is no label
        ("记者获悉：12家企业入驻。", "12家", {"kind": "level"}),
        ("李明说：“投资12亿元。”", "12亿元", {"indicator": "投资", "speaker": "李明"}),
    ],
)
def test_a_label_is_the_indicator(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("公司营收35亿元，存货下降2.3%。", "2.3%", of("公司", "存货")),
        ("应收账款增长12%，短期借款减少3亿元，商誉不变。", "3亿元", of(None, "短期借款")),
        ("财务费用下降15%，管理费用上升3.2%。", "3.2%", of(None, "管理费用")),
        ("出口下降3.2%，进口增长1.1%，顺差收窄12亿美元。", "1.1%", of(None, "进口")),
        ("货币资金12亿元，存货3.5亿元，短期借款5亿元。", "3.5亿元", of(None, "存货")),
        ("进口52亿元、出口31亿元。", "52亿元", of(None, "进口")),
        ("进口52亿元、出口31亿元。", "31亿元", of(None, "出口")),
        ("存货和商誉分别增加5%、减少3%，货币资金增长8%。", "8%", of(None, "货币资金")),
        ("三季度营收环比下降3.1%。", "3.1%", {"indicator": "营收", "basis": "qoq"}),
        ("2023年收入CAGR为15.2%。", "15.2%", {"indicator": "收入", "basis": "avg"}),
        # more than an indicator and a verb
        ("全市净利润超亿元的企业12家，出口企业增加3家。", "3家", {"kind": "change"}),
        ("城镇居民人均可支配收入增长5%。", "5%", of("城镇居民", "人均可支配收入")),
    ],
)
def test_a_bare_clause_is_said_of_its_indicator(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("8成的家长支持延时服务。", "8成", {**SHARE, **of("家长", "支持延时服务")}),
        ("近六成企业认为形势好转。", "六成", {**SHARE, "subject": "企业"}),
        ("65%的受访者计划出游。", "65%", {**SHARE, "subject": "受访者"}),
        ("三成的利润来自海外。", "三成", {**SHARE, **of("利润", "来自海外")}),
        ("九成以上的订单来自东盟。", "九成", {**SHARE, **of("订单", "来自东盟")}),
        ("超过一半的居民愿意参加。", "一半", {**SHARE, "subject": "居民"}),
        # a rate, a growth and an aim have no parts
        ("3%的费率由买方承担。", "3%", {**LEVEL, **of(None, "费率")}),
        ("15%的税率适用于高新技术企业。", "15%", {**LEVEL, **of(None, "税率")}),
        ("3.5%的利率较低。", "3.5%", {**LEVEL, **of(None, "利率")}),
        ("5%的增速低于预期。", "5%", UP),
    ],
)
def test_a_part_is_of_those_named_behind_it(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("全县有幼儿园和小学各3所，常住人口12万人。", "3所", of("全县", "幼儿园和小学")),
        ("辖区有医院3家、养老院2家。", "3家", {"indicator": "医院"}),
        ("村里有水稻田和果园各200亩。", "200亩", {"indicator": "水稻田和果园"}),
        ("全市有注册志愿者35万人。", "35万人", of("全市", "注册志愿者")),
        ("该校现有学生3200人，占地面积150亩。", "3200人", of("该校", "学生")),
        ("该医院设有床位800张，年门诊量120万人次。", "120万人次", of("该医院", "年门诊量")),
        ("该项目至少需要80名工人，预算超过2000万元。", "2000万元", of("该项目", "预算")),
        # 有 inside a word
        ("国有企业12家。", "12家", {"indicator": "国有企业"}),
    ],
)
def test_what_is_counted_stands_behind_its_verb(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("海川控股质押8000万股，占其所持股份的25%，占总股本的3.2%。", "3.2%", {"kind": "share", "subject": "海川控股"}),
        ("李强减持120万股，占公司总股本的0.8%。", "0.8%", {"kind": "share", "subject": "李强"}),
        ("全市出口120亿元，占外贸总额的60%，占全省出口的8%。", "8%", {"kind": "share", "subject": "全市"}),
        ("云州集团原名云州机械厂，员工5600人。", "5600人", of("云州集团", "员工")),
        ("江州的海川大学以前叫海川工学院，在校生1.8万人。", "1.8万人", {"subject": "海川大学"}),
        ("江州智造有限公司（以下简称江州智造或本公司）营收8.5亿元。", "8.5亿元", {"subject": "江州智造有限公司"}),
        ("海川医药有限公司（下称“海川医药”）上半年净利润1.2亿元。", "1.2亿元", {"subject": "海川医药有限公司"}),
        ("公开资料显示，公司注册资本5000万元。", "5000万元", of("公司", "注册资本")),
        ("副省长王强出席会议，签约金额120亿元。", "120亿元", {"subject": None}),
        ("中标人为江州建工，中标价3.5亿元。", "3.5亿元", of("江州建工", "中标价")),
        ("江州建工中标，投标报价1.2亿元。", "1.2亿元", of("江州建工", "投标报价")),
        ("公司净利润3亿元；扣除非经常性损益的净利润2亿元。", "2亿元", {"indicator": "扣除非经常性损益的净利润"}),
        ("5月底江州股市总市值升至3.2万亿元，超过海川的2.8万亿元。", "3.2万亿元", of("江州股市", "总市值")),
        ("5月底江州股市总市值升至3.2万亿元，超过海川的2.8万亿元。", "2.8万亿元", of("海川", "总市值")),
        ("全省GDP达5.2万亿元，高于邻省的4.8万亿元。", "4.8万亿元", of("邻省", "GDP")),
        # the later name of a body that changed it, who speaks, and a place of its own
        ("江州工学院更名为海川大学，在校生1.8万人。", "1.8万人", {"subject": "海川大学"}),
        ("江州大学改名为海川大学，在校生2.3万人。", "2.3万人", {"subject": "海川大学"}),
        ("江州三所中学合并为海川中学，在校生4200人。", "4200人", {"subject": "海川中学"}),
        ("江州股份更名不影响业绩，净利润3亿元。", "3亿元", {"subject": "江州股份"}),
        ("副市长李涛表示，全市新增企业320家。", "320家", {"speaker": "李涛"}),
        ("江州新开户数12万户。", "12万户", of("江州", "新开户数")),
    ],
)
def test_whose_it_is(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("江州建设集团以2.35亿元中标海川大道改造工程。", "2.35亿元", of("江州建设集团", "中标海川大道改造工程")),
        ("公司以3200万元转让子公司100%股权。", "3200万元", of("公司", "转让子公司股权")),
        ("滨江国资以每股8.5元受让5%股份。", "8.5元", of("滨江国资", "受让股份")),
        ("李某以128万元的价格拍得该车牌。", "128万元", {"indicator": "价格"}),
        ("净利润由去年同期亏损2.1亿元转为盈利0.5亿元。", "0.5亿元", of(None, "盈利")),
        ("由上年同期的盈利3.2亿元转为亏损1.1亿元。", "1.1亿元", {"indicator": "亏损"}),
        ("电价每千瓦时上调0.05元。", "0.05元", {**UP, **of(None, "电价")}),
        ("低保标准每人每月提高30元。", "30元", {**UP, **of(None, "低保标准")}),
        ("江州、海川两市GDP分别为5200亿元、3100亿元，同比增长5.5%、6.1%。", "5.5%", of("江州", "GDP")),
        ("江州、海川两市GDP分别为5200亿元、3100亿元，同比增长5.5%、6.1%。", "6.1%", of("海川", "GDP")),
        # the goods of a price, and a list of one thing
        ("汽油每升涨0.12元。", "0.12元", {**UP, **of("汽油", "价格")}),
        ("江州GDP5200亿元，同比增长5.5%、环比增长1.1%。", "1.1%", of("江州", "GDP")),
    ],
)
def test_what_is_paid_for_turned_and_dealt(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("标普500报5567.19点（+0.54%）。", "5567.19点", of("标普500", None)),
        ("标普500报5567.19点（+0.54%）。", "0.54%", {**UP, **of("标普500", None), "basis": None}),
        ("沪指收报2970.39点，跌0.12%。", "2970.39点", of("沪指", None)),
        ("沪指收报2970.39点，跌0.12%。", "0.12%", {"direction": "down", **of("沪指", None)}),
        ("纳指收报15628点（-1.2%）。", "1.2%", {"direction": "down", "basis": None}),
        ("黄金上涨15美元至2360美元/盎司。", "15美元", {**UP, **of("黄金", "价格")}),
        ("黄金上涨15美元至2360美元/盎司。", "2360美元", of("黄金", "价格")),
        ("公司营收12亿元（+15%），归母净利1.1亿元（-3%）。", "3%", {"direction": "down", **of("公司", "归母净利")}),
        ("公司营收12亿元（+15%），归母净利1.1亿元（-3%）。", "15%", {**UP, **of("公司", "营收")}),
        ("海川大学校长李建国说，在校生3.2万人。", "3.2万人", {"subject": "海川大学"}),
        # goods with a property of their own, points of a rate, brackets that restrict
        ("原油进口12亿美元。", "12亿美元", {"indicator": "进口"}),
        ("10年期国债收益率上行2.3BP至2.15%。", "2.15%", {"kind": "level"}),
        ("制造业采购经理指数为50.3%。", "50.3%", {"kind": "level"}),
    ],
)
def test_quotes_and_signs_in_brackets(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "words"),
    [
        ("法院认定被盗手机价值3500余元。", "3500余元", "被盗手机价值"),
        ("公诉机关指控，涉案货物价值12万余元。", "12万余元", "涉案货物价值"),
        ("江州市公安机关查明涉案资金36万元。", "36万元", "涉案资金"),
        ("仲裁委认定江州电子应付货款12万元。", "12万元", "江州电子应付货款"),
        # a court may have figures of its own
        ("江州法院受理案件320件。", "320件", "江州法院受理案件"),
    ],
)
def test_what_a_court_finds_is_not_said_of_it(text: str, figure: str, words: str) -> None:
    found = next(record for record in READER.extract(text).figures if figure in record.text)
    assert (found.subject or "") + (found.indicator or "") in (words, words.replace("应付", ""))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("10平方米展位费2万元。", "2万元"),
        ("上午十一点成交额达11亿元。", "11亿元"),
        ("下午3点半，成交额达12亿元。", "12亿元"),
    ],
)
def test_neither_a_figure_nor_a_time_of_day_is_a_subject(text: str, figure: str) -> None:
    found = next(record for record in READER.extract(text).figures if figure in record.text)
    assert found.subject is None or (not found.subject[0].isdigit() and "点" not in found.subject)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("高技术制造业和装备制造业增加值分别增长12.4%和9.8%，占工业比重达18%和34%。", ["高技术制造业", "装备制造业"]),
        ("甲市和乙市出口分别为36亿元和28亿元，占全省的比重为21%和16%。", ["甲市", "乙市"]),
    ],
)
def test_a_second_list_has_the_owners_of_the_first(text: str, subjects: list[str]) -> None:
    assert [record.subject for record in READER.extract(text).figures] == [*subjects, *subjects]


def test_a_verb_of_intent_is_no_part_of_the_indicator() -> None:
    figure = READER.extract("江州市提出，到2026年力争高新技术产业产值突破2000亿元。").figures[0]
    assert (figure.indicator or "").startswith("高新技术") or figure.indicator == "产值"
