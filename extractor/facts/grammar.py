"""The grammar of statements, compiled once from `rules/facts/`.

In: a rulebook. Out: `Grammar`, whose parts the other modules of this room use: what a word before a figure does
(增长 → rise, 达到 → level, 同比 → yoy), which words open a clause, which name an indicator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

import regex

from extractor.lexicon import alternation, lengths_by
from extractor.rulebook import Rulebook


class Role(Enum):
    """What a word right before a figure does there."""

    RISE = "rise"
    FALL = "fall"
    RISE_COMPARED = "rise_compared"
    FALL_COMPARED = "fall_compared"
    FLAT = "flat"
    TO = "to"  # 增至: a level that was reached by a change
    FROM = "from"
    LEVEL = "level"
    LIGHT = "light"
    COUNTED = "counted"
    SHARE = "share"
    BASIS = "basis"
    FORECAST = "forecast"
    WILL = "will"
    TARGET = "target"
    ACTUAL = "actual"
    RESPECTIVELY = "respectively"
    ADVERB = "adverb"
    PARTICLE = "particle"
    NOUN = "noun"  # a word of the noun phrase: nothing is peeled beyond it
    GROWTH = "growth"
    DECLINE = "decline"
    SHARE_NOUN = "share_noun"


CHANGES = frozenset((Role.RISE, Role.FALL, Role.RISE_COMPARED, Role.FALL_COMPARED, Role.FLAT))
UPWARD = frozenset((Role.RISE, Role.RISE_COMPARED, Role.GROWTH))


_WITH = ("与", "和", "同", "跟")  # these open a comparison only where one of the next words ends it
_COMPARED = ("相比", "比较", "相较", "对比")
_EVEN = ("持平", "相当")  # which are the verb as well


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its role; `value` is what it stands for (yoy for 同比, 产量 for 增产)."""

    text: str
    role: Role
    value: str = ""


class Choice:
    """Groups of words looked for at once; where several match at a place, the first group's longest word wins.

    The words stand in one plain alternation: `re` then skips to their first characters, which it does not do with a
    named group for each.
    """

    def __init__(self, groups: Mapping[str, Iterable[str]], ending: str = "") -> None:
        self._names: dict[str, str] = {}
        for name, words in groups.items():
            for word in words:
                self._names.setdefault(word, name)
        self._find = re.compile(f"({'|'.join(map(alternation, groups.values()))}){ending}").search

    def search(self, text: str) -> tuple[str, re.Match[str]] | None:
        """The name of the group of the first word found, and the match."""
        match = self._find(text)
        return (self._names[match[1]], match) if match else None


