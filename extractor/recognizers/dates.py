"""Dates and periods: every expression of time in a document, with its first and last day.

In: a `Document`. Out: `DateMention`s in text order. 例: published 2021-11-30, “前三季度” is 2021-01-01 to 2021-09-30.

One pass: a cheap pattern finds where an expression may start, the grammar reads the run of time words there (each
distinct run once), and the text before it resolves what the words leave out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from extractor.document import Document, Sentence
from extractor.lazy import lazy_re
from extractor.mentions import DATE, DateMention
from extractor.periods import Context, TimeGrammar, grammar_of
from extractor.periods.atom import PUBLICATION, TEXT_BEFORE
from extractor.periods.grammar import Expression, resolved
from extractor.periods.period import Period, day_of
from extractor.periods.prefixes import NONE, Prefix
from extractor.rulebook import Rulebook

# A weak expression (24年, 五一, 12号) counts at a clause's start or after a preposition, and before a clause's end.
_BOUNDARY = '，。；：！？、,;:!?()（）“”"《》 \n\t\u3000'
_LEADS = _BOUNDARY + "自从于在至到"
_COMPARING = "较比与同"
_SHORT_YEAR = lazy_re("([0-9]{2}) ?年度?")
_CLAUSE_WITH_NUMBER = lazy_re("[^，。；！？\n]{0,40}[0-9]")
_UNROUND_YEAR = lazy_re("(?<![0-9.])[0-3][1-46-9](?:年|[QqHh][1-4])")
_YEARS_AHEAD, _YEARS_BACK = 6, 24
_NUMBERED = lazy_re(r"(?m)^[ \t\u3000]*([0-9]{1,2})、")
_NEAR_YEARS = 2  # years from publication, in which 下调25年收入 is more likely a year than how long something takes
_REPORT_REACH = 3000  # characters in which a document says which report it is
_MANY = frozenset("十百千万亿半月天日年周个")
# Suffixes whose year is not that of the text after them: 创2013年以来新高.
_KEEPING_YEAR = ("since", "open", "after", "until", "after-with", "until-with", "now")
_WITHIN = "within"

# What joins the dates of a list, and those that are listed or compared together.
_LIST = ("、", "，", ",", "和", "与", "及", "以及")
_AND = ("、", "和", "与", "及", "同", "跟", "以及")
_LONGEST_JOINT = 3
_WHOLE_YEAR = 364
_OF_DAYS = ("day", "span", "ten-days")
_OF_MONTHS = ("week", "month", "quarter", "half")

# Grains whose days may follow in brackets, 上周（7.10—7.14）, and how many days those may differ.
_TOLERANCE = {"week": 10, "span": 40, "day": 10}
_DAYS_IN_BRACKETS = lazy_re(
    r"[（(](1[0-2]|0?[1-9])[.．/月]([0-3]?[0-9])日?\s?[-—–~～至]{1,2}\s?(?:(1[0-2]|0?[1-9])[.．/月])?([0-3]?[0-9])日?[）)]"
)

# How many expressions, each in its context, are remembered with their days.
_MOST_KNOWN = 20_000

_NO_CONTEXT = Context()

_Known: TypeAlias = "dict[tuple[object, ...], tuple[Period, str]]"


def recognizer(rulebook: Rulebook) -> Callable[[Document], list[DateMention]]:
    """A function that finds the dates and periods of a document, with this rulebook's words of time."""
    grammar = grammar_of(rulebook)
    known: _Known = {}
    beginnings = rulebook.lexicons.lexicon("dates", lambda: grammar.starts.words, overlapping=True)

    def find(document: Document) -> list[DateMention]:
        reading = _Reading(grammar, document, known)
        hits = beginnings(document)
        return reading.mentions(grammar.starts.find(reading.text, hits if reading.text is document.text else None))

    return find


def _line_numbers(text: str) -> frozenset[int]:
    """Where the numbers of numbered lines stand, before a time: 〔3〕、7月…, beside a line 2、… or 4、…."""
    lines = [(match.start(1), int(match[1])) for match in _NUMBERED.finditer(text)]
    numbers = {number for _, number in lines}
    return frozenset(start for start, number in lines if numbers & {number - 1, number + 1})


