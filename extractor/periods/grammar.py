"""The grammar of time: where an expression may start, how far its pieces run, and what they mean together.

In: folded text. Out: `Expression`, a chain of atoms or a range of two, with the words before and after it (截至, 自,
以来, 以前). 例: 2021年11月至次年3月 is the chain 2021年|11月, the separator 至, and the chain 次年|3月.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extractor.lazy import lazy_re
from extractor.lexicon import alternatives
from extractor.periods import days, festivals, listed, parts, reports, rolling, same, seasons, years
from extractor.periods.atom import DAY, MONTH, PUBLICATION, SEPARATOR, TEXT_BEFORE, YEAR, Atom
from extractor.periods.context import Context
from extractor.periods.forms import Forms
from extractor.periods.period import UNKNOWN, Period
from extractor.periods.prefixes import Prefix, Prefixes
from extractor.periods.starts import Starts
from extractor.periods.suffixes import BESIDE, LENGTHS, SINCE_EVENT, UP_TO, name_of, suffixes, with_suffix
from extractor.periods.words import Words

_GLUE = r" ?的? ?"
_JOINT = lazy_re(rf"(?:起|开始)?{SEPARATOR}(?!今(?![天日年]))| ?[和与及] ?|、(?=[12][0-9]{{3}})| ?的 ?| |[（(]")
_SOON = 31  # days ahead that a report of what ends then may be published
_LONGEST_RUN = 8  # pieces
_LONGEST_SINCE = 15  # characters of 挂牌以来, behind a blank
_RANGE = lazy_re(rf"(?:起|开始)?{SEPARATOR}")
_AND = lazy_re(r" ?(?:和|与|及) ?")
_BETWEEN = lazy_re("之间|间|期间")
_WEEKDAY = lazy_re(r"[（(]?(?:周|星期|礼拜)[一二三四五六日天](?![0-9一二三四五六七八九十])[)）]?")
_WEEKDAY_OR_NOT = "(?:[（(](?:周|星期|礼拜)[一二三四五六日天][)）])?"
_SHORT = "[0-9零一二三四五六七八九十]{1,3}"
_CLOCK = f"{_SHORT}(?:[时点](?:整|半|{_SHORT}分)?|[:：][0-9]{{2}})"
_A_DAY = f"(?=(?:{_SHORT}月)?{_SHORT}[日号])"


@dataclass(frozen=True, eq=False)
class Expression:
    """An expression of time, read but not yet resolved. Each is made once and is equal to itself alone.

    Attributes:
        length: characters it takes, its suffix counted.
        atoms: the chain, coarse to fine.
        until: the chain of the other end, where it is a range.
        suffix: what follows (since, open, after, until …), or the empty string.
        weak: by itself as likely a duration or a number; see `Atom`.
        not_after: characters that may not come right before it.
    """

    length: int
    atoms: tuple[Atom, ...]
    until: tuple[Atom, ...]
    suffix: str
    weak: int
    not_after: Container[str]

    @cached_property
    def rule(self) -> str:
        """The rule that read its first piece, or its finest rule that is not the calendar's."""
        return next((a.rule for a in (*self.atoms, *self.until) if a.rule != "periods.calendar"), "periods.calendar")

    @cached_property
    def names_year(self) -> bool:
        """Whether it names the year that the text after it speaks of."""
        return any(atom.names_year for atom in (*self.atoms, *self.until))

    @cached_property
    def bare_day(self) -> bool:
        """Whether it is a day without its month (30日)."""
        return len(self.atoms) == 1 and self.atoms[0].rank == DAY and self.atoms[0].after == frozenset((MONTH,))

    @cached_property
    def needs(self) -> int:
        """What its days depend on: `NOTHING`, the day of `PUBLICATION`, or the `TEXT_BEFORE` it."""
        first, *finer = self.atoms
        if self.until or any(atom.compares or atom.rule != "periods.calendar" for atom in finer):
            return TEXT_BEFORE
        return min(first.needs, PUBLICATION) if self.suffix else first.needs

    @cached_property
    def compares(self) -> bool:
        """Whether it names what something is compared with (去年同期)."""
        return len(self.atoms) > 1 and self.atoms[-1].compares

    def resolve(self, context: Context) -> Period | None:
        """The days it covers in a context; None where nothing says them."""
        period = self._days(context)
        if period is None and self._may_lack_the_day and context.published and not context.year_in_sentence:
            # 2月29日 where this year has none: the nearest year that has
            for offset in (-1, 1, -2, 2, -3, 3):
                period = self._days(context._replace(year=context.published.year + offset, year_in_sentence=True))
                if period:
                    break
        if period is None or period is UNKNOWN:
            return period
        if self.suffix in ("since", "now") and period.relative and not self.names_year and not context.year_in_sentence:
            today = context.published
            if today and period.first and period.first > today:  # 12月以来 in a text of March
                period = self._days(context._replace(year=today.year - 1, year_in_sentence=True)) or period
        if self.suffix.startswith(UP_TO) and not self.names_year and not context.year_in_sentence:
            today = context.published
            if today and period.last and (period.last - today).days > _SOON:  # 截至12月31日止年度, in a text of July
                period = self._days(context._replace(year=today.year - 1, year_in_sentence=True)) or period
        return with_suffix(period, self.suffix, context) if period and self.suffix else period

    @cached_property
    def _may_lack_the_day(self) -> bool:
        return len(self.atoms) > 1 and self.atoms[-1].rank == DAY and not self.names_year

    def _days(self, context: Context) -> Period | None:
        period = _chain(self.atoms, None, context)
        return self._range(period, context) if period and self.until else period

    def _range(self, first: Period, context: Context) -> Period | None:
        if first.first is None:
            return None
        year = first.last.year if first.last else first.first.year
        beginning = (first.first, first.last or first.first)
        context = context._replace(
            year=year, year_in_sentence=True, last_named=beginning, alone=False, ends_range=True
        )
        coarser = [atom for atom in self.atoms if atom.rank < self.until[0].rank]
        parent = _chain(coarser, None, context) if coarser and not self.until[0].names_year else None
        last = _chain(self.until, parent, context)
        if last is None or last.last is None:
            return None
        if last.last < first.first and not self.until[0].names_year:  # 11月至3月 runs into the next year
            last = _chain(self.until, None, context._replace(year=year + 1))
        if last is None or last.last is None or last.last < first.first:
            return None
        return Period(first.first, last.last, "span", relative=first.relative or last.relative)


