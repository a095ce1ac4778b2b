"""Prices: what is quoted is the subject, and its price or share price the indicator.

In: a fact whose words a reader chose. Out: the fact. 例: 〔宁德时代〕收于182.4元 → 股价; 〔WTI〕报74.4美元/桶,
〔螺纹钢主力合约〕-1.8% → 价格.
"""

from __future__ import annotations

from extractor.catalogue.indicators import indicators_of
from extractor.facts.fact import Fact
from extractor.facts.grammar import Grammar
from extractor.facts.laws.phrases import EACH, PRICES, law_words, note, without
from extractor.facts.laws.surroundings import Place, Surroundings
from extractor.lazy import lazy_re
from extractor.mentions import LOC, MONEY, ORG, PERCENT
from extractor.rulebook import Rulebook


class PriceLaw:
    """The law of prices, compiled from `rules/facts/laws.txt` and `indicators.txt`."""

    def __init__(self, rulebook: Rulebook, grammar: Grammar) -> None:
        self._grammar = grammar
        self._quotes = lazy_re(rf"(?:{law_words(rulebook, 'quotes')})[了：: ]?(?:每[一-鿿]{{1,2}})?$")
        self._price_ends = rulebook.words("facts/laws", "price_ends")
        self._traded = rulebook.words("facts/laws", "futures")
        self._is_indicator = indicators_of(rulebook).is_name

    def settle(self, context: Surroundings, place: Place) -> None:
        """Set the price that a quotation, or a sign alone, is said of."""
        fact, figure = place.fact, place.figure
        if figure.label == MONEY:
            spoken = self._quotes.search(context.text, place.own, figure.outer_start) is not None
            applies = spoken and fact.kind == "level"
        else:
            applies = figure.label == PERCENT and figure.unit == "%" and fact.kind == "change" and fact.basis is None
        if fact.indicator in PRICES and not fact.indicator_spans:
            self._own_price(place)
        if not applies:
            return
        if fact.indicator is None:
            self._name(context, place)
        elif fact.subject is None:
            self._whole(context, place)
        else:
            self._joined(place)

    def _name(self, context: Surroundings, place: Place) -> None:
        """宁德时代收于182.4元, 特斯拉-3.4%: the price of a share; of what is no company, the price."""
        subject = place.fact.subject
        if not subject or (place.figure.label == PERCENT and not place.figure.sign):
            return
        if price := self._price_of(context, place, subject):
            note(place.fact, "indicator", price, ())

    def _own_price(self, place: Place) -> None:
        """二手房〔均价〕每平方米跌600元: a price that the words name is no share price."""
        fact = place.fact
        words = EACH.sub("", fact.subject or "")
        if not fact.subject or not words.endswith(self._price_ends):
            return
        spans = without(fact.subject_spans, 0, len(fact.subject) - len(words))
        size = self._grammar.head_behind(words) or len(words)
        note(fact, "indicator", words[-size:], without(spans, len(words) - size, 0))
        note(fact, "subject", words[:-size] or None, without(spans, 0, size) if size < len(words) else ())

    def _whole(self, context: Surroundings, place: Place) -> None:
        """〔铁矿石〕+0.6%, 〔WTI〕报74.4美元/桶: what is traded, taken for the indicator."""
        fact = place.fact
        words = fact.indicator or ""
        if self._grammar.ends_in_head(words) or self._is_indicator(words) or len(fact.indicator_spans) != 1:
            return
        if price := self._price_of(context, place, words):
            note(fact, "subject", words, fact.indicator_spans)
            note(fact, "indicator", price, ())

    def _joined(self, place: Place) -> None:
        """纽约|黄金期货收于每盎司2473美元: both name what is traded."""
        fact: Fact = place.fact
        if not fact.indicator or not fact.subject or fact.kind == "share":
            return
        if not fact.indicator.endswith(self._traded) and fact.indicator not in self._grammar.priced:
            return
        before, behind = fact.subject_spans, fact.indicator_spans
        if len(before) == len(behind) == 1 and before[0][1] == behind[0][0]:
            note(fact, "subject", fact.subject + (fact.indicator or ""), ((before[0][0], behind[0][1]),))
            note(fact, "indicator", "价格", ())

    def _price_of(self, context: Surroundings, place: Place, words: str) -> str | None:
        """What is quoted of goods and papers that are traded by their price (沪铜2409), and of a company's share."""
        if "/" in place.figure.norm or words.rstrip("0123456789").endswith((*self._grammar.priced, *self._traded)):
            return "价格"
        labels = {name.label for name in context.mentions_of(words)}
        return "股价" if ORG in labels and LOC not in labels else None
