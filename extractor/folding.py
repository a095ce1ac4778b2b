"""Folding: a text as recognizers read it, with the way back to the text as it is written.

In: a text that holds radicals for characters (⽐, ⻓), symbols of icon fonts, lines broken inside a sentence, or
traditional characters. Out: `Folded`: plain simplified text, and for each of its characters its place in the original.
例: “净利\n润⽐上年增⻓5%” is read as “净利润比上年增长5%”; the record of 5% has its offsets in the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, TypeVar

from extractor.lazy import lazy_re
from extractor.lexicon import NEVER
from extractor.records import FigureRecord, PersonRecord, Record
from extractor.rulebook import Rulebook, once_a_rulebook

_FILE = "characters"
_COMPATIBLE = r"\u2e80-\u2fdf\uf900-\ufaff"
_PRIVATE = r"\ue000-\uf8ff"
_INVISIBLE = r"\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad"
_FOREIGN = lazy_re(f"[{_COMPATIBLE}{_PRIVATE}{_INVISIBLE}]")
_MARKS = lazy_re("[，。；：！？、,;]")
# The break behind a line that may go on: Han, a digit or a comma before it, and what can go on behind it.
_ENDS_OPEN = lazy_re(r"[\u4e00-\u9fff0-9０-９，、,（(“]$")
_GOES_ON = lazy_re(r"[\u4e00-\u9fff0-9０-９.．，。；、,%％）)”]")
_NEW_ITEM = lazy_re(
    r"[0-9一二三四五六七八九十]{1,3}[、.．)）](?![0-9])|第[一二三四五六七八九十0-9]+[条章节款]|[（(]|[^，。\n]{1,10}[：:]"
)
# What a line ends with, and what the next begins with, where the break is inside a number or before its unit:
# 12.\n40%, 48.2亿\n元, 1,203,\n567.89.
_NUMBER_BEFORE = lazy_re(
    r"[0-9](?:(?P<point>[.．])| ?(?P<magnitude>[万亿])|(?P<comma>(?<=[0-9.,，]{3}[0-9])[,，]|,)"
    r"|(?P<two>(?<=,[0-9]{2}))|(?P<one>(?<=,[0-9]))|(?P<digit>)) ?$"
)
_NUMBER_BEHIND = {
    "point": lazy_re("[0-9]+ ?(?:[%％亿万元倍]|个百分点|美元|港元)"),
    "magnitude": lazy_re("亿?(?:[美港欧日]?元|人民币)"),
    "comma": lazy_re("[0-9]{3}[.,，][0-9]"),
    # 8,9|00万元: what a group of three lacks
    "two": lazy_re(r"[0-9](?:,[0-9]{3})*(?:\.[0-9]+)?(?![0-9,.])"),
    "one": lazy_re(r"[0-9]{2}(?:,[0-9]{3})*(?:\.[0-9]+)?(?![0-9,.])"),
    "digit": lazy_re(r"[%％]|个百分点|[万亿]元|\.[0-9]+ ?(?:[%％亿万元倍]|个百分点)|,[0-9]{3}[.,][0-9]"),
}
_SPACED = lazy_re("[0-9](?:[.,]? | [.,])[0-9]")
_SPACED_PARTS = lazy_re(
    r"(?<=[\u4e00-\u9fff ])[0-9]{1,3}(?:,[0-9]{3})*"
    r"(?:(?:\. | \.)[0-9]{1,2}(?= ?(?:[%％亿万倍元]|个百分点))"
    r"|, [0-9]{3}(?=[.,][0-9])| ,[0-9]{3}(?=[.,][0-9]| ?[亿万元]))"
)
_SPACED_DIGITS = lazy_re(
    r"(?<![0-9.,] )(?<![0-9.,])[0-9](?: [0-9]){2,7}(?= ?(?:[%％亿万元年家人个户件台辆套吨]))"
)
_OPEN = frozenset(" \t，、,（(“.．")
_LONG_LINE = 12  # characters: shorter lines are headings
_BROKEN = 0.5  # of the lines, at least, end without a mark in a text whose lines were broken by their length
_FULL_LINE = 0.7  # of the longest line's length, at least, has a line that was broken by its length
_SHARE = 0.03  # of the characters, at least, are traditional only in a text written so

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Folded:
    """A text as it is read.

    Attributes:
        text: what recognizers read.
        words: the same characters before traditional ones became simplified: what subjects and indicators hold.
        original: the text as written.
        places: for each character of `text`, and for its end, the offset in `original`; None where they are the same.
    """

    text: str
    words: str
    original: str
    places: tuple[int, ...] | None = field(repr=False)

    def place(self, offset: int) -> int:
        """Where an offset of `text` is in `original`."""
        return offset if self.places is None else self.places[offset]

    def offset(self, place: int) -> int:
        """The offset in `text` of what is at or behind a place of `original`."""
        return place if self.places is None else bisect_left(self.places, place)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of `text` as one of `original`."""
        return self.place(start), self.place(end - 1) + 1 if end > start else self.place(start)

    def stated(self, phrase: str | None, near: int) -> str | None:
        """A phrase of `text` as the original tells it, the nearest one before an offset first."""
        if not phrase or self.words is self.text:
            return phrase
        at = self.text.rfind(phrase, 0, near)
        at = at if at >= 0 else self.text.find(phrase, near)
        return phrase if at < 0 else self.words[at : at + len(phrase)]

    def restored(self, record: R, sentence: tuple[int, int]) -> R:
        """A record of `text` as one of the original; `sentence` is the stretch of `text` that it is in."""
        start, end = self.span(record.start, record.end)
        first, last = self.span(*sentence)
        changed: dict[str, Any] = {
            "start": start,
            "end": end,
            "text": self.original[start:end],
            "sentence": self.original[first:last],
        }
        if record.norm == record.text:
            changed["norm"] = self.words[record.start : record.end]
        near = record.end
        if isinstance(record, PersonRecord):
            changed |= {"title": self.stated(record.title, near), "affiliation": self.stated(record.affiliation, near)}
        elif isinstance(record, FigureRecord):
            for name in ("subject", "indicator", "speaker", "period_text"):
                changed[name] = self.stated(getattr(record, name), near)
            for name in ("subject_spans", "indicator_spans"):
                changed[name] = tuple(self.span(*span) for span in getattr(record, name))
            if record.unit and record.unit in record.text:
                at = record.start + record.text.index(record.unit)
                changed["unit"] = self.words[at : at + len(record.unit)]
        return replace(record, **changed)


