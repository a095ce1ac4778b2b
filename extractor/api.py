"""The two functions most people need, on one shared extractor that is made at the first call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from extractor.article import ArticleLike
from extractor.extraction import Extraction
from extractor.pipeline import Extractor


@lru_cache(maxsize=1)
def shared_extractor() -> Extractor:
    """The extractor with default settings that `extract` and `extract_many` share."""
    return Extractor()


def extract(article: ArticleLike) -> Extraction:
    """Extract every person, organization, figure, date, policy term and document of one article."""
    return shared_extractor().extract(article)


def extract_many(articles: Iterable[ArticleLike]) -> Iterator[Extraction]:
    """Yield the extractions of many articles, in order."""
    return shared_extractor().extract_many(articles)
