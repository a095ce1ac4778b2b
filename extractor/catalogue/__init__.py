"""The catalogue: canonical names of indicators and subjects, so that facts of many articles can be put side by side.

In: the words that a fact has for its indicator and its subject. Out: the names that all articles share.
例: 归母净利 of 宁德时代新能源科技股份有限公司 → 归母净利润 of 宁德时代.
"""

from extractor.catalogue.entries import Indicator
from extractor.catalogue.indicators import Indicators, known_indicators
from extractor.catalogue.naming import Naming, naming_of
from extractor.catalogue.subjects import Subjects
from extractor.catalogue.whole import whole_subjects
from extractor.catalogue.whole_indicators import whole_indicators

__all__ = [
    "Indicator",
    "Indicators",
    "Naming",
    "Subjects",
    "known_indicators",
    "naming_of",
    "whole_indicators",
    "whole_subjects",
]
