"""Every spelling of a number and its exact value."""

from __future__ import annotations

from decimal import Decimal

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import parse_number
from extractor.numerals import NUMERAL

SPELLINGS = [
    # plain, grouped, full-width
    ("7", "7"),
    ("1,234.5", "1234.5"),
    ("1，234", "1234"),
    ("１２３．５", "123.5"),
    (".77", "0.77"),
    ("10,000.233", "10000.233"),
    # magnitudes
    ("9885.8亿", "988580000000"),
    ("1.2万亿", "1200000000000"),
    ("10万万", "1000000000"),
    ("4.78萬億", "4780000000000"),
    ("30w", "300000"),
    ("15k", "15000"),
    ("1.2M", "1200000"),
    ("二十一点五万亿", "21500000000000"),
    ("二十一万三千亿", "21300000000000"),
    ("五十五兆一十二亿四万五千二", "55001200045200"),
    # mixtures
    ("1万2千", "12000"),
    ("3万5", "35000"),
    ("7万 5千 4百", "75400"),
    ("2千零30万", "20300000"),
    ("9佰", "900"),
    # Chinese digits: plain, formal, traditional, digit strings
    ("两千四百五", "2450"),
    ("兩千兩百貳拾二", "2222"),
    ("壹仟玖佰", "1900"),
    ("參萬肆仟伍佰零柒", "34507"),
    ("拾亿零六万零五百零六", "1000060506"),
    ("一千零三", "1003"),
    ("一千三", "1300"),
    ("千三", "1300"),
    ("萬九", "19000"),
    ("廿三", "23"),
    ("卅", "30"),
    ("二〇二一", "2021"),
    ("〇", "0"),
    ("八千 三百 八十五 万 二千 三百 二十六 点三三", "83852326.33"),
    # vague numerals give what is certain
    ("十几万", "100000"),
    ("500余万", "5000000"),
    ("一百零几万", "1000000"),
    ("几十", "10"),
    ("一千多万", "10000000"),
    # fractions, halves, rates
    ("四分之一", "0.25"),
    ("一又二分之一", "1.5"),
    ("百分之五", "0.05"),
    ("千分之3", "0.003"),
    ("１６/5", "3.2"),
    ("半", "0.5"),
    ("一半", "0.5"),
    ("五个半", "5.5"),
    ("半百", "50"),
    ("27.4%", "0.274"),
    ("3‰", "0.003"),
    ("二份一", "0.5"),
    # signs and powers
    ("-1,200", "-1200"),
    ("－2.5", "-2.5"),
    ("负三十二", "-32"),
    ("-32.5", "-32.5"),
    ("－32.5", "-32.5"),
    ("−32.5", "-32.5"),
    ("–32.5", "-32.5"),
    ("‑32.5", "-32.5"),
    ("﹣32.5", "-32.5"),
    ("+32.5", "32.5"),
    ("＋32.5", "32.5"),
    ("负３分之负六", "2"),
    ("2e5", "200000"),
    ("2^-1", "0.5"),
    ("-1.5^2", "-2.25"),
    # dozens, pairs, a counting word behind
    ("五十打", "600"),
    ("一雙", "2"),
    ("零个", "0"),
]


@pytest.mark.parametrize(("text", "value"), SPELLINGS, ids=[text for text, _ in SPELLINGS])
def test_spelling(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "亿元", "abc", "1.2.3", "12 34", "五百三千", "百千", "三五百", "一三百", "点五", "1,23", "几", "负",
        "个", "-個", "2^999999999", "2e999999999", "1/0", "零分之一", "3一",
        "9" * 100, "9" * 1_000_000, "亿" * 1_000_000,
    ],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_what_is_no_number_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="not a number") as caught:
        parse_number(text)
    assert text[:20] in str(caught.value)
    assert len(str(caught.value)) < 120


