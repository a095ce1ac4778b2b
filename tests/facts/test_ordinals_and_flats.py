"""Lists of ordinals, lists in which one thing does not move, 各; how a change was reckoned; papers that do not speak.

A row is a text, a figure in it, and what its fields must be; `None` says that the field is empty.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.facts.test_laws import DOWN, UP, check
from tests.facts.test_tenders_and_filings import of


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("一、二、三产业增加值分别为12亿元、45亿元和60亿元。", "12亿元", of("第一产业", "增加值")),
        ("一、二、三产业增加值分别为12亿元、45亿元和60亿元。", "60亿元", of("第三产业", "增加值")),
        ("第二、三产业增加值分别增长5.6%、5.0%。", "5.6%", of("第二产业", "增加值")),
        ("第一、第二、第三产业增加值分别增长3%、4%、5%。", "4%", of("第二产业", "增加值")),
        ("第一、二产业投资分别下降3%和增长4%。", "3%", of("第一产业", "投资") | DOWN),
        ("一、二、三线城市房价分别下降0.5%、0.6%和0.8%。", "0.6%", of("二线城市", "房价")),
        # names and times that begin so
        ("三一重工、一汽解放营收分别为12亿元、30亿元。", "30亿元", of("一汽解放", "营收")),
        ("一、二季度投资分别增长5%和4%。", "4%", {"indicator": "投资"}),
    ],
)
def test_ordinals_share_their_noun(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("猪肉、牛肉、羊肉价格环比分别上涨2.0%、下降1.3%和持平。", "2.0%", of("猪肉", "价格") | UP),
        ("猪肉、牛肉、羊肉价格环比分别上涨2.0%、下降1.3%和持平。", "1.3%", of("牛肉", "价格") | DOWN),
        ("猪肉、牛肉、羊肉价格环比分别持平、下降1.3%和上涨2%。", "1.3%", of("牛肉", "价格") | DOWN),
        ("猪肉、牛肉、羊肉价格环比分别持平、下降1.3%和上涨2%。", "2%", of("羊肉", "价格") | UP),
        ("收入、成本、毛利同比各增长12%、15%、6%。", "15%", {"indicator": "成本", "basis": "yoy"}),
        ("江州、海川两地客流各增长12%和15%。", "12%", of("江州", "客流")),
        ("江州、海川客流分别增长12%和15%，云岭持平。", "15%", of("海川", "客流")),
        ("农业、工业增加值分别增长3%和5%。", "3%", of("农业", "增加值")),
        ("农业、工业增加值分别增长3%和5%。", "5%", of("工业", "增加值")),
        ("各类药品销量、均价分别增长12%和15%。", "15%", {"indicator": "均价"}),
    ],
)
def test_lists_with_flats_and_each(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("剔除汇率影响后海外收入增长9%。", "9%", {"indicator": "海外收入"}),
        ("扣除特殊因素影响后利润增长2.1%。", "2.1%", of(None, "利润")),
        ("全市规上工业增加值可比增长7.2%。", "7.2%", {"indicator": "规上工业增加值"}),
        ("剔除春节错月因素，社零增长4.1%。", "4.1%", of(None, "社零")),
        ("还原缓税因素后，增值税增长3%。", "3%", of(None, "增值税")),
        ("不考虑汇兑损益影响，公司净利润为3亿元。", "3亿元", of("公司", "净利润")),
        ("剔除个别影响因素后，全省税收增长6%。", "6%", of("全省", "税收")),
        # what is measured
        ("公司扣除非经常性损益后的净利润1.2亿元。", "1.2亿元", of("公司", "扣除非经常性损益后的净利润")),
        ("扣除成本后的利润2亿元。", "2亿元", {"indicator": "扣除成本后的利润"}),
        ("影响因素共12个。", "12个", {"indicator": "影响因素"}),
    ],
)
def test_how_a_change_was_reckoned(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("平台交易额12亿元，退货率3%。", "3%", {"indicator": "退货率"}),
        ("7月社融同比+8.2%，M1同比−6.6%。", "6.6%", of(None, "M1")),
        ("公司营收12亿元，毛利率35%，费用率12%。", "12%", of("公司", "费用率")),
        ("公司营收12亿元，增速8%。", "8%", of("公司", "营收")),
        ("判处被告单位江州建设罚金150万元。", "150万元", of("江州建设", "罚金")),
        ("对当事人江州食品厂处以罚款30万元。", "30万元", of("江州食品厂", "罚款")),
        ("被告人应缴纳罚金3万元。", "3万元", {"subject": "被告人"}),
    ],
)
def test_indicators_and_parties_of_their_own(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("审计报告显示，该局超支120万元。", None),
        ("评估报告显示，江州地块估值3亿元。", None),
        ("调查报告显示，全县有320户受灾。", None),
        ("年度报告显示，公司员工共180人。", None),
        ("海川市审计局表示，该局超支120万元。", "海川市审计局"),
        ("据海川棉花网统计，库存为3万吨。", "海川棉花网"),
    ],
)
def test_papers_do_not_speak(text: str, speaker: str | None) -> None:
    (figure, *_) = [text[index:] for index in range(len(text)) if text[index].isdigit()]
    check(text, figure[:1], {"speaker": speaker})
