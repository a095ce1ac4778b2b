"""Lists of months, quarters and halves that share their last character: 7/8/9月, 一、二、三季度, 上/下半年.

In: matches of the patterns here. Out: atoms from the first to the last. 例: 一/二/三季度 is January to September.
"""

from __future__ import annotations

import re

from extractor.periods.atom import HALF, MONTH, NOTHING, NUMERALS, QUARTER, YEAR, Atom, Form, constant, in_year
from extractor.periods.numbers import SMALL, YEAR4, read_small
from extractor.periods.period import months, quarters, years
from extractor.periods.words import Words

_MARK = "(?:[/／、]|和|与|及)"
_QUARTER = "第?[1-4一二三四](?: ?季度?)?"
_TWO_MONTHS = "[一二三四五六七八][二三四五六七八九](?=[两2]个?月)"  # 七八两月
_MONTHS, _QUARTERS, _PAIR = 12, 4, 2


def forms(words: Words) -> list[Form]:
    """The patterns of this module with what makes atoms of them."""
    two_or_more = rf"{SMALL}(?:{_MARK}{SMALL}){{1,3}}|{_TWO_MONTHS}"
    several = rf"{SMALL}(?:[/／]{SMALL}){{1,11}}|{SMALL}(?:、{SMALL}){{2,11}}"
    return [
        (rf"(?P<list>{several}) ?月份?{words.unless('month')}", _months),
        (rf"(?P<list>{two_or_more})(?P<count>[两二三四234])个?月(?:份|间)?(?![后前内])", _months),
        (
            rf"(?P<list>{YEAR4}(?:{_MARK} ?{YEAR4}){{1,4}}) ?(?P<count>[两二三四五2-5])年(?:间|里)?(?![后前内级期制])",
            _years,
        ),
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
    given = match.groupdict()
    ends = _numbers(match["list"] if len(match["list"]) > _PAIR else "、".join(match["list"]), _MONTHS)
    if ends is None or not _is_so_many(given.get("count"), ends):
        return None
    resolve = in_year(lambda year: months(year, *ends), fine=False, past=ends[0] == 1)
    return Atom(MONTH, resolve, not_after=".,个年/" + NUMERALS)


def _is_so_many(count: str | None, ends: tuple[int, int]) -> bool:
    """Whether a list is as long as the text says, where it does: 7、8|两月."""
    return count is None or read_small(count) == ends[1] - ends[0] + 1


def _years(match: re.Match[str]) -> Atom | None:
    """2019、2020两年."""
    listed = [read_small(digits) or 0 for digits in re.findall(YEAR4, match["list"])]
    ends = listed[0], listed[-1]
    found = years(*ends) if listed == [*range(ends[0], ends[1] + 1)] and _is_so_many(match["count"], ends) else None
    return Atom(YEAR, constant(found), names_year=True, not_after="0123456789.,", needs=NOTHING) if found else None


def _quarters(match: re.Match[str]) -> Atom | None:
    ends = _numbers(match["list"], _QUARTERS)
    if ends is None:
        return None
    return Atom(QUARTER, in_year(lambda year: quarters(year, *ends), fine=False), not_after="续/" + NUMERALS)


def _halves(match: re.Match[str]) -> Atom:
    return Atom(HALF, in_year(lambda year: months(year, 1, _MONTHS, "span"), fine=False))
