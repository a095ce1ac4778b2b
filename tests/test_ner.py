"""The bundled model: what it finds, that it always finds the same, and that nothing breaks it."""

from __future__ import annotations

import pickle
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import numpy as np
import pytest

from extractor.errors import ModelError
from extractor.ner import NamedSpan, load_model
from extractor.ner.bundled import DATA, BundledModel, _loaded
from extractor.ner.decoding import FOLLOWS, LABELS, MAY_BEGIN, MAY_END, TAGS, decode
from extractor.ner.features import GAP, Vocabulary
from extractor.ner.network import NumpyNetwork

NEWS = [
    "国家统计局新闻发言人付凌晖在北京介绍了上半年国民经济运行情况。",
    "比亚迪董事长王传福表示，公司将在匈牙利设厂。",
    "中国人民银行行长潘功胜会见了法国央行行长维勒鲁瓦。",
    "浙江省杭州市市场监督管理局公布抽检结果。",
    "今年以来，工业生产平稳增长，就业形势总体稳定。",
    "",
    "清华大学教授李稻葵认为，消费恢复仍需时间。",
]


@pytest.fixture(scope="module")
def model() -> BundledModel:
    found = load_model("bundled")
    assert isinstance(found, BundledModel)
    return found


def names(model: BundledModel, sentence: str) -> list[tuple[str, str]]:
    return [(sentence[s.start : s.end], s.label) for s in model.label([sentence])[0]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (NEWS[0], [("国家统计局", "ORG"), ("付凌晖", "PERSON"), ("北京", "LOC")]),
        (NEWS[1], [("比亚迪", "ORG"), ("王传福", "PERSON"), ("匈牙利", "LOC")]),
        (NEWS[4], []),
        (
            "財政部部長劉昆在國務院新聞辦公室發布會上介紹情況。",
            [("財政部", "ORG"), ("劉昆", "PERSON"), ("國務院新聞辦公室", "ORG")],
        ),
    ],
)
def test_names_of_news(model: BundledModel, sentence: str, expected: list[tuple[str, str]]) -> None:
    assert names(model, sentence) == expected


def test_traditional_and_simplified_script_give_the_same_spans(model: BundledModel) -> None:
    simplified = "财政部部长刘昆在上海证券交易所讲话。"
    traditional = "財政部部長劉昆在上海證券交易所講話。"
    assert [s[:3] for s in model.label([simplified])[0]] == [s[:3] for s in model.label([traditional])[0]]


def test_scores_lie_between_0_and_1(model: BundledModel) -> None:
    scores = [span.score for spans in model.label(NEWS) for span in spans]
    assert scores
    assert all(score is not None and 0 < score <= 1 for score in scores)


def test_a_sentence_has_the_same_names_alone_in_company_and_in_any_order(model: BundledModel) -> None:
    many = NEWS * 40
    together = model.label(many)
    assert together == [model.label([sentence])[0] for sentence in many]
    order = list(range(len(many)))
    random.Random(3).shuffle(order)
    shuffled = model.label([many[i] for i in order])
    assert [shuffled[order.index(i)] for i in range(len(many))] == together


def test_threads_share_one_model(model: BundledModel) -> None:
    fresh = BundledModel()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(fresh.label, [NEWS] * 8)) == [model.label(NEWS)] * 8


def test_a_copy_for_another_process_is_small_and_answers_alike(model: BundledModel) -> None:
    copy = pickle.dumps(model)
    assert len(copy) < 1000
    assert pickle.loads(copy).label(NEWS) == model.label(NEWS)


def test_numpy_gives_the_answers_of_onnxruntime(model: BundledModel) -> None:
    plain = BundledModel(network=NumpyNetwork(_loaded(DATA).arrays))
    ours, theirs = plain.label(NEWS), model.label(NEWS)
    assert [[s[:3] for s in spans] for spans in ours] == [[s[:3] for s in spans] for spans in theirs]
    for a, b in zip(chain(*ours), chain(*theirs), strict=True):
        assert a.score == pytest.approx(b.score, abs=0.02)


@pytest.mark.extended
def test_the_default_path_imports_neither_spacy_nor_torch() -> None:
    code = (
        "import sys; from extractor.ner import load_model; load_model('bundled').label(['李涛在北京说。']);"
        "print([m for m in ('spacy', 'torch', 'pandas') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        " ",
        "\n",
        "。",
        "李",
        "😀" * 300,
        "李涛😀在北京🇨🇳说",
        "\ue000\uf8ff\U0002a6d6𠮷野家",
        "lone \ud800 surrogate 在北京",
        "Tesla Inc. and Elon Musk in Shanghai",
        "Ｔｅｓｌａ在上海设厂，１２３",
        "a" * 10_000,
        "北京市市长李明说，" * 1200,
        "\u0000\u200b\ufeff零宽",
    ],
)
def test_no_text_breaks_it_and_every_span_lies_inside(model: BundledModel, sentence: str) -> None:
    spans = model.label([sentence, "李涛在北京说。"])[0]
    at = 0
    for span in spans:
        assert at <= span.start < span.end <= len(sentence)
        assert span.label in LABELS
        at = span.end


