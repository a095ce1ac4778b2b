"""Options that several commands share."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

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


def printable(text: str) -> str:
    """A text without the control characters by which an article or a file's name could steer the terminal."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def model_name(model: str) -> str | None:
    """The model as `Extractor` takes it."""
    return None if model.lower() == "none" else model
