"""Marking up a text: overlapping and nested spans become well-formed HTML.

In: a text and spans over it, each with a tag. Out: HTML, every character of the text escaped. 例: the date 2030年
inside 《2030年前碳达峰行动方案》 becomes a <mark> inside a <mark>; where two spans cross, the inner one is cut in
two at the outer one's end, and both halves say that they go on (classes `goes-on` and `goes-back`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from html import escape


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text to wrap: half-open code-point offsets, tag, classes, and further attributes.

    `attributes` are (name, value) pairs; values are escaped when they are written, `id` only on the first half.
    """

    start: int
    end: int
    tag: str
    classes: str
    attributes: tuple[tuple[str, str], ...] = ()

    def opening(self, first: bool, last: bool) -> str:
        classes = self.classes + ("" if first else " goes-back") + ("" if last else " goes-on")
        written = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes if first or name != "id")
        return f'<{self.tag} class="{escape(classes)}"{written}>'


def mark_up(text: str, spans: Iterable[Span]) -> str:
    """Wrap the spans of a text in their tags.

    Spans may nest and cross. Of two that cover the same stretch the earlier one is the outer. Empty spans are left out.

    Example:
        >>> mark_up("a<b", [Span(0, 3, "mark", "x"), Span(1, 2, "b", "y")])
        '<mark class="x">a<b class="y">&lt;</b>b</mark>'
    """
    queue: list[tuple[int, int, int, bool]] = []
    ordered = list(spans)
    for order, span in enumerate(ordered):
        start, end = max(span.start, 0), min(span.end, len(text))
        if start < end:
            queue.append((start, -end, order, True))
    heapify(queue)

    parts: list[str] = []
    open_spans: list[tuple[int, str]] = []  # (end, closing tag), the innermost last
    position = 0

    def write_to(offset: int) -> None:
        nonlocal position
        if offset > position:
            parts.append(escape(text[position:offset], quote=False))
            position = offset

    def close_before(offset: int) -> None:
        while open_spans and open_spans[-1][0] <= offset:
            end, closing = open_spans.pop()
            write_to(end)
            parts.append(closing)

    while queue:
        start, negative_end, order, first = heappop(queue)
        end = -negative_end
        close_before(start)
        write_to(start)
        last = not open_spans or end <= open_spans[-1][0]
        if not last:  # it crosses the end of the span it is in: the rest comes after that end
            enclosing_end = open_spans[-1][0]
            heappush(queue, (enclosing_end, -end, order, False))
            end = enclosing_end
        span = ordered[order]
        parts.append(span.opening(first, last))
        open_spans.append((end, f"</{span.tag}>"))
    close_before(len(text))
    write_to(len(text))
    return "".join(parts)
