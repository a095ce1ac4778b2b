"""Batch export: nothing lost, nothing twice, whatever happens on the way."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from poison import PoisonTask

from extractor.distinct import FACT_COLUMNS
from extractor.errors import ExportError, ExportStopped
from extractor.export import ExportTask, export
from extractor.export.store import Store, store_path
from extractor.export.task import FACTS
from extractor.records import CSV_COLUMNS
from tests.extractors import shared_extractor

pytestmark = pytest.mark.extended

TESTS = Path(__file__).parent
RULES = PoisonTask()


def text_of(number: int, extra: str = "") -> str:
    return f"第{number}期：围绕碳达峰、碳中和目标，印发《绿色制造第{number}号行动方案》。{extra}"


def dump(path: Path, texts: list[str], **fields: Any) -> Path:
    """A JSONL file of articles n0, n1, …"""
    lines = [json.dumps({"id": f"n{n}", "text": text} | fields, ensure_ascii=False) for n, text in enumerate(texts)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def errors_of(out: Path) -> list[dict[str, Any]]:
    path = out.with_name(out.name + ".errors.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_file_holds_each_articles_records_in_order(tmp_path: Path) -> None:
    texts = [text_of(n) for n in range(50)]
    source = dump(tmp_path / "news.jsonl", texts, title="标题", published="2024-10-25")
    summary = export([source], tmp_path / "facts.csv", RULES, processes=2)
    extractor = shared_extractor(model=None)
    expected = [
        {column: "" if value is None else str(value) for column, value in row.items()}
        for n, text in enumerate(texts)
        for row in extractor.extract({"id": f"n{n}", "title": "标题", "published": "2024-10-25", "text": text}).rows()
    ]
    rows = rows_of(tmp_path / "facts.csv")
    assert rows == expected
    assert list(rows[0]) == list(CSV_COLUMNS)
    assert (summary.articles, summary.records, summary.failed) == (50, len(rows), 0)
    assert summary.characters == sum(map(len, texts))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["facts.csv", "news.jsonl"]


def test_the_output_is_the_same_for_any_number_of_processes(tmp_path: Path) -> None:
    source = dump(tmp_path / "news.jsonl", [text_of(n) for n in range(120)])
    outputs = set()
    for processes in (1, 2, 5):
        export([source], tmp_path / "facts.csv", RULES, processes=processes)
        outputs.add((tmp_path / "facts.csv").read_bytes())
    assert len(outputs) == 1


def test_articles_without_an_id_are_called_by_their_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("news.jsonl").write_text("\n".join(json.dumps({"text": text_of(n)}) for n in range(3)), encoding="utf-8")
    export(["news.jsonl"], "facts.csv", RULES, processes=1)
    assert {row["article_id"] for row in rows_of(Path("facts.csv"))} == {"news.jsonl:1", "news.jsonl:2", "news.jsonl:3"}


def test_seven_poisoned_articles_of_a_thousand_cost_seven_articles(tmp_path: Path) -> None:
    poison = {100: "RAISE", 101: "KILL", 250: "HANG", 500: "RAISE", 777: "KILL", 998: "RAISE", 999: "KILL"}
    texts = [text_of(n, poison.get(n, "")) for n in range(1000)]
    source = dump(tmp_path / "news.jsonl", texts)
    summary = export([source], tmp_path / "facts.csv", RULES, processes=2, time_limit=4)
    assert (summary.articles, summary.failed) == (993, 7)
    names = list(dict.fromkeys(row["article_id"] for row in rows_of(tmp_path / "facts.csv")))
    assert names == [f"n{n}" for n in range(1000) if n not in poison]
    errors = errors_of(tmp_path / "facts.csv")
    assert [error["place"] for error in errors] == [str(n + 1) for n in poison]  # lines are counted from 1
    assert [error["kind"] for error in errors] == [
        {"RAISE": "ValueError", "KILL": "WorkerDied", "HANG": "TimeLimit"}[word] for word in poison.values()
    ]
    assert {error["source"] for error in errors} == {str(source)}


def test_failures_are_tried_again_and_forgotten_when_they_pass(tmp_path: Path) -> None:
    source = dump(tmp_path / "news.jsonl", [text_of(1), text_of(2, "RAISE"), text_of(3)])
    out = tmp_path / "facts.csv"
    assert export([source], out, RULES, processes=1).failed == 1
    dump(source, [text_of(1), text_of(2), text_of(3)])
    summary = export([source], out, RULES, processes=1)
    assert (summary.articles, summary.failed, summary.resumed, summary.errors) == (3, 0, 2, None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["facts.csv", "news.jsonl"]


def test_duplicates_are_counted_and_written_for_each(tmp_path: Path) -> None:
    texts = [text_of(n % 10) for n in range(40)]
    source = tmp_path / "news.jsonl"
    source.write_text("\n".join(json.dumps({"text": text}) for text in texts), encoding="utf-8")
    summary = export([source], tmp_path / "facts.csv", RULES, processes=2)
    assert (summary.articles, summary.duplicates) == (40, 30)
    rows = rows_of(tmp_path / "facts.csv")
    assert len({row["article_id"] for row in rows}) == 40
    once = [row | {"article_id": ""} for row in rows if row["article_id"].endswith(":1")]
    again = [row | {"article_id": ""} for row in rows if row["article_id"].endswith(":31")]
    assert once == again != []


def test_bad_sources_are_named_and_the_good_ones_go_on(tmp_path: Path) -> None:
    good = dump(tmp_path / "good.jsonl", [text_of(1)])
    (tmp_path / "torn.jsonl").write_text('{"id": "t", "text": "第一期"}\n{"id": "u", "text": "第', encoding="utf-8")
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 but not really")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    (tmp_path / "unknown.csv").write_text("栏目,备注\n一,二\n", encoding="utf-8")
    (tmp_path / "rows.csv").write_text("id,正文\n1,碳中和\n2,\n", encoding="utf-8")
    names = ["torn.jsonl", "bad.parquet", "empty.csv", "unknown.csv", "rows.csv"]
    summary = export([*(tmp_path / name for name in names), good], tmp_path / "facts.csv", RULES, processes=2)
    assert [(Path(error["source"]).name, error["place"]) for error in errors_of(tmp_path / "facts.csv")] == [
        ("torn.jsonl", "2"), ("bad.parquet", None), ("empty.csv", None), ("unknown.csv", None), ("rows.csv", "3"),
    ]  # fmt: skip
    assert (summary.articles, summary.failed) == (3, 5)


def test_changed_settings_do_not_take_over_old_results(tmp_path: Path) -> None:
    source = dump(tmp_path / "news.jsonl", [text_of(1), text_of(2, "RAISE")])
    out = tmp_path / "facts.csv"
    export([source], out, RULES, processes=1)
    summary = export([source], out, PoisonTask(disable=("laws.titles",)), processes=1)
    assert summary.resumed == 0
    assert RULES.fingerprint() == PoisonTask().fingerprint() != PoisonTask(disable=("laws.titles",)).fingerprint()


def test_users_rules_belong_to_the_settings(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "columns.txt").write_text("[text]\n报文\n", encoding="utf-8")
    before = ExportTask(rules=(rules,)).fingerprint()
    assert before == ExportTask(rules=(rules,)).fingerprint()
    (rules / "columns.txt").write_text("[text]\n电文\n", encoding="utf-8")
    assert ExportTask(rules=(rules,)).fingerprint() != before


def test_fresh_starts_over(tmp_path: Path) -> None:
    source = dump(tmp_path / "news.jsonl", [text_of(1), text_of(2, "RAISE")])
    out = tmp_path / "facts.csv"
    export([source], out, RULES, processes=1)
    assert export([source], out, RULES, processes=1).resumed == 1
    assert export([source], out, RULES, processes=1, fresh=True).resumed == 0


def test_a_second_export_to_the_same_output_is_refused(tmp_path: Path) -> None:
    source = dump(tmp_path / "news.jsonl", [text_of(1)])
    out = tmp_path / "facts.csv"
    with Store(store_path(out), b"settings"):
        for fresh in (False, True):
            with pytest.raises(ExportError, match=r"another export to facts\.csv is running"):
                export([source], out, RULES, processes=1, fresh=fresh)
    assert export([source], out, RULES, processes=1).articles == 1


def test_a_damaged_store_asks_for_a_fresh_start(tmp_path: Path) -> None:
    source = dump(tmp_path / "news.jsonl", [text_of(1)])
    out = tmp_path / "facts.csv"
    store_path(out).write_bytes(b"this is no database, whatever its name" * 100)
    with pytest.raises(ExportError, match=r"is damaged .*--fresh"):
        export([source], out, RULES, processes=1)
    assert export([source], out, RULES, processes=1, fresh=True).articles == 1


@pytest.mark.slow
def test_an_export_killed_anywhere_resumes_to_the_same_file(tmp_path: Path) -> None:
    source = dump(tmp_path / "news.jsonl", [text_of(n % 350) for n in range(400)])
    expected = tmp_path / "expected.csv"
    export([source], expected, RULES, processes=2)
    out = tmp_path / "facts.csv"
    command = [sys.executable, str(TESTS / "poison.py"), str(source), str(out), "0.01"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    chance = random.Random()
    done = []
    for kill in range(6):
        process = subprocess.Popen(command, env=environment, start_new_session=True)
        if kill == 0:  # while it starts
            time.sleep(chance.uniform(0, 0.5))
        else:  # while it works: anywhere in the half second after it has begun to keep results
            wait_for_growth(out, process)
            time.sleep(chance.uniform(0, 0.5))
        process.send_signal(signal.SIGKILL)  # the parent alone: its workers must end by themselves
        process.wait()
        done.append(done_so_far(out))
    assert done == sorted(done), "work was lost"
    assert done[-1] > 0, "no work was kept"
    assert subprocess.run(command, env=environment).returncode == 0
    assert out.read_bytes() == expected.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["expected.csv", "facts.csv", "news.jsonl"]


def wait_for_growth(out: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until an export writes to its store, or ends."""
    log = Path(f"{store_path(out)}-wal")
    size = log.stat().st_size if log.exists() else 0
    while process.poll() is None and (not log.exists() or log.stat().st_size == size):
        time.sleep(0.01)


