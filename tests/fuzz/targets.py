"""What fuzzing runs, each with the promises that must hold whatever it is given.

Targets take one generated input and raise where a promise is broken. Run as tests they try a few inputs; `python -m
tests.fuzz --seconds 3600` tries as many as the time allows.
"""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any

from extractor import Extractor
from extractor.errors import ArticleError
from extractor.extraction import Extraction
from extractor.mentions import FIGURE_LABELS, LABELS
from extractor.reading.decoding import decode


@lru_cache(maxsize=2)
def extractor(model: str | None = None) -> Extractor:
    """The extractor that all runs share."""
    return Extractor(model=model)


def check_extraction(found: Extraction) -> None:
    """The promises of every extraction: offsets, order, periods, JSON."""
    text = found.article.text
    for record in found.records:
        assert record.label in LABELS
        assert 0 <= record.start < record.end <= len(text), record
        assert text[record.start : record.end] == record.text, record
        assert record.norm and record.rule, record
        for name in ("period", "base"):
            first, last = getattr(record, f"{name}_start", None), getattr(record, f"{name}_end", None)
            for day in (first, last):
                assert day is None or date.fromisoformat(day), record
            assert first is None or last is None or first <= last, record
        if record.label in FIGURE_LABELS:
            for start, end in (*record.subject_spans, *record.indicator_spans):
                assert 0 <= start < end <= len(text), record
    assert [r.start for r in found.records] == sorted(r.start for r in found.records)
    plain = found.to_dict()
    assert json.loads(found.to_json()) == json.loads(json.dumps(plain)), "JSON round trip"
    assert json.loads(found.to_json())["article"]["text"] == text
    assert len(found.rows()) == len(found.records)
    assert found.fact_rows() is not None
    for record in found.records:
        assert isinstance(record.explain() if record.label in FIGURE_LABELS else "", str)


def extract_text(article: dict[str, Any], model: str | None = None) -> None:
    """Text, page or mapping: extraction ends, and is the same alone as in a batch."""
    try:
        one = extractor(model).extract(article)
    except ArticleError:
        assert isinstance(article.get("html"), bytes), "only bytes can be in no encoding"
        return
    check_extraction(one)
    beside = extractor(model).extract_batch(
        [{"text": "产值增长5%。"}, article, {"content": "<p>降准0.5个百分点。</p>"}]
    )
    assert beside[1].to_dict() == one.to_dict(), "one and batch differ"


def read_bytes(raw: bytes) -> None:
    """Bytes are read or refused by name."""
    try:
        decode(raw)
        check_extraction(extractor().extract(raw))
    except ArticleError as error:
        assert str(error)
