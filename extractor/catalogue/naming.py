"""Naming: the canonical names of a fact's indicator and subject together.

In: the words of a fact with the label, unit and kind of its figure. Out: (indicator_norm, subject_norm).
例: 北京市规模以上工业 | 增加值 → 规模以上工业增加值 of 北京市.
"""

from __future__ import annotations

from functools import lru_cache

from extractor.catalogue.indicators import indicators_of
from extractor.catalogue.subjects import Subjects
from extractor.rulebook import Rulebook, once_a_rulebook

_REMEMBERED = 4096  # facts of a batch say the same again and again


class Naming:
    """The canonical names of a rulebook.

    Example:
        >>> from extractor.rulebook import load_rulebook
        >>> Naming(load_rulebook())("增加值", "北京市规模以上工业", "PERCENT", "%", "change")
        ('规模以上工业增加值', '北京市')
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.indicators = indicators_of(rulebook)
        self.subjects = Subjects(rulebook)
        self._named = lru_cache(maxsize=_REMEMBERED)(self._name)

    def __call__(
        self, indicator: str | None, subject: str | None, label: str, unit: str, kind: str | None
    ) -> tuple[str | None, str | None]:
        """The canonical indicator and the canonical subject, each None where no list has it."""
        if indicator is None and subject is None:
            return None, None
        return self._named(indicator, subject, label, unit, kind)

    def _name(
        self, indicator: str | None, subject: str | None, label: str, unit: str, kind: str | None
    ) -> tuple[str | None, str | None]:
        whole = self.subjects.named(subject)
        # the end of a name is no part of the indicator: 某某医药 + 净利润 is not 医药净利润
        found = self.indicators.named(indicator, subject, label, unit, kind, join=whole is None)
        return found.name, self.subjects.named(found.rest) if whole is None else whole


@once_a_rulebook
def naming_of(rulebook: Rulebook) -> Naming:
    """The canonical names of a rulebook, read once for each."""
    return Naming(rulebook)
