"""Whether a text is HTML.

In: a text. Out: yes or no. 例: “<p>产值增长8%。</p>” is HTML, “a<b” and “标签<p>的写法” are text.
"""

from __future__ import annotations

import re

from extractor.lazy import lazy_re

_KNOWN_TAG = lazy_re(
    r"</?(?:!doctype|html|head|body|div|p|br|span|table|t[rdh]|article|section|h[1-6]|ul|ol|li|font|strong|em|b|a|img|"
    r"center|style|script|meta|link)\b[^<>]*>|<!--",
    re.IGNORECASE,
)
_STARTS_AS_TAG = lazy_re(
    r"<(?:!doctype|!--|\?xml|html|head|body|div|p|table|tbody|t[rd]|article|section|main|h[1-6]|[uod]l|li|blockquote|"
    r"span|font|center|strong|figure|header|br)\b",
    re.IGNORECASE,
)
_LAST_TAG = lazy_re(r"(?:</[A-Za-z][A-Za-z0-9]{0,20}\s{0,9}|<(?:br|hr|img)\b[^<>]{0,300}|--)>$")


def looks_like_html(text: str) -> bool:
    """Whether a text is HTML: it begins with a tag, or has several known ones."""
    head = text[:200_000]
    start = head.lstrip()[:200]
    if _STARTS_AS_TAG.match(start) or start.startswith("<!--"):
        return True
    return sum(1 for _, _ in zip(range(3), _KNOWN_TAG.finditer(head), strict=False)) == 3


def is_html_throughout(text: str) -> bool:
    """Whether a text is HTML from its first tag to its last: no words are before the one or behind the other.

    Example:
        >>> is_html_throughout("<p>产值增长8%。</p>")
        True
        >>> is_html_throughout("标签<p>的写法见</p>")
        False
    """
    return _STARTS_AS_TAG.match(text[:400].lstrip()) is not None and _LAST_TAG.search(text[-400:].rstrip()) is not None
