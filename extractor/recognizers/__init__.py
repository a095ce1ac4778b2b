"""Recognizers: one kind of mention a module.

The module of a kind has `recognizer(rulebook)`, which compiles its rules once and returns a function from a `Document`
to its mentions. A new kind is a new module and a line in `pipeline.py`. The other modules here belong to names, which
`names.py` puts together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from extractor.document import Document
from extractor.mentions import Mention

Recognizer: TypeAlias = Callable[[Document], Sequence[Mention]]