@dataclass
class Grammar:
    """Compiled rules. `suffixes` is read from the right of the words before a figure, longest match first."""

    suffixes: dict[str, Word] = field(default_factory=dict)
    openings: dict[str, Role] = field(default_factory=dict)
    heads: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset()
    share_nouns: tuple[str, ...] = ()
    transparent: frozenset[str] = frozenset()
    moves: frozenset[str] = frozenset()
    priced: tuple[str, ...] = ()
    indexed: tuple[str, ...] = ()

    def __init__(self, rulebook: Rulebook) -> None:
        self.suffixes = _suffixes(rulebook)
        self.suffix_lengths = lengths_by(self.suffixes, -1)
        self.openings = _openings(rulebook)
        self.opening_lengths = lengths_by(self.openings, 0)
        words = rulebook.words
        self.heads = frozenset(words("facts/indicators", "heads"))
        self.head_lengths = lengths_by(self.heads, -1)
        self.qualifiers = frozenset(words("facts/indicators", "qualifiers"))
        self.qualifier_lengths = lengths_by(self.qualifiers, -1)
        self.growth = frozenset(words("facts/indicators", "growth"))
        self.rates = words("facts/indicators", "rates")
        self.decline = frozenset(words("facts/indicators", "decline"))
        self.share_nouns = words("facts/indicators", "share")
        self.transparent = frozenset(words("facts/indicators", "transparent"))
        self.moves = frozenset(words("facts/indicators", "shares_moves"))
        self.priced = words("facts/indicators", "priced")
        self.indexed = words("facts/indicators", "indexed")
        self.parts = frozenset(words("facts/frames", "part"))
        self.light = words("facts/verbs", "light")
        self.vague = frozenset(words("facts/pronouns", "vague"))
        self.kept = frozenset(words("facts/pronouns", "kept"))
        self.companies = frozenset(words("facts/pronouns", "companies"))
        self.institutions = frozenset(words("facts/pronouns", "institutions"))
        self.others = frozenset(words("facts/pronouns", "others"))
        self.places = rulebook.mapping("facts/pronouns", "places")
        self.places_by_last: dict[str, list[str]] = {}
        for place in sorted(self.places, key=len, reverse=True):
            self.places_by_last.setdefault(place[-1], []).append(place)
        cities = words("facts/pronouns", "municipalities")
        provinces = words("facts/pronouns", "provinces")
        regions = rulebook.mapping("facts/pronouns", "regions")
        self.divisions: dict[str, dict[str, str]] = {
            "市": {city: city + "市" for city in cities},
            "省": {province: province + "省" for province in provinces} | regions,
            "区": regions,
            "县": {},
            "州": {},
        }
        self.countries = frozenset(words("facts/pronouns", "countries"))
        self.reporting = words("facts/reporting", "verbs")
        self.events = frozenset(words("facts/reporting", "event"))
        self.press_marks = words("facts/reporting", "press_marks")
        self.press_firsts = frozenset(word[0] for word in self.press_marks)
        self.adverbs = frozenset(words("facts/frames", "adverbs"))
        self.adverb_lasts = frozenset(word[-1] for word in self.adverbs)
        self.unnamed = frozenset(words("facts/reporting", "unnamed"))
        self.company_papers = re.compile(alternation(words("facts/reporting", "company_papers")))
        self.opinions = frozenset(words("facts/reporting", "opinions"))
        self.expectations = frozenset(words("facts/reporting", "expectations"))
        self.releases = words("facts/reporting", "releases")
        self.press = words("facts/reporting", "press")
        pronouns = [*self.kept, *self.companies, *self.institutions, *self.places]
        pronouns += [word for word in self.others if len(word) > 1]
        self.pronoun = re.compile(alternation(pronouns))
        self._pronoun_firsts = frozenset(word[0] for word in pronouns)
        self.markers = words("facts/basis", "marker")
        strong = [marker for marker in self.markers if marker not in _WITH]
        self.comparison = _comparison(strong, words("facts/basis", "marker_not"))
        self._compares = re.compile(alternation([*strong, *_COMPARED, *_EVEN]))
        bases = {name: words("facts/basis", name) for name in ("yoy", "mom", "qoq", "avg")}
        self.basis_words = Choice(bases, "(?:同期|全年|末|底)?")
        self.graded_up = frozenset(words("facts/verbs", "graded_up"))
        graded = [*self.graded_up, *words("facts/verbs", "graded_down")]
        self.graded = re.compile(f"({alternation(graded)})(.+)$")
        change_words = [word.text for word in self.suffixes.values() if word.role in CHANGES]
        self.change_ends = tuple(change_words)
        self.change_lasts = frozenset(word[-1] for word in change_words)
        self.basis_lists = bases | {"avg": (*bases["avg"], "平均", "复合")}
        self.relating = frozenset(words("facts/basis", "relating"))
        self.generic_nouns = words("facts/frames", "generic_nouns")
        self.level_nouns = words("facts/frames", "level_nouns")
        self.future_openings = words("facts/modality", "future")
        self.reference = [
            ("yoy", frozenset(words("facts/basis", "last_year"))),
            ("mom", frozenset(words("facts/basis", "last_month"))),
            ("qoq", frozenset(words("facts/basis", "last_quarter"))),
        ]
        self.since_words = words("facts/basis", "since_words")
        self.statistical = words("facts/indicators", "statistical_indices")
        self.objects = frozenset(words("facts/verbs", "takes_object"))
        self.spending = words("facts/verbs", "spending")
        targets = (*words("facts/modality", "intent"), *words("facts/modality", "target"))
        self.modal = Choice(
            {"target": targets} | {name: words("facts/modality", name) for name in ("forecast", "will", "actual")}
        )
        self.forecast_indicators = words("facts/modality", "forecast_indicators")
        self.noun_ends = frozenset(words("facts/frames", "end_of_noun"))
        self.light_verb = re.compile(
            "(?:" + alternation([w for w in self.light if len(w) > 1]) + ")了?(?=[^率额量数值度])"
        )
        self.light_words = frozenset(self.light)
        self.light_start = re.compile("(?:" + alternation([w for w in self.light if len(w) > 1]) + ")了?(?=.)")
        self.causative = re.compile("(?:" + alternation(words("facts/verbs", "causative")) + ")了?(?=.)")

    def leading_pronoun(self, phrase: str) -> re.Match[str] | None:
        """The pronoun that a phrase opens with."""
        return self.pronoun.match(phrase) if phrase[0] in self._pronoun_firsts else None

    def find_comparison(self, text: str) -> regex.Match[str] | None:
        """The comparison in some words, looked for only where a word stands that makes one."""
        return self.comparison.search(text) if self._compares.search(text) else None


