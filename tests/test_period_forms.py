"""Forms: the patterns picked by two characters are all that can match there."""

from __future__ import annotations

import re

import pytest

from extractor.periods.atom import Form
from extractor.periods.forms import Forms

PATTERNS = (r"[12][0-9]{3} ?年(?!代)", r"[0-9]{1,2}(?=年)", r"(?:去|今|前)年(?!级)", r"(?<=月)[0-9]{1,2}$", r"全年")
FORMS: list[Form] = [(pattern, lambda match: None) for pattern in PATTERNS]
TEXTS = ("2021年", "2021 年，", "21年", "去年", "去年级", "前年", "全年", "3月12", "1", "，去年", "年")


@pytest.mark.parametrize("text", TEXTS)
def test_no_pattern_that_matches_is_left_out(text: str) -> None:
    forms = Forms(FORMS)
    for position in range(len(text) + 1):
        wanted = [m.span() for p, _ in FORMS if (m := re.compile(p).match(text, position))]
        found = [m.span() for match, _ in forms.at(text, position) if (m := match(text, position))]
        assert found == wanted


def test_patterns_that_cannot_begin_so_are_left_out() -> None:
    assert len(Forms(FORMS).at("全年", 0)) == 2  # 全年, and the one that looks behind itself
