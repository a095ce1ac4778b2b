"""Policy terms: the coined words of policy, from a lexicon (`rules/policy_terms.txt`) and the shapes coinages take.

In: a `Document`. Out: POLICY_TERM mentions without the quotation marks around them; the longest wins, and nothing is
taken out of a title between 《 and 》. 例: “2441”高精尖产业体系，“十四五”时期的碳中和路径 → 2441, 十四五, 碳中和.

Shapes that find terms no list holds:

- a coinage between quotation marks with a policy word behind it: “千家场景”行动, “三新一高”战略;
- a slogan of numbers between quotation marks: “四个全面”, “三个没有变”, “五位一体”;
- a named action without quotation marks: 深入实施…提质增效工程.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex

from extractor.document import Document
from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import alternatives
from extractor.mentions import POLICY_TERM, Mention
from extractor.recognizers.laws import bracketed_titles
from extractor.rulebook import Rulebook

FILE = "policy_terms"
LONGEST_ACTION = 60
_SHORTEST_ACTION = 3  # characters before its head
"""Characters behind a verb in which a named action is looked for; its name has at most 18 and a head."""
# sections that are not lists of terms, but what the shapes are made of
GRAMMAR = frozenset(
    ("quoted", "patterns", "heads", "code_heads", "own_heads", "launching", "weak_heads", "not_terms", "not_inside")
) | frozenset(
    ("action_heads", "action_verbs", "plain_actions", "slogan_heads", "slogan_verbs", "not_launched", "not_heads")
) | frozenset(("slogan_endings",)
)
_QUOTES = (("“", "”"), ("「", "」"), ("‘", "’"), ('"', '"'))
_QUOTED = lazy_re(r"[“「]([^“”「」\n，。；：！？]{2,18})[”」]")
# “2441”, “1+6+N”, “13+25”
_CODE = lazy_regex(r"[\dNnXx]{1,4}(?:\+[\dNnXx]{1,4}){0,4}")
_JOINTS = ("、", "和", "与", "及")
_NUMERALS = frozenset("一两二三四五六七八九十百千万")
# “三个没有变”, “六张网”, “五大安全”; one thing alone (一张图) is no slogan, nor is a span of time
_COUNTED = lazy_regex(r"[两二三四五六七八九十百]{1,2}[个大项条张篇种](?!月|小时|多|人$|百分点)\p{Han}{1,8}")
# “五位一体”, “八纵八横”, “三高四新”, “三去一降一补”: at least two numbers, each with its word
# “三绿” behind what it stands for: 扩绿、兴绿、护绿“三绿”
_SPELLED_OUT = lazy_regex(r"(?:\p{Han}{1,6}[、，]){1,6}\p{Han}{1,6}?等?的?[“「]")
SPELLED_OUT = 24
"""Characters before a slogan of a number and one word in which what it stands for is looked for."""
_COUPLETS = lazy_regex(r"(?!一[箭天日年月季])(?:[一两二三四五六七八九十百千万]\p{Han}){2,5}\p{Han}?")


def recognizer(rulebook: Rulebook) -> Callable[[Document], Sequence[Mention]]:
    """Compile the rules once; the function returned finds the policy terms of a document, in text order."""
    terms = rulebook.lexicons.lexicon(FILE, lambda: _terms(rulebook))
    patterns = [regex.compile(line) for line in rulebook.lines(FILE, "patterns")]
    quoted = _quoted_coinages(rulebook)
    actions = _named_actions(rulebook)

    def find(document: Document) -> list[Mention]:
        text = document.text
        mentions = []
        for start, end, (norm, rule, inset) in terms(document):
            mentions.append(Mention(start + inset, end - inset, POLICY_TERM, norm, rule))
        for pattern in patterns:
            for match in pattern.finditer(text):
                mentions.append(Mention(match.start(), match.end(), POLICY_TERM, match[0], f"{FILE}.patterns"))
        mentions += quoted(text)
        mentions += actions(document)
        return longest_terms(mentions, bracketed_titles(text))

    return find


def longest_terms(mentions: list[Mention], taken: Sequence[tuple[int, int]]) -> list[Mention]:
    """The mentions that no longer one and no span of `taken` (sorted) covers or crosses, in the text's order."""
    kept: list[Mention] = []
    spans = iter([*taken, (1 << 62, 1 << 62)])
    left, right = next(spans)
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        while right <= mention.start:
            left, right = next(spans)
        if left < mention.end:
            continue
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
        else:
            kept.append(mention)
    return kept


def _terms(rulebook: Rulebook) -> dict[str, tuple[str, str, int]]:
    """Every term with (norm, rule id, how much of the match on each side is a quotation mark)."""
    words: dict[str, tuple[str, str, int]] = {}
    for section in rulebook.names(FILE):
        if section not in GRAMMAR:
            for entry in rulebook.section(FILE, section):
                words |= dict.fromkeys(entry.words, (entry.name, entry.rule, 0))
    for entry in rulebook.section(FILE, "quoted"):
        for word in entry.words:
            words |= {left + word + right: (entry.name, entry.rule, 1) for left, right in _QUOTES}
    return words


