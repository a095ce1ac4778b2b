"""Words peeled off right before a figure: what each leaves in the reading, by its role.

In: a word of `grammar.suffixes` and the words up to it. Out: whether it belongs to the predicate; what it says is set
on the reading. 例: of 出口同比增长 + 5% 增长 is the verb and 同比 the basis; at 出口 the noun phrase begins.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from extractor.facts.grammar import Grammar, Role, Word

if TYPE_CHECKING:
    from extractor.facts.words_before import Reading



def accept(word: Word, text: str, grammar: Grammar, reading: Reading) -> bool:
    """Take a word, which `text` ends in, into the reading; False where the noun phrase begins with it."""
    return _TAKEN_BY[word.role](word, text, grammar, reading)


def _leave(word: Word, text: str, grammar: Grammar, reading: Reading) -> bool:
    """比重, 增加值: the noun phrase."""
    return False


def _take_change(word: Word, text: str, grammar: Grammar, reading: Reading) -> bool:
    """增长, 增速: the verb, also where a level follows it (增长达…)."""
    if reading.verb is not None and reading.verb.role is not Role.LEVEL:
        return False
    reading.verb = word
    return True


def _take_compared(word: Word, text: str, grammar: Grammar, reading: Reading) -> bool:
    """多 and 快 are verbs where a comparison comes before them."""
    before = text[: -len(word.text)]
    if reading.verb is not None or not (grammar.find_comparison(before) or grammar.basis_words.search(before)):
        return False
    reading.verb = word
    return True


def _take_basis(word: Word, text: str, grammar: Grammar, reading: Reading) -> bool:
    if reading.basis is None:
        reading.basis, reading.basis_words = word.value, word.text
    return True


def _take_modality(word: Word, text: str, grammar: Grammar, reading: Reading) -> bool:
    reading.note_modality(word.role, word.text)
    return True


def _take_respectively(word: Word, text: str, grammar: Grammar, reading: Reading) -> bool:
    reading.respectively = True
    return True


def _take_adverb(word: Word, text: str, grammar: Grammar, reading: Reading) -> bool:
    if word.text == "或" and reading.verb is not None and reading.modality is None:
        reading.modality, reading.modality_words = "forecast", "或"
    return reading.verb is not None or len(word.text) > 1 or word.text in grammar.single_adverbs


def _take_particle(word: Word, text: str, grammar: Grammar, reading: Reading) -> bool:
    if reading.verb is None and word.text in "到至":
        reading.verb = Word(word.text, Role.LEVEL)
    return True


def _take_verb(word: Word, text: str, grammar: Grammar, reading: Reading) -> bool:
    """占, 增至: the verb where none follows it."""
    if reading.verb is not None:
        return False
    reading.verb = word
    return True


def _take_start(word: Word, text: str, grammar: Grammar, reading: Reading) -> bool:
    """从…: the verb where none follows it, else nothing."""
    _take_verb(word, text, grammar, reading)
    return True


def _take_level(word: Word, text: str, grammar: Grammar, reading: Reading) -> bool:
    """达到, 实现: before another verb a single character may be a part of the noun."""
    return _take_verb(word, text, grammar, reading) or len(word.text) > 1 or word.text in grammar.single_levels


def _take_copula(word: Word, text: str, grammar: Grammar, reading: Reading) -> bool:
    """系: a verb of level where the name of an indicator ends right before it."""
    if reading.verb is not None or not grammar.ends_in_head(text[: -len(word.text)]):
        return False
    reading.verb = Word(word.text, Role.LEVEL)
    return True


_TAKEN_BY: dict[str, Callable[[Word, str, Grammar, Reading], bool]] = {
    Role.NOUN: _leave,
    Role.SHARE_NOUN: _leave,
    Role.GROWTH: _take_change,
    Role.DECLINE: _take_change,
    Role.RISE: _take_change,
    Role.FALL: _take_change,
    Role.FLAT: _take_change,
    Role.RISE_COMPARED: _take_compared,
    Role.FALL_COMPARED: _take_compared,
    Role.BASIS: _take_basis,
    Role.FORECAST: _take_modality,
    Role.TARGET: _take_modality,
    Role.WILL: _take_modality,
    Role.RESPECTIVELY: _take_respectively,
    Role.ADVERB: _take_adverb,
    Role.PARTICLE: _take_particle,
    Role.SHARE: _take_verb,
    Role.TO: _take_verb,
    Role.FROM: _take_start,
    Role.LEVEL: _take_level,
    Role.COPULA: _take_copula,
    Role.LIGHT: _take_level,
}
"""What a word does that is peeled off from the right, by its role there."""
