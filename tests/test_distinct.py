"""Distinct facts: given several times, listed once."""

from extractor.distinct import distinct_facts
from extractor.records import FigureRecord


def figure(start: int, **fields: object) -> FigureRecord:
    common = {"label": "MONEY", "text": "30亿元", "norm": "", "sentence": "", "rule": "x", "value": 3_000_000_000}
    return FigureRecord(**(common | {"start": start, "end": start + 4, "unit": "CNY", "kind": "level"} | fields))  # type: ignore[arg-type]


def test_one_fact_stated_in_lead_and_body() -> None:
    facts = distinct_facts(
        [
            figure(3, subject="甲公司", indicator="净利润"),
            figure(40, subject="甲公司", indicator="净利润", period_text="2023年", period_start="2023-01-01"),
            figure(90, subject=None, indicator="净利润"),
        ]
    )
    assert [(fact.indicator, fact.times, fact.period_start) for fact in facts] == [("净利润", 3, "2023-01-01")]
    assert facts[0].places == [(3, 7), (40, 44), (90, 94)]


def test_another_subject_period_or_kind_is_another_fact() -> None:
    base = {"subject": "甲公司", "indicator": "净利润", "period_start": "2023-01-01", "period_text": "2023年"}
    facts = distinct_facts(
        [
            figure(3, **base),
            figure(13, **(base | {"subject": "乙公司"})),
            figure(23, **(base | {"period_start": "2022-01-01", "period_text": "2022年"})),
            figure(33, **(base | {"kind": "change", "direction": "up"})),
        ]
    )
    assert [fact.times for fact in facts] == [1, 1, 1, 1]
