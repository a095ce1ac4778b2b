"""Which convention a sentence is to be read by, and its scores under it.

Those who annotate do not agree on what a name is: in a curriculum vitae 中国 in 中国国籍 or the bare 公司 count for
something else than in news. The network has one set of 13 tag scores for each convention and says, for each character,
which kind of text it looks like. In: these numbers. Out: 13 scores a character, each sentence's own mixture.

    历任副厂长、厂长，现任董事。 -> mostly as in curricula vitae · 国家统计局公布数据。 -> as in news

A sentence is judged by itself alone, by all its characters, so its answer depends on no neighbour.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

TAGS_EACH = 13
STEPS = 256  # judgements are counted in whole steps, so that their sum is exact whatever sentences come before
MOST = 8.0  # one character says no more than this for or against a kind of text

Rows = npt.NDArray[np.float32]


def mixed(
    numbers: Rows,
    starts: npt.NDArray[np.int64],
    lengths: npt.NDArray[np.int64],
    mixture: Rows,
    news: npt.NDArray[np.bool_],
) -> tuple[Rows, npt.NDArray[np.bool_]]:
    """The scores of each character under its sentence's mixture of conventions, and which sentences are news.

    Args:
        numbers: one row a character: its judgement on each kind of text, then 13 scores for each convention.
        starts: the row at which each sentence begins, in order.
        lengths: how many rows each sentence has. Rows between sentences get scores that are not used.
        mixture: one row a kind of text: how much of each convention it is read by.
        news: which of the kinds of text are news.

    Returns:
        One row of 13 scores a character, not normalised; for each sentence whether it is more like news than not.
    """
    kinds, conventions = mixture.shape
    steps = np.rint(np.clip(numbers[:, :kinds], -MOST, MOST) * STEPS).astype(np.int64)
    total = np.concatenate((np.zeros((1, kinds), dtype=np.int64), np.cumsum(steps, axis=0)))
    mean = (total[starts + lengths] - total[starts]) / (STEPS * np.maximum(lengths, 1))[:, None]
    like = np.exp(mean - mean.max(axis=1, keepdims=True))
    like /= like.sum(axis=1, keepdims=True)
    # No matrix product: its sums may come out differently for one sentence than for many.
    weights = (like[:, :, None] * mixture).sum(axis=1).astype(np.float32)
    # Rows before a sentence go with the one before it, and those before the first with the first.
    sentence = np.searchsorted(starts, np.arange(len(numbers)), side="right") - 1
    each = weights[np.maximum(sentence, 0)]
    scores: Rows = np.einsum("tk,tkc->tc", each, numbers[:, kinds:].reshape(-1, conventions, TAGS_EACH))
    return scores, (like * news).sum(axis=1) > 0.5
