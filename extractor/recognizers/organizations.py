"""Bodies by rule: departments of governments at home and abroad, central bodies, and units that widen a name.

In: a text, the places found in it and the endings of bodies' names (`Endings`). Out: ORG mentions.
例: 湖北省统计局, 印度卫生部, 中央…领导小组, 四川〔某某〕医院, 山西某某集团〔某某煤矿〕.
Bodies known by name are in `rules/gazetteers/bodies.txt`; companies are in `companies.py`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeAlias

import regex

from extractor.document import Document
from extractor.lazy import lazy_regex
from extractor.lexicon import NEVER, LongestWord, alternatives
from extractor.mentions import ORG, Mention
from extractor.rulebook import Rulebook, once_a_rulebook
from extractor.segmentation import tagged

BODIES = "organizations"
NEAR, FAR = 10, 10  # how many characters may be between a body and its unit, a place and an ending
_HAN = lazy_regex(r"[\p{Han}（）]*+")
_COUNTED = lazy_regex(r"[数多几两三四五六七八九十百\d]+(?:多|余)?[家个所]")
_HAN_BEFORE = lazy_regex(r"(?<=\p{Han})")
_OF_CLAUSES = frozenset(("v", "d", "p", "c", "u", "uj", "ul", "r"))  # parts of speech that a body's name lacks
_KINDS = ("strong", "central", "extensions", "companies", "not_endings")

Ending: TypeAlias = tuple[int, int, frozenset[str]]
"""The place of a word that ends bodies' names, and the sections of rules/organizations.txt that hold it."""
Finder: TypeAlias = Callable[[Document, Sequence[Mention], Sequence[Ending]], list[Mention]]


@once_a_rulebook
def openings(rulebook: Rulebook) -> str:
    """What no body's name reaches over, as alternatives of a regular expression: 据, 来自, 的.

    Raises:
        regex.error: a line of the users' rules is none.
    """
    patterns = "|".join(rulebook.lines(BODIES, "opening_patterns")) or NEVER
    regex.compile(patterns)
    return f"{alternatives(rulebook.words(BODIES, 'openings'))}|{patterns}"


def in_brackets(text: str, place: Mention) -> bool:
    """Whether a place is alone between brackets, within a name: 远帆（北京）装备有限公司."""
    return text[place.start - 1 : place.start] in ("（", "(") and text[place.end : place.end + 1] in ("）", ")")


def endings(rulebook: Rulebook) -> Callable[[Document], Sequence[Ending]]:
    """A function that finds all endings of bodies' names in a document."""
    return rulebook.lexicons.lexicon(f"{BODIES} endings", lambda: _endings(rulebook))


def _endings(rulebook: Rulebook) -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for section in _KINDS:
        for word in rulebook.words(BODIES, section):
            kinds.setdefault(word, set()).add(section)
    return {word: frozenset(sections) for word, sections in kinds.items()}


def recognizer(rulebook: Rulebook) -> Finder:
    """Compile the rules once; the function returned takes a document, its places (in text order) and its endings."""
    return _Bodies(rulebook).find


