"""Companies by rule: full names by their endings, short names by stock codes and by what shares do, names brought in.

In: a `Document` and its places. Out: ORG mentions. 例: 控股子公司〔江苏某某装备有限公司〕; 〔某某药业〕(300558);
〔某某汽车〕美股盘初跌6.6%，〔某某〕和〔某某教育〕跌4.2%; 某市经济和信息化局（以下简称“市经信局”）→ 市经信局.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

import regex

from extractor.document import Document
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import NEVER, alternatives
from extractor.mentions import ORG, PERSON, Mention
from extractor.recognizers.company_names import CODE, company_names_of
from extractor.recognizers.organizations import BODIES, Ending, Finder, in_brackets, openings
from extractor.rulebook import Rulebook, once_a_rulebook
from extractor.segmentation import tagged

LONGEST_NAME = 40
LONGEST_LIST = 200
LONGEST_HEAD = 18  # 12、*ST某某某某某某A：
_PUNCTUATION = lazy_regex(r"[，。；：、！？“”‘’《》〈〉【】\[\]\s,:;!?/／—…丨|｜]")
# A blank between two Latin words is no stop: Riot Blockchain跌2.20%.
_STOPS = lazy_regex(r"[，。；：！？“”‘’《》〈〉【】（）()\[\],:;!?/／—…丨|｜%％\d]|\s(?![A-Z])|(?<![A-Za-z])\s")
_COLON = lazy_re("[：:]")
_BETWEEN = lazy_regex(r"[、和及]")
_LISTED = lazy_regex(rf"(?<=[\p{{Han}}A-Za-z]){CODE}")
_MAY_BE_CODE = lazy_re(r"[（(【][^）)】]{0,13}[A-Z\d]")  # `re` finds at once that most texts have none
_SHORT_NAME = lazy_regex(r"(?:\*?ST|[A-Z]{1,4})?\p{Han}{2,8}[A-Z]?$")
_SHARE = lazy_regex(r"\p{Han}{2,6}[A-Z]?|[A-Z]\p{Han}{1,4}|[A-Z][A-Za-z.&-]{2,12}(?: [A-Z][A-Za-z.&-]{1,12}){0,3}")
_PROPER = ("nr", "ns", "nt", "nz", "x", "eng")  # parts of speech of proper names and of words that jieba lacks
_OF_CLAUSES = frozenset(("v", "d", "p", "c", "u", "uj", "ul", "r"))
_VERBAL = frozenset(("v", "d", "ad", "p"))
_BROUGHT_IN = frozenset((f"{BODIES}.introducing", f"{BODIES}.short_name_heads"))
_ACRONYM = lazy_regex(r"[（(](?P<name>[A-Z][A-Za-z&-]{1,9})[)）]")


class CompanyGrammar:
    """The rules of `rules/organizations.txt` that companies are found with, compiled."""

    def __init__(self, rulebook: Rulebook) -> None:
        def words(section: str) -> str:
            return alternatives(rulebook.words(BODIES, section))

        self.names = company_names_of(rulebook)
        self.opening = lazy_regex(rf".*(?:{words('company_openings')}|{openings(rulebook)})")
        self.short = lazy_regex(
            rf"[（(](?:(?P<stated>{words('introducing')})[：:]?[“”\"「]?|[“\"「])(?P<name>[^（()）“”\"「」，。]{{2,16}}?)[“”\"」]?"
            rf"(?:(?:或者?|、|，|,|及|和) ?[“\"「]?[^（()），。]{{1,12}})?[)）]"
        )
        # 证券简称：某某智造, but not the bond of 债券简称：某某转债
        self.stated = lazy_regex(
            rf"(?<!转债|债券)(?:{words('short_name_heads')})\s?[：:]\s{{0,4}}"
            r"(?P<name>(?:\*?ST ?)?\p{Han}[\p{Han}A-Za-z]{1,7}+)(?=[\s，,。；;）)、]|$)"
        )
        ends = "".join(sorted({word[-1] for word in rulebook.words(BODIES, "short_name_heads")}))
        self.may_state = lazy_re(rf"[{re.escape(ends)}]\s?[：:]" if ends else NEVER)
        self.of_shares = lazy_regex(rf"(?:{words('share_tails')})")
        self.moving = lazy_regex(
            rf"(?:美股|港股|股价)?(?:盘[初前后中])?(?:{words('before_moving')})*(?:{words('moving')})[约超逾近幅达]*\d"
        )
        self.share_opening = lazy_regex(rf"[^、]*(?:{words('share_openings')})")
        self.bulletin = lazy_regex(
            rf"(?:\d{{1,3}}[、.．])?\s?(?P<name>(?:\*?ST)?\p{{Han}}{{2,6}}[A-Z]?)[：:](?=[^\n]{{0,60}}?(?:{words('bulletins')}))"
        )
        self.bulletins_in = rulebook.lexicons.lexicon(
            f"{BODIES} bulletins", lambda: dict.fromkeys(rulebook.words(BODIES, "bulletins"))
        )
        self.goods = lazy_regex(words("goods"))
        self.not_share = lazy_regex(rf".*(?:{words('not_shares')})$|(?:{words('sectors')})$")
        self.share_contexts_in = rulebook.lexicons.lexicon(
            f"{BODIES} shares", lambda: dict.fromkeys(rulebook.words(BODIES, "share_contexts"))
        )


@once_a_rulebook
def _grammar_of(rulebook: Rulebook) -> CompanyGrammar:
    return CompanyGrammar(rulebook)


def recognizer(rulebook: Rulebook) -> Finder:
    """Compile the rules once; the function returned takes a document, its places (in text order) and its endings."""
    grammar = _grammar_of(rulebook)

    def find(document: Document, places: Sequence[Mention], ends: Sequence[Ending]) -> list[Mention]:
        text = document.text
        found = _full_names(grammar, text, places, [(s, e) for s, e, kinds in ends if "companies" in kinds])
        found += [_company(text, *span, "listed") for span in _listed(grammar, text)]
        found += [_company(text, m.start("name"), m.end("name"), "short_name_heads") for m in _stated(grammar, text)]
        if grammar.bulletins_in(document):
            found += [_company(text, *span, "bulletins") for span in _bulletins(grammar, text)]
        if grammar.share_contexts_in(document):
            found += _shares(grammar, text)
        for words, section in _short_names_in_title(grammar, document.title) if document.title else ():
            at = text.find(words)
            if at >= 0:
                found.append(_company(text, at, at + len(words), section))
        return found

    return find


def short_names(rulebook: Rulebook) -> Callable[[str, Sequence[Mention]], list[Mention]]:
    """A function that finds the short names brought in behind bodies: …局（以下简称“市经信局”）, …网（CNN）.

    It takes a text and its bodies, and returns mentions of the short names between the brackets, `norm` the full name.
    """
    grammar = _grammar_of(rulebook)

    def find(text: str, bodies: Sequence[Mention]) -> list[Mention]:
        found = []
        for body in bodies:
            if text[body.end : body.end + 1] in ("（", "("):
                sight = (text, body.end, body.end + 40)
                match = grammar.short.match(*sight)
                if match and not match["stated"] and not _shortens(match["name"], body.norm):
                    continue  # 某市商务局（“以旧换新”）
                match = match or _ACRONYM.match(*sight)
                if match:
                    span = match.span("name")
                    found.append(Mention(span[0], span[1], ORG, body.norm, f"{BODIES}.introducing"))
        return found

    return find


def _shortens(short: str, full: str) -> bool:
    """Whether a name is made of characters of the full one, in their order: 海晟新能 of 海晟新能源有限公司."""
    rest = iter(full)
    return all(character in rest for character in short)


def share_cutter(rulebook: Rulebook) -> Callable[[str, list[Mention]], list[Mention]]:
    """A function that takes from the names of a text what belongs to the next word behind a short name brought in.

    Where a text states the short name 某某智造, a model's 某某智造控股 before 股东 is 某某智造, and so is what a model
    finds in 减持某某智造股份.
    """
    grammar = _grammar_of(rulebook)
    shapes = "gazetteers/shapes"
    behind, before = rulebook.words(shapes, "behind_shares"), rulebook.words(shapes, "before_shares")
    holders = rulebook.words(BODIES, "holders")

    def cut(text: str, names: list[Mention]) -> list[Mention]:
        stated = {text[m.start : m.end] for m in names if m.rule in _BROUGHT_IN}
        if not stated:
            return names
        begun = {m.start for m in names if m.label == PERSON and _begins_one(text, m, stated)}
        return [
            _without_tail(text, m, stated) if m.confidence is not None else m for m in names if m.start not in begun
        ]

    def _begins_one(text: str, name: Mention, stated: set[str]) -> bool:
        """Whether a model's person is only the beginning of a short name: 某某智|造."""
        return name.confidence is not None and any(
            name.end - name.start < len(short) and text.startswith(short, name.start) for short in stated
        )

    def _without_tail(text: str, name: Mention, stated: set[str]) -> Mention:
        verb = _before_verb(text, name, stated) if name.label == ORG else None
        if verb is not None:
            return Mention(name.start, verb, ORG, text[name.start : verb], name.rule, name.confidence)
        end = name.end - 2
        tail = text[end : name.end]
        if name.label != ORG or text[name.start : end] not in stated or not grammar.of_shares.fullmatch(tail):
            return name
        shares = text.startswith(behind, name.end) or text.endswith(before, 0, name.start)
        if not shares and not text.startswith(holders, name.end):
            return name
        return Mention(name.start, end, ORG, text[name.start : end], name.rule, name.confidence)

    return cut


