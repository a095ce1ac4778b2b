"""Quotation marks of a phrase: both of them, or none.

In: a phrase that was cut out of a clause. Out: the phrase with the mark that it lacks, or without the one that it has.
例: 潮涌计划” of “潮涌计划”带动… → “潮涌计划”.
"""

from __future__ import annotations

from extractor.facts.spans import NOWHERE, Words

_REACH = 240  # characters around a figure where the mark may be


def has_both_quotes(words: str) -> bool:
    """Whether no quotation mark of a phrase lacks its other one."""
    return words.count("“") == words.count("”")


def whole_quotes(text: str, phrase: Words, offset: int) -> Words:
    """A phrase with both its quotation marks, or with none where the text has only one of them there.

    Args:
        text: the article's text.
        offset: of the figure that the phrase is said of.
    """
    words = phrase.text
    if has_both_quotes(words):
        return phrase
    around = text[max(0, offset - _REACH) : offset + _REACH]
    if words.count("“") < words.count("”"):
        if "“" + words in around:
            return _mark(text, "“", phrase.place(0) - 1) + phrase
        lonely = words.index("”")
    else:
        if words + "”" in around:
            return phrase + _mark(text, "”", phrase.place(len(words) - 1) + 1)
        lonely = words.index("“")
    return phrase[:lonely] + phrase[lonely + 1 :]


def _mark(text: str, mark: str, place: int) -> Words:
    """A mark with its place, if it is there."""
    return Words(mark, place if place >= 0 and text[place : place + 1] == mark else NOWHERE)
