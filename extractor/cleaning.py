"""Cleaning: of a page's lines, those that are the article, and what the others say about it.

In: the blocks of a page, or the lines of a text. Out: `Cleaned`: the article's text, one paragraph a line, its byline,
and source and day where a line named them. What counts as furniture is in `rules/furniture.txt`.
例: "原标题：…", "江城日报讯（记者 林一舟）7月18日，…", "责任编辑：…" → the middle line, byline ("林一舟",).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

import regex

from extractor.errors import RulesError
from extractor.lazy import lazy_regex
from extractor.lexicon import NEVER
from extractor.reading.html import Block, Page, read_page, words_of
from extractor.reading.published import find_day
from extractor.rulebook import Rulebook, once_a_rulebook
from extractor.tables.grid import Table, TableLine, tables_of

_FILE = "furniture"
_NAMES = r"(?P<names>[\u4e00-\u9fff·]{1,8}(?:[\s、，,]{1,3}[\u4e00-\u9fff·]{1,8}){0,7}?)"
_HEAD_LINES = 14  # how far down a line can still be before the body
_LONGEST_LINE = 260  # characters; furniture is short
_HEAD_PROSE = 70  # a line of this length is prose, and the body has begun
_REST = 0.5  # of the text, at most, may be behind a line that ends the article
_BYLINE_REACH = 120  # characters of the body's first lines in which a reporter is named
_SITE_PART = lazy_regex(r"(.{4,}?)\s{0,9}+(?:_|\||丨|｜|--|——|–|(?<=\s)-\s|-(?=[^-]{2,12}$))([^_|丨｜]{0,20})$")
_UNSPOKEN = lazy_regex(r"[\W_]+")
_FIGURE = lazy_regex(r"\d\s?(?:%|％|个?百分点|[万亿]?元|[万亿千]|美元|倍)")
_SENTENCE_END = lazy_regex(r"[。！？；…]")
_PROSE_END = ("。", "！", "？", "”", "；", "…", "：")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An article's text without the page's furniture, and what the furniture said."""

    text: str
    byline: tuple[str, ...] = ()
    source: str | None = None
    published: date | None = None
    tables: tuple[Table, ...] = ()


