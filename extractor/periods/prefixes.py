"""The words before an expression that change its days: 截至, 自, 到, 较, 将于.

In: the folded text before an expression. Out: `Prefix`: its kind and length. 例: 截至|2021年 is 2021-12-31, a moment.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from extractor.lazy import lazy_re
from extractor.lexicon import NEVER
from extractor.periods.period import Period, move_days
from extractor.periods.words import Words

_CLAUSE_START = lazy_re(r"(?:^|[，。；：！？、\s“”（）()])$")


class Prefix(NamedTuple):
    """A prefix: its kind (point, from, until, earlier, later, out, by, compared, ahead, or empty), its length."""

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
        return period if bounded else _open_ended(period, self.kind)


def _open_ended(period: Period, kind: str) -> Period:
    """不晚于2024年 ends with it, 早于2024年 the day before it, 晚于2024年 begins the day after it."""
    first, last = period.first, period.last
    if kind == "until" and last:
        return replace(period, first=None, grain="open", point=False)
    if kind == "earlier" and first:
        return replace(period, first=None, last=move_days(first, -1), grain="open", point=False)
    if kind == "later" and last:
        return replace(period, first=move_days(last, 1), last=None, grain="open", point=False)
    return period


NONE = Prefix()


class Prefixes:
    """The prefixes of one rulebook's words."""

    def __init__(self, words: Words) -> None:
        def pattern(word: str) -> str:
            before = words.part_of_word(word)
            return (f"(?<![{re.escape(before)}])" if before else "") + re.escape(word) + words.unless(word)

        kinds = words.by_key("prefix")
        named = "|".join(
            f"(?P<{kind}>{'|'.join(map(pattern, sorted(known, key=len, reverse=True)))})"
            for kind, known in kinds.items()
        )
        self._start = lazy_re(named or NEVER)
        self._end = lazy_re(f"(?:{named}) ?(?:了|在)?$" if named else NEVER)
        # the last character of every prefix, and of what may follow it
        self._last_letters = {word[-1] for known in kinds.values() for word in known}.union(" 了在")

    def at_start(self, text: str) -> Prefix:
        """The prefix that a whole expression starts with (截至三季度末)."""
        match = self._start.match(text)
        return Prefix(match.lastgroup or "", match.end()) if match and match.end() < len(text) else NONE

    def before(self, text: str, start: int) -> Prefix:
        """The prefix that ends where an expression starts.

        到 and 至 count only where a clause or 力争, 预计 comes before them: 增长到2022年的5% is no target date.
        """
        if not start or text[start - 1] not in self._last_letters:
            return NONE
        window = text[max(0, start - 6) : start]
        match = self._end.search(window)
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
