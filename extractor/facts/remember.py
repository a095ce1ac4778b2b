"""What the clauses so far leave to those behind them: a new context at every paragraph, sentence, clause and statement.

In: the context before, and what was read. Out: the context behind it; the one before stays as it is. 例: behind
出口36亿元 the context holds 出口, so that in 增长5% the change is that of 出口. What is then taken: `inheritance.py`.
"""

from __future__ import annotations

from extractor.facts.clauses_without_figures import Adverbials, Remark
from extractor.facts.context import Change, Context, Count, Counted, Modality, Source, Stated, Time
from extractor.facts.frames import Frame
from extractor.facts.grammar import Role
from extractor.facts.inheritance import noun_of
from extractor.facts.spans import EMPTY, Words
from extractor.facts.statement import Statement
from extractor.mentions import QUANTITY

_WITH_INDICATOR = ("heading", "heading of brackets", "predicate")  # clauses that state an indicator, too

# ---- where paragraphs, sentences and clauses begin -----------------------------------------------------------------


def at_paragraph(context: Context, keeps_source: bool, keeps_period: bool) -> Context:
    """The context at a paragraph's start.

    Args:
        keeps_source: the speaker speaks on there.
        keeps_period: the time stated last is its time, too.
    """
    topic, source, stated, counted, time, modality, change, clause_before = context
    if not keeps_source and (source.speaker is not None or source.of_article):
        source = Source(None, source.words)
    if stated.of_list or not stated.is_of_earlier_paragraph:
        subject, indicator, is_one_phrase, whole, _, is_heading, _, split_unit = stated
        stated = Stated(subject, indicator, is_one_phrase, whole, (), is_heading, True, split_unit)
    if time.of_list or (time.period is not None and not keeps_period):
        time = Time(time.period if keeps_period else None, (), time.change_start, time.change_end)
    if modality.of_source is not None or modality.is_intent:
        modality = Modality(modality.value, modality.words)
    if change.is_of_parts or change.basis_of_whole is not None:
        change = change._replace(is_of_parts=False, basis_of_whole=None)
    return Context(topic, source, stated, counted, time, modality, change, clause_before)


def at_sentence(context: Context) -> Context:
    """The context at a sentence's start: modality, basis and what a count is the subject of end with a sentence."""
    topic, source, stated, counted, time, modality, change, _ = context
    if counted.subject is not None:
        if stated.subject == counted.subject:
            stated = stated._replace(subject=counted.subject_before)  # 17个省市 are spoken of to the sentence's end
        counted = Counted(counted.last)
    if stated.split_unit is not None:
        stated = Stated(*stated[:-1])
    if time.change_start is not None:
        time = time._replace(change_start=None)
    if modality.words or modality.value != modality.of_source:
        modality = Modality(modality.of_source, "", modality.of_source, modality.is_intent)
    if change.is_stated or change.basis is not None:
        _, _, stated_basis, ends_at_level, is_of_parts, basis_of_whole = change
        change = Change(None, False, stated_basis, ends_at_level, is_of_parts, basis_of_whole)
    return Context(topic, source, stated, counted, time, modality, change)


def at_dated_part(context: Context) -> Context:
    """The context behind a semicolon where another time follows: modality begins again."""
    of_source = context.modality.of_source
    return context._replace(modality=Modality(of_source, "", of_source, context.modality.is_intent))


def after_frame(context: Context, frame: Frame, words: str, is_release: bool, is_whole_clause: bool) -> Context:
    """The context behind reporting words.

    Args:
        words: the reporting words.
        is_release: data are published in the article's first paragraph: who publishes them speaks for all of it.
        is_whole_clause: the clause holds nothing else.
    """
    topic, source, stated, counted, time, modality, change, clause_before = context
    names_speaker = frame.speaker != EMPTY
    if names_speaker:
        source = Source(frame.speaker, words, is_release)
    of_source = frame.modality if names_speaker or is_whole_clause else None
    if of_source != modality.of_source:
        modality = Modality(modality.value, modality.words, of_source, modality.is_intent)
    if frame.modality is not None:
        modality = _with_modality(modality, frame.modality, frame.words)
    if frame.company:
        stated = stated._replace(subject=frame.company, indicator=None, is_one_phrase=False)
    return Context(topic, source, stated, counted, time, modality, change, clause_before)


