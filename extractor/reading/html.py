"""HTML to blocks of text: what is where on a page, and what the page says about itself.

In: HTML, a whole page or a feed's fragment. Out: a `Page`: its blocks (paragraphs, headings, table rows) in order, the
stretch of them that is the article, and its title, day, author, source and address.
例: "<p>4月16日，<span>国新办</span></p><!-- 广告 -->" → one block "4月16日，国新办".

The tree is walked once, without recursion. The article's stretch is found by weight: beginning at the body, the search
goes down into the part that holds most of the running text, as long as no paragraphs are left behind. (To count running
text is Readability's idea, Arc90 2009; the descent is our own, since Chinese pages seldom nest their paragraphs.)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import etree

from extractor.lazy import lazy_re, lazy_regex
from extractor.tables.grid import TableRow, table_rows
from extractor.tables.html import read_table

_CONTAINERS = frozenset("article body center div form main section table tbody td tr ul ol dl blockquote".split())
_BLOCKS = _CONTAINERS | frozenset(
    "address aside br caption dd details dialog dt fieldset figure footer h1 h2 h3 h4 h5 h6 header hr html legend li "
    "menu nav p pre summary tfoot th thead title".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DROPPED = frozenset(
    "audio button canvas embed figcaption head iframe input math noscript object option rp rt script select style "
    "svg template textarea video".split()
)
_FURNITURE_TAGS = frozenset(("aside", "footer", "header", "nav"))

# A tag of more than 2,000 characters holds data or an attack: lxml's time grows with the square of the attributes.
_HUGE_TAG = lazy_re(r"<([A-Za-z][A-Za-z0-9-]{0,20})\b[^<>]{2000,}>?")
_DECLARATION = lazy_re(r"^\s*<\?xml[^<>]{0,500}>")
_ANY_TAG = lazy_re(r"<[^<>]{0,2000}>")
_WHOLE_PAGE = lazy_re(r"<(?:html|body|head)\b", re.IGNORECASE)
_INVISIBLE = lazy_re(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufffc]+")
# White space with a line break in it, between two Chinese characters of one stretch of text, is the source's line end
# and no blank. (Between two elements it is one: 本文来源：某报 <span>责任编辑：…)
_CHINESE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uff60]"
_SOURCE_BREAK = lazy_regex(rf"(?<={_CHINESE})[^\S\u3000\n]*+\n\s*+(?={_CHINESE})")
_BLANKS = lazy_re(r"\s+")
_RUNNING = lazy_re(r"[，。；：！？、%％]")
# Dates in scripts: JSON-LD and its like, and WeChat's `var ct = "1581517074"`.
_SCRIPT_DATE = lazy_re(
    r'"(?:datePublished|pubDate|publishTime|publish_time|pubtime)"\s{0,5}:\s{0,5}"([^"\n]{8,40})"'
    r"|\bvar (?:ct|createTime)\s?=\s?[\x22\x27]([\d][\d :-]{8,24})[\x22\x27]"
)
_CAMEL = lazy_re(r"(?<=[a-z])(?=[A-Z])")


@dataclass(slots=True)
class Block:
    """A paragraph, heading or table row: its text in one line, how much of it is link, where it is."""

    text: str
    tag: str
    linked: int
    is_furniture: bool


@dataclass(slots=True)
class _Part:
    """An element that holds blocks: `blocks[first:last]`, and the elements in it that do so."""

    signature: str
    first: int
    last: int = 0
    parts: list[_Part] = field(default_factory=list)


class _Change(NamedTuple):
    """What an element's start changed, to be undone at its end."""

    part: _Part | None
    is_link: bool
    keeps_row: bool
    hidden: bool
    furniture_from: int  # the first block of furniture, -1 where it is none


_NO_CHANGE = _Change(None, False, False, False, -1)


@dataclass(slots=True)
class Page:
    """A page as read: `blocks` in order, of which `blocks[first:last]` is the article's part."""

    blocks: list[Block]
    first: int
    last: int
    whole: bool
    meta: dict[str, str]


