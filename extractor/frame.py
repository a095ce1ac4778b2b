"""pandas: a frame of articles in, a tidy frame of records out, keyed to the rows they come from.

例: a row 7 with 正文 “一季度实现营收12.3亿元。” → a row 7 with label MONEY, value 1230000000, indicator 营收.
`frame.join(records)` puts the two side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from extractor.distinct import FACT_COLUMNS
from extractor.errors import ArticleError
from extractor.export.columns import plain_cell
from extractor.many import OnError
from extractor.records import CSV_COLUMNS, DAY_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

    from extractor.pipeline import Extractor


def extract_frame(
    frame: pd.DataFrame,
    text: str = "text",
    published: str | None = None,
    title: str | None = None,
    id: str | None = None,
    *,
    kind: str = "records",
    dates: bool = False,
    processes: int | None = 1,
    on_error: OnError = "raise",
    extractor: Extractor,
) -> pd.DataFrame:
    """The records of every row's article.

    Args:
        frame: one article a row, under any index.
        text: the column of the articles' texts (or pages); a row without text has no records.
        published: the column of the days of publication: dates, timestamps or texts.
        title, id: columns of titles and ids.
        kind: "records" (every mention) or "facts" (the distinct facts of each article).
        dates: the days of the result as datetime64[s] instead of ISO texts.
        processes: workers; None for the cores of this machine.
        on_error: "raise", "skip", or a function of (the row's position from 0, error).
        extractor: does the work.

    Returns:
        One row a record (or fact), with the CSV's columns and the index of the row it comes from, so that
        `frame.join(records)` and `records.groupby(level=0)` work. Rows without records are not in it.

    Raises:
        ArticleError: a column is not in the frame, or an article failed under on_error="raise".

    Example:
        >>> import pandas as pd
        >>> from extractor import extract_frame
        >>> frame = pd.DataFrame({"正文": ["全年营收12.3亿元。"]}, index=["a"])
        >>> extract_frame(frame, text="正文").index.tolist()      # doctest: +SKIP
        ['a']
    """
    if kind not in ("records", "facts"):
        raise ValueError(f'kind is {kind!r}: give "records" or "facts"')
    columns = {"content": text, "published": published, "title": title, "id": id}
    for name in columns.values():
        if name is not None and name not in frame.columns:
            raise ArticleError(f"no column {name!r}; the columns are: {', '.join(map(str, frame.columns))}")
    positions: list[int] = []
    named = [(field, frame[name]) for field, name in columns.items() if name is not None]

    def articles() -> Iterator[dict[str, Any]]:
        for position, cells in enumerate(zip(*(series for _, series in named), strict=True)):
            article = {field: as_text(cell) for (field, _), cell in zip(named, cells, strict=True)}
            if article["content"]:
                positions.append(position)
                yield {field: value for field, value in article.items() if value is not None}

    failed: set[int] = set()

    def note(number: int, error: Exception) -> None:
        failed.add(number)
        if on_error == "raise":
            raise ArticleError(f"row {frame.index[positions[number]]!r}: {str(error).partition(': ')[2]}")
        if on_error != "skip":
            on_error(positions[number], error)

    rows: list[dict[str, Any]] = []
    keys: list[int] = []
    number = 0
    for extraction in extractor.extract_many(articles(), processes, note):
        while number in failed:
            number += 1
        found = extraction.fact_rows() if kind == "facts" else extraction.rows()
        rows += found
        keys += [positions[number]] * len(found)
        number += 1
    result = rows_frame(rows, kind, dates)
    result.index = frame.index.take(keys)
    return result


def rows_frame(rows: Iterable[Mapping[str, Any]], kind: str = "records", dates: bool = False) -> pd.DataFrame:
    """Rows of records or of facts as a frame with their columns.

    Args:
        rows: `Extraction.rows()` or `Extraction.fact_rows()`, of one article or of many.
        kind: "records" or "facts".
        dates: the days as datetime64[s], which holds every day from year 1 to 9999; None becomes NaT.
    """
    import numpy as np
    import pandas as pd

    frame: pd.DataFrame = pd.DataFrame(list(rows), columns=list(FACT_COLUMNS if kind == "facts" else CSV_COLUMNS))
    if dates:
        for name in DAY_COLUMNS:
            days = [None if is_missing(day) else day for day in frame[name]]
            frame[name] = np.array(days, dtype="datetime64[s]")
    return frame


def as_text(cell: Any) -> str | None:
    """A cell as an article's field has it: days as ISO text, an empty one as None."""
    value = plain_cell(None if is_missing(cell) else cell)
    return value if value is None or isinstance(value, str) else str(value)


def is_missing(cell: Any) -> bool:
    """Whether a cell is None, NaN, NaT or pandas' NA."""
    import pandas as pd

    return cell is None or (not isinstance(cell, (str, date, list, dict)) and pd.isna(cell) is True) or cell is pd.NaT


__all__ = ["as_text", "extract_frame", "is_missing", "rows_frame"]
