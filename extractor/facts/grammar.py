"""The grammar of statements, compiled once from `rules/facts/`.

In: a rulebook. Out: `Grammar`, whose parts the other modules of `facts/` use: what a word before a figure does
(增长 → rise, 达到 → level, 同比 → yoy), which words open a clause, which name an indicator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import regex

from extractor.facts.spans import DATE
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import NEVER, alternation, alternatives, lengths_by
from extractor.rulebook import Rulebook, once_a_rulebook


class Role:
    """What a word right before a figure does there, as a string each: they are asked for all the time."""

    RISE: Final = "rise"
    FALL: Final = "fall"
    RISE_COMPARED: Final = "rise_compared"
    FALL_COMPARED: Final = "fall_compared"
    FLAT: Final = "flat"
    TO: Final = "to"  # 增至: a level that was reached by a change
    FROM: Final = "from"
    LEVEL: Final = "level"
    COPULA: Final = "copula"
    LIGHT: Final = "light"
    COUNTED: Final = "counted"
    SHARE: Final = "share"
    BASIS: Final = "basis"
    FORECAST: Final = "forecast"
    WILL: Final = "will"
    TARGET: Final = "target"
    ACTUAL: Final = "actual"
    RESPECTIVELY: Final = "respectively"
    ADVERB: Final = "adverb"
    PARTICLE: Final = "particle"
    NOUN: Final = "noun"  # a word of the noun phrase: nothing is peeled beyond it
    GROWTH: Final = "growth"
    DECLINE: Final = "decline"
    SHARE_NOUN: Final = "share_noun"


CHANGES = frozenset((Role.RISE, Role.FALL, Role.RISE_COMPARED, Role.FALL_COMPARED, Role.FLAT))
UPWARD = frozenset((Role.RISE, Role.RISE_COMPARED, Role.GROWTH))


_LONGEST_TAIL = 4  # characters of an adverb before a comparison that is gone
_BASES = ("yoy", "mom", "qoq", "avg")
# role, file and section of the words before a figure, in the order in which they take a word: those before 增长, 增至 …
_BEFORE_THE_VERBS = (
    (Role.GROWTH, "indicators", "growth"),
    (Role.DECLINE, "indicators", "decline"),
    (Role.SHARE_NOUN, "indicators", "share"),
    *((Role.BASIS, "basis", name) for name in _BASES),
    (Role.RESPECTIVELY, "frames", "respectively"),
)
# … and those behind
_BEHIND_THE_VERBS = (
    (Role.RISE_COMPARED, "verbs", "rise_compared"),
    (Role.FALL_COMPARED, "verbs", "fall_compared"),
    (Role.FLAT, "verbs", "flat"),
    (Role.SHARE, "verbs", "share"),
    (Role.LEVEL, "verbs", "level"),
    (Role.COPULA, "verbs", "copula"),
    (Role.FORECAST, "modality", "forecast"),
    (Role.WILL, "modality", "will"),
    (Role.TARGET, "modality", "target"),
    (Role.ADVERB, "frames", "adverbs"),
    (Role.PARTICLE, "frames", "particles"),
    (Role.LIGHT, "verbs", "light"),
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its role; `value` is what it stands for (yoy for 同比, 产量 for 增产)."""

    text: str
    role: str
    value: str = ""


class Choice:
    """Groups of words looked for at once; where several match at a place, the first group's longest word wins.

    The words are in one plain alternation: `re` then skips to their first characters, which it does not do with a
    named group for each.
    """

    def __init__(self, groups: Mapping[str, Iterable[str]], ending: str = "") -> None:
        self._names: dict[str, str] = {}
        for name, words in groups.items():
            for word in words:
                self._names.setdefault(word, name)
        self.words = tuple(self._names)
        self._find = lazy_re(f"({'|'.join(map(alternation, groups.values()))}){ending}").search

    def search(self, text: str) -> tuple[str, re.Match[str]] | None:
        """The name of the group of the first word found, and the match."""
        match = self._find(text)
        return (self._names[match[1]], match) if match else None


