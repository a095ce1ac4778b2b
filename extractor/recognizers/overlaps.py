"""Overlaps: of mentions that cross or cover each other the longest is the record.

In: mentions in any order. Out: those that stay, in text order. 例: 北京市 and 北京市统计局 at one place → the latter.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from operator import attrgetter

from extractor.mentions import Mention

_START = attrgetter("start")


def longest(mentions: Iterable[Mention], rank: Callable[[Mention], int] = lambda mention: 0) -> list[Mention]:
    """The mentions left when of any two that overlap the longer stays, in text order.

    Of equal length the higher rank stays, then the earlier. Only mentions in one chain of overlaps are compared.
    """
    kept: list[Mention] = []
    group: list[Mention] = []  # a chain of overlaps, two or more
    reach = -1
    for mention in sorted(mentions, key=_START):
        if mention.start >= reach:
            if group:
                kept += _longest_of(group, rank)
                group = []
            kept.append(mention)
            reach = mention.end
        else:
            if not group:
                group.append(kept.pop())
            group.append(mention)
            if mention.end > reach:
                reach = mention.end
    return kept + _longest_of(group, rank) if group else kept


def _longest_of(group: list[Mention], rank: Callable[[Mention], int]) -> list[Mention]:
    """`longest` of one chain of overlapping mentions, in text order."""
    if len(group) == 2:
        one, other = group
        by_length = (one.end - one.start) - (other.end - other.start)
        return [one] if by_length > 0 or (by_length == 0 and rank(one) >= rank(other)) else [other]
    order = sorted(group, key=lambda mention: (mention.start - mention.end, -rank(mention), mention.start))
    kept: dict[int, Mention] = {}
    starts: list[int] = []
    for mention in order:
        index = bisect_left(starts, mention.end)
        if index and kept[starts[index - 1]].end > mention.start:
            continue
        insort(starts, mention.start)
        kept[mention.start] = mention
    return [kept[start] for start in starts]
