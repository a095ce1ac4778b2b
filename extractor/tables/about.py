"""What is around a table: whose it is, what it measures, in which units and of what time.

In: the article's text, title and day, and a table. Out: `About`. 例: “2012年规模以上工业企业主要产品产量” above a table
of “2012年江州市统计公报” → subject 江州市, restricted to 规模以上工业企业, indicator 产量, 2012.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from extractor.lazy import lazy_re
from extractor.periods.period import Period
from extractor.tables.grid import Table
from extractor.tables.names import HeadReader
from extractor.tables.times import Times
from extractor.tables.units import HeadUnit

_BEFORE_COLON = lazy_re(r"^([^：:，,。！？\s]{2,12})[：:]")
_BEFORE_YEAR = lazy_re(
    r"^((?!关于)[一-鿿A-Za-z0-9]{1,9}[一-鿿A-Za-z])(?<!关于)(?<!发布)(?<!公布)(?<!披露)(?=(?:关于)?(?:业绩|(?:19|20)\d\d年))"
)
_NUMBERED = lazy_re(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*){1,2}"
    r"|^(?:续?[表图]\s?[\d一二三四五六七八九十.\-—]{0,6}[:：、.\s]?)|^附[表件]?\d?[：:]?"
)
_UNIT_LINE = lazy_re(
    r"(?:单位|币种)\s*(?:[：:]|均?为|是)|百分比除外|^(?:人民币|港币|美元)?[十百千万亿]{0,2}(?:元|美元|港元)$"
    r"|^[（(]?人民币[十百千万亿]{1,2}元?[)）]?$"
)
_BRACKETED_UNIT = lazy_re(r"[（(]([^（()）]{0,6}单位[：:]?[^（()）]{1,16}|[^（()）\d]{1,8})[)）]")
_UNIT_STATED = lazy_re(r"单位\s*(?:[：:]|均?为|是)\s*([^\s）)]{1,16}(?:\s*[、，,；;]\s*[^\s）)]{1,8}){0,2})")
_PLACE_HEAD = lazy_re(
    r"^(?:(?:19|20)\d\d年(?:度)?|[上下]半年|[\d一二三四五六七八九十至—\-]{1,5}(?:月份?|季度)|前三季度|全年)*"
)
_ABOVE = 4  # lines above a table that may speak of it
_LONGEST_CAPTION = 50
_CAPTION_TAIL = lazy_re(r"[：:。\s]+$")
_SENTENCES = lazy_re(r"[。！？]")


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a table from around it.

    Attributes:
        subject: whose table it is (company, place); None where no name is given.
        restriction: what its caption narrows the subject to (规模以上工业企业), or the empty string.
        indicator: what its caption says is measured (产量), or the empty string.
        units: the units of caption and lines above, the main one first.
        period: the time that caption, title or lead speak of.
        period_at: where that is in the text, None where the title stated it.
        target: whether the line above tells intent.
        unit_words, caption: the lines themselves, for `explain()`.
        forecast: whether the article tells results before they are known (业绩预告).
        of_title: what the article's title says is measured, or the empty string.
    """

    subject: str | None
    restriction: str = ""
    indicator: str = ""
    units: tuple[HeadUnit, ...] = ()
    period: Period | None = None
    period_at: tuple[int, int] | None = None
    target: bool = False
    unit_words: str = ""
    caption: str = ""
    of_title: str = ""
    forecast: bool = False


class _Line(NamedTuple):
    start: int
    end: int
    text: str


