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
from dataclasses import dataclass

from extractor.document import Document
from extractor.lazy import lazy_regex
from extractor.mentions import LOC, ORG, PERSON, Mention, PersonMention
from extractor.recognizers.organizations import BODIES
from extractor.recognizers.role_grammar import Role, RoleGrammar
from extractor.rulebook import Rulebook

LONGEST_GAP = 16  # characters between a body and the office: 商务部〔外资司〕司长
LONGEST_FIELD = 10  # characters of a field of work between a body and an office: 中信建投〔非银〕首席
LONGEST_BODY = 40
MOST_ROLES = 20  # of one person in one text
_FIELD = lazy_regex(r"\p{Han}{2,10}")
_GAP = lazy_regex(r"\p{Han}+")
_CODE = lazy_regex(r"[（(][^（()）]{1,15}[)）]")
_PUNCTUATION = lazy_regex(r"[，。；：、！？“”‘’（）()《》【】\s,:;!?]")
_CLAUSE_END = lazy_regex(r"[，。；：！？）)\n]|$")
_COLONS = ("：", ":")
_SPACES = " 　\xa0"
_LIST_MARKS = frozenset(("、", "和", "与", "及", " ", "　", "以及", "、 "))


@dataclass(slots=True)
class _Item:
    """One office of a list: the words [title_start, end), what kind of office, and the body before it."""

    start: int
    title_start: int
    end: int
    kind: str
    affiliation: str | None


def reader(rulebook: Rulebook) -> Callable[[Document, list[Mention]], list[Mention]]:
    """Compile the rules once; the function returned gives the names of a document their roles, in text order."""
    grammar = RoleGrammar(rulebook)

    def read(document: Document, names: list[Mention]) -> list[Mention]:
        if all(name.label != PERSON for name in names):
            return sorted(names, key=lambda m: m.start)
        return _Reading(grammar, document, names).read()

    return read


