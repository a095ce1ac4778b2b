"""From scores of tags to spans, keeping to the grammar of the tags.

In: for each character the scores of 13 tags (O, and Begin, Inside, End, Single of PERSON, ORG, LOC).
Out: spans (start, end, label, score). The best legal sequence is taken (Viterbi under hard constraints: I and E only
after B or I of the same label, and so on). Most sentences' best tags are legal as they are and are then the optimum
already, so the full search runs on the few others only.

    李 涛 说 -> B-PERSON E-PERSON O -> (0, 2, "PERSON", 0.99)
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

LABELS = ("PERSON", "ORG", "LOC")
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BIES"))
Scores = npt.NDArray[np.float32]
IMPOSSIBLE = np.float32(-1e9)


def _grammar() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which tag may follow which, which may begin a sentence, which may end it."""
    open_after = np.array([tag[0] in "BI" for tag in TAGS])
    needs_open = np.array([tag[0] in "IE" for tag in TAGS])
    kind = np.array([-1 if tag == "O" else LABELS.index(tag[2:]) for tag in TAGS])
    follows = np.zeros((len(TAGS), len(TAGS)), dtype=bool)
    for before in range(len(TAGS)):
        for after in range(len(TAGS)):
            if open_after[before]:
                follows[before, after] = needs_open[after] and kind[before] == kind[after]
            else:
                follows[before, after] = not needs_open[after]
    return follows, ~needs_open, ~open_after


FOLLOWS, MAY_BEGIN, MAY_END = _grammar()
_STEP_BACK = np.ascontiguousarray(np.where(FOLLOWS, np.float32(0), IMPOSSIBLE).T)
_BEGIN = np.where(MAY_BEGIN, np.float32(0), IMPOSSIBLE)
_END = np.where(MAY_END, np.float32(0), IMPOSSIBLE)


def decode(
    scores: Scores, starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]
) -> list[list[tuple[int, int, str, float]]]:
    """Spans of each sentence.

    Args:
        scores: log-probabilities, or these plus anything that is the same for all tags of a character; one row a
            character, 13 columns in the order of `TAGS`.
        starts: the row at which each sentence begins. Rows between sentences are not looked at.
        lengths: how many rows each sentence has.

    Returns:
        For each sentence its spans, offsets counted from the sentence's first row; the score is the geometric mean of
        the probabilities of the span's tags.
    """
    tags = scores.argmax(axis=1).astype(np.int64)
    some = np.flatnonzero(lengths > 0)
    _repair(scores, tags, starts, lengths, some)
    out: list[list[tuple[int, int, str, float]]] = [[] for _ in range(len(lengths))]
    if not len(some):
        return out
    inside = np.zeros(len(tags) + 1, dtype=np.int32)
    np.add.at(inside, starts[some], 1)
    np.add.at(inside, starts[some] + lengths[some], -1)
    tags[np.cumsum(inside[:-1]) == 0] = 0
    place = np.where(tags == 0, -1, (tags - 1) % 4)
    begins = np.flatnonzero((place == 0) | (place == 3))
    ends = np.flatnonzero((place == 2) | (place == 3))
    if not len(begins):
        return out
    chosen = np.concatenate(([0.0], np.cumsum(_certainty(scores, tags))))
    means = np.exp((chosen[ends + 1] - chosen[begins]) / (ends + 1 - begins))
    within = some[np.searchsorted(starts[some], begins, side="right") - 1]
    offsets = starts[within]
    for sentence, a, b, kind, mean in zip(
        within.tolist(),
        (begins - offsets).tolist(),
        (ends + 1 - offsets).tolist(),
        ((tags[begins] - 1) // 4).tolist(),
        means.tolist(),
        strict=True,
    ):
        out[sentence].append((a, b, LABELS[kind], round(min(mean, 1.0), 3)))
    return out


def _certainty(scores: Scores, tags: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """The log-probability of each tag of a name; 0 outside names, where it is not used."""
    out = np.zeros(len(tags), dtype=np.float64)
    rows = np.flatnonzero(tags)
    named = scores[rows].astype(np.float64)
    most = named.max(axis=1)
    out[rows] = named[np.arange(len(rows)), tags[rows]] - most - np.log(np.exp(named - most[:, None]).sum(axis=1))
    return out


def _repair(
    scores: Scores,
    tags: npt.NDArray[np.int64],
    starts: npt.NDArray[np.int64],
    lengths: npt.NDArray[np.int64],
    some: npt.NDArray[np.int64],
) -> None:
    """Replace, in place, the tags of sentences whose best tags break the grammar by the best legal ones."""
    if not len(some):
        return
    legal = np.ones(len(tags), dtype=bool)
    legal[1:] = FOLLOWS[tags[:-1], tags[1:]]
    legal[starts[some]] = MAY_BEGIN[tags[starts[some]]]
    last = starts[some] + lengths[some] - 1
    broken = np.concatenate(([0], np.cumsum(~legal)))
    faults = broken[last + 1] - broken[starts[some]] + ~MAY_END[tags[last]]
    bad = some[faults > 0]
    bad = bad[np.argsort(lengths[bad], kind="stable")]
    at = 0
    while at < len(bad):
        # Sentences of like length together, and no more than a megabyte of back-pointers.
        upto = at + 1
        while upto < len(bad) and upto - at < 64 and lengths[bad[upto]] * (upto - at) < 8000:
            upto += 1
        group = bad[at:upto]
        for sentence, path in zip(group, _viterbi(scores, starts[group], lengths[group]), strict=True):
            tags[starts[sentence] : starts[sentence] + lengths[sentence]] = path
        at = upto


def _viterbi(
    scores: Scores, starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]
) -> list[npt.NDArray[np.int64]]:
    """The best legal tags of a few sentences, worked through side by side."""
    count, longest = len(starts), int(lengths.max())
    rows = np.arange(count)
    best = scores[starts] + _BEGIN
    back = np.zeros((longest, count, len(TAGS)), dtype=np.int8)
    final = np.where((lengths == 1)[:, None], best, 0)
    ends = set(lengths.tolist())
    each, after = rows[:, None], np.arange(len(TAGS))
    for i in range(1, longest):
        through = best[:, None, :] + _STEP_BACK  # of each sentence and tag, by the tag before
        back[i] = before = through.argmax(axis=2)
        best = through[each, after, before] + scores[np.minimum(starts + i, len(scores) - 1)]
        if i + 1 in ends:
            final[lengths == i + 1] = best[lengths == i + 1]
    tag = (final + _END).argmax(axis=1)
    paths = np.zeros((count, longest), dtype=np.int64)
    for i in range(longest - 1, -1, -1):
        paths[:, i] = tag
        # A shorter sentence keeps its last tag until its end is reached.
        tag = np.where(lengths - 1 < i, tag, back[i, rows, tag])
    return [paths[row, :length] for row, length in enumerate(lengths.tolist())]
