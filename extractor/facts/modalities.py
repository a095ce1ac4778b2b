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
    from extractor.facts.state import State


def decide(reader: Reader, fact: Fact, figure: FigureMention, reading: Reading) -> str:
    """The modality of a figure, from its own words, those in force, or its time; the state keeps what it says."""
    modality, words = _in_force(reader.state, reading)
    if fact.indicator and fact.indicator.endswith(reader.grammar.forecast_indicators):
        fact.note("modality", "modality.forecast_indicators", fact.indicator)
        return "forecast"
    if fact.period and reading.modality is None and times.is_of_one_figure(reader, fact.period):
        return "actual"  # 去年同期为净亏损, within a forecast
    if modality is None:
        modality, words = _implied(reader, fact, reading)
    if modality is None or (reading.verb is not None and reading.verb.role is Role.FROM):
        return "actual"  # 将由目前的六成提高到八成: where it starts from is a fact
    if modality == "will":
        modality = reader.state.modality = _meant_by_will(reader, fact, reading)
    if modality == "target" and reading.modality is None and _is_over(reader, fact):
        return "actual"
    fact.note("modality", f"modality.{modality}", words)
    return modality


def _in_force(state: State, reading: Reading) -> tuple[str | None, str]:
    """The modality that the figure's own words say, which stays in force behind them, or the one in force."""
    if reading.modality is None:
        return state.modality, state.modality_words
    if reading.modality != "will" or state.modality is None:
        state.modality, state.modality_words = reading.modality, reading.modality_words
    return reading.modality, reading.modality_words


def _implied(reader: Reader, fact: Fact, reading: Reading) -> tuple[str | None, str]:
    """The modality that no word of modality says: that of 预增, of a paragraph of intents, of 到2030年."""
    if reading.verb and reading.verb.text.startswith("预"):
        return "forecast", reading.verb.text
    if reader.state.future:
        return "target", ""
    if times.is_aim(reader, fact.period) and times.is_ahead(reader, fact.period):
        return "target", "到"
    return None, ""


def _meant_by_will(reader: Reader, fact: Fact, reading: Reading) -> str:
    """将: the target of who acts or plans, else a forecast."""
    acts = reading.counting and reader.names.leading(fact.subject or "") is not None
    return "target" if reader.state.future or acts or times.is_aim(reader, fact.period) else "forecast"


def _is_over(reader: Reader, fact: Fact) -> bool:
    """Whether the figure's time ended before the day of publication."""
    published, period = reader.document.published, fact.period
    return period is not None and period.last is not None and published is not None and period.last < published
