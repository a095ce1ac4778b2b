"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, cast, get_args

import typer

from extractor.fact_readers import Facts

_PIPELINE = re.compile(r"[a-z]{2,3}_core_(?:web|news)_[a-z]+")  # as spaCy names its pipelines
_HIGH_CONTROLS = re.compile(r"[\x7f-\x9f]")
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
FactReaderOption = Annotated[
    str | None,
    typer.Option(
        "--fact-reader",
        metavar="NAME",
        help="Who reads what is said of a figure: accurate (a network), fast (a small network) or rules (the fastest) "
        "[default: accurate; rules with --model none].",
    ),
]


def printable(text: str) -> str:
    """A text without the control characters by which an article or a file's name could steer the terminal."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def escaped(text: str) -> str:
    """JSON text whose control characters beyond ASCII are escapes, too (json.dumps writes those as they are)."""
    return _HIGH_CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def fact_reader_name(name: str | None) -> Facts | None:
    """The reader of facts as `Extractor` takes it.

    Raises:
        BadParameter: there is no such reader.
    """
    if name not in (None, *get_args(Facts)):
        raise typer.BadParameter(f"{name!r} is none of {', '.join(get_args(Facts))}", param_hint="--fact-reader")
    return cast("Facts | None", name)


def model_name(model: str) -> str | None:
    """The model as `Extractor` takes it.

    Raises:
        typer.BadParameter: there is no such model; the text says which there are and how another is had.
    """
    if model.lower() == "none":
        return None
    check_models([model], "--model")
    return model


def check_models(models: Sequence[str], option: str) -> None:
    """See that models are here before any is loaded: bundled, a folder, or an installed spaCy pipeline."""
    missing = [name for name in models if name != "bundled" and not Path(name).exists() and not _installed(name)]
    if missing:
        others = ", ".join(["bundled", "none"] if option == "--model" else ["bundled"])
        pipelines = [name for name in missing if _PIPELINE.fullmatch(name)]
        how = f" (python -m spacy download {pipelines[0]} installs it)" if pipelines else ""
        raise typer.BadParameter(
            f"no model {', '.join(missing)} here{how}; give {others}, an installed spaCy pipeline or its path",
            param_hint=option,
        )


def _installed(name: str) -> bool:
    try:
        return name.isidentifier() and find_spec(name) is not None
    except (ImportError, ValueError):
        return False
