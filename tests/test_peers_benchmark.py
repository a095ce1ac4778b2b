"""The benchmark beside the peers, on two cases of our own."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "benchmarks" / "peers.py"
CASES = [
    {"kind": "money", "input": "花了三块五", "ref": None, "expect": [
        {"text": "三块五", "start": 2, "end": 5, "value": 3.5, "value_high": None, "unit": "CNY"}]},
    {"kind": "quantity", "input": "重3斤", "ref": None, "expect": [
        {"text": "3斤", "start": 1, "end": 3, "value": 1500, "value_high": None, "unit": "g"}]},
    {"kind": "number", "input": "两千四百五", "ref": None, "expect": [
        {"text": "两千四百五", "start": 0, "end": 5, "value": 2450, "value_high": None, "unit": None}]},
    {"kind": "percent", "input": "第三名", "ref": None, "expect": []},
]  # fmt: skip


@pytest.fixture(scope="module")
def peers() -> ModuleType:
    spec = importlib.util.spec_from_file_location("peers", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["peers"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_our_rates_on_cases_in_base_units(peers: ModuleType, tmp_path: Path) -> None:
    lines = (json.dumps(case, ensure_ascii=False) for case in CASES)
    (tmp_path / "own-cases.jsonl").write_text("\n".join(lines), encoding="utf-8")
    cases = peers.read_cases(tmp_path, peers.KINDS)
    assert [case["kind"] for case in cases] == ["money", "quantity", "number", "percent"]
    tally = peers.rates(peers.ours(), cases, {"斤": ["g", 500], "g": ["g", 1]})
    assert dict(tally) == {kind: [1, 1, 1] for kind in ("money", "quantity", "number", "percent")}


def test_a_peer_that_crashes_fails_its_case(peers: ModuleType) -> None:
    def crash(kind: str, text: str, day: str) -> list[object]:
        raise RuntimeError(text)

    assert dict(peers.rates(crash, CASES[:1], {})) == {"money": [0, 0, 1]}
