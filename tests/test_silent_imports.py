"""Importing and running prints no warning of a dependency, on whatever Python: jieba's old escapes, pkg_resources."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = {
    "the segmenter on jieba, and its tagger": (
        "from extractor.segmentation import Segmenter\nassert Segmenter(engine='jieba').tagged('企业购买煤炭')"
    ),
    "the segmenter on rjieba, and its tagger": (
        "from extractor.segmentation import Segmenter\nassert Segmenter(engine='rjieba').tagged('企业购买煤炭')"
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CODE)
def test_no_warning_of_a_dependency_reaches_the_user(name: str, tmp_path: Path) -> None:
    """The dependencies are compiled again, as that is when Python warns of escapes (a SyntaxWarning from 3.12 on)."""
    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", CODE[name]],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_jieba_would_warn_where_nothing_kept_it_silent(tmp_path: Path) -> None:
    """What the test above guards against is there at all."""
    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", "import jieba.posseg"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Warning" in done.stderr
