"""The learned reader as a whole: the same answer in any company, places that point at words, clear errors."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from extractor import Extractor
from extractor.errors import ModelError
from extractor.facts.complete import completer
from extractor.facts.decode import softmax
from extractor.facts.readers.accurate import SHARE, AccurateNetwork, mean
from extractor.facts.readers.network import ARRAYS, DATA, GRAPH, LazyNetwork, Transformer
from extractor.facts.readers.neural import NeuralReader
from extractor.facts.readers.pieces import Pieces
from tests.extractors import shared_extractor
from tests.facts.reading import facts, reads_each_article_alone

READER = shared_extractor()
ARTICLES = [
    {"text": "2024年，云江省规模以上工业增加值同比增长6.3%，出口1,234.5亿元。", "published": "2025-01-20"},
    {"text": "海棠生物发布公告，前三季度营收12.3亿元，同比增长8%；净利润2亿元，下降3.1%。", "published": "2025-10-30"},
    {"text": "没有数字的一句话。"},
    {"text": "销量5万辆。" * 60, "title": "滨江汽车销量"},
]


def test_an_answer_does_not_depend_on_what_else_is_read() -> None:
    reads_each_article_alone(READER, ARTICLES, 66)


def test_spans_point_at_the_words() -> None:
    for article in ARTICLES:
        extraction = READER.extract(article)
        text = extraction.article.text
        for figure in extraction.figures:
            for spans, words in ((figure.subject_spans, figure.subject), (figure.indicator_spans, figure.indicator)):
                taken = "".join(text[start:end] for start, end in spans)
                assert not spans or taken == words
            assert figure.confidence is not None and 0 < figure.confidence < 1


def test_rules_alone_give_no_confidence() -> None:
    figures = shared_extractor(facts="rules").extract(ARTICLES[0]).figures
    assert figures and all(figure.confidence is None for figure in figures)


def test_rules_alone_are_the_default_without_a_model() -> None:
    assert Extractor(model=None).facts == "rules"
    assert Extractor().facts == "accurate"


def test_an_unknown_reader_is_named() -> None:
    with pytest.raises(ModelError, match=r"'exact'.*accurate.*rules"):
        Extractor(facts="exact")  # type: ignore[arg-type]


def test_missing_files_are_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"reader\.onnx.*reinstall.*rules"):
        Transformer(tmp_path)


def test_damaged_files_are_named(tmp_path: Path) -> None:
    (tmp_path / GRAPH).write_bytes((DATA / GRAPH).read_bytes())
    (tmp_path / ARRAYS).write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r"reader\.npz is damaged"):
        Transformer(tmp_path)


def test_the_reader_travels_to_other_processes() -> None:
    copy = pickle.loads(pickle.dumps(READER))
    assert copy.facts == "accurate"
    assert facts(copy.extract(ARTICLES[0])) == facts(READER.extract(ARTICLES[0]))


def test_figures_come_in_order_and_their_list_is_emptied() -> None:
    from tests.facts.reading import read

    document, figures, dates, names = read(READER, ARTICLES[1]["text"])
    taken = [*figures]
    reader = NeuralReader(READER.rulebook, completer(READER.rulebook), LazyNetwork(AccurateNetwork))
    assert [figure for figure, _ in reader(document, figures, dates, names)] == taken
    assert figures == []


def test_two_networks_answers_are_averaged_as_probabilities() -> None:
    sure, unsure = np.array([[4.0, 0.0, -2.0]]), np.array([[0.1, 0.3, 0.2]])
    mixed = softmax(mean(sure, unsure))
    assert mixed.sum() == pytest.approx(1)
    assert mixed.argmax() == 0  # who is sure decides
    assert softmax(unsure)[0, 0] < mixed[0, 0] < softmax(sure)[0, 0]
    assert softmax(mean(sure, sure + 7)) == pytest.approx(softmax(sure), abs=1e-5)  # only differences count
    excluded = mean(np.array([[200.0, 0.0]]), np.array([[0.0, 30.0]]))
    assert excluded[0, 0] > excluded[0, 1]  # both are sure: the larger share decides
    assert SHARE < 0.5


@pytest.mark.parametrize(
    ("text", "pieces"),
    [("国家统计局", ["▁", "国家", "统计", "局"]), ("国Ｘ", ["▁", "国", "?"]), ("", ["▁"])],
)
def test_pieces_are_the_likeliest_cut(text: str, pieces: list[str]) -> None:
    vocabulary = ["?", "▁", "国", "家", "国家", "统计", "统", "计", "局"]
    scores = [0.0, -1.0, -5.0, -5.0, -6.0, -6.0, -5.0, -5.0, -5.0]
    numbers, of = Pieces(vocabulary, scores, 0, {"Ｘ": "X"}).cut(text)
    assert [vocabulary[number] for number in numbers] == pieces
    assert of == [place for place, piece in enumerate(pieces) if piece != "▁" for _ in piece]
