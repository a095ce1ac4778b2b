"""Names: people, bodies and places of a document, from the model with its gazetteers and from the rules, together.

In: a `Document` and the mentions of `extractor.ner`. Out: PERSON (with title and affiliation), ORG and LOC mentions
that do not overlap, in text order. The longest wins: 北京市 (LOC, a model) and 北京市统计局 (ORG, a rule) → the latter.

Of spans of one length a listed name wins over a rule, a rule over the model. A short name brought in once
（以下简称“市经信局”）, and a name seen once, hold for the whole document.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Protocol

from extractor.document import Document
from extractor.mentions import LOC, ORG, PERSON, POLICY_TERM, Mention
from extractor.ner.corrections import name_rules
from extractor.recognizers import (
    business_names,
    companies,
    company_names,
    firms,
    listed_names,
    model_names,
    organizations,
    people,
    post_borders,
    roles,
    shaped_names,
)
from extractor.recognizers.organizations import BODIES
from extractor.recognizers.overlaps import longest
from extractor.recognizers.whole_text import spread
from extractor.rulebook import Rulebook


class NameFinder(Protocol):
    """Finds the names of a document.

    `model` holds what the model and its gazetteers found, `taken` the sorted spans that no name may be in.
    """

    def __call__(
        self, document: Document, model: Sequence[Mention] = (), taken: Sequence[tuple[int, int]] = ()
    ) -> list[Mention]: ...


_NAMES = frozenset((PERSON, ORG, LOC))


def recognizer(rulebook: Rulebook) -> NameFinder:
    """Compile the rules once; the function returned finds the names of a document."""
    return _Names(rulebook).find


class _Names:
    """The ways to find names, compiled, and the order in which they are asked."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._listed = listed_names.finder(rulebook)
        self._of_model = model_names.finder(rulebook)
        self._endings = organizations.endings(rulebook)
        self._bodies = organizations.recognizer(rulebook)
        self._companies = companies.recognizer(rulebook)
        self._businesses = business_names.recognizer(rulebook)
        self._people = people.recognizer(rulebook)
        self._firms = firms.recognizer(rulebook)
        self._shaped = shaped_names.recognizer(rulebook)
        self._unclear = company_names.recognizer(rulebook)
        self._joint = company_names.company_names_of(rulebook).joint
        self._rules = name_rules(rulebook)
        self._before_post = post_borders.finder(rulebook)
        self._widen = organizations.widener(rulebook)
        self._brought_in = companies.short_names(rulebook)
        self._without_shares = companies.share_cutter(rulebook)
        self._on_lists = people.list_continuer(rulebook)
        self._common_words = company_names.common_words(rulebook)
        self._second_mentions = company_names.short_mentions(rulebook)
        self._is_generic = organizations.generic(rulebook)
        self._not_bodies = frozenset(rulebook.words(BODIES, "not_bodies"))
        self._is_no_name = _no_name(rulebook)
        self._canonical = company_names.canonical(rulebook)
        self._with_roles = roles.reader(rulebook)

    def find(
        self, document: Document, model: Sequence[Mention] = (), taken: Sequence[tuple[int, int]] = ()
    ) -> list[Mention]:
        """All names of a document, people with their roles; the arguments are those of `NameFinder`."""
        listed, stated = self._listed(document), self._of_model(document, model)
        ends = self._endings(document)
        names = self._candidates(document, listed, stated, ends)
        names = self._with_unclear(document, names)
        names = _outside(taken, longest([self._joint(document.text, n) if n.label == ORG else n for n in names]))
        names = [self._before_post(document.text, name) for name in names]
        names = self._widen(document.text, _with_places(names), ends)
        names = self._over_text(document.text, names, taken)
        for name in names:
            if name.label == ORG and name.norm in self._canonical:
                name.norm = self._canonical[name.norm]
        return self._with_roles(document, names)

    def _candidates(
        self, document: Document, listed: list[Mention], stated: list[Mention], ends: Sequence[organizations.Ending]
    ) -> list[Mention]:
        """The longest of what lists, rules and the model find; listed places only begin the names of bodies."""
        cuts_word = self._rules.borders.cuts_word  # 股〔东海〕川集团
        places = [place for place in _anchors(listed, stated) if not cuts_word(document.text, place.start)]
        places = _joined_places(document.text, places)
        bodies = self._bodies(document, places, ends) + self._companies(document, places, ends)
        bodies += self._businesses(document) + self._shaped(document.text)
        persons = self._people(document)
        if pairs := [(person.start, person.end) for person in persons if person.rule == people.REPORTERS]:
            pairs.sort()
            stated = _outside(pairs, stated)
        bodies += self._firms(document, stated + [m for m in listed if m.label != LOC], persons)
        ruled = [body for body in bodies if not self._is_generic(body.norm)] + persons
        ruled = model_names.beside(ruled, stated)
        by_rule = set(map(id, ruled))
        return longest(
            [*(m for m in listed if m.label != LOC), *ruled, *stated],
            lambda name: 1 if id(name) in by_rule else 2 if name.confidence is None else 0,
        )

    def _with_unclear(self, document: Document, names: list[Mention]) -> list[Mention]:
        """The names with the companies whose short names are words or unclear, where the text shows a company."""
        text = document.text
        unclear = self._unclear(document, [m for m in names if m.label == ORG])
        unclear = [self._rules.borders.tailed(text, company) for company in unclear]
        names = _not_companies(names, unclear)
        return names + _free(unclear, names)

    def _may_be_short(self, text: str, short: Mention) -> bool:
        """Whether a short name brought in names the body: 以下简称“医药集团”, but not 以下简称“集团”, “标的公司”."""
        words = text[short.start : short.end]
        if not self._is_generic(words):
            return True
        own = words.endswith("集团") or words in short.norm  # 中海作物保护品有限公司（“中海作物”）
        return own and len(words) > 3 and words not in self._not_bodies

    def _over_text(self, text: str, names: list[Mention], taken: Sequence[tuple[int, int]]) -> list[Mention]:
        """The names with short names brought in, what goes on lists, and wherever else in the text they occur."""
        short = self._brought_in(text, [m for m in names if m.label == ORG])
        short = [m for m in short if self._may_be_short(text, m)]
        if short:
            brought_in = {text[m.start : m.end] for m in short}  # bodies, whatever a model sees there
            names = [m for m in names if m.label == ORG or text[m.start : m.end] not in brought_in]
        names += short + self._on_lists(text, names)
        names = _parted(text, names)
        names = self._without_shares(text, names)
        names = _outside(taken, spread(text, longest(names), self._common_words, self._rules.is_whole))
        names = longest([*names, *self._second_mentions(text, [m for m in names if m.label == ORG])])
        return [m for m in names if not self._is_no_name(text, m)]


