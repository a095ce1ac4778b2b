"""Names: people, bodies and places of a document, from the model with its gazetteers and from the rules, together.

In: a `Document` and the mentions of `extractor.ner`. Out: PERSON (with title and affiliation), ORG and LOC mentions
that do not overlap, in text order. The longest wins: 北京市 (LOC, a model) and 北京市统计局 (ORG, a rule) → the latter.

Of spans of one length a listed name wins over a rule, a rule over the model. A short name brought in once
（以下简称“市经信局”）, and a name seen once, hold for the whole document.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Protocol

from extractor.document import Document
from extractor.lazy import lazy_regex
from extractor.lexicon import Lexicon
from extractor.mentions import LOC, ORG, PERSON, POLICY_TERM, Mention
from extractor.ner.corrections import name_rules
from extractor.recognizers import business_names, companies, company_names, organizations, people, roles
from extractor.recognizers.organizations import BODIES
from extractor.recognizers.overlaps import longest
from extractor.rulebook import Rulebook
from extractor.segmentation import tagged


class NameFinder(Protocol):
    """Finds the names of a document.

    `model` holds what the model and its gazetteers found, `taken` the sorted spans that no name may stand in.
    """

    def __call__(
        self, document: Document, model: Sequence[Mention] = (), taken: Sequence[tuple[int, int]] = ()
    ) -> list[Mention]: ...


# which sections of which files name what; "*" stands for all sections. Places only begin the names of bodies here.
_LISTS = {
    "gazetteers/places": {"*": LOC},
    "organizations": {"known": ORG, "parties": ORG},
    "people": {"known": PERSON},
}
BODY_LISTS = "gazetteers/bodies"
_OPEN_TO_THE_LEFT = frozenset(f"{BODIES}.{section}" for section in ("listed", "moving", "companies"))
_RARE = frozenset(("ambiguous", "initial"))
UNSURE = 0.6
"""A body that a model gives a lower score counts only where its ending shows what it is."""
CUT = 0.7
"""A name that a model gives a lower score must begin and end where words do."""
SURE = 0.9
"""A model's name of a lower score is not looked for elsewhere in the text."""
MANY = 500_000
"""Characters times names from which an automaton for one document pays."""
_NAMES = frozenset((PERSON, ORG, LOC))
_COMPANY = ("公司", "集团")
_DOTS = lazy_regex(r"[·•・‧\s-]+")


def recognizer(rulebook: Rulebook) -> NameFinder:
    """Compile the rules once; the function returned finds the names of a document."""
    find_listed = _listed(rulebook)
    find_people = people.recognizer(rulebook)
    continue_lists = people.list_continuer(rulebook)
    find_endings = organizations.endings(rulebook)
    find_bodies = organizations.recognizer(rulebook)
    find_companies = companies.recognizer(rulebook)
    find_unclear = company_names.recognizer(rulebook)
    find_businesses = business_names.recognizer(rulebook)
    borders, stands = name_rules(rulebook).borders, name_rules(rulebook).stands

    def with_tail(text: str, company: Mention) -> Mention:
        end = borders.with_tail(text, company.start, company.end)
        if end == company.end:
            return company
        return Mention(company.start, end, ORG, text[company.start : end], company.rule)

    joint = company_names.company_names_of(rulebook).joint
    find_short_mentions = company_names.short_mentions(rulebook)
    canonical = company_names.canonical(rulebook)
    common_words = company_names.common_words(rulebook)
    find_short_names = companies.short_names(rulebook)
    widen = organizations.widener(rulebook)
    is_generic = organizations.generic(rulebook)
    give_roles = roles.reader(rulebook)
    is_name = _body_check(rulebook)
    not_people = rulebook.words("people", "not_behind")
    is_no_name = _no_name(rulebook)
    unsplit, with_surname = _unsplit(rulebook), people.surname_finder(rulebook)

    def find(
        document: Document, model: Sequence[Mention] = (), taken: Sequence[tuple[int, int]] = ()
    ) -> list[Mention]:
        text = document.text
        listed = find_listed(document)
        told = (with_surname(text, unsplit(text, m)) for m in model if is_name(m) and not _is_title(text, m))
        stated = _whole_words(document, list(told))
        places = _joined_places(text, _anchors(listed, stated))
        ends = find_endings(document)
        bodies = find_bodies(document, places, ends) + find_companies(document, places, ends)
        bodies += find_businesses(document)
        ruled = [body for body in bodies if not is_generic(body.norm)] + find_people(document)
        ruled = _beside(ruled, stated)
        by_rule = set(map(id, ruled))
        names = longest(
            [*(m for m in listed if m.label != LOC), *ruled, *stated],
            lambda name: 1 if id(name) in by_rule else 2 if name.confidence is None else 0,
        )
        unclear = [with_tail(text, m) for m in find_unclear(document, [m for m in names if m.label == ORG])]
        names = _not_companies(names, unclear) + _free(unclear, names)
        names = _outside(taken, longest([joint(text, name) if name.label == ORG else name for name in names]))
        names = widen(text, _with_places(names), ends)
        short = find_short_names(text, [m for m in names if m.label == ORG])
        names += [m for m in short if not is_generic(text[m.start : m.end])] + continue_lists(text, names)
        names = _outside(taken, spread(text, longest(names), common_words, stands))
        names = longest([*names, *find_short_mentions(text, [m for m in names if m.label == ORG])])
        names = [m for m in names if m.label != PERSON or not text.startswith(not_people, m.end)]
        names = [m for m in names if not is_no_name(text, m)]
        for name in names:
            if name.label == ORG and name.norm in canonical:
                name.norm = canonical[name.norm]
        return give_roles(document, names)

    return find


