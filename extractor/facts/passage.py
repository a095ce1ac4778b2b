"""Passages: what a reader of facts sees around some figures.

In: a document with its figures, dates and names. Out: `Passage` values, each for a few neighbouring figures: the title,
the first words of the article, what comes before the figures and their own sentences, with the dates and names in it.

    title ⏎ lead ⏎ …在前三季度，甲市规模以上工业增加值同比增长5.6%，出口36亿元。

Offsets inside a passage are code points into `Passage.text`; `Passage.to_document` gives the place in the article.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Document
from extractor.mentions import DateMention, FigureMention, Mention

TITLE = 56  # characters of the title that a reader sees
LEAD = 72  # of the article's first words, where the passage begins behind them
BEFORE = 150  # of what comes before the sentence of the first figure
CORE = 300  # between the first figure's sentence and the last figure of a passage
AFTER = 48  # behind the last figure
INTO_SENTENCE = 220  # of a long sentence before its figure
FIGURES = 16  # of one passage at most
EARLIER = 6  # dates that come before what is seen


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the document inside a passage: document[start:end] is text[at:at + end - start]."""

    start: int
    end: int
    at: int


@dataclass(frozen=True, slots=True)
class Passage:
    """What a reader sees.

    Attributes:
        text: title, lead and the stretch around the figures, a line each.
        title_end: where the title ends in `text`.
        segments: the stretches that come from the article, in order.
        first, last: the figures to be read are the document's `figures[first:last]`.
        spans: where these are in `text`.
        others: the spans of the other figures that can be seen.
        dates, names: places in the document's lists of what can be seen, with their spans in `text`.
        earlier: places of the last dates before what is seen, the nearest first.
    """

    text: str
    title_end: int
    segments: tuple[Segment, ...]
    first: int
    last: int
    spans: tuple[tuple[int, int], ...]
    others: tuple[tuple[int, int], ...]
    dates: tuple[tuple[int, int, int], ...]
    names: tuple[tuple[int, int, int], ...]
    earlier: tuple[int, ...]

    @property
    def candidate_dates(self) -> tuple[int, ...]:
        """Places in the document's list of all dates that a figure may speak of."""
        return (*(index for index, _, _ in self.dates), *self.earlier)

    def to_document(self, start: int, end: int) -> tuple[int, int] | None:
        """The place in the article of text[start:end]; None for words of the title."""
        for segment in self.segments:
            if segment.at <= start and end <= segment.at + segment.end - segment.start:
                shift = segment.start - segment.at
                return start + shift, end + shift
        return None


def passages(
    document: Document,
    figures: Sequence[FigureMention],
    dates: Sequence[DateMention],
    names: Sequence[Mention],
    *,
    core: int = CORE,
    before: int = BEFORE,
) -> Iterator[Passage]:
    """Cut a document into passages, each figure in exactly one, in order.

    Args:
        figures, dates, names: of the document, in text order.
        core: characters between the first figure's sentence and the last figure of a passage.
        before: characters before the first figure's sentence that are seen, too.
    """
    builder = _Builder(document, figures, dates, names, core, before)
    first = 0
    while first < len(figures):
        last = builder.group(first)
        yield builder.passage(first, last)
        first = last


