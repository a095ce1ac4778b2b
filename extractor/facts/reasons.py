"""Why a fact has its fields, for `explain()`: words of the statement, words before it, pronouns, verbs.

In: a fact and what it was read from. Out: reasons, added to its decisions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.facts.spans import text_of
from extractor.facts.state import Pair
from extractor.facts.statement import Reading

if TYPE_CHECKING:
    from extractor.facts.complete import Reader
    from extractor.facts.fact import Fact


def note(reader: Reader, fact: Fact, subject: str | None, known: Pair, reading: Reading) -> None:
    """Leave behind where subject, indicator, direction and speaker came from, for `explain()`."""
    if fact.subject is not None:
        if fact.subject != subject:
            fact.note("subject", "pronouns", f"{subject} → {fact.subject}")
        elif subject == text_of(known[0]):
            fact.note("subject", "told before", subject)
        else:
            fact.note("subject", "words of the statement", subject)
    if fact.indicator is not None and fact.decision("indicator") is None:
        inherited = not reading.noun.text and fact.indicator == text_of(known[1])
        source = "told before" if inherited else "words of the statement"
        fact.note("indicator", source, fact.indicator)
    if fact.direction is not None:
        verb = reading.verb
        rule, words = (f"verbs.{verb.role.value}", verb.text) if verb else ("figures", "翻")
        fact.note("direction", rule, words)
    if fact.speaker is not None:
        fact.note("speaker", "reporting", reader.state.speaker_words or fact.speaker)
