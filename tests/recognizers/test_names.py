"""People, bodies, their roles: sentence beside the names expected. Sentences are our own; no model takes part."""

from __future__ import annotations

import pytest

from extractor.document import Document, split_sentences
from extractor.mentions import LOC, ORG, PERSON, POLICY_TERM, Mention, PersonMention
from extractor.ner.corrections import name_rules
from extractor.ner.model import NamedSpan
from extractor.recognizers import names, organizations
from extractor.rulebook import load_rulebook

find = names.recognizer(load_rulebook())
rules = name_rules(load_rulebook())


def read(text: str, model: dict[str, str] | None = None, **fields: str) -> list[Mention]:
    """The names of a text by gazetteers and rules; `model` is what a model would say: words and their label."""
    spans = [
        NamedSpan(text.index(words), text.index(words) + len(words), label, 0.99)
        for words, label in (model or {}).items()
    ]
    (right,) = rules.correct([text], [sorted(spans)], alone=True)
    model = [Mention(s.start, s.end, s.label, text[s.start : s.end], s.rule or "ner:test", s.score) for s in right]
    return find(Document(text, sentences=split_sentences(text), **fields), model)


def found(text: str, label: str, model: dict[str, str] | None = None, **fields: str) -> list[str]:
    return [text[m.start : m.end] for m in read(text, model, **fields) if m.label == label]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a surname behind an office and before a word that ends a name
        ("市发改委副主任周立民表示，项目已开工。", ["周立民"]),
        ("研究员欧阳晓指出，产能过剩。", ["欧阳晓"]),
        ("专家高度评价，记者从现场获悉。", []),
        # reporters
        ("（记者 郑可 吴雨桐）本周气温回升。", ["郑可", "吴雨桐"]),
        # foreign names
        ("分析师Anna Kowalska认为价格见顶。", ["Anna Kowalska"]),
        ("财政部长安娜·科瓦尔斯卡表示同意。", ["安娜·科瓦尔斯卡"]),
        # somebody
        ("嫌疑人赵某、钱某某被捕，对于某种情况另议。", ["赵某", "钱某某"]),
        # a leader's name is not a name within the name of a theory
        ("学习习近平经济思想。", []),
    ],
)
def test_people(text: str, expected: list[str]) -> None:
    assert found(text, PERSON) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a place with a department behind it
        ("湖北省统计局和江苏省财政厅联合发文。", ["湖北省统计局", "江苏省财政厅"]),
        ("巴西卫生部通报病例，乌外交部回应。", ["巴西卫生部", "乌外交部"]),
        # companies
        ("全资子公司江苏远帆装备有限公司中标。", ["江苏远帆装备有限公司"]),
        ("远帆装备(600001)公告，远帆装备拟回购。", ["远帆装备", "远帆装备"]),
        ("美股盘初，远帆汽车跌6.6%，云图音乐和海豚教育跌4%。", ["远帆汽车", "云图音乐", "海豚教育"]),
        ("收盘时沪指跌0.3%，白酒、煤炭跌超2%。", []),
        # central bodies
        ("中央粮食工作领导小组开会。", ["中央粮食工作领导小组"]),
        # phrases that name no body
        ("三家公司与有关部门签约。", []),
        ("某市市政府与有关部门", []),
        ("波兰国防部长到访，公安部门介入。", []),
        # units that widen a body's name
        ("国家统计局农村调查中心公布数据。", ["国家统计局农村调查中心"]),
        # a company's notice, in the text or in the title
        ("1、远帆电路：高管拟减持股份。", ["远帆电路"]),
        ("宁德时代：拟回购股份。", ["宁德时代"]),
        # heads of notes that only look like one
        ("公告日期：2020年5月，股东减持。", []),
        ("事件：公司发布年报，营收26亿元。", []),
        ("投资建议：预计净利增长，维持评级。", []),
        ("行业动态：多家企业中标。", []),
        ("化学制剂：一季度营收下降。", []),
        # shares that move, by Latin names of several words
        ("美股盘前，Silver Harbor跌2.2%，Blue Ocean Digital涨3%。", ["Silver Harbor", "Blue Ocean Digital"]),
        ("股价实盘开始巨幅暴跌7%，六大国有银行均跌超4%。", []),
        ("A股4729只股票中，305只股票涨超100%，十年期美债收益率本周累涨13个基点。", []),
        ("三大指数先后跌逾2%，主要股指双双涨超1%。", []),
        # a place between brackets within a name
        ("公司股东远帆（北京）环保发展有限公司减持。", ["远帆（北京）环保发展有限公司"]),
        ("全资子公司远帆(苏州)装备有限公司中标。", ["远帆(苏州)装备有限公司"]),
        ("（北京）某地的医院接诊。", []),
        # a place before words that name no body
        ("去美国开设公司，印度新公司减少，在英国算不上什么大银行。", []),
        ("四川成都航天医院接诊。", ["四川成都航天医院"]),
        ("在长沙组建中南远帆学院。", []),
    ],
)
def test_bodies(text: str, expected: list[str]) -> None:
    assert found(text, ORG) == expected