class _Reading:
    """One pass through a document, with the times named so far."""

    def __init__(self, grammar: TimeGrammar, document: Document, known: _Known) -> None:
        self._grammar = grammar
        self._known = known
        self.text = grammar.words.fold(document.text)  # the document's own where nothing is to be folded
        self._published = document.published
        self._sentences = document.sentences
        self._index = -1
        self._sentence = Sentence(0, 0, "", -1)
        self._paragraph = -1
        self._year: int | None = None
        self._year_in_sentence = False
        self._last_named: tuple[date, date] | None = None
        self._last_below_year: tuple[date, date] | None = None  # the last one shorter than a year, in any paragraph
        self._day_in_sentence = False  # whether `_last_named` is a day, or a few, of the same sentence
        self._previous: DateMention | None = None
        self._report: Period | None = None
        if "报告期" in self.text:
            covered = grammar.report_titles.covered
            self._report = covered(document.title or "") or covered(self.text, _REPORT_REACH)
        self._numbers = _line_numbers(self.text)
        self._today_end = 0  # the end of 今天, whose date may follow in brackets

    def mentions(self, starts: Iterable[int]) -> list[DateMention]:
        """The mentions in text order, of the offsets where they may start."""
        found: list[DateMention] = []
        text, grammar = self.text, self._grammar
        run, read = grammar.run, grammar.read
        end = 0
        for position in starts:
            if position < end or position in self._numbers:
                continue
            expression = read(run(text, position))
            if expression is not None and self._report is None and expression.rule == "periods.report_period":
                continue  # a report that nothing in the text names
            if expression is None or not self._is_time(expression, position):
                continue
            found += self._with_bracketed_days(self._mention(expression, position))
            self._end_before(found)
            mention = found[-1]
            end = mention.end
            self._previous = mention
        return found

    def _is_time(self, expression: Expression, start: int) -> bool:
        """Whether an expression is one of time, by the characters around it."""
        text = self.text
        excluded = start and expression.not_after and text[start - 1] in expression.not_after
        if excluded and text[start - 1] == "数" and text[start] not in _MANY:
            excluded = False  # 指数|3月, but 数十月
        if excluded and text.endswith(self._grammar.words.apart, 0, start):
            excluded = False
        if excluded and self._previous and self._previous.end == start - 1 and text[start - 1] in "/／":
            return True  # 24/25/26年
        if not excluded and not expression.weak:
            return True
        if expression.rule == "periods.calendar" and self._lists(start, "day"):
            return True  # 9月10号、11号和15号
        return not excluded and self._is_set_apart(expression, start)

    def _is_set_apart(self, expression: Expression, start: int) -> bool:
        """Whether a weak expression (24年, 五一, 12号) is in a place where it is a time."""
        text = self.text
        if expression.weak == 1 and self._is_short_year(start, start + expression.length):
            return True
        if expression.weak > 1:
            self._enter(start)
            return expression.length >= self._sentence.end - self._sentence.start
        end = start + expression.length
        if self._grammar.prefixes.before(text, start).kind == "ahead":
            return True
        opens = start == 0 or text[start - 1] in _LEADS
        return opens and (end == len(text) or text[end] in _BOUNDARY)

    def _is_short_year(self, start: int, end: int) -> bool:
        """23年公司营收12.3亿元: a year of two digits that opens a clause with a number in it.

        A round one (20年) may as well be how long something takes: it is a year beside one that is not round.
        """
        text, today = self.text, self._published
        match = _SHORT_YEAR.fullmatch(text, start, end)
        if match is None or today is None or not self._grammar.words.no_length.match(text, end):
            return False
        opens = not start or text[start - 1] in _LEADS
        if not (opens or self._is_named_year(start, end)) or not _CLAUSE_WITH_NUMBER.match(text, end):
            return False
        number = int(match[1])
        if (number - today.year % 100) % 100 > _YEARS_AHEAD and (today.year - number) % 100 > _YEARS_BACK:
            return False
        near = abs(number - today.year % 100) <= _NEAR_YEARS and not opens
        return number % 5 != 0 or near or _UNROUND_YEAR.search(text, max(0, start - 60), end + 60) is not None

    def _is_named_year(self, start: int, end: int) -> bool:
        """公司〔23年〕营收, 较〔22年〕增长: behind a name, before what is measured; not 历时12年投资, 成立15年."""
        text, words = self.text, self._grammar.words
        if text[start - 1] in _COMPARING:
            return words.grown.match(text, end) is not None
        if not text[start - 1].isalpha() or words.before_length.search(text, max(0, start - 4), start):
            return False
        return words.measured.match(text, end) is not None

    def _enter(self, start: int) -> None:
        """Move on to the sentence that holds an offset; forget the year of another paragraph."""
        sentences = self._sentences
        if not sentences or start < self._sentence.end:
            return
        index = self._index + 1
        while index + 1 < len(sentences) and sentences[index].end <= start:
            index += 1
        if index >= len(sentences):
            return
        self._index, self._sentence = index, sentences[index]
        self._year_in_sentence = self._day_in_sentence = False
        if self._sentence.paragraph != self._paragraph:
            self._paragraph = self._sentence.paragraph
            self._last_named = None
            if self._published is not None:
                self._year = None

    def _mention(self, expression: Expression, start: int) -> DateMention:
        text = self.text
        self._enter(start)
        end = start + expression.length
        before = self._previous
        prefix = self._grammar.prefixes.before(text, start)
        if before is not None and start - before.end <= _LONGEST_JOINT:
            prefix = self._prefix_in_list(before, prefix, start, end)
        if not prefix.kind and start and text[start - 1] == "和" and text.startswith("相比", end):
            prefix = Prefix("compared", 1)
        opening = start
        if text[start] in '“"':
            if "”" not in text[start + 1 : end] and '"' not in text[start + 1 : end]:
                start += 1  # “五一”档: half a pair of quotes belongs to neither
            elif text[end - 1] == "”" and "“" not in text[start:end]:
                end -= 1
        elif text[end - 1] == "”" and "“" not in text[start:end]:
            end -= 1
        sentence = self._sentence
        alone = (end - start) + prefix.length >= sentence.end - sentence.start
        if self._today_end and start == self._today_end + 1 and text[start - 1] in "（(":
            self._year_in_sentence = True  # 今天（11月29日）
            self._year = self._last_named[1].year if self._last_named else self._year
        last_named, listed = self._last_named, False
        if before is not None and start - before.end <= 2 and expression.rule == "periods.calendar":
            listed = self._lists(start, "day", "month")
            if listed and before.first and before.last:
                last_named = before.first, before.last
        if last_named is None and expression.atoms[-1].compares:
            last_named = self._last_below_year  # a paragraph that begins with 同期 or 去年同期
        period, iso = self._resolve(expression, prefix, alone, last_named, listed)
        self._remember(expression, prefix, period)
        self._today_end = end if expression.rule == "periods.day" else 0
        return DateMention(
            start,
            end,
            DATE,
            iso or text[start:end],
            expression.rule,
            None,
            period.first,
            period.last,
            period.grain,
            period.point,
            period.relative,
            period.vague,
            prefix.kind,
            opening - prefix.length if prefix.kind else start,
            expression.suffix,
        )

    def _with_bracketed_days(self, mention: DateMention) -> tuple[DateMention, ...]:
        """A mention and the days in brackets behind it, with the same period: 上周（7.10—7.14）."""
        in_brackets = self.text[mention.end : mention.end + 1] in ("（", "(")
        if not in_brackets or mention.first is None or mention.grain not in _TOLERANCE:
            return (mention,)
        match = _DAYS_IN_BRACKETS.match(self.text, mention.end)
        if match is None:
            return (mention,)
        month, day, last_month, last_day = (int(part or 0) for part in match.groups())
        for year in (mention.first.year, mention.first.year + 1, mention.first.year - 1):
            first = day_of(year, month, day)
            last = day_of(year + (0 < last_month < month), last_month or month, last_day)
            if first and last and first <= last and abs((first - mention.first).days) <= _TOLERANCE[mention.grain]:
                exact = replace(mention, first=first, last=last, norm=f"{first}/{last}")
                start, end = match.start() + 1, match.end() - 1
                return exact, replace(exact, start=start, end=end, prefix="", prefix_start=start, grain="span")
        return (mention,)

    def _end_before(self, found: list[DateMention]) -> None:
        """年初至今（截至8月15日）: a stretch up to now ends on the day in the brackets behind it."""
        if len(found) < 2 or found[-1].prefix != "point":
            return
        whole, day = found[-2:]
        if whole.suffix not in ("since", "now") or whole.first is None or day.last is None or day.last < whole.first:
            return
        if self.text[whole.end : day.prefix_start] in ("（", "("):
            found[-2] = replace(whole, last=day.last, norm=f"{whole.first}/{day.last}")
            self._last_named = whole.first, day.last

    def _prefix_in_list(self, before: DateMention, prefix: Prefix, start: int, end: int) -> Prefix:
        """The prefix of the second of two dates in a row: both may be compared, or listed."""
        between = self.text[before.end : start]
        if before.prefix == "compared":
            if prefix.kind == "compared" and prefix.length == len(between):
                return NONE  # 与2020年相比|2024年: the word belongs to the date before it
            return Prefix("compared") if between in _AND else prefix  # 与2020年、2021年相比
        is_closed = self.text.startswith(self._grammar.words.compared_with, end)  # 与2020年|相比
        if prefix.kind == "compared" and between in _AND and not is_closed:
            return NONE  # 2022年与2023年
        return prefix

    def _lists(self, start: int, *grains: str) -> bool:
        """Whether an expression goes on a list of days or months: 9月10日、11日, 1月和2月."""
        before = self._previous
        if before is None or start - before.end > 2 or before.grain not in grains:
            return False
        return self.text[before.end : start] in _LIST

    def _resolve(
        self, expression: Expression, prefix: Prefix, alone: bool, last_named: tuple[date, date] | None, listed: bool
    ) -> tuple[Period, str]:
        """The days of an expression here, and their ISO form; computed once for the same words and context."""
        known, needs, context = self._known, expression.needs, _NO_CONTEXT
        key: tuple[object, ...]
        if needs == TEXT_BEFORE:
            context = self._context(expression, prefix, alone, last_named, listed)
            key = expression, prefix.kind, context
        else:
            key = expression, prefix.kind, self._published if needs == PUBLICATION else None
        days = known.get(key)
        if days is None:
            if len(known) > _MOST_KNOWN:
                known.clear()
            if context is _NO_CONTEXT:
                context = self._context(expression, prefix, alone, last_named, listed)
            period = resolved(expression, prefix, context)
            days = known[key] = period, period.iso()
        return days

    def _context(
        self, expression: Expression, prefix: Prefix, alone: bool, last_named: tuple[date, date] | None, listed: bool
    ) -> Context:
        of_list = last_named if listed else None
        return Context(
            published=self._published,
            year=of_list[1].year if of_list else self._year,
            year_in_sentence=self._year_in_sentence or of_list is not None,
            last_named=last_named,
            alone=alone,
            looks_ahead=prefix.kind == "ahead",
            compared=prefix.kind == "compared",
            in_sentence=not alone,
            day_in_sentence=self._day_in_sentence and expression.bare_day,
            listed=listed,
            report=self._report,
        )

    def _remember(self, expression: Expression, prefix: Prefix, period: Period) -> None:
        """Keep the time that the text now speaks of; one of comparison changes nothing."""
        if period.first is None or period.last is None or prefix.kind == "compared":
            return
        if expression.suffix.startswith(_WITHIN):
            return
        if expression.suffix in _KEEPING_YEAR or expression.compares or expression.rule == "periods.now":
            return
        self._last_named = named = period.first, period.last
        grain = period.grain
        if grain not in _OF_DAYS:
            self._day_in_sentence = False
            if grain in _OF_MONTHS:
                self._last_below_year = named
        elif period.first != period.last:
            days = (period.last - period.first).days
            self._day_in_sentence = days < 31
            if days < _WHOLE_YEAR:
                self._last_below_year = named
        elif not expression.bare_day:  # 10月29日 and the 30日 after it, not 5日 alone
            self._day_in_sentence = True
        if prefix.kind == "by":  # 到2025年: a year that is aimed at is not the one the text speaks of
            return
        if expression.names_year and grain not in ("plan", "decade", "century"):
            self._year, self._year_in_sentence = period.last.year, True
