"""Users' own terms: names and policy terms that a user lists, found wherever they occur.

In: a `Document`, and the sections [PERSON] [ORG] [LOC] [POLICY_TERM] [LAW] of `rules/terms.txt`, which users'
directories and `Extractor.add_terms` fill. Out: mentions, longest first. 例: an entry 滨江数字集团 滨江数科 under [ORG]
makes of 滨江数科 an ORG with norm 滨江数字集团 and rule terms.ORG.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractor.document import Document
from extractor.mentions import LAW, LOC, ORG, PERSON, POLICY_TERM, Mention, PersonMention
from extractor.rulebook import Rulebook

FILE = "terms"
TERM_LABELS = (PERSON, ORG, LOC, POLICY_TERM, LAW)


def recognizer(rulebook: Rulebook) -> Callable[[Document], Sequence[Mention]]:
    """Compile the terms once; the function returned finds them, in text order and none overlapping another."""
    own_terms = rulebook.lexicons.lexicon(FILE, lambda: _words(rulebook))

    def find(document: Document) -> list[Mention]:
        return [
            (PersonMention if label == PERSON else Mention)(start, end, label, norm, rule)
            for start, end, (label, norm, rule) in own_terms(document)
        ]

    return find


def _words(rulebook: Rulebook) -> dict[str, tuple[str, str, str]]:
    words: dict[str, tuple[str, str, str]] = {}
    for label in TERM_LABELS:
        for entry in rulebook.sections.get((FILE, label), ()):
            words |= dict.fromkeys(filter(None, entry.words), (label, entry.name, entry.rule))
    return words


def settle(own: Sequence[Mention], others: Sequence[Mention]) -> list[Mention]:
    """All mentions, a user's before those that they cover or cross; a user's inside a longer name gives way to it.

    A title between 《 and 》 is no such name: terms may be in it.
    """
    if not own:
        return list(others)
    names = sorted((m for m in others if m.label in TERM_LABELS), key=lambda m: m.start)
    rest = [m for m in others if m.label not in TERM_LABELS]
    kept: list[Mention] = []
    dropped: set[int] = set()
    first = 0
    for term in sorted(own, key=lambda m: m.start):
        while first < len(names) and names[first].end <= term.start:
            first += 1
        touching = []
        at = first
        while at < len(names) and names[at].start < term.end:
            if names[at].end > term.start:
                touching.append(names[at])
            at += 1
        longer = [m for m in touching if m.start <= term.start and term.end <= m.end and _size(m) > _size(term)]
        if any(m.label != LAW for m in longer):
            continue
        same = next((m for m in touching if (m.start, m.end, m.rule) == (term.start, term.end, term.rule)), None)
        if same is not None:  # the same, with what the name recognizers found beside it: a person's title
            same.norm = term.norm
        else:
            kept.append(term)
        dropped.update(id(m) for m in touching if m is not same and m not in longer)
    return [*rest, *(m for m in names if id(m) not in dropped), *kept]


def _size(mention: Mention) -> int:
    return mention.end - mention.start
