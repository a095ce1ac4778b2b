"""The items of a list of names or properties, cut at its commas and conjunctions.

In: the words of a list and how many figures it is dealt to. Out: as many items, or none. 例: 应收票据及应收账款、存货
for two figures → 应收票据及应收账款, 存货; 灌区工程以及防洪工程开工率较高 → 灌区工程, 防洪工程开工率.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.facts.fact import Fact
from extractor.facts.grammar import Grammar
from extractor.facts.laws.surroundings import EDGE, Surroundings
from extractor.lazy import lazy_re, lazy_regex

PARTS = lazy_regex(r"、|以及|和|与|及(?!时)")
PIECES = lazy_regex(r"[、/／]|以及|和|与|及")
SLASH = lazy_regex(r"\s*+[/／]\s*+")
_DEALT_BY = (PARTS, lazy_regex("、"), lazy_regex("、|和|与"), SLASH)  # 应收票据及应收账款、存货 are two
_ORDINAL = lazy_regex("第?[一二三四五六](?=[^、和与及]{2})")
_ORDINALS = lazy_regex("第?[一二三四五六]")
_CUT_ORDINAL = lazy_re("[一二三四]|第[一二三四]$")
_JOINED = lazy_regex(r"[、，（(/／]|分别|[两三四五六七八九十][市省县区地国]|每\p{Han}{1,3}$")
_ALWAYS_ORDINAL = "产业"  # 一、二、三产业, but 一、二、三线城市
_LONGEST_PREDICATE = 10  # characters


@dataclass(slots=True)
class Pair:
    """What one figure of a list is said of; None where the list does not say."""

    subject: str | None
    indicator: str | None


def of_rules(context: Surroundings, rules: Sequence[Fact]) -> list[Pair] | None:
    """What the rules dealt, where each figure got words of its own that are no list themselves."""
    pairs = [Pair(fact.subject, fact.indicator) for fact in rules]
    if any(context.mentions_of((pair.subject or "") + (pair.indicator or "")) for pair in pairs):
        return None  # 华岭|股份
    subjects = [pair.subject or "" for pair in pairs]
    if any(_is_cut(pair) for pair in pairs):
        return None
    if ends_like(subjects) or any(len(subject) == 1 for subject in subjects):
        return None  # 光大水泥, 华岭水泥熟料; 内、外贸
    said = {(pair.subject or "") + (pair.indicator or "") for pair in pairs}
    if len(said) < len(pairs) or any(pair.indicator is None or _JOINED.search(pair.indicator) for pair in pairs):
        return None
    if any(pair.subject and _JOINED.search(pair.subject) for pair in pairs):
        return None
    same = {pair.subject for pair in pairs}, {pair.indicator for pair in pairs}
    return pairs if min(map(len, same)) == 1 or len(same[0]) == len(same[1]) == len(pairs) else None


def _is_cut(pair: Pair) -> bool:
    """Whether the words of an item are cut in a wrong place: 一、二|产业增加值; 农业、工业增加值|工业增加值."""
    if _CUT_ORDINAL.match(pair.subject or pair.indicator or ""):
        return True
    return bool(pair.indicator) and (pair.subject or "").endswith(pair.indicator or "")


def split(words: str, parts: regex.Pattern[str]) -> list[str]:
    """The items between some marks, without marks at their edges."""
    return [item.strip(EDGE) for item in parts.split(words)]


def items_of(words: str, size: int) -> list[str]:
    """The items of a list of so many; empty where it is no such list."""
    return next(_lists(words, size), [])


def items_before_predicate(words: str, size: int, grammar: Grammar, predicate: re.Pattern[str]) -> list[str]:
    """The items of a list that a clause says something of; empty where it is no such list.

    Args:
        predicate: words at the end that say so: 领涨, 表现亮眼. What else follows an indicator says so, too.
    """
    for items in _lists(words, size):
        last = items[-1]
        for end in range(len(last) - 1, max(1, len(last) - _LONGEST_PREDICATE - 1), -1):
            if last[:end] in grammar.heads or grammar.head_behind(last[:end]):
                return [*items[:-1], last[:end]]
        if (found := predicate.search(last)) and found.start():
            return [*items[:-1], last[: found.start()]]
    return []


def ends_like(items: Sequence[str]) -> int:
    """Where in the last of some items the name ends that ends like the others: 光大水泥、华岭水泥|熟料库存; else 0."""
    last = items[-1]
    for size in range(min(map(len, items)) - 1, 1, -1):
        like = items[0][-size:]
        at = last.find(like, 1)
        if 0 < at < len(last) - size and all(item.endswith(like) for item in items[:-1]):
            return at + size
    return 0


def in_order(items: list[str]) -> list[str]:
    """The items of a list of ordinals with the word that they share: 一、二、三产业 → 第一产业; else as they are."""
    last = _ORDINAL.match(items[-1])
    if last is None or not all(_ORDINALS.fullmatch(item) for item in items[:-1]):
        return items
    rest = items[-1][last.end() :]
    mark = "第" if items[0].startswith("第") or rest.startswith(_ALWAYS_ORDINAL) else ""
    return [mark + item.removeprefix("第") + rest for item in (*items[:-1], last[0])]


def _lists(words: str, size: int) -> Iterator[list[str]]:
    for parts in _DEALT_BY:
        items = split(words, parts)
        if len(items) == size and all(items):
            yield items
