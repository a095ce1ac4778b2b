"""What the clauses before say that a figure may take over. Values only: `remember.py` makes each from the one before.

例: in “利润总额27852.3亿元，同比增长92.1%” the second figure finds `stated.indicator` 利润总额 in its context.

Every value is a named tuple: none is ever changed, so what is learnt inside brackets ends with them by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.facts.spans import Words
from extractor.mentions import DateMention

Pair = tuple[Words | None, Words | None]
"""A subject and its indicator."""


class Topic(NamedTuple):
    """Of the whole article.

    Attributes:
        subject: what the article is about, where its title or its lead says so.
        title_label: what comes before the colon of the title: the company of 北辰云：第四季度….
        company: the company that a broker's note is about.
    """

    subject: Words | None = None
    title_label: Words | None = None
    company: Words | None = None


class Source(NamedTuple):
    """Who speaks.

    Attributes:
        speaker: the name.
        words: the reporting words, for `explain()`: 财政部最新数据显示.
        of_article: a release of data named in the first paragraph speaks for the whole article.
    """

    speaker: Words | None = None
    words: str = ""
    of_article: bool = False


class Stated(NamedTuple):
    """Subject and indicator stated last, which a clause takes that does not name its own.

    Attributes:
        is_one_phrase: the two stood as one unbroken phrase.
        whole: what the share stated last is a share of.
        of_list: the pairs of several figures stated at once, as with 分别.
        is_heading: the indicator heads the lines or the list that follow.
        is_of_earlier_paragraph: nothing has been stated yet in this paragraph.
        split_unit: unit of the last figure of the sentence whose subject a verb or a date set apart from its indicator.
    """

    subject: Words | None = None
    indicator: Words | None = None
    is_one_phrase: bool = False
    whole: Pair | None = None
    of_list: Sequence[Pair] = ()
    is_heading: bool = False
    is_of_earlier_paragraph: bool = False
    split_unit: str | None = None


class Count(NamedTuple):
    """A count with what is counted."""

    unit: str
    subject: Words | None
    indicator: Words | None


class Counted(NamedTuple):
    """Counts: the last one, and the one that is itself the subject to the end of the sentence (17个省市…).

    Attributes:
        last: the last count.
        subject: the count that is the subject.
        subject_before: the subject stated before that count.
    """

    last: Count | None = None
    subject: Words | None = None
    subject_before: Words | None = None


class Time(NamedTuple):
    """Times that figures without one of their own take.

    Attributes:
        period: the time stated last.
        of_list: several times stated at once, one for each of as many figures.
        change_start: when a change began whose start was stated in this sentence: 从2018年的66.4%.
        change_end: when the last such change ended.
    """

    period: DateMention | None = None
    of_list: Sequence[DateMention] = ()
    change_start: DateMention | None = None
    change_end: DateMention | None = None


class Modality(NamedTuple):
    """Modality that figures without a word of it take.

    Attributes:
        value: target, forecast or will; None for facts.
        words: the words that say so, for `explain()`.
        of_source: the modality that the reporting words give all that they report (预计).
        is_intent: 下一步: the rest of the paragraph is intent.
    """

    value: str | None = None
    words: str = ""
    of_source: str | None = None
    is_intent: bool = False


class Change(NamedTuple):
    """What a change may take from the changes before it.

    Attributes:
        basis: the basis that a clause without a figure gave this sentence: 与上年同期相比.
        is_stated: the last figure of this sentence is a change.
        stated_basis: its basis.
        ends_at_level: the last figure is the end of a change from a level to a level (增至8%).
        is_of_parts: 其中 comes before; parts share the basis of the whole.
        basis_of_whole: the basis named by the last statement with a phrase of its own.
    """

    basis: str | None = None
    is_stated: bool = False
    stated_basis: str | None = None
    ends_at_level: bool = False
    is_of_parts: bool = False
    basis_of_whole: str | None = None


class Context(NamedTuple):
    """All that the clauses before say.

    Attributes:
        clause_before: the words of the clause just before, if it has no figure and no name: 外贸企业回暖，指数上升….
    """

    topic: Topic = Topic()
    source: Source = Source()
    stated: Stated = Stated()
    counted: Counted = Counted()
    time: Time = Time()
    modality: Modality = Modality()
    change: Change = Change()
    clause_before: Words | None = None
