"""Names that a list holds: places, bodies and people of `rules/`, wherever a document has them.

In: a `Document`. Out: PERSON, ORG and LOC mentions, which may overlap. 例: 江州 in 江州市 is left to the longer name;
习近平 is none in 习近平经济思想; 乌外交部 is 乌 before a body of a foreign state, but not in 乌外交部门.
"""

from __future__ import annotations

from collections.abc import Callable

from extractor.document import Document
from extractor.mentions import LOC, ORG, PERSON, Mention
from extractor.recognizers.organizations import BODIES, goes_on
from extractor.rulebook import Rulebook

# which sections of which files name what; "*" means all sections. Places only begin the names of bodies here.
_LISTS = {
    "gazetteers/places": {"*": LOC},
    "organizations": {"known": ORG, "parties": ORG},
    "people": {"known": PERSON},
}
_RARE = frozenset(("ambiguous", "initial"))


def finder(rulebook: Rulebook) -> Callable[[Document], list[Mention]]:
    """A function that finds all listed names of a document, but for those beside a word that excludes them."""
    names = rulebook.lexicons.lexicon("names", lambda: _names(rulebook))
    not_behind = {
        LOC: rulebook.words("places", "not_behind"), PERSON: rulebook.words("people", "not_behind"), ORG: (),
    }  # fmt: skip
    not_before = rulebook.words("places", "not_before")
    firsts = {label: frozenset(word[0] for word in words) for label, words in not_behind.items()}
    lasts = frozenset(word[-1] for word in not_before)

    def find(document: Document) -> list[Mention]:
        text = document.text
        mentions = []
        for start, end, (label, norm, rule, alone) in names(document):
            if alone and start and ("一" <= text[start - 1] <= "鿿" or text[start - 1].isdigit()):
                continue
            if text[end : end + 1] in firsts[label] and text.startswith(not_behind[label], end):
                continue
            if label == LOC and text[start - 1 : start] in lasts and text.endswith(not_before, 0, start):
                continue
            if label == ORG and goes_on(text, end):
                continue
            mentions.append(Mention(start, end, label, norm, rule))
        return mentions

    return find


def _names(rulebook: Rulebook) -> dict[str, tuple[str, str, str, bool]]:
    """Each listed name: label, canonical form, rule, and whether it counts only where no word comes before it."""
    words: dict[str, tuple[str, str, str, bool]] = {}
    for file, sections in _LISTS.items():
        names = rulebook.names(file)
        unsure = {word for name in names if name in _RARE for word in rulebook.words(file, name)}
        for section in names:
            label = sections.get(section, sections.get("*"))
            if label and section not in _RARE:
                for entry in rulebook.section(file, section):
                    for word in entry.words:
                        if word not in unsure:
                            norm = entry.name if label == ORG else word
                            words[word] = (label, norm, entry.rule, section == "parties")
    for initial in rulebook.words(BODIES, "initials"):  # 乌外交部
        for word in rulebook.words(BODIES, "foreign"):
            words.setdefault(initial + word, (ORG, initial + word, f"{BODIES}.foreign", True))
    return words
