"""Clauses without a figure: what they say that figures behind them may take over.

In: a clause. Out: a `Remark`; `remember.py` makes the context of the next clause from it. 例: 今年上半年， names a
time, 柴油零售价（ is a heading, 销售额激增， states a subject with its indicator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from extractor.facts import basis as bases
from extractor.facts import times
from extractor.facts.grammar import CHANGES
from extractor.facts.spans import DATE, Words
from extractor.facts.splitting import split
from extractor.facts.words_before import Reading, read
from extractor.lazy import lazy_regex
from extractor.mentions import ORG, PERSON, DateMention

if TYPE_CHECKING:
    from extractor.facts.complete import Reader

LONGEST_HEADING = 24  # characters
_LONGEST_OPENING = 40
_OPENED, _COLONS = frozenset("（("), frozenset("：:")
_CLOSERS = _OPENED | _COLONS | {"\n"}  # what a heading ends with
_BY = lazy_regex(r"(?:分|从|按)[^，。]{1,10}看$")  # 分门类看, 从重点产品看
_DATES_ONLY = lazy_regex(rf"[{DATE}、和与及\s]+")


Form = Literal["heading", "heading of brackets", "label", "predicate", "name", "discussed", "other", "nothing"]
"""What a clause without a figure is.

heading: 柴油零售价： — what the figures behind are of. heading of brackets: 柴油零售价（. label: 金华： — a
subject alone. predicate: 销售额激增，. name: 江州电子近日宣布， — what follows is said of it. discussed: the one
body that a clause names, of which the speaker, a broker, speaks. other: 外贸企业回暖，. nothing: nothing is taken over.
"""


@dataclass(slots=True)
class Adverbials:
    """What a clause says of time, modality and comparison.

    Attributes:
        modality, modality_words: forecast, 预计.
        period: the time that it names.
        periods: several times, where it names nothing else.
        is_intent: 下一步.
        basis: what changes behind it are measured against: yoy of 与上年同期相比.
        is_of_parts: 其中, 分门类看: parts follow.
    """

    modality: str | None = None
    modality_words: str = ""
    period: DateMention | None = None
    periods: Sequence[DateMention] = ()
    is_intent: bool = False
    basis: str | None = None
    is_of_parts: bool = False


@dataclass(slots=True)
class Remark:
    """What a clause without a figure says."""

    form: Form
    subject: Words | None = None
    indicator: Words | None = None
    is_one_phrase: bool = False
    adverbials: Adverbials | None = None


_NOTHING = Remark("nothing")


def read_sentence(reader: Reader, start: int, words: Words) -> Remark:
    """A sentence without figures, dates and reporting verbs."""
    heading = heading_of(reader, words, "\n") if len(words.text) <= LONGEST_HEADING else None
    return heading or _subject(reader, start, start + len(words.text), words)


def read_clause(reader: Reader, start: int, end: int) -> Remark:
    """A clause without a figure."""
    grammar, text = reader.grammar, reader.text[start:end]
    dates = reader.dates_between(start, end)
    material = reader.material(start, end) if dates else Words(text, start)
    adverbials = _adverbials(reader, text, material, dates, end)
    if adverbials is not None and adverbials.is_of_parts:
        return Remark("nothing", adverbials=adverbials)
    remark = None
    said = material.text.rstrip("了的。")
    if said[-1:] in grammar.change_lasts and said.endswith(grammar.change_ends):
        remark = _predicate(reader, material)
    closer = reader.text[end : end + 1]
    if remark is None and closer in _CLOSERS:
        remark = heading_of(reader, material, closer)
    if remark is None:
        remark = _subject(reader, start, end, material)
    if adverbials is None:
        return remark
    if remark is _NOTHING:
        return Remark("nothing", adverbials=adverbials)
    remark.adverbials = adverbials
    return remark


def _adverbials(
    reader: Reader, text: str, material: Words, dates: Sequence[DateMention], end: int
) -> Adverbials | None:
    """What a clause says of time, modality and comparison; None where it says nothing of them."""
    grammar = reader.grammar
    if not dates and grammar.adverbial.search(text) is None:
        return None
    modal = grammar.modal.search(text)
    reference = grammar.find_comparison(material.text)
    is_intent = material.text.startswith(grammar.future_openings)
    period, basis = None, None
    if dates and reference is None and not is_intent:
        period = next((m for m in reversed(dates) if _is_time_of_what_follows(reader, m, end)), None)
    if reference and reference["ref2"]:
        compared = material[reference.start("ref2") : reference.end("ref2")]
        known = None if is_intent else period or reader.context.time.period
        basis = bases.of_reference(reader, compared, known, is_period_stated=False)
    elif len(text) <= grammar.longest_basis and (found := grammar.basis_words.search(text)):
        basis = found[0] if len(text) <= len(found[1][0]) + 2 else None
    is_of_parts = text.strip() in grammar.parts or (text.endswith("看") and _BY.match(text) is not None)
    if not (dates or modal or is_intent or basis or is_of_parts):
        return None
    periods = dates if len(dates) > 1 and _DATES_ONLY.fullmatch(material.text) else ()  # 2024年和2025年，…分别为
    modality, words = (modal[0], modal[1][0]) if modal else (None, "")
    return Adverbials(modality, words, period, periods, is_intent, basis, is_of_parts)


def _is_time_of_what_follows(reader: Reader, mention: DateMention, end: int) -> bool:
    """Whether a time is not that of one thing (2023年4月以来的新高), of a comparison or of a meeting."""
    of_one_thing = reader.text.startswith("的", mention.end)
    return not of_one_thing and not times.is_compared(reader, mention) and not times.is_event(reader, mention, end)


def heading_of(reader: Reader, material: Words, closer: str) -> Remark | None:
    """柴油零售价（每升7.05元）, 金华：186.2亿件, a line 营业总收入: a phrase that what follows is said of."""
    if closer not in _COLONS and not reader.nouns.may_end_in_head(material.text):
        return None
    reading = read(material, reader.grammar)
    noun = reading.noun
    text = noun.text
    if not text or len(text) > LONGEST_HEADING or reading.verb is not None or text in reader.grammar.kept:
        return None
    if reader.nouns.head(text) is not None:
        form: Form = "heading of brackets" if closer in _OPENED else "heading"
        return _split(reader, reading, form, is_one_phrase=True)
    if closer in _COLONS and not text.startswith(tuple(reader.names.media)):
        label = reading.subject_part or noun  # 海棠生物2025年主要财务数据：
        name = reader.names.leading(label.text)
        return Remark("label", label[: len(name)] if name else label)
    return None


def _predicate(reader: Reader, material: Words) -> Remark | None:
    """销售额激增: a phrase that ends in a verb of change."""
    reading = read(material, reader.grammar)
    if reading.verb is None or reading.verb.role not in CHANGES or not reading.noun:
        return None
    if reader.nouns.head(reading.noun.text) is None:
        return None
    return _split(reader, reading, "predicate", is_one_phrase=reading.subject_part is None)


def _split(reader: Reader, reading: Reading, form: Form, is_one_phrase: bool) -> Remark:
    found = split(reader.nouns, reading.noun, reading, reader.names, reader.context)
    return Remark(form, found.subject, found.indicator, is_one_phrase)


def _subject(reader: Reader, start: int, end: int, material: Words) -> Remark:
    """What the clause speaks of: the name that it opens with, or the only body that it names."""
    names, known, speaker = reader.names, reader.context.stated.subject, reader.context.source.speaker
    opening = material.text[:_LONGEST_OPENING]
    at = reader.nouns.behind_openings(opening)
    name = _name_at(reader, at, opening, material)
    if name is None and (not known or speaker):
        bodies = names.between(start, end, (ORG,))
        if known is None and bodies:
            name = names.words_of(bodies[0])
        elif speaker is not None and len(bodies) == 1:
            body = names.words_of(bodies[0])
            if body and body != speaker and known in (None, speaker):
                return Remark("discussed", body)
    if name is None:
        return Remark("other", material[at:_LONGEST_OPENING] if at or len(opening) < len(material.text) else material)
    if name.text in reader.grammar.vague or _is_medium(reader, name.text, start, end):
        return _NOTHING
    if not name or names.labels.get(name.text) == PERSON:
        return _NOTHING
    return Remark("name", names.resolved(name, start, speaker))


def _name_at(reader: Reader, at: int, opening: str, material: Words) -> Words | None:
    """The name that a phrase opens with, or 在 and a name.

    Args:
        at: where the phrase begins behind connectives.
        opening: the first characters of `material`.
    """
    at += opening[at : at + 1] == "在"
    name = reader.names.leading(opening[at:] if at else opening)
    return material[at : at + len(name)] if name else None


def _is_medium(reader: Reader, name: str, start: int, end: int) -> bool:
    """央视网消息, 新京报讯: the medium is not what the article is about."""
    at = reader.text.find(name, start, end)
    return reader.text.startswith(reader.grammar.press_marks, at + len(name))
