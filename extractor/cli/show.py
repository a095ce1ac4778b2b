"""`extractor show ARTICLE` and `extractor demo`: the records of one article, for the eye or for a pipe."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.options import (
    DisableOption,
    FactReaderOption,
    ModelOption,
    RulesOption,
    escaped,
    fact_reader_name,
    model_name,
    printable,
)
from extractor.errors import ArticleError

if TYPE_CHECKING:
    from extractor.article import ArticleLike
    from extractor.display.interface import Language
    from extractor.extraction import Extraction

_MANY = (".jsonl", ".csv", ".tsv", ".xlsx", ".parquet", ".zip")
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print CSV, one row a record.")]
LanguageOption = Annotated[
    str | None, typer.Option(metavar="zh|en", help="The language of heads and values [by LANG].", show_default=False)
]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Print which rules and words gave each field.")]


def show(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="A file (text, HTML, Markdown), or - for stdin.")],
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    explain: ExplainOption = False,
    html: Annotated[
        Path | None, typer.Option(metavar="PAGE", help="Write a page to look through, one file that opens alone.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DAY", help="The day of publication, for an article that does not tell it.")
    ] = None,
    language: LanguageOption = None,
    model: ModelOption = "bundled",
    rules: RulesOption = None,
    disable: DisableOption = None,
    fact_reader: FactReaderOption = None,
) -> None:
    """Show the records of one article.

    Examples:

        extractor show article.html

        curl -s URL | extractor show - --json

        extractor show article.html --html page.html
    """
    from extractor.pipeline import Extractor

    spoken = _language(language)
    _one_form(as_json, as_csv, explain)
    if html is not None:
        from extractor.export.sources import check_not_read

        check_not_read(html, [article])
    read = _read(article, published)
    extraction = Extractor(model_name(model), rules or (), disable or (), fact_reader_name(fact_reader)).extract(read)
    if html is not None:
        extraction.to_html(html)
        print(f"{html}: {len(extraction.records)} records", file=sys.stderr)
        if not (as_json or as_csv or explain):
            return
    _print(extraction, as_json=as_json, as_csv=as_csv, explain=explain, language=spoken)


def demo(
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    explain: ExplainOption = False,
    language: LanguageOption = None,
) -> None:
    """Show the records of the sample article in the package."""
    from extractor.pipeline import Extractor

    spoken = _language(language)
    _one_form(as_json, as_csv, explain)
    sample = Path(__file__).resolve().parent.parent / "data" / "demo.md"
    extraction = Extractor().extract(sample)
    if not (as_json or as_csv):
        print(extraction.article.text.strip(), end="\n\n")
    _print(extraction, as_json=as_json, as_csv=as_csv, explain=explain, language=spoken)


def _language(chosen: str | None) -> Language:
    from extractor.cli.tables import language_of

    try:
        return language_of(chosen)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--language") from None


def _one_form(as_json: bool, as_csv: bool, explain: bool) -> None:
    """Refuse two forms at once: one of them would be lost."""
    given = [name for name, wanted in (("--json", as_json), ("--csv", as_csv), ("--explain", explain)) if wanted]
    if len(given) > 1:
        raise typer.BadParameter(f"{' and '.join(given)} exclude each other: give one", param_hint=given[1])


def _read(name: str, published: str | None) -> ArticleLike:
    """The article that the command line names, with the day given there where it has none."""
    from dataclasses import replace

    from extractor.article import read_article

    if name == "-":
        read = read_article(sys.stdin.buffer.read())
    elif not Path(name).exists():
        raise ArticleError(f"no such file: {name} (a text itself goes in by stdin: echo … | extractor show -)")
    elif name.lower().removesuffix(".gz").endswith(_MANY):
        raise ArticleError(f"{name} holds many articles: extractor export {name} -o facts.csv")
    else:
        read = read_article(Path(name))
    if not read.text.strip():
        print(f"{'stdin' if name == '-' else name} is empty: it holds no text", file=sys.stderr)
    if published:
        try:
            day = read_article({"text": "", "published": published}).published
        except (ArticleError, ValueError) as error:
            raise typer.BadParameter(str(error), param_hint="--published") from None
        read = replace(read, published=read.published or day)
    return read


def _print(extraction: Extraction, *, as_json: bool, as_csv: bool, explain: bool, language: Language) -> None:
    if as_json:
        print(escaped(extraction.to_json(indent=2)))
    elif as_csv:
        from extractor.export.csv_text import CsvWriter
        from extractor.records import CSV_COLUMNS

        writer = CsvWriter(sys.stdout, "\n")
        writer.write([CSV_COLUMNS])
        writer.write([printable(cell) if isinstance(cell, str) else cell for cell in row] for row in extraction.cells())
    elif explain:
        from extractor.records import FigureRecord

        for record in extraction.records:
            explained = record.explain() if isinstance(record, FigureRecord) else f"{record.text}  ({record.rule})"
            print(printable(explained))
    else:
        from extractor.cli.tables import print_tables

        print_tables(extraction, language)
