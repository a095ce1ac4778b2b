"""Facts as the rules read them, construction by construction: a file of `fact_cases/` sets sentences beside the figures
they state.

The cases were written from the contract alone, by someone who had not seen the grammar of the rules, which is what they
specify; a learned reader is judged by real documents (`benchmarks/facts.py`). Those that the rules do not read yet are
named in `fact_cases/KNOWN_GAPS` and expected to fail: whoever closes a gap takes its line out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fact_table import Case, all_cases, differences, read_figure

from tests.extractors import shared_extractor

RULES = shared_extractor(facts="rules")
KNOWN_GAPS = (Path(__file__).parent / "fact_cases" / "KNOWN_GAPS").read_text(encoding="utf-8").split()


def marked(case: Case) -> Any:
    gap = [pytest.mark.xfail(reason="a known gap of the grammar", strict=True)] if case.name in KNOWN_GAPS else []
    return pytest.param(case, id=case.name, marks=gap)


@pytest.mark.parametrize("case", [marked(case) for case in all_cases()])
def test_facts(case: Case) -> None:
    article = {"text": case.text, "published": case.published, "title": case.title}
    wrong = differences(case, RULES.extract(article).to_dict()["records"])
    assert not wrong, "\n".join([case.text, *wrong])


TEXT = "杭州货物出口增长6.3%"
RECORD = {
    "label": "PERCENT", "text": "6.3%", "start": 8, "end": 12, "value": 6.3, "value_high": None, "unit": "%",
    "subject": "杭州货物", "indicator": "出口", "kind": "change", "direction": "up", "basis": "yoy",
    "period_start": "2025-01-01", "period_end": "2025-12-31", "modality": "actual", "speaker": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "right"),
    [
        ("6.3% | =杭州 | =货物出口 | change up yoy | 2025 | actual | -", True),
        ("6.3% [6.3 %] | 杭州 | * | change * *", True),
        ("6.3% | =宁波 / 杭州 | 货物出口", True),
        ("6.3% [6.3 pp]", False),
        ("6.3% | ==杭州 | =货物出口", False),
        ("6.3% | =宁波 | 货物出口", False),
        ("6.3% | - | 水产品进口", False),
        ("6.3% | =- | =货物出口", False),
        ("6.3% | * | =进口", False),
        ("6.3% | * | * | level", False),
        ("6.3% | * | * | change down yoy", False),
        ("6.3% | * | * | change up -", False),
        ("6.3% | * | * | * | 2025-Q4", False),
        ("6.3% | * | * | * | -", False),
        ("6.3% | * | * | * | * | target", False),
        ("6.3% | * | * | * | * | * | 海关总署", False),
    ],
)
def test_the_comparison_sees_what_differs(stated: str, right: bool) -> None:
    case = Case("sample", 1, TEXT, None, figures=[read_figure(stated, 2)])
    assert (differences(case, [RECORD]) == []) is right


@pytest.mark.parametrize(
    ("records", "wrong"),
    [([], "6.3%: no such figure"), ([RECORD, {**RECORD, "start": 0, "end": 2}], "6.3%: a figure that is not stated")],
)
def test_missing_and_further_figures_are_seen(records: list[dict[str, Any]], wrong: str) -> None:
    case = Case("sample", 1, TEXT, None, figures=[read_figure("6.3%", 2)])
    assert differences(case, records) == [wrong]
