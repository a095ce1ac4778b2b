"""What holds of facts whoever reads their words: each kind with several wordings, and look-alikes that stay.

A row is a text, a figure in it, and what its fields must be; `None` says that the field is empty.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractors import shared_extractor

READER = shared_extractor()


def check(text: str, figure: str, fields: dict[str, Any], published: str = "2024-07-10") -> None:
    figures = READER.extract({"text": text, "published": published}).figures
    found = [record for record in figures if figure in record.text]
    assert found, [record.text for record in figures]
    assert {name: getattr(found[-1], name) for name in fields} == fields


DOWN, UP = {"kind": "change", "direction": "down"}, {"kind": "change", "direction": "up"}


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("国内柴油价格每吨下调195元。", "195元", DOWN),
        ("航煤出厂价每吨下调310元。", "310元", DOWN),
        ("6月末，全市存款余额较上季度末增长2%。", "2%", {"basis": "qoq"}),
        ("6月末，全市贷款余额较上月末增长1.1%。", "1.1%", {"basis": "mom"}),
        ("6月末，公司负债总额较上年末下降12.4%。", "12.4%", {**DOWN, "basis": "since"}),
        ("12月末，该行贷款余额较上年末增长9.4%。", "9.4%", {**UP, "basis": "yoy"}),
        ("在建工程余额较期初增加12.6%。", "12.6%", {**UP, "basis": "since"}),
        ("良品率较上年提高3.5个百分点。", "3.5个百分点", {**UP, "basis": "yoy"}),
        ("一季度，海江电子营业收入环比下降3.1%。", "3.1%", {**DOWN, "basis": "qoq"}),
        ("5月，云江省工业用电量环比增长2.3%。", "2.3%", {**UP, "basis": "mom"}),
        # levels have neither
        ("柴油价格为每吨7195元。", "7195元", {"kind": "level", "direction": None, "basis": None}),
        ("存款余额增至1.2万亿元。", "1.2万亿元", {"kind": "level", "direction": None, "basis": None}),
    ],
)
def test_verbs_and_comparisons_before_a_figure_hold(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "speaker"),
    [
        ("滨江市委常委、副市长周强出席，签约项目12个。", "12个", None),
        ("滨江市市长周强主持会议，今年将建学校30所。", "30所", None),
        ("判决书显示，涉案金额500万元。", "500万元", None),
        ("采购清单显示，设备共12台。", "12台", None),
        ("其与柯明的转账记录显示，2023年8月共转出35.6万元。", "35.6万元", None),
        ("滨江汽车集团有限公司（下简称滨汽集团）3月销量3.2万辆。", "3.2万辆", None),
        ("滨江控股2023年财务费用1.2亿元，货币资金12亿元。", "12亿元", None),
        # who does speak is kept
        ("副市长周强介绍，签约项目12个。", "12个", "周强"),
        ("据国家统计局数据，5月CPI同比上涨0.3%。", "0.3%", "国家统计局"),
        ("“全市新增学校30所。”周强说。", "30所", "周强"),
        ("海关总署发布的数据显示，前5个月出口增长4.2%。", "4.2%", "海关总署"),
    ],
)
def test_nobody_speaks_without_a_word_that_reports(text: str, figure: str, speaker: str | None) -> None:
    check(text, figure, {"speaker": speaker})


@pytest.mark.parametrize(
    ("text", "figure", "modality"),
    [
        ("公司预计2024年上半年净利润为3.2亿元左右，同比增长50%左右。", "3.2亿元", "forecast"),
        ("公司预计2024年上半年净利润为3.2亿元左右，同比增长50%左右。", "50%", "forecast"),
        ("预计到十二月底，项目完成投资3.2亿元。", "3.2亿元", "forecast"),
        ("公司有望全年出货8万台。", "8万台", "forecast"),
        ("海江电子净利润预增60%。", "60%", "forecast"),
        ("海江电子业绩预亏，预亏金额2亿元。", "2亿元", "forecast"),
        ("截至7月8日，预增公司达75家，占比61%。", "75家", "actual"),
        ("发布预减公告的公司有32家。", "32家", "actual"),
        ("其中预增75家，预亏12家。", "12家", "actual"),
        ("公司拟每10股派发现金红利2.5元。", "2.5元", "target"),
        ("公司计划回购股票73.7万股。", "73.7万股", "target"),
        ("力争到年底，规上企业达到300家。", "300家", "target"),
        # facts beside a forecast, and forecasts that a value is compared with
        ("下周央行将有1700亿元逆回购到期，上周净回笼300亿元。", "300亿元", "actual"),
        ("5月出口增长7.6%，高于市场预期。", "7.6%", "actual"),
        ("全年计划生育奖励支出120万元。", "120万元", "actual"),
        ("城市规划用地12.5平方公里。", "12.5平方公里", "actual"),
    ],
)
def test_a_clause_tells_fact_aim_or_forecast(text: str, figure: str, modality: str) -> None:
    check(text, figure, {"modality": modality})


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("海江电子因信息披露违规被罚款500万元。", "500万元", {"subject": "海江电子", "indicator": "罚款"}),
        ("新工艺使能耗下降20个百分点。", "20个百分点", {"subject": "新工艺", "indicator": "能耗"}),
        ("毛利率35.2%，净利率12.3%。", "12.3%", {"indicator": "净利率"}),
        ("CPI同比下降0.1%，PPI环比下降0.2%。", "0.2%", {"indicator": "PPI"}),
        ("公司应收账款3亿元，存货减少1.2%。", "1.2%", {"indicator": "存货"}),
        ("李明持股1.2亿股，占总股本的5.6%。", "1.2亿股", {"subject": "李明", "indicator": "持股"}),
        ("李明持股1.2亿股，占总股本的5.6%。", "5.6%", {"subject": "李明", "kind": "share"}),
        ("判处有期徒刑三年，并处罚金人民币五万元。", "五万元", {"indicator": "罚金"}),
        ("城镇居民人均可支配收入16549元，名义增长4.2%。", "4.2%", {"indicator": "人均可支配收入"}),
        # words that only look like these
        ("有机肥产量12万吨。", "12万吨", {"kind": "level"}),
        ("实际使用外资12亿元。", "12亿元", {"indicator": "实际使用外资"}),
    ],
)
def test_words_are_cut_where_words_end(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "subject", "indicator"),
    [
        ("滨江、海江、云江三市分别完成投资120亿元、98亿元和76亿元。", "120亿元", "滨江", "投资"),
        ("滨江、海江、云江三市分别完成投资120亿元、98亿元和76亿元，分别增长12%、8%和5%。", "8%", "海江", "投资"),
        ("应收票据、应收账款分别增加3.2%和5.6%。", "3.2%", None, "应收票据"),
        ("应收票据、应收账款分别增加3.2%和5.6%。", "5.6%", None, "应收账款"),
        ("国内汽油、柴油价格每吨分别上调200元和195元。", "195元", "柴油", "价格"),
        ("滨江电子（688123）、海江科技（300456）分别上涨5.2%、3.1%。", "3.1%", "海江科技", "股价"),
        ("滨江、海江、云江三地二手房成交分别为1.2万套、1.8万套和0.9万套。", "0.9万套", "云江", "二手房成交"),
        ("第一产业、第二产业、第三产业增加值分别增长3.1%、5.2%、6.0%。", "5.2%", "第二产业", "增加值"),
        ("甲公司和乙公司分别出资3000万元、2000万元。", "2000万元", "乙公司", "出资"),
        # nothing to deal: the list has another number of things
        ("滨江、海江产值分别增长，其中滨江产值增长5%。", "5%", "滨江", "产值"),
    ],
)
def test_respectively_deals_figures(text: str, figure: str, subject: str | None, indicator: str) -> None:
    check(text, figure, {"subject": subject, "indicator": indicator})


@pytest.mark.parametrize(
    ("text", "figure", "subject", "indicator"),
    [
        ("工资性收入7319元。", "7319元", None, "工资性收入"),
        ("公司所有者权益56亿元。", "56亿元", None, "所有者权益"),
        ("中标价：1234.56万元。", "1234.56万元", None, "中标价"),
        ("净利息收入2146.31亿元。", "2146.31亿元", None, "净利息收入"),
        # an industry, a product and the nation are subjects
        ("第二产业增加值36亿元。", "36亿元", "第二产业", "增加值"),
        ("工业机器人产量5万套。", "5万套", "工业机器人", "产量"),
        ("全国一般公共预算收入12万亿元。", "12万亿元", "全国", "一般公共预算收入"),
    ],
)
def test_a_name_of_the_catalogue_is_whole(text: str, figure: str, subject: str | None, indicator: str) -> None:
    figures = READER.extract({"text": text, "published": "2024-07-10"}).figures
    assert figures[-1].text == figure
    assert figures[-1].indicator == indicator
    assert figures[-1].subject == subject or (subject is None and figures[-1].subject in (None, "公司"))


@pytest.mark.parametrize(
    ("text", "figure", "speaker"),
    [
        ("江州日报讯（记者 林一舟）滨江市出口36亿元，增长5%。", "36亿元", None),
        ("江州日报讯 （记者林一舟）滨江市产值120亿元。", "120亿元", None),
        ("海川晚报讯（通讯员 周岚）全市签约项目12个。", "12个", None),
        ("江州新闻网消息（记者 李涛）滨江市投资增长8%。", "8%", None),
        ("滨江市统计局局长周强介绍，出口36亿元。\n全市贷款余额9870亿元，绿色贷款占比三成。", "9870亿元", None),
        # who does speak is kept, in a byline's own paragraph and behind it
        ("江州日报讯（记者 林一舟）滨江市统计局局长周强介绍，出口36亿元。", "36亿元", "周强"),
        ("滨江市统计局局长周强介绍，出口36亿元，增长5%。", "5%", "周强"),
        ("据江州日报报道，滨江市出口36亿元。", "36亿元", "江州日报"),
    ],
)
def test_a_byline_does_not_speak_nor_does_a_person_of_an_earlier_paragraph(
    text: str, figure: str, speaker: str | None
) -> None:
    check(text, figure, {"speaker": speaker})


@pytest.mark.parametrize(
    ("text", "figure", "modality"),
    [
        ("到2026年，江州将培育企业60家以上。", "60家", "target"),
        ("力争出口突破200亿元，“十五五”末能耗下降14%。", "14%", "target"),
        ("预计明年粮食产量达到2000万吨。", "2000万吨", "forecast"),
        # what is over, or under way, stays a fact
        ("到2023年，江州已培育企业60家。", "60家", "actual"),
        ("2024年上半年，江州培育企业60家。", "60家", "actual"),
    ],
)
def test_a_time_yet_to_come_has_aims_and_forecasts(text: str, figure: str, modality: str) -> None:
    check(text, figure, {"modality": modality})


@pytest.mark.parametrize(
    ("text", "figure", "days"),
    [
        # an average rate is of the whole span
        ("市场规模由2016年的12亿元增至2020年的30亿元，年均复合增长率为25.7%。", "25.7%", ("2016-01-01", "2020-12-31")),
        ("2018—2023年，江州绿色信贷余额年均增长21%。", "21%", ("2018-01-01", "2023-12-31")),
        ("预计2023年储能装机规模为30吉瓦，到2027年达到97吉瓦，CAGR为34%。", "34%", ("2023-01-01", "2027-12-31")),
        ("2019年出货量120万台，2022年210万台，三年复合增速20.5%。", "20.5%", ("2019-01-01", "2022-12-31")),
        ("“十三五”期间，全县粮食产量年均增长2.1%。", "2.1%", ("2016-01-01", "2020-12-31")),
        # a list over a span of years has one year each
        ("我们预计云江医药2023—2025年营业收入分别为12亿元、15亿元和19亿元。", "15亿元", ("2024-01-01", "2024-12-31")),
        ("2023-2025年利润为1.2亿元、1.6亿元、2.1亿元，市盈率31倍、24倍和18倍。", "18倍", ("2025-01-01", "2025-12-31")),
        ("2019年至2022年，该基金年收益率是3.1%、1.7%、4.4%和3.8%。", "1.7%", ("2020-01-01", "2020-12-31")),
        # a span that is no list of these figures stays
        ("2021—2023年，江州累计投资12亿元，建成厂房8座。", "12亿元", ("2021-01-01", "2023-12-31")),
        # spans counted from the day of publication have no days of their own
        ("近五年，江州货物出口年均增长14.6%。", "14.6%", (None, None)),
        ("未来三年，海川汽车计划投资120亿元。", "120亿元", (None, None)),
        ("过去十年，全市新建学校320所。", "320所", (None, None)),
        ("今年上半年，全市新建学校32所。", "32所", ("2024-01-01", "2024-06-30")),
    ],
)
def test_spans_of_years_are_dealt_or_kept_whole(text: str, figure: str, days: tuple[str | None, str | None]) -> None:
    check(text, figure, {"period_start": days[0], "period_end": days[1]})


@pytest.mark.parametrize(
    ("text", "figure", "days"),
    [
        # 前值 is the time before that of the value beside it
        ("云国6月PPI同比下降3.1%，预期下降3.3%，前值下降4.6%。", "4.6%", ("2024-05-01", "2024-05-31")),
        ("云国6月零售额环比升0.4%，前值从升0.9%修正为升0.7%。", "0.7%", ("2024-05-01", "2024-05-31")),
        ("云国一季度GDP增长1.3%，前值为1.1%。", "1.1%", ("2023-10-01", "2023-12-31")),
        ("云国6月PPI同比下降3.1%，预期下降3.3%。", "3.3%", ("2024-06-01", "2024-06-30")),
        # what a change sets out from is of no stated time
        ("今年，江州清洁能源装机占比由41%升至57%。", "41%", (None, None)),
        ("今年，江州清洁能源装机占比由41%升至57%。", "57%", ("2024-01-01", "2024-12-31")),
        ("“十四五”以来，云江省重点实验室从9家增加到21家。", "9家", (None, None)),
        # … but of the time that the sentence compares with
        ("项目从2020年的36个增至2023年的90个，投资额从48亿元增至95亿元。", "48亿元", ("2020-01-01", "2020-12-31")),
        # … and of the first part of a span with two ends
        ("2019—2023年，江州进出口总额由128亿元增至190亿元。", "128亿元", ("2019-01-01", "2019-12-31")),
        ("2019—2023年，江州进出口总额由128亿元增至190亿元。", "190亿元", ("2023-01-01", "2023-12-31")),
        ("2023年4月到2024年2月间，面板价格由330美元降至240美元。", "330美元", ("2023-04-01", "2023-04-30")),
        # a forecast is of the same time before and after its change
        ("海川证券将江州2024年经济增长预期从5.6%下调至5.1%。", "5.6%", ("2024-01-01", "2024-12-31")),
        # two times that are summed are one
        ("7月8日、9日两天，江州运送旅客56万人次。", "56万人次", ("2024-07-08", "2024-07-09")),
        ("2022年和2023年，云江医药净利润合计73亿元。", "73亿元", ("2022-01-01", "2023-12-31")),
        ("2022年和2023年，云江医药净利润分别为33亿元和40亿元。", "40亿元", ("2023-01-01", "2023-12-31")),
    ],
)
def test_times_of_values_before_and_of_sums(text: str, figure: str, days: tuple[str | None, str | None]) -> None:
    check(text, figure, {"period_start": days[0], "period_end": days[1]})


@pytest.mark.parametrize(
    ("text", "figure", "days"),
    [
        # a year that is aimed at is its last day
        ("方案提出，到2027年，全省森林覆盖率达到45%。", "45%", ("2027-12-31", "2027-12-31")),
        ("该厂计划到2030年将年产能扩大至15万辆。", "15万辆", ("2030-12-31", "2030-12-31")),
        ("业内预计，全球市场规模至2028年有望达到350亿元。", "350亿元", ("2028-12-31", "2028-12-31")),
        # one that came is the whole year
        ("到了2016年，云国军费变成了400亿元。", "400亿元", ("2016-01-01", "2016-12-31")),
        ("到2018年，江州煤炭产量达到3.6亿吨。", "3.6亿吨", ("2018-01-01", "2018-12-31")),
        # a span keeps its ends, and 截至 its moment
        ("截至2022年末，江州常住人口320万人。", "320万人", ("2022-12-31", "2022-12-31")),
        ("预计2027年，江州数字经济规模为350亿元。", "350亿元", ("2027-01-01", "2027-12-31")),
        # a list over months
        ("2024年1—4月各月，江州出口额分别为12亿元、15亿元、11亿元和16亿元。", "15亿元", ("2024-02-01", "2024-02-29")),
        ("1—5月，江州PMI分别为49.2%、50.1%、50.8%、50.4%和49.5%。", "49.5%", ("2024-05-01", "2024-05-31")),
        ("1—3月，江州三次产业分别增长2.1%、5.6%和6.2%。", "2.1%", ("2024-01-01", "2024-03-31")),
        ("1—2月，江州投资、消费分别增长4.1%、5.2%。", "4.1%", ("2024-01-01", "2024-02-29")),
    ],
)
def test_years_that_are_reached_and_lists_over_months(
    text: str, figure: str, days: tuple[str | None, str | None]
) -> None:
    check(text, figure, {"period_start": days[0], "period_end": days[1]})


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("据海川棉花网统计，江州棉花收购量12万吨。", "海川棉花网"),
        ("根据产业纵览数据，江州11月空调库存390万台。", "产业纵览"),
        ("另据《海川日用报》报告，江州家电销量36万台。", "海川日用报"),
        ("Datamark数据显示，江州票房3.2亿元。", "Datamark"),
        ("行情平稳，海川棉花网监测显示，江州棉价每吨1.5万元。", "海川棉花网"),
        # what names no source
        ("据不完全统计，江州新增企业320家。", None),
        ("公开数据显示，江州新增企业320家。", None),
        ("龙虎榜数据显示，机构净买入1.2亿元。", None),
        ("据统计，江州新增企业320家。", None),
        ("根据规划，江州将建学校30所。", None),
        ("按可比价格计算，江州产值增长5%。", None),
        ("据研究数据显示，江州产值增长5%。", None),
        ("今日发布的报告显示，江州产值增长5%。", None),
        ("原始数据显示，江州产值120亿元。", None),
        ("根据全国第七次人口普查数据，江州常住人口320万人。", None),
        ("公司需要用其他的销售数据显示增长，全年销量12万台。", None),
    ],
)
def test_a_source_of_data_speaks(text: str, speaker: str | None) -> None:
    check(text, READER.extract(text).figures[0].text, {"speaker": speaker})


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("江州市经济平稳。江州华芯公司扩产。\n9月末，全市贷款余额9870亿元，较年初增加612亿元。", ["江州市"] * 2),
        ("云江省发布数据。海川汽车投产。\n上半年，全省进出口总额1.2万亿元，同比增长6%。", ["云江省"] * 2),
        ("滨江县委召开会议。\n全县粮食产量12万吨，增长3%。", ["滨江县"] * 2),
        # a part of the whole keeps its own words
        ("9月末，江州市贷款余额9870亿元，绿色贷款余额增长21%。", ["江州市", None]),
    ],
)
def test_the_place_right_before_an_indicator_is_the_subject(text: str, subjects: list[str | None]) -> None:
    figures = READER.extract({"text": text, "published": "2024-10-10"}).figures
    assert [record.subject for record in figures] == subjects


@pytest.mark.parametrize(
    ("text", "figure", "basis"),
    [
        # 环比 is with the quarter before where the figure is of a quarter
        ("一季度，江州电子营业收入12亿元，环比增长5.2%。", "5.2%", "qoq"),
        ("截至一季度末，江州共开立账户146万户，环比增长1.1%。", "1.1%", "qoq"),
        ("6月，江州二手房成交量环比增长5.2%。", "5.2%", "mom"),
        # a date that the clause compares with
        ("二季度，江州货运量较一季度增长6.8%。", "6.8%", "qoq"),
        ("6月，江州新能源车销量较5月增长6.8%。", "6.8%", "mom"),
        ("2023年，江州粮食产量较2022年增加12万吨。", "12万吨", "yoy"),
        ("上半年，江州用电量较2023年上半年增长6.8%。", "6.8%", "yoy"),
        ("7月8日，云江医药股价较6月18日下跌13%。", "13%", "since"),
        ("6月末，江州贷款余额较年初增加612亿元。", "612亿元", "since"),
        # average rates
        ("6月，江州出口同比增长24.1%，两年平均增长16.2%。", "16.2%", "avg"),
        ("1月江州快递业务量同比增长84%，两年复合增长27%。", "27%", "avg"),
        # a forecast that is revised
        ("该机构预计江州经济增长4.6%，上调0.1个百分点。", "0.1个百分点", None),
        ("机构将江州2024年经济增长预期下调0.3个百分点。", "0.3个百分点", None),
    ],
)
def test_what_a_change_is_measured_against(text: str, figure: str, basis: str | None) -> None:
    check(text, figure, {"kind": "change", "basis": basis})


@pytest.mark.parametrize(
    ("text", "figure", "modality"),
    [
        ("海川证券将云江医药目标价从32元下调至27.5元。", "32元", "forecast"),
        ("海川证券将云江医药目标价从32元下调至27.5元。", "27.5元", "forecast"),
        ("一季度净利润2.7亿元，低于我们预期的3.4亿元。", "3.4亿元", "forecast"),
        ("一季度净利润2.7亿元，低于我们预期的3.4亿元。", "2.7亿元", "actual"),
        ("6月CPI同比上涨3.6%，市场预期为3.5%。", "3.5%", "forecast"),
        ("一季度净利润2.7亿元，超出市场预期。", "2.7亿元", "actual"),
    ],
)
def test_expected_values_are_forecasts(text: str, figure: str, modality: str) -> None:
    check(text, figure, {"modality": modality})
