"""Companies by the short names of rules/gazetteers/companies.txt, and the canonical name of each.

In: a document and the bodies found so far. Out: ORG mentions of the names that are unclear (海量数据, 通用) or words
(机器人, 天津港) where the text shows a company: beside a stock code, a post of a company, what a share does, or in a
list with companies. 例: 拓尔思、〔海量数据〕涨停; 〔机器人〕（300024）; 上市公司〔老百姓〕; 〔福特〕CEO.

Names that are certain are found by `extractor.ner.corrections` wherever they occur.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import regex

from extractor.document import Document
from extractor.lazy import lazy_regex
from extractor.lexicon import NEVER, LongestWord, alternation
from extractor.mentions import ORG, Mention
from extractor.recognizers.organizations import generic
from extractor.rulebook import Rulebook, once_a_rulebook
from extractor.segmentation import listed_words, tagged

COMPANIES = "gazetteers/companies"
CONTEXTS = "organizations"
UNCLEAR, SHORT, WORDS = "unclear", "short", "words"
SURE = 0.9  # a model's company of a lower score has no second mentions
SIGHT = 16  # characters beside a name that show what it is
LONGEST_SHORT = 8  # characters of a company's short name
BESIDE = 6  # characters on either side of a brand that are cut into words
LIST = 30  # characters of a list on either side of a name in which goods show what it is a list of

_CLOSING = frozenset("）)")
_BEGINNING = frozenset("，。；：、！？“”‘’（(》\n 　")
CODE = (
    r"[ 　]?[（(【]\s?(?:(?:股票|证券)?(?:代码|代號)?[：:]?\s?)"
    r"(?:(?:[A-Z]{2}|NYSE|NASDAQ|Nasdaq|纽交所|纳斯达克|港交所|HKEX)[：:. ]\s?[A-Z\d]{1,6}"
    r"|\d{6}(?:\.[A-Z]{2})?|0\d{4}(?:\.HK)?|\d{3,5}\.HK|[A-Z]{1,5}\.[A-Z]{1,2})(?=[)）】,，、;；/])"
)
"""The code of a listed company behind its name: （600519）, (01024.HK), （SZ 300275，收盘价…, (TSLA.O)."""


def time_of_results(rulebook: Rulebook) -> str:
    """A time between a company's name and what shows that it is one, as a pattern: 某某有线〔上半年〕营收."""
    times = alternation(rulebook.words(CONTEXTS, "times_of_results")) or NEVER
    return (
        rf"(?:(?:20\d\d年?|今年|去年|本?报告期内?)?(?:{times}|第?[一二三四]季度|(?:\d{{1,2}}[-至])?\d{{1,2}}月份?)?"
        "(?:实现|的)?)?"
    )


@once_a_rulebook
def company_names_of(rulebook: Rulebook) -> CompanyNames:
    """The short names of a rulebook's companies, read once."""
    return CompanyNames(rulebook)


