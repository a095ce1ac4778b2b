"""Why a fact has its fields, for `explain()`: words of the statement, words before it, pronouns, verbs.

In: a fact and what it was read from. Out: reasons, added to its trail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.facts.statement import Reading

if TYPE_CHECKING:
    from extractor.facts.complete import Reader
    from extractor.facts.fact import Fact


def note(
    reader: Reader, fact: Fact, subject: str | None, known: tuple[str | None, str | None], reading: Reading
) -> None:
    """Leave behind where subject, indicator, direction and speaker came from, for `explain()`."""
    trail = fact.trail
    if fact.subject is not None:
        if fact.subject != subject:
            trail.append(("subject", f"pronouns: {subject} → {fact.subject}"))
        elif subject == known[0]:
            trail.append(("subject", f"told before: {subject}"))
        else:
            trail.append(("subject", f"words of the statement: {subject}"))
    if fact.indicator is not None and "indicator" not in [name for name, _ in trail]:
        source = "told before" if fact.indicator == known[1] and not reading.noun else "words of the statement"
        trail.append(("indicator", f"{source}: {fact.indicator}"))
    if fact.direction is not None:
        verb = reading.verb
        trail.append(("direction", f"verbs.{verb.role.value}: {verb.text}" if verb else "figures: 翻"))
    if fact.speaker is not None:
        trail.append(("speaker", f"reporting: {reader.state.speaker_words or fact.speaker}"))
