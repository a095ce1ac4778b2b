"""What subjects and indicators do not end in, who is fined or pays, quotes behind a change: wordings and look-alikes.

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
        ("客户数达1.2亿户，户均余额3.2万元。", "1.2亿户", {"indicator": "客户数"}),
        ("用户数超1.2亿。", "1.2亿", {"indicator": "用户数"}),
        ("低保标准由每月800元提高到860元。", "800元", {"indicator": "低保标准"}),
        ("低保标准由每月800元提高到860元。", "860元", {"indicator": "低保标准"}),
        ("出口额约为3.2亿元。", "3.2亿元", {"indicator": "出口额"}),
        # other words that end so
        ("公司发放理由书12份。", "12份", {"indicator": "发放理由书"}),
        ("全市中介机构为12家。", "12家", {"indicator": "中介机构"}),
    ],
)
def test_what_an_indicator_does_not_end_in(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "subject"),
    [
        ("云州市云岭区人民法院判处被告人李明有期徒刑三年，并处罚金十万元。", "十万元", "李明"),
        ("江州市中级人民法院判决被告人王强犯受贿罪，并处罚金人民币五十万元。", "五十万元", "王强"),
        ("上交所对云岭股份予以公开谴责，证监局责令改正并罚款100万元。", "100万元", "云岭股份"),
        ("江州银保监分局对云州农商行罚款75万元，对相关责任人张某警告并罚款5万元。", "75万元", "云州农商行"),
        ("江州银保监分局对云州农商行罚款75万元，对相关责任人张某警告并罚款5万元。", "5万元", "张某"),
        ("东川证券被证监会罚款300万元。", "300万元", "东川证券"),
        ("甲方应向乙方支付违约金20万元。", "20万元", "甲方"),
        ("乙方向甲方返还预付款30万元。", "30万元", "乙方"),
        ("公司向银行申请贷款2亿元。", "2亿元", "公司"),
        # 向 inside a word
        ("北向资金净流入20亿元。", "20亿元", "北向资金"),
        ("云岭导向基金规模20亿元。", "20亿元", "云岭导向基金"),
    ],
)
def test_who_pays(text: str, figure: str, subject: str) -> None:
    check(text, figure, {"subject": subject})


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("布油跌0.8%报83.2美元/桶。", "83.2美元/桶", {"kind": "level", "direction": None}),
        ("铜价上涨2%，报9,850美元/吨。", "9,850美元/吨", {"kind": "level", "direction": None}),
        ("豆粕涨1.2%收于3,210元/吨。", "3,210元/吨", {"kind": "level", "direction": None}),
        ("豆粕涨1.2%。", "1.2%", {**of("豆粕", None), **UP}),
        ("日元贬值3%。", "3%", DOWN),
        ("人民币对美元升值0.5%。", "0.5%", UP),
        ("铜价上涨2%，铝价下跌30元/吨。", "30元/吨", DOWN),
    ],
)
def test_quotes_and_currencies(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "start"),
    [
        ("净利润由盈转亏，亏损1.3亿元，上年盈利0.5亿元。", "1.3亿元", None),
        ("净利润由盈转亏，亏损1.3亿元，上年盈利0.5亿元。", "0.5亿元", "2023-01-01"),
        ("营收3.2亿元，去年为2.8亿元。", "3.2亿元", None),
        ("2024年一季度营收3.2亿元，去年为2.8亿元。", "3.2亿元", "2024-01-01"),
    ],
)
def test_a_time_of_the_clause_behind(text: str, figure: str, start: str | None) -> None:
    check(text, figure, {"period_start": start})