class Grammar:
    """Compiled rules. `suffixes` is read from the right of the words before a figure, longest match first."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.suffixes = _suffixes(rulebook)
        self.suffix_lengths = lengths_by(self.suffixes, -1)
        opens = rulebook.words("facts/basis", "short")
        changes = (Role.RISE, Role.FALL, Role.TO)
        self.short_changes = {t for t, word in self.suffixes.items() if word.role in changes and t.startswith(opens)}
        tails = {text: word for text, word in self.suffixes.items() if word.role in (Role.RESPECTIVELY, Role.ADVERB)}
        self.tails = {text: word for text, word in tails.items() if 1 < len(text) <= _LONGEST_TAIL}
        self.tail_lengths = lengths_by(self.tails, -1)
        self.openings = _openings(rulebook)
        self.opening_lengths = lengths_by(self.openings, 0)
        self._compile_indicators(rulebook)
        self._compile_verbs(rulebook)
        self._compile_frames(rulebook)
        self._compile_places(rulebook)
        self._compile_pronouns(rulebook)
        self._compile_reporting(rulebook)
        self._compile_bases(rulebook)
        self._compile_modality(rulebook)
        # any word by which a clause without a figure and a date says something of modality, comparison or parts
        markers = ("marker", "behind_paired", "even", *_BASES)
        compared = [word for name in markers for word in rulebook.words("facts/basis", name)]
        said = [*self.modal.words, *compared, *self.future_openings, *self.parts, "看"]
        self.adverbial = lazy_re(alternation(said))

    def _compile_indicators(self, rulebook: Rulebook) -> None:
        """Words that name an indicator, and what they are like: shares, rates, prices, indices."""
        words = partial(rulebook.words, "facts/indicators")
        self.heads = frozenset(words("heads"))
        self.head_lengths = lengths_by(self.heads, -1)
        self.qualifiers = frozenset(words("qualifiers"))
        self.qualifier_lengths = lengths_by(self.qualifiers, -1)
        self.growth = frozenset(words("growth"))
        self.decline = frozenset(words("decline"))
        self.rates = words("rates")
        self.share_nouns = words("share")
        self.transparent = frozenset(words("transparent"))
        self.moves = frozenset(words("shares_moves"))
        self.priced = words("priced")
        self.indexed = words("indexed")
        self.statistical = words("statistical_indices")

    def _compile_verbs(self, rulebook: Rulebook) -> None:
        """Verbs of change, which end a clause without a figure, and verbs that part subject and object."""
        words = partial(rulebook.words, "facts/verbs")
        change_words = [word.text for word in self.suffixes.values() if word.role in CHANGES]
        self.change_ends = tuple(change_words)
        self.change_lasts = frozenset(word[-1] for word in change_words)
        self.graded_up = frozenset(words("graded_up"))
        self.graded = lazy_re(f"({alternation([*self.graded_up, *words('graded_down')])})(.+)$")
        self.objects = frozenset(words("takes_object"))
        self.spending = words("spending")
        self.light = words("light")
        self.light_words = frozenset(self.light)
        light = alternation([word for word in self.light if len(word) > 1])
        self.light_verb = lazy_re(f"(?:{light})了?(?=[^率额量数值度])")
        self.light_start = lazy_re(f"(?:{light})了?(?=.)")
        self.causative = lazy_re(f"(?:{alternation(words('causative'))})了?(?=.)")

    def _compile_frames(self, rulebook: Rulebook) -> None:
        """Words around the noun phrase: 其中, adverbs, nouns that are a level or stand for any thing."""
        words = partial(rulebook.words, "facts/frames")
        self.parts = frozenset(words("part"))
        self.adverbs = frozenset(words("adverbs"))
        self.adverb_lasts = frozenset(word[-1] for word in self.adverbs)
        self.generic_nouns = words("generic_nouns")
        self.level_nouns = words("level_nouns")
        self.noun_ends = frozenset(words("end_of_noun"))
        self.before_per = words("before_per")
        self.function_words = frozenset(words("function_words"))
        self.single_adverbs = frozenset(words("single_adverbs"))
        self.single_levels = frozenset(words("single_levels"))
        self.bare_levels = frozenset((None, *words("bare_levels")))  # or no verb at all
        self.joining = words("joining")
        self.between_figures = lazy_regex(rf"[\s、和与及或/／以,，]*+{alternatives(words('before_list'))}?")
        self.joining_more = (*self.joining, *words("joining_more"))
        self.prepositions = words("prepositions")
        self.other_its = words("others")

    def _compile_places(self, rulebook: Rulebook) -> None:
        """Pronouns of places (全市), and the divisions and countries they stand for."""
        words = partial(rulebook.words, "facts/pronouns")
        self.places = rulebook.mapping("facts/pronouns", "places")
        self.places_by_last: dict[str, list[str]] = {}
        for place in sorted(self.places, key=len, reverse=True):
            self.places_by_last.setdefault(place[-1], []).append(place)
        regions = rulebook.mapping("facts/pronouns", "regions")
        self.divisions: dict[str, dict[str, str]] = {
            "市": {city: city + "市" for city in words("municipalities")},
            "省": {province: province + "省" for province in words("provinces")} | regions,
            "区": regions,
            "县": {},
            "州": {},
        }
        divisions = rulebook.words("places", "division_ends")
        self.division_ends = (*divisions, *rulebook.words("facts/frames", "ends_of_places"))
        self.countries = frozenset(rulebook.words("gazetteers/places", "country"))
        self.country_longest = max(map(len, self.countries), default=0)

    def _compile_pronouns(self, rulebook: Rulebook) -> None:
        """Pronouns of companies, institutions, places and others, looked for at a phrase's start."""
        words = partial(rulebook.words, "facts/pronouns")
        self.vague = frozenset(words("vague"))
        self.kept = frozenset(words("kept"))
        self.companies = frozenset(words("companies"))
        self.institutions = frozenset(words("institutions"))
        self.others = frozenset(words("others"))
        pronouns = [*self.kept, *self.companies, *self.institutions, *self.places]
        pronouns += [word for word in self.others if len(word) > 1]
        compounds = alternation(words("compounds")) or NEVER
        others = alternation(words("compounds_not")) or NEVER
        self.pronoun = lazy_re(f"(?!(?!{others})(?:{compounds}))(?:{alternation(pronouns)})")
        self.pronoun_firsts = frozenset(word[0] for word in pronouns)

    def _compile_reporting(self, rulebook: Rulebook) -> None:
        """Verbs of saying, with the speakers and papers around them."""
        words = partial(rulebook.words, "facts/reporting")
        self.reporting = words("verbs")
        self.events = frozenset(words("event"))
        self.opinions = frozenset(words("opinions"))
        self.expectations = frozenset(words("expectations"))
        self.releases = words("releases")
        self.press = words("press")
        self.press_marks = words("press_marks")
        self.press_firsts = frozenset(word[0] for word in self.press_marks)
        self.unnamed = frozenset(words("unnamed"))
        self.company_papers = lazy_re(alternation(words("company_papers")))
        papers = alternation(words("days_of_papers")) or NEVER
        self.day_of_paper = lazy_re(f"(?:{papers})(?:日期|时间|日)?[:：]\\s*$")

    def _compile_bases(self, rulebook: Rulebook) -> None:
        """What a change is measured against: words that say it (同比), markers of a comparison (较), times (上年)."""
        words = partial(rulebook.words, "facts/basis")
        self.markers = (*words("marker"), *words("paired_marker"))
        self.markers_alone = frozenset(words("marker_alone"))
        self.comparison = _comparison(rulebook)
        self._compares = lazy_re(alternation([*words("marker"), *words("behind_paired"), *words("even")]))
        bases = {name: words(name) for name in _BASES}
        self.basis_words = Choice(bases, f"{alternatives(words('behind_basis'))}?")
        # of a clause that is a basis: 与上年同期相比, with an ending and two characters more
        self.longest_basis = max((len(word) for known in bases.values() for word in known), default=0) + 4
        self.basis_lists = bases | {"avg": (*bases["avg"], *words("avg_alone"))}
        self.relating = frozenset(words("relating"))
        # 同比多运640万吨
        self.more = lazy_regex(rf"(?<={alternation(words('before_more')) or NEVER})(多|少)(\p{{Han}}{{1,2}})$")
        # 连续5个月, 近两年来, 过去24小时: how long, not what
        frames = partial(rulebook.words, "facts/frames")
        self.duration = lazy_regex(
            rf"(?:在|以)?{alternatives(frames('before_length'))}?+"
            rf"(?:[0-9]++|[一二两三四五六七八九十]++)多?个?{alternatives(frames('lengths'))}"
            rf"{alternatives(frames('behind_length'))}?(?!{alternatives(frames('not_a_length'))})"
        )
        # 较〔上年同期〕的12.5亿元
        self.earlier_time = lazy_regex(
            rf"(?P<time>(?:{'|'.join((DATE, *words('earlier_time')))})"
            rf"(?:[^{DATE}]{{0,4}}?{alternatives(words('end_of_time'))})?)(?:的)?(?P<rest>.*)"
        )
        self.since_words = words("since_words")
        self.reference = [
            ("yoy", frozenset(words("last_year"))),
            ("mom", frozenset(words("last_month"))),
            ("qoq", frozenset(words("last_quarter"))),
        ]

    def _compile_modality(self, rulebook: Rulebook) -> None:
        """Words of targets, forecasts and plans inside a phrase."""
        words = partial(rulebook.words, "facts/modality")
        targets = (*words("intent"), *words("target"))
        self.modal = Choice({"target": targets} | {name: words(name) for name in ("forecast", "will", "actual")})
        # any word that parts a phrase: of modality, with an object, or light
        dividing = (*targets, *(word for name in ("forecast", "will", "actual") for word in words(name)))
        dividing += (*rulebook.words("facts/verbs", "causative"), *self.light)
        self.dividing = lazy_re(alternation(dividing))
        self.future_openings = words("future")
        self.forecast_indicators = words("forecast_indicators")

    def head_behind(self, phrase: str) -> int:
        """The length of the longest head word that a longer phrase ends with; 0 where it ends with none."""
        lengths = self.head_lengths.get(phrase[-1:], ())
        return next((size for size in lengths if size < len(phrase) and phrase[-size:] in self.heads), 0)

    def ends_in_head(self, phrase: str) -> bool:
        """Whether a phrase is a head word or ends with one."""
        return phrase in self.heads or self.head_behind(phrase) > 0

    def leading_pronoun(self, phrase: str) -> re.Match[str] | None:
        """The pronoun that a phrase opens with."""
        return self.pronoun.match(phrase) if phrase[0] in self.pronoun_firsts else None

    def find_comparison(self, text: str) -> regex.Match[str] | None:
        """The comparison in some words, looked for only where there is a word that makes one."""
        return self.comparison.search(text) if self._compares.search(text) else None


