"""Every section of rules/ says in a comment what its words do, and both pages on rules name every file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor.rulebook import builtin_rules, load_rulebook

PAGES = ("rules.md", "rules.zh-CN.md")
DOCS = Path(__file__).resolve().parents[1] / "docs"
_HEAD = re.compile(r"\[([^\]\s]+)\]\s*(#.*)?$")


def without_description(text: str) -> list[str]:
    """The sections with no comment in the line of their head, right above it or right under it."""
    lines = ["", *text.splitlines(), ""]
    found = []
    for above, line, under in zip(lines, lines[1:], lines[2:], strict=False):
        head = _HEAD.fullmatch(line)
        if head and not head[2] and not above.startswith("#") and not under.startswith("#"):
            found.append(head[1])
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a]\n# what it does\n词", []),
        ("# what it does\n[a]\n词", []),
        ("[a]  # what it does\n词", []),
        ("# of the file\n\n[a]\n词\n# of a word\n词", ["a"]),
        ("[a]  # what it does\n词\n[b]\n词", ["b"]),
    ],
)
def test_sections_without_a_description_are_found(text: str, found: list[str]) -> None:
    assert without_description(text) == found


@pytest.mark.parametrize("file", load_rulebook().files())
def test_every_section_is_described(file: str) -> None:
    text = (builtin_rules() / f"{file}.txt").read_text(encoding="utf-8")
    assert not without_description(text), f"say under each [section] of rules/{file}.txt what its words do"


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_on_rules_name_every_file(page: str) -> None:
    named = set(re.findall(r"^\| \[`([^`]+)`\]", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE))
    files = {"indicators/*" if path.parent.name == "indicators" else path.relative_to(builtin_rules()).as_posix()[:-4]
             for path in builtin_rules().rglob("*.txt")}  # fmt: skip
    assert named == files
