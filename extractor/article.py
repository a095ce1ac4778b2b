"""Articles: whatever a user hands over, read into clean text with its title, day and source.

In: a str (plain text, HTML, Markdown, or front matter and any of these), bytes, a path, a mapping or an `Article`.
Out: an `Article`. 例: Path("快讯.html") → Article(text="11月30日，…", title="北京将…", published=2021-11-30).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from extractor.cleaning import Cleaned, Cleaner, cleaner_of
from extractor.errors import ArticleError
from extractor.lazy import lazy_regex
from extractor.reading.decoding import decode
from extractor.reading.front_matter import split_front_matter
from extractor.reading.markdown import looks_like_markdown, markdown_lines, markdown_title
from extractor.reading.markup import is_html_throughout, looks_like_html
from extractor.reading.published import published_day, read_day
from extractor.rulebook import Rulebook, load_rulebook
from extractor.tables.grid import Table
from extractor.tables.heads import with_roles
from extractor.tables.plain import find_tables, mark_rows

_SURROGATE = lazy_regex(r"[\ud800-\udfff]")
_BODY_KEYS = ("text", "html", "content")
_TITLE_KEYS = ("title", "headline")
_DAY_KEYS = ("published", "date", "pubdate", "publish_date", "datepublished", "time", "created", "created_at")
_SOURCE_KEYS = ("source", "origin", "media")
_URL_KEYS = ("url", "link", "permalink", "canonical")
_AUTHOR_KEYS = ("author", "authors", "reporter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article. `text` is clean: every record's offsets, in code points, point into it.

    Attributes:
        text: the article's words, a paragraph a line, without the page's furniture.
        id: what the user calls it; a file's name without its suffix where it was read from a path.
        title: its headline, None where none is known.
        published: the day of publication in Beijing.
        author: who published it, as the page or the front matter says (新浪财经).
        source: where it comes from, as a source line says (宁夏日报).
        url: its address.
        byline: the reporters it names.
        tables: its tables, their cells with offsets into `text`; found while the article is read.
    """

    text: str
    id: str | None = None
    title: str | None = None
    published: date | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    byline: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


ArticleLike: TypeAlias = "str | bytes | Path | Mapping[str, Any] | Article"


def read_article(article: ArticleLike, rulebook: Rulebook | None = None) -> Article:
    """Read whatever is handed over into an `Article`.

    Args:
        article: a str is content, never a file's name: plain text (kept to the letter but for whole lines of
            furniture), HTML, Markdown, or front matter followed by one of these. Bytes are decoded first. A `Path` is
            read. A mapping has `text` (taken as clean already and kept to the letter, unless it is HTML from its first
            tag to its last), `html` or `content` (detected like a str), and may have `title`, `published`, `id`,
            `author`, `source`, `url`.
        rulebook: whose `furniture` rules clean; the package's own by default.

    Raises:
        ArticleError: nothing to read (None, a number, a missing path, a directory), or nothing that can be read as text
            (binary data, broken encodings). An empty article is no error.

    Example:
        >>> read_article("<p>降准0.5个百分点。</p><p>责任编辑：王某</p>").text
        '降准0.5个百分点。'
    """
    if isinstance(article, Article):
        return article if article.tables else _with_tables(article, rulebook)
    if isinstance(article, str):
        return _with_tables(_from_content(article, rulebook), rulebook)
    if isinstance(article, (bytes, bytearray, memoryview)):
        return _with_tables(_from_content(decode(bytes(article)), rulebook), rulebook)
    if isinstance(article, Path):
        return _with_tables(_from_path(article, rulebook), rulebook)
    if isinstance(article, Mapping):
        return _with_tables(_from_mapping(article, rulebook), rulebook)
    raise ArticleError(
        f"cannot read an article from {type(article).__name__} ({str(article)[:60]!r}); give its text or HTML as str, "
        "its bytes, a pathlib.Path, or a mapping with 'text' or 'html'"
    )


def _with_tables(article: Article, rulebook: Rulebook | None) -> Article:
    """The article with the tables that its plain lines hold beside those that its marks stated, heads marked."""
    tables = find_tables(article.text, article.tables)
    if not tables:
        return article
    return replace(article, tables=tuple(with_roles(tables, article.text, rulebook or load_rulebook())))


def _from_path(path: Path, rulebook: Rulebook | None) -> Article:
    if path.is_dir():
        raise ArticleError(f"{path} is a directory; give one file (`extractor export {path}` takes whole folders)")
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise ArticleError(f"{path} does not exist; check the path (relative paths start at {Path.cwd()})") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ArticleError(f"{path} cannot be read: {reason}; check its permissions") from None
    read = _from_content(decode(raw, str(path)), rulebook)
    return read if read.id is not None else replace(read, id=path.stem)


