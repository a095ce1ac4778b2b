"""Who says so: reporting frames and how far they reach.

In: a clause with a reporting verb. Out: the speaker and where the statement begins behind the frame.
例: “据北京市经济和信息化局二级巡视员李涛介绍，” → 李涛; “财政部最新数据显示，” → 财政部; “会上介绍，” → no name.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from extractor.facts.grammar import Grammar
from extractor.facts.names import Names
from extractor.facts.spans import EMPTY, Words
from extractor.lazy import lazy_regex
from extractor.lexicon import NEVER, alternation, alternatives
from extractor.mentions import ORG, PERSON
from extractor.rulebook import Rulebook

_NOT_A_NAME = lazy_regex(r"[，。、；的了在是和上下]")


class Frame(NamedTuple):
    """Reporting words.

    Attributes:
        speaker: who speaks; None where no name is given, empty where it is the one who spoke before.
        end: where the statement begins, behind the reporting words.
        release: data are published, rather than something said.
        modality, words: forecast, where the verb says so, and the verb.
        company: the company whose announcement it is: what follows is said of it.
    """

    speaker: Words | None
    end: int
    release: bool = False
    modality: str | None = None
    words: str = ""
    company: Words | None = None


class Frames:
    """Finds reporting verbs in one pass and reads the speaker before them."""

    def __init__(self, rulebook: Rulebook, grammar: Grammar) -> None:
        self.grammar = grammar
        words = {word: word for word in [*grammar.reporting, *grammar.events]}
        self.hits = rulebook.lexicons.lexicon("reporting", lambda: words)  # every reporting verb of a document
        said = partial(rulebook.words, "facts/reporting")
        days, papers = alternation(said("days")) or NEVER, alternation((*grammar.press, *said("published"))) or NEVER
        self._press = lazy_regex(rf"(?:\s++|《[^》]*》|{days}|{papers})++$")
        sources = alternation(said("sources")) or NEVER
        self._clean = lazy_regex(rf"^(?:{sources})|{days}|周[一二三四五六日]|[0-9年月日（）]+")
        self._unnamed = tuple(grammar.unnamed)
        self._people_unnamed = said("people_unnamed")
        small = partial(rulebook.words, "facts/frames")
        self._he = lazy_regex(rf"(?:他|她|其){alternatives(small('pronoun_adverbs'))}*")
        self._before_saying = frozenset(("", *small("before_saying")))
        matters = alternation(small("new_matter")) or NEVER
        self._new_matter = lazy_regex(rf"{matters}|在[^，。]{{2,12}}，")
        measured = alternation(rulebook.words("facts/laws", "measured")) or NEVER
        self._measured = lazy_regex(rf"(?:{measured})[^，。]{{0,5}}$")

    def new_matter(self, text: str) -> bool:
        """Whether a paragraph turns to another matter."""
        return self._new_matter.match(text) is not None

    def speaker(
        self,
        text: str,
        start: int,
        end: int,
        first_figure: int,
        hits: list[tuple[int, int, str]],
        names: Names,
        before: Words | None,
    ) -> Frame | None:
        """The frame of a clause, or None where its reporting words report nothing; `before` is who spoke before."""
        for at, hit_end, verb in reversed(hits):
            if hit_end > first_figure:
                continue
            if verb in self.grammar.expectations and self._measured.search(text, max(start, at - 8), at):
                continue  # 双双低于分析师预期
            at_end = hit_end == end or text[hit_end:end].strip('：: “"') == ""
            if at_end:
                return self._named(text, start, at, hit_end, verb, names, before)
            reports = verb in self.grammar.opinions or (verb in ("公布", "发布") and first_figure == end)
            known = self.grammar.pronoun.match(text, start, at)
            institution = known is not None and known[0] in self.grammar.institutions
            if reports and (institution or names.between(start, at, (PERSON, ORG))):
                return self._named(text, start, at, hit_end, verb, names, before)
        return None

    def _named(
        self, text: str, start: int, at: int, hit_end: int, verb: str, names: Names, before: Words | None
    ) -> Frame:
        modality = "forecast" if verb in self.grammar.expectations else None
        release = verb.endswith(self.grammar.releases) or "数据" in text[start:at]
        people = names.between(start, at, (PERSON,))
        organizations = names.between(start, at, (ORG,))
        company = None
        speaker: Words | None
        if people:
            speaker = names.words_of(people[-1])
        elif organizations:
            first = last = organizations[0]
            for mention in organizations[1:]:
                if text[last.end : mention.start] in ("、", "和", "与", "及"):
                    last = mention
            speaker = Words(text[first.start : last.end], first.start)
            if any(word in text[last.end : at] for word in self._people_unnamed):
                return Frame(None, hit_end, release, modality, verb if modality else "")
            if "公告" in verb or verb == "披露" or self.grammar.company_papers.search(text, hit_end, hit_end + 16):
                company = speaker
        else:
            words = Words(text[start:at], start).strip(" 　“")
            pronoun = self.grammar.pronoun.search(words.text)
            if words.text.strip("据") in self._before_saying:
                speaker = EMPTY
            elif pronoun and pronoun[0] in (*self.grammar.companies, *self.grammar.institutions):
                known = words[pronoun.start() : pronoun.end()]
                speaker = names.resolved(known, at, before)
            elif self._he.fullmatch(words.text):
                speaker = names.last(start, PERSON) or before
            else:
                speaker = self._bare(words)
                company = speaker if speaker and "公告" in verb else None
        return Frame(speaker, hit_end, release, modality, verb if modality else "", company)

    def _bare(self, before: Words) -> Words | None:
        """A speaker that no recognizer knows: the words left when the frame's own are taken away."""
        rest = before.without(self._press).without(self._clean).strip(" ，的“”")
        if not rest.text:
            return EMPTY
        if rest.text.endswith(self._unnamed):
            return None
        if 2 <= len(rest.text) <= 8 and not _NOT_A_NAME.search(rest.text):
            return rest
        return None
