"""`extractor compare --models bundled,zh_core_web_sm FILE…`: what two models or more find in the same articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.options import check_models, printable
from extractor.errors import ArticleError


def compare(
    articles: Annotated[list[str], typer.Argument(metavar="FILE", help="Articles (text, HTML, Markdown).")],
    models: Annotated[
        str, typer.Option(metavar="NAME,NAME", help="Two models or more: bundled, spaCy pipelines by name or path.")
    ] = "bundled,zh_core_web_sm",
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="How many differences to print.")] = 40,
) -> None:
    """Compare named-entity models: names found, agreement with the first model, speed, and where they differ.

    The models are used alone here: no gazetteers, no rules.

    Example:

        extractor compare --models bundled,zh_core_web_sm news/*.html
    """
    from extractor.ner.compare import compare as run

    names = [name.strip() for name in models.split(",") if name.strip()]
    if len(names) < 2:
        raise typer.BadParameter(f"two models or more are compared, found {len(names)}", param_hint="--models")
    check_models(names, "--models")
    paths = [Path(article) for article in articles]
    for path in paths:
        if not path.is_file():
            raise ArticleError(f"no such file: {path}")
    found = run(names, paths)
    print("\n".join(printable(line) for line in found.table(limit).splitlines()))