def _with_modality(before: Modality, modality: str, words: str) -> Modality:
    """The modality that words outside a figure's own say; a bare 将 changes none that is said."""
    if modality == "will" and before.value is not None:
        return before
    if modality == "actual":
        return Modality(None, "", before.of_source, before.is_intent)
    return Modality(modality, words, before.of_source, before.is_intent)


def at_second_count(context: Context, first: Statement) -> Context:
    """The context of 81个项目 in 45家企业和81个项目: both counts have one subject."""
    return context._replace(stated=context.stated._replace(subject=first.phrases.pairs[-1][0]))


# ---- behind a clause without a figure ------------------------------------------------------------------------------


def after_clause(context: Context, remark: Remark) -> Context:
    """The context behind a clause without a figure."""
    form, subject, said = remark.form, remark.subject, remark.adverbials
    if form == "nothing" and said is None:
        return context
    topic, source, stated, counted, time, modality, change, clause_before = context
    if said is not None:
        time, modality, change = _time_said(time, said), _modality_said(modality, said), _change_said(change, said)
    if form == "other":
        clause_before = subject
    elif form != "nothing":
        stated = _stated_by_clause(stated, remark)
        if form == "name" and topic.subject is None:
            topic = topic._replace(subject=subject)
        elif form == "discussed":
            topic = topic._replace(company=subject)
        elif form in _WITH_INDICATOR:
            clause_before = _not_taken(clause_before, subject)
    return Context(topic, source, stated, counted, time, modality, change, clause_before)


def _time_said(before: Time, said: Adverbials) -> Time:
    """The time that a clause leaves to those behind it; intent has none."""
    if said.is_intent:
        return Time(None, said.periods or before.of_list, before.change_start, before.change_end)
    if said.period is None and not said.periods:
        return before
    return Time(said.period or before.period, said.periods or before.of_list, before.change_start, before.change_end)


def _modality_said(before: Modality, said: Adverbials) -> Modality:
    """The modality that a clause leaves to those behind it."""
    modality = before if said.modality is None else _with_modality(before, said.modality, said.modality_words)
    return modality._replace(is_intent=True) if said.is_intent else modality


def _change_said(before: Change, said: Adverbials) -> Change:
    """What a clause says that changes behind it are measured against."""
    if said.basis is None and not said.is_of_parts:
        return before
    return before._replace(basis=said.basis or before.basis, is_of_parts=said.is_of_parts or before.is_of_parts)


def _stated_by_clause(before: Stated, remark: Remark) -> Stated:
    """Subject and indicator behind a clause; a name starts over, without an indicator."""
    subject, indicator, is_one_phrase, whole, of_list, is_heading, is_of_earlier_paragraph, split_unit = before
    form, subject = remark.form, remark.subject
    if form == "name":
        indicator, is_one_phrase = None, False
    elif form in _WITH_INDICATOR:
        indicator, is_one_phrase = remark.indicator, remark.is_one_phrase
        is_heading = is_heading if form == "predicate" else form == "heading"
    if form in ("name", "discussed"):
        is_of_earlier_paragraph = False
    return Stated(subject, indicator, is_one_phrase, whole, of_list, is_heading, is_of_earlier_paragraph, split_unit)


def _not_taken(clause_before: Words | None, subject: Words | None) -> Words | None:
    """The clause before, unless its noun is the subject now: it is taken once."""
    noun = noun_of(clause_before) if clause_before else None
    return None if noun is None or noun == subject else clause_before


# ---- behind a statement --------------------------------------------------------------------------------------------