def read_page(
    html: str,
    is_furniture: Callable[[str], bool],
    is_content: Callable[[str], bool],
    is_imprint: Callable[[str], bool] = lambda text: False,
) -> Page:
    """Read a page.

    Args:
        html: the page or fragment.
        is_furniture: whether an element of these id and classes is furniture ("app-kaihu-qr").
        is_content: whether an element of these id and classes holds the article ("artibody").
        is_imprint: whether a line is the site's imprint (licences, hot lines, rights), which weighs nothing.
    """
    html = _HUGE_TAG.sub(r"<\1>", _DECLARATION.sub("", html.replace("\0", "")))
    whole = _WHOLE_PAGE.search(html, 0, 20_000) is not None
    try:
        root = etree.fromstring(html, etree.HTMLParser(recover=True, huge_tree=True))
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        return Page([], 0, 0, whole, {})
    walker = _Walker(is_furniture, is_content, is_imprint)
    walker.walk(root)
    meta = _metadata(root, html) if whole else {}
    blocks = walker.blocks
    walker.mark_furniture()
    if not blocks:
        # libxml2 gives up below 2,048 open elements; the words of such a page are still there.
        lines = (_tidy(piece) for piece in _ANY_TAG.sub("\n", html).split("\n"))
        blocks = [Block(line, "p", 0, False) for line in lines if line]
        return Page(blocks, 0, len(blocks), whole, meta)
    first, last = walker.article() if whole else (0, len(blocks))
    return Page(blocks, first, last, whole, meta)


def _tidy(text: str) -> str:
    """One line: invisible characters out, white space folded."""
    if not text.isprintable() or "\u3000" in text:
        text = _INVISIBLE.sub("", text)
        text = _BLANKS.sub(" ", text)
    elif "  " in text:
        text = _BLANKS.sub(" ", text)
    return text.strip()


def _tidy_cell(text: str) -> str:
    """A cell's text in one line; the source's line ends within Chinese words are no blanks."""
    return _tidy(_SOURCE_BREAK.sub("", text) if "\n" in text else text)


