"""What clauses, sentences and paragraphs leave to those behind them: contexts in, contexts out."""

from __future__ import annotations

import pytest

from extractor.facts import remember
from extractor.facts.clauses_without_figures import Adverbials, Remark
from extractor.facts.context import Change, Context, Counted, Modality, Source, Stated, Topic
from extractor.facts.frames import Frame
from extractor.facts.inheritance import pair, subject, whole_of_share
from extractor.facts.spans import EMPTY, Words

CITY, TOWN, EXPORTS, SHARE = Words("甲市"), Words("乙县"), Words("出口"), Words("占比")
BEFORE = Context(stated=Stated(CITY, EXPORTS))


@pytest.mark.parametrize(
    ("remark", "subject", "indicator", "is_heading"),
    [
        (Remark("heading", TOWN, SHARE, True), TOWN, SHARE, True),
        (Remark("heading of brackets", TOWN, SHARE, True), TOWN, SHARE, False),
        (Remark("predicate", TOWN, SHARE), TOWN, SHARE, False),
        (Remark("label", TOWN), TOWN, EXPORTS, False),
        (Remark("discussed", TOWN), TOWN, EXPORTS, False),
        (Remark("name", TOWN), TOWN, None, False),
        (Remark("other", Words("形势喜人")), CITY, EXPORTS, False),
        (Remark("nothing"), CITY, EXPORTS, False),
    ],
)
def test_a_clause_without_a_figure(remark: Remark, subject: Words, indicator: Words | None, is_heading: bool) -> None:
    stated = remember.after_clause(BEFORE, remark).stated
    assert (stated.subject, stated.indicator, stated.is_heading) == (subject, indicator, is_heading)


def test_the_first_name_is_what_the_article_is_about_and_a_later_one_is_not() -> None:
    first = remember.after_clause(Context(), Remark("name", CITY))
    second = remember.after_clause(first, Remark("name", TOWN))
    assert (first.topic.subject, second.topic.subject, second.stated.subject) == (CITY, CITY, TOWN)


@pytest.mark.parametrize(
    ("before", "word", "after"),
    [
        (None, "forecast", "forecast"),
        ("forecast", "target", "target"),
        ("forecast", "will", "forecast"),
        (None, "will", "will"),
        ("forecast", "actual", None),
        ("forecast", None, "forecast"),
    ],
)
def test_modality_goes_on_until_another_is_said(before: str | None, word: str | None, after: str | None) -> None:
    context = Context(modality=Modality(before, "预计"))
    remark = Remark("nothing", adverbials=Adverbials(word, "…"))
    assert remember.after_clause(context, remark).modality.value == after


@pytest.mark.parametrize(
    ("frame", "is_release", "speaker", "of_article", "value"),
    [
        (Frame(CITY, 0, release=True), True, CITY, True, None),
        (Frame(CITY, 0, modality="forecast", words="预计"), False, CITY, False, "forecast"),
        (Frame(EMPTY, 0), False, TOWN, False, None),
        (Frame(None, 0), False, None, False, None),
    ],
)
def test_reporting_words(
    frame: Frame, is_release: bool, speaker: Words | None, of_article: bool, value: str | None
) -> None:
    before = Context(source=Source(TOWN))
    found = remember.after_frame(before, frame, "…", is_release, is_whole_clause=False)
    assert (found.source.speaker, found.source.of_article, found.modality.value) == (speaker, of_article, value)
    assert before.source.speaker == TOWN


def test_a_sentence_ends_what_holds_to_its_end() -> None:
    count = Words("17个省市")
    context = Context(
        stated=Stated(count, EXPORTS, split_unit="元"),
        clause_before=Words("外贸回暖"),
        counted=Counted(None, count, CITY),
        modality=Modality("target", "力争"),
        change=Change("yoy", True, "yoy", is_of_parts=True),
    )
    found = remember.at_sentence(context)
    assert (found.stated, found.clause_before) == (Stated(CITY, EXPORTS), None)
    assert (found.counted, found.modality) == (Counted(), Modality())
    assert (found.change.basis, found.change.is_stated, found.change.is_of_parts) == (None, False, True)


def test_a_paragraph_keeps_the_subject_but_that_of_the_article_comes_first() -> None:
    context = Context(Topic(TOWN), Source(CITY, of_article=True), Stated(CITY, EXPORTS))
    kept = remember.at_paragraph(context, keeps_source=True, keeps_period=False)
    assert (subject(context), subject(kept), kept.source.speaker) == (CITY, TOWN, CITY)
    assert remember.at_paragraph(context, keeps_source=False, keeps_period=False).source.speaker is None


@pytest.mark.parametrize(
    ("stated", "whole"),
    [
        (Stated(CITY, EXPORTS, is_one_phrase=True), "甲市出口"),
        (Stated(CITY, EXPORTS), "甲市"),
        (Stated(CITY, SHARE, whole=(TOWN, EXPORTS)), "乙县出口"),
        (Stated(CITY, Words("数量"), is_one_phrase=True), "甲市"),
    ],
)
def test_what_a_bare_share_is_a_share_of(stated: Stated, whole: str) -> None:
    found = whole_of_share(stated, ("数量",))
    assert found is not None and found.text == whole


@pytest.mark.parametrize(
    ("unit", "is_change", "expected"),
    [("%", True, (TOWN, EXPORTS)), ("pp", True, (CITY, SHARE)), ("元", False, (CITY, SHARE))],
)
def test_a_change_behind_a_share_is_that_of_the_whole(
    unit: str, is_change: bool, expected: tuple[Words, Words]
) -> None:
    assert pair(Context(stated=Stated(CITY, SHARE, whole=(TOWN, EXPORTS))), unit, is_change) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [("外贸企业回暖明显", "外贸企业"), ("明显回暖", "甲市"), ("外贸企业", "甲市"), ("", "甲市")],
)
def test_the_subject_of_the_clause_just_before(clause: str, expected: str) -> None:
    found = subject(Context(stated=Stated(CITY), clause_before=Words(clause)))
    assert found is not None and found.text == expected