def _before_verb(text: str, name: Mention, stated: set[str]) -> int | None:
    """Where the short name brought in ends that a model's name begins with, before verbs alone: 君安湘合|累计."""
    for end in range(name.end - 2, name.start + 1, -1):
        if text[name.start : end] in stated:
            return end if all(tag in _VERBAL for _, tag in tagged(text[end : name.end])) else None
    return None


def _company(text: str, start: int, end: int, section: str) -> Mention:
    return Mention(start, end, ORG, text[start:end], f"{BODIES}.{section}")


def _left_edge(grammar: CompanyGrammar, text: str, floor: int, end: int) -> int:
    """Where the words that end at `end` begin: behind punctuation or a word that opens a name."""
    cut = floor
    for mark in _PUNCTUATION.finditer(text, floor, end):
        cut = mark.end()
    opening = grammar.opening.match(text, cut, end)
    return opening.end() if opening else cut


def _short_names_in_title(grammar: CompanyGrammar, title: str) -> Iterator[tuple[str, str]]:
    """Short names that a title shows to be companies', used bare in the text: 某某电路：拟回购, 维持某某(01024.HK)."""
    for start, end in _listed(grammar, title):
        yield title[start:end], "listed"
    for start, end in _bulletins(grammar, title):
        yield title[start:end], "bulletins"
    for match in _stated(grammar, title):
        yield match["name"], "short_name_heads"


