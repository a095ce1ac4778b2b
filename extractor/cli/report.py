"""`extractor report facts.csv -o report.html`: a page on what a whole export says."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def report(
    facts: Annotated[
        Path, typer.Argument(metavar="FACTS", help="What `extractor export` wrote: .csv .jsonl .parquet .xlsx .sqlite")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="PAGE", help="The .html file to write.")],
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="The page's title.")] = None,
    language: Annotated[
        str, typer.Option(metavar="zh|en", help="The page's language at first sight: zh or en.")
    ] = "zh",
) -> None:
    """Write a page on an export: top names, policy terms by month, indicators over time, every sentence at a click.

    Examples:

        extractor export news/ -o facts.csv

        extractor report facts.csv -o report.html
    """
    from extractor.display.interface import check_language
    from extractor.display.page import write_html
    from extractor.display.report import render_report
    from extractor.export.sources import check_not_read

    try:
        chosen = check_language(language)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--language") from None
    check_not_read(out, [str(facts)])
    write_html(out, render_report(facts, chosen, title))
    print(f"{out}: {out.stat().st_size // 1000} kB", file=sys.stderr)
