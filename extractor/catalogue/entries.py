"""Entries of the catalogue: one line of `rules/indicators/`, and what a line of counted things means.

In: a line of a rules file. Out: :class:`Indicator`. 例: `社会消费品零售总额 社零 unit=CNY` is one entry; the line
`个|处: 服务站 景点` under [counted] is two, 服务站数 and 景点数.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.mentions import MONEY, MULTIPLE, PERCENT, QUANTITY
from extractor.rulebook import Entry

MONEY_UNIT, RATE, INDEX, AMOUNT = "CNY", "%", "index", "量"
RATES = frozenset(("%", "pp", "bp", "倍"))
EDGE = " 　“”\"'‘’（）()《》、，,：:；;的"
COUNTED = {"counted": "数", "counted_goods": "数", "counted_people": "人数", "counted_times": "次数"}
"""Sections of what is counted, with what the names of their entries end in."""
_GOODS, _OF_COMPANIES, _NEW = "counted_goods", "家", "新"
_DROPPED = str.maketrans("", "", " 　\t\n")


@dataclass(frozen=True, slots=True)
class Indicator:
    """An entry of the catalogue.

    Attributes:
        name: the canonical name.
        group: the file it is listed in, without its folder: prices, companies.
        units: what it is measured in: CNY (money of any currency), %, index, 量 (any quantity), or units of counts;
            empty where any unit will do.
        share: whether it is a part of a whole.
        part: the name of what it is a part of, or None.
        names: all names, the canonical one first.
        countable: whether it is so many of goods that are named alone: what changes by a rate is not said then.
    """

    name: str
    group: str
    units: tuple[str, ...] = ()
    share: bool = False
    part: str | None = None
    names: tuple[str, ...] = ()
    countable: bool = False

    def measures(self, label: str, unit: str, kind: str | None) -> bool:
        """Whether a figure of this label, unit and kind can be of this indicator."""
        if self._says_nothing_of(label, kind):
            return False
        if not self.units or (kind == "change" and unit in RATES):
            return True
        first = self.units[0]
        if first == MONEY_UNIT:
            return label == MONEY
        if label in (PERCENT, MULTIPLE):
            return bool(({RATE, "‰", INDEX, unit} if label == PERCENT else {"倍"}) & set(self.units))
        of_its_units = unit in ("", "点") if first == INDEX else first == AMOUNT or not unit or unit in self.units
        return label == QUANTITY and of_its_units

    def _says_nothing_of(self, label: str, kind: str | None) -> bool:
        """Whether a share, or a rate, of this indicator is one of something else."""
        if kind == "share" and not self.share and RATE not in self.units:
            return True
        companies = self.units[:1] == (_OF_COMPANIES,) and not self.name.startswith(_NEW)
        if label == PERCENT and kind == "change" and (self.countable or companies):
            return True  # of goods it may be their price, of companies what they earn
        return self.countable and label != QUANTITY


def folded(words: str) -> str:
    """Words as the catalogue compares them: full width and case folded, without blanks and the marks around them."""
    plain = unicodedata.normalize("NFKC", words) if not words.isascii() else words
    return plain.translate(_DROPPED).strip(EDGE).casefold()


def counts_by_rate(stated: bool, unit: str, kind: str | None) -> bool:
    """Whether a rate says how a number changed; `stated`: a word for a number, or for new ones, was there."""
    return stated and kind == "change" and unit in RATES


def indicator_of(entry: Entry, group: str) -> Indicator:
    names = tuple(word for word in entry.words if "=" not in word)
    attributes = dict(word.split("=", 1) for word in entry.words if "=" in word)
    if entry.key is not None:
        names = (entry.key, *names)
    units = tuple(filter(None, attributes.get("unit", "").split("|")))
    return Indicator(names[0], group, units, attributes.get("kind") == "share", attributes.get("part"), names)


def counted(entry: Entry, group: str, section: str) -> Iterator[tuple[str, Indicator]]:
    """The entries of a line of things or people that are counted, each under its two names: 服务站数 and 服务站.

    The line's key has the units, each of its words is a thing. How visitors or cases change by a rate is how many they
    are; of goods it may be their price.
    """
    end = COUNTED[section]
    units = tuple(filter(None, (entry.key or "").split("|")))
    for word in entry.words:
        whole = Indicator(word + end, group, units, names=(word + end, word))
        yield whole.name, whole
        yield word, replace(whole, countable=True) if section == _GOODS else whole
