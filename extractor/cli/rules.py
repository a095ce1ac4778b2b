"""`extractor rules check DIR` and `extractor rules list`: a user's own rules, and all that there are."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.options import RulesOption
from extractor.cli.plain_help import PlainCommand

app = typer.Typer(
    help="Your own rules: check a directory of them, list all that there are.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command(cls=PlainCommand)
def check(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A directory of rules files (.txt).")],
) -> None:
    """Check a directory of rules: each fault with its file and line.

    Exit code 1 if there is an error; warnings (rules that nothing reads) leave it 0.

    Example:

        extractor rules check my_rules/
    """
    from extractor.rules_check import check_rules

    found = check_rules(directory)
    for fault in found.errors:
        print(f"error: {fault}", file=sys.stderr)
    for fault in found.warnings:
        print(f"warning: {fault}", file=sys.stderr)
    print(
        f"{directory}: {found.files} files, {found.entries} entries, "
        f"{len(found.errors)} errors, {len(found.warnings)} warnings"
    )
    raise typer.Exit(1 if found.errors else 0)


@app.command("list", cls=PlainCommand)
def list_rules(
    name: Annotated[
        str | None, typer.Argument(metavar="RULE", help="A file or a rule's id; its entries are shown.")
    ] = None,
    rules: RulesOption = None,
) -> None:
    """List the rules by their ids, as records show them and --disable takes them.

    Examples:

        extractor rules list

        extractor rules list policy_terms.quoted

        extractor rules list terms --rules my_rules/
    """
    from extractor.errors import RulesError
    from extractor.rulebook import load_rulebook

    book = load_rulebook(rules or ())
    chosen = {f"{file}.{section}": entries for (file, section), entries in book.sections.items()}
    if name is None:
        width = max(map(len, chosen))
        for rule, entries in sorted(chosen.items()):
            first = " ".join(entry.name for entry in entries[:6])
            print(f"{rule:<{width}}  {len(entries):>5}  {first[:60]}")
        return
    chosen = {rule: entries for rule, entries in chosen.items() if rule == name or rule.startswith(f"{name}.")}
    if not chosen:
        raise RulesError(f"no rule {name!r}; `extractor rules list` shows the ids")
    for rule, entries in chosen.items():
        for entry in entries:
            words = " ".join(f'"{word}"' if " " in word else word for word in entry.words)
            print(f"{rule}\t{entry.file}.txt:{entry.line}\t{f'{entry.key}: ' if entry.key else ''}{words}")
