"""All names of a sentence with the bundled model: the sentences of `name_cases/sentences.txt` beside their names.

A third of them are of words that only look like names, and have none.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from extractor.extraction import Extraction
from tests.extractors import shared_extractor

CASES = [
    tuple(line.split("#"))
    for line in (Path(__file__).parent / "name_cases" / "sentences.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@lru_cache(maxsize=1)
def extractions() -> dict[str, Extraction]:
    """Each sentence with what is extracted from it as an article of its own."""
    texts = [case[0] for case in CASES]
    articles = [{"text": text} for text in texts]
    return dict(zip(texts, shared_extractor(facts="rules").extract_many(articles), strict=True))


def names(extraction: Extraction, label: str) -> list[str]:
    """The distinct names of a label, a person's with title and affiliation."""
    found = (record for record in extraction.records if record.label == label)
    if label != "PERSON":
        return sorted({record.text for record in found})
    return sorted({f"{person.text}|{person.title or ''}|{person.affiliation or ''}" for person in found})


@pytest.mark.parametrize(("text", "people", "bodies", "terms", "laws"), CASES, ids=[case[0] for case in CASES])
def test_names(text: str, people: str, bodies: str, terms: str, laws: str) -> None:
    expected = dict(zip(("PERSON", "ORG", "POLICY_TERM", "LAW"), (people, bodies, terms, laws), strict=True))
    looked_at = {label: given for label, given in expected.items() if given != "*"}
    wanted = {label: sorted(given.split(";")) if given != "-" else [] for label, given in looked_at.items()}
    assert {label: names(extractions()[text], label) for label in wanted} == wanted
