"""Lazy patterns behave as compiled ones, from their first use on, in any thread."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import regex

from extractor.lazy import lazy_re, lazy_regex

MAKERS: list[tuple[Callable[..., Any], Any]] = [(lazy_re, re), (lazy_regex, regex)]


@pytest.mark.parametrize(("make", "engine"), MAKERS)
def test_a_lazy_pattern_answers_as_the_compiled_one(make: Callable[..., Any], engine: Any) -> None:
    text = "增长5%，下降12%"
    lazy, compiled = make(r"(?P<number>\d+)%"), engine.compile(r"(?P<number>\d+)%")
    for name in ("search", "match", "fullmatch"):
        mine, wanted = getattr(lazy, name)(text), getattr(compiled, name)(text)
        assert (mine and mine.span()) == (wanted and wanted.span())
    assert lazy.match(text, 2)["number"] == "5"
    assert lazy.findall(text) == compiled.findall(text) == ["5", "12"]
    assert [m.span() for m in lazy.finditer(text)] == [(2, 4), (7, 10)]
    assert lazy.sub("几成", text) == "增长几成，下降几成"
    assert lazy.split(text) == compiled.split(text)
    assert (lazy.pattern, lazy.groups) == (compiled.pattern, 1)
    assert make("ab", engine.IGNORECASE).match("AB")


@pytest.mark.parametrize(("make", "engine"), MAKERS)
def test_nothing_is_compiled_before_the_first_use(make: Callable[..., Any], engine: Any) -> None:
    lazy = make("(")
    assert copy.copy(lazy) is not lazy
    with pytest.raises(engine.error):
        lazy.search("x")


@pytest.mark.parametrize(("make", "engine"), MAKERS)
def test_threads_may_use_it_first_at_the_same_time(make: Callable[..., Any], engine: Any) -> None:
    for number in range(20):
        lazy, start = make(rf"{number}\d"), Barrier(4)

        def find(lazy: Any = lazy, start: Barrier = start, number: int = number) -> bool:
            start.wait()
            return lazy.search(f"一{number}7") is not None

        with ThreadPoolExecutor(4) as pool:
            assert all(future.result() for future in [pool.submit(find) for _ in range(4)])
