"""Segmentation: a text cut into sentences, clauses and words.

In: text. Out: sentences with their paragraph, clauses as spans, words, tagged words. 例: “产值10亿元，同比增长8%。” is
one sentence of two clauses and eight words: 产值 10 亿元 ， 同比 增长 8% 。

Sentences and clauses are cut by punctuation alone. Words are jieba's: jieba-rs (the package rjieba: the same dictionary
and hidden Markov model in Rust) where it is installed, jieba itself otherwise. Over 177,000 characters of news the two
agree on 99.97% of the words; jieba-rs is fifteen times as fast. They differ at hyphens and dots in words
(PD-L1, 3-5), which jieba-rs keeps and jieba cuts.
"""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from extractor.lazy import lazy_re, lazy_regex
from extractor.rulebook import Rulebook

Engine = Literal["auto", "rjieba", "jieba"]

# A sentence ends at 。！？ (with the closing quotes and brackets behind), or at a line's end.
_SENTENCE = lazy_re(r"[^。！？!?\n]+(?:[。！？!?]+[”’」』）)\]】》]*|\n|\Z)|[。！？!?]+[”’」』）)\]】》]*|\n")
# A clause ends at a comma, semicolon or colon that is not inside a number (1，234 and 9:30 stay whole).
_CLAUSE_END = lazy_regex(r"(?<!\d)[，；：,;:]|[，；：,;:](?!\d)|[。！？!?\n]")
# A longer stretch without a stop is no sentence but a list or a defect; it is cut at its last comma or semicolon, so
# that no record drags a whole document along as its sentence.
_LONGEST_SENTENCE = 4000
_USER_WORD_WEIGHT = 100_000  # as frequent as the dictionary's commonest words, so that a term is never taken apart
_LONGEST_USER_WORD = 24


class Sentence(NamedTuple):
    """A sentence: its span in the document, its text and the number of the paragraph (line) it is in."""

    start: int
    end: int
    text: str
    paragraph: int


def split_sentences(text: str) -> list[Sentence]:
    """Cut a text into sentences. Every character that is not white space belongs to just one.

    Example:
        >>> [s.text for s in split_sentences("一季度增长8%。他说：“会好的。”\\n完")]
        ['一季度增长8%。', '他说：“会好的。”', '完']
    """
    sentences: list[Sentence] = []
    add = sentences.append
    paragraph = 0
    for match in _SENTENCE.finditer(text):
        piece = match[0]
        stripped = piece.strip()
        if stripped:
            start = match.start()
            if piece[0] != stripped[0]:  # blanks come first
                start += len(piece) - len(piece.lstrip())
            length = len(stripped)
            if length <= _LONGEST_SENTENCE:
                add(Sentence(start, start + length, stripped, paragraph))
            else:
                sentences.extend(_cut_long(text, start, start + length, paragraph))
        if piece[-1] == "\n":
            paragraph += 1
    return sentences


