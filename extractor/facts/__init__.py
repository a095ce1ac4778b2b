"""Facts: what is said of each figure — subject, indicator, kind, direction, basis, period, modality, speaker.

In: a document with its figures, dates and names. Out: each figure with its `Fact`, in order.
"""

from typing import get_args

from extractor.errors import ModelError
from extractor.fact_readers import Facts
from extractor.facts.complete import completer
from extractor.facts.fact import Completed, Completer, Fact
from extractor.facts.laws import ReaderWithLaws, RulesOnce
from extractor.rulebook import Rulebook

__all__ = ["Completed", "Completer", "Fact", "Facts", "completer", "fact_reader"]


def fact_reader(name: Facts, rulebook: Rulebook, rules: Completer) -> Completer:
    """The reader of facts with a name: "rules", or a network that reads with their help, "accurate" or "fast".

    `rules` is what `completer` makes of the rulebook.

    Raises:
        ModelError: there is no reader with that name.
    """
    if name == "rules":
        return rules
    if name not in get_args(Facts):
        raise ModelError(f'facts: there is no reader {name!r}; choose "accurate", "fast" or "rules"')
    from extractor.facts.readers.accurate import AccurateNetwork
    from extractor.facts.readers.fast import FastNetwork
    from extractor.facts.readers.network import LazyNetwork
    from extractor.facts.readers.neural import NeuralReader

    network = LazyNetwork(AccurateNetwork if name == "accurate" else FastNetwork)
    once = RulesOnce(rules)
    return ReaderWithLaws(rulebook, NeuralReader(rulebook, once, network), once)
