"""A plus or minus before a number: whether it makes a change, where the change goes, what value a record shows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.facts.fact import Fact
from extractor.facts.signs import settle, signed_values, tells_change
from extractor.mentions import MONEY, PERCENT, FigureMention


def figure_of(text: str, number: str, sign: str, unit: str = "%", high: str | None = None) -> FigureMention:
    start, end = text.index(number), len(text)
    return FigureMention(
        start=start,
        end=end,
        label=PERCENT if unit == "%" else MONEY,
        norm=number,
        rule="test",
        value=Decimal("5.3"),
        value_high=Decimal(high) if high else None,
        unit=unit,
        outer_start=start,
        outer_end=end,
        sign=sign,
    )


@pytest.mark.parametrize(
    ("text", "sign", "unit", "compared", "moving", "change"),
    [
        ("同比-5.3", "-", "%", True, False, True),
        ("净利率-5.3", "-", "%", False, False, False),  # a rate may be negative
        ("沪指-5.3", "-", "%", False, True, True),
        ("净利率+5.3", "+", "%", False, False, True),
        ("净利润-5.3", "-", "元", False, True, False),  # a loss
        ("出口（-5.3", "-", "%", False, False, True),
        ("出口5.3", "", "%", True, True, False),
    ],
)
def test_a_sign_that_tells_a_change(
    text: str, sign: str, unit: str, compared: bool, moving: bool, change: bool
) -> None:
    assert tells_change(text, figure_of(text, sign + "5.3", sign, unit), compared, moving) is change


@pytest.mark.parametrize(
    ("kind", "sign", "direction"), [("change", "-", "down"), ("change", "+", "up"), ("level", "-", None)]
)
def test_a_change_goes_where_its_sign_points(kind: str, sign: str, direction: str | None) -> None:
    fact = Fact(kind=kind)
    settle(figure_of(f"{sign}5.3", f"{sign}5.3", sign), fact)
    assert fact.direction == direction


@pytest.mark.parametrize(
    ("text", "kind", "high", "values"),
    [
        ("-5.3", "level", None, ("-5.3", None)),
        ("-5.3", "change", None, ("5.3", None)),
        ("-5.3至-10", "level", "10", ("-10", "-5.3")),
        ("-5.3至10", "level", "10", ("-5.3", "10")),
    ],
)
def test_the_value_that_a_record_shows(text: str, kind: str, high: str | None, values: tuple[str, str | None]) -> None:
    low, upper = signed_values(text, figure_of(text, text, "-", "%", high), Fact(kind=kind))
    assert (str(low), str(upper) if upper is not None else None) == values
