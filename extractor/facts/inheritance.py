"""What a figure takes over from the clauses before where its own words do not say it.

In: the context. Out: a subject, a pair of subject and indicator, a time, a basis, a modality. 例: in 出口36亿元，增长5%
the change is that of 出口. What a clause leaves to those behind it: `remember.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extractor.facts.context import Change, Context, Modality, Pair, Stated, Time
from extractor.facts.spans import EMPTY, Words
from extractor.facts.words import tagged
from extractor.mentions import DateMention

_LONGEST_CLAUSE = 24  # characters of the clause before that are looked at
_SHORTEST_NOUN = 3


# ---- subjects and indicators ---------------------------------------------------------------------------------------


def subject(context: Context) -> Words | None:
    """The subject of a phrase without one: of the clause just before, of the article, or the one stated last.

    In a new paragraph the article's own subject comes before that of the paragraph above.
    """
    stated, article = context.stated, context.topic.subject
    noun = noun_of(context.clause_before) if context.clause_before else None
    return noun or (article if stated.is_of_earlier_paragraph and article else stated.subject)


def noun_of(clause: Words) -> Words | None:
    """The noun that a clause opens with, where a predicate follows it: 外贸企业 of 外贸企业回暖明显."""
    at, noun = 0, False
    for word, tag in tagged(clause.text[:_LONGEST_CLAUSE]):
        if tag[0] in "njl":
            noun = True
        elif tag[0] in "vadp" and tag != "vn":
            return clause[:at] if noun and at >= _SHORTEST_NOUN else None
        elif tag[0] not in "bsnv":
            return None
        at += len(word)
    return None


def whole_of_share(stated: Stated, transparent: Collection[str]) -> Words | None:
    """Whose share a bare 占… is: of what was stated last, or of what the share stated last is a share of.

    Args:
        transparent: indicators of which nothing is a share (数量): their subject is meant.
    """
    of_subject, of_indicator = stated.whole or (stated.subject, stated.indicator)
    if (stated.is_one_phrase or stated.whole) and of_indicator and of_indicator.text not in transparent:
        return (of_subject or EMPTY) + of_indicator
    return of_subject


def pair(context: Context, unit: str, is_change: bool) -> Pair:
    """Subject and indicator of a figure without words of its own.

    A change behind a count in its unit is that of the count, one behind a share is not that of the share.
    """
    stated = context.stated
    if is_change:
        count = context.counted.last
        if count and count.unit == unit:
            return count.subject, count.indicator
        if stated.whole and unit != "pp":
            return stated.whole  # 占比24%，同比增长33%
    return stated.subject, stated.indicator


# ---- times, bases, modality ----------------------------------------------------------------------------------------


def period(time: Time, order: int, size: int) -> DateMention | None:
    """The time of a figure without one.

    Args:
        order: its place among the figures that share their words.
        size: how many these are.
    """
    if time.change_start is not None and time.change_end is not None:
        return time.change_end  # 从2018年的66.4%提高到2024年的91.8%，上升25.4个百分点
    if size > 1 and len(time.of_list) == size:
        return time.of_list[order]
    return time.period


def basis(change: Change, is_part: bool, has_noun: bool) -> str | None:
    """The basis of a change that names none: parts have that of the whole, other words that of the change before.

    Args:
        is_part: 其中 comes before the figure.
        has_noun: the figure has a noun phrase of its own.
    """
    if (is_part or change.is_of_parts) and change.basis_of_whole:
        return change.basis_of_whole
    if change.is_stated and not has_noun:
        return change.stated_basis  # 环比增加81万吨，上升10.2%
    return None


def modality(before: Modality, own: str | None, own_words: str) -> tuple[str | None, str]:
    """The modality that the figure's own words say, or that of the clauses before; and the words that say it."""
    return (before.value, before.words) if own is None else (own, own_words)


def pairs(stated: Stated, size: int) -> Sequence[Pair]:
    """The pairs of as many figures stated at once; none where the last statement was not of so many."""
    return stated.of_list if len(stated.of_list) == size else ()
