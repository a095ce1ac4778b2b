"""Front matter: the YAML (or TOML) head that static site generators and feed mirrors put before an article.

In: a text. Out: its fields, as strings, and the text behind it.
例: "---\\ntitle: '降准'\\n---\\n正文" → {"title": "降准"}, "正文".

Real heads are often not quite YAML (`title: 快讯: 央行降准` has a colon too many). Such a head is read line by line, so
that no field is lost for another's fault.
"""

from __future__ import annotations

import re
from typing import Any

from extractor.lazy import lazy_re

_HEAD = lazy_re(r"\s*(---|\+\+\+)[ \t]*\r?\n")
_FIELD = lazy_re(r"([A-Za-z_][\w-]{0,40})[ \t]*[:=][ \t]*(\S.*)?$")
_LIMIT = 65536  # characters in which a head must end
_YAML_LIMIT = 16384  # longer heads are read line by line: a YAML parser's time is not worth it
_DEEPEST = 20  # levels of a head; real ones have three or four


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields of the front matter and what follows it; no fields and the whole text where there is none.

    Only fields with a plain value are kept, a list of plain values joined by 、.

    Example:
        >>> split_front_matter("---\\ntitle: 快讯: 央行降准\\n---\\n正文")
        ({'title': '快讯: 央行降准'}, '正文')
    """
    head = _HEAD.match(text)
    if head is None:
        return {}, text
    fence = re.compile(rf"^{re.escape(head[1])}[ \t]*\r?$", re.MULTILINE)
    close = fence.search(text, head.end(), head.end() + _LIMIT)
    if close is None:
        return {}, text
    block = text[head.end() : close.start()]
    fields = _from_yaml(block) if head[1] == "---" else None
    if fields is None:
        fields = _from_lines(block)
    if not fields and block.strip():
        return {}, text  # two rules drawn across a text
    return fields, text[close.end() :].lstrip("\r\n")


def _from_yaml(block: str) -> dict[str, str] | None:
    import yaml  # few articles have a head

    # every scalar stays the text it is: dates are read elsewhere
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    if len(block) > _YAML_LIMIT:
        return None
    try:
        if _depth(block, loader) > _DEEPEST:
            return None
        loaded = yaml.load(block, Loader=loader)  # makes strings, lists and dicts alone
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if not isinstance(loaded, dict):
        return None
    fields = {}
    for key, value in loaded.items():
        if isinstance(value, list):
            value = "、".join(item for item in value if isinstance(item, str))
        if isinstance(key, str) and isinstance(value, str):
            fields[key.lower()] = value.strip()
    return fields


def _depth(block: str, loader: Any) -> int:
    """How deeply lists and mappings are nested. Asked first, event by event: to build them takes a call a level, and
    libyaml's calls have no guard but the end of the stack."""
    import yaml

    depth = deepest = 0
    for event in yaml.parse(block, Loader=loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            deepest = max(deepest, depth)
            if depth > _DEEPEST:
                break
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return deepest


def _from_lines(block: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in block.splitlines():
        match = _FIELD.match(line)
        if match:
            value = (match[2] or "").strip()
            if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
                value = value[1:-1]
            fields.setdefault(match[1].lower(), value)
    return fields
