"""Chinese economic and policy news in, structured records out.

>>> from extractor import extract                                     # doctest: +SKIP
>>> extract("上半年，全市高新技术产业增加值达1280.5亿元。").money[0].value
128050000000
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.api import extract, extract_frame, extract_many
    from extractor.article import Article
    from extractor.distinct import DistinctFact
    from extractor.errors import ArticleError, ExportError, ExtractorError, ModelError, RulesError
    from extractor.extraction import Extraction
    from extractor.numerals import parse_number
    from extractor.periods import Period, parse_period
    from extractor.pipeline import Extractor
    from extractor.records import DateRecord, FigureRecord, PersonRecord, Record

__version__ = "0.2.0"
__all__ = [
    "Article", "ArticleError", "DateRecord", "DistinctFact", "ExportError", "Extraction", "Extractor", "ExtractorError",
    "FigureRecord", "ModelError", "Period", "PersonRecord", "Record", "RulesError", "extract", "extract_frame",
    "extract_many", "parse_number", "parse_period",
]  # fmt: skip

# From its import on, onnxruntime (1.31 and 1.32, perhaps earlier ones) reports to its maker over the network and keeps
# an identifier under the user's cache directory, unless it finds this in the environment; its own function to disable
# that comes too late. Every route passes here before a model is loaded, and processes started later inherit it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

# Names are loaded when they are first used, so that `import extractor` costs next to nothing.
_HOMES = {
    "Article": "extractor.article",
    "ArticleError": "extractor.errors",
    "DateRecord": "extractor.records",
    "DistinctFact": "extractor.distinct",
    "ExportError": "extractor.errors",
    "ExtractorError": "extractor.errors",
    "FigureRecord": "extractor.records",
    "ModelError": "extractor.errors",
    "Period": "extractor.periods",
    "PersonRecord": "extractor.records",
    "Record": "extractor.records",
    "RulesError": "extractor.errors",
    "Extraction": "extractor.extraction",
    "Extractor": "extractor.pipeline",
    "extract": "extractor.api",
    "extract_frame": "extractor.api",
    "extract_many": "extractor.api",
    "parse_number": "extractor.numerals",
    "parse_period": "extractor.periods",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'extractor' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*__all__, "__version__", "__doc__", "__name__", "__file__", "__path__"})
