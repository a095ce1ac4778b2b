"""Companies by their listed names: sentence beside the bodies expected. Sentences are our own; no model takes part."""

from __future__ import annotations

import pytest

from extractor.mentions import ORG, PERSON
from tests.recognizers.test_names import found, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # certain short names, wherever they occur
        ("分众传媒与中公教育签约。", ["分众传媒", "中公教育"]),
        ("湖北宜化、五洲新春今日复牌。", ["湖北宜化", "五洲新春"]),
        ("猿辅导和精锐教育转型。", ["猿辅导", "精锐教育"]),
        # a longer name of the same company, a unit of it, a branch that acts
        ("三星集团回应，分众传媒控股称已收到，分众传媒控股子公司亏损。", ["三星集团", "分众传媒控股", "分众传媒"]),
        ("特斯拉中国官网更新，特斯拉中国市场回暖。", ["特斯拉中国", "特斯拉"]),
        # unclear names: where the text shows a company, and from there on everywhere
        ("海量数据（603138）涨停，海量数据称将扩产。", ["海量数据", "海量数据"]),
        ("平台汇集海量数据，服务北京文化建设。", []),
        ("拓尔思、海量数据领涨。", ["拓尔思", "海量数据"]),
        ("课程从东方通过网络传播。", []),
        # words: only straight beside what shows a company
        ("机器人（300024.SZ）走强，机器人订单增加。", ["机器人"]),
        ("上市公司老百姓开店，方便老百姓购药。", ["老百姓"]),
        ("天津港货物吞吐量增长，太阳能发电提速。", []),
        ("一家机器人公司开业，上市公司机器人公告。", ["机器人"]),
        ("游戏《分众传媒》上线，《人民日报》刊文。", ["人民日报"]),
        ("应急植入式电极，中植集团回应，中植入式设备。", ["中植集团"]),
        # brands of two characters
        ("福特CEO到访，通用股价上涨。", ["福特", "通用"]),
        ("采用通用标准，面向社会大众。", []),
        ("集中建设，积极响应，由中通过审查。", []),
        # two companies' names written as one, a part of a longer Latin name, an abbreviation of what is no company
        ("新车由雷诺三星汽车供货，三星与雷诺合资。", ["雷诺三星汽车", "三星", "雷诺"]),
        ("广大三星用户受益，三星回应。", ["三星", "三星"]),
        ("应用在Google Play上架，Google回应。", ["Google"]),
        ("谷歌母公司Alphabet Inc公布财报。", ["谷歌", "Alphabet"]),
        ("一期为互联网数据中心（IDC）和云平台。", []),
        ("研究机构IDC发布报告。", ["IDC"]),
        ("苏宁消金增资，苏宁回应。", ["苏宁消金", "苏宁"]),
        ("卡塔尔能源事务大臣到访，卡塔尔能源回应。", ["卡塔尔能源"]),
        # goods, an idiom, words before what shares do
        ("豆粕、苹果涨超1%，螺纹钢跌2%。", []),
        ("纸浆、苹果、豆粕跌超2%。", []),
        ("微软、苹果涨超1%。", ["微软", "苹果"]),
        ("安邦定国是基石。", []),
        ("诚达药业今日上市，午后拉升涨超7%。", ["诚达药业"]),
        # codes in all their forms
        ("已有雪莱特(002076)等两家公告。", ["雪莱特"]),
        ("快讯丨老百姓 （603883.SH）公布业绩。", ["老百姓"]),
        ("快讯，梅安森（SZ 300275，收盘价：12元）异动。", ["梅安森"]),
        ("鼎讯云科（证券代码：872197）近日发布报告。", ["鼎讯云科"]),
        ("报告（2019）显示增长，附件（1）备查。", []),
    ],
)
def test_companies(text: str, expected: list[str]) -> None:
    assert found(text, ORG) == expected


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("天齐锂业股份有限公司公告，天齐锂业扩产。", ["天齐锂业", "天齐锂业"]),
        ("中公教育科技股份有限公司（002607）披露年报。", ["中公教育"]),
    ],
)
def test_one_company_one_canonical_name(text: str, norms: list[str]) -> None:
    assert [m.norm for m in read(text) if m.label == ORG] == norms


@pytest.mark.parametrize(
    ("text", "model", "expected"),
    [
        # the second mention leaves the ending out
        ("威胜控股(03393.HK)公告，威胜将供货。", {"威胜控股": ORG}, ["威胜控股", "威胜"]),
        ("五洲新春公告，向五洲四海发货。", {}, ["五洲新春"]),
        ("阳光电源扩产，阳光的普照。", {}, ["阳光电源"]),
        ("建业新生活公告，将建业务中心。", {}, ["建业新生活"]),
        # or some of its endings
        ("杭州柚集网络科技有限公司增资，柚集网络完成融资。", {}, ["杭州柚集网络科技有限公司", "柚集网络"]),
        ("四川蓝谷生物医药有限公司获批，蓝谷生物扩产。", {}, ["四川蓝谷生物医药有限公司", "蓝谷生物"]),
        ("上海未来网络科技有限公司公告，未来网络建设提速。", {}, ["上海未来网络科技有限公司"]),
        ("北京国际贸易有限公司成立，国际贸易增长。", {}, ["北京国际贸易有限公司"]),
        # the rest is a word of the language
        ("出版传媒（601999）公告，新书的出版发行。", {}, ["出版传媒"]),
        ("时代出版公告，时代在变。", {}, ["时代出版"]),
        # a bond's name holds its issuer's
        ("威胜控股公告，兑付“19威胜G1”。", {"威胜控股": ORG}, ["威胜控股"]),
    ],
)
def test_second_mentions(text: str, model: dict[str, str], expected: list[str]) -> None:
    assert found(text, ORG, model) == expected


@pytest.mark.parametrize(
    ("text", "model", "expected"),
    [
        # a model's person is a company among companies, whichever end of the list is certain
        ("瑞幸、库迪和蜜雪冰城相继降价。", {"库迪": PERSON}, ["瑞幸", "库迪", "蜜雪冰城"]),
        ("零跑、小鹏、蔚来公布交付数据。", {"小鹏": PERSON}, ["零跑", "小鹏", "蔚来"]),
        ("海底捞、太二和西贝调整菜单。", {}, ["海底捞", "太二", "西贝"]),
        ("卫龙、三只松鼠上新。", {"卫龙": PERSON}, ["卫龙", "三只松鼠"]),
        ("优必选、宇树与众擎参展。", {}, ["优必选", "宇树", "众擎"]),
        ("茶百道、沪上阿姨与古茗争夺县城。", {}, ["茶百道", "沪上阿姨", "古茗"]),
        ("特斯拉与大众车主见面。", {}, ["特斯拉"]),
        # among people, alone, or as a word it is none
        ("王强、小鹏和李明出席。", {"王强": PERSON, "小鹏": PERSON, "李明": PERSON}, []),
        ("小鹏说他会来。", {"小鹏": PERSON}, []),
        ("得物尽其用，理想远大。", {}, []),
    ],
)
def test_a_company_in_a_list_of_companies(text: str, model: dict[str, str], expected: list[str]) -> None:
    assert found(text, ORG, model) == expected
