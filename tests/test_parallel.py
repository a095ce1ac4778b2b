"""Work spread over processes: order, deaths, deadlines, backpressure."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from poison import Numbers, Unloadable

from extractor import Extractor, extract_many
from extractor.errors import ArticleError, ModelError
from extractor.parallel import Pool, describe_exit
from extractor.workers import ONE_THREAD

STARTS = ["spawn", *(["fork"] if sys.platform == "linux" else [])]
TEXTS = [f"第{n}批专精特新企业名单公布，围绕碳达峰、碳中和目标。" for n in range(60)]


@pytest.mark.extended
@pytest.mark.parametrize("start", STARTS)
def test_values_come_in_order(start: str) -> None:
    with Pool(Numbers(), 2, start=start) as pool:
        assert [outcome.value for outcome in pool.run(range(100))] == [n * n for n in range(100)]


@pytest.mark.extended
@pytest.mark.parametrize(
    ("task", "kind", "message"),
    [
        (Numbers(fails=37), "ValueError", "ValueError: not this one (poison.py:"),
        (Numbers(kills=37), "WorkerDied", "the process that worked on it died, twice (exit code 3)"),
        (Numbers(hangs=37), "TimeLimit", "cut off: it took longer than the limit of 2 s"),
    ],
)
def test_a_bad_item_is_named_and_the_rest_go_on(task: Numbers, kind: str, message: str) -> None:
    with Pool(task, 2, time_limit=2 if task.hangs else None) as pool:
        outcomes = list(pool.run(range(100)))
    assert [outcome.value for outcome in outcomes if not outcome.failure] == [n * n for n in range(100) if n != 37]
    (bad,) = [outcome for outcome in outcomes if outcome.failure]
    assert (bad.position, bad.failure and bad.failure.kind) == (37, kind)
    assert bad.failure and bad.failure.message.startswith(message)


@pytest.mark.extended
def test_an_item_whose_worker_was_killed_from_outside_is_tried_again(tmp_path: Path) -> None:
    with Pool(Numbers(kills_once=str(tmp_path / "killed")), 2) as pool:
        assert [outcome.value for outcome in pool.run(range(50))] == [n * n for n in range(50)]
    assert (tmp_path / "killed").exists()


@pytest.mark.extended
def test_unordered_outcomes_are_the_same_ones() -> None:
    with Pool(Numbers(fails=3), 2) as pool:
        outcomes = list(pool.run(range(200), ordered=False))
    assert sorted(outcome.position for outcome in outcomes) == list(range(200))


@pytest.mark.extended
def test_items_are_read_only_as_far_as_the_window(tmp_path: Path) -> None:
    read = 0

    def endless() -> Any:
        nonlocal read
        while True:
            yield read
            read += 1

    with Pool(Numbers(), 2) as pool:
        for outcome in pool.run(endless(), window=64):
            if outcome.position == 200:
                break
    assert read <= 200 + 64 + 16


@pytest.mark.extended
def test_an_item_that_cannot_travel_is_a_failure() -> None:
    with Pool(Numbers(), 1) as pool:
        outcomes = list(pool.run([1, lambda: None, 2]))  # a function made here cannot be sent
    assert [outcome.value for outcome in outcomes] == [1, None, 4]
    assert outcomes[1].failure


@pytest.mark.extended
@pytest.mark.parametrize("start", STARTS)
def test_a_model_that_cannot_be_loaded_raises_its_own_error(start: str) -> None:
    with Pool(Unloadable(), 2, start=start) as pool, pytest.raises(ModelError, match="no such model"):
        list(pool.run([1]))


def test_nothing_starts_for_no_items() -> None:
    with Pool(Unloadable(), 2) as pool:
        assert list(pool.run([])) == []


@pytest.mark.extended
def test_extractions_are_the_same_for_any_number_of_processes() -> None:
    extractor = Extractor(model=None)
    alone = [extraction.to_dict() for extraction in extractor.extract_many(TEXTS)]
    assert alone[0]["records"]
    assert [extraction.to_dict() for extraction in extractor.extract_many(TEXTS, processes=2)] == alone


@pytest.mark.extended
def test_an_article_gets_the_same_records_in_any_company() -> None:
    texts = [
        "云岭省统计局副局长陈立平说，前三季度全省生产总值3.26万亿元，同比增长5.8%。",
        "滨江重工集团董事长周敏表示，力争2025年营业收入突破120亿元。\n记者 李书华 北京报道",
        "",
        "临港市委书记赵文清在上海会见了客人，双方签署《港口合作备忘录》。" * 30,
    ]
    extractor = Extractor()
    alone = [extractor.extract({"text": text}).to_dict() for text in texts]
    assert {record["label"] for record in alone[0]["records"]} >= {"ORG", "MONEY", "PERCENT"}
    for order in ([0, 1, 2, 3], [3, 1, 0, 2], [1, 1, 3]):
        together = extractor.extract_batch([{"text": texts[number]} for number in order])
        assert [extraction.to_dict() for extraction in together] == [alone[number] for number in order]


@pytest.mark.extended
def test_warming_up_starts_no_threads() -> None:
    script = (
        "import os; from extractor import Extractor; Extractor().warm_up(); print(len(os.listdir('/proc/self/task')))"
    )
    if not os.path.isdir("/proc/self/task"):
        pytest.skip("counts threads in /proc")
    environment = os.environ | ONE_THREAD | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1", "workers could not be forked"


@pytest.mark.extended
@pytest.mark.parametrize("processes", [1, 2])
def test_errors_raise_are_skipped_or_are_reported(processes: int) -> None:
    extractor = Extractor(model=None)
    articles: list[Any] = [TEXTS[0], 17, TEXTS[1]]
    with pytest.raises(ArticleError, match=r"^article 1: "):
        list(extractor.extract_many(articles, processes=processes))
    assert len(list(extractor.extract_many(articles, processes=processes, on_error="skip"))) == 2
    bad: list[int] = []
    list(extractor.extract_many(articles, processes=processes, on_error=lambda position, error: bad.append(position)))
    assert bad == [1]


@pytest.mark.parametrize("wrong", [{"on_error": "ignore"}, {"processes": 0}])
def test_wrong_settings_are_refused_at_once(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="give"):
        extract_many([], **wrong)


@pytest.mark.parametrize(
    ("code", "words"),
    [(3, "exit code 3"), (-9, "killed by SIGKILL, perhaps for want of memory"), (-11, "killed by SIGSEGV")],
)
def test_exits_in_words(code: int, words: str) -> None:
    assert describe_exit(code) == words


@pytest.mark.parametrize("on", [True, False])
def test_garbage_collection_is_left_as_it_was(on: bool) -> None:
    extractor = Extractor(model=None)
    before = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        extractor.extract("产量增长5%。")
        assert gc.isenabled() is on
        assert [*extractor.extract_many([None, "产量增长5%。"], on_error="skip")]  # type: ignore[list-item]
        assert gc.isenabled() is on
    finally:
        (gc.enable if before else gc.disable)()
