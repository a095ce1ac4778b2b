"""The names of a text, and which one a pronoun stands for."""

from __future__ import annotations

import pytest

from extractor.facts.grammar import grammar_of
from extractor.facts.names import Names
from extractor.facts.spans import Words
from extractor.mentions import LOC, ORG, Mention
from extractor.rulebook import load_rulebook

GRAMMAR = grammar_of(load_rulebook())
TEXT = "云江省清河县的江州电子与滨海重工签约，滨海晚报消息，"


def names_of(text: str, *named: tuple[str, str]) -> Names:
    mentions = [Mention(text.index(name), text.index(name) + len(name), label, name, "test") for name, label in named]
    return Names(text, mentions, GRAMMAR)


NAMES = names_of(
    TEXT, ("云江省", LOC), ("清河县", LOC), ("江州", LOC), ("江州电子", ORG), ("滨海重工", ORG), ("滨海晚报", ORG)
)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("江州电子净利润", "江州电子"),  # the longer of two
        ("江州出口", "江州"),
        ("该公司净利润", "该公司"),
        ("净利润", None),
        ("", None),
    ],
)
def test_the_longest_name_at_the_start_of_a_phrase(phrase: str, name: str | None) -> None:
    assert NAMES.leading(phrase) == name


@pytest.mark.parametrize(
    ("phrase", "name"),
    [("位于清河县", "清河县"), ("供应商滨海重工", "滨海重工"), ("清河县的", None), ("", None)],
)
def test_the_longest_name_at_the_end_of_a_phrase(phrase: str, name: str | None) -> None:
    assert NAMES.trailing(phrase) == name


@pytest.mark.parametrize(
    ("phrase", "whole"),
    [
        ("该公司净利润", "滨海重工净利润"),  # the body that was named last
        ("公司净利润", "江州电子净利润"),  # the first of its sentence
        ("前者净利润", "江州电子净利润"),
        ("后者净利润", "滨海重工净利润"),
        ("全县出口", "清河县出口"),
        ("全省出口", "云江省出口"),
        ("全市出口", "全市出口"),  # no city is named
        ("净利润", "净利润"),
        (None, None),
    ],
)
def test_pronouns_stand_for_names_before_them(phrase: str | None, whole: str | None) -> None:
    assert NAMES.resolve(phrase, TEXT.index("签约"), None) == whole


def test_a_pronoun_does_not_look_ahead() -> None:
    assert NAMES.resolve("该公司净利润", 3, None) == "该公司净利润"


@pytest.mark.parametrize(
    ("speaker", "discussed", "whole"),
    [
        ("江州电子", None, "江州电子净利润"),
        (None, "江州电子", "江州电子净利润"),
        ("滨海重工", "江州电子", "江州电子净利润"),
    ],
)
def test_the_company_that_speaks_or_that_a_note_is_about(
    speaker: str | None, discussed: str | None, whole: str
) -> None:
    assert (
        names_of("江州电子与滨海重工", ("江州电子", ORG), ("滨海重工", ORG)).resolve(
            "公司净利润", 0, speaker, discussed
        )
        == whole
    )


def test_media_are_the_bodies_before_a_mark_of_the_press() -> None:
    assert NAMES.media == {"滨海晚报"}


@pytest.mark.parametrize(
    ("phrase", "at", "spans"),
    [
        ("该公司净利润", 50, ((12, 16), (53, 56))),  # the name that the pronoun stands for brings its own place
        ("净利润", 50, ((50, 53),)),
        ("全省出口", 50, ((0, 3), (52, 54))),
    ],
)
def test_a_name_in_a_pronouns_place_keeps_its_own(phrase: str, at: int, spans: tuple[tuple[int, int], ...]) -> None:
    assert NAMES.resolved(Words(phrase, at), TEXT.index("签约"), None).spans == spans
