"""Tables: each file of `table_cases/` sets tables beside the figures that their cells state.

The cases are written as `fact_cases/` are; the lines of a table stand between bars. Each is read as it stands, and as
an HTML table with the same cells.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from fact_table import Case, differences, read_cases

from extractor import extract

FOLDER = Path(__file__).parent / "table_cases"
CASES = [case for path in sorted(FOLDER.glob("*.txt")) for case in read_cases(path)]


def as_html(text: str) -> str:
    """The text with its lines between bars as tables, all other lines as paragraphs."""
    html: list[str] = []
    for line in text.split("\n"):
        if not line.startswith("|"):
            html.append(f"<p>{escape(line)}</p>")
            continue
        cells = "".join(f"<td>{escape(cell.strip())}</td>" for cell in line.strip("|").split("|"))
        if html and html[-1] == "</table>":
            html.pop()
        else:
            html.append("<table>")
        html += [f"<tr>{cells}</tr>", "</table>"]
    return "\n".join(html)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_tables(case: Case) -> None:
    article = {"text": case.text, "published": case.published, "title": case.title}
    wrong = differences(case, extract(article).to_dict()["records"])
    assert not wrong, "\n".join([case.text, *wrong])


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_same_tables_in_html(case: Case) -> None:
    plain = extract({"text": case.text, "published": case.published, "title": case.title})
    page = extract({"html": as_html(case.text), "published": case.published, "title": case.title})
    fields = ("text", "value", "unit", "subject", "indicator", "kind", "direction", "period_start", "period_end")
    of = [[tuple(getattr(r, name) for name in fields) for r in each.figures] for each in (plain, page)]
    assert of[0] == of[1]
