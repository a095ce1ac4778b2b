"""Words of the language are listed once, in `rules/`: no list of them is in the code, none in two files.

Lists that have words in common with a reason are named here. A pair that no longer has them fails, so the list only
shrinks.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from extractor.numerals import BIG, DIGITS, SMALL, TENS
from extractor.rulebook import load_rulebook
from tests.parsed import parsed

MOST = 4  # Chinese words that may be side by side in code
_RUN = re.compile(r"[\u4e00-\u9fff?]+(?:\|[\u4e00-\u9fff?]+){4,}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NUMERALS = frozenset((*DIGITS, *TENS, *SMALL, *BIG))  # characters with values: numerals are no words

IN_TWO_FILES = {
    ("facts/indicators.heads", "tables.money"): "those heads whose numbers are money where no unit is given",
    ("facts/indicators.heads", "tables.per_share"): "those heads whose money is of one share",
    ("facts/laws.forecast", "facts/modality.forecast"): "those that make a forecast of a whole clause",
    ("facts/laws.speaks", "facts/reporting.opinions"): "verbs in the middle of a clause",
    ("facts/pronouns.provinces", "gazetteers/places.city"): "what 省 may follow",
    ("facts/verbs.held", "organizations.company_openings"): "verbs of stakes",
    ("facts/verbs.held", "gazetteers/shapes.before_shares"): "verbs of stakes",
    ("figures.money_words", "tables.money"): "those that a head ends in",
    ("firms.posts", "titles.company"): "those that follow a firm's name",
    ("gazetteers/shapes.body_ending", "organizations.suffixes"): "endings that a model leaves out",
    ("organizations.openings", "titles.not_in_gap"): "words between an office and a name",
}


def side_by_side(node: ast.AST) -> list[str]:
    """The texts of a tuple, list or set, the keys of a dictionary, the words of "…".split()."""
    parts: list[ast.expr | None] = []
    if isinstance(node, (ast.Tuple, ast.Set, ast.List)):
        parts = [*node.elts]
    elif isinstance(node, ast.Dict):
        parts = [*node.keys]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        whole = node.func.value
        return whole.value.split() if isinstance(whole, ast.Constant) and isinstance(whole.value, str) else []
    return [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def word_lists(tree: ast.Module) -> Iterator[list[str]]:
    """Every list of more than `MOST` Chinese words in code, alternatives of regular expressions too.

    Where all words but one have a single character, it is the grammar's own: the joints of a list, the ends of a time.
    """
    for node in ast.walk(tree):
        found = [side_by_side(node)]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = [run.split("|") for run in _RUN.findall(node.value)]
        for texts in found:
            words = [text for text in texts if _HAN.search(text) and not set(text) <= _NUMERALS | {" "}]
            if len(words) > MOST and sum(len(_HAN.findall(word)) > 1 for word in words) > 1:
                yield words


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("VERBS = ('增长', '上升', '提高', '增加', '上涨')", 1),
        ("VERBS = '增长 上升 提高 增加 上涨'.split()", 1),
        ("VERBS = {'增长': 1, '上升': 1, '提高': 1, '增加': 1, '上涨': 1}", 1),
        ("VERBS = re.compile('(?:增长|上升|提高|增加|上涨|升)率')", 1),
        ("VERBS = ('增长', '升', '提高', '增', '涨')", 1),
        ("VERBS = ('增长', '上升')", 0),
        ("JOINTS = ('和', '与', '及', '或', '以及')", 0),
        ("DIGITS = ('一壹弌', '二贰貳弍', '三叁參', '四肆', '五伍', '六陆陸')", 0),
        ("POWERS = {'十': 1, '百': 2, '十万': 5, '百万': 6, '千万': 7, '十亿': 9, '百亿': 10}", 0),
        ("def f():\n    '''增长、上升、提高、增加、上涨: verbs of change.'''", 0),
    ],
)
def test_lists_in_code_are_found(code: str, found: int) -> None:
    assert len(list(word_lists(ast.parse(code)))) == found


def test_word_lists_are_in_rules_and_not_in_code() -> None:
    found = {}
    for path, tree in parsed().items():
        lists = list(word_lists(tree))
        if lists:
            found[path] = lists
    assert not found, f"put these words into a section of rules/: {found}"


def test_no_list_of_words_stands_in_two_files() -> None:
    """Sections of words (not of keys) of different files, ten words or more, that have four in five in common."""
    book = load_rulebook()
    sections = {
        (file, f"{file}.{name}"): {word for word in book.words(file, name) if len(word) > 1}
        for file, name in book.sections
        if not any(entry.key for entry in book.section(file, name))
    }
    long = {place: words for place, words in sections.items() if len(words) >= 10}
    found = {
        (first[1], second[1])
        for first, words in long.items()
        for second, others in long.items()
        if first[1] < second[1] and first[0] != second[0]
        and len(words & others) >= 0.8 * min(len(words), len(others))
    }  # fmt: skip
    assert not found - set(IN_TWO_FILES), "one of the two lists should take the other's words"
    assert not set(IN_TWO_FILES) - found, "no longer in two files; take the pair out of IN_TWO_FILES"
