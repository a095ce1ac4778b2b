"""README and docs: their Python is true, the two languages agree, and the commands that CI runs are in both."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

from extractor.cli import run

HOME = Path(__file__).parents[1]
READMES = ["README.md", "README.zh-CN.md"]
TWINS = [("README.md", "README.zh-CN.md")] + [
    (f"docs/{name}.md", f"docs/{name}.zh-CN.md") for name in ("records", "rules", "benchmarks")
]
PAGES = [
    *(page for pair in TWINS for page in pair),
    "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/archives.md", "docs/differences.md", "docs/tables.md",
]  # fmt: skip
WITH_PYTHON = [*READMES, "docs/rules.md", "docs/rules.zh-CN.md", "docs/tables.md"]
LONGEST = 200


def text_of(name: str) -> str:
    path = HOME / name
    if not path.exists():
        pytest.skip(f"{name} is not part of an installed package")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", WITH_PYTHON)
def test_python_examples(name: str) -> None:
    blocks = "\n".join(re.findall(r"```python\n(.*?)```", text_of(name), re.DOTALL))
    test = doctest.DocTestParser().get_doctest(blocks, {}, name, name, 0)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.slow
def test_types_of_the_python_examples(tmp_path: Path) -> None:
    """The examples, and uses of the fields' types that a checker must accept or refuse."""
    mypy = pytest.importorskip("mypy.api", reason="mypy is not installed")
    checked = []
    for name in WITH_PYTHON:
        blocks = "\n".join(re.findall(r"```python\n(.*?)```", text_of(name), re.DOTALL))
        page = tmp_path / (re.sub(r"\W", "_", name) + ".py")
        page.write_text("".join(e.source for e in doctest.DocTestParser().get_examples(blocks)), encoding="utf-8")
        checked.append(str(page))
    good, bad = tmp_path / "good.py", tmp_path / "bad.py"
    common = "from extractor import DistinctFact, FigureRecord, extract\nresult = extract('增长5%')\n"
    good.write_text(
        f"{common}figures: list[FigureRecord] = result.figures\nfacts: list[DistinctFact] = result.facts\n"
        "assert figures[0].kind == 'change' and figures[0].basis != 'yoy' and facts[0].modality == 'actual'\n",
        encoding="utf-8",
    )
    bad.write_text(f"{common}assert result.figures[0].kind == 'growth'\n", encoding="utf-8")
    options = ["--strict", "--config-file", str(HOME / "pyproject.toml"), "--follow-imports", "silent"]
    said, errors, code = mypy.run([*options, "--disable-error-code", "import-untyped", *checked, str(good)])
    assert code == 0, said + errors
    said, _, code = mypy.run([*options, str(bad)])
    assert code == 1 and "comparison-overlap" in said, said


@pytest.mark.parametrize("name", READMES)
def test_the_two_commands(name: str) -> None:
    commands = re.findall(r"^pip install .*", text_of(name), re.MULTILINE)
    assert commands == ["pip install . && extractor demo", "pip install '.[test]' && pytest -m \"\""]


@pytest.mark.slow
def test_the_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every `extractor …` of the section on the command line, in order, on files of the names that it gives."""
    openpyxl = pytest.importorskip("openpyxl")
    text = "2024年，江州市地区生产总值3126.8亿元，同比增长5.6%；规模以上工业增加值1184.3亿元，增长7.3%。"
    (tmp_path / "article.html").write_text(f"<html><body><p>{text}</p></body></html>", encoding="utf-8")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "first.txt").write_text(text, encoding="utf-8")
    book = openpyxl.Workbook()
    for row in (("正文", "发布日期"), (text, "2025-02-01")):
        book.active.append(row)
    book.save(tmp_path / "articles.xlsx")
    (tmp_path / "my-rules").mkdir()
    (tmp_path / "my-rules" / "terms.txt").write_text("[POLICY_TERM]\n潮涌计划\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^extractor (.*)$", text_of("README.md"), re.MULTILINE)
    assert len(commands) >= 6
    for command in commands:
        assert run(shlex.split(command, comments=True)) == 0, command
    written = {path.name for path in tmp_path.iterdir()}
    assert {"facts.csv", "facts.xlsx", "sheet.xlsx", "report.html"} <= written


@pytest.mark.parametrize("name", READMES)
def test_it_can_be_read_at_one_sitting(name: str) -> None:
    assert text_of(name).count("\n") <= LONGEST


@pytest.mark.parametrize("pair", TWINS, ids=lambda pair: pair[0])
def test_the_twins_have_the_same_parts(pair: tuple[str, str]) -> None:
    first, second = map(text_of, pair)
    for pattern in (r"^#+ ", r"^```\w+", r"^\| ---", r"`[a-z_]+`", r"^<!-- .* -->$", r"^\|"):
        found = [re.findall(pattern, text, re.MULTILINE) for text in (first, second)]
        assert found[0] or pattern != r"^#+ "
        if pattern != r"`[a-z_]+`":
            assert len(found[0]) == len(found[1]), pattern
        else:
            assert set(found[0]) == set(found[1])


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", text_of(name)):
        assert ((HOME / name).parent / target).exists(), target
