"""Indicators: the catalogue of `rules/indicators/`, and which entry the words of a fact mean.

In: a fact's indicator, subject and unit. Out: the canonical name, and what of the subject is left when it took a part
of it. 例: 规模以上工业 + 增加值 → 规模以上工业增加值; 粮食 + 总产量 → 粮食产量; 社零 → 社会消费品零售总额.

Sources of the names are in `rules/indicators/README.md`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from extractor.catalogue.entries import (
    COUNTED,
    EDGE,
    Indicator,
    counted,
    counts_by_rate,
    folded,
    indicator_of,
)
from extractor.catalogue.kinds import Kinds
from extractor.lazy import lazy_re
from extractor.lexicon import Hit, Lexicon, alternatives
from extractor.mentions import PERCENT, QUANTITY
from extractor.rulebook import Rulebook, load_rulebook, once_a_rulebook

FOLDER = "indicators/"
_WORDS, _THINGS, _UNITS = FOLDER + "words", FOLDER + "things", FOLDER + "units"
_COMPANIES, _COUNTS = "gazetteers/companies", "counted"
_NAMES, _HEADS, _INDICES = "indicators", "of_things", "indices"
# Results, statements, finance, money, households and bids: the words before the last one name no industry, product or
# place there.
JOINED_GROUPS = frozenset(("companies", "statements", "finance", "money", "livelihood", "investment", "bids", "fiscal"))
RATE = ("%",)  # the unit of a rate, which is whole in every group: 森林覆盖率, 义务教育巩固率
_FIELDS = frozenset(("亩", "公顷"))
_LONGEST = 40  # characters of a phrase that is looked at
_INDEX_NAME = lazy_re("[^，、和与及等：；]{2,16}(?:指数|综指|成指)")
_LATIN = lazy_re("[A-Za-z0-9]+")


class Named(NamedTuple):
    """The canonical name of a fact's indicator; `rest` is the subject without what the name took of it."""

    name: str | None
    rest: str | None


