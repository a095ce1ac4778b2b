"""One office, read from its last word to the left: its modifiers, its unit or field of work, and the body before it.

In: the names of a document and where an office's words end. Out: an `Item`. 例: 商务部〔外资司〕司长 widens the body to
商务部外资司; 中信建投〔非银〕首席 has 非银首席 as title.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from extractor.lazy import lazy_regex
from extractor.mentions import LOC, ORG, PERSON, Mention
from extractor.recognizers.organizations import BODIES
from extractor.recognizers.role_grammar import RoleGrammar

LONGEST_GAP = 16  # characters between a body and the office: 商务部〔外资司〕司长
LONGEST_FIELD = 10  # characters of a field of work between a body and an office: 中信建投〔非银〕首席
LONGEST_BODY = 40
_FIELD = lazy_regex(r"\p{Han}{2,10}")
_GAP = lazy_regex(r"\p{Han}+")
_OPENING, _CLOSING = ("（", "("), ("）", ")")
_OF = lazy_regex(r"的(?:一[位名个])?")
_CODE = lazy_regex(r"[（(][^（()）]{1,15}[)）]")
_LATIN_HOUSE = lazy_regex(
    r"(?<![A-Za-z0-9])(?:[A-Z][A-Za-z&]{1,20}+ ){0,2}(?=[A-Z]{1,20}+[a-z])[A-Z][A-Za-z]{2,20}+$"
)
_PUNCTUATION = lazy_regex(r"[，。；：、！？“”‘’（）()《》【】\s,:;!?]")


class NamesOfText:
    """The names of a text, by where they begin and where they end."""

    def __init__(self, text: str, names: Sequence[Mention]) -> None:
        self.text = text
        ordered = sorted(names, key=attrgetter("start"))
        self.bodies = [m for m in ordered if m.label == ORG]
        self.people = [m for m in ordered if m.label == PERSON]
        self.people_starts = [m.start for m in self.people]
        self.body_starts = [m.start for m in self.bodies]
        self.others = [m for m in ordered if m.label != PERSON]
        self.other_starts = [m.start for m in self.others]
        self.body_end = {m.end: m for m in self.bodies}
        self.places = frozenset(m.norm for m in ordered if m.label == LOC)
        self.place_end = {m.end: m for m in ordered if m.label == LOC}


@dataclass(slots=True)
class Item:
    """One office of a list: the words [title_start, end), what kind of office, and the body before it."""

    start: int
    title_start: int
    end: int
    kind: str
    affiliation: str | None


class Offices:
    """The offices of one document; `found` collects the bodies that they show."""

    def __init__(self, grammar: RoleGrammar, names: NamesOfText) -> None:
        self.grammar = grammar
        self.names = names
        self.text = names.text
        self.found: list[Mention] = []

    def item(self, end: int, floor: int) -> Item | None:
        """One office that ends at `end`, with the body before it."""
        text, grammar = self.text, self.grammar
        start = grammar.title_start(text, end, floor)
        if start is None:
            return None
        kind = grammar.kind[text[start:end]]
        name = self.names.body_end.get(start)
        if name is None:
            name, start = self._body_within(start, end)
        if name is None:
            start = self._with_modifiers(start, floor)
            name = self.names.body_end.get(start)
        if name is None and text[start - 1 : start] == "的":
            name = self.names.body_end.get(start - 1)
        if name is None and kind in ("state", "offices"):
            name = self.names.place_end.get(start)
        if name is not None and name.label == LOC and text[name.start - 1 : name.start] == "驻":
            # 中国驻某国大使: the post is 驻某国大使, the body what sends it
            sender = self.names.place_end.get(name.start - 1) or self.names.body_end.get(name.start - 1)
            where = text[sender.start : sender.end] if sender else None
            return Item(sender.start if sender else name.start - 1, name.start - 1, end, kind, where)
        if name is not None and name.start >= floor:
            return Item(name.start, start, end, kind, text[name.start : name.end])
        if text[start:end] in grammar.ministers:  # 外交部长 with no country before: the 部长 of the 外交部
            return Item(start, end - 2, end, kind, text[start : end - 1])
        return self._ministry(start, end, floor, kind) or self._item_with_gap(start, end, floor, kind)

    def _ministry(self, start: int, end: int, floor: int, kind: str) -> Item | None:
        """A minister's office with a field of several words: 〔劳动与社会〕经济大臣."""
        text, grammar = self.text, self.grammar
        if not text.endswith(grammar.ministerial, start, end):
            return None
        for at in range(start - 1, max(floor, start - LONGEST_GAP) - 1, -1):
            name = self.names.place_end.get(at) or self.names.body_end.get(at)
            joined = at > floor and text[at - 1] == "兼"
            if name is None and not joined:
                continue
            field = text[at:start]
            if not _GAP.fullmatch(field) or grammar.not_in_field.search(field) or field.endswith(grammar.units):
                return None
            if name is None:
                return Item(at, at, end, kind, None)
            return Item(name.start, at, end, kind, text[name.start : name.end]) if name.start >= floor else None
        return None

    def _body_within(self, start: int, end: int) -> tuple[Mention | None, int]:
        """A body that reaches into the title's words: 〔中央纪委〕书记, not 纪委书记; 外交部长 is 外交部 and 部长."""
        for inside in range(end - 1, start, -1):
            body = self.names.body_end.get(inside)
            if body is None or self.text.endswith(self.grammar.party_groups, body.start, inside):
                continue
            if self.text[inside:end] in self.grammar.kind:
                return body, inside
            if self.text[inside - 1 : end] in self.grammar.kind:
                return body, inside - 1
        return None, start

    def _with_modifiers(self, start: int, floor: int) -> int:
        """The start of a title with 原, 副, 首席 … before it, never into a name that ends there."""
        text, grammar = self.text, self.grammar
        while text.endswith(grammar.modifiers, floor, start):
            if start in self.names.body_end or start in self.names.place_end:
                return start
            if text.endswith(grammar.not_modifiers, max(0, start - 4), start):
                return start
            start -= next(len(modifier) for modifier in grammar.modifiers if text.endswith(modifier, floor, start))
        return start

    def _item_with_gap(self, start: int, end: int, floor: int, kind: str) -> Item:
        """An office with words before it: a unit (商务部〔外资司〕司长), a field of work (特斯拉〔现场质量〕经理)."""
        item = self._item_behind_name(start, end, floor, kind)
        if item is not None:
            return item
        text, grammar = self.text, self.grammar
        house = self._latin_house(start, floor) if text.endswith(grammar.analysts, start, end) else None
        if house is not None:
            return self._item_of_new_body(*house, end, kind)
        chunk_start = self._chunk(start, floor)
        chunk = text[chunk_start:start]
        joined = text[chunk_start - 1 : chunk_start] == "、" or text[chunk_start - 1 : chunk_start] == "兼"
        if joined and chunk_start > floor and chunk in grammar.fields:
            return Item(chunk_start, chunk_start, end, kind, None)  # 首席经济学家、〔研究所〕所长
        if len(chunk) >= 4 and chunk.endswith(grammar.suffixes) and _GAP.fullmatch(chunk):
            return self._item_of_new_body(chunk_start, start, end, kind)
        region = grammar.region.search(chunk)
        if region and not chunk.endswith(grammar.own_body, 0, region.start()) and not grammar.not_in_gap.search(chunk):
            # 景顺〔亚太区全球市场〕策略师, of a house that nothing else shows
            return self._item_of_new_body(chunk_start, chunk_start + region.start(), end, kind)
        begin = chunk_start if kind == "professions" and self._is_field(chunk) else start
        return Item(begin, begin, end, kind, None)  # 〔财经〕评论员 without a body

    def _item_behind_name(self, start: int, end: int, floor: int, kind: str) -> Item | None:
        """An office with words between it and the body or place before it, None where no name is near enough."""
        text, grammar = self.text, self.grammar
        index = bisect_left(self.names.other_starts, start) - 1
        name = self.names.others[index] if index >= 0 else None
        before = self.names.others[index - 1] if index > 0 else None
        near = name.start - before.end if name and before and name.label == LOC and before.label == ORG else -1
        if 0 < near <= 4 or (near == 0 and text[start:end] not in grammar.reporters):
            name = before  # 高盛〔首席中国股票〕策略师, 瑞银〔中国〕策略师
        if name is None or name.start < floor or not start - LONGEST_GAP <= name.end < start:
            return None
        name, begin = self._before_brackets(name), name.end
        is_closed = text[begin : begin + 1] in _CLOSING and begin != name.end
        begin += is_closed
        gap, whole = text[begin:start], text[name.start : name.end]
        of = _OF.match(gap) if name.label == ORG else None
        is_code = name.label == ORG and _CODE.fullmatch(gap) is not None
        if is_code or (is_closed and not gap) or (of and of.end() == len(gap)):  # 某公司（ABC）主席
            return Item(name.start, start, end, kind, whole)
        if of:
            gap, begin = gap[of.end() :], begin + of.end()
        if not _GAP.fullmatch(gap) or grammar.not_in_gap.search(gap):
            return None
        if gap.endswith(grammar.units if name.label == ORG else grammar.suffixes):
            return self._item_of_new_body(name.start, start, end, kind)
        of_field = name.label == ORG and len(gap) <= LONGEST_FIELD
        return Item(name.start, begin, end, kind, whole) if of_field else None

    def _before_brackets(self, name: Mention) -> Mention:
        """The body whose short name between brackets another one is: 〔某某公司〕（ABC）."""
        text = self.text
        if text[name.end : name.end + 1] not in _CLOSING or text[name.start - 1 : name.start] not in _OPENING:
            return name
        return self.names.body_end.get(name.start - 1, name)

    def _is_field(self, words: str) -> bool:
        """Whether words before a profession tell its field: 〔财经〕评论员, not 〔本报〕记者."""
        grammar = self.grammar
        if not _FIELD.fullmatch(words) or grammar.not_in_gap.search(words) or words in self.names.places:
            return False
        return not words.endswith(grammar.own_body + grammar.own_medium + grammar.not_fields)

    def _latin_house(self, start: int, floor: int) -> tuple[int, int] | None:
        """The house in Latin letters right before an analyst's title or its region: 〔DataEye〕分析师."""
        region = next((r for r in self.grammar.regions if self.text.endswith(r, floor, start)), "")
        match = _LATIN_HOUSE.search(self.text, max(floor, start - len(region) - 40), start - len(region))
        return match.span() if match else None

    def _item_of_new_body(self, body_start: int, start: int, end: int, kind: str) -> Item:
        words = self.text[body_start:start]
        self.found.append(Mention(body_start, start, ORG, words, f"{BODIES}.suffixes"))
        return Item(body_start, start, end, kind, words)

    def _chunk(self, end: int, floor: int) -> int:
        """Where the run of words that ends at `end` begins: behind punctuation, or an opening word (据, 由)."""
        floor = max(floor, end - LONGEST_BODY)
        cut = floor
        for match in _PUNCTUATION.finditer(self.text, floor, end):
            cut = match.end()
        opening = self.grammar.opening.match(self.text, cut, end)
        return opening.end() if opening else cut
