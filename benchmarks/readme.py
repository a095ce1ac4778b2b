#!/usr/bin/env python3
"""Write the sample article's records into the READMEs, between `<!-- output: … -->` and `<!-- end -->`.

python benchmarks/readme.py            # rewrite README.md and README.zh-CN.md
python benchmarks/readme.py --check    # exit with 1 where they are out of date
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

import extractor
from extractor import Extraction, extract
from extractor.records import FigureRecord, PersonRecord

HOME = Path(__file__).parents[1]
BLOCK = re.compile(r"(<!-- output: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def table(columns: str, rows: Iterable[tuple[object, ...]]) -> str:
    """A Markdown table; absent values are left empty."""
    names = columns.split()
    lines = [names, ["---"] * len(names), *([("" if cell is None else str(cell)) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def kind(figure: FigureRecord) -> str:
    """change up yoy"""
    return " ".join(filter(None, (figure.kind, figure.direction, figure.basis)))


def period(figure: FigureRecord) -> str:
    """前三季度 (2024-01-01 – 2024-09-30), or one day for a point in time."""
    days = [day for day in dict.fromkeys((figure.period_start, figure.period_end)) if day]
    return f"{figure.period_text} ({' – '.join(days)})" if days else figure.period_text or ""


def outputs(result: Extraction) -> dict[str, str]:
    """The blocks by name."""
    first = result.article.text.find("\n")
    figures = [f for f in result.figures if f.start < first]
    return {
        "figures": table(
            "text value unit subject indicator kind period speaker",
            (
                (f.text, f.value, f.unit, f.subject, f.indicator, kind(f), period(f), f.speaker)
                for f in figures
                if isinstance(f, FigureRecord)
            ),
        ),
        "people": table(
            "text label title affiliation",
            ((p.text, p.label, p.title, p.affiliation) for p in result.people if isinstance(p, PersonRecord)),
        ),
        "others": table(
            "label text norm",
            {r.text: (r.label, r.text, r.norm) for r in result.laws + result.policy_terms}.values(),
        ),
    }  # fmt: skip


def main() -> int:
    blocks = outputs(extract(Path(extractor.__file__).parent / "data" / "demo.md"))
    outdated = []
    for path in (HOME / "README.md", HOME / "README.zh-CN.md"):
        old = path.read_text(encoding="utf-8")
        new = BLOCK.sub(lambda match: match[1] + blocks[match[2]] + match[3], old)
        if new != old:
            outdated.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(new, encoding="utf-8")
    checks = "--check" in sys.argv
    print(f"{'out of date' if checks else 'rewritten'}: {', '.join(outdated)}" if outdated else "up to date")
    return 1 if outdated and checks else 0


if __name__ == "__main__":
    sys.exit(main())
