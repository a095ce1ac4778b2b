"""Facts: what is said of each figure — subject, indicator, kind, direction, basis, period, modality, speaker.

In: a document with its figures, dates and names. Out: each figure with its `Fact`, in order.
"""

from extractor.facts.complete import completer
from extractor.facts.fact import Completed, Fact

__all__ = ["Completed", "Fact", "completer"]
