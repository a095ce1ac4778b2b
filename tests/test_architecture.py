"""The parts of the package import one another in one direction: see "What may import what" in ARCHITECTURE.md."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.parsed import HOME, parsed

MODULES = {".".join(path.relative_to(HOME.parent).with_suffix("").parts) for path in HOME.rglob("*.py")}


def loaded(body: list[ast.stmt]) -> Iterator[str]:
    """What a module loads of the package when it is imported: not what functions load, and not for type checking."""
    for node in body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("extractor."):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield (whole if whole in MODULES else str(node.module)).removeprefix("extractor.")
        elif isinstance(node, ast.Import):
            yield from (a.name.removeprefix("extractor.") for a in node.names if a.name.startswith("extractor."))
        elif isinstance(node, (ast.Try, ast.ClassDef)):
            yield from loaded(node.body)


@cache
def modules() -> dict[str, set[str]]:
    """Each module with the modules that it loads, by their names without the package's."""
    trees = {path.removesuffix(".py").replace("/", "."): tree for path, tree in parsed().items()}
    trees = {name.removesuffix(".__init__"): tree for name, tree in trees.items() if name != "__init__"}
    return {
        name: {other for other in loaded(tree.body) if other in trees} - {name}
        for name, tree in trees.items()
    }  # fmt: skip


@cache
def parts() -> dict[str, set[str]]:
    """Each part (a module, or a folder of modules) with the other parts that it loads."""
    found: dict[str, set[str]] = {}
    for name, others in modules().items():
        part = name.split(".")[0]
        found.setdefault(part, set()).update({other.split(".")[0] for other in others} - {part})
    return found


def test_no_module_is_loaded_in_a_circle() -> None:
    try:
        order = list(TopologicalSorter(modules()).static_order())
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))
    assert order.index("rulebook") < order.index("recognizers.laws") < order.index("facts.complete")
    assert order.index("facts.complete") < order.index("pipeline")


@pytest.mark.parametrize(
    ("early", "late"),
    [
        (part, {"pipeline", "export", "display", "cli", "extraction", "api", "frame"})
        for part in ("catalogue", "facts", "ner", "numerals", "periods", "reading", "recognizers", "tables")
    ],
)
def test_what_comes_early_does_not_load_what_comes_late(early: str, late: set[str]) -> None:
    assert not parts()[early] & late


def test_the_page_on_architecture_names_every_part() -> None:
    page = HOME.parent / "ARCHITECTURE.md"
    if not page.exists():
        pytest.skip("ARCHITECTURE.md is not part of an installed package")
    text = page.read_text(encoding="utf-8")
    missing = [part for part in parts() if f"`{part}.py`" not in text and f"`{part}/`" not in text]
    assert set(missing) <= {"__main__", "backtracking", "backtracking_probes"}


def test_every_path_of_the_page_on_architecture_exists() -> None:
    page = HOME.parent / "ARCHITECTURE.md"
    if not page.exists():
        pytest.skip("ARCHITECTURE.md is not part of an installed package")
    words = re.findall(r"`([\w./*-]+)`", page.read_text(encoding="utf-8"))
    paths = [word for word in words if "/" in word or re.search(r"\.(?:py|txt|js|json|md)$", word)]
    assert len(paths) > 150
    missing = [path for path in paths if not places(path)]
    assert not missing


def test_what_the_page_on_architecture_names_in_a_file_is_there() -> None:
    page = HOME.parent / "ARCHITECTURE.md"
    if not page.exists():
        pytest.skip("ARCHITECTURE.md is not part of an installed package")
    found = re.findall(r"((?:`\w+`(?:, | and )?)+) in `([\w/]+\.py)`", page.read_text(encoding="utf-8"))
    assert len(found) > 5
    missing = [
        (name, path)
        for names, path in found
        for name in re.findall(r"`(\w+)`", names)
        if not any(re.search(rf"\b{name}\b", file.read_text(encoding="utf-8")) for file in places(path))
    ]
    assert not missing


@pytest.mark.parametrize("folder", ["periods", "tables"])
def test_the_overview_of_a_folder_names_every_module(folder: str) -> None:
    overview = ast.get_docstring(parsed()[f"{folder}/__init__.py"]) or ""
    modules = [path.removeprefix(f"{folder}/") for path in parsed() if path.startswith(f"{folder}/")]
    assert [name for name in modules if name not in overview] == ["__init__.py"]


def places(path: str) -> list[Path]:
    """The files that a page means by a path: below the checkout or the package, or of this name in either's folders."""
    below = [*HOME.parent.glob(path), *HOME.glob(path)]
    if not below and "/" not in path.rstrip("/"):
        return [*HOME.rglob(path), *(HOME.parent / "rules").rglob(path)]
    return below


# ---- `x in "characters"` is true of an empty x ----------------------------------------------------------------------


def may_be_empty(value: ast.expr) -> bool:
    """Whether a value is a slice (text[end : end + 1] is empty at the end of a text) or may be one."""
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Attribute) and value.func.attr in ("strip", "lstrip", "rstrip")
    if isinstance(value, ast.IfExp):
        return may_be_empty(value.body) or may_be_empty(value.orelse)
    return isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice)


def assigned(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The names that a statement binds, each with its value."""
    if isinstance(node, ast.NamedExpr):
        yield node.target, node.value
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                yield from zip(target.elts, node.value.elts, strict=False)
            else:
                yield target, node.value


def searched_in_characters(tree: ast.Module) -> Iterator[ast.Compare]:
    """Every `x in "characters"` of a module whose x may be empty."""
    texts = {
        target.id
        for node in tree.body
        for target, value in assigned(node)
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str)
    }
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        nodes = list(ast.walk(function))
        bound = [pair for node in nodes for pair in assigned(node)]
        empty = {target.id for target, value in bound if isinstance(target, ast.Name) and may_be_empty(value)}
        for node in nodes:
            if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], (ast.In, ast.NotIn)):
                continue
            left, right = node.left, node.comparators[0]
            characters = isinstance(right, ast.Constant) and isinstance(right.value, str) and len(right.value) > 1
            if not characters and not (isinstance(right, ast.Name) and right.id in texts):
                continue
            if may_be_empty(left) or (isinstance(left, ast.Name) and left.id in empty):
                yield node


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("def f(text, end):\n    return text[end : end + 1] in '（('", 1),
        ("def f(text, end):\n    mark = text[end : end + 1]\n    return mark in '（('", 1),
        ("MARKS = '（('\ndef f(text, end):\n    a, b = text[end : end + 1], 1\n    return a not in MARKS", 1),
        ("def f(line):\n    return line.strip() in '-=*'", 1),
        ("def f(text, end):\n    return text[end : end + 1] in ('（', '(')", 0),
        ("def f(text, end):\n    return text[end] in '（('", 0),
        ("MARKS = frozenset('（(')\ndef f(text, end):\n    return text[end : end + 1] in MARKS", 0),
    ],
)
def test_lookups_of_what_may_be_empty_are_found(code: str, found: int) -> None:
    assert len(list(searched_in_characters(ast.parse(code)))) == found


def test_nothing_that_may_be_empty_is_looked_up_in_a_text() -> None:
    for path, tree in parsed().items():
        for node in searched_in_characters(tree):
            pytest.fail(
                f"{path}:{node.lineno}: {ast.unparse(node)} holds for an empty text; use a tuple or a frozenset"
            )