def _parted(text: str, names: list[Mention]) -> list[Mention]:
    """Names with those parted that join two bodies which the text names elsewhere, too: 〔云州作物〕和〔云州农研〕."""
    stated: dict[str, Mention] = {}
    for name in names:
        if name.label == ORG:
            stated.setdefault(text[name.start : name.end], name)
    out = []
    for name in names:
        joint = firms.JOINT.search(text, name.start + 2, name.end - 2) if name.label == ORG else None
        pieces = [(name.start, joint.start()), (joint.end(), name.end)] if joint else []
        if pieces and all(text[start:end] in stated for start, end in pieces):
            known = [(start, end, stated[text[start:end]]) for start, end in pieces]
            out += [Mention(start, end, ORG, one.norm, one.rule, one.confidence) for start, end, one in known]
        else:
            out.append(name)
    return out


def _not_companies(names: list[Mention], unclear: list[Mention]) -> list[Mention]:
    """Names without a model's people and places that the text shows to be companies: 瑞幸、〔库迪〕和蜜雪冰城."""
    companies = {(company.start, company.end) for company in unclear}
    return [n for n in names if n.label == ORG or n.confidence is None or (n.start, n.end) not in companies]


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


def _no_name(rulebook: Rulebook) -> Callable[[str, Mention], bool]:
    """Whether words that look like a name are none: the 国驻华大使馆 of 某国驻华大使馆, the 中共 of 企业中共有."""
    united = tuple(f"中{word}" for word in rulebook.words(BODIES, "united"))
    not_people = rulebook.words("people", "not_behind")

    def check(text: str, name: Mention) -> bool:
        if name.label == PERSON and text.startswith(not_people, name.end):
            return True
        if name.label == ORG and text.startswith("巨头", name.end) and name.rule.startswith("ner:"):
            return True  # the 国际矿业 of 国际矿业巨头
        before = text[name.start - 1 : name.start]
        if before not in ("《", "某") and name.norm != "中共":
            return False
        if before == "《" and name.rule.startswith(f"{company_names.COMPANIES}."):
            return True  # the game 《某某猫跑酷》
        if before == "某" and text[name.start] in "国省市县区州镇":
            return True
        return name.norm == "中共" and "一" <= before <= "鿿" and text.startswith(united, name.start)

    return check


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
    """Names that are in none of the spans taken (sorted): in 《国务院关于…的决定》 the document is the record."""
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
