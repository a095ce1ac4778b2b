"""The names of a document: where they stand, and which one a pronoun stands for.

In: a document's text and its names. Out: `Names`. 例: in “江州电子公告，该公司净利润…” 该公司 stands for 江州电子.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from operator import attrgetter

from extractor.facts.grammar import Grammar
from extractor.facts.spans import Words
from extractor.lazy import lazy_regex
from extractor.mentions import LOC, ORG, Mention

# 江州市 in 江州市统计局, 清河县 in 云江省清河县
_DIVISION = {
    "市": lazy_regex(r"(?:\p{Han}{2,5}?(?:省|自治区))?(\p{Han}{2,6}?市)"),
    "省": lazy_regex(r"(\p{Han}{2,6}?(?:省|自治区))"),
    "区": lazy_regex(r"(?:\p{Han}{2,5}?[省市])*+(\p{Han}{2,6}?区)"),
    "县": lazy_regex(r"(?:\p{Han}{2,5}?[省市州])*+(\p{Han}{2,6}?县)"),
    "州": lazy_regex(r"(?:\p{Han}{2,5}?省)?(\p{Han}{2,8}?州)"),
}
_RECENT = 12  # names a reader looks back over for what a pronoun means


class Names:
    """The document's names, looked up by their first character, and the antecedents of pronouns."""

    def __init__(self, text: str, mentions: list[Mention], grammar: Grammar) -> None:
        self.grammar = grammar
        self.mentions = sorted(mentions, key=attrgetter("start"))
        self.sentence = 0  # where the sentence being read starts
        self._starts = [m.start for m in self.mentions]
        self.text = text
        self._by_first: dict[str, list[str]] = {}
        self._by_last: dict[str, list[str]] | None = None
        self.labels: dict[str, str] = {}
        for mention in self.mentions:
            name = text[mention.start : mention.end]
            if name not in self.labels:
                self.labels[name] = mention.label
                self._by_first.setdefault(name[0], []).append(name)
        for names in self._by_first.values():
            names.sort(key=len, reverse=True)

    @cached_property
    def _placed(self) -> dict[str, tuple[list[int], list[Words]]]:
        """For each label where its names end, and the names, in text order."""
        placed: dict[str, tuple[list[int], list[Words]]] = {}
        for mention in self.mentions:
            ends, names = placed.setdefault(mention.label, ([], []))
            ends.append(mention.end)
            names.append(self.words_of(mention))
        return placed

    def words_of(self, mention: Mention) -> Words:
        """The words of a name, with their place."""
        return Words(self.text[mention.start : mention.end], mention.start)

    def leading(self, phrase: str) -> str | None:
        """The longest known name, or pronoun, at the start of a phrase."""
        if not phrase:
            return None
        for name in self._by_first.get(phrase[0], ()):
            if phrase.startswith(name):
                return name
        if phrase[0] not in self.grammar.pronoun_firsts:
            return None
        pronoun = self.grammar.leading_pronoun(phrase)
        return pronoun[0] if pronoun else None

    def trailing(self, phrase: str) -> str | None:
        """The longest known name, or place pronoun, at the end of a phrase."""
        if self._by_last is None:
            self._by_last = {}
            for name in sorted(self.labels, key=len, reverse=True):
                self._by_last.setdefault(name[-1], []).append(name)
        last = phrase[-1:]
        name = next((name for name in self._by_last.get(last, ()) if phrase.endswith(name)), "")
        place = next((place for place in self.grammar.places_by_last.get(last, ()) if phrase.endswith(place)), "")
        return (name if len(name) >= len(place) else place) or None

    def between(self, start: int, end: int, labels: tuple[str, ...]) -> list[Mention]:
        """The names of some labels inside a stretch of the text."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end, low)
        if low == high:
            return []
        return [m for m in self.mentions[low:high] if m.label in labels and m.end <= end]

    def is_place(self, phrase: str) -> bool:
        """Whether a phrase is a place's name: places have no share price."""
        return self.labels.get(phrase) == LOC or phrase in self.grammar.kept

    def last(self, offset: int, label: str, back: int = 0) -> Words | None:
        """The name of a label that is last before an offset, or the one `back` places before it."""
        ends, names = self._placed.get(label, ([], []))
        index = bisect_right(ends, offset) - 1 - back
        return names[index] if index >= 0 else None

    def _company(self, offset: int, speaker: Words | None) -> Words | None:
        """The body that 公司 stands for: the sentence's first, or the one that speaks, or the document's first."""
        said = speaker.text if speaker else None
        for start in (self.sentence, 0):
            if start == 0 and said in self.labels and said not in self.media:
                return speaker
            for mention in self.between(start, offset, (ORG,))[:_RECENT]:
                name = self.words_of(mention)
                if name.text not in self.media and name.text != said:
                    return name
        return None

    @cached_property
    def media(self) -> frozenset[str]:
        """The media houses of the document: bodies named right before 消息, 讯 or 记者."""
        text, marks, firsts = self.text, self.grammar.press_marks, self.grammar.press_firsts
        found = [m for m in self.mentions if text[m.end : m.end + 1] in firsts and text.startswith(marks, m.end)]
        return frozenset([text[m.start : m.end] for m in found if m.label == ORG])

    def resolve(self, phrase: str | None, offset: int, speaker: str | None, discussed: str | None = None) -> str | None:
        """Put the name in a leading pronoun's place: 全市 → 北京市, 该公司 → the company last named.

        Args:
            phrase: words that may begin with a pronoun.
            offset: where they are; names behind it are not looked at.
            speaker: who speaks there.
            discussed: the company that the article is about, which 公司 then stands for.
        """
        if not phrase:
            return phrase
        known = [Words(words) if words is not None else None for words in (speaker, discussed)]
        return self.resolved(Words(phrase), offset, *known).text

    def resolved(self, phrase: Words, offset: int, speaker: Words | None, discussed: Words | None = None) -> Words:
        """The same for words with their places: a name that takes a pronoun's place brings its own."""
        match = self.grammar.leading_pronoun(phrase.text) if phrase.text else None
        if match is None:
            return phrase
        name = self._antecedent(match[0], offset, speaker, discussed)
        return name + phrase[match.end() :] if name else phrase

    def _antecedent(self, word: str, offset: int, speaker: Words | None, discussed: Words | None) -> Words | None:
        """The name that a pronoun stands for; None where it stands for none that is known."""
        grammar = self.grammar
        if word in grammar.kept:
            return None
        if word in grammar.companies:
            if word in ("公司", "集团"):
                return discussed or self._company(offset, speaker) or speaker
            return self.last(offset, ORG) or speaker
        if word in grammar.institutions:
            return speaker or self.last(offset, ORG)
        if word in ("前者", "后者"):
            return self.last(offset, ORG, 1 if word == "前者" else 0)
        return self._place(grammar.places[word], offset) if word in grammar.places else None

    def _place(self, suffix: str, offset: int) -> Words | None:
        """The place that 全市, 我省 or 该国 stands for, looked for among the last names before it."""
        grammar = self.grammar
        recent = [name for back in range(_RECENT) for name in [self.last(offset, LOC, back)] if name]
        bodies = [name for back in range(_RECENT) for name in [self.last(offset, ORG, back)] if name]
        if suffix == "地":
            return recent[0] if recent else None
        if suffix == "国":
            return next((country for name in (*recent, *bodies) if (country := self._country(name))), None)
        for name in (*recent, *bodies):
            for base, full in grammar.divisions[suffix].items():
                if name.text.startswith(base):
                    known = full if name.text.startswith(full) else base if full.startswith(base) else ""
                    return name[: len(known)] + Words(full[len(known) :])
            division = _DIVISION[suffix].match(name.text)
            if division:
                return name[division.start(1) : division.end(1)]
        return None

    def _country(self, name: Words) -> Words | None:
        """The country that a name begins with."""
        grammar = self.grammar
        for size in range(min(grammar.country_longest, len(name.text)), 1, -1):
            if name.text[:size] in grammar.countries:
                return name[:size]
        return None
