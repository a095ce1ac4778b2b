"""What provokes a regular expression: for each of its repeats, what must be before it and what it can go on in.

In: the nodes of a parsed pattern. Out: (head, unit) pairs. 例: 来源[:：].{0,80}完 → ("来源:", "1"), ("来源:", "一"), …
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

_MANY = 8  # a repeat of fewer rounds is no danger by itself

CATEGORIES: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdigit,
    "SPACE": str.isspace,
    "WORD": lambda letter: letter.isalnum() or letter == "_",
}


def letter_test(code: Any, value: Any, fold: bool, dots: bool) -> Callable[[str], bool] | None:
    """The test of a node that matches one letter; None for all others."""
    name = str(code)
    if name == "LITERAL" or name == "NOT_LITERAL":
        wanted = {chr(value), chr(value).swapcase()} if fold else {chr(value)}
        return (lambda letter: letter in wanted) if name == "LITERAL" else (lambda letter: letter not in wanted)
    if name == "ANY":
        return (lambda letter: True) if dots else (lambda letter: letter != "\n")
    if name == "CATEGORY":
        negative = "_NOT_" in str(value)
        category = CATEGORIES[str(value).rpartition("_")[2]]
        return (lambda letter: not category(letter)) if negative else category
    if name != "IN":
        return None
    negative = any(str(item[0]) == "NEGATE" for item in value)
    singles = {chr(item[1]) for item in value if str(item[0]) == "LITERAL"}
    spans = [item[1] for item in value if str(item[0]) == "RANGE"]
    kinds = [
        test for item in value if str(item[0]) == "CATEGORY" and (test := letter_test(item[0], item[1], fold, dots))
    ]

    def among(letter: str) -> bool:
        forms = {letter, letter.swapcase()} if fold else {letter}
        return any(
            form in singles or any(low <= ord(form) <= high for low, high in spans if len(form) == 1) for form in forms
        ) or any(test(letter) for test in kinds)

    return (lambda letter: not among(letter)) if negative else among


# ---- texts that provoke ---------------------------------------------------------------------------------------------

_CANDIDATES = "1一 a，/记:x<年\n("


def _letter_of(code: Any, value: Any) -> str:
    """A letter that a one-letter node matches."""
    test = letter_test(code, value, False, True)
    if test is None:
        return ""
    if str(code) == "LITERAL":
        return chr(value)
    named = []
    for kind, item in value if str(code) == "IN" else ():
        if str(kind) in ("LITERAL", "RANGE"):
            named.append(chr(item if str(kind) == "LITERAL" else item[0]))
    return next((letter for letter in (*_CANDIDATES, *named) if test(letter)), "x")


def _sample(nodes: list[Any]) -> str:
    """A short text that the nodes match (but for what looks around)."""
    parts = []
    for code, value in nodes:
        name = str(code)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            parts.append(_sample(list(value[2])) * min(int(value[0]), 8))
        elif name == "SUBPATTERN":
            parts.append(_sample(list(value[3])))
        elif name == "BRANCH":
            parts.append(_sample(list(value[1][0])))
        elif name == "ATOMIC_GROUP":
            parts.append(_sample(list(value)))
        else:
            parts.append(_letter_of(code, value))
    return "".join(parts)


def pumps(nodes: list[Any], head: str) -> Iterator[tuple[str, str]]:
    """(what is before, what is repeated) for every repeat of many rounds, inner ones too."""
    for code, value in nodes:
        name = str(code)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            body = list(value[2])
            if int(value[1]) >= _MANY:
                yield from ((head, unit) for unit in _units(body) if unit)
            yield from pumps(body, head)
        elif name == "SUBPATTERN":
            yield from pumps(list(value[3]), head)
        elif name == "BRANCH":
            for branch in value[1][:40]:
                yield from pumps(list(branch), head)
        elif name == "ATOMIC_GROUP":
            yield from pumps(list(value), head)
        head += _sample([(code, value)])


def _units(body: list[Any]) -> Iterator[str]:
    """What one round of a repeat may be: each branch of it, and the several letters of a class."""
    if len(body) == 1:
        code, value = body[0]
        name = str(code)
        if name == "BRANCH":
            for branch in value[1][:40]:
                yield from _units(list(branch))
            return
        if name == "SUBPATTERN":
            yield from _units(list(value[3]))
            return
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            yield from _units(list(value[2]))
            return
        test = letter_test(code, value, False, True)
        if test is not None and name != "LITERAL":
            fitting = [letter for letter in _CANDIDATES if test(letter)]
            yield from fitting[:5] or [_letter_of(code, value)]
            return
    yield _sample(body) or "1"
