"""Completing the figures of a document, clause by clause.

In: the document, its figures, dates and names. Out: one `Fact` a figure. 例: “占地区生产总值比重达27.4%” after
“高精尖产业实现增加值9885.8亿元” → subject 高精尖产业, indicator 占地区生产总值比重, kind share.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from extractor.document import Document, Sentence
from extractor.facts import basis as bases
from extractor.facts.clauses import Clause, cut
from extractor.facts.fact import Completed, Completer, Fact
from extractor.facts.frames import Frames
from extractor.facts.grammar import CHANGES, UPWARD, Grammar, Role
from extractor.facts.nouns import Nouns
from extractor.facts.signs import tells_change
from extractor.facts.state import Names, State
from extractor.facts.statement import FIRST_MARK, MARK, Reading, read
from extractor.mentions import LAW, ORG, PERCENT, PERSON, QUANTITY, DateMention, FigureMention, Mention
from extractor.rulebook import Rulebook

_LIST = regex.compile(r"[\s、和与及或/／以,，]*+(?:分别|约|近|超过?|各|则|为)?")
_JOINED = regex.compile(r"^[^，。；：]{1,20}(?:、|和|与|及|以及|或)$")
_OWNER = regex.compile(r"([^：:，,\s]{2,10})[：:]")  # 北辰云：第四季度…
_BY = regex.compile(r"(?:分|从|按)[^，。]{1,10}看$")  # 分门类看, 从重点产品看
_DATES_ONLY = regex.compile(rf"(?:{MARK}|[、和与及\s])+")
_LONGEST_HEADING = 24  # characters
_REACH = 240  # characters before a figure that can speak of it; keeps endless clauses linear
_CONJUNCTION = re.compile(r"^[、，\s]*(?:和|与|及|以及)?")
# 公告日期：2024-02-28
_ANNOUNCED = regex.compile(r"(?:公告|发布|披露|刊发|更新|发稿|成文|印发|签发)(?:日期|时间|日)?[:：]\s*$")
_TRAILING_CODE = regex.compile(r"[（(][0-9A-Za-z.\- ]*[)）]")


def completer(rulebook: Rulebook) -> Completer:
    """Compile the grammar once; the returned function yields a document's figures with their facts, in order.

    Facts are made as they are asked for, and figures taken out of their list, so that those of a long document need not
    all live at once.
    """
    grammar = Grammar(rulebook)
    frames = Frames(rulebook, grammar)
    nouns = Nouns(rulebook, grammar)

    def complete(
        document: Document, figures: list[FigureMention], dates: Sequence[DateMention], names: Sequence[Mention]
    ) -> Completed:
        if figures:
            yield from _Reader(document, figures, dates, names, grammar, frames, nouns).run()

    return complete


def _outside(dates: Sequence[DateMention], titles: list[tuple[int, int]]) -> list[DateMention]:
    """The dates that stand in none of the titles: 《2030年前碳达峰行动方案》 tells no figure's time."""
    starts = [start for start, _ in titles]

    def is_inside(date: DateMention) -> bool:
        index = bisect_right(starts, date.start) - 1
        return index >= 0 and date.end <= titles[index][1]

    return [date for date in dates if not is_inside(date)]


