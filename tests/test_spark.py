"""Spark: the same records as a local run, on a real local session of two cores."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import ArticleError
from extractor.records import CSV_COLUMNS
from extractor.spark import extract_facts, schema
from tests.extractors import shared_extractor

pyspark = pytest.importorskip("pyspark", reason="PySpark is not installed: pip install 'extractor[spark]'")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Java is not on this machine; Spark 4 needs 17 or newer", allow_module_level=True)

pytestmark = pytest.mark.slow
TEXTS = [f"第{n}期：云岭省印发《绿色制造第{n}号行动方案》，投入{n + 1}.5亿元，同比增长{n}%。" for n in range(40)]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    # the workers' Python, and the package as it lies here: on a cluster it is installed on every executor
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[1]), *(p for p in sys.path if p)])
    session = (
        SparkSession.builder.master("local[2]")
        .appName("extractor tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
        .getOrCreate()
    )
    yield session
    session.stop()


def test_the_same_records_as_a_local_run(session: Any) -> None:
    days = [f"2024-10-{n % 28 + 1:02}" for n in range(len(TEXTS))]
    rows = [(f"n{n}", text, day) for n, (text, day) in enumerate(zip(TEXTS, days, strict=True))]
    df = session.createDataFrame(rows, "`编号` string, `正文` string, `日期` string")
    df = df.selectExpr("`编号`", "`正文`", "to_date(`日期`) `日期`")
    result = extract_facts(df.repartition(4), text="正文", published="日期", id="编号", model=None)
    assert result.columns == [*CSV_COLUMNS, "error"]
    found = {(row["article_id"], row["start"], row["end"], row["label"]): row.asDict() for row in result.collect()}
    extractor = shared_extractor(model=None)
    expected = [
        row | {"error": None}
        for id, text, day in rows
        for row in extractor.extract({"id": id, "content": text, "published": day}).rows()
    ]
    assert expected
    assert len(found) == len(expected)
    for row in expected:
        assert found[row["article_id"], row["start"], row["end"], row["label"]] == row


def test_bad_rows_are_kept_with_their_errors(session: Any) -> None:
    df = session.createDataFrame([("a", TEXTS[0]), ("b", None), ("c", "  ")], "id string, text string")
    rows = extract_facts(df, id="id", model=None).where("error is not null").collect()
    assert [(row["article_id"], row["error"]) for row in rows] == [("b", "no text")]
    assert rows[0]["label"] is None


def test_the_model_is_loaded_once_a_worker(session: Any) -> None:
    from pyspark.sql import functions as sql

    df = session.createDataFrame([(text,) for text in TEXTS], "text string").repartition(8)

    def loads(frames: Iterator[Any]) -> Iterator[Any]:
        import pandas as pd

        from extractor.spark import loaded_extractor

        for _ in frames:
            loaded_extractor(None, (), (), None)
        yield pd.DataFrame({"pid": [os.getpid()], "misses": [loaded_extractor.cache_info().misses]})

    counted = df.mapInPandas(loads, "pid bigint, misses bigint")
    assert counted.agg(sql.max("misses")).first()[0] == 1


def test_columns_that_are_missing_are_named(session: Any) -> None:
    df = session.createDataFrame([("x",)], "body string")
    with pytest.raises(ArticleError, match="no column 'text'; the columns are: body"):
        extract_facts(df)


def test_the_schema_is_the_csvs() -> None:
    assert schema().startswith("article_id string, title string, published string, label string")
    assert "value double" in schema()
    assert schema().endswith("signed_value double, error string")