class CompanyNames:
    """The short names of companies that need context, and what the context is made of."""

    def __init__(self, rulebook: Rulebook) -> None:
        sections = rulebook.names(COMPANIES)
        self.tier: dict[str, str] = {}
        for section in sections:
            if section == WORDS or section.startswith(UNCLEAR):
                for word in rulebook.words(COMPANIES, section):
                    # A name of two characters may be a part of another word anywhere.
                    self.tier.setdefault(word, WORDS if section == WORDS else SHORT if len(word) == 2 else UNCLEAR)
        self.short = frozenset(
            [*self.tier, *(w for s in sections if s not in (WORDS, UNCLEAR) for w in rulebook.words(COMPANIES, s))]
        )
        self._short_names = LongestWord(self.short, backwards=True)
        self.before = rulebook.words(CONTEXTS, "before_companies")
        behind = alternation(rulebook.words(CONTEXTS, "behind_companies")) or NEVER
        posts = alternation(rulebook.words("titles", "company")) or NEVER
        moving = alternation(rulebook.words(CONTEXTS, "moving")) or NEVER
        goods = alternation(rulebook.words(CONTEXTS, "goods")) or NEVER
        self._goods = lazy_regex(rf"[^。；\n]{{0,{2 * LIST}}}(?:{goods})")
        acting = rf"{CODE}|[”\"]?(?:{behind})|(?:盘[初前后中])?(?:股价)?(?:{moving})[约超逾近幅达]*\d|涨停|跌停"
        acts = alternation(rulebook.words(CONTEXTS, "company_acts")) or NEVER
        self._acts = lazy_regex(rf"(?:{acts})(?!会)")
        self._code_before = lazy_regex(r"[（(]\d{6}(?:\.[A-Z]{2})?[)）]$")
        self._openings = rulebook.words(CONTEXTS, "clause_openings")
        self._not_acting = frozenset(rulebook.words(CONTEXTS, "not_acting"))
        # 机器人总监, 创意总监: beside a post a word is mostly a field of work
        results = rf"{time_of_results(rulebook)}(?:{behind})"
        # 野村的一位首席经济学家; 移动、联通、电信三家运营商
        somebody = rf"的一[位名](?:{behind}|{posts})|等?这?[两三四五六七八九十数多几\d]+家"
        self._beside_brands = frozenset(rulebook.words(CONTEXTS, "beside_brands"))
        self._before_unclear = rulebook.words(CONTEXTS, "before_unclear")
        self._brands = frozenset(rulebook.words(CONTEXTS, "brands"))
        self._not_brands = frozenset(rulebook.words(CONTEXTS, "not_brands"))
        self._not_behind_brands = rulebook.words(CONTEXTS, "not_behind_brands")
        self.behind = {WORDS: lazy_regex(acting), UNCLEAR: lazy_regex(rf"{acting}|{posts}|{results}|{somebody}")}

    def name_before(self, text: str, end: int) -> int | None:
        """Where the longest company's short name that ends at `end` begins; None where none ends there."""
        return self._short_names.start_at(text, end)

    def is_company(self, text: str, start: int, end: int, tier: str) -> bool:
        """Whether the words beside a name show that it is a company's."""
        if tier == SHORT and self._among_goods(text, start, end):
            return False  # 豆粕、苹果涨超1%
        if text[start - 1 : start] in _CLOSING and self._code_before.search(text, max(0, start - SIGHT), start):
            return True
        if text.endswith(self.before, max(0, start - SIGHT), start) or self._acts_at_beginning(text, start, end, tier):
            return True
        if self.behind.get(tier, self.behind[UNCLEAR]).match(text, end, end + 2 * SIGHT) is not None:
            return True
        if tier != WORDS and text.endswith(self._before_unclear, max(0, start - SIGHT), start):
            return True
        return tier != WORDS and self._is_brand(text[start:end]) and self.is_whole_word(text, start, end)

    def _is_brand(self, name: str) -> bool:
        """Whether a short name is no word and holds none: 同程, but not 通用 or 美的."""
        if name in self._brands or name in self._not_brands:
            return name in self._brands
        return len(listed_words(name)) == len(name) and self._beside_brands.isdisjoint(name)

    def is_whole_word(self, text: str, start: int, end: int) -> bool:
        """Whether the words beside a brand leave it a word of its own: 给〔同程〕带来, not 不〔同程〕度."""
        floor = max(0, start - BESIDE)
        before, behind = "", ""
        at = floor
        for word in listed_words(text[floor : end + BESIDE]):
            if at < start < at + len(word) or at < end < at + len(word):
                return False
            before = word if at + len(word) == start else before
            behind = word if at == end else behind
            at += len(word)
        if behind[:1].isdigit() or text.startswith(self._not_behind_brands, end):
            return False
        beside = [word for word in (before, behind) if len(word) == 1 and "一" <= word <= "鿿"]
        return self._beside_brands.issuperset(beside)

    def _acts_at_beginning(self, text: str, start: int, end: int, tier: str) -> bool:
        """Whether an unclear name begins a clause and does what a company does: 〔小米〕宣布, 6月1日〔小米〕宣布."""
        if tier == WORDS or text[start:end] in self._not_acting or not self._acts.match(text, end, end + SIGHT):
            return False
        return start == 0 or text[start - 1] in _BEGINNING or text.endswith(self._openings, max(0, start - 4), start)

    def _among_goods(self, text: str, start: int, end: int) -> bool:
        """Whether a name is in a list of goods, on which futures are traded."""
        if text[start - 1 : start] != "、" and text[end : end + 1] != "、":
            return False
        floor = max(0, start - LIST)
        floor = max(floor, 1 + max(text.rfind(mark, floor, start) for mark in "。；\n"))
        return self._goods.match(text, floor, end + LIST) is not None

    def joint(self, text: str, body: Mention) -> Mention:
        """A name of two characters together with the company's name that it is written to: 雷诺〔三星〕汽车."""
        if body.end - body.start != 2 or not body.rule.startswith(f"{COMPANIES}."):
            return body
        start = self.name_before(text, body.start)
        if start is None or self.tier.get(text[start : body.start], "") == WORDS or _is_word(text[start : body.start]):
            return body
        end = body.end + 2 if text.startswith("汽车", body.end) else body.end
        return Mention(start, end, ORG, text[start:end], body.rule)


