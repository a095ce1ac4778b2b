"""Pass rates and speed beside the peers, on the peers' own test cases.

    python benchmarks/peers.py CASES_DIR [--kind money percent …] [--text FILE]

CASES_DIR holds the cases of Recognizers-Text, JioNLP and Duckling in one form (JSON lines: input, ref, expect) and
their unit table. Our side is `extract` without a model and `parse_number`. JioNLP and Recognizers-Text are in the
table where they are installed (`pip install jionlp recognizers-text-suite "emoji<2"`); nothing is installed from here.
FILE, any UTF-8 text, is what the speed is measured on; without it, on the cases' own sentences joined to paragraphs.
Rates are strict / lenient: the exact span, or any overlapping one. Where we part from a suite on purpose:
docs/differences.md.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

KINDS = ("money", "percent", "number", "quantity", "date", "period", "openperiod", "holiday")
DATE_KINDS = ("date", "period", "openperiod", "holiday")


@dataclass
class Found:
    """One finding of an engine, in the form of the cases: half-open offsets, ISO days (inclusive)."""

    start: int
    end: int
    value: float | None = None
    high: float | None = None
    unit: str | None = None
    first: str | None = None
    last: str | None = None
    text: str = ""
    down: bool = False


Engine = Callable[[str, str, str], list[Found]]


# --- the engines: (kind, text, reference day) → findings --------------------------------------------------------------


def ours() -> Engine:
    from extractor import Extractor, parse_number

    labels = {"money": "MONEY", "percent": "PERCENT", "quantity": "QUANTITY"}
    extractor = Extractor(model=None)

    def run(kind: str, text: str, day: str) -> list[Found]:
        if kind == "number":
            try:
                return [Found(0, len(text), float(parse_number(text)))]
            except ValueError:
                return []
        label = labels.get(kind, "DATE")
        records = [r for r in extractor.extract({"text": text, "published": day or None}).records if r.label == label]
        if label == "DATE":
            return [Found(r.start, r.end, first=r.period_start, last=r.period_end) for r in records]
        return [
            Found(r.start, r.end, r.value, r.value_high, r.unit, text=r.text, down=r.direction == "down")
            for r in records
        ]

    return run


def jionlp() -> Engine:
    import jionlp as jio

    logging.disable(logging.CRITICAL)  # it logs a traceback for each time it cannot read

    names = currency_codes()

    def money(text: str) -> list[Found]:
        findings = []
        for item in jio.ner.extract_money(text, with_parsing=True) or ():
            detail = item["detail"]
            amounts = detail["num"] if isinstance(detail["num"], list) else [detail["num"]]
            numbers = [float(amount) for amount in amounts]
            high = numbers[1] if len(numbers) > 1 else None
            findings.append(Found(*item["offset"], numbers[0], high, names.get(detail["case"], detail["case"])))
        return findings

    def days(text: str, day: str) -> list[Found]:
        base = datetime.fromisoformat(day).timestamp() if day else time.time()
        findings = []
        for item in jio.ner.extract_time(text, time_base=base, with_parsing=True) or ():
            span = item["detail"].get("time")
            if item["type"] in ("time_point", "time_span") and isinstance(span, list):
                first, last = (None if "inf" in str(moment) else str(moment)[:10] for moment in span)
                findings.append(Found(*item["offset"], first=first, last=last))
        return findings

    def run(kind: str, text: str, day: str) -> list[Found]:
        return money(text) if kind == "money" else days(text, day)

    run.kinds = ("money", *DATE_KINDS)  # type: ignore[attr-defined]
    return run


def recognizers_text() -> Engine:
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension, recognize_temperature
    from recognizers_suite import Culture

    chinese = Culture.Chinese
    units = {
        "Centimeter": "cm", "Meter": "m", "Kilometer": "km", "Kilogram": "kg", "Gram": "g", "Milligram": "mg",
        "Metric ton": "t", "Ton": "t", "Bit": "bit", "Kilobit": "kbit", "Megahertz": "MHz", "C": "°C", "F": "°F",
        "Celsius": "°C", "Fahrenheit": "°F", "Degree": "°", "Liang": "两", "Inch": "in", "Foot": "ft", "Mile": "mi",
        "Jin": "斤", "Liter": "L", "Milliliter": "mL", "Gallon": "gal",
    }  # fmt: skip
    functions = {
        "money": (recognize_currency,),
        "percent": (recognize_percentage,),
        "number": (recognize_number,),
        "quantity": (recognize_dimension, recognize_temperature),
    }

    def figures(kind: str, text: str) -> list[Found]:
        findings = []
        for recognize in functions[kind]:
            for item in recognize(text, chinese):
                resolution = item.resolution or {}
                value = str(resolution.get("value", "")).rstrip("%")
                unit = "%" if kind == "percent" else resolution.get("isoCurrency") or resolution.get("unit")
                if re.fullmatch(r"-?[0-9.]+(?:E[+-]?[0-9]+)?", value):
                    findings.append(Found(item.start, item.end + 1, float(value), unit=units.get(unit, unit)))
        return findings

    def days(text: str, day: str) -> list[Found]:
        reference = datetime.fromisoformat(day) if day else datetime.now()
        findings = []
        for item in recognize_datetime(text, chinese, reference=reference):
            for reading in (item.resolution or {}).get("values", ()):  # any of its readings will do
                first = str(reading.get("start") or reading.get("value"))[:10]
                last = str(reading.get("end") or reading.get("value"))[:10]
                findings.append(Found(item.start, item.end + 1, first=first, last=last))
                if "end" in reading:  # most of its ranges are half-open
                    findings.append(Found(item.start, item.end + 1, first=first, last=before(last)))
        return findings

    return lambda kind, text, day: days(text, day) if kind in DATE_KINDS else figures(kind, text)


def currency_codes() -> dict[str, str]:
    """ISO codes by Chinese name, from the package's own rules."""
    from extractor.rulebook import load_rulebook

    rules = load_rulebook()
    return rules.mapping("currencies", "generic") | rules.mapping("currencies", "names")


