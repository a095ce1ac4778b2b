"""The page: one article as a single HTML file that opens without a network.

In: an `Extraction`. Out: HTML with its style, script and records inside: the article with coloured mentions beside a
table that filters, searches, sorts and copies. 例: a click on the row 9885.8亿元 lights up its sentence.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor import __version__
from extractor.display.interface import (
    Language,
    asset,
    check_language,
    field_name,
    interface,
    label_colors,
    label_name,
    word,
)
from extractor.display.markup import Span
from extractor.display.tables import mark_up_with_tables, shown_tables
from extractor.errors import ExportError
from extractor.mentions import FIGURE_LABELS
from extractor.records import FigureRecord, Record

if TYPE_CHECKING:
    from jinja2 import Template

    from extractor.article import Article
    from extractor.extraction import Extraction
    from extractor.tables.grid import Table


def render_page(extraction: Extraction, language: Language = "zh") -> str:
    """The page of one article.

    Args:
        extraction: what `extract` returned.
        language: the interface's language at first sight, "zh" or "en"; a button on the page switches it.

    Returns:
        A whole HTML document. All text of the article is escaped, and a content security policy lets no script run but
        the page's own.

    Raises:
        ValueError: an unknown language.
    """
    language = check_language(language)
    article, records = extraction.article, extraction.records
    sentences = sentence_spans(article.text, records)
    numbers = {span: number for number, span in enumerate(dict.fromkeys(sentences))}
    return render(
        "page",
        language,
        {
            "interface": interface(),
            "figures": sorted(FIGURE_LABELS),
            "sentences": [article.text[start:end] for start, end in numbers],
            "records": [
                record.to_dict() | {"sentence": numbers[span]} for record, span in zip(records, sentences, strict=True)
            ],
        },
        title=article.title or article.id or word("untitled", language),
        byline=_byline(article),
        body=_body(article, records, sentences, numbers),
        chips=_chips(records, language),
        subjects=list(
            dict.fromkeys(record.subject for record in records if isinstance(record, FigureRecord) and record.subject)
        ),
    )


def write_html(path: Path, page: str) -> None:
    """Write a page as UTF-8; half a surrogate pair, which UTF-8 cannot hold, becomes a question mark.

    Raises:
        ExportError: the file cannot be written.
    """
    try:
        path.write_bytes(page.encode("utf-8", "replace"))
    except OSError as error:
        raise ExportError(f"cannot write {path}: {error.strerror}; give a file in a folder that exists") from None


def sentence_spans(text: str, records: tuple[Record, ...]) -> list[tuple[int, int]]:
    """Where each record's sentence is in the text, as half-open offsets; its own span where it is not found."""
    spans = []
    for record in records:
        size = len(record.sentence)
        start = text.find(record.sentence, max(0, record.start - size + 1), record.start + size) if size else -1
        spans.append((start, start + size) if 0 <= start <= record.start else (record.start, record.end))
    return spans


def _byline(article: Article) -> str:
    published = article.published.isoformat() if article.published else None
    return " · ".join(filter(None, [published, article.source, article.author]))


def _body(
    article: Article,
    records: tuple[Record, ...],
    sentences: list[tuple[int, int]],
    numbers: dict[tuple[int, int], int],
) -> str:
    """The article's paragraphs and tables, its sentences and mentions inside them."""
    text, tables = article.text, shown_tables(article.tables, records)
    spans = []
    start = 0
    inside = _lines_of(tables)
    for line in text.splitlines(keepends=True):
        if line.strip() and not inside(start):
            spans.append(Span(start, start + len(line.rstrip("\r\n")), "p", "paragraph"))
        start += len(line)
    for span, number in numbers.items():
        spans.append(Span(*span, "span", "sentence", (("id", f"s{number}"), ("data-s", str(number)))))
    for index, record in enumerate(records):
        spans.append(
            Span(record.start, record.end, "mark", f"l-{record.label}", (("id", f"m{index}"), ("data-i", str(index))))
        )
    return mark_up_with_tables(text, tables, spans)


def _lines_of(tables: Sequence[Table]) -> Callable[[int], bool]:
    """Whether a line that begins at an offset is a table's, for lines asked for from the first on."""
    left = [(table.start, table.end) for table in reversed(tables)]

    def inside(start: int) -> bool:
        while left and left[-1][1] <= start:
            left.pop()
        return bool(left) and left[-1][0] <= start

    return inside


def _chips(records: tuple[Record, ...], language: Language) -> list[dict[str, Any]]:
    counts = Counter(record.label for record in records)
    labels = [label for label in interface()["labels"] if label in counts]
    labels += sorted(set(counts) - set(labels))
    return [{"label": label, "name": label_name(label, language), "count": counts[label]} for label in labels]


def json_for_html(value: Any) -> str:
    """JSON that is safe inside <script>: no `<`, `>` or `&`, nor the line ends that JavaScript knows and JSON does not.

    Example:
        >>> json_for_html("</script>")
        '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


@lru_cache(maxsize=4)
def _template(name: str) -> Template:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(asset), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template(f"{name}.html")


def render(
    name: str, language: Language, data: dict[str, Any], body: str = "", library: str = "", **values: Any
) -> str:
    """Fill `assets/NAME.html` with its style, its script (after `library`) and its data; `body` is ready HTML."""
    from markupsafe import Markup

    script = "\n".join(filter(None, [library, asset("common.js"), asset(f"{name}.js")]))
    # Browsers hash a script with its line ends folded to \n; the assets are read so.
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return _template(name).render(
        language=language,
        version=__version__,
        css=Markup(asset("common.css") + asset(f"{name}.css") + label_colors("l")),
        script=Markup(script),
        script_hash=f"sha256-{digest}",
        data=Markup(json_for_html(data | {"language": language})),
        body=Markup(body),
        word=lambda key: word(key, language),
        field=lambda key: field_name(key, language),
        **values,
    )
