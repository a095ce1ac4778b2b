"""Companies named by a short word and their business, which no list holds, where the text shows a company.

In: a document. Out: ORG mentions. 例: 〔江州医药〕总股本12亿股; 〔云州置业〕以8.8亿元竞得城东地块;
〔云州高科〕、〔云州软件〕中标; 大股东〔云州投资〕. Where nothing shows a company there is none: 江州医药产业.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import regex

from extractor.document import Document
from extractor.lazy import lazy_regex
from extractor.lexicon import NEVER, alternation
from extractor.mentions import ORG, Mention
from extractor.recognizers.company_names import time_of_results
from extractor.recognizers.organizations import BODIES
from extractor.rulebook import Rulebook
from extractor.segmentation import tagged

_STATEMENTS = "indicators/statements"  # what companies alone have: 〔江州电子〕营业外收入
_STEM = 2  # characters before the business
_JOINTS = ("、", "和", "与")
_PROPER = ("nr", "ns", "nt", "nz", "x", "eng")  # parts of speech of proper names and of words that jieba lacks
_NOT_OF_NAMES = frozenset(("v", "d", "p", "c", "u", "uj", "ul", "r", "m", "q", "f"))


def recognizer(rulebook: Rulebook) -> Callable[[Document], list[Mention]]:
    """Compile the rules once; the function returned finds the companies of a document, in text order."""
    words = rulebook.words
    businesses = (*words(BODIES, "stems"), *words(BODIES, "businesses"))
    hits = rulebook.lexicons.lexicon(f"{BODIES} businesses", lambda: dict.fromkeys(businesses, True))
    holders = words(BODIES, "holders")
    openers = (*holders, *words(BODIES, "clause_openings"))
    lasts = frozenset(word[-1] for word in openers)
    lines = [word for word in words(_STATEMENTS, "indicators") if "=" not in word]
    does = alternation([*words(BODIES, "behind_businesses"), *lines]) or NEVER
    time = time_of_results(rulebook)
    acting = lazy_regex(rf"{time}(?:{does})|(?:拟|已|将)?以(?:每\p{{Han}}{{1,3}}|总价|约|不超过|人民币)?[\d￥¥]")

    def is_opened(text: str, at: int) -> bool:
        return text[at - 1] in lasts and text.endswith(openers, 0, at)

    def find(document: Document) -> list[Mention]:
        text = document.text
        spans = list(_names(text, [(start, end) for start, end, _ in hits(document)], is_opened, acting))
        found: list[Mention] = []
        begun: set[int] = set()
        for start, end in reversed(spans):
            listed = text.startswith(_JOINTS, end) and end + 1 in begun
            held = text.endswith(holders, 0, start) and not _is_place(text[start : start + _STEM])
            if listed or held or acting.match(text, end, end + 40):
                found.append(Mention(start, end, ORG, text[start:end], f"{BODIES}.businesses"))
                begun.add(start)
        return found[::-1]

    return find


def _names(
    text: str, businesses: list[tuple[int, int]], is_opened: Callable[[str, int], bool], acting: regex.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """Where a stem comes before a business, or two of them, at the beginning of a clause or behind an opening word."""
    last = -1
    ends = dict(businesses)
    for start, end in businesses:
        begin = start - _STEM
        if start == last:  # 江州医药|控股
            continue
        following = ends.get(end, end)
        last = end if following != end else -1
        inside = begin > 0 and text[begin - 1].isalnum() and text[begin - 1] not in "和与由"
        if begin < 0 or (inside and not is_opened(text, begin)):
            continue
        if _is_stem(text[begin:start]):
            # 江州医药|控股 is one name, but 江州医药|资产减值损失
            yield begin, end if following != end and acting.match(text, end, end + 40) else following


def _is_place(stem: str) -> bool:
    """Whether a stem names a place: the 北京 of 股东〔北京资产〕."""
    return tagged(stem)[0][1].startswith("ns")


@lru_cache(maxsize=4096)
def _is_stem(stem: str) -> bool:
    """Whether two characters may be a company's own: 江州, but not 国内, 我省, 3月."""
    if not regex.fullmatch(r"\p{Han}+", stem):
        return False
    words = tagged(stem)
    if len(words) == 1:
        return words[0][1].startswith(_PROPER)
    return not any(tag in _NOT_OF_NAMES for _, tag in words)
