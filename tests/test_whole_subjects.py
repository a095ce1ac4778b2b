"""Subjects that are splinters of words: put right by the names of the document, or let go."""

from __future__ import annotations

import pytest

from extractor.catalogue import known_indicators, whole_subjects
from extractor.facts import Fact
from extractor.mentions import LOC, ORG, Mention


@pytest.mark.parametrize(
    ("subject", "text", "names", "whole"),
    [
        ("色列", "以色列出口下降", [("以色列", LOC)], "以色列"),
        ("巴嫩", "黎巴嫩进口增长", [("黎巴嫩", LOC)], "黎巴嫩"),
        ("哈马", "巴哈马游客增长", [("巴哈马", LOC)], "巴哈马"),
        ("京市", "北京市产值增长", [("北京市", LOC)], "北京市"),
        # a name of its own, a name of a body, and a longer rest stay as they are
        ("西安", "在西安和新西安", [("西安", LOC), ("新西安", LOC)], "西安"),
        ("企业", "某企业收入", [("某企业", ORG)], "企业"),
        ("三角", "长江三角洲", [("长江三角洲", LOC)], "三角"),
        # what is no noun, or a mark
        ("第", "第3月增长", [], None),
        ("每", "每3人", [], None),
        ("该", "该值", [], None),
        ("（）", "（）人员流动", [], None),
        ("10:", "10: 3人", [], None),
        ("（新能源汽车", "（新能源汽车产量", [], "新能源汽车"),
        ("：全省", "：全省产值", [], "全省"),
        ("宁波港（集装箱）", "宁波港（集装箱）", [], "宁波港（集装箱）"),
        # goods of one character
        ("铜", "铜价上涨", [], "铜"),
        ("糖", "糖价上涨", [], "糖"),
        ("A股", "A股上涨", [], "A股"),
        (None, "增长", [], None),
    ],
)
def test_a_subject_is_whole_or_nothing(
    subject: str | None, text: str, names: list[tuple[str, str]], whole: str | None
) -> None:
    mentions = [Mention(text.index(name), text.index(name) + len(name), label, name, "test") for name, label in names]
    fact = Fact(subject=subject)
    whole_subjects(text, mentions, known_indicators())(fact)
    assert fact.subject == whole


def test_the_spans_follow() -> None:
    text = "以色列出口下降"
    repair = whole_subjects(text, [Mention(0, 3, LOC, "以色列", "test")], known_indicators())
    fact = Fact(subject="色列", subject_spans=((1, 3),))
    repair(fact)
    assert fact.subject_spans == ((0, 3),)
    assert fact.trail == [("subject", "names.whole: 以色列")]
    gone = Fact(subject="第", subject_spans=((0, 1),))
    repair(gone)
    assert gone.subject_spans == ()
