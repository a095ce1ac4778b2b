"""Pages made to take long: nested, unclosed and repeated tags cost work in proportion to their length.

Work is counted in calls of functions, which another's load on the machine does not change.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import lru_cache
from types import FrameType
from typing import Any

import pytest

from extractor.article import read_article
from extractor.rulebook import load_rulebook

TEXT = "<p>上半年，云岭省增加值达1280.5亿元，同比增长5.6%。</p>"
PAGES: dict[str, Callable[[int], str]] = {
    "empty tags below 900 open ones": lambda n: "<div>" * 900 + "<b></b>" * n + TEXT,
    "unclosed tags below 900 open ones": lambda n: "<div>" * 900 + "<i>" * n + TEXT,
    "unclosed tags that hold paragraphs": lambda n: "<b><p>" * n + TEXT,
    "tables within tables": lambda n: "<table><tr><td>" * (n // 4) + TEXT,
    "tables side by side in a layout table": lambda n: "<table><tr><td>" + "<table><tr><td>x</table>" * n + TEXT,
    "rows that hold divisions": lambda n: "<table>" + "<tr><td><div>x</div></td><td>y</td></tr>" * n + TEXT,
    "tables of data side by side": lambda n: "<table><tr><td>a<td>b<tr><td>c<td>5</table>" * n + TEXT,
    "a table of one row after another, broken off": lambda n: "<table>" + "<tr><td>a<td>5" * n,
    "links within fonts": lambda n: "<a><font>" * n + TEXT,
    "lists within lists": lambda n: "<ul><li>" * n + TEXT,
    "hidden parts": lambda n: "<div style='display:none'>" * 200 + "<p>x</p>" * n + TEXT,
    "parts with names of furniture": lambda n: "<div class='share nav'><p>x</p>" * n + TEXT,
    "comments": lambda n: "<!-- x -->" * n + TEXT,
    "attributes": lambda n: "<p " + "a=1 " * n + ">" + TEXT,
    "an open tag": lambda n: TEXT + "<" * n,
    "line breaks": lambda n: "<p>" + "<br>增长" * n + TEXT,
}
COUNT = 400


@lru_cache(maxsize=1)
def rulebook() -> Any:
    return load_rulebook()


def calls(page: str) -> int:
    """How many calls of functions, Python's and C's, reading a page takes."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        read_article({"html": f"<html><body>{page}"}, rulebook())
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", PAGES)
def test_twice_the_markup_takes_at_most_twice_the_work(name: str) -> None:
    page = PAGES[name]
    read_article({"html": page(4)}, rulebook())  # what is loaded at first use
    once, twice = calls(page(COUNT)), calls(page(2 * COUNT))
    assert twice <= 2.2 * once + 2_000


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_a_megabyte_of_markup_ends(name: str) -> None:
    """Minutes or hours where the time of a library grows with the square; the test ends at all where it does not."""
    page = PAGES[name]
    count = 1_000_000 // max(1, len(page(2)) - len(page(1)))
    assert read_article({"html": f"<html><body>{page(count)}"}, rulebook()).text is not None
