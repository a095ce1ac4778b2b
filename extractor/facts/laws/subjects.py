"""Whose property it is: no word of another figure, no paper and no guest, the body itself and not its other names.

In: a fact whose words a reader chose. Out: the fact with a subject that can be one. 例: 〔江州控股〕质押1.2亿股, …
占总股本的5.6% is not said of 江州控股质押; of 江州智造股份有限公司（以下简称江州智造）the whole name is the subject.
"""

from __future__ import annotations

from functools import partial

from extractor.facts.fact import Fact
from extractor.facts.grammar import Grammar
from extractor.facts.laws.phrases import finding, law_words, note, note_subject, overlap, without
from extractor.facts.laws.surroundings import EDGE, Place, Surroundings
from extractor.facts.words import tagged
from extractor.lazy import lazy_re
from extractor.lexicon import alternation
from extractor.mentions import ORG, PERSON
from extractor.rulebook import Rulebook

_BEFORE = 30  # characters before an other name, in which the first name is
_AND = lazy_re("[、，和与及]")
_QUOTES = "“”\"'‘’「」『』"


class SubjectLaws:
    """The laws of subjects, compiled from `rules/facts/laws.txt`."""

    def __init__(self, rulebook: Rulebook, grammar: Grammar) -> None:
        words = partial(law_words, rulebook)
        self._grammar = grammar
        self._renamed = lazy_re(rf"(?:以前|此前|过去)?(?:{words('formerly')})[为是：:]?[{_QUOTES}]?")
        self._remark = lazy_re(rf"[（(][{_QUOTES}]?(?:{words('asides')})[^（()）]{{0,40}}$")
        self._papers = lazy_re(rf"[^，。；：\n]{{0,6}}(?:显示|表明|披露)|(?:{words('papers')})(?:显示|表明|披露)")
        self._paper_says = lazy_re(rf"[^，。；：\n]{{0,4}}?(?:{words('papers')})(?:显示|表明|披露)(?![屏器面驱卡板])")
        self._guest = lazy_re(f"(?:{words('attends')})")
        self._code = lazy_re(rf"(?:{words('codes')})[：:][^，。；：:\n]*$")
        who = r"(?P<who>[^，。；：\n\d]{3,24}?)[，；。]"
        self._winner = lazy_re(rf"(?:{words('winners')})(?:为|是|系)?[：:]?{who}")
        digits = "0-9零〇一二两三四五六七八九十"
        self._now_named = lazy_re(f"(?:{words('now_named')})")
        hour = rf"(?:{alternation(rulebook.words('periods', 'parts_of_day'))})?[{digits}]{{1,3}}[点时]"
        self._time_of_day = lazy_re(rf"{hour}(?:[{digits}]{{1,3}}分?|半|整|许)?")
        self._finder = lazy_re(rf"[\w]{{0,10}}?(?:{words('courts')}){finding(rulebook)}")
        self._causes = frozenset(rulebook.words("facts/laws", "causes"))
        self._restricts = frozenset(rulebook.words("facts/laws", "restricts"))
        self._openings = frozenset(rulebook.words("facts/laws", "openings"))
        self._behind_part = tuple(rulebook.words("facts/laws", "behind_part"))

    def settle(self, context: Surroundings, place: Place) -> None:
        """Give a fact a subject that can be one."""
        self._no_number(context, place)
        self._what_is_found(place)
        self._whole_pronoun(context, place)
        self._whole_body(context, place)
        self._first_name(context, place)
        self._later_name(place)
        self._no_code(context, place)
        self._not_owned(context, place)
        self._no_speaker(context, place)
        self._of_before(context, place)
        self._of_winner(context, place)

    def _no_number(self, context: Surroundings, place: Place) -> None:
        """A figure, its beginning, or a time of day is no name: 〔上午十一点〕成交额达11亿元, 〔10平方米〕展位费."""
        fact = place.fact
        if not fact.subject or len(fact.subject_spans) != 1:
            return
        start, end = fact.subject_spans[0]
        number = context.is_figure(start, end) or context.ends_in_figure(end)
        if number or self._time_of_day.fullmatch(fact.subject):
            note(fact, "subject", None, ())

    def _later_name(self, place: Place) -> None:
        """江州工学院更名为〔海川大学〕，在校生1.8万人: the name that a body has now."""
        fact = place.fact
        found = self._now_named.search(fact.subject or "")
        if found and fact.subject and len(fact.subject) - found.end() > 1:
            note(fact, "subject", fact.subject[found.end() :], without(fact.subject_spans, found.end(), 0))

    def _what_is_found(self, place: Place) -> None:
        """法院认定〔被盗车辆〕价值2000余元: what a court finds, not who does."""
        fact = place.fact
        match = self._finder.match(fact.subject) if fact.subject else None
        if fact.subject and match and len(fact.subject) - match.end() > 1:
            note(fact, "subject", fact.subject[match.end() :], without(fact.subject_spans, match.end(), 0))

    def finish(self, context: Surroundings, place: Place) -> None:
        """The border between subject and indicator: 台湾股市 + 总市值, 建筑面积."""
        fact = place.fact
        for field in ("subject", "indicator"):
            self._behind_date(context, fact, field)
        self._said_once(fact)
        self._caused(context, fact)
        spans, behind = fact.subject_spans, fact.indicator_spans
        if len(spans) != 1 or len(behind) != 1 or spans[0][1] != behind[0][0]:
            return
        if not fact.subject or not fact.indicator:
            return
        start, border, end = spans[0][0], behind[0][0], behind[0][1]
        text = context.text
        is_part = text.startswith(self._behind_part, border)  # 巴拿马|型船运价指数
        if is_part or (text[start:end] in self._grammar.heads and not context.mentions_of(fact.subject)):
            note(fact, "indicator", text[start:end], ((start, end),))
            note(fact, "subject", None, ())
            return
        size = self._head(fact.indicator)
        added = end - border - size
        noun = tagged(fact.indicator[:added])[0][1].startswith("n") if 0 < added < 3 else False
        if size > 2 and noun and context.mentions_of(fact.subject):
            note(fact, "subject", text[start : end - size], ((start, end - size),))
            note(fact, "indicator", text[end - size : end], ((end - size, end),))

    @staticmethod
    def _said_once(fact: Fact) -> None:
        """该厂 + 该厂产量: whose it is is no part of what it is."""
        subject, indicator = fact.subject, fact.indicator
        if not subject or not indicator or not fact.indicator_spans or not indicator.startswith(subject):
            return
        if len(indicator) > len(subject) + 1 and overlap(fact.subject_spans, *fact.indicator_spans[0]):
            note(fact, "indicator", indicator[len(subject) :], without(fact.indicator_spans, len(subject), 0))

    def _caused(self, context: Surroundings, fact: Fact) -> None:
        """新政让企业 + 税负: those whose property changes, not what changes it."""
        subject = fact.subject
        if not subject or len(fact.subject_spans) != 1 or context.mentions_of(subject) or not fact.indicator:
            return
        at = 0
        for word, _ in tagged(subject):
            behind = at + len(word)
            if at and word in self._causes and behind < len(subject):
                note(fact, "subject", subject[behind:], without(fact.subject_spans, behind, 0))
                return
            at = behind

    def _head(self, phrase: str) -> int:
        """The length of the longest word for a property that a longer phrase ends with; 0 where it has none."""
        if phrase in self._grammar.heads:
            return 0
        size = self._grammar.head_behind(phrase)
        return 0 if phrase[:-size] in self._grammar.qualifiers else size

    @staticmethod
    def _behind_date(context: Surroundings, fact: Fact, field: str) -> None:
        """2023年收入: 年 is the date's, not the indicator's."""
        words, spans = getattr(fact, field), getattr(fact, f"{field}_spans")
        if not words or not spans:
            return
        start, end = spans[0]
        dates = context.dates_between(max(0, start - 12), end)
        cut = max((date.end for date in dates if date.start < start), default=0)
        if start < cut < end:
            note(fact, field, words[cut - start :] or None, without(spans, cut - start, 0))

    def _whole_pronoun(self, context: Surroundings, place: Place) -> None:
        """项目, cut from 该项目."""
        fact = place.fact
        if fact.subject is None or len(fact.subject_spans) != 1:
            return
        start, end = fact.subject_spans[0]
        whole = context.text[start - 1 : end] if start else ""
        if whole in self._openings:
            note(fact, "subject", whole, ((start - 1, end),))

    @staticmethod
    def _whole_body(context: Surroundings, place: Place) -> None:
        """海川大学校, of 海川大学校长: one letter behind a body's name belongs to the next word."""
        fact, text = place.fact, context.text
        if fact.subject is None or len(fact.subject_spans) != 1:
            return
        start, end = fact.subject_spans[0]
        bodies = [name for name in context.names_between(start, end, (ORG,)) if name.start == start]
        if bodies and bodies[-1].end == end - 1 and end < len(text) and text[end].isalpha():
            note(fact, "subject", text[start : end - 1], ((start, end - 1),))

    def _first_name(self, context: Surroundings, place: Place) -> None:
        """海川大学以前叫海川工学院, …（以下简称…）: the name that the other one is said of."""
        fact, text = place.fact, context.text
        if fact.subject is None or not fact.subject_spans:
            return
        start, end = fact.subject_spans[0][0], fact.subject_spans[-1][1]
        opened = self._remark.search(text, max(place.sentence, start - _BEFORE), start)
        low = max(0, (opened.start() if opened else start) - 2 * _BEFORE)
        for name in reversed(context.names_between(low, end, (ORG,))):
            if name.start < place.sentence:
                return
            if opened and name.end == opened.start():
                note_subject(fact, text, name)
                return
            other = self._renamed.match(text, name.end)
            if other and (other.end() == start or (name.start <= start and other.end() < end)):
                note_subject(fact, text, name)
                return

    def _no_code(self, context: Surroundings, place: Place) -> None:
        """项目编号：江州招标[2024]012号: a name in a code has no properties."""
        fact = place.fact
        if fact.subject is None or not fact.subject_spans:
            return
        start = fact.subject_spans[0][0]
        if self._code.search(context.text, max(0, start - _BEFORE), start):
            note(fact, "subject", None, ())

    def _not_owned(self, context: Surroundings, place: Place) -> None:
        """扣除非经常性损益的净利润: what only restricts the indicator is part of it."""
        fact, spans, behind = place.fact, place.fact.subject_spans, place.fact.indicator_spans
        if fact.subject not in self._restricts or len(spans) != 1 or len(behind) != 1:
            return
        start, end = spans[0][0], behind[0][1]
        if context.text[spans[0][1] : behind[0][0]].strip() in ("的", "后", "后的"):
            note(fact, "indicator", context.text[start:end], ((start, end),))
            note(fact, "subject", None, ())

    def _no_speaker(self, context: Surroundings, place: Place) -> None:
        """公开资料显示，公司…; 副省长王强出席会议，…: a paper and a guest have no such property."""
        fact, text = place.fact, context.text
        says = self._paper_says.match(fact.indicator) if fact.indicator else None
        if says and fact.indicator and len(fact.indicator) - says.end() > 1:
            note(fact, "indicator", fact.indicator[says.end() :], without(fact.indicator_spans, says.end(), 0))
        if fact.subject is None or len(fact.subject_spans) != 1:
            return
        said = None if context.mentions_of(fact.subject) else self._paper_says.match(fact.subject)
        if said:
            rest = fact.subject[said.end() :]
            note(fact, "subject", rest or None, without(fact.subject_spans, said.end(), 0) if rest else ())
            return
        if fact.subject_spans[0][1] > place.own:
            return
        start, end = fact.subject_spans[0]
        people = context.names_between(start, end, (PERSON,))
        guest = bool(people) and people[-1].end == end and self._guest.match(text, end)
        paper = not context.names_between(start, end, (ORG, PERSON)) and self._papers.match(text, end)
        if guest or paper:
            note(fact, "subject", None, ())

    def _of_before(self, context: Surroundings, place: Place) -> None:
        """A subject in another clause that is made of what an earlier figure measures gives way to that one's."""
        fact, spans = place.fact, place.fact.subject_spans
        if not spans or place.index <= place.first or spans[-1][1] > place.own or _dealt(fact):
            return
        settled = context.settled[place.first : place.index]
        before = settled[-1]
        if before.subject == fact.subject or not (fact.indicator or before.indicator):
            return
        measured = self._is_measured(fact.subject or "", settled)
        counted = any(context.figures_between(start, end) for start, end in spans) and before.subject in self._openings
        if not (measured or counted) or (before.subject is None and fact.kind == "share"):
            return
        note(fact, "subject", before.subject, before.subject_spans)

    def _is_measured(self, subject: str, settled: list[Fact]) -> bool:
        """Whether a subject is what earlier figures measure (存货和商誉), the beginning of that (财务 of 财务费用), or
        that with whose it is (江州控股质押)."""
        heads = self._grammar.heads
        measured = {fact.indicator for fact in settled if fact.indicator in heads}
        if all(part in measured for part in _AND.split(subject) if part):
            return True
        for fact in settled:
            indicator = fact.indicator or ""
            if fact.subject and indicator and subject == fact.subject + indicator:
                return True
            if len(subject) < 4 and indicator.startswith(subject) and indicator[len(subject) :] in heads:
                return True
        return False

    def _of_winner(self, context: Surroundings, place: Place) -> None:
        """中标人为江州建工，中标价3.5亿元: the bidder whom the clause before names."""
        fact, text = place.fact, context.text
        winners = [*self._winner.finditer(text, place.sentence, place.own)]
        if not winners or fact.indicator is None:
            return
        winner = winners[-1]
        start, end = winner.span("who")
        if fact.subject is None or overlap(fact.subject_spans, start, end):
            note(fact, "subject", winner["who"].strip(EDGE), ((start, end),))


def _dealt(fact: Fact) -> bool:
    """Whether the law of 分别 gave the subject."""
    return any(one.field == "subject" and one.rule == "laws.respectively" for one in fact.decisions)
