"""Figures, generated: the value of an amount does not depend on its spelling, and every figure points at its text."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from test_numerals import FORMAL, numbers, spoken_number

from extractor.document import Document
from extractor.mentions import FIGURE_LABELS
from extractor.recognizers.figures import recognizer
from extractor.rulebook import load_rulebook

FIND = recognizer(load_rulebook())
MODIFIERS = {"eq", "approx", "gt", "ge", "lt", "le"}


@given(numbers.filter(bool))
def test_one_amount_in_every_spelling(number: int) -> None:
    amounts = [
        str(number),
        f"{number:,}",
        str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        spoken_number(number),
        spoken_number(number, FORMAL, "拾佰仟"),
        f"{Decimal(number) / 10**8:f}亿",
        f"{Decimal(number) / 10**4:f}万",
    ]
    for amount in amounts:
        text = f"全年投入{amount}元，效果明显。"
        (figure,) = FIND(Document(text), ())
        assert (figure.value, figure.unit, text[figure.start : figure.end]) == (number, "CNY", f"{amount}元"), text


UNITS = ("亿元", "万吨", "%", "万家")


@given(st.integers(1, 99), st.integers(1, 900), st.sampled_from("至到-—~～"), st.sampled_from(UNITS))
def test_a_range_with_the_unit_on_one_end_or_on_both(low: int, more: int, joint: str, unit: str) -> None:
    high = low + more
    shared, both = f"预计在{low}{joint}{high}{unit}之间", f"预计在{low}{unit}{joint}{high}{unit}之间"
    for text in (shared, both):
        (figure,) = FIND(Document(text), ())
        scale = {"亿": 10**8, "万": 10**4}.get(unit[0], 1)
        assert (figure.value, figure.value_high) == (low * scale, high * scale), text


PIECES = (
    "0123456789０５.,，、-—~至到和一二三两十百千万亿半几多余数第每约近超以上下"
    "个家元角分吨米%‰成倍番点级年月日$€（）“”/ \na"
)


@given(st.text(alphabet=PIECES, max_size=60))
def test_any_text_gives_figures_that_point_at_it(text: str) -> None:
    end = 0
    for figure in FIND(Document(text), ()):
        assert end <= figure.start < figure.end <= len(text)
        assert 0 <= figure.outer_start <= figure.start
        assert figure.end <= figure.outer_end <= len(text)
        assert figure.label in FIGURE_LABELS
        assert figure.modifier in MODIFIERS
        assert figure.value.is_finite()
        assert figure.value >= 0
        assert figure.value_high is None or figure.value_high > figure.value
        assert any(char.isdigit() or char in "一二三两十百千万亿半几数翻对" for char in text[figure.start : figure.end])
        end = figure.end
