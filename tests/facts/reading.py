"""A text read up to its figures, dates and names, as the readers of facts are given it."""

from __future__ import annotations

from datetime import date

from extractor import Extractor
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
