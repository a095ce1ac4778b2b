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
# A number in front of one of these may be a date; the walk back from here finds where it starts.
_UNITS = (
    *"年月日号季周天-/·・~—–至到、", "世纪", "财季", "星期", "礼拜", "多年", "余年", "多个月", "多天", "多周",
    "个月", "个季", "个星", "个礼", "个半", "个多", "个周", "个世", "交易日", "Q", "q", "H", "h", "M1", "M2", "M3",
    "M4", "M5", "M6", "M7", "M8", "M9", "M0", "E", "A", "FY", "fy", "上半", "下半", "前三", "前两", "前二",
    "一季", "二季", "三季", "四季", "第一", "第二", "第三", "第四", "半年", "中报", "全年", "财年",
)  # fmt: skip
_PLAN_PARTS = "期时末以规初中开收第前头后最"
_OPENERS = '“"‘'
_BEFORE_NUMBERS = (
    "上", "下", "前", "后", "头", "首", "最近", "近", "过去", "过往", "以往", "此前", "今后", "未来", "接下来", "往后",
    "过", "再过", "最后", "近的", "未来的", "过去的", "接下来的", "闰",
)  # fmt: skip
_BEFORE_SOME = ("近", "最近", "过去", "未来", "今后", "此前", "往后", "接下来")
_WHOLE = (
    "全年 上半年 下半年 上半财年 下半财年 前半年 后半年 半年 半个月 年初 年末 年底 年终 年尾 年内 年中 大年 "
    "月初 月末 月底 报告期 本报告期 该报告期 整个报告期 "
    "季末 季初 季度末 季度初 "
    "上旬 中旬 下旬 上中旬 中下旬 上半月 下半月 月中 周末 首月 首季 首个月 首个季 末月 元月 "
    "农历 阴历 旧历 正月 腊月 同期 同一时期 同时期 "
    "上世纪 本世纪 下世纪 上个世纪 这世纪 这个世纪 下个世纪 几年 几个月 几个季 几天 几周 几日 几十年 几十天 "
    '数年 数月 数个月 数周 数日 数天 数十年 若干年 若干个月 “十一 "十一'
).split()


class Starts:
    """Where expressions of one rulebook's words may start."""

    def __init__(self, words: Words) -> None:
        whole = {*_WHOLE, *words.plain("now"), *words.plain("vague"), *words.festivals, *words.keyed("season")}
        for table in ("year", "month", "quarter", "day"):
            whole.update(words.offsets(table), words.offsets(f"{table}-in-context"))
        whole.update(words.keyed("report"), ("FY", "Fy", "fy"), (f"Q{number}" for number in "1234"), ("H1", "H2"))
        whole.update(words.offsets("whole-day"), words.offsets("half-year"), words.offsets("era"), words.keyed("years"))
        weeks = ("周", "星期", "礼拜")
        whole.update(stem + week for stem, week in product(words.offsets("week"), weeks))
        whole.update(week + day for week, day in product(weeks, "一二三四五六日天末"))
        whole.update(before + number for before, number in product(_BEFORE_NUMBERS, _DIGITS[1:] + _TOLERANCE[:11]))
        whole.update(before + some for before, some in product(_BEFORE_SOME, ("半", "几", "数", "若干")))
        whole.update(year + season for year, season in product("去今", "春夏秋冬"))
        whole.update(f"第{number}{unit}" for number, unit in product("一二三四1234", ("季度", "个季", "财季", "季")))
        whole.update(f"{century}{digit}" for century, digit in product(("19", "20"), _DIGITS))  # 20240307
        after = {f"五{part}" for part in _PLAN_PARTS} | {f"五{close}{part}" for close in '”"’' for part in _PLAN_PARTS}
        for number, gap, unit in product(_DIGITS + _TOLERANCE, ("", " "), _UNITS):
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
