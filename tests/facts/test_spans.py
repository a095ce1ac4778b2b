"""Words with their places: cut and joined as strings are, each part still knows where it stands in the article."""

from __future__ import annotations

import re

import pytest

from extractor import Extractor
from extractor.facts.spans import DATE, NOWHERE, Words, joined
from tests.facts.reading import read

TEXT = "2025年，甲市出口额和乙市进口额分别为3亿元、5亿元，同比增长4%和6%。"
RULES = Extractor(model=None)


@pytest.mark.parametrize("part", [slice(2), slice(2, None), slice(1, 3), slice(-2, None), slice(None), slice(9, 12)])
@pytest.mark.parametrize(
    "words",
    [Words("甲市出口额", 6), Words("甲市") + Words("进口额", 14), Words(f"甲{DATE}乙", (3, 4, 9)), Words("甲市出口")],
)
def test_a_part_has_the_text_and_the_places_of_its_characters(words: Words, part: slice) -> None:
    assert words[part].text == words.text[part]
    assert words[part].places == words.places[part]


@pytest.mark.parametrize(
    ("words", "spans"),
    [
        (Words("甲市", 6), ((6, 8),)),
        (Words("甲市"), ()),
        (Words("", 6), ()),
        (Words("甲市", 6) + Words("出口", 8), ((6, 10),)),
        (Words("甲市", 6) + Words("进口额", 14), ((6, 8), (14, 17))),
        (Words("进口额", 14) + Words("甲市", 6), ((14, 17), (6, 8))),
        (Words("甲市", 6) + Words("的") + Words("出口", 9), ((6, 8), (9, 11))),
    ],
)
def test_spans(words: Words, spans: tuple[tuple[int, int], ...]) -> None:
    assert words.spans == spans


def test_words_are_compared_by_what_they_say() -> None:
    assert Words("出口", 3) == Words("出口", 9) != Words("进口", 3)
    assert len({Words("出口", 3), Words("出口", 9)}) == 1


def test_strip_and_removal() -> None:
    words = Words("的甲市、", 5)
    assert (words.strip("的、").at, words.lstrip("的").at) == (6, 6)
    assert words.removesuffix("、") == Words("的甲市") and words.removesuffix("") is words
    assert words.strip("，") is words


def test_splitting_and_cutting_out() -> None:
    words = Words("甲市、乙市和丙市", 5)
    assert [part.at for part in words.split(re.compile("、|和"))] == [5, 8, 11]
    assert words.without(re.compile("、|和")).spans == ((5, 7), (8, 10), (11, 13))
    assert words.without(re.compile("与")) is words


def test_the_place_of_one_character() -> None:
    both = joined([Words("甲市", 5), Words("的"), Words("出口", 9)])
    assert [both.place(index) for index in range(5)] == [5, 6, NOWHERE, 9, 10]
    assert Words("甲").place(0) == NOWHERE and joined([]).spans == ()


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "甲市规模以上工业增加值近三年来增长8%，占全省的比重达30%。",
        "甲公司公告，2025年实现营业收入12亿元，该公司净利润2亿元，增长5%。",
        "共有45家企业参加，其中12家为外资企业。股票涨5%，成交3亿元。",
    ],
)
def test_the_words_of_a_fact_stand_where_it_says(text: str) -> None:
    for figure in RULES.extract(text).figures:
        for words, spans in ((figure.subject, figure.subject_spans), (figure.indicator, figure.indicator_spans)):
            assert spans == () or "".join(text[start:end] for start, end in spans) == words


# ---- characters of icon fonts, and the one that stands for a date ---------------------------------------------------

# beside figures, in names, beside dates, between subject and verb
ICONS = [
    "{}2025年甲市出口额3亿元。",
    "甲市出口额{}3亿元，{}同比{}增长5%。",
    "甲{}市出口额3亿元。",
    "{}甲市{}出口额较{}增长5%。",
]


@pytest.mark.parametrize("char", ["\ue000", "\ue001", "\uf8ff", DATE])
@pytest.mark.parametrize("text", ICONS)
def test_an_icon_is_read_as_a_blank(text: str, char: str) -> None:
    """The reader itself is asked: the characters of icon fonts are folded before it otherwise."""
    facts = []
    for mark in (char, " "):
        document, figures, dates, names = read(RULES, text.format(*" " * 3))
        object.__setattr__(document, "text", text.format(*mark * 3))
        facts.append([fact for _, fact in RULES._rules(document, figures, dates, names)])
    icons, blanks = facts
    for icon, blank in zip(icons, blanks, strict=True):
        assert (icon.period, icon.kind, icon.basis) == (blank.period, blank.kind, blank.basis)
        assert (icon.subject or "").replace(char, " ").strip() == (blank.subject or "").strip()
