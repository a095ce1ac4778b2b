"""The notebooks run from clean, and the outputs that are kept in them are whole."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.extended

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def outputs(notebook: Any) -> list[Any]:
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def read(path: Path) -> Any:
    nbformat = pytest.importorskip("nbformat", reason="notebooks need: pip install .[notebook]")
    return nbformat.read(path, as_version=4)


def text_of(output: Any) -> str:
    return str(output.get("text", "")) + str(output.get("data", ""))


def test_there_are_four() -> None:
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_kept_and_clean(path: Path) -> None:
    notebook = read(path)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not [
        output for output in outputs(notebook) if output.output_type == "error" or output.get("name") == "stderr"
    ]
    shown = " ".join(map(text_of, outputs(notebook)))
    assert not re.search(r"/(?:home|work|root|Users)/", shown)  # no path of the machine that ran it
    assert any(re.search(r"[\u4e00-\u9fff]", text_of(output)) for output in outputs(notebook))


def test_labels_of_pictures_are_text() -> None:
    notebook = read(next(path for path in NOTEBOOKS if path.name.startswith("02")))
    pictures = [
        output.data["image/svg+xml"] for output in outputs(notebook) if "image/svg+xml" in output.get("data", {})
    ]
    assert len(pictures) == 3
    assert re.search(r"<text[^>]*>规模以上工业增加值</text>", pictures[0])


def test_labels_stay_text_without_a_chinese_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matplotlib = pytest.importorskip("matplotlib", reason="pictures need: pip install .[notebook]")
    from extractor.display import charts

    monkeypatch.setattr(charts, "CHINESE_FONTS", ())
    with matplotlib.rc_context():
        charts.chinese_labels()
        figure = matplotlib.figure.Figure()
        figure.subplots().set_title("同比增速")
        figure.savefig(tmp_path / "picture.svg")
    assert re.search(r"<text[^>]*>同比增速</text>", (tmp_path / "picture.svg").read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_run_from_clean(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbclient = pytest.importorskip("nbclient", reason="notebooks need: pip install .[notebook]")
    pytest.importorskip("ipykernel", reason="notebooks need: pip install .[notebook]")
    pytest.importorskip("matplotlib", reason="notebooks need: pip install .[notebook]")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    kept, notebook = read(path), read(path)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbclient.NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    kinds = [[output.output_type for output in outputs(each)] for each in (kept, notebook)]
    assert kinds[0] == kinds[1]  # the outputs that are kept are of the shape of today's