def done_so_far(out: Path) -> int:
    """How many results a killed export has kept."""
    path = store_path(out)
    if not path.exists():
        return 0 if not out.exists() else 350
    with contextlib.closing(sqlite3.connect(path)) as database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'results'").fetchone():
            return 0
        return int(database.execute("SELECT count(*) FROM results").fetchone()[0])


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="looks for processes in /proc")
def test_no_worker_outlives_a_killed_export(tmp_path: Path) -> None:
    source = dump(tmp_path / "news.jsonl", [text_of(n, "HANG") for n in range(4)])
    command = [sys.executable, str(TESTS / "poison.py"), str(source), str(tmp_path / "facts.csv"), "0"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "MARK": str(tmp_path)}
    process = subprocess.Popen(command, env=environment)
    deadline = time.monotonic() + 60
    while len(marked(tmp_path)) < 3 and time.monotonic() < deadline:  # the parent, its fork server, a worker that hangs
        time.sleep(0.05)
    assert len(marked(tmp_path)) >= 3
    process.kill()
    process.wait()
    while marked(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not marked(tmp_path)


def marked(mark: Path) -> list[str]:
    """The running processes that carry the mark in their environment."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if f"MARK={mark}".encode() in (entry / "environ").read_bytes():
                    found.append(entry.name)
            except OSError:
                continue
    return found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files as POSIX systems do")
@pytest.mark.parametrize("limit", [20_000, 200_000])
def test_a_full_disk_stops_it_and_more_room_resumes_it(tmp_path: Path, limit: int) -> None:
    source = dump(tmp_path / "news.jsonl", [text_of(n, "国民经济运行情况。" * 20) for n in range(600)])
    expected, out = tmp_path / "expected.csv", tmp_path / "facts.csv"
    export([source], expected, RULES, processes=2)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(ExportStopped, match=r"the same\s+command again"):
            export([source], out, RULES, processes=2)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not out.exists()
    export([source], out, RULES, processes=2)
    assert out.read_bytes() == expected.read_bytes()


def test_facts_are_written_once_for_each_article(tmp_path: Path) -> None:
    news = "全年营业收入12.5亿元。年报显示，全年营业收入12.5亿元。"
    source = dump(tmp_path / "news.jsonl", [news, news + "净利润2.5亿元。"])
    out = tmp_path / "facts.csv"
    export([source], out, PoisonTask(kind=FACTS), processes=1)
    rows = rows_of(out)
    assert list(rows[0]) == list(FACT_COLUMNS)
    expected = [
        extraction.fact_rows()
        for extraction in shared_extractor(model=None).extract_many([news, news + "净利润2.5亿元。"])
    ]
    assert [row["value"] for row in rows] == [str(row["value"]) for rows in expected for row in rows]
    assert rows[0]["times"] == "2"


def test_sources_and_outputs_that_cannot_be_are_refused_before_the_work(tmp_path: Path) -> None:
    source = dump(tmp_path / "news.jsonl", [text_of(1)])
    for sources, out, message in [
        ([tmp_path / "nowhere.jsonl"], tmp_path / "facts.csv", "no such file or folder: .*nowhere.jsonl"),
        ([], tmp_path / "facts.csv", "no source"),
        ([source], tmp_path / "facts.doc", "cannot tell"),
        ([source], source / "facts.csv", "no such folder"),
    ]:
        with pytest.raises(ExportError, match=message):
            export(sources, out, RULES, processes=1)
    assert list(tmp_path.iterdir()) == [source]