def _quoted_coinages(rulebook: Rulebook) -> Callable[[str], list[Mention]]:
    """Coinages between quotation marks that have a policy word behind them, or the shape of a slogan of numbers."""
    weak = alternatives(rulebook.words(FILE, "weak_heads"))
    not_heads = alternatives(rulebook.words(FILE, "not_heads"))
    head = lazy_regex(rf"(?:{weak})?(?!{not_heads})(?:{alternatives(rulebook.words(FILE, 'heads'))})")
    code_head = lazy_regex(rf"\p{{Han}}{{0,8}}?(?:{alternatives(rulebook.words(FILE, 'code_heads'))})")
    is_slogan = _short_slogans(rulebook)
    # “六水共治”
    endings = alternatives(rulebook.words(FILE, "slogan_endings"))
    done_to = lazy_regex(rf"[两二三四五六七八九十]\p{{Han}}{{1,2}}(?:{endings})")
    launching = lazy_regex(rf"(?:{alternatives(rulebook.words(FILE, 'launching'))})\p{{Han}}{{0,7}}+$")
    not_launched = lazy_regex(rf".{{0,12}}(?:{alternatives(rulebook.words(FILE, 'not_launched'))})")
    of_events = rulebook.words(FILE, "not_launched")
    inside = lazy_regex(alternatives(rulebook.words(FILE, "not_inside") + rulebook.words(FILE, "action_verbs")))
    own_heads = rulebook.words(FILE, "own_heads")
    ordinary = frozenset(rulebook.words(FILE, "not_terms"))

    def rule_of(text: str, start: int, end: int, words: str) -> str | None:
        rule = None
        if (words[0].isdigit() or words[0] in "NnXx") and _CODE.fullmatch(words):
            rule = "code_heads" if code_head.match(text, end, end + 24) else None
        elif words[0] in _NUMERALS and any(
            shape.fullmatch(words) for shape in (_COUNTED, _COUPLETS, done_to)
        ):
            rule = "numbers"
        elif head.match(text, end, end + 24):
            rule = "heads"
        elif is_slogan(text, start, end):
            rule = "slogan_heads"  # “三绿”并举, “四强”党支部
        elif words.endswith(own_heads) and len(words) > 3 and not inside.search(words):
            rule = "own_heads"
        elif len(words) <= 6 and launching.search(text[max(0, start - 10) : start]):
            rule = None if words.endswith(of_events) or not_launched.match(text, end + 1) else "launching"
        return rule

    def find(text: str) -> list[Mention]:
        mentions = []
        for match in _QUOTED.finditer(text):
            words = match[1]
            rule = rule_of(text, match.start(), match.end(), words) if words not in ordinary else None
            if rule:
                mentions.append(Mention(match.start(1), match.end(1), POLICY_TERM, words, f"{FILE}.{rule}"))
        return mentions

    return find


def _short_slogans(rulebook: Rulebook) -> Callable[[str, int, int], bool]:
    """Whether a number with one word between quotation marks is a slogan: by what follows it or before it."""
    behind = lazy_regex(alternatives(rulebook.words(FILE, "slogan_heads")))
    before = lazy_regex(rf"(?:{alternatives(rulebook.words(FILE, 'slogan_verbs'))})\p{{Han}}{{0,3}}+$")

    def check(text: str, start: int, end: int) -> bool:
        if end - start != 4 or text[start + 1] not in _NUMERALS:
            return False
        return (
            behind.match(text, end) is not None
            or before.search(text[max(0, start - 8) : start]) is not None
            or any(m.end() == start + 1 for m in _SPELLED_OUT.finditer(text, max(0, start - SPELLED_OUT), start + 1))
        )

    return check


def _named_actions(rulebook: Rulebook) -> Callable[[Document], list[Mention]]:
    """Named programmes behind a verb of carrying out: 实施城市更新行动."""
    words = rulebook.words(FILE, "action_verbs")
    verbs_in = rulebook.lexicons.lexicon(f"{FILE} verbs", lambda: dict.fromkeys(words), overlapping=True)
    verbs = alternatives(words)
    plain = alternatives(rulebook.words(FILE, "plain_actions"))
    heads = alternatives(rulebook.words(FILE, "action_heads"))
    head = lazy_re(heads)  # `re` looks for one before `regex` reads the name: most verbs have none behind them
    ordinary = lazy_regex(alternatives(rulebook.words(FILE, "not_inside")))
    pattern = lazy_regex(
        rf"[好了]?(?!{plain})(?P<name>(?:(?!{verbs})\p{{Han}}){{{_SHORTEST_ACTION},18}}?(?:{heads}))"
        r"(?=[，。；、）（]|$|[的等和及与]|以来|实施|建设)"
    )

    def find(document: Document) -> list[Mention]:
        text = document.text
        mentions = []
        done = 0
        for start, end, _ in sorted(verbs_in(document), key=_longest_first):
            if start < done or not head.search(text, end + _SHORTEST_ACTION, end + LONGEST_ACTION):
                continue
            match = pattern.match(text, end, end + LONGEST_ACTION)
            while match:  # 实施甲行动、乙工程和丙行动
                done = match.end()
                name = match["name"]
                if not ordinary.search(name):
                    mentions.append(
                        Mention(match.start("name"), match.end("name"), POLICY_TERM, name, f"{FILE}.action_heads")
                    )
                listed = text[done : done + 1] in _JOINTS
                match = pattern.match(text, done + 1, done + 1 + LONGEST_ACTION) if listed else None
        return mentions

    return find


def _longest_first(hit: tuple[int, int, object]) -> tuple[int, int]:
    return hit[0], -hit[1]
