"""Titled documents: laws, plans, opinions, notices, reports, treaties between 《 and 》, and document numbers.

In: a `Document`. Out: LAW mentions; the span takes the brackets in, the norm the document's number as well.
例: 《2030年前碳达峰行动方案》（国发〔2021〕23号）→ 《2030年前碳达峰行动方案》. Books, films, papers and programmes are
left out: the title's ending tells, then the words around it (`rules/laws.txt`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex

from extractor.document import Document
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import NEVER, alternation
from extractor.mentions import LAW, Mention
from extractor.rulebook import Rulebook

LONGEST_TITLE = 150
"""A title of more characters than this is taken for a bracket that was never closed."""

_MARKS = lazy_re("[《》]")
# 国发〔2021〕23号, 财税[2019]13号, 银保监办发（2020）7号: the search begins at the year's bracket, which is rare
_YEAR_BRACKET = r"[〔\[［【（(](?:19|20)\d\d[〕\]］】）)]"
_NUMBER = lazy_regex(rf"{_YEAR_BRACKET}第?\d{{1,4}}号")
_NUMBER_BEHIND = lazy_regex(rf"[（(](\p{{Han}}{{1,12}}+{_YEAR_BRACKET}第?\d{{1,4}}号)[)）]")
# （试行）, （2021—2025年）, （征求意见稿）, 2.0版, 2024: what may follow the deciding word of a title
_TAIL = lazy_regex(r"(?:\s*+(?:[（(][^（()）]{0,40}+[)）]|[\d.]++版?))++$")
_NUMERAL = frozenset("一二三四五六七八九十百0123456789")


def bracketed_titles(text: str) -> list[tuple[int, int]]:
    """The outermost 《…》 of a text as (start, end), brackets included; a title never crosses a line's end.

    Example:
        >>> bracketed_titles("修改《关于〈甲〉的决定》")
        [(2, 12)]
    """
    if "《" not in text:
        return []
    titles = []
    depth = start = last = 0
    for match in _MARKS.finditer(text):
        at = match.start()
        if depth and text.find("\n", last, at) >= 0:
            depth = 0
        last = at
        if match[0] == "《":
            if depth == 0 or at - start > LONGEST_TITLE:
                start, depth = at, 0
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and match.end() - start <= LONGEST_TITLE:
                titles.append((start, match.end()))
    return titles


def recognizer(rulebook: Rulebook) -> Callable[[Document], Sequence[Mention]]:
    """Compile the rules once; the function returned finds the titled documents of a document, in text order."""
    decide = _document_title(rulebook)
    issuing = rulebook.words("laws", "issuing")
    media = rulebook.words("laws", "media")
    codes = alternation(rulebook.words("laws", "issuers")) or NEVER
    issuer = lazy_regex(rf"[{''.join(rulebook.words('laws', 'issuer_places'))}]?(?:{codes})$")

    def find(document: Document) -> list[Mention]:
        text = document.text
        mentions = []
        for start, end in bracketed_titles(text):
            number = _NUMBER_BEHIND.match(text, end, end + 40)
            before = text[max(0, start - 8) : start]
            rule = decide(text[start + 1 : end - 1])
            if rule is None and (number or before.endswith(issuing)):
                rule = "laws.issuing"
            if rule in (None, "laws.not_heads"):
                continue
            if before.endswith(media) or text.startswith(media, end):
                continue
            norm = text[start:end] + (f"（{number[1]}）" if number else "")
            mentions.append(Mention(start, end, LAW, norm, str(rule)))
        mentions += _lone_numbers(text, issuer, mentions)
        return sorted(mentions, key=lambda mention: mention.start)

    return find


def _document_title(rulebook: Rulebook) -> Callable[[str], str | None]:
    """A function from a title without brackets to the id of the rule that makes it a document, or not one, or None."""
    kinds = ("numbered_heads", "heads", "not_heads")
    endings = {word: f"laws.{kind}" for kind in kinds for word in rulebook.words("laws", kind)}
    not_titles = frozenset(rulebook.words("laws", "not_titles"))
    longest = max(map(len, endings), default=0)

    def decide(title: str) -> str | None:
        if title in not_titles:
            return "laws.not_heads"
        core = _TAIL.sub("", title).rstrip(" ”’〉》")
        for length in range(min(longest, len(core)), 0, -1):
            rule = endings.get(core[-length:])
            if rule == "laws.numbered_heads" and core[-length - 1 : -length] not in _NUMERAL:
                return None
            if rule:
                return rule
        return None

    return decide


def _lone_numbers(text: str, issuer: regex.Pattern[str], titled: Sequence[Mention]) -> list[Mention]:
    """Document numbers that stand for the document itself (按照财税〔2019〕13号文), not those behind a title."""
    ends = {mention.end for mention in titled}
    mentions = []
    for match in _NUMBER.finditer(text):
        origin = max(0, match.start() - 12)
        if max(text.rfind("（", origin, match.start()), text.rfind("(", origin, match.start())) in ends:
            continue  # 《…方案》（江政发〔2024〕16号）: the number of the title before it
        code = issuer.search(text[origin : match.start()])
        if code is not None:
            start = origin + code.start()
            mentions.append(Mention(start, match.end(), LAW, text[start : match.end()], "laws.issuers"))
    return mentions
