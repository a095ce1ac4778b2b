"""Bodies whose shape tells what they are: papers between 《 and 》, shares with a mark, parties made of parties' words.

In: a text. Out: ORG mentions. 例: 俄罗斯《〔消息报〕》; 〔*ST界龙〕的主营业务; 在野党〔共同民主党〕.
"""

from __future__ import annotations

from collections.abc import Callable

from extractor.lazy import lazy_re, lazy_regex
from extractor.lexicon import NEVER, alternation, alternatives
from extractor.mentions import ORG, Mention
from extractor.recognizers.company_names import company_names_of
from extractor.recognizers.organizations import BODIES
from extractor.rulebook import Rulebook

_MARKED = 2  # Chinese characters behind ST, where no list has more: an exchange's names are so short


def recognizer(rulebook: Rulebook) -> Callable[[str], list[Mention]]:
    """Compile the rules once; the function returned finds the bodies of a text, in no promised order."""
    short = company_names_of(rulebook).short
    papers = alternation(rulebook.words(BODIES, "papers")) or NEVER
    not_papers = alternation(rulebook.words(BODIES, "not_papers")) or NEVER
    paper = lazy_regex(rf"《(?P<name>[\p{{Han}} ·]{{1,9}}(?:{papers}))(?<!{not_papers})》")
    not_marked = alternation(rulebook.words(BODIES, "not_marked")) or NEVER
    marks = alternation(rulebook.words(BODIES, "share_marks")) or NEVER
    marked = lazy_regex(rf"(?<![A-Za-z\d*])(?:{marks}) ?(?!{not_marked})\p{{Han}}{{{_MARKED}}}")
    party_words = rulebook.words(BODIES, "party_words")
    may_be_party = lazy_re(f"{alternatives(word[-1] for word in party_words)}党")
    not_parties = alternatives(rulebook.words(BODIES, "not_parties"))
    party = lazy_regex(rf"(?:{alternatives(party_words)}){{2,5}}+党(?!{not_parties})")

    def find(text: str) -> list[Mention]:
        spans: list[tuple[int, int, str]] = []
        if "报》" in text or "刊》" in text:
            spans += [(*match.span("name"), "papers") for match in paper.finditer(text)]
        if "ST" in text:
            for match in marked.finditer(text):
                start, end = match.span()
                longer = next((n for n in (2, 1) if text[end - _MARKED : end + n] in short), 0)
                spans.append((start, end + longer, "share_marks"))
        if "党" in text and may_be_party.search(text):
            spans += [(*match.span(), "party_words") for match in party.finditer(text)]
        return [Mention(start, end, ORG, text[start:end], f"{BODIES}.{rule}") for start, end, rule in spans]

    return find