class _Walker:
    """Walks the tree once and gathers blocks, the parts they are in, and the stretches that are furniture."""

    def __init__(
        self,
        is_furniture: Callable[[str], bool],
        is_content: Callable[[str], bool],
        is_imprint: Callable[[str], bool],
    ) -> None:
        self.blocks: list[Block] = []
        self._root = _Part("", 0)
        self._contents: list[_Part] = []
        self._furniture: list[tuple[int, int, bool]] = []  # first block, one past the last, whether hidden
        self._weights: list[float] = [0.0]  # of the blocks before each block: running text counts in full
        self._is_furniture, self._is_content, self._is_imprint = is_furniture, is_content, is_imprint
        self._pieces: list[str] = []
        self._linked = 0  # characters of the current block inside links
        self._links = 0  # how many open elements are links
        self._cells = 0  # how many open table rows are kept together
        self._open: list[_Part] = [self._root]
        self._tag = "p"

    def walk(self, tree: Any) -> None:
        walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
        changes: list[_Change] = []
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if tag in _DROPPED:
                    walk.skip_subtree()
                    changes.append(_NO_CHANGE)
                    continue
                changes.append(self._enter(element, tag))
                if tag == "table" and self._add_table(element):
                    walk.skip_subtree()
                    continue
                if element.text:
                    self._add(element.text)
                continue
            if event == "end":
                self._leave(tag, changes.pop())
            if element.tail:
                self._add(element.tail)
        self._flush()
        self._root.last = len(self.blocks)

    def _add(self, text: str) -> None:
        if "\n" in text:
            text = _SOURCE_BREAK.sub("", text)
        self._pieces.append(text)
        if self._links:
            self._linked += len(text.strip())

    def _enter(self, element: Any, tag: str) -> _Change:
        names = f"{element.get('id') or ''} {element.get('class') or ''}".strip()
        is_block = tag in _BLOCKS
        keeps_row = tag == "tr" and not self._cells and _is_data_row(element)
        is_link = tag == "a"
        hidden = _is_hidden(element)
        is_furniture = tag in _FURNITURE_TAGS or (bool(names) and self._is_furniture(names)) or hidden
        if is_furniture and not is_block:
            # A word in mid-paragraph that is set off (a linked share name) is the paragraph's, whatever its class.
            is_furniture = not is_link and not self._cells and not any(map(str.strip, self._pieces))
        if is_block or is_furniture:
            if not self._cells:
                self._flush()
            elif tag in ("td", "th"):
                self._pieces.append("\t")
            self._tag = tag
        self._links += is_link
        self._cells += keeps_row
        part = None
        if tag in _CONTAINERS and not self._cells:
            part = _Part(f"{tag} {element.get('class') or ''}", len(self.blocks))
            if (names and self._is_content(names)) or tag == "article" or element.get("itemprop") == "articleBody":
                self._contents.append(part)
                is_furniture = hidden
            self._open[-1].parts.append(part)
            self._open.append(part)
        return _Change(part, is_link, keeps_row, hidden, len(self.blocks) if is_furniture else -1)

    def _leave(self, tag: str, change: _Change) -> None:
        part, is_link, keeps_row, hidden, furniture_from = change
        self._cells -= keeps_row
        if tag in _BLOCKS and not self._cells:
            self._flush()
            self._tag = "p"
        elif furniture_from >= 0 and not self._cells:
            self._flush()
        self._links -= is_link
        if furniture_from >= 0 and furniture_from < len(self.blocks):
            self._furniture.append((furniture_from, len(self.blocks), hidden))
        if part is not None:
            self._open.pop()
            part.last = len(self.blocks)

    def _add_table(self, element: Any) -> bool:
        """Take in a table of data as blocks, a row each; False where the element only lays out the page."""
        table = None if self._cells else read_table(element, _tidy_cell)
        if table is None:
            return False
        self._flush()
        lines: list[str] = [table.caption, *table_rows(table.rows, "html")]
        total = sum(map(len, lines))
        for line in filter(None, lines):
            linked = len(line) * table.linked // total if total else 0
            self._add_block(line, "tr" if isinstance(line, TableRow) else "caption", linked)
        return True

    def _add_block(self, text: str, tag: str, linked: int) -> None:
        self.blocks.append(Block(text, tag, linked, False))
        weight = (len(text) - linked) * (1.0 if _RUNNING.search(text) else 0.3)
        if self._is_imprint(text):
            weight = 0.0
        self._weights.append(self._weights[-1] + weight)

    def _flush(self) -> None:
        if not self._pieces:
            return
        raw = "".join(self._pieces)
        if self._cells or "\t" in raw:
            cells = [_tidy(cell) for cell in raw.split("\t")] if self._tag in ("tr", "td", "th") else [_tidy(raw)]
            text = "\t".join(cell for cell in cells if cell)
        else:
            text = _tidy(raw)
        if text:
            self._add_block(text, self._tag, min(self._linked, len(text)))
        self._pieces.clear()
        self._linked = 0

    def mark_furniture(self) -> None:
        """Mark the blocks of furniture.

        An element that holds half of the running text is none, whatever its name; a hidden one must hold nearly all of
        it, since pages hide whole texts for search engines.
        """
        total = self._weight(0, len(self.blocks))
        depth = [0] * (len(self.blocks) + 1)
        for first, last, hidden in self._furniture:
            weight = self._weight(first, last)
            if not total or (total - weight > 100 if hidden else weight < 0.5 * total):
                depth[first] += 1
                depth[last] -= 1
        covering = 0
        weights = [0.0]
        for index, block in enumerate(self.blocks):
            covering += depth[index]
            block.is_furniture = covering > 0
            weights.append(weights[-1] + (0.0 if block.is_furniture else self._weight(index, index + 1)))
        self._weights = weights

    def _weight(self, first: int, last: int) -> float:
        return self._weights[last] - self._weights[first]

    def article(self) -> tuple[int, int]:
        """The first and one past the last block of the article's part."""
        here = self._root
        total = self._weight(here.first, here.last)
        contents = [part for part in self._contents if self._weight(part.first, part.last) >= 0.4 * total]
        if contents:
            heaviest = max(self._weight(part.first, part.last) for part in contents)
            # The innermost that holds nearly all that the heaviest one holds: elements are listed outer ones first.
            here = [part for part in contents if self._weight(part.first, part.last) >= 0.7 * heaviest][-1]
        while here.parts:
            weighed = [(self._weight(part.first, part.last), part) for part in here.parts]
            weight, part = max(weighed, key=lambda pair: pair[0])
            own = self._weight(here.first, here.last) - sum(other for other, _ in weighed)
            alike = sum(other for other, twin in weighed if twin.signature == part.signature) - weight
            # Paragraphs that are beside the heaviest part, or in its twins, belong to the article as much as it does.
            if weight < 0.5 * self._weight(here.first, here.last) or own > 0.1 * weight or alike > 0.1 * weight:
                break
            here = part
        return here.first, here.last


