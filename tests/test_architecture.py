"""The parts of the package import one another in one direction: see "What may import what" in ARCHITECTURE.md."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import extractor

HOME = Path(extractor.__file__).parent
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


def modules() -> dict[str, set[str]]:
    """Each module with the modules that it loads, by their names without the package's."""
    paths = {".".join(p.relative_to(HOME).with_suffix("").parts): p for p in sorted(HOME.rglob("*.py"))}
    paths = {name.removesuffix(".__init__"): path for name, path in paths.items() if name != "__init__"}
    return {
        name: {other for other in loaded(ast.parse(path.read_text(encoding="utf-8")).body) if other in paths} - {name}
        for name, path in paths.items()
    }


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
