"""Words with their parts of speech, for telling where a noun ends and a verb begins.

In: a phrase. Out: (word, tag) pairs, tags as in jieba's dictionary (n noun, v verb, d adverb, p preposition).
例: “这艘散货船装载” → …, ("装载", "v").
"""

from functools import lru_cache

from extractor import segmentation

__all__ = ["tagged"]


@lru_cache(maxsize=512)
def tagged(text: str) -> list[tuple[str, str]]:
    """The words of a phrase; asked for again, the same list, which is not to be changed."""
    return segmentation.tagged(text)
