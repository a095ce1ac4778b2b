"""Reads the specification of facts in `fact_cases/*.txt` and compares an extraction with it.

A file holds one construction. A case is a few lines, set apart by blank lines; `#` starts a comment line:

    杭州全年货物出口4120亿元，同比增长6.3%。           text (each further unindented line is a new paragraph)
      published: 2026-01-18                            optional; else the file's own line before the first case
      4120亿元 | =杭州 | =货物出口 | level | 2025 | actual | -
      6.3% | =杭州 | =货物出口 | change up yoy | 2025

A figure's line: text | subject | indicator | kind direction basis | period | modality | speaker.
`*` (or leaving out the columns at the end) says nothing about a field, `-` says that it is null.

The contract leaves the cut between subject and indicator open where grammar does (安徽汽车 + 出口, 安徽 + 汽车出口),
so the two are compared joined: loosely (60 % of the characters, see `alike`) where nothing is marked; `=` before the
subject asks that the joined text begins with it, before the indicator that it ends with it, before both that it is just
these; `==` compares one field alone. ` / ` separates readings that are as good. Marks and 的 never count.

A period is a year, a month, a quarter (2025-Q3), a half (2025-H1), a day or A..B of these. `[1.2 pp]` behind the text
states value and unit too. All figures of a text are listed unless a line `…` says that others may be there; `! 5G`
says that no figure may lie there.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FIGURES = frozenset({"MONEY", "PERCENT", "MULTIPLE", "QUANTITY"})
FOLDER = Path(__file__).resolve().parent / "fact_cases"
COLUMNS = ("subject", "indicator", "kind", "period", "modality", "speaker")
IGNORED = re.compile(r"[\s的、，,。；;：:“”\"'‘’（）()《》〈〉\-—·]|实现|达到|累计|总共|共计")


@dataclass(frozen=True)
class Expected:
    """One stated figure: its text and, by column, what the specification says."""

    text: str
    value: str | None
    columns: dict[str, str]
    line: int


@dataclass
class Case:
    """One text with the figures it must give; `name` is FILE:LINE."""

    file: str
    line: int
    text: str
    published: str | None
    title: str | None = None
    figures: list[Expected] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    open: bool = False

    @property
    def name(self) -> str:
        return f"{self.file}:{self.line}"


def read_figure(line: str, number: int) -> Expected:
    head, *cells = (cell.strip() for cell in line.split("|"))
    found = re.fullmatch(r"(.*?)\s*\[(.*)\]", head)
    text, value = (found.group(1), found.group(2)) if found else (head, None)
    if len(cells) > len(COLUMNS):
        raise ValueError(f"line {number}: {len(cells)} columns behind the figure, at most {len(COLUMNS)} are known")
    return Expected(text, value, dict(zip(COLUMNS, cells, strict=False)), number)


def read_cases(path: Path) -> list[Case]:
    """All cases of one file."""
    cases: list[Case] = []
    default: str | None = None
    current: Case | None = None
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line:
            current = None
        elif line.startswith("#"):
            continue
        elif not raw.startswith(" "):
            if current is None and line.startswith("published:"):
                default = line.partition(":")[2].strip()
            elif current is None:
                current = Case(path.stem, number, line, default)
                cases.append(current)
            elif current.figures:
                raise ValueError(f"{path.name}:{number}: text behind figures; is a blank line missing?")
            else:
                current.text += "\n" + line
        elif current is None:
            raise ValueError(f"{path.name}:{number}: a figure without a text")
        elif line.startswith("published:"):
            stated = line.partition(":")[2].strip()
            current.published = None if stated == "-" else stated
        elif line.startswith("title:"):
            current.title = line.partition(":")[2].strip()
        elif line == "…":
            current.open = True
        elif line.startswith("! "):
            current.absent.append(line[2:].strip())
        else:
            current.figures.append(read_figure(line, number))
    for case in cases:
        for figure in case.figures:
            if figure.text not in case.text:
                raise ValueError(f"{path.name}:{figure.line}: {figure.text!r} is not in the text")
    return cases


def all_cases() -> list[Case]:
    return [case for path in sorted(FOLDER.glob("*.txt")) for case in read_cases(path)]


def bare(text: str | None) -> str:
    return IGNORED.sub("", unicodedata.normalize("NFKC", text or ""))


def alike(one: str | None, other: str | None) -> bool:
    """Whether two noun phrases share at least 60 % of their characters, order aside."""
    a, b = bare(one), bare(other)
    if not a or not b:
        return a == b
    return sum((Counter(a) & Counter(b)).values()) * 2 >= 0.6 * (len(a) + len(b))


def span_of(period: str) -> tuple[str, str]:
    """First and last day: `2025`, `2025-03`, `2025-Q1`, `2025-H2`, `2025-03-31`, or A..B of these."""
    if ".." in period:
        start, _, end = period.partition("..")
        return span_of(start)[0], span_of(end)[1]
    found = re.fullmatch(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d\d)(?:-(\d\d))?))?", period)
    if not found:
        raise ValueError(f"not a period: {period!r}")
    year, quarter, half, month, day = found.groups()
    if day:
        return period, period
    if month:
        first = last = int(month)
    elif quarter:
        first, last = 3 * int(quarter) - 2, 3 * int(quarter)
    elif half:
        first, last = 6 * int(half) - 5, 6 * int(half)
    else:
        first, last = 1, 12
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{calendar.monthrange(int(year), last)[1]}"


def readings(stated: str) -> list[str]:
    """The bare texts a cell allows: 大型企业 / 大型 -> two, `-` -> the empty one."""
    return ["" if option.strip() == "-" else bare(option) for option in stated.lstrip("=").split(" / ")]


def wrong_names(want: dict[str, str], record: dict[str, Any]) -> list[str]:
    """What contradicts the stated subject and indicator; a text each."""
    subject, indicator = want.get("subject", "*"), want.get("indicator", "*")
    if subject == indicator == "*":
        return []
    got = bare(record.get("subject")) + bare(record.get("indicator"))
    right = True
    for name, stated in (("subject", subject), ("indicator", indicator)):
        if stated.startswith("=="):
            right &= bare(record.get(name)) in readings(stated)
    if "*" not in (subject, indicator):
        joined = [head + tail for head in readings(subject) for tail in readings(indicator)]
        if subject.startswith("=") and indicator.startswith("="):
            right &= got in joined
        else:
            right &= any(alike(option, got) for option in joined)
    if subject.startswith("="):
        right &= any(got.startswith(option) for option in readings(subject))
    if indicator.startswith("="):
        right &= any(got.endswith(option) for option in readings(indicator))
    if "*" in (subject, indicator):
        name, stated = ("subject", subject) if indicator == "*" else ("indicator", indicator)
        if not stated.startswith("="):
            sides = (record.get(name), got)
            right &= any(alike(option, side) for option in readings(stated) for side in sides)
    if right:
        return []
    return [f"subject+indicator {record.get('subject')} | {record.get('indicator')}, not {subject} | {indicator}"]


def wrong_fields(expected: Expected, record: dict[str, Any]) -> list[str]:
    """What of `record` contradicts the stated columns, one text each."""
    want = expected.columns
    wrong = wrong_names(want, record)
    if expected.value is not None:
        number, _, unit = expected.value.partition(" ")
        low, _, high = number.partition("~")
        got = (record.get("value"), record.get("value_high"), record.get("unit") or "")
        if got != (float(low), float(high) if high else None, unit):
            wrong.append(f"value {got}, not {expected.value}")
    words = want.get("kind", "*").split()
    for name, word in zip(("kind", "direction", "basis"), words, strict=False):
        if word != "*" and record.get(name) != (None if word == "-" else word):
            wrong.append(f"{name} {record.get(name)}, not {word}")
    if words and words[0] != "*" and len(words) == 1 and record.get("direction"):
        wrong.append(f"direction {record['direction']} of a {words[0]}")
    period = want.get("period", "*")
    if period != "*":
        dates = (None, None) if period == "-" else span_of(period)
        got_dates = (record.get("period_start"), record.get("period_end"))
        if got_dates != dates:
            wrong.append(f"period {got_dates[0]}..{got_dates[1]}, not {dates[0]}..{dates[1]}")
    modality = want.get("modality", "*")
    if modality != "*" and (record.get("modality") or "actual") != modality:
        wrong.append(f"modality {record.get('modality')}, not {modality}")
    speaker = want.get("speaker", "*")
    if speaker != "*" and not alike(record.get("speaker"), "" if speaker == "-" else speaker):
        wrong.append(f"speaker {record.get('speaker')!r}, not {speaker}")
    return wrong


def differences(case: Case, records: list[dict[str, Any]]) -> list[str]:
    """What an extraction of `case.text` gives otherwise than stated; empty where all is right."""
    figures = [record for record in records if record["label"] in FIGURES]
    found: list[str] = []
    taken: set[int] = set()
    cursor = 0
    for expected in case.figures:
        start = case.text.find(expected.text, cursor)
        if start < 0:
            raise ValueError(f"{case.name}: {expected.text!r} is not listed in the order of the text")
        cursor = end = start + len(expected.text)
        hits = [
            i for i, record in enumerate(figures) if i not in taken and record["start"] < end and start < record["end"]
        ]
        if not hits:
            found.append(f"{expected.text}: no such figure")
            continue
        taken.add(hits[0])
        record = figures[hits[0]]
        if record["text"] != expected.text:
            found.append(f"{expected.text}: text {record['text']!r}")
        found += [f"{expected.text}: {wrong}" for wrong in wrong_fields(expected, record)]
    others = [record for i, record in enumerate(figures) if i not in taken]
    if not case.open:
        found += [f"{record['text']}: a figure that is not stated" for record in others]
    for text in case.absent:
        start = case.text.index(text)
        found += [
            f"{text}: a figure where none is"
            for record in others
            if case.open and record["start"] < start + len(text) and start < record["end"]
        ]
    return found
