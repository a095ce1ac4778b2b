"""Many articles: extractions in order, from one process or several, with a choice of what an error does.

In: articles from any iterable, read a few ahead. Out: extractions, the same ones in the same order for any
number of processes. 例: extract_many(["GDP增长5%。", None], on_error="skip") → one extraction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeAlias

from extractor.article import ArticleLike
from extractor.errors import ArticleError

if TYPE_CHECKING:
    from extractor.extraction import Extraction
    from extractor.parallel import Outcome
    from extractor.pipeline import Extractor
    from extractor.workers import Failure, Work

OnError: TypeAlias = "Literal['raise', 'skip'] | Callable[[int, Exception], object]"


@dataclass(frozen=True)
class ExtractTask:
    """What a worker does for `extract_many`; an extractor travels as its settings."""

    extractor: Extractor

    def load(self) -> Work:
        """The extractor's own methods."""
        from extractor.workers import Work

        self.extractor.warm_up()  # what is loaded now, forked workers share
        return Work(self.extractor.extract, self.extractor.extract_batch)


def extract_many(
    extractor: Extractor,
    articles: Iterable[ArticleLike],
    processes: int | None = 1,
    on_error: OnError = "raise",
    time_limit: float | None = None,
) -> Iterator[Extraction]:
    """See `Extractor.extract_many`.

    Raises:
        ArticleError: an article failed, with its number, under on_error="raise".
        ValueError: on_error is none of "raise", "skip" and a function.
    """
    if on_error not in ("raise", "skip") and not callable(on_error):
        raise ValueError(f'on_error is {on_error!r}: give "raise", "skip" or a function of (position, error)')
    if processes is not None and processes < 1:
        raise ValueError(f"processes is {processes}: give 1 or more, or None for the cores of this machine")
    from extractor.parallel import available_cores

    return _extract_many(extractor, articles, processes or available_cores(), on_error, time_limit)


def _extract_many(
    extractor: Extractor, articles: Iterable[ArticleLike], processes: int, on_error: OnError, time_limit: float | None
) -> Iterator[Extraction]:
    for outcome in _outcomes(extractor, articles, processes, time_limit):
        if outcome.failure is None:
            yield outcome.value
        elif on_error != "skip":
            error = ArticleError(f"article {outcome.position}: {outcome.failure.message}")
            if on_error == "raise":
                raise error
            on_error(outcome.position, error)


def _outcomes(
    extractor: Extractor, articles: Iterable[ArticleLike], processes: int, time_limit: float | None
) -> Iterator[Outcome]:
    from extractor.parallel import Outcome, Pool
    from extractor.workers import Failure

    if processes > 1 or time_limit:
        with Pool(ExtractTask(extractor), processes, time_limit) as pool:
            yield from pool.run(articles)
        return
    for position, result in enumerate(extract_all(extractor, articles)):
        failure = result if isinstance(result, Failure) else None
        yield Outcome(position, None if failure else result, failure)


def extract_all(extractor: Extractor, articles: Iterable[ArticleLike]) -> Iterator[Extraction | Failure]:
    """The extraction of each article, or why there is none; a chunk together where all are well, else one by one."""
    from extractor.parallel import CHUNK_ITEMS

    left = iter(articles)
    while chunk := list(islice(left, CHUNK_ITEMS)):
        found: list[Extraction | Failure]
        try:
            found = [*extractor.extract_batch(chunk)]
        except Exception:
            found = [_extraction_or_failure(extractor, article) for article in chunk]
        yield from found


def _extraction_or_failure(extractor: Extractor, article: ArticleLike) -> Extraction | Failure:
    try:
        return extractor.extract(article)
    except Exception as error:
        from extractor.workers import Failure

        return Failure.from_exception(error)
