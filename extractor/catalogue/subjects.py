"""Subjects: the canonical name of whose property a fact is.

In: the subject's words. Out: a place in full (北京 → 北京市), a listed company's short name, a body's full name, 中国
for a nation's total (全国, 我国); None where no list has it or several could be meant.

Sources: places and bodies of `rules/gazetteers/` (GB/T 2260; Unicode CLDR; the State Council's list of its bodies) and
the companies that its lists name (those of the exchanges of Shanghai, Shenzhen and Beijing).
"""

from __future__ import annotations

from collections import Counter

from extractor.rulebook import Rulebook

_EDGE = " 　“”\"'‘’（）()、，,的"
_SHORTEST = 2


class Subjects:
    """The canonical subjects of a rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._names: dict[str, str] = {}
        ends = [end for end, form in rulebook.mapping("places", "division_ends").items() if form == "short"]
        self._ends = tuple(sorted(ends, key=len, reverse=True))
        self._reach = rulebook.words("indicators/words", "reach")
        self._add_nations(rulebook)
        self._add_places(rulebook)
        for section in rulebook.names("gazetteers/bodies"):
            for word, name in rulebook.mapping("gazetteers/bodies", section).items():
                self._names.setdefault(word, name)
        self._add_companies(rulebook)

    def _add_nations(self, rulebook: Rulebook) -> None:
        for word, name in rulebook.mapping("indicators/words", "nation").items():
            self._names.setdefault(word, name)

    def _add_places(self, rulebook: Rulebook) -> None:
        countries = rulebook.words("gazetteers/places", "country")
        for word in countries:
            self._names.setdefault(word, word)
        regions = rulebook.mapping("facts/pronouns", "regions")
        for short, full in regions.items():
            self._names.setdefault(short, full)
            self._names.setdefault(full, full)
        for short in rulebook.words("facts/pronouns", "provinces"):
            self._names.setdefault(short, short + "省")
        for short in rulebook.words("facts/pronouns", "municipalities"):
            self._names.setdefault(short, short + "市")
        divisions = rulebook.words("gazetteers/places", "division")
        for place in divisions:
            self._names.setdefault(place, place)
        shorts = Counter(short for place in divisions for short in self._short(place))
        for place in divisions:
            for short in self._short(place):
                if shorts[short] == 1 and place.endswith("市"):
                    self._names.setdefault(short, place)

    def _add_companies(self, rulebook: Rulebook) -> None:
        """Full, present and former names of listed companies; a name that several have means none of them."""
        file = "gazetteers/companies"
        found: dict[str, set[str]] = {}
        for section in rulebook.names(file):
            if section == "listed":
                for entry in rulebook.section(file, section):
                    for word in (entry.name, *entry.words):
                        found.setdefault(word, set()).add(entry.name)
        for word, names in found.items():
            if len(names) == 1 and len(word) > _SHORTEST:
                self._names.setdefault(word, next(iter(names)))

    def named(self, subject: str | None) -> str | None:
        """The canonical name of a subject, or None.

        Example:
            >>> from extractor.rulebook import load_rulebook
            >>> subjects = Subjects(load_rulebook())
            >>> subjects.named("北京"), subjects.named("我国"), subjects.named("某公司")
            ('北京市', '中国', None)
        """
        if subject is None or len(subject) < _SHORTEST:
            return None
        words = subject.strip(_EDGE)
        found = self._names.get(words)
        if found is not None:
            return found
        for reach in self._reach:
            if words.endswith(reach) and (found := self._names.get(words[: -len(reach)])) is not None:
                return found
        return self._last_place(words)

    def _last_place(self, words: str) -> str | None:
        """A place named with the one it lies in: 广东省深圳市, 广东深圳 → 深圳市."""
        for cut in range(2, min(len(words) - 1, 9)):
            outer, inner = self._names.get(words[:cut]), self._names.get(words[cut:])
            if outer and inner and outer.endswith(self._ends) and inner.endswith(self._ends) and outer != inner:
                return inner
        return None

    def _short(self, place: str) -> list[str]:
        """The short forms of a division: 深圳 of 深圳市; none where one character would be left."""
        return [place[: -len(end)] for end in self._ends if place.endswith(end) and len(place) > len(end) + 1]
