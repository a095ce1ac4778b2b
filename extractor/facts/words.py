"""Words with their parts of speech, for telling where a noun ends and a verb begins.

In: a phrase. Out: (word, tag) pairs, tags as in jieba's dictionary (n noun, v verb, d adverb, p preposition).
例: “这艘散货船装载” → …, ("装载", "v").
"""

from extractor.segmentation import tagged

__all__ = ["tagged"]
