"""Where a name begins and ends: a model's spans without what does not belong to them.

In: a sentence and one span of a model. Out: the spans that are left of it, none where it names nothing.

    习近平主席 → 习近平 · 36家航空公司 → nothing · 食品巨头某某公司 → 某某公司
    易观苏筱芮 → 易观, 苏筱芮 · 中信建投非银 → 中信建投
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from extractor.lazy import lazy_regex
from extractor.lexicon import NEVER, alternation, alternatives, in_latin_word
from extractor.mentions import Mention
from extractor.ner.model import NamedSpan
from extractor.ner.phrases import Phrases
from extractor.recognizers.organizations import generic
from extractor.rulebook import Rulebook

BODIES, PLACES, SHAPES = "gazetteers/bodies", "gazetteers/places", "gazetteers/shapes"
PEOPLE, COMPANIES = "gazetteers/people", "gazetteers/companies"
COMPANY_RULES = (f"{COMPANIES}.", f"{BODIES}.company", f"{BODIES}.association")
COMMON = 0  # how certain a word of the lists is that is no name at all
EDGE = " \t\u3000，。、；：！？,.;:!?“”\"'‘’《》〈〉【】[]|/-—·"
PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "「": "」", "【": "】"}
_OFFICES = ("state", "offices", "company", "ranks", "after", "honorifics")  # sections of rules/titles.txt


class Borders:
    """The words that show where names end, of a rulebook.

    Args:
        rulebook: its file `gazetteers/shapes` holds the words, `titles` the offices, `organizations` what is no
            body.
        names: every listed name with its label, how certain it is, and the rule that lists it.
    """

    def __init__(self, rulebook: Rulebook, names: Mapping[str, tuple[str, int, str]]) -> None:
        def words(file: str, name: str) -> tuple[str, ...]:
            # A section that the user disabled, or that only users have, may be missing.
            return tuple(w for entry in rulebook.sections.get((file, name), ()) for w in entry.words)

        def by_last(*sections: str) -> dict[str, frozenset[str]]:
            entries = (e for section in sections for e in rulebook.sections.get((SHAPES, section), ()))
            return {entry.key: frozenset(entry.words) for entry in entries if entry.key is not None}

        self._known = {name: stated for name, stated in names.items() if stated[1] != COMMON}
        self._phrases = Phrases(rulebook, self._known)
        self._not_people = frozenset((*words(SHAPES, "not_a_person"), *words("surnames", "not_names")))
        self._not_places = frozenset(words(SHAPES, "not_a_place"))
        self._is_generic = lru_cache(4096)(generic(rulebook))  # the same bodies come again and again
        self._initials = frozenset(words(PLACES, "initial"))
        self._surnames = frozenset(words("surnames", "single"))
        self._honorifics = words("titles", "honorifics")
        office = alternation(word for section in _OFFICES for word in words("titles", section) if len(word) > 1)
        self._office = lazy_regex(rf"(?:{office})$") if office else None
        doing = alternation(words("titles", "glued"))
        self._doing = lazy_regex(rf"(?<=\S\S)(?:{doing})$") if doing else None
        # 环保总局会|同发展改革委: the name's last character belongs to the next word.
        self._goes_on = by_last("goes_on", "body_goes_on")
        self._person_goes_on = by_last("person_goes_on")
        self._verbs_behind = by_last("verbs_behind")
        self._compile_companies(words, names)
        forms = alternation(words(SHAPES, "latin_forms")) or NEVER
        self._before_short = words(SHAPES, "before_abbreviation")
        whole = alternation(words(SHAPES, "latin_names_go_on")) or NEVER
        self._latin_form = lazy_regex(rf"(?: (?:{whole})(?![A-Za-z]))+")
        self._longer_latin = lazy_regex(rf" (?!(?:{forms})(?![a-z]))[A-Z][a-z]")
        self._before_no_place = frozenset(words(SHAPES, "before_no_place"))
        self._straddling = self._before_no_place.union(words(SHAPES, "straddling"))
        glued = words(SHAPES, "glued_before")
        endings = alternation(words(SHAPES, "body_ending"))
        self._glued = lazy_regex(rf"(?:{alternation(glued)})+(?=\S\S)") if glued else None
        first = alternation((*glued, *words(SHAPES, "glued_first")))
        self._glued_first = lazy_regex(rf"(?:{first})+(?=\S\S)") if first else None
        kinds = alternation(words(SHAPES, "cut_before"))
        self._kind = lazy_regex(rf"(?P<before>\S*)(?:{kinds})(?=\S\S)") if kinds else None
        self._body = lazy_regex(rf"(?:{endings})$") if endings else None
        after = alternation(words(SHAPES, "glued_after"))
        self._trailing = lazy_regex(rf"(?:{after})$") if after else None
        self._of_shares, self._holding = words(SHAPES, "behind_shares"), words(SHAPES, "before_shares")
        form = alternation(words(SHAPES, "company_form"))
        self._form = lazy_regex(rf"(?:{form})") if form else None
        self._generic_behind_place = frozenset(words(SHAPES, "generic_behind_place"))
        no_name = words(SHAPES, "not_after_place")
        counted = r"[两三四五六七八九十数多\d]+(?:余|多)?[家省市国个所州县](?!人大|政协|党|政府)"
        # 36家航空公司, 有关部门: so many bodies, none of them named.
        several = alternatives(words(SHAPES, "before_many"))
        self._of_many = lazy_regex(
            rf"(?:[\d０-９.,万亿零〇一二两三四五六七八九十百千多余几数]+|{several})(?:余|多)?(?:家|个|所|大|名|类|级|只|座|批|地)"
        )
        # 北京投资促进局 is a body all the same; 匈牙利建设汽车工厂 is none.
        offices = alternation(words(SHAPES, "office_ending"))
        unless = rf"(?!\S*(?:{offices})$)" if offices else ""
        self._no_name = lazy_regex(rf"{counted}|(?:{alternation(no_name)}){unless}" if no_name else counted)
        self._places = frozenset(name for name, stated in self._known.items() if stated[0] == "LOC")
        self._longest_place = max(map(len, self._places), default=0)

    def _compile_companies(
        self, words: Callable[[str, str], tuple[str, ...]], names: Mapping[str, tuple[str, int, str]]
    ) -> None:
        """What goes on behind a company's name, and which names are of companies."""
        tail = alternation(words(SHAPES, "company_tail"))
        not_tail = alternation(words(SHAPES, "not_company_tail")) or NEVER
        branch, acting = words(SHAPES, "company_branch"), alternation(words(SHAPES, "behind_branch")) or NEVER
        self._branches = frozenset(branch)
        self._index_makers = frozenset(words(SHAPES, "index_makers"))
        sure = alternation(words(SHAPES, "company_tail_sure")) or NEVER
        further = rf"(?:{sure})|(?:{tail})(?!{not_tail})|公司(?=的)|(?:{alternation(branch)})(?={acting})"
        self._tail = lazy_regex(further) if tail and branch else None
        listed = {name for name, stated in names.items() if stated[2].startswith(COMPANY_RULES)}
        self.companies = frozenset(listed.union(words(COMPANIES, "unclear"), words(COMPANIES, "unclear_brands")))

    def shape(self, text: str, span: NamedSpan) -> list[NamedSpan]:
        """One span of a model without what does not belong to a name; nothing where none is left."""
        start, end = _within_edges(text, span.start, span.end)
        label, word = span.label, text[start:end]
        left = self._phrases.left(text, span._replace(start=start, end=end)) if word else None
        if left is not None:
            return [right for part in left for right in self.shape(text, part)]
        if not word or word in self._not_places:
            return []  # 中东部 is no place, and no body either
        if word in self._known:
            longer = self.with_tail(text, start, end) if label == "ORG" else end
            return [span._replace(start=start, end=longer)]
        if label == "LOC":
            return self._place_shape(text, span._replace(start=start, end=end))
        return self._without_office(text, span._replace(start=start, end=end))

    def _without_office(self, text: str, span: NamedSpan) -> list[NamedSpan]:
        """A person's or body's name without the office that the model's span holds behind it."""
        start, end, word = span.start, span.end, text[span.start : span.end]
        office = self._office.search(word) if self._office is not None else None
        if office:
            end, word = start + office.start(), word[: office.start()]
        if not word:
            return []
        if span.label == "PERSON":
            return self._person_shape(text, span._replace(end=end), bool(office))
        return self._body_shape(text, start, end, span)

    def _place_shape(self, text: str, span: NamedSpan) -> list[NamedSpan]:
        """A place's name; none where it only counts places, several where it is the initials of several."""
        start, word = span.start, text[span.start : span.end]
        if _SEVERAL.match(word):
            return []
        if (place := self._place_before(word)) and _SEVERAL.match(word, place):
            return [span._replace(end=start + place)]  # 南非九省
        if 2 <= len(word) <= 4 and all(c in self._initials for c in word):
            return [span._replace(start=start + i, end=start + i + 1) for i in range(len(word))]
        return [span]

    def _person_shape(self, text: str, span: NamedSpan, addressed: bool) -> list[NamedSpan]:
        """A person's name without verbs glued to it, without the body before it, with all its Latin parts.

        `addressed`: whether an office or an honorific came behind it: 李先生 and 习主席 are no names.
        """
        word = text[span.start : span.end]
        lone = len(word) == 1 and (addressed or text.startswith(self._honorifics, span.end))
        if lone or word in self._not_people:
            return []
        if edge := self._body_before(word):  # 易观苏筱芮
            at = span.start + edge
            return [span._replace(end=at, label="ORG"), span._replace(start=at)]
        if word.isascii():
            return [_latin(text, span)]
        if text[span.end : span.end + 1] in self._person_goes_on.get(word[-1], ()):
            return [span._replace(end=span.end - 1)] if len(word) > 2 else [span]
        if self._doing is not None and (doing := self._doing.search(word)):
            return [span._replace(end=span.start + doing.start())]
        return [span]

    def _body_shape(self, text: str, start: int, end: int, span: NamedSpan) -> list[NamedSpan]:
        """A body's name without what is glued to it, and without what only follows a place; nothing for a generic
        phrase."""
        if text[start - 1 : start + 1] in self._straddling and not self._is_generic(text[start:end]):
            start += 1
        end = self._whole_form(text, start, end)
        out: list[NamedSpan] = []
        former = _FORMER.search(text, start, end)
        if former and former.start() - start > 1:  # 同济大学（原上海铁道学院）
            inner = NamedSpan(former.end(), end - 1, "ORG", span.score, span.rule)
            return [*self._body_shape(text, start, former.start(), span), inner]
        place = self._place_before(text[start:end])
        rest = start + place
        if place:
            behind = text[rest:end]
            no_name = self._no_name.match(behind) and not self._known_before(behind, 2)
            if no_name or behind in self._generic_behind_place:
                return [NamedSpan(start, rest, "LOC", span.score, f"{SHAPES}.not_after_place")]
        begin, before = self._begin(text, start, rest, end, span)
        out += before
        end = self._end(text, begin, end)
        word = text[begin:end]
        if word in self._places:
            return [*out, NamedSpan(begin, end, "LOC", span.score, f"{SHAPES}.glued_after")]
        if self._is_generic(word) or self._of_many.match(word) or word in self._not_places:
            return out
        return [*out, span._replace(start=begin, end=end)]

    def _begin(self, text: str, start: int, rest: int, end: int, span: NamedSpan) -> tuple[int, list[NamedSpan]]:
        """Where a body's name begins behind what is glued to it, and the names that are in what is cut off.

        `rest`: where the places end that it begins with.
        """
        word = text[start:end]
        glued = self._glued if rest > start else self._glued_first
        match = glued.match(text, rest, end) if glued is not None else None
        if match and self._may_begin(text, match.end(), end) and not self._known_before(text[rest:end], len(match[0])):
            place = [NamedSpan(start, rest, "LOC", span.score, f"{SHAPES}.glued_before")] if rest > start else []
            return match.end(), place
        match = self._kind.match(text, start, end) if self._kind is not None else None
        if match and self._may_begin(text, match.end(), end):
            head = match["before"]
            if head in self._known or (len(head) > 2 and self._is_body(head) and not self._is_generic(head)):
                label = self._known[head][0] if head in self._known else "ORG"
                return match.end(), [NamedSpan(start, start + len(head), label, span.score, span.rule)]
            place = [NamedSpan(start, rest, "LOC", span.score, f"{SHAPES}.cut_before")] if rest > start else []
            return match.end(), place
        match = _LATIN_NAME.match(word)
        if match and self._is_body(match[0]) and not self._known_before(word, 1):
            return start + match.end(), []
        return start, []

    def _may_begin(self, text: str, at: int, end: int) -> bool:
        """Whether what is left from `at` on is a name: a body where the whole ended like one."""
        return self._is_body(text[at:end]) or not (self._body is not None and self._body.search(text, at, end))

    def _end(self, text: str, start: int, end: int) -> int:
        """Where a body's name ends before what is glued to it."""
        while end - start > 2:
            word = text[start:end]
            if word in self._known:
                return end
            shares = self._is_of_shares(text, start, end)  # 持有贝因美股份2.98亿股
            if shares:
                end -= 2
                continue
            if text[end : end + 1] in self._goes_on.get(word[-1], ()) and self._stands(word[:-1]):
                end -= 1
                continue
            trailing = self._trailing.search(word) if self._trailing is not None else None
            if trailing and trailing.start() >= 2:
                end = start + trailing.start()
                continue
            if word[-2:] in self._verbs_behind.get(word[-3], ()) and self._stands(word[:-2]):
                end -= 2  # 国家发展改革委〔组织〕编写
                continue
            company = self._company_before(word)
            if company and not self._is_body(word) and word[company:] not in self._branches:
                return start + company  # 中信建投非银, 宁德时代ESG
            return end
        return end

    def _stands(self, word: str) -> bool:
        return word in self._known or self._is_body(word) or word in self.companies

    def _whole_form(self, text: str, start: int, end: int) -> int:
        """The end of a company's name with its legal form: 某某（集团）〔有限公司〕, 某某企业〔（有限合伙）〕."""
        if self._form is not None and text[end - 1] in ")）" and (match := self._form.match(text, end)):
            end = match.end()
        match = _PARTNERS.match(text, end)
        return match.end() if match else end

    def cuts_word(self, text: str, start: int) -> bool:
        """Whether a place that began here would take the end of the word before it: 股|东海."""
        return text[start - 1 : start + 1] in self._before_no_place

    def with_tail(self, text: str, start: int, end: int) -> int:
        """Where a company's name ends that goes on behind a listed one: 博通〔咨询〕."""
        if self._tail is None or text[start:end] not in self.companies:
            return end
        form = self._latin_form.match(text, end) if text[end - 1] < "\x80" else None  # Meta〔 Platforms〕
        end = form.end() if form else end
        match = self._tail.match(text, end)
        return match.end() if match else end

    def tailed(self, text: str, company: Mention) -> Mention:
        """A company's mention with the tail that `with_tail` finds behind it."""
        end = self.with_tail(text, company.start, company.end)
        if end == company.end:
            return company
        return Mention(company.start, end, company.label, text[company.start : end], company.rule)

    def is_security(self, text: str, start: int, end: int) -> bool:
        """Whether a company's name is part of a bond's or an index's: 19〔远帆〕G1, 〔彭博〕大宗商品现货指数."""
        if text[start - 2 : start].isdigit() and _BOND.match(text, end):
            return True
        return text[start:end] in self._index_makers and _INDEX.match(text, end) is not None

    def is_part_of_latin(self, text: str, start: int, end: int) -> bool:
        """Whether a Latin name goes on (〔Google〕 Play), or only shortens the words before it: 数据中心（〔IDC〕）."""
        if self._longer_latin.match(text, end):
            return True
        word = text[start:end]
        if len(word) > 5 or not (word.isupper() and word.isalpha()) or text[start - 1 : start] not in ("（", "("):
            return False
        before = text[max(0, start - 13) : start - 1]
        if not before.strip() or before[-1].isascii() or before.endswith(self._before_short):
            return False
        return not any(before[-size:] in self.companies for size in range(2, min(len(before), 8) + 1))

    def _body_before(self, word: str) -> int:
        """The length of the listed body that a person's span begins with, 0 where it begins with none."""
        for size in range(2, len(word) - 1):
            if word[:size] in self.companies and word[size] in self._surnames and len(word) - size <= 3:
                return size
        return 0

    def _company_before(self, word: str) -> int:
        """The length of the longest company's name that a body's span begins with and goes beyond."""
        sizes = range(min(len(word) - 1, 12), 1, -1)
        return next((n for n in sizes if word[:n] in self.companies and not in_latin_word(word, n)), 0)

    def _is_of_shares(self, text: str, start: int, end: int) -> bool:
        """Whether a company's name with 股份 means its shares."""
        word = text[start:end]
        if not word.endswith("股份") or word in self._known or word[:-2] not in self._known:
            return False
        return text.startswith(self._of_shares, end) or text.endswith(self._holding, 0, start)

    def _place_before(self, word: str) -> int:
        """The length of the listed places a name begins with (江苏省句容市…), 0 where it begins with none or is one."""
        at = 0
        while True:
            for size in range(min(self._longest_place, len(word) - at), 1, -1):
                if word[at : at + size] in self._places:
                    at += size
                    break
            else:
                break
        return at if at < len(word) else 0

    def _known_before(self, word: str, least: int) -> bool:
        """Whether a listed name longer than `least` begins the word: 联合国人权理事会 does not begin with a verb
        联合."""
        return any(word[:size] in self._known for size in range(least + 1, min(len(word), 16) + 1))

    def _is_body(self, word: str) -> bool:
        return word in self._known or (len(word) >= 3 and self._body is not None and bool(self._body.search(word)))


