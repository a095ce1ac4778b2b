"""Who is fined, prices that words name, parallel things, per whom: each kind in several wordings, and look-alikes.

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
        ("因信息披露违规，公司被处以60万元罚款，实际控制人被罚30万元。", "60万元", of("公司", "罚款")),
        ("因信息披露违规，公司被处以60万元罚款，实际控制人被罚30万元。", "30万元", {"subject": "实际控制人"}),
        ("因环境违法，公司被罚款60万元，法定代表人被处罚款3万元。", "3万元", of("法定代表人", "罚款")),
        ("因未按规定披露，公司被处以60万元罚款。", "60万元", of("公司", "罚款")),
        ("海川银行被处以罚款120万元。", "120万元", of("海川银行", "罚款")),
        # no fine
        ("公司被评为优秀企业，奖金3万元。", "3万元", {"indicator": "奖金"}),
        ("江州电子因信息披露违规被罚款500万元。", "500万元", {"subject": "江州电子", "speaker": None}),
        ("江州电子披露，公司亏损3亿元。", "3亿元", {"speaker": "江州电子"}),
    ],
)
def test_who_is_fined(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "fields"),
    [
        ("二手房均价每平方米跌600元，环比跌2.4%。", "600元", of("二手房", "均价") | DOWN),
        ("二手房均价每平方米跌600元，环比跌2.4%。", "2.4%", of("二手房", "均价") | DOWN),
        ("学费每生每年上涨500元。", "500元", {"indicator": "学费"} | UP),
        ("燃油附加费每人每航段降10元。", "10元", {"indicator": "燃油附加费"} | DOWN),
        ("最低工资标准每月上调180元。", "180元", {"indicator": "最低工资标准"} | UP),
        ("城镇居民人均消费支出实际增长4.7%，农村居民实际增长6.6%。", "6.6%", of("农村居民", "人均消费支出")),
        ("武汉市出口增长5%，长沙市增长3%。", "3%", of("长沙市", "出口")),
        ("海川银行股份有限公司（以下简称“海川银行”或“发行人”）总资产3,200亿元。", "3,200亿元", {"indicator": "总资产"}),
        (
            "全国居民人均可支配收入11,539元，其中城镇居民15,150元、农村居民6,596元。",
            "15,150元",
            of("城镇居民", "人均可支配收入"),
        ),
        (
            "全国居民人均可支配收入11,539元，其中城镇居民15,150元、农村居民6,596元。",
            "6,596元",
            of("农村居民", "人均可支配收入"),
        ),
        ("财政收入30亿元，其中武汉市8亿元。", "8亿元", of("武汉市", "财政收入")),
        ("海川转债涨超9%，江州科技涨3%。", "9%", of("海川转债", "价格")),
        ("日本央行维持政策利率在0.25%不变。", "0.25%", of("日本央行", "政策利率")),
        ("美国三季度GDP环比折年率2.8%。", "2.8%", of("美国", "GDP")),
        ("该基金成立以来累计收益率为86.5%。", "86.5%", of("该基金", "累计收益率")),
        ("海川科技被判赔偿对方经济损失3,500万元。", "3,500万元", of("海川科技", "经济损失")),
        ("公司销售/管理/财务费率分别为8%/3%/1%。", "3%", {"indicator": "管理费率"}),
        ("海川股份净利润同比预增50%至70%。", "50%至70%", {"modality": "forecast"}),
        ("全市完成税收30亿元，其中补贴12亿元。", "12亿元", {"indicator": "补贴"}),
        ("进出口120亿元，其中出口80亿元。", "80亿元", {"indicator": "出口"}),
        # an index that moves, things that are not named alike
        ("沪指涨0.5%，创业板指涨1.2%。", "1.2%", of("创业板指", None)),
        ("每股收益增长5%。", "5%", {"indicator": "每股收益"}),
    ],
)
def test_prices_and_parallel_things(text: str, figure: str, fields: dict[str, Any]) -> None:
    check(text, figure, fields)


@pytest.mark.parametrize(
    ("text", "figure", "days"),
    [
        ("截至11月2日当周，初请失业金人数为22.1万人，前值21.8万人。", "21.8万人", ("2024-10-20", "2024-10-26")),
        ("上周汽油库存减少270万桶，前值为增加88万桶。", "88万桶", ("2024-10-28", "2024-11-03")),
        ("公司22/23年及24Q1营收8.2/9.6/2.3亿元。", "8.2", ("2022-01-01", "2022-12-31")),
        ("公司22/23年及24Q1营收8.2/9.6/2.3亿元。", "2.3亿元", ("2024-01-01", "2024-03-31")),
        ("2022、2023两年营收分别为8.6亿元和9.4亿元。", "9.4亿元", ("2023-01-01", "2023-12-31")),
        ("9、10两月出口分别为3亿元和4亿元。", "3亿元", ("2024-09-01", "2024-09-30")),
        ("9、10两月出口合计7亿元。", "7亿元", ("2024-09-01", "2024-10-31")),
        ("一季度出口增长5%，去年同期下降2%。", "2%", ("2023-01-01", "2023-03-31")),
        # the value before of no time, a sum
        ("利率为3.1%，前值3.35%。", "3.35%", (None, None)),
        ("2022年、2023年合计投资12亿元。", "12亿元", ("2022-01-01", "2023-12-31")),
    ],
)
def test_times_of_lists_and_of_values_before(text: str, figure: str, days: tuple[str | None, str | None]) -> None:
    check(text, figure, {"period_start": days[0], "period_end": days[1]}, "2024-11-15")
