"""Noun phrases: which part of the words around a figure is its subject and which its indicator.

In: a `Reading` and the words behind the figure. Out: one (subject, indicator) pair for each figure of a list.
例: 高技术产业和战略性新兴产业增加值 + two figures → (高技术产业, 增加值), (战略性新兴产业, 增加值).
"""

from __future__ import annotations

import re

import regex

from extractor.facts.grammar import CHANGES, Grammar, Role
from extractor.facts.state import Names, State
from extractor.facts.statement import MARK, Reading
from extractor.facts.words import tagged
from extractor.mentions import LOC, ORG, FigureMention
from extractor.rulebook import Rulebook

_PUNCTUATION = regex.compile(r"[，,。；;：:！？!?、（()）\n]")
_THIS = regex.compile(r"(?:这一|该|此|上述|这个)(?:比例|比重|占比|数字|指标|数据|数值|水平|规模|总量|增速|增幅|比率)$")
_STATING = frozenset((Role.RISE, Role.FALL, Role.TO, Role.LEVEL, Role.SHARE, Role.FLAT, Role.BASIS))
_SENTENCE_WORDS = frozenset("将已均都也被把由从向并不未可能会就还则共")
_LEADING = re.compile(rf"(?:{MARK}|[\s，、“])+")
_DIGIT = regex.compile(r"[0-9]")
_PUNCTUATION_BUT_LISTS = regex.compile(r"[，,。；;：:！？!?（()）\n]")
_STRIP = " 　\t的、，,：:；;—-"
_PLACE_END = ("省", "市", "区", "县", "州", "镇", "乡", "旗", "自治区", "兵团")


