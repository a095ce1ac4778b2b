"""Cutting a sentence into clauses: where one ends, how deep in brackets it lies, which figures it has."""

from __future__ import annotations

import pytest

from extractor.document import Sentence
from extractor.facts.clauses import cut
from tests.extractors import shared_extractor
from tests.facts.reading import read

READER = shared_extractor(model=None)


def clauses(text: str) -> list[tuple[str, int, int]]:
    """Each clause of a text that is one sentence: its words, its depth, how many figures it has."""
    _, figures, dates, _ = read(READER, text)
    whole = Sentence(0, len(text), text, 0)
    return [(text[c.start : c.end], c.depth, len(c.figures)) for c in cut(text, whole, figures, dates)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("出口36亿元，增长5%。", [("出口36亿元", 0, 1), ("增长5%", 0, 1)]),
        ("出口36亿元；进口12亿元", [("出口36亿元", 0, 1), ("进口12亿元", 0, 1)]),
        ("据介绍：出口36亿元！", [("据介绍", 0, 0), ("出口36亿元", 0, 1)]),
        ("出口36亿元——增长5%", [("出口36亿元", 0, 1), ("增长5%", 0, 1)]),
        # enumerations are one clause
        ("出口、进口分别为36亿元、12亿元。", [("出口、进口分别为36亿元、12亿元", 0, 2)]),
        # a mark inside a figure does not cut
        ("产量1,234吨，增长5%。", [("产量1,234吨", 0, 1), ("增长5%", 0, 1)]),
        # brackets with figures are clauses of their own, others are words of the clause
        (
            "出口36亿元（甲市15亿元；乙市12亿元），增长5%。",
            [("出口36亿元", 0, 1), ("甲市15亿元", 1, 1), ("乙市12亿元", 1, 1), ("增长5%", 0, 1)],
        ),
        ("江州电子（代码：A），出口36亿元。", [("江州电子（代码：A）", 0, 0), ("出口36亿元", 0, 1)]),
        ("出口（按美元计，下同）增长5%。", [("出口（按美元计，下同）增长5%", 0, 1)]),
        # a bracket that nothing opens, and one that nothing closes
        ("出口36亿元），增长5%。", [("出口36亿元）", 0, 1), ("增长5%", 0, 1)]),
        ("出口（36亿元，增长5%。", [("出口（36亿元", 0, 1), ("增长5%", 0, 1)]),
        # without figures
        ("会议指出，要稳就业。", [("会议指出", 0, 0), ("要稳就业", 0, 0)]),
        ("，，", []),
        ("", []),
    ],
)
def test_clauses_of_a_sentence(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert clauses(text) == expected


def test_figures_are_named_by_their_place() -> None:
    text = "出口36亿元，进口12亿元，顺差24亿元。"
    _, figures, dates, _ = read(READER, text)
    found = cut(text, Sentence(0, len(text), text, 0), figures, dates)
    assert [[*clause.figures] for clause in found] == [[0], [1], [2]]
