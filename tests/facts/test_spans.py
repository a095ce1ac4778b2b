"""Words with their places: cut and joined as strings are, each part still knows where it is in the article."""

from __future__ import annotations

import re

import pytest

from extractor.facts.fact import Fact
from extractor.facts.spans import DATE, NOWHERE, Words, joined
from tests.extractors import shared_extractor
from tests.facts.reading import read

TEXT = "2025年，甲市出口额和乙市进口额分别为3亿元、5亿元，同比增长4%和6%。"
RULES = shared_extractor(model=None)


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
            said = "".join(text[start:end] for start, end in spans)
            assert said in ("", words, (words or "").replace("的", ""))  # 的 of 外资企业的企业 is nowhere


# ---- characters of icon fonts, and the one that stands for a date ---------------------------------------------------

# beside figures, in names, beside dates, between subject and verb
ICONS = [
    "{}2025年甲市出口额3亿元。",
    "甲市出口额{}3亿元，{}同比{}增长5%。",
    "甲{}市出口额3亿元。",
    "{}甲市{}出口额较{}增长5%。",
]


def facts_of(text: str, read_as: str) -> list[Fact]:
    """What the reader itself says of a text whose figures, dates and names are those of another."""
    document, figures, dates, names = read(RULES, read_as)
    object.__setattr__(document, "text", text)
    return [fact for _, fact in RULES._rules(document, figures, dates, names)]


@pytest.mark.parametrize("char", ["\ue000", "\ue001", "\uf8ff", DATE])
@pytest.mark.parametrize("text", ICONS)
def test_an_icon_is_no_date(text: str, char: str) -> None:
    blank = text.format(*" " * 3)
    for icon, plain in zip(facts_of(text.format(*char * 3), blank), facts_of(blank, blank), strict=True):
        assert (icon.period, icon.kind, icon.basis) == (plain.period, plain.kind, plain.basis)
        assert icon.period is None or icon.period.norm.startswith("2025")


@pytest.mark.parametrize("text", ICONS)
def test_the_character_for_a_date_is_read_as_a_blank_where_an_article_holds_it(text: str) -> None:
    blank = text.format(*" " * 3)
    assert facts_of(text.format(*DATE * 3), blank) == facts_of(blank, blank)
