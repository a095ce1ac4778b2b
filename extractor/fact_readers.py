"""The names of the readers of facts, as `Extractor(facts=…)` and `--fact-reader` take them."""

from typing import Literal

Facts = Literal["accurate", "fast", "rules"]
