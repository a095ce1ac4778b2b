"""displaCy data: a result in the form that spaCy's visualizer draws.

In: an `Extraction`. Out: the dictionary of `displacy.render(…, style="span", manual=True)`, which draws nested and
crossing spans, with `ents` beside it for `style="ent"`, which cannot. 例: 李涛 → {"start_token": 3, "end_token": 4,
"label": "PERSON"}.

Source: https://spacy.io/api/top-level#displacy_structures
"""

from __future__ import annotations

from bisect import bisect_left
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from extractor.display.interface import interface

if TYPE_CHECKING:
    from extractor.extraction import Extraction


def displacy_spans(extraction: Extraction) -> dict[str, Any]:
    """The article as displaCy data, its tokens being the stretches between the ends of mentions.

    Returns:
        `text`, `title`, `tokens`, `spans` (token and character offsets, label) and `ents` (character offsets and label,
        of overlapping mentions the longest alone, since displaCy's `ent` style cannot nest).

    Example:
        >>> from extractor import extract
        >>> data = extract("2020年产值增长8%。").to_displacy()
        >>> sorted(data)
        ['ents', 'settings', 'spans', 'text', 'title', 'tokens']
    """
    title = extraction.article.title  # displaCy escapes all else, but writes the title as it is
    text, records = extraction.article.text, extraction.records
    cuts = sorted({0, len(text), *(record.start for record in records), *(record.end for record in records)})
    spans = [
        {
            "start": record.start,
            "end": record.end,
            "start_token": bisect_left(cuts, record.start),
            "end_token": bisect_left(cuts, record.end),
            "label": record.label,
        }
        for record in records
    ]
    ents: list[dict[str, Any]] = []
    last_end = 0
    for record in sorted(records, key=lambda record: (record.start, -record.end)):
        if record.start >= last_end:
            ents.append({"start": record.start, "end": record.end, "label": record.label})
            last_end = record.end
    return {
        "text": text,
        "title": title and escape(title),
        "tokens": [text[start:end] for start, end in pairwise(cuts)],
        "spans": spans,
        "ents": ents,
        "settings": {"lang": "zh", "direction": "ltr"},
    }


def displacy_colors() -> dict[str, str]:
    """The labels' colours, for `displacy.render(…, options={"colors": displacy_colors()})`."""
    return {label: entry["color"] for label, entry in interface()["labels"].items()}
