"""Names hold for the whole text: every other place where a name of the document occurs without title or office.

In: a text and its names. Out: the names with those found elsewhere. 例: 马克·米利 … 米利 → 马克·米利.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

from extractor.lazy import lazy_regex
from extractor.lexicon import Lexicon, in_latin_word
from extractor.mentions import LOC, ORG, PERSON, Mention
from extractor.recognizers.overlaps import longest

SURE = 0.9
"""A model's name of a lower score is not looked for elsewhere in the text."""
MANY = 500_000
"""Characters times names from which an automaton for one document pays."""
_COMPANY = ("公司", "集团")
_DOTS = lazy_regex(r"[·•・‧\s-]+")


def spread(
    text: str,
    names: list[Mention],
    never: Container[str] = (),
    is_whole: Callable[[str, Mention], bool] = lambda text, name: True,
) -> list[Mention]:
    """Every other place where a name of the document occurs as a whole word: names hold for the whole text.

    A foreign name's last part means the whole (马克·米利 → 米利); short names keep their full name as `norm`.
    Two characters found by the model alone are too few to be sure of elsewhere (高峰 the spokesman, 高峰 the peak).
    """
    forms: dict[str, tuple[str, str, str]] = {}
    stated = [(name, text[name.start : name.end]) for name in names if name.label != LOC]
    companies = [body for name, body in stated if name.label == ORG and body.endswith(_COMPANY)]
    short = {body[:length] for body in companies for length in range(2, len(body) - 1)}
    for name, words in stated:
        if words in short and name.label == PERSON:
            name.label, name.norm = ORG, words  # 泰森, where the text has 泰森食品公司
        if name.confidence is not None and (len(words) == 2 or name.confidence < SURE):
            continue
        if len(words) < 2 or words in never:
            continue
        forms.setdefault(words, (name.label, name.norm, name.rule))
        if name.label == PERSON and len(parts := _DOTS.split(words)) > 1 and len(parts[-1]) > 1:
            forms.setdefault(parts[-1], (PERSON, name.norm, name.rule))
    if not forms:
        return names
    for name, words in stated:
        known = forms.get(words)
        if known and known[0] == name.label:
            name.norm = known[1]
    found = [hit for hit in _occurrences(text, forms, names) if not _inside_word(text, hit) and is_whole(text, hit)]
    if not found:
        return names
    new = set(map(id, found))
    return longest([*names, *found], lambda name: 0 if id(name) in new else 1)


def _occurrences(text: str, forms: dict[str, tuple[str, str, str]], names: list[Mention]) -> Iterator[Mention]:
    """Where the forms occur and no name begins yet."""
    begun = {name.start for name in names}
    if len(forms) * len(text) > MANY:  # one pass for all, where many passes would cost more
        yield from (Mention(s, e, *meaning) for s, e, meaning in Lexicon(forms).find(text) if s not in begun)
        return
    for words, meaning in forms.items():
        at = text.find(words)
        while at >= 0:
            if at not in begun:
                yield Mention(at, at + len(words), *meaning)
            at = text.find(words, at + len(words))


def _inside_word(text: str, hit: Mention) -> bool:
    """Whether a Latin word goes on at an edge of a name: AI in AIGC."""
    return in_latin_word(text, hit.start) or in_latin_word(text, hit.end)