class _Reading:
    """The reading of one document: its names by where they end, and the bodies found on the way."""

    def __init__(self, grammar: RoleGrammar, document: Document, names: list[Mention]) -> None:
        self.grammar = grammar
        self.document = document
        self.text = document.text
        self.names = sorted(names, key=lambda m: m.start)
        self.bodies = [m for m in self.names if m.label == ORG]
        self.people = [m for m in self.names if m.label == PERSON]
        self.people_starts = [m.start for m in self.people]
        self.body_starts = [m.start for m in self.bodies]
        self.others = [m for m in self.names if m.label != PERSON]
        self.other_starts = [m.start for m in self.others]
        self.body_end = {m.end: m for m in self.bodies}
        self.place_end = {m.end: m for m in self.names if m.label == LOC}
        self.found: list[Mention] = []

    def read(self) -> list[Mention]:
        people = self.people
        roles: list[Role | None] = []
        for index, person in enumerate(people):
            sentence = self.document.sentence_at(person.start)
            last = people[index - 1] if index else None
            floor = max(sentence.start, last.end if last else 0)
            ceiling = min(sentence.end, people[index + 1].start if index + 1 < len(people) else sentence.end)
            role = self.before(person.start, floor)
            if role is None or self._is_over(role):
                role = self.behind(person, ceiling) or role
            elif role.title is None and (office := self._title_behind(person)):
                role = Role(role.start, office.title, role.affiliation, left=False)  # 某市教育局甲〔局长〕
            shared = roles[-1] if last and self.text[last.end : person.start] in _LIST_MARKS else None
            if role is None and shared and shared.left:
                role = shared
            elif role and last and roles[-1] and self.text[last.end : role.start] in ("、", "和"):
                self._take_over(role, roles[-1])
            roles.append(role)
        return sorted(self._bodies() + settle(people, roles), key=lambda m: m.start)

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

    # --- before the name -------------------------------------------------------------------------------------------

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
        items: list[_Item] = []
        while len(items) < 6:
            item = self._item(end, floor)
            if item is None:
                break
            items.insert(0, item)
            # a rank's own body (中国科学院院士) does not end the search for an office
            if (item.affiliation and item.kind != "ranks") or text[item.title_start : item.end] in grammar.alone:
                break
            if item.start <= floor or text[item.start - 1] not in "、兼":
                break
            end = item.start - 1
        if not items:
            colon = text[end - 1 : end] in ("：", ":")
            body = self.body_end.get(end) or (self.body_end.get(end - 1) if colon else None)
            if body is None or body.start < floor:
                return None
            return Role(body.start, None, text[body.start : body.end])  # 某某公司陆某, 某某电路：蔡某
        affiliation = items[0].affiliation or self._context(items)
        # 某某会议主席、陆军上将甲: a rank gives way to an office
        offices = [item for item in items if item.kind != "ranks"] or items[-1:]
        return Role(items[0].start, text[offices[0].title_start : offices[-1].end], affiliation)

    def _item(self, end: int, floor: int) -> _Item | None:
        """One office that ends at `end`, with the body before it."""
        text, grammar = self.text, self.grammar
        start = grammar.title_start(text, end, floor)
        if start is None:
            return None
        kind = grammar.kind[text[start:end]]
        name = self.body_end.get(start)
        if name is None:
            name, start = self._body_within(start, end)
        if name is None:
            start = self._with_modifiers(start, floor)
            name = self.body_end.get(start)
        if name is None and text[start - 1 : start] == "的":
            name = self.body_end.get(start - 1)
        if name is None and kind in ("state", "offices"):
            name = self.place_end.get(start)
        if name is not None and name.label == LOC and text[name.start - 1 : name.start] == "驻":
            # 中国驻某国大使: the post is 驻某国大使, the body what sends it
            sender = self.place_end.get(name.start - 1) or self.body_end.get(name.start - 1)
            where = text[sender.start : sender.end] if sender else None
            return _Item(sender.start if sender else name.start - 1, name.start - 1, end, kind, where)
        if name is not None and name.start >= floor:
            return _Item(name.start, start, end, kind, text[name.start : name.end])
        if text[start:end] in grammar.ministers:  # 外交部长 with no country before: the 部长 of the 外交部
            return _Item(start, end - 2, end, kind, text[start : end - 1])
        return self._item_with_gap(start, end, floor, kind)

    def _body_within(self, start: int, end: int) -> tuple[Mention | None, int]:
        """A body that reaches into the title's words: 〔中央纪委〕书记, not 纪委书记; 外交部长 is 外交部 and 部长."""
        for inside in range(end - 1, start, -1):
            body = self.body_end.get(inside)
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
            if start in self.body_end or start in self.place_end:
                return start
            if text.endswith(grammar.not_modifiers, max(0, start - 4), start):
                return start
            start -= next(len(modifier) for modifier in grammar.modifiers if text.endswith(modifier, floor, start))
        return start

    def _item_with_gap(self, start: int, end: int, floor: int, kind: str) -> _Item:
        """An office with words before it: a unit (商务部〔外资司〕司长), a field of work (特斯拉〔现场质量〕经理)."""
        item = self._item_behind_name(start, end, floor, kind)
        if item is not None:
            return item
        text, grammar = self.text, self.grammar
        chunk_start = self._chunk(start, floor)
        chunk = text[chunk_start:start]
        joined = text[chunk_start - 1 : chunk_start] == "、" or text[chunk_start - 1 : chunk_start] == "兼"
        if joined and chunk_start > floor and chunk in grammar.fields:
            return _Item(chunk_start, chunk_start, end, kind, None)  # 首席经济学家、〔研究所〕所长
        if len(chunk) >= 4 and chunk.endswith(grammar.suffixes) and _GAP.fullmatch(chunk):
            return self._item_of_new_body(chunk_start, start, end, kind)
        if kind == "professions" and self._is_field(chunk):
            return _Item(chunk_start, chunk_start, end, kind, None)  # 〔财经〕评论员 without a body
        return _Item(start, start, end, kind, None)

    def _item_behind_name(self, start: int, end: int, floor: int, kind: str) -> _Item | None:
        """An office with words between it and the body or place before it, None where no name is near enough."""
        text, grammar = self.text, self.grammar
        index = bisect_left(self.other_starts, start) - 1
        name = self.others[index] if index >= 0 else None
        before = self.others[index - 1] if index > 0 else None
        near = name.start - before.end if name and before and name.label == LOC and before.label == ORG else -1
        if 0 < near <= 4 or (near == 0 and text[start:end] not in grammar.reporters):
            name = before  # 高盛〔首席中国股票〕策略师, 瑞银〔中国〕策略师
        if name is None or name.start < floor or not start - LONGEST_GAP <= name.end < start:
            return None
        gap, whole = text[name.end : start], text[name.start : name.end]
        if name.label == ORG and _CODE.fullmatch(gap):
            return _Item(name.start, start, end, kind, whole)
        if not _GAP.fullmatch(gap) or grammar.not_in_gap.search(gap):
            return None
        if gap.endswith(grammar.units if name.label == ORG else grammar.suffixes):
            return self._item_of_new_body(name.start, start, end, kind)
        of_field = name.label == ORG and len(gap) <= LONGEST_FIELD
        return _Item(name.start, name.end, end, kind, whole) if of_field else None

    def _is_field(self, words: str) -> bool:
        """Whether words before a profession tell its field: 〔财经〕评论员, not 〔本报〕记者."""
        grammar = self.grammar
        if not _FIELD.fullmatch(words) or grammar.not_in_gap.search(words):
            return False
        return not words.endswith(grammar.own_body + grammar.own_medium + grammar.not_fields)

    def _item_of_new_body(self, body_start: int, start: int, end: int, kind: str) -> _Item:
        words = self.text[body_start:start]
        self.found.append(Mention(body_start, start, ORG, words, f"{BODIES}.suffixes"))
        return _Item(body_start, start, end, kind, words)

    def _chunk(self, end: int, floor: int) -> int:
        """Where the run of words that ends at `end` begins: behind punctuation, or an opening word (据, 由)."""
        floor = max(floor, end - LONGEST_BODY)
        cut = floor
        for match in _PUNCTUATION.finditer(self.text, floor, end):
            cut = match.end()
        opening = self.grammar.opening.match(self.text, cut, end)
        return opening.end() if opening else cut

    def _context(self, items: list[_Item]) -> str | None:
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
        index = bisect_left(self.body_starts, item.title_start) - 1
        if index >= 0 and self.bodies[index].start >= floor:
            return text[self.bodies[index].start : self.bodies[index].end]
        return None

    def _medium(self, title_start: int) -> str | None:
        """The paper of （记者 某某）: the body that opens the line, or the article's own source for 本报记者."""
        text = self.text
        if text.endswith(self.grammar.own_medium, max(0, title_start - 6), title_start):
            return self.document.source
        if text[title_start - 1 : title_start] not in ("（", "("):
            return None
        line = max(text.rfind("\n", max(0, title_start - 60), title_start) + 1, title_start - 60)
        index = bisect_left(self.body_starts, line)
        if index < len(self.bodies) and self.bodies[index].start <= line + 3 and self.bodies[index].end < title_start:
            return text[self.bodies[index].start : self.bodies[index].end]
        return None

    # --- behind the name -------------------------------------------------------------------------------------------

    def behind(self, person: Mention, ceiling: int) -> Role | None:
        """The role stated behind a name: 某某总书记, 某某（…研究员）, 某某，…院长，, 某某出任…, 某某等高盛经济学家."""
        end = person.end
        role = self._title_behind(person)
        if role is not None:
            return role
        mark = self.text[end : end + 1]
        if mark in ("（", "(", "，"):
            role = self._clause_behind(end + 1, ceiling)
            if role and (role.affiliation or mark != "，"):
                return role
            if mark != "，":
                return None
        return self._shared_behind(end + 1) if mark == "等" else self._taken(person, ceiling)

    def _title_behind(self, person: Mention) -> Role | None:
        """An office right behind the name: 某某〔总书记〕."""
        text, grammar, end = self.text, self.grammar, person.end
        for length in range(6, 1, -1) if text[end : end + 1] in grammar.after_firsts else ():
            if text[end : end + length] in grammar.after and not text.startswith(grammar.not_after, end + length):
                body = self.body_end.get(person.start)
                name = text[body.start : body.end] if body else None
                return Role(person.start, text[end : end + length], name, left=False)
        return None

    def _clause_behind(self, start: int, ceiling: int) -> Role | None:
        """A clause that begins at `start` and is all office: 某某（〔某院研究员〕）."""
        closing = _CLAUSE_END.search(self.text, start, min(ceiling, start + 39))
        role = self.before(closing.start(), start) if closing and closing.start() > start else None
        return Role(start, role.title, role.affiliation, left=False) if role and role.start == start else None

    def _taken(self, person: Mention, ceiling: int) -> Role | None:
        """The office that the person is said to take: 某某出任〔某公司总经理〕."""
        text, grammar, start, end = self.text, self.grammar, person.start, person.end
        after = grammar.succeeding.match(text, end, end + 8)
        if after:  # 甲接棒乙出任…: the office is the first one's
            index = bisect_left(self.people_starts, after.end())
            if index < len(self.people) and self.people[index].start == after.end():
                end = self.people[index].end
                ceiling = self.document.sentence_at(end).end
            start = end
        verb = self._becoming(start, end, ceiling)
        if verb is None:
            return None
        closing = _CLAUSE_END.search(text, verb, min(len(text), verb + 60))
        stop = closing.start() if closing else ceiling
        stop -= next((len(word) for word in grammar.job if text.endswith(word, verb, stop)), 0)
        role = self.before(stop, verb)
        return Role(end, role.title, role.affiliation, left=False) if role and role.start <= verb + 1 else None

    def _becoming(self, start: int, end: int, ceiling: int) -> int | None:
        """Where the office begins that the person of a name takes: 〔，出任〕…, 任命某某〔为〕…, or None."""
        text, grammar = self.text, self.grammar
        succeeded = grammar.succeeding.search(text, max(0, start - 4), start)
        if succeeded and succeeded.end() == start:
            return None  # 甲接棒〔乙〕出任…
        if text[end : end + 1] == "为" and text.endswith(grammar.appointing, 0, start):
            return end + 1
        comma = text[end : end + 1] == "，"
        verb = grammar.becoming.match(text, end + comma, min(ceiling, end + 24))
        return verb.end() if verb and not (comma and text[verb.start() : verb.end()].startswith("是")) else None

    def _shared_behind(self, start: int) -> Role | None:
        index = bisect_left(self.body_starts, start)
        if index < len(self.bodies) and self.bodies[index].start == start:
            body = self.bodies[index]
            for length in range(self.grammar.longest, 1, -1):
                title = self.text[body.end : body.end + length]
                if title in self.grammar.kind:
                    return Role(start, title, self.text[body.start : body.end], left=False)
        return None

    def _bodies(self) -> list[Mention]:
        """Bodies and places, those that a longer body found here covers left out."""
        if not self.found:
            return self.others
        kept: list[Mention] = []
        for mention in sorted(self.others + self.found, key=lambda m: (m.start, -m.end)):
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
