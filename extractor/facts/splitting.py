"""Splitting a noun phrase into subject and indicator.

In: the phrase before a figure, what was read around it, and what stands before. Out: (subject, indicator), tried step
by step in the order of `_STEPS`. 例: 高技术产业增加值 → (高技术产业, 增加值); 占比 → (what it is a share of, 占比).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from extractor.facts.grammar import CHANGES, Role
from extractor.facts.nouns import STRIP, Nouns
from extractor.facts.quotes import has_both_quotes
from extractor.facts.spans import Words
from extractor.facts.state import Names, Pair, State
from extractor.facts.statement import Reading
from extractor.facts.words import tagged
from extractor.lazy import lazy_regex
from extractor.mentions import LOC, ORG

_DIGIT = lazy_regex(r"[0-9]")
_PLACE_END = ("省", "市", "区", "县", "州", "镇", "乡", "旗", "自治区", "兵团")
_OTHERS = ("其他", "其它", "其余")
_JOINTS = ("和", "与", "及")
_GOES_ON = ("、", "和", "与", "及", "以及", "”", "’", "等")  # behind a name that is one of several
_LONGEST_INDICATOR_OF_A_PLACE = 4  # characters between a place and the head: 北京 + 一般公共 + 预算收入
_LONGEST_QUALIFIER = 4
_LONGEST_PLACE = 6
_LONGEST_COMMON_NOUN = 3
_LONGEST_PART = 4


class Phrase(NamedTuple):
    """A noun phrase with all that decides how it is split.

    Attributes:
        nouns: the reader of nouns.
        noun: the phrase, with its place.
        text: its words alone.
        reading: what was read of the words before the figure.
        names: the document's names.
        state: subject, indicator and time in force.
        depth: the brackets around the figure.
    """

    nouns: Nouns
    noun: Words
    text: str
    reading: Reading
    names: Names
    state: State
    depth: int

    @property
    def role(self) -> Role | None:
        """What the word before the figure does there."""
        return self.reading.verb.role if self.reading.verb else None

    def in_force(self) -> Words | None:
        """The subject stated before."""
        return self.nouns.subject_in_force(self.state)


def split(nouns: Nouns, noun: Words, reading: Reading, names: Names, state: State, depth: int) -> Pair:
    """Subject and indicator of a noun phrase; what it leaves out is taken from the state."""
    return _split(Phrase(nouns, noun, noun.text, reading, names, state, depth))


def _split(phrase: Phrase) -> Pair:
    if phrase.reading.opinion and phrase.names.leading(phrase.text):
        phrase.reading.subject_part = None
    for step in _STEPS:
        pair = step(phrase)
        if pair is not None:
            return pair
    return _as_a_whole(phrase)


# ---- phrases that say by their form what they are ------------------------------------------------------------------


def _parted(phrase: Phrase) -> Pair | None:
    """A light verb or a date parts subject and indicator: 甲市2024年出口."""
    reading, nouns = phrase.reading, phrase.nouns
    if reading.subject_part is None:
        return None
    left = nouns.without_adverbs(nouns.without_openings(reading.subject_part).strip(STRIP))
    reading.counting = reading.counting or (phrase.text != "" and tagged(phrase.text)[0][0] in nouns.counted)
    return left or phrase.in_force(), phrase.noun or phrase.state.indicator


def _of_its(phrase: Phrase) -> Pair | None:
    """其出口: of the subject in force."""
    if len(phrase.text) > 1 and phrase.text.startswith("其") and not phrase.text.startswith(_OTHERS):
        return phrase.in_force(), phrase.noun[1:]
    return None


def _averaged(phrase: Phrase) -> Pair | None:
    """保障航班5.4万架次，日均1.8万架次: the average of the indicator in force."""
    indicator = phrase.state.indicator
    if indicator and phrase.text.endswith("均") and phrase.text in phrase.nouns.grammar.qualifiers:
        return phrase.in_force(), phrase.noun + indicator
    return None


def _referring(phrase: Phrase) -> Pair | None:
    """这一比例为43%: subject and indicator in force."""
    return (phrase.state.subject, phrase.state.indicator) if phrase.nouns.this_measure.match(phrase.text) else None


def _of_share(phrase: Phrase) -> Pair | None:
    """工业占地区生产总值比重, 占比 behind a phrase, a bare 占…: a share of the phrase in force."""
    at = phrase.text.find("占")
    if at < 0 or (at > 0 and phrase.text.startswith(("占比", "占有"), at)):
        return None
    left = phrase.nouns.without_adverbs(phrase.noun[:at].strip(STRIP))
    return left or phrase.nouns.joined(phrase.state), phrase.noun[at:]


def _market_index(phrase: Phrase) -> Pair | None:
    """上证指数涨1%: an index moves by itself."""
    verb, nouns = phrase.reading.verb, phrase.nouns
    if verb and verb.text in nouns.grammar.moves and nouns.is_market_index(phrase.text):
        return phrase.noun, None
    return None


def _stake(phrase: Phrase) -> Pair | None:
    """持股比例: of the body named last."""
    if len(phrase.text) <= 4 and phrase.text.endswith(("持股", "持有", "持股比例")):
        return phrase.names.last(phrase.reading.offset, ORG) or phrase.state.subject, phrase.noun
    return None


# ---- phrases that end in the word of an indicator ------------------------------------------------------------------


def _with_indicator(phrase: Phrase) -> Pair | None:
    """高技术产业增加值: what stands before the indicator is its subject."""
    head = phrase.nouns.head(phrase.text)
    if head is None:
        return None
    if phrase.text in phrase.nouns.grammar.share_nouns:
        return phrase.nouns.joined(phrase.state), phrase.noun
    left, indicator = phrase.noun[:head].strip(STRIP), phrase.noun[head:]
    if len(left.text) > 1 and left.text.endswith(_JOINTS):
        return _split(phrase._replace(noun=left[:-1], text=left.text[:-1]))
    if not left.text:
        return _growth_in_force(phrase, indicator) or _indicator_alone(phrase, indicator)
    if left.text in _JOINTS:
        return _indicator_alone(phrase, indicator)  # nothing is joined to it: 和营业收入：5亿元
    return _behind_place(phrase, left) or _behind_subject(phrase, left, indicator)


def _growth_in_force(phrase: Phrase, indicator: Words) -> Pair | None:
    """核心CPI…，涨幅扩大: the rise of the indicator in force."""
    grammar, known = phrase.nouns.grammar, phrase.state.indicator
    if known and (indicator.text in grammar.growth or indicator.text in grammar.decline):
        return phrase.in_force(), known.removesuffix(indicator.text) + indicator
    return None


def _indicator_alone(phrase: Phrase, indicator: Words) -> Pair:
    return phrase.reading.cause or phrase.in_force(), indicator


def _behind_place(phrase: Phrase, left: Words) -> Pair | None:
    """北京一般公共预算收入, 全市新增贷款: a place, and all behind it is the indicator."""
    place = phrase.names.leading(left.text)
    if not place or place == left.text:
        return None
    size = len(place)
    between = left.text[size:]
    short = len(between) <= _LONGEST_INDICATOR_OF_A_PLACE and phrase.names.labels.get(place, LOC) == LOC
    if short or place in phrase.nouns.grammar.places or tagged(between)[0][1] == "v":
        return left[:size], phrase.noun[size:].lstrip("的")
    return None


def _behind_subject(phrase: Phrase, left: Words, indicator: Words) -> Pair:
    """The words before the indicator are its subject, or a part of it where they only qualify it."""
    reading, named = phrase.reading, phrase.names.leading(left.text) is not None
    words = tagged(left.text)
    reading.counting = reading.counting or words[0][0] in phrase.nouns.counted
    if not named and words[0][1] == "v" and len(words) > 1:
        return phrase.in_force(), phrase.noun
    towards = left.text.find("对", 1)
    if towards > 0:  # 中国对东盟出口
        return left[:towards], indicator if _DIGIT.search(left.text, towards) else phrase.noun[towards:]
    if not named and len(left.text) <= _LONGEST_QUALIFIER and _qualify(words):
        return phrase.in_force(), phrase.noun
    return left, indicator


def _qualify(words: list[tuple[str, str]]) -> bool:
    """自购 of 自购金额, 广义 of 广义货币余额: verbs and adjectives are part of the indicator."""
    return all(tag[0] in "vabd" for _, tag in words)


# ---- phrases without the word of an indicator ----------------------------------------------------------------------


def _with_name(phrase: Phrase) -> Pair | None:
    """甲公司新能源车: a name, and what is said of it; a name alone has the indicator in force."""
    noun, state = phrase.noun, phrase.state
    name = phrase.names.leading(noun.text) if has_both_quotes(noun.text) else None
    if not name:
        return None
    tail = noun[len(name) :]
    if tail.text.startswith(_GOES_ON):
        if phrase.role in CHANGES or not state.indicator:
            return _as_a_whole(phrase)
        return noun.removesuffix("等"), state.indicator
    rest, named = tail.strip(STRIP), noun[: len(name)]
    if rest.text:
        return named, rest
    return named, state.indicator if phrase.depth or phrase.role not in CHANGES else _moved(phrase)


def _place_of_list(phrase: Phrase) -> Pair | None:
    """其中昆明市94亿元: a place, of the indicator in force."""
    noun = phrase.text
    if (phrase.depth or phrase.reading.part) and len(noun) <= _LONGEST_PLACE and noun.endswith(_PLACE_END):
        return phrase.noun, phrase.state.indicator
    return None


def _as_a_whole(phrase: Phrase) -> Pair:
    """A phrase without an indicator word: the thing that changes, or the thing that is counted."""
    noun = phrase.noun.removesuffix("等")
    if not noun.text:
        return phrase.reading.cause or phrase.in_force(), phrase.state.indicator
    if phrase.role in CHANGES:
        return _changing(phrase, noun)
    return _listed(phrase, noun) or _counted(phrase, noun)


def _changing(phrase: Phrase, noun: Words) -> Pair:
    """The thing that changes; 亏损面收窄: a short common noun is a property of the subject in force."""
    move, verb = _moved(phrase), phrase.reading.verb
    common = len(noun.text) <= _LONGEST_COMMON_NOUN and phrase.names.leading(noun.text) is None
    if move is None and common and verb and verb.text not in phrase.nouns.grammar.moves:
        return phrase.in_force(), noun
    return noun, move


def _moved(phrase: Phrase) -> Words | None:
    """A price's move takes the indicator stated before it; other verbs bring their own."""
    reading, state, grammar = phrase.reading, phrase.state, phrase.nouns.grammar
    if state.indicator and state.indicator.text.endswith(grammar.forecast_indicators):
        return None
    prices = reading.verb is not None and reading.verb.text in grammar.moves
    return state.indicator if prices or reading.part or state.in_part else None


def _listed(phrase: Phrase, noun: Words) -> Pair | None:
    """（昆明94亿元、曲靖51亿元）, a line of a table below its heading: subjects of the indicator in force."""
    reading, state = phrase.reading, phrase.state
    if not state.indicator:
        return None
    if phrase.depth or state.header:
        return noun, state.indicator
    if state.in_part and state.split_unit is not None and len(noun.text) <= _LONGEST_PART and reading.verb is None:
        reading.subject_part = reading.subject_part or noun  # 铁路发送旅客580万人次，公路2000万人次
        return noun, state.indicator
    return None


def _counted(phrase: Phrase, noun: Words) -> Pair:
    """The thing counted; a verb at its end is the indicator: 新能源汽车销售."""
    reading, words = phrase.reading, tagged(noun.text)
    reading.counting = reading.counting or words[0][0] in phrase.nouns.counted
    if len(words) > 1 and words[-1][1] == "v" and any(tag[0] in "nj" for _, tag in words[:-1]):
        size = len(words[-1][0])
        return noun[:-size].strip(STRIP), noun[-size:]
    return reading.cause or phrase.in_force(), noun


_STEPS: tuple[Callable[[Phrase], Pair | None], ...] = (
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
