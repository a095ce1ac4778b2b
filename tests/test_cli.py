"""The command line: what is printed where, and the exit codes (0 done, 1 some input failed, 2 wrong usage)."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from extractor import __version__
from extractor.cli import run
from extractor.cli.progress import LineReporter, duration, reporter_for
from extractor.cli.tables import number
from extractor.export.sources import Meter

TEXT = "云岭省围绕碳达峰目标，印发《绿色制造行动方案》和《节能行动方案》。"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def command(*arguments: object) -> int:
    return run([*map(str, arguments)])


def test_show_prints_a_table_of_records(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("show", article, "--model", "none") == 0
    printed = capsys.readouterr().out
    assert "POLICY_TERM" in printed
    assert "碳达峰" in printed
    assert "《绿色制造行动方案》" in printed


def test_show_as_json_csv_and_explanations(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("show", article, "--json", "--model", "none") == 0
    result = json.loads(capsys.readouterr().out)
    assert result["article"]["text"] == TEXT
    assert command("show", article, "--csv", "--model", "none") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["text"] for row in rows] == [record["text"] for record in result["records"]]
    assert command("show", article, "--explain", "--model", "none") == 0
    assert "《绿色制造行动方案》  (laws." in capsys.readouterr().out


def test_show_reads_stdin(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert command("show", "-", "--json", "--model", "none", "--published", "2024-10-25") == 0
    assert json.loads(capsys.readouterr().out)["article"]["published"] == "2024-10-25"


def test_brackets_of_an_article_are_not_markup(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("印发《绿色制造[red]行动方案》。", encoding="utf-8")
    assert command("show", path, "--model", "none") == 0
    assert "[red]" in capsys.readouterr().out


def test_an_article_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("印发《绿色\x1b[31m制造行动方案》。", encoding="utf-8")
    for arguments in ([], ["--explain"]):
        assert command("show", path, "--model", "none", *arguments) == 0
        assert "\x1b[31m" not in capsys.readouterr().out
    assert command("export", path, tmp_path / "\x1b[2J.jsonl", "-o", tmp_path / "f.csv", "--model", "none") == 2
    assert "\x1b" not in capsys.readouterr().err


def test_demo_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert command("demo") == 0
    assert "POLICY_TERM" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["show", "nowhere.html"], 1, "error: no such file: nowhere.html"),
        (["show", "."], 1, "error: "),
        (["show", "{article}", "--rules", "nowhere"], 2, "error: nowhere is not a directory of rules"),
        (["show"], 2, "Missing argument"),
        (["show", "{article}", "--colour"], 2, "No such option"),
        (["show", "{article}", "--published", "yesterday"], 2, "--published"),
        (["export", "nowhere", "-o", "facts.csv"], 2, "error: no such file or folder: nowhere"),
        (["export", "{article}", "-o", "facts.doc"], 2, "error: cannot tell from 'facts.doc' what to write"),
        (["export", "{article}"], 2, "Missing option"),
        (["export", "{article}", "-o", "facts.csv", "--format", "xml"], 2, "none of jsonl, csv, page"),
        (["export", "{article}", "-o", "facts.csv", "-j", "0"], 2, "-j"),
        (["fly"], 2, "No such command"),
    ],
)
def test_errors_are_one_clear_line(
    arguments: list[str], code: int, message: str, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(*(argument.format(article=article) for argument in arguments)) == code
    printed = capsys.readouterr()
    assert message in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""


@pytest.mark.extended
def test_export_reports_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "news.jsonl"
    source.write_text(json.dumps({"text": TEXT}) + "\n{torn\n", encoding="utf-8")
    assert command("export", source, "-o", tmp_path / "facts.csv", "--model", "none", "-j", "1") == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    # on a slow machine lines of progress are between these
    said = ("not a line", "records of", "failed, named")
    first, second, third = [line for line in printed.err.splitlines() if any(words in line for words in said)]
    assert first.startswith(f"{source}:2: not a line of JSON")
    assert second.startswith(f"{tmp_path / 'facts.csv'}: 3 records of 1 articles (")
    assert third.startswith(
        f"1 failed, named in {tmp_path / 'facts.csv.errors.jsonl'}; the same command tries them again"
    )


@pytest.mark.extended
def test_export_quietly(tmp_path: Path, article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("export", article, "-o", tmp_path / "facts.jsonl", "--model", "none", "--quiet") == 0
    assert capsys.readouterr() == ("", "")
    assert len((tmp_path / "facts.jsonl").read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.extended
def test_export_of_named_columns(tmp_path: Path) -> None:
    source = tmp_path / "news.csv"
    source.write_text(f"号,摘,稿,刊\n7,无,{TEXT},2024-10-25\n", encoding="utf-8")
    out = tmp_path / "facts.jsonl"
    options = ["--text-column", "稿", "--title-column", "摘", "--date-column", "刊", "--id-column", "号"]
    assert command("export", source, "-o", out, "--model", "none", "-q", *options) == 0
    row = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    assert (row["article_id"], row["title"], row["published"]) == ("7", "无", "2024-10-25")


def test_progress_is_plain_lines_where_there_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = [0.0]
    monkeypatch.setattr("extractor.cli.progress.time.monotonic", lambda: clock[0])
    reporter = reporter_for(quiet=False)
    assert isinstance(reporter, LineReporter)
    meter = Meter(done=0, total=1000)
    reporter.start(meter)
    for second in range(1, 26):
        clock[0], meter.done, meter.articles = float(second), second * 10, second * 104
        reporter.advance(second * 100, 2, 0)
    assert capsys.readouterr().err.splitlines() == [
        "1,000 of about 10,400 articles, 100/s, 2 failed",  # what is left is reckoned without the start
        "2,000 of about 10,400 articles, 100/s, 2 failed, about 1 min left",
    ]


@pytest.mark.parametrize(
    ("done", "total", "articles", "expected"),
    [(0, 1000, 0, None), (500, None, 7, None), (250, 1000, 10, 40), (1000, 1000, 41, 41)],
)
def test_how_many_articles_are_expected(done: int, total: int | None, articles: int, expected: int | None) -> None:
    assert Meter(done=done, total=total, articles=articles).expected() == expected


def test_progress_counts_articles_that_are_done_not_bytes_that_are_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = [0.0]
    monkeypatch.setattr("extractor.cli.progress.time.monotonic", lambda: clock[0])
    reporter = reporter_for(quiet=False)
    reporter.start(Meter(done=1000, total=1000, articles=40))
    clock[0] = 10.0
    reporter.advance(10, 0, 0)
    clock[0] = 20.0
    reporter.advance(30, 0, 0)
    assert capsys.readouterr().err == "10 of 40 articles, 1.0/s\n30 of 40 articles, 1.5/s, about 5 s left\n"


@pytest.mark.extended
def test_progress_is_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    source = tmp_path / "news.jsonl"
    source.write_text("\n".join([json.dumps({"text": TEXT})] * 40 + ["{torn"]), encoding="utf-8")
    ours, theirs = pty.openpty()
    arguments = ["export", str(source), "-o", str(tmp_path / "facts.csv"), "--model", "none"]
    process = subprocess.Popen(
        [sys.executable, "-m", "extractor", *arguments], stderr=theirs, cwd=Path(__file__).parents[1]
    )
    import os

    os.close(theirs)
    shown = b""
    try:
        while data := os.read(ours, 10_000):
            shown += data
    except OSError:
        pass
    assert process.wait() == 1
    text = shown.decode()
    assert "starting" in text
    assert "news.jsonl:41: not a line of JSON" in text
    assert "records of 40 articles" in text


def test_an_unexpected_error_is_a_line_too(
    monkeypatch: pytest.MonkeyPatch, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("extractor.pipeline.Extractor.extract", broken)
    assert command("show", article, "--model", "none") == 1
    assert capsys.readouterr().err == "error: RuntimeError: a bug (EXTRACTOR_DEBUG=1 shows where)\n"
    monkeypatch.setenv("EXTRACTOR_DEBUG", "1")
    with pytest.raises(RuntimeError):
        command("show", article, "--model", "none")


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert command("--version") == 0
    assert capsys.readouterr().out == f"extractor {__version__}\n"
    for arguments in (["--help"], ["show", "-h"], ["export", "--help"]):
        assert command(*arguments) == 0
    assert "extractor export news/ -o facts.csv" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "usage"),
    [
        (["show"], "extractor show [OPTIONS] ARTICLE"),
        (["demo"], "extractor demo [OPTIONS]"),
        (["export"], "extractor export [OPTIONS] SOURCE…"),
        (["pivot"], "extractor pivot [OPTIONS] FACTS"),
        (["report"], "extractor report [OPTIONS] FACTS"),
        (["compare"], "extractor compare [OPTIONS] FILE…"),
        (["rules", "check"], "extractor rules check [OPTIONS] DIR"),
        (["rules", "list"], "extractor rules list [OPTIONS] [RULE]"),
    ],
)
def test_help_names_arguments_without_types_of_the_language(
    arguments: list[str], usage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(*arguments, "--help") == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[0] == f"Usage: {usage}"
    assert not re.search(r"<\w|list\[|\bstr\b|\bint\b", printed)


@pytest.mark.parametrize(("seconds", "words"), [(4.4, "4 s"), (90, "2 min"), (3725, "1 h 02 min")])
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("value", "written"), [(988580000000, "988,580,000,000"), (27.4, "27.4"), (0.1 + 0.2, "0.3"), (None, "")]
)
def test_numbers(value: float | None, written: str) -> None:
    assert number(value) == written


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["show", "{article}", "--model", "foo"], 2, "no model foo here; give bundled, none"),
        (["show", "{article}", "--disable", "facts/verbs.ris", "--model", "none"], 2, "did you mean facts/verbs.rise"),
        (["show", "{article}", "--json", "--csv"], 2, "--json and --csv exclude each other"),
        (["show", "news.jsonl"], 1, "error: no such file: news.jsonl"),
        (["show", "{article}", "--language", "fr"], 2, "'fr' is not one of zh, en"),
        (["compare", "{article}", "--models", "bundled"], 2, "two models or more"),
        (["compare", "{article}", "--models", "bundled,foo"], 2, "no model foo here"),
        (["compare", "nowhere.txt", "--models", "bundled,bundled"], 1, "no such file: nowhere.txt"),
        (["export", "{article}", "-o", "-", "--to", "xml", "--model", "none"], 2, "none of csv, jsonl"),
        (["export", "{article}", "-o", "f.csv", "--labels", "MONY", "--model", "none"], 2, "did you mean MONEY"),
        (["export", "{article}", "-o", "f.csv", "--columns", "vale", "--model", "none"], 2, "did you mean value"),
        (["export", "{article}", "-o", "f.csv", "--facts", "--labels", "MONEY", "--model", "none"], 2, "no labels"),
    ],
)
def test_wrong_usage_is_reported_in_the_words_of_the_command_line(
    arguments: list[str], code: int, message: str, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(*(argument.format(article=article) for argument in arguments)) == code
    printed = capsys.readouterr()
    assert message in " ".join(printed.err.replace("│", " ").split())
    assert printed.out == ""


def test_a_file_of_many_articles_is_for_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "news.jsonl").write_text("{}", encoding="utf-8")
    assert command("show", tmp_path / "news.jsonl", "--model", "none") == 1
    assert "extractor export" in capsys.readouterr().err


def test_empty_input_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(" \n", encoding="utf-8")
    assert command("show", tmp_path / "a.txt", "--model", "none") == 0
    assert "a.txt is empty: it holds no text" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert command("show", "-", "--model", "none") == 0
    assert "stdin is empty: it holds no text" in capsys.readouterr().err
    (tmp_path / "none.jsonl").write_text("", encoding="utf-8")
    assert command("export", tmp_path / "none.jsonl", "-o", tmp_path / "x.csv", "--model", "none") == 0
    assert "the sources hold no article" in capsys.readouterr().err


def test_records_are_counted_in_the_language_of_the_reader(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("营业收入3亿元，同比下降5%。", encoding="utf-8")
    for language, counts in (("en", "2 records: 1 MONEY, 1 PERCENT"), ("zh", "2 条记录：金额 1，百分比 1")):
        assert command("show", tmp_path / "a.txt", "--model", "none", "--language", language) == 0
        assert counts in capsys.readouterr().out


def test_the_language_of_the_environment_is_that_of_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("2024年，营业收入3亿元，同比下降5%。", encoding="utf-8")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert command("show", path, "--model", "none") == 0
    printed = capsys.readouterr().out
    assert "指标" in printed and "↓ 同比" in printed and "2024" in printed
    assert command("show", path, "--model", "none", "--language", "en") == 0
    assert "↓ yoy" in capsys.readouterr().out


@pytest.mark.parametrize("width", [80, 120, 160])
def test_tables_fit_the_width_and_periods_stay_whole(width: int) -> None:
    from samples import sample

    from extractor.cli.tables import _figures
    from extractor.records import FigureRecord

    figures = [record for record in sample().records if isinstance(record, FigureRecord)]
    console = Console(width=width, file=io.StringIO())
    console.print(_figures(figures, "zh", width))
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert max(map(cell_len, lines)) <= width
    assert sum("2024Q1" in line for line in lines) == 2
    assert sum("2025" in line for line in lines) == 2


@pytest.mark.extended
def test_export_goes_to_stdout(article: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert command("export", article, "-o", "-", "--model", "none", "-j", "1", "--labels", "LAW",
                   "--columns", "label,norm") == 0  # fmt: skip
    out = capfdbinary.readouterr().out.decode()
    assert out.splitlines() == ["label,norm", "LAW,《绿色制造行动方案》", "LAW,《节能行动方案》"]
    assert command("export", article, "-o", "-", "--to", "jsonl", "--model", "none", "-j", "1") == 0
    rows = [json.loads(line) for line in capfdbinary.readouterr().out.decode().splitlines()]
    assert {row["label"] for row in rows} == {"LAW", "POLICY_TERM"}
