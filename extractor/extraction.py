"""Extraction: the result for one article, in the forms people use: records, a frame, JSON, CSV.

例: extract(article).people → [PersonRecord(text="李涛", title="二级巡视员", affiliation="北京市经济和信息化局", …)]
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from extractor.article import Article
from extractor.distinct import FACT_COLUMNS, DistinctFact, distinct_facts
from extractor.mentions import DATE, FIGURE_LABELS, LAW, LOC, MONEY, ORG, PERCENT, PERSON, POLICY_TERM, QUANTITY
from extractor.records import CSV_COLUMNS, DateRecord, FigureRecord, PersonRecord, Record

if TYPE_CHECKING:
    import pandas as pd


@lru_cache(maxsize=16)
def _places(kind: Any) -> tuple[tuple[int, str], ...]:
    """(column, field) of each field of a kind of record that the CSV has. An office has a column beside the title's."""
    columns = {name: place for place, name in enumerate(CSV_COLUMNS)}
    names = {f.name: "person_title" if f.name == "title" else f.name for f in fields(kind)}
    return tuple((columns[column], name) for name, column in names.items() if column in columns)


@dataclass(frozen=True)
class Extraction:
    """An article with its records, in text order."""

    article: Article
    records: tuple[Record, ...]

    def _labelled(self, *labels: str) -> list[Record]:
        return [record for record in self.records if record.label in labels]

    def _figures(self, *labels: str) -> list[FigureRecord]:
        return [record for record in self.records if record.label in labels and isinstance(record, FigureRecord)]

    @property
    def people(self) -> list[PersonRecord]:
        """PERSON records."""
        return [record for record in self.records if record.label == PERSON and isinstance(record, PersonRecord)]

    @property
    def organizations(self) -> list[Record]:
        """ORG records."""
        return self._labelled(ORG)

    @property
    def places(self) -> list[Record]:
        """LOC records."""
        return self._labelled(LOC)

    @property
    def dates(self) -> list[DateRecord]:
        """DATE records."""
        return [record for record in self.records if record.label == DATE and isinstance(record, DateRecord)]

    @property
    def money(self) -> list[FigureRecord]:
        """MONEY records."""
        return self._figures(MONEY)

    @property
    def percentages(self) -> list[FigureRecord]:
        """PERCENT records."""
        return self._figures(PERCENT)

    @property
    def quantities(self) -> list[FigureRecord]:
        """QUANTITY records."""
        return self._figures(QUANTITY)

    @property
    def tables(self) -> list[pd.DataFrame]:
        """The article's tables as frames of words, heads as indexes; a figure's `cell` tells which table it is in.

        Example:
            >>> extract("|指标|2024年|\\n|---|---|\\n|营业收入（亿元）|3.2|").tables[0].iloc[0, 0]     # doctest: +SKIP
            '3.2'
        """
        from extractor.tables.frames import table_frame

        return [table_frame(self.article.text, table) for table in self.article.tables]

    @property
    def figures(self) -> list[FigureRecord]:
        """All figures: MONEY, PERCENT, MULTIPLE and QUANTITY records."""
        return self._figures(*FIGURE_LABELS)

    @property
    def facts(self) -> list[DistinctFact]:
        """The distinct facts: what is stated several times is there once, with every place where it is stated."""
        return distinct_facts(record for record in self.records if isinstance(record, FigureRecord))

    @property
    def policy_terms(self) -> list[Record]:
        """POLICY_TERM records."""
        return self._labelled(POLICY_TERM)

    @property
    def laws(self) -> list[Record]:
        """LAW records."""
        return self._labelled(LAW)

    def _head(self) -> dict[str, Any]:
        article = self.article
        published = article.published.isoformat() if article.published else None
        return {"article_id": article.id, "title": article.title, "published": published}

    def cells(self) -> list[list[Any]]:
        """One list a record, in the order of the CSV's columns; unset fields are None."""
        head = list(self._head().values())
        blank = [None] * (len(CSV_COLUMNS) - len(head))
        rows = []
        for record in self.records:
            row = [*head, *blank]
            kind: Any = type(record)
            for place, name in _places(kind):
                row[place] = getattr(record, name)
            rows.append(row)
        return rows

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary a record, with the CSV's columns; unset fields are None."""
        return [dict(zip(CSV_COLUMNS, row, strict=True)) for row in self.cells()]

    def fact_rows(self) -> list[dict[str, Any]]:
        """One dictionary a distinct fact, with the columns of the facts table; `places` as "start-end start-end"."""
        head = self._head()
        return [
            {column: row.get(column) for column in FACT_COLUMNS}
            for fact in self.facts
            for row in [head | fact.to_dict() | {"places": " ".join(f"{start}-{end}" for start, end in fact.places)}]
        ]

    def to_frame(self, kind: Literal["records", "facts"] = "records", *, dates: bool = False) -> pd.DataFrame:
        """A tidy frame: one row a record with the CSV's columns, or one row a distinct fact.

        Args:
            kind: "records" or "facts".
            dates: the days (`published`, `period_start`, `period_end`, `base_start`, `base_end`) as datetime64[s], None
                as NaT. By default they are ISO texts, as in CSV and JSON, so that a frame and a file compare equal.

        Raises:
            ValueError: an unknown kind.

        Example:
            >>> wide = extraction.to_frame(kind="facts").pivot_table(          # doctest: +SKIP
            ...     index=["subject", "indicator"], columns="period_text", values="value")
        """
        from extractor.frame import rows_frame

        if kind not in ("records", "facts"):
            raise ValueError(f'kind is {kind!r}: give "records" or "facts"')
        return rows_frame(self.fact_rows() if kind == "facts" else self.rows(), kind, dates)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: {"article": {…}, "records": [{…}, …]}."""
        article = self.article
        return {
            "article": {
                "id": article.id,
                "title": article.title,
                "published": article.published.isoformat() if article.published else None,
                "author": article.author,
                "source": article.source,
                "text": article.text,
            },
            "records": [record.to_dict() for record in self.records],
        }

    def to_json(self, indent: int | None = None) -> str:
        """`to_dict()` as JSON text, Chinese characters kept."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def to_csv(self, path: str | Path) -> None:
        """Write the records as CSV: UTF-8 with BOM, formula-safe."""
        from extractor.export.csv_text import write_csv

        write_csv(Path(path), [self])

    def to_html(self, path: str | Path, language: Literal["zh", "en"] = "zh") -> None:
        """Write the article as one page that opens alone: coloured mentions, a table to filter, sort and copy.

        Args:
            path: the file to write.
            language: the interface's language at first sight; the page has a switch.

        Raises:
            ExportError: the file cannot be written.
            ValueError: an unknown language.
        """
        from extractor.display.page import render_page, write_html

        write_html(Path(path), render_page(self, language))

    def to_displacy(self) -> dict[str, Any]:
        """The article as displaCy data: `displacy.render(data, style="span", manual=True)` draws nested spans."""
        from extractor.display.displacy import displacy_spans

        return displacy_spans(self)

    def _repr_html_(self) -> str:
        """The view in Jupyter."""
        from extractor.display.repr_html import repr_html

        return repr_html(self)

    def __repr__(self) -> str:
        counts: dict[str, int] = {}
        for record in self.records:
            counts[record.label] = counts.get(record.label, 0) + 1
        tally = ", ".join(f"{count} {label}" for label, count in sorted(counts.items())) or "no records"
        return f"<Extraction of {self.article.title or self.article.id or 'an untitled article'!r}: {tally}>"
