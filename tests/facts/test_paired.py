"""One word for two properties before two figures, and look-alikes that stay."""

from __future__ import annotations

from typing import Any

import pytest

from tests.facts.test_laws import UP, check
from tests.facts.test_tenders_and_filings import of

CARS = "上半年，汽车产销量分别完成12.5万辆和11.9万辆，同比分别增长12%和9%。"


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        (CARS, "12.5万辆", of("汽车", "产量")),
        (CARS, "11.9万辆", of("汽车", "销量")),
        (CARS, "12%", {**UP, **of("汽车", "产量")}),
        (CARS, "9%", {**UP, **of("汽车", "销量")}),
        ("上半年，商用车产销38万辆和36.4万辆。", "36.4万辆", of("商用车", "销量")),
        ("其中，新能源汽车产销分别增长39%、38%。", "39%", of("新能源汽车", "产量")),
        ("全市一般公共预算收支分别为30亿元和42亿元。", "42亿元", of("全市", "一般公共预算支出")),
        ("2023年，该省进出口分别增长3%和5%。", "5%", {"indicator": "出口"}),
        ("上半年，我国汽车产销量分别完成12.5万辆和11.9万辆。", "12.5万辆", of("我国", "汽车产量")),
        ("内、外贸吞吐量分别增长2.0%和5.5%。", "2.0%", {"indicator": "内贸吞吐量"}),
        ("大、中、小型企业指数分别为50.3%、49.1%和48.2%。", "49.1%", {"indicator": "中型企业指数"}),
        ("进、出口分别增长3%和5%。", "3%", {"indicator": "进口"}),
        ("新建商品住宅和二手住宅销售价格分别上涨4.4%和5.3%。", "4.4%", of("新建商品住宅", "销售价格")),
        # one figure, or another word
        ("2023年，该省进出口总额为30亿元。", "30亿元", {"indicator": "进出口总额"}),
        ("汽车产销量突破3000万辆。", "3000万辆", of("汽车", "产销量")),
        ("汽车产销率为98%。", "98%", {"indicator": "产销率"}),
        ("江州、海川两市产量分别为3万吨和2万吨。", "2万吨", of("海川", "产量")),
    ],
)
def test_each_figure_has_its_own_property(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)