def _suffixes(rulebook: Rulebook) -> dict[str, Word]:
    """Every word that can come before a figure. Later groups do not take words of earlier ones."""
    found: dict[str, Word] = {}
    for word in _words_before_figures(rulebook):
        found.setdefault(word.text, word)
    return found


def _words_before_figures(rulebook: Rulebook) -> Iterator[Word]:
    for word in rulebook.words("facts/verbs", "from"):  # whatever else they are
        yield Word(word, Role.FROM)
    for role, file, section in _BEFORE_THE_VERBS:
        yield from _of_section(rulebook, role, file, section)
    for role, section in ((Role.RISE, "rise"), (Role.FALL, "fall")):
        yield from _changes(rulebook, role, section)
    for role, file, section in _BEHIND_THE_VERBS:
        yield from _of_section(rulebook, role, file, section)
    for section in ("heads", "qualifiers"):
        yield from (word for word in _of_section(rulebook, Role.NOUN, "indicators", section) if len(word.text) > 1)


def _of_section(rulebook: Rulebook, role: str, file: str, section: str) -> Iterator[Word]:
    """The words of a section in one role; they stand for its key, those of a basis for the section's name."""
    for entry in rulebook.section(f"facts/{file}", section):
        for word in entry.words:
            yield Word(word, role, entry.key or (section if role is Role.BASIS else ""))


