"""Lists of months, quarters and halves that share their last character: 7/8/9月, 一、二、三季度, 上/下半年.

In: matches of the patterns here. Out: atoms from the first to the last. 例: 一/二/三季度 is January to September.
"""

from __future__ import annotations

import re

from extractor.periods.atom import HALF, MONTH, NUMERALS, QUARTER, Atom, Form, in_year
from extractor.periods.numbers import SMALL, read_small
from extractor.periods.period import months, quarters
from extractor.periods.words import Words

_MARK = "(?:[/／、]|和|与|及)"
_QUARTER = "第?[1-4一二三四](?: ?季度?)?"
_MONTHS, _QUARTERS = 12, 4


def forms(words: Words) -> list[Form]:
    """The patterns of this module with what makes atoms of them."""
    several = rf"{SMALL}(?:[/／]{SMALL}){{1,11}}|{SMALL}(?:、{SMALL}){{2,11}}"
    return [
        (rf"(?P<list>{several}) ?月份?{words.unless('month')}", _months),
        (rf"(?P<list>{_QUARTER}(?:{_MARK}{_QUARTER}){{1,3}}) ?季度", _quarters),
        (rf"上(?:半年)?{_MARK}下半年", _halves),
    ]


def _numbers(text: str, most: int) -> tuple[int, int] | None:
    """The first and the last of some numbers that follow one another; None where they do not."""
    numbers = [read_small(digits) or 0 for digits in re.findall(SMALL, text)]
    first, last = numbers[0], numbers[-1]
    if first < 1 or last > most or numbers != [*range(first, last + 1)] or len(numbers) < 2:
        return None
    return first, last


def _months(match: re.Match[str]) -> Atom | None:
    ends = _numbers(match["list"], _MONTHS)
    if ends is None:
        return None
    resolve = in_year(lambda year: months(year, *ends), fine=False, past=ends[0] == 1)
    return Atom(MONTH, resolve, not_after=".,个年/" + NUMERALS)


def _quarters(match: re.Match[str]) -> Atom | None:
    ends = _numbers(match["list"], _QUARTERS)
    if ends is None:
        return None
    return Atom(QUARTER, in_year(lambda year: quarters(year, *ends), fine=False), not_after="续/" + NUMERALS)


def _halves(match: re.Match[str]) -> Atom:
    return Atom(HALF, in_year(lambda year: months(year, 1, _MONTHS, "span"), fine=False))
