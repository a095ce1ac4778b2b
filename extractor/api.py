"""The two functions most people need, on one shared extractor that is made at the first call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.article import ArticleLike
from extractor.extraction import Extraction
from extractor.many import OnError
from extractor.pipeline import Extractor

if TYPE_CHECKING:
    import pandas as pd


@lru_cache(maxsize=1)
def shared_extractor() -> Extractor:
    """The extractor with default settings that `extract` and `extract_many` share."""
    return Extractor()


def extract(article: ArticleLike) -> Extraction:
    """Extract every person, organization, figure, date, policy term and document of one article.

    从一篇文章中提取人物、机构、数字、日期、政策术语和文件。

    Args:
        article: the text itself, a `Path` of a text, Markdown or HTML file, bytes of a page, or a mapping with
            `content` (or `text`, `html`) and, where known, `title`, `published`, `id`, `author`, `source`.

    Returns:
        The article with its records in text order: `.figures`, `.people`, `.to_frame()`, `.to_json()` and more.

    Raises:
        ArticleError: the article cannot be read; the text says why.

    Example:
        >>> result = extract({"content": "前三季度进出口增长5.6%。", "published": "2024-10-25"})   # doctest: +SKIP
        >>> result.figures[0].value, result.figures[0].period_end                                  # doctest: +SKIP
        (5.6, '2024-09-30')
    """
    return shared_extractor().extract(article)


def extract_many(
    articles: Iterable[ArticleLike],
    processes: int | None = 1,
    on_error: OnError = "raise",
    time_limit: float | None = None,
) -> Iterator[Extraction]:
    """Yield the extractions of many articles, in order: see `Extractor.extract_many`."""
    return shared_extractor().extract_many(articles, processes, on_error, time_limit)


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
    extractor: Extractor | None = None,
) -> pd.DataFrame:
    """The records of a frame of articles as a tidy frame keyed to its rows: see `extractor.frame.extract_frame`."""
    from extractor.frame import extract_frame as of_frame

    return of_frame(
        frame,
        text,
        published,
        title,
        id,
        kind=kind,
        dates=dates,
        processes=processes,
        on_error=on_error,
        extractor=extractor or shared_extractor(),
    )
