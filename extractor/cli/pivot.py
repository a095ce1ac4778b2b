"""`extractor pivot FACTS -o OUT`: the facts of many articles as one sheet, indicator by period by subject."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def pivot(
    facts: Annotated[
        Path, typer.Argument(metavar="FACTS", help="What `extractor export` wrote: .csv .jsonl .parquet .xlsx .sqlite")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", help="The .xlsx or .csv file to write.")],
    all_names: Annotated[
        bool, typer.Option("--all", help="Also indicators that the catalogue does not know, in the articles' words.")
    ] = False,
    grain: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND", help="Periods: year, half, quarter, cumulative, month, day, span [all]; may be repeated."
        ),
    ] = None,
    least: Annotated[int, typer.Option(min=1, metavar="N", help="Leave out rows with fewer filled periods.")] = 1,
) -> None:
    """Put the facts of many articles side by side: a row an indicator of a subject, a column a period.

    In .xlsx each cell links to its facts, and its comment holds the sentence. Values that contradict are all shown.

    Examples:

        extractor export news/ --facts -o facts.csv

        extractor pivot facts.csv -o sheet.xlsx

        extractor pivot facts.csv --grain year --grain quarter -o sheet.xlsx
    """
    from extractor.export.pivot_sheet import write_pivot
    from extractor.export.sources import check_not_read
    from extractor.pivot import pivot as put_side_by_side
    from extractor.pivot import read_facts

    check_not_read(out, [str(facts)])
    try:
        sheet = put_side_by_side(read_facts(facts), all_names=all_names, grains=grain or (), least=least)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--grain") from None
    write_pivot(out, sheet)
    conflicts = len(sheet.conflicts())
    note = f", {conflicts} with values that contradict" if conflicts else ""
    print(
        f"{out}: {len(sheet.rows)} rows, {len(sheet.columns)} periods, {len(sheet.cells)} facts{note}", file=sys.stderr
    )