def test_a_short_name_between_brackets_holds_for_the_text() -> None:
    text = "湖北省统计局（以下简称“鄂统局”）发布公报。鄂统局还说，价格平稳。"
    norms = [(text[m.start : m.end], m.norm) for m in read(text) if m.label == ORG]
    assert norms == [("湖北省统计局", "湖北省统计局"), ("鄂统局", "湖北省统计局"), ("鄂统局", "湖北省统计局")]


def test_the_longest_name_wins_and_a_place_begins_its_body() -> None:
    assert found("北京市远帆医院接诊。", ORG, {"北京市": LOC}) == ["北京市远帆医院"]
    assert found("北京市远帆医院接诊。", LOC, {"北京市": LOC}) == []


def test_a_name_seen_once_holds_for_the_text_and_its_last_part_too() -> None:
    text = "乔恩·贝克曼昨日到访。贝克曼说，港口会开放。"
    people = [(text[m.start : m.end], m.norm) for m in read(text, {"乔恩·贝克曼": PERSON})]
    assert people == [("乔恩·贝克曼", "乔恩·贝克曼"), ("贝克曼", "乔恩·贝克曼")]


@pytest.mark.parametrize(
    ("text", "model", "expected"),
    [
        # before the name
        ("据滨海市水务局二级巡视员周立介绍", {"滨海市水务局": ORG, "周立": PERSON}, ("二级巡视员", "滨海市水务局")),
        ("波兰总统扬·诺瓦克来访", {"波兰": LOC, "扬·诺瓦克": PERSON}, ("总统", "波兰")),
        ("远帆证券首席经济学家周立认为", {"远帆证券": ORG, "周立": PERSON}, ("首席经济学家", "远帆证券")),
        ("滨海市委原书记周立受审", {"滨海市委": ORG, "周立": PERSON}, ("原书记", "滨海市委")),
        # a unit within the body, a field of work
        ("商务部外贸司司长周立说", {"商务部": ORG, "周立": PERSON}, ("司长", "商务部外贸司")),
        ("远帆汽车电池研发负责人周立说", {"远帆汽车": ORG, "周立": PERSON}, ("电池研发负责人", "远帆汽车")),
        ("波兰驻智利大使周立说", {"波兰": LOC, "智利": LOC, "周立": PERSON}, ("驻智利大使", "波兰")),
        # lists of offices: the last body's; ranks give way
        ("全国政协委员、远帆集团董事长周立说", {"远帆集团": ORG, "周立": PERSON}, ("董事长", "远帆集团")),
        ("滨海市委副书记、市长周立致辞", {"滨海市委": ORG, "周立": PERSON}, ("副书记、市长", "滨海市委")),
        ("远帆大学校长、中国科学院院士周立说", {"远帆大学": ORG, "周立": PERSON}, ("校长", "远帆大学")),
        ("外交部长周立会见来宾", {"外交部": ORG, "周立": PERSON}, ("部长", "外交部")),
        # behind the name
        ("周立主席出席", {"周立": PERSON}, ("主席", None)),
        ("周立（远帆大学教授）撰文", {"远帆大学": ORG, "周立": PERSON}, ("教授", "远帆大学")),
        ("周立出任远帆集团总经理一职。", {"远帆集团": ORG, "周立": PERSON}, ("总经理", "远帆集团")),
        ("周立等远帆证券分析师上调预期", {"远帆证券": ORG, "周立": PERSON}, ("分析师", "远帆证券")),
        # the company spoken of
        ("远帆集团成立于2005年，其法定代表人为周立。", {"远帆集团": ORG, "周立": PERSON}, ("法定代表人", "远帆集团")),
        # the paper that opens the line
        ("新京报讯（记者 周立）今天", {"新京报": ORG, "周立": PERSON}, ("记者", "新京报")),
        ("周立很高兴", {"周立": PERSON}, (None, None)),
    ],
)
def test_roles(text: str, model: dict[str, str], expected: tuple[str | None, str | None]) -> None:
    people = [m for m in read(text, model) if isinstance(m, PersonMention)]
    assert [(m.title, m.affiliation) for m in people] == [expected]


def test_a_list_shares_its_office() -> None:
    text = "市政协副主席周立、吴芳和郑可出席，记者王一在场。"
    people = [(m.norm, m.title) for m in read(text, {"周立": PERSON, "吴芳": PERSON}) if isinstance(m, PersonMention)]
    assert people == [("周立", "副主席"), ("吴芳", "副主席"), ("郑可", "副主席"), ("王一", "记者")]


def test_a_bare_name_has_the_role_given_elsewhere_and_主席_is_the_国家主席() -> None:
    text = "国家主席周立明到访。周立明主席致辞。周立明说。"
    people = [m.title for m in read(text, {"周立明": PERSON}) if isinstance(m, PersonMention)]
    assert people == ["国家主席", "国家主席", "国家主席"]