def recognizer(rulebook: Rulebook) -> Callable[[Document, Sequence[Mention]], list[Mention]]:
    """Compile the rules once; the function returned takes a document and its bodies, and finds unclear companies."""
    names = company_names_of(rulebook)
    # a common word of two characters is a company's only before a stock code, which companies.py looks at
    tiers = {word: tier for word, tier in names.tier.items() if tier != WORDS or len(word) > 2}
    hits = rulebook.lexicons.lexicon("unclear companies", lambda: tiers)
    is_generic = generic(rulebook)

    def find(document: Document, bodies: Sequence[Mention]) -> list[Mention]:
        found = hits(document)
        if not found:
            return []
        text = document.text
        ends = {body.end: body.start for body in bodies}
        starts = {body.start for body in bodies}
        listed = {body.start for body in bodies if text[body.start - 1 : body.start] == "、"}
        out: list[Mention] = []
        for start, end, tier in (*found, *reversed(found)):  # backwards, too: 〔零跑〕、小鹏、蔚来
            if start in starts:
                continue
            if text.startswith("公司", end) and is_generic(text[start : end + 2]):
                continue  # 机器人公司: a kind of company
            mark = text[start - 1 : start]
            left = start - 1 in ends and (mark in ("、", "和") or (mark in ("与", "及") and ends[start - 1] in listed))
            right = text[end : end + 1] in ("、", "和") and end + 1 in starts
            in_list = left and right if tier == WORDS else left or right
            if in_list or names.is_company(text, start, end, tier):
                section = WORDS if tier == WORDS else UNCLEAR
                out.append(Mention(start, end, ORG, text[start:end], f"{COMPANIES}.{section}"))
                ends[end] = start
                starts.add(start)
                if mark == "、":
                    listed.add(start)
        return out

    return find


