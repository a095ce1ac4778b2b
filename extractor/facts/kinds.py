"""Whether a figure is a level, a change or a share, and where a change goes.

In: a figure with what its words say. Out: kind, direction and, for a bare move of a price, the indicator, set on the
fact. 例: 同比+12.3% → change, up; 其中超六成来自县域 → share; 股票涨5% → 股价.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.facts.grammar import CHANGES, UPWARD, Role, Word
from extractor.facts.signs import tells_change
from extractor.facts.words_before import Reading
from extractor.mentions import PERCENT, FigureMention

if TYPE_CHECKING:
    from extractor.facts.complete import Reader
    from extractor.facts.fact import Fact


def decide(reader: Reader, fact: Fact, figure: FigureMention, reading: Reading, share: bool) -> None:
    verb = reading.verb
    role = verb.role if verb else None
    if figure.unit == "倍" and reading.ratio_to is not None:
        fact.kind, fact.direction = "change", "up"  # 是2012年的3倍
    elif verb and verb.value.startswith("=") and figure.unit == "次":
        _name_by_verb(fact, reading, verb)
    elif verb and role and (role in CHANGES or role in (Role.GROWTH, Role.DECLINE)):
        fact.kind = "change"
        fact.direction = "flat" if role is Role.FLAT else "up" if role in UPWARD else "down"
        fact.note("kind", f"verbs.{role}", verb.text)
    elif figure.label == PERCENT and reading.is_part and verb is None and not reading.noun.text:
        fact.kind = "share"  # 其中超六成来自县域
    elif figure.sign and verb is None and _moves(reader, fact, figure, reading):
        fact.kind, fact.direction = "change", "down" if figure.sign == "-" else "up"
        fact.note("kind", "figures.sign", figure.sign)
    elif share or (figure.label == PERCENT and (role is Role.SHARE or reader.nouns.is_share(fact.indicator))):
        fact.kind = "share"
        fact.note("kind", "indicators.share", fact.indicator)
    elif figure.unit in ("pp", "bp") and role is None and not reading.noun.text:
        fact.kind = "change"


def _moves(reader: Reader, fact: Fact, figure: FigureMention, reading: Reading) -> bool:
    """同比+12.3%, （-5%）, 纳指-0.22%: the sign is all that says of a change."""
    compared = reading.basis is not None or reading.reference is not None or reader.context.change.basis is not None
    moving = fact.indicator is None and (
        reader.context.change.is_stated or (fact.subject is not None and reader.nouns.is_market_index(fact.subject))
    )
    amount = fact.indicator is not None and not fact.indicator.endswith(reader.grammar.rates)
    return tells_change(reader.text, figure, compared, moving or amount)


def name_price(reader: Reader, fact: Fact, figure: FigureMention, reading: Reading) -> bool:
    """Whether a bare 涨 or 跌 moves a price: 股价 of a share, 价格 of a future or fund; an index speaks for itself."""
    verb = reading.verb
    if fact.indicator is not None or fact.subject is None or verb is None or verb.text not in reader.grammar.moves:
        if verb and verb.value and not fact.indicator:
            _name_by_verb(fact, reading, verb)
        return False
    if figure.unit in ("pp", "bp", "次"):
        return False
    if reader.nouns.is_market_index(fact.subject) or reader.names.is_place(fact.subject):
        return False
    if any(word in fact.subject for word in reader.grammar.priced):
        fact.indicator = "价格"
    else:
        fact.indicator = "股价"
    fact.indicator_spans = ()
    fact.note("indicator", "indicators.shares_moves", verb.text)
    return True


def _name_by_verb(fact: Fact, reading: Reading, verb: Word) -> None:
    """The indicator that a verb stands for: itself (=), which has a place, or another word (产量 of 增产)."""
    if verb.value.startswith("="):
        fact.indicator = verb.text
        fact.indicator_spans = ((reading.verb_at, reading.verb_at + len(verb.text)),) if reading.verb_at >= 0 else ()
    else:
        fact.indicator, fact.indicator_spans = verb.value, ()