def _stated(grammar: CompanyGrammar, text: str) -> Iterator[regex.Match[str]]:
    """The short names that the head of an announcement states: 证券简称：〔某某智造〕."""
    return grammar.stated.finditer(text) if "简称" in text and grammar.may_state.search(text) else iter(())


def _bulletins(grammar: CompanyGrammar, text: str) -> Iterator[tuple[int, int]]:
    """The short names that open a line on what a company does: 〔某某电路〕：拟回购."""
    done = -1
    for mark in _COLON.finditer(text):
        colon = mark.start()
        line = text.rfind("\n", max(0, colon - LONGEST_HEAD), colon) + 1
        if line <= done or (line == 0 and colon >= LONGEST_HEAD):
            continue
        done = line
        match = grammar.bulletin.match(text, line, colon + 100)
        if match and not grammar.not_share.match(match["name"]) and not _ordinary(grammar, match["name"]):
            yield match.span("name")


def _ordinary(grammar: CompanyGrammar, name: str) -> bool:
    """Whether a name that no list holds is made of ordinary words: 事件, 投资建议."""
    if name in grammar.names.short:
        return False
    return all(len(word) > 1 and not tag.startswith(_PROPER) for word, tag in tagged(name))


def _clause(grammar: CompanyGrammar, name: str) -> bool:
    """Whether a longer name that no list holds has a verb or a particle in it: 实盘开始巨幅."""
    if len(name) < 5 or name.isascii() or name in grammar.names.short:
        return False
    return any(tag in _OF_CLAUSES for _, tag in tagged(name))


