"""No regular expression can be made to run for ever: those of the rules, of the code, and a user's own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.backtracking import MOST_STEPS, Probe, Unknown, most_steps
from extractor.cleaning import cleaner_of
from extractor.rulebook import load_rulebook
from extractor.rules_check import check_rules, rule_patterns

BLOWING_UP = [
    r"(?:[0-9]{1,8}|/){1,16}x", r"(?:a+)+b", r"(?:a|a)*b", r"(?:\w+\s?)*：", r"(?:记者|[一-鿿])*完", r"(?:(?:a*)*)*b",
    r"\s*\S*\s*\S*\s*：", r".*.*.*=.*", r"(?:1|12|2){1,30}(?=号)", r"(?P<x>(?:ab|a|b)+)+c",
]  # fmt: skip
HARMLESS = [
    r"(?:[0-9]{1,8}+(?![0-9])|/){1,16}+x", r"(?>a+)+b", r"(?:a++)++b", r"[^，。]{0,60}完", r"原标题[:：].{0,150}",
    r"\d+(?:,\d{3})*", r"(?:记者|通讯员)\s?[一-鿿]{2,4}", r"https?://\S{3,200}", r"(?<=年)\d{1,2}月",
    r"^(?:首页|新闻){1,4}$",
]  # fmt: skip


@pytest.mark.skipif(sys.version_info < (3, 11), reason="re reads possessive repeats from Python 3.11 on")
@pytest.mark.parametrize("pattern", BLOWING_UP)
def test_a_pattern_that_blows_up_is_reported(pattern: str) -> None:
    assert most_steps(pattern)[0] > MOST_STEPS


@pytest.mark.skipif(sys.version_info < (3, 11), reason="re reads possessive repeats from Python 3.11 on")
@pytest.mark.parametrize("pattern", HARMLESS)
def test_a_pattern_that_cannot_blow_up_is_not(pattern: str) -> None:
    assert most_steps(pattern)[0] <= MOST_STEPS


def too_many_steps(patterns: dict[str, str]) -> dict[str, str]:
    found = {}
    for pattern, place in patterns.items():
        try:
            steps, line = most_steps(pattern)
        except Unknown:
            continue
        if steps > MOST_STEPS:
            found[place] = f"{pattern[:200]} on {line[:40]!r}…"
    return found


@pytest.mark.slow
@pytest.mark.skipif(sys.version_info < (3, 11), reason="re reads possessive repeats from Python 3.11 on")
def test_no_pattern_of_the_rules_takes_more_than_quadratic_time() -> None:
    patterns = rule_patterns(load_rulebook())
    assert len(patterns) > 100
    assert not too_many_steps({pattern: f"{entry.file}.txt:{entry.line}" for entry, pattern in patterns})


# Every pattern that the code compiles, with the place where it does.
COLLECT = """
import json, re, sys, regex, traceback
found = {}
def watched(module, name):
    plain = getattr(module, name)
    def compile(pattern, *rest, **named):
        if isinstance(pattern, str):
            frame = traceback.extract_stack(limit=2)[0]
            if "/extractor/" in frame.filename:
                found.setdefault(pattern, f"{frame.filename.rsplit('/extractor/')[-1]}:{frame.lineno}")
        return plain(pattern, *rest, **named)
    setattr(module, name, compile)
import extractor.lazy
watched(extractor.lazy, "lazy_re"), watched(extractor.lazy, "lazy_regex")  # compiled or not
watched(re, "compile"), watched(regex, "compile")
import pkgutil, importlib, extractor
for module in pkgutil.walk_packages(extractor.__path__, "extractor."):
    if not module.name.endswith(("__main__", "spark", "backtracking", "backtracking_probes")):
        importlib.import_module(module.name)
from extractor import Extractor
Extractor().extract({"content": "<p>2024年10月24日，李明说增长5%。</p>", "published": "2024-10-24"})
print(json.dumps(found))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.version_info < (3, 11), reason="re reads possessive repeats from Python 3.11 on")
def test_no_pattern_of_the_code_takes_more_than_quadratic_time() -> None:
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", COLLECT], cwd=root, capture_output=True, text=True, check=True)
    patterns = json.loads(done.stdout)
    assert len(patterns) > 500
    # alternatives of hundreds of words take many steps, but no more of them for longer lines
    assert not too_many_steps({pattern: place for pattern, place in patterns.items() if len(pattern) < 400})


@pytest.mark.parametrize(
    "line", ["1" * 26 + "号", "1" * 250 + "号", "13812345678/13912345678/13712345678 联系", "分享" * 60 + "到。"]
)
def test_furniture_rules_are_through_with_a_hard_line(line: str) -> None:
    """Seconds or hours where a rule backtracks badly; the test ends at all where none does."""
    cleaner_of(load_rulebook()).clean_lines([line, "正文。"])


def test_rules_check_warns_of_a_pattern_that_can_blow_up(tmp_path: Path) -> None:
    (tmp_path / "furniture.txt").write_text("[line]\n(?:本报|[一-鿿])*讯\n本报讯.{0,20}\n", encoding="utf-8")
    found = check_rules(tmp_path)
    assert not found.errors
    (warning,) = found.warnings
    assert "furniture.txt:2: this expression can take more than" in warning


def test_what_cannot_be_followed_is_set_apart() -> None:
    with pytest.raises(Unknown):
        Probe(r"(?R)")
