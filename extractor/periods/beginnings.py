"""The two characters that a pattern's matches begin with, and what follows digits there, read off the pattern itself.

In: a pattern of `re`. Out: for each first character the second ones; a few too many where a look-around, a class or a
back-reference would say more. 例: (?:今|去)年 → {"今": {"年"}, "去": {"年"}}; behind the digits of [0-9]{4}年 is 年.

The parser of `re` is not public. Where a Python has none of this name, every pattern may begin with anything: times are
read the same, after more patterns have been tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from typing import Any, TypeAlias


def _module(*names: str) -> Any:
    """The first of these modules that there is, or None."""
    for name in names:
        try:
            return import_module(name)
        except ImportError:
            continue
    return None


parser = _module("re._parser", "sre_parse")  # the second until Python 3.10
constants = _module("re._constants", "sre_constants")

ANY = None
Characters: TypeAlias = "frozenset[str] | None"
"""Characters that may be at one place; ANY for all there are."""
_Begun: TypeAlias = "tuple[Characters, ...]"  # up to two places; of fewer, a match may be no longer
_ANYTHING: tuple[_Begun, ...] = ((ANY, ANY), (ANY,), ())
_REPEATS = {getattr(constants, name, None) for name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")} - {None}
_EMPTY = {getattr(constants, name, None) for name in ("ASSERT", "ASSERT_NOT", "AT")} - {None}
_LONGEST_RANGE = 256
_DIGITS = frozenset("0123456789")
_MOST = 400
_WORDS = re.compile(r"(?<=\(\?:)[一-鿿]+(?:\|[一-鿿]+)+(?=\))")
_OPEN = re.compile(r"\\[A-Za-z0-9]|(?<!\\)\.|\[\^|\(\?[aiLmsux]")
_RANGE = re.compile(r"(?=(.)-(.))", re.DOTALL)


def beginnings(pattern: str) -> dict[str | None, Characters]:
    """The first characters of a pattern's matches with the second ones; the key None holds those behind any character.

    Example:
        >>> beginnings("[今去]年|末")
        {'今': frozenset({'年'}), '去': frozenset({'年'}), '末': None}
    """
    if parser is None or constants is None:
        return {None: ANY}
    tree = _parsed(pattern)
    begun = _ANYTHING if tree.state.flags & re.IGNORECASE else _sequence(iter(tree))
    found: dict[str | None, Characters] = {}
    for first, second in (one if len(one) == 2 else (*one, ANY, ANY)[:2] for one in begun):
        for character in (None,) if first is ANY else sorted(first):
            known = found.get(character, frozenset())
            found[character] = ANY if known is ANY or second is ANY else known | second
    return found


@lru_cache(maxsize=1)  # `beginnings` and `behind_digits` are asked for one pattern after the other
def _parsed(pattern: str) -> Any:
    """The tree of a pattern. Of a list of words two characters of each are enough: 国庆节|国庆 is 国庆."""
    return parser.parse(_WORDS.sub(lambda words: "|".join(dict.fromkeys(w[:2] for w in words[0].split("|"))), pattern))


def behind_digits(pattern: str) -> Characters:
    """The characters that may follow the digits which a match of a pattern begins with; ANY where it may end in them.

    Example:
        >>> sorted(behind_digits("[0-9]{4} ?年|[0-9]月")), behind_digits("年?[0-9]+")
        ([' ', '年', '月'], None)
    """
    if parser is None or constants is None:
        return ANY
    tree = _parsed(pattern)
    behind, is_open = (ANY, True) if tree.state.flags & re.IGNORECASE else _behind(tree)
    return ANY if is_open else behind


def may_begin(pattern: str, character: str) -> bool:
    """Whether a character is mentioned in a pattern at all; what is not begins no match. Asked before it is parsed.

    Example:
        >>> may_begin("[0-9]月", "7"), may_begin("[0-9]月", "年")
        (True, False)
    """
    if character in pattern or _OPEN.search(pattern):
        return True
    return any(low <= character <= high for low, high in _RANGE.findall(pattern))


def can_begin(begun: dict[str | None, Characters], head: str) -> bool:
    """Whether a pattern with these beginnings can match a text that begins with `head`, two characters or its last."""
    if not head:
        return False
    for key in (head[0], None):
        seconds = begun.get(key, frozenset())
        if seconds is ANY or (len(head) < 2 and key in begun) or head[1:] in seconds:
            return True
    return False


def _sequence(nodes: Iterable[Any]) -> tuple[_Begun, ...]:
    """What a sequence begins with."""
    begun: tuple[_Begun, ...] = ((),)
    for operator, argument in nodes:
        if all(len(one) == 2 for one in begun):
            break
        begun = _joined(begun, _node(operator, argument))
    return begun


def _joined(begun: Iterable[_Begun], following: tuple[_Begun, ...]) -> tuple[_Begun, ...]:
    joined = dict.fromkeys((one + more)[:2] for one in begun for more in (following if len(one) < 2 else ((),)))
    return tuple(joined) if len(joined) <= _MOST else _ANYTHING


def _merged(begun: Iterable[_Begun]) -> tuple[_Begun, ...]:
    """Beginnings with the same first character as one, which has the second characters of all."""
    found: dict[tuple[int, _Begun], _Begun] = {}
    for one in begun:
        key = len(one), one[:1]
        known = found.get(key)
        if known is None or len(one) < 2:
            found[key] = one
        elif known[1] is not ANY:
            found[key] = one[0], ANY if one[1] is ANY else known[1] | one[1]
    return tuple(found.values())


def _node(operator: Any, argument: Any) -> tuple[_Begun, ...]:
    """What one node of a parsed pattern begins with."""
    begun = _ANYTHING
    if operator in _EMPTY:
        begun = ((),)
    elif operator is constants.LITERAL:
        begun = ((frozenset(chr(argument)),),)
    elif operator is constants.IN:
        begun = ((_class(argument),),)
    elif operator is constants.BRANCH:
        branches = _merged(one for branch in argument[1] for one in _sequence(branch))
        begun = branches if len(branches) <= _MOST else _ANYTHING
    elif operator is constants.SUBPATTERN and not argument[1]:
        begun = _sequence(argument[3])
    elif operator in _REPEATS:
        least, most, repeated = argument
        once = _sequence(repeated)
        twice = _joined(once, once) if most > 1 else ()
        begun = (*(((),) if least == 0 else ()), *(once if least < 2 else ()), *twice)
    elif operator in (constants.ANY, constants.NOT_LITERAL):
        begun = ((ANY,),)
    elif operator is getattr(constants, "ATOMIC_GROUP", constants):
        begun = _sequence(argument)
    return begun


def _behind(nodes: Iterable[Any]) -> tuple[Characters, bool]:
    """The first characters of a sequence that are no digits, and whether it may have digits alone, or nothing."""
    found: set[str] = set()
    for operator, argument in nodes:
        if operator in _EMPTY:
            continue
        characters, is_open = _behind_node(operator, argument)
        if characters is ANY:
            return ANY, True
        found |= characters
        if not is_open:
            return frozenset(found), False
    return frozenset(found), True


def _behind_node(operator: Any, argument: Any) -> tuple[Characters, bool]:
    """The same for one node of a parsed pattern."""
    characters: Characters = ANY
    is_open = True
    if operator is constants.LITERAL or operator is constants.IN:
        characters = _class(argument) if operator is constants.IN else frozenset(chr(argument))
        if characters is not ANY:
            characters, is_open = characters - _DIGITS, not characters.isdisjoint(_DIGITS)
    elif operator is constants.BRANCH:
        branches = [_behind(branch) for branch in argument[1]]
        if all(each is not ANY for each, _ in branches):
            characters = frozenset().union(*(each or () for each, _ in branches))
            is_open = any(is_open for _, is_open in branches)
    elif operator is constants.SUBPATTERN and not argument[1]:
        characters, is_open = _behind(argument[3])
    elif operator is getattr(constants, "ATOMIC_GROUP", constants):
        characters, is_open = _behind(argument)
    elif operator in _REPEATS:
        characters, is_open = _behind(argument[2])
        is_open = is_open or argument[0] == 0
    return characters, is_open


def _class(items: Iterable[Any]) -> Characters:
    """The characters of a class in brackets."""
    characters: set[str] = set()
    for operator, argument in items:
        if operator is constants.LITERAL:
            characters.add(chr(argument))
        elif operator is constants.RANGE and argument[1] - argument[0] < _LONGEST_RANGE:
            characters.update(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return ANY
    return frozenset(characters)
