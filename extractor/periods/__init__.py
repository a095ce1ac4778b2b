"""Periods: from words of time to their first and last day.

In: “前三季度” and the day of publication. Out: `Period(first=2021-01-01, last=2021-09-30)`.

    words.py      the rulebook's words of time            numbers.py   the short numerals of dates
    period.py     Period and the arithmetic of calendars  almanac.py   lunar days, festivals, days off
    atom.py       a piece of an expression: a year, the quarter in it, its last day
    years.py parts.py same.py listed.py days.py seasons.py festivals.py rolling.py reports.py   pieces, a kind a module
    forms.py beginnings.py starts.py   which pieces can be at a place, and where an expression may start
    grammar.py    how pieces make an expression           prefixes.py suffixes.py   截至, 较; 以来, 前一周
    context.py    what a bare 8月 is resolved by
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from extractor.periods.context import Context
from extractor.periods.grammar import TimeGrammar, resolved
from extractor.periods.period import Period
from extractor.periods.prefixes import Prefix
from extractor.periods.words import Words
from extractor.rulebook import Rulebook, load_rulebook

__all__ = ["Context", "Period", "Prefix", "TimeGrammar", "grammar_of", "parse_period"]


@lru_cache(maxsize=8)
def _grammar(key: object) -> TimeGrammar:
    return TimeGrammar(Words(_BOOKS[key]))


_BOOKS: dict[object, Rulebook] = {}


def grammar_of(rulebook: Rulebook) -> TimeGrammar:
    """The grammar of a rulebook's words, compiled once."""
    _BOOKS[rulebook.key] = rulebook
    return _grammar(rulebook.key)


def parse_period(text: str, published: date | str | None = None) -> Period:
    """The first and last day of one expression of time.

    Args:
        text: the expression, with words like 截至, 自, 以来 where it has them: 前三季度, 1—10月份, 截至三季度末,
            “十四五”以来, 2022年春节假期. Traditional script and full-width digits are read alike.
        published: the day it is read on, a date or an ISO string; what 今年 or a bare 8月 is counted from.

    Returns:
        The period. `first` and `last` are inclusive; a point in time (截至三季度末) has both the same; an open side is
        None; both are None where nothing says them (近年来, or 今年 without `published`).

    Raises:
        ValueError: the text is not one expression of time; the message names it.

    Example:
        >>> parse_period("前三季度", "2021-11-30").iso()
        '2021-01-01/2021-09-30'
        >>> parse_period("截至三季度末", "2021-11-30").iso()
        '2021-09-30'
        >>> parse_period("“十四五”以来", "2021-11-30").iso()
        '2021-01-01/2021-11-30'

    Sources: the years of the five-year plans are those of the plans' own titles; China's days off and their exchanged
    working days are those of the `holidays` package, lunar days and solar terms those of `borax`.
    """
    day = date.fromisoformat(published[:10]) if isinstance(published, str) else published
    grammar = grammar_of(load_rulebook())
    folded = grammar.words.fold(text.strip())
    prefix = grammar.prefixes.at_start(folded)
    expression = grammar.read(grammar.run(folded, prefix.length).rstrip())
    rest = folded[prefix.length + expression.length :].strip() if expression else folded
    if expression is None or rest not in ("", *grammar.words.behind_time):
        raise ValueError(f"{text!r} is not an expression of time; give one such as 前三季度 or 2021年11月30日")
    context = Context(day, compared=prefix.kind == "compared", looks_ahead=prefix.kind == "ahead")
    return resolved(expression, prefix, context)
