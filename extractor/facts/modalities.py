"""Whether a figure is a fact, a target or a forecast.

In: a figure with its words and the clauses before. Out: actual, target or forecast, set on the fact. 例: 到2030年达到
25% → target, 预计增长5% → forecast, 去年同期为净亏损 within a forecast → actual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.facts import inheritance, times
from extractor.facts.grammar import Role
from extractor.facts.statement import Phrases
from extractor.facts.words_before import Reading
from extractor.mentions import FigureMention

if TYPE_CHECKING:
    from extractor.facts.complete import Reader
    from extractor.facts.fact import Fact


def decide(reader: Reader, fact: Fact, figure: FigureMention, phrases: Phrases) -> str | None:
    """Set the modality of a figure, from its own words, the clauses before, or its time.

    Returns:
        What a bare 将 means there: target or forecast; None where none decides.
    """
    reading = phrases.reading
    modality, words = inheritance.modality(reader.context.modality, reading.modality, reading.modality_words)
    if fact.indicator and fact.indicator.endswith(reader.grammar.forecast_indicators):
        fact.modality = "forecast"
        fact.note("modality", "modality.forecast_indicators", fact.indicator)
        return None
    if fact.period and reading.modality is None and times.is_of_one_figure(reader, fact.period):
        return None  # 去年同期为净亏损, within a forecast: a fact
    if modality is None:
        modality, words = _implied(reader, fact, reading)
    if modality is None or (reading.verb is not None and reading.verb.role is Role.FROM):
        return None  # 将由目前的六成提高到八成: where it starts from is a fact
    meant = None
    if modality == "will":
        modality = meant = _meant_by_will(reader, fact, phrases)
    if modality != "target" or reading.modality is not None or not _is_over(reader, fact):
        fact.modality = modality
        fact.note("modality", f"modality.{modality}", words)
    return meant


def _implied(reader: Reader, fact: Fact, reading: Reading) -> tuple[str | None, str]:
    """The modality that no word of modality says: that of 预增, of a paragraph of intents, of 到2030年."""
    if reading.verb and reading.verb.text.startswith("预"):
        return "forecast", reading.verb.text
    if reader.context.modality.is_intent:
        return "target", ""
    if times.is_aim(reader, fact.period) and times.is_ahead(reader, fact.period):
        return "target", "到"
    return None, ""


def _meant_by_will(reader: Reader, fact: Fact, phrases: Phrases) -> str:
    """将: the target of who acts or plans, else a forecast."""
    acts = phrases.has_counting_verb and reader.names.leading(fact.subject or "") is not None
    return "target" if reader.context.modality.is_intent or acts or times.is_aim(reader, fact.period) else "forecast"


def _is_over(reader: Reader, fact: Fact) -> bool:
    """Whether the figure's time ended before the day of publication."""
    published, period = reader.document.published, fact.period
    return period is not None and period.last is not None and published is not None and period.last < published
