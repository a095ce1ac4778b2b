"""Whether a figure is a fact, a target or a forecast.

In: a figure with its words and the clauses before. Out: actual, target or forecast. 例: 到2030年达到25% → target,
预计增长5% → forecast, 去年同期为净亏损 within a forecast → actual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.facts import times
from extractor.facts.grammar import Role
from extractor.facts.statement import Reading
from extractor.mentions import FigureMention

if TYPE_CHECKING:
    from extractor.facts.complete import Reader
    from extractor.facts.fact import Fact


def decide(reader: Reader, fact: Fact, figure: FigureMention, reading: Reading) -> str:
    state = reader.state
    modality, words = reading.modality, reading.modality_words
    if modality is None:
        modality, words = state.modality, state.modality_words
    elif modality != "will" or state.modality is None:
        state.modality, state.modality_words = modality, words
    if fact.indicator and fact.indicator.endswith(reader.grammar.forecast_indicators):
        fact.trail.append(("modality", f"modality.forecast_indicators: {fact.indicator}"))
        return "forecast"
    if fact.period and reading.modality is None and times.is_of_one_figure(reader, fact.period):
        return "actual"  # 去年同期为净亏损, within a forecast
    if modality is None and reading.verb and reading.verb.text.startswith("预"):
        modality, words = "forecast", reading.verb.text
    if modality is None and state.future:
        modality, words = "target", ""
    if modality is None and times.is_aim(reader, fact.period) and times.is_ahead(reader, fact.period):
        modality, words = "target", "到"
    if modality is None:
        return "actual"
    role = reading.verb.role if reading.verb else None
    if role is Role.FROM:
        return "actual"  # 将由目前的六成提高到八成: where it starts from is a fact
    if modality == "will":
        agent = reading.counting and reader.names.leading(fact.subject or "") is not None
        aimed = state.future or agent or times.is_aim(reader, fact.period)
        modality = "target" if aimed else "forecast"
        state.modality = modality
    if fact.period is not None and fact.period.last is not None and reader.document.published is not None:
        over = fact.period.last < reader.document.published
        if over and reading.modality is None and modality == "target":
            return "actual"
    fact.trail.append(("modality", f"modality.{modality}: {words}"))
    return modality
