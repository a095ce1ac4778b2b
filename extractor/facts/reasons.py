"""Why a fact has its fields, for `explain()`: words of the statement, words before it, pronouns, verbs.

In: a fact and what it was read from. Out: reasons, added to its decisions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.facts.context import Pair
from extractor.facts.spans import text_of
from extractor.facts.words_before import Reading

if TYPE_CHECKING:
    from extractor.facts.complete import Reader
    from extractor.facts.fact import Fact


OWN_WORDS, INHERITED = "words of the statement", "taken over from a clause before"


def note(reader: Reader, fact: Fact, pair: Pair, reading: Reading) -> None:
    """Leave behind where subject, indicator, direction and speaker came from, for `explain()`."""
    subject, before = text_of(pair[0]), reader.context.stated
    if fact.subject is not None:
        if fact.subject != subject:
            fact.note("subject", "pronouns", f"{subject} → {fact.subject}")
        elif subject == text_of(before.subject):
            fact.note("subject", INHERITED, subject)
        else:
            fact.note("subject", OWN_WORDS, subject)
    if fact.indicator is not None and fact.decision("indicator") is None:
        inherited = not reading.noun.text and fact.indicator == text_of(before.indicator)
        source = INHERITED if inherited else OWN_WORDS
        fact.note("indicator", source, fact.indicator)
    if fact.direction is not None:
        verb = reading.verb
        rule, words = (f"verbs.{verb.role}", verb.text) if verb else ("figures", "翻")
        fact.note("direction", rule, words)
    if fact.speaker is not None:
        fact.note("speaker", "reporting", reader.context.source.words or fact.speaker)
