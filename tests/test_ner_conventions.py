"""Each sentence is read by its own mixture of conventions."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.ner.conventions import STEPS, TAGS_EACH, mixed

# Two kinds of text, two conventions: the first kind is read by the first alone, the second by both in equal parts.
MIXTURE = np.array([[1, 0], [0.5, 0.5]], dtype=np.float32)
NEWS = np.array([True, False])


def rows(*judged: tuple[float, float]) -> np.ndarray:
    """Characters that look like the kinds of text so much; scores 0 under the first convention, 10 under the second."""
    numbers = np.zeros((len(judged), 2 + 2 * TAGS_EACH), dtype=np.float32)
    numbers[:, :2] = judged
    numbers[:, 2 + TAGS_EACH :] = 10
    return numbers


@pytest.mark.parametrize(
    ("judged", "score"),
    [
        ([(8, -8)], 0),
        ([(-8, 8)], 5),
        ([(0, 0)], 2.5),
        ([(8, -8), (-8, 8)], 2.5),  # the mean of all characters counts
        ([(-8, 8), (-8, 8), (-8, 8), (8, -8)], 5),
        ([(900, -900), (-8, 8)], 2.5),  # no single character outweighs the others
    ],
)
def test_a_sentence_is_read_by_the_conventions_it_looks_like(judged: list[tuple[float, float]], score: float) -> None:
    scores, _ = mixed(rows(*judged), np.array([0]), np.array([len(judged)]), MIXTURE, NEWS)
    assert scores.shape == (len(judged), TAGS_EACH)
    assert scores == pytest.approx(score, abs=0.01)


def test_no_sentence_changes_another() -> None:
    draw = np.random.default_rng(3)
    lengths = np.array([5, 0, 17, 1, 300])
    starts = np.cumsum(lengths + 4) - lengths
    numbers = draw.normal(size=(starts[-1] + 304, 2 + 2 * TAGS_EACH)).astype(np.float32)
    together, news = mixed(numbers, starts, lengths, MIXTURE, NEWS)
    for start, length in zip(starts, lengths, strict=True):
        here = slice(start, start + length)
        alone, _ = mixed(numbers[here], np.array([0]), np.array([length]), MIXTURE, NEWS)
        assert np.array_equal(together[here], alone)
    assert len(news) == len(lengths)


def test_news_is_what_looks_more_like_the_first_kind_than_not() -> None:
    numbers = rows((1, 0), (0, 1), (0, 0))
    assert mixed(numbers, np.array([0, 1, 2]), np.array([1, 1, 1]), MIXTURE, NEWS)[1].tolist() == [True, False, False]


def test_judgements_are_counted_in_steps() -> None:
    # What is less than half a step is no difference at all, so rounding elsewhere cannot show.
    a, _ = mixed(rows((0.2, 0.1)), np.array([0]), np.array([1]), MIXTURE, NEWS)
    b, _ = mixed(rows((0.2 + 0.2 / STEPS, 0.1)), np.array([0]), np.array([1]), MIXTURE, NEWS)
    assert np.array_equal(a, b)
