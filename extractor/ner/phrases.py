"""Spans of a model that are phrases and no names, and the names that are in them.

In: a text and a span. Out: the spans that are left of it, None where it is no such phrase.

    日本气象部门 → 日本 · 联合国机构 → 联合国 · 柬泰 before 两国 → 柬, 泰 · 以〔方正〕在 → nothing
    评级机构穆迪 → 穆迪
"""

from __future__ import annotations

from collections.abc import Mapping

from extractor.lazy import lazy_regex
from extractor.lexicon import NEVER, alternation, in_latin_word
from extractor.ner.model import NamedSpan
from extractor.recognizers.organizations import generic, kind_of_business
from extractor.rulebook import Rulebook
from extractor.segmentation import tagged

PLACES, SHAPES = "gazetteers/places", "gazetteers/shapes"
SURE = 0.9  # the score of a name that words before it show to be a body's
DOUBTFUL = 0.75  # a person's name of a lower score is a place where it has a place's words beside it
_NO_PERSON = ("a", "ad", "an", "d", "i", "l", "v", "vn", "z")  # parts of speech of 朴实, 亭亭玉立
_ORDINARY = ("n", "v", "vn", "a", "an", "b")  # parts of speech of words that name nothing
LONGEST_HEAD = 16  # characters of a listed name before a generic ending


