"""Forms: the patterns picked by two characters are all that can match there."""

from __future__ import annotations

import re

import pytest
import regex

from extractor.periods import beginnings as module
from extractor.periods import grammar
from extractor.periods.atom import Form
from extractor.periods.beginnings import ANY, beginnings, behind_digits, can_begin, may_begin
from extractor.periods.forms import Forms
from extractor.periods.words import Words
from extractor.rulebook import load_rulebook

PATTERNS = (r"[12][0-9]{3} ?年(?!代)", r"[0-9]{1,2}(?=年)", r"(?:去|今|前)年(?!级)", r"(?<=月)[0-9]{1,2}$", r"全年")
FORMS: list[Form] = [(pattern, lambda match: None) for pattern in PATTERNS]
TEXTS = ("2021年", "12345年", "12月3", "2021 年，", "21年", "去年级", "前年", "全年", "3月12", "1", "，去年", "年")


@pytest.mark.parametrize("text", TEXTS)
def test_no_pattern_that_matches_is_left_out(text: str) -> None:
    forms = Forms(FORMS)
    for position in range(len(text) + 1):
        wanted = [m.span() for p, _ in FORMS if (m := re.compile(p).match(text, position))]
        found = [m.span() for match, _ in forms.at(text, position) if (m := match(text, position))]
        assert found == wanted


def test_patterns_that_cannot_begin_so_are_left_out() -> None:
    assert len(Forms(FORMS).at("全年", 0)) == 1


@pytest.mark.parametrize(
    ("pattern", "begun"),
    [
        ("[今去]年|末", {"今": frozenset("年"), "去": frozenset("年"), "末": ANY}),
        ("(?:近|过去)?三年", {"近": frozenset("三"), "过": frozenset("去"), "三": frozenset("年")}),
        ("(?<=月)[12]{1,2}", {"1": ANY, "2": ANY}),
        ("(?P<half>上|下)半+", {"上": frozenset("半"), "下": frozenset("半")}),
        ("a{2,3}b", {"a": frozenset("a")}),
        (r"\d季", {None: frozenset("季")}),
        ("(?i)q1", {None: ANY}),
        (".*", {None: ANY}),
    ],
)
def test_the_characters_a_pattern_begins_with(pattern: str, begun: dict[str | None, frozenset[str] | None]) -> None:
    assert beginnings(pattern) == begun


def test_a_python_whose_parser_has_another_name_tries_every_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "parser", None)
    assert beginnings("[今去]年") == {None: ANY}
    assert behind_digits("[0-9]年") is ANY
    assert [m.span() for match, _ in Forms(FORMS).at("去年", 0) if (m := match("去年", 0))] == [(0, 2)]
    assert module._module("re._no_such_module") is None


def test_no_form_of_the_rules_is_left_out_where_it_could_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """`regex` can tell whether two characters are the beginning of a match."""
    patterns: list[str] = []
    monkeypatch.setattr(grammar, "Forms", lambda forms: patterns.extend(pattern for pattern, _ in forms))
    grammar.TimeGrammar(Words(load_rulebook()))
    characters = "0129年月日季度半上下前近去今本一二十“Q1H春节末初至-. a"
    pairs = [*characters, *(first + second for first in characters for second in characters)]
    assert len(patterns) > 80
    for pattern in patterns:
        if "(?<" in pattern.replace("(?P<", ""):
            continue  # what comes before is not in the two characters
        begun, probe = beginnings(pattern), regex.compile(pattern)
        missed = [
            pair
            for pair in pairs
            if probe.match(pair, partial=True) and not (may_begin(pattern, pair[0]) and can_begin(begun, pair))
        ]
        assert not missed, pattern


@pytest.mark.parametrize(
    ("pattern", "behind"),
    [
        ("[12][0-9]{3} ?年(?!代)", frozenset(" 年")),
        ("[0-9]{1,2}(?=年)", ANY),
        ("年?[0-9]月", frozenset("年月")),
        ("(?:[0-9]+[-—])?[0-9]{1,2}(?:月|日(?:晚)?)", frozenset("-—月日")),
        ("(?>[0-9]+)个(?P<what>.)", frozenset("个")),
        ("[0-9]*", ANY),
        ("[0-9]+.", ANY),
        ("[0-9]+[^年]", ANY),
        (r"\d月", ANY),
        ("(?i)[0-9]q", ANY),
        ("(?P<year>[0-9])(?P=year)年", ANY),
    ],
)
def test_what_follows_the_digits_that_a_pattern_begins_with(pattern: str, behind: frozenset[str] | None) -> None:
    assert behind_digits(pattern) == behind


def test_no_form_of_the_rules_is_left_out_by_what_follows_its_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    patterns: list[str] = []
    monkeypatch.setattr(grammar, "Forms", lambda forms: patterns.extend(pattern for pattern, _ in forms))
    grammar.TimeGrammar(Words(load_rulebook()))
    digits = ("10", "20", "31", "99", "202", "2024", "20241")
    for pattern in patterns:
        if "(?<" in pattern.replace("(?P<", ""):
            continue  # what comes before is not in these characters
        behind, probe = behind_digits(pattern), regex.compile(pattern)
        marks = "年月日号季度半.-—/Qq个天周E 代级来、多一"
        begun = {mark for mark in marks for number in digits if probe.match(number + mark, partial=True)}
        # what matches within the digits may be followed by anything
        within = any(probe.match(number) for number in digits)
        assert behind is ANY or (not within and begun <= behind), pattern


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [
        ("[0-9一二]月", "059一二月-"),
        ("[-1-9]日", "-159日"),
        ("[一-鿿]节", "一春节"),
        (r"\d季", "7季x"),
        ("[^a-c]年", "年dx春"),
        ("(?i)q1", "qQ1"),
        (".*", "年a "),
        (r"\.[a-c-]", ".abc-"),
        ("全年", "全年"),
    ],
)
def test_a_character_of_a_match_is_mentioned_in_its_pattern(pattern: str, characters: str) -> None:
    assert all(may_begin(pattern, character) for character in characters)


@pytest.mark.parametrize(
    ("pattern", "characters"), [("[0-9一二]月", "年三Q"), ("(?:今|去)年", "明1 "), (r"\.[a-c]", "dz年")]
)
def test_a_character_that_a_pattern_does_not_mention_begins_no_match(pattern: str, characters: str) -> None:
    assert not any(may_begin(pattern, character) for character in characters)


@pytest.mark.parametrize(
    ("pattern", "begun"),
    [
        ("(?:国庆节|国庆|春节)假期", {"国": frozenset("庆"), "春": frozenset("节")}),
        ("(?:春|元旦节)后", {"春": frozenset("后"), "元": frozenset("旦")}),
        ("“?(?:国庆节|元旦)", {"“": frozenset("国元"), "国": frozenset("庆"), "元": frozenset("旦")}),
        ("(?:春|秋)(?:分日|季节)", {"春": frozenset("分季"), "秋": frozenset("分季")}),
    ],
)
def test_of_a_list_of_words_two_characters_are_enough(pattern: str, begun: dict[str, frozenset[str]]) -> None:
    assert beginnings(pattern) == begun