def test_our_own_reporter_writes_for_the_source() -> None:
    (person,) = read("本报记者周立报道", {"周立": PERSON}, source="滨海日报")
    assert isinstance(person, PersonMention) and person.affiliation == "滨海日报"


def test_a_title_shows_which_words_are_a_company() -> None:
    assert found("机构重申远帆将扩大份额。", ORG, title="机构：维持远帆(01234.HK)买入评级") == ["远帆"]


def test_names_within_a_document_s_title_belong_to_it() -> None:
    text = "据《证券日报》报道，《国务院关于节水的决定》施行。"
    document = Document(text, sentences=split_sentences(text))
    model = [Mention(2, 6, ORG, "证券日报", "test"), Mention(11, 14, ORG, "国务院", "test")]
    assert [m.norm for m in find(document, model, [(10, 22)])] == ["证券日报"]


def test_a_verb_glued_to_a_name_is_cut_off() -> None:
    assert found("会议听取了周立明作的说明。", PERSON, {"周立明作": PERSON}) == ["周立明"]


@pytest.mark.parametrize(("score", "expected"), [(0.95, ["别研究会"]), (0.65, [])])
def test_a_doubtful_name_that_cuts_a_word_is_none(score: float, expected: list[str]) -> None:
    text = "县界别研究会如期召开。"
    model = [Mention(2, 6, ORG, text[2:6], "ner:test", score)]
    assert [m.norm for m in find(Document(text, sentences=split_sentences(text)), model)] == expected


@pytest.mark.parametrize(
    ("words", "score", "expected"), [("ROE", 0.5, []), ("IRR", 0.65, []), ("ROE", 0.9, ["ROE"]), ("Roe", 0.69, ["Roe"])]
)
def test_a_doubtful_person_of_capital_letters_is_none(words: str, score: float, expected: list[str]) -> None:
    text = f"{words}为12%。"
    model = [Mention(0, 3, PERSON, words, "ner:test", score)]
    assert [m.norm for m in find(Document(text, sentences=split_sentences(text)), model)] == expected


def test_policy_terms_within_a_body_are_left_out() -> None:
    body = Mention(0, 7, ORG, "国家乡村振兴局", "test")
    terms = [Mention(2, 6, POLICY_TERM, "乡村振兴", "test"), Mention(9, 13, POLICY_TERM, "乡村振兴", "test")]
    assert names.outside_bodies(terms, [body]) == [terms[1], body]


@pytest.mark.parametrize("piece", ["（", "北京", "有限公司", "（记者 ", "主席甲·乙", "跌1%", "主任王某表示、", "A. "])
def test_long_runs_are_read(piece: str) -> None:
    text = piece * 8_000
    for mention in find(Document(text, sentences=split_sentences(text))):
        assert 0 <= mention.start < mention.end <= len(text)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("中国旅游业", True), ("全球造船业", True), ("港股科技股", True), ("中国铝业", False), ("A股研究中心", False)],
)
def test_industries_and_parts_of_a_market_are_no_bodies(words: str, expected: bool) -> None:
    assert organizations.generic(load_rulebook())(words) is expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        # an office that ends in 人 and the surname 马: the model reads 人马
        ("资深游戏评论人马小乐认为买断制回归。", "小乐", ["马小乐"]),
        ("实际控制人马红富增持。", "红富", ["马红富"]),
        ("发言人马晓光回应。", "晓光", ["马晓光"]),
        ("合伙人马骏驰离任。", "骏驰", ["马骏驰"]),
        ("负责人王小明介绍。", "小明", ["王小明"]),
        # what a person has done to them ends a name as well
        ("法定代表人马立新被限制出境。", "", ["马立新"]),
        ("董事长陈立因个人原因辞职。", "", ["陈立"]),
        # no office, a surname of its own, no surname before it
        ("原班人马小乐看好。", "小乐", ["小乐"]),
        ("负责人马上官云到场。", "上官云", ["上官云"]),
        ("负责人高度重视。", "", []),
        ("主持人马上登场。", "", []),
    ],
)
def test_the_surname_behind_an_office(text: str, name: str, expected: list[str]) -> None:
    assert found(text, PERSON, {name: PERSON} if name else {}) == expected


@pytest.mark.parametrize(
    ("words", "label", "expected"),
    [
        ("浙江GDP", ORG, [(LOC, "浙江")]),
        ("河北CPI", ORG, [(LOC, "河北")]),
        ("欧元区PMI", ORG, [(LOC, "欧元区")]),
        ("招商局ABC", ORG, [(ORG, "招商局ABC")]),
        ("中化IBM", ORG, [(ORG, "中化IBM")]),
    ],
)
def test_an_indicator_is_no_part_of_a_name(words: str, label: str, expected: list[tuple[str, str]]) -> None:
    text = f"{words}为5万亿元。"
    model = [Mention(0, len(words), label, words, "ner:test", 0.9)]
    names = find(Document(text, sentences=split_sentences(text)), model)
    assert [(m.label, text[m.start : m.end]) for m in names] == expected
