"""Any text and any bytes: extraction ends without an exception and keeps its promises. See `targets`."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz import targets, texts

pytestmark = pytest.mark.extended

ARTICLE = st.one_of(
    st.fixed_dictionaries({"text": texts.TEXT, "published": texts.PUBLISHED}, optional={"title": texts.TEXT}),
    st.fixed_dictionaries({"content": texts.TEXT}, optional={"published": texts.PUBLISHED, "title": texts.TEXT}),
    st.fixed_dictionaries({"html": st.one_of(texts.HTML, texts.BYTES)}, optional={"published": texts.PUBLISHED}),
)
ARTICLES = st.lists(ARTICLE, min_size=8, max_size=40)


@settings(max_examples=150)
@given(article=ARTICLE)
def test_any_article_keeps_the_promises_of_an_extraction(article: dict[str, Any]) -> None:
    targets.extract_text(article)


@settings(max_examples=40)
@given(article=ARTICLE)
def test_any_article_keeps_the_promises_with_the_bundled_model(article: dict[str, Any]) -> None:
    targets.extract_text(article, "bundled")


@settings(max_examples=3, deadline=None)  # each starts two processes
@given(articles=ARTICLES)
def test_many_articles_have_the_same_records_in_any_number_of_processes(articles: list[dict[str, Any]]) -> None:
    targets.extract_in_processes(articles)


@settings(max_examples=150)
@given(raw=texts.BYTES)
def test_any_bytes_are_read_or_refused_by_name(raw: bytes) -> None:
    targets.read_bytes(raw)