class _Builder:
    def __init__(
        self,
        document: Document,
        figures: Sequence[FigureMention],
        dates: Sequence[DateMention],
        names: Sequence[Mention],
        core: int,
        before: int,
    ) -> None:
        self.document, self.figures, self.dates, self.names = document, figures, dates, names
        self.core, self.before = core, before
        self.title = (document.title or "").replace("\n", " ")[:TITLE]
        self.starts = [f.start for f in figures], [d.start for d in dates], [n.start for n in names]

    def begin(self, figure: FigureMention) -> int:
        """Where the stretch begins that a figure is read in."""
        return max(self.document.sentence_at(figure.start).start, figure.start - INTO_SENTENCE)

    def group(self, first: int) -> int:
        """The figures from `first` that are read together; the place behind the last."""
        figures = self.figures
        begin = self.begin(figures[first])
        last = first + 1
        while last < len(figures) and last - first < FIGURES and figures[last].end - begin <= self.core:
            last += 1
        return last

    def passage(self, first: int, last: int) -> Passage:
        text, figures = self.document.text, self.figures
        start = max(0, self.begin(figures[first]) - self.before)
        end = figures[last - 1].end
        sentence = self.document.sentence_at(figures[last - 1].start)
        end = max(end, min(sentence.end, end + AFTER), min(len(text), end + AFTER // 2))
        lead = min(LEAD, start)
        if start - lead < LEAD // 2:  # nearly the beginning: one stretch
            start, lead = 0, 0
        pieces, segments, at = [self.title], [], len(self.title) + 1
        if lead:
            segments.append(Segment(0, lead, at))
            pieces.append(text[:lead])
            at += lead + 1
        segments.append(Segment(start, end, at))
        pieces.append(text[start:end])
        own = tuple((f.start - start + at, f.end - start + at) for f in figures[first:last])
        others = tuple(
            (s, e) for i, s, e in self.inside(0, figures, segments) if not first <= i < last
        )
        return Passage(
            text="\n".join(pieces),
            title_end=len(self.title),
            segments=tuple(segments),
            first=first,
            last=last,
            spans=own,
            others=others,
            dates=tuple(self.inside(1, self.dates, segments)),
            names=tuple(self.inside(2, self.names, segments)),
            earlier=self.earlier(lead, start),
        )

    def earlier(self, lead: int, start: int) -> tuple[int, ...]:
        """The last dates between the lead and the stretch around the figures."""
        last = bisect_left(self.starts[1], start)
        first = bisect_left(self.starts[1], lead)
        return tuple(range(last - 1, max(first, last - EARLIER) - 1, -1))

    def inside(
        self, kind: int, mentions: Sequence[Mention], segments: Sequence[Segment]
    ) -> Iterator[tuple[int, int, int]]:
        """The mentions that lie in the segments: their places in the list and their spans in the passage."""
        starts = self.starts[kind]
        for segment in segments:
            low = bisect_left(starts, segment.start)
            for index in range(low, bisect_right(starts, segment.end - 1, low)):
                mention = mentions[index]
                if mention.end <= segment.end:
                    shift = segment.at - segment.start
                    yield index, mention.start + shift, mention.end + shift


def locate(words: str, passage: Passage, anchor: tuple[int, int]) -> list[tuple[int, int]]:
    """Where the words that are said of a figure are in its passage: as few pieces as possible, as near as possible.

    Args:
        words: a subject or an indicator.
        anchor: the figure's span.

    Returns:
        Spans in the order of the words; empty where too little of them is found.
    """
    text = passage.text
    spans: list[tuple[int, int]] = []
    rest, found, last = words, 0, -1
    while rest:
        size = len(rest)
        place = -1
        while size and (place := _nearest(rest[:size], text, anchor, last)) < 0:
            size -= 1
        if size:
            spans.append((place, place + size))
            found += size
            last = place + size
            rest = rest[size:]
        else:
            rest = rest[1:]
        if len(spans) > 6:
            return []
    singles = sum(end - start == 1 for start, end in spans)
    if found < 0.7 * len(words) or (singles > 1 and len(spans) > 2):
        return []
    return spans


def _nearest(words: str, text: str, anchor: tuple[int, int], last: int) -> int:
    """The occurrence nearest before the figure, else the nearest behind it; just behind `last` if it is there."""
    if last >= 0 and text.startswith(words, last):
        return last
    before = text.rfind(words, 0, anchor[0])
    behind = text.find(words, anchor[1])
    if before < 0 or behind < 0:
        return max(before, behind)
    # in a sentence of its own, what comes before is nearer than it looks
    broken = any(mark in text[before : anchor[0]] for mark in "。！？\n")
    ended = any(mark in text[anchor[1] : behind] for mark in "。！？\n，,；;")
    return behind if broken and not ended else before