def _full_names(
    grammar: CompanyGrammar, text: str, places: Sequence[Mention], ends: Sequence[tuple[int, int]]
) -> list[Mention]:
    """Full names that end in …有限公司, read to the left up to a place, a word that opens a name, or punctuation."""
    if not ends:
        return []
    found = []
    starts = [place.start for place in places if not in_brackets(text, place)]
    last = 0
    for ending, end in ends:
        if text.startswith("有限合伙人", ending):
            continue  # 作为〔有限合伙〕人
        start = _left_edge(grammar, text, max(last, ending - LONGEST_NAME), ending)
        index = bisect_left(starts, start)
        if index < len(starts) and starts[index] < ending:
            start = starts[index]
        start = _balanced(text, start, ending)
        if ending - start >= 4:
            found.append(_company(text, start, end, "companies"))
        last = end
    return found


def _balanced(text: str, start: int, end: int) -> int:
    """`start` moved behind the last bracket without its partner: 甲）某某公司 keeps 某某公司."""
    opened = []
    for at in range(start, end):
        if text[at] in "（(":
            opened.append(at)
        elif text[at] in ")）":
            if opened:
                opened.pop()
            else:
                start = at + 1
    return max(start, opened[-1] + 1) if opened else start


def _listed(grammar: CompanyGrammar, text: str) -> Iterator[tuple[int, int]]:
    """The short names before stock codes: 某某药业(300558)."""
    if not _MAY_BE_CODE.search(text):
        return
    for match in _LISTED.finditer(text):
        start = grammar.names.name_before(text, match.start())
        if start is not None:
            yield start, match.start()
            continue
        edge = _left_edge(grammar, text, max(0, match.start() - 16), match.start())
        name = _SHORT_NAME.search(text, edge, match.start())
        if name:
            # words may lean on it: an exchange's short names mostly have four characters
            long = match.start() - name.start() > 6
            yield (match.start() - 4 if long else name.start()), match.start()


def _shares(grammar: CompanyGrammar, text: str) -> list[Mention]:
    """Companies by what their shares do: 甲、乙和丙跌超4%. A list that holds an index or a good names no company."""
    found = []
    for match in grammar.moving.finditer(text):
        floor = cut = max(0, match.start() - LONGEST_LIST)
        for mark in _STOPS.finditer(text, floor, match.start()):
            cut = mark.end()
        opening = grammar.share_opening.match(text, cut, match.start())
        if grammar.goods.search(text, cut, match.start()) or grammar.goods.search(text, floor, cut):
            continue
        spans = list(_pieces(text, opening.end() if opening else cut, match.start()))
        if all(
            _SHARE.fullmatch(text, *span)
            and not grammar.not_share.match(text, *span)
            and not _clause(grammar, text[slice(*span)])
            for span in spans
        ):
            found += [_company(text, start, end, "moving") for start, end in spans]
    return found


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for mark in _BETWEEN.finditer(text, start, end):
        yield start, mark.start()
        start = mark.end()
    yield start, end
