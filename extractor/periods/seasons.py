"""Seasons: 春季, 去年|冬天, 今夏, 今冬明春.

In: matches of the patterns here. Out: atoms. 例: published 2021-11-30, 今冬明春 is 2021-11-07 to 2022-05-04: seasons
open and close with the solar terms (`almanac.season`).
"""

from __future__ import annotations

import re
from functools import partial

from extractor.lexicon import alternatives
from extractor.periods.almanac import season
from extractor.periods.atom import NUMERALS, QUARTER, Atom, Form, in_year
from extractor.periods.context import Context
from extractor.periods.period import Period
from extractor.periods.words import Words

_YEARS = {"去": -1, "今": 0, "明": 1, "来": 1}


def forms(words: Words) -> list[Form]:
    """The patterns of this module with what makes atoms of them."""
    seasons = words.keyed("season")
    unless = words.unless("season")
    return [
        (rf"(?P<word>{alternatives(seasons)})", partial(_season, table=seasons)),
        (rf"(?P<word>[春夏秋冬])(?![天季]){unless}", partial(_season, table=None)),
        (
            rf"(?P<year>[去今])(?P<word>[春夏秋冬])(?:(?:至|到|、)?(?P<later>[今明来])(?P<last>[春夏秋冬]))?(?![天季]){unless}",
            _of_year,
        ),
    ]  # fmt: skip


def _season(match: re.Match[str], table: dict[str, str] | None) -> Atom:
    name = table[match["word"]] if table else match["word"]
    return Atom(
        QUARTER,
        in_year(lambda year: season(year, name), fine=False),
        "periods.season",
        starts=table is not None,
        weak=1,
    )


def _of_year(match: re.Match[str]) -> Atom:
    """今夏, 去冬, 今冬明春: counted from the day of publication; in January 今冬 is the winter that began before."""
    word, last, later = match["word"], match["last"], match["later"]
    offset = _YEARS[match["year"]]

    def resolve(parent: Period | None, context: Context) -> Period | None:
        today = context.published
        if today is None:
            return None
        year = today.year + offset
        if word == "冬" and offset == 0 and today.month < 4:
            year -= 1
        first = season(year, word)
        end = season(year + _YEARS[later] - offset, last) if last else first
        if first is None or end is None or first.first is None or end.last is None or end.last < first.first:
            return None
        return Period(first.first, end.last, "span" if last else "quarter", relative=True)

    return Atom(QUARTER, resolve, "periods.season", after=frozenset(), not_after=NUMERALS + "如至于")
