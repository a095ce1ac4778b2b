"""Prices of shares, goods and papers that are traded: each kind in several wordings, and look-alikes.

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
        ("海川科技收于18.4元，跌3.1%。", "18.4元", of("海川科技", "股价")),
        ("海川科技收于18.4元（-3.15%）。", "3.15%", of("海川科技", "股价") | DOWN),
        ("截至收盘，贵州茅台报1,680元。", "1,680元", of("贵州茅台", "股价")),
        ("腾讯控股收报376.2港元，阿里巴巴收跌1.2%。", "376.2港元", of("腾讯控股", "股价")),
        ("苹果涨1.2%，特斯拉-3.4%。", "3.4%", of("特斯拉", "股价") | DOWN),
        ("WTI报74.4美元/桶，布油报78.1美元/桶。", "74.4美元/桶", of("WTI", "价格")),
        ("沪铜2409报73,210元/吨，较上一交易日涨0.6%。", "73,210元/吨", of("沪铜2409", "价格")),
        ("沪铜2409报73,210元/吨，较上一交易日涨0.6%。", "0.6%", of("沪铜2409", "价格") | UP),
        ("螺纹钢主力合约-1.8%，铁矿石+0.6%。", "1.8%", of("螺纹钢主力合约", "价格") | DOWN),
        ("螺纹钢主力合约-1.8%，铁矿石+0.6%。", "0.6%", of("铁矿石", "价格") | UP),
        ("伦铜-0.7%，伦铝+0.4%。", "0.4%", of("伦铝", "价格") | UP),
        ("纽约黄金期货收于每盎司2,473.4美元，涨幅为0.9%。", "2,473.4美元", of("纽约黄金期货", "价格")),
        ("纽约黄金期货收于每盎司2,473.4美元，涨幅为0.9%。", "0.9%", of("纽约黄金期货", "价格") | UP),
        # an indicator, an index, a place; a change with a basis
        ("江州科技股价收于12.3元。", "12.3元", of("江州科技", "股价")),
        ("海川科技募资升至20亿元。", "20亿元", {"indicator": "募资"}),
        ("江州市GDP突破5000亿元。", "5000亿元", of("江州市", "GDP")),
        ("纳指-0.6%，标普500+0.1%。", "0.6%", of("纳指", None) | DOWN),
        ("CPI+0.3%，社零+3.1%。", "0.3%", of(None, "CPI") | UP),
        ("美国出口-3.2%。", "3.2%", of("美国", "出口") | DOWN),
        ("原煤产量同比-3%。", "3%", of("原煤", "产量") | DOWN),
    ],
)
def test_what_is_quoted(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)
