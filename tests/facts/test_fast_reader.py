"""The fast reader as a whole: the same answer in any company, in threads and processes; clear errors."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from extractor import Extractor
from extractor.errors import ModelError
from extractor.facts.readers.fast import CALIBRATION, GRAPH, FastNetwork
from extractor.facts.readers.network import DATA
from extractor.ner.bundled import embeddings
from tests.extractors import shared_extractor
from tests.facts.reading import facts, reads_each_article_alone

READER = shared_extractor(facts="fast")
ARTICLES = [
    {"text": "前三季度，青岚省规模以上工业增加值同比增长5.9%，进出口总额2,345.6亿元。", "published": "2025-10-24"},
    {
        "text": "松溪药业公告，上半年实现营业收入8.7亿元，同比增长11%；研发投入1.2亿元，下降0.4%。",
        "published": "2025-08-29",
    },
    {"text": "这里没有数字。"},
    {"text": "产量3万台。" * 60, "title": "白石机电产量"},
    {"text": "据介绍，全市新增就业12万人，比上年同期多2万人。" * 3, "published": "2025-07-02"},
]


def test_an_answer_does_not_depend_on_what_else_is_read() -> None:
    reads_each_article_alone(READER, ARTICLES, 72)


def test_threads_share_a_reader() -> None:
    alone = [facts(READER.extract(article)) for article in ARTICLES]
    fresh = Extractor(facts="fast")
    with ThreadPoolExecutor(4) as threads:
        assert [facts(one) for one in threads.map(fresh.extract, ARTICLES * 3)] == alone * 3


def test_the_reader_travels_to_other_processes() -> None:
    copy = pickle.loads(pickle.dumps(READER))
    assert copy.facts == "fast"
    assert facts(copy.extract(ARTICLES[0])) == facts(READER.extract(ARTICLES[0]))


def test_each_figure_has_a_confidence_and_places_of_its_words() -> None:
    assert (DATA / CALIBRATION).is_file()
    for article in ARTICLES:
        extraction = READER.extract(article)
        text = extraction.article.text
        for figure in extraction.figures:
            assert figure.confidence is not None and 0 < figure.confidence < 1
            for spans, words in ((figure.subject_spans, figure.subject), (figure.indicator_spans, figure.indicator)):
                assert not spans or "".join(text[start:end] for start, end in spans) == words


def test_it_reads_without_a_model_of_names() -> None:
    figures = shared_extractor(model=None, facts="fast").extract(ARTICLES[0]).figures
    assert [figure.indicator for figure in figures if figure.text == "2,345.6亿元"] == ["进出口总额"]


def test_a_missing_file_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"fast\.onnx.*reinstall.*rules"):
        FastNetwork(tmp_path)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / GRAPH).write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r"fast\.onnx is damaged"):
        FastNetwork(tmp_path)


def test_it_is_small() -> None:
    assert (DATA / GRAPH).stat().st_size < 2_000_000


@pytest.mark.parametrize("text", ["统计局", "统\n计", "Ａ股\ud800😀", "x"])
def test_each_character_has_a_row_of_embeddings(text: str) -> None:
    rows = embeddings(text)
    assert rows.shape == (len(text), 128)
    assert np.isfinite(rows).all() and np.abs(rows).sum(1).min() > 0
