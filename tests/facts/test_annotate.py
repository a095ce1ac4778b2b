"""Sheets of annotated articles: what is written is read again, corrections change what they name and nothing else."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from training import facts_annotate, facts_corpus

FIGURE: dict[str, Any] = {
    "text": "27.4%", "start": 6, "end": 11, "subject": "甲公司", "indicator": "毛利率", "kind": "level",
    "direction": None, "basis": None, "period_start": "2023-01-01", "period_end": "2023-03-31",
    "modality": "actual", "speaker": None, "optional": False,
}  # fmt: skip
DOCUMENT: dict[str, Any] = {
    "id": "note-01", "genre": "broker-research", "published": "2023-05-06", "title": "甲公司一季报点评",
    "source": "extractor", "text": "一季度毛利率27.4%，\n同比上升1.2个百分点。",
    "figures": [
        FIGURE,
        {**FIGURE, "text": "1.2个百分点", "start": 17, "end": 24, "kind": "change", "direction": "up", "basis": "yoy",
         "optional": True},
    ],
}  # fmt: skip


def test_a_sheet_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(facts_annotate.sheet(DOCUMENT) + "\n", encoding="utf8")
    (read,) = facts_annotate.annotated(path)
    assert read == DOCUMENT


@pytest.mark.parametrize(
    ("code", "days"),
    [
        ("2023", ("2023-01-01", "2023-12-31")),
        ("2023Q3", ("2023-07-01", "2023-09-30")),
        ("2023H1", ("2023-01-01", "2023-06-30")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-02-03", ("2024-02-03", "2024-02-03")),
        ("2023-01-01..2023-09-30", ("2023-01-01", "2023-09-30")),
        ("2023-05-02..", ("2023-05-02", None)),
        ("..2023-05-02", (None, "2023-05-02")),
        ("-", (None, None)),
    ],
)
def test_a_period_has_one_short_form(code: str, days: tuple[str | None, str | None]) -> None:
    assert facts_annotate.days(code) == days
    assert facts_annotate.period_code(*days) == code


def test_corrections_change_what_they_name() -> None:
    changes = facts_annotate.corrections("=== note-01\n1 k=C-m p=2022 w=王宁\n2 x\n")
    (built,) = facts_annotate.build([copy.deepcopy(DOCUMENT)], changes)
    (figure,) = built["figures"]
    assert figure == {
        **FIGURE, "kind": "change", "direction": "down", "basis": "mom", "period_start": "2022-01-01",
        "period_end": "2022-12-31", "speaker": "王宁",
    }  # fmt: skip


def test_documents_without_a_header_are_left_out() -> None:
    assert list(facts_annotate.build([DOCUMENT], {})) == []


@pytest.mark.parametrize("wrong", ["1 k=C", "1 k=L+y", "1 p=2023Q5", "1 m=z", "1 subject=甲", "9 x"])
def test_a_line_that_is_not_understood_is_named(wrong: str) -> None:
    with pytest.raises(ValueError, match="note-01"):
        list(facts_annotate.build([DOCUMENT], facts_annotate.corrections(f"=== note-01\n{wrong}\n")))


def test_words_from_outside_the_text_are_warned_of() -> None:
    strange = {**DOCUMENT, "figures": [{**FIGURE, "subject": "乙公司"}]}
    assert [*facts_annotate.warnings(strange)] == [
        "note-01 27.4%: subject 乙公司 has characters that are not in the text: 乙"
    ]
    assert not [*facts_annotate.warnings(DOCUMENT)]


def test_annotations_without_their_text_come_back_whole() -> None:
    document = {
        **DOCUMENT, "figures": [
            {**FIGURE, "subject": "甲公司", "indicator": "毛利率同比", "speaker": "乙研究所"},
            {**DOCUMENT["figures"][1], "indicator": "股价"},
        ],
    }  # fmt: skip
    packed = facts_corpus.packed(document)
    assert "甲公司" not in str(packed) and "毛利" not in str(packed)
    article = {key: document[key] for key in ("id", "published", "title", "text")}
    assert facts_corpus.unpacked(packed, article) == {**document, "source": "corpus"}


ARTICLES = sorted((Path(__file__).parents[2] / "training" / "articles").glob("*.txt"))


def test_there_are_annotated_articles() -> None:
    assert len(ARTICLES) == 7


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_articles_of_the_project_are_annotated_throughout(path: Path) -> None:
    documents = [*facts_annotate.annotated(path)]
    assert len({document["id"] for document in documents}) == len(documents) >= 30
    for document in documents:
        assert "⟦" not in document["text"] and "|k=" not in document["text"]
        for figure in document["figures"]:
            assert document["text"][figure["start"] : figure["end"]] == figure["text"]
            assert (figure["kind"] == "change") == (figure["direction"] is not None)
