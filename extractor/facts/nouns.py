"""Noun phrases: where a noun ends, where its indicator begins, what comes before and behind it that is no part of it.

In: the words before or behind a figure. Out: their parts. 例: the head of 新能源汽车产量 begins at 5;
示范园区建成运营 behind a count → (示范园区, 建成运营).
"""

from __future__ import annotations

from functools import partial

from extractor.facts.grammar import Grammar, Role
from extractor.facts.spans import DATE, EMPTY, Words
from extractor.facts.words import tagged
from extractor.facts.words_before import EDGE
from extractor.lazy import lazy_re
from extractor.lexicon import NEVER, alternation, alternatives, lengths_by
from extractor.mentions import FigureMention
from extractor.rulebook import Rulebook

_PUNCTUATION = lazy_re(r"[，,。；;：:！？!?、（()）\n]")
_STATING = frozenset((Role.RISE, Role.FALL, Role.TO, Role.LEVEL, Role.SHARE, Role.FLAT, Role.BASIS))
_LEADS = f"{DATE}，、“"
_LEADING = lazy_re(rf"[{_LEADS}\s]+")
_PUNCTUATION_BUT_LISTS = lazy_re(r"[，,。；;：:！？!?（()）\n]")
_PROPERTY_ENDS = "额量率值价数费款税"
STRIP = " 　\t的、，,：:；;—-"


class Nouns:
    """Reads noun phrases by the indicator words of `rules/facts/indicators.txt`."""

    def __init__(self, rulebook: Rulebook, grammar: Grammar) -> None:
        self.grammar = grammar
        self._opening_lengths = lengths_by((word for word in grammar.openings if len(word) > 1), 0)
        lengths = partial(rulebook.words, "facts/frames")
        taken_off = (*grammar.suffixes, *lengths("lengths"), *lengths("behind_length"))
        self._may_end = frozenset(word[-1] for word in (*taken_off, *grammar.heads)).union(_PROPERTY_ENDS, EDGE, DATE)
        self.counted = frozenset(rulebook.words("facts/verbs", "counted"))
        self.share_words = tuple(rulebook.words("facts/indicators", "share"))
        # the first characters of words of change, level and share
        self.stating = frozenset(text[0] for text, word in grammar.suffixes.items() if word.role in _STATING)
        self.stakes = rulebook.words("facts/indicators", "stakes")
        self.held = lazy_re("|".join((*rulebook.words("facts/verbs", "held"), "的")))
        self.sentence_words = frozenset(rulebook.words("facts/frames", "sentence_words"))
        measures = alternation(rulebook.words("facts/indicators", "measures")) or NEVER
        self.this_measure = lazy_re(f"{alternatives(rulebook.words('facts/frames', 'this'))}(?:{measures})$")

    def is_share(self, indicator: str | None) -> bool:
        """占…, …占比, …比重 and …之比 are shares; other rates are levels."""
        if not indicator:
            return False
        return indicator[0] == "占" or indicator.endswith(self.share_words)

    def is_market_index(self, phrase: str) -> bool:
        """上证指数 and 创业板指 are things of the market, 消费价格指数 is a statistic."""
        if not phrase.endswith(self.grammar.indexed):
            return False
        return not (phrase.endswith("指数") and phrase[:-2].endswith(self.grammar.statistical))

    def without_openings(self, words: Words) -> Words:
        """A phrase without the connectives and times it opens with."""
        return words[self.behind_openings(words.text) :]

    def behind_openings(self, text: str) -> int:
        """Where a phrase begins behind the connectives and times it opens with."""
        openings, lengths = self.grammar.openings, self._opening_lengths
        first = text[:1]
        if first in _LEADS or first.isspace():
            at = lead.end() if (lead := _LEADING.match(text)) else 0
        elif first in lengths:
            at = 0
        else:
            return 0  # nearly all phrases
        while at < len(text):
            for size in lengths.get(text[at], ()):
                if text[at : at + size] in openings:
                    at += size
                    at = lead.end() if (lead := _LEADING.match(text, at)) else at
                    break
            else:
                break
        return at

    # ---- behind the figure ----------------------------------------------------------------------------------------

    def behind(self, text: str, figure: FigureMention, end: int) -> Words:
        """The noun phrase right behind a figure, up to punctuation or a word that no noun holds."""
        start = figure.outer_end
        if start >= end:
            return EMPTY
        stop = (_PUNCTUATION_BUT_LISTS if "等" in text[start:end] else _PUNCTUATION).search(text, start, end)
        return Words(text[start : stop.start() if stop else end], start).strip()

    def cut(self, behind: Words) -> tuple[Words, Words]:
        """The noun behind a count and what is said of it after that."""
        phrase = behind.strip(STRIP)
        if not phrase.text:
            return phrase, phrase
        while phrase.text.endswith(("和", "与", "及", "以及")):
            phrase = phrase[: -2 if phrase.text.endswith("以及") else -1].strip(STRIP)
        text = phrase.text
        if text.startswith("由") and not text.endswith("的"):
            return phrase, EMPTY
        if self.opens_with_verb(text):
            return EMPTY, phrase
        cut = self._noun_length(text)
        if cut and text[cut - 1] == "净":
            cut -= 1
        if cut == len(text):
            return phrase, EMPTY
        return phrase[:cut].strip(STRIP), phrase[cut:].strip(STRIP)

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
            inside = at <= listed or (at <= possessive and word not in self.sentence_words)
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
        """Whether a verb of change, level or share is first: 增长, not 创 of 创新."""
        if phrase[:1] not in self.stating:
            return False
        word = self.grammar.suffixes.get(tagged(phrase[:8])[0][0])
        return word is not None and word.role in _STATING

    def without_counting_verb(self, noun: Words) -> Words:
        """推出, 培育形成 and the like before a count, taken off the phrase's end."""
        text = noun.text
        while text:
            bare = text[:-1] if text.endswith("了") else text
            size = next((size for size in range(min(4, len(bare)), 0, -1) if bare[-size:] in self.counted), 0)
            if not size:
                break
            text = bare[:-size]
        return noun[: len(text)]

    def may_end_in_head(self, text: str) -> bool:
        """Whether words may end in an indicator, once verbs, marks and lengths of time are taken off their end."""
        return text[-1:] in self._may_end or "每" in text[-5:]

    # ---- the indicator -----------------------------------------------------------------------------------------------

    def head(self, noun: str) -> int | None:
        """Where the indicator begins: the head word at the phrase's end with the qualifiers before it."""
        heads = self.grammar.heads
        for size in self.grammar.head_lengths.get(noun[-1:], ()):
            if size <= len(noun) and noun[-size:] in heads:
                start = len(noun) - size
                break
        else:
            if len(noun) < 2 or noun[-1] not in _PROPERTY_ENDS:
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

    def without_adverbs(self, phrase: Words) -> Words:
        """全行业共, 中国已: the adverbs before the verb taken off."""
        text = phrase.text
        while text and text[-1] in self.grammar.adverb_lasts:
            last = tagged(text)[-1][0]
            if last not in self.grammar.adverbs:
                break
            text = text[: -len(last)]
        return phrase if len(text) == len(phrase.text) else phrase[: len(text)]
