"""Units of heads: 万元, 元/股, ±%, 人民币百万元 to a factor for the numbers below them and the name of their unit.

In: the words of a unit. Out: a `HeadUnit`, or None where they are no unit. 例: 亿千瓦时 → label QUANTITY, unit 千瓦时,
factor 100000000; 万元 → MONEY, CNY, 10000.

A unit is read as the figure recognizer reads it behind a number, so that a head and a sentence never differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extractor.lazy import lazy_re
from extractor.lexicon import NEVER, alternation
from extractor.mentions import MONEY, PERCENT, QUANTITY
from extractor.recognizers.figures.grammar import FigureGrammar, compile_grammar
from extractor.recognizers.figures.scan import scan
from extractor.rulebook import Rulebook, once_a_rulebook
from extractor.tables.rules import rules_of

_ONE = Decimal(1)
_MAGNITUDES = {
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}
_MAGNITUDE = lazy_re("万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百")
_LONGEST = 12  # characters of a unit
_NOT_WRITTEN = lazy_re(r"[\s\d。，；：！？“”（）()\[\]]")
_PARTS = lazy_re(r"[、，,；;]|和|及|或|百分比除外|%除外")
_PREFIX = lazy_re(
    r"^(?:计量|货币|金额|数量)?单位(?:均为|为)?[：:]?|^(?:币种)[：:]?|^(?:以)(?=.{1,6}[计列]$)|[计列]示?$"
)


@dataclass(frozen=True, slots=True)
class HeadUnit:
    """A unit: the record's label and unit, and what a number with it is multiplied by.

    `label` is the empty string for what is no figure (年, 岁, 天) and "?" for a magnitude alone (亿).
    """

    label: str
    name: str
    factor: Decimal
    rule: str = "tables.unit_forms"


class Units:
    """Reads units, each once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._grammar: FigureGrammar = compile_grammar(rulebook)
        self._forms = rules_of(rulebook).unit_forms
        currencies = alternation(rules_of(rulebook).words("stated_currencies")) or NEVER
        self._currency = lazy_re(rf"(?:[，,；;、]|\s)?币种[：:]?\s?(?:{currencies})?")
        self.read = lru_cache(maxsize=4096)(self._read)

    def _read(self, words: str) -> HeadUnit | None:
        words = words.strip(" 　:：()（）[]【】")
        if not words or len(words) > _LONGEST + 8:
            return None
        words = self._forms.get(words, words)
        if words in _MAGNITUDES:
            return HeadUnit("?", "", Decimal(10) ** _MAGNITUDES[words])
        if len(words) > _LONGEST or words[0].isdigit():
            return None
        found = self._behind_number(words)
        return found if found is not None else self._composed(words)

    def _composed(self, words: str) -> HeadUnit | None:
        """A unit behind a magnitude (万元), behind 人民币, or by another unit (元/吨)."""
        magnitude = _MAGNITUDE.match(words)
        if magnitude and magnitude.end() < len(words):
            rest = self.read(words[magnitude.end() :])
            if rest is not None and rest.label not in ("", "?"):
                return HeadUnit(
                    rest.label, rest.name, rest.factor * Decimal(10) ** _MAGNITUDES[magnitude[0]], rest.rule
                )
        if words.startswith("人民币"):
            renminbi: HeadUnit | None = self.read(words[3:])
            return renminbi
        per, _, base = words.partition("/")
        if base and len(base) <= 6 and not _NOT_WRITTEN.search(base):
            first = self._behind_number(per)
            if first is not None and first.label not in ("", "?", PERCENT):
                return HeadUnit(first.label, f"{first.name}/{base}", first.factor, first.rule)
        return None

    def _behind_number(self, words: str) -> HeadUnit | None:
        text = f"2{words}"
        token = next(scan(text, self._grammar), None)
        if token is None or token.begin or token.end != len(text) or token.high is not None or token.fraction:
            return None
        if token.unit is None:
            return None
        unit = token.unit
        if unit.section in ("words", "tenths"):
            return None
        return HeadUnit(unit.label, token.name, token.value * token.factor / 2, unit.rule)

    def written(self, words: str) -> HeadUnit | None:
        """The unit where the words are in a unit's place (a column of units): also a unit that no list has."""
        words = words.strip(" 　:：()（）")
        found = self.read(words)
        if found is not None or not words or len(words) > 8 or _NOT_WRITTEN.search(words):
            return found
        magnitude = _MAGNITUDE.match(words)
        if magnitude and magnitude.end() < len(words):
            return HeadUnit(QUANTITY, words[magnitude.end() :], Decimal(10) ** _MAGNITUDES[magnitude[0]])
        return HeadUnit(QUANTITY, words, _ONE)

    def listed(self, words: str) -> list[HeadUnit]:
        """The units of a line that tells several: 单位：亿元、%; 人民币百万元，百分比除外; 金额单位：人民币元."""
        words = self._currency.sub("", words)
        units = []
        for piece in _PARTS.split(words):
            piece = _PREFIX.sub("", piece.strip(" 　()（）")).strip(" 　:：()（）")
            found = self.read(piece) if piece else None
            if found is None:
                if piece and "除" not in piece:
                    return []
                continue
            units.append(found)
        return units


@once_a_rulebook
def units_of(rulebook: Rulebook) -> Units:
    """The units of a rulebook, made once."""
    return Units(rulebook)


def is_money(unit: HeadUnit | None) -> bool:
    """Whether a unit is money."""
    return unit is not None and unit.label == MONEY
