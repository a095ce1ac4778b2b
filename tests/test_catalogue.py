"""Canonical names: which indicator of the catalogue and which subject the words of a fact mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.catalogue import Naming, known_indicators
from extractor.rulebook import load_rulebook
from tests.extractors import shared_extractor

NAMING = Naming(load_rulebook())
INDICATORS = NAMING.indicators


@pytest.mark.parametrize(
    ("indicator", "unit", "kind", "name"),
    [
        ("GDP", "CNY", "level", "国内生产总值"),
        ("国内生产总值（GDP）", "CNY", "level", "国内生产总值"),
        ("地区生产总值", "CNY", "level", "地区生产总值"),
        ("GDP同比增速", "%", "change", "国内生产总值"),
        ("社零总额", "CNY", "level", "社会消费品零售总额"),
        ("固投", "%", "change", "固定资产投资"),
        ("归属于上市公司股东的净利润", "CNY", "level", "归母净利润"),
        ("归母净利", "CNY", "level", "归母净利润"),
        ("扣非净利润", "CNY", "level", "扣非归母净利润"),
        ("累计实现营业总收入", "CNY", "level", "营业收入"),
        ("ｃｐｉ", "%", "change", "居民消费价格指数"),
        ("M2余额", "CNY", "level", "广义货币"),
        ("规上工业增加值", "%", "change", "规模以上工业增加值"),
        ("核心一级资本充足率", "%", "level", "核心一级资本充足率"),
        ("粮食总产量", "吨", "level", "粮食产量"),
        ("新能源车销量", "辆", "level", "新能源汽车销量"),
        ("水稻种植面积", "亩", "level", "稻谷播种面积"),
        ("冬小麦", "亩", "level", "冬小麦播种面积"),
        ("占GDP的比重", "%", "share", "占国内生产总值比重"),
        ("占全国总量的比重", "%", "share", "占全国总量比重"),
        ("对东盟进出口", "CNY", "level", "对东盟进出口总值"),
        ("分别进出口", "CNY", "level", "进出口总值"),
        ("累计报告接种新冠病毒疫苗", "剂次", "level", "新冠病毒疫苗接种剂次"),
        ("越南硅片产能", "瓦", "level", "硅片产能"),
        ("共登记社会组织", "家", "level", "社会组织数"),
        # whose or where it is, and the same thing
        ("两国士兵死亡", "名", "level", "死亡人数"),
        ("踩踏事件造成的死亡人数", "人", "level", "死亡人数"),
        ("列车相撞死亡人数", "人", "level", "死亡人数"),
        ("该国渔民失踪", "名", "level", "失踪人数"),
        ("沿岸村民受伤", "人", "level", "受伤人数"),
    ],
)
def test_the_canonical_name_of_an_indicator(indicator: str, unit: str, kind: str, name: str) -> None:
    label = {"CNY": "MONEY", "%": "PERCENT"}.get(unit, "QUANTITY")
    assert INDICATORS.named(indicator, None, label, unit, kind).name == name


@pytest.mark.parametrize(
    ("indicator", "label", "unit", "kind"),
    [
        ("营业收入", "QUANTITY", "吨", "level"),  # money alone
        ("粮食产量", "MONEY", "CNY", "level"),  # a quantity alone
        ("失业率", "QUANTITY", "人", "level"),  # a rate alone
        ("净利润", "PERCENT", "%", "share"),  # a part of it is another thing
        ("员工满意的程度", "PERCENT", "%", "level"),
        ("无人知晓的指标", "PERCENT", "%", "level"),
        ("城市天际线", "QUANTITY", "条", "level"),
        ("占地", "PERCENT", "%", "level"),
        # another thing by the words before it
        ("新增士兵死亡", "QUANTITY", "米", "level"),
        ("当日新增死亡人数", "MONEY", "CNY", "level"),
        ("消防员营救被困人员", "PERCENT", "%", "level"),
        ("城市脑死亡", "QUANTITY", "人", "level"),
        ("孕产妇死亡", "QUANTITY", "人", "level"),
        ("市政府安排", "QUANTITY", "人", "level"),
    ],
)
def test_another_measure_or_an_unknown_name_is_not_named(indicator: str, label: str, unit: str, kind: str) -> None:
    assert INDICATORS.named(indicator, None, label, unit, kind).name is None


@pytest.mark.parametrize(
    ("indicator", "label", "unit", "kind", "name"),
    [
        # how many of a kind, with the words that say which
        ("科技企业", "QUANTITY", "家", "level", "科技企业数"),
        ("重点配套企业数量", "QUANTITY", "家", "level", "重点配套企业数"),
        ("共有在建核电机组", "QUANTITY", "台", "level", "在建核电机组数量"),
        ("固定翼无人机", "QUANTITY", "架", "level", "固定翼无人机数量"),
        ("培育农村科技人才", "QUANTITY", "名", "level", "农村科技人才数"),
        ("已建成养老服务中心", "QUANTITY", "个", "level", "养老服务中心数"),
        ("5G基站数量", "QUANTITY", "个", "level", "5G基站数"),
        ("AI前沿企业", "QUANTITY", "家", "level", "AI前沿企业数"),
        # an average and a count of one day
        ("日均交易金额", "PERCENT", "%", "change", "日均成交额"),
        ("平均每天接待游客", "QUANTITY", "人次", "level", "日均接待游客人次"),
        ("新增水土流失治理面积", "QUANTITY", "平方公里", "level", "新增水土流失治理面积"),
        # a thing that no list has
        ("燃气销售量", "QUANTITY", "立方米", "level", "燃气销量"),
        ("冬枣产量", "QUANTITY", "吨", "level", "冬枣产量"),
        ("5G手机出货量", "PERCENT", "%", "change", "5G手机出货量"),
        # the verb before the thing, or alone
        ("出口钢材", "QUANTITY", "吨", "level", "钢材出口量"),
        ("销售汽车", "QUANTITY", "辆", "level", "汽车销量"),
        ("出口", "QUANTITY", "辆", "level", "出口量"),
        ("总投资占比", "PERCENT", "%", "share", "总投资占比"),
        # look-alikes: another measure, a verb, a person, words that say nothing
        ("公司净利润", "QUANTITY", "家", "level", None),
        ("投资年产", "MONEY", "CNY", "level", None),
        ("开启数字化改造的企业", "QUANTITY", "家", "level", None),
        ("发现问题线索", "MONEY", "CNY", "level", None),
        ("消费", "PERCENT", "%", "change", None),
        ("生产", "QUANTITY", "纳米", "level", None),
        ("其他企业", "QUANTITY", "家", "level", None),
        ("企业解决技术难题", "QUANTITY", "家", "level", None),
        ("帮助重点企业", "QUANTITY", "人次", "level", None),
        ("再生稻预计产量", "QUANTITY", "吨", "level", None),
        ("出口转内销", "QUANTITY", "吨", "level", None),
        ("净利润占比", "PERCENT", "%", "level", None),
    ],
)
def test_a_kind_of_what_has_a_name(indicator: str, label: str, unit: str, kind: str, name: str | None) -> None:
    assert INDICATORS.named(indicator, None, label, unit, kind).name == name


@pytest.mark.parametrize(
    ("indicator", "unit", "kind", "name"),
    [
        # a thing that is counted, with the words that say which
        ("村级寄递服务站", "个", "level", "村级寄递服务站数"),
        ("灯塔工厂", "座", "level", "灯塔工厂数"),
        ("公立博物馆总数", "家", "level", "公立博物馆数"),
        ("口袋公园", "处", "level", "口袋公园数"),
        ("护士", "名", "level", "护士人数"),
        ("高校毕业生志愿者", "名", "level", "高校毕业生志愿者人数"),
        ("联合演习", "次", "level", "联合演习次数"),
        ("水稻插秧机数量", "台", "level", "水稻插秧机数"),
        # the verb in front is what was done with them; what they did is behind the noun or before it
        ("出动救护车", "辆", "level", "救护车数"),
        ("累计核发绿色电力证书", "个", "level", "绿色电力证书数"),
        ("知名企业参展", "家", "level", "知名参展企业数"),
        ("参展企业", "家", "level", "参展企业数"),
        ("球队参赛", "支", "level", "参赛球队数"),
        # how many by a rate: people and institutions, goods only where a number is named
        ("外国游客", "%", "change", "外国游客人数"),
        ("刑事案件", "%", "change", "刑事案件数"),
        ("拖拉机数量", "%", "change", "拖拉机数"),
        # a rate of companies is of what they earn, but for new ones and where a number is named
        ("中央企业", "%", "change", None),
        ("新设外商投资企业", "%", "change", "新设外商投资企业数"),
        ("物流企业数量", "%", "change", "物流企业数"),
        # the country before a kind is where it is
        ("德国保险公司", "家", "level", "保险公司数"),
        # look-alikes: goods by a rate, another measure, a clause, an abstract noun
        ("拖拉机", "%", "change", None),
        ("护士", "元", "level", None),
        ("灯塔工厂", "千瓦", "level", None),
        ("企业解决技术难题的能力", "家", "level", None),
        ("积极性", "个", "level", None),
        ("在灯塔工厂上班", "名", "level", None),
    ],
)
def test_what_is_counted_as_it_is_named(indicator: str, unit: str, kind: str, name: str | None) -> None:
    label = {"%": "PERCENT", "元": "MONEY"}.get(unit, "QUANTITY")
    assert INDICATORS.named(indicator, None, label, unit, kind).name == name


@pytest.mark.parametrize(
    ("indicator", "label", "unit", "kind", "name"),
    [
        # the reach or the average in the middle or behind
        ("国家铁路累计发送货物", "QUANTITY", "吨", "level", "铁路货运量"),
        ("快递日均业务量", "QUANTITY", "件", "level", "日均快递业务量"),
        ("快递业务量日均", "QUANTITY", "件", "level", "日均快递业务量"),
        ("日票房", "MONEY", "CNY", "level", "单日票房"),
        ("周成交额", "MONEY", "CNY", "level", "单周成交额"),
        ("吞吐量", "QUANTITY", "吨", "level", "港口货物吞吐量"),
        ("吞吐量", "QUANTITY", "标箱", "level", "集装箱吞吐量"),
        ("吞吐量", "QUANTITY", "人次", "level", "旅客吞吐量"),
        # goods with a verb behind them, by what is measured
        ("钢材消费", "QUANTITY", "吨", "level", "钢材消费量"),
        ("原油进口", "QUANTITY", "桶", "level", "原油进口量"),
        ("钢材消费", "MONEY", "CNY", "level", None),
        # an amount, a rate, an index of what the words before them name
        ("融资成本", "MONEY", "CNY", "level", "融资成本"),
        ("上网电量", "QUANTITY", "元", "level", None),
        ("儿童近视率", "PERCENT", "%", "level", "儿童近视率"),
        ("夏播粮食进度", "PERCENT", "%", "level", None),
        ("快递发展指数", "PERCENT", "%", "change", "快递发展指数"),
        ("大豆期货", "MONEY", "USD/蒲式耳", "level", "大豆期货价格"),
        # the verb of a grant, the partner in quotation marks, a part whose share changed
        ("下达补助资金", "MONEY", "CNY", "level", "财政补助资金"),
        ("对“一带一路”沿线国家进出口", "MONEY", "CNY", "level", "对“一带一路”沿线国家进出口总值"),
        ("占全国的比重", "PERCENT", "pp", "change", "占全国比重"),
        ("占全国的比重", "PERCENT", "%", "change", None),
        ("占申请总量", "PERCENT", "%", "share", "占申请比重"),
    ],
)
def test_the_order_of_words_and_what_stands_around_a_name(
    indicator: str, label: str, unit: str, kind: str, name: str | None
) -> None:
    assert INDICATORS.named(indicator, None, label, unit, kind).name == name


@pytest.mark.parametrize(
    ("subject", "indicator", "label", "unit", "name"),
    [
        # an institution behind a town is the name of one body, behind the nation it is all of them
        ("贵州银行", "罚款", "MONEY", "CNY", "罚款金额"),
        ("全国银行", "罚款", "MONEY", "CNY", "银行罚款金额"),
        # a company has results, the fruit a harvest
        ("苹果", "营业收入", "MONEY", "CNY", "营业收入"),
        ("苹果", "产量", "QUANTITY", "吨", "苹果产量"),
        # words between a thing and what is measured belong to somebody's name
        ("东湖钢铁集团", "成本", "MONEY", "CNY", "成本"),
        ("全国钢铁", "产量", "QUANTITY", "吨", "钢铁产量"),
    ],
)
def test_the_end_of_a_bodys_name_is_no_thing(subject: str, indicator: str, label: str, unit: str, name: str) -> None:
    assert NAMING(indicator, subject, label, unit, "level")[0] == name


@pytest.mark.parametrize(("one", "other"), [("规模以上工业增加值", "工业增加值"), ("日均旅客发送量", "旅客发送量"),
                                            ("新增确诊病例", "确诊病例"), ("净利润", "归母净利润")])  # fmt: skip
def test_words_that_change_the_meaning_keep_names_apart(one: str, other: str) -> None:
    assert INDICATORS._names[one].name != INDICATORS._names[other].name


@pytest.mark.parametrize(
    ("subject", "indicator", "names"),
    [
        ("北京市规模以上工业", "增加值", ("规模以上工业增加值", "北京市")),
        ("规模以上工业", "增加值", ("规模以上工业增加值", None)),
        ("我国新能源汽车", "产量", ("新能源汽车产量", "中国")),
        ("全国民航", "旅客运输量", ("民航旅客运输量", "中国")),
        ("北京", "地区生产总值", ("地区生产总值", "北京市")),
        ("广西", "进出口", ("进出口总值", "广西壮族自治区")),
        ("广东深圳", "GDP", ("国内生产总值", "深圳市")),
        ("全国", "固定资产投资", ("固定资产投资", "中国")),
        # what restricts stays
        ("江苏规模以上农副食品加工业", "增加值", ("规模以上农副食品加工业增加值", "江苏省")),
        ("规上汽车制造业", "增加值", ("规模以上汽车制造业增加值", None)),
        ("规模以上", "工业增加值", ("规模以上工业增加值", None)),
        ("汽车制造业", "增加值", ("汽车制造业增加值", None)),
        # a noun before a thing is a part of it; a place, a nation and a company own it
        ("风电太阳能", "发电量", ("发电量", None)),
        ("绿色智能家电", "销售额", ("销售额", None)),
        ("江州市粮食", "产量", ("粮食产量", None)),
        ("全国粮食", "产量", ("粮食产量", "中国")),
        # so many of what the subject names
        ("护理人员", "数", ("护理人员数", None)),
        # a word cut in two is no name
        ("灌溉水利用系", "数", (None, None)),
        ("交易笔", "数", (None, None)),
        ("澳大利亚", "澳大利亚就业率", ("就业率", "澳大利亚")),
        # the end of a word is no thing that is produced, and a name is not cut
        ("春风面粉", "产量", ("产量", None)),
    ],
)
def test_subject_and_indicator_are_named_together(
    subject: str, indicator: str, names: tuple[str | None, str | None]
) -> None:
    kind = "change"
    assert NAMING(indicator, subject, "PERCENT", "%", kind) == names


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("我国", "中国"), ("全国", "中国"), ("上海", "上海市"), ("内蒙古", "内蒙古自治区"), ("美国", "美国"),
        ("国家发改委", "国家发展改革委"), ("工信部", "工业和信息化部"),
        ("朝阳", None), ("某公司", None), ("中", None), (None, None),
    ],
)  # fmt: skip
def test_the_canonical_name_of_a_subject(subject: str | None, name: str | None) -> None:
    assert NAMING.subjects.named(subject) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("沪指", "上证指数"), ("恒指", "恒生指数"), ("某某指数", "某某指数"), ("以科技股为主的纳指", "纳斯达克指数"),
        ("美国基准标普500指数", "标准普尔500指数"), ("某某板块", None), ("指", None),
    ],
)  # fmt: skip
def test_an_index_of_a_market_is_its_own_indicator(words: str, name: str | None) -> None:
    assert INDICATORS.named(None, words, "PERCENT", "%", "change").name == name


def test_names_are_found_in_a_text_the_longest_first() -> None:
    text = "全年规模以上工业增加值增长5%，核心一级资本充足率为11%，净利润率12%。"
    found = [(text[start:end], name) for start, end, name in known_indicators().find(text)]
    assert found == [
        ("规模以上工业增加值", "规模以上工业增加值"),
        ("核心一级资本充足率", "核心一级资本充足率"),
        ("净利润率", "净利率"),
    ]


def test_records_have_the_names() -> None:
    text = "2024年，浙江省规模以上工业增加值增长7.5%，社零总额3.6万亿元。"
    figures = shared_extractor(model=None).extract({"content": text, "published": "2025-01-20"}).figures
    assert [figure.indicator_norm for figure in figures] == ["规模以上工业增加值", "社会消费品零售总额"]
    assert figures[0].subject_norm == "浙江省"


def test_a_file_of_your_own_adds_entries_and_names(tmp_path: Path) -> None:
    (tmp_path / "indicators").mkdir()
    lines = "[indicators]\n云平台续约率 续约率 unit=%\n营业收入 主业进账\n"
    (tmp_path / "indicators" / "mine.txt").write_text(lines, encoding="utf-8")
    mine = Naming(load_rulebook([tmp_path]))
    assert mine("续约率", None, "PERCENT", "%", "level") == ("云平台续约率", None)
    assert mine("主业进账", None, "MONEY", "CNY", "level") == ("营业收入", None)


def test_no_name_stands_for_two_entries() -> None:
    owners: dict[str, set[str]] = {}
    for entry in INDICATORS.entries.values():
        for name in entry.names:
            owners.setdefault(name, set()).add(entry.name)
    doubled = {name: sorted(names) for name, names in owners.items() if len(names) > 1}
    assert doubled == {}


def test_every_whole_is_an_entry_itself() -> None:
    parts = {entry.part for entry in INDICATORS.entries.values() if entry.part}
    assert parts
    assert parts <= set(INDICATORS.entries)