def advance(context: Context, statement: Statement) -> Context:
    """The context behind figures that share their words."""
    topic, source, before, counted, time, modality, change, clause_before = context
    phrases = statement.phrases
    subject = phrases.pairs[0][0]
    if not phrases.is_count or before.subject is None:
        clause_before = None
    else:
        if clause_before:
            clause_before = _not_taken(clause_before, subject)
        if not statement.is_name:
            subject = before.subject
    count = None  # that is itself the subject
    if phrases.is_subject and statement.first.label == QUANTITY:
        count = statement.count_words + phrases.noun
    stated = _stated(before, subject if count is None else count, statement)
    counted = _counted(counted, subject, count, statement)
    time, modality, change = _time(time, statement), _modality(modality, statement), _change(change, statement)
    return Context(topic, source, stated, counted, time, modality, change, clause_before)


def _stated(before: Stated, subject: Words | None, statement: Statement) -> Stated:
    """The subject and the indicator stated last."""
    phrases = statement.phrases
    pairs, noun = phrases.pairs, phrases.reading.noun.text
    indicator = pairs[0][1]
    is_heading, is_of_earlier_paragraph = before.is_heading, False
    if phrases.is_count and before.subject is not None:
        is_of_earlier_paragraph = before.is_of_earlier_paragraph
    elif phrases.subject_part is not None or (noun and indicator != before.indicator):
        is_heading = False
    if phrases.is_count:
        indicator = before.indicator
    split_unit = before.split_unit
    if noun:
        split_unit = statement.last.unit if phrases.subject_part else None
    return Stated(
        subject,
        statement.price or indicator,
        bool(noun) and phrases.subject_part is None,
        statement.whole,
        pairs if len(pairs) > 1 and len(set(pairs)) > 1 else (),
        is_heading,
        is_of_earlier_paragraph,
        split_unit,
    )


def _counted(before: Counted, subject: Words | None, count: Words | None, statement: Statement) -> Counted:
    """The last count, and the count that is itself the subject: 17个省市 to the sentence's end.

    Args:
        subject: the subject without it.
        count: the words of that count; None where the statement is no such count.
    """
    phrases, last = statement.phrases, before.last
    if phrases.is_count:
        last = Count(statement.last.unit, *phrases.pairs[-1])
    elif last is not None and statement.last.label == QUANTITY and phrases.reading.noun.text:
        last = None
    if count is not None:
        return Counted(last, count, before.subject_before if before.subject else subject)
    return before if last is before.last else Counted(last, before.subject, before.subject_before)


def _time(before: Time, statement: Statement) -> Time:
    """The time stated last, and from when to when a change went."""
    period, of_list, start, end = before
    times, verb = statement.times, statement.phrases.reading.verb
    role, own = verb.role if verb else None, statement.facts[0].period
    if times.mentions:
        of_list = times.of_list or of_list
        period = period if times.is_passing else times.mentions[0]
    if role is Role.TO:
        end = own
    elif role is Role.FROM and statement.phrases.reading.times:
        start = own
    else:
        start = None
    if not times.mentions and start is before.change_start and end is before.change_end:
        return before
    return Time(period, of_list, start, end)


def _modality(before: Modality, statement: Statement) -> Modality:
    """The modality said last; what a bare 将 means is what the last of the figures shows."""
    reading, meant = statement.phrases.reading, statement.meant_by_will
    value, words = before.value, before.words
    if reading.modality is not None and (reading.modality != "will" or value is None):
        value, words = reading.modality, reading.modality_words
    if meant is not None:
        value = meant
    if value == before.value and words == before.words:
        return before
    return Modality(value, words, before.of_source, before.is_intent)


def _change(before: Change, statement: Statement) -> Change:
    """What the next change may be measured against."""
    reading, fact = statement.phrases.reading, statement.facts[0]
    is_of_parts, basis_of_whole = before.is_of_parts or reading.is_part, before.basis_of_whole
    if reading.noun.text and not reading.is_part and (reading.basis or reading.reference):
        is_of_parts, basis_of_whole = False, fact.basis
    ends_at_level = reading.verb is not None and reading.verb.role is Role.TO
    return Change(before.basis, fact.kind == "change", fact.basis, ends_at_level, is_of_parts, basis_of_whole)
