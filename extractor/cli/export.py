"""`extractor export SOURCE… -o OUT`: an archive of articles into one file of records."""

from __future__ import annotations

import codecs
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.options import (
    DisableOption,
    FactReaderOption,
    ModelOption,
    RulesOption,
    fact_reader_name,
    model_name,
)

if TYPE_CHECKING:
    from extractor.export import Summary

_TABLES = "Columns of tables"
_RUN = "How it runs"


def export(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files or folders (.md .html .txt, .zip), .jsonl .csv .tsv .json .parquet .xlsx, .gz of them, "
            "or - for stdin.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="OUT", help="The file to write: .csv .jsonl .parquet .xlsx .sqlite, or - for stdout."
        ),
    ],
    facts: Annotated[bool, typer.Option("--facts", help="Distinct facts instead of every mention.")] = False,
    labels: Annotated[
        str | None, typer.Option(metavar="LABEL,…", help="Only these records: MONEY,PERCENT,ORG … [all].")
    ] = None,
    columns: Annotated[
        str | None, typer.Option(metavar="NAME,…", help="Only these columns, in this order [all].")
    ] = None,
    to: Annotated[str, typer.Option(metavar="KIND", help="What stdout gets: csv or jsonl.")] = "csv",
    processes: Annotated[
        int | None,
        typer.Option(
            "--processes", "-j", min=1, metavar="N", help="Worker processes [default: the cores].", rich_help_panel=_RUN
        ),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Start over: forget an unfinished run.", rich_help_panel=_RUN)
    ] = False,
    time_limit: Annotated[
        float,
        typer.Option(
            min=0, metavar="SECONDS", help="Seconds one article may take; 0 for no limit.", rich_help_panel=_RUN
        ),
    ] = 60.0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors alone.", rich_help_panel=_RUN)] = False,
    text_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The column of the text [guessed].", rich_help_panel=_TABLES)
    ] = None,
    title_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="The column of the title [guessed].", rich_help_panel=_TABLES)
    ] = None,
    date_column: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The column of the day of publication [guessed].", rich_help_panel=_TABLES),
    ] = None,
    id_column: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The column of the article's id [guessed].", rich_help_panel=_TABLES),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(metavar="KIND", help="What stdin holds: jsonl, csv or page [guessed].", rich_help_panel=_TABLES),
    ] = None,
    model: ModelOption = "bundled",
    rules: RulesOption = None,
    disable: DisableOption = None,
    fact_reader: FactReaderOption = None,
) -> None:
    """Export the records of many articles to one file.

    A run that was cut off resumes where it was when the same command is given again. What cannot be read is named in
    OUT.errors.jsonl, and the exit code is 1.

    Examples:

        extractor export news/ -o facts.csv

        extractor export dump.jsonl.gz --facts -o facts.parquet -j 8

        extractor export news/ -o - --labels MONEY,PERCENT --columns subject_norm,indicator_norm,value,unit

        extractor export articles.xlsx --text-column 正文 --date-column 日期 -o facts.xlsx
    """
    from extractor.cli.progress import reporter_for
    from extractor.export import Choice, Columns, ExportTask
    from extractor.export import export as run_export
    from extractor.export.task import FACTS, RECORDS

    if format not in (None, "jsonl", "csv", "page"):
        raise typer.BadParameter(f"{format!r} is none of jsonl, csv, page", param_hint="--format")
    task = ExportTask(
        model=model_name(model),
        rules=tuple(rules or ()),
        disable=tuple(disable or ()),
        columns=Columns(text=text_column, title=title_column, published=date_column, id=id_column),
        kind=FACTS if facts else RECORDS,
        facts=fact_reader_name(fact_reader),
    )
    reporter = reporter_for(quiet)
    choice = Choice(_listed(labels, upper=True), _listed(columns))
    run = partial(
        run_export,
        sources,
        task=task,
        processes=processes,
        time_limit=time_limit or None,
        fresh=fresh,
        format=format,
        reporter=reporter,
        choice=choice,
    )
    try:
        summary = run(out=out) if str(out) != "-" else _to_stdout(run, to)
    except KeyboardInterrupt:
        print("stopped; what is done is kept, and the same command goes on from there", file=sys.stderr)
        raise typer.Exit(130) from None
    reporter.summary(summary)
    raise typer.Exit(1 if summary.failed else 0)


def _listed(names: str | None, upper: bool = False) -> tuple[str, ...]:
    parts = [part.strip() for part in (names or "").replace("，", ",").split(",")]
    return tuple(part.upper() if upper else part for part in parts if part)


def _to_stdout(run: Callable[..., Summary], kind: str) -> Summary:
    """Export into a file that is then copied to stdout; what failed is named on stderr alone."""
    if kind not in ("csv", "jsonl"):
        raise typer.BadParameter(f"{kind!r} is none of csv, jsonl", param_hint="--to")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"stdout.{kind}"
        summary = run(out=path)
        with path.open("rb") as file:
            head = file.read(len(codecs.BOM_UTF8))
            sys.stdout.buffer.write(head if head != codecs.BOM_UTF8 else b"")  # a mark is for files, not for pipes
            shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.flush()
    return replace(summary, out=Path("-"), errors=None)
