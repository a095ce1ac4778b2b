"""Facts: what is said of each figure — subject, indicator, kind, direction, basis, period, modality, speaker.

In: a document with its figures, dates and names. Out: each figure with its `Fact`, in order.
"""

from extractor.errors import ModelError
from extractor.fact_readers import Facts
from extractor.facts.complete import completer
from extractor.facts.fact import Completed, Completer, Fact
from extractor.facts.laws import Lawful, RulesOnce
from extractor.rulebook import Rulebook

__all__ = ["Completed", "Completer", "Fact", "Facts", "completer", "fact_reader"]


def fact_reader(name: Facts, rulebook: Rulebook, rules: Completer) -> Completer:
    """The reader of facts with a name: "rules", or "accurate" for the network that reads with the rules' help.

    `rules` is what `completer` makes of the rulebook.

    Raises:
        ModelError: there is no reader with that name.
    """
    if name == "rules":
        return rules
    if name == "accurate":
        from extractor.facts.readers.neural import NeuralReader

        once = RulesOnce(rules)
        return Lawful(rulebook, NeuralReader(rulebook, once), once)
    raise ModelError(f'facts: there is no reader {name!r}; choose "accurate" or "rules"')
