"""Completing the figures of a document, clause by clause.

In: the document, its figures, dates and names. Out: one `Fact` a figure. 例: “占地区生产总值比重达27.4%” after
“高精尖产业实现增加值9885.8亿元” → subject 高精尖产业, indicator 占地区生产总值比重, kind share.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.document import Document, Sentence
from extractor.facts import basis as bases
from extractor.facts import clauses_without_figures as remarks
from extractor.facts import kinds, modalities, reasons, remember, times
from extractor.facts.clauses import Clause, cut
from extractor.facts.context import Context, Pair, Topic
from extractor.facts.fact import Completed, Completer, Fact
from extractor.facts.frames import Frames
from extractor.facts.grammar import Grammar, grammar_of
from extractor.facts.names import Names
from extractor.facts.nouns import Nouns
from extractor.facts.phrases import read as read_phrases
from extractor.facts.quotes import whole_quotes
from extractor.facts.spans import DATE, EMPTY, Words, text_of
from extractor.facts.statement import Phrases, Statement
from extractor.facts.wording import Wording
from extractor.facts.words_before import read
from extractor.lazy import lazy_re, lazy_regex
from extractor.mentions import LAW, PERSON, DateMention, FigureMention, Mention
from extractor.rulebook import Rulebook

_COORDINATION = lazy_regex(r"^[^，。；：]{1,20}(?:、|和|与|及|以及|或)$")
_TITLE_LABEL = lazy_regex(r"([^：:，,\s]{2,10})[：:]")  # 北辰云：第四季度…
_REACH = 240  # characters before a figure that can speak of it; keeps endless clauses linear
_CONJUNCTION = lazy_re(r"^[、，\s]*(?:和|与|及|以及)?")
_TRAILING_CODE = lazy_regex(r"[（(][0-9A-Za-z.\- ]*[)）]")


def completer(rulebook: Rulebook) -> Completer:
    """Compile the grammar once; the returned function yields a document's figures with their facts, in order.

    Facts are made as they are asked for, and figures taken out of their list, so that those of a long document need not
    all live at once.
    """
    grammar = grammar_of(rulebook)
    frames = Frames(rulebook, grammar)
    nouns = Nouns(rulebook, grammar)

    def complete(
        document: Document, figures: list[FigureMention], dates: Sequence[DateMention], names: Sequence[Mention]
    ) -> Completed:
        if figures:
            yield from Reader(document, figures, dates, names, grammar, frames, nouns).run()

    return complete


def _outside(dates: Sequence[DateMention], titles: list[tuple[int, int]]) -> list[DateMention]:
    """The dates that are in none of the titles: 《2030年前碳达峰行动方案》 is no figure's time."""
    starts = [start for start, _ in titles]

    def is_inside(date: DateMention) -> bool:
        index = bisect_right(starts, date.start) - 1
        return index >= 0 and date.end <= titles[index][1]

    return [date for date in dates if not is_inside(date)]