def _from_mapping(article: Mapping[str, Any], rulebook: Rulebook | None) -> Article:
    key = next((key for key in _BODY_KEYS if not _is_missing(article.get(key))), None)
    if key is None:
        if any(name in article for name in _BODY_KEYS):
            return _with_fields(Article(text=""), article)
        found = ", ".join(map(repr, list(article)[:8])) or "no keys"
        raise ArticleError(f"a mapping needs 'text', 'html' or 'content'; this one has {found}")
    body = article[key]
    if isinstance(body, (bytes, bytearray, memoryview)):
        body = decode(bytes(body), f"the mapping's {key!r}")
    if not isinstance(body, str):
        raise ArticleError(f"the mapping's {key!r} must be a str or bytes, not {type(body).__name__}")
    is_page = key == "html" or (key == "text" and is_html_throughout(body))
    if key == "text" and not is_page:
        read = Article(text=_without_surrogates(body))
    else:
        title = article.get("title")
        read = _from_content(
            body, rulebook, title=title if isinstance(title, str) else None, is_html=True if is_page else None
        )
    return _with_fields(read, article)


def _with_fields(read: Article, given: Mapping[str, Any]) -> Article:
    """The article with what the mapping says of it, which goes before what the page says."""
    named: dict[str, Any] = {
        name: _without_surrogates(str(given[name]))
        for name in ("id", "title", "author", "source", "url")
        if not _is_missing(given.get(name)) and given[name] != ""
    }
    day = published_day(given.get("published"))
    return replace(read, **named, published=day or read.published)


def _from_content(
    content: str, rulebook: Rulebook | None, title: str | None = None, is_html: bool | None = None
) -> Article:
    """Read plain text, HTML, Markdown, or front matter and one of these."""
    content = _without_surrogates(content.removeprefix("\ufeff"))
    if not content.strip():
        return Article(text="")
    cleaner = cleaner_of(rulebook or load_rulebook())
    fields, body = split_front_matter(content)
    title = title or _first(fields, _TITLE_KEYS)
    meta: dict[str, str] = {}
    if is_html or (is_html is None and looks_like_html(body)):
        page = cleaner.read(body)
        meta = cleaner.page_meta(page)
        title = title or cleaner.page_title(page)
        if title is None and page.blocks[:1] and page.blocks[0].tag == "h1":
            title = page.blocks[0].text
        cleaned = cleaner.clean_page(page, title)
    elif looks_like_markdown(body):
        title = title or markdown_title(body)
        cleaned = cleaner.clean_lines(markdown_lines(body), title)
    else:
        cleaned = _clean_plain(body, cleaner, title)
    published = _first_day(fields.get(key) for key in _DAY_KEYS) or _first_day([meta.get("published")])
    return Article(
        text=cleaned.text,
        id=fields.get("id") or None,
        title=title or None,
        published=published or cleaned.published,
        author=_first(fields, _AUTHOR_KEYS) or meta.get("author") or None,
        source=_first(fields, _SOURCE_KEYS) or cleaned.source or meta.get("source") or None,
        url=_first(fields, _URL_KEYS) or meta.get("url") or None,
        byline=cleaned.byline,
        tables=cleaned.tables,
    )


def _clean_plain(text: str, cleaner: Cleaner, title: str | None) -> Cleaned:
    """Plain text keeps every character, blank lines and indents too, but for whole lines of furniture.

    Where no line is furniture the text is the very text that was handed over.
    """
    lines = text.splitlines()
    filled = mark_rows(lines)
    cleaned = cleaner.clean_lines(filled, title)
    body = cleaned.text.split("\n") if cleaned.text else []
    if body == filled or not body:
        return replace(cleaned, text=text, tables=())
    return replace(cleaned, tables=())  # `find_tables` looks at the text that is left


def _without_surrogates(text: str) -> str:
    """Half characters, which no encoding can write, replaced one for one."""
    whole: str = _SURROGATE.sub("\ufffd", text)
    return whole


def _is_missing(value: Any) -> bool:
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and value != value


def _first(fields: Mapping[str, str], keys: tuple[str, ...]) -> str | None:
    return next((fields[key] for key in keys if fields.get(key)), None)


def _first_day(values: Any) -> date | None:
    return next((day for value in values if value and (day := read_day(value))), None)
