"""Shared fixtures. Real texts live beside the checkout in ../shared; tests that read them skip where it is absent."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from hypothesis import settings

SHARED = Path(__file__).resolve().parents[2] / "shared"


settings.register_profile("untimed", deadline=None)  # a busy machine is no defect
settings.load_profile("untimed")


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays until the end: modules, rules, the tests themselves."""
    gc.freeze()


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the real texts (../shared beside the checkout) are not here")
    return SHARED
