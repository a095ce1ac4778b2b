"""The words that roles are read with: offices by kind, and what joins them to names and bodies, compiled once.

In: `rules/titles.txt` and `rules/organizations.txt`. Out: a `RoleGrammar`, which `roles.py` beside it asks, and
the `Role` that it tells. 例: 非银首席 is an office with the field of work before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.lazy import lazy_regex
from extractor.lexicon import LongestWord, alternatives
from extractor.recognizers.organizations import BODIES, openings
from extractor.rulebook import Rulebook

TITLES = "titles"


@dataclass(slots=True)
class Role:
    """An office and the body it is held in; `start` is where its words begin, `left` that they precede the name."""

    start: int
    title: str | None
    affiliation: str | None
    left: bool = True


class RoleGrammar:
    """The rules of `rules/titles.txt` and `rules/organizations.txt` that roles are read with, compiled."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.kind: dict[str, str] = {}
        for section in ("ranks", "state", "company", "offices", "professions"):
            for word in rulebook.words(TITLES, section):
                self.kind.setdefault(word, section)
        self.longest = max(map(len, self.kind), default=0)
        self._titles = LongestWord(self.kind, backwards=True)
        self.reporters = frozenset(rulebook.words(TITLES, "reporters"))
        self.colleagues = frozenset(rulebook.words(TITLES, "colleagues"))
        self.party_leaders = rulebook.words(TITLES, "party_leaders")
        self.ministers = frozenset(rulebook.words(TITLES, "ministers"))
        self.alone = frozenset(rulebook.words(TITLES, "alone"))
        self.modifiers = rulebook.words(TITLES, "modifiers")
        self.not_modifiers = rulebook.words(TITLES, "not_modifiers")
        self.after = frozenset(rulebook.words(TITLES, "after"))
        self.after_firsts = frozenset(word[0] for word in self.after)
        self.not_after = rulebook.words(TITLES, "not_after")
        self.analysts = rulebook.words(TITLES, "analysts")
        self.still_after = rulebook.words(TITLES, "still_after")
        self.regions = rulebook.words(TITLES, "regions")
        wide = [region for region in self.regions if region.endswith("区")]
        self.region = lazy_regex(rf"(?<=^\p{{Han}}{{2,6}})(?:{alternatives(wide)})")
        self.sexes = rulebook.words(TITLES, "sexes")
        self.present = rulebook.words(TITLES, "present")
        self.being = tuple(sorted(rulebook.words(TITLES, "being"), key=len, reverse=True))
        self.own_body = rulebook.words(TITLES, "own_body")
        self.sources_before = rulebook.words(TITLES, "sources_before")
        self.sources_behind = rulebook.words(TITLES, "sources_behind")
        self.own_medium = rulebook.words(TITLES, "own_medium")
        self.becoming = lazy_regex(
            rf"[^，。；：、！？\n]{{0,6}}?(?:{alternatives(rulebook.words(TITLES, 'becoming'))})[了为]?"
        )
        joins = alternatives(rulebook.words(TITLES, "joining"))
        self.joining = lazy_regex(rf"[^，。；：、！？\n]{{0,3}}?(?:{joins})了?")
        self.succeeding = lazy_regex(alternatives(rulebook.words(TITLES, "succeeding")))
        self.job = rulebook.words(TITLES, "job")
        in_gap, not_in_gap = rulebook.words(TITLES, "in_gap"), rulebook.words(TITLES, "not_in_gap")
        self.not_in_gap = lazy_regex(rf"(?:{alternatives(in_gap)})(*SKIP)(*FAIL)|(?:{alternatives(not_in_gap)})")
        joining = frozenset(rulebook.words(TITLES, "joining_fields"))
        not_in_field = [word for word in not_in_gap if word not in joining]
        self.not_in_field = lazy_regex(rf"(?:{alternatives(in_gap)})(*SKIP)(*FAIL)|(?:{alternatives(not_in_field)})")
        self.ministerial = rulebook.words(TITLES, "ministerial")
        self.alike = rulebook.words(TITLES, "alike")
        self.party_groups = rulebook.words(TITLES, "party_groups")
        self.units = rulebook.words(BODIES, "units")
        self.suffixes = rulebook.words(BODIES, "suffixes")
        self.appointing = rulebook.words(TITLES, "appointing")
        self.former = rulebook.words(TITLES, "former")
        self.not_fields = rulebook.words(TITLES, "not_fields")
        self.fields = frozenset(rulebook.words(TITLES, "fields_alone"))
        self.opening = lazy_regex(rf".*(?:{openings(rulebook)}|\d[年月日时号])")

    def kind_of(self, title: str) -> str | None:
        """The kind of office of a title's last words: company for 执行总裁."""
        start = self.title_start(title, len(title), 0)
        return None if start is None else self.kind[title[start:]]

    def title_start(self, text: str, end: int, floor: int) -> int | None:
        """Where the longest title that ends at `end` begins; None without one."""
        return self._titles.start_at(text, end, floor)
