from pathlib import Path

import pytest

from extractor.errors import RulesError
from extractor.rulebook import load_rulebook


def write(directory: Path, text: str, name: str = "verbs.txt") -> Path:
    (directory / name).write_text(text, encoding="utf-8")
    return directory


def test_entries_keys_quotes_and_comments(tmp_path: Path) -> None:
    book = load_rulebook([write(tmp_path, '# head\n[rise]  # a section\n增长 上升\nCNY: 元 "New York Times"  # end\n')])
    assert [(e.key, e.words, e.line) for e in book.section("verbs", "rise")] == [
        (None, ("增长", "上升"), 3),
        ("CNY", ("元", "New York Times"), 4),
    ]
    assert book.mapping("verbs", "rise")["上升"] == "增长"
    assert book.mapping("verbs", "rise")["元"] == "CNY"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("增长\n", r"verbs.txt:1: .*before any \[section\]"),
        ('[a]\n增长 "开\n', r"verbs.txt:2: a quotation mark is not closed"),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(RulesError, match=says):
        load_rulebook([write(tmp_path, text)])


def test_a_missing_directory_is_named() -> None:
    with pytest.raises(RulesError, match="nowhere"):
        load_rulebook(["nowhere"])


def test_disabled_sections_are_empty(tmp_path: Path) -> None:
    book = load_rulebook([write(tmp_path, "[a]\n增长\n")], disable=["verbs.a"])
    assert book.words("verbs", "a") == ()


def test_a_string_is_one_directory_and_one_id(tmp_path: Path) -> None:
    book = load_rulebook(str(write(tmp_path, "[rise]\n增长\n")), disable="facts/verbs.rise")
    assert book.directories[1:] == (tmp_path.resolve(),)
    assert book.disabled == frozenset({"facts/verbs.rise"})