class _Bodies:
    """The rules for bodies that no list holds, compiled."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._departments = LongestWord(rulebook.words(BODIES, "departments"))
        self._foreign = LongestWord(rulebook.words(BODIES, "foreign"))
        self._between = LongestWord(rulebook.words(BODIES, "before_departments"))
        self._firsts = self._departments.characters | self._between.characters | self._foreign.characters
        self._suffixes = LongestWord(rulebook.words(BODIES, "suffixes"))
        self._stop = lazy_regex(openings(rulebook))
        fields = rulebook.words(BODIES, "ministry_fields")
        self._field_firsts = frozenset(word[0] for word in fields)
        field = rf"(?:{alternatives(fields)}){{1,3}}+"
        self._ministry = lazy_regex(rf"{field}(?:(?:、|与|和|及|以及){field}){{1,6}}+部(?![门长队分下属落])")
        missions = alternatives(rulebook.words(BODIES, "missions"))
        self._mission = lazy_regex(rf"驻(?!外)\p{{Han}}{{1,{NEAR}}}?(?:{missions})(?![长团])")
        self._states = frozenset(rulebook.words("gazetteers/places", "country"))
        self._of_here = rulebook.lexicons.lexicon(f"{BODIES} of here", lambda: _of_here(rulebook))
        self._short_endings = frozenset(rulebook.words(BODIES, "short_endings"))
        self._generic_behind_place = frozenset(rulebook.words("gazetteers/shapes", "generic_behind_place"))

    def find(self, document: Document, places: Sequence[Mention], ends: Sequence[Ending]) -> list[Mention]:
        """The bodies of a document; `places` and `ends` are in text order."""
        text = document.text
        found = self._behind_places(text, places)
        place_ends = [place.end for place in places]
        for start, end, kinds in ends:
            if self._suffixes.end_at(text, end):
                continue
            if "strong" in kinds:
                found += self._of_nearest_place(text, places, place_ends, start, end)
            if "central" in kinds:
                centre = text.rfind("中央", max(0, start - FAR), start)
                if 0 <= centre < start - 2 and self._plain(text, centre + 2, start):
                    found.append(_body(text, centre, end, "central"))
        for start, end, _ in self._of_here(document):
            if not _HAN_BEFORE.match(text, start):
                found.append(_body(text, start, end, "standing_departments"))
        return found

    def _behind_places(self, text: str, places: Sequence[Mention]) -> list[Mention]:
        """Departments right behind the place they govern: 湖北省〔统计局〕."""
        found = []
        for place in places:
            following = text[place.end : place.end + 1]
            may_be_ministry = following in self._field_firsts and place.norm in self._states
            if may_be_ministry and (match := self._ministry.match(text, place.end)):
                found.append(_body(text, place.start, match.end(), "ministry_fields"))
                continue
            abroad = following == "驻" and place.norm in self._states
            if abroad and (match := self._mission.match(text, place.end)):
                found.append(_body(text, place.start, match.end(), "missions"))
                continue
            if following not in self._firsts:
                continue
            if place.end - place.start == 1 and "一" <= text[place.start - 1 : place.start] <= "鿿":
                continue  # 中蒙陆军
            hit = self._department(text, place.end)
            if hit and not goes_on(text, hit[0]):
                found.append(_body(text, place.start, *hit))
        return found

    def _department(self, text: str, at: int) -> tuple[int, str] | None:
        """Where the department that begins at `at` ends, and the section that holds it."""
        end = self._departments.end_at(text, at)
        if end is None:
            middle = self._between.end_at(text, at)
            end = self._departments.end_at(text, middle) if middle else None
        if end is not None:
            return end, "departments"
        end = self._foreign.end_at(text, at)
        return (end, "foreign") if end is not None else None

    def _of_nearest_place(
        self, text: str, places: Sequence[Mention], place_ends: Sequence[int], start: int, end: int
    ) -> list[Mention]:
        """The body from the nearest place before an ending to it (安徽依托〔中国科学技术大学〕): one or none."""
        index = bisect_right(place_ends, start) - 1
        if index < 0 or not start - FAR <= place_ends[index] < start or in_brackets(text, places[index]):
            return []
        place_end = place_ends[index]
        if self._plain(text, place_end, start) and self._names_one(text, place_end, start, end):
            return [_body(text, places[index].start, end, "strong")]
        return []

    def _plain(self, text: str, start: int, end: int) -> bool:
        """Whether a stretch of text may be the middle of a name: Chinese characters without an opening word."""
        return _HAN.fullmatch(text, start, end) is not None and not self._stop.search(text, start, end)

    def _names_one(self, text: str, place_end: int, start: int, end: int) -> bool:
        """Whether the words behind a place name a body: not 美国〔开设公司〕, 印度〔新公司〕, 南京〔多家银行〕."""
        if _COUNTED.match(text, place_end, end):
            return False
        if text[start:end] not in self._short_endings:
            return True
        if text[place_end:end] in self._generic_behind_place:
            return False
        return not any(tag in _OF_CLAUSES for _, tag in tagged(text[place_end:start]))


def goes_on(text: str, end: int) -> bool:
    """Whether a department's last character belongs to another word: 国防部长, 公安部门, 大学生, 银行业."""
    last, after = text[end - 1], text[end : end + 1]
    return (after in ("长", "门") and last in "部局厅院署司处会") or last + after in ("学生", "行业")