class Reader:
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
        # the character for a date stands for nothing else
        self.text = document.text.replace(DATE, " ") if DATE in document.text else document.text
        self.waiting = figures  # those of the sentences to come
        self.figures: list[FigureMention] = []  # those of the last sentence that had any
        titles = sorted([(m.start, m.end) for m in names if m.label == LAW])
        self.dates = _outside(dates, titles) if titles else [*dates]
        self.date_starts = [d.start for d in self.dates]
        self.date_at = dict(zip(reversed(self.date_starts), reversed(self.dates), strict=True))
        self.grammar = grammar
        self.frames = frames
        self.nouns = nouns
        self.names = Names(self.text, [m for m in names if m.label != LAW], grammar)
        self.hits = frames.hits(document)
        self.hit_starts = [hit[0] for hit in self.hits]
        self.context = Context(topic=self._topic())  # what the clauses before say
        self.facts: list[Fact] = []  # one of each of these
        self.sentence_dates: list[DateMention] = []
        self.dated = True  # whether the sentence being read holds a date
        self.reported = True  # whether it holds a reporting verb

    def _topic(self) -> Topic:
        """The name that the title opens with is what the article is about."""
        title = self.document.title or ""
        name = self.names.leading(self.nouns.without_openings(Words(title)).text)
        label = _TITLE_LABEL.match(title) if name is None else None
        is_subject = name is not None and self.names.labels.get(name, PERSON) != PERSON
        return Topic(Words(name) if name and is_subject else None, Words(label[1]) if label else None)

    # ---- the walk -------------------------------------------------------------------------------------------------

    def run(self) -> Completed:
        """Read the sentences that figures are in or lean on, in order; facts come once nothing can change them."""
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
                for earlier in held:
                    if self._leads(earlier):
                        yield earlier, []
                held = []
            figures = []
            while left and left[-1].start < sentence.end:
                figures.append(left.pop())
            if figures:
                for earlier in held:
                    yield earlier, []
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
        if sentence.paragraph == 0 or sentence.end - sentence.start <= remarks.LONGEST_HEADING:
            return True
        return self.text[sentence.start - 1 : sentence.start] in ("”", "’", '"')

    def _new_paragraph(self, sentence: Sentence) -> None:
        period = self.context.time.period
        self.context = remember.at_paragraph(
            self.context,
            keeps_source=self.context.source.of_article and not self.frames.new_matter(sentence.text),
            keeps_period=period is not None and not self._ends_with_paragraph(period),
        )

    def _ends_with_paragraph(self, mention: DateMention) -> bool:
        """A single day, or a time yet to come, is not what the next paragraph speaks of."""
        published = self.document.published
        if mention.first is None or (published and mention.first > published):
            return True
        return mention.first == mention.last and self.text.endswith(("日", "号"), mention.start, mention.end)

    def dates_between(self, start: int, end: int) -> list[DateMention]:
        if not self.dated:
            return []
        low = bisect_left(self.date_starts, start)
        return self.dates[low : bisect_left(self.date_starts, end, low)]

    def _read_sentence(self, sentence: Sentence, figures: list[FigureMention]) -> None:
        self.names.sentence = sentence.start
        self.dated = True
        self.sentence_dates = self.dates_between(sentence.start, sentence.end)
        self.dated = bool(self.sentence_dates)
        self.context = remember.at_sentence(self.context)
        self.reported = bool(self.hits)
        self.reported = bool(self.hits_between(sentence.start, sentence.end))
        if not figures and not self.sentence_dates and not self.reported:
            words = Words(sentence.text, sentence.start)
            remark = remarks.read_sentence(self, sentence.start, words)
            self.context = remember.after_clause(self.context, remark)
            return
        outside: list[Context] = []  # of the brackets around a clause
        for clause in cut(self.text, sentence, figures, self.sentence_dates):
            if clause.depth != len(outside):
                while clause.depth > len(outside):
                    outside.append(self.context)
                while clause.depth < len(outside):
                    self.context = outside.pop()
            self._read_clause(clause)
        if outside:
            self.context = outside[0]

    def hits_between(self, start: int, end: int) -> list[tuple[int, int, str]]:
        if not self.reported:
            return []
        low = bisect_left(self.hit_starts, start)
        return self.hits[low : bisect_left(self.hit_starts, end, low)]

    # ---- clauses --------------------------------------------------------------------------------------------------

    def _read_clause(self, clause: Clause) -> None:
        if self.dated and self.text[clause.start - 1] == "；" and self.dates_between(clause.start, clause.end):
            self.context = remember.at_dated_part(self.context)
        start = self._take_frame(clause) if self.reported else clause.start
        if clause.figures:
            self._read_figures(clause, start)
        else:
            remark = remarks.read_clause(self, start, clause.end)
            self.context = remember.after_clause(self.context, remark)

    def _take_frame(self, clause: Clause) -> int:
        """Read “X表示” at the clause's start or as the whole of it; the offset where the statement begins."""
        hits = self.hits_between(clause.start, clause.end)
        if not hits:
            return clause.start
        first_figure = self.figures[clause.figures[0]].start if clause.figures else clause.end
        before = self.context.source.speaker
        found = self.frames.speaker(self.text, clause.start, clause.end, first_figure, hits, self.names, before)
        if found is None:
            return clause.start
        if found.speaker and self.text[clause.start - 1 : clause.start] in ("”", '"') and found.end >= clause.end - 1:
            for fact in self.facts:  # “…。”林海波说。
                fact.speaker = found.speaker.text
        is_release = found.release and self.document.sentence_at(clause.start).paragraph == 0
        words = self.text[clause.start : found.end]
        self.context = remember.after_frame(self.context, found, words, is_release, found.end == clause.end)
        return found.end

    def material(self, start: int, end: int) -> Words:
        """The words between two offsets with one character in the place of each date."""
        if not self.dated:
            return Words(self.text[start:end], start)
        low = bisect_left(self.date_starts, start)
        high = bisect_left(self.date_starts, end, low)
        if low == high:
            return Words(self.text[start:end], start)
        pieces: list[str] = []
        places: list[int] = []
        at = start
        for mention in self.dates[low:high]:
            if mention.start < at or mention.end > end or self.text[mention.start - 1 : mention.start] == "占":
                continue  # 占同期进出口比重: the time is part of the indicator
            pieces += (self.text[at : mention.start], DATE)
            places += range(at, mention.start + 1)
            at = mention.end
        pieces.append(self.text[at:end])
        places += range(at, end)
        return Words("".join(pieces), tuple(places))

    def date(self, place: int) -> DateMention | None:
        """The date that begins at a place."""
        return self.date_at.get(place)

    # ---- figures --------------------------------------------------------------------------------------------------

    def _read_figures(self, clause: Clause, start: int) -> None:
        """Read the figures of a clause, those that share their words together."""
        figures, indexes = self.figures, clause.figures
        at, position = start, 0
        before: Statement | None = None
        while position < len(indexes):
            size = 1
            while position + size < len(indexes):
                left, right = figures[indexes[position + size - 1]], figures[indexes[position + size]]
                gap = left.outer_end, max(left.outer_end, right.outer_start)
                if not self.grammar.between_figures.fullmatch(self.text, *gap):
                    break
                size += 1
            group = indexes[position : position + size]
            position += size
            following = figures[indexes[position]].outer_start if position < len(indexes) else clause.end
            phrases, at = self._read_group(clause, at, group, following, before)
            before = self._state(phrases, group)
            self.context = remember.advance(self.context, before)

    def _read_group(
        self, clause: Clause, at: int, group: Sequence[int], following: int, before: Statement | None
    ) -> tuple[Phrases, int]:
        """What the words around figures that share them say, and where the words of the next figure begin.

        Args:
            at: where their words begin.
            group: the figures.
            following: where the next figure begins, or the clause ends.
            before: the statement just before in the clause.
        """
        first, last = self.figures[group[0]], self.figures[group[-1]]
        begin, end = first.outer_start, last.outer_end
        at = max(at, begin - _REACH)
        material = self.material(at, max(at, begin))
        if "）" in material.text or ")" in material.text:
            material = material.without(_TRAILING_CODE)
        if before is not None and (conjunction := _CONJUNCTION.match(material.text)):
            material = material[conjunction.end() :]
        if before and before.phrases.is_count and self._is_coordinated(before.last, first):
            reading = replace(before.phrases.reading, noun=EMPTY)
            self.context = remember.at_second_count(self.context, before)
        else:
            reading = read(material, self.grammar, first.unit, self.text[first.start : first.end])
        dated = bisect_left(self.date_starts, end)
        limit = min(following, self.date_starts[dated]) if dated < len(self.dates) else following
        behind = self.nouns.behind(self.text, last, limit)
        is_last = following >= clause.end
        phrases = read_phrases(
            Wording(self.nouns, reading, first, behind, len(group), self.names, self.context, clause.depth, is_last)
        )
        attributive = end > last.end or behind.text[:1] == "的"  # 超千亿元的产业集群增至14个
        bounded = attributive and behind and following < clause.end and not phrases.is_count
        if (phrases.is_count and following < clause.end) or bounded:
            return phrases, at  # 3家信托公司的规模超过80亿元: the count is the next figure's subject
        return phrases, end

    def _is_coordinated(self, left: FigureMention, right: FigureMention) -> bool:
        """45家企业和81个项目: the second count shares the words before the first."""
        return _COORDINATION.match(self.text[left.outer_end : right.outer_start]) is not None

    def _state(self, phrases: Phrases, group: Sequence[int]) -> Statement:
        """The statement of figures that share their words, with the facts of each."""
        first, last, facts = self.figures[group[0]], self.figures[group[-1]], [self.facts[index] for index in group]
        reading, pairs, size = phrases.reading, phrases.pairs, len(group)
        stated_times = times.stated(self, reading, first, size) if reading.times else times.NONE
        speaker = text_of(self.context.source.speaker)
        price, meant_by_will = None, None
        for order, fact in enumerate(facts):
            pair = pairs[order] if order < len(pairs) else pairs[-1]
            figure = self.figures[group[order]]
            self._name(fact, figure, pair)
            kinds.decide(self, fact, figure, reading, phrases.is_share)
            if kinds.name_price(self, fact, figure, reading):
                price = Words(fact.indicator or "")
            times.decide(self, fact, stated_times, order, size)
            if fact.kind == "change":
                fact.basis = bases.decide(self, fact, reading)
            meant_by_will = modalities.decide(self, fact, figure, phrases) or meant_by_will
            fact.speaker = speaker
            reasons.note(self, fact, pair, reading)
        subject, indicator = pairs[0]
        is_name = phrases.is_count and text_of(subject) in self.names.labels
        count = Words(self.text[first.start : first.end], first.start) if phrases.is_subject else EMPTY
        whole = self._whole(indicator)
        return Statement(first, last, phrases, stated_times, facts, whole, price, meant_by_will, is_name, count)

    def _name(self, fact: Fact, figure: FigureMention, pair: Pair) -> None:
        """Set subject and indicator of a fact, with names in the place of pronouns."""
        (subject, indicator), offset = pair, figure.start
        topic, speaker = self.context.topic, self.context.source.speaker
        if subject is not None:
            named = self.names.resolved(subject, offset, speaker or topic.title_label, topic.company)
            named = whole_quotes(self.text, named, offset)
            fact.subject, fact.subject_spans = named.text, named.spans
        if indicator is not None:
            said = whole_quotes(self.text, indicator, offset)
            if subject is None and indicator.text and self.grammar.leading_pronoun(indicator.text):
                said = self.names.resolved(indicator, offset, speaker)
            fact.indicator, fact.indicator_spans = said.text, said.spans

    def _whole(self, indicator: Words | None) -> Pair | None:
        """What a share is a share of: what was stated before it, or what the share before it is of."""
        stated, is_share = self.context.stated, self.nouns.is_share
        if indicator is None or not is_share(indicator.text):
            return None
        return stated.whole if is_share(text_of(stated.indicator)) else (stated.subject, stated.indicator)
