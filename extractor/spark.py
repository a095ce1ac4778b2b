"""Spark: a DataFrame of articles in, a DataFrame of records out, on as many machines as the cluster has.

In: one article a row. Out: one record a row, with the CSV's columns and an `error` column; a row that fails is kept, as
a row of nulls with its id and its error. 例: df of 正文 → extract_facts(df, text="正文").where("label = 'MONEY'").

Needs the extra `[spark]` (PySpark 4, Java 17 or newer) on the driver, and this package on every executor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from extractor.errors import ArticleError
from extractor.export.targets import NUMBERS
from extractor.export.task import RECORDS, ExportTask
from extractor.fact_readers import Facts
from extractor.frame import as_text
from extractor.many import extract_all
from extractor.workers import Failure

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import DataFrame

    from extractor.pipeline import Extractor

ERROR = "error"
_ARTICLES_A_FRAME = 128  # what a worker holds in memory at a time


def schema(kind: str = RECORDS) -> str:
    """The columns of the result, as Spark writes schemas: the CSV's, and `error`."""
    types = {float: "double", int: "bigint", str: "string"}
    columns = [f"{name} {types[NUMBERS.get(name, str)]}" for name in (*ExportTask(kind=kind).header, ERROR)]
    return ", ".join(columns)


def extract_facts(
    df: DataFrame,
    text: str = "text",
    published: str | None = None,
    title: str | None = None,
    id: str | None = None,
    *,
    kind: str = RECORDS,
    model: str | None = "bundled",
    rules: Iterable[str] = (),
    disable: Iterable[str] = (),
    facts: Facts | None = None,
) -> DataFrame:
    """The records of every row's article.

    Args:
        df: one article a row, in as many partitions as should work at once.
        text: the column of the texts or pages.
        published: the column of the days of publication: dates, timestamps or strings.
        title, id: columns of titles and ids; without an id the records cannot be kept apart by article.
        kind: "records" (every mention) or "facts" (the distinct facts of each article).
        model, rules, disable, facts: as for `Extractor`; directories of rules must be on every executor.

    Returns:
        A DataFrame of `schema(kind)`. Each Python worker of Spark loads the model once and keeps it.

    Raises:
        ArticleError: a column is not in the DataFrame.

    Example:
        >>> extract_facts(df, text="正文", published="日期", id="编号").write.parquet("records/")  # doctest: +SKIP
    """
    columns = {"content": text, "published": published, "title": title, "id": id}
    for name in columns.values():
        if name is not None and name not in df.columns:
            raise ArticleError(f"no column {name!r}; the columns are: {', '.join(df.columns)}")
    wanted = {field: name for field, name in columns.items() if name is not None}
    task = ExportTask(model=model, rules=tuple(rules), disable=tuple(disable), kind=kind, facts=facts)
    quoted = ["`" + name.replace("`", "``") + "`" for name in dict.fromkeys(wanted.values())]
    narrow = df.select(*quoted)
    return narrow.mapInPandas(_mapper(task, wanted), schema(kind))


def _mapper(task: ExportTask, columns: dict[str, str]) -> Callable[[Iterator[pd.DataFrame]], Iterator[pd.DataFrame]]:
    """What each Python worker runs over its partition."""

    def records_of(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        import pandas as pd

        extractor = loaded_extractor(task.model, task.rules, task.disable, task.facts)
        header = (*task.header, ERROR)
        for frame in frames:
            for first in range(0, len(frame), _ARTICLES_A_FRAME):
                rows = _rows(extractor, task, list(_articles(frame.iloc[first : first + _ARTICLES_A_FRAME], columns)))
                result = pd.DataFrame(rows, columns=list(header), dtype=object)
                for name in header:
                    kind = NUMBERS.get(name)
                    if kind is not None:
                        result[name] = result[name].astype("Float64" if kind is float else "Int64")
                yield result

    return records_of


@lru_cache(maxsize=4)
def loaded_extractor(
    model: Any, rules: tuple[Any, ...], disable: tuple[str, ...], facts: Facts | None = None
) -> Extractor:
    """The extractor of this process: Spark's Python workers live on from task to task, and load it once."""
    from extractor.pipeline import Extractor

    return Extractor(model, rules, disable, facts)


def _articles(frame: pd.DataFrame, columns: dict[str, str]) -> Iterator[dict[str, str | None]]:
    for cells in zip(*(frame[name] for name in columns.values()), strict=True):
        yield {field: as_text(cell) for field, cell in zip(columns, cells, strict=True)}


def _rows(extractor: Extractor, task: ExportTask, articles: list[dict[str, str | None]]) -> list[list[Any]]:
    """The records of the articles, and for each that has failed one row that says why."""
    given = [{field: value for field, value in article.items() if value is not None} for article in articles]
    results = extract_all(extractor, [article for article in given if "content" in article])
    rows = []
    for article in given:
        result = next(results) if "content" in article else Failure("ArticleError", "no text")
        if isinstance(result, Failure):
            rows.append(
                [article.get("id") if name == "article_id" else None for name in task.header] + [result.message]
            )
        else:
            rows += [[*row, None] for row in task.rows(result)]
    return rows
