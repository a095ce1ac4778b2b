"""Centuries, decades, five-year plans, years and the bounds of them.

In: matches of the patterns here. Out: atoms. 例: 上世纪|九十年代; “十三五”期间 → 2016 to 2020; 去年|底.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from extractor.lexicon import alternatives
from extractor.periods.atom import (
    CENTURY,
    DECADE,
    EDGE,
    HALF,
    MONTH,
    NOTHING,
    NUMERAL,
    NUMERALS,
    PUBLICATION,
    QUARTER,
    SEPARATOR,
    TEXT_BEFORE,
    YEAR,
    Atom,
    Form,
    Resolve,
    constant,
)  # fmt: skip
from extractor.periods.context import Context
from extractor.periods.numbers import SMALL, YEAR2, YEAR4, full_year, read_small
from extractor.periods.period import Period, months, move_days, single_day, years
from extractor.periods.words import Words

# A part of the year that may follow right after its digits.
_PART = "第?[一二三四]个?季度|[上下前后]半年|前[一二三两]个?季(?:度|(?!节))|[一三]季报|半年[报度]|中报|全年"


def forms(words: Words) -> list[Form]:
    """The patterns of this module with what makes atoms of them."""
    eras = words.offsets("era")
    year = words.offsets("year")
    in_context = words.offsets("year_in_context")
    spans = words.spans("years")
    parts, edges = words.keyed("part_of_a_plan"), words.keyed("edge")
    plan_part = (
        rf"(?:规划)?(?P<part>{alternatives(parts)}|第?(?P<nth>[一二三四五])年"
        r"|(?P<side>前|头|后|最后)(?P<count>[一二三四两1-4])年)"
    )
    return [
        (rf"(?P<y>{YEAR4}) ?年度?{words.unless('year')}", _year),
        (rf"(?P<y>{YEAR4}) ?(?:财政年度|会计年度|财政?年度?)", partial(_year, fiscal=True)),
        (rf"(?P<y>{YEAR4})(?={SEPARATOR}(?:{YEAR4}|{YEAR2}) ?年| ?[QqHh][1-4])", _year),
        (rf"(?P<y>{YEAR4})(?=(?:[、和与及] ?{YEAR4} ?){{1,6}}年)", _year),
        # 2022三季度, 23上半年, 24一季报: the part of the year replaces 年
        (rf"(?P<y>{YEAR4})(?={_PART})", _year),
        (rf"(?P<y>[0-9]{{2}})(?={_PART})|(?P<year>[0-9]{{2}}) ?年(?:年度?)?报(?![名到道告备社纸价])", _year_of_part),
        (r"(?P<y>[0-9]{2}) ?财年", partial(_short_year, fiscal=True)),
        (rf"(?P<y>{YEAR2}) ?年度?(?!代|来|间|{NUMERAL}?(?:以上|以下|期))", _short_year),
        (r"(?P<y>[0-9]{2})(?=[QqHh][1-4])", _short_year),
        (rf"(?P<era>{alternatives(eras)})(?P<n>元|{SMALL}) ?年", partial(_era_year, eras=eras)),
        (
            rf"(?P<word>{alternatives(year)}){words.unless('relative_year')}",
            partial(_relative_year, table=year, rule="periods.year", words=words),
        ),
        (rf"(?P<word>{alternatives(spans)})", partial(_year_span, table=spans)),
        (
            rf"(?P<word>{alternatives(in_context)}){words.unless('year_in_context')}",
            partial(
                _relative_year,
                table=in_context,
                rule="periods.year_in_context",
                words=words,
                next_before=words.part_of_word("next"),
            ),
        ),
        (rf"(?P<n>{SMALL}|上个?|本|这个?|下个?) ?世纪", _century),
        (rf"(?P<from>{SMALL})(?:{SEPARATOR}|、)(?P<n>{SMALL}) ?世纪", _century),
        (rf"(?P<n>{YEAR4}|[0-9]0|[一二三四五六七八九]十) ?年代", _decade),
        (
            rf"(?P<from>[0-9]0(?:{SEPARATOR}|、|和)|[一二三四五六七八]十?(?:{SEPARATOR}|、|和)?)"
            r"(?P<n>[0-9]0|[一二三四五六七八九]十) ?年代",
            _decade,
        ),
        (rf"[“\"‘]?(?P<n>[一二三四五六七八九十]{{1,3}})五[”\"’]?{plan_part}", partial(_plan, parts=parts)),
        (rf"全年{words.unless('relative_year')}", _whole_year),
        (
            rf"(?P<unit>年|月|季度|季|期)?(?P<edge>{alternatives(edges)}){words.unless('edge')}",
            partial(_edge, edges=edges),
        ),
        (
            rf"年(?P<edge>{_bounds_of_year(words, edges)}|(?P<inside>内)|(?P<middle>中{words.unless('year_middle')}))",
            partial(_year_edge, edges=edges, not_after=NUMERALS + words.part_of_word("year")),
        ),
    ]  # fmt: skip


def _bounds_of_year(words: Words, edges: dict[str, str]) -> str:
    """初, 末, 底, 终, 尾 behind 年, unless another word begins with one: 年终|奖."""
    bounds = [word + words.unless("edge" if key == "start" else word) for word, key in edges.items() if key in _BOUNDS]
    return "|".join(bounds)


def _year(match: re.Match[str], fiscal: bool = False) -> Atom | None:
    number = read_small(match["y"])
    period = years(number, number) if number else None
    if period is None:
        return None
    return Atom(YEAR, constant(period.marked(vague=fiscal)), names_year=True, not_after="0123456789.,", needs=NOTHING)


def _year_of_part(match: re.Match[str]) -> Atom:
    """The 23 of 23上半年, and 23年报."""
    return _short(match["y"] or match["year"], 0)


def _short_year(match: re.Match[str], fiscal: bool = False) -> Atom:
    digits = match["y"]
    return _short(digits, int(digits[0] not in "0〇零" and not fiscal))


def _short(digits: str, weak: int) -> Atom:
    """A year of two digits, near the year spoken of."""

    def resolve(parent: Period | None, context: Context) -> Period | None:
        pivot = context.year if context.year_in_sentence else None
        if pivot is None:
            pivot = context.published.year if context.published else 2015
        number = full_year(digits, pivot)
        return years(number, number) if number else None

    return Atom(YEAR, resolve, names_year=True, not_after=".,-年" + NUMERALS, weak=weak)


def _era_year(match: re.Match[str], eras: dict[str, int]) -> Atom | None:
    number = 1 if match["n"] == "元" else read_small(match["n"])
    if not number:
        return None
    return Atom(YEAR, constant(years(eras[match["era"]] + number, eras[match["era"]] + number)), "periods.era", True)


def _relative_year(
    match: re.Match[str], table: dict[str, int], rule: str, words: Words, next_before: str | None = None
) -> Atom:
    offset = table[match["word"]]
    in_context = next_before is not None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        base = context.published.year if context.published else None
        if in_context:
            base = context.reference_year if offset < 0 else context.last_year_named
        period = years(base + offset, base + offset) if base is not None else None
        return period.marked(relative=True) if period else None

    not_after = words.not_before_word(match["word"]) if next_before is None else next_before
    needs = TEXT_BEFORE if in_context else PUBLICATION
    return Atom(YEAR, resolve, rule, names_year=True, not_after=not_after, needs=needs)


def _year_span(match: re.Match[str], table: dict[str, tuple[int, int]]) -> Atom | None:
    """今明两年: a span of years around the year of publication."""
    first, last = table[match["word"]]

    def resolve(parent: Period | None, context: Context) -> Period | None:
        base = context.published.year if context.published else None
        period = years(base + first, base + last) if base is not None else None
        return period.marked(relative=True) if period else None

    return Atom(YEAR, resolve, "periods.years")


def _century(match: re.Match[str]) -> Atom | None:
    word = match["n"].rstrip("个")
    if word in ("上", "本", "这", "下"):
        offset = {"上": -1, "下": 1}.get(word, 0)

        def resolve(parent: Period | None, context: Context) -> Period | None:
            base = context.published.year if context.published else 2015
            first = base // 100 * 100 + 100 * offset
            return years(first, first + 99, "century")

        return Atom(CENTURY, resolve)
    number = read_small(match["n"])
    begin = read_small(match.groupdict().get("from") or match["n"])  # 17、18世纪
    if not number or not begin or begin > number:
        return None
    return Atom(CENTURY, constant(years(100 * begin - 100, 100 * number - 1, "century")), not_after="前这")


def _decade(match: re.Match[str]) -> Atom | None:
    digits = match["n"]
    number = read_small(digits)
    if number is None or number % 10:
        return None
    if number > 100:
        return Atom(DECADE, constant(years(number, number + 9, "decade")))
    begin = read_small((match.groupdict().get("from") or digits).rstrip("、和至到-—–―~ ")) or number
    begin *= 10 if begin < 10 and number >= 10 else 1  # 八九十年代
    if begin > number:
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent and parent.first:
            first = parent.first.year + begin
        else:  # 九十年代 by itself is the last one there was
            today = context.published.year if context.published else 2015
            first = today // 100 * 100 + begin
            first -= 100 if first > today else 0
        return years(first, first + number - begin + 9, "decade")

    return Atom(DECADE, resolve)


def plan_years(number: int) -> tuple[int, int]:
    """The first and last year of a five-year plan: the 14th is 2021 to 2025; 1963 to 1965 belong to none."""
    first = 1953 + 5 * (number - 1) if number < 3 else 1966 + 5 * (number - 3)
    return first, first + 4


def _plan(match: re.Match[str], parts: dict[str, str]) -> Atom | None:
    number = read_small(match["n"])
    if not number or number > 40:
        return None
    first, last = plan_years(number)
    if match["nth"]:
        number = read_small(match["nth"]) or 1
        return Atom(YEAR, constant(years(first + number - 1, first + number - 1)))
    if match["side"]:
        count = read_small(match["count"]) or 1
        span = (first, first + count - 1) if match["side"] in "前头" else (last - count + 1, last)
        return Atom(YEAR, constant(years(*span, "plan")))
    return _part_of_plan(parts[match["part"]], first, last)


def _part_of_plan(part: str, first: int, last: int) -> Atom:
    """“十五五”|开局之年, “十四五”|末, or the whole plan, by the key of the words."""
    if part in ("first_year", "last_year"):
        named = first if part == "first_year" else last
        return Atom(YEAR, constant(years(named, named)))
    if part == "end":
        whole = years(last, last)
        return Atom(EDGE, constant(whole.to_point() if whole else None))
    if part == "start":
        return Atom(YEAR, constant(_vague(years(first, first))))
    if part in ("middle", "second_half"):
        return Atom(YEAR, constant(_vague(years(first + 2, first + 2 if part == "middle" else last - 1))))
    if part == "since":

        def since(parent: Period | None, context: Context) -> Period | None:
            begin = years(first, first)
            return (
                replace(begin, last=context.published, grain="span" if context.published else "open") if begin else None
            )

        return Atom(EDGE, since)
    return Atom(DECADE, constant(years(first, last, "plan")))


def _vague(period: Period | None) -> Period | None:
    return period.marked(vague=True) if period else None


def _whole_year(match: re.Match[str]) -> Atom:
    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent is not None:
            return parent
        year = context.whole_year
        if year is not None and context.year is None and context.published and context.published.month < 3:
            year -= 0 if context.looks_ahead else 1
        period = years(year, year) if year is not None else None
        return period.marked(relative=True) if period else None

    return Atom(HALF, resolve, names_year=True)


_UNITS = {"年": YEAR, "月": MONTH, "季度": QUARTER, "季": QUARTER, "期": DECADE}
_OF_YEARS = frozenset((CENTURY, DECADE))
# keys of `[edge]` in rules/periods.txt
_ENDS = frozenset(("end", "late"))
_BOUNDS = _ENDS | {"start"}
_PARTS = frozenset(("middle", "part"))


def _edge(match: re.Match[str], edges: dict[str, str]) -> Atom | None:
    """A bound of the piece before: 去年|底, 六月|末, 一季度|末, 上世纪|末, 80年代|中期."""
    unit, edge = match["unit"], edges[match["edge"]]
    if edge in _PARTS:
        return None if unit else Atom(EDGE, _part_of_span(edge), after=_OF_YEARS, starts=False)
    after = frozenset((_UNITS[unit],)) if unit else frozenset((CENTURY, DECADE, YEAR, QUARTER, MONTH))
    if unit is None and edge == "late":
        return None
    if unit is None and edge == "end":  # 上半年|末
        after |= {HALF}
    starts = unit is not None and unit not in ("年", "期")
    if starts:
        return Atom(EDGE, _of_current(unit or "", edge), after=after, not_after="个" + NUMERALS)
    return Atom(EDGE, _bound(edge), after=after, starts=False)


def _bound(edge: str) -> Resolve:
    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent is None or parent.first is None or parent.last is None:
            return None
        if parent.grain == "century" and edge in ("start", "end") and not context.compared:  # 上世纪末: ten years
            first = parent.first.year if edge == "start" else parent.last.year - 9
            return _vague(years(first, first + 9, "decade"))
        if edge in _ENDS:
            return parent.to_point() if parent.grain != "decade" else _vague(parent)
        opening: Period | None
        if context.compared and edge == "start":  # 较年初, 比月初: the moment itself
            opening = single_day(parent.first)
            return replace(opening, point=True, relative=parent.relative) if opening else None
        if parent.grain == "year":
            opening = months(parent.first.year, 1, 1 if edge == "outset" else 2)
        elif parent.grain == "quarter":
            opening = months(parent.first.year, parent.first.month, parent.first.month)
        elif parent.grain == "month":
            opening = Period(parent.first, move_days(parent.first, 4), "span")
        else:
            opening = parent
        return opening.marked(vague=True, relative=parent.relative) if opening else None

    return resolve


def _of_current(unit: str, edge: str) -> Resolve:
    """月末 and 季末 by themselves: of the month or quarter the text speaks of."""

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent is None:
            day = context.reference_month
            if day is None:
                return None
            length = 1 if unit == "月" else 3
            start = (day.month - 1) // length * length + 1
            parent = months(day.year, start, start + length - 1, "month" if unit == "月" else "quarter")
            parent = parent.marked(relative=True) if parent else None
        return _bound(edge)(parent, context)

    return resolve


def _part_of_span(edge: str) -> Resolve:
    """80年代初期, 上世纪中叶: a part without agreed bounds; 本世纪中叶 is by usage its middle year."""

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent is None or parent.first is None:
            return None
        if edge == "middle" and parent.grain == "century":
            return _vague(years(parent.first.year + 50, parent.first.year + 50))
        return _vague(parent)

    return resolve


def _looks_back(context: Context) -> bool:
    """年末 in a text of January or February, with no year named and nothing that looks ahead, is the one just past."""
    early = context.published is not None and context.published.month < 3
    return early and context.year is None and not context.looks_ahead


def _year_edge(match: re.Match[str], edges: dict[str, str], not_after: str) -> Atom:
    """年初, 年底, 年内 with or without a year before."""
    is_inside, is_middle, edge = match["inside"], match["middle"], edges.get(match["edge"], "")

    def resolve(parent: Period | None, context: Context) -> Period | None:
        if parent is None:
            year = context.reference_year
            if edge in _ENDS and _looks_back(context) and year is not None:
                year -= 1
            parent = years(year, year) if year is not None else None
            if parent is None:
                return None
            parent = parent.marked(relative=True)
        if is_inside:
            return parent
        if is_middle:
            middle = months(parent.first.year, 6, 7) if parent.first else None
            return middle.marked(relative=parent.relative, vague=True) if middle else None
        return _bound(edge)(parent, context)

    return Atom(EDGE, resolve, "periods.calendar", after=frozenset((YEAR,)), not_after=not_after)