def _suffixes(rulebook: Rulebook) -> dict[str, Word]:
    """Every word that can stand before a figure. Later groups do not take words of earlier ones."""
    found: dict[str, Word] = {}

    def put(role: Role, file: str, section: str, value: str = "") -> None:
        for entry in rulebook.section(file, section):
            for word in entry.words:
                found.setdefault(word, Word(word, role, entry.key or value))

    put(Role.GROWTH, "facts/indicators", "growth")
    put(Role.DECLINE, "facts/indicators", "decline")
    put(Role.SHARE_NOUN, "facts/indicators", "share")
    for basis in ("yoy", "mom", "qoq", "avg"):
        put(Role.BASIS, "facts/basis", basis, basis)
    put(Role.RESPECTIVELY, "facts/frames", "respectively")
    for change, section in ((Role.RISE, "rise"), (Role.FALL, "fall")):
        for entry in rulebook.section("facts/verbs", section):
            for verb in entry.words:
                found.setdefault(verb, Word(verb, change, entry.key or ""))
                level = (entry.key or "").lstrip("=")
                for to in rulebook.words("facts/verbs", "to"):
                    for reached in (verb + to, verb + to + "了"):
                        found.setdefault(reached, Word(reached, Role.TO, level))
    put(Role.RISE_COMPARED, "facts/verbs", "rise_compared")
    put(Role.FALL_COMPARED, "facts/verbs", "fall_compared")
    put(Role.FLAT, "facts/verbs", "flat")
    put(Role.SHARE, "facts/verbs", "share")
    put(Role.LEVEL, "facts/verbs", "level")
    put(Role.FORECAST, "facts/modality", "forecast")
    put(Role.WILL, "facts/modality", "will")
    put(Role.TARGET, "facts/modality", "target")
    put(Role.ADVERB, "facts/frames", "adverbs")
    put(Role.PARTICLE, "facts/frames", "particles")
    for word in ("从", "由", "自"):
        found[word] = Word(word, Role.FROM)
    put(Role.LIGHT, "facts/verbs", "light")
    for head in rulebook.words("facts/indicators", "heads"):
        if len(head) > 1:
            found.setdefault(head, Word(head, Role.NOUN))
    for qualifier in rulebook.words("facts/indicators", "qualifiers"):
        if len(qualifier) > 1:
            found.setdefault(qualifier, Word(qualifier, Role.NOUN))
    return found


def _openings(rulebook: Rulebook) -> dict[str, Role]:
    found: dict[str, Role] = {}
    for role, section in (
        (Role.FORECAST, "forecast"), (Role.WILL, "will"), (Role.TARGET, "target"), (Role.ACTUAL, "actual"),
    ):  # fmt: skip
        for word in rulebook.words("facts/modality", section):
            found.setdefault(word, role)
    for word in rulebook.words("facts/frames", "opening"):
        found.setdefault(word, Role.ADVERB)
    return found


def _comparison(strong: Iterable[str], blocked: Iterable[str]) -> regex.Pattern[str]:
    """The last comparison before a verb: 较2015年, 比全国平均水平, 与上年春节7天相比."""
    # 同比, 占比 and the like are skipped whole, so that no marker is found inside them
    return regex.compile(
        rf"(?:{alternation(blocked)})(*SKIP)(*FAIL)|(?P<open>{alternation(strong)})(?P<ref>.+)"
        rf"|(?:{'|'.join(_WITH)})(?P<ref2>.+?)(?:{'|'.join(_COMPARED)}|(?=(?:基本|大体)持平|{'|'.join(_EVEN)}))"
    )
