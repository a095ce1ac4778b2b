"""Records built from their fields in order are the records built by name, and as frozen."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from extractor.records import DateRecord, FigureRecord, make_record

COMMON = {"text": "8%", "start": 2, "end": 4, "norm": "8 %", "sentence": "增长8%。", "rule": "units.percent"}


def test_the_same_as_by_name() -> None:
    named = FigureRecord(label="PERCENT", **COMMON, value=8, unit="%")
    fields = [getattr(named, name) for name in FigureRecord.__dataclass_fields__]
    built = make_record(FigureRecord, *fields)
    assert built == named
    assert hash(built) == hash(named)


def test_frozen() -> None:
    record = make_record(DateRecord, "DATE", *COMMON.values(), None, None, None)
    with pytest.raises(FrozenInstanceError):
        record.label = "MONEY"  # type: ignore[misc]


def test_every_field_is_needed() -> None:
    with pytest.raises(TypeError, match="missing 8"):
        make_record(DateRecord, "DATE", "今年")
