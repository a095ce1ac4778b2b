"""Who can have said so: papers do not speak, and who the reader doubts does not speak without a word that reports.

In: a fact whose speaker a reader chose. Out: the fact, with that speaker or none. 例: 副市长张强出席，签约项目12个
has no speaker; 判决书显示 names no speaker; of 江州华芯科技股份有限公司（以下简称“华芯科技”）公告称 the company
speaks by its whole name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from operator import methodcaller

from extractor.facts.laws.phrases import note
from extractor.facts.laws.surroundings import Place, Surroundings
from extractor.lazy import lazy_re
from extractor.lexicon import alternation
from extractor.mentions import LOC, ORG, PERSON, Mention
from extractor.rulebook import Rulebook

_SECTION = "facts/laws"
_BYLINE = 2  # characters before a medium that signs the article
_OFFICE = 12  # characters of an office and a name behind a body
_SIGNED = lazy_re(r"(?:讯|电|消息|报道)[ 　]{0,2}[（(：:]|讯[ 　]")
_BEFORE = 40  # characters before a name in which 据 may be
_BEHIND = 160  # and behind it, in which its verb may
_SURE = 0.92  # a reader as sure as this of a speaker needs no word that reports: 王宁：算一笔机器人的账
_SHORT_FORM = "(?:以下均?|下)?简?称"
_SHORTENED = lazy_re(f"[（(]{_SHORT_FORM}")
# （以下简称“, （下称, （原名：
_ALIAS = lazy_re(rf"[（(](?:{_SHORT_FORM}|原名|又称|曾用名)[为：:]?[“‘\"「]?$")


class SpeakerLaws:
    """The laws of speakers, compiled from `rules/facts/laws.txt`."""

    def __init__(self, rulebook: Rulebook) -> None:
        words = rulebook.words
        self._speaks = lazy_re(f"(?<![简下])(?<!信息)(?:{alternation(words(_SECTION, 'speaks'))})")
        self._papers = tuple(words(_SECTION, "papers"))
        self._publishes = lazy_re(f"(.{{2,16}})(?:{alternation(words('facts/reporting', 'verbs'))})")
        self._sources = _sources(rulebook)
        self._bodies = _bodies(rulebook)
        self._no_sources = frozenset((*words(_SECTION, "no_sources"), *words(_SECTION, "sources_before")))
        self._attends = lazy_re(f"(?:{alternation(words(_SECTION, 'attends'))})")
        self._records = lazy_re(f"的(?:[^，。；]{{0,6}})(?:{alternation(words(_SECTION, 'papers'))})")

    def settle(self, context: Surroundings, place: Place) -> None:
        """Take away a speaker who cannot speak there, give a whole name for a short one, find a source of data."""
        fact = place.fact
        if fact.speaker is not None:
            said = self._speaker(context, place, fact.speaker)
            if said != fact.speaker:
                fact.note("speaker", "laws.speaks", said or "without " + fact.speaker)
                fact.speaker = said
        publishes = self._publishes.fullmatch(fact.subject or "")
        if publishes and publishes[1] == fact.speaker:
            note(fact, "subject", None, ())  # 〔经济部公布〕7月外销订单
        if fact.speaker is None:
            self._add_source(context, place)
        elif all(name.label == LOC for name in context.mentions_of(fact.speaker)):
            body = context.last_before(place, self._bodies)
            if body is not None and body["name"].startswith(fact.speaker):
                fact.speaker = body["name"]  # 江州市|卫生部门表示

    def _add_source(self, context: Surroundings, place: Place) -> None:
        """Take the source of data, or the body, that the sentence names before the figure, the last of several."""
        matches = (context.last_before(place, pattern) for pattern in (self._sources, self._bodies))
        found = max((match for match in matches if match), key=methodcaller("end"), default=None)
        if found is not None and not self._is_paper(context.text, found.start("name"), found["name"]):
            place.fact.speaker = found["name"]
            place.fact.note("speaker", "laws.source", found[0])

    def _is_paper(self, text: str, start: int, name: str) -> bool:
        """Whether a name is the beginning of a paper, which does not speak: 〔审计〕报告显示."""
        return any(paper.startswith(name) and text.startswith(paper, start) for paper in self._papers)

    def _speaker(self, context: Surroundings, place: Place, speaker: str) -> str | None:
        if speaker.endswith(self._papers) or speaker in self._no_sources:
            return None
        end = context.document.sentence_at(place.figure.start).end
        places = [name for name in context.mentions_of(speaker) if name.start < end]
        if not places:  # of the title, or words that are no name
            at = context.text.rfind(speaker, place.sentence, place.figure.start)
            cut = self._is_time(context, place, speaker) or (at >= 0 and self._is_paper(context.text, at, speaker))
            return None if cut else speaker
        behind = context.text[place.figure.end : places[0].start]  # 占比达71.2%；〔天眼查〕显示，…
        if "；" in behind or self._is_byline(context, places[-1]) or _is_aside(context, place, places):
            return None
        sure = (place.fact.speaker_probability or 0.0) >= _SURE
        if not sure and self._is_past(context, place, places[-1]):
            return None
        for name in reversed(places):
            if self._reports(context, name):
                return self._whole(context, name) or speaker
        return speaker if sure and not any(self._is_silent(context, name) for name in places) else None

    @staticmethod
    def _is_time(context: Surroundings, place: Place, speaker: str) -> bool:
        """Whether words that are no name are cut from a time: 〔此前一〕季报."""
        at = context.text.rfind(speaker, place.sentence, place.figure.start)
        return at >= 0 and any(
            date.start < at + len(speaker) < date.end for date in context.dates_between(at, at + len(speaker))
        )

    def _is_silent(self, context: Surroundings, name: Mention) -> bool:
        """Whether its records (与柯明辉的转账记录显示), its short name or 出席 follow a name, and nothing reports."""
        silent = (_SHORTENED, self._attends, self._records)
        return any(words.match(context.text, name.end) for words in silent)

    @staticmethod
    def _is_byline(context: Surroundings, name: Mention) -> bool:
        """Whether a medium only signs the article: 〔江州日报〕讯（记者 某某）."""
        return name.start <= _BYLINE and _SIGNED.match(context.text, name.end) is not None

    @staticmethod
    def _is_past(context: Surroundings, place: Place, name: Mention) -> bool:
        """Whether a person, or the body named with one, spoke in an earlier paragraph and none does here."""
        paragraph = context.document.sentence_at(place.figure.start).paragraph
        earlier = context.document.sentence_at(name.start).paragraph < paragraph
        if not earlier or place.rules.speaker is not None:
            return False
        return name.label == PERSON or bool(context.names_between(name.end, name.end + _OFFICE, (PERSON,)))

    def _reports(self, context: Surroundings, name: Mention) -> bool:
        text = context.text
        sentence = context.document.sentence_at(name.start)
        if text[name.end : name.end + 1] in ("：", ":", "”", '"'):
            return True
        if name.label == PERSON and self._records.match(text, name.end):
            return False  # 与柯明辉的转账记录显示
        start = max(sentence.start, name.start - _BEFORE)
        end = min(sentence.end, name.end + _BEHIND)
        before, behind = self._speaks.search(text, start, name.start), self._speaks.search(text, name.end, end)
        return before is not None or behind is not None

    @staticmethod
    def _whole(context: Surroundings, name: Mention) -> str | None:
        """The name before the brackets that a short name is stated in."""
        before = context.text[max(0, name.start - 12) : name.start]
        if not _ALIAS.search(before):
            return None
        opening = name.start - len(before) + max(before.rfind("（"), before.rfind("("))
        bodies = context.names_between(max(0, opening - 60), opening, (ORG,))
        whole = next((other for other in bodies if other.end == opening), None)
        return context.text[whole.start : whole.end] if whole else None


def _is_aside(context: Surroundings, place: Place, names: Sequence[Mention]) -> bool:
    """Whether a figure is in brackets behind the name alone: 江州股份（600222，收盘价：〔5.63元〕）公告称."""
    text, figure = context.text, place.figure
    opening = max(text.rfind(mark, place.sentence, figure.start) for mark in "（(")
    if opening < 0 or any(mark in text[opening : figure.start] for mark in "）)"):
        return False
    return any(name.end == opening for name in names)


def _bodies(rulebook: Rulebook) -> re.Pattern[str]:
    """〔江州市卫生部门〕6日表示, 〔以方〕称: bodies and offices that are no names, and speak."""
    reporting = partial(rulebook.words, "facts/reporting")
    sections = ("speaking_ends", "no_sources", "sources_before")
    ends, none, before = (alternation(rulebook.words(_SECTION, name)) for name in sections)
    verbs, days = alternation(reporting("verbs")), alternation(reporting("days"))
    return lazy_re(
        rf"(?<![^，,。；;：:！？!?\n“、])(?:{before})?(?P<name>(?:(?!的|{none}|{before})[·\u4e00-\u9fff]){{0,14}}(?:{ends}))(?:[（(][^（）()]{{1,20}}[）)])?"
        rf"(?:(?:当地|北京)时间)?(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?(?:{days})?(?:[（(][^（）()]{{1,12}}[）)])?(?:{verbs})(?=[，,：:“]|的)"
    )


def _sources(rulebook: Rulebook) -> re.Pattern[str]:
    """据|海川棉花网|统计, |Datamark|数据显示: a source of data, whether or not it is found as a name."""
    before, behind, none, verbs = (
        alternation(rulebook.words(_SECTION, section))
        for section in ("sources_before", "sources_behind", "no_sources", "source_verbs")
    )
    name = rf"(?!{none}|{before})(?P<name>[A-Za-z][A-Za-z0-9.\-]{{1,20}}|(?:(?!的)[·\u4e00-\u9fff]){{2,12}}?)"
    return lazy_re(
        rf"(?<![^，,。；;：:！？!?\n“（(])(?P<by>{before})?[《“]?{name}[》”]?的?(?:{behind})(?(by)|[则也还均]?(?:{verbs}))"
    )