def _chain(atoms: Sequence[Atom], period: Period | None, context: Context) -> Period | None:
    for atom in atoms:
        period = atom.resolve(period, context)
        if period is None:
            return None
    return period


class TimeGrammar:
    """The patterns of one rulebook's words, compiled."""

    def __init__(self, words: Words) -> None:
        self.words = words
        forms = [*reports.first_forms(), *festivals.forms(words), *days.forms(words)]
        forms += [*rolling.forms(words), *listed.forms(words)]
        forms += [*parts.forms(words), *same.forms(words), *seasons.forms(words), *reports.forms(words)]
        forms += [*years.forms(words), *days.last_forms(words)]
        self._forms = Forms(forms)
        behind = suffixes(words)
        self._suffix = lazy_re("|".join(f"(?P<{name.replace('-', '_')}>{pattern})" for name, pattern in behind))
        hour = f" ?{alternatives(words.plain('parts_of_day'))}?(?:{_CLOCK})?"
        # 12日（周一）20时|至: what may be between the first day of a range and 至
        self._to_day = lazy_re(f"(?<=[日号]){_WEEKDAY_OR_NOT}{hour}(?:起|开始)?{SEPARATOR}{_A_DAY}")
        # of these only the beginnings are asked for
        self._suffixes = Forms([(pattern, lambda _: None) for name, pattern in behind if name != SINCE_EVENT])
        self.starts = Starts(words)
        self.prefixes = Prefixes(words)
        self.report_titles = reports.ReportTitles(words)
        self._read: dict[str, Expression | None] = {}

    def run(self, text: str, position: int) -> str:
        """The longest stretch of time words at a position, names of groups aside; empty where there is none."""
        forms_at, joint, suffix, to_day = self._forms.at, _JOINT.match, self._suffix_at, self._to_day.match
        end = piece_end = position
        for count in range(_LONGEST_RUN):
            for match_form, _ in forms_at(text, end):
                match = match_form(text, end)
                if match:
                    break
            else:
                match = suffix(text, end) if count else None
                if match is None and end > piece_end:
                    match = suffix(text, piece_end)
                if match is None:
                    break
            end = piece_end = match.end()
            match = to_day(text, end) if text[end - 1] in "日号" else None
            if match:
                end = match.end()
                continue
            match = joint(text, end)
            if match:
                weekday = _WEEKDAY.match(text, end) if match[0] in "（(" else None
                end = weekday.end() if weekday and weekday[0][-1] in "）)" else match.end()
        return text[position:end]

    def _suffix_at(self, text: str, position: int) -> re.Match[str] | None:
        """The suffix at a position. The pattern is asked where one may begin: 1.7 µs that mostly find nothing."""
        if self._suffixes.at(text, position) or text.find("以来", position, position + _LONGEST_SINCE) >= 0:
            return self._suffix.match(text, position)
        return None

    def read(self, text: str) -> Expression | None:
        """The longest expression at the start of a run of time words; None where there is none."""
        try:
            return self._read[text]
        except KeyError:
            if len(self._read) > 50_000:
                self._read.clear()
            expression = self._read[text] = self._expression(text)
            return expression

    def _expression(self, text: str) -> Expression | None:
        atoms, end = self._atoms(text, 0)
        if not atoms:
            return None
        until: list[Atom] = []
        suffix = ""
        separator = _RANGE.match(text, end) or (self._to_day.match(text, end) if atoms[-1].rank == DAY else None)
        if separator:
            until, there = self._atoms(text, separator.end())
            if until and len(separator[0]) > 1 and until[0].rank < atoms[0].rank and separator[0][0] in "—-":
                until = []  # “欢乐春节——2026年演出季”: a title's dash
            end = there if until else end
        else:
            both = _AND.match(text, end)
            other, there = self._atoms(text, both.end()) if both else ([], 0)
            if other and _BETWEEN.match(text, there):
                until, end = other, there
        last, full = (until or atoms)[-1], until or len(atoms) > 1
        if full and last.rank == DAY and (weekday := _WEEKDAY.match(text, end)):
            end = weekday.end() if weekday[0][0] not in "（(" or weekday[0][-1] in "）)" else end
        match = self._suffix_at(text, end)
        if match and match.lastgroup in BESIDE and atoms[-1].rank != DAY:
            match = None
        if match and match[0] == "来" and atoms[-1].rank != YEAR:  # 今年来, but not 如今来
            match = None
        if match and not self._longer_atom(text, end, match.end()):
            suffix, end = name_of(match.lastgroup or "", match[0]), match.end()
            if until and suffix == "until":  # 2020至2025年前, 6月14日至9月14日之前
                suffix = "short-of" if until[-1].rank == DAY else "same"
        bare = len(atoms) == 1 and not until and suffix in ("", "same", "around")
        weak = atoms[0].weak if bare else 0
        return Expression(end, tuple(atoms), tuple(until), suffix, weak, atoms[0].not_after)

    def _longer_atom(self, text: str, start: int, end: int) -> bool:
        """Whether what looks like a suffix begins something longer: 2020年前|三季度."""
        atom, there = self._atom(text, start, None)
        return atom is not None and there > end

    def _atoms(self, text: str, position: int) -> tuple[list[Atom], int]:
        atoms: list[Atom] = []
        end = position
        while True:
            there = end
            if atoms:
                glue = _glue.match(text, end)
                there = glue.end() if glue else end
            atom, after = self._atom(text, there, atoms[-1] if atoms else None)
            if atom is None and there > end:
                atom, after = self._atom(text, end, atoms[-1] if atoms else None)
            if atom is None:
                return atoms, end
            atoms.append(atom)
            end = after

    def _atom(self, text: str, position: int, before: Atom | None) -> tuple[Atom | None, int]:
        """The longest atom at a position that may follow the one before."""
        best, end = None, position
        for match_form, build in self._forms.at(text, position):
            match = match_form(text, position)
            if match and match.end() > end:
                atom = build(match)
                if atom and _fits(atom, before):
                    best, end = atom, match.end()
        return best, end


_glue = lazy_re(_GLUE)


def _fits(atom: Atom, before: Atom | None) -> bool:
    if before is None:
        return atom.starts
    if atom.rank <= before.rank:
        return False
    return atom.after is None or before.rank in atom.after


def resolved(expression: Expression, prefix: Prefix, context: Context) -> Period:
    """The days of an expression behind its prefix; none where neither text nor context states them."""
    if expression.suffix.startswith("up-to") and prefix.kind != "point":  # 12月31日的一年
        expression = replace(expression, suffix="")
    period = expression.resolve(context)
    if period is None:
        return Period(None, None, "none", relative=True)
    if expression.suffix.startswith(LENGTHS):
        return period  # 截至6月30日止六个月: the six months
    return prefix.apply(period, bool(expression.until or expression.suffix))
