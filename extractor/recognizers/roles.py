"""Roles: which office a person holds and in which body, read from the words around the name.

In: a document and its names (PERSON, ORG, LOC mentions). Out: the same names, each person with `title` and
`affiliation` where the text tells them, and bodies widened to the unit the office belongs to.
例: 某市经信局二级巡视员李涛 → 李涛, title 二级巡视员, affiliation 某市经信局.

Read, in this order: the words before the name (财政部副部长某某; of several offices joined by 、 the last body's hold),
behind it (某某总书记, 某某（某院研究员）, 某某出任某公司总经理), then the name before it in a list (副总理甲、乙、丙).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from operator import attrgetter

from extractor.document import Document
from extractor.mentions import PERSON, Mention, PersonMention
from extractor.recognizers.role_behind import BehindNames
from extractor.recognizers.role_grammar import Role, RoleGrammar
from extractor.recognizers.role_items import Item, NamesOfText, Offices
from extractor.rulebook import Rulebook

MOST_ROLES = 20  # of one person in one text
_START = attrgetter("start")
_COLONS = ("：", ":")
_BEHIND = ("（", "(", "，")
_SPACES = " 　\xa0"
_BETWEEN_REPORTERS = frozenset(("", "、", "，", "；", "/", "|", "｜"))
_LIST_MARKS = frozenset(("", "、", "和", "与", "及", " ", "　", "以及", "、 "))


def reader(rulebook: Rulebook) -> Callable[[Document, list[Mention]], list[Mention]]:
    """Compile the rules once; the function returned gives the names of a document their roles, in text order."""
    grammar = RoleGrammar(rulebook)

    def read(document: Document, names: list[Mention]) -> list[Mention]:
        if all(name.label != PERSON for name in names):
            return sorted(names, key=_START)
        return _Reading(grammar, document, names).read()

    return read


class _Reading:
    """The reading of one document: its names, the offices before them and what follows them."""

    def __init__(self, grammar: RoleGrammar, document: Document, names: list[Mention]) -> None:
        self.grammar = grammar
        self.document = document
        self.text = document.text
        self.names = NamesOfText(document.text, names)
        self.offices = Offices(grammar, self.names)

    def read(self) -> list[Mention]:
        people = self.names.people
        behind = BehindNames(self.grammar, self.document, self.names, self.before)
        roles: list[Role | None] = []
        for index, person in enumerate(people):
            sentence = self.document.sentence_at(person.start)
            last = people[index - 1] if index else None
            floor = max(sentence.start, last.end if last else 0)
            ceiling = min(sentence.end, people[index + 1].start if index + 1 < len(people) else sentence.end)
            role = self.before(person.start, floor)
            if role is None or self._is_over(role):
                role = behind.role(person, ceiling) or role
            elif role.title is None and (office := behind.title(person)):
                role = Role(role.start, office.title, role.affiliation, left=False)  # 某市教育局甲〔局长〕
            shared = roles[-1] if last and self.text[last.end : person.start] in _LIST_MARKS else None
            if role is None and shared and shared.left:
                role = shared
            elif role and last and roles[-1] and self.text[last.end : role.start] in ("、", "和"):
                self._take_over(role, roles[-1])
            elif role and last and roles[-1] and self.text[last.end : role.start].strip(_SPACES) in _BETWEEN_REPORTERS:
                self._take_over_medium(role, roles[-1])
            roles.append(role)
        self._share(people, roles)
        return sorted(self._bodies() + settle(people, roles), key=_START)

    def _share(self, people: list[Mention], roles: list[Role | None]) -> None:
        """Give those before it in a list the office that all have: 〔甲〕、乙（均为某院教授）."""
        for index in range(len(people) - 1, 0, -1):
            mark = people[index].end
            if self.text[mark : mark + 1] not in _BEHIND or not self.text.startswith(self.grammar.alike, mark + 1):
                continue
            before = index - 1
            while before >= 0 and self.text[people[before].end : people[before + 1].start] in _LIST_MARKS:
                roles[before] = roles[before] or roles[index]
                before -= 1

    def _is_over(self, role: Role) -> bool:
        """Whether a role stated before the name is a former one: 〔原〕某部办公厅主任."""
        former = self.grammar.former
        return (role.title or "").startswith(former) or self.text.endswith(former, 0, role.start)

    def _take_over(self, role: Role, last: Role) -> None:
        """The body of the name before it in a list: 天风证券电新首席甲、医药首席〔乙〕."""
        title = role.title or ""
        if role.affiliation is None and role.left and last.left and title and title not in self.grammar.alone:
            kind = self.grammar.kind_of(title)
            if kind in ("company", "offices") or (kind == "professions" and "首席" in title):
                role.affiliation = last.affiliation

    def _take_over_medium(self, role: Role, last: Role) -> None:
        """The paper of the reporter before it: 江州晚报记者 甲 实习生〔乙〕. A 通讯员 is none of the paper's."""
        colleagues = self.grammar.colleagues
        if role.affiliation is None and role.title in colleagues and last.title in colleagues:
            role.affiliation = last.affiliation

    def before(self, end: int, floor: int) -> Role | None:
        """The role whose words end at `end`: one office or a list of them, read from right to left."""
        text, grammar = self.text, self.grammar
        while end > floor and text[end - 1] in _SPACES:
            end -= 1
        if text.endswith(grammar.being, floor, end):  # 法定代表人为某某
            end -= next(len(being) for being in grammar.being if text.endswith(being, floor, end))
        colon = text[end - 1 : end] in _COLONS and end - 1 > floor
        if colon and (grammar.title_start(text, end - 1, floor) is not None):  # 责任编辑：某某
            end -= 1
        items: list[Item] = []
        while len(items) < 6:
            item = self.offices.item(end, floor)
            if item is None:
                break
            items.insert(0, item)
            # a rank's own body (中国科学院院士) does not end the search for an office
            if text[item.title_start : item.end] in grammar.alone:
                if leader := self._leader_of_party(item.start - 1, floor):
                    items.insert(0, leader)  # 甲国党中央〔总书记〕、国家主席
                break
            if item.affiliation and item.kind != "ranks":
                break
            if item.start <= floor or text[item.start - 1] not in "、兼":
                break
            end = item.start - 1
        if not items:
            colon = text[end - 1 : end] in ("：", ":")
            body = self.names.body_end.get(end) or (self.names.body_end.get(end - 1) if colon else None)
            if body is None or body.start < floor:
                return None
            return Role(body.start, None, text[body.start : body.end])  # 某某公司陆某, 某某电路：蔡某
        # 某某会议主席、陆军上将甲: a rank gives way to an office
        offices = [item for item in items if item.kind != "ranks"] or items[-1:]
        affiliation = offices[0].affiliation or items[0].affiliation or self._context(items)
        return Role(items[0].start, text[offices[0].title_start : offices[-1].end], affiliation)

    def _leader_of_party(self, mark: int, floor: int) -> Item | None:
        """The office at the head of a party that comes before the 、 at `mark`: 甲国党中央〔总书记〕."""
        text = self.text
        if mark <= floor or text[mark] != "、" or not text.endswith(self.grammar.party_leaders, floor, mark):
            return None
        item = self.offices.item(mark, floor)
        return item if item is not None and item.affiliation else None

    def _context(self, items: list[Item]) -> str | None:
        """The body an office without one belongs to: the company spoken of, the paper that reports."""
        text, grammar = self.text, self.grammar
        item = items[0]
        title = text[item.title_start : item.end]
        if title in grammar.reporters:
            return self._medium(item.title_start)
        own = text.endswith(grammar.own_body, max(0, item.title_start - 6), item.title_start)
        if not own and item.kind != "company":
            return None
        floor = 0 if own else self.document.sentence_at(item.title_start).start
        index = bisect_left(self.names.body_starts, item.title_start) - 1
        while index >= 0 and self.names.bodies[index].start >= floor:
            body = self.names.bodies[index]
            if not self._is_source(body):
                return text[body.start : body.end]
            index -= 1
        return None

    def _is_source(self, body: Mention) -> bool:
        """Whether a body only reports or is given something: 据〔界面新闻〕, 〔国家工商总局〕资料显示."""
        grammar = self.grammar
        if self.text.endswith(grammar.sources_before, max(0, body.start - 4), body.start):
            return True
        return self.text.startswith(grammar.sources_behind, body.end)

    def _medium(self, title_start: int) -> str | None:
        """The paper of （记者 某某）: the body that opens the line, or the article's own source for 本报记者."""
        text = self.text
        if text.endswith(self.grammar.own_medium, max(0, title_start - 6), title_start):
            return self.document.source
        if text[title_start - 1 : title_start] not in ("（", "("):
            return None
        line = max(text.rfind("\n", max(0, title_start - 60), title_start) + 1, title_start - 60)
        bodies = self.names.bodies
        index = bisect_left(self.names.body_starts, line)
        if index < len(bodies) and bodies[index].start <= line + 3 and bodies[index].end < title_start:
            return text[bodies[index].start : bodies[index].end]
        return None

    def _bodies(self) -> list[Mention]:
        """Bodies and places, those that a longer body found here covers left out."""
        if not self.offices.found:
            return self.names.others
        kept: list[Mention] = []
        for mention in sorted(self.names.others + self.offices.found, key=lambda m: (m.start, -m.end)):
            if not kept or mention.start >= kept[-1].end:
                kept.append(mention)
        return kept


