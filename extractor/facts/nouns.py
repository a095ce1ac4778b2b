"""Noun phrases: which part of the words around a figure is its subject and which its indicator.

In: a `Reading` and the words behind the figure. Out: one (subject, indicator) pair for each figure of a list.
例: 高技术产业和战略性新兴产业增加值 + two figures → (高技术产业, 增加值), (战略性新兴产业, 增加值).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import regex

from extractor.facts.grammar import CHANGES, Grammar, Role
from extractor.facts.state import Names, State
from extractor.facts.statement import MARK, Reading
from extractor.facts.words import tagged
from extractor.mentions import LOC, MONEY, MULTIPLE, ORG, PERCENT, QUANTITY, FigureMention
from extractor.rulebook import Rulebook

_PARTS = regex.compile(r"、|以及|和|与|及|及其|；")
_PUNCTUATION = regex.compile(r"[，,。；;：:！？!?、（()）\n]")
_HELD = regex.compile("持有|减持|增持|收购|出售|转让|受让|认购|取得|控股|的")
_THIS = regex.compile(r"(?:这一|该|此|上述|这个)(?:比例|比重|占比|数字|指标|数据|数值|水平|规模|总量|增速|增幅|比率)$")
_SUMMED = regex.compile(r"等?[两三四五六七八九十](?:[个大类项家](?:\p{Han}{2})|[市省县区国地])")  # 绍兴、台州、丽水三市
_STATING = frozenset((Role.RISE, Role.FALL, Role.TO, Role.LEVEL, Role.SHARE, Role.FLAT, Role.BASIS))
_SENTENCE_WORDS = frozenset("将已均都也被把由从向并不未可能会就还则共")
_LEADING = re.compile(rf"(?:{MARK}|[\s，、“])+")
_DIGIT = regex.compile(r"[0-9]")
_PUNCTUATION_BUT_LISTS = regex.compile(r"[，,。；;：:！？!?（()）\n]")
_STRIP = " 　\t的、，,：:；;—-"
_PLACE_END = ("省", "市", "区", "县", "州", "镇", "乡", "旗", "自治区", "兵团")


@dataclass(slots=True)
class Phrases:
    """Pairs of subject and indicator.

    `counted`: the noun counted stands behind the figure (`noun`). `alone`: the count itself is spoken of.
    """

    pairs: list[tuple[str | None, str | None]]
    counted: bool = False
    alone: bool = False
    share: bool = False
    noun: str = ""


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

    def phrases(
        self,
        reading: Reading,
        figure: FigureMention,
        behind: str,
        size: int,
        names: Names,
        state: State,
        depth: int,
        final: bool,
    ) -> Phrases:
        """One pair for each figure of the list."""
        verb = reading.verb
        if verb and verb.text in ("增加", "增") and figure.label == QUANTITY and behind and self._adds(reading, behind):
            verb = reading.verb = None  # 全市共增加4例阳性感染者: a count, not a change of one
        role = verb.role if verb else None
        if behind and role not in CHANGES and role not in (Role.TO, Role.GROWTH, Role.DECLINE):
            found = self._behind(reading, figure, behind, names, state, size, final)
            if found is not None:
                return found
        noun = reading.noun
        if behind.startswith("的") and noun and role not in CHANGES and self.head(noun) == 0 and size == 1:
            owner, _ = self._cut(behind)
            if owner and not owner.startswith(self.grammar.level_nouns):
                return Phrases([(owner, noun)])  # 总投资60亿元的水利工程
        if figure.label == PERCENT and reading.of and noun and verb is None and "占" not in noun and size == 1:
            phrase, _ = self._cut(behind) if not self._opens_with_verb(behind) else ("", "")
            return Phrases([(noun, phrase or None)], share=True)  # 对外投资的73.3%流向…
        bare = verb is None or verb.text in ("超", "超过", "逾", "近", "约", "有")
        if figure.label == PERCENT and not noun and bare and size == 1 and self._predicate(behind):
            return Phrases([(state.subject, behind)], share=True)  # 近六成表示将增加招聘
        if noun in self.grammar.unnamed and reading.modality == "forecast":
            noun = reading.noun = ""  # 市场预估120.1亿美元: of what was told before
        if not noun and reading.subject_part is None:
            if size > 1 and len(state.pairs) == size:
                return Phrases(list(state.pairs))
            subjects = self._parts(state.subject or "", size) if size > 1 else None
            if subjects:
                return Phrases([(subject, state.indicator) for subject in subjects])
            if role in CHANGES and state.count and state.count[0] == figure.unit:
                return Phrases([state.count[1:]] * size)
            if role in CHANGES and state.base and figure.unit != "pp":
                return Phrases([state.base] * size)  # 占比24%，同比增长33%: the growth is not that of the share
            return Phrases([(state.subject, state.indicator)] * size)
        if role is Role.SHARE and noun:
            pair = (self._joined(state), "占") if not noun else self.split(noun, reading, names, state, depth)
            return Phrases([(pair[0], "占" if pair[1] is None else pair[1])] * size, share=True)
        if size > 1:
            spread = self._spread(noun, reading, names, state, depth, size)
            if spread:
                return Phrases(spread)
        pair = self.split(noun, reading, names, state, depth)
        if size > 1 and len(state.pairs) == size and pair[0] in (state.subject, self._joined(state)):
            return Phrases([(subject, pair[1]) for subject, _ in state.pairs])
        return Phrases([pair] * size)

    @staticmethod
    def _subject_in_force(state: State) -> str | None:
        """The subject told before; behind a paragraph's end that of the article rather than the last one named."""
        if state.aside:
            aside = Nouns.opening_noun(state.aside)
            state.aside = None
            if aside:
                return aside
        return state.topic if state.stale and state.topic else state.subject

    def _joined(self, state: State) -> str | None:
        """Whose share a bare 占… is: the phrase in force, or that of the share told just before."""
        subject, indicator = state.base or (state.subject, state.indicator)
        if (state.joined or state.base) and indicator and indicator not in self.grammar.transparent:
            return (subject or "") + indicator
        return subject

    def _behind(
        self, reading: Reading, figure: FigureMention, behind: str, names: Names, state: State, size: int, final: bool
    ) -> Phrases | None:
        """A count before its noun (800多项改革), a part of a group (98%的县城), a stake (51%股权)."""
        noun, rest = self._cut(behind)
        if not noun and figure.label == QUANTITY and state.count and state.count[0] == figure.unit and not reading.noun:
            _, subject, told = state.count  # 40个城市中，有12个高于均值: the noun was told before
            noun = (told or "").rsplit("的", 1)[-1]
            return Phrases([(subject, f"{rest}的{noun}")] * size, counted=True, noun=noun)
        if not noun:
            return None
        if noun.startswith(self.grammar.level_nouns) and (behind.startswith("的") or reading.noun):
            return None
        label = figure.label
        if label == PERCENT:
            if behind.startswith(self.stakes):
                held = next((part for part in reversed(_HELD.split(reading.noun)) if part), "")
                subject = names.trailing(held) or held or state.subject
                stake = next(word for word in self.stakes if behind.startswith(word))
                return Phrases([(subject, stake)] * size, share=True)
            if reading.noun and self.head(reading.noun) is not None:
                return None
            if not behind.startswith("的") and not self._part_of(noun, reading.noun):
                return None
        elif label == MONEY:
            spent = self._spending(reading, behind) if final else None
            if spent is not None:
                return Phrases([(self._spender(reading, names, state), spent)] * size, counted=True)
            if reading.noun and (self.head(reading.noun) or self._without_counting_verb(reading.noun) == reading.noun):
                return None
            if noun.startswith(("以上", "以下")):
                return None
        elif label == MULTIPLE or (figure.unit == "" and not behind):
            return None
        subject = self._counted_subject(reading, names, state)
        indicator = noun
        bare = not reading.noun or names.leading(reading.noun) == reading.noun
        leads = bare or reading.noun.endswith("等")
        leads = leads and (reading.verb is None or reading.verb.text in ("有", "已有"))
        generic = bool(leads and rest) and tagged(noun)[-1][0] in self.grammar.generic_nouns
        if reading.of and label == QUANTITY and reading.noun and reading.verb is None:
            subject, indicator = self._subject_in_force(state), f"{reading.noun}的{noun}"
        elif rest and leads and final and generic and rest[0] not in "将会可能":
            indicator = f"{rest}的{noun}"
        elif label == PERCENT and rest and final and bare and reading.verb is None:
            return Phrases([(noun, rest)] * size, counted=True, share=True, noun=noun)
        alone = leads and (generic if rest else True)
        return Phrases([(subject, indicator)] * size, counted=True, alone=alone, share=label == PERCENT, noun=noun)

    def _adds(self, reading: Reading, behind: str) -> bool:
        """Whether 增加 before a count of things told behind it adds them, with nothing to compare with."""
        if reading.basis or reading.reference or behind.startswith("的") or self._opens_with_verb(behind):
            return False
        return self.head(reading.noun) is None and bool(self._cut(behind)[0])

    @staticmethod
    def _predicate(behind: str) -> bool:
        words = tagged(behind[:12])
        return bool(words) and words[0][1] == "v" and len(behind) > len(words[0][0])

    @staticmethod
    def _part_of(noun: str, before: str) -> bool:
        """80%以上援疆资金 is a part of the funds, where no noun stands before it."""
        if before and any(tag.startswith("n") for _, tag in tagged(before)):
            return False
        words = tagged(noun)
        return len(noun) > 1 and words[0][1].startswith(("n", "j", "l", "b", "s"))

    def _cut(self, behind: str) -> tuple[str, str]:
        """The noun behind a count and what is said of it after that."""
        phrase = behind.strip(_STRIP)
        while phrase.endswith(("和", "与", "及", "以及")):
            phrase = phrase[: -2 if phrase.endswith("以及") else -1].strip(_STRIP)
        if phrase.startswith("由") and not phrase.endswith("的"):
            return phrase, ""
        if self._opens_with_verb(phrase):
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

    def _opens_with_verb(self, phrase: str) -> bool:
        """Whether a verb of change, level or share stands first: 增长, not 创 of 创新."""
        if phrase[:1] not in self.stating:
            return False
        word = self.grammar.suffixes.get(tagged(phrase[:8])[0][0])
        return word is not None and word.role in _STATING

    def _spending(self, reading: Reading, behind: str) -> str | None:
        """What money is spent on: 投资15亿元建设产业基地, 以2亿元回购股份."""
        verb = next((word for word in self.grammar.spending if reading.noun.endswith(word)), None)
        if verb is None or self.head(reading.noun) not in (None, len(reading.noun) - len(verb)):
            return None
        words = tagged(behind)
        if not words or not words[0][1].startswith("v") or self._opens_with_verb(behind):
            return None
        return behind if verb in ("以", "用") else verb + behind

    def _spender(self, reading: Reading, names: Names, state: State) -> str | None:
        verb = next(word for word in self.grammar.spending if reading.noun.endswith(word))
        before = self._without_adverbs((reading.subject_part or "") + reading.noun.removesuffix(verb))
        return names.leading(before) or before or self._subject_in_force(state)

    def _counted_subject(self, reading: Reading, names: Names, state: State) -> str | None:
        noun = reading.noun
        if reading.subject_part:
            return names.leading(reading.subject_part) or self._without_adverbs(reading.subject_part)
        whole, noun = noun, self._without_counting_verb(noun)
        reading.counting = noun != whole
        leads = not whole and reading.verb is None
        if leads and state.counted_subject and state.subject == state.counted_subject[0]:
            return state.counted_subject[1]  # 14个省份参加…，10个省份参加…
        if not noun:
            return self._subject_in_force(state)
        if noun.startswith(("对", "把", "将", "为", "向", "由", "在", "从", "于", "以", "用", "给")):
            return self._subject_in_force(state)
        name = names.leading(noun)
        if name:
            return name
        trailing = names.trailing(noun)
        if trailing:
            return trailing
        words = tagged(noun)
        if not any(tag[0] in "njsil" or tag == "eng" for _, tag in words):
            return state.subject
        if noun.endswith("等"):
            return state.subject  # a list that the counted noun sums up
        at = 0
        for order, (word, tag) in enumerate(words):
            if tag in ("v", "p") or (at and tag == "d") or (tag == "vn" and order == len(words) - 1):
                return self._without_adverbs(noun[:at].strip(_STRIP)) or state.subject
            at += len(word)
        return self._without_adverbs(noun) or state.subject

    def _without_counting_verb(self, noun: str) -> str:
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
            left = self._without_adverbs(self.without_openings(reading.subject_part).strip(_STRIP))
            reading.counting = reading.counting or (noun != "" and tagged(noun)[0][0] in self.counted)
            return left or self._subject_in_force(state), noun or state.indicator
        if noun.startswith("其") and len(noun) > 1 and not noun.startswith(("其他", "其它", "其余")):
            return self._subject_in_force(state), noun[1:]
        if noun in self.grammar.qualifiers and state.indicator and noun.endswith("均"):
            return self._subject_in_force(state), noun + state.indicator  # 保障航班5.4万架次，日均1.8万架次
        if _THIS.match(noun):
            return state.subject, state.indicator  # 这一比例为43%
        share = noun.find("占")
        if share == 0:
            return self._joined(state), noun
        if share > 0 and not noun.startswith(("占比", "占有"), share):
            left = self._without_adverbs(noun[:share].strip(_STRIP))
            return left or self._joined(state), noun[share:]
        if reading.verb and reading.verb.text in self.grammar.moves and self.is_market_index(noun):
            return noun, None
        head = self.head(noun)
        if noun.endswith(("持股", "持有", "持股比例")) and len(noun) <= 4:
            return names.last(reading.offset, ORG) or state.subject, noun
        if head is not None and noun in self.grammar.share_nouns:
            return self._joined(state), noun
        if head is not None:
            left, indicator = noun[:head].strip(_STRIP), noun[head:]
            if not left and state.indicator and indicator in self.grammar.growth | self.grammar.decline:
                whole = state.indicator.removesuffix(indicator)  # 核心CPI…，涨幅扩大: the rise of what was told
                return self._subject_in_force(state), whole + indicator
            if len(left) > 1 and left.endswith(("和", "与", "及")):
                return self.split(left[:-1], reading, names, state, depth)
            if not left.strip("和与及"):
                left = ""  # nothing is joined to the indicator: 和营业收入：5亿元
            if not left:
                return reading.cause or self._subject_in_force(state), indicator
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
                return self._subject_in_force(state), noun
            aside = left.find("对", 1)
            if aside > 0:
                if _DIGIT.search(left, aside):
                    return left[:aside], indicator
                return left[:aside], noun[aside:]
            if len(left) <= 4 and names.leading(left) is None and self._qualify(words):
                return self._subject_in_force(state), noun
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
            return reading.cause or self._subject_in_force(state), state.indicator
        if reading.verb and reading.verb.role in CHANGES:
            move = self._move(reading, state)
            common = len(noun) <= 3 and names.leading(noun) is None
            if move is None and common and reading.verb.text not in self.grammar.moves:
                return self._subject_in_force(state), noun  # 亏损面收窄
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
        return reading.cause or self._subject_in_force(state), noun

    def _without_adverbs(self, phrase: str) -> str:
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

    def _spread(
        self, noun: str, reading: Reading, names: Names, state: State, depth: int, size: int
    ) -> list[tuple[str | None, str | None]] | None:
        """A、B和C before as many figures: one subject, or one indicator, for each."""
        if reading.subject_part:
            parts = self._parts(noun, size)
            subjects = self._parts(reading.subject_part, size)
            if parts:
                return [(reading.subject_part.strip(_STRIP), part) for part in parts]
            if subjects:
                return [(subject, noun) for subject in subjects]
            return None
        parts = self._parts(noun, size)
        if not parts:
            return None
        subject, indicator = self.split(parts[-1], reading, names, state, depth)
        if self.head(parts[0]) is not None:
            pairs = [self.split(part, reading, names, state, depth) for part in parts]
            first = pairs[0][0]
            owner = first if first and names.leading(first) == first else None
            return [
                (first, pair[1]) if pair[0] == state.subject else (owner, part) if owner and order else pair
                for order, (pair, part) in enumerate(zip(pairs, parts, strict=True))
            ]
        last = subject if subject and subject in parts[-1] else parts[-1]
        return [(part, indicator) for part in [*parts[:-1], last]]

    @staticmethod
    def _parts(phrase: str, size: int) -> list[str] | None:
        phrase = _SUMMED.sub("", phrase)
        parts = [part.strip(_STRIP) for part in _PARTS.split(phrase)]
        if len(parts) == size and all(parts):
            return parts
        return None