def _is_title(text: str, name: Mention) -> bool:
    """Whether a listed company's name is a title: the game 《汤姆猫》. Papers stand so too: 《求是》."""
    return name.rule.startswith("gazetteers/companies.") and text[name.start - 1 : name.start] == "《"


def _not_companies(names: list[Mention], unclear: list[Mention]) -> list[Mention]:
    """Names without a model's people that the text shows to be companies: 瑞幸、〔库迪〕和蜜雪冰城."""
    companies = {(company.start, company.end) for company in unclear}
    return [n for n in names if n.label != PERSON or n.confidence is None or (n.start, n.end) not in companies]


def _free(unclear: list[Mention], names: list[Mention]) -> list[Mention]:
    """Unclear companies but for those inside a longer name."""
    return [m for m in unclear if not any(n.start <= m.start and m.end <= n.end and n.label != PERSON for n in names)]


def outside_bodies(mentions: list[Mention], names: list[Mention]) -> list[Mention]:
    """Mentions and names together, without the policy terms that are part of a body's name: 国家〔乡村振兴〕局."""
    bodies = [(name.start, name.end) for name in names if name.label == ORG]
    starts = [start for start, _ in bodies]

    def inside(mention: Mention) -> bool:
        index = bisect_left(starts, mention.start + 1) - 1
        return index >= 0 and mention.end <= bodies[index][1]

    return [m for m in mentions if m.label != POLICY_TERM or not inside(m)] + names


def outside_figures(mentions: list[Mention], figures: Sequence[Mention]) -> list[Mention]:
    """Mentions without the names that are part of a figure: 〔伍仟元〕整, RMB 1.25 〔billion〕."""
    starts = [figure.start for figure in figures]

    def inside(mention: Mention) -> bool:
        index = bisect_left(starts, mention.start + 1) - 1
        return index >= 0 and mention.end <= figures[index].end

    return [m for m in mentions if m.label not in _NAMES or not inside(m)] if figures else mentions


def _listed(rulebook: Rulebook) -> Callable[[Document], list[Mention]]:
    """A function that finds all listed names of a document, but for those beside which stands what may not."""
    names = rulebook.lexicons.lexicon("names", lambda: _names(rulebook))
    not_behind = {
        LOC: rulebook.words("places", "not_behind"), PERSON: rulebook.words("people", "not_behind"), ORG: (),
    }  # fmt: skip
    not_before = rulebook.words("places", "not_before")

    def find(document: Document) -> list[Mention]:
        text = document.text
        mentions = []
        for start, end, (label, norm, rule, alone) in names(document):
            if alone and start and ("一" <= text[start - 1] <= "鿿" or text[start - 1].isdigit()):
                continue
            if label != ORG and text.startswith(not_behind[label], end):
                continue
            if label == LOC and text.endswith(not_before, 0, start):
                continue
            mentions.append(Mention(start, end, label, norm, rule))
        return mentions

    return find


