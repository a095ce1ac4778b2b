"""Segmentation: sentences, clauses, words."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.rulebook import load_rulebook
from extractor.segmentation import Engine, Segmenter, segmenter_of, split_clauses, split_sentences

CHINESE = st.text(alphabet="中增长亿元年月，。；：！？“”（）《》 \n\t0123456789.%abcＡ　", max_size=200)


@lru_cache(maxsize=2)
def plain(engine: Engine) -> Segmenter:
    return Segmenter(engine=engine)


ENGINES: list[Engine] = ["rjieba", "jieba"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("一季度增长8%。二季度增长9%！", ["一季度增长8%。", "二季度增长9%！"]),
        ("他说：“会好的。”随后离开。", ["他说：“会好的。”", "随后离开。"]),
        ("（资金已到位。）工程开工", ["（资金已到位。）", "工程开工"]),
        ("第一行\n\n　　第二行", ["第一行", "第二行"]),
        ("增长8.5%，出口1.2亿元", ["增长8.5%，出口1.2亿元"]),
        ("真的？！是的……好。", ["真的？！", "是的……好。"]),
        ("", []),
        (" \n　\n", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in split_sentences(text)] == sentences


def test_sentences_know_their_paragraph() -> None:
    assert [s.paragraph for s in split_sentences("甲。乙。\n丙。\n\n丁")] == [0, 0, 1, 3]


def test_a_stretch_without_a_stop_is_cut_at_a_comma() -> None:
    text = "第三产业增长6.1%，" * 2_000
    sentences = split_sentences(text)
    assert "".join(s.text for s in sentences) == text
    assert all(s.text.endswith("，") and len(s.text) <= 4_000 for s in sentences)
    assert [len(s.text) for s in split_sentences("长" * 10_000)] == [4_000, 4_000, 2_000]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("产值10亿元，同比增长8%；出口下降。", ["产值10亿元，", "同比增长8%；", "出口下降。"]),
        ("1，234万元与12:30不断开", ["1，234万元与12:30不断开"]),
        ("2020年，增长8%，其中：工业5%", ["2020年，", "增长8%，", "其中：", "工业5%"]),
        ("无标点", ["无标点"]),
        ("", []),
    ],
)
def test_clauses(text: str, clauses: list[str]) -> None:
    assert [text[start:end] for start, end in split_clauses(text)] == clauses


def test_clauses_of_a_stretch() -> None:
    text = "甲，乙，丙，丁"
    assert [text[a:b] for a, b in split_clauses(text, 2, 6)] == ["乙，", "丙，"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("产值10亿元，同比增长8%。", ["产值", "10", "亿元", "，", "同比", "增长", "8%", "。"]),
        ("国家统计局发布数据", ["国家统计局", "发布", "数据"]),
        ("", []),
    ],
)
def test_words(engine: Engine, text: str, words: list[str]) -> None:
    assert plain(engine).words(text) == words


@pytest.mark.parametrize("engine", ENGINES)
def test_user_words_are_kept_whole(engine: Engine) -> None:
    text = "支持专精特新企业，推进统筹城乡综改试验"
    assert Segmenter(["专精特新", "统筹城乡综改试验"], engine).words(text) == [
        "支持", "专精特新", "企业", "，", "推进", "统筹城乡综改试验",
    ]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_the_words_of_the_rules_are_user_words(engine: Engine) -> None:
    rulebook = load_rulebook()
    terms = [w for s in rulebook.names("policy_terms") for w in rulebook.words("policy_terms", s)]
    whole = [term for term in terms if term.isalnum() and 4 <= len(term) <= 6][:100]
    segmenter = segmenter_of(rulebook, engine)
    assert whole
    assert [term for term in whole if term not in segmenter.words(f"，{term}，")] == []
    assert segmenter_of(rulebook, engine) is segmenter


@pytest.mark.parametrize("engine", ENGINES)
def test_parts_of_speech(engine: Engine) -> None:
    assert plain(engine).tagged("企业购买10吨煤炭") == [
        ("企业", "n"), ("购买", "v"), ("10", "m"), ("吨", "m"), ("煤炭", "n"),
    ]  # fmt: skip


def test_the_engines_agree() -> None:
    text = (
        "据介绍，今年前三季度全省规模以上工业增加值同比增长6.3%，比上半年加快0.4个百分点；高技术制造业投资增长18.9%，"
        "新能源汽车产量达到52.6万辆。省发展改革委副主任表示，下一步将围绕现代化产业体系建设，推动重大项目早开工、早投产。"
    )
    assert plain("rjieba").words(text) == plain("jieba").words(text)


@given(CHINESE)
def test_nothing_is_lost(text: str) -> None:
    sentences = split_sentences(text)
    assert all(text[s.start : s.end] == s.text for s in sentences)
    assert "".join("".join(s.text for s in sentences).split()) == "".join(text.split())
    clauses = split_clauses(text)
    assert "".join(text[a:b] for a, b in clauses) == text
    segmenter = segmenter_of(load_rulebook())
    assert "".join(segmenter.words(text)) == text
    assert [text[a:b] for a, b in segmenter.spans(text)] == segmenter.words(text)


@pytest.mark.extended
def test_jieba_is_used_without_traces() -> None:
    """No log lines, no cache file, the shared tokenizer untouched."""
    code = (
        "import sys; from extractor.segmentation import Segmenter\n"
        "print(Segmenter(['统筹城乡综改试验'], engine='jieba').words('推进统筹城乡综改试验'))\n"
        "Segmenter(engine='jieba').tagged('企业装载')\n"
        "import jieba; print(jieba.dt.initialized, jieba.dt.FREQ)"
    )
    with tempfile.TemporaryDirectory() as temporary:
        environment = {"TMPDIR": temporary, "PYTHONPATH": ":".join(p for p in sys.path if p), "PATH": ""}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
        assert done.stdout.split("\n")[:2] == ["['推进', '统筹城乡综改试验']", "False {}"]
        assert done.stderr == ""
        assert list(Path(temporary).iterdir()) == []