@pytest.mark.parametrize("value", [None, 12, 1.5, b"12"])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "numerals"),
    [
        ("产值9885.8亿元，增8%", ["9885.8亿", "8"]),
        ("总计1万2千户、2千零30万人", ["1万2千", "2千零30万"]),
        ("二十一点五万亿元", ["二十一点五万亿"]),
        ("共1,234,567人", ["1,234,567"]),
        ("于2021年12月投产", ["2021", "12"]),
        ("无数", []),
    ],
)
def test_pattern_finds_numerals_in_running_text(text: str, numerals: list[str]) -> None:
    assert [match[0] for match in regex.finditer(NUMERAL, text)] == numerals


# --- property: value → every spelling → value -----------------------------------------------------------------------

PLAIN = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
TRADITIONAL = "零壹貳參肆伍陸柒捌玖"


def section(number: int, digits: str, units: tuple[str, str, str]) -> str:
    """A number below 10,000 as it is spoken."""
    spoken, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            spoken += ("零" if gap and spoken else "") + digits[digit] + (units[power - 1] if power else "")
        gap = not digit
    return spoken


def spoken_number(number: int, digits: str = PLAIN, units: str = "十百千", big: str = "万亿") -> str:
    """A whole number below 10^16 as it is spoken: 20,300,000 is 二千零三十万."""
    if number == 0:
        return digits[0]
    parts = []
    for unit, size in ((big[1], 10**8), (big[0], 10**4), ("", 1)):
        head, number = divmod(number, size)
        if not head:
            if parts:
                parts.append("零")
            continue
        words = spoken_number(head, digits, units, big) if head >= 10**4 else section(head, digits, tuple(units))
        parts.append(("零" if parts and head < 1000 and parts[-1] != "零" else "") + words + unit)
    return "".join(parts).rstrip("零").replace("零零", "零")


def spellings(number: int) -> list[str]:
    plain = spoken_number(number)
    forms = [
        str(number),
        f"{number:,}",
        f"{number:,}".replace(",", "，"),
        str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        plain,
        " ".join(plain),
        spoken_number(number, FORMAL, "拾佰仟"),
        spoken_number(number, TRADITIONAL, "拾佰仟", "萬億"),
        "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number)),
    ]
    if 10 <= number < 20:
        forms.append(plain[1:])  # 十二
    if number % 10**4 == 0:
        forms.append(f"{number // 10**4}万")
    forms += [f"{Decimal(number) / 10**8:f}亿", f"{Decimal(number) / 10**4:f}萬", f"{Decimal(number) / 10**12:f}万亿"]
    return forms


def check(number: int) -> None:
    for spelling in spellings(number):
        assert parse_number(spelling) == number, spelling
        assert parse_number("负" + spelling) == -number, spelling
        assert parse_number(spelling + "分之" + spelling) == 1 if number else True


numbers = st.one_of(
    st.integers(0, 10**4),
    st.integers(0, 10**16 - 1),
    st.builds(lambda digit, power: digit * 10**power, st.integers(1, 999), st.integers(0, 13)),
)


@given(numbers)
def test_value_to_every_spelling_to_value(number: int) -> None:
    check(number)


@pytest.mark.slow
@settings(max_examples=10_000, deadline=None)
@given(numbers)
def test_value_to_every_spelling_to_value_in_ten_thousand_draws(number: int) -> None:
    check(number)


@given(st.decimals(0, 10**9, places=3))
def test_decimals(value: Decimal) -> None:
    whole, _, fraction = f"{value:f}".partition(".")
    spoken = spoken_number(int(whole)) + "点" + "".join(PLAIN[int(digit)] for digit in fraction)
    assert parse_number(f"{value:f}") == value
    assert parse_number(spoken) == value
    assert parse_number(f"{value:f}亿") == value * 10**8


@given(st.text(alphabet="0123456789.,零一二三两十百千万亿点分之半负-几多 e^%/", max_size=12))
def test_any_text_is_a_number_or_a_value_error(text: str) -> None:
    try:
        value = parse_number(text)
    except ValueError as error:
        assert "not a number" in str(error)
    else:
        assert isinstance(value, Decimal)
