"""Named entities by a model: people, bodies and places that no list could hold.

In: sentences. Out: spans with a label and a score. Two kinds of model answer to one call: "bundled", which comes
with the package and needs nothing else, and any spaCy pipeline, by name or path.

    load_model("bundled").label(["李涛在北京说。"]) -> [[NamedSpan(0, 2, "PERSON", …), NamedSpan(3, 5, "LOC", …)]]
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, overload

from extractor.ner.model import Model, NamedSpan
from extractor.rulebook import Rulebook

if TYPE_CHECKING:
    from extractor.ner.corrections import CorrectedModel

__all__ = ["Model", "NamedSpan", "load_model", "name_finder"]

BUNDLED = "bundled"


def load_model(name: str | Path = BUNDLED) -> Model:
    """A model by name; the same name gives the same object, loaded once.

    Args:
        name: "bundled", the name of an installed spaCy pipeline (`zh_core_web_sm`), or the path of one.

    Raises:
        ModelError: no such model; the text gives the command that installs it.

    Example:
        >>> load_model("bundled").name
        'bundled'
    """
    return _load(str(name))


@lru_cache(maxsize=4)
def _load(name: str) -> Model:
    if name == BUNDLED:
        from extractor.ner.bundled import BundledModel

        return BundledModel()
    # spaCy is imported on this path only: the default needs none of it.
    from extractor.ner.spacy_pipeline import SpacyModel

    return SpacyModel(name)


@overload
def name_finder(model: str | Path | None, rulebook: Rulebook) -> CorrectedModel: ...


@overload
def name_finder(model: str | Path | None = BUNDLED, rulebook: Rulebook | None = None) -> Model: ...


def name_finder(model: str | Path | None = BUNDLED, rulebook: Rulebook | None = None) -> Model:
    """A model together with the gazetteers that correct it; what the pipeline asks for names.

    Args:
        model: as for :func:`load_model`; None for the gazetteers alone.
        rulebook: whose `gazetteers/*` to use; None for the bare model.

    Raises:
        ModelError: no such model.

    Example:
        >>> from extractor.rulebook import load_rulebook
        >>> name_finder(None, load_rulebook()).label(["农业农村部发布通知。"])[0][0][:3]
        (0, 5, 'ORG')
    """
    found = None if model is None else load_model(model)
    if rulebook is None:
        return found or _NoNames()
    from extractor.ner.corrections import CorrectedModel, name_rules

    return CorrectedModel(found, name_rules(rulebook))


class _NoNames:
    name = "none"

    def label(self, sentences: Sequence[str]) -> list[list[NamedSpan]]:
        return [[] for _ in sentences]