def before(day: str) -> str:
    """The day before an ISO day; what is no day stays."""
    try:
        return (date.fromisoformat(day[:10]) - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):  # the calendar begins with 0001-01-01
        return day


# --- scoring ----------------------------------------------------------------------------------------------------------


def close(found: float | None, expected: float | None) -> bool:
    return expected is None or (found is not None and abs(found - expected) <= 1e-6 * max(1.0, abs(expected)))


def meets(found: Found, expected: dict[str, Any], kind: str, units: dict[str, Any], exact: bool) -> bool:
    """Whether a finding is the expected one; units are compared in base units, signs by word or direction."""
    if exact and (found.start, found.end) != (expected["start"], expected["end"]):
        return False
    if not (found.start < expected["end"] and expected["start"] < found.end):
        return False
    if kind in DATE_KINDS:
        readings = [expected, *expected.get("alt", [])]
        spans = [(reading.get("period_start"), reading.get("period_end")) for reading in readings]
        return spans[0] == (None, None) or (found.first, found.last) in spans
    factor, base = units.get(found.unit, (found.unit, 1))[::-1]
    wanted_factor, wanted_base = units.get(expected["unit"], (expected["unit"], 1))[::-1]
    if expected["unit"] is not None and base != wanted_base and (wanted_base, base) != ("%", "pp"):
        return False
    value = None if found.value is None else found.value * factor
    wanted = None if expected["value"] is None else expected["value"] * wanted_factor
    signed = found.down or found.text.startswith(("-", "－", "负", "負"))
    if wanted is not None and wanted < 0 and signed and value is not None:
        value = -abs(value)
    high = None if found.high is None else found.high * factor
    return close(value, wanted) and close(
        high, None if expected["value_high"] is None else expected["value_high"] * wanted_factor
    )