class _Reader:
    """One reading of one document, from its first sentence to its last."""

    def __init__(
        self,
        document: Document,
        figures: list[FigureMention],
        dates: Sequence[DateMention],
        names: Sequence[Mention],
        grammar: Grammar,
        frames: Frames,
        nouns: Nouns,
    ) -> None:
        self.document = document
        self.text = document.text
        self.waiting = figures  # those of the sentences to come
        self.figures: list[FigureMention] = []  # those of the last sentence that had any
        titles = sorted([(m.start, m.end) for m in names if m.label == LAW])
        self.dates = _outside(dates, titles) if titles else [*dates]
        self.date_starts = [d.start for d in self.dates]
        self.grammar = grammar
        self.frames = frames
        self.nouns = nouns
        self.names = Names(self.text, [m for m in names if m.label != LAW], grammar)
        self.hits = frames.hits(document)
        self.hit_starts = [hit[0] for hit in self.hits]
        self.state = State()
        self.facts: list[Fact] = []  # one of each of these
        self.sentence_dates: list[DateMention] = []
        self.first_date = 0
        self.listed: tuple[int, Reading, str | None] | None = None
        self.dated = True  # whether the sentence being read holds a date
        self.reported = True  # whether it holds a reporting verb
        self.moved_indicator: str | None = None
        self._take_topic()

    def _take_topic(self) -> None:
        """The name that the title opens with is what the article is about."""
        title = self.document.title or ""
        name = self.names.leading(self.nouns.without_openings(title))
        owner = _OWNER.match(title)
        if name is None and owner:
            self.state.owner = owner[1]
        if name and name in self.names.labels and self.names.labels[name] != PERSON:
            self.state.topic = name

    # ---- the walk -------------------------------------------------------------------------------------------------

    def run(self) -> Completed:
        """Read the sentences that figures stand in or lean on, in order; facts come once nothing can change them."""
        paragraph = -1
        for sentence, figures in self._sentences():
            if figures:
                yield from zip(self.figures, self.facts, strict=True)
                self.figures, self.facts = figures, [Fact() for _ in figures]
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                self._new_paragraph(sentence)
            self._read_sentence(sentence, figures)
        yield from zip(self.figures, self.facts, strict=True)

    def _sentences(self) -> Iterator[tuple[Sentence, list[FigureMention]]]:
        """The sentences to be read with their figures.

        Sentences without figures count where something later leans on them: in the lead, before a figure of their own
        paragraph, as a heading, and behind a quotation that holds figures.
        """
        left = self.waiting
        left.reverse()
        held: list[Sentence] = []  # those of the paragraph without a figure so far
        for sentence in self.document.sentences:
            if held and held[0].paragraph != sentence.paragraph:
                yield from ((told, []) for told in held if self._leads(told))
                held = []
            figures = []
            while left and left[-1].start < sentence.end:
                figures.append(left.pop())
            if figures:
                yield from ((told, []) for told in held)
                held = []
                yield sentence, figures
            elif left:
                held.append(sentence)
            else:
                if self._leads(sentence):
                    yield sentence, []
                return

    def _leads(self, sentence: Sentence) -> bool:
        """Whether something may lean on a sentence whose paragraph holds no figure behind it."""
        if sentence.paragraph == 0 or sentence.end - sentence.start <= _LONGEST_HEADING:
            return True
        return self.text[sentence.start - 1 : sentence.start] in ("”", "’", '"')

    def _new_paragraph(self, sentence: Sentence) -> None:
        state = self.state
        if not state.speaker_carries or self.frames.new_matter(sentence.text):
            state.speaker = None
            state.speaker_carries = False
        if state.period is not None and self._ends_with_paragraph(state.period):
            state.period = None
        state.pairs = []
        state.periods = []
        state.in_part, state.lead_basis = False, None
        state.stale = True
        state.future = False
        state.frame_modality = None

    def _ends_with_paragraph(self, mention: DateMention) -> bool:
        """A single day, or a time yet to come, is not what the next paragraph speaks of."""
        published = self.document.published
        if mention.first is None or (published and mention.first > published):
            return True
        return mention.first == mention.last and self.text.endswith(("日", "号"), mention.start, mention.end)

    def _dates_between(self, start: int, end: int) -> list[DateMention]:
        if not self.dated:
            return []
        low = bisect_left(self.date_starts, start)
        return self.dates[low : bisect_left(self.date_starts, end, low)]

    def _read_sentence(self, sentence: Sentence, figures: list[FigureMention]) -> None:
        state = self.state
        self.names.sentence = sentence.start
        self.first_date = bisect_left(self.date_starts, sentence.start)
        self.dated = True
        self.sentence_dates = self._dates_between(sentence.start, sentence.end)
        self.dated = bool(self.sentence_dates)
        state.aside, state.changed, state.start, state.split_unit = None, False, None, None
        if state.counted_subject and state.subject == state.counted_subject[0]:
            state.subject = state.counted_subject[1]  # 17个省市 are spoken of to the sentence's end
        state.counted_subject = None
        state.modality, state.modality_words, state.basis = state.frame_modality, "", None
        self.reported = bool(self.hits)
        self.reported = bool(self._hits_between(sentence.start, sentence.end))
        if not figures and not self.sentence_dates and not self.reported:
            if sentence.end - sentence.start > _LONGEST_HEADING or not self._note_heading(sentence.text, "\n"):
                self._note_subject(sentence.start, sentence.end, sentence.text)
            return
        stack: list[State] = []
        depth = 0
        for clause in cut(self.text, sentence, figures, self.sentence_dates):
            while clause.depth > depth:
                stack.append(self.state)
                self.state = self.state.copy()
                depth += 1
            while clause.depth < depth:
                self.state = stack.pop()
                depth -= 1
            self._read_clause(clause)
        while stack:
            self.state = stack.pop()

    def _hits_between(self, start: int, end: int) -> list[tuple[int, int, str]]:
        if not self.reported:
            return []
        low = bisect_left(self.hit_starts, start)
        return self.hits[low : bisect_left(self.hit_starts, end, low)]

    # ---- clauses --------------------------------------------------------------------------------------------------

    def _read_clause(self, clause: Clause) -> None:
        state = self.state
        if self.dated and self.text[clause.start - 1] == "；" and self._dates_between(clause.start, clause.end):
            state.modality, state.modality_words = state.frame_modality, ""  # another time begins anew
        start = self._take_frame(clause) if self.reported else clause.start
        if clause.figures:
            self._read_figures(clause, start)
        else:
            self._read_background(start, clause.end)

    def _read_background(self, start: int, end: int) -> None:
        """A clause without a figure: what it leaves to those behind it."""
        state, grammar = self.state, self.grammar
        material = text = self.text[start:end]
        if modal := grammar.modal.search(text):
            self._note_modality(modal[0], modal[1][0])
        dates = self._dates_between(start, end)
        if dates:
            material = self._material(start, end)
        reference = grammar.find_comparison(material)
        if len(dates) > 1 and _DATES_ONLY.fullmatch(material):
            state.periods = dates  # 2024年和2025年，…分别为
        for mention in dates:
            of = self.text.startswith("的", mention.end)  # 2023年4月以来的新高
            of = of or self._is_compared(mention)
            if reference is None and not of and not self._is_event(mention, end):
                state.period = mention
        if material.startswith(grammar.future_openings):
            state.future, state.period = True, None
        if reference and reference["ref2"]:
            state.basis = bases.of_reference(self, reference["ref2"])
        elif (basis := grammar.basis_words.search(text)) and len(text) <= len(basis[1][0]) + 2:
            state.basis = basis[0]
        if text.strip() in grammar.parts or (text.endswith("看") and _BY.match(text)):
            state.in_part = True
            return
        said = material.rstrip("了的。")
        if said[-1:] in grammar.change_lasts and said.endswith(grammar.change_ends) and self._note_predicate(material):
            return
        closer = self.text[end : end + 1]
        if closer in "（(：:\n" and self._note_heading(material, closer):
            return
        self._note_subject(start, end, material)

    def _note_heading(self, material: str, closer: str) -> bool:
        """柴油零售价（每升7.05元）, 金华：186.2亿件, a line 营业总收入: a phrase that what follows is said of."""
        reading = read(material, self.grammar)
        noun = reading.noun
        if not noun or len(noun) > _LONGEST_HEADING or reading.verb is not None or noun in self.grammar.kept:
            return False
        state = self.state
        if self.nouns.head(noun) is not None:
            subject, indicator = self.nouns.split(noun, reading, self.names, state, 0)
            state.subject, state.indicator, state.joined = subject, indicator, True
            state.header = closer not in "（("
            return True
        if closer in "：:" and not noun.startswith(tuple(self.names.media)):
            owner = reading.subject_part or noun  # 海棠生物2025年主要财务数据：
            state.subject = self.names.leading(owner) or owner
            return True
        return False

    def _note_predicate(self, material: str) -> bool:
        """A clause without a figure that ends in a verb of change (销售额激增) leaves its phrase to the next one."""
        reading = read(material, self.grammar)
        if reading.verb is None or reading.verb.role not in CHANGES or not reading.noun:
            return False
        if self.nouns.head(reading.noun) is None:
            return False
        state = self.state
        state.subject, state.indicator = self.nouns.split(reading.noun, reading, self.names, state, 0)
        state.joined = reading.subject_part is None
        return True

    def _take_frame(self, clause: Clause) -> int:
        """Read “X表示” at the clause's start or as the whole of it; the offset where the statement begins."""
        hits = self._hits_between(clause.start, clause.end)
        if not hits:
            return clause.start
        first_figure = self.figures[clause.figures[0]].start if clause.figures else clause.end
        found = self.frames.speaker(self.text, clause.start, clause.end, first_figure, hits, self.names, self.state)
        if found is None:
            return clause.start
        if found.speaker and self.text[clause.start - 1 : clause.start] in "”\"" and found.end >= clause.end - 1:
            for fact in self.facts:  # “…。”林海波说。
                fact.speaker = found.speaker
        if found.speaker != "":
            self.state.speaker = found.speaker
            self.state.speaker_words = self.text[clause.start : found.end]
            self.state.speaker_carries = found.release and self.document.sentence_at(clause.start).paragraph == 0
        self.state.frame_modality = found.modality if found.speaker != "" or found.end == clause.end else None
        if found.modality:
            self._note_modality(found.modality, found.words)
        if found.company:
            self.state.subject, self.state.indicator, self.state.joined = found.company, None, False
        return found.end

    def _note_modality(self, modality: str, words: str) -> None:
        if modality == "actual":
            self.state.modality, self.state.modality_words = None, ""
        elif modality != "will" or self.state.modality is None:
            self.state.modality, self.state.modality_words = modality, words

    def _note_subject(self, start: int, end: int, material: str) -> None:
        """A clause without figures that opens with a name leaves it as the subject in force."""
        phrase = self.nouns.without_openings(material[:40])
        name = self.names.leading(phrase[1:] if phrase[:1] == "在" else phrase)
        if name is None and self.state.subject is None:
            inside = self.names.between(start, end, (ORG,))
            name = self.text[inside[0].start : inside[0].end] if inside else None
        if name is None and self.state.speaker is not None:
            others = self.names.between(start, end, (ORG,))
            covered = self.text[others[0].start : others[0].end] if len(others) == 1 else None
            if covered and covered != self.state.speaker and self.state.subject in (None, self.state.speaker):
                self.state.subject = self.state.covered = covered
                self.state.stale = False
                return
        if name is None:
            self.state.aside = phrase
        if name is None or name in self.grammar.vague or self._is_medium(name, start, end):
            return
        if name and self.names.labels.get(name) != PERSON:
            self.state.subject = self.names.resolve(name, start, self.state.speaker)
            self.state.indicator, self.state.joined, self.state.stale = None, False, False
            if self.state.topic is None:
                self.state.topic = self.state.subject

    def _is_medium(self, name: str, start: int, end: int) -> bool:
        """央视网消息, 新京报讯: the medium is not what the article is about."""
        at = self.text.find(name, start, end)
        return self.text.startswith(self.grammar.press_marks, at + len(name))

    def _is_event(self, mention: DateMention, end: int) -> bool:
        """Whether a day is that of a meeting or publication told behind it, not that of a figure."""
        if _ANNOUNCED.search(self.text, max(0, mention.start - 12), mention.start):
            return True
        if not self.reported or (mention.first is not None and mention.first != mention.last):
            return False
        return any(hit[2] in self.grammar.events for hit in self._hits_between(mention.end, end))

    def _is_compared(self, mention: DateMention) -> bool:
        """Whether a date is what something is compared with: 较2015年, not “与此相比，2024年”."""
        return mention.prefix == "compared" and "，" not in self.text[mention.prefix_start : mention.start]

    def _material(self, start: int, end: int) -> str:
        """The text between two offsets with a mark in the place of each date."""
        if not self.dated:
            return self.text[start:end]
        low = bisect_left(self.date_starts, start)
        high = bisect_left(self.date_starts, end, low)
        if low == high:
            return self.text[start:end]
        pieces, at = [], start
        for index in range(low, high):
            mention = self.dates[index]
            if mention.start < at or mention.end > end or self.text[mention.start - 1 : mention.start] == "占":
                continue  # 占同期进出口比重: the time is part of the indicator
            pieces.append(self.text[at : mention.start])
            pieces.append(chr(FIRST_MARK + index - self.first_date))
            at = mention.end
        pieces.append(self.text[at:end])
        return "".join(pieces)

    def _date(self, mark: str) -> DateMention | None:
        index = self.first_date + ord(mark) - FIRST_MARK
        return self.dates[index] if 0 <= index < len(self.dates) else None

    # ---- figures --------------------------------------------------------------------------------------------------

    def _read_figures(self, clause: Clause, start: int) -> None:
        figures, indexes = self.figures, clause.figures
        at = start
        position = 0
        self.listed = None
        while position < len(indexes):
            size = 1
            while position + size < len(indexes):
                left, right = figures[indexes[position + size - 1]], figures[indexes[position + size]]
                if not _LIST.fullmatch(self.text, left.outer_end, max(left.outer_end, right.outer_start)):
                    break
                size += 1
            group = indexes[position : position + size]
            position += size
            following = figures[indexes[position]].outer_start if position < len(indexes) else clause.end
            at = self._read_group(clause, at, group, following)

    def _read_group(self, clause: Clause, at: int, group: list[int], following: int) -> int:
        """Read one figure, or several that share a verb; where the words of the next figure begin."""
        first, last = self.figures[group[0]], self.figures[group[-1]]
        at = max(at, first.outer_start - _REACH)
        material = self._material(at, max(at, first.outer_start))
        if "）" in material or ")" in material:
            material = _TRAILING_CODE.sub("", material)
        if group[0] != clause.figures[0]:
            material = _CONJUNCTION.sub("", material, count=1)
        if self.listed and _JOINED.match(self.text[self.listed[0] : first.outer_start]):
            # 45家企业和81个项目: the second count shares the words before the first
            reading, self.state.subject = replace(self.listed[1], noun=""), self.listed[2]
        else:
            reading = read(material, self.grammar, first.unit, self.text[first.start : first.end])
            reading.offset = first.start
        dated = bisect_left(self.date_starts, last.outer_end)
        limit = min(following, self.date_starts[dated]) if dated < len(self.dates) else following
        behind = self.nouns.behind(self.text, last, max(last.outer_end, limit))
        final = following >= clause.end
        phrases = self.nouns.phrases(reading, first, behind, len(group), self.names, self.state, clause.depth, final)
        next_at = last.outer_end
        attributive = last.outer_end > last.end or behind.startswith("的")  # 超千亿元的产业集群增至14个
        bounded = attributive and behind and following < clause.end and not phrases.counted
        if (phrases.counted and following < clause.end) or bounded:
            next_at = at  # 3家信托公司的规模超过80亿元: the count is the next figure's subject
        for order, index in enumerate(group):
            subject, indicator = phrases.pairs[order] if order < len(phrases.pairs) else phrases.pairs[-1]
            fact, figure = self.facts[index], self.figures[index]
            self._fill(fact, figure, reading, subject, indicator, phrases.share, order, len(group))
        self._remember(phrases.pairs, reading, phrases.counted, last.unit)
        if self.moved_indicator:
            self.state.indicator, self.moved_indicator = self.moved_indicator, None
        self._remember_change(self.facts[group[0]], reading)
        self.listed = (last.outer_end, reading, phrases.pairs[-1][0]) if phrases.counted else None
        if phrases.counted:
            self.state.count = (last.unit, *phrases.pairs[-1])
            if phrases.pairs[0][0] in self.names.labels:
                self.state.subject = phrases.pairs[0][0]
        elif last.label == QUANTITY and reading.noun:
            self.state.count = None
        if phrases.alone and first.label == QUANTITY:
            state = self.state
            earlier = state.counted_subject[1] if state.counted_subject else state.subject
            state.subject = self.text[first.start : first.end] + phrases.noun
            state.counted_subject = (state.subject, earlier)
        return next_at

    def _remember_change(self, fact: Fact, reading: Reading) -> None:
        """What the next change may be measured against."""
        state = self.state
        role = reading.verb.role if reading.verb else None
        state.reached = role is Role.TO
        if role is Role.FROM:
            state.start = fact.period if reading.times else None
        elif role is Role.TO:
            state.end = fact.period
        else:
            state.start = None
        state.changed, state.change_basis = fact.kind == "change", fact.basis
        if reading.part:
            state.in_part = True
        if reading.noun and not reading.part and (reading.basis or reading.reference):
            state.in_part, state.lead_basis = False, fact.basis

    def _remember(
        self, pairs: list[tuple[str | None, str | None]], reading: Reading, counted: bool, unit: str
    ) -> None:
        state = self.state
        several = len(pairs) > 1 and len(set(pairs)) > 1
        subject, indicator = pairs[0]
        if not self.nouns.is_share(indicator):
            state.base = None
        elif not self.nouns.is_share(state.indicator):
            state.base = (state.subject, state.indicator)
        if not counted or state.subject is None:
            state.subject = subject
            state.stale = False
            state.aside = None
            if reading.subject_part is not None or (reading.noun and indicator != self.state.indicator):
                state.header = False
        if not counted:
            state.indicator = indicator
        state.pairs = pairs if several else []
        state.joined = bool(reading.noun) and reading.subject_part is None
        if reading.noun:
            state.split_unit = unit if reading.subject_part else None

    def _fill(
        self,
        fact: Fact,
        figure: FigureMention,
        reading: Reading,
        subject: str | None,
        indicator: str | None,
        share: bool,
        order: int,
        size: int,
    ) -> None:
        state, offset = self.state, figure.start
        named = self.names.resolve(subject, offset, state.speaker or state.owner, state.covered)
        fact.subject = self._whole_quotes(named, offset)
        fact.indicator = self._whole_quotes(indicator, offset)
        told = state.subject, state.indicator
        if indicator and fact.subject is None and self.grammar.leading_pronoun(indicator):
            fact.indicator = self.names.resolve(indicator, offset, state.speaker)
        self._kind(fact, figure, reading, share)
        self._price_move(fact, figure, reading)
        self._period(fact, figure, reading, order, size)
        if fact.kind == "change":
            fact.basis = bases.decide(self, fact, reading)
        fact.modality = self._modality(fact, figure, reading)
        fact.speaker = state.speaker
        self._note_reasons(fact, subject, told, reading)

    def _whole_quotes(self, phrase: str | None, offset: int) -> str | None:
        """A phrase with both its quotation marks, or with none where the text has only one of them there."""
        if phrase is None or phrase.count("“") == phrase.count("”"):
            return phrase
        around = self.text[max(0, offset - _REACH) : offset + _REACH]
        if phrase.count("“") < phrase.count("”"):
            return "“" + phrase if "“" + phrase in around else phrase.replace("”", "", 1)
        return phrase + "”" if phrase + "”" in around else phrase.replace("“", "", 1)

    def _note_reasons(
        self, fact: Fact, subject: str | None, told: tuple[str | None, str | None], reading: Reading
    ) -> None:
        """Leave behind where subject, indicator, direction and speaker came from, for `explain()`."""
        trail = fact.trail
        if fact.subject is not None:
            if fact.subject != subject:
                trail.append(("subject", f"pronouns: {subject} → {fact.subject}"))
            elif subject == told[0]:
                trail.append(("subject", f"told before: {subject}"))
            else:
                trail.append(("subject", f"words of the statement: {subject}"))
        if fact.indicator is not None and "indicator" not in [name for name, _ in trail]:
            source = "told before" if fact.indicator == told[1] and not reading.noun else "words of the statement"
            trail.append(("indicator", f"{source}: {fact.indicator}"))
        if fact.direction is not None:
            verb = reading.verb
            trail.append(("direction", f"verbs.{verb.role.value}: {verb.text}" if verb else "figures: 翻"))
        if fact.speaker is not None:
            trail.append(("speaker", f"reporting: {self.state.speaker_words or fact.speaker}"))

    def _kind(self, fact: Fact, figure: FigureMention, reading: Reading, share: bool) -> None:
        verb = reading.verb
        role = verb.role if verb else None
        if figure.unit == "倍" and reading.yardstick is not None:
            fact.kind, fact.direction = "change", "up"  # 是2012年的3倍
        elif verb and verb.value.startswith("=") and figure.unit == "次":
            fact.indicator = verb.text
        elif role in CHANGES or role in (Role.GROWTH, Role.DECLINE):
            fact.kind = "change"
            fact.direction = "flat" if role is Role.FLAT else "up" if role in UPWARD else "down"
            fact.trail.append(("kind", f"verbs.{role.value}: {verb.text}" if verb and role else ""))
        elif figure.label == PERCENT and reading.part and verb is None and not fact.trail and not reading.noun:
            fact.kind = "share"  # 其中超六成来自县域
        elif figure.sign and verb is None and self._moves(fact, figure, reading):
            fact.kind, fact.direction = "change", "down" if figure.sign == "-" else "up"
            fact.trail.append(("kind", f"figures.sign: {figure.sign}"))
        elif share or (figure.label == PERCENT and (role is Role.SHARE or self.nouns.is_share(fact.indicator))):
            fact.kind = "share"
            fact.trail.append(("kind", f"indicators.share: {fact.indicator}"))
        elif figure.unit in ("pp", "bp") and role is None and not reading.noun:
            fact.kind = "change"

    def _moves(self, fact: Fact, figure: FigureMention, reading: Reading) -> bool:
        """同比+12.3%, （-5%）, 纳指-0.22%: the sign is all that says of a change."""
        compared = reading.basis is not None or reading.reference is not None or self.state.basis is not None
        moving = fact.indicator is None and (
            self.state.changed or (fact.subject is not None and self.nouns.is_market_index(fact.subject))
        )
        amount = fact.indicator is not None and not fact.indicator.endswith(self.grammar.rates)
        return tells_change(self.text, figure, compared, moving or amount)

    def _price_move(self, fact: Fact, figure: FigureMention, reading: Reading) -> None:
        """A bare 涨 or 跌 moves a price: 股价 of a share, 价格 of a future or fund; an index speaks for itself."""
        verb = reading.verb
        if fact.indicator is not None or fact.subject is None or verb is None or verb.text not in self.grammar.moves:
            if verb and verb.value and not fact.indicator:
                fact.indicator = verb.text if verb.value.startswith("=") else verb.value
            return
        if figure.unit in ("pp", "bp", "次"):
            return
        if self.nouns.is_market_index(fact.subject) or self.names.is_place(fact.subject):
            return
        if any(word in fact.subject for word in self.grammar.priced):
            fact.indicator = "价格"
        else:
            fact.indicator = "股价"
        self.moved_indicator = fact.indicator
        fact.trail.append(("indicator", f"indicators.shares_moves: {verb.text}"))

    def _period(self, fact: Fact, figure: FigureMention, reading: Reading, order: int, size: int) -> None:
        state = self.state
        times = self._times(reading, figure) if reading.times else ()
        if times:
            years = _years(times[0]) if size > 1 else []
            if size > 1 and len(times) == size:
                fact.period = times[::-1][order]
                state.periods = times[::-1]
            elif size > 1 and len(years) == size:
                fact.period, state.periods = years[order], years
            else:
                fact.period = times[0]
            local = (reading.verb is not None and reading.verb.role in (Role.FROM, Role.TO)) or self._of(times[0])
            if not local:
                state.period = times[0]
        elif state.start is not None and state.end is not None:
            fact.period = state.end  # 从2018年的66.4%提高到2024年的91.8%，上升25.4个百分点
        elif size > 1 and len(state.periods) == size:
            fact.period = state.periods[order]
        else:
            fact.period = state.period
        if fact.period is not None:
            fact.trail.append(("period", f"{fact.period.rule}: {self.text[fact.period.start : fact.period.end]}"))

    def _times(self, reading: Reading, figure: FigureMention) -> list[DateMention]:
        """The dates before a figure that say when it was."""
        stated = [self._date(mark) for mark in reading.times]
        stated = [m for m in stated if m is None or m.first or m.last or not self._same_time(m)]
        return [m for m in stated if m and not self._is_compared(m) and not self._is_event(m, figure.start)]

    def _aims_at(self, mention: DateMention | None) -> bool:
        """到2025年, 到“十五五”末: the time of a plan."""
        return mention is not None and (
            self.text[max(0, mention.start - 1) : mention.start] == "到" or self.text[mention.start] == "到"
        )

    def _is_ahead(self, mention: DateMention | None) -> bool:
        """Whether a time ends after the day of publication."""
        published = self.document.published
        return bool(mention and mention.last and published and mention.last > published)

    def _same_time(self, mention: DateMention) -> bool:
        """A bare 同期 is the time in force."""
        return self.text[mention.start : mention.end] == "同期" and self.state.period is not None

    def _of(self, mention: DateMention) -> bool:
        """2022年的5次, 去年同期: a time for one figure alone."""
        return self.text.startswith("的", mention.end) or self.text.endswith("同期", mention.start, mention.end)

    def _modality(self, fact: Fact, figure: FigureMention, reading: Reading) -> str:
        state = self.state
        modality, words = reading.modality, reading.modality_words
        if modality is None:
            modality, words = state.modality, state.modality_words
        elif modality != "will" or state.modality is None:
            state.modality, state.modality_words = modality, words
        if fact.indicator and fact.indicator.endswith(self.grammar.forecast_indicators):
            fact.trail.append(("modality", f"modality.forecast_indicators: {fact.indicator}"))
            return "forecast"
        if fact.period and reading.modality is None and self._of(fact.period):
            return "actual"  # 去年同期为净亏损, within a forecast
        if modality is None and reading.verb and reading.verb.text.startswith("预"):
            modality, words = "forecast", reading.verb.text
        if modality is None and state.future:
            modality, words = "target", ""
        if modality is None and self._aims_at(fact.period) and self._is_ahead(fact.period):
            modality, words = "target", "到"
        if modality is None:
            return "actual"
        role = reading.verb.role if reading.verb else None
        if role is Role.FROM:
            return "actual"  # 将由目前的六成提高到八成: where it starts from is a fact
        if modality == "will":
            agent = reading.counting and self.names.leading(fact.subject or "") is not None
            aimed = state.future or agent or self._aims_at(fact.period)
            modality = "target" if aimed else "forecast"
            state.modality = modality
        if fact.period is not None and fact.period.last is not None and self.document.published is not None:
            over = fact.period.last < self.document.published
            if over and reading.modality is None and modality == "target":
                return "actual"
        fact.trail.append(("modality", f"modality.{modality}: {words}"))
        return modality


def _years(mention: DateMention) -> list[DateMention]:
    """2022年至2024年 before as many figures as years: one year each."""
    if mention.first is None or mention.last is None or (mention.first.month, mention.last.month) != (1, 12):
        return []
    return [
        replace(mention, first=mention.first.replace(year=year), last=mention.last.replace(year=year))
        for year in range(mention.first.year, mention.last.year + 1)
    ]