def _names(rulebook: Rulebook) -> dict[str, tuple[str, str, str, bool]]:
    """Each listed name: label, canonical form, rule, and whether it counts only where no word stands before it."""
    words: dict[str, tuple[str, str, str, bool]] = {}
    for file, sections in _LISTS.items():
        names = rulebook.names(file)
        unsure = {word for name in names if name in _RARE for word in rulebook.words(file, name)}
        for section in names:
            label = sections.get(section, sections.get("*"))
            if label and section not in _RARE:
                for entry in rulebook.section(file, section):
                    for word in entry.words:
                        if word not in unsure:
                            norm = entry.name if label == ORG else word
                            words[word] = (label, norm, entry.rule, section == "parties")
    for initial in rulebook.words(BODIES, "initials"):  # 乌外交部
        for word in rulebook.words(BODIES, "foreign"):
            words.setdefault(initial + word, (ORG, initial + word, f"{BODIES}.foreign", True))
    return words


def _body_check(rulebook: Rulebook) -> Callable[[Mention], bool]:
    """Whether a model's mention may stay: a body that it is unsure of must be listed or end like one."""
    suffixes = rulebook.words(BODIES, "suffixes")
    listed = {w for name in rulebook.names(BODY_LISTS) for w in rulebook.words(BODY_LISTS, name)}
    is_generic = organizations.generic(rulebook)

    @lru_cache(maxsize=4096)  # the same bodies come again and again
    def body(words: str, sure: bool) -> bool:
        return not is_generic(words) and (sure or words in listed or words.endswith(suffixes))

    def check(mention: Mention) -> bool:
        length = mention.end - mention.start
        if mention.label != ORG:
            return length > 1 or mention.label == LOC
        return length > 1 and body(mention.norm, mention.confidence is None or mention.confidence >= UNSURE)

    return check


def _whole_words(document: Document, stated: list[Mention]) -> list[Mention]:
    """Names without the doubtful ones that cut a word: 别协商会 in 界别协商会."""
    edges: dict[int, set[int]] = {}

    def whole(name: Mention) -> bool:
        if name.confidence is None or name.label == LOC or name.confidence >= CUT:
            return True
        sentence = document.sentence_at(name.start)
        if sentence.start not in edges:
            ends = accumulate(len(word) for word, _ in tagged(sentence.text))
            edges[sentence.start] = {sentence.start, *(sentence.start + end for end in ends)}
        return name.start in edges[sentence.start] and name.end in edges[sentence.start]

    return [name for name in stated if whole(name)]


def _beside(ruled: list[Mention], stated: list[Mention]) -> list[Mention]:
    """Rules' names without those that a model knows better: a person it saw there, a company that ends with them."""
    people = [mention for mention in stated if mention.label == PERSON]
    starts = [mention.start for mention in people]
    bodies = {mention.end for mention in stated if mention.label == ORG}
    told_people = {mention.start: mention.end for mention in people}

    def known(mention: Mention) -> bool:
        if mention.label == PERSON and not mention.norm.isascii():
            index = bisect_left(starts, mention.end) - 1
            return index >= 0 and people[index].end > mention.start
        if mention.label == ORG and mention.start in told_people:
            # a stock code behind 雪莱特 shows that it is no person
            return mention.rule not in _OPEN_TO_THE_LEFT or told_people[mention.start] != mention.end
        return mention.rule in _OPEN_TO_THE_LEFT and mention.end in bodies

    return [mention for mention in ruled if not known(mention)]


def _no_name(rulebook: Rulebook) -> Callable[[str, Mention], bool]:
    """Whether words that look like a name are none: the 国驻华大使馆 of 某国驻华大使馆, the 中共 of 企业中共有."""
    united = tuple(f"中{word}" for word in rulebook.words(BODIES, "united"))

    def check(text: str, name: Mention) -> bool:
        before = text[name.start - 1 : name.start]
        if before == "某" and text[name.start] in "国省市县区州镇":
            return True
        return name.norm == "中共" and "一" <= before <= "鿿" and text.startswith(united, name.start)

    return check


def _unsplit(rulebook: Rulebook) -> Callable[[str, Mention], Mention]:
    """A function that takes the first character of a word behind it from a model's name: 海川钢铁营|收, 李某返|还."""
    words = frozenset(word[:2] for word in rulebook.words(BODIES, "not_split"))

    def cut(text: str, name: Mention) -> Mention:
        end = name.end
        if name.label == PERSON and end - name.start == 3 and text[name.start + 1] == "某" and text[end - 1] != "某":
            return Mention(name.start, end - 1, PERSON, text[name.start : end - 1], name.rule, name.confidence)
        if name.label != ORG or name.confidence is None or end - name.start < 4 or text[end - 1 : end + 1] not in words:
            return name
        return Mention(name.start, end - 1, ORG, text[name.start : end - 1], name.rule, name.confidence)

    return cut


