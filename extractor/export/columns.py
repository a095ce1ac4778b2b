"""Which column of a table is what: the text, the title, the day of publication.

In: the names of a table's columns, or of a JSON object's keys, and the user's own choice. Out: an article's fields.
例: ["编号", "标题", "正文", "发布时间"] → {"id": "编号", "title": "标题", "content": "正文", "published": "发布时间"}.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from extractor.errors import ArticleError, ExportError
from extractor.rulebook import load_rulebook

_FIELDS = ("title", "published", "id", "author", "source", "url")
_BLANKS = re.compile(r"[\s_\-\ufeff]+")
_KEPT_AS_THEY_ARE = ("text", "html")


@dataclass(frozen=True)
class Columns:
    """The user's own choice of columns; None is guessed."""

    text: str | None = None
    title: str | None = None
    published: str | None = None
    id: str | None = None

    def chosen(self) -> dict[str, str]:
        """The choices that were made, by field."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name)) is not None}


def _folded(name: str) -> str:
    return _BLANKS.sub("", name).casefold()


@lru_cache(maxsize=1)
def _usual_names() -> dict[str, tuple[str, ...]]:
    rulebook = load_rulebook()
    return {field: rulebook.words("columns", field) for field in ("html", "text", *_FIELDS)}


@lru_cache(maxsize=256)
def choose_columns(names: tuple[str, ...], choice: Columns) -> dict[str, str]:
    """The column of each field of an article that the table has.

    The text's field is "text" or "html" for columns of those names, else "content": what it holds is then detected.

    Raises:
        ExportError: no column holds the text, or a chosen one is not there; the text lists the columns found.

    Example:
        >>> choose_columns(("标题", "正文"), Columns())
        {'content': '正文', 'title': '标题'}
    """
    chosen = choice.chosen()
    for field, name in chosen.items():
        if name not in names:
            option = "date" if field == "published" else field
            raise ExportError(f"no column {name!r} (--{option}-column); the columns are: {_listed(names)}")
    by_folded = {_folded(name): name for name in reversed(names)}
    usual = _usual_names()

    def guess(field: str) -> str | None:
        return next((by_folded[name] for name in usual[field] if name in by_folded), None)

    text = chosen.get("text") or guess("text") or guess("html")
    if text is None:
        raise ExportError(
            f"no column holds the text (say which: --text-column NAME); the columns are: {_listed(names)}"
        )
    found = {text if text in _KEPT_AS_THEY_ARE else "html" if _folded(text) in usual["html"] else "content": text}
    for field in _FIELDS:
        column = chosen.get(field) or guess(field)
        if column is not None and column != text:
            found[field] = column
    return found


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(str(name) for name in names[:20]) or "none"
    return shown + (f" and {len(names) - 20} more" if len(names) > 20 else "")


def article_of_row(row: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """The article that a row of a table is, ready for `read_article`.

    Raises:
        ArticleError: the row has no text.
    """
    article: dict[str, Any] = {}
    for field, column in columns.items():
        value = plain_cell(row.get(column))
        if value is None:
            continue
        article[field] = value if isinstance(value, str) else str(value)
    text_field, text_column = next(iter(columns.items()))
    text = article.get(text_field)
    if text is None or not text.strip():
        raise ArticleError(f"no text in column {text_column!r}")
    return article


def plain_cell(value: Any) -> Any:
    """A table's cell as JSON has it: days as ISO text, an empty one (None, NaN, NaT, "") as None.

    Example:
        >>> plain_cell(datetime(2021, 11, 30, 8, 5))
        '2021-11-30T08:05:00'
    """
    if value is None or value == "" or value != value:  # NaN and NaT differ from themselves
        return None
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)  # spreadsheets know no whole numbers: the id 17 comes as 17.0
    return value
