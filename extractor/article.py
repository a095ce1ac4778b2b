"""Articles: whatever a user hands over, read into clean text with its title, date and source.

In: a str, bytes, a path, a mapping or an `Article`. Out: an `Article`. 例: {"text": "…", "published": "2021-11-30"}.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from extractor.errors import ArticleError


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article. `text` is clean: every record points into it. `published` is a Beijing date."""

    text: str
    id: str | None = None
    title: str | None = None
    published: date | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    byline: tuple[str, ...] = ()


ArticleLike: TypeAlias = "str | bytes | Path | Mapping[str, Any] | Article"


def read_article(article: ArticleLike) -> Article:
    """Read whatever is handed over into an `Article`."""
    if isinstance(article, Article):
        return article
    if isinstance(article, str):
        return Article(text=article)
    if isinstance(article, Mapping):
        day = article.get("published") or None
        return Article(
            text=article.get("text") or "",
            id=article.get("id"),
            title=article.get("title"),
            published=date.fromisoformat(day[:10]) if isinstance(day, str) else day,
        )
    raise ArticleError(f"cannot read an article from {type(article).__name__}")