def _anchors(listed: list[Mention], stated: list[Mention]) -> list[Mention]:
    """The places, listed and stated; most are both, and count once."""
    places = [mention for mention in listed if mention.label == LOC]
    ends = {place.start: place.end for place in places}
    return longest(places + [m for m in stated if m.label == LOC and ends.get(m.start) != m.end])


def _joined_places(text: str, places: list[Mention]) -> list[Mention]:
    """江苏省苏州市 as one beginning of a body's name."""
    joined: list[Mention] = []
    for place in places:
        last = joined[-1] if joined else None
        near = last is not None and last.end == place.start and min(len(last.norm), len(place.norm)) > 1
        if last and near and not place.rule.endswith(".country"):
            words = text[last.start : place.end]
            joined[-1] = Mention(last.start, place.end, LOC, words, last.rule, last.confidence)
        else:
            joined.append(place)
    return joined


def _outside(taken: Sequence[tuple[int, int]], names: list[Mention]) -> list[Mention]:
    """Names that stand in none of the spans taken (sorted): in 《国务院关于…的决定》 the document is the record."""
    if not taken:
        return names
    starts = [start for start, _ in taken]

    def free(name: Mention) -> bool:
        index = bisect_left(starts, name.end) - 1
        return index < 0 or taken[index][1] <= name.start

    return [name for name in names if free(name)]


def _with_places(names: list[Mention]) -> list[Mention]:
    """A place straight before a body is the beginning of its name: 美国 + 苹果公司."""
    joined: list[Mention] = []
    for name in names:
        last = joined[-1] if joined else None
        if last and last.label == LOC and name.label == ORG and last.end == name.start and last.end - last.start > 1:
            joined[-1] = Mention(last.start, name.end, ORG, last.norm + name.norm, name.rule, name.confidence)
        else:
            joined.append(name)
    return joined


def spread(
    text: str,
    names: list[Mention],
    never: Container[str] = (),
    stands: Callable[[str, Mention], bool] = lambda text, name: True,
) -> list[Mention]:
    """Every other place where a name of the document stands bare, as `stands` tells: names hold for the whole text.

    A foreign name's last part stands for the whole (马克·米利 → 米利); short names keep their full name as `norm`.
    Two characters found by the model alone are too few to be sure of elsewhere (高峰 the spokesman, 高峰 the peak).
    """
    forms: dict[str, tuple[str, str, str]] = {}
    stated = [(name, text[name.start : name.end]) for name in names if name.label != LOC]
    companies = [body for name, body in stated if body.endswith(_COMPANY) and name.label == ORG]
    short = {body[:length] for body in companies for length in range(2, len(body) - 1)}
    for name, words in stated:
        if words in short and name.label == PERSON:
            name.label, name.norm = ORG, words  # 泰森, where the text has 泰森食品公司
        if name.confidence is not None and (len(words) == 2 or name.confidence < SURE):
            continue
        if len(words) < 2 or words in never:
            continue
        forms.setdefault(words, (name.label, name.norm, name.rule))
        if name.label == PERSON and len(parts := _DOTS.split(words)) > 1 and len(parts[-1]) > 1:
            forms.setdefault(parts[-1], (PERSON, name.norm, name.rule))
    if not forms:
        return names
    for name, words in stated:
        known = forms.get(words)
        if known and known[0] == name.label:
            name.norm = known[1]
    found = [hit for hit in _occurrences(text, forms, names) if not _inside_word(text, hit) and stands(text, hit)]
    if not found:
        return names
    new = set(map(id, found))
    return longest([*names, *found], lambda name: 0 if id(name) in new else 1)


def _occurrences(text: str, forms: dict[str, tuple[str, str, str]], names: list[Mention]) -> Iterator[Mention]:
    """Where the forms stand and no name begins yet."""
    begun = {name.start for name in names}
    if len(forms) * len(text) > MANY:  # one pass for all, where many passes would cost more
        yield from (Mention(s, e, *meaning) for s, e, meaning in Lexicon(forms).find(text) if s not in begun)
        return
    for words, meaning in forms.items():
        at = text.find(words)
        while at >= 0:
            if at not in begun:
                yield Mention(at, at + len(words), *meaning)
            at = text.find(words, at + len(words))


def _inside_word(text: str, hit: Mention) -> bool:
    """Whether Latin letters or digits go on at an edge of a Latin name: AI in AIGC."""
    before, after = text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1]
    edges = ((before, text[hit.start]), (after, text[hit.end - 1]))
    return any(edge.isascii() and edge.isalnum() and own.isascii() for edge, own in edges)
