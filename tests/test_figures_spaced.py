"""Numbers written with blanks, line breaks, a currency before bare digits, ranges from one, and sizes of data.

A row is a text and its figures as (text, canonical form); an empty list says that there is none.
"""

from __future__ import annotations

from functools import lru_cache

import pytest

from extractor import Extractor
from tests.extractors import shared_extractor


@lru_cache(maxsize=1)
def _reader() -> Extractor:
    return shared_extractor(model=None)


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("合同总额为欧元1,250,000.00。", ["1250000 EUR"]),
        ("赔偿英镑5000。", ["5000 GBP"]),
        ("支付瑞士法郎98,500。", ["98500 CHF"]),
        ("作价美元480万。", ["4800000 USD"]),
        # rates and indices
        ("欧元1.08，美元103.5。", []),
        ("美元兑日元155.2，美元兑韩元1400。", []),
        ("人民币汇率7.1。", []),
    ],
)
def test_a_currency_before_bare_digits(text: str, norms: list[str]) -> None:
    assert [record.norm for record in _reader().extract(text).figures] == norms


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("网速达300兆。", ["300 兆"]),
        ("内存512兆。", ["512 兆"]),
        ("宽带升级到1000兆。", ["1000 兆"]),
        ("时速350km/h。", ["350 km/h"]),
        # trillions of money
        ("市值23.5兆，岁出2.3兆。", ["23500000000000 CNY", "2300000000000 CNY"]),
        ("总预算2.3兆元。", ["2300000000000 CNY"]),
    ],
)
def test_sizes_of_data_and_speeds(text: str, norms: list[str]) -> None:
    assert [record.norm for record in _reader().extract(text).figures] == norms


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("一到两成的企业。", ["10-20 %"]),
        ("扩大一至两倍。", ["1-2 倍"]),
        ("下降一到三个百分点。", ["1-3 pp"]),
        ("花费一到两万元。", ["10000-20000 CNY"]),
        ("电价三角八分。", ["0.38 CNY"]),
        ("车票两元三角。", ["2.3 CNY"]),
        ("目标价对应18x/15x/12x PE。", ["18 倍", "15 倍", "12 倍"]),
        ("对应25x PE。", ["25 倍"]),
        # a length of time, a saying, a size
        ("一到两个月。", []),
        ("三角债规模。", []),
        ("尺寸18x15x12厘米。", []),
    ],
)
def test_ranges_from_one_dimes_and_multiples_before_their_name(text: str, norms: list[str]) -> None:
    assert [record.norm for record in _reader().extract(text).figures] == norms


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("增长12 .5 %。", ["12.5 %"]),
        ("总额达2 ,356.7万元。", ["23567000 CNY"]),
        ("共12 ,000元。", ["12000 CNY"]),
        ("共 3 5 0 家企业。", ["350 家"]),
        ("投资1.2 万\n亿元。", ["1200000000000 CNY"]),
        ("营业收入 1,235.67 亿 元。", ["123567000000 CNY"]),
        # two cells, a list of letters
        ("A 12 ,B 15。", []),
        ("共 3家、5家。", ["3 家", "5 家"]),
    ],
)
def test_blanks_and_breaks_inside_numbers(text: str, norms: list[str]) -> None:
    assert [record.norm for record in _reader().extract(text).figures] == norms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("腊月二十三客流3万人次。", "腊月二十三"),
        ("正月初八开工。", "正月初八"),
        ("过去五年年均增长8%。", "过去五年"),
        ("近三年年均增长8%。", "近三年"),
        ("农历八月二十五。", "农历八月二十五"),
        ("腊月二十小年。", "腊月二十"),
    ],
)
def test_whole_days_and_spans(text: str, words: str) -> None:
    assert [record.text for record in _reader().extract({"text": text, "published": "2024-07-10"}).dates] == [words]


def test_an_average_line_is_no_span() -> None:
    assert not _reader().extract({"text": "股价站上近三年均线。", "published": "2024-07-10"}).dates


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("投资两到三千万元。", ["20000000-30000000 CNY"]),
        ("融资三至五百万元。", ["3000000-5000000 CNY"]),
        ("补贴两到三百亿元。", ["20000000000-30000000000 CNY"]),
        ("面积两到三千亩。", ["2000-3000 亩"]),
        ("补贴五到十万元。", ["50000-100000 CNY"]),
        ("补贴五到三百万元。", ["50000-3000000 CNY"]),
        ("二手车五万九成交。", ["59000 CNY"]),
        ("最后六万八拿下，两万二就卖了。", ["68000 CNY", "22000 CNY"]),
        # counts
        ("股票两万八成交量。", ["28000"]),
        ("三万五人参加。", ["35000 人"]),
    ],
)
def test_shared_thousands_and_spoken_prices(text: str, norms: list[str]) -> None:
    assert [record.norm for record in _reader().extract(text).figures] == norms
