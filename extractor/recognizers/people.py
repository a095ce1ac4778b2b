"""People by rule: names where only a person's name can be.

In: a `Document`. Out: PERSON mentions. 例: 省商务厅厅长王建国表示 → 王建国; （记者 张璐）→ 张璐; 庞某伟 → 庞某伟;
分析师Jane Doe表示 → Jane Doe; 美国总统乔·拜登 → 乔·拜登.

A surname counts only behind an office and before a word that ends a name (表示, 。, 、); words that merely look like
names (高度, 方面) are in `rules/surnames.txt`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractor.document import Document
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import alternatives
from extractor.mentions import ORG, PERSON, Mention
from extractor.recognizers.role_grammar import TITLES
from extractor.rulebook import Rulebook
from extractor.segmentation import listed_words

NAMES = "surnames"
REPORTERS = f"{TITLES}.reporters"
"""The rule of two reporters whose names nothing parts: where they are, no other name is."""
_LONGEST_NAME = 4  # characters of a Chinese name
SIGHT = 60
"""How far a name and what follows it are looked for; without an end the engine may scan the whole text each time."""
_LATIN = r"(?=[^ ]*[a-zà-ÿ.])[A-ZÀ-Þ][A-Za-zÀ-ÿ'’.-]{1,20}+(?: [A-ZÀ-Þ][A-Za-zÀ-ÿ'’.-]{0,20}+){0,3}"
_FOREIGN = r"\p{Han}{1,7}(?:[·•・‧]\p{Han}{1,8}?){1,4}?"
_UP_TO_BRACKET = lazy_re(r"[ 　]*\w{4,8}[)）]")  # two names: looked for before the pattern of names is compiled
_CLAUSE_BEFORE = frozenset("，。；：！？“《（\n、")
_TITLE_SECTIONS = ("state", "company", "offices", "professions", "ranks")


class NameShapes:
    """What a Chinese name looks like, and what may follow one, as parts of regular expressions."""

    def __init__(self, rulebook: Rulebook) -> None:
        singles = "".join(rulebook.words(NAMES, "single")) or "-"
        self.surname = f"(?:{alternatives(rulebook.words(NAMES, 'double'))}|[{singles}])"
        ordinary = alternatives(rulebook.words(NAMES, "not_names"))
        address = alternatives(rulebook.words(TITLES, "honorifics"))  # 姚先生 is no name
        # the surname first: the long list of ordinary words is looked at behind few characters
        self.chinese = rf"(?={self.surname})(?!{ordinary}|{self.surname}(?:{address})){self.surname}\p{{Han}}"
        self.saying = alternatives(rulebook.words(TITLES, "saying"))
        self.follow = rf"(?:{self.saying}|[，。、；：！？）)”（(\s,;]|[等在和与还将也就对向曾已则均拟被因]|$)"


def list_continuer(rulebook: Rulebook) -> Callable[[str, list[Mention]], list[Mention]]:
    """A function that finds the names that go on a list which a person begins: 甲、〔乙〕和〔丙〕出席."""
    shapes = NameShapes(rulebook)
    further = lazy_regex(rf"[、和](?P<name>{shapes.chinese}\p{{Han}}??)(?={shapes.follow})")

    def find(text: str, names: list[Mention]) -> list[Mention]:
        found: list[Mention] = []
        people = [name for name in names if name.label == PERSON and text[name.end : name.end + 1] in ("、", "和")]
        begun = {name.start for name in names} if people else ()
        for name in people:
            match = further.match(text, name.end, name.end + SIGHT)
            while match and match.start("name") not in begun:
                start, end = match.span("name")
                found.append(Mention(start, end, PERSON, match["name"], f"{NAMES}.single"))
                match = further.match(text, end, end + SIGHT)
        return found

    return find


def surname_finder(rulebook: Rulebook) -> Callable[[str, Mention], Mention]:
    """A function that gives a model's name the surname left before it: 实际控制人〔马〕红富, 。〔于〕东来说."""
    singles = frozenset(rulebook.words(NAMES, "single"))
    offices = tuple(word for name in _TITLE_SECTIONS for word in rulebook.words(TITLES, name) if word.endswith("人"))

    prepositions = frozenset(rulebook.words(NAMES, "prepositions"))
    speaking = (*rulebook.words(TITLES, "saying"), "在")

    def find(text: str, name: Mention) -> Mention:
        start = name.start - 1
        speaks = name.label == ORG and name.rule.startswith("ner:") and text.startswith(speaking, name.end)
        if not (name.label == PERSON or speaks) or name.end - name.start > 2 or start < 0 or text[start] not in singles:
            return name
        if text[start] in prepositions:
            return name  # 应普京总统邀请
        begins = start == 0 or text[start - 1] in _CLAUSE_BEFORE
        holds_office = text.endswith(offices, 0, start)
        if not (begins or holds_office) or (text[name.start] in singles and not holds_office):
            return name
        return Mention(start, name.end, PERSON, text[start : name.end], name.rule, name.confidence)

    return find


