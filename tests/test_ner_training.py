"""Reading the sets the bundled model learns from. (What needs PyTorch is not tested here.)"""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from training.data import CompanySwapper, Example, NameSwapper, house, pieces, read
from training.pieces import pieces_of
from training.sentences import sentences


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.bio", "王 B-PER\n明 I-PER\n在 O\n沪 B-LOC\n", [("王明在沪", [(0, 2, "PERSON"), (3, 4, "LOC")])]),
        (
            "b.bmes",
            "王 B-NAME\n明 E-NAME\n任 O\n\n沪 S-LOC\n",
            [("王明任", [(0, 2, "PERSON")]), ("沪", [(0, 1, "LOC")])],
        ),
        ("c.iob2", "# text = x\n1\t王明\tB-PER\t-\t-\n2\t来\tO\t-\t-\n", [("王明来", [(0, 2, "PERSON")])]),
        ("weibo-x.bio", "王0\tB-PER.NAM\n明1\tI-PER.NAM\n人0\tB-PER.NOM\n", [("王明人", [(0, 2, "PERSON")])]),
        (
            "d.jsonl",
            json.dumps({"text": "红星公司的王明", "label": {"company": {"红星公司": [[0, 3]]}, "game": {"王明": [[5,
            6]]}}}),
            [("红星公司的王明", [(0, 4, "ORG")])],
        ),
    ],
)
def test_formats(tmp_path: Path, name: str, text: str, expected: list[object]) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf8")
    assert read(path) == expected


def test_house_sentences_are_split_by_document(tmp_path: Path) -> None:
    path = tmp_path / "house.jsonl"
    lines = [{"id": f"d{i // 3}", "text": f"第{i}句。", "label": {}} for i in range(120)]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf8")
    learn, choose, documents = house(path)
    assert len(learn) + len(choose) == 120
    assert 0 < len(choose) == 3 * len(documents) < 60
    assert house(path)[1] == choose


def test_long_sentences_are_cut_outside_names() -> None:
    text = ("一" * 90 + "，") * 3
    example = Example(text, ((88, 95, "ORG"), (200, 203, "LOC")), "house")
    parts = list(pieces([example]))
    assert "".join(p.text for p in parts) == text
    assert [p.text[a:b] for p in parts for a, b, _ in p.spans] == [text[88:95], text[200:203]]
    assert all(len(p.text) <= 200 for p in parts)


def test_names_are_swapped_alike_and_offsets_follow() -> None:
    def person(text: str, *names: str) -> Example:
        return Example(text, tuple((text.index(n), text.index(n) + len(n), "PERSON") for n in names), "house")

    known = [person("王小明说", "王小明"), person("王大力说", "王大力"), person("约翰·史密斯说", "约翰·史密斯"),
    person("李云说", "李云"),
             person("李海波说", "李海波")]  # fmt: skip
    swapper = NameSwapper(known, seed=1)
    twice = Example("王小明来了，王小明走了", ((0, 3, "PERSON"), (6, 9, "PERSON")), "house")
    for _ in range(20):
        copy = swapper.swap(twice)
        assert copy is not None
        first, second = (copy.text[a:b] for a, b, _ in copy.spans)
        assert first == second
        assert copy.text.replace(first, "") == "来了，走了"
    assert swapper.swap(Example("无人", (), "house")) is None


# Pieces with their scores: the cut with the highest sum is the best one.
PIECES = {"▁": -3.0, "国家": -5.0, "统计": -5.0, "统计局": -7.0, "局": -4.0, "国": -4.0, "家": -4.0, "a": -4.0}


@pytest.mark.parametrize(
    ("text", "cut", "of"),
    [
        ("国家统计局", ["▁", "国家", "统计局"], [1, 1, 2, 2, 2]),
        ("Ａ国", ["▁", "a", "国"], [1, 2]),
        ("国某家", ["▁", "国", None, "家"], [1, 2, 3]),
        ("国  家", ["▁", "国", "▁", "家"], [1, 2, 2, 3]),
        (" 国", ["▁", "国"], [0, 1]),
        ("", ["▁"], []),
    ],
)
def test_pieces_cover_characters(text: str, cut: list[str | None], of: list[int]) -> None:
    names = [*PIECES, "<unk>"]
    pack = SimpleNamespace(
        pieces=names, scores=[*PIECES.values(), -9.0], folds={"Ａ": "a"}, unknown=len(PIECES)
    )
    numbers, places = pieces_of(pack).cut(text)  # type: ignore[arg-type]
    assert [None if n == pack.unknown else names[n] for n in numbers] == cut
    assert places == of


def test_companies_become_listed_or_made_up_ones() -> None:
    listed = ["远帆装备", "云图音乐", "海豚教育"]
    swapper = CompanySwapper(listed, seed=1)
    spans = ((0, 4, "ORG"), (7, 11, "ORG"), (12, 16, "ORG"))
    example = Example("远帆装备中标，远帆装备和云州晨报回应。", spans, "house")
    seen = set()
    for _ in range(60):
        copy = swapper.swap(example)
        first, again, paper = (copy.text[a:b] for a, b, _ in copy.spans)
        assert first == again and paper == "云州晨报"
        assert copy.text == f"{first}中标，{first}和云州晨报回应。"
        seen.add(first)
    assert seen & set(listed), "listed names"
    assert {name for name in seen if name[:2] in ("远帆", "云图", "海豚")} - set(listed), "halves of two"
    assert any(name.isascii() for name in seen), "Latin names"
    other = Example("云州晨报回应。", ((0, 4, "ORG"),), "house")
    assert swapper.swap(other) is other


def test_sentences_to_label_are_neither_short_nor_long() -> None:
    text = "标题在第一行\n产值增长8%。好。" + "很" * 300 + "。海豚教育回应称，仍在调查。"
    assert list(sentences(text)) == ["标题在第一行", "产值增长8%。", "海豚教育回应称，仍在调查。"]
