"""Words right beside a figure, lists by slashes, and times in brackets: each kind in several wordings, and look-alikes.

A row is a text, a figure in it, and what its fields must be; `None` says that the field is empty.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.facts.test_laws import DOWN, READER, UP, check
from tests.facts.test_tenders_and_filings import of


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("公司管理费用系1.2亿元，财务费用系-0.3亿元。", "1.2亿元", of("公司", "管理费用")),
        ("公司管理费用系1.2亿元，财务费用系-0.3亿元。", "-0.3亿元", of("公司", "财务费用")),
        ("本期营业外收入系320万元。", "320万元", {"indicator": "营业外收入"}),
        ("公司净利润系3.2亿元，同比增长5%。", "3.2亿元", of("公司", "净利润")),
        ("其中合同负债系2.4亿元。", "2.4亿元", {"indicator": "合同负债"}),
        ("期末存货系5.1亿元。", "5.1亿元", {"indicator": "期末存货"}),
        # words that end in 系, or begin with it
        ("全市服务体系12个。", "12个", {"indicator": "服务体系"}),
        ("系统收入2亿元。", "2亿元", of("系统", "收入")),
        ("系列产品销量3.2万台。", "3.2万台", of("系列产品", "销量")),
    ],
)
def test_a_verb_that_ends_other_words(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("3Q24营收12亿元，QoQ 3.6%。", "3.6%", {**UP, "basis": "qoq", "indicator": "营收"}),
        ("3Q24毛利率35.2%，QoQ 3.6%，YoY -1.2%。", "3.6%", {**UP, "basis": "qoq"}),
        ("3Q24毛利率35.2%，QoQ 3.6%，YoY -1.2%。", "-1.2%", {**DOWN, "basis": "yoy"}),
        ("二季度销量8万台，YoY：12%。", "12%", {**UP, "basis": "yoy"}),
        ("公司收入、利润yoy分别为12%、-3%，qoq分别为2%、5%。", "-3%", {**DOWN, "basis": "yoy", "indicator": "利润"}),
        ("公司收入、利润yoy分别为12%、-3%，qoq分别为2%、5%。", "5%", {**UP, "basis": "qoq", "indicator": "利润"}),
        ("单季归母净利润1.4亿元，环比下降12%。", "12%", {**DOWN, "basis": "qoq"}),
        ("单季度营收环比+5%。", "5%", {**UP, "basis": "qoq"}),
        ("单三季度公司实现营收12亿元，同比-3%。", "12亿元", of("公司", "营收")),
        # a month, a level with a verb of its own
        ("单月销量2万辆，环比下降5%。", "5%", {**DOWN, "basis": "mom"}),
        ("QoQ增速为3.6%，毛利率为35%。", "35%", {"kind": "level", "basis": None}),
    ],
)
def test_what_a_change_is_measured_against_stands_alone(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields, "2024-10-30")


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("公司毛利率/净利率分别为35.2%/12.1%，同比+1.2pct/-0.8pct。", "35.2%", of("公司", "毛利率")),
        ("公司毛利率/净利率分别为35.2%/12.1%，同比+1.2pct/-0.8pct。", "12.1%", of("公司", "净利率")),
        ("公司毛利率/净利率分别为35.2%/12.1%，同比+1.2pct/-0.8pct。", "0.8pct", {**of("公司", "净利率"), **DOWN}),
        ("公司营收/归母净利12.3/2.1亿元，同比+15%/-8%，环比-3%/+2%。", "12.3", of("公司", "营收")),
        ("公司营收/归母净利12.3/2.1亿元，同比+15%/-8%，环比-3%/+2%。", "8%", {**of("公司", "归母净利"), **DOWN}),
        ("公司营收/归母净利12.3/2.1亿元，同比+15%/-8%，环比-3%/+2%。", "2%", {**of("公司", "归母净利"), **UP}),
        ("风电/光伏/储能收入分别为23/15/8亿元，占比50%/33%/17%。", "15", of("光伏", "收入")),
        ("风电/光伏/储能收入分别为23/15/8亿元，占比50%/33%/17%。", "17%", of("储能", "占比")),
        ("国内/海外收入同比分别+5%/+32%。", "32%", {**of("海外", "收入"), **UP}),
        ("营收12.1亿元，其中软件/硬件分别为3.2/8.9亿元。", "8.9亿元", of("硬件", "营收")),
        ("32/43/65寸面板价格为75/126/252美元/片。", "126", of("43寸面板", "价格")),
        ("现价对应PE/PB为12x/1.5x。", "1.5x", {"indicator": "PB"}),
        ("营收和净利润12.3/2.1亿元。", "2.1亿元", of(None, "净利润")),
        ("2016-2020年收入/净利润CAGR分别为31.2%/45.6%。", "31.2%", {"indicator": "收入", "basis": "avg"}),
        ("2016-2020年收入/净利润CAGR分别为31.2%/45.6%。", "45.6%", {"indicator": "净利润", "basis": "avg"}),
        # one thing over years, an amount with its change
        ("2024-2026年营收分别为12/15/18亿元。", "15", {"indicator": "营收", "period_start": "2025-01-01"}),
        ("公司实现营业收入45.6亿元/+12.3%。", "12.3%", {**of("公司", "营业收入"), **UP}),
    ],
)
def test_lists_by_slashes_are_dealt(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("应收账款、存货、合同负债分别为8.2亿元、5.6亿元、1.1亿元。", "5.6亿元", of(None, "存货")),
        ("应收账款、存货、合同负债分别为8.2亿元、5.6亿元、1.1亿元。", "1.1亿元", of(None, "合同负债")),
        ("应收票据及应收账款、存货同比分别增长12%和8%。", "12%", of(None, "应收票据及应收账款")),
        ("经营活动产生的现金流量净额5.1亿元，同比下降20%。", "5.1亿元", of(None, "经营活动产生的现金流量净额")),
        ("经营活动产生的现金流量净额5.1亿元，同比下降20%。", "20%", of(None, "经营活动产生的现金流量净额")),
        ("投资活动产生的现金流量净额为-6亿元。", "-6亿元", of(None, "投资活动产生的现金流量净额")),
        ("不良率1.25%（较上年末-0.02pct），拨备覆盖率215%（较年初+3pct）。", "3pct", of(None, "拨备覆盖率")),
        ("近12个月收入50亿元。", "50亿元", of(None, "收入")),
        ("近十年收入50亿元。", "50亿元", of(None, "收入")),
        ("市盈率（TTM）22.5倍。", "22.5倍", {"indicator": "市盈率"}),
        ("2024/25年度棉花产量610万吨。", "610万吨", of("棉花", "产量")),
        ("江州月收入50亿元。", "50亿元", {"indicator": "月收入"}),
        ("投资活动现金流入6亿元。", "6亿元", {"indicator": "投资活动现金流入"}),
    ],
)
def test_names_of_lines_are_whole(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "days"),
    [
        ("年初至今（截至8月15日）板块涨幅为21.7%。", "21.7%", ("2024-01-01", "2024-08-15")),
        ("年内（截至8月15日）共有36家公司上市，募资210亿元。", "210亿元", ("2024-01-01", "2024-08-15")),
        ("2024年（截至6月30日）公司研发投入3亿元。", "3亿元", ("2024-01-01", "2024-06-30")),
        ("8月（截至15日），乘用车零售86万辆。", "86万辆", ("2024-08-01", "2024-08-15")),
        ("公司总股本（截至8月15日）为3.2亿股。", "3.2亿股", ("2024-08-15", "2024-08-15")),
        ("一、二季度分别增长5.3%和4.7%。", "5.3%", ("2024-01-01", "2024-03-31")),
        ("公司一/二季度收入分别为3.1/3.5亿元。", "3.5亿元", ("2024-04-01", "2024-06-30")),
        ("第一、第二季度净利润分别为1.1亿元和1.3亿元。", "1.1亿元", ("2024-01-01", "2024-03-31")),
        ("5/6/7月销量分别为1.2/1.3/1.5万辆。", "1.3", ("2024-06-01", "2024-06-30")),
        ("上/下半年营收分别为12/15亿元。", "15亿元", ("2024-07-01", "2024-12-31")),
        ("一、二季度合计增长5.3%。", "5.3%", ("2024-01-01", "2024-06-30")),
        # a time with a value of its own in brackets; 年内 opens its clause
        ("每股派息0.28元（2022年：0.25元），毛利率35%（2022年：33%）。", "0.28元", (None, None)),
        ("每股派息0.28元（2022年：0.25元），毛利率35%（2022年：33%）。", "0.25元", ("2022-01-01", "2022-12-31")),
        ("每股派息0.28元（2022年：0.25元），毛利率35%（2022年：33%）。", "35%", (None, None)),
        ("净利润1.2亿元（2023年）。", "1.2亿元", ("2023-01-01", "2023-12-31")),
        ("沪指本周上涨1.5%，年内上涨3.04%。", "3.04%", ("2024-01-01", "2024-12-31")),
        # the time of what a change is measured against is that of neither value
        ("不良率1.25%（较上年末-0.02pct）。", "1.25%", (None, None)),
        ("不良率1.25%（较上年末-0.02pct）。", "0.02pct", (None, None)),
        ("6月末，不良率1.25%（较上年末-0.02pct）。", "0.02pct", ("2024-06-30", "2024-06-30")),
    ],
)
def test_times_in_brackets(text: str, figure: str, days: tuple[str | None, str | None]) -> None:
    check(text, figure, {"period_start": days[0], "period_end": days[1]}, "2024-08-16")


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("当前股价对应24/25/26年18/14/11倍PE，维持增持。", "14", of(None, "PE")),
        ("当前股价对应24/25/26年18/14/11倍PE，维持增持。", "11倍", {"period_start": "2026-01-01", "indicator": "PE"}),
        ("现价对应2024年PE 18倍。", "18倍", of(None, "PE")),
        ("给予公司24年25xPE。", "25x", {"period_start": "2024-01-01", "indicator": "PE"}),
        ("公司市盈率18倍。", "18倍", of("公司", "市盈率")),
        ("产能是去年的3倍，PEG为1.2倍。", "3倍", {"indicator": "产能"}),
        ("下调25年收入增速至12%，上调毛利率1.5pct至35%。", "1.5pct", {**UP, "indicator": "毛利率"}),
        ("下调费用率0.5pct。", "0.5pct", {**DOWN, "indicator": "费用率"}),
        ("上调24/25年净利润预测至8.5/10.2亿元。", "10.2亿元", {"period_start": "2025-01-01", "subject": None}),
        ("沪指本周累计上涨1.5%。", "1.5%", {**of("沪指", None), **UP}),
        ("第一、公司收入增长5%；第二、利润下降3%。", "5%", of("公司", "收入")),
        ("第一、公司收入增长5%；第二、利润下降3%。", "3%", {"indicator": "利润"}),
        ("罚款叁拾万元（¥300,000.00）。", "¥300,000.00", of(None, "罚款")),
        ("货款为人民币1,234万元（1,234万元）。", "1,234万元", of(None, "货款")),
        ("货款1,234万元（定金200万元）。", "200万元", {"indicator": "定金"}),
    ],
)
def test_valuations_revisions_and_amounts_twice(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields, "2024-11-10")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("此前一季报披露，公司营收同比增长22%。", None),
        ("早前中报显示，公司营收同比增长22%。", None),
        ("先前三季报披露，公司营收同比增长22%。", None),
        ("江州电子一季报披露，公司营收同比增长22%。", "江州电子"),
        ("云州统计局表示，进口增长22%。", "云州统计局"),
    ],
)
def test_a_time_does_not_speak(text: str, speaker: str | None) -> None:
    (figure,) = READER.extract({"text": text, "published": "2024-10-30"}).figures
    assert figure.speaker == speaker


@pytest.mark.parametrize(
    ("text", "figure", "subject"),
    [
        ("年内A股IPO募资3200亿元。", "3200亿元", "A股IPO"),
        ("日内美元指数上涨0.3%。", "0.3%", "美元指数"),
        ("本周内央行净投放3000亿元。", "3000亿元", "央行"),
        ("月内江州股份股价上涨12%。", "12%", "江州股份"),
        ("早上江州气温零下五度。", "零下五度", "江州"),
        ("午后沪指跌幅扩大至1.2%。", "1.2%", "沪指"),
        # words that begin like a time
        ("内蒙古煤炭产量12亿吨。", "12亿吨", "内蒙古"),
        ("上周内蒙古煤炭价格上涨3%。", "3%", "内蒙古"),
        ("年内蒙古族人口增加2万人。", "2万人", "蒙古族"),
        ("中午餐厅客流增长12%。", "12%", "餐厅"),
    ],
)
def test_times_without_a_date_are_no_part_of_a_subject(text: str, figure: str, subject: str | None) -> None:
    check(text, figure, {"subject": subject})


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("央行上调存款准备金率0.25个百分点。", "0.25个百分点", of("央行", "存款准备金率") | UP),
        ("多地银行下调存款利率0.2个百分点。", "0.2个百分点", of("多地银行", "存款利率") | DOWN),
        ("美联储上调利率25个基点。", "25个基点", of("美联储", "利率") | UP),
        ("国家发改委上调汽油价格每吨100元。", "100元", of("国家发改委", "汽油价格") | UP),
        ("央行下调LPR10个基点。", "10个基点", of("央行", "LPR") | DOWN),
        ("9月20日，央行宣布降低中期借贷便利利率20个基点。", "20个基点", of("央行", "中期借贷便利利率") | DOWN),
        ("机构预计美联储将再次下调利率25个基点。", "25个基点", of("美联储", "利率") | DOWN),
        ("江州市提高最低工资标准每月200元。", "200元", of("江州市", "最低工资标准") | UP),
        # of another, behind its object, or up to a level
        ("高盛上调中国GDP增速预期0.2个百分点。", "0.2个百分点", of("中国", "GDP增速") | UP),
        ("江州银行将存款利率下调25个基点。", "25个基点", {"indicator": "存款利率"} | DOWN),
        ("公司毛利率提高0.5个百分点。", "0.5个百分点", of("公司", "毛利率") | UP),
        ("央行上调存款准备金率至12%。", "12%", {"kind": "level"}),
    ],
)
def test_who_sets_a_rate_is_the_subject(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)
