"""What a bare change over a period is measured against: the year before, or the time since something began."""

from __future__ import annotations

import pytest

from tests.extractors import shared_extractor

EXTRACTOR = shared_extractor(model=None)


@pytest.mark.parametrize(
    ("sentence", "basis"),
    [
        ("十月，全市出口增长5%。", "yoy"),
        ("五月份，全市出口增长5%。", "yoy"),
        ("十月份，社会消费品零售总额增长5%。", "yoy"),
        ("十一月，用电量增长5%。", "yoy"),
        ("二月，用电量增长5%。", "yoy"),
        ("2023年五月，出口增长5%。", "yoy"),
        ("近五年，全市出口增长5%。", "since"),
        ("十年来，全市出口增长5%。", "since"),
        ("五年来，全市出口增长5%。", "since"),
        ("十多年来，全市出口增长5%。", "since"),
        ("十四五期间，全市出口增长5%。", "since"),
        ("十三五期间，全市出口增长5%。", "since"),
    ],
)
def test_months_with_numbers_in_words_are_no_spans_of_years(sentence: str, basis: str) -> None:
    (figure,) = EXTRACTOR.extract({"text": sentence, "published": "2024-12-20"}).figures
    assert figure.basis == basis
