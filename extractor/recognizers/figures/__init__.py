"""Figures: MONEY, PERCENT, MULTIPLE and QUANTITY with exact value, unit and modifier.

In: a document, and the mentions whose digits are taken (dates, policy terms, documents). Out: `FigureMention`s in text
order. 例: “约9885.8亿元，占比达27.4%” gives 988580000000 CNY (approx) and 27.4 %.

The work has four steps, a file each: `scan` finds numerals with the units behind them, `joining` folds ranges
(5至10亿元) and spreads shared units (1.2和1.4个百分点), `context` drops what is no figure (第3家, 3年, “四个意识”) and
reads the words of approximation, `grammar` holds the rules they use. `norm` is the value and the unit:
“988580000000 CNY”, “27.4 %”, a range “500000000-1000000000 CNY”, a negative number with its sign “-3 ℃”.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from operator import attrgetter

from extractor.document import Document
from extractor.mentions import LOC, MONEY, ORG, PERSON, FigureMention, Mention
from extractor.numerals import plain
from extractor.recognizers.figures.context import bare_unit, is_figure, modifiers, price_base
from extractor.recognizers.figures.grammar import ONE, FigureGrammar, compile_grammar
from extractor.recognizers.figures.joining import join
from extractor.recognizers.figures.prefixes import add_distant_currency
from extractor.recognizers.figures.scan import scan
from extractor.recognizers.figures.values import Token
from extractor.rulebook import Rulebook

NAMES = frozenset((PERSON, ORG, LOC))
# Units that no date or name takes in.
STRONG = frozenset(("percent", "money", "measures"))
_LONGEST_SHOWN = 25
_start = attrgetter("start")
FigureRecognizer = Callable[[Document, Sequence[Mention]], list[FigureMention]]


def recognizer(rulebook: Rulebook) -> FigureRecognizer:
    """Compile the rules; the function returned finds the figures of a document.

    Example:
        >>> from extractor.rulebook import load_rulebook
        >>> find = recognizer(load_rulebook())
        >>> [(f.norm, f.modifier) for f in find(Document("投资近2.3万亿元，增长5%至8%"), ())]
        [('2300000000000 CNY', 'lt'), ('5-8 %', 'eq')]
    """
    grammar = compile_grammar(rulebook)

    def find(document: Document, taken: Sequence[Mention] = ()) -> list[FigureMention]:
        text = document.text
        figures = []
        for token in join(text, _without_taken(scan(text, grammar), taken), grammar):
            if is_figure(text, token, grammar):
                figure = _figure(text, token, grammar)
                if figure is not None:
                    figures.append(figure)
        return figures

    return find


def _without_taken(tokens: Iterator[Token], taken: Sequence[Mention]) -> Iterator[Token]:
    """The tokens, those marked dead whose digits lie in another mention.

    A figure whose unit (%, 元) reaches beyond the mention is kept, and so is one that holds the whole of a name: a
    model may take 九米 for somebody.
    """
    left: Iterator[Mention] | None = None
    mention: Mention | None = None
    reach, name = 0, (0, 0)
    for token in tokens:
        if left is None:
            left = iter(sorted(taken, key=_start))
            mention = next(left, None)
        while mention is not None and mention.start <= token.start:
            if mention.label not in NAMES:
                reach = max(reach, mention.end)
            elif mention.end > name[1]:
                name = mention.start, mention.end
            mention = next(left, None)
        inside = token.start < reach or (token.start < name[1] and (name[0] < token.begin or name[1] > token.end))
        if inside and not (token.end > max(reach, name[1]) and token.unit is not None and token.unit.section in STRONG):
            token.dead = True
        yield token


def _figure(text: str, token: Token, grammar: FigureGrammar) -> FigureMention | None:
    """The mention of a token that is a figure."""
    modifier, outer_start, outer_end = modifiers(text, token, grammar)
    outer_start = add_distant_currency(text, token, outer_start, grammar)
    unit = token.unit
    if unit is None:
        unit = bare_unit(text, token, grammar)
        if not unit.label:
            return None
        token.name = unit.name
        outer_end = max(outer_end, token.end)
    label = unit.label or "QUANTITY"
    name = token.name
    if label == MONEY and "/" not in name:
        base = price_base(text, token, outer_start, grammar)
        if base:
            name = f"{name}/{base}"
    value, high = token.value, token.high
    if token.factor != ONE:
        value = plain(value * token.factor)
        high = None if high is None else plain(high * token.factor)
    minus = "-" if token.sign == "-" else ""
    norm = f"{minus}{_shown(value)}{'' if high is None else '-' + _shown(high)} {name}".rstrip()
    start = token.begin if token.text_start < 0 else token.text_start
    return FigureMention(
        start,
        token.end,
        label,
        norm,
        unit.rule,
        None,
        value,
        high,
        name,
        modifier,
        outer_start,
        outer_end,
        sign=token.sign,
    )


def _shown(value: Decimal) -> str:
    """A number for `norm`: no exponent, no trailing zeros (8.0 is 8), endless fractions cut (1/3 is 33.333333)."""
    digits = str(value)
    if "E" in digits:
        digits = f"{value:f}"
    if len(digits) > _LONGEST_SHOWN and len(value.as_tuple().digits) >= 25:
        digits = f"{value:.6f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