def _within_edges(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without punctuation at its edges and without a bracket whose partner lies outside."""
    while start < end and (text[start] in EDGE or text[start].isspace()):
        start += 1
    while start < end and (text[end - 1] in EDGE or text[end - 1].isspace()):
        end -= 1
    word = text[start:end]
    for opening, closing in PAIRS.items():
        if (opening in word) != (closing in word):
            # 《求是 or 中国工商）: a bracket without its partner at either end, or a name cut in two by one.
            at = word.find(opening) if opening in word else word.find(closing)
            if opening in word and text[end : end + 1] == closing:
                end += 1  # …合伙企业（有限合伙 with its bracket left outside
            elif at == 0:
                start += 1
            elif at == len(word) - 1:
                end -= 1
            elif opening in word:
                end = start + at
            else:
                start += at + 1
            word = text[start:end]
    return start, end


def _latin(text: str, span: NamedSpan) -> NamedSpan:
    """A Latin name with all its parts: Jan in “Jan Hatzius”. Parts are capitalised words with one blank between."""
    start, end = span.start, span.end
    while (match := _PART_AFTER.match(text, end)) is not None:
        end = match.end()
    while (match := _PART_BEFORE.search(text[max(0, start - 24) : start])) is not None:
        start -= match.end() - match.start()
    return span._replace(start=start, end=end)


# 九省, 三市, 两国: so many places, none of them named.
_SEVERAL = lazy_regex(r"[一二两三四五六七八九十百千数多各诸几\d]+(?:余|多)?[省市县区国州镇村乡地城]$")
# 人工智能实验室OpenAI: what kind of body it is, and its name in Latin letters
_LATIN_NAME = lazy_regex(r"\p{Han}{3,}+(?=[A-Z][A-Za-z.]{2,}+$)")
_BOND = lazy_regex(r"[A-Z]{0,4}\d|债")  # what goes on behind the issuer's name in a bond's: 19远帆G1, 22远帆01
_INDEX = lazy_regex(r"\p{Han}{0,8}?指数")
_FORMER = lazy_regex(r"[（(](?:原|现|前身为|曾用名：?|简称|下称|又称)(?=\S{2,}[)）])")
_PARTNERS = lazy_regex(r"[（(](?:有限合伙|普通合伙|特殊普通合伙)[)）]")
_PART_AFTER = lazy_regex(r"[A-Za-z'’]*+ (?:[A-Z]\.|[A-Z][a-z'’\-]++(?![A-Za-z]))")
_PART_BEFORE = lazy_regex(r"(?<![A-Za-z])[A-Z][a-z'’\-]+ $")