def _is_hidden(element: Any) -> bool:
    style = element.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()


def _is_data_row(row: Any) -> bool:
    """Whether a table row holds data, to be kept in one line, and does not lay out the page."""
    inner = 0
    for count, element in enumerate(row.iterdescendants()):
        if element.tag in ("table", "div", "section", "ul", "h1", "h2", "h3"):
            return False
        inner += element.tag in ("p", "br")
        if count > 300 or inner > 30:
            return False
    cells = len(row)
    return cells > 1 and inner <= 2 * cells


def words_of(names: str) -> str:
    """Ids and classes as lower-case words: "appendQr_wrap article-editor" → " append qr wrap article editor "."""
    spaced = _CAMEL.sub(" ", names[:300])
    return " " + re.sub(r"[^a-z0-9]+", " ", spaced.lower()).strip() + " "


# What pages call their own data, in the order of trust. Sources: Open Graph, schema.org, Dublin Core, and the names
# that Sina, People's Daily, Xinhua and gov.cn use.
_META = {
    "title": ("og:title", "articletitle", "dc.title", "title", "twitter:title"),
    "published": (
        "article:published_time", "og:published_time", "og:release_date", "datepublished", "publishdate", "pubdate",
        "publish_time", "publishtime", "publish-date", "weibo: article:create_at", "bytedance:published_time",
        "dc.date", "dc.date.issued", "firstpublishedtime", "date", "apub:time",
    ),
    "author": ("article:author", "og:article:author", "author", "dc.creator", "byline"),
    "source": ("mediaid", "contentsource", "og:site_name", "source", "copyright", "application-name"),
    "url": ("og:url",),
}  # fmt: skip


def _metadata(root: Any, html: str) -> dict[str, str]:
    """What the page says of itself: title, published, author, source, url and its h1, as they are written."""
    named: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            named.setdefault(name.strip().lower(), content)
    meta = {key: next((named[name] for name in names if name in named), "") for key, names in _META.items()}
    heading = next((text for text in (_tidy("".join(e.itertext())) for e in root.iter("h1")) if text), "")
    page_title = next((_tidy("".join(element.itertext())) for element in root.iter("title")), "")
    meta |= {"h1": heading, "page_title": page_title}
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            meta["url"] = element.get("href")
    if not meta["published"]:
        match = _SCRIPT_DATE.search(html)
        times = (element.get("datetime") or "" for element in root.iter("time"))
        meta["published"] = (match[1] or match[2]) if match else next((time for time in times if time), "")
    return {key: value for key, value in meta.items() if value}
