"""Whole subjects: a subject that is a splinter of a word is put right or let go.

In: a fact, and the places of its document. Out: the fact, whose subject is a whole name or nothing. 例: 色列, cut from
以色列, becomes 以色列; 第 or （） before a figure is no subject; 铜 is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from extractor.catalogue.indicators import Indicators
from extractor.mentions import LOC, Mention

if TYPE_CHECKING:
    from extractor.facts import Fact

_BRACKETS = (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》"), ("[", "]"), ("【", "】"))
_EDGE = " 　、，。,.;；:：·—-/|*"


def whole_subjects(text: str, names: Iterable[Mention], indicators: Indicators) -> Callable[[Fact], None]:
    """A function that puts the subject of a fact right, for one document.

    Args:
        text: the document's text.
        names: its names; those of places are what a subject may be cut from.
        indicators: the catalogue, whose goods may have one character.
    """
    places = {text[name.start : name.end] for name in names if name.label == LOC}
    cut = {place[1:]: place for place in places if len(place) > 2 and place[1:] not in places}

    def repair(fact: Fact) -> None:
        subject = fact.subject
        if subject is None:
            return
        name = cut.get(subject)
        if name is not None:
            fact.trail.append(("subject", f"names.whole: {name}"))
            fact.subject = name
            fact.subject_spans = tuple((start - 1, end) for start, end in fact.subject_spans[:1])
            return
        kept = _stripped(subject)
        if len(kept) == 1 and not indicators.is_thing(kept):
            kept = ""
        if kept != subject:
            fact.trail.append(("subject", f"names.whole: without {subject}"))
            fact.subject, fact.subject_spans = kept or None, fact.subject_spans if kept else ()

    return repair


def _stripped(subject: str) -> str:
    """A subject without marks at its ends and brackets that nothing closes; empty where no letter is left."""
    kept = subject.strip(_EDGE)
    for opening, closing in _BRACKETS:
        if kept.count(opening) != kept.count(closing):
            kept = kept.strip(opening + closing).strip(_EDGE)
    return kept if any(character.isalpha() for character in kept) else ""
