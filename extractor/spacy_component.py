"""The whole extractor as a spaCy component: `nlp.add_pipe("extractor_facts")`.

In: a `Doc` of any Chinese pipeline. Out: the same with `doc._.extraction` (an `Extraction`), `doc._.facts` (the figures
with what they measure), every mention as a span in `doc.spans["extractor"]`, and `span._.record` on each of them.

    nlp = spacy.blank("zh")
    nlp.add_pipe("extractor_facts")
    doc = nlp("2020年，高精尖产业增加值占比达27.4%。")
    doc.spans["extractor"] -> [2020年, 27.4%]; doc._.facts[0].indicator -> 占比

Spans are whole tokens: a mention whose edge lies inside a token is widened to the tokens that it touches ("expand"),
narrowed ("contract") or left out of the spans ("strict"). The records keep the exact offsets, which point into
`doc.text`.

The day of publication, which relative dates need, is taken from the context of `nlp.pipe(…, as_tuples=True)`:
`nlp.pipe([("今年一季度增长8%。", {"published": "2024-04-18"})], as_tuples=True)`; a title, an id and a source, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import minibatch

from extractor.article import Article, read_article
from extractor.errors import ExtractorError
from extractor.extraction import Extraction
from extractor.fact_readers import Facts
from extractor.mentions import DATE, FIGURE_LABELS, PERSON
from extractor.pipeline import Extractor
from extractor.records import DateRecord, FigureRecord, PersonRecord, Record

ALIGNMENTS = ("expand", "contract", "strict")
SPANS_KEY = "extractor"
# Under this key of doc.user_data the records lie as plain values, so that a Doc with them can be written to bytes and
# come back from another process of nlp.pipe(n_process=…).
_DATA_KEY = "extractor"
_TUPLES = frozenset(("trail", "subject_spans", "indicator_spans", "cell"))  # lists in a Doc's bytes
_CONTEXT = ("id", "title", "published", "author", "source")
DEFAULTS: dict[str, Any] = {
    "model": "bundled", "rules": [], "disable": [], "facts": None, "spans_key": SPANS_KEY, "alignment": "expand",
}  # fmt: skip


@Language.factory("extractor_facts", assigns=["doc.spans"], default_config=DEFAULTS)  # type: ignore[untyped-decorator]
def make_component(
    nlp: Language,
    name: str,
    model: str | None,
    rules: list[str],
    disable: list[str],
    facts: Facts | None,
    spans_key: str,
    alignment: str,
) -> ExtractorFacts:
    """What `nlp.add_pipe("extractor_facts", config={...})` builds.

    Args:
        nlp, name: given by spaCy.
        model: "bundled", the name or path of a spaCy pipeline, or None for rules alone.
        rules: directories whose files extend the package's rules.
        disable: rule ids to leave out.
        facts: "accurate", "fast" or "rules", as for `Extractor`; None for its default.
        spans_key: the group of `doc.spans` that takes the mentions.
        alignment: "expand", "contract" or "strict": what becomes of a mention that ends inside a token.

    Raises:
        ExtractorError: an unknown alignment, model or rule.
    """
    return ExtractorFacts(name, Extractor(model, rules, disable, facts), spans_key, alignment)


class ExtractorFacts:
    """The component; see :func:`make_component` for its settings. `extractor` is its own `Extractor`."""

    def __init__(self, name: str, extractor: Extractor, spans_key: str = SPANS_KEY, alignment: str = "expand") -> None:
        if alignment not in ALIGNMENTS:
            raise ExtractorError(f"{name}: alignment is {alignment!r}; it is one of {', '.join(ALIGNMENTS)}")
        self.name, self.extractor = name, extractor
        self.spans_key, self.alignment = spans_key, alignment
        set_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Extract one document."""
        return next(self._annotate([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Extract many documents, a batch at a time, in order."""
        for batch in minibatch(docs, size=batch_size):
            yield from self._annotate(batch)

    def _annotate(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        batch = list(docs)
        for doc, extraction in zip(batch, self.extractor.extract_batch(list(map(_article, batch))), strict=True):
            doc.user_data[_DATA_KEY] = _plain(extraction)
            spans = [
                span
                for number, record in enumerate(extraction.records)
                if (span := self._span(doc, record, number)) is not None
            ]
            doc.spans[self.spans_key] = SpanGroup(doc, name=self.spans_key, spans=spans)
            yield doc

    def _span(self, doc: Doc, record: Record, number: int) -> Span | None:
        span = doc.char_span(
            record.start, record.end, label=record.label, span_id=str(number), alignment_mode=self.alignment
        )
        return span if span is not None and len(span) else None

    # The settings are in the pipeline's config; there is nothing else to save.
    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:
        """Nothing to write."""

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> ExtractorFacts:
        """Nothing to read."""
        return self

    def to_bytes(self, exclude: Iterable[str] = ()) -> bytes:
        """Nothing to write."""
        return b""

    def from_bytes(self, data: bytes, exclude: Iterable[str] = ()) -> ExtractorFacts:
        """Nothing to read."""
        return self


def set_extensions() -> None:
    """Define `doc._.extraction`, `doc._.facts` and `span._.record`, once in a process."""
    Doc.set_extension("extraction", getter=extraction_of, force=True)
    Doc.set_extension("facts", getter=lambda doc: (found := extraction_of(doc)) and found.figures, force=True)
    Span.set_extension("record", getter=_record_of, force=True)


def extraction_of(doc: Doc) -> Extraction | None:
    """The extraction of a document, None where the component has not run. It is built from plain values at each
    access: keep it in a variable to use it often."""
    data = doc.user_data.get(_DATA_KEY)
    if data is None:
        return None
    article = read_article({**data["article"], "text": ""})
    head = {name: getattr(article, name) for name in _CONTEXT}
    return Extraction(Article(text=doc.text, **head), tuple(_record(cells) for cells in data["records"]))


def _article(doc: Doc) -> Article:
    """The document as an article: its text as it is, so that offsets stay; what the context tells beside it."""
    context = getattr(doc, "_context", None)
    stated = {name: context[name] for name in _CONTEXT if context.get(name)} if isinstance(context, Mapping) else {}
    read = read_article({**stated, "text": ""}) if stated else None
    return Article(text=doc.text, **({name: getattr(read, name) for name in _CONTEXT} if read else {}))


def _plain(extraction: Extraction) -> dict[str, Any]:
    """An extraction as values that a Doc can be written to bytes with; the text is the document's own."""
    records = []
    for record in extraction.records:
        cells = record.to_dict()
        if isinstance(record, FigureRecord):
            cells["trail"] = [list(pair) for pair in record.trail]
        records.append(cells)
    head = extraction.to_dict()["article"]
    return {"article": {name: head[name] for name in _CONTEXT}, "records": records}


def _record(cells: Mapping[str, Any]) -> Record:
    label = cells["label"]
    kind: type[Record] = Record
    if label in FIGURE_LABELS:
        kind = FigureRecord
    elif label == DATE:
        kind = DateRecord
    elif label == PERSON:
        kind = PersonRecord
    known = {field.name for field in fields(kind)}
    values = {name: value for name, value in cells.items() if name in known}
    for name in _TUPLES & values.keys():
        values[name] = _tuple(values[name])
    return kind(**values)


def _tuple(value: Any) -> Any:
    return tuple(_tuple(part) for part in value) if isinstance(value, (list, tuple)) else value


def _record_of(span: Span) -> Record | None:
    """The record of a span of `doc.spans["extractor"]`; None for other spans."""
    data = span.doc.user_data.get(_DATA_KEY)
    if data is None or not span.id_.isdecimal() or int(span.id_) >= len(data["records"]):
        return None
    cells = data["records"][int(span.id_)]
    return _record(cells) if cells["label"] == span.label_ else None
