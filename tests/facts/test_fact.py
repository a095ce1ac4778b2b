"""What decided a field is kept as values; the log of `explain()` is written from them."""

from __future__ import annotations

from extractor.facts.fact import Decision, Fact


def test_the_first_decision_of_a_field_and_the_log_of_all() -> None:
    fact = Fact()
    fact.note("kind", "verbs.rise", "增长")
    fact.note("direction", "verbs.rise", "增长")
    fact.note("kind", "laws.words", "占")
    assert fact.decision("kind") == Decision("kind", "verbs.rise", "增长")
    assert fact.decision("basis") is None
    assert fact.trail == (
        ("kind", "verbs.rise: 增长"),
        ("direction", "verbs.rise: 增长"),
        ("kind", "laws.words: 占"),
    )


def test_facts_do_not_share_their_decisions() -> None:
    Fact().note("kind", "verbs.rise", "增长")
    assert Fact().decisions == []