class Cleaner:
    """The furniture rules of a rulebook, compiled."""

    def __init__(self, rulebook: Rulebook) -> None:
        """Compile the sections of `rules/furniture.txt`.

        Raises:
            RulesError: an expression does not compile; the text names file and line.
        """
        self._head = _compiled(rulebook, "head")
        self._line = _compiled(rulebook, "line")
        self._sure = _compiled(rulebook, "sure")
        self._end = _compiled(rulebook, "end")
        self._tail = _compiled(rulebook, "tail")
        self._imprint = _compiled(rulebook, "imprint")
        self._inline_end = _compiled(rulebook, "inline_end", after=r"\s*$")
        self._byline = _compiled(rulebook, "byline")
        self._source = _compiled(rulebook, "source")
        self._is_furniture = _element_test(rulebook.words(_FILE, "aside"))
        self._content = _element_test(rulebook.words(_FILE, "content"))
        self._not_names = frozenset(rulebook.words(_FILE, "not_names"))
        self._site_words = rulebook.words(_FILE, "site_words")

    def read(self, html: str) -> Page:
        """The blocks of a page, with the furniture's elements marked."""
        return read_page(html, self._is_furniture, self._content, self._is_imprint)

    def _is_imprint(self, line: str) -> bool:
        """Whether a line is the site's imprint; a sentence of the article that names a licence is none."""
        return len(line) <= _LONGEST_LINE and not _is_statement(line) and self._imprint.match(line) is not None

    def clean_page(self, page: Page, title: str | None) -> Cleaned:
        """The article of a page."""
        blocks = page.blocks[page.first : page.last]
        kept = [block for block in blocks if not block.is_furniture]
        # Where furniture's names fit nearly everything, they were not furniture's names here.
        if sum(len(b.text) for b in kept) * 4 < sum(len(b.text) for b in blocks):
            kept = blocks
        if page.whole:
            kept = [block for block in kept if not _is_link(block)]
        else:
            while kept and _is_link(kept[-1]):
                kept.pop()
        cleaned = self.clean_lines([block.text for block in kept], title)
        if cleaned.published is None and page.whole:
            day = _day_near(page)
            cleaned = replace(cleaned, published=day)
        return cleaned

    def clean_lines(self, lines: Sequence[str], title: str | None = None) -> Cleaned:
        """The article among the lines of a text; `title` lets the line that repeats it be known.

        The rows of a table (`TableLine`) are never furniture.
        """
        kept, removed = self._without_head(list(lines), title)
        body: list[str] = []
        for line in kept:
            (removed if self._fits(self._line, line) else body).append(line)
        self._cut_end(body, removed)
        removed += [line for line in body if self._is_imprint(line)]
        body = [line for line in body if not self._is_imprint(line)]
        self._cut_tail(body, removed)
        return Cleaned(
            text="\n".join(body),
            byline=self._names([*(line[:_BYLINE_REACH] for line in body[:2]), *removed]),
            source=next((m["source"] for line in removed if (m := self._source.search(line[:200]))), None),
            published=next((day for line in removed[:6] if (day := find_day(line[:100]))), None),
            tables=tuple(tables_of(body)),
        )

    def page_title(self, page: Page) -> str | None:
        """The article's title: the line near the article's top that <title> begins with, else og:title or <title>.

        The site's name is taken off their ends.
        """
        named, in_tab = page.meta.get("title", ""), page.meta.get("page_title", "")
        spoken = _spoken(in_tab)
        near = [page.meta.get("h1", "")]
        near += [block.text for block in page.blocks[max(0, page.first - 40) : page.first + 4] if len(block.text) < 120]
        fitting = [text for text in near if len(text) >= 8 and spoken.startswith(_spoken(text))]
        if fitting:
            return max(fitting, key=len)
        best = named or in_tab or page.meta.get("h1", "")
        while True:
            cut = _SITE_PART.match(best[-200:])
            if cut is None or not self._is_site(cut[2]):
                return best.strip() or None
            best = best[:-200] + cut[1]

    def page_meta(self, page: Page) -> dict[str, str]:
        """What the page says of itself, without what no reader would call an author or a source."""
        meta = dict(page.meta)
        for key in ("author", "source"):
            value = regex.sub(r"^(?:来源|作者|责任编辑)[:：]|版权所有$|^微信公众平台$", "", meta.get(key, "")).strip()
            meta[key] = "" if "@" in value or value.isdigit() or len(value) > 40 else value
        return meta

    def _is_site(self, text: str) -> bool:
        text = text.strip(" -_—")
        return not text or any(word in text for word in self._site_words) or text.isascii()

    def _without_head(self, lines: list[str], title: str | None) -> tuple[list[str], list[str]]:
        """The lines without those that are before the body, and these."""
        kept: list[str] = []
        removed: list[str] = []
        spoken_title = _spoken(title or "")
        for index, line in enumerate(lines):
            if index >= _HEAD_LINES or (len(line) > _HEAD_PROSE and not self._fits(self._head, line)):
                kept.extend(lines[index:])
                break
            # A credit behind the first prose ends the article; before it, it opens it (每经编辑 …).
            is_head = self._fits(self._head, line) and not (any(map(_is_prose, kept)) and self._end.match(line))
            is_title = bool(spoken_title) and len(kept) < 3 and _repeats(line, spoken_title)
            is_title = is_title and not isinstance(line, TableLine)
            (removed if is_head or is_title else kept).append(line)
        return kept, removed

    def _fits(self, pattern: Any, line: str) -> bool:
        """Whether a line is furniture of a kind. One that holds a figure or reads as prose never is."""
        if len(line) > _LONGEST_LINE or isinstance(line, TableLine):
            return False
        if (_is_prose(line) or _FIGURE.search(line)) and self._sure.match(line) is None:
            return False
        return pattern.fullmatch(line) is not None

    def _cut_end(self, body: list[str], removed: list[str]) -> None:
        total = sum(map(len, body))
        before = 0
        for index, line in enumerate(body):
            is_row = isinstance(line, TableLine)
            if before >= (1 - _REST) * total and before and not is_row and self._end.match(line[:200]):
                removed.extend(body[index:])
                del body[index:]
                return
            before += len(line)

    def _cut_tail(self, body: list[str], removed: list[str]) -> None:
        while len(body) > 1 and self._fits(self._tail, body[-1]):
            removed.append(body.pop())
        while body:
            line = body[-1]
            if isinstance(line, TableLine):
                break
            start = max(0, len(line) - 120)
            match = self._inline_end.search(line, start)
            if match is None:
                break
            removed.append(match[0])
            body[-1] = line[: match.start()].rstrip()
            if not body[-1]:
                body.pop()

    def _names(self, lines: Iterable[str]) -> tuple[str, ...]:
        """The reporters named in lines, each once."""
        found: dict[str, None] = {}
        for line in lines:
            for match in self._byline.finditer(line[:_LONGEST_LINE]):
                found.update(dict.fromkeys(n for n in split_names(match["names"]) if n not in self._not_names))
        return tuple(found)


