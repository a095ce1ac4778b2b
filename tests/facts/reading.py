"""A text read up to its figures, dates and names, as the readers of facts are given it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from extractor import Extraction, Extractor
from extractor.article import Article
from extractor.document import Document
from extractor.mentions import LAW, LOC, ORG, PERSON, DateMention, FigureMention, Mention


def read(
    extractor: Extractor, text: str, title: str | None = None, published: date | None = None
) -> tuple[Document, list[FigureMention], list[DateMention], list[Mention]]:
    document = extractor.document(Article(text=text, title=title, published=published))
    found: list[Mention] = []
    for find in extractor._recognizers:
        found += find(document)
    mentions = extractor._with_names(document, found, extractor.model_mentions([document])[0])
    dates = sorted((m for m in mentions if isinstance(m, DateMention)), key=lambda m: m.start)
    names = sorted((m for m in mentions if m.label in (PERSON, ORG, LOC, LAW)), key=lambda m: m.start)
    return document, extractor._find_figures(document, mentions), dates, names


def facts(extraction: Extraction) -> list[tuple[object, ...]]:
    """What is said of each figure, and how sure it is."""
    figures = extraction.figures
    return [(f.text, f.subject, f.indicator, f.kind, f.basis, f.period_start, f.confidence) for f in figures]


def reads_each_article_alone(reader: Extractor, articles: Sequence[Mapping[str, Any]], count: int) -> None:
    """Assert that an answer does not depend on what else is read, and that there are so many figures in all."""
    alone = [facts(reader.extract(article)) for article in articles]
    assert [facts(one) for one in reader.extract_batch(articles)] == alone
    assert [facts(one) for one in reader.extract_batch(articles[::-1])] == alone[::-1]
    assert sum(map(len, alone)) == count
