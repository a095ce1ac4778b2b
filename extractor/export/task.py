"""What a worker does for an export: parse one source article, extract it, and pack its rows.

In: a `SourceArticle`. Out: `Packed`: the rows as compressed JSON, ready for the store, and their count.
例: 2020年，增加值9885.8亿元。 → [["…", "MONEY", "9885.8亿元", …]], 1 row.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from extractor.article import Article, ArticleLike, read_article
from extractor.distinct import FACT_COLUMNS
from extractor.errors import ArticleError
from extractor.export.columns import Columns, article_of_row, choose_columns
from extractor.export.sources import PAGE, SourceArticle
from extractor.export.tables import load_json
from extractor.extraction import Extraction
from extractor.fact_readers import Facts
from extractor.records import CSV_COLUMNS
from extractor.rulebook import Rulebook, load_rulebook
from extractor.workers import Failure, Work

RECORDS, FACTS = "records", "facts"


class Packed(NamedTuple):
    """An article's rows: how many, how many characters they were found in, and the rows as compressed JSON."""

    records: int
    characters: int
    rows: bytes


def pack(rows: Sequence[Sequence[Any]]) -> bytes:
    """Rows as compressed JSON. Half a surrogate pair, which no file can hold, becomes a question mark."""
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"), default=str)
    return zlib.compress(text.encode("utf-8", "replace"), 1)


def unpack(rows: bytes) -> list[list[Any]]:
    """The rows that `pack` packed."""
    unpacked: list[list[Any]] = json.loads(zlib.decompress(rows))
    return unpacked


def article_of(found: SourceArticle, columns: Columns) -> ArticleLike:
    """What a source article holds, ready for `read_article`: a page's bytes, or the fields of a row.

    Raises:
        ArticleError: the row is not a JSON object, or has no text.
    """
    if found.kind == PAGE:
        return found.payload
    try:
        row = load_json(found.payload)
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"not a line of JSON: {error}") from None
    if not isinstance(row, dict):
        raise ArticleError(f"a JSON object was expected, found {type(row).__name__}")
    return article_of_row(row, choose_columns(tuple(row), columns))


@dataclass(frozen=True)
class ExportTask:
    """The settings of an export that decide what is extracted.

    Args:
        model, rules, disable: as for `Extractor`.
        columns: the table columns that the user named.
        kind: RECORDS (every mention) or FACTS (the distinct facts of each article).
        facts: the reader of facts, as for `Extractor`.
    """

    model: str | Path | None = "bundled"
    rules: tuple[str | Path, ...] = ()
    disable: tuple[str, ...] = ()
    columns: Columns = field(default_factory=Columns)
    kind: str = RECORDS
    facts: Facts | None = None

    @property
    def header(self) -> tuple[str, ...]:
        """The columns of the rows."""
        return FACT_COLUMNS if self.kind == FACTS else CSV_COLUMNS

    def load(self) -> Work:
        """Load the extractor; the work is to extract and pack source articles."""
        from extractor.pipeline import Extractor

        extractor = Extractor(self.model, self.rules, self.disable, self.facts)
        extractor.warm_up()  # what is loaded now, forked workers share

        def one(found: SourceArticle) -> Packed:
            return self.packed(extractor.extract(article_of(found, self.columns)))

        def many(found: list[SourceArticle]) -> list[Packed | Failure]:
            articles = [self._article_or_failure(item, extractor.rulebook) for item in found]
            good = [article for article in articles if not isinstance(article, Failure)]
            packed = map(self.packed, extractor.extract_batch(good))
            return [article if isinstance(article, Failure) else next(packed) for article in articles]

        return Work(one, many)

    def _article_or_failure(self, found: SourceArticle, rulebook: Rulebook) -> Article | Failure:
        try:
            return read_article(article_of(found, self.columns), rulebook)
        except Exception as error:
            return Failure.from_exception(error)

    def packed(self, extraction: Extraction) -> Packed:
        """An extraction's rows, ready for the store."""
        rows = self.rows(extraction)
        return Packed(len(rows), len(extraction.article.text), pack(rows))

    def rows(self, extraction: Extraction) -> list[list[Any]]:
        """The rows of one article, under `header`."""
        if self.kind == FACTS:
            return [list(row.values()) for row in extraction.fact_rows()]
        return extraction.cells()

    def fingerprint(self) -> bytes:
        """What tells results of these settings from all others: the settings, the rules, the model and the code."""
        digest = blake2b(digest_size=16)
        digest.update(repr((self.model, self.disable, self.columns, self.kind, self.header, self.facts)).encode())
        package = Path(__file__).resolve().parent.parent
        digest.update(_digest_of_files(package.rglob("*.py"), read=True))
        for directory in load_rulebook(self.rules, self.disable).directories:
            digest.update(_digest_of_files(directory.rglob("*.txt"), read=True))
        for models in ("ner", "facts/readers"):
            digest.update(_digest_of_files((package / models).rglob("*"), read=False))
        if self.model is not None:
            if Path(self.model).exists():
                digest.update(_digest_of_files(Path(self.model).rglob("*"), read=False))
            else:
                digest.update(_version(str(self.model)).encode())
        return digest.digest()


def _version(package: str) -> str:
    try:
        return metadata.version(package.replace("_", "-"))
    except (metadata.PackageNotFoundError, ValueError):
        return ""


def _digest_of_files(paths: Iterable[Path], *, read: bool) -> bytes:
    """A digest of files' names and contents; of large ones (models) the size stands for the content."""
    digest = blake2b(digest_size=16)
    for path in sorted(paths):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.name.encode())
            digest.update(path.read_bytes() if read else str(path.stat().st_size).encode())
    return digest.digest()
