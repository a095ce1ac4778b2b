"""Words with their parts of speech, for telling where a noun ends and a verb begins.

In: a phrase. Out: (word, tag) pairs, tags as in jieba's dictionary (n noun, v verb, d adverb, p preposition).
例: “这艘散货船装载” → …, ("装载", "v"). rjieba, the Rust jieba, tags a phrase in two microseconds; jieba does
where it is missing.
"""

from __future__ import annotations

try:
    from rjieba import tag as tagged
except ImportError:  # a platform without a wheel

    def tagged(text: str, hmm: bool = True) -> list[tuple[str, str]]:
        """The same from jieba, slower."""
        import jieba.posseg

        return [(pair.word, pair.flag) for pair in jieba.posseg.cut(text, HMM=hmm)]


__all__ = ["tagged"]
