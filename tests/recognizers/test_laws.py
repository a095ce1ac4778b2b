"""Titled documents: sentence beside the titles expected. Sentences are our own."""

from __future__ import annotations

import pytest

from extractor.document import Document
from extractor.recognizers import laws
from extractor.rulebook import load_rulebook

find = laws.recognizer(load_rulebook())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市里出台《关于稳住外贸的若干措施》。", ["《关于稳住外贸的若干措施》"]),
        ("依照《中华人民共和国反垄断法》处罚。", ["《中华人民共和国反垄断法》"]),
        ("审议《关于修改〈采石办法〉的决定（草案）》。", ["《关于修改〈采石办法〉的决定（草案）》"]),
        ("发布《数据安全白皮书（2024年）》和《装备指南2.0》。", ["《数据安全白皮书（2024年）》", "《装备指南2.0》"]),
        ("《方案》提出三步走，《意见》随后印发。", ["《方案》", "《意见》"]),
        ("两国签署《海岸共识》《港口合作备忘录》。", ["《海岸共识》", "《港口合作备忘录》"]),
        ("出台《外卖服务十五条》。", ["《外卖服务十五条》"]),
        ("印发《乡镇办事流程图》。", ["《乡镇办事流程图》"]),
        # books, papers, films, programmes
        ("据《江城晚报》报道，电影《海上行动计划》上映。", []),
        ("他爱读《孙子兵法》，也看《山乡新貌》。", []),
        ("练书法要看《历代书法》。", []),
        # document numbers, on their own
        ("按照财税〔2019〕13号文执行。", ["财税〔2019〕13号"]),
        ("依据京政办发[2021]7号要求", ["京政办发[2021]7号"]),
        ("落实《云江市绿色金融方案》（云政发〔2024〕16号）。", ["《云江市绿色金融方案》"]),
        # brackets that never close
        ("《没有完\n《关于节水的通知》", ["《关于节水的通知》"]),
        ("《《关于节水的通知》》", ["《《关于节水的通知》》"]),
    ],
)
def test_titles(text: str, expected: list[str]) -> None:
    assert [text[m.start : m.end] for m in find(Document(text))] == expected


def test_a_number_behind_the_title_is_kept_in_the_norm() -> None:
    mentions = find(Document("依据《城市绿地管理办法》（建城〔2020〕8号）执行"))
    assert [m.norm for m in mentions] == ["《城市绿地管理办法》（建城〔2020〕8号）"]


@pytest.mark.parametrize("character", ["《", "》", "《甲", "（2021）号", "〔2021〕"])
def test_long_runs_of_brackets_are_read(character: str) -> None:
    assert find(Document(character * 100_000)) == []
