"""The role stated behind a name: 某某总书记, 某某（某院研究员）, 某某，某院院长，, 某某出任某公司总经理.

In: a person and the names of the document. Out: a `Role`, None where nothing behind the name is one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from extractor.document import Document
from extractor.lazy import lazy_regex
from extractor.mentions import Mention
from extractor.recognizers.role_grammar import Role, RoleGrammar
from extractor.recognizers.role_items import NamesOfText

_CLAUSE_END = lazy_regex(r"[，。；：！？）)\n]|$")
Before = Callable[[int, int], "Role | None"]
"""Reads the role whose words end at the first offset, none of them before the second."""


class BehindNames:
    """What follows the names of one document; `before` reads a clause that is all office."""

    def __init__(self, grammar: RoleGrammar, document: Document, names: NamesOfText, before: Before) -> None:
        self.grammar = grammar
        self.document = document
        self.text = document.text
        self.names = names
        self.before = before

    def role(self, person: Mention, ceiling: int) -> Role | None:
        """The role stated behind a name: 某某总书记, 某某（…研究员）, 某某，…院长，, 某某出任…, 某某等高盛经济学家."""
        end = person.end
        role = self.title(person)
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

    def title(self, person: Mention) -> Role | None:
        """An office right behind the name: 某某〔总书记〕."""
        text, grammar, end = self.text, self.grammar, person.end
        for length in range(6, 1, -1) if text[end : end + 1] in grammar.after_firsts else ():
            if text[end : end + length] in grammar.after and self._is_whole(end + length):
                body = self.names.body_end.get(person.start)
                name = text[body.start : body.end] if body else None
                return Role(person.start, text[end : end + length], name, left=False)
        return None

    def _is_whole(self, end: int) -> bool:
        """Whether a title that ends here goes on to no other word: 主席团, but 教授团队."""
        if self.text.startswith(self.grammar.still_after, end):
            return True
        return not self.text.startswith(self.grammar.not_after, end)

    def _clause_behind(self, start: int, ceiling: int) -> Role | None:
        """A clause that begins at `start` and is all office: 某某（〔某院研究员〕）."""
        start += next((len(word) for word in self.grammar.alike if self.text.startswith(word, start)), 0)
        closing = _CLAUSE_END.search(self.text, start, min(ceiling, start + 39))
        role = self.before(closing.start(), start) if closing and closing.start() > start else None
        return Role(start, role.title, role.affiliation, left=False) if role and role.start == start else None

    def _taken(self, person: Mention, ceiling: int) -> Role | None:
        """The office that the person is said to take: 某某出任〔某公司总经理〕."""
        text, grammar, start, end = self.text, self.grammar, person.start, person.end
        after = grammar.succeeding.match(text, end, end + 8)
        if after:  # 甲接棒乙出任…: the office is the first one's
            index = bisect_left(self.names.people_starts, after.end())
            if index < len(self.names.people) and self.names.people[index].start == after.end():
                end = self.names.people[index].end
                ceiling = self.document.sentence_at(end).end
            start = end
        verb = self._becoming(start, end, ceiling) or self._in_vita(end, ceiling)
        if verb is None:
            return self._joined(end, ceiling)
        closing = _CLAUSE_END.search(text, verb, min(len(text), verb + 60))
        stop = closing.start() if closing else ceiling
        stop -= next((len(word) for word in grammar.job if text.endswith(word, verb, stop)), 0)
        role = self.before(stop, verb)
        if role is None or (role.start > verb + 1 and text[verb : role.start] not in grammar.own_body):
            return None
        return Role(end, role.title, role.affiliation, left=False)

    def _joined(self, end: int, ceiling: int) -> Role | None:
        """The office in the body that the person joins: 某某加入〔某某智能〕，担任〔首席运营官〕."""
        text, grammar = self.text, self.grammar
        joining = grammar.joining.match(text, end, min(ceiling, end + 8))
        index = bisect_left(self.names.body_starts, joining.end()) if joining else len(self.names.bodies)
        if index >= len(self.names.bodies) or not joining or self.names.bodies[index].start != joining.end():
            return None
        body = self.names.bodies[index]
        start = body.end + (text[body.end : body.end + 1] == "，")
        verb = grammar.becoming.match(text, start, min(ceiling, start + 12))
        closing = _CLAUSE_END.search(text, verb.end(), min(len(text), verb.end() + 40)) if verb else None
        role = self.before(closing.start(), verb.end()) if verb and closing else None
        return Role(end, role.title, text[body.start : body.end], left=False) if role else None

    def _in_vita(self, end: int, ceiling: int) -> int | None:
        """Where the present office begins in a sentence that says who someone is: 某某，男，…，现任〔监事〕."""
        if not self.text.startswith(self.grammar.sexes, end):
            return None
        verbs = ((self.text.find(verb, end, ceiling), len(verb)) for verb in self.grammar.present)
        return next((at + length for at, length in verbs if at >= 0), None)

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
        index = bisect_left(self.names.body_starts, start)
        if index < len(self.names.bodies) and self.names.bodies[index].start == start:
            body = self.names.bodies[index]
            for length in range(self.grammar.longest, 1, -1):
                title = self.text[body.end : body.end + length]
                if title in self.grammar.kind:
                    return Role(start, title, self.text[body.start : body.end], left=False)
        return None