def _changes(rulebook: Rulebook, role: str, section: str) -> Iterator[Word]:
    """Verbs of change, each followed by what it makes with 至 and 到: 增长, 增长至, 增长至了."""
    for entry in rulebook.section("facts/verbs", section):
        for verb in entry.words:
            yield Word(verb, role, entry.key or "")
            level = (entry.key or "").lstrip("=")
            for to in rulebook.words("facts/verbs", "to"):
                yield Word(verb + to, Role.TO, level)
                yield Word(verb + to + "了", Role.TO, level)


def _openings(rulebook: Rulebook) -> dict[str, str]:
    found: dict[str, str] = {}
    for role, section in (
        (Role.FORECAST, "forecast"), (Role.WILL, "will"), (Role.TARGET, "target"), (Role.ACTUAL, "actual"),
    ):  # fmt: skip
        for word in rulebook.words("facts/modality", section):
            found.setdefault(word, role)
    for word in rulebook.words("facts/frames", "opening"):
        found.setdefault(word, Role.ADVERB)
    return found


def _comparison(rulebook: Rulebook) -> regex.Pattern[str]:
    """The last comparison before a verb: 较2015年, 比全国平均水平, 与上年春节7天相比."""

    def words(section: str) -> str:
        return alternation(rulebook.words("facts/basis", section)) or NEVER

    # 同比, 占比 and the like are skipped whole, so that no marker is found inside them
    return lazy_regex(
        rf"(?:{words('marker_not')})(*SKIP)(*FAIL)|(?P<open>{words('marker')})(?P<ref>.+)"
        rf"|(?:{words('paired_marker')})(?P<ref2>.+?)"
        rf"(?:{words('behind_paired')}|(?={words('even')}))"
    )


@once_a_rulebook
def grammar_of(rulebook: Rulebook) -> Grammar:
    """The grammar of a rulebook, compiled once for all that read facts by it."""
    return Grammar(rulebook)
