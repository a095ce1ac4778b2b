"""Statements: what the text says of one figure, or of several that share their words. Values only.

例: 甲市、乙市出口分别为3亿元、5亿元 → a `Statement` with the pairs (甲市, 出口) and (乙市, 出口). `phrases.py` finds
the pairs, `complete.py` puts the statement together, `remember.advance` takes from it what the clauses behind may need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.facts.context import Pair
from extractor.facts.fact import Fact
from extractor.facts.spans import EMPTY, Words
from extractor.facts.words_before import Reading
from extractor.mentions import DateMention, FigureMention


@dataclass(slots=True)
class Phrases:
    """Subjects and indicators of figures that share their words.

    Attributes:
        reading: what the words before say; words that turn out to be no verb or no noun are taken out.
        pairs: subject and indicator of each figure.
        subject_part: the words that a verb, a date or a list sets apart from the indicator; None in one phrase.
        is_count: the noun counted follows the figure (`noun`).
        is_subject: the count itself is what is spoken of.
        is_share: the figure is a share of a whole.
        has_counting_verb: a verb like 推出 or 建成 comes before the count.
        noun: the noun counted.
    """

    reading: Reading
    pairs: Sequence[Pair]
    subject_part: Words | None = None
    is_count: bool = False
    is_subject: bool = False
    is_share: bool = False
    has_counting_verb: bool = False
    noun: Words = EMPTY


@dataclass(slots=True)
class StatedTimes:
    """The times that the words before figures name.

    Attributes:
        mentions: the times, nearest to the figure first; empty where none is named.
        of_list: one for each figure, where there are as many.
        is_passing: the time is that of these figures alone (去年同期, 从2018年的): figures behind do not take it.
    """

    mentions: Sequence[DateMention] = ()
    of_list: Sequence[DateMention] = ()
    is_passing: bool = False


@dataclass(slots=True)
class Statement:
    """What the text says of figures that share their words.

    Attributes:
        first, last: the first and the last of the figures.
        phrases: subjects, indicators and what the words before say.
        times: the times that these name.
        facts: what is said of each figure.
        whole: what the figures are a share of, where they are a share.
        price: the indicator that a price's move stands for (股价), where no words name it.
        meant_by_will: target or forecast, where a bare 将 decides it.
        is_name: the first subject is a name of the document.
        count_words: the words of a count that is itself the subject: 17个省市.
    """

    first: FigureMention
    last: FigureMention
    phrases: Phrases
    times: StatedTimes
    facts: Sequence[Fact]
    whole: Pair | None
    price: Words | None
    meant_by_will: str | None
    is_name: bool
    count_words: Words
