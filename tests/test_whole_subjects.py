"""Subjects and indicators that are cut in the middle of a name: completed by the names of the document, or left out."""

from __future__ import annotations

import pytest

from extractor.catalogue import known_indicators, whole_subjects
from extractor.facts import Fact
from extractor.mentions import LOC, ORG, POLICY_TERM, Mention


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
    assert fact.trail == (("subject", "names.whole: 以色列"),)
    gone = Fact(subject="第", subject_spans=((0, 1),))
    repair(gone)
    assert gone.subject_spans == ()


@pytest.mark.parametrize(
    ("text", "field", "words", "other", "terms", "whole"),
    [
        # the end of an indicator
        ("规模以上工业增加值增长7.3%", "indicator", ["规模以上工业增"], [], [], "规模以上工业增加值"),
        ("社会消费品零售总额5亿元", "indicator", ["社会消费品零售总"], [], [], "社会消费品零售总额"),
        ("全市居民人均可支配收入5万元", "indicator", ["居民人均可支配"], ["全市"], [], "居民人均可支配收入"),
        ("固定资产投资增长5%", "indicator", ["固定资产投"], [], [], "固定资产投资"),
        # its beginning
        ("本外币贷款余额5亿元", "indicator", ["币贷款余额"], [], [], "本外币贷款余额"),
        # a term that a subject was cut from, and a quotation mark between two pieces
        ("专精特新企业产值增长", "subject", ["特新企业"], [], ["专精特新"], "专精特新企业"),
        ("培育新质生产力项目", "subject", ["生产力项目"], [], ["新质生产力"], "新质生产力项目"),
        ("专精特新“小巨人”企业60家", "indicator", ["专精特新", "小巨人”企业"], [], [], "专精特新“小巨人”企业"),
        ("《绿色》债券余额", "indicator", ["绿色", "债券余额"], [], [], "绿色》债券余额"),
        ("公司实现营业收入3亿元", "indicator", ["营业收入"], [], [], "营业收入"),
        ("完成固定资产投资3亿元", "indicator", ["固定资产投资"], [], [], "固定资产投资"),
        # what must stay: whole names, what the other field has, and what its words say already
        ("规模以上工业增加值增长7.3%", "indicator", ["规模以上工业增加值"], [], [], "规模以上工业增加值"),
        ("粮食产量5万吨", "indicator", ["产量"], ["粮食"], [], "产量"),
        ("工业增加值增长5%", "subject", ["工业"], ["增加值"], [], "工业"),
        ("规模以上工业利润总额", "indicator", ["利润总额"], ["规模以上工业"], [], "利润总额"),
        ("贷款，余额5亿元", "indicator", ["贷款", "余额"], [], [], "贷款余额"),
        ("专精特新企业产值", "subject", ["企业"], [], ["专精特新"], "企业"),
    ],
)
def test_words_end_where_names_end(
    text: str, field: str, words: list[str], other: list[str], terms: list[str], whole: str
) -> None:
    mentions = [Mention(text.index(t), text.index(t) + len(t), POLICY_TERM, t, "test") for t in terms]
    pieces = {"subject": other, "indicator": other} | {field: words}
    spans = {name: tuple((text.index(w), text.index(w) + len(w)) for w in chosen) for name, chosen in pieces.items()}
    fact = Fact(
        confidence=0.5,
        subject="".join(text[a:b] for a, b in spans["subject"]) or None,
        indicator="".join(text[a:b] for a, b in spans["indicator"]) or None,
        subject_spans=spans["subject"],
        indicator_spans=spans["indicator"],
    )
    whole_subjects(text, mentions, known_indicators())(fact)
    assert getattr(fact, field) == whole
    found = getattr(fact, field + "_spans")
    assert "".join(text[start:end] for start, end in found) == whole


@pytest.mark.parametrize(
    ("subject", "indicator", "whole"),
    [
        ("规上", "工业增加值", (None, "规上工业增加值")),
        ("规模以上", "工业增加值", (None, "规模以上工业增加值")),
        ("规模以上", "工业企业利润总额", (None, "规模以上工业企业利润总额")),
        ("限额以上", "单位消费品零售额", (None, "限额以上单位消费品零售额")),
        ("规上", "固定资产投资", (None, "固定资产投资")),  # from the clause before
        ("限上", "就业率", (None, "就业率")),
        ("规模以上", None, (None, None)),
        # what restricts nothing alone
        ("规模以上工业", "增加值", ("规模以上工业", "增加值")),
        ("规上工业企业", "利润", ("规上工业企业", "利润")),
        ("江州市", "工业增加值", ("江州市", "工业增加值")),
        (None, "工业增加值", (None, "工业增加值")),
    ],
)
def test_words_that_only_restrict_are_no_subject(
    subject: str | None, indicator: str | None, whole: tuple[str | None, str | None]
) -> None:
    fact = Fact(subject=subject, indicator=indicator)
    whole_subjects("规上工业增加值增长5%", [], known_indicators())(fact)
    assert (fact.subject, fact.indicator) == whole