class Folder:
    """The characters of one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._radicals = {other: word[0] for word in rulebook.words(_FILE, "radicals") for other in word[1:]}
        self._traditional = {
            ord(other): word[0] for word in rulebook.words(_FILE, "traditional") for other in word[1:]
        }
        letters = re.escape("".join(map(chr, self._traditional)))
        self._written = lazy_re(f"[{letters}]") if letters else lazy_re(NEVER)

    def fold(self, text: str, keep_length: bool = False) -> Folded | None:
        """The text as it is read; None where that is the text itself, which is nearly always so.

        Args:
            keep_length: one character for each, as an article needs whose tables have offsets of their own: broken
                lines stay broken.
        """
        words, places = text, None
        breaks = frozenset() if keep_length else soft_breaks(text) | inner_blanks(text)
        if keep_length and _FOREIGN.search(text):
            words = "".join([self._read_as(char) or char if _FOREIGN.match(char) else char for char in text])
        elif breaks or _FOREIGN.search(text):
            words, places = self._plain(text, breaks)
        plain = words.translate(self._traditional) if self._is_traditional(words) else words
        if plain is text or plain == text:
            return None
        return Folded(plain, words if plain != words else plain, text, places)

    def _is_traditional(self, text: str) -> bool:
        if self._written.search(text) is None:
            return False
        return len(self._written.findall(text)) >= _SHARE * len(text)

    def _plain(self, text: str, breaks: frozenset[int]) -> tuple[str, tuple[int, ...]]:
        """The text in plain characters, without what cannot be seen and without the line breaks at some places."""
        pieces: list[str] = []
        places: list[int] = []
        for place, char in enumerate(text):
            if place in breaks:
                continue
            if char >= "\u00ad" and _FOREIGN.match(char):
                char = self._read_as(char)
                if not char:
                    continue
            pieces.append(char)
            places.append(place)
        places.append(len(text))
        return "".join(pieces), tuple(places)

    def _read_as(self, char: str) -> str:
        """A radical as its character, a private-use symbol as a blank, what cannot be seen as nothing."""
        if "\ue000" <= char <= "\uf8ff":
            return " "
        if char == "\ufeff" or char < "\u2e80":
            return ""
        known = self._radicals.get(char)
        if known:
            return known
        plain = unicodedata.normalize("NFKC", char)
        return plain if len(plain) == 1 else char


def inner_blanks(text: str) -> frozenset[int]:
    """The places of blanks that are inside a number: 12. 40%, 1, 234.5亿元, 12 .5%, 3 0 0 万元."""
    if " " not in text or _SPACED.search(text) is None:
        return frozenset()
    inside = [*_SPACED_PARTS.finditer(text), *_SPACED_DIGITS.finditer(text)]
    return frozenset(place for found in inside for place in range(*found.span()) if text[place] == " ")


def soft_breaks(text: str) -> frozenset[int]:
    """The places of line breaks (and the blanks before them) that are inside a sentence or a number.

    Lines were broken by their length where most of those of running text end without a mark and are about as long as
    the longest.
    """
    lines = text.split("\n")
    if not any(line[-1:].isalnum() or line[-1:] in _OPEN for line in lines[:-1]):
        return frozenset()  # nearly all texts: every line ends with a mark
    places: set[int] = set()
    running = [line for line in lines[:-1] if len(line) >= _LONG_LINE and _MARKS.search(line)]
    full = _FULL_LINE * max(map(len, lines))
    broken = {line for line in running if len(line) >= full and _ENDS_OPEN.search(line.rstrip())}
    joined = bool(broken) and sum(line in broken for line in running) >= _BROKEN * len(running)
    end = 0
    for line, following in pairwise(lines):
        end += len(line)
        number = _NUMBER_BEFORE.search(line[-12:]) if following else None
        inside = number is not None and _NUMBER_BEHIND[number.lastgroup or ""].match(following) is not None
        goes_on = joined and line in broken and _GOES_ON.match(following) and not _NEW_ITEM.match(following)
        if inside or goes_on:
            places.update(range(end - (len(line) - len(line.rstrip())), end + 1))
        end += 1
    return frozenset(places)


@once_a_rulebook
def folder_of(rulebook: Rulebook) -> Folder:
    """The folder of a rulebook, made once."""
    return Folder(rulebook)