class Indicators:
    """The catalogue of a rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.entries: dict[str, Indicator] = {}
        self._names: dict[str, Indicator] = {}
        self._heads: dict[str, Indicator] = {}
        self._indices: dict[str, Indicator] = {}
        self._spellings: dict[str, str] = {}
        for file in rulebook.files():
            if file.startswith(FOLDER) and file not in (_WORDS, _THINGS, _UNITS):
                for section in rulebook.names(file):
                    self._read(rulebook, file, section)
        self._things = _things(rulebook)
        self._before = _by_length(rulebook.words(_WORDS, "before"))
        self._after = _by_length(rulebook.words(_WORDS, "after"))
        self.owners = frozenset(rulebook.words(_WORDS, "owners"))
        self.owner_openings = frozenset(owner[:2] for owner in self.owners)
        self.verbs = frozenset(rulebook.words(_WORDS, "verbs"))
        self._partners = frozenset(rulebook.words(_WORDS, "partner"))
        self._places = _partner_places(rulebook)
        self._nations = {folded(word) for word in rulebook.words(_WORDS, "nation")}
        self._qualifiers = {w: e.words[0] for e in rulebook.section(_WORDS, "qualifier") for w in e.words}
        self._restricting = frozenset(rulebook.words(_WORDS, "restricting"))
        self._changing = tuple(rulebook.words(_WORDS, "changing"))
        shares = alternatives(rulebook.words(_WORDS, "of_whole"))
        self._share_of_whole = lazy_re(f"(?:约|将)?占(?:到|据|了)?(.{{1,20}}?)(?:的)?(?:{shares})?$")
        self._number_ends = tuple(rulebook.words(_WORDS, "number_ends"))
        self._divisions = rulebook.words("organizations", "before_departments")
        self._institutions = frozenset(map(folded, rulebook.words(_THINGS, "institutions")))
        self._towns = frozenset(
            [
                *rulebook.words("gazetteers/places", "city"),
                *rulebook.words("facts/pronouns", "provinces"),
                *rulebook.words("facts/pronouns", "municipalities"),
            ]
        )
        listed = (word for name in rulebook.names(_COMPANIES) for word in rulebook.words(_COMPANIES, name))
        self._companies = frozenset(word for word in listed if word in self._things)
        self._kinds = Kinds(rulebook, self._names, self._heads, self._things)

    def _read(self, rulebook: Rulebook, file: str, section: str) -> None:
        group = file.removeprefix(FOLDER)
        for entry in rulebook.section(file, section):
            if section in COUNTED:
                for name, indicator in counted(entry, group, section):
                    self.entries.setdefault(indicator.name, indicator)
                    self._names.setdefault(folded(name), indicator)
                continue
            indicator = indicator_of(entry, group)
            known = self.entries.setdefault(indicator.name, indicator)
            for name in indicator.names:
                self._spellings.setdefault(name, known.name)
                key = folded(name)
                if section == _INDICES:
                    self._indices.setdefault(key, known)
                    continue
                self._names.setdefault(key, known)
                if section == _HEADS:
                    self._heads.setdefault(key, known)

    @staticmethod
    def is_joined(entry: Indicator) -> bool:
        """Whether a reader's cut never splits the names of an entry: 工资性收入, 森林覆盖率."""
        return entry.group in JOINED_GROUPS or entry.units == RATE

    @cached_property
    def joined_ends(self) -> frozenset[str]:
        """What the names of joined entries end in: 收入 of 工资性收入."""
        joined = [s for s, name in self._spellings.items() if self.is_joined(self.entries[name])]
        return frozenset([spelling[at:] for spelling in joined for at in range(1, len(spelling))])

    @cached_property
    def _lexicon(self) -> Lexicon[str]:
        return Lexicon(self.spellings())

    def is_qualifier(self, words: str) -> bool:
        """Whether words only restrict an industry or a group: 规上, 限额以上."""
        return words in self._qualifiers

    def is_name(self, words: str) -> bool:
        """Whether words are one of the catalogue's names."""
        return folded(words) in self._names

    def is_thing(self, words: str) -> bool:
        """Whether words name one of the goods, industries or groups that join with indicators."""
        return folded(words) in self._things

    def entry(self, words: str) -> Indicator | None:
        """The entry that has words as one of its names, just as they are written."""
        name = self._spellings.get(words)
        return self.entries[name] if name is not None else None

    def spellings(self) -> dict[str, str]:
        """Each name of two characters or more with the canonical one."""
        return {spelling: name for spelling, name in self._spellings.items() if len(spelling) > 1}

    def find(self, text: str) -> list[Hit[str]]:
        """Where names of the catalogue are in a text, in one pass: the longest at each place.

        Returns:
            (start, end, canonical name), half-open code points, in text order, none overlapping another.

        Example:
            >>> known_indicators().find("核心一级资本充足率为12.3%，社零增长5%")
            [(0, 9, '核心一级资本充足率'), (16, 18, '社会消费品零售总额')]
        """
        return list(self._lexicon.find(text))

    def named(
        self,
        indicator: str | None,
        subject: str | None,
        label: str,
        unit: str = "",
        kind: str | None = None,
        *,
        join: bool = True,
    ) -> Named:
        """The canonical name of what a fact measures.

        Args:
            indicator, subject: the words of the fact.
            label, unit, kind: those of its figure: a name that is measured in other units is not given.
            join: whether the end of the subject may be a part of the name.

        Example:
            >>> known_indicators().named("增加值", "北京市规模以上工业", "PERCENT", "%", "change")
            Named(name='规模以上工业增加值', rest='北京市')
            >>> known_indicators().named("营业收入", "某公司", "QUANTITY", "吨", "level")
            Named(name=None, rest='某公司')
        """
        if indicator is None:
            found = self._index(subject)
            return Named(found, None if found else subject)
        core = self._core(folded(indicator[-_LONGEST:]))
        if not core:
            return Named(None, subject)
        joined = self._with_subject(core, subject, label, unit, kind) if join else None
        if joined is not None:
            return joined
        found = (
            self._name_of(core, label, unit, kind)
            or self._share(core, label, unit, kind)
            or self._area(core, unit, kind)
        )
        if found:
            return Named(found, subject)
        named = self._beyond_place(core, subject, label, unit, kind)
        if named.name:
            return named
        name = self._restricted(core, label, unit, kind) or self._kind_of(core, label, unit, kind)
        if name is None and (place := self._opening(core)):
            name = self._kind_of(core[len(place) :].lstrip(EDGE), label, unit, kind)
            subject = (subject or place) if name else subject
        return Named(_spelled(name, indicator) if name else None, subject)

    def _opening(self, core: str) -> str:
        """The country that a phrase opens with: 德国 of 德国保险公司."""
        return next((core[:size] for size in range(min(8, len(core) - 2), 1, -1) if core[:size] in self._places), "")

    def _kind_of(self, core: str, label: str, unit: str, kind: str | None) -> str | None:
        """The name of a kind of what has a name: 科技企业, 日均交易金额."""
        for words in self._peeled(core):
            if name := self._kinds.named(words, label, unit, kind, self._name_of):
                return name
        return None

    def _restricted(self, core: str, label: str, unit: str, kind: str | None) -> str | None:
        """The name behind words that say whose it is, for names that this does not change: 以军士兵死亡."""
        for size in range(1, len(core) - 1):
            entry = self._names.get(core[size:])
            if entry is not None:
                whole = entry.name in self._restricting and not core[:size].endswith(self._changing)
                return entry.name if whole and entry.measures(label, unit, kind) else None
        return None

    def _area(self, core: str, unit: str, kind: str | None) -> str | None:
        """What a field crop without another word is measured by in 亩: 小麦16万亩 is 小麦播种面积."""
        thing = self._things.get(core) if unit in _FIELDS and kind == "level" else None
        return self._composed(folded(thing) + "播种面积", QUANTITY, unit, kind) if thing else None

    def _share(self, core: str, label: str, unit: str, kind: str | None) -> str | None:
        """占全国比重 of 占全国总量的比重: what is taken as the whole stays in the name."""
        of_whole = label == PERCENT and (kind == "share" or (kind == "change" and unit == "pp"))
        match = self._share_of_whole.match(core) if of_whole else None
        if match is None:
            return None
        whole = self._names.get(match[1])
        known = whole is not None and whole.group != _COUNTS
        return f"占{whole.name if whole and known else match[1]}比重"

    def _beyond_place(self, core: str, subject: str | None, label: str, unit: str, kind: str | None) -> Named:
        """The name behind a place that an indicator opens with: 广东进出口总值, 对东盟进出口."""
        own = folded(subject) if subject else ""
        for size in range(min(10, len(core) - 2), 1, -1):
            if core[:size] == own or core[:size] in self._nations or core[:size] in self._places:
                name = self._name_of(core[size:].lstrip(EDGE), label, unit, kind)
                return Named(name, subject or core[:size]) if name else Named(None, subject)
        if core[0] in self._partners:
            for size in range(min(12, len(core) - 1), 1, -1):
                entry = self._names.get(core[size:]) if core[1:size].strip(EDGE) in self._places else None
                if entry is not None and entry.measures(label, unit, kind):
                    return Named(core[:size] + entry.name, subject)
        return Named(None, subject)

    def _index(self, subject: str | None) -> str | None:
        """A market's index, of which the subject is the name; one in no list keeps its name in the text."""
        words = (subject or "").rpartition("的")[2].strip(EDGE)
        known = (self._indices.get(folded(words[start:])) for start in range(max(1, min(len(words) - 2, _LONGEST))))
        entry = next(filter(None, known), None)
        return entry.name if entry else words if _INDEX_NAME.fullmatch(words) else None

    def _with_subject(self, core: str, subject: str | None, label: str, unit: str, kind: str | None) -> Named | None:
        """The name that the end of the subject makes with the indicator, and what of the subject is left."""
        if not subject:
            return None
        whole = folded(subject[-_LONGEST:])
        if subject in self._companies and (entry := self._names.get(core)) and entry.group == "companies":
            return None  # 苹果 has a profit as a company, 苹果产量 is of the fruit
        if kind_of := self._kinds.of_subject(whole, core, label, unit, kind):
            return Named(kind_of, None)
        for size in range(min(len(whole), 20), 1, -1):
            name = self._name_of(whole[-size:] + core, label, unit, kind, strict=True)
            thing = whole[-size:] if whole[-size:] in self._things else ""
            if name is not None and self._is_owner(whole[:-size], thing):
                left = subject[: len(subject) - size] if folded(subject[-size:]) == whole[-size:] else ""
                qualifier, left = self._qualifier(left.strip(EDGE))
                return Named(qualifier + name, left or self._nation(whole))
        return None

    def _is_owner(self, left: str, thing: str) -> bool:
        """Whether what is left of a subject can own the name; a noun is a part of a thing: 风电 + 太阳能发电量."""
        words = left.rstrip(EDGE)
        if words in self._towns and thing in self._institutions:
            return False  # 江苏 + 银行 is a bank's name
        if not words or words != left or words in self.owners or words in self._nations:
            return True
        if left in self._things or not thing:
            return left not in self._things
        return words.endswith((*self._qualifiers, *self._divisions)) or not self._kinds.is_noun(words)

    def _qualifier(self, subject: str) -> tuple[str, str]:
        """The canonical word that restricts what follows a subject, and the subject without it: 某省, 规上."""
        word = next((word for word in self._qualifiers if subject.endswith(word)), "")
        return self._qualifiers.get(word, ""), subject[: len(subject) - len(word)].strip(EDGE)

    def _nation(self, subject: str) -> str | None:
        """The word for the nation that a subject opens with: 全国 of 全国民航, both taken by 民航旅客运输量."""
        return next((word for word in self._nations if subject.startswith(word)), None)

    def _name_of(self, phrase: str, label: str, unit: str, kind: str | None, strict: bool = False) -> str | None:
        """The name of a phrase: an entry, or a thing with an entry that joins with things.

        `strict` leaves out the phrase's own words before and after a name: they are another word's there.
        """
        for candidate in (phrase,) if strict else self._peeled(phrase):
            entry = self._names.get(candidate)
            if entry is not None:
                stated = candidate.endswith(self._number_ends)
                return entry.name if entry.measures(label, unit, kind) or counts_by_rate(stated, unit, kind) else None
            composed = self._composed(candidate, label, unit, kind, strict)
            if composed is not None:
                return composed
        return None

    def _composed(self, phrase: str, label: str, unit: str, kind: str | None, strict: bool = False) -> str | None:
        for cut in range(len(phrase) - 1, 0, -1):
            thing = self._things.get(phrase[:cut])
            rest = phrase[cut:] if thing else ""
            rest = (rest if rest in self._heads else _cut_end(rest, self._after)) if strict else self._core(rest)
            head = self._heads.get(rest)
            if thing and head is not None:
                if not head.measures(label, unit, kind):
                    return None
                entry = self._names.get(folded(thing + head.name))
                return entry.name if entry is not None else thing + head.name
        return None

    def _core(self, phrase: str) -> str:
        """A phrase without the words before and after a name that do not change it, unless it is a name with them."""
        return next((peeled for peeled in self._peeled(phrase) if peeled in self._names), phrase)

    def _peeled(self, phrase: str) -> Iterable[str]:
        yield phrase
        seen = {phrase}
        left = [phrase]
        while left and len(seen) < 24:
            now = left.pop(0)
            for shorter in (_cut_start(now, self._before), _cut_end(now, self._after)):
                shorter = shorter.strip(EDGE)
                if shorter and shorter not in seen:
                    seen.add(shorter)
                    left.append(shorter)
                    yield shorter