def _fuller(one: Role, other: Role) -> bool:
    """Whether the first tells the office of the second and more: 国家主席 for 主席, an office with its body."""
    if one.title is None or other.title is None or not one.title.endswith(other.title):
        return False
    return one.affiliation is not None or one.title != other.title


def settle(people: list[Mention], roles: list[Role | None]) -> list[Mention]:
    """One view of each person: 主席 is the 国家主席 named elsewhere, and a bare name has the role stated first."""
    stated: dict[str, dict[tuple[str | None, str | None], Role]] = {}
    for at, (person, role) in enumerate(zip(people, roles, strict=True)):
        if role:
            known = stated.setdefault(person.norm, {})
            if len(known) < MOST_ROLES:
                # one object for one role: a long article tells the same again and again
                roles[at] = known.setdefault((role.title, role.affiliation), role)
    settled: list[Mention] = []
    for person, role in zip(people, roles, strict=True):
        known = stated.get(person.norm, {})
        if role and not role.affiliation:
            role = next((r for r in known.values() if _fuller(r, role)), role)
        elif role is None and known and len(person.norm) == person.end - person.start:
            role = next(iter(known.values()))  # a part of the name (米利) keeps bare: its norm leads to the whole
        title, affiliation = (role.title, role.affiliation) if role else (None, None)
        span = (person.start, person.end, PERSON, person.norm, person.rule, person.confidence)
        settled.append(PersonMention(*span, title=title, affiliation=affiliation))
    return settled
