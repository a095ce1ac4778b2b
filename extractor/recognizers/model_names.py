"""What of a model's names stays, and within which borders, beside what lists and rules found.

In: the model's mentions of a `Document`. Out: the mentions that may stay. 例: 别协商会 in 界别协商会 cuts a word;
海川钢铁营|收 is 海川钢铁; a body of a low score counts only where it ends like one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate

from extractor.catalogue.indicators import indicators_of
from extractor.document import Document
from extractor.lazy import lazy_re, lazy_regex
from extractor.mentions import LOC, ORG, PERSON, Mention
from extractor.recognizers import organizations, people
from extractor.recognizers.organizations import BODIES
from extractor.rulebook import Rulebook
from extractor.segmentation import tagged

BODY_LISTS = "gazetteers/bodies"
_OPEN_TO_THE_LEFT = frozenset(f"{BODIES}.{section}" for section in ("listed", "moving", "companies"))
_LATIN = lazy_re(r"[A-Za-z]")
_LATIN_END = lazy_re(r"(?<=[一-鿿]{2})[A-Z]{3,5}$")
UNSURE = 0.6
"""A body that a model gives a lower score counts only where its ending shows what it is."""
CUT = 0.7
"""A name that a model gives a lower score must begin and end where words do."""


def finder(rulebook: Rulebook) -> Callable[[Document, Sequence[Mention]], list[Mention]]:
    """Compile the rules once; the function returned gives the model's mentions of a document that may stay."""
    may_stay, without_word = _body_check(rulebook), _unsplit(rulebook)
    whose = _without_indicator(rulebook)
    with_surname = people.surname_finder(rulebook)

    def find(document: Document, model: Sequence[Mention]) -> list[Mention]:
        text = document.text
        kept = [m if m.label == LOC else with_surname(text, without_word(text, whose(text, m))) for m in model]
        kept = [m for m in kept if m.label == LOC or (may_stay(m) and not _is_title(text, m))]
        return _whole_words(document, kept)

    return find


def _is_title(text: str, name: Mention) -> bool:
    """Whether a listed company's name is a title: the game 《汤姆猫》. So are papers: 《求是》."""
    return text[name.start - 1 : name.start] == "《" and name.rule.startswith("gazetteers/companies.")


def _is_no_person(name: Mention) -> bool:
    """Whether a person's Latin letters are none's: capitals alone, as in ROE为12%, small ones alone, 新贵uber."""
    words, score = name.norm, name.confidence
    if name.label != PERSON or score is None or not _LATIN.search(words):
        return False
    if words.isascii() and words.isalpha() and words.isupper():
        return score < CUT
    return words.islower()


def _body_check(rulebook: Rulebook) -> Callable[[Mention], bool]:
    """Whether a model's person or body may stay: a body that it is unsure of must be listed or end like one."""
    suffixes = rulebook.words(BODIES, "suffixes")
    listed = {w for name in rulebook.names(BODY_LISTS) for w in rulebook.words(BODY_LISTS, name)}
    is_generic = organizations.generic(rulebook)

    @lru_cache(maxsize=4096)  # the same bodies come again and again
    def body(words: str, sure: bool) -> bool:
        return words in listed or (not is_generic(words) and (sure or words.endswith(suffixes)))

    def check(mention: Mention) -> bool:
        if mention.end - mention.start < 2 or _is_no_person(mention):
            return False
        return mention.label != ORG or body(mention.norm, mention.confidence is None or mention.confidence >= UNSURE)

    return check


def _whole_words(document: Document, stated: list[Mention]) -> list[Mention]:
    """Names without the doubtful ones that cut a word: 别协商会 in 界别协商会."""
    edges: dict[int, set[int]] = {}

    def whole(name: Mention) -> bool:
        if name.confidence is None or name.confidence >= CUT:
            return True
        sentence = document.sentence_at(name.start)
        if sentence.start not in edges:
            ends = accumulate(len(word) for word, _ in tagged(sentence.text))
            edges[sentence.start] = {sentence.start, *(sentence.start + end for end in ends)}
        return name.start in edges[sentence.start] and name.end in edges[sentence.start]

    return [name for name in stated if name.label == LOC or whole(name)]


def _unsplit(rulebook: Rulebook) -> Callable[[str, Mention], Mention]:
    """A function that takes the first character of a word behind it from a model's name: 海川钢铁营|收, 李某返|还."""
    words = frozenset(word[:2] for word in rulebook.words(BODIES, "not_split"))
    shapes = people.NameShapes(rulebook)
    to_given = people.given_name_finder(shapes)
    spelled = lazy_regex(rf"{shapes.chinese}\p{{Han}}?(?=[a-z]{{4}})")  # 赵立群|zhaoliqun@…

    def cut(text: str, name: Mention) -> Mention:
        end = name.end
        if name.label == PERSON and "某" in text[end - 2 : end + 1]:
            end = text.rindex("某", end - 2, end + 1) + 1  # 赵某|返, 赵某|军, 欧阳|某
            end = to_given(text, name.start, end, end < name.end)
            return Mention(name.start, end, PERSON, text[name.start : end], name.rule, name.confidence)
        if name.label == PERSON and (match := spelled.match(text, name.start, end)):
            return Mention(name.start, match.end(), PERSON, match[0], name.rule, name.confidence)
        if name.label != ORG or name.confidence is None or end - name.start < 4 or text[end - 1 : end + 1] not in words:
            return name
        return Mention(name.start, end - 1, ORG, text[name.start : end - 1], name.rule, name.confidence)

    return cut


def _without_indicator(rulebook: Rulebook) -> Callable[[str, Mention], Mention]:
    """A function that takes the short name of an indicator off a model's body: 浙江|GDP, a place."""
    is_indicator = indicators_of(rulebook).is_name

    def cut(text: str, name: Mention) -> Mention:
        tail = _LATIN_END.search(text, name.start, name.end) if name.label == ORG else None
        if tail is None or not is_indicator(tail[0]):
            return name
        words = text[name.start : tail.start()]
        label = LOC if all(tag == "ns" for _, tag in tagged(words)) else ORG
        return Mention(name.start, tail.start(), label, words, name.rule, name.confidence)

    return cut


def beside(ruled: list[Mention], stated: list[Mention]) -> list[Mention]:
    """Rules' names without those that a model knows better: a person it saw there, a company that ends with them."""
    people = [mention for mention in stated if mention.label == PERSON]
    starts = [mention.start for mention in people]
    bodies = {mention.end for mention in stated if mention.label == ORG}
    person_ends = {mention.start: mention.end for mention in people}

    def known(mention: Mention) -> bool:
        if mention.label == PERSON and not mention.norm.isascii():
            index = bisect_left(starts, mention.end) - 1
            return index >= 0 and people[index].end > mention.start
        if mention.label == ORG and mention.start in person_ends:
            if mention.rule.startswith("firms."):  # 〔野村〕将网易目标价下调
                return False
            # a stock code behind 雪莱特 shows that it is no person
            return mention.rule not in _OPEN_TO_THE_LEFT or person_ends[mention.start] != mention.end
        return mention.rule in _OPEN_TO_THE_LEFT and mention.end in bodies

    return [mention for mention in ruled if not known(mention)]