class TextAround:
    """Reads what is around the tables of one article."""

    def __init__(
        self,
        text: str,
        title: str | None,
        published: date | None,
        tables: Sequence[Table],
        names: HeadReader,
        times: Times,
    ) -> None:
        self.text, self.published = text, published
        self.title = (title or "").strip()
        self.names, self.times = names, times
        self._starts = [table.start for table in tables]
        self._ends = [table.end for table in tables]
        self.title_period = times.first_period(self.title, published) if self.title else None
        self.subject = self._subject()
        self._is_forecast = names.rules.forecast_title.search(self.title) is not None
        self._of_title = self._caption(_BEFORE_COLON.sub("", self.title).removeprefix("关于"))[1]

    def _subject(self) -> str | None:
        """Whose article it is: the short name it tells, the company or place its title begins with."""
        head = self.text[:2000]
        short = self.names.rules.short_name.search(head)
        if short:
            return str(short[1])
        title = self.title
        company = self.names.rules.company_of_title.match(_PLACE_HEAD.sub("", title))
        if company:
            return str(company[1])
        before = _BEFORE_COLON.match(title)
        if before and self.names.rules.announcement.search(title[before.end() :]):
            return before[1]
        reporter = _BEFORE_YEAR.match(title)
        if reporter and self.names.rules.announcement.search(title[reporter.end() :]):
            return reporter[1]
        return self.place(title)

    def place(self, words: str) -> str | None:
        """The place that a title or a caption begins with: 2012年大庆市… → 大庆市."""
        rest = _PLACE_HEAD.sub("", words)
        rules = self.names.rules
        match = rules.division.match(rest)
        stated = match[1] if match is not None and not rules.not_places.search(match[1]) else None
        for size in range(min(12, len(rest)), 1, -1):
            name = rest[:size]
            if name in rules.leading_places or (name in rules.places and name[-1] in rules.division_ends):
                return stated if stated is not None and stated[:-1] == name else name
        return stated

    def about(self, table: Table, inside: Sequence[str] = ()) -> About:
        """What is known of a table. `inside` are lines that are in its own first rows (单位：万元)."""
        lines = self._above(table)
        units, unit_words = self._units(lines, inside)
        captions = [line for line in lines if not self._is_unit_line(line.text)]
        caption = next((line for line in captions if len(line.text) <= _LONGEST_CAPTION), None)
        stated = _CAPTION_TAIL.sub("", caption.text) if caption else ""
        own = next((words for words in inside if not self._is_unit_line(words)), "")
        period, at = self._period(captions, caption, own)
        restriction, indicator = self._caption(own or stated)
        named = _BEFORE_YEAR.match(stated) if table.form == "list" else None  # 海棠生物2025年主要财务数据：
        subject = self.place(self._plain_caption(own or stated)) or (named[1] if named else self.subject)
        lead = lines[0].text if lines else ""
        target = any(self.names.rules.target_lead.search(line.text[-60:]) for line in captions[:2])
        return About(
            subject,
            restriction,
            indicator,
            tuple(units),
            period,
            at,
            target,
            unit_words,
            own or stated or lead[-30:],
            self._of_title,
            self._is_forecast,
        )

    def _above(self, table: Table) -> list[_Line]:
        """The lines above a table, the nearest first, up to the table before it."""
        index = bisect_left(self._starts, table.start)
        floor = self._ends[index - 1] if index else 0
        lines: list[_Line] = []
        end = table.start
        while end > floor and len(lines) < _ABOVE:
            end = max(floor, end - 1)
            start = max(floor, self.text.rfind("\n", floor, end) + 1)
            line = self.text[start:end].strip()
            if line:
                lines.append(_Line(start, end, line))
            end = start
            if start <= floor:
                break
        return lines

    def _is_unit_line(self, words: str) -> bool:
        return len(words) <= 30 and _UNIT_LINE.search(words) is not None

    def _units(self, lines: Sequence[_Line], inside: Sequence[str]) -> tuple[list[HeadUnit], str]:
        """The units that the nearest line tells that tells any."""
        for words in [*inside, *[line.text for line in lines]]:
            if len(words) > 80:
                words = words[-60:]
            found: list[HeadUnit] = []
            stated = _UNIT_STATED.search(words)
            if stated:
                found = self.names.units.listed(stated[1])
            if not found and self._is_unit_line(words):
                found = self.names.units.listed(words)
            for match in () if found else _BRACKETED_UNIT.finditer(words[-40:]):
                found = self.names.units.listed(match[1]) or found
            found = [unit for unit in found if unit.label]
            if found:
                return found, words
        return [], ""

    def _period(
        self, captions: Sequence[_Line], caption: _Line | None, own: str
    ) -> tuple[Period | None, tuple[int, int] | None]:
        """The time of caption, title, or lead, in this order."""
        if own and (period := self.times.first_period(own, self.published, self.title_period)) is not None:
            return period, None
        near = [caption] if caption else []
        for line in near:
            period = self.times.first_period(line.text, self.published, self.title_period)
            if period is not None and not self._only_part(period):
                return period, (line.start, line.end)
        if self.title_period is not None:
            return self.title_period, None
        for line in captions:
            for sentence in reversed(_SENTENCES.split(line.text[-300:])):
                head = sentence[:100]
                period = self.times.first_period(head, self.published, self.title_period) if head else None
                if period is not None:
                    return period, (line.start, line.end)
        return None, None

    def _only_part(self, period: Period) -> bool:
        return period.last is None

    def _plain_caption(self, caption: str) -> str:
        short = caption
        for _ in range(2):
            short = _NUMBERED.sub("", short)
        return short

    def _caption(self, caption: str) -> tuple[str, str]:
        """What a caption narrows the subject to, and what it says is measured; each may be the empty string."""
        rules = self.names.rules
        words = _BRACKETED_UNIT.sub("", self._plain_caption(caption))
        if len(words) > _LONGEST_CAPTION or "，" in words or "。" in words:
            return "", ""
        stated = self.times.read(words[:40], None, self.published) if words else None
        words = stated.rest if stated is not None else words
        place = self.place(words)
        if place:
            words = words.removeprefix(place)
        if self.subject:
            words = words.removeprefix(self.subject)
        for _ in range(4):
            ending = rules.caption_ends.at_end(words)
            if ending is None or len(ending) == len(words):
                break
            words = words[: -len(ending)].rstrip("的及和与、")
        restriction = ""
        narrowed = rules.population.match(words)
        if narrowed:
            restriction, words = narrowed[1], words[narrowed.end() :]
        words = rules.caption_words.sub("", words)
        ending = rules.property.at_end(words)
        if ending is None or words.endswith("指标"):
            return restriction, ""
        return restriction, words if len(words) <= 14 else ending
