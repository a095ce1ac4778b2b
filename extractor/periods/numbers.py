"""The short numerals of dates: 2021, 二〇二一, 31, 三十一, 廿九, 两.

In: the digits. Out: an int. 例: 二〇二一 → 2021, 廿九 → 29.
"""

from __future__ import annotations

from extractor.numerals import parse_number

YEAR4 = "(?:[12][0-9]{3}|[一二][〇○零一二三四五六七八九]{3})"
YEAR2 = "(?:[0-9]{2}|[〇○零一二三四五六七八九]{2})"
SMALL = "(?:[0-9]{1,3}|[一二三四五六七八九十两廿卅]{1,4})"


def read_small(digits: str) -> int | None:
    """The whole number that a few characters spell; None where they spell none. 首 is the first.

    Example:
        >>> [read_small(d) for d in ("07", "廿九", "三十一", "二〇二一", "首", "十十")]
        [7, 29, 31, 2021, 1, None]
    """
    if digits.isascii():
        return int(digits) if digits.isdigit() else None
    if digits == "首":
        return 1
    try:
        return int(parse_number(digits))
    except ValueError:
        return None


def full_year(digits: str, pivot: int) -> int | None:
    """A year of two or four digits; two digits mean the year nearest to `pivot` that is not far ahead of it."""
    year = read_small(digits)
    if year is None or len(digits) == 4:
        return year
    century = pivot // 100 * 100
    return min((century + year + shift for shift in (-100, 0, 100)), key=lambda y: (y > pivot + 30, abs(y - pivot)))
