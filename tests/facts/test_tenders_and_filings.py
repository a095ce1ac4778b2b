"""Tenders, filings and court notices: whole names of what is measured, labels, deposits, penalties, lists of shares.

A row is a text, a figure in it, and what its fields must be; `None` says that the field is empty.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.facts.test_laws import check

UP, DOWN = {"kind": "change", "direction": "up"}, {"kind": "change", "direction": "down"}


def of(subject: str | None, indicator: str | None) -> dict[str, Any]:
    return {"subject": subject, "indicator": indicator}


@pytest.mark.parametrize(
    "indicator",
    """营业外收入 营业外支出 其他收益 其他业务收入 税金及附加 资产处置收益 利息支出 已赚保费 综合收益总额 交易性金融资产
    其他流动资产 长期股权投资 使用权资产 长期待摊费用 应付职工薪酬 预计负债 未分配利润 少数股东权益 政府补助
    关联交易金额 投标保证金 履约保证金 质量保证金 农民工工资保证金 招标代理服务费 概算总投资 股权转让价款 残疾赔偿金
    案件受理费 票面金额 本金余额 精神损害抚慰金""".split(),
)
def test_a_line_of_a_statement_or_a_contract_is_whole(indicator: str) -> None:
    check(f"{indicator}1.2亿元。", "1.2亿元", of(None, indicator))
    check(f"公司{indicator}为1.2亿元，同比增长5%。", "1.2亿元", of("公司", indicator))


@pytest.mark.parametrize(
    "indicator",
    """流动性比例 净稳定资金比例 法定存款准备金率 新业务价值率 首套房贷款利率 再贴现率 森林覆盖率 绿化覆盖率
    自来水普及率 燃气普及率 义务教育巩固率 综合线损率 财政自给率 政府债务率 空气质量优良天数比例""".split(),
)
def test_a_rate_is_whole(indicator: str) -> None:
    check(f"{indicator}12.5%。", "12.5%", of(None, indicator))
    check(f"2023年，{indicator}达到12.5%，比上年提高1个百分点。", "12.5%", of(None, indicator))


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        # an industry, a list and a buyer of goods stay subjects
        ("第二产业增加值3.2亿元。", "3.2亿元", of("第二产业", "增加值")),
        ("高技术制造业增加值增长8%。", "8%", of("高技术制造业", "增加值")),
        ("社会保障和就业、卫生健康支出增长7%。", "7%", of("社会保障和就业、卫生健康", "支出")),
        ("主力资金净流入3.2亿元。", "3.2亿元", of("主力资金", "净流入")),
    ],
)
def test_what_owns_a_property_is_no_part_of_its_name(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("中标金额是：356.8万元。", "356.8万元", of(None, "中标金额")),
        ("成交金额为：人民币468,000.00元整。", "468,000.00元整", of(None, "成交金额")),
        ("最高投标限价系：2,345,678.00元。", "2,345,678.00元", of(None, "最高投标限价")),
        ("采购预算是：120万元；成交价为：98.5万元。", "98.5万元", of(None, "成交价")),
        ("公司注册资本是：5000万元，实缴资本是：3000万元。", "3000万元", of("公司", "实缴资本")),
        ("总工期是180天，合同价款是：￥1,200,000.00。", "￥1,200,000.00", of(None, "合同价款")),
        ("中标价格是 ：85万元。", "85万元", of(None, "中标价格")),
        ("成交供应商：江州洁净环保有限公司；成交金额是：46.8万元。", "46.8万元", {"indicator": "成交金额"}),
        # no label
        ("问题是：3家企业未整改。", "3家", {"indicator": "未整改的企业"}),
        ("关键在于：投入了5亿元。", "5亿元", of(None, "投入")),
    ],
)
def test_a_label_with_a_copula(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("最高限价298万元，投标保证金6万元，履约保证金15万元。", "6万元", of(None, "投标保证金")),
        ("最高限价298万元，投标保证金6万元，履约保证金15万元。", "15万元", of(None, "履约保证金")),
        ("投标保证金20万元，履约保证金为合同价的10%，质量保证金3%。", "10%", of(None, "履约保证金")),
        ("投标保证金20万元，履约保证金为合同价的10%，质量保证金3%。", "3%", of(None, "质量保证金")),
        ("工程造价3.5亿元，农民工工资保证金350万元。", "350万元", of(None, "农民工工资保证金")),
        ("起拍价：1500万元；竞买保证金：300万元；加价幅度：10万元。", "300万元", of(None, "竞买保证金")),
        ("起拍价：1500万元；竞买保证金：300万元；加价幅度：10万元。", "10万元", of(None, "加价幅度")),
        # of goods
        ("沪铜保证金比例上调至12%。", "12%", {"indicator": "保证金比例"}),
    ],
)
def test_deposits_in_a_row_of_amounts(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("被告人李某犯盗窃罪，判处有期徒刑二年，并处罚金人民币五千元。", "五千元", of("李某", "罚金")),
        ("被告人张某被判处有期徒刑三年六个月，并处罚金人民币2万元。", "2万元", of("张某", "罚金")),
        ("法院以受贿罪判处王某有期徒刑十二年，并处罚金人民币100万元。", "100万元", of("王某", "罚金")),
        ("对被告单位江州化工判处罚金人民币三百万元。", "三百万元", of("江州化工", "罚金")),
        ("江州银行被罚款90万元，时任行长赵刚被警告并罚款6万元。", "90万元", of("江州银行", "罚款")),
        ("江州银行被罚款90万元，时任行长赵刚被警告并罚款6万元。", "6万元", of("赵刚", "罚款")),
        ("华岭证券被责令改正并罚款200万元，合规总监李敏被罚款15万元。", "15万元", of("李敏", "罚款")),
        # what is done together is one indicator
        ("全国报废旧车并购买新能源汽车的占比达55%。", "55%", {"kind": "share"}),
        ("江州建成并启用换电站86座。", "86座", of("江州", "建成并启用换电站")),
    ],
)
def test_who_is_punished_and_how(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("全省居民人均可支配收入18500元，同比名义增长5.8%。", "18500元", of("全省居民", "人均可支配收入")),
        (
            "全省居民人均可支配收入18500元，同比名义增长5.8%，实际增长5.6%。",
            "5.6%",
            {**of("全省居民", "人均可支配收入"), "basis": "yoy"},
        ),
        (
            "全省居民人均可支配收入18500元，名义增长5.8%，实际增长5.6%。",
            "5.6%",
            {**of("全省居民", "人均可支配收入"), "basis": "yoy"},
        ),
        ("农村居民人均可支配收入名义增长6.6%，实际增长6.3%。", "6.3%", of("农村居民", "人均可支配收入")),
        ("全市居民人均可支配收入同比名义增长4.5%，扣除价格因素，实际增长4.3%。", "4.3%", {"subject": "全市居民"}),
        (
            "全国居民人均消费支出13200元，比上年同期名义增长6.8%，扣除价格因素影响，实际增长6.7%。",
            "6.7%",
            of("全国居民", "人均消费支出"),
        ),
    ],
)  # fmt: skip
def test_nominal_and_real_growth_of_households(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("华岭股份（300111）、东昌股份（600222）分别上涨5.2%和3.1%。", "5.2%", {**UP, **of("华岭股份", "股价")}),
        ("华岭股份（300111）、东昌股份（600222）分别上涨5.2%和3.1%。", "3.1%", {**UP, **of("东昌股份", "股价")}),
        ("华岭股份、东昌股份分别下跌2.5%、1.1%。", "1.1%", {**DOWN, **of("东昌股份", "股价")}),
        ("华岭股份(300111)和东昌股份(600222)净利润分别为1.2亿元和0.8亿元。", "1.2亿元", of("华岭股份", "净利润")),
        ("华岭股份(300111)和东昌股份(600222)净利润分别为1.2亿元和0.8亿元。", "0.8亿元", of("东昌股份", "净利润")),
        ("光大水泥、华岭水泥熟料库存分别为42万吨、36万吨。", "42万吨", of("光大水泥", "熟料库存")),
        ("光大水泥、华岭水泥熟料库存分别为42万吨、36万吨。", "36万吨", of("华岭水泥", "熟料库存")),
        # indicators, not names
        ("应收票据、应收账款分别增加3.2%和5.6%。", "5.6%", of(None, "应收账款")),
        ("汽油、柴油价格分别上调210元和200元。", "200元", of("柴油", "价格")),
    ],
)
def test_lists_of_shares_and_of_things_that_end_alike(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("华岭集团拟以38亿元收购东昌半导体65%股权。", "65%", of("东昌半导体", "股权")),
        ("公司受让北桥新材料51%的股权。", "51%", of("北桥新材料", "股权")),
        ("华岭集团收购张某持有的东昌芯材30%股权。", "30%", of("东昌芯材", "股权")),
        ("期末拨备覆盖率268.4%，不良率1.2%。", "268.4%", of(None, "拨备覆盖率")),
        ("招股书显示，公司前五大客户销售占比71.2%；天眼查显示，公司注册资本2000万元。", "71.2%", {"speaker": None}),
        ("招股书显示，前五大客户占比71.2%；天眼查显示，注册资本2000万元。", "2000万元", {"speaker": "天眼查"}),
        ("WTI原油期货收跌1.8%。", "1.8%", {**DOWN, **of("WTI原油期货", "价格")}),
        ("合同负债1.2亿元，租赁负债0.3亿元。", "1.2亿元", of(None, "合同负债")),
    ],
)  # fmt: skip
def test_stakes_times_and_sources(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "subject", "indicator"),
    [
        ("2023年，江州科技商誉1.2亿元。", "江州科技", "商誉"),
        ("江州医药货币资金3.6亿元。", "江州医药", "货币资金"),
        ("江州建材投标保证金30万元。", "江州建材", "投标保证金"),
        ("江州科技资产减值损失0.8亿元。", "江州科技", "资产减值损失"),
        ("江州电子流动比率1.8倍。", "江州电子", "流动比率"),
        ("江州医药目标价25元。", "江州医药", "目标价"),
        # a business, not a company
        ("江州旅游收入12亿元。", "江州", "旅游收入"),
    ],
)
def test_a_company_by_what_only_companies_have(text: str, subject: str, indicator: str) -> None:
    check(text, text.removesuffix("。").partition(indicator)[2], of(subject, indicator))
