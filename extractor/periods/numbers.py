"""The short numerals of dates: 2021, 二〇二一, 31, 三十一, 廿九, 两.

In: the digits. Out: an int. 例: 二〇二一 → 2021, 廿九 → 29.
"""

from __future__ import annotations

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "首": 1}

YEAR4 = "(?:[12][0-9]{3}|[一二][〇○零一二三四五六七八九]{3})"
YEAR2 = "(?:[0-9]{2}|[〇○零一二三四五六七八九]{2})"
SMALL = "(?:[0-9]{1,3}|[一二三四五六七八九十两廿卅]{1,4})"


def read_small(digits: str) -> int | None:
    """The number that up to four characters spell, positional or with 十; None where they spell none.

    Example:
        >>> [read_small(d) for d in ("07", "廿九", "三十一", "〇八", "二〇二一", "十十")]
        [7, 29, 31, 8, 2021, None]
    """
    if digits.isascii():
        return int(digits) if digits.isdigit() else None
    spelled = digits.replace("廿", "二十").replace("卅", "三十")
    if "十" in spelled:
        tens, _, ones = spelled.partition("十")
        if "十" in ones or len(tens) > 1 or len(ones) > 1:
            return None
        return (_DIGITS.get(tens, 0) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
    number = 0
    for digit in spelled:
        value = _DIGITS.get(digit, int(digit) if digit.isascii() and digit.isdigit() else None)
        if value is None:
            return None
        number = number * 10 + value
    return number


def full_year(digits: str, pivot: int) -> int | None:
    """A year of two or four digits; two digits mean the year nearest to `pivot` that is not far ahead of it."""
    year = read_small(digits)
    if year is None or len(digits) == 4:
        return year
    century = pivot // 100 * 100
    return min((century + year + shift for shift in (-100, 0, 100)), key=lambda y: (y > pivot + 30, abs(y - pivot)))