def read_cases(folder: Path, kinds: Iterable[str]) -> list[dict[str, Any]]:
    """The cases of the kinds asked for. Number cases count where the whole input is one numeral."""
    cases = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            expect = case["expect"]
            whole = len(expect) == 1 and expect[0]["text"] == case["input"] and expect[0]["value"] is not None
            if case["kind"] in kinds and (case["kind"] != "number" or whole):
                cases.append(case)
    return cases


def rates(engine: Engine, cases: list[dict[str, Any]], units: dict[str, Any]) -> dict[str, list[int]]:
    """By kind: strictly right, leniently right, asked."""
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    covered = getattr(engine, "kinds", KINDS)
    for case in cases:
        kind = case["kind"]
        if kind not in covered:
            continue
        try:
            findings = engine(kind, case["input"], (case["ref"] or "")[:10])
        except Exception:  # a peer's crash is a case it fails
            findings = [Found(0, 0)]
        row = tally[kind]
        row[2] += 1
        for index, exact in enumerate((True, False)):
            if case["expect"]:
                row[index] += all(
                    any(meets(found, expected, kind, units, exact) for found in findings) for expected in case["expect"]
                )
            else:
                row[index] += not findings
    return tally


def speed(engine: Engine, texts: list[str], kinds: Iterable[str]) -> float:
    """Thousands of characters a second over all the kinds the engine knows; ours finds them all in one pass."""
    for kind in kinds:
        engine(kind, texts[0], "2022-01-01")  # what is loaded at the first call is not counted
    start = time.perf_counter()
    for text in texts:
        for kind in kinds:
            engine(kind, text, "2022-01-01")
    return sum(map(len, texts)) / (time.perf_counter() - start) / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path, help="the folder of the cases and units.json")
    parser.add_argument("--kind", nargs="*", choices=KINDS, default=list(KINDS))
    parser.add_argument("--text", type=Path, help="a UTF-8 text to measure the speed on")
    arguments = parser.parse_args()
    cases = read_cases(arguments.cases, arguments.kind)
    if not cases:
        parser.error(f"{arguments.cases}: no cases of {', '.join(arguments.kind)}; give the folder of the .jsonl files")
    table = arguments.cases / "units.json"
    units = json.loads(table.read_text(encoding="utf-8")) if table.exists() else {}
    if arguments.text:
        texts = arguments.text.read_text(encoding="utf-8").splitlines()[:400]
    else:
        inputs = [case["input"] for case in cases[:1000]]
        texts = ["。".join(inputs[start : start + 20]) for start in range(0, len(inputs), 20)]
    engines: dict[str, Engine] = {}
    for name, make in (("extractor", ours), ("JioNLP", jionlp), ("Recognizers-Text", recognizers_text)):
        try:
            engines[name] = make()
        except ImportError as error:
            print(f"{name}: left out ({error})")
    results = {name: rates(engine, cases, units) for name, engine in engines.items()}
    print(f"\n{'kind':<12}{'cases':>6}" + "".join(f"{name:>22}" for name in engines))
    for kind in arguments.kind:
        asked = max((result[kind][2] for result in results.values()), default=0)
        cells = ""
        for result in results.values():
            strict, lenient, of = result[kind]
            cells += f"{f'{strict / of:.1%} / {lenient / of:.1%}' if of else '-':>22}"
        print(f"{kind:<12}{asked:>6}{cells}")
    kinds = {"extractor": ("money",), "JioNLP": ("money", "date")}
    figures = {
        name: speed(engine, texts, kinds.get(name, ("money", "percent", "quantity", "date")))
        for name, engine in engines.items()
    }
    print(f"{'speed':<12}{'':>6}" + "".join(f"{f'{value:,.1f}k chars/s':>22}" for value in figures.values()))


if __name__ == "__main__":
    main()
