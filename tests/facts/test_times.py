"""The time of a figure: which dates before it say when it was."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from extractor.facts import times
from extractor.mentions import DateMention
from tests.extractors import shared_extractor
from tests.facts.reading import read

READER = shared_extractor(model=None)
PUBLISHED = date(2024, 7, 10)


def dates_of(text: str) -> list[DateMention]:
    return read(READER, text, published=PUBLISHED)[2]


def reading(text: str) -> Any:
    """What the functions of the module ask of a reader that has no words of its own."""
    return SimpleNamespace(text=text, document=SimpleNamespace(published=PUBLISHED))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2022年至2024年，净利润分别为1亿元、2亿元和3亿元。", [2022, 2023, 2024]),
        ("2021—2022年增长5%。", [2021, 2022]),
        ("2023年增长5%。", [2023]),
        ("2023年上半年增长5%。", []),
        ("2023年5月至2024年5月增长5%。", []),
    ],
)
def test_the_years_of_a_span(text: str, years: list[int]) -> None:
    parts = times.whole_years(dates_of(text)[0])
    assert [(part.first, part.last) for part in parts] == [(date(y, 1, 1), date(y, 12, 31)) for y in years]


@pytest.mark.parametrize(
    ("text", "has_days"),
    [("近五年增长5%。", False), ("近三年来增长5%。", False), ("2023年增长5%。", True), ("今年以来增长5%。", True)],
)
def test_spans_counted_from_the_day_of_publication_give_a_figure_no_days(text: str, has_days: bool) -> None:
    found = times.of_figures(dates_of(text))
    assert [bool(mention.first) for mention in found] == [has_days]


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("较2015年增长5%。", True),
        ("比2019年同期增长5%。", True),
        ("与上年相比增长5%。", True),
        ("与此相比，2024年增长5%。", False),
        ("2023年增长5%。", False),
    ],
)
def test_a_date_that_something_is_compared_with(text: str, compared: bool) -> None:
    assert times.is_compared(reading(text), dates_of(text)[0]) is compared


@pytest.mark.parametrize(
    ("text", "alone"),
    [("2022年的5次", True), ("2022年共5次", False), ("上年同期为5次", True), ("2022年5次", False)],
)
def test_a_time_for_one_figure_alone(text: str, alone: bool) -> None:
    assert times.is_of_one_figure(reading(text), dates_of(text)[0]) is alone


@pytest.mark.parametrize(
    ("text", "aim", "ahead"),
    [
        ("到2025年达到5亿元。", True, True),
        ("到2030年底达到5亿元。", True, True),
        ("2026年将达到5亿元。", False, True),
        ("2023年达到5亿元。", False, False),
    ],
)
def test_times_of_plans(text: str, aim: bool, ahead: bool) -> None:
    mention = dates_of(text)[0]
    assert (times.is_aim(reading(text), mention), times.is_ahead(reading(text), mention)) == (aim, ahead)


def test_no_date_is_no_plan() -> None:
    assert not times.is_aim(reading(""), None) and not times.is_ahead(reading(""), None)
