"""Recognizers: one kind of mention a file.

Each module has `recognizer(rulebook)`, which compiles its rules once and returns a function from a `Document` to its
mentions. A new kind is a new file and a line in `pipeline.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from extractor.document import Document
from extractor.mentions import Mention

Recognizer: TypeAlias = Callable[[Document], Sequence[Mention]]
