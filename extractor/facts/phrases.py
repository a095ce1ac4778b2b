"""Subjects and indicators of one figure, or of several that share their words.

In: the words around figures. Out: `Phrases`. 例: 甲市、乙市出口分别为3亿元、5亿元 → a pair of subject and indicator for
each; 3家信托公司 → the noun behind the figure is what is counted.
"""

from __future__ import annotations

from extractor.facts import counts
from extractor.facts.grammar import CHANGES, Role
from extractor.facts.nouns import STRIP
from extractor.facts.spans import EMPTY, Words
from extractor.facts.state import Pair
from extractor.facts.wording import Phrases, Wording
from extractor.facts.words import tagged
from extractor.lazy import lazy_regex
from extractor.mentions import PERCENT, QUANTITY

_PARTS = lazy_regex(r"、|以及|和|与|及|及其|；")
_SUMMED = lazy_regex(r"等?[两三四五六七八九十](?:[个大类项家](?:\p{Han}{2})|[市省县区国地])")  # 绍兴、台州、丽水三市
_BARE = (None, "超", "超过", "逾", "近", "约", "有")  # verbs that say nothing but a level
_SAYS_WHAT = CHANGES | {Role.TO, Role.GROWTH, Role.DECLINE}  # behind these no noun is counted


def read(wording: Wording) -> Phrases:
    """One pair for each figure of the list."""
    if _adds(wording):
        wording.reading.verb = None  # 全市共增加4例阳性感染者: a count, not a change of one
    return _with_words_behind(wording) or _with_words_before(wording)


def _adds(wording: Wording) -> bool:
    """Whether 增加 before a count of things that stand behind it adds them, with nothing to compare with."""
    reading, behind, nouns = wording.reading, wording.behind, wording.nouns
    if wording.verb not in ("增加", "增") or wording.figure.label != QUANTITY or not behind:
        return False
    if reading.basis or reading.reference or behind.text.startswith("的") or nouns.opens_with_verb(behind.text):
        return False
    return nouns.head(reading.noun.text) is None and bool(nouns.cut(behind)[0])


# ---- words behind the figure ---------------------------------------------------------------------------------------


def _with_words_behind(wording: Wording) -> Phrases | None:
    """What the words behind the figure say of it, tried in this order."""
    return _counted(wording) or _owner(wording) or _part(wording) or _predicate(wording)


def _counted(wording: Wording) -> Phrases | None:
    """800多项改革: the noun behind the figure is counted, but where a verb says what the figure is."""
    return counts.read(wording) if wording.behind.text and wording.role not in _SAYS_WHAT else None


def _owner(wording: Wording) -> Phrases | None:
    """总投资60亿元的水利工程: the subject stands behind 的."""
    noun, nouns = wording.reading.noun, wording.nouns
    if not noun.text or wording.size > 1 or not wording.behind.text.startswith("的") or wording.role in CHANGES:
        return None
    if nouns.head(noun.text) != 0:
        return None
    owner, _ = nouns.cut(wording.behind)
    return Phrases([(owner, noun)]) if owner and not owner.text.startswith(nouns.grammar.level_nouns) else None


def _part(wording: Wording) -> Phrases | None:
    """对外投资的73.3%流向…: a share of what stands before 的."""
    reading, nouns = wording.reading, wording.nouns
    if wording.figure.label != PERCENT or wording.size > 1 or not reading.of or reading.verb is not None:
        return None
    if not reading.noun.text or "占" in reading.noun.text:
        return None
    phrase = EMPTY if nouns.opens_with_verb(wording.behind.text) else nouns.cut(wording.behind)[0]
    return Phrases([(reading.noun, phrase or None)], share=True)


def _predicate(wording: Wording) -> Phrases | None:
    """近六成表示将增加招聘: a share of the subject in force, who do what stands behind."""
    if wording.figure.label != PERCENT or wording.size > 1 or wording.reading.noun or wording.verb not in _BARE:
        return None
    words = tagged(wording.behind.text[:12])
    if words and words[0][1] == "v" and len(wording.behind.text) > len(words[0][0]):
        return Phrases([(wording.state.subject, wording.behind)], share=True)
    return None


# ---- words before the figure ---------------------------------------------------------------------------------------


def _with_words_before(wording: Wording) -> Phrases:
    reading, state, size = wording.reading, wording.state, wording.size
    if reading.noun.text in wording.nouns.grammar.unnamed and reading.modality == "forecast":
        reading.noun = EMPTY  # 市场预估120.1亿美元: of what was stated before
    if not reading.noun.text and reading.subject_part is None:
        return _several_in_force(wording) or Phrases([_in_force(wording)] * size)
    if wording.role is Role.SHARE and reading.noun.text:
        subject, indicator = wording.split(reading.noun)
        return Phrases([(subject, Words("占") if indicator is None else indicator)] * size, share=True)
    spread = _spread(wording) if size > 1 else None
    if spread:
        return Phrases(spread)
    pair = wording.split(reading.noun)
    if size > 1 and len(state.pairs) == size and pair[0] in (state.subject, wording.nouns.joined(state)):
        return Phrases([(subject, pair[1]) for subject, _ in state.pairs])
    return Phrases([pair] * size)


def _several_in_force(wording: Wording) -> Phrases | None:
    """Figures without words of their own behind as many figures, or behind a list of as many subjects."""
    state, size = wording.state, wording.size
    if size == 1:
        return None
    if len(state.pairs) == size:
        return Phrases(list(state.pairs))
    subjects = _parts(state.subject or EMPTY, size)
    return Phrases([(subject, state.indicator) for subject in subjects]) if subjects else None


def _in_force(wording: Wording) -> Pair:
    """The pair in force; a change behind a count is that of the count, one behind a share not that of the share."""
    state, unit = wording.state, wording.figure.unit
    if wording.role in CHANGES:
        if state.count and state.count[0] == unit:
            return state.count[1:]
        if state.base and unit != "pp":
            return state.base  # 占比24%，同比增长33%
    return state.subject, state.indicator


def _spread(wording: Wording) -> list[Pair] | None:
    """A、B和C before as many figures: one subject, or one indicator, for each."""
    noun, subject_part = wording.reading.noun, wording.reading.subject_part
    parts = _parts(noun, wording.size)
    if subject_part:
        if parts:
            return [(subject_part.strip(STRIP), part) for part in parts]
        subjects = _parts(subject_part, wording.size)
        return [(subject, noun) for subject in subjects] if subjects else None
    if not parts:
        return None
    subject, indicator = wording.split(parts[-1])
    if wording.nouns.head(parts[0].text) is not None:
        return _spread_indicators(wording, parts)
    last = subject if subject and subject.text in parts[-1].text else parts[-1]
    return [(part, indicator) for part in [*parts[:-1], last]]


def _spread_indicators(wording: Wording, parts: list[Words]) -> list[Pair]:
    """甲公司营业收入和净利润: the subject of the first indicator is that of those which name none."""
    pairs = [wording.split(part) for part in parts]
    first = pairs[0][0]
    owner = first if first and wording.names.leading(first.text) == first.text else None
    return [
        (first, pair[1]) if pair[0] == wording.state.subject else (owner, part) if owner and order else pair
        for order, (pair, part) in enumerate(zip(pairs, parts, strict=True))
    ]


def _parts(phrase: Words, size: int) -> list[Words] | None:
    """The parts of a list, where they are as many as the figures."""
    parts = [part.strip(STRIP) for part in phrase.without(_SUMMED).split(_PARTS)]
    return parts if len(parts) == size and all(parts) else None
