"""Patterns that are compiled when they are first used: an article needs one in three, and compiling takes the longest
part of loading.

In: a regular expression. Out: what behaves as its compiled pattern. 例: lazy_re(r"\\d+") is compiled at .search("1").
"""

from __future__ import annotations

import re
from typing import Any, cast

import regex

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "split")


class _Lazy:
    """A pattern not yet compiled. Threads that use it first at the same time each compile it, with equal results."""

    def __init__(self, engine: Any, pattern: str, flags: int) -> None:
        self._engine, self._source, self._flags = engine, pattern, flags

    def __getattr__(self, name: str) -> Any:
        # asked only for what the object lacks: its methods are in it from the first use on
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = self._engine.compile(self._source, self._flags)
        for method in _METHODS:
            self.__dict__[method] = getattr(compiled, method)
        return getattr(compiled, name)


def lazy_re(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern of `re`, compiled when a method of it is first asked for.

    The attribute `re` of a match is the compiled pattern, not this one: do not compare them.

    Raises:
        re.error: at the first use, where the pattern is none; compile at once what users write.
    """
    return cast("re.Pattern[str]", _Lazy(re, pattern, flags))


def lazy_regex(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """The same of `regex`."""
    return cast("regex.Pattern[str]", _Lazy(regex, pattern, flags))
