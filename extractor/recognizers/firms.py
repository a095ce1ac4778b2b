"""Firms whose names no list holds and no ending shows, by the words beside them.

In: a document, what the model found and the people of the rules. Out: ORG mentions. 例: 〔零食很忙〕创始人赵定;
芯片设计商〔安谋〕公布业绩; 〔云深〕完成近5亿元C轮融资; 〔大和〕将〔小米〕目标价上调; 控股股东〔虎林创达〕质押…;
福特、〔理想〕和〔红旗〕等超30家车企.

A name of ordinary words (零食很忙) needs a founder, a round of financing or its kind beside it; elsewhere it must be no
word of the language at all (柚集). Where the words are a phrase (多家企业创始人, 手机厂商纷纷推出) there is no firm.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from extractor.document import Document
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import NEVER, alternation, alternatives
from extractor.mentions import ORG, PERSON, Mention
from extractor.recognizers.company_names import company_names_of
from extractor.recognizers.organizations import BODIES, generic, openings
from extractor.rulebook import Rulebook
from extractor.segmentation import listed_words, tagged

FIRMS = "firms"
LONGEST = 8  # characters of a name
SIGHT = 40  # characters of a clause looked at before a trigger
SURE = 0.9  # a person or place that the model is surer of is none of these
_TRIGGERS = ("kinds", "kinds_unsure", "posts", "financing", "ratings", "partnering", "holders", "acts", "counted")
_NAME = lazy_regex(r"(?:[A-Z][A-Za-z&.]*+(?: [A-Z][A-Za-z&.]*+){0,2}|[\p{Han}A-Za-z0-9]{2,10})")
_STOP = lazy_re(r"[，。；：、！？“”‘’《》〈〉【】\[\]（）(),:;!?/／—…丨|｜\n]|(?<![A-Za-z])\s|\s(?![A-Za-z])")
_QUOTES = frozenset("“”\"")
_CLOSING = ("”", '"')
_TIME = r"\d[年月日号时]|\d{1,2}:\d\d"
_NOT_OF_NAMES = ("r", "m", "p", "c", "t", "d", "u", "f", "v", "q", "y", "a")  # parts of speech of whole words
_PROPER = ("nr", "nt", "nz", "x", "eng")
_SPAN = attrgetter("start", "end")
_COINED, _STRONG, _LISTED = 0, 1, 2  # how much the words beside a name show: what it may be made of
JOINT = lazy_re("以及|[和与及]")
"""What joins the last two names of a list."""
_MOST = 40  # items of a list
Span = tuple[int, int]


def recognizer(rulebook: Rulebook) -> Callable[[Document, Sequence[Mention], Sequence[Mention]], list[Mention]]:
    """Compile the rules once; the function returned takes a document, the model's names and the rules' people."""
    return _Firms(rulebook).find


class _Firms:
    """The rules of `rules/firms.txt`, compiled."""

    def __init__(self, rulebook: Rulebook) -> None:
        def words(section: str) -> tuple[str, ...]:
            return rulebook.words(FIRMS, section)

        triggers = {section: words(section) for section in reversed(_TRIGGERS)}
        self._hits = rulebook.lexicons.lexicon(
            FIRMS, lambda: {word: section for section, found in triggers.items() for word in found}
        )
        self._names = company_names_of(rulebook)
        self._is_generic = generic(rulebook)
        before = (*words("before_posts"), *rulebook.words("titles", "modifiers"))
        joined = [post + joint for post in words("posts") for joint in words("posts_joined")]
        self._before_posts = tuple(sorted((*before, *joined), key=len, reverse=True))
        self._unsure = frozenset(words("kinds_unsure"))
        self._ratings = frozenset(words("rating_words"))
        self._ends = words("not_endings")
        self._sectors = frozenset((*rulebook.words(BODIES, "sectors"), *rulebook.words(BODIES, "business")))
        self._firsts = frozenset(words("not_beginnings"))
        self._stems = rulebook.words(BODIES, "stems")
        self._titles = tuple(w for s in ("company", "professions", "offices") for w in rulebook.words("titles", s))
        kinds = alternation((*words("kinds"), *words("kinds_unsure"))) or NEVER
        self._head = lazy_regex(rf".*(?:{openings(rulebook)}|{_TIME}|{kinds})")
        unsure = frozenset(words("behind_kinds_unsure"))
        sure = alternation([w for w in words("behind_kinds") if w not in unsure]) or NEVER
        self._of_kind = lazy_regex(
            r"(?P<name>[A-Z][A-Za-z&.]*+(?: [A-Z][A-Za-z&.]*+){0,2}|[\p{Han}A-Za-z0-9]{2,8}?)"
            rf"(?:(?P<sure>{sure})|{alternation(unsure) or NEVER})"
        )
        fill = rf"(?:{alternatives(words('adverbs'))})*+"
        self._financing = lazy_regex(rf"{fill}(?:{alternatives(words('financing_verbs'))})")
        self._rating_verb = lazy_regex(alternatives(words("rating_verbs")))
        self._rated = words("before_ratings")
        self._joined = lazy_regex(alternatives(words("partners_joined")))
        self._fill = lazy_regex(rf"{alternatives(words('adverbs'))}$")
        latin = r"[A-Z][a-z]++[A-Za-z&.]*+(?: [A-Z][A-Za-z&.]*+){0,2}"
        no_firm = alternation(words("not_latin")) or NEVER
        ends = r"(?=[\p{Han}，。、；：（(]|$)"
        self._latin = lazy_regex(rf"[、和与]?(?P<name>(?!(?:{no_firm})(?![A-Za-z])){latin}){ends}")
        self._count = lazy_regex(r"等?(?:[超逾近约共]|超过|多达)?(?:\d+|[一两二三四五六七八九十百数几]+)[多余]?$")
        self._held = lazy_regex(rf"(?P<name>[\p{{Han}}A-Za-z]{{2,8}}?)(?:{alternatives(words('behind_holders'))})")

    def find(self, document: Document, stated: Sequence[Mention], people: Sequence[Mention]) -> list[Mention]:
        """The firms of a document, in no promised order."""
        hits = self._hits(document)
        if not hits:
            return []
        text = document.text
        known = _Known(text, stated, people)
        ways = {
            "kinds": self._behind_kind, "kinds_unsure": self._behind_kind, "posts": self._before_post,
            "financing": self._financed, "ratings": self._rated_by, "partnering": self._partners,
            "holders": self._holding, "acts": self._acting, "counted": self._counted,
        }  # fmt: skip
        found: dict[Span, str] = {}
        for start, end, section in hits:
            for (begin, stop), strong in ways[section](text, start, end, known):
                if self._is_name(text, begin, stop, strong) and known.allows(begin, stop, strong, self._stems):
                    found.setdefault((begin, stop), section)
        return [Mention(s, e, ORG, text[s:e], f"{FIRMS}.{section}") for (s, e), section in found.items()]

    def _behind_kind(self, text: str, start: int, end: int, known: _Known) -> Iterator[tuple[Span, int]]:
        """芯片设计商〔安谋〕公布…, 矿商〔Riot〕和〔Hut〕: the name behind what kind of firm it is."""
        at = end
        while text[start:end] not in self._unsure and (name := self._latin.match(text, at, at + SIGHT)):
            at = name.end()
            yield name.span("name"), _STRONG
        if at > end:
            return
        match = self._of_kind.match(text, end, end + 2 * LONGEST)
        if match:
            is_sure = match["sure"] is not None
            if text[start:end] not in self._unsure:
                yield match.span("name"), _STRONG if is_sure else _COINED
            elif is_sure:
                yield match.span("name"), _COINED

    def _before_post(self, text: str, start: int, end: int, known: _Known) -> Iterator[tuple[Span, int]]:
        """〔零食很忙〕创始人赵定: the name before a post, where the person's name follows."""
        if end in known.people or (text[end : end + 1] == " " and end + 1 in known.people):
            floor = self._clause(text, start)
            while text.endswith(self._before_posts, floor, start):
                start -= next(len(word) for word in self._before_posts if text.endswith(word, floor, start))
            yield (self._edge(text, start), start), _STRONG

    def _financed(self, text: str, start: int, end: int, known: _Known) -> Iterator[tuple[Span, int]]:
        """〔云深〕宣布完成近5亿元C轮〔融资〕."""
        clause = self._clause(text, start)
        verb = self._financing.search(text, clause, start)
        if verb and verb.start() > clause:
            yield (self._edge(text, verb.start()), verb.start()), _STRONG

    def _rated_by(self, text: str, start: int, end: int, known: _Known) -> Iterator[tuple[Span, int]]:
        """〔大和〕将〔小米〕目标价上调; 〔高盛〕上调〔宁德时代〕评级; 〔交银国际〕首予〔某某〕“买入”评级."""
        clause = self._clause(text, start, quotes=True)
        while text.endswith(self._rated, clause, start):
            start -= next(len(word) for word in self._rated if text.endswith(word, clause, start))
        if text.endswith(_CLOSING, clause, start):
            start = max(clause, text.rfind("“", clause, start), text.rfind('"', clause, start - 1))
        verbs = list(self._rating_verb.finditer(text, clause, start))
        at = text.rfind("将", clause, start)
        begin, stop = (at, at + 1) if at > clause and not verbs else verbs[-1].span() if verbs else (0, 0)
        if stop:
            if start > stop and text[stop:start] not in self._ratings:
                yield (stop, start), _STRONG
            while fill := self._fill.search(text, clause, begin):
                begin = fill.start()
            yield (self._edge(text, begin), begin), _STRONG

    def _partners(self, text: str, start: int, end: int, known: _Known) -> Iterator[tuple[Span, int]]:
        """〔霁川〕与〔格力电器〕达成合作: both names."""
        clause = self._clause(text, start)
        joints = list(self._joined.finditer(text, clause, start))
        if not joints:
            return
        begin, stop = joints[-1].span()
        while fill := self._fill.search(text, stop, start):
            start = fill.start()
        while fill := self._fill.search(text, clause, begin):
            begin = fill.start()
        one, other = (self._edge(text, begin), begin), (stop, start)
        # a firm's partner may be anybody's: one of the two must be known for a body
        if known.is_body(*one):
            yield other, _COINED
        elif known.is_body(*other):
            yield one, _COINED

    def _holding(self, text: str, start: int, end: int, known: _Known) -> Iterator[tuple[Span, int]]:
        """控股股东〔虎林创达〕质押…."""
        match = self._held.match(text, end, end + 2 * LONGEST)
        if match and len(match["name"]) > 2:
            yield match.span("name"), _COINED

    def _acting(self, text: str, start: int, end: int, known: _Known) -> Iterator[tuple[Span, int]]:
        """〔柚集〕回应称: what a firm alone does, behind a name that begins its clause."""
        while fill := self._fill.search(text, max(0, start - LONGEST), start):
            start = fill.start()
        yield (self._edge(text, start), start), _COINED

    def _counted(self, text: str, start: int, end: int, known: _Known) -> Iterator[tuple[Span, int]]:
        """福特、〔理想〕和〔红旗〕等超30〔家车企〕: the names of a list that says what they are, one of them known."""
        count = self._count.search(text, max(0, start - LONGEST), start)
        if not count or text[count.start() - 1 : count.start()] == "的":  # …等领域的30家企业
            return
        stop, names = count.start(), list[Span]()
        for _ in range(_MOST):
            cut = self._clause(text, stop)
            joints = list(JOINT.finditer(text, cut + 1, stop))
            if not joints and text[cut - 1 : cut] != "、":
                names.append((self._edge(text, stop), stop))
                break
            names.append((joints[-1].end() if joints else cut, stop))
            stop = joints[-1].start() if joints else cut - 1
        if len(names) > 1 and any(known.is_body(*name) or text[slice(*name)] in self._names.short for name in names):
            yield from ((name, _LISTED) for name in names)

    def _clause(self, text: str, end: int, quotes: bool = False) -> int:
        """Where the clause that `end` is in begins, at most `SIGHT` characters before it."""
        floor = max(0, end - SIGHT)
        cut = floor
        for mark in _STOP.finditer(text, floor, end):
            if not (quotes and mark[0] in _QUOTES):
                cut = mark.end()
        return cut

    def _edge(self, text: str, end: int) -> int:
        """Where the words that end at `end` begin: a listed short name, or behind a stop, an opening word or a kind."""
        listed = self._names.name_before(text, end)
        cut = self._clause(text, end)
        while listed is not None and (longer := self._names.name_before(text, listed)) is not None and longer >= cut:
            listed = longer  # 新浪|乐居
        if listed is not None and _begins_word(text, max(cut, listed - LONGEST), listed, end):
            return listed
        opening = self._head.match(text, cut, end)
        return opening.end() if opening else cut

    def _is_name(self, text: str, start: int, end: int, strong: int) -> bool:
        """Whether words may be a firm's name: no phrase, and, where little shows a firm, no words at all."""
        words = text[start:end]
        if not _NAME.fullmatch(words) or (len(words) > LONGEST and not words.isascii()):
            return False
        if words in self._names.short:
            return True
        if words.isascii():
            return strong > _COINED and not words.islower() and not words.isdigit()
        return not self._is_phrase(words) and self._is_coined(words, strong)

    def _is_phrase(self, words: str) -> bool:
        """Whether words begin or end like a phrase: 该平台, 多家企业, 管理层."""
        if words[0] in self._firsts or words.endswith((*self._ends, *self._titles)):
            return True
        return words.startswith(self._titles) or self._is_generic(words)

    def _is_coined(self, words: str, strong: int) -> bool:
        """Whether words are made of characters that are no word together, or else of nouns: 零食|很|忙.

        On a list of firms one word of two characters is one, too (理想), but several words are none (冷链|物流).
        """
        pieces = listed_words(words)
        one_word = len(pieces) == 1
        if one_word and (strong < _LISTED or len(words) > 2 or words in self._sectors):
            return False
        if any(piece[0].isdigit() for piece in pieces):
            return False
        whole = [piece for piece in pieces if len(piece) > 1]
        if any(tagged(piece)[0][1].startswith(_NOT_OF_NAMES) for piece in whole):
            return False
        return one_word or strong == _STRONG or (len(whole) < len(pieces) if strong else not whole)


