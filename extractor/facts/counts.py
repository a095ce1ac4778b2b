"""Figures whose noun follows them: counts, parts of a group, stakes, money spent.

In: the words around a figure. Out: `Phrases`, or None where the words behind are no part of what is counted.
例: 800多项改革 → the noun counted is 改革; 98%的县城 → a share of the 县城; 投资15亿元建设产业基地 → 投资建设产业基地.
"""

from __future__ import annotations

from extractor.facts.context import Pair
from extractor.facts.nouns import STRIP
from extractor.facts.spans import EMPTY, Words, joined
from extractor.facts.statement import Phrases
from extractor.facts.wording import Wording
from extractor.facts.words import tagged
from extractor.mentions import MONEY, MULTIPLE, PERCENT, QUANTITY

_HAVING = (None, "有", "已有")  # the verbs before a count that is spoken of itself


def read(wording: Wording) -> Phrases | None:
    """A count before its noun (800多项改革), a part of a group (98%的县城), a stake (51%股权)."""
    noun, rest = wording.nouns.cut(wording.behind)
    if not noun.text:
        return _of_noun_before(wording, rest)
    if _is_level(wording, noun):
        return None
    found = _stake(wording) or _spent(wording)
    if found is None and _counts(wording, noun):
        found = _count(wording, noun, rest)
    return found


def _of_noun_before(wording: Wording, rest: Words) -> Phrases | None:
    """40个城市中，有12个高于均值: the noun was stated with the count before."""
    count = wording.context.counted.last
    if wording.figure.label != QUANTITY or not count or count.unit != wording.figure.unit or wording.reading.noun:
        return None
    noun = count.indicator[count.indicator.text.rfind("的") + 1 :] if count.indicator else EMPTY
    return wording.phrases([(count.subject, _of(rest, noun))] * wording.size, is_count=True, noun=noun)


def _of(what: Words, noun: Words) -> Words:
    """高于均值 and 城市: 高于均值的城市."""
    return joined((what, Words("的"), noun))


def _is_level(wording: Wording, noun: Words) -> bool:
    """出口达3亿元的水平: 水平 is not counted."""
    if not noun.text.startswith(wording.nouns.grammar.level_nouns):
        return False
    return wording.behind.text.startswith("的") or bool(wording.reading.noun)


def _stake(wording: Wording) -> Phrases | None:
    """收购甲公司51%股权: a share, of the body held."""
    if wording.figure.label != PERCENT:
        return None
    stake = next((word for word in wording.nouns.stakes if wording.behind.text.startswith(word)), None)
    if stake is None:
        return None
    subject = _held(wording) or wording.context.stated.subject
    return wording.phrases([(subject, wording.behind[: len(stake)])] * wording.size, is_share=True)


def _held(wording: Wording) -> Words | None:
    """The body whose stake is spoken of: the last words before the figure, or the name that they end with."""
    parts = [part for part in wording.reading.noun.split(wording.nouns.held) if part]
    if not parts:
        return None
    name = wording.names.trailing(parts[-1].text)
    return parts[-1][-len(name) :] if name else parts[-1]


# ---- money spent ---------------------------------------------------------------------------------------------------


def _spent(wording: Wording) -> Phrases | None:
    """What money is spent on: 投资15亿元建设产业基地, 以2亿元回购股份."""
    if wording.figure.label != MONEY or not wording.is_last:
        return None
    nouns, noun, behind = wording.nouns, wording.reading.noun, wording.behind
    verb = next((word for word in nouns.grammar.spending if noun.text.endswith(word)), None)
    if verb is None or nouns.head(noun.text) not in (None, len(noun.text) - len(verb)):
        return None
    words = tagged(behind.text)
    if not words or not words[0][1].startswith("v") or nouns.opens_with_verb(behind.text):
        return None
    matter = behind if verb in ("以", "用") else noun[-len(verb) :] + behind
    return wording.phrases([(_spender(wording, verb), matter)] * wording.size, is_count=True)


def _spender(wording: Wording, verb: str) -> Words | None:
    reading = wording.reading
    before = wording.nouns.without_adverbs((reading.subject_part or EMPTY) + reading.noun.removesuffix(verb))
    name = wording.names.leading(before.text)
    return before[: len(name)] if name else before or wording.inherited_subject


