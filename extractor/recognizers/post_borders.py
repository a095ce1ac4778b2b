"""Where a body's name ends before a post: regions and the beginning of a title belong to the post.

In: a text and its bodies. Out: the bodies without what belongs to the post behind them. 例: 野村证券中国|首席经济学家 →
野村证券; 开源证券地产|首席分析师 → 开源证券; 易观分析|师 → 易观; 甲国能源|大臣 → 甲国. A listed name stays
whole: SOHO中国|董事长.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractor.lexicon import LongestWord
from extractor.mentions import LOC, ORG, PERSON, Mention
from extractor.ner.corrections import name_rules
from extractor.recognizers.role_grammar import RoleGrammar
from extractor.rulebook import Rulebook

_PLACES = "gazetteers/places"
_LONGEST_CUT = 4  # characters of a title that a body's name may have taken
_OF_OFFICES = "长"  # titles that end so hold the body's own last character: 外交部|长


def finder(rulebook: Rulebook) -> Callable[[str, Mention], Mention]:
    """Compile the rules once; the function returned takes a text and a name, and gives the name as it should be."""
    return _PostBorders(rulebook).cut


class _PostBorders:
    """The borders between bodies and posts, compiled from the rules of titles and names."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._grammar = grammar = RoleGrammar(rulebook)
        self._posts = LongestWord((*grammar.kind, *grammar.modifiers))
        self._region_ends = frozenset(region[-1] for region in grammar.regions)
        self._wide = tuple(region for region in grammar.regions if region.endswith("区"))
        self._persons_posts = LongestWord(
            title
            for title, kind in grammar.kind.items()
            if kind in ("professions", "state") and len(title) > 2 and not title.endswith(_OF_OFFICES)
        )
        self._ministers = LongestWord(
            title for title, kind in grammar.kind.items() if kind == "state" and title.endswith("大臣")
        )
        self._states = frozenset(rulebook.words(_PLACES, "country"))
        self._initials = frozenset(rulebook.words(_PLACES, "initial"))
        self._analysts = LongestWord(title for title in grammar.kind if title.endswith(grammar.analysts))
        self._listed = name_rules(rulebook).borders.companies
        self._places = frozenset(
            word for section in rulebook.names(_PLACES) for word in rulebook.words(_PLACES, section)
        )

    def cut(self, text: str, name: Mention) -> Mention:
        """A name without what belongs to the post behind it."""
        if name.label == PERSON or name.end - name.start < 4:
            return name
        words = text[name.start : name.end]
        if words in self._listed or words in self._places:
            return self._listed_before_title(text, name)
        if name.label == ORG and self._is_ministry(text, name):
            return Mention(name.start, name.end + 1, ORG, words + "部", name.rule, name.confidence)
        end = self._end(text, name)
        if end is None:
            return name
        words = text[name.start : end]
        label = LOC if words in self._places else ORG
        return Mention(name.start, end, label, words, name.rule, name.confidence)

    def _listed_before_title(self, text: str, name: Mention) -> Mention:
        """A listed name, or the shorter one in it where its end begins an analyst's title: 易观|分析师."""
        end = _before_title(text, name, self._analysts) if name.label == ORG else None
        words = text[name.start : end]
        if end is None or words not in self._listed:
            return name
        return Mention(name.start, end, ORG, words, name.rule, name.confidence)

    def _end(self, text: str, name: Mention) -> int | None:
        """Where the name ends before a post, None where all of it is the name."""
        if name.label == LOC:
            return self._before_region(text, name, self._wide)  # 景顺亚太区 is no place
        if not self._posts.end_at(text, name.end):
            return _before_title(text, name, self._persons_posts)
        end = _before_title(text, name, self._ministers)
        return end or self._before_region(text, name, self._grammar.regions) or self._before_field(text, name)

    def _is_ministry(self, text: str, name: Mention) -> bool:
        """Whether the name leaves the 部 of a state's ministry to the title: 甲国卫生|部长."""
        if not text.startswith("部长", name.end) or text[name.end - 1] == "部" or name.confidence is None:
            return False
        heads = range(name.start + 2, name.end - 1)
        return text[name.start] in self._initials or any(text[name.start : end] in self._states for end in heads)

    def _before_region(self, text: str, name: Mention, regions: Sequence[str]) -> int | None:
        if text[name.end - 1] not in self._region_ends:
            return None
        region = next((r for r in regions if text.endswith(r, name.start + 2, name.end)), None)
        if region is None or text[name.start : name.end - len(region)] in self._places:
            return None
        return name.end - len(region)

    def _before_field(self, text: str, name: Mention) -> int | None:
        """Where the listed house ends whose field of work goes on: 开源证券|地产 首席分析师."""
        units = self._grammar.units + self._grammar.suffixes
        if self._analysts.end_at(text, name.end) is None or text.endswith(units, 0, name.end):
            return None
        ends = range(name.end - 2, name.start + 2, -1)
        return next((end for end in ends if text[name.start : end] in self._listed), None)


def _before_title(text: str, name: Mention, posts: LongestWord) -> int | None:
    """Where a name ends whose last characters begin a title: 易观|分析师."""
    for start in range(max(name.start + 2, name.end - _LONGEST_CUT), name.end):
        end = posts.end_at(text, start)
        if end is not None and end > name.end:
            return start
    return None
