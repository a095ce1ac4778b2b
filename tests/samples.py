"""A hand-made extraction that shows every kind of record, nested mentions among them; the article is our own."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

from extractor.article import Article
from extractor.document import split_sentences
from extractor.extraction import Extraction
from extractor.records import DateRecord, FigureRecord, PersonRecord, Record

TEXT = """滨江市统计局3月18日发布的数据显示，2023年，全市装备制造业实现增加值1286.4亿元，\
比上年增长7.9%，占规模以上工业比重达31.2%。
“新能源汽车和工业机器人产量分别增长42.5%和18.6%，出口额约23亿美元。”滨江市统计局副局长周明远表示。
《滨江市2030年前碳达峰实施方案》提出，到2025年，单位地区生产总值能耗比2020年下降14%，“专精特新”企业超过800家。
滨江银行预计，今年一季度制造业贷款余额有望突破950亿元，是五年前的2.3倍。"""


class Lazy:
    """A module that is imported at its first use, not when the tests are collected: spaCy takes seconds.

    What pytest asks of every name of a test module (`__wrapped__`, `pytestmark`) does not import it.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("_", "pytest")):
            raise AttributeError(name)
        return getattr(import_module(self._name), name)


def article(text: str = TEXT, **fields: Any) -> Article:
    defaults = {"id": "sample-1", "title": "滨江市装备制造业稳步增长", "source": "示例日报"}
    return Article(text=text, **{**defaults, "published": date(2024, 3, 18), **fields})


def place(text: str, words: str, nth: int = 0) -> dict[str, Any]:
    """The common fields of a record for the nth occurrence of some words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    sentence = next(s.text for s in split_sentences(text) if s.start <= start < s.end)
    return {"text": words, "start": start, "end": start + len(words), "norm": words, "sentence": sentence}


def sample() -> Extraction:
    """The sample article with sixteen figures, names, dates and documents."""
    year = {"period_text": "2023年", "period_start": "2023-01-01", "period_end": "2023-12-31"}
    target = {"period_text": "到2025年", "period_start": "2025-01-01", "period_end": "2025-12-31"}
    target["modality"] = "target"
    quarter = {"period_text": "今年一季度", "period_start": "2024-01-01", "period_end": "2024-03-31"}
    quarter["modality"] = "forecast"
    yoy = {"kind": "change", "direction": "up", "basis": "yoy"}
    bureau = {"speaker": "滨江市统计局"}
    chief = {"speaker": "周明远"}

    def figure(label: str, words: str, value: float, unit: str, **fields: Any) -> FigureRecord:
        return FigureRecord(label=label, rule="figures", value=value, unit=unit, **place(TEXT, words), **fields)

    def named(label: str, words: str, nth: int = 0, rule: str = "ner:bundled") -> Record:
        confidence = 0.97 if rule.startswith("ner") else None
        return Record(label=label, rule=rule, confidence=confidence, **place(TEXT, words, nth))

    def day(words: str, start: str, end: str, nth: int = 0) -> DateRecord:
        return DateRecord(label="DATE", rule="dates", period_start=start, period_end=end, **place(TEXT, words, nth))

    maker = {"subject": "全市装备制造业"}
    records: list[Record] = [
        named("ORG", "滨江市统计局"),
        day("3月18日", "2024-03-18", "2024-03-18"),
        day("2023年", "2023-01-01", "2023-12-31"),
        figure("MONEY", "1286.4亿元", 128640000000, "CNY", indicator="增加值", kind="level", **maker, **year, **bureau),
        figure("PERCENT", "7.9%", 7.9, "%", indicator="增加值", **maker, **year, **bureau, **yoy),
        figure("PERCENT", "31.2%", 31.2, "%", indicator="占规模以上工业比重", kind="share", **maker, **year, **bureau),
        figure("PERCENT", "42.5%", 42.5, "%", subject="新能源汽车", indicator="产量", **year, **chief, **yoy),
        figure("PERCENT", "18.6%", 18.6, "%", subject="工业机器人", indicator="产量", **year, **chief, **yoy),
        figure("MONEY", "23亿美元", 2300000000, "USD", modifier="approx", subject="新能源汽车和工业机器人",
               indicator="出口额", kind="level", **year, **chief),
        named("ORG", "滨江市统计局", 1),
        PersonRecord(label="PERSON", rule="ner:bundled", confidence=0.99, title="副局长", affiliation="滨江市统计局",
                     **place(TEXT, "周明远")),
        named("LAW", "《滨江市2030年前碳达峰实施方案》", rule="laws.titles"),
        named("LOC", "滨江市", 2),
        day("2030年", "2030-01-01", "2030-12-31"),
        named("POLICY_TERM", "碳达峰", rule="policy_terms.climate"),
        day("到2025年", "2025-01-01", "2025-12-31"),
        figure("PERCENT", "14%", 14, "%", subject="滨江市", indicator="单位地区生产总值能耗", kind="change",
               direction="down", basis="since", **target),
        named("POLICY_TERM", "专精特新", rule="policy_terms.firms"),
        figure("QUANTITY", "800家", 800, "家", modifier="gt", indicator="“专精特新”企业", kind="level", **target),
        named("ORG", "滨江银行"),
        day("今年一季度", "2024-01-01", "2024-03-31"),
        figure("MONEY", "950亿元", 95000000000, "CNY", modifier="gt", subject="滨江银行", indicator="制造业贷款余额",
               kind="level", speaker="滨江银行", **quarter),
        figure("MULTIPLE", "2.3倍", 2.3, "倍", subject="滨江银行", indicator="制造业贷款余额", kind="change",
               direction="up", basis="since", speaker="滨江银行", **quarter),
    ]  # fmt: skip
    return Extraction(article(), tuple(sorted(records, key=lambda record: (record.start, -record.end))))