def short_mentions(rulebook: Rulebook) -> Callable[[str, Sequence[Mention]], list[Mention]]:
    """A function that finds the second mentions of a text's companies, which leave their endings out.

    It takes a text and its bodies: of 格隆汇丨威胜控股(03393.HK)… the 威胜 in 威胜中标, of 深圳清水源投资管理有限公司
    the 清水源 in 清水源旗下; `norm` is the whole name. So is a short name that the model found twice.
    """
    stems_of = _stems(rulebook)
    beside = {e.key: "".join(e.words) for e in rulebook.section(CONTEXTS, "stem_neighbours")}
    names = company_names_of(rulebook)
    sides = {*rulebook.words("gazetteers/places", "initial"), "中"}  # 俄中 is no body

    def find(text: str, bodies: Sequence[Mention]) -> list[Mention]:
        stems: dict[str, Mention] = {}
        seen: set[str] = set()
        for body in bodies:
            if body.confidence is not None and body.confidence < SURE and body.norm not in names.short:
                continue
            shorter = stems_of(text[body.start : body.end])
            if not shorter and body.norm in seen and len(body.norm) == 2 and not sides.issuperset(body.norm):
                shorter = [] if _is_word(body.norm) else [body.norm]
            for stem in shorter:
                stems.setdefault(stem, body)
            seen.add(body.norm)
        begun = {body.start for body in bodies} if stems else ()
        found = []
        for stem, body in stems.items():
            # not the issuer in a bond's name: 19世茂G1
            pattern = (
                rf"(?:(?P<alone>(?<![\p{{Han}}--[{beside['before']}]]){stem}(?![\p{{Han}}--[{beside['behind']}]]))|{stem})"
                rf"(?<!\d\d{stem}(?=[A-Z\d]))"
            )
            for match in regex.finditer(pattern, text, regex.V1):
                if match.start() not in begun and (match["alone"] or names.is_whole_word(text, *match.span())):
                    found.append(Mention(match.start(), match.end(), ORG, body.norm, f"{CONTEXTS}.stems"))
        return found

    return find


def _stems(rulebook: Rulebook) -> Callable[[str], Sequence[str]]:
    """A function that gives a company's name without its endings, with one of them, two …: 清水源, 清水源投资.

    None where the name without endings is a word or a place.
    """
    endings = alternation(rulebook.words(CONTEXTS, "stems")) or NEVER
    business = alternation([*rulebook.words(CONTEXTS, "stems"), *rulebook.words(CONTEXTS, "full_name_fields")]) or NEVER
    form = alternation(rulebook.words(CONTEXTS, "companies")) or NEVER
    ending = lazy_regex(rf"\p{{Han}}{{2,4}}?(?=(?:{endings})$)")
    full = lazy_regex(rf"(?P<stem>\p{{Han}}{{2,4}}?)(?P<business>{business})++(?:{form})$")
    common = frozenset(rulebook.words(CONTEXTS, "common_stems"))
    places = frozenset(
        word
        for section in rulebook.names("gazetteers/places")
        for word in rulebook.words("gazetteers/places", section)
    )

    @lru_cache(maxsize=4096)  # a text names its bodies again and again
    def stems_of(name: str) -> Sequence[str]:
        match = ending.match(name)
        shorter = [match[0]] if match else []
        if match is None and len(name) > LONGEST_SHORT:
            size = next((n for n in range(6, 1, -1) if name[:n] in places), 0)
            whole = full.match(name, size)
            shorter = [name[size:end] for end in (whole.end("stem"), *whole.ends("business"))] if whole else []
        if not shorter or shorter[0] in common or shorter[0] in places or _is_word(shorter[0]):
            return []
        return shorter

    return stems_of


def _is_word(stem: str) -> bool:
    """Whether the rest of a company's name is a word of the language: 出版 of 出版传媒."""
    if len(listed_words(stem)) > 1:
        return False
    words = tagged(stem)
    return len(words) == 1 and not words[0][1].startswith(("nr", "ns", "nt", "nz", "x", "eng"))


def canonical(rulebook: Rulebook) -> dict[str, str]:
    """Each form of a company's name with the canonical one: 天齐锂业股份有限公司 → 天齐锂业."""
    names: dict[str, str] = {}
    for section in rulebook.names(COMPANIES):
        if section not in (WORDS, SHORT) and not section.startswith(UNCLEAR):
            for entry in rulebook.section(COMPANIES, section):
                for word in entry.words:
                    names.setdefault(word, entry.name)
    return names


def common_words(rulebook: Rulebook) -> frozenset[str]:
    """Short names of companies that are words too: one that is a company's here need not be one in the next line."""
    return frozenset(word for word, tier in company_names_of(rulebook).tier.items() if tier != UNCLEAR)
