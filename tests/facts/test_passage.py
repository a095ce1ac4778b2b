"""What a reader of facts sees around a figure, and where words are in it."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.facts.passage import BEFORE, CORE, EARLIER, FIGURES, LEAD, TITLE, Passage, locate, passages
from extractor.mentions import DateMention, FigureMention
from tests.extractors import shared_extractor
from tests.facts.reading import read

RULES = shared_extractor(facts="rules")
LONG = "据统计，" + "".join(f"第{n}类产品销量{n}万台，" for n in range(1, 60)) + "合计100万台。"


def cut(text: str, title: str | None = None) -> tuple[list[Passage], list[FigureMention], list[DateMention]]:
    document, figures, dates, names = read(RULES, text, title, date(2024, 5, 1))
    return list(passages(document, figures, dates, names)), figures, dates


@pytest.mark.parametrize("text", [LONG, LONG * 3, "销量5万台。", "销量5万台。\n" + "无关的话。" * 80 + "产值8亿元。"])
def test_each_figure_is_read_once_and_stands_at_its_span(text: str) -> None:
    found, figures, _ = cut(text)
    assert [i for p in found for i in range(p.first, p.last)] == list(range(len(figures)))
    for passage in found:
        for figure, (start, end) in zip(figures[passage.first : passage.last], passage.spans, strict=True):
            assert passage.text[start:end] == text[figure.start : figure.end]
            assert passage.to_document(start, end) == (figure.start, figure.end)


def test_passages_are_bounded() -> None:
    found, _, _ = cut(LONG * 20, "标" * 500)
    for passage in found:
        assert len(passage.text) < TITLE + LEAD + BEFORE + 2 * CORE
        assert passage.last - passage.first <= FIGURES


def test_the_title_has_no_place_in_the_article() -> None:
    (passage,), _, _ = cut("销量5万台。", "甲公司公布销量")
    assert passage.text.startswith("甲公司公布销量\n")
    assert passage.to_document(0, 3) is None


def test_dates_before_the_passage_are_remembered_nearest_first() -> None:
    years_named = "".join(f"{year}年有变化。" for year in range(2001, 2012))
    text = "开头一段话。" * 20 + years_named + "没有时间的话。" * 40 + "销量5万台。"
    (passage,), _, dates = cut(text)
    years = [dates[i].first.year for i in passage.earlier if dates[i].first]
    assert years == list(range(2011, 2011 - EARLIER, -1))


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("甲市出口", ["甲市", "出口"]),
        ("出口", ["出口"]),
        ("乙市", ["乙市"]),
        ("海王星", []),
    ],
)
def test_words_are_located_in_as_few_pieces_as_possible(words: str, pieces: list[str]) -> None:
    (passage,), _, _ = cut("甲市今年前三季度出口增长5%，乙市下降。")
    spans = locate(words, passage, passage.spans[0])
    assert [passage.text[start:end] for start, end in spans] == pieces


def test_the_occurrence_nearest_before_the_figure_is_meant() -> None:
    (passage,), _, _ = cut("出口好转。一季度，出口增长5%，出口企业增多。")
    ((start, _),) = locate("出口", passage, passage.spans[0])
    assert passage.text[start - 1 : start + 4] == "，出口增长"
