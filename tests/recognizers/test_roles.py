"""Roles: sentence beside (name, title, affiliation). Sentences are our own; the names are given as a model would."""

from __future__ import annotations

import pytest

from extractor.mentions import ORG, PERSON, PersonMention
from tests.recognizers.test_names import read

Rows = list[tuple[str, str | None, str | None]]


def roles(text: str, people: str, bodies: str = "") -> Rows:
    model = dict.fromkeys(people.split(), PERSON) | dict.fromkeys(bodies.split(), ORG)
    return [(text[m.start : m.end], m.title, m.affiliation) for m in read(text, model) if isinstance(m, PersonMention)]


@pytest.mark.parametrize(
    ("text", "people", "bodies", "expected"),
    [
        # analysts' forms: a field of work between the house and the office
        ("中信建投非银首席周然认为估值偏低。", "周然", "", [("周然", "非银首席", "中信建投")]),
        ("国金证券电新首席孙雅、医药首席杨松看好板块。", "孙雅 杨松", "",
         [("孙雅", "电新首席", "国金证券"), ("杨松", "医药首席", "国金证券")]),
        ("高盛首席中国股票策略师刘津称。", "刘津", "高盛", [("刘津", "首席中国股票策略师", "高盛")]),
        ("川江证券首席经济学家、研究所所长陈立分析。", "陈立", "川江证券",
         [("陈立", "首席经济学家、研究所所长", "川江证券")]),
        # the region that a house's analyst covers is in the title, that of a reporter's station too
        ("瑞银中国策略师孟雷称。", "孟雷", "瑞银", [("孟雷", "中国策略师", "瑞银")]),
        ("花旗中国经济学家刘刚预计。", "刘刚", "花旗", [("刘刚", "中国经济学家", "花旗")]),
        ("影评人马小宁认为口碑分化。", "马小宁", "", [("马小宁", "影评人", None)]),
        # a department between the body and the office
        ("国家统计局贸易外经司统计师王敏解读。", "王敏", "国家统计局贸易外经司",
         [("王敏", "统计师", "国家统计局贸易外经司")]),
        # commentators without a body
        ("财经评论人士杨龙表示。", "杨龙", "", [("杨龙", "财经评论人士", None)]),
        ("资深投行人士王跃指出。", "王跃", "", [("王跃", "资深投行人士", None)]),
        ("江海股票研究分析师周然称。", "周然", "", [("周然", "分析师", None)]),
        ("据多名业内人士称，王跃未回应。", "王跃", "", [("王跃", None, None)]),
        # the office behind the name
        ("李明副部长强调。", "李明", "", [("李明", "副部长", None)]),
        ("周立副司长介绍。", "周立", "", [("周立", "副司长", None)]),
        ("李明，现任中信证券董事长。", "李明", "", [("李明", "董事长", "中信证券")]),
        ("会议任命李明为财政部副部长。", "李明", "", [("李明", "副部长", "财政部")]),
        ("李明辞去五矿集团总经理职务。", "李明", "五矿集团", [("李明", "总经理", "五矿集团")]),
        # one takes over from the other: the office is the first one's
        ("王军接棒严民，出任证监会副主席。", "王军 严民", "", [("王军", "副主席", "证监会"), ("严民", None, None)]),
        ("原证监会办公厅主任陈平接棒王军出任深交所党委书记。", "陈平 王军", "证监会办公厅 深交所",
         [("陈平", "党委书记", "深交所"), ("王军", None, None)]),
        # never the office of a neighbour
        ("李明，王武现任中信证券董事长。", "李明 王武", "", [("李明", None, None), ("王武", "董事长", "中信证券")]),
        ("李明表示，该公司董事长将辞职。", "李明", "", [("李明", None, None)]),
        ("财政部副部长辛斌作报告，李明参加。", "辛斌 李明", "", [("辛斌", "副部长", "财政部"), ("李明", None, None)]),
        ("副总理丁祥、国务委员王洪出席。", "丁祥 王洪", "", [("丁祥", "副总理", None), ("王洪", "国务委员", None)]),
        # foreign names
        ("苹果首席执行官蒂姆·科克表示。", "蒂姆·科克", "苹果", [("蒂姆·科克", "首席执行官", "苹果")]),
        # those who write the page
        ("责任编辑：王小明", "王小明", "", [("王小明", "责任编辑", None)]),
        ("作者：刘强 编辑：李华", "刘强 李华", "", [("刘强", "作者", None), ("李华", "编辑", None)]),
    ],
)  # fmt: skip
def test_roles(text: str, people: str, bodies: str, expected: Rows) -> None:
    assert roles(text, people, bodies) == expected


@pytest.mark.parametrize(
    ("text", "people", "bodies", "expected"),
    [
        ("江州市教育局周岚局长介绍。", "周岚", "江州市教育局", ("局长", "江州市教育局")),
        ("海川银行陈立董事长在会上透露。", "陈立", "海川银行", ("董事长", "海川银行")),
        ("江州市发改委王建国主任指出，投资增长。", "王建国", "江州市发改委", ("主任", "江州市发改委")),
        ("云江大学李敏校长说。", "李敏", "云江大学", ("校长", "云江大学")),
        ("东昌集团赵强总经理认为。", "赵强", "东昌集团", ("总经理", "东昌集团")),
        ("省统计局李涛副局长说。", "李涛", "省统计局", ("副局长", "省统计局")),
        ("江州港务集团孙平总裁、周岚出席。", "孙平 周岚", "江州港务集团", ("总裁", "江州港务集团")),
        # an office before the name stays; a body alone gives none
        ("江州市教育局局长周岚介绍。", "周岚", "江州市教育局", ("局长", "江州市教育局")),
        ("江州市教育局周岚介绍，局长出席。", "周岚", "江州市教育局", (None, "江州市教育局")),
        ("海川银行陈立，董事长不在场。", "陈立", "海川银行", (None, "海川银行")),
        ("海川银行陈立来访，行长陪同。", "陈立", "海川银行", (None, "海川银行")),
    ],
)  # fmt: skip
def test_the_office_behind_a_name_with_its_body_before(
    text: str, people: str, bodies: str, expected: tuple[str | None, str | None]
) -> None:
    first = roles(text, people, bodies)[0]
    assert first[1:] == expected
