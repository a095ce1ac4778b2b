"""What the words before a figure say: verb, comparison, noun phrase, modality; a date is one private character."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.facts.grammar import Role, grammar_of
from extractor.facts.statement import FIRST_MARK, is_mark, read
from extractor.rulebook import load_rulebook

GRAMMAR = grammar_of(load_rulebook())
DATE, LATER = chr(FIRST_MARK), chr(FIRST_MARK + 1)


def verb_of(words: str, unit: str = "%") -> tuple[str, Role] | None:
    verb = read(words, GRAMMAR, unit).verb
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
        (f"{DATE}，净利润增长", "%", {"noun": "净利润", "reference": None, "times": [DATE]}),
        (f"{DATE}和{LATER}净利润分别为", "元", {"respectively": True, "times": [LATER, DATE]}),
        ("其中乙产品收入", "元", {"noun": "乙产品收入", "part": True}),
        ("预计净利润增长", "%", {"noun": "净利润", "modality": "forecast", "modality_words": "预计"}),
        ("甲市实现出口额", "元", {"noun": "出口额", "subject_part": "甲市"}),
        ("新政策带动出口增长", "%", {"noun": "出口", "cause": "新政策"}),
        ("连续5个月增长", "%", {"noun": ""}),
        ("高于全国平均水平", "pp", {"reference": "全国平均水平"}),
    ],
)
def test_what_the_words_say(words: str, unit: str, expected: dict[str, Any]) -> None:
    reading = read(words, GRAMMAR, unit)
    assert {name: getattr(reading, name) for name in expected} == expected


def test_a_figure_that_is_its_own_verb() -> None:
    verb = read(f"产值比{DATE}", GRAMMAR, "番", "翻一番").verb
    assert verb is not None and verb.role is Role.RISE


def test_marks_are_told_from_characters() -> None:
    assert is_mark(DATE) and not is_mark("年") and not is_mark("a")
