"""Markdown to lines of text: the marks go, the words stay.

In: Markdown. Out: lines. 例: "## 要点\\n央行**降准**0.5个百分点[^1]" → ["要点", "央行降准0.5个百分点"].

Only marks whose meaning is beyond doubt are taken away: a lone asterisk stays, since *ST金正 is a company.
"""

from __future__ import annotations

import re

from extractor.lazy import lazy_re
from extractor.tables.grid import RawCell, table_rows

_STRONG_SIGNS = lazy_re(
    r"^#{1,6} \S|^```|!\[[^\]\n]{0,200}\]\([^)\s]{1,500}|(?<!\\)\[[^\]\n]{1,200}\]\([^)\s]{1,500}"
    r"|\*\*[^*\n]{1,200}\*\*|^[ \t]{0,3}\|?[ \t]?:?-{1,500}:?[ \t]?\|[-:| \t]*$",
    re.MULTILINE,
)
_COMMENT = lazy_re(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TARGET = r"(?:\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|\[[^\[\]\n]{0,200}\])"
_IMAGE = lazy_re(rf"!\[[^\[\]\n]{{0,500}}\]{_TARGET}")
_LINK = lazy_re(rf"(?<!\\)\[([^\[\]\n]{{1,500}})\]{_TARGET}")
_FOOTNOTE = lazy_re(r"\[\^[^\]\s]{1,40}\]:?")
_AUTOLINK = lazy_re(r"<(?:https?://|mailto:)[^<>\s]{1,2000}>")
_DEFINITION = lazy_re(r"^ {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*\S+.*$", re.MULTILINE)
_BOLD = lazy_re(r"(\*\*|__)(?=\S)([^*_\n]{1,1000})(?<=\S)\1")
_STRIKE = lazy_re(r"~~(?=\S)([^~\n]{1,1000})(?<=\S)~~")
_CODE = lazy_re(r"`([^`\n]{1,500})`")
_ESCAPE = lazy_re(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_LINE_START = lazy_re(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|(?:>[ \t]?)+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)")
_RULE = lazy_re(r"[ \t]{0,3}\|?[ \t]?:?-{1,500}:?[ \t]?\|[-:| \t]*$")
_LINE_MARKS = frozenset("#>-*+")
_BAR = lazy_re(r"(?<!\\)\|")
_TITLE = lazy_re(r"\s*#[ \t]+(\S.*)$", re.MULTILINE)


def looks_like_markdown(text: str) -> bool:
    """Whether the first 20,000 characters hold marks that plain text does not: headings, links, images, bold."""
    return _STRONG_SIGNS.search(text, 0, 20_000) is not None


def markdown_title(text: str) -> str | None:
    """The level-one heading that the text begins with."""
    match = _TITLE.match(text)
    return strip_marks(match[1].rstrip().rstrip("#").rstrip()) if match else None


def strip_marks(line: str) -> str:
    """A line without the marks inside it: links keep their text, images go."""
    line = _IMAGE.sub("", line)
    line = _FOOTNOTE.sub("", _LINK.sub(r"\1", line))
    line = _BOLD.sub(r"\2", line)
    line = _STRIKE.sub(r"\1", line)
    line = _CODE.sub(r"\1", line)
    return _ESCAPE.sub(r"\1", line)


def markdown_lines(text: str) -> list[str]:
    """The lines of a Markdown text as a reader sees them; empty lines are left out.

    Example:
        >>> markdown_lines("# 快讯\\n\\n*ST金正[公告](http://x.cn)：**净利润**3亿元")
        ['快讯', '*ST金正公告：净利润3亿元']
    """
    text = _DEFINITION.sub("", _AUTOLINK.sub("", _COMMENT.sub("", text)))
    lines: list[str] = []
    rows: list[list[RawCell]] = []
    raws = [*text.splitlines(), ""]
    for number, raw in enumerate(raws):
        first = raw.lstrip()[:1]
        if "|" in raw and (rows or (first == "|" and raw.count("|") > 1) or _RULE.match(raws[number + 1])):
            if raw.strip("-:| \t"):
                rows.append(_cells(raw))
            continue
        if rows:
            lines += _table(rows)
            rows = []
        if not raw.strip("-*_=|: \t"):
            continue  # an empty line, a rule, the line under a table's head
        if raw.lstrip().startswith(("```", "~~~")):
            continue
        line = _LINE_START.sub("", raw) if first in _LINE_MARKS else raw
        line = strip_marks(line.rstrip().rstrip("#") if first == "#" else line)
        line = line.strip()
        if line:
            lines.append(line)
    return lines


def _cells(line: str) -> list[RawCell]:
    """The cells of a table's line, between its bars; \\| is no bar."""
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [RawCell(" ".join(strip_marks(cell).replace("\\|", "|").split())) for cell in _BAR.split(inner)]


def _table(rows: list[list[RawCell]]) -> list[str]:
    """Lines between bars as the rows of a table; one that is alone is a line of text."""
    if len(rows) > 1:
        return [*table_rows(rows, "markdown")]
    return list(filter(None, ["\t".join(cell.text for cell in rows[0]).strip()]))
