"""Kinds of what the catalogue has: a name with the words before it that say which kind is a name of its own.

In: a phrase that is no name itself. Out: the canonical name with those words. 例: 科技企业 → 科技企业数; 日均交易金额 →
日均成交额; 燃气销售量 → 燃气销量; 出口钢材 → 钢材出口量; 设备投资占比 stays a share of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from extractor.catalogue.entries import counts_by_rate
from extractor.mentions import PERCENT, QUANTITY
from extractor.rulebook import Rulebook
from extractor.segmentation import tagged

if TYPE_CHECKING:
    from extractor.catalogue.entries import Indicator

_FILE = "indicators/words"
_LONGEST = 10  # characters of the words that say which kind
_LEAST = 2  # characters of a name that they come before
# Parts of speech of words that say which kind: nouns, verbal nouns, attributes, adjectives, abbreviations, set phrases.
_SAYING = frozenset(("n", "nz", "ng", "vn", "b", "a", "an", "j", "l", "i", "s", "eng", "k"))
_NOUNS = frozenset(("n", "vn", "b", "a", "an"))
Finder = Callable[[str, str, str, "str | None"], "str | None"]


class Kinds:
    """The words that make kinds, of a rulebook.

    Args:
        rulebook: its file `indicators/words` has the words.
        names: each name of the catalogue with its entry, folded.
        heads: those of them that join with things.
        things: each thing with its canonical word, folded.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        names: Mapping[str, Indicator],
        heads: Mapping[str, Indicator],
        things: Mapping[str, str],
    ) -> None:
        self._heads, self._things = heads, things
        self._ends = tuple(sorted(rulebook.words(_FILE, "number_ends"), key=len, reverse=True))
        own = frozenset(rulebook.words(_FILE, "restricting"))
        self._counted = {
            name: entry
            for name, entry in names.items()
            if entry.name not in own
            and entry.name.casefold().startswith(name)
            and entry.name[len(name) :] in self._ends
        }
        self._averaged = {word: e.words[0] for e in rulebook.section(_FILE, "averaged") for word in e.words}
        self._within = {word: self._averaged.get(word, "") for word in rulebook.words(_FILE, "within")}
        self._behind = frozenset(rulebook.words(_FILE, "averaged_behind"))
        self._by_verb = {e.name: e.words for e in rulebook.section(_FILE, "by_verb")}
        self._shares = tuple(rulebook.words(_FILE, "share_ends"))
        self._not_saying = tuple(rulebook.words(_FILE, "not_saying"))
        self._saying = frozenset(map(str.casefold, rulebook.words(_FILE, "saying")))
        self._doing = tuple(sorted(rulebook.words(_FILE, "doing"), key=len, reverse=True))
        self._new = tuple(sorted(rulebook.words(_FILE, "new"), key=len, reverse=True))
        self._done = tuple(sorted(rulebook.words(_FILE, "done"), key=len, reverse=True))
        self._traded = {e.name: e.words for e in rulebook.section(_FILE, "traded")}

    def named(self, phrase: str, label: str, unit: str, kind: str | None, find: Finder) -> str | None:
        """The canonical name of a phrase that says which kind of a name is meant, None where it does not.

        Args:
            phrase: folded, no name itself.
            label, unit, kind: those of the figure.
            find: the catalogue's own look-up of a phrase.
        """
        return self._of_kind(phrase, label, unit, kind, find) or self._inside(phrase, label, unit, kind, find)

    def _of_kind(self, phrase: str, label: str, unit: str, kind: str | None, find: Finder) -> str | None:
        return (
            self._average(phrase, label, unit, kind, find)
            or self._part(phrase, label, kind, find)
            or self._of_verb(phrase, label, unit, kind)
            or self._number(phrase, label, unit, kind)
            or self._of_thing(phrase, label, unit, kind)
        )

    def _average(self, phrase: str, label: str, unit: str, kind: str | None, find: Finder) -> str | None:
        """日均 + 成交额: an average of a known name, or of a kind of one."""
        for word, canonical in self._averaged.items():
            if phrase.startswith(word) and len(phrase) > len(word) + 1:
                rest = phrase[len(word) :]
                name = find(rest, label, unit, kind) or self._of_thing(rest, label, unit, kind)
                return canonical + name if name and not name.startswith(canonical) else name
            if phrase.endswith(word) and word in self._behind and len(phrase) > len(word) + 2:
                rest = phrase[: -len(word)]
                name = find(rest, label, unit, kind) or self._of_thing(rest, label, unit, kind)
                return find(canonical + rest, label, unit, kind) or (canonical + name if name else None)
        return None

    def _inside(self, phrase: str, label: str, unit: str, kind: str | None, find: Finder) -> str | None:
        """国家铁路累计发送货物, 快递日均业务量: a word that tells the reach or an average in the middle of a name."""
        for word, canonical in self._within.items():
            before, found, behind = phrase.partition(word)
            if before and found and behind:
                rest = before + behind
                name = find(rest, label, unit, kind) or self._of_kind(rest, label, unit, kind, find)
                return canonical + name if name and not name.startswith(canonical) else name
        return None

    def _part(self, phrase: str, label: str, kind: str | None, find: Finder) -> str | None:
        """出口占比: the share that a noun has of a whole which is not named."""
        end = next((end for end in self._shares if phrase.endswith(end)), None)
        if end is None or kind != "share" or label != PERCENT:
            return None
        noun = phrase[: -len(end)].rstrip("的")
        return noun + self._shares[0] if len(noun) >= _LEAST and self._are_nouns(noun) else None

    def _of_verb(self, phrase: str, label: str, unit: str, kind: str | None) -> str | None:
        """出口 + 钢材, 钢材 + 消费: a verb beside the thing instead of the name behind it; or the verb alone."""
        for verb, names in self._by_verb.items():
            if phrase.startswith(verb):
                # alone only those that are measured in goods and in money
                thing = "" if phrase == verb and len(names) > 1 else self._things.get(phrase[len(verb) :])
                if name := self._measured(thing, names, label, unit, kind):
                    return name
        for verb, names in self._traded.items():
            thing = self._things.get(phrase.removesuffix(verb)) if label == QUANTITY and phrase.endswith(verb) else None
            if name := self._measured(thing, names, label, unit, kind):
                return name
        return None

    def _measured(
        self, thing: str | None, names: tuple[str, ...], label: str, unit: str, kind: str | None
    ) -> str | None:
        """The first of the names that a thing can have which is measured like this."""
        heads = (self._heads.get(name) for name in names) if thing is not None else ()
        return next((f"{thing}{head.name}" for head in heads if head and head.measures(label, unit, kind)), None)

    def _number(self, phrase: str, label: str, unit: str, kind: str | None) -> str | None:
        """科技 + 企业: so many of a kind; 企业 + 参展 are those that did it, 参展企业."""
        if (label != QUANTITY or kind != "level") and kind != "change":
            return None
        doing = next((word for word in self._doing if phrase.startswith(word)), "")
        end = next((end for end in self._ends if phrase.endswith(end)), "")
        words = phrase.removeprefix(doing).removesuffix(end)
        found = self._so_many(words, bool(end), label, unit, kind)
        if found is not None or end:
            return found
        done = next((word for word in self._done if words.endswith(word)), "")
        if not done:
            return None
        words = words.removesuffix(done)
        name = self._so_many(words, False, label, unit, kind)
        # 参展 comes before the noun of the canonical name: 知名参展企业数
        ends = (words[cut:] for cut in range(max(0, len(words) - _LONGEST), len(words)))
        noun = next((end for end in ends if end in self._counted), "")
        return name.replace(noun, done + noun) if name and noun and name.count(noun) == 1 else None

    def _so_many(self, words: str, stated: bool, label: str, unit: str, kind: str | None) -> str | None:
        """The name of how many there are of what words name; `stated`: a word for a number followed it."""
        entry = self._counted.get(words)
        if entry is not None and (entry.measures(label, unit, kind) or counts_by_rate(stated, unit, kind)):
            return entry.name
        if new := next((word for word in self._new if words.startswith(word) and len(words) > len(word)), ""):
            name = self._so_many(words.removeprefix(new), True, label, unit, kind)
            return new + name if name else None
        return self._longest(words, self._counted, label, unit, kind, stated)

    def is_noun(self, words: str) -> bool:
        """Whether words end in a noun that names no actor: 乡村休闲 before 农业."""
        return tagged(words)[-1][1] in _NOUNS

    def of_subject(self, subject: str, core: str, label: str, unit: str, kind: str | None) -> str | None:
        """护理人员 + 数: the number of what the whole subject names."""
        return self._number(subject + core, label, unit, kind) if core in self._ends else None

    def _of_thing(self, phrase: str, label: str, unit: str, kind: str | None) -> str | None:
        """燃气 + 销售量: a name that joins with things, behind a thing that no list has."""
        return self._longest(phrase, self._heads, label, unit, kind)

    def _longest(
        self,
        phrase: str,
        names: Mapping[str, Indicator],
        label: str,
        unit: str,
        kind: str | None,
        stated: bool = False,
    ) -> str | None:
        """The longest name that ends a phrase, behind nothing but words that say which kind."""
        for cut in range(max(1, len(phrase) - 12), len(phrase) - _LEAST + 1):
            entry = names.get(phrase[cut:])
            if entry is None:
                continue
            measured = entry.measures(label, unit, kind) or counts_by_rate(stated, unit, kind)
            if entry.units and measured and self._says(phrase[:cut]):
                return phrase[:cut] + entry.name
            return None
        return None

    def _says(self, words: str) -> bool:
        """Whether words can say which kind of a thing is meant, and do nothing else."""
        return not (words.endswith(self._not_saying) or words.startswith(self._not_saying)) and self._are_nouns(words)

    def _are_nouns(self, words: str) -> bool:
        """Whether words are nouns and words before nouns, and not too many."""
        return len(words) <= _LONGEST and all(word in self._saying or tag in _SAYING for word, tag in tagged(words))
