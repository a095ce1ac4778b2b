"""What a change is measured against: base_start and base_end, and the sign of values."""

from __future__ import annotations

import pytest

from extractor.records import FigureRecord, signed
from tests.extractors import shared_extractor

EXTRACTOR = shared_extractor(model=None)


def changes(text: str) -> list[FigureRecord]:
    figures = EXTRACTOR.extract({"content": text, "published": "2025-04-18"}).figures
    return [figure for figure in figures if isinstance(figure, FigureRecord) and figure.kind == "change"]


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("2020年，增加值较2015年增长56.9%。", ["2015-01-01/2015-12-31"]),
        ("2024年，两类产业增加值较2019年分别增长31.5%和40.2%。", ["2019-01-01/2019-12-31"] * 2),
        ("2024年9月末，贷款余额比年初增加300亿元。", ["2023-12-31/2023-12-31"]),
        ("2024年，森林覆盖率比“十三五”末提高3个百分点。", ["2020-12-31/2020-12-31"]),
        ("2024年，港口吞吐量是2010年的3倍。", ["2010-01-01/2010-12-31"]),
        ("与2019年相比，2024年客流增长12.5%。", ["2019-01-01/2019-12-31"]),
        ("2024年前三季度，进出口额同比增长3.7%。", ["2023-01-01/2023-09-30"]),
        ("2024年2月末，存款余额同比增长8%，环比下降1%。", ["2023-02-28/2023-02-28", "2024-01-31/2024-01-31"]),
        ("2025年3月，工业品出厂价格同比下降2.1%，环比下降0.3%。", ["2024-03-01/2024-03-31", "2025-02-01/2025-02-28"]),
        ("2025年一季度，营业收入环比增长1.4%。", ["2024-10-01/2024-12-31"]),
        ("2024年1至6月，净利润环比增长6%。", ["None/None"]),
        ("2025年3月上旬，生猪价格环比上涨2%。", ["2025-02-21/2025-02-28"]),
        ("2025年3月中旬，生猪价格环比上涨2%。", ["2025-03-01/2025-03-10"]),
        ("2024年，产量同比增长5%，较2019年增长30%。", ["2023-01-01/2023-12-31", "2019-01-01/2019-12-31"]),
        ("2024年，产量较2019年增长30%，同比增长5%。", ["2019-01-01/2019-12-31", "2023-01-01/2023-12-31"]),
        # a festival is on other days each year
        ("2024年春节假期，客流同比增长9%。", ["None/None"]),
        # an average and a rate against another place have no base
        ("2019年至2024年，产值年均增长9%。", ["None/None"]),
        ("2024年，增速比全国快1.4个百分点。", ["None/None"]),
        ("净利润同比增长9%。", ["None/None"]),
    ],
)
def test_the_base_of_a_change(text: str, bases: list[str]) -> None:
    assert [f"{change.base_start}/{change.base_end}" for change in changes(text)] == bases


@pytest.mark.parametrize("text", ["2024年，产值达到30亿元，比重为12%。", "2024年，目标产值30亿元。"])
def test_levels_and_shares_have_no_base(text: str) -> None:
    figures = EXTRACTOR.extract({"content": text, "published": "2025-04-18"}).figures
    assert figures
    assert all(figure.base_start is None and figure.base_end is None for figure in figures)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2024年，产量增长5.5%，出口下降2.4%。", [5.5, -2.4]),
        ("2024年，产量与上年持平，库存减少12万吨。", [-120000]),
        ("2024年，净利润1.2亿元，占比3%。", [120000000, 3]),
    ],
)
def test_signed_values(text: str, values: list[float]) -> None:
    figures = EXTRACTOR.extract({"content": text, "published": "2025-04-18"}).figures
    assert [figure.signed_value for figure in figures] == values


def test_zero_has_no_sign() -> None:
    assert [str(signed(0, "down")), str(signed(0.0, "down")), signed(None, "down")] == ["0", "0.0", None]


def test_an_endless_sentence_takes_its_time_from_near_dates_only() -> None:
    text = "2024年，" + "较2015年、" * 400 + "增长5%。"
    assert len(changes(text)) == 1


def test_spans_are_lists_in_json_and_no_columns_of_the_csv() -> None:
    extraction = EXTRACTOR.extract({"content": "2024年，产量增长5.5%。", "published": "2025-04-18"})
    figure = extraction.to_dict()["records"][-1]
    assert (figure["subject_spans"], figure["indicator_spans"], figure["cell"]) == ([], [[6, 8]], None)
    assert not {"subject_spans", "indicator_spans", "cell"} & set(extraction.rows()[-1])
