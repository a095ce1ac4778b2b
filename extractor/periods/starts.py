"""Where an expression of time may start: one pass of an automaton over the text, before any grammar is tried.

In: folded text. Out: ascending offsets, nearly all of which start an expression. 例: “他说，2021年”: the pair 1年 leads
back over the digits to offset 3.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import product

from extractor.lexicon import Hit, Lexicon
from extractor.periods.words import Words

_DIGITS = "0123456789"
_TOLERANCE = "一二三四五六七八九十两廿〇○零"
_NUMBERS = frozenset(_DIGITS + _TOLERANCE)
_PLAN_YEARS = "规第前头后最"  # how 规划期, 第三年, 前三年 and 最后一年 of a plan begin
_OPENERS = '“"‘'


class Starts:
    """Where expressions of one rulebook's words may start."""

    def __init__(self, words: Words) -> None:
        whole = {*words.plain("beginning"), *(f"{quote}十一" for quote in '“"')}
        whole |= {*words.plain("now"), *words.plain("vague"), *words.festivals, *words.keyed("season")}
        for table in ("year", "month", "quarter", "day"):
            whole.update(words.offsets(table), words.offsets(f"{table}_in_context"))
        whole.update(words.keyed("report"), ("FY", "Fy", "fy"), (f"Q{number}" for number in "1234"), ("H1", "H2"))
        whole.update(words.offsets("whole_day"), words.offsets("half_year"), words.offsets("era"))
        whole.update(words.keyed("years"), words.keyed("days"))
        alone = [words.fold(word) for word in words.rulebook.words("periods_festivals", "holiday_alone")]
        days = [words.fold(word) for word in words.rulebook.words("periods_festivals", "holiday_days")]
        behind_holiday = ("期间", "第", "的", *words.plain("before_numbers"), *days)
        whole.update(word + behind for word, behind in product(alone, behind_holiday))
        weeks = words.plain("weeks")
        whole.update(stem + week for stem, week in product(words.offsets("week"), weeks))
        whole.update(week + day for week, day in product(weeks, "一二三四五六日天末"))
        rolling = tuple(words.keyed("rolling"))
        before_numbers = (*rolling, *words.plain("before_numbers"))
        whole.update(before + number for before, number in product(before_numbers, _DIGITS[1:] + _TOLERANCE[:11]))
        whole.update(before + some for before, some in product(rolling, ("半", "几", "数", "若干")))
        whole.update(year + season for year, season in product("去今", "春夏秋冬"))
        whole.update(f"第{number}{unit}" for number, unit in product("一二三四1234", ("季度", "个季", "财季", "季")))
        whole.update(f"{century}{digit}" for century, digit in product(("19", "20"), _DIGITS))  # 20240307
        parts = {word[0] for word in words.keyed("part_of_a_plan")} | set(_PLAN_YEARS)
        after = {f"五{close}{part}" for close, part in product(("", *'”"’'), parts)}
        # a number in front of one of these may be a date; the walk back from here finds where it starts
        for number, gap, unit in product(_DIGITS + _TOLERANCE, ("", " "), words.plain("behind_numbers")):
            after.add(number + gap + unit)
        # each word, and whether an expression may start before it, with a number
        self.words = dict.fromkeys(after, True) | dict.fromkeys(whole, False)

    @cached_property
    def _lexicon(self) -> Lexicon[bool]:
        return Lexicon(self.words, overlapping=True)

    def find(self, text: str, hits: Iterable[Hit[bool]] | None = None) -> list[int]:
        """The offsets, ascending, each once; `hits` are those of `words` in the text, where they are known."""
        numbers = _NUMBERS
        found: set[int] = set()
        add = found.add
        for start, _, after_number in self._lexicon.find(text) if hits is None else hits:
            if after_number:
                stop = start - 8  # the longest number of a date has eight digits
                while start > 0 and start > stop and text[start - 1] in numbers:
                    start -= 1
            if start and text[start - 1] in _OPENERS:
                add(start - 1)
            add(start)
        return sorted(found)