def _things(rulebook: Rulebook) -> dict[str, str]:
    found = {folded(w): e.words[0] for e in rulebook.section(_THINGS, "same") for w in e.words}
    for section in rulebook.names(_THINGS):
        if section != "same":
            for word in rulebook.words(_THINGS, section):
                found.setdefault(folded(word), word)
    return found


def _partner_places(rulebook: Rulebook) -> frozenset[str]:
    places = {*rulebook.words(_WORDS, "partners"), *rulebook.words("gazetteers/places", "country")}
    return frozenset(map(folded, places))


def _spelled(name: str, words: str) -> str:
    """A name whose Latin letters are written as in the words that it was made from: 5G手机销量."""
    spelled = {match[0].casefold(): match[0] for match in _LATIN.finditer(words)}
    return _LATIN.sub(lambda match: spelled.get(match[0], match[0]), name) if spelled else name


def _by_length(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({folded(word) or word for word in words}, key=len, reverse=True))


def _cut_start(phrase: str, words: tuple[str, ...]) -> str:
    return next((phrase[len(word) :] for word in words if phrase.startswith(word)), phrase)


def _cut_end(phrase: str, words: tuple[str, ...]) -> str:
    return next((phrase[: -len(word)] for word in words if phrase.endswith(word)), phrase)


@once_a_rulebook
def indicators_of(rulebook: Rulebook) -> Indicators:
    """The catalogue of a rulebook, read once for all that ask it."""
    return Indicators(rulebook)


def known_indicators(rules: Iterable[str] = ()) -> Indicators:
    """The catalogue of the package's rules and of directories of your own, read once.

    Raises:
        RulesError: a directory is missing, or a line cannot be read.

    Example:
        >>> known_indicators().entries["核心一级资本充足率"].units
        ('%',)
    """
    return indicators_of(load_rulebook(rules))
