"""The words before an expression that change its days: 截至, 自, 到, 较, 将于.

In: the folded text before an expression. Out: `Prefix`: its kind and length. 例: 截至|2021年 is 2021-12-31, a moment.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from extractor.lazy import lazy_re
from extractor.periods.context import Context
from extractor.periods.grammar import Expression
from extractor.periods.period import Period

_KINDS = (
    ("point", "截至到|截止到|截至|截止"),
    ("from", "自从|早自|始自|(?<![来独亲各])自"),
    ("out", "始于|从|由"),
    ("by", "力争到|预计到|预期到|计划到|争取到|确保到|目标到|提出到|要求到|明确到|力争至|预计至|到|至"),
    ("compared", "相比较|相较于|相较|比较|相比|同比|比|较|与|同(?!期|月|年)|跟"),
    ("ahead", "将于|拟于|定于|预计于|预计在|有望于|有望在|计划于|计划在|将在|预计|有望|力争|预期|到时|下一"),
)  # fmt: skip
_BEFORE = lazy_re("(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS) + r") ?(?:了|在)?$")
# Every character that occurs in a prefix or behind it: no prefix ends in another.
_LAST_LETTERS = frozenset("".join(words for _, words in _KINDS) + " 了在")
_AT_START = lazy_re("|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS))
_CLAUSE_START = lazy_re(r"(?:^|[，。；：！？、\s“”（）()])$")


class Prefix(NamedTuple):
    """A prefix: its kind (point, from, out, by, compared, ahead, or the empty string) and its length in characters."""

    kind: str = ""
    length: int = 0

    def apply(self, period: Period, bounded: bool = False) -> Period:
        """The period with the prefix before it.

        截至 makes a moment of it. 到2030年 is the end of that year; with anything finer than a year 到 says no more
        than the expression itself does. 自 without 以来 after it leaves the end open; 从2018年的100家 does not,
        nor does a range or a suffix (自5月至6月, 自2018年以来).
        """
        if self.kind == "point" or (self.kind == "by" and period.grain in ("year", "plan")):
            return period.to_point()
        if self.kind == "from" and not bounded and period.first and period.last and period.grain != "open":
            return replace(period, last=None, grain="open", point=False)
        return period


NONE = Prefix()


def prefix_before(text: str) -> Prefix:
    """The prefix that a whole expression starts with (截至三季度末)."""
    match = _AT_START.match(text)
    return Prefix(match.lastgroup or "", match.end()) if match and match.end() < len(text) else NONE


def prefix_of(text: str, start: int) -> Prefix:
    """The prefix that ends where an expression starts.

    到 and 至 count only where a clause or 力争, 预计 stands before them: 增长到2022年的5% is no target date.
    """
    if not start or text[start - 1] not in _LAST_LETTERS:
        return NONE
    window = text[max(0, start - 6) : start]
    match = _BEFORE.search(window)
    if match is None:
        return NONE
    kind = match.lastgroup or ""
    before = window[: match.start()]
    if (
        kind == "by"
        and len(match[0].rstrip("了在 ")) == 1
        and not _CLAUSE_START.search(before)
        and start > 6 - len(before)
    ):
        return NONE
    return Prefix(kind, len(window) - match.start())


def resolved(expression: Expression, prefix: Prefix, context: Context) -> Period:
    """The days of an expression behind its prefix; none where neither text nor context states them."""
    period = expression.resolve(context)
    if period is None:
        return Period(None, None, "none", relative=True)
    if expression.suffix.startswith(("ended", "week")):
        return period  # 截至6月30日止六个月: the six months
    return prefix.apply(period, bool(expression.until or expression.suffix))
