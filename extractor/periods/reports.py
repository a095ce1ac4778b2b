"""Times as reports and analysts write them: 三季报, 半年度, 4Q23, 1H24, FY2023, 2020M11, 19-21年, 24/25/26年, 2025E.

In: matches of the patterns here. Out: atoms. 例: 2024年|三季报 is January to September, 4Q23 the last quarter of 2023.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise

from extractor.lazy import lazy_re
from extractor.lexicon import alternatives
from extractor.periods.atom import HALF, MONTH, NUMERALS, QUARTER, YEAR, Atom, Form, in_year
from extractor.periods.context import Context
from extractor.periods.numbers import YEAR4, full_year
from extractor.periods.period import Period, months, quarters, years
from extractor.periods.words import LettersBut, Words

_CODE_YEAR = "(?:20[0-9]{2}|[0-9]{2})"
_CODE_END = "(?![0-9A-Za-z])"
_MONTH = "(?:1[0-2]|0?[1-9])"
_DASH = "(?:-|—|–|~|至|到)"
_AHEAD = 6  # years past that of publication that a year of two digits may still name
# What may come right before 一季报 or Q1 besides a mark: a year, a preposition.
BEFORE_CODES = LettersBut("单年在自从为于至到度司内计的与和及较比团对调测")


def first_forms() -> list[Form]:
    """Codes with the year behind them (Q3 2023, H1'24), before the forms that read Q3 alone."""
    year = rf"(?: |['’]|(?=20))(?P<y>20[0-9]{{2}}|(?<=['’])[0-9]{{2}}){_CODE_END}(?![%％.,年])"
    return [(rf"[Qq](?P<n>[1-4]){year}", _quarter_code), (rf"[Hh](?P<n>[12]){year}", _half_code)]


def forms(words: Words) -> list[Form]:
    """The patterns of this module with what makes atoms of them."""
    reports = words.spans("report")
    seasons = alternatives(words.plain("two_years"))
    # 对应24/25/26年|18/14/11倍PE, but not 24/25年3月
    no_length = words.unless("short_year") + "(?![0-9](?![0-9.xX/／、]{0,40}[xX倍]))"
    return [
        (rf"(?P<word>{alternatives(reports)})", partial(_report, table=reports, counting=words.counting)),
        (rf"(?P<n>[1-4])[Qq](?P<y>{_CODE_YEAR}){_CODE_END}", _quarter_code),
        (rf"(?P<n>[12])[Hh](?P<y>{_CODE_YEAR}){_CODE_END}", _half_code),
        (
            rf"(?:[Ff][Yy] ?(?P<y>{_CODE_YEAR})[/／-](?P<z>[0-9]{{2}}){_CODE_END}"
            rf"|(?P<from>{_CODE_YEAR})[/／–—-](?P<to>{_CODE_YEAR}) ?年?(?:{seasons}))",
            _two_years,
        ),
        (rf"[Ff][Yy] ?(?P<y>{_CODE_YEAR})(?:[EeAa]{_CODE_END}|(?![0-9])(?=[QqHh][1-4]|[^A-Za-z]|$))", _fiscal_code),
        (rf"(?P<y>{_CODE_YEAR})[Ff][Yy]{_CODE_END}", _fiscal_code),
        (rf"(?P<n>[369]|1[01])M(?P<y>20[0-9]{{2}}|2[0-9]){_CODE_END}", _first_months_code),
        (rf"(?P<y>{_CODE_YEAR})[Mm](?P<m>{_MONTH})(?:{_DASH}[Mm]?(?P<n>{_MONTH}))?{_CODE_END}", _months_code),
        (rf"(?P<y>20[0-9]{{2}})[EeAaFf]{_CODE_END}", _year_code),
        (r"(?P<y>2[0-9])[EF](?=营|收|归|净|毛|利|EPS|PE|预测|$)", _year_code),
        (rf"{_CODE_YEAR}[AaEe]?(?:[/／、]{_CODE_YEAR}[AaEe]?){{0,5}}[/／、]{_CODE_YEAR}[Ee]{_CODE_END}", _listed_years),
        (rf"(?:{YEAR4}|[0-9]{{2}})(?:[/／](?:{YEAR4}|[0-9]{{2}})){{1,6}}[Ee]? ?年度?{no_length}", _listed_years),
        (rf"(?P<y>(?<![0-9])[0-9]{{2}}){_DASH}(?P<z>[0-9]{{2}}) ?年{no_length}", _year_span),
        (rf"(?P<y>{_CODE_YEAR})[AaEe]?{_DASH}(?P<z>{_CODE_YEAR})[Ee]{_CODE_END}", _year_span),
        (rf"[Qq](?P<a>[1-4]){_CODE_END}", _bare_quarter),
        (r"(?:本|该|整个)?报告期(?P<end>期?末)?(?:内|间|期间)?(?![外权])", _reported),
    ]  # fmt: skip


def _report(match: re.Match[str], table: dict[str, tuple[int, int]], counting: str) -> Atom | None:
    """三季报, 半年度: the months that a report covers, from January unless it is a fund's of one quarter."""
    first, last = table[match["word"]]
    grain = "quarter" if last - first == 2 else "half" if last == 6 else "span"
    resolve = in_year(lambda year: months(year, first, last, grain), fine=False, past=True)
    return Atom(HALF, resolve, "periods.report", not_after="上下前后每个各其集" + counting + NUMERALS)


def _year_named(digits: str, context: Context) -> int | None:
    return full_year(digits, context.published.year if context.published else 2020)


def _coded(match: re.Match[str], rank: int, build: partial[Period | None]) -> Atom:
    digits = match["y"]

    def resolve(parent: Period | None, context: Context) -> Period | None:
        year = _year_named(digits, context)
        return build(year) if year else None

    return Atom(rank, resolve, names_year=True, not_after="0123456789.,-")


def _of_year(year: int, first: int, last: int, grain: str) -> Period | None:
    return months(year, first, last, grain)


def _quarter_code(match: re.Match[str]) -> Atom:
    first = 3 * int(match["n"]) - 2
    return _coded(match, QUARTER, partial(_of_year, first=first, last=first + 2, grain="quarter"))


def _half_code(match: re.Match[str]) -> Atom:
    first = 6 * int(match["n"]) - 5
    return _coded(match, HALF, partial(_of_year, first=first, last=first + 5, grain="half"))


def _fiscal_code(match: re.Match[str]) -> Atom:
    return _coded(match, YEAR, partial(_of_year, first=1, last=12, grain="year"))


_year_code = _fiscal_code


def _months_code(match: re.Match[str]) -> Atom | None:
    first, last = int(match["m"]), int(match["n"] or match["m"])
    if last < first:
        return None
    return _coded(match, MONTH, partial(_of_year, first=first, last=last, grain="month"))


def _first_months_code(match: re.Match[str]) -> Atom:
    """9M23: the first nine months of 2023."""
    return _coded(match, HALF, partial(_of_year, first=1, last=int(match["n"]), grain="span"))


def _listed_years(match: re.Match[str]) -> Atom | None:
    """24/25/26年, 2024E/2025E: one year after the other."""
    numbers = re.findall("[0-9]+", match[0])
    short = [int(number[-2:]) for number in numbers]
    if any((later - earlier) % 100 != 1 for earlier, later in pairwise(short)):
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        first = _year_named(numbers[0], context)
        return years(first, first + len(numbers) - 1, "span") if first else None

    return Atom(YEAR, resolve, names_year=True, not_after="0123456789.,-/")


def _two_years(match: re.Match[str]) -> Atom | None:
    """FY2022/23, 2023/24榨季, 2023-2024学年: a year that begins in one and ends in the next."""
    first, last = match["y"] or match["from"], match["z"] or match["to"]
    if (int(last[-2:]) - int(first[-2:])) % 100 != 1:
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        year = _year_named(first, context)
        return years(year, year + 1, "span") if year else None

    return Atom(YEAR, resolve, names_year=True, not_after="0123456789.,-/")


def _year_span(match: re.Match[str]) -> Atom | None:
    """19-21年, 22-24E: years of two digits, unless they are round and may be how long something takes (10-15年)."""
    first, last = int(match["y"][-2:]), int(match["z"][-2:])
    if first >= last or (first % 5 == 0 and last % 5 == 0) or first < 5:
        return None

    def resolve(parent: Period | None, context: Context) -> Period | None:
        begin, end = _year_named(match["y"], context), _year_named(match["z"], context)
        if not begin or not end or (context.published and end > context.published.year + _AHEAD):
            return None
        return years(begin, end, "span")

    return Atom(YEAR, resolve, names_year=True, not_after=BEFORE_CODES)


def _bare_quarter(match: re.Match[str]) -> Atom:
    number = int(match["a"])
    resolve = in_year(lambda year: quarters(year, number, number), fine=False)
    return Atom(QUARTER, resolve, not_after=BEFORE_CODES)



class ReportTitles:
    """Titles of reports with the time they cover: 2023年度报告, 2024年半年度业绩预告, 2024年三季报."""

    def __init__(self, words: Words) -> None:
        self._parts = words.spans("report_title")
        self._title = lazy_re(
            rf"(?P<y>20[0-9]{{2}}) ?年?(?P<part>{alternatives(self._parts)})?"
            rf"(?:主要)?{alternatives(words.plain('report_subject'))}?"
            rf"(?:{alternatives(words.plain('report_word'))}|报(?!告|名|价|道))"
        )

    def covered(self, text: str, end: int = -1) -> Period | None:
        """What the first report named in a text covers; a third quarter's runs from January.

        Example:
            >>> from extractor.periods import grammar_of
            >>> from extractor.rulebook import load_rulebook
            >>> grammar_of(load_rulebook()).report_titles.covered("江北发展：2024年半年度业绩预告").iso()
            '2024-01-01/2024-06-30'
        """
        match = self._title.search(text, 0, end if end >= 0 else len(text))
        if match is None:
            return None
        first, last = self._parts.get(match["part"] or "", (1, 12))
        grain = {12: "year", 6: "half"}.get(last - first + 1, "span")
        return months(int(match["y"]), first, last, grain)


def _reported(match: re.Match[str]) -> Atom:
    """报告期内, 报告期末."""
    at_end = bool(match["end"])

    def resolve(parent: Period | None, context: Context) -> Period | None:
        report = context.report
        return report.to_point() if report and at_end else report

    return Atom(YEAR, resolve, "periods.report_period", not_after="预快通公周")
