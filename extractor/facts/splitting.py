"""Splitting a noun phrase into subject and indicator.

In: the phrase before a figure, what was read around it, and what comes before. Out: a `Split`, tried step by step in
the order of `_STEPS`. 例: 高技术产业增加值 → (高技术产业, 增加值); 占比 → (what it is a share of, 占比).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from extractor.facts import inheritance
from extractor.facts.context import Context
from extractor.facts.grammar import CHANGES
from extractor.facts.names import Names
from extractor.facts.nouns import STRIP, Nouns
from extractor.facts.quotes import has_both_quotes
from extractor.facts.spans import Words
from extractor.facts.words import tagged
from extractor.facts.words_before import Reading
from extractor.lazy import lazy_regex
from extractor.mentions import LOC, ORG

_DIGIT = lazy_regex(r"[0-9]")
_GOES_ON = ("、", "”", "’")  # behind a name that is one of several, beside words
_LONGEST_INDICATOR_OF_A_PLACE = 4  # characters between a place and the head: 北京 + 一般公共 + 预算收入
_LONGEST_QUALIFIER = 4
_LONGEST_PLACE = 6
_LONGEST_COMMON_NOUN = 3
_LONGEST_PART = 4


@dataclass(slots=True)
class Split:
    """Subject and indicator of a phrase.

    Attributes:
        subject_part: the words that a verb, a date or a list sets apart from the indicator; None in one phrase.
        is_counting: a verb like 推出 or 建成 opens the phrase.
    """

    subject: Words | None
    indicator: Words | None
    subject_part: Words | None = None
    is_counting: bool = False


@dataclass(slots=True)
class Phrase:
    """A noun phrase with all that decides how it is split.

    Attributes:
        nouns: the reader of nouns.
        noun: the phrase, with its place.
        text: its words alone.
        subject_part: the words left of a light verb or a date inside the phrase, where there is one.
        reading: what was read of the words before the figure.
        names: the document's names.
        context: what the clauses before say.
        depth: the brackets around the figure.
        offset: where the figure begins.
    """

    nouns: Nouns
    noun: Words
    text: str
    subject_part: Words | None
    reading: Reading
    names: Names
    context: Context
    depth: int
    offset: int

    @property
    def role(self) -> str | None:
        """What the word before the figure does there."""
        return self.reading.verb.role if self.reading.verb else None

    @property
    def whole_of_share(self) -> Words | None:
        """What a share stated without its whole is a share of."""
        return inheritance.whole_of_share(self.context.stated, self.nouns.grammar.transparent)


def split(
    nouns: Nouns, noun: Words, reading: Reading, names: Names, context: Context, depth: int = 0, offset: int = 0
) -> Split:
    """Subject and indicator of a noun phrase; what it leaves out is taken from the context."""
    text, subject_part = noun.text, reading.subject_part
    if reading.has_forecaster and names.leading(text):
        subject_part = None
    return _split(Phrase(nouns, noun, text, subject_part, reading, names, context, depth, offset))


def _split(phrase: Phrase) -> Split:
    for step in _STEPS:
        found = step(phrase)
        if found is not None:
            return found
    return _as_a_whole(phrase)


# ---- phrases that say by their form what they are ------------------------------------------------------------------


def _parted(phrase: Phrase) -> Split | None:
    """A light verb or a date parts subject and indicator: 甲市2024年出口."""
    nouns = phrase.nouns
    if phrase.subject_part is None:
        return None
    left = nouns.without_adverbs(nouns.without_openings(phrase.subject_part).strip(STRIP))
    is_counting = phrase.text != "" and tagged(phrase.text)[0][0] in nouns.counted
    subject = left or inheritance.subject(phrase.context)
    return Split(subject, phrase.noun or phrase.context.stated.indicator, phrase.subject_part, is_counting)


def _of_its(phrase: Phrase) -> Split | None:
    """其出口: of the subject stated before."""
    is_other = phrase.text.startswith(phrase.nouns.grammar.other_its)  # 其他产品
    if len(phrase.text) > 1 and phrase.text.startswith("其") and not is_other:
        return Split(inheritance.subject(phrase.context), phrase.noun[1:])
    return None


def _averaged(phrase: Phrase) -> Split | None:
    """保障航班5.4万架次，日均1.8万架次: the average of the indicator stated before."""
    indicator = phrase.context.stated.indicator
    if indicator and phrase.text.endswith("均") and phrase.text in phrase.nouns.grammar.qualifiers:
        return Split(inheritance.subject(phrase.context), phrase.noun + indicator)
    return None


def _referring(phrase: Phrase) -> Split | None:
    """这一比例为43%: subject and indicator stated before."""
    if not phrase.nouns.this_measure.match(phrase.text):
        return None
    return Split(phrase.context.stated.subject, phrase.context.stated.indicator)


def _of_share(phrase: Phrase) -> Split | None:
    """工业占地区生产总值比重, 占比 behind a phrase, a bare 占…: a share of what was stated before."""
    at = phrase.text.find("占")
    if at < 0 or (at > 0 and phrase.text.startswith(("占比", "占有"), at)):
        return None
    left = phrase.nouns.without_adverbs(phrase.noun[:at].strip(STRIP))
    return Split(left or phrase.whole_of_share, phrase.noun[at:])


def _market_index(phrase: Phrase) -> Split | None:
    """上证指数涨1%: an index moves by itself."""
    verb, nouns = phrase.reading.verb, phrase.nouns
    if verb and verb.text in nouns.grammar.moves and nouns.is_market_index(phrase.text):
        return Split(phrase.noun, None)
    return None


def _stake(phrase: Phrase) -> Split | None:
    """持股比例: of the body named last."""
    if len(phrase.text) <= 4 and phrase.text.endswith(("持股", "持有", "持股比例")):
        return Split(phrase.names.last(phrase.offset, ORG) or phrase.context.stated.subject, phrase.noun)
    return None


# ---- phrases that end in the word of an indicator ------------------------------------------------------------------


def _with_indicator(phrase: Phrase) -> Split | None:
    """高技术产业增加值: what comes before the indicator is its subject."""
    head = phrase.nouns.head(phrase.text)
    if head is None:
        return None
    if phrase.text in phrase.nouns.grammar.share_nouns:
        return Split(phrase.whole_of_share, phrase.noun)
    left, indicator = phrase.noun[:head].strip(STRIP), phrase.noun[head:]
    if len(left.text) > 1 and left.text.endswith(phrase.nouns.grammar.joining):
        return _split(replace(phrase, noun=left[:-1], text=left.text[:-1]))
    if not left.text:
        return _growth_of_stated(phrase, indicator) or _indicator_alone(phrase, indicator)
    if left.text in phrase.nouns.grammar.joining:
        return _indicator_alone(phrase, indicator)  # nothing is joined to it: 和营业收入：5亿元
    return _behind_place(phrase, left) or _behind_subject(phrase, left, indicator)


def _growth_of_stated(phrase: Phrase, indicator: Words) -> Split | None:
    """核心CPI…，涨幅扩大: the rise of the indicator stated before."""
    grammar, known = phrase.nouns.grammar, phrase.context.stated.indicator
    if known and (indicator.text in grammar.growth or indicator.text in grammar.decline):
        return Split(inheritance.subject(phrase.context), known.removesuffix(indicator.text) + indicator)
    return None


def _indicator_alone(phrase: Phrase, indicator: Words) -> Split:
    return Split(phrase.reading.agent or inheritance.subject(phrase.context), indicator)


def _behind_place(phrase: Phrase, left: Words) -> Split | None:
    """北京一般公共预算收入, 全市新增贷款: a place, and all behind it is the indicator."""
    place = phrase.names.leading(left.text)
    if not place or place == left.text:
        return None
    size = len(place)
    between = left.text[size:]
    short = len(between) <= _LONGEST_INDICATOR_OF_A_PLACE and phrase.names.labels.get(place, LOC) == LOC
    if short or place in phrase.nouns.grammar.places or tagged(between)[0][1] == "v":
        return Split(left[:size], phrase.noun[size:].lstrip("的"))
    return None


def _behind_subject(phrase: Phrase, left: Words, indicator: Words) -> Split:
    """The words before the indicator are its subject, or a part of it where they only qualify it."""
    named = phrase.names.leading(left.text) is not None
    words = tagged(left.text)
    is_counting = words[0][0] in phrase.nouns.counted
    subject, said = left, indicator
    if not named and words[0][1] == "v" and len(words) > 1:
        return Split(inheritance.subject(phrase.context), phrase.noun, None, is_counting)
    towards = left.text.find("对", 1)
    if towards > 0:  # 中国对东盟出口
        subject, said = left[:towards], indicator if _DIGIT.search(left.text, towards) else phrase.noun[towards:]
    elif not named and len(left.text) <= _LONGEST_QUALIFIER and _qualify(words):
        return Split(inheritance.subject(phrase.context), phrase.noun, None, is_counting)
    return Split(subject, said, None, is_counting)


def _qualify(words: list[tuple[str, str]]) -> bool:
    """自购 of 自购金额, 广义 of 广义货币余额: verbs and adjectives are part of the indicator."""
    return all(tag[0] in "vabd" for _, tag in words)


# ---- phrases without the word of an indicator ----------------------------------------------------------------------


def _with_name(phrase: Phrase) -> Split | None:
    """甲公司新能源车: a name, and what is said of it; a name alone has the indicator stated before."""
    noun, known = phrase.noun, phrase.context.stated.indicator
    name = phrase.names.leading(noun.text) if has_both_quotes(noun.text) else None
    if not name:
        return None
    tail = noun[len(name) :]
    if tail.text.startswith((*_GOES_ON, *phrase.nouns.grammar.joining_more)):
        if phrase.role in CHANGES or not known:
            return _as_a_whole(phrase)
        return Split(noun.removesuffix("等"), known)
    rest, named = tail.strip(STRIP), noun[: len(name)]
    if rest.text:
        return Split(named, rest)
    return Split(named, known if phrase.depth or phrase.role not in CHANGES else _moved(phrase))


def _place_of_list(phrase: Phrase) -> Split | None:
    """其中昆明市94亿元: a place, which has the indicator stated before."""
    noun = phrase.text
    is_part = phrase.depth or phrase.reading.is_part
    if is_part and len(noun) <= _LONGEST_PLACE and noun.endswith(phrase.nouns.grammar.division_ends):
        return Split(phrase.noun, phrase.context.stated.indicator)
    return None


def _as_a_whole(phrase: Phrase) -> Split:
    """A phrase without an indicator word: the thing that changes, or the thing that is counted."""
    noun = phrase.noun.removesuffix("等")
    if not noun.text:
        return Split(phrase.reading.agent or inheritance.subject(phrase.context), phrase.context.stated.indicator)
    if phrase.role in CHANGES:
        return _changing(phrase, noun)
    return _listed(phrase, noun) or _counted(phrase, noun)


def _changing(phrase: Phrase, noun: Words) -> Split:
    """The thing that changes; 亏损面收窄: a short common noun is a property of the subject stated before."""
    move, verb = _moved(phrase), phrase.reading.verb
    common = len(noun.text) <= _LONGEST_COMMON_NOUN and phrase.names.leading(noun.text) is None
    if move is None and common and verb and verb.text not in phrase.nouns.grammar.moves:
        return Split(inheritance.subject(phrase.context), noun)
    return Split(noun, move)


def _moved(phrase: Phrase) -> Words | None:
    """A price's move takes the indicator stated before it; other verbs bring their own."""
    reading, known, grammar = phrase.reading, phrase.context.stated.indicator, phrase.nouns.grammar
    if known and known.text.endswith(grammar.forecast_indicators):
        return None
    prices = reading.verb is not None and reading.verb.text in grammar.moves
    return known if prices or reading.is_part or phrase.context.change.is_of_parts else None


