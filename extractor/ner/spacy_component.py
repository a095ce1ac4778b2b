"""The bundled model as a spaCy component: `nlp.add_pipe("extractor_ner")` puts its names in `doc.ents`.

In: a `Doc` of any Chinese tokenizer (characters, jieba, pkuseg). Out: the same with PERSON, ORG and LOC in `doc.ents`.

    nlp = spacy.blank("zh"); nlp.add_pipe("extractor_ner"); nlp("李涛在北京说。").ents -> (李涛, 北京)

A name's edge may lie inside a token (a segmenter that cuts 李干|杰出|席). spaCy's entities are whole tokens, so by
default the span is widened to the tokens it touches ("expand"); "contract" narrows it to the tokens inside it, "strict"
leaves such a name out. The exact offsets are kept in `doc._.extractor_names`, a list of (start, end, label, score) in
characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans, minibatch

from extractor.document import split_sentences
from extractor.errors import ExtractorError
from extractor.ner import name_finder
from extractor.ner.model import Model, NamedSpan
from extractor.rulebook import load_rulebook

ALIGNMENTS = ("expand", "contract", "strict")
DEFAULTS: dict[str, Any] = {"model": "bundled", "alignment": "expand", "gazetteers": True, "overwrite": False}


@Language.factory(  # type: ignore[untyped-decorator]
    "extractor_ner", assigns=["doc.ents", "token.ent_iob", "token.ent_type"], default_config=DEFAULTS
)
def make_component(
    nlp: Language, name: str, model: str, alignment: str, gazetteers: bool, overwrite: bool
) -> ExtractorNer:
    """What `nlp.add_pipe("extractor_ner", config={...})` builds.

    Args:
        nlp, name: given by spaCy.
        model: "bundled", or the name or path of a spaCy pipeline.
        alignment: "expand", "contract" or "strict": what becomes of a name that ends inside a token.
        gazetteers: whether `rules/gazetteers/` correct the model's names.
        overwrite: whether entities set by earlier components give way; otherwise ours fill the places left free.
    """
    return ExtractorNer(name, model, alignment, gazetteers, overwrite)


class ExtractorNer:
    """The component; see :func:`make_component` for its settings."""

    def __init__(self, name: str, model: str, alignment: str, gazetteers: bool, overwrite: bool) -> None:
        if alignment not in ALIGNMENTS:
            raise ExtractorError(f"extractor_ner: alignment is {alignment!r}; it is one of {', '.join(ALIGNMENTS)}")
        self.name, self.model, self.alignment = name, model, alignment
        self.gazetteers, self.overwrite = gazetteers, overwrite
        self._finder: Model | None = None
        if not Doc.has_extension("extractor_names"):
            Doc.set_extension("extractor_names", default=None)

    def __call__(self, doc: Doc) -> Doc:
        return self._set([doc])[0]

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Label many documents, a batch at a time, in order."""
        for batch in minibatch(docs, size=batch_size):
            yield from self._set(list(batch))

    def _set(self, docs: list[Doc]) -> list[Doc]:
        if self._finder is None:
            self._finder = name_finder(self.model, load_rulebook() if self.gazetteers else None)
        sentences = [(i, s) for i, doc in enumerate(docs) for s in split_sentences(doc.text)]
        names: list[list[NamedSpan]] = [[] for _ in docs]
        for (i, sentence), found in zip(sentences, self._finder.label([s.text for _, s in sentences]), strict=True):
            for span in found:
                names[i].append(span._replace(start=span.start + sentence.start, end=span.end + sentence.start))
        for doc, found in zip(docs, names, strict=True):
            doc._.extractor_names = [tuple(span[:4]) for span in found]
            spans = []
            for start, end, label, *_ in found:
                span = doc.char_span(start, end, label=label, alignment_mode=self.alignment)
                if span is not None and len(span):
                    spans.append(span)
            doc.ents = self._merge(list(doc.ents), spans)
        return docs

    def _merge(self, before: list[Span], ours: list[Span]) -> list[Span]:
        ours = filter_spans(ours)  # widened spans may touch: the longest stays
        keep, yield_ = (ours, before) if self.overwrite else (before, ours)
        taken = {i for span in keep for i in range(span.start, span.end)}
        return sorted([*keep, *(s for s in yield_ if taken.isdisjoint(range(s.start, s.end)))], key=lambda s: s.start)

    # Settings are all a saved pipeline needs; the model is the package's.
    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:
        """Nothing to write: the settings are in the pipeline's config."""

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> ExtractorNer:
        """Nothing to read."""
        return self

    def to_bytes(self, exclude: Iterable[str] = ()) -> bytes:
        """Nothing to write: the settings are in the pipeline's config."""
        return b""

    def from_bytes(self, data: bytes, exclude: Iterable[str] = ()) -> ExtractorNer:
        """Nothing to read."""
        return self
