"""Values of cells: 1,234.56 and (1,234.56), -0.64%, 减少0.19个百分点, 2600-3000美元, 220余名, 400+.

In: a cell's text and the unit that its heads tell. Out: `Value`s, each with its place in the cell. 例: “(9,600)” under
人民币百万元 → -9600000000 CNY.

Bare numbers, with sign, brackets, % and footnote marks, are read here; all others by the figure recognizer, with the
head's unit put behind a number that has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from extractor.document import Document
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import alternation
from extractor.mentions import MONEY, PERCENT, FigureMention, Mention
from extractor.numerals import MINUS_SIGNS, plain
from extractor.rulebook import Rulebook
from extractor.tables.units import HeadUnit, Units, units_of

_FOLD = str.maketrans("０１２３４５６７８９．，％（）－＋", "0123456789.,%()-+")
_PLAIN = lazy_regex(
    r"(?P<open>\()?\s*+(?P<arrow>[▲▼↑↓])?\s*+"
    rf"(?P<sign>[+{re.escape(MINUS_SIGNS)}—])?\s*+(?P<money>[¥￥$€£]|US\$|HK\$|RMB|人民币)?\s*+"
    r"(?P<digits>(?:\d{1,3}(?:,\d{3})++|\d++)(?:\.\d++)?+|\.\d++)\s*+(?P<plus>\+)?"
    r"(?P<unit>[^\d\s()\[\]+\-*#†‡]{0,10})(?P<close>\))?\s*+(?P<after>[▲▼↑↓])?"
    r"(?P<note>(?:\s*+(?:[*†‡#]|\[\d{1,2}\]|\((?:注)?\d{1,2}\)|注\d?|[①-⑳]|\(注\))){0,3})"
)
_RISING, _FALLING = "▲▼↑↓△▽"[::2], "▲▼↑↓△▽"[1::2]
_MINUS = frozenset(MINUS_SIGNS + "—")
_RANGE = lazy_re(r"\s*(\d[\d,]*(?:\.\d+)?)\s*(%)?\s*(?:[-—－–~～至]|--)\s*(\d[\d,]*(?:\.\d+)?)\s*(%)?\s*")
_PER_CENT = HeadUnit(PERCENT, "%", Decimal(1), "units.percent")
_LONGEST_CODE = 15  # digits without a comma or a point
FigureFinder = Callable[[Document, Sequence[Mention]], list[FigureMention]]


@dataclass(frozen=True, slots=True)
class Value:
    """A figure in a cell: its place in the cell's text, its exact value (with its sign), its unit if the cell has one.

    `moves` is "up" or "down" where a word or an arrow says so; `own_unit` whether the unit is in the cell.
    """

    start: int
    end: int
    value: Decimal
    value_high: Decimal | None
    unit: HeadUnit | None
    modifier: str = "eq"
    moves: str | None = None
    own_unit: bool = False


class Values:
    """Reads the values of cells, each text once."""

    def __init__(self, rulebook: Rulebook, find: FigureFinder) -> None:
        self._units: Units = units_of(rulebook)
        self._currencies = rulebook.mapping("currencies", "before")
        rises, falls = (alternation(rulebook.words("facts/verbs", section)) for section in ("rise", "fall"))
        self._verb = lazy_re(
            rf"(?:比上年同期|较上年同期|同比)?(?:(?P<up>{rises})|(?P<down>{falls}))[了到至：:约]?\s*(?=[\d.])"
        )
        self._find = find
        self.read = lru_cache(maxsize=32_768)(self._read)

    def _read(self, text: str, unit: HeadUnit | None) -> tuple[Value, ...]:
        """The values of a cell. `unit` is what its heads tell; a cell's own unit goes before it."""
        folded = text.translate(_FOLD)
        bare = _PLAIN.fullmatch(folded)
        if bare is not None:
            value = self._plain(bare, unit)
            if value is not None:
                return (value,)
            if not bare["unit"]:
                return ()
        verb = self._verb.match(folded)
        if verb is not None:
            begin, moves = verb.end(), "up" if verb["up"] else "down"
            return tuple(
                replace(value, start=value.start + begin, end=value.end + begin, value=abs(value.value), moves=moves)
                for value in self.read(text[begin:], unit)
            )
        return self._found(text, folded, unit)

    def _plain(self, match: re.Match[str], unit: HeadUnit | None) -> Value | None:
        """A bare number with what is around it; None where it is a code, an age, or its unit is none."""
        digits = match["digits"]
        bracketed = bool(match["open"])
        if bracketed != bool(match["close"]):
            return None
        if digits.isdigit() and (len(digits) > _LONGEST_CODE or (digits[0] == "0" and len(digits) > 1)):
            return None
        own = self._own_unit(match, unit)
        if own is None and match["unit"]:
            return None
        stated = own or unit
        if stated is not None and stated.label == "":
            return None  # 3年, 51岁
        arrow = match["arrow"] or match["after"]
        negative = match["sign"] in _MINUS if match["sign"] else bracketed
        number = Decimal(digits.replace(",", "")) * (stated.factor if stated is not None else 1)
        moves = ("up" if arrow in _RISING else "down") if arrow else None
        begins = [match.start(group) for group in ("open", "arrow", "sign", "money", "digits") if match[group]]
        ends = [match.end(group) for group in ("digits", "plus", "unit", "close") if match[group]]
        modifier = "gt" if match["plus"] else "eq"
        value = plain(-number if negative else number)
        return Value(min(begins), max(ends), value, None, stated, modifier, moves, own is not None)

    def _own_unit(self, match: re.Match[str], unit: HeadUnit | None) -> HeadUnit | None:
        """The unit that is in the cell; 亿 alone is of the head's unit."""
        if match["unit"]:
            own = self._units.read(match["unit"])
            if own is not None and own.label == "?" and unit is not None and unit.label not in ("", "?"):
                return HeadUnit(unit.label, unit.name, own.factor, unit.rule)
            return own
        if match["money"]:
            factor = unit.factor if unit is not None and unit.label in (MONEY, "?") else Decimal(1)
            return HeadUnit(MONEY, self._currencies.get(match["money"], "CNY"), factor, "currencies.before")
        return None

    def _found(self, text: str, folded: str, unit: HeadUnit | None) -> tuple[Value, ...]:
        """What the figure recognizer finds: in the cell as it is, or with the head's unit behind a bare range."""
        bare = _RANGE.fullmatch(folded)
        if bare is not None and bare[2] and not bare[4]:
            bare = None
        own = bare is not None and bare[4] is not None
        unit = _PER_CENT if own else unit
        if bare is not None and unit is not None and unit.label:
            low, high = (Decimal(bare[group].replace(",", "")) * unit.factor for group in (1, 3))
            if low < high:
                return (Value(bare.start(1), bare.end(4 if own else 3), plain(low), plain(high), unit, own_unit=own),)
        found = self._find(Document(text), ())
        return tuple(
            Value(
                figure.start,
                figure.end,
                -figure.value if figure.sign == "-" else figure.value,
                figure.value_high,
                HeadUnit(figure.label, figure.unit, Decimal(1), figure.rule),
                figure.modifier,
                None,
                True,
            )
            for figure in found
        )
