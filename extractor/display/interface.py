"""The words and colours of the interface: Chinese and English names of labels, fields and coded values.

They are data (`assets/interface.json`), shared by the Jupyter view, the page and the report.
例: value_name("basis", "yoy") → "同比".
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

Language: TypeAlias = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def asset(name: str) -> str:
    """The text of a file in `display/assets`."""
    return files("extractor.display").joinpath("assets").joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def interface() -> dict[str, Any]:
    """The whole dictionary: `labels`, `fields`, `values` and `words`, each with `zh` and `en`."""
    loaded: dict[str, Any] = json.loads(asset("interface.json"))
    return loaded


def label_name(label: str, language: Language = "zh") -> str:
    """A label's name (ORG → 机构); a label that is not known names itself."""
    name: str = interface()["labels"].get(label, {}).get(language, label)
    return name


def field_name(field: str, language: Language = "zh") -> str:
    """A field's name (subject → 主体)."""
    name: str = interface()["fields"].get(field, {}).get(language, field)
    return name


def value_name(field: str, value: str, language: Language = "zh") -> str:
    """A coded value's name (basis, yoy → 同比); other values name themselves."""
    name: str = interface()["values"].get(field, {}).get(value, {}).get(language, value)
    return name


def word(name: str, language: Language = "zh") -> str:
    """A word of the interface."""
    written: str = interface()["words"][name][language]
    return written


def label_colors(prefix: str) -> str:
    """CSS that gives each label its colour as `--c`: `.PREFIX-ORG{--c:#1971c2}`."""
    return "".join(f".{prefix}-{label}{{--c:{entry['color']}}}" for label, entry in interface()["labels"].items())


def check_language(language: str) -> Language:
    """Return the language, or say which there are."""
    for known in LANGUAGES:
        if language == known:
            return known
    raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