def _begins_word(text: str, floor: int, start: int, end: int) -> bool:
    """Whether a listed name begins where a word does: not 大和 in 扩大和."""
    at = floor
    for word in listed_words(text[floor:end]):
        if at >= start:
            break
        at += len(word)
    return at == start


class _Known:
    """What the model and the rules know beside: where people begin, and which spans are names already."""

    def __init__(self, text: str, stated: Sequence[Mention], people: Sequence[Mention]) -> None:
        self._text = text
        self._names = sorted([*stated, *people], key=_SPAN)
        self._starts = [name.start for name in self._names]
        self._bodies = {(name.start, name.end) for name in self._names if name.label == ORG}
        self.people = {name.start for name in self._names if name.label == PERSON}

    def is_body(self, start: int, end: int) -> bool:
        """Whether a body that is known begins or ends with a span's words."""
        return (start, end) in self._bodies

    def allows(self, start: int, end: int, strong: int, stems: Sequence[str]) -> bool:
        """Whether the span is free of names that are better known."""
        first = max(0, bisect_left(self._starts, start - 2 * SIGHT))
        touching = [n for n in self._names[first : bisect_left(self._starts, end)] if n.end > start]
        return all(
            self._goes_on(name, start, end, stems) if name.label == ORG else _gives_way(name, start, end, strong)
            for name in touching
        )

    def _goes_on(self, body: Mention, start: int, end: int, stems: Sequence[str]) -> bool:
        """Whether a firm's name is a known body's with a business behind it: 追觅|科技."""
        return body.start == start and body.end < end and self._text[body.end : end] in stems


def _gives_way(name: Mention, start: int, end: int, strong: int) -> bool:
    """Whether a model's person or place may be a firm's name, or a part of it, that words beside show."""
    if strong == _COINED or name.confidence is None or not start <= name.start < name.end <= end:
        return False
    is_whole = name.label == PERSON and (name.start, name.end) == (start, end)
    return name.confidence < SURE or (is_whole and strong == _STRONG)