def test_a_very_long_sentence_is_run_in_windows_that_change_nothing(
    model: BundledModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = "北京市市长李明说，清华大学教授王大力表示，" * 500
    whole = model.label([sentence])
    monkeypatch.setattr("extractor.ner.bundled.LONG", 10**9)
    assert model.label([sentence]) == whole


def test_no_sentences_no_names(model: BundledModel) -> None:
    assert model.label([]) == []
    assert model.label(["", ""]) == [[], []]


def test_a_damaged_or_missing_model_is_an_error_that_says_what_to_do(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    with pytest.raises(ModelError, match="reinstall"):
        BundledModel(folder).label(["李涛"])
    (folder / "model.onnx").write_bytes(b"")
    (folder / "model.npz").write_bytes(b"no archive")
    with pytest.raises(ModelError, match="damaged"):
        BundledModel(folder).label(["李涛"])


# ---------------------------------------------------------------------------------------------------------- decoding


def one(tags: list[str], other: dict[int, dict[str, float]] | None = None) -> list[tuple[int, int, str]]:
    """Spans decoded from scores whose best tags are `tags`, with further scores at some places."""
    scores = np.full((len(tags), len(TAGS)), -20, dtype=np.float32)
    for i, tag in enumerate(tags):
        scores[i, TAGS.index(tag)] = -0.1
        for name, value in (other or {}).get(i, {}).items():
            scores[i, TAGS.index(name)] = value
    return [s[:3] for s in decode(scores, np.array([0]), np.array([len(tags)]))[0]]


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        (["O", "O"], []),
        (["B-PERSON", "E-PERSON", "O"], [(0, 2, "PERSON")]),
        (["S-LOC", "S-LOC"], [(0, 1, "LOC"), (1, 2, "LOC")]),
        (["B-ORG", "I-ORG", "E-ORG", "B-LOC", "E-LOC"], [(0, 3, "ORG"), (3, 5, "LOC")]),
    ],
)
def test_legal_tags_are_read_as_they_stand(tags: list[str], spans: list[tuple[int, int, str]]) -> None:
    assert one(tags) == spans


def test_illegal_tags_give_way_to_the_best_legal_ones() -> None:
    # An end without a beginning: O for the second is far better than any legal entity.
    assert one(["O", "E-ORG", "O"], {1: {"O": -0.5}}) == []
    # A beginning that is not gone on with, where an inside would be almost as good.
    assert one(["B-ORG", "O", "E-ORG"], {1: {"I-ORG": -0.3}}) == [(0, 3, "ORG")]


def test_search_finds_the_optimum_of_all_legal_sequences() -> None:
    random_scores = np.random.default_rng(7).normal(size=(40, 4, len(TAGS))).astype(np.float32)
    for scores in random_scores:
        best, best_sum = None, -1e9
        grid = np.indices((len(TAGS),) * 4).reshape(4, -1).T
        legal = MAY_BEGIN[grid[:, 0]] & MAY_END[grid[:, 3]]
        for i in range(3):
            legal &= FOLLOWS[grid[:, i], grid[:, i + 1]]
        sums = scores[np.arange(4), grid[legal]].sum(axis=1)
        best, best_sum = grid[legal][sums.argmax()], sums.max()
        assert best_sum > -1e8
        exact = np.full((4, len(TAGS)), -50, dtype=np.float32)
        exact[np.arange(4), best] = 0
        expected = decode(exact, np.array([0]), np.array([4]))
        found = decode(scores, np.array([0]), np.array([4]))
        assert [s[:3] for s in found[0]] == [s[:3] for s in expected[0]]


# ---------------------------------------------------------------------------------------------------------- features


def test_words_are_read_from_both_sides() -> None:
    vocabulary = Vocabulary(["李", "干", "杰", "出", "席", "杰出", "出席"], [])
    features = vocabulary.features(["李干杰出席"])
    words = (*vocabulary.words, "?")
    assert [words[i] for i in features.forward[GAP:-GAP]] == ["李", "干", "杰出", "杰出", "席"]
    assert [words[i] for i in features.backward[GAP:-GAP]] == ["李", "干", "杰", "出席", "出席"]
    # forward place * 4 + backward place: 杰 begins the one word and is the other alone.
    assert features.place[GAP:-GAP].tolist() == [15, 15, 3, 8, 14]


def test_folding_changes_characters_and_never_offsets() -> None:
    vocabulary = Vocabulary(["国", "会", "a", "国会"], [("國", "国"), ("會", "会"), ("Ａ", "a"), ("A", "a")])
    folded = vocabulary.features(["國會Ａ", "国会a"])
    assert folded.lengths.tolist() == [3, 3]
    first, second = (slice(s, s + 3) for s in folded.starts.tolist())
    assert folded.characters[first].tolist() == folded.characters[second].tolist()
    assert folded.forward[first].tolist() == folded.forward[second].tolist()


def test_named_span_is_a_plain_tuple() -> None:
    assert NamedSpan(0, 2, "PERSON") == (0, 2, "PERSON", None, None)