def split_names(text: str) -> list[str]:
    """Names that are in a row: "林一舟 周 衡" → 林一舟, 周衡 (a two-character name is often set wide)."""
    names: list[str] = []
    held = ""
    for piece in regex.split(r"[\s、，,]+", text.strip()):
        if len(piece) == 1:
            held += piece
            if len(held) == 2:
                names.append(held)
                held = ""
        elif 2 <= len(piece) <= 4 or "·" in piece:
            names.append(piece)
    return names


def filled_in(line: str, rulebook: Rulebook) -> str:
    """A line of `rules/furniture.txt` with what {names} and {surname} stand for."""
    if "{surname}" in line:
        line = line.replace("{surname}", f"(?:{'|'.join(map(regex.escape, rulebook.words(_FILE, 'surnames')))})")
    return line.replace("{names}", _NAMES)


def _compiled(rulebook: Rulebook, section: str, after: str = "") -> Any:
    lines = rulebook.lines(_FILE, section)
    parts = [filled_in(line, rulebook) for line in lines]
    if rulebook.directories[1:]:  # the package's own lines are tested; a user's line is named where it is wrong
        for entry, line, part in zip(rulebook.section(_FILE, section), lines, parts, strict=True):
            try:
                regex.compile(part)
            except regex.error as error:
                fault = f"not a regular expression ({error}): {line}"
                raise RulesError(f"rules/{_FILE}.txt:{entry.line}: {fault}") from None
    return lazy_regex("|".join(f"(?:{part}){after}" for part in parts) or NEVER)


def _element_test(words: Sequence[str]) -> Callable[[str], bool]:
    """Whether an element's ids and classes hold one of the words."""
    alternatives = "|".join(regex.escape(words_of(word).strip()) for word in sorted(words, key=len, reverse=True))
    pattern = lazy_regex(f" (?:{alternatives}) " if alternatives else NEVER)

    @lru_cache(maxsize=4096)
    def test(names: str) -> bool:
        return pattern.search(words_of(names)) is not None

    return test


def _is_link(block: Block) -> bool:
    """A line that is nothing but a link to elsewhere."""
    return block.linked >= 0.8 * len(block.text) and not _SENTENCE_END.search(block.text)


def _is_prose(line: str) -> bool:
    return len(line) > 20 and line.endswith(_PROSE_END) and line.count("，") + line.count("。") >= 2


def _is_statement(line: str) -> bool:
    """Prose that tells a figure."""
    return _is_prose(line) and _FIGURE.search(line) is not None


def _spoken(text: str) -> str:
    spoken: str = _UNSPOKEN.sub("", text).lower()
    return spoken


def _repeats(line: str, spoken_title: str) -> bool:
    """Whether a line is the title once more, apart from punctuation and a few characters."""
    if len(line) > 120 or line.endswith("。"):
        return False
    spoken = _spoken(line)
    if len(spoken) < 4:
        return False
    if spoken == spoken_title or (len(spoken) >= 8 and spoken in spoken_title):
        return True
    return SequenceMatcher(None, spoken, spoken_title[:120], autojunk=False).ratio() >= 0.8


def _day_near(page: Page) -> date | None:
    """The day written above the article, the nearest one first, or in its first lines."""
    above = reversed(page.blocks[max(0, page.first - 15) : page.first])
    for block in [*page.blocks[page.first : page.first + 4], *above]:
        if len(block.text) <= 120 and (day := find_day(block.text)):
            return day
    return None


@once_a_rulebook
def cleaner_of(rulebook: Rulebook) -> Cleaner:
    """The cleaner of a rulebook, made once."""
    return Cleaner(rulebook)