def _listed(phrase: Phrase, noun: Words) -> Split | None:
    """（昆明94亿元、曲靖51亿元）, a line of a table below its heading: subjects of the indicator stated before."""
    stated, is_of_parts = phrase.context.stated, phrase.context.change.is_of_parts
    if not stated.indicator:
        return None
    if phrase.depth or stated.is_heading:
        return Split(noun, stated.indicator)
    if is_of_parts and stated.split_unit is not None and len(noun.text) <= _LONGEST_PART and phrase.role is None:
        return Split(noun, stated.indicator, noun)  # 铁路发送旅客580万人次，公路2000万人次
    return None


def _counted(phrase: Phrase, noun: Words) -> Split:
    """The thing counted; a verb at its end is the indicator: 新能源汽车销售."""
    words = tagged(noun.text)
    is_counting = words[0][0] in phrase.nouns.counted
    if len(words) > 1 and words[-1][1] == "v" and any(tag[0] in "nj" for _, tag in words[:-1]):
        size = len(words[-1][0])
        return Split(noun[:-size].strip(STRIP), noun[-size:], None, is_counting)
    return Split(phrase.reading.agent or inheritance.subject(phrase.context), noun, None, is_counting)


_STEPS: tuple[Callable[[Phrase], Split | None], ...] = (
    _parted,
    _of_its,
    _averaged,
    _referring,
    _of_share,
    _market_index,
    _stake,
    _with_indicator,
    _with_name,
    _place_of_list,
)
"""How a phrase may be split, in the order tried; where none fits, the phrase is one thing (`_as_a_whole`)."""
