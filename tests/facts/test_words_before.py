"""What the words before a figure say: verb, comparison, noun phrase, modality; a date is one character of its own."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.facts.grammar import Role, grammar_of
from extractor.facts.spans import DATE, Words
from extractor.facts.words_before import Reading, read
from extractor.rulebook import load_rulebook

GRAMMAR = grammar_of(load_rulebook())
AT = 100  # where the words begin


def reading_of(words: str, unit: str = "%", figure: str = "") -> Reading:
    return read(Words(words, AT), GRAMMAR, unit, figure)


def verb_of(words: str, unit: str = "%") -> tuple[str, Role] | None:
    verb = reading_of(words, unit).verb
    return (verb.text, verb.role) if verb else None


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        ("出口额同比增长", ("增长", Role.RISE)),
        ("出口额同比下降了", ("下降", Role.FALL)),
        ("出口额与上年持平", ("持平", Role.FLAT)),
        ("出口额达到", ("达到", Role.LEVEL)),
        ("出口额", None),
        ("", None),
    ],
)
def test_the_verb(words: str, verb: tuple[str, Role] | None) -> None:
    assert verb_of(words) == verb


@pytest.mark.parametrize(
    ("words", "unit", "expected"),
    [
        ("净利润同比增长", "%", {"noun": "净利润", "basis": "yoy", "basis_words": "同比"}),
        ("净利润环比增长", "%", {"noun": "净利润", "basis": "mom"}),
        (f"净利润较{DATE}增长", "%", {"noun": "净利润", "reference": DATE, "times": []}),
        (f"{DATE}，净利润增长", "%", {"noun": "净利润", "reference": None, "times": [100]}),
        (f"{DATE}和{DATE}净利润分别为", "元", {"respectively": True, "times": [102, 100]}),
        ("其中乙产品收入", "元", {"noun": "乙产品收入", "is_part": True}),
        ("预计净利润增长", "%", {"noun": "净利润", "modality": "forecast", "modality_words": "预计"}),
        ("甲市实现出口额", "元", {"noun": "出口额", "subject_part": "甲市"}),
        ("新政策带动出口增长", "%", {"noun": "出口", "agent": "新政策"}),
        ("连续5个月增长", "%", {"noun": ""}),
        ("高于全国平均水平", "pp", {"reference": "全国平均水平"}),
    ],
)
def test_what_the_words_say(words: str, unit: str, expected: dict[str, Any]) -> None:
    reading = reading_of(words, unit)
    said = {name: getattr(reading, name) for name in expected}
    assert {name: value.text if isinstance(value, Words) else value for name, value in said.items()} == expected


@pytest.mark.parametrize(
    ("words", "field", "spans"),
    [
        ("甲市净利润同比增长", "noun", ((100, 105),)),
        ("甲市实现出口额", "noun", ((104, 107),)),
        ("甲市实现出口额", "subject_part", ((100, 102),)),
        (f"甲市{DATE}出口额", "noun", ((103, 106),)),
        ("甲市同比出口额", "noun", ((104, 107),)),  # what stood before the comparison is another part
        ("甲市近三年来净利润", "noun", ((100, 102), (106, 109))),  # how long is cut out
        ("新政策带动出口增长", "agent", ((100, 103),)),
        ("高于全国平均水平", "reference", ((102, 108),)),
        (f"净利润较{DATE}增长", "reference", ((104, 105),)),
        ("净利润", "agent", None),
    ],
)
def test_every_phrase_keeps_its_place(words: str, field: str, spans: tuple[tuple[int, int], ...] | None) -> None:
    phrase = getattr(reading_of(words, "pp" if words.startswith("高于") else "%"), field)
    assert (phrase.spans if phrase is not None else None) == spans


def test_a_figure_that_is_its_own_verb() -> None:
    verb = reading_of(f"产值比{DATE}", "番", "翻一番").verb
    assert verb is not None and verb.role is Role.RISE


@pytest.mark.parametrize("char", ["\ue000", "\uf8ff", "\U000f0000", "年"])
def test_no_character_of_an_article_is_a_date(char: str) -> None:
    assert reading_of(f"{char}净利润同比增长").times == []
