"""What the gazetteers correct in a model's spans."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.ner import name_finder
from extractor.ner.corrections import NameRules
from extractor.ner.model import NamedSpan
from extractor.rulebook import load_rulebook


@pytest.fixture(scope="module")
def rules() -> NameRules:
    return NameRules(load_rulebook())


def spans(sentence: str, *names: str) -> list[NamedSpan]:
    """`农业/ORG` etc. as spans at their first place in the sentence, one after the other."""
    out, at = [], 0
    for name in names:
        word, _, label = name.rpartition("/")
        start = sentence.index(word, at)
        at = start + len(word)
        out.append(NamedSpan(start, at, label, 0.9))
    return out


CASES = [
    # sentence, what a model found, what remains
    ("首都贝鲁特遭到空袭", ["贝鲁特/PERSON"], ["贝鲁特/LOC"]),
    ("农业农村部发布通知", ["农业/ORG"], ["农业农村部/ORG"]),
    ("文化和旅游部公布数据", [], ["文化和旅游部/ORG"]),
    ("黎真主党发表声明", ["黎真/PERSON"], ["黎真主党/ORG"]),
    ("今年是中巴建交周年", ["中巴/LOC"], ["中/LOC", "巴/LOC"]),
    ("推动加中关系发展", [], ["加/LOC", "中/LOC"]),
    ("集中日常管理力量", [], []),
    ("美英将付出代价", ["美英/LOC"], ["美/LOC", "英/LOC"]),
    ("出口到巴西的货物", ["巴西/LOC"], ["巴西/LOC"]),
    ("习近平主席出席会议", ["习近平主席/PERSON"], ["习近平/PERSON"]),
    ("李先生购买了房子", ["李先生/PERSON"], []),
    ("嫌疑人 张某某被抓获", [], ["张某某/PERSON"]),
    ("36家航空公司参展", ["36家航空公司/ORG"], []),
    ("国际组织呼吁停火", ["国际组织/ORG", "呼吁/PERSON"], []),
    ("南非九省受灾", ["南非/LOC", "九省/LOC"], ["南非/LOC"]),
    ("德国财政部长说", ["德国/LOC"], ["德国/LOC"]),
    ("向公安部门报案", [], []),
    ("公安部公布案例", [], ["公安部/ORG"]),
    ("中国电子商务发展迅速", ["中国/LOC"], ["中国/LOC"]),
    ("国家发展改革委价格司负责人", ["国家发展改革委价格司/ORG"], ["国家发展改革委价格司/ORG"]),
    ("东方合伙企业（有限合伙）成立", ["东方合伙企业（有限合伙/ORG"], ["东方合伙企业（有限合伙）/ORG"]),
    ("东方开关（集团）有限公司的产品", ["东方开关（集团/ORG"], ["东方开关（集团）有限公司/ORG"]),
    ("参加全国政协的委员", ["参加全国政协/ORG"], ["全国政协/ORG"]),
    ("安徽依托中国科学院建园", ["安徽依托中国科学院/ORG"], ["安徽/LOC", "中国科学院/ORG"]),
    ("美国食品巨头红星公司称", ["美国食品巨头红星公司/ORG"], ["美国/LOC", "红星公司/ORG"]),
    ("在匈牙利建设汽车工厂", ["匈牙利建设汽车工厂/ORG"], ["匈牙利/LOC"]),
    ("苏州四家公司的订单", ["苏州四家公司/ORG"], ["苏州/LOC"]),
    ("郴州市建设银行发放贷款", ["郴州市建设银行/ORG"], ["郴州市建设银行/ORG"]),
    ("上海市十五届人大开幕", ["上海市十五届人大/ORG"], ["上海市十五届人大/ORG"]),
    ("联合国人权理事会开会", ["联合国人权理事会/ORG"], ["联合国人权理事会/ORG"]),
    ("分析师Jan Smith认为", ["Jan/PERSON", "Smith/ORG"], ["Jan Smith/PERSON"]),
    ("发力Metaverse业务", [], []),
    ("办法中企业的责任", [], []),
    ("我国中东部降雪", ["中东部/ORG"], []),
    ("自中巴建立联系以来", [], ["中/LOC", "巴/LOC"]),
    ("《求是》刊文", ["《求是/ORG"], ["求是/ORG"]),
    ("女，中国国籍，没有境外居留权", ["中国/LOC"], []),
    ("女，加拿大籍，董事", [], []),
    ("一名重庆籍船员在法国获救", ["重庆/LOC", "法国/LOC"], ["重庆/LOC", "法国/LOC"]),
    ("苏州投资促进局介绍", ["苏州投资促进局/ORG"], ["苏州投资促进局/ORG"]),
    ("许多法国人来到加纳", ["加纳/LOC"], ["加纳/LOC"]),
    ("一位加纳作家", ["加纳/PERSON"], ["加纳/LOC"]),
    ("走访杭州市民的家", [], []),
    # a place and a generic word; a body that begins with a place
    ("美国公司的产品", ["美国公司/ORG"], ["美国/LOC"]),
    ("由一家新加坡公司经营", ["新加坡公司/ORG"], ["新加坡/LOC"]),
    ("印度媒体集团退出", ["印度媒体集团/ORG"], ["印度/LOC"]),
    ("越南保险公司增资", ["越南保险公司/ORG"], ["越南/LOC"]),
    ("苏州南光公司的产品", ["苏州南光公司/ORG"], ["苏州南光公司/ORG"]),
    ("新加坡航空公司恢复航线", ["新加坡航空公司/ORG"], ["新加坡航空公司/ORG"]),
    # units and seats that a company is said to have, without names
    ("现身南光集团总部", ["南光集团总部/ORG"], ["南光集团/ORG"]),
    ("位于苏州总部", ["苏州总部/ORG"], ["苏州/LOC"]),
    ("南光股份全资子公司中标", ["南光股份全资子公司/ORG"], ["南光股份/ORG"]),
    ("南光股份子公司苏州远帆公司中标", ["南光股份子公司苏州远帆公司/ORG"], ["南光股份/ORG", "苏州远帆公司/ORG"]),
    ("公司附属公司南光集团远帆有限公司", ["附属公司南光集团远帆有限公司/ORG"], ["南光集团远帆有限公司/ORG"]),
    ("央企南光集团投产", ["央企南光集团/ORG"], ["南光集团/ORG"]),
    # a verb between two bodies, before a body
    ("水务总局会同财政部起草", ["水务总局会同财政部/ORG"], ["水务总局/ORG", "财政部/ORG"]),
    ("国家组建有色远帆总公司", ["国家组建有色远帆总公司/ORG"], ["有色远帆总公司/ORG"]),
    # the last character belongs to the next word
    ("国家发展改革委会同有关部门", ["国家发展改革委会/ORG"], ["国家发展改革委/ORG"]),
    ("南光集团所持股份", ["南光集团所/ORG"], ["南光集团/ORG"]),
    ("远帆研究所持有专利", ["远帆研究所/ORG"], ["远帆研究所/ORG"]),
    # a partnership's form
    ("南光创业投资中心（有限合伙）减持", ["南光创业投资中心/ORG"], ["南光创业投资中心（有限合伙）/ORG"]),
    ("南光管理企业(普通合伙)减持", ["南光管理企业/ORG"], ["南光管理企业(普通合伙)/ORG"]),
    # what kind of body it is, and its Latin name
    ("人工智能实验室OpenMind发布模型", ["人工智能实验室OpenMind/ORG"], ["OpenMind/ORG"]),
    # offices, of which titles.txt has one list
    ("王馆长致辞", ["王馆长/PERSON"], []),
    ("南光集团董秘答复", ["南光集团董秘/ORG"], ["南光集团/ORG"]),
    ("周立明作报告", ["周立明作/PERSON"], ["周立明/PERSON"]),
    # bonds and indices are no companies
    ("兑付公司债券“19康佳01”和22海航债", [], []),
    ("2019康佳营收增长", [], ["康佳/ORG"]),
    ("彭博大宗商品现货指数上涨", [], []),
    ("彭博报道，指数上涨", [], ["彭博/ORG"]),
    ("毕马威中国统计的数据", [], ["毕马威中国/ORG"]),
    ("特斯拉公司的一辆汽车", [], ["特斯拉公司/ORG"]),
    ("首钢滑雪大跳台开放，首钢扩产", [], ["首钢/ORG"]),
    # a kind of business, of which no company is named
    ("地铁公司和南光集团", ["地铁公司/ORG", "南光集团/ORG"], ["南光集团/ORG"]),
    ("聘请第三方评估公司", ["第三方评估公司/ORG"], []),
    ("中资商业银行发行债券", ["中资商业银行/ORG"], []),
    ("部分产业链公司业绩改善", ["部分产业链公司/ORG"], []),
    ("越来越多的旅游网络公司", ["旅游网络公司/ORG"], []),
    ("南光物流公司扩产", ["南光物流公司/ORG"], ["南光物流公司/ORG"]),
    ("中国石油集团投产", ["中国石油集团/ORG"], ["中国石油集团/ORG"]),
    # a name that begins inside a word; two names in one
    ("发布会当天南光集团回应", ["天南光集团/ORG"], ["南光集团/ORG"]),
    ("南天南光集团回应", ["天南光集团/ORG"], ["天南光集团/ORG"]),
    (
        "毕业于南光大学（原苏州远帆学院）电子系",
        ["南光大学（原苏州远帆学院）/ORG"],
        ["南光大学/ORG", "苏州远帆学院/ORG"],
    ),
    ("约旦河西岸局势", ["约旦/LOC"], ["约旦河西岸/LOC"]),
]


@pytest.mark.parametrize(("sentence", "found", "expected"), CASES, ids=[c[0] for c in CASES])
def test_corrections(rules: NameRules, sentence: str, found: list[str], expected: list[str]) -> None:
    right = rules.correct([sentence], [spans(sentence, *found)])[0]
    assert [f"{sentence[s.start : s.end]}/{s.label}" for s in right] == expected


def test_sentences_do_not_touch_each_other(rules: NameRules) -> None:
    # 农业 at the end of one sentence and 农村部 at the start of the next are not one body.
    assert rules.correct(["发展农业", "农村部分地区"], [[], []]) == [[], []]


def test_a_list_tells_itself_and_a_model_keeps_its_score(rules: NameRules) -> None:
    sentence = "商务部部长王明在里昂表示"
    right = rules.correct([sentence], [spans(sentence, "王明/PERSON")])[0]
    assert right[0] == (0, 3, "ORG", None, "gazetteers/bodies.central")
    assert right[1] == (5, 7, "PERSON", 0.9, None)


def test_without_a_model_the_lists_alone_speak() -> None:
    finder = name_finder(None, load_rulebook())
    assert [s[:3] for s in finder.label(["国务院办公厅印发通知", ""])[0]] == [(0, 6, "ORG")]
    assert finder.label(["他是德国籍教授"]) == [[]]
    assert [s[:3] for s in finder.label(["他是法国教授"])[0]] == [(2, 4, "LOC")]
    assert name_finder(None, None).label(["国务院"]) == [[]]


def test_countries_a_model_left_out_are_added_in_news_alone(rules: NameRules) -> None:
    sentence = "许多法国人来了"
    assert rules.correct([sentence] * 2, [[], []], alone=[True, False]) == [
        [NamedSpan(2, 4, "LOC", None, "gazetteers/places.country")],
        [],
    ]


def test_users_names_win(tmp_path: Path) -> None:
    folder = tmp_path / "gazetteers"
    folder.mkdir()
    (folder / "people.txt").write_text("[person]\n欧阳小石头\n", encoding="utf8")
    (folder / "bodies.txt").write_text("[mine]\n蓝天白云工作室\n", encoding="utf8")
    rules = NameRules(load_rulebook([tmp_path]))
    sentence = "蓝天白云工作室的欧阳小石头说"
    right = rules.correct([sentence], [spans(sentence, "欧阳小/PERSON")])[0]
    assert [f"{sentence[s.start : s.end]}/{s.label}" for s in right] == ["蓝天白云工作室/ORG", "欧阳小石头/PERSON"]


def test_odd_text_passes(rules: NameRules) -> None:
    sentences = ["", "\ud800国务院", "😀国务院", "\n"]
    assert [[s[:2] for s in found] for found in rules.correct(sentences, [[]] * 4)] == [[], [(1, 4)], [(1, 4)], []]
