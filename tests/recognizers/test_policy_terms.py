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
