"""Help in a user's words: an argument is called by its name alone, without the type that Python has for it.

In: the parameters of a command. Out: the same, called `ARTICLE` in help and usage in place of `ARTICLE <str>` and of
`{FILE}... <list[str]>`.
"""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand


class PlainCommand(TyperCommand):
    """A command whose help shows no types of Python."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters; those without a dash are named by their metavar alone."""
        params: list[Any] = super().get_params(ctx)
        for param in params:
            if param.param_type_name == "argument" and param.metavar:
                name = param.metavar + "…" * (param.nargs == -1)
                name = name if param.required else f"[{name}]"
                param.get_usage_pieces = lambda ctx, name=name: [name]
                param.display_type_rich = lambda ctx: ""
        return params


__all__ = ["PlainCommand"]
