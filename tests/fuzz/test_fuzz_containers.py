"""Any damage to any container: reading ends, the file is named, the next one is read. See `containers`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

pytest.importorskip("pyarrow")

from tests.fuzz import containers

pytestmark = pytest.mark.extended


@settings(max_examples=120)
@given(file=containers.FILES)
def test_a_damaged_container_is_named_and_the_next_file_is_read(file: tuple[str, bytes]) -> None:
    containers.read_container(file)
