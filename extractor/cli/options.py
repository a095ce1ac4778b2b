"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ModelOption = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help="The named-entity model: bundled, a spaCy pipeline's name or path, or none for rules alone.",
    ),
]
RulesOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules", metavar="DIR", help="A directory whose rules extend the package's own; may be given several times."
    ),
]
DisableOption = Annotated[
    list[str] | None,
    typer.Option(
        "--disable", metavar="RULE", help="A rule to leave out, by its id (file.section); may be given several times."
    ),
]


def model_name(model: str) -> str | None:
    """The model as `Extractor` takes it."""
    return None if model.lower() == "none" else model
