"""Backtracking: how many steps a regular expression can be made to take, before it meets a text that makes it.

In: a pattern, as `re` or `regex` writes it. Out: the most steps that a backtracking matcher takes on lines made from
the pattern itself to provoke it. 例: (?:a|\\d{1,8})*b takes millions of steps on 1111…1, (?:a|\\d)*+b a few hundred.

The matcher here is a plain one that counts, as those of C cannot be asked. Its steps depend on
nothing but pattern and text, so that a limit on them can be tested.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from itertools import islice
from typing import Any

from extractor.backtracking_probes import CATEGORIES, letter_test, pumps

if sys.version_info >= (3, 11):
    from re import _parser as parser  # type: ignore[attr-defined]
else:
    import sre_parse as parser

PROBE_LENGTH = 80
"""Characters of a line that probes a pattern."""

MOST_STEPS = 150_000
"""More steps than this on one line are refused: a pattern of quadratic time stays below, one of cubic time does not."""

_MOST_PROBES = 12
_GENERAL = ("1", "一", " ", "a", "1,", "（", "[", "<", "“", "、", "-", "：", "|", "*", "\n", "/", "1月")
_ENDINGS = ("\x01", "。%")
_HAN = re.compile(r"\\p\{(?:Han|IsHan|Script=Han)\}")
_SET_FLAGS = re.compile(r"\(\?[V01afrbe]+\)")

_Next = Callable[[int], bool]
_Match = Callable[[int, _Next], bool]


class Unknown(Exception):
    """The pattern holds something that this module cannot follow."""


class _Exhausted(Exception):
    """More steps were taken than asked for."""


class Probe:
    """A pattern whose steps can be counted.

    Raises:
        Unknown: it holds something that cannot be followed, as a named list or a recursion.
    """

    def __init__(self, pattern: str) -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what `regex` takes for sets of sets one day
                self._tree: Any = parser.parse(_SET_FLAGS.sub("", _HAN.sub("[一-鿿]", pattern)))
        except (re.error, OverflowError, RecursionError) as error:
            raise Unknown(str(error)) from None
        self._flags = self._tree.state.flags
        self._text = ""
        self._steps = 0
        self._limit = 0
        self._groups: dict[int, tuple[int, int]] = {}
        self._start = self._sequence(list(iter(self._tree)))

    def steps(self, text: str, limit: int = MOST_STEPS) -> int:
        """The steps that a search through `text` takes, or limit + 1 where they are more."""
        self._text, self._steps, self._limit = text, 0, limit
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(max(before, 20_000))
        try:
            for start in range(len(text) + 1):
                self._groups.clear()
                if self._start(start, lambda end: end == len(text)):
                    break
        except _Exhausted:
            return limit + 1
        except RecursionError:
            raise Unknown("nested too deeply") from None
        finally:
            sys.setrecursionlimit(before)
        return self._steps

    def worst(self, length: int = PROBE_LENGTH, limit: int = MOST_STEPS) -> tuple[int, str]:
        """The most steps on any line that probes the pattern, and that line."""
        most, found = 0, ""
        for text in islice(self.probes(length), _MOST_PROBES):
            steps = self.steps(text, limit)
            if steps > most:
                most, found = steps, text
            if most > limit:
                break
        return most, found

    def probes(self, length: int) -> Iterator[str]:
        """Lines that begin as the pattern does, go on in its repeats' own characters, and end so that it fails."""
        seen = set()
        own = sorted(pumps([*self._tree], ""), key=lambda pump: len(pump[1]))  # one letter before whole words
        for head, unit in [*own, *(("", unit) for unit in _GENERAL)]:
            for ending in _ENDINGS:
                body = length - len(head) - len(ending)
                text = head + (unit * (body // len(unit) + 1))[: max(0, body)] + ending
                if text not in seen:
                    seen.add(text)
                    yield text

    # ---- the matcher: each node becomes a function of a place and of what must match behind it ----------------------

    def _count(self) -> None:
        self._steps += 1
        if self._steps > self._limit:
            raise _Exhausted

    def _sequence(self, nodes: list[Any]) -> _Match:
        parts = [self._node(*node) for node in nodes]
        if len(parts) == 1:
            return parts[0]

        def match(at: int, then: _Next, first: int = 0) -> bool:
            if first == len(parts):
                return then(at)
            return parts[first](at, lambda end: match(end, then, first + 1))

        return match

    def _node(self, code: Any, value: Any) -> _Match:
        test = letter_test(code, value, bool(self._flags & re.IGNORECASE), bool(self._flags & re.DOTALL))
        if test is not None:
            return self._letter(test)
        compile_node = self._compilers.get(str(code))
        if compile_node is None:
            raise Unknown(str(code))
        return compile_node(value)

    @cached_property
    def _compilers(self) -> dict[str, Callable[[Any], _Match]]:
        """What compiles each kind of node of a parsed pattern, by its name in `re`."""
        repeats = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
        return {
            **{name: partial(self._repeat_node, name) for name in repeats},
            "SUBPATTERN": lambda value: self._group(value[0], self._sequence(list(value[3]))),
            "BRANCH": lambda value: self._branch([self._sequence(list(branch)) for branch in value[1]]),
            "ATOMIC_GROUP": lambda value: self._atomic(self._sequence(list(value))),
            "ASSERT": lambda value: self._around(value[0], list(value[1]), value[1].getwidth(), True),
            "ASSERT_NOT": lambda value: self._around(value[0], list(value[1]), value[1].getwidth(), False),
            "AT": lambda value: self._place(str(value)),
            "GROUPREF": self._again,
            "FAILURE": lambda value: lambda at, then: False,
        }

    def _repeat_node(self, name: str, value: Any) -> _Match:
        low, high, body = value
        return self._repeat(int(low), int(high), list(body), name)

    def _letter(self, test: Callable[[str], bool]) -> _Match:
        def match(at: int, then: _Next) -> bool:
            self._count()
            return at < len(self._text) and test(self._text[at]) and then(at + 1)

        return match

    def _repeat(self, low: int, high: int, body: list[Any], name: str) -> _Match:
        test = None
        if len(body) == 1:
            test = letter_test(body[0][0], body[0][1], bool(self._flags & re.IGNORECASE), bool(self._flags & re.DOTALL))
        if test is not None:
            return self._letters(low, high, test, name)
        inner = self._sequence(body)
        lazy = name == "MIN_REPEAT"

        def rounds(at: int, then: _Next, done: int = 0) -> bool:
            self._count()
            if lazy and done >= low and then(at):
                return True
            if done < high and inner(at, lambda end: (end > at or done < low) and rounds(end, then, done + 1)):
                return True
            return not lazy and done >= low and then(at)

        return self._atomic(rounds) if name == "POSSESSIVE_REPEAT" else rounds

    def _letters(self, low: int, high: int, test: Callable[[str], bool], name: str) -> _Match:
        """A repeat of one letter, without a call a letter."""

        def match(at: int, then: _Next) -> bool:
            most = at
            text, end = self._text, min(len(self._text), at + high)
            while most < end and test(text[most]):
                most += 1
            self._steps += most - at
            self._count()
            if most - at < low:
                return False
            if name == "POSSESSIVE_REPEAT":
                return then(most)
            places = range(at + low, most + 1)
            for place in places if name == "MIN_REPEAT" else reversed(places):
                self._count()
                if then(place):
                    return True
            return False

        return match

    def _group(self, number: int | None, inner: _Match) -> _Match:
        if number is None:
            return inner

        def match(at: int, then: _Next) -> bool:
            before = self._groups.get(number)

            def ended(end: int) -> bool:
                self._groups[number] = (at, end)
                return then(end)

            if inner(at, ended):
                return True
            if before is not None:
                self._groups[number] = before
            return False

        return match

    def _branch(self, branches: list[_Match]) -> _Match:
        def match(at: int, then: _Next) -> bool:
            self._count()
            return any(branch(at, then) for branch in branches)

        return match

    @staticmethod
    def _atomic(inner: _Match) -> _Match:
        def match(at: int, then: _Next) -> bool:
            ends: list[int] = []
            return inner(at, lambda end: not ends.append(end)) and then(ends[-1])  # type: ignore[func-returns-value]

        return match

    def _around(self, direction: int, body: list[Any], width: tuple[int, int], wanted: bool) -> _Match:
        inner = self._sequence(body)
        low, high = int(width[0]), min(int(width[1]), 40)

        def match(at: int, then: _Next) -> bool:
            if direction > 0:
                found = inner(at, lambda end: True)
            else:
                found = any(inner(at - size, lambda end: end == at) for size in range(low, high + 1) if size <= at)
            return found is wanted and then(at)

        return match

    def _place(self, name: str) -> _Match:
        multiline = bool(self._flags & re.MULTILINE)

        def match(at: int, then: _Next) -> bool:
            self._count()
            text = self._text
            if name == "AT_BEGINNING_STRING" or (name == "AT_BEGINNING" and not multiline):
                fits = at == 0
            elif name == "AT_BEGINNING":
                fits = at == 0 or text[at - 1] == "\n"
            elif name == "AT_END_STRING":
                fits = at == len(text)
            elif name == "AT_END":
                fits = at == len(text) or (text[at] == "\n" and (multiline or at == len(text) - 1))
            else:
                before, behind = (0 <= place < len(text) and CATEGORIES["WORD"](text[place]) for place in (at - 1, at))
                fits = (before != behind) is (name == "AT_BOUNDARY")
            return fits and then(at)

        return match

    def _again(self, number: int) -> _Match:
        def match(at: int, then: _Next) -> bool:
            self._count()
            start, end = self._groups.get(number, (0, 0))
            return self._text.startswith(self._text[start:end], at) and then(at + end - start)

        return match


def most_steps(pattern: str, limit: int = MOST_STEPS) -> tuple[int, str]:
    """The most steps that the pattern takes on a line made to provoke it (limit + 1 for more), and the line.

    Raises:
        Unknown: the pattern holds something that cannot be followed.

    Example:
        >>> most_steps("(?:[0-9]{1,8}|/){1,16}x", limit=10_000)[0]
        10001
    """
    return Probe(pattern).worst(limit=limit)
