"""Records: frozen values with slots, made of all that is given."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from extractor.records import DateRecord, FigureRecord, PersonRecord, Record
from tests.extractors import shared_extractor

COMMON = {"text": "8%", "start": 2, "end": 4, "norm": "8 %", "sentence": "增长8%。", "rule": "units.percent"}
KINDS = (Record, PersonRecord, DateRecord)


@pytest.mark.parametrize("record", [*(kind(label="DATE", **COMMON) for kind in KINDS),
                                    FigureRecord(label="PERCENT", **COMMON, value=8)])  # fmt: skip
def test_a_record_is_frozen_and_small(record: Record) -> None:
    with pytest.raises(FrozenInstanceError):
        record.label = "MONEY"  # type: ignore[misc]
    assert not hasattr(record, "__dict__")
    assert hash(record) == hash(type(record)(**{name: getattr(record, name) for name in record.__dataclass_fields__}))


def test_records_of_an_article_are_of_these_types() -> None:
    article = {"text": "2024年，张伟说出口增长8%。", "published": "2025-01-20"}
    found = shared_extractor(model=None).extract(article).records
    assert {type(record) for record in found} <= {*KINDS, FigureRecord}
    assert [record.text for record in found if type(record) is FigureRecord] == ["8%"]


def test_common_fields_are_needed() -> None:
    with pytest.raises(TypeError, match="missing 5 required"):
        DateRecord(label="DATE", text="今年")  # type: ignore[call-arg]
