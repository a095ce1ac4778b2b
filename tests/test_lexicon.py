"""Lexicons: each one's hits are leftmost and longest, whatever the others hold; offsets are code points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import lexicon
from extractor.document import Document
from extractor.lexicon import Lexicon, Lexicons, LongestWord

WORDS = ["江州", "江州市", "州市", "市统计局", "统计", "统计局", "局长", "a", "ab", "😀州"]
TEXTS = st.lists(st.sampled_from([*WORDS, "的", "局", "州", "😀", "𠀀", "\ud800", "\n"]), max_size=30).map("".join)


def leftmost_longest(words: list[str], text: str) -> list[tuple[int, int, str]]:
    """The rule itself: at each place the longest word, then on from its end."""
    hits, at = [], 0
    while at < len(text):
        word = max((w for w in words if text.startswith(w, at)), key=len, default="")
        if word:
            hits.append((at, at + len(word), word))
        at += len(word) or 1
    return hits


@pytest.mark.parametrize(
    "text, hits",
    [
        ("江州市统计局长说", ["江州市", "统计局"]),  # 市统计局 and 局长 begin inside a word that starts before them
        ("州市统计局", ["州市", "统计局"]),
        ("😀江州😀州𠀀统计", ["江州", "😀州", "统计"]),  # characters that UTF-16 writes as two
        ("\ud800江州", ["江州"]),  # half of such a character
        ("", []),
    ],
)
def test_hits_are_leftmost_and_longest(text: str, hits: list[str]) -> None:
    found = Lexicon({word: word for word in WORDS}).find(text)
    assert [word for _, _, word in found] == hits
    assert [text[start:end] for start, end, _ in found] == hits


@given(TEXTS)
def test_lexicons_in_one_automaton_find_what_each_finds_alone(text: str) -> None:
    lexicons = Lexicons()
    parts = [WORDS[:4], WORDS[2:8], WORDS]
    for part in parts:
        lexicons.add({word: word for word in part})
    assert lexicons.scan(text) == [leftmost_longest(part, text) for part in parts]


def test_overlapping_hits_come_by_their_ends() -> None:
    found = Lexicon({word: word for word in WORDS}, overlapping=True).find("江州市统计局")
    assert [word for _, _, word in found] == ["江州", "江州市", "州市", "统计", "市统计局", "统计局"]


def test_a_long_text_is_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "江州市\n😀州\n统计局长\n" * 40
    whole = Lexicon({word: word for word in WORDS}).find(text)
    monkeypatch.setattr(lexicon, "_AT_ONCE", 10)
    assert Lexicon({word: word for word in WORDS}).find(text) == whole


def test_a_document_is_read_once_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    lexicons = Lexicons()
    places = lexicons.lexicon("places", lambda: {"江州": "LOC"})
    bodies = lexicons.lexicon("bodies", lambda: {"统计局": "ORG"})
    scans = []
    scan = lexicons.scan
    monkeypatch.setattr(lexicons, "scan", lambda text: scans.append(text) or scan(text))
    document = Document("江州统计局")
    assert (places(document), bodies(document)) == ([(0, 2, "LOC")], [(2, 5, "ORG")])
    assert scans == ["江州统计局"]
    assert places(document) == [(0, 2, "LOC")]  # asked again, the document is read again
    assert bodies(Document("统计局")) == [(0, 3, "ORG")]


def test_a_lexicon_added_later_is_found_too() -> None:
    lexicons = Lexicons()
    document = Document("江州统计局")
    assert lexicons.lexicon("places", lambda: {"江州": 1})(document) == [(0, 2, 1)]
    assert lexicons.lexicon("bodies", lambda: {"统计局": 2})(document) == [(2, 5, 2)]


def test_the_empty_word_is_refused() -> None:
    with pytest.raises(ValueError, match="empty word"):
        Lexicon({"": 1})


@pytest.mark.parametrize(
    ("text", "end", "floor", "start"),
    [
        ("某局副局长", 5, 0, 2),  # 副局长, not 局长
        ("某局副局长", 5, 3, 3),  # nothing before the floor
        ("某局副局长", 5, 4, None),
        ("某局副局长说", 6, 0, None),
        ("局", 1, 0, None),
        ("", 0, 0, None),
    ],
)
def test_the_longest_word_that_ends_at_a_place(text: str, end: int, floor: int, start: int | None) -> None:
    assert LongestWord(["局长", "副局长"], backwards=True).start_at(text, end, floor) == start


@pytest.mark.parametrize(
    ("text", "start", "end"), [("省统计局", 0, 4), ("省统", 0, 1), ("统计局", 0, None), ("省", 1, None)]
)
def test_the_longest_word_that_begins_at_a_place(text: str, start: int, end: int | None) -> None:
    assert LongestWord(["省", "省统计局"]).end_at(text, start) == end
