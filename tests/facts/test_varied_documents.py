"""Annotated documents with other names and digits: the annotations still point at the figures and their words."""

from __future__ import annotations

import random
from typing import Any

from training.facts_augment import Names, varied

TEXT = "海川银行行长李涛表示，2024年海川银行净利润30.5亿元，同比增长8%。江州证券营收120万元。"
NAMES = [("ORG", "海川银行"), ("PERSON", "李涛"), ("ORG", "江州证券")]


def figure(words: str, subject: str, indicator: str, speaker: str | None) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "subject": subject, "indicator": indicator, "speaker": speaker}


DOCUMENT = {
    "title": "海川银行公布业绩",
    "text": TEXT,
    "figures": [
        figure("30.5亿元", "海川银行", "净利润", "李涛"),
        figure("8%", "海川银行", "净利润", "李涛"),
        figure("120万元", "江州证券", "营收", None),
    ],
}


def variants() -> list[dict[str, Any]]:
    pool = Names()
    pool.add([*NAMES, ("ORG", "云江农村商业银行"), ("PERSON", "陈明"), ("ORG", "东昌证券")])
    return [varied(DOCUMENT, NAMES, pool, random.Random(seed)) for seed in range(20)]


def test_figures_stay_where_their_annotations_point() -> None:
    for variant in variants():
        texts = [variant["text"][one["start"] : one["end"]] for one in variant["figures"]]
        assert [text.lstrip("0123456789.") for text in texts] == ["亿元", "%", "万元"]
        assert [len(text) for text in texts] == [6, 2, 5]


def test_dates_and_words_stay_while_digits_change() -> None:
    for variant in variants():
        assert "银行行长" in variant["text"] and "表示，2024年" in variant["text"] and "同比增长" in variant["text"]
    assert len({variant["text"][variant["figures"][0]["start"] :][:4] for variant in variants()}) > 5


def test_a_name_gives_way_to_one_of_its_kind_everywhere_at_once() -> None:
    for variant in variants():
        bank, speaker, broker = (variant["figures"][i][k] for i, k in ((0, "subject"), (0, "speaker"), (2, "subject")))
        assert (
            bank in ("海川银行", "云江农村商业银行")
            and speaker in ("李涛", "陈明")
            and broker in ("江州证券", "东昌证券")
        )
        assert variant["title"] == f"{bank}公布业绩"
        assert variant["text"].startswith(f"{bank}行长{speaker}表示，2024年{bank}净利润")
    assert len({variant["figures"][0]["subject"] for variant in variants()}) == 2


def test_the_document_itself_is_not_changed() -> None:
    variants()
    assert DOCUMENT["text"] == TEXT
