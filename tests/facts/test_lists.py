"""The law of 分别: what comes before it is dealt to the figures behind it, one each."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from extractor.facts.grammar import grammar_of
from extractor.facts.laws.lists import ListLaw
from extractor.facts.laws.phrases import PhraseLaws
from extractor.rulebook import load_rulebook

BOOK = load_rulebook()
LISTS = ListLaw(BOOK, grammar_of(BOOK), PhraseLaws(BOOK, grammar_of(BOOK)).fronts)


def context(*names: str) -> Any:
    """A context in which these names have been found."""
    return SimpleNamespace(mentions_of=lambda words: [words] if words in names else [])


@pytest.mark.parametrize(
    ("words", "indicator"),
    [
        ("完成投资", "投资"),
        ("实现营业收入", "营业收入"),
        ("成交额为", "成交额"),
        ("增长", None),
        ("同比增长", None),
        ("为", None),
        ("达到", None),
        ("", None),
    ],
)
def test_the_noun_between_分别_and_the_figure(words: str, indicator: str | None) -> None:
    assert LISTS._right(words) == indicator


@pytest.mark.parametrize(
    ("words", "names", "size", "pairs"),
    [
        ("滨江、海江两市", "", 2, [("滨江", None), ("海江", None)]),
        ("滨江、海江、云江三地成交额", "", 3, [("滨江", "成交额"), ("海江", "成交额"), ("云江", "成交额")]),
        ("甲厂、乙厂和丙厂等三家企业利润", "", 3, [("甲厂", "利润"), ("乙厂", "利润"), ("丙厂", "利润")]),
        ("存货和商誉", "", 2, [(None, "存货"), (None, "商誉")]),
        ("江州进口、出口", "江州", 2, [("江州", "进口"), ("江州", "出口")]),
        ("汽油、柴油价格", "", 2, [("汽油", "价格"), ("柴油", "价格")]),
        ("滨江与海江产值", "海江", 2, [("滨江", "产值"), ("海江", "产值")]),
        ("应收票据及应收账款、存货", "", 2, [(None, "应收票据及应收账款"), (None, "存货")]),
        ("毛利率/净利率", "", 2, [(None, "毛利率"), (None, "净利率")]),
        ("销售/管理/研发费用率", "", 3, [(None, "销售费用率"), (None, "管理费用率"), (None, "研发费用率")]),
        ("风电/光伏/储能收入", "", 3, [("风电", "收入"), ("光伏", "收入"), ("储能", "收入")]),
        ("43/55/65寸面板价格", "", 3, [("43寸面板", "价格"), ("55寸面板", "价格"), ("65寸面板", "价格")]),
        ("PE/PB", "", 2, [(None, "PE"), (None, "PB")]),
        # as many things as figures, or none is dealt
        ("滨江、海江两市", "", 3, None),
        ("滨江、", "", 2, None),
        ("全市", "", 2, None),
    ],
)
def test_what_is_dealt(
    words: str, names: str, size: int, pairs: list[tuple[str | None, str | None]] | None
) -> None:
    dealt = LISTS._dealt(context(*names.split()), words, size)
    assert (dealt and [(pair.subject, pair.indicator) for pair in dealt]) == pairs


@pytest.mark.parametrize(
    ("words", "listed", "made"),
    [
        ("存货", ["存货", "商誉"], True),
        ("存货和商誉", ["存货", "商誉"], True),
        ("存货、合同", ["存货", "合同负债"], True),
        ("年销量/均价", ["销量", "均价"], True),
        ("存货、固定资产", ["存货", "商誉"], False),
        ("江州电子", ["存货", "商誉"], False),
    ],
)
def test_words_made_of_a_list(words: str, listed: list[str], made: bool) -> None:
    assert LISTS._made_of(words, listed) is made