def _cut_long(text: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    while end - start > _LONGEST_SENTENCE:
        last = start + _LONGEST_SENTENCE
        cut = max(text.rfind(mark, start + _LONGEST_SENTENCE // 2, last) for mark in "；，、 ") + 1 or last
        yield Sentence(start, cut, text[start:cut], paragraph)
        start = cut
    yield Sentence(start, end, text[start:end], paragraph)


def split_clauses(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The clauses of `text[start:end]` as half-open spans, each with the punctuation that ends it.

    Example:
        >>> text = "产值1，280亿元，同比增长8%；出口下降。"
        >>> [text[a:b] for a, b in split_clauses(text)]
        ['产值1，280亿元，', '同比增长8%；', '出口下降。']
    """
    end = len(text) if end is None else end
    clauses = []
    for match in _CLAUSE_END.finditer(text, start, end):
        if match.end() > start:
            clauses.append((start, match.end()))
            start = match.end()
    if start < end:
        clauses.append((start, end))
    return clauses


class Segmenter:
    """Cuts text into words.

    Args:
        words: user words, which are never taken apart (2 to 24 characters; others are left out).
        engine: "auto" (rjieba where it is installed), "rjieba" or "jieba".

    Example:
        >>> Segmenter(["专精特新"]).words("专精特新企业增长8%")
        ['专精特新', '企业', '增长', '8%']
    """

    def __init__(self, words: Iterable[str] = (), engine: Engine = "auto") -> None:
        if engine == "auto":
            engine = "rjieba" if importlib.util.find_spec("rjieba") else "jieba"
        self.engine = engine
        known = sorted({word for word in words if 2 <= len(word) <= _LONGEST_USER_WORD and word.isalnum()})
        tokenizer: Any = _rjieba(known) if engine == "rjieba" else _jieba(known)
        self._tokenizer = tokenizer
        self._cut = tokenizer.cut
        self._tag = tokenizer.tag if engine == "rjieba" else None

    def words(self, text: str) -> list[str]:
        """The words of a text; joined they are the text again."""
        return list(self._cut(text))

    def listed_words(self, text: str) -> list[str]:
        """The words of a text without those that the model of unknown words makes of characters."""
        return list(self._cut(text, False))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The words of a text as half-open spans of code points."""
        start = 0
        for word in self._cut(text):
            yield start, start + len(word)
            start += len(word)

    def tagged(self, text: str) -> list[tuple[str, str]]:
        """The words of a text with their parts of speech, as in jieba's dictionary (n noun, v verb, d adverb, …).

        Example:
            >>> Segmenter().tagged("企业购买煤炭")
            [('企业', 'n'), ('购买', 'v'), ('煤炭', 'n')]
        """
        if self._tag is None:
            self._tag = _jieba_tagger(self._tokenizer)
        found: list[tuple[str, str]] = self._tag(text)
        return found


def _rjieba(words: list[str]) -> Any:
    import rjieba

    if not words:
        return rjieba  # its functions are those of a segmenter that has loaded the dictionary already
    tokenizer = rjieba.Jieba()
    for word in words:
        tokenizer.add_word(word, _USER_WORD_WEIGHT, None)
    return tokenizer


def _jieba(words: list[str]) -> Any:
    """jieba's tokenizer on an instance of its own.

    Its `initialize` would log to stderr and leave a cache file in the temporary directory; the dictionary is read here
    instead, so that neither happens and no other user of jieba in the process is touched.
    """
    tokenizer = _imported_jieba().Tokenizer()
    frequencies, tokenizer.total = _jieba_dictionary()
    tokenizer.FREQ = dict(frequencies)
    tokenizer.initialized = True
    for word in words:
        tokenizer.add_word(word, _USER_WORD_WEIGHT)
    return tokenizer


def _imported_jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba imports pkg_resources, which warns
        import jieba
    return jieba


@lru_cache(maxsize=1)
def _jieba_dictionary() -> tuple[dict[str, int], int]:
    """How often each word of jieba's dictionary occurs, prefixes with 0, and the sum; read once (about a second)."""
    jieba = _imported_jieba()
    with (Path(jieba.__file__).parent / "dict.txt").open("rb") as file:
        frequencies, total = jieba.Tokenizer().gen_pfdict(file)
    return frequencies, total


def _jieba_tagger(tokenizer: Any) -> Any:
    """jieba's tagger over the same tokenizer; it reads the dictionary's tags, so only when it is asked for."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own patterns hold escapes that Python 3.12 warns of
        import jieba.posseg

    tagger = jieba.posseg.POSTokenizer(tokenizer)
    return lambda text: [(pair.word, pair.flag) for pair in tagger.cut(text)]


@lru_cache(maxsize=1)
def _plain() -> Segmenter:
    return Segmenter()


def tagged(text: str) -> list[tuple[str, str]]:
    """The words of a phrase with their parts of speech, by a segmenter without user words that all callers share."""
    return _plain().tagged(text)


def listed_words(text: str) -> list[str]:
    """The words of a phrase by the dictionary alone: what it does not hold comes as single characters.

    Example:
        >>> listed_words("零食很忙"), listed_words("柚集")
        (['零食', '很', '忙'], ['柚', '集'])
    """
    return _plain().listed_words(text)


_SEGMENTERS: dict[Any, Segmenter] = {}


def segmenter_of(rulebook: Rulebook, engine: Engine = "auto") -> Segmenter:
    """The segmenter whose user words are the lexicons that `rules/segmentation.txt` names; made once a rulebook."""
    key = (rulebook.key, engine)
    if key not in _SEGMENTERS:
        _SEGMENTERS[key] = Segmenter(user_words(rulebook), engine)
    return _SEGMENTERS[key]


def user_words(rulebook: Rulebook) -> list[str]:
    """The words of the rules files that `rules/segmentation.txt` names (`policy_terms`, `gazetteers/*`)."""
    wanted = rulebook.words("segmentation", "user_words")
    return [
        word
        for file in rulebook.files()
        if any(fnmatchcase(file, pattern) for pattern in wanted)
        for section in rulebook.names(file)
        for word in rulebook.words(file, section)
    ]
