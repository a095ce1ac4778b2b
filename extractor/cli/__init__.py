"""The command `extractor`: `show` one, `export` an archive, `pivot` and `report` on it, `compare` models, `demo`.

Each group of commands has its file; this one joins them and turns every error into one line and an exit code:
0 done, 1 some input failed, 2 wrong usage.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Annotated

import typer

from extractor import __version__
from extractor.cli import compare, export, pivot, report, rules, show
from extractor.cli.options import printable
from extractor.cli.plain_help import PlainCommand
from extractor.errors import ArticleError, ExportStopped, ExtractorError

app = typer.Typer(
    name="extractor",
    help="People, organizations, figures and policy terms of Chinese economic news, as structured records.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
)
app.command(cls=PlainCommand)(show.show)
app.command(cls=PlainCommand)(export.export)
app.command(cls=PlainCommand)(show.demo)
app.command(cls=PlainCommand)(pivot.pivot)
app.command(cls=PlainCommand)(report.report)
app.command(cls=PlainCommand)(compare.compare)
app.add_typer(rules.app, name="rules")


def _print_version(asked: bool) -> None:
    if asked:
        print(f"extractor {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line of this process."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console that lacks a character
    sys.exit(run())


def run(arguments: list[str] | None = None) -> int:
    """Run a command line; its exit code. Errors become one line on stderr."""
    try:
        app(arguments, prog_name="extractor")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BrokenPipeError:  # … | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (ArticleError, ExportStopped) as error:
        print(f"error: {printable(str(error))}", file=sys.stderr)
        return 1
    except ExtractorError as error:
        print(f"error: {printable(str(error))}", file=sys.stderr)
        return 2
    except Exception as error:
        if os.environ.get("EXTRACTOR_DEBUG"):
            raise
        print(f"error: {type(error).__name__}: {error} (EXTRACTOR_DEBUG=1 shows where)", file=sys.stderr)
        return 1
    return 0
