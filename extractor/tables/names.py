"""Names of heads: what a head's words say of the cells under it or beside it.

In: the words of one head. Out: a `Head`: the name left once unit, time, comparison and the words that add nothing are
taken off, and what these were. 例: “同比增长（±%）” → name “”, change rate, basis yoy, unit %; “其中：农业（万人）” →
name 农业, a part, unit 万 人.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from extractor.lazy import lazy_re
from extractor.rulebook import Rulebook, once_a_rulebook
from extractor.tables.rules import rules_of
from extractor.tables.units import HeadUnit, units_of

_BLANKS = lazy_re(r"(?<=[^\x00-\x7f])[\s\u3000]+|[\s\u3000]+(?=[^\x00-\x7f])|[\s\u3000]+(?=$)|^[\s\u3000]+")
_NUMBERING = lazy_re(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]、?|\d{1,2}[、．)）]|\d{1,2}\.(?!\d)|[①-⑳]|[ⅠⅡⅢⅣⅤⅥ]+[、.．]|[-—－·●•■▪◆*＊]+\s*)"
)
_LEVEL_ONE = lazy_re(r"^[一二三四五六七八九十]{1,3}[、.．]")
_BRACKETS = lazy_re(r"[（(]([^（()）]{0,24})[)）]")
_NOTE = lazy_re(r"^(?:注?\s*\d{1,2}|注.{0,3}|[一二三四五六七八九十]|[a-e*]|如有|如适用)$")
_PLAIN_NOTE = lazy_re(r"(?:\[\d{1,2}\]|[*＊†‡①-⑳]|注\d{0,2})+$")
_SLASH = lazy_re(r"^(.*[^\d\s/／])\s?[/／]\s?([^/／]{1,8}(?:[/／][^/／]{1,6})?)$")
_UNIT_BEHIND = lazy_re(r"^(.{2,}?)(?:[:：,，]\s?)([^:：,，]{1,8})$")
_MONEY_BEHIND = lazy_re(r"^(.{2,}?)((?:十|百|千|万|十万|百万|千万|亿)元|[%％])$")
_CHANGE_TAIL = lazy_re(r"(?:的)?(?:相比|相比较)?(?:的)?$")
_ABOUT_SHARE = lazy_re(r"占.{0,20}?(?:比例|比率|比重|[%％]|百分比|份额|之比|比)$")


@dataclass(frozen=True, slots=True)
class Head:
    """What a head's words say.

    Attributes:
        words: the words as they are, blanks folded.
        name: what is left; empty where the head names nothing (金额) or only a unit, a change, a time.
        unit: the unit it tells.
        change: "rate", "amount", "either" where the cells are changes, else None.
        falls: whether its numbers tell how far something fell (降幅).
        basis: what a change is measured against.
        share: whether the cells are parts of a whole; the name keeps its word (占比).
        is_part: whether the row is a part of the row above (其中：…).
        level: how its number ranks it: 1 for 一、, 0 for none.
        total: whether it sums others (合计).
        has_parts: whether it names what it sums (营业收入合计): the rows that follow are parts of that.
        serial: whether its cells are no figures: serial numbers, codes, ages, terms.
    """

    words: str
    name: str
    unit: HeadUnit | None = None
    change: str | None = None
    basis: str | None = None
    falls: bool = False
    share: bool = False
    is_part: bool = False
    level: int = 0
    total: bool = False
    has_parts: bool = False
    serial: bool = False


class HeadReader:
    """Reads heads, each once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rules = rules_of(rulebook)
        self.units = units_of(rulebook)
        self.read = lru_cache(maxsize=16_384)(self._read)

    def _read(self, words: str) -> Head:
        """A head without its time (`Times` takes it off before)."""
        rules = self.rules
        name = _BLANKS.sub("", words.replace("\xa0", " "))
        whole = name
        if name in rules.serial:
            return Head(words, "", serial=True)
        level = 1 if _LEVEL_ONE.match(name) else 0
        is_part = False
        for _ in range(3):
            short = _NUMBERING.sub("", name)
            match = rules.part.match(short)
            if match and match.end() < len(short):
                is_part, short = True, short[match.end() :]
            match = rules.sign.match(short)
            if match:
                short = short[match.end() :]
            if short == name or not short:
                break
            name = short
        name, unit = self._without_unit(name)
        head = Head(words, name, unit, is_part=is_part, level=level)
        head = self._change(head) or self._share(head) or head
        name = head.name.strip(" :：，,、-—")
        serial = bool(rules.serial_words.search(whole)) and not head.change and not head.share
        total = name if name in rules.total.words else None
        last = rules.total.at_end(name) if total is None and not head.change and not head.share else None
        has_parts = last is not None and rules.property.at_end(name[: -len(last)]) is not None
        if name in rules.generic or (head.unit is not None and name in ("单位", "计量单位")):
            name = ""
        return replace(head, name=name, total=total is not None, has_parts=has_parts, serial=serial)

    def _without_unit(self, name: str) -> tuple[str, HeadUnit | None]:
        """A name without brackets that hold its unit or a footnote's number, and without a unit behind it."""
        unit: HeadUnit | None = None

        def take(match: re.Match[str]) -> str:
            nonlocal unit
            inner = match[1].strip()
            if _NOTE.fullmatch(inner) or not inner:
                return ""
            found = self.units.listed(inner)
            if found and unit is None:
                unit = found[0]
                return ""
            return match[0]

        short = _BRACKETS.sub(take, name)
        short = _PLAIN_NOTE.sub("", short).strip() or short
        if unit is None:
            for pattern in (_SLASH, _UNIT_BEHIND, _MONEY_BEHIND):
                match = pattern.match(short)
                found = self.units.read(match[2]) if match else None
                if match and found is not None and found.label:
                    return match[1], found
            alone = self.units.read(short) if len(short) <= 6 and short not in self.rules.generic else None
            if alone is not None and alone.label and short not in ("人", "户", "家", "点", "分"):
                return "", alone
        return short, unit

    def _change(self, head: Head) -> Head | None:
        """A head whose last words tell a change: 比上年增减, 营业收入同比增长."""
        rules = self.rules
        name = _CHANGE_TAIL.sub("", head.name)
        endings, how = rules.change
        comparison, bases = rules.comparison
        if rules.not_change.at_end(name):
            return None
        last = endings.at_end(name)
        found = None
        for match in comparison.finditer(name):
            if found is None or len(match[0]) > len(found[0]):
                found = match
        if last is None and found is not None and found.end() == len(name) and found[0] != "上年同期":
            last = ""  # 同比 by itself
        if last is None:
            return None
        before = name[: len(name) - len(last)]
        if found is not None:
            before = before[: found.start()] if found.start() < len(before) else before
        elif before and last not in ("同比", "环比") and self._names_itself(before, how.get(last)):
            return None
        before = rules.time_of_change.sub("", before).strip("的（(")
        default = "none" if last in rules.no_basis else "yoy"
        basis = bases[found[0]] if found is not None else bases.get(last, default)
        how_changed = how.get(last, "either") if last else ("amount" if basis == "none" else "either")
        head = replace(head, falls=last in rules.falls)
        return replace(head, name=before, change=how_changed, basis=None if basis == "none" else basis)

    def _names_itself(self, before: str, how: str | None) -> bool:
        """工业品价格上涨 and the like are names of what is measured, not heads of change."""
        if self.rules.property.at_end(before) or before in self.rules.generic:
            return False
        return how == "either" or len(before) > 6

    def _share(self, head: Head) -> Head | None:
        """A head of shares: 占比, 比重（%）, 占年度销售总额比例, 持股比例; 资本充足率 and 净稳定资金比例 are levels."""
        name = head.name
        if _ABOUT_SHARE.search(name):
            return replace(head, share=True)
        last = self.rules.share.at_end(name)
        if last is None:
            return None
        rules = self.rules
        if last in rules.ratio and name != last and not name.startswith(rules.share_openings):
            return None
        return replace(head, share=True)

    def is_property(self, name: str) -> bool:
        """Whether a name ends like the name of what is measured."""
        return self.rules.property.at_end(name) is not None

    def is_entity(self, name: str) -> bool:
        """Whether a name is a place's, a company's or another body's."""
        if name in self.rules.places:
            return True
        ending = self.rules.body.at_end(name)
        if ending is not None and len(ending) > 1 and len(name) > len(ending):
            return True
        return len(name) > 2 and name[-1] in "省市县" and "上市" not in name[-2:]


@once_a_rulebook
def head_reader_of(rulebook: Rulebook) -> HeadReader:
    """The reader of heads of a rulebook, made once."""
    return HeadReader(rulebook)
