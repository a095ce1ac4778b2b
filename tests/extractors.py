"""Extractors that tests share: made once a process, as their networks and word lists take long to load.

A test that changes an extractor (`add_terms`), or looks at how one is made, makes its own.
"""

from __future__ import annotations

from functools import cache

from extractor import Extractor
from extractor.fact_readers import Facts


@cache
def shared_extractor(model: str | None = "bundled", facts: Facts | None = None) -> Extractor:
    return Extractor(model=model, facts=facts)
