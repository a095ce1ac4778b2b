"""Companies named by a short word and their business: sentence beside the bodies expected. No model takes part."""

from __future__ import annotations

import pytest

from extractor.mentions import ORG
from tests.recognizers.test_names import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("江州医药总股本12亿股，流通股8亿股。", ["江州医药"]),
        ("东昌钢铁以每吨5100元的价格卖出钢坯。", ["东昌钢铁"]),
        ("云州置业以8.8亿元竞得城东地块。", ["云州置业"]),
        ("云州高科、云州软件中标。", ["云州高科", "云州软件"]),
        ("临江租赁注册资本5亿元。", ["临江租赁"]),
        ("江州控股质押1.2亿股。", ["江州控股"]),
        ("海江水务上半年净利润3亿元，由江州建工中标。", ["海江水务", "江州建工"]),
        ("江州医药控股拟增持。", ["江州医药控股"]),
        # kinds of business, in a place or at large
        ("江州医药产业产值3亿元，国内钢铁产量8亿吨。", []),
        ("本地银行拟放贷，我省旅游净利润3亿元。", []),
        ("全市电力投资3亿元，高端装备拟投资，智能装备收购升温。", []),
        ("浙江汽车出口3万辆，上海旅游收入3亿元。", []),
    ],
)
def test_companies_by_their_business(text: str, expected: list[str]) -> None:
    assert found(text, ORG) == expected