def _of_here(rulebook: Rulebook) -> dict[str, None]:
    """Departments as a local paper names them, with a word for the place: 省发改委."""
    places, departments = rulebook.words(BODIES, "standing_departments"), rulebook.words(BODIES, "departments")
    return {place + department: None for place in places for department in departments}


def widener(rulebook: Rulebook) -> Callable[[str, list[Mention], Sequence[Ending]], list[Mention]]:
    """A function that gives names (in text order), bodies widened by the unit behind: 统计局〔服务业调查中心〕."""
    offices = {word for section in ("company", "offices", "state") for word in rulebook.words("titles", section)}
    joining = alternatives(rulebook.words(BODIES, "not_in_extensions"))
    stop = lazy_regex(f"{openings(rulebook)}|兼|{joining}|{alternatives(offices)}")  # 期货公司〔副总经理兼〕研究院
    suffixes = LongestWord(("长", *rulebook.words(BODIES, "suffixes")))

    def widen(text: str, names: list[Mention], ends: Sequence[Ending]) -> list[Mention]:
        units = [(s, e) for s, e, kinds in ends if "extensions" in kinds and not suffixes.end_at(text, e)]
        if not units:
            return names
        starts = [start for start, _ in units]
        widened: list[Mention] = []
        for name in names:
            if widened and name.start < widened[-1].end:
                continue
            index = bisect_left(starts, name.end)
            if name.label == ORG and index < len(units) and starts[index] <= name.end + NEAR:
                start, end = units[index]
                if _HAN.fullmatch(text, name.end, start) and not stop.search(text, name.end, start):
                    name = _body(text, name.start, end, "extensions")
            widened.append(name)
        return widened

    return widen


def _kinds(rulebook: Rulebook) -> str:
    """What kind of company, and of which business, as a regular expression: 第三方评估公司, 中资商业银行."""
    business = alternatives(word for name in ("sectors", "business") for word in rulebook.words(BODIES, name))
    modifiers = alternatives(rulebook.words(BODIES, "business_modifiers"))
    endings = alternatives(rulebook.words(BODIES, "business_endings"))
    return rf"(?:{modifiers})*+(?:{business})*+(?:{endings})"


def kind_of_business(rulebook: Rulebook) -> regex.Pattern[str]:
    """A pattern of words that tell only what kind of company or body it is: 评级机构, 太空旅游公司."""
    return lazy_regex(_kinds(rulebook))


@once_a_rulebook
def generic(rulebook: Rulebook) -> Callable[[str], bool]:
    """Whether words with a body's ending name none: 三家公司, 有关部门, 动员会."""
    words = frozenset(rulebook.words(BODIES, "not_bodies"))
    endings_alone = frozenset(rulebook.words(BODIES, "suffixes") + rulebook.words(BODIES, "units"))
    endings_alone -= frozenset(rulebook.words(BODIES, "whole"))
    kinds = _kinds(rulebook)
    own = "|".join(rulebook.lines(BODIES, "not_bodies_pattern"))
    regex.compile(own)  # what users write is looked at before the first article
    pattern = lazy_regex(f"{own}|{kinds}" if own else kinds)

    @lru_cache(maxsize=4096)  # a text names its bodies again and again
    def is_generic(name: str) -> bool:
        return name in words or name in endings_alone or pattern.fullmatch(name) is not None

    return is_generic


def _body(text: str, start: int, end: int, section: str) -> Mention:
    return Mention(start, end, ORG, text[start:end], f"{BODIES}.{section}")