class Nouns:
    """Splits noun phrases by the indicator words of `rules/facts/indicators.txt`."""

    def __init__(self, rulebook: Rulebook, grammar: Grammar) -> None:
        self.grammar = grammar
        self.counted = frozenset(rulebook.words("facts/verbs", "counted"))
        self.share_words = tuple(rulebook.words("facts/indicators", "share"))
        # the first characters of words of change, level and share
        self.stating = frozenset(word[0] for word, told in grammar.suffixes.items() if told.role in _STATING)
        self.stakes = ("股权", "股份", "权益", "股票", "份额")

    def is_share(self, indicator: str | None) -> bool:
        """占…, …占比, …比重 and …之比 are shares; other rates are levels."""
        if not indicator:
            return False
        return indicator.startswith("占") or indicator.endswith(self.share_words)

    def is_market_index(self, phrase: str) -> bool:
        """上证指数 and 创业板指 are things of the market, 消费价格指数 is a statistic."""
        if not phrase.endswith(self.grammar.indexed):
            return False
        return not (phrase.endswith("指数") and phrase[:-2].endswith(self.grammar.statistical))

    def without_openings(self, text: str) -> str:
        """A phrase without the connectives and times it opens with."""
        openings, lengths = self.grammar.openings, self.grammar.opening_lengths
        at = lead.end() if (lead := _LEADING.match(text)) else 0
        while at < len(text):
            for size in lengths.get(text[at], ()):
                if size > 1 and text[at : at + size] in openings:
                    at += size
                    at = lead.end() if (lead := _LEADING.match(text, at)) else at
                    break
            else:
                break
        return text[at:]

    @staticmethod
    def opening_noun(phrase: str) -> str | None:
        """The noun that a clause opens with, where a predicate follows it: 外贸企业 of 外贸企业回暖明显."""
        at, noun = 0, False
        for word, tag in tagged(phrase[:24]):
            if tag[0] in "njl":
                noun = True
            elif tag[0] in "vadp" and tag != "vn":
                return phrase[:at] if noun and at >= 3 else None
            elif tag[0] not in "bsnv":
                return None
            at += len(word)
        return None

    # ---- behind the figure ----------------------------------------------------------------------------------------

    def behind(self, text: str, figure: FigureMention, end: int) -> str:
        """The noun phrase right behind a figure, up to punctuation or a word that no noun holds."""
        start = figure.outer_end
        if start >= end:
            return ""
        stop = (_PUNCTUATION_BUT_LISTS if "等" in text[start:end] else _PUNCTUATION).search(text, start, end)
        phrase = text[start : stop.start() if stop else end]
        return phrase.strip()

    # ---- the whole ------------------------------------------------------------------------------------------------

    @staticmethod
    def subject_in_force(state: State) -> str | None:
        """The subject told before; behind a paragraph's end that of the article rather than the last one named."""
        if state.aside:
            aside = Nouns.opening_noun(state.aside)
            state.aside = None
            if aside:
                return aside
        return state.topic if state.stale and state.topic else state.subject

    def joined(self, state: State) -> str | None:
        """Whose share a bare 占… is: the phrase in force, or that of the share told just before."""
        subject, indicator = state.base or (state.subject, state.indicator)
        if (state.joined or state.base) and indicator and indicator not in self.grammar.transparent:
            return (subject or "") + indicator
        return subject

    def cut(self, behind: str) -> tuple[str, str]:
        """The noun behind a count and what is said of it after that."""
        phrase = behind.strip(_STRIP)
        while phrase.endswith(("和", "与", "及", "以及")):
            phrase = phrase[: -2 if phrase.endswith("以及") else -1].strip(_STRIP)
        if phrase.startswith("由") and not phrase.endswith("的"):
            return phrase, ""
        if self.opens_with_verb(phrase):
            return "", phrase
        cut = self._noun_length(phrase)
        if cut and phrase[cut - 1] == "净":
            cut -= 1
        return phrase[:cut].strip(_STRIP), phrase[cut:].strip(_STRIP)

    def _noun_length(self, phrase: str) -> int:
        """Where the noun behind a count ends.

        It goes on to a word that no noun holds, to an adverb or a preposition; a verb inside it belongs to it where a
        noun follows (智能化检测设备), and is its predicate where none does (示范园区建成运营).
        """
        ends = self.grammar.noun_ends
        possessive = phrase.rfind("的")
        listed = phrase.find("等") if "、" in phrase else -1
        words = tagged(phrase)
        at, verb, last_noun = 0, -1, -1
        for word, tag in words:
            inside = at <= listed or (at <= possessive and word not in _SENTENCE_WORDS)
            if not inside and (word in ends or (at and tag in ("d", "p"))):
                break
            if not inside and at and verb < 0 and (tag == "v" or (tag in ("vn", "vi") and last_noun == at)):
                verb = at
            at += len(word)
            if tag[0] in "njlse" or (verb < 0 and (tag[0] in "bixmq" or tag == "vn")):
                last_noun = at
        if verb > 0 and last_noun <= verb:
            return verb
        return at if verb < 0 or last_noun == at else verb

    def opens_with_verb(self, phrase: str) -> bool:
        """Whether a verb of change, level or share stands first: 增长, not 创 of 创新."""
        if phrase[:1] not in self.stating:
            return False
        word = self.grammar.suffixes.get(tagged(phrase[:8])[0][0])
        return word is not None and word.role in _STATING

    def without_counting_verb(self, noun: str) -> str:
        """推出, 培育形成 and the like before a count, taken off the phrase's end."""
        while noun:
            bare = noun[:-1] if noun.endswith("了") else noun
            for size in range(min(4, len(bare)), 0, -1):
                if bare[-size:] in self.counted:
                    noun = bare[:-size]
                    break
            else:
                return noun
        return noun

    @staticmethod
    def _qualify(words: list[tuple[str, str]]) -> bool:
        """自购 of 自购金额, 广义 of 广义货币余额: verbs and adjectives are part of the indicator."""
        return all(tag[0] in "vabd" for _, tag in words)

    # ---- subject and indicator ------------------------------------------------------------------------------------

    def head(self, noun: str) -> int | None:
        """Where the indicator begins: the head word at the phrase's end with the qualifiers before it."""
        heads = self.grammar.heads
        for size in self.grammar.head_lengths.get(noun[-1:], ()):
            if size <= len(noun) and noun[-size:] in heads:
                start = len(noun) - size
                break
        else:
            if len(noun) < 2 or noun[-1] not in "额量率值价数费款税":
                return None
            words = [word for word, _ in tagged(noun)]
            start = len(noun) - len(words[-1])
            if len(words[-1]) == 1 and len(words) > 1:
                start -= len(words[-2])
        if noun[start:] in self.grammar.share_nouns:
            return start  # 绿色贷款占比: the loans are the subject
        qualifiers, lengths = self.grammar.qualifiers, self.grammar.qualifier_lengths
        while start:
            for size in lengths.get(noun[start - 1], ()):
                if size <= start and noun[start - size : start] in qualifiers:
                    start -= size
                    break
            else:
                break
        return start

    def split(
        self, noun: str, reading: Reading, names: Names, state: State, depth: int
    ) -> tuple[str | None, str | None]:
        role = reading.verb.role if reading.verb else None
        if reading.opinion and names.leading(noun):
            reading.subject_part = None
        if reading.subject_part is not None:
            left = self.without_adverbs(self.without_openings(reading.subject_part).strip(_STRIP))
            reading.counting = reading.counting or (noun != "" and tagged(noun)[0][0] in self.counted)
            return left or self.subject_in_force(state), noun or state.indicator
        if noun.startswith("其") and len(noun) > 1 and not noun.startswith(("其他", "其它", "其余")):
            return self.subject_in_force(state), noun[1:]
        if noun in self.grammar.qualifiers and state.indicator and noun.endswith("均"):
            return self.subject_in_force(state), noun + state.indicator  # 保障航班5.4万架次，日均1.8万架次
        if _THIS.match(noun):
            return state.subject, state.indicator  # 这一比例为43%
        share = noun.find("占")
        if share == 0:
            return self.joined(state), noun
        if share > 0 and not noun.startswith(("占比", "占有"), share):
            left = self.without_adverbs(noun[:share].strip(_STRIP))
            return left or self.joined(state), noun[share:]
        if reading.verb and reading.verb.text in self.grammar.moves and self.is_market_index(noun):
            return noun, None
        head = self.head(noun)
        if noun.endswith(("持股", "持有", "持股比例")) and len(noun) <= 4:
            return names.last(reading.offset, ORG) or state.subject, noun
        if head is not None and noun in self.grammar.share_nouns:
            return self.joined(state), noun
        if head is not None:
            left, indicator = noun[:head].strip(_STRIP), noun[head:]
            if not left and state.indicator and indicator in self.grammar.growth | self.grammar.decline:
                whole = state.indicator.removesuffix(indicator)  # 核心CPI…，涨幅扩大: the rise of what was told
                return self.subject_in_force(state), whole + indicator
            if len(left) > 1 and left.endswith(("和", "与", "及")):
                return self.split(left[:-1], reading, names, state, depth)
            if not left.strip("和与及"):
                left = ""  # nothing is joined to the indicator: 和营业收入：5亿元
            if not left:
                return reading.cause or self.subject_in_force(state), indicator
            place = names.leading(left)
            if place and place in self.grammar.places and left != place:
                return place, noun[len(place) :].lstrip("的")
            if place and 0 < len(left) - len(place) <= 4 and names.labels.get(place, LOC) == LOC:
                return place, noun[len(place) :].lstrip("的")
            words = tagged(left)
            if place and place != left and tagged(left[len(place) :])[0][1] == "v":
                return place, noun[len(place) :].lstrip("的")
            reading.counting = reading.counting or words[0][0] in self.counted
            if not place and words[0][1] == "v" and len(words) > 1:
                return self.subject_in_force(state), noun
            aside = left.find("对", 1)
            if aside > 0:
                if _DIGIT.search(left, aside):
                    return left[:aside], indicator
                return left[:aside], noun[aside:]
            if len(left) <= 4 and names.leading(left) is None and self._qualify(words):
                return self.subject_in_force(state), noun
            return left, indicator
        name = names.leading(noun) if noun.count("“") == noun.count("”") else None
        if name:
            tail = noun[len(name) :]
            if tail.startswith(("、", "和", "与", "及", "以及", "”", "’", "等")):
                if role in CHANGES or not state.indicator:
                    return self._whole(noun, reading, names, state, depth)
                return noun.removesuffix("等"), state.indicator
            rest = tail.strip(_STRIP)
            if rest:
                return name, rest
            return name, state.indicator if depth or role not in CHANGES else self._move(reading, state)
        if noun.endswith(_PLACE_END) and len(noun) <= 6 and (depth or reading.part):
            return noun, state.indicator
        return self._whole(noun, reading, names, state, depth)

    def _whole(
        self, noun: str, reading: Reading, names: Names, state: State, depth: int
    ) -> tuple[str | None, str | None]:
        """A phrase without an indicator word: the thing that changes, or the thing that is counted."""
        noun = noun.removesuffix("等")
        if not noun:
            return reading.cause or self.subject_in_force(state), state.indicator
        if reading.verb and reading.verb.role in CHANGES:
            move = self._move(reading, state)
            common = len(noun) <= 3 and names.leading(noun) is None
            if move is None and common and reading.verb.text not in self.grammar.moves:
                return self.subject_in_force(state), noun  # 亏损面收窄
            return noun, move
        if depth and state.indicator:
            return noun, state.indicator  # （昆明94亿元、曲靖51亿元）
        if state.header and state.indicator:
            return noun, state.indicator  # a line of a table below its heading
        parts = state.in_part and state.split_unit is not None
        if parts and len(noun) <= 4 and reading.verb is None and state.indicator:
            reading.subject_part = reading.subject_part or noun  # 铁路发送旅客580万人次，公路2000万人次
            return noun, state.indicator
        words = tagged(noun)
        reading.counting = reading.counting or words[0][0] in self.counted
        if len(words) > 1 and words[-1][1] == "v" and any(tag[0] in "nj" for _, tag in words[:-1]):
            return noun[: -len(words[-1][0])].strip(_STRIP), words[-1][0]
        return reading.cause or self.subject_in_force(state), noun

    def without_adverbs(self, phrase: str) -> str:
        """全行业共, 中国已: the adverbs before the verb taken off."""
        while phrase and phrase[-1] in self.grammar.adverb_lasts:
            last = tagged(phrase)[-1][0]
            if last not in self.grammar.adverbs:
                return phrase
            phrase = phrase[: -len(last)]
        return phrase

    def _move(self, reading: Reading, state: State) -> str | None:
        """A price's move takes the indicator told before it; other verbs bring their own."""
        if (state.indicator or "").endswith(self.grammar.forecast_indicators):
            return None
        if reading.verb and reading.verb.text in self.grammar.moves:
            return state.indicator
        return state.indicator if reading.part or state.in_part else None