def given_name_finder(shapes: NameShapes) -> Callable[[str, int, int, bool], int]:
    """A function that gives the end of a name whose first given character is hidden: 赵某|军, but 赵某|返还, 赵某|称.

    It takes the text, the span that ends with 某, and whether a model saw the character behind in the name. That
    belongs to it where it begins no word, and a model saw it, the name ends there or all of the text writes it so.
    """
    follow = lazy_regex(shapes.follow)

    def find(text: str, start: int, end: int, seen: bool) -> int:
        given = text[end : end + 1]
        if not ("一" <= given <= "鿿") or given == "某" or text[end - 2] == "某" or follow.match(text, end):
            return end
        if len(listed_words(text[end : end + 2])) == 1 < len(text) - end:
            return end
        name = text[start:end]
        stated = seen or 1 < text.count(name) == text.count(name + given)
        return end + (stated or follow.match(text, end + 1) is not None)

    return find


def _pair_finder(chinese: str) -> Callable[[str, int], Iterator[tuple[int, int]]]:
    """A function that gives two reporters' names that nothing parts, up to a bracket: （记者〔孟凡霞〕〔马换换〕）."""
    pair = lazy_regex(rf"[ 　]*+(?P<one>{chinese}\p{{Han}}?)(?P<two>{chinese}\p{{Han}}?)(?=[)）])")

    def find(text: str, end: int) -> Iterator[tuple[int, int]]:
        match = pair.match(text, end, end + SIGHT) if _UP_TO_BRACKET.match(text, end) else None
        if match and match.end() - match.start("one") > _LONGEST_NAME:
            yield match.span("one")
            yield match.span("two")

    return find


def recognizer(rulebook: Rulebook) -> Callable[[Document], list[Mention]]:
    """Compile the rules once; the function returned finds people by their surroundings, in no promised order."""
    shapes = NameShapes(rulebook)
    surname, chinese, saying, follow = shapes.surname, shapes.chinese, shapes.saying, f"(?={shapes.follow})"
    titles = rulebook.lexicons.lexicon(
        TITLES, lambda: {word: word for section in _TITLE_SECTIONS for word in rulebook.words(TITLES, section)}
    )
    reporters = frozenset(rulebook.words(TITLES, "reporters"))
    surnames = frozenset(word[0] for kind in ("single", "double") for word in rulebook.words(NAMES, kind))
    behind_title = lazy_regex(
        rf"[ 　]?+(?:(?P<foreign>{_FOREIGN}){follow}|(?P<chinese>{chinese}\p{{Han}}??){follow}|(?P<latin>{_LATIN}))"
    )
    latin = lazy_regex(
        rf"(?<![A-Za-zÀ-ÿ])[A-ZÀ-Þ]\.?[a-zà-ÿ'’.-]++(?: [A-ZÀ-Þ][A-Za-zÀ-ÿ'’.-]*+){{1,3}}(?= ?(?:{saying})|等)"
    )
    not_latin = lazy_regex(rf".*\b(?:{alternatives(rulebook.words(NAMES, 'not_latin'))})\b")
    listed = lazy_regex(rf"[ 　、/／]*+(?P<name>{chinese}\p{{Han}}?(?=[ 　、，。）)/／\n]|$))")
    pairs = _pair_finder(chinese)
    somebody = lazy_regex(rf"{surname}某某?+(?![种个些一人年月日天地次])")
    to_given = given_name_finder(shapes)
    not_somebody = rulebook.words(NAMES, "not_somebody")

    def behind(text: str, end: int, title: str) -> Iterator[tuple[int, int]]:
        if title in reporters:
            match = listed.match(text, end, end + SIGHT)
            while match:
                yield match.span("name")
                match = listed.match(text, match.end(), match.end() + SIGHT)
        match = behind_title.match(text, end, end + SIGHT) if may_begin(text, end) else None
        if match:
            yield match.span(match.lastgroup)

    def may_begin(text: str, at: int) -> bool:
        first = text[at : at + 1]
        return first in surnames or first.isascii() or first == "　" or "·" in text[at : at + 8]

    def find(document: Document) -> list[Mention]:
        text = document.text
        found = [(end, title) for _, end, title in titles(document) if title in reporters or may_begin(text, end)]
        spans = {span: f"{TITLES}.saying" for end, title in found for span in behind(text, end, title)}
        reports = [end for end, title in found if title in reporters]
        spans |= dict.fromkeys((span for end in reports for span in pairs(text, end)), REPORTERS)
        for match in latin.finditer(text):
            if not not_latin.match(match[0]):
                spans[match.span()] = f"{TITLES}.saying"
        if "某" in text:
            for match in somebody.finditer(text):
                if not text.endswith(not_somebody, 0, match.start() + 1):
                    spans[match.start(), to_given(text, match.start(), match.end(), False)] = f"{NAMES}.single"
        return [Mention(start, end, PERSON, text[start:end], rule) for (start, end), rule in spans.items()]

    return find
