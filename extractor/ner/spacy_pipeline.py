"""Any spaCy pipeline as a model, by name or by path: zh_core_web_sm, zh_core_web_trf, ./my_model.

In: sentences. Out: their entities, OntoNotes labels mapped to ours: PERSON (or PER) → PERSON, ORG → ORG, and GPE,
LOC, FAC → LOC; other labels (DATE, MONEY, …) are left out, since this package has its own grammar for them.

    “李涛在北京说” -> doc.ents 李涛/PERSON 北京/GPE -> (0, 2, PERSON), (3, 5, LOC)
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extractor.errors import ModelError
from extractor.ner.model import NamedSpan

LABELS = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "ORG": "ORG",
    "GPE": "LOC",
    "LOC": "LOC",
    "FAC": "LOC",
}
# Pipes whose answers no entity needs; left out where the NER does not listen to them.
UNUSED = ("parser", "tagger", "attribute_ruler", "lemmatizer", "morphologizer", "senter")


class SpacyModel:
    """A spaCy pipeline that labels sentences.

    Args:
        name: an installed package (`zh_core_web_sm`) or a folder written by `nlp.to_disk`.

    Raises:
        ModelError: spaCy cannot find or read it, or it finds no entities at all; the text says what to do.
    """

    def __init__(self, name: str) -> None:
        self.name = Path(name).name if Path(name).is_dir() else name
        self._nlp = _open(name)

    def label(self, sentences: Sequence[str]) -> list[list[NamedSpan]]:
        """The names of each sentence. spaCy's NER gives no scores, so they are None."""
        # spaCy takes no empty text and no lone surrogate well; both hold no name.
        clean = [sentence.encode("utf-8", "replace").decode("utf-8") for sentence in sentences]
        some = [i for i, sentence in enumerate(clean) if sentence.strip()]
        out: list[list[NamedSpan]] = [[] for _ in sentences]
        for i, doc in zip(some, self._nlp.pipe((clean[i] for i in some), batch_size=64), strict=True):
            out[i] = [
                NamedSpan(ent.start_char, ent.end_char, LABELS[ent.label_]) for ent in doc.ents if ent.label_ in LABELS
            ]
        return out


def _open(name: str) -> Any:
    try:
        import spacy
    except ImportError:
        raise ModelError(f"model {name!r} is a spaCy pipeline, and spaCy is not installed: pip install spacy") from None
    try:
        nlp = spacy.load(name)
    except OSError as error:
        if "/" in name or "\\" in name or Path(name).exists():
            hint = "give the folder that `nlp.to_disk` wrote (it holds config.cfg and meta.json)"
            raise ModelError(f"no spaCy pipeline at {name!r} ({_first_line(error)}): {hint}") from None
        raise ModelError(
            f"model {name!r} is not installed; run: python -m spacy download {name}\n"
            'or use the model that comes with the package: model="bundled"'
        ) from None
    except (ImportError, ValueError) as error:
        raise ModelError(f"spaCy cannot load {name!r}: {_first_line(error)}") from None
    if not {"ner", "beam_ner", "entity_ruler", "span_ruler"} & set(nlp.pipe_names) and not any(
        "doc.ents" in nlp.get_pipe_meta(pipe).assigns for pipe in nlp.pipe_names
    ):
        raise ModelError(
            f"the spaCy pipeline {name!r} finds no entities (its pipes: {', '.join(nlp.pipe_names) or 'none'}): "
            "give one with an `ner` pipe"
        )
    # The parser is the slowest pipe of the stock models; nothing here reads it. Rulers may match on tags: keep all
    # then.
    if not {"entity_ruler", "span_ruler"} & set(nlp.pipe_names):
        for pipe in UNUSED:
            if pipe in nlp.pipe_names:
                nlp.disable_pipe(pipe)
    return nlp


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
