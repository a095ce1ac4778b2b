"""What fuzzing runs, each with the promises that must hold whatever it is given.

Targets take one generated input and raise where a promise is broken. Run as tests they try a few inputs; `python -m
tests.fuzz --seconds 3600` tries as many as the time allows.
"""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache, partial
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


def extract_in_processes(articles: list[dict[str, Any]]) -> None:
    """Many articles: the same records one by one, together, and in two worker processes; the same are refused."""
    shared = extractor()
    alone = [_alone(shared, article) for article in articles]
    wanted = [found for found in alone if found is not None]
    unread = [position for position, found in enumerate(alone) if found is None]
    for processes in (1, 2):
        refused: list[int] = []
        note = partial(_note, refused)
        found = [*shared.extract_many(articles, processes, on_error=note)]
        assert [one.to_dict() for one in found] == wanted, f"one by one and {processes} processes differ"
        assert refused == unread, f"{processes} processes refuse other articles"


def _note(refused: list[int], position: int, error: Exception) -> None:
    refused.append(position)


def _alone(shared: Extractor, article: dict[str, Any]) -> dict[str, Any] | None:
    """What one article gives; None where it is refused."""
    try:
        return shared.extract(article).to_dict()
    except ArticleError:
        return None


def read_bytes(raw: bytes) -> None:
    """Bytes are read or refused by name."""
    try:
        decode(raw)
        check_extraction(extractor().extract(raw))
    except ArticleError as error:
        assert str(error)