# ---- counts --------------------------------------------------------------------------------------------------------


def _counts(wording: Wording, noun: Words) -> bool:
    """Whether the figure counts the noun behind it, or is a part of it."""
    nouns, before = wording.nouns, wording.reading.noun
    if wording.figure.label == PERCENT:
        if before and nouns.head(before.text) is not None:
            return False
        return wording.behind.text.startswith("的") or _part_of(noun.text, before.text)
    if wording.figure.label == MONEY:
        if before and (nouns.head(before.text) or nouns.without_counting_verb(before) == before):
            return False
        return not noun.text.startswith(("以上", "以下"))
    return wording.figure.label != MULTIPLE


def _part_of(noun: str, before: str) -> bool:
    """80%以上援疆资金 is a part of the funds, where no noun comes before it."""
    if before and any(tag.startswith("n") for _, tag in tagged(before)):
        return False
    words = tagged(noun)
    return len(noun) > 1 and words[0][1].startswith(("n", "j", "l", "b", "s"))


def _count(wording: Wording, noun: Words, rest: Words) -> Phrases:
    """The count of a noun; what is said behind the noun (of the last count of a clause) belongs to the indicator."""
    reading, before, label = wording.reading, wording.reading.noun, wording.figure.label
    (subject, has_counting_verb), indicator = _subject(wording), noun
    bare = not before or wording.names.leading(before.text) == before.text
    leads = (bare or before.text.endswith("等")) and wording.verb in _HAVING
    generic = bool(leads and rest) and tagged(noun.text)[-1][0] in wording.nouns.grammar.generic_nouns
    if reading.ends_in_de and label == QUANTITY and before and reading.verb is None:
        subject, indicator = wording.inherited_subject, _of(before, noun)
    elif rest and leads and wording.is_last and generic and rest.text[0] not in "将会可能":
        indicator = _of(rest, noun)
    elif label == PERCENT and rest and wording.is_last and bare and reading.verb is None:
        pairs: list[Pair] = [(noun, rest)] * wording.size
        return wording.phrases(pairs, is_count=True, is_share=True, has_counting_verb=has_counting_verb, noun=noun)
    is_subject = leads and (generic or not rest)
    pairs = [(subject, indicator)] * wording.size
    return wording.phrases(
        pairs,
        is_count=True,
        is_subject=is_subject,
        is_share=label == PERCENT,
        has_counting_verb=has_counting_verb,
        noun=noun,
    )


def _subject(wording: Wording) -> tuple[Words | None, bool]:
    """Who has, makes or holds what is counted, and whether a verb of counting is there."""
    reading, nouns, names = wording.reading, wording.nouns, wording.names
    stated, counted = wording.context.stated, wording.context.counted
    if reading.subject_part:
        name = names.leading(reading.subject_part.text)
        subject = reading.subject_part[: len(name)] if name else nouns.without_adverbs(reading.subject_part)
        return subject, False
    noun = nouns.without_counting_verb(reading.noun)
    is_counting = noun != reading.noun
    leads = not reading.noun.text and reading.verb is None
    if leads and counted.subject and stated.subject == counted.subject:
        return counted.subject_before, is_counting  # 14个省份参加…，10个省份参加…
    if not noun.text or noun.text.startswith(nouns.grammar.prepositions):
        return wording.inherited_subject, is_counting
    if name := names.leading(noun.text):
        return noun[: len(name)], is_counting
    if name := names.trailing(noun.text):
        return noun[-len(name) :], is_counting
    return _unnamed_subject(wording, noun) or stated.subject, is_counting


def _unnamed_subject(wording: Wording, noun: Words) -> Words | None:
    """The words up to the first verb, without adverbs; None where no noun is among them, or 等 sums up a list."""
    words = tagged(noun.text)
    if noun.text.endswith("等") or not any(tag[0] in "njsil" or tag == "eng" for _, tag in words):
        return None
    at = 0
    for order, (word, tag) in enumerate(words):
        if tag in ("v", "p") or (at and tag == "d") or (tag == "vn" and order == len(words) - 1):
            return wording.nouns.without_adverbs(noun[:at].strip(STRIP))
        at += len(word)
    return wording.nouns.without_adverbs(noun)
