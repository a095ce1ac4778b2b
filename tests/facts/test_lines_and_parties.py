"""Indicators that a line's end cuts in two, who is punished, dividends declared, and brackets that are no words.

A row is a text, a figure in it, and what its fields must be; `None` says that the field is empty.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.facts.test_laws import check
from tests.facts.test_wordings import of


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("公司实现净利\n润1.2亿元，同比增长12%。", "1.2亿元", of("公司", "净利润")),
        ("公司实现净利\n润1.2亿元，同比增长12%。", "12%", of("公司", "净利润")),
        ("公司资产负\n债率为45%，较上年末下降2个百分点。", "45%", of("公司", "资产负债率")),
        ("公司资产负\n债率为45%，较上年末下降2个百分点。", "2个百分点", of("公司", "资产负债率")),
        ("实现营业收\n入35.6亿元，同比增长15%。", "35.6亿元", of(None, "营业收入")),
        ("全市财政收\n入达到120亿元。", "120亿元", {"indicator": "财政收入"}),
        ("江州科技研发费\n用3.2亿元。", "3.2亿元", of("江州科技", "研发费用")),
        ("本期不良贷款\n率1.2%。", "1.2%", {"indicator": "不良贷款率"}),
        # lines that end where a word does
        ("主要指标\n净利润1.2亿元。", "1.2亿元", {"indicator": "净利润"}),
        ("营业收入\n净利润1.2亿元。", "1.2亿元", {"indicator": "净利润"}),
        ("公司净利。\n润滑油收入1.2亿元。", "1.2亿元", {"indicator": "收入"}),
    ],
)
def test_an_indicator_cut_by_the_end_of_a_line(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("证监局对东昌会计师事务所没收业务收入120万元。", "120万元", of("东昌会计师事务所", "没收业务收入")),
        ("监管局对江州银行罚款30万元。", "30万元", of("江州银行", "罚款")),
        ("市监局对华岭科技处以罚款12万元。", "12万元", of("华岭科技", "罚款")),
        ("监管局对江州银行给予警告并罚款35万元。", "35万元", of("江州银行", "罚款")),
        ("法院对江州银行罚没款共56万元。", "56万元", of("江州银行", "罚没款")),
        # no one is punished here
        ("江州银行罚款收入30万元。", "30万元", {"kind": "level"}),
    ],
)
def test_who_is_punished(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("董事会建议派发末期股息每股0.32港元。", "0.32港元", of(None, "末期股息")),
        ("董事会建议派付末期股息每股人民币0.15元。", "0.15元", of(None, "末期股息")),
        ("董事会宣派中期股息每股普通股0.2港元。", "0.2港元", of(None, "中期股息")),
        ("公司拟派发特别股息每股1.2港元。", "1.2港元", of("公司", "特别股息")),
        ("江州控股宣派中期股息每股0.5元。", "0.5元", of("江州控股", "中期股息")),
        ("公司净利润为3.2亿元。", "3.2亿元", of("公司", "净利润")),
    ],
)
def test_a_dividend_declared(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("年初至今（截至5月10日）北向资金净流入780亿元。", "780亿元", of("北向资金", "净流入")),
        ("股东华岭投资拟减持2%股份，减持前持股比例为7.6%。", "7.6%", {"indicator": "持股比例"}),
        ("会议强调，全市要新增就业12万人。", "12万人", of("全市", "新增就业")),
    ],
)
def test_marks_and_words_that_are_no_part_of_an_indicator(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)
