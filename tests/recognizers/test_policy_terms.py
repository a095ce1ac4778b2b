"""Policy terms: sentence beside the terms expected, in order. Sentences are our own."""

from __future__ import annotations

import pytest

from extractor.document import Document, split_sentences
from extractor.recognizers import policy_terms
from extractor.rulebook import load_rulebook

find = policy_terms.recognizer(load_rulebook())


def terms(text: str) -> list[str]:
    return [text[m.start : m.end] for m in find(Document(text, sentences=split_sentences(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the lexicon, longest first, without the quotation marks around a term
        ("该市争当碳达峰碳中和试点城市。", ["碳达峰碳中和"]),
        ("“十四五”末产值翻番，“十五五”再上台阶。", ["十四五", "十五五"]),
        ("更加积极的财政政策靠前发力。", ["更加积极的财政政策"]),
        ("县里有8家专精特新“小巨人”。", ["专精特新“小巨人”"]),
        ("共建“一带一路”走深走实。", ["一带一路"]),
        ("深刻把握习近平生态文明思想。", ["习近平生态文明思想"]),
        # words that are a term only between quotation marks
        ("落实“两新”政策，“两重”项目开工。", ["两新", "两重"]),
        ("两新人登台领奖，十五岁的少年笑了。", []),
        # coinages between quotation marks with a policy word behind
        ("全县构建“3561”产业发展格局。", ["3561"]),
        ("打造“1+3+N”治理体系。", ["1+3+N"]),
        ("推进“万店惠民”专项行动。", ["万店惠民"]),
        ("启动“暖巢安居工程”，首批改造千户。", ["暖巢安居工程"]),
        ("“头号工程”只是门面，他被称作“老法师”。", []),
        # slogans of numbers
        ("做到“七个聚焦”，构筑“两屏三带”。", ["七个聚焦", "两屏三带"]),
        ("门票“两个月”后涨价，做事“三心二意”。", []),
        # named actions without quotation marks
        ("全省深入实施河湖生态修复三年行动，效果初显。", ["河湖生态修复三年行动"]),
        ("公司实施重大工程，开展军事行动和一系列行动。", []),
        # a number with its word, before what a slogan does
        ("坚持“三绿”并举，“四库”联动发力。", ["三绿", "四库"]),
        ("创建“四强”党支部，“五一”假期加班，“二线”验放。", ["四强"]),
        # forces, teachings, granaries
        ("加快生成新质战斗力，海军新质作战力量成形。", ["新质战斗力"]),
        ("扎实开展学习教育，巩固党纪学习教育成果。", ["学习教育", "党纪学习教育"]),
        ("打造新时代更高水平的“天府粮仓”，粮仓丰收。", ["天府粮仓"]),
        # a number with its word, behind a verb of policy or what it stands for
        ("县里深化“三链”融合，聚焦“四资”，用好“五方”力量。", ["三链", "四资", "五方"]),
        ("清淤、护岸、增绿“三清”一体推进。", ["三清"]),
        ("种子、化肥、农机、技术等“四送”到田头。", ["四送"]),
        ("纠治“五多”，开展“四必”核查，发挥“五老”队伍的作用。", ["五多", "四必", "五老"]),
        ("他家“二哥”来了，“七夕”当晚“三哥”又唱了一遍“九九”。", []),
        ("在“五一”“六一”和“十一”前后，她坐“二线”班车。", []),
        ("三天两头下雨，“三天两头”跑工地，“万众一心”四个字。", []),
        ("推进“六水共治”，“五链协同”成势，“三餐四季”有滋味。", ["六水共治", "五链协同"]),
        ("他的“五年计划”是减肥，守着“三期”工地，推进“二期”浇筑。", []),
        # general plans, teachings, granaries of provinces
        ("贯彻新时代党的治疆方略，学习新时代政治建军方略。", ["新时代党的治疆方略", "新时代政治建军方略"]),
        ("第二批主题教育转入整改，青少年法治主题教育活动开课。", ["主题教育"]),
        ("主题教育基地开放，主题教育片上映，禁毒主题教育进校园。", []),
        ("把“龙江粮仓”建牢，“吉林大粮仓”再添新粮，“天下粮仓”是一部剧。", ["龙江粮仓", "吉林大粮仓"]),
        ("新质保障力快速提升，高质量充分就业有了抓手。", ["新质保障力", "高质量充分就业"]),
        ("夜间经济与赛事经济升温，单身经济和经济总量不在其中。", ["夜间经济", "赛事经济"]),
        ("支持三大全球倡议，三大全球品牌参展。", ["三大全球倡议"]),
        # a list of named actions
        ("实施老街焕新行动、河岸补绿工程和青年英才培育计划。", ["老街焕新行动", "河岸补绿工程", "青年英才培育计划"]),
        ("开展春耕护航行动、农资打假三年行动，并采取军事行动。", ["农资打假三年行动"]),
        ("落实全面振兴新突破三年行动，启动专项整治行动。", ["全面振兴新突破三年行动"]),
        # codes before clusters
        ("培育“356”产业集群，建设“20+8”产业集群，中日“2+2”对话照常。", ["356", "20+8"]),
        # what is launched between quotation marks: a scheme, not an event or a good
        ("街道试行“码上诉”，县里推行“扫码办”。", ["码上诉", "扫码办"]),
        ("启动“惠民菜篮子”活动，启动“中泰友好年”，推出“买一送一”优惠。", []),
        ("推出“红叶之旅”线路和“暖心贷”产品，启动“听海号”专列。", []),
        ("轮船“远星”计划于周三到港，“星海号”计划驶往厦门。", []),
        # a title keeps its words
        ("印发《乡村振兴促进办法》，持续推进乡村振兴。", ["乡村振兴"]),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_norm_is_the_canonical_form_and_rule_names_the_section() -> None:
    mention = find(Document("落实碳达峰、碳中和部署"))[0]
    assert (mention.norm, mention.rule) == ("碳达峰碳中和", "policy_terms.ecology")


def test_a_section_can_be_switched_off() -> None:
    without = policy_terms.recognizer(load_rulebook(disable=["policy_terms.ecology", "policy_terms.heads"]))
    assert without(Document("碳中和“万店惠民”专项行动")) == []


@pytest.mark.parametrize("character", ["“", "”", "《", "实施", "“一二", "\n“"])
def test_long_runs_of_marks_are_read(character: str) -> None:
    assert find(Document(character * 100_000)) == []


def test_every_entry_is_found_or_part_of_a_longer_one() -> None:
    rulebook = load_rulebook()
    for section in rulebook.names(policy_terms.FILE):
        if section in policy_terms.GRAMMAR:
            continue
        for entry in rulebook.section(policy_terms.FILE, section):
            for word in entry.words:
                assert terms(f"，{word}，") == [word]
