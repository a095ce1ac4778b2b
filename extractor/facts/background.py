"""Clauses without a figure: what they leave to those behind them.

In: a clause. Out: subject, indicator, time, basis or modality, kept in the reader's state. 例: 今年上半年， leaves a
time, 柴油零售价（ a heading, 销售额激增， a subject with its indicator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.facts import basis as bases
from extractor.facts import times
from extractor.facts.grammar import CHANGES
from extractor.facts.spans import DATE, Words
from extractor.facts.splitting import split
from extractor.facts.statement import read
from extractor.lazy import lazy_regex
from extractor.mentions import ORG, PERSON

if TYPE_CHECKING:
    from extractor.facts.complete import Reader

LONGEST_HEADING = 24  # characters
_LONGEST_OPENING = 40
_OPENED, _COLONS = frozenset("（("), frozenset("：:")
_CLOSERS = _OPENED | _COLONS | {"\n"}  # what a heading ends with
_BY = lazy_regex(r"(?:分|从|按)[^，。]{1,10}看$")  # 分门类看, 从重点产品看
_DATES_ONLY = lazy_regex(rf"[{DATE}、和与及\s]+")


def read_clause(reader: Reader, start: int, end: int) -> None:
    """A clause without a figure: what it leaves to those behind it."""
    state, grammar = reader.state, reader.grammar
    text = reader.text[start:end]
    material = Words(text, start)
    if modal := grammar.modal.search(text):
        reader.note_modality(modal[0], modal[1][0])
    dates = reader.dates_between(start, end)
    if dates:
        material = reader.material(start, end)
    reference = grammar.find_comparison(material.text)
    if len(dates) > 1 and _DATES_ONLY.fullmatch(material.text):
        state.periods = dates  # 2024年和2025年，…分别为
    for mention in dates:
        of = reader.text.startswith("的", mention.end)  # 2023年4月以来的新高
        of = of or times.is_compared(reader, mention)
        if reference is None and not of and not times.is_event(reader, mention, end):
            state.period = mention
    if material.text.startswith(grammar.future_openings):
        state.future, state.period = True, None
    if reference and reference["ref2"]:
        state.basis = bases.of_reference(reader, material[reference.start("ref2") : reference.end("ref2")])
    else:
        known = grammar.basis_words.search(text) if len(text) <= grammar.longest_basis else None
        if known and len(text) <= len(known[1][0]) + 2:
            state.basis = known[0]
    if text.strip() in grammar.parts or (text.endswith("看") and _BY.match(text)):
        state.in_part = True
        return
    said = material.text.rstrip("了的。")
    if said[-1:] in grammar.change_lasts and said.endswith(grammar.change_ends) and _note_predicate(reader, material):
        return
    closer = reader.text[end : end + 1]
    if closer in _CLOSERS and note_heading(reader, material, closer):
        return
    note_subject(reader, start, end, material)


def note_heading(reader: Reader, material: Words, closer: str) -> bool:
    """柴油零售价（每升7.05元）, 金华：186.2亿件, a line 营业总收入: a phrase that what follows is said of."""
    reading = read(material, reader.grammar)
    noun = reading.noun
    text = noun.text
    if not text or len(text) > LONGEST_HEADING or reading.verb is not None or text in reader.grammar.kept:
        return False
    state = reader.state
    if reader.nouns.head(text) is not None:
        subject, indicator = split(reader.nouns, noun, reading, reader.names, state, 0)
        state.subject, state.indicator, state.joined = subject, indicator, True
        state.header = closer not in _OPENED
        return True
    if closer in _COLONS and not text.startswith(tuple(reader.names.media)):
        owner = reading.subject_part or noun  # 海棠生物2025年主要财务数据：
        name = reader.names.leading(owner.text)
        state.subject = owner[: len(name)] if name else owner
        return True
    return False


def _note_predicate(reader: Reader, material: Words) -> bool:
    """A clause without a figure that ends in a verb of change (销售额激增) leaves its phrase to the next one."""
    reading = read(material, reader.grammar)
    if reading.verb is None or reading.verb.role not in CHANGES or not reading.noun:
        return False
    if reader.nouns.head(reading.noun.text) is None:
        return False
    state = reader.state
    state.subject, state.indicator = split(reader.nouns, reading.noun, reading, reader.names, state, 0)
    state.joined = reading.subject_part is None
    return True


def note_subject(reader: Reader, start: int, end: int, material: Words) -> None:
    """A clause without figures that opens with a name leaves it as the subject in force."""
    state, names = reader.state, reader.names
    opening = material.text[:_LONGEST_OPENING]
    at = reader.nouns.behind_openings(opening)
    name = _name_at(reader, opening, at, material)
    bodies = names.between(start, end, (ORG,)) if name is None and (not state.subject or state.speaker) else []
    if name is None and state.subject is None and bodies:
        name = names.words_of(bodies[0])
    if name is None and state.speaker is not None:
        covered = names.words_of(bodies[0]) if len(bodies) == 1 else None
        if covered and covered != state.speaker and state.subject in (None, state.speaker):
            state.subject = state.covered = covered
            state.stale = False
            return
    if name is None:
        state.aside = material[at:_LONGEST_OPENING]
    if name is None or name.text in reader.grammar.vague or _is_medium(reader, name.text, start, end):
        return
    if name and names.labels.get(name.text) != PERSON:
        state.subject = names.resolved(name, start, state.speaker)
        state.indicator, state.joined, state.stale = None, False, False
        if state.topic is None:
            state.topic = state.subject


def _name_at(reader: Reader, opening: str, at: int, material: Words) -> Words | None:
    """The name that a phrase opens with, or 在 and a name."""
    at += opening.startswith("在", at)
    name = reader.names.leading(opening[at:])
    return material[at : at + len(name)] if name else None


def _is_medium(reader: Reader, name: str, start: int, end: int) -> bool:
    """央视网消息, 新京报讯: the medium is not what the article is about."""
    at = reader.text.find(name, start, end)
    return reader.text.startswith(reader.grammar.press_marks, at + len(name))
