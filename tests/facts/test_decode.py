"""From scores to facts: what may be together, and what becomes of ragged words."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from extractor.facts.confidence import Calibration
from extractor.facts.decode import FigureScores, decode, one_speaker
from extractor.facts.fact import Fact
from extractor.facts.passage import Passage, passages
from extractor.facts.readers.features import BASES, DIRECTIONS, KINDS, MODALITIES, SOURCES
from extractor.mentions import DateMention
from tests.extractors import shared_extractor
from tests.facts.reading import read

RULES = shared_extractor(facts="rules")
TEXT = "甲市统计局表示，2024年，甲市规模以上工业增加值增长5%，比2020年高。"


def passage_of(text: str = TEXT) -> tuple[Passage, list[DateMention]]:
    document, figures, dates, names = read(RULES, text, None, date(2025, 1, 5))
    (passage,) = passages(document, figures, dates, names)
    return passage, dates


def chosen(size: int, index: int, strength: float = 8.0) -> Any:
    out = np.zeros(size, np.float32)
    out[index] = strength
    return out


def scores(passage: Passage, roles: dict[str, int], **fields: Any) -> FigureScores:
    """Scores that choose the given words (1 subject, 2 indicator) and fields; as the rules and nothing otherwise."""
    words = np.tile(chosen(3, 0), (len(passage.text), 1))
    edges = np.zeros((len(passage.text) + 1, 2), np.float32)
    edges[-1] = 8
    for text, role in roles.items():
        at = passage.text.index(text)
        words[at : at + len(text)] = chosen(3, role)
        if role == 1 and edges[-1, 0]:
            edges[-1] = 0
            edges[at, 0] = edges[at + len(text) - 1, 1] = 8
    source = fields.get("source", 0)
    return FigureScores(
        words=words,
        sources=np.stack([chosen(len(SOURCES), 0), chosen(len(SOURCES), source)]),
        classes=(
            chosen(len(KINDS), KINDS.index(fields.get("kind", "level"))),
            chosen(len(DIRECTIONS), DIRECTIONS.index(fields.get("direction"))),
            chosen(len(BASES), BASES.index(fields.get("basis"))),
            chosen(len(MODALITIES), MODALITIES.index(fields.get("modality", "actual"))),
        ),
        dates=fields.get("dates", chosen(len(passage.candidate_dates) + 2, len(passage.candidate_dates) + 1)),
        names=fields.get("names", chosen(len(passage.names) + 2, len(passage.names) + 1)),
        edges=edges,
    )


def decoded(roles: dict[str, int], rules: Fact | None = None, **fields: Any) -> tuple[Fact, dict[str, float]]:
    passage, dates = passage_of()
    return decode(scores(passage, roles, **fields), passage, 0, rules or Fact(), dates, lambda words, _: words)


def test_words_become_subject_and_indicator_with_their_places() -> None:
    fact, _ = decoded({"规模以上工业": 1, "增加值": 2})
    assert (fact.subject, fact.indicator) == ("规模以上工业", "增加值")
    assert [TEXT[a:b] for a, b in (*fact.subject_spans, *fact.indicator_spans)] == ["规模以上工业", "增加值"]


@pytest.mark.parametrize("kind", ["level", "share"])
def test_only_changes_have_a_direction_and_a_basis(kind: str) -> None:
    fact, _ = decoded({"增加值": 2}, kind=kind, direction="down", basis="yoy")
    assert (fact.kind, fact.direction, fact.basis) == (kind, None, None)


def test_a_change_has_a_direction_even_where_none_is_likelier() -> None:
    fact, _ = decoded({"增加值": 2}, kind="change", direction=None, basis="yoy")
    assert fact.kind == "change" and fact.direction is not None and fact.basis == "yoy"


def test_the_figure_is_no_part_of_its_words() -> None:
    fact, _ = decoded({"增加值增长5%": 2})
    assert fact.indicator == "增加值增长"


@pytest.mark.parametrize(("source", "indicator"), [(0, "增加值"), (1, "销量"), (SOURCES.index("股价"), "股价")])
def test_an_indicator_comes_from_the_text_the_rules_or_a_list(source: int, indicator: str) -> None:
    fact, _ = decoded({"增加值": 2}, Fact(indicator="销量"), source=source)
    assert fact.indicator == indicator


def test_without_any_words_the_rules_speak() -> None:
    fact, _ = decoded({}, Fact(subject="甲市", indicator="增加值"))
    assert (fact.subject, fact.indicator) == ("甲市", "增加值")


def test_small_gaps_are_closed_but_not_over_punctuation() -> None:
    passage, dates = passage_of()
    one = scores(passage, {"2024年": 2, "规模": 2, "上工业": 2})
    fact, _ = decode(one, passage, 0, Fact(), dates, lambda words, _: words)
    assert fact.indicator == "2024年规模以上工业"
    assert [TEXT[a:b] for a, b in fact.indicator_spans] == ["2024年", "规模以上工业"]


def test_the_words_of_a_pronoun_are_put_in_its_place() -> None:
    passage, dates = passage_of()
    fact, _ = decode(scores(passage, {"甲市": 1}), passage, 0, Fact(), dates, lambda words, at: f"{words}@{at}")
    assert fact.subject == "甲市@0"


def test_candidates_with_the_same_days_speak_for_each_other() -> None:
    passage, dates = passage_of("2024年好转。2023年销量差。2024年，甲市产值5亿元。")
    years = [dates[i].first for i in passage.candidate_dates]
    assert years == [date(2024, 1, 1), date(2023, 1, 1), date(2024, 1, 1)]
    one = scores(passage, {"产值": 2}, dates=np.array([1.0, 1.5, 1.0, -9, -9], np.float32))
    fact, probabilities = decode(one, passage, 0, Fact(), dates, lambda words, _: words)
    assert fact.period is not None and fact.period.first == date(2024, 1, 1)
    assert probabilities["period"] > 0.5


def test_reasons_are_recorded_when_a_field_is_decided() -> None:
    fact, _ = decoded({"规模以上工业": 1, "增加值": 2}, kind="change", direction="up", basis="yoy")
    assert [field for field, _ in fact.trail] == ["subject", "indicator", "basis", "kind", "modality"]
    assert all("reader" in reason for _, reason in fact.trail)


def test_the_confidence_rises_with_each_probability() -> None:
    weights = {"bias": 0.0, "words": 1.0, "period": 0.5}
    low, middle, high = (
        Calibration(weights).confidence({"words": words, "period": period})
        for words, period in ((0.5, 0.5), (0.9, 0.5), (0.9, 0.9))
    )
    assert 0 < low < middle < high < 1


def test_the_confidence_claims_no_certainty() -> None:
    assert Calibration({"bias": 9.0, "words": 5.0}).confidence({"words": 1.0}) == 0.99


def with_edges(first: str, last: str, roles: dict[str, int]) -> Fact:
    """The fact of a subject that begins where `first` does and ends where `last` does."""
    passage, dates = passage_of()
    one = scores(passage, roles)
    one.edges[:] = 0
    one.edges[passage.text.index(first), 0] = one.edges[passage.text.index(last) + len(last) - 1, 1] = 8
    return decode(one, passage, 0, Fact(), dates, lambda words, _: words)[0]


def test_a_subject_is_one_stretch_from_its_first_to_its_last_character() -> None:
    fact = with_edges("甲市规模", "工业", {"规模": 1, "增加值": 2})
    assert (fact.subject, fact.indicator) == ("甲市规模以上工业", "增加值")


def test_a_subject_ends_before_its_figure() -> None:
    fact = with_edges("工业增加值", "比2020年高", {})
    assert fact.subject is not None and "5%" not in fact.subject


def test_what_is_beside_the_indicator_and_no_subject_is_part_of_it() -> None:
    fact = with_edges("规模", "规模", {"以上工业": 1, "增加值": 2})
    assert (fact.subject, fact.indicator) == ("规模", "以上工业增加值")


def test_characters_of_the_subject_are_no_indicator() -> None:
    fact = with_edges("规模以上", "工业", {"工业增加值": 2})
    assert (fact.subject, fact.indicator) == ("规模以上工业", "增加值")


@pytest.mark.parametrize(("lead", "subject"), [(0.0, "甲市"), (-2.0, None)])
def test_a_word_that_is_nearly_likely_enough_is_the_subject_where_there_is_no_other(
    lead: float, subject: str | None
) -> None:
    passage, dates = passage_of()
    one = scores(passage, {"增加值": 2})
    at = passage.text.index("甲市规模")
    one.words[at : at + 2] = [0.4, lead, -9.0]  # 0.4 or 0.08 that they are the subject
    fact, _ = decode(one, passage, 0, Fact(), dates, lambda words, _: words, ((at, at + 2),))
    assert fact.subject == subject


def test_words_are_the_surer_the_less_is_left_out_that_might_belong_to_them() -> None:
    passage, dates = passage_of()
    sure = scores(passage, {"规模以上工业": 1, "增加值": 2})
    unsure = scores(passage, {"规模以上工业": 1, "增加值": 2})
    at = passage.text.index("甲市规模")
    unsure.words[at : at + 2] = [1.0, 0.5, -9.0]
    _, high = decode(sure, passage, 0, Fact(), dates, lambda words, _: words)
    _, low = decode(unsure, passage, 0, Fact(), dates, lambda words, _: words)
    assert 0 < low["words"] < high["words"] <= 1


def test_figures_of_a_sentence_have_one_speaker() -> None:
    passage, _ = passage_of()
    first = scores(passage, {}, names=np.array([2.0, 0.0, -9.0, 1.0], np.float32))
    second = scores(passage, {}, names=np.array([0.0, 0.0, -9.0, 1.0], np.float32))
    assert [one.names.argmax() for one in one_speaker([first, second], [0, 0])] == [0, 0]
    assert [one.names.argmax() for one in one_speaker([first, second], [0, 9])] == [0, 3]
