"""Subjects and indicators of one figure, or of several that share their words.

In: the words around figures. Out: `Phrases`. 例: 甲市、乙市出口分别为3亿元、5亿元 → a pair of subject and indicator for
each; 3家信托公司 → the noun behind the figure is what is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.facts import counts, inheritance
from extractor.facts.context import Pair
from extractor.facts.grammar import CHANGES, Role
from extractor.facts.nouns import STRIP
from extractor.facts.spans import EMPTY, Words
from extractor.facts.statement import Phrases
from extractor.facts.wording import Wording
from extractor.facts.words import tagged
from extractor.lazy import lazy_regex
from extractor.mentions import PERCENT, QUANTITY

_PARTS = lazy_regex(r"、|以及|和|与|及|；")
_SUMMED = lazy_regex(r"等?[两三四五六七八九十](?:[个大类项家](?:\p{Han}{2})|[市省县区国地])")  # 绍兴、台州、丽水三市
_SAYS_WHAT = CHANGES | {Role.TO, Role.GROWTH, Role.DECLINE}  # behind these no noun is counted


def read(wording: Wording) -> Phrases:
    """One pair for each figure of the list."""
    if _adds(wording):  # 全市共增加4例阳性感染者: a count, not a change of one
        wording = replace(wording, reading=replace(wording.reading, verb=None))
    return _with_words_behind(wording) or _with_words_before(wording)


def _adds(wording: Wording) -> bool:
    """Whether 增加 before a count of things that follow it adds them, with nothing to compare with."""
    reading, behind, nouns = wording.reading, wording.behind, wording.nouns
    if wording.verb not in ("增加", "增") or wording.figure.label != QUANTITY or not behind:
        return False
    if reading.basis or reading.reference or behind.text.startswith("的") or nouns.opens_with_verb(behind.text):
        return False
    return nouns.head(reading.noun.text) is None and bool(nouns.cut(behind)[0])


# ---- words behind the figure ---------------------------------------------------------------------------------------


def _with_words_behind(wording: Wording) -> Phrases | None:
    """What the words behind the figure say of it, tried in this order."""
    return _counted(wording) or _subject_behind(wording) or _share_of(wording) or _predicate(wording)


def _counted(wording: Wording) -> Phrases | None:
    """800多项改革: the noun behind the figure is counted, but where a verb says what the figure is."""
    return counts.read(wording) if wording.behind.text and wording.role not in _SAYS_WHAT else None


def _subject_behind(wording: Wording) -> Phrases | None:
    """总投资60亿元的水利工程: the subject follows 的."""
    noun, nouns = wording.reading.noun, wording.nouns
    if not noun.text or wording.size > 1 or not wording.behind.text.startswith("的") or wording.role in CHANGES:
        return None
    if nouns.head(noun.text) != 0:
        return None
    subject, _ = nouns.cut(wording.behind)
    if not subject or subject.text.startswith(nouns.grammar.level_nouns):
        return None
    return wording.phrases([(subject, noun)])


def _share_of(wording: Wording) -> Phrases | None:
    """对外投资的73.3%流向…: a share of what comes before 的."""
    reading, nouns = wording.reading, wording.nouns
    if wording.figure.label != PERCENT or wording.size > 1 or not reading.ends_in_de or reading.verb is not None:
        return None
    if not reading.noun.text or "占" in reading.noun.text:
        return None
    phrase = EMPTY if nouns.opens_with_verb(wording.behind.text) else nouns.cut(wording.behind)[0]
    return wording.phrases([(reading.noun, phrase or None)], is_share=True)


def _predicate(wording: Wording) -> Phrases | None:
    """近六成表示将增加招聘: a share of the subject stated before, who do what follows."""
    is_bare = wording.verb in wording.nouns.grammar.bare_levels
    if wording.figure.label != PERCENT or wording.size > 1 or wording.reading.noun or not is_bare:
        return None
    words = tagged(wording.behind.text[:12])
    if words and words[0][1] == "v" and len(wording.behind.text) > len(words[0][0]):
        return wording.phrases([(wording.context.stated.subject, wording.behind)], is_share=True)
    return None


# ---- words before the figure ---------------------------------------------------------------------------------------


def _with_words_before(wording: Wording) -> Phrases:
    reading, stated, size = wording.reading, wording.context.stated, wording.size
    if reading.noun.text in wording.nouns.grammar.unnamed and reading.modality == "forecast":
        reading = replace(reading, noun=EMPTY)  # 市场预估120.1亿美元: of what was stated before
        wording = replace(wording, reading=reading)
    if not reading.noun.text and reading.subject_part is None:
        return wording.phrases(_inherited(wording))
    if wording.role is Role.SHARE and reading.noun.text:
        split = wording.split(reading.noun)
        indicator = Words("占") if split.indicator is None else split.indicator
        pairs: Sequence[Pair] = [(split.subject, indicator)] * size
        return Phrases(reading, pairs, split.subject_part, is_share=True, has_counting_verb=split.is_counting)
    if size > 1 and (found := _spread(wording)):
        return found
    split = wording.split(reading.noun)
    pairs = [(split.subject, split.indicator)] * size
    if size > 1 and (listed := inheritance.pairs(stated, size)):
        whole = inheritance.whole_of_share(stated, wording.nouns.grammar.transparent)
        if split.subject in (stated.subject, whole):
            pairs = [(subject, split.indicator) for subject, _ in listed]
    return Phrases(reading, pairs, split.subject_part, has_counting_verb=split.is_counting)


def _inherited(wording: Wording) -> Sequence[Pair]:
    """The pairs of figures without words of their own: those of as many figures before, or of a list of subjects."""
    context, size = wording.context, wording.size
    if size > 1:
        if pairs := inheritance.pairs(context.stated, size):
            return pairs
        if subjects := _parts(context.stated.subject or EMPTY, size):
            return [(subject, context.stated.indicator) for subject in subjects]
    return [inheritance.pair(context, wording.figure.unit, wording.role in CHANGES)] * size


def _spread(wording: Wording) -> Phrases | None:
    """A、B和C before as many figures: one subject, or one indicator, for each."""
    noun, subject_part = wording.reading.noun, wording.reading.subject_part
    parts = _parts(noun, wording.size)
    if subject_part:
        if parts:
            return wording.phrases([(subject_part.strip(STRIP), part) for part in parts])
        subjects = _parts(subject_part, wording.size)
        return wording.phrases([(subject, noun) for subject in subjects]) if subjects else None
    if not parts:
        return None
    if wording.nouns.head(parts[0].text) is not None:
        return _spread_indicators(wording, parts)
    split = wording.split(parts[-1])
    last = split.subject if split.subject and split.subject.text in parts[-1].text else parts[-1]
    pairs: Sequence[Pair] = [(part, split.indicator) for part in [*parts[:-1], last]]
    return Phrases(wording.reading, pairs, split.subject_part, has_counting_verb=split.is_counting)


def _spread_indicators(wording: Wording, parts: list[Words]) -> Phrases:
    """甲公司营业收入和净利润: the subject of the first indicator is that of those which name none."""
    splits = [wording.split(part) for part in parts]
    first, known = splits[0].subject, wording.context.stated.subject
    named = first if first and wording.names.leading(first.text) == first.text else None
    pairs: list[Pair] = []
    for split, part in zip(splits, parts, strict=True):
        if split.subject == known:
            pairs.append((first, split.indicator))
        else:
            pairs.append((named, part) if named and pairs else (split.subject, split.indicator))
    is_counting = any(split.is_counting for split in splits)
    return Phrases(wording.reading, pairs, splits[-1].subject_part, has_counting_verb=is_counting)


def _parts(phrase: Words, size: int) -> list[Words] | None:
    """The parts of a list, where they are as many as the figures."""
    parts = [part.strip(STRIP) for part in phrase.without(_SUMMED).split(_PARTS)]
    return parts if len(parts) == size and all(parts) else None