class Phrases:
    """The words that make a phrase of a name, of a rulebook.

    Args:
        rulebook: its file `gazetteers/shapes` holds the words.
        known: every listed name with its label, how certain it is, and the rule that lists it.
    """

    def __init__(self, rulebook: Rulebook, known: Mapping[str, tuple[str, int, str]]) -> None:
        def words(file: str, name: str) -> tuple[str, ...]:
            return tuple(w for entry in rulebook.sections.get((file, name), ()) for w in entry.words)

        self._known = known
        self._initials = frozenset(words(PLACES, "initial"))
        self._between = words(SHAPES, "between_countries")
        self._people = frozenset((*rulebook.words("people", "known"), *words("gazetteers/people", "person")))
        self._behind_people = frozenset(words(SHAPES, "behind_people"))
        self._behind_places, self._before_places = words(SHAPES, "behind_places"), words(SHAPES, "before_places")
        self._sides = self._initials.union(words(SHAPES, "sides"))
        self._tails = words(SHAPES, "generic_tails")
        self._straddling = frozenset(words(SHAPES, "straddling_behind"))
        self._suffixes = rulebook.words("organizations", "suffixes")
        self._common = frozenset(words(SHAPES, "common_words"))
        self._sides_of_two = self._initials.union("中")
        self._crops = frozenset(words(SHAPES, "crops"))
        self._not_tails = words(SHAPES, "not_tails")
        self._events = words(SHAPES, "events")
        self._not_events = words(SHAPES, "not_events")
        self._generic = generic(rulebook)
        self._kind = kind_of_business(rulebook)
        endings = alternation(words(SHAPES, "body_ending")) or NEVER
        self._name = lazy_regex(rf"[A-Z][A-Za-z.&+-]+|\p{{Han}}{{2,16}}(?:{endings})")

    def left(self, text: str, span: NamedSpan) -> list[NamedSpan] | None:
        """What is left of a span that is a phrase, None where it is none."""
        start, end = span.start, span.end
        word = text[start:end]
        if span.label == "LOC" or word in self._known:
            return None
        if len(word) == 2 and word[0] in self._initials and word[1] in self._initials:
            if text.startswith(self._between, end):  # 柬泰两国
                return self._two(span)
            return None
        return self._person(text, span, word) if span.label == "PERSON" else self._body(text, span, word)

    def _person(self, text: str, span: NamedSpan, word: str) -> list[NamedSpan] | None:
        before = text[span.start - 1 : span.start]
        if word == "方正" and text[span.end : span.end + 1] == "在" and before in self._sides:
            return []  # 以方|正在
        if len(word) == 2 and word[0] in self._initials and word[1] == "方":
            return []  # 孟方
        if word[:-1] in self._people and word[-1] in self._behind_people:
            return [span._replace(end=span.end - 1)]  # 韩正|在
        if span.score is None or span.score >= SURE or "·" in word:
            return None
        if text.startswith(self._behind_places, span.end) or (
            len(word) > 3 and span.score < DOUBTFUL and text.endswith(self._before_places, 0, span.start)
        ):
            return [span._replace(label="LOC")]  # 在〔阿夫杰耶夫卡〕, 〔库拉霍沃〕方向
        words = tagged(word)
        return [] if len(words) == 1 and len(word) != 3 and words[0][1] in _NO_PERSON else None

    def _body(self, text: str, span: NamedSpan, word: str) -> list[NamedSpan] | None:
        is_event = word.endswith(self._events) and not word.endswith(self._not_events)
        if is_event or text[span.end - 1 : span.end + 1] in self._straddling:
            return []  # 海地安全〔局〕势
        if word.endswith(self._tails) and not word.endswith(self._not_tails):
            return self._before_tail(span, word)
        is_doubtful = span.score is not None and span.score < SURE
        if is_doubtful and word in self._common:
            return []
        places = self._places(span, word) if is_doubtful and not word.endswith(self._suffixes) else None
        if places is not None:
            return places
        head = self._head(word)
        # 山西小米, 美国情报机构, 联合国机构
        if head and (word[head:] in self._crops or (self._generic(word[head:]) and word.endswith("机构"))):
            return self._listed_head(span, word)
        return self._behind_kind(span, word)

    def _before_tail(self, span: NamedSpan, word: str) -> list[NamedSpan]:
        """The body before 部门, 机关 or the like: 内蒙古军区|机关; else a listed name that the phrase begins with."""
        inner = next(word[: -len(tail)] for tail in self._tails if word.endswith(tail))
        if len(inner) > 2 and inner.endswith(self._suffixes):
            return [span._replace(end=span.start + len(inner))]
        return self._listed_head(span, word)

    def _behind_kind(self, span: NamedSpan, word: str) -> list[NamedSpan] | None:
        """The name behind what kind of body it is: 评级机构|穆迪, 研究机构|Canalys; None where there is none."""
        kind = self._kind.match(word)
        if not kind or kind.end() >= len(word) - 1:
            return None
        rest = word[kind.end() :]
        if rest not in self._known and not self._name.fullmatch(rest):
            return None
        return [span._replace(start=span.start + kind.end(), score=max(span.score or SURE, SURE))]

    def _places(self, span: NamedSpan, word: str) -> list[NamedSpan] | None:
        """The places that a doubtful body is made of: 中〔塞〕政治, 乌〔有限〕, 英国曼彻斯特; None where it is none."""
        head = self._head(word)
        if head > 1:
            if self._label(word[:head]) == self._label(word[head:]) == "LOC":
                return [span._replace(label="LOC")]
            return None
        first, second = word[0] in self._sides_of_two, word[1] in self._sides_of_two
        if first and second and (len(word) == 2 or len(word) > 3):
            return self._two(span)
        if word[0] in self._initials and len(word) > 2 and all(tag in _ORDINARY for _, tag in tagged(word[1:])):
            return self._two(span)[:1]
        return None

    def _two(self, span: NamedSpan) -> list[NamedSpan]:
        """The two countries whose initials a span begins with."""
        rule = f"{SHAPES}.between_countries"
        return [NamedSpan(at, at + 1, "LOC", span.score, rule) for at in (span.start, span.start + 1)]

    def _label(self, word: str) -> str:
        return self._known[word][0] if word in self._known else ""

    def _listed_head(self, span: NamedSpan, word: str) -> list[NamedSpan]:
        """The listed place or body that a phrase begins with, if any."""
        head = self._head(word)
        label = self._label(word[:head])
        return [span._replace(end=span.start + head, label=label)] if head else []

    def _head(self, word: str) -> int:
        """The length of the longest listed place or body that a span begins with."""
        sizes = range(min(len(word) - 1, LONGEST_HEAD), 0, -1)
        return next((n for n in sizes if self._label(word[:n]) in ("LOC", "ORG") and not in_latin_word(word, n)), 0)
