"""Respectively: figures stated with 分别 are dealt to the things listed before them, one each.

In: a figure of such a list. Out: its subject and indicator. 例: 江州、东昌、海江三市分别完成投资120亿元、98亿元和76亿元
→ (江州, 投资), (东昌, 投资), (海江, 投资); 应收票据、应收账款分别增加3.2%和5.6% → two indicators.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from extractor.catalogue.indicators import indicators_of
from extractor.facts.clauses import CLAUSE_END
from extractor.facts.fact import Fact
from extractor.facts.grammar import CHANGES, Grammar, Role
from extractor.facts.laws.list_items import (
    PARTS,
    PIECES,
    SLASH,
    Pair,
    ends_like,
    in_order,
    items_before_predicate,
    items_of,
    of_rules,
    split,
)
from extractor.facts.laws.phrases import bare_change, basis_words, note
from extractor.facts.laws.surroundings import EDGE, Place, Surroundings
from extractor.facts.words import tagged
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import NEVER, alternation, alternatives
from extractor.rulebook import Rulebook

_BETWEEN = lazy_regex(r"\s*+(?:[、/／]|和|与|及|以及)\s*+(?:\p{Han}{1,4})?\s*+")
_BRACKETS = lazy_re(r"[（(][^（）()]{0,40}[）)]")
_SIZE = lazy_regex(r"[0-9]++(?:\.[0-9]++)?+")
_LATIN = lazy_regex(r"(?<![A-Za-z])[A-Z][A-Za-z]{1,7}$")
_PER = lazy_regex(r"每\p{Han}{1,3}$")
_KINDS = ("股份", "集团", "控股")  # ends of companies' names
_DEALS = lazy_re("(?:分别|依次)[为是]?$")  # 分别为：3亿元和2亿元
_SHORT_ITEM = 2  # characters of 销售, 管理
_SHORTEST_SHARED = 2  # characters of 外贸, whose end 内 shares
_LONGEST_ITEM = 20  # characters of a thing that a list names


class ListLaw:
    """The law of 分别."""

    def __init__(self, rulebook: Rulebook, grammar: Grammar, words: frozenset[str]) -> None:
        self._grammar = grammar
        self._bare = bare_change(rulebook, grammar)
        self._fronts = words
        self._is_name, self._is_thing = indicators_of(rulebook).is_name, indicators_of(rulebook).is_thing
        self._basis_end = lazy_re(rf"(?:{basis_words(grammar)}|较[^，、]{{0,8}}|(?<!占)比(?![例重率])[^，、]{{0,8}})$")
        self._part = lazy_re(f"^(?:{alternation(rulebook.words('facts/frames', 'part'))})")
        self._properties = (*grammar.heads, *rulebook.words("figures", "valuations"))
        self._marks = lazy_re("分别|依次|各自?(?=[增减升降涨跌上下提为占达])")
        flat = alternation(word for word, known in grammar.suffixes.items() if known.role is Role.FLAT) or NEVER
        self._flat = lazy_re(f"(?:{flat})[、，和与及]")  # 分别〔持平、〕上涨2%
        self._and_flat = lazy_re(f"(?:[、，和与及]|以及)(?:{flat})(?![一-鿿])")
        self._compared = lazy_re(f"{alternatives(rulebook.words('facts/laws', 'compares'))}.*$")
        predicates = alternation(rulebook.words("facts/laws", "predicates"))
        self._predicate = lazy_re(f"[均也都]?(?:{predicates})[^，,。；;：:]*$")
        growth = sorted(
            (word for name in ("growth", "decline") for word in rulebook.words("facts/indicators", name)), key=len
        )
        self._growth = lazy_re(f"(?:{alternation(growth)})$")
        self._opens_list = lazy_re(f"(?:{alternation(rulebook.words('facts/laws', 'opens_list'))})[：:]?")
        sections = ("sums_places", "sums_bodies")
        places, bodies = (alternation(rulebook.words("facts/laws", name)) or NEVER for name in sections)
        # 三市, 四地, 等五家企业: what a list is summed up by, with the words behind it
        self._summed = lazy_regex(
            rf"^(.+?)等?(?:这|上述)?[两三四五六七八九十](?:个?(?:{places})|[家大类项](?:{bodies})?|者)(.*)$"
        )

    def settle(self, context: Surroundings, place: Place) -> None:
        """Deal a figure its part of the list."""
        group = self._group_of(context, place)
        if group is None:
            self._repeated(context, place)
            return
        first, last = group
        leader = context.settled[first] if place.index > first else place.fact
        if place.fact.kind == leader.kind == "change" and place.fact.basis != leader.basis:
            place.fact.basis = leader.basis
            place.fact.note("basis", "laws.respectively", "as the first of the list")
        rules = context.rules[first : last + 1]
        periods = {fact.period and (fact.period.first, fact.period.last) for fact in rules}
        if len(periods) == len(rules) and None not in periods:
            place.fact.period = place.rules.period  # 2023年、2024年，产值分别为…
            return
        pairs = of_rules(context, rules) or self._pairs(context, first, last, place)
        if pairs is None:
            return
        pair = pairs[place.index - first]
        listed = [words for each in pairs for words in (each.subject, each.indicator) if words]
        before = context.settled[first - 1] if first > place.first else None
        context.dealt.add(place.index)
        self._take(context, place, "subject", pair.subject, listed, before)
        self._take(context, place, "indicator", pair.indicator, listed, before)

    def _repeated(self, context: Surroundings, place: Place) -> None:
        """同比增长5.5%、6.1% behind amounts that were dealt to two cities: one each, in the same order.

        Where the second list has an indicator of its own (占比达18%和34%), the owners alone are the same.
        """
        first, last = context.list_around(place, lambda index: context.joined(index, _BETWEEN))
        size = last - first + 1
        if size < 2 or first - size < place.first:
            return
        fact, figures = place.fact, context.figures
        before = context.settled[first - size : first]
        if not all(context.joined(index, _BETWEEN) for index in range(first - size, first - 1)):
            return
        same = before[place.index - first]
        if self._bare.fullmatch(context.text, figures[first - 1].outer_end, figures[first].outer_start):
            if len({(one.subject, one.indicator) for one in before}) == size:
                note(fact, "subject", same.subject, same.subject_spans)
                note(fact, "indicator", same.indicator, same.indicator_spans)
                context.dealt.add(place.index)
            return
        owners = {one.subject for one in before if one.subject}
        said = [words for one in before for words in (one.subject, one.indicator) if words]
        if len(owners) == size and fact.subject and self._made_of(fact.subject, said):
            note(fact, "subject", same.subject, same.subject_spans)
            context.dealt.add(place.index)

    def _group_of(self, context: Surroundings, place: Place) -> tuple[int, int] | None:
        """The first and the last figure of the list that a figure is in, where 分别 comes before it."""
        figures, text = context.figures, context.text
        first, last = context.list_around(place, lambda index: context.joined(index, _BETWEEN))
        if first == last:
            return None
        start = self._start(context, first)
        if self._marks.search(text, start, figures[first].start) or self._by_slashes(context, first, last, start):
            return first, last
        return None

    def _by_slashes(self, context: Surroundings, first: int, last: int, start: int) -> list[str] | None:
        """The things before a list by slashes that has no 分别, one each: 营收/归母净利12.3/2.1亿元."""
        figures, size = context.figures, last - first + 1
        for index in range(first, last):
            if not SLASH.fullmatch(context.text, figures[index].outer_end, figures[index + 1].outer_start):
                return None
        left = self._words(context, start, figures[first].outer_start)
        while verb := self._verb_at_end(left):
            left = self._basis_end.sub("", left[: -len(verb)].strip(EDGE))
        items = split(left, SLASH)
        latin = [_LATIN.search(item) for item in items]
        if all(latin):
            items = [word[0] for word in latin if word]  # 现价对应24年PE/PB
        if len(items) != size:
            items = split(left, PARTS)
            if len(items) != size or not all(self._is_indicator(item) for item in items):
                return None
        return items if all(items) else None

    @staticmethod
    def _start(context: Surroundings, index: int) -> int:
        """Where the clause of a figure begins; brackets do not cut here."""
        figure = context.figures[index]
        low = max(context.document.sentence_at(figure.start).start, figure.start - 160)
        if index:
            low = max(low, context.figures[index - 1].outer_end)
        start = low
        for mark in CLAUSE_END.finditer(context.text, low, figure.start):
            opening = max(context.text.rfind(bracket, start, mark.start()) for bracket in "（(")
            in_brackets = opening >= 0 and _BRACKETS.match(context.text, opening, figure.start)  # （代码：600222）
            if not in_brackets and not _DEALS.search(context.text, start, mark.start()):
                start = mark.end()
        return start

    def _pairs(self, context: Surroundings, first: int, last: int, place: Place) -> list[Pair] | None:
        size = last - first + 1
        start, figure = self._start(context, first), context.figures[first]
        mark = self._marks.search(context.text, start, figure.start)
        if mark is None:
            items = self._by_slashes(context, first, last, start)
            return self._of_items(context, items) if items else None
        left = self._words(context, start, mark.start())
        behind = context.figures[last].outer_end
        indicator = self._right(self._flat.sub("", context.text[mark.end() : figure.outer_start]))
        if left:
            left = left if len(left) > 1 else ""  # 即, 其
            flat = self._flat.match(context.text, mark.end()), self._and_flat.match(context.text, behind)
            pairs = self._dealt(context, left, size + sum(map(bool, flat)))
            pairs = pairs[bool(flat[0]) :][:size] if pairs else None
            if pairs and indicator:
                pairs = [Pair(pair.subject or pair.indicator, indicator) for pair in pairs]
            return pairs or self._of_clause_before(context, start, left, size, place)
        pairs = self._of_clause_before(context, start, indicator or "", size, place)
        return pairs or self._earlier(context, first, size, indicator, place)

    def _words(self, context: Surroundings, start: int, end: int) -> str:
        """The words before 分别, without dates, codes in brackets and a comparison."""
        words = self._basis_end.sub("", self._undated(context, start, end))
        return str(_PER.sub("", words).strip(EDGE))

    def _undated(self, context: Surroundings, start: int, end: int) -> str:
        """The words of a stretch without dates and codes in brackets."""
        pieces, at = [], start
        for date in context.dates_between(start, end):
            pieces.append(context.text[at : date.prefix_start if date.prefix_start >= at else date.start])
            at = max(at, date.end)
        pieces.append(context.text[at:end])
        words = _BRACKETS.sub("", "".join(pieces)).strip(EDGE)
        return self._part.sub("", words).strip(EDGE)

    def _right(self, words: str) -> str | None:
        """The noun between 分别 and the figure: 投资 of 完成投资; None of a verb of level or change."""
        words = self._compared.sub("", words).strip(EDGE)
        while words:
            known = self._grammar.suffixes.get(words)
            if known is not None and known.role is not Role.NOUN and words not in self._grammar.heads:
                return None
            opening = tagged(words)[0][0]
            if opening in self._fronts and len(words) > len(opening):
                words = words[len(opening) :].lstrip(EDGE)
                continue
            verb = None if self._is_indicator(words) else self._verb_at_end(words)
            if verb is None:
                return words
            words = words[: -len(verb)]
        return None

    def _verb_at_end(self, words: str) -> str | None:
        """The longest verb of level or change that words end in."""
        for cut in range(1, len(words)):
            known = self._grammar.suffixes.get(words[cut:])
            if known is not None and known.role in (*CHANGES, Role.LEVEL, Role.TO):
                return words[cut:]
        return None

    def _of_clause_before(
        self, context: Surroundings, start: int, left: str, size: int, place: Place
    ) -> list[Pair] | None:
        """主营业务为养殖、食品，占营收比例分别为…; 江州和海川的产量居前，分别为…: one for each thing listed before."""
        text = context.text
        if text[start - 1 : start] not in ("，", ",") or PARTS.search(left):
            return None
        begin = max(map(text.rfind, "，；。：\n", [place.sentence] * 5, [start - 1] * 5), default=-1) + 1
        begin = max(begin, place.sentence)
        opening = self._opens_list.search(text, begin, start - 1)
        if opening and left.endswith((*self._grammar.heads, *self._grammar.share_nouns)):
            index = bisect_left(context.figures, opening.end(), key=attrgetter("start"))
            end = min(start - 1, context.figures[index].start)  # 江州、海川|三个基地
            items = items_of(text[opening.end() : end].removesuffix("等"), size)
            return [Pair(item, left) for item in items] if items and max(map(len, items)) <= _LONGEST_ITEM else None
        if context.figures_between(begin, start):
            return None
        words = self._undated(context, begin, start - 1)
        items = items_before_predicate(words, size, self._grammar, self._predicate)
        if not items:
            return None
        pairs = self._of_items(context, items)
        if left:
            of = [pair.indicator or "" if left in self._grammar.share_nouns and pair.subject else "" for pair in pairs]
            pairs = [Pair(pair.subject or pair.indicator, one + left) for pair, one in zip(pairs, of, strict=True)]
        if place.fact.kind == "change":  # 涨幅居前，分别上涨…
            pairs = [Pair(pair.subject, self._growth.sub("", pair.indicator or "") or None) for pair in pairs]
        return pairs

    def _dealt(self, context: Surroundings, left: str, size: int) -> list[Pair] | None:
        items = items_of(left, size)
        return self._of_items(context, items) if items else None

    def _of_items(self, context: Surroundings, items: list[str]) -> list[Pair]:
        """What each item of a list is: a thing with the indicator that the last one ends in, or an indicator itself."""
        if (ordered := in_order(items)) != items:
            of = self._cut(context, ordered[-1:])[1]
            return [Pair(item.removesuffix(of or ""), of) for item in ordered]
        last = items[-1]
        if len(last) >= _SHORTEST_SHARED and all(len(item) == 1 for item in items[:-1]):
            rest = last[1:]
            if rest not in self._grammar.heads:
                items = [*(item + rest for item in items[:-1]), last]  # 内、外贸吞吐量
        summed = self._summed.match(last)
        if summed:
            tail = summed[2].strip(EDGE) or None
            return [Pair(item, tail) for item in (*items[:-1], summed[1])]
        alike = ends_like(items)  # 灌区工程, 防洪工程|开工率
        if not alike and all(self._is_indicator(item) and not context.mentions_of(item) for item in items):
            first = self._owner(context, items[0])
            owners = [self._owner(context, item) or first for item in items]
            return [
                Pair(owner, item.removeprefix(owner or "").lstrip("的"))
                for owner, item in zip(owners, items, strict=True)
            ]
        if shared := self._shared(context, items):
            return shared
        name, tail = self._cut(context, items)
        size = _SIZE.match(name)
        if size and all(_SIZE.fullmatch(item) for item in items[:-1]):  # 32/43/65寸面板
            return [Pair(item + name[size.end() :], tail) for item in (*items[:-1], size[0])]
        return [Pair(item, tail) for item in (*items[:-1], name)]

    def _shared(self, context: Surroundings, items: list[str]) -> list[Pair] | None:
        """销售、管理、研发费用率: indicators that share their end, where each is one with it."""
        last = items[-1]
        for size in range(1, len(last) - 1):
            if all(self._is_whole(item, last[-size:]) for item in (*items[:-1], last[:-size])):
                return [Pair(None, words) for words in (*(item + last[-size:] for item in items[:-1]), last)]
        return None

    def _is_whole(self, item: str, shared: str) -> bool:
        """Whether an item is one indicator with what a list shares: 销售|费用率; not 新建商品住宅|价格."""
        known = item + shared in self._grammar.heads and shared in self._grammar.heads
        return known or (len(item) <= _SHORT_ITEM and self._is_name(item + shared) and not self._is_thing(item))

    def _is_indicator(self, words: str) -> bool:
        return words.endswith(self._properties)

    def _owner(self, context: Surroundings, words: str) -> str | None:
        """The name, or the pronoun, that an indicator of a list opens with: 江州进口、出口."""
        pronoun = self._grammar.leading_pronoun(words)
        if pronoun and pronoun[0] != words:
            return pronoun[0]
        return next((words[:size] for size in range(len(words) - 1, 1, -1) if context.mentions_of(words[:size])), None)

    def _cut(self, context: Surroundings, items: list[str]) -> tuple[str, str | None]:
        """The last thing of a list and the indicator behind it: 柴油价格 → 柴油, 价格."""
        words = items[-1]
        if context.mentions_of(words):
            return words, None
        name = self._owner(context, words)
        if name:
            return name, words[len(name) :].strip(EDGE) or None
        alike = ends_like(items)
        if alike:
            return words[:alike], words[alike:].strip(EDGE) or None
        for size in range(min(12, len(words) - 1), 1, -1):
            if words[-size:] in self._grammar.heads or words[-size:] in self._grammar.share_nouns:
                return words[:-size].strip(EDGE), words[-size:]
        return words, None

    @staticmethod
    def _earlier(
        context: Surroundings, first: int, size: int, indicator: str | None, place: Place
    ) -> list[Pair] | None:
        """What the figures before in the sentence were said of, one each, where 分别 has no list of its own."""
        if first - size < place.first:
            return None
        before = context.settled[first - size : first]
        pairs = [Pair(fact.subject, indicator or fact.indicator) for fact in before]
        return pairs if len({(pair.subject, pair.indicator) for pair in pairs}) == size else None

    @staticmethod
    def _made_of(words: str, listed: list[str]) -> bool:
        """Whether words are cut from those of a list, or hold nothing else: 存货、合同 of 存货、合同负债."""
        if any(words in other for other in listed):
            return True
        pieces = split(words, PIECES)
        return len(pieces) > 1 and all(any(piece in other or other in piece for other in listed) for piece in pieces)

    def _moves(self, context: Surroundings, place: Place) -> bool:
        """Whether a verb of shares follows 分别: 分别〔上涨〕5.2%."""
        start = place.own
        mark = next(iter(self._marks.finditer(context.text, place.sentence, place.figure.start)), None)
        words = context.text[mark.end() if mark else start : place.figure.start]
        return any(words.startswith(move) for move in self._grammar.moves)

    def _take(
        self,
        context: Surroundings,
        place: Place,
        field: str,
        words: str | None,
        listed: list[str],
        before: Fact | None,
    ) -> None:
        fact: Fact = place.fact
        stated = getattr(fact, field)
        cut = bool(stated) and (self._made_of(stated, listed) if field == "subject" else stated in _KINDS)
        if words is None and field == "indicator" and before and stated and any(item in stated for item in listed):
            words = before.indicator  # 营收12.1亿元，其中软件/硬件分别为3.2/8.9亿元
        elif words is None and not cut:
            return  # the list does not say; a subject cut from its indicators is none, nor is 股份, cut from a name
        if words == stated:
            return
        if words is None and field == "indicator" and fact.kind == "change" and self._moves(context, place):
            words = "股价"
        at = context.text.rfind(words, 0, place.figure.start) if words else -1
        setattr(fact, field, words)
        setattr(fact, f"{field}_spans", ((at, at + len(words)),) if words and at >= 0 else ())
        fact.note(field, "laws.respectively", words)
