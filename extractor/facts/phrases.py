"""Subjects and indicators of one figure, or of several that share their words.

In: what was read of the words around figures. Out: `Phrases`. 例: 甲市、乙市出口分别为3亿元、5亿元 → a pair of subject
and indicator for each; 3家信托公司 → the noun behind the figure is what is counted.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.facts.grammar import CHANGES, Role
from extractor.facts.nouns import STRIP, Nouns
from extractor.facts.splitting import split
from extractor.facts.state import Names, State
from extractor.facts.statement import Reading
from extractor.facts.words import tagged
from extractor.mentions import MONEY, MULTIPLE, PERCENT, QUANTITY, FigureMention

_PARTS = regex.compile(r"、|以及|和|与|及|及其|；")
_HELD = regex.compile("持有|减持|增持|收购|出售|转让|受让|认购|取得|控股|的")
_SUMMED = regex.compile(r"等?[两三四五六七八九十](?:[个大类项家](?:\p{Han}{2})|[市省县区国地])")  # 绍兴、台州、丽水三市


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


class PhraseReader:
    """Finds the words of figures with the help of `Nouns`."""

    def __init__(self, nouns: Nouns) -> None:
        self.nouns, self.grammar = nouns, nouns.grammar

    def read(
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
        if behind.startswith("的") and noun and role not in CHANGES and self.nouns.head(noun) == 0 and size == 1:
            owner, _ = self.nouns.cut(behind)
            if owner and not owner.startswith(self.grammar.level_nouns):
                return Phrases([(owner, noun)])  # 总投资60亿元的水利工程
        if figure.label == PERCENT and reading.of and noun and verb is None and "占" not in noun and size == 1:
            phrase, _ = self.nouns.cut(behind) if not self.nouns.opens_with_verb(behind) else ("", "")
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
            subject, indicator = split(self.nouns, noun, reading, names, state, depth)
            return Phrases([(subject, "占" if indicator is None else indicator)] * size, share=True)
        if size > 1:
            spread = self._spread(noun, reading, names, state, depth, size)
            if spread:
                return Phrases(spread)
        pair = split(self.nouns, noun, reading, names, state, depth)
        if size > 1 and len(state.pairs) == size and pair[0] in (state.subject, self.nouns.joined(state)):
            return Phrases([(subject, pair[1]) for subject, _ in state.pairs])
        return Phrases([pair] * size)

    def _behind(
        self, reading: Reading, figure: FigureMention, behind: str, names: Names, state: State, size: int, final: bool
    ) -> Phrases | None:
        """A count before its noun (800多项改革), a part of a group (98%的县城), a stake (51%股权)."""
        noun, rest = self.nouns.cut(behind)
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
            if behind.startswith(self.nouns.stakes):
                held = next((part for part in reversed(_HELD.split(reading.noun)) if part), "")
                subject = names.trailing(held) or held or state.subject
                stake = next(word for word in self.nouns.stakes if behind.startswith(word))
                return Phrases([(subject, stake)] * size, share=True)
            if reading.noun and self.nouns.head(reading.noun) is not None:
                return None
            if not behind.startswith("的") and not self._part_of(noun, reading.noun):
                return None
        elif label == MONEY:
            spent = self._spending(reading, behind) if final else None
            if spent is not None:
                return Phrases([(self._spender(reading, names, state), spent)] * size, counted=True)
            if reading.noun and (
                self.nouns.head(reading.noun) or self.nouns.without_counting_verb(reading.noun) == reading.noun
            ):
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
            subject, indicator = self.nouns.subject_in_force(state), f"{reading.noun}的{noun}"
        elif rest and leads and final and generic and rest[0] not in "将会可能":
            indicator = f"{rest}的{noun}"
        elif label == PERCENT and rest and final and bare and reading.verb is None:
            return Phrases([(noun, rest)] * size, counted=True, share=True, noun=noun)
        alone = leads and (generic if rest else True)
        return Phrases([(subject, indicator)] * size, counted=True, alone=alone, share=label == PERCENT, noun=noun)

    def _adds(self, reading: Reading, behind: str) -> bool:
        """Whether 增加 before a count of things told behind it adds them, with nothing to compare with."""
        if reading.basis or reading.reference or behind.startswith("的") or self.nouns.opens_with_verb(behind):
            return False
        return self.nouns.head(reading.noun) is None and bool(self.nouns.cut(behind)[0])

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

    def _spending(self, reading: Reading, behind: str) -> str | None:
        """What money is spent on: 投资15亿元建设产业基地, 以2亿元回购股份."""
        verb = next((word for word in self.grammar.spending if reading.noun.endswith(word)), None)
        if verb is None or self.nouns.head(reading.noun) not in (None, len(reading.noun) - len(verb)):
            return None
        words = tagged(behind)
        if not words or not words[0][1].startswith("v") or self.nouns.opens_with_verb(behind):
            return None
        return behind if verb in ("以", "用") else verb + behind

    def _spender(self, reading: Reading, names: Names, state: State) -> str | None:
        verb = next(word for word in self.grammar.spending if reading.noun.endswith(word))
        before = self.nouns.without_adverbs((reading.subject_part or "") + reading.noun.removesuffix(verb))
        return names.leading(before) or before or self.nouns.subject_in_force(state)

    def _counted_subject(self, reading: Reading, names: Names, state: State) -> str | None:
        noun = reading.noun
        if reading.subject_part:
            return names.leading(reading.subject_part) or self.nouns.without_adverbs(reading.subject_part)
        whole, noun = noun, self.nouns.without_counting_verb(noun)
        reading.counting = noun != whole
        leads = not whole and reading.verb is None
        if leads and state.counted_subject and state.subject == state.counted_subject[0]:
            return state.counted_subject[1]  # 14个省份参加…，10个省份参加…
        if not noun:
            return self.nouns.subject_in_force(state)
        if noun.startswith(("对", "把", "将", "为", "向", "由", "在", "从", "于", "以", "用", "给")):
            return self.nouns.subject_in_force(state)
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
                return self.nouns.without_adverbs(noun[:at].strip(STRIP)) or state.subject
            at += len(word)
        return self.nouns.without_adverbs(noun) or state.subject

    def _spread(
        self, noun: str, reading: Reading, names: Names, state: State, depth: int, size: int
    ) -> list[tuple[str | None, str | None]] | None:
        """A、B和C before as many figures: one subject, or one indicator, for each."""
        if reading.subject_part:
            parts = self._parts(noun, size)
            subjects = self._parts(reading.subject_part, size)
            if parts:
                return [(reading.subject_part.strip(STRIP), part) for part in parts]
            if subjects:
                return [(subject, noun) for subject in subjects]
            return None
        parts = self._parts(noun, size)
        if not parts:
            return None
        subject, indicator = split(self.nouns, parts[-1], reading, names, state, depth)
        if self.nouns.head(parts[0]) is not None:
            pairs = [split(self.nouns, part, reading, names, state, depth) for part in parts]
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
        parts = [part.strip(STRIP) for part in _PARTS.split(phrase)]
        if len(parts) == size and all(parts):
            return parts
        return None
