"""Facts: what is said of each figure — subject, indicator, kind, direction, basis, period, modality, speaker.

In: a document with its figures, dates and names. Out: one `Fact` a figure, in order.
"""

from extractor.facts.complete import Fact, completer

__all__ = ["Fact", "completer"]
