"""Extraction: the result for one article, in the forms people use: records, a frame, JSON, CSV.

例: extract(article).people → [PersonRecord(text="李涛", title="二级巡视员", affiliation="北京市经济和信息化局", …)]
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.article import Article
from extractor.mentions import DATE, FIGURE_LABELS, LAW, LOC, MONEY, ORG, PERCENT, PERSON, POLICY_TERM, QUANTITY
from extractor.records import CSV_COLUMNS, Record

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Extraction:
    """An article with its records, in text order."""

    article: Article
    records: tuple[Record, ...]

    def _labelled(self, *labels: str) -> list[Record]:
        return [record for record in self.records if record.label in labels]

    @property
    def people(self) -> list[Record]:
        """PERSON records."""
        return self._labelled(PERSON)

    @property
    def organizations(self) -> list[Record]:
        """ORG records."""
        return self._labelled(ORG)

    @property
    def places(self) -> list[Record]:
        """LOC records."""
        return self._labelled(LOC)

    @property
    def dates(self) -> list[Record]:
        """DATE records."""
        return self._labelled(DATE)

    @property
    def money(self) -> list[Record]:
        """MONEY records."""
        return self._labelled(MONEY)

    @property
    def percentages(self) -> list[Record]:
        """PERCENT records."""
        return self._labelled(PERCENT)

    @property
    def quantities(self) -> list[Record]:
        """QUANTITY records."""
        return self._labelled(QUANTITY)

    @property
    def figures(self) -> list[Record]:
        """All figures: MONEY, PERCENT, MULTIPLE and QUANTITY records."""
        return self._labelled(*FIGURE_LABELS)

    @property
    def policy_terms(self) -> list[Record]:
        """POLICY_TERM records."""
        return self._labelled(POLICY_TERM)

    @property
    def laws(self) -> list[Record]:
        """LAW records."""
        return self._labelled(LAW)

    def rows(self) -> list[dict[str, Any]]:
        """One dictionary a record, with the CSV's columns; unset fields are None."""
        head = {
            "article_id": self.article.id,
            "title": self.article.title,
            "published": self.article.published.isoformat() if self.article.published else None,
        }
        rows = []
        for record in self.records:
            cells = record.to_dict()
            if record.label == PERSON:
                cells["person_title"] = cells.pop("title")
            cells = head | cells
            rows.append({column: cells.get(column) for column in CSV_COLUMNS})
        return rows

    def to_frame(self) -> pd.DataFrame:
        """The records as a tidy frame with the CSV's columns, one row a record."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=list(CSV_COLUMNS))

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

    def __repr__(self) -> str:
        counts: dict[str, int] = {}
        for record in self.records:
            counts[record.label] = counts.get(record.label, 0) + 1
        tally = ", ".join(f"{count} {label}" for label, count in sorted(counts.items())) or "no records"
        return f"<Extraction of {self.article.title or self.article.id or 'an untitled article'!r}: {tally}>"
