"""The package's modules parsed, once for all the tests that look at code."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import extractor

HOME = Path(extractor.__file__).parent


@cache
def parsed() -> dict[str, ast.Module]:
    """Each module of the package by its path below it (facts/complete.py)."""
    return {
        path.relative_to(HOME).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(HOME.rglob("*.py"))
    }
