"""Every section of rules/ is read by something: one that nothing reads looks like a rule and does nothing."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from extractor import Extractor, pipeline, pivot
from extractor.cleaning import cleaner_of
from extractor.display import report
from extractor.export import columns
from extractor.periods.words import Words
from extractor.reading import published
from extractor.rulebook import Entry, Rulebook, load_rulebook
from extractor.segmentation import segmenter_of
from extractor.tables.rules import TableRules

Place = tuple[str, str]


class Recorded(dict[Place, tuple[Entry, ...]]):
    """Sections that remember which of them were asked for."""

    def __init__(self, sections: Any) -> None:
        super().__init__(sections)
        self.read: set[Place] = set()

    def __getitem__(self, place: Place) -> tuple[Entry, ...]:
        self.read.add(place)
        return super().__getitem__(place)

    def get(self, place: Place, default: Any = None) -> Any:
        self.read.add(place)
        return super().get(place, default)


def touch(values: object) -> None:
    """Make every value that an object makes at its first use."""
    for name, value in vars(type(values)).items():
        if isinstance(value, cached_property):
            getattr(values, name)


def unread(directory: Path, monkeypatch: pytest.MonkeyPatch) -> set[Place]:
    """The sections of a directory and of the package that neither an article nor an export makes anything read."""
    plain = load_rulebook([directory])  # another rulebook than that of other tests, so that nothing is made of it yet
    sections = Recorded(plain.sections)
    book = Rulebook(plain.directories, plain.disabled, sections, plain.stamp)
    with monkeypatch.context() as patch:
        for module in (pipeline, columns, pivot, published, report):
            patch.setattr(module, "load_rulebook", lambda *_: book)
        table = "|指标（万元）|2024年|同比|\n|---|---|---|\n|营业收入|3.2|5%|\n"
        Extractor().extract({"text": f"2024年，云江省出口增长8%，张伟说。\n\n{table}", "published": "2025-01-20"})
        segmenter_of(book)
        cleaner_of(book)
        published._short_day.__wrapped__()
        report.dateline_pattern()
        columns._usual_names.__wrapped__()
        pivot._conversions.__wrapped__()
        for values in (Words(book), TableRules(book)):
            touch(values)
        Words(book).not_before_word("明年")
    return set(sections) - sections.read


def test_every_section_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "figures.txt").write_text("[no_such_section]\n词\n", encoding="utf-8")
    assert unread(tmp_path, monkeypatch) == {("figures", "no_such_section")}


def test_names_of_sections_have_one_style() -> None:
    names = {name for _, name in load_rulebook().sections}
    assert not {name for name in names if not re.fullmatch(r"[a-z][a-z_0-9]*", name)}
