"""Robustness: whatever the text, extraction ends, never raises, and every record points at its own words."""

from __future__ import annotations

import json
import random
import re
import tracemalloc
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import Extractor
from extractor.article import read_article
from extractor.extraction import Extraction
from extractor.mentions import FIGURE_LABELS, LABELS

# Pieces of the language of economic news: put together at random they make every kind of half-sentence.
PIECES = """
同比 环比 增长 下降 超过 不低于 约 近 分别 其中 比重 占 达 至 从 到 力争 预计 较
比上年 左右 以上 多 余 几 每 第 翻番 翻了两番 持平
亿元 万亿元 万 亿 元 美元 港元 ¥ $ US$ € % ％ ‰ 个百分点 个基点 倍 成 折 家 人 辆 平方米 吨 个 千瓦时 元/吨 每股 分之
2020年 2024年11月30日 前三季度 上半年 今年以来 去年同期 “十四五”期间 近年来 9月末 1-7月 截至目前 二〇二一年 春节期间
0 1 12 3.5 1,234.5 1，234 100万 〇 一 二十一点五 两 壹仟玖佰 廿 三分之一 ５０ -3 +2.1 1/3 20%-25% 5至10 3— 1.2.3 00.5
国家统计局 北京市经济和信息化局
（以下简称“市经信局”） 张伟 李娜 记者 董事长 副局长 表示 据介绍 华为 中国 上海 公司 该市 他
碳中和 “2441” 专精特新“小巨人” 一带一路 三新一高 《行动方案》 《 》 国发〔2021〕23号 乡村振兴 “ ” ‘ ’ （ ） ( ) [ 】
， 。 ； ： 、 ！ ？ \n \t 　 — - ~ / · … , . ; : ! ? " ' < > & * # _ | \\ {{ }} ™ é 😀 \u200b \u0301 𠀀
""".split()
MARKUP = """
<p> </p> <div> <div\u2002class='share'> </div> <table><tr><td> <!-- --> &# &lt; < > --- title: # ** ![a](b) [c](d) ` |
""".split(" ")
NEWS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
ANY = st.text(max_size=400)
PUBLISHED = st.sampled_from([None, "2024-02-29", "1900-01-01", "9999-12-31", "0001-01-01"])


@lru_cache(maxsize=2)
def extractor(model: str | None) -> Extractor:
    return Extractor(model=model)


def check(extraction: Extraction) -> None:
    text = extraction.article.text
    for record in extraction.records:
        assert record.label in LABELS
        assert 0 <= record.start < record.end <= len(text)
        assert text[record.start : record.end] == record.text
        assert record.text.strip()
        assert record.norm
        assert record.rule
        # (A stretch of thousands of characters without a stop is cut, perhaps in the middle of a mention.)
        assert record.text in record.sentence or "\n" in record.text or len(record.sentence) >= 2_000
        if record.label in FIGURE_LABELS:
            assert record.value is not None
            assert record.value_high is None or record.value_high >= record.value
    starts = [record.start for record in extraction.records]
    assert starts == sorted(starts)
    assert json.loads(extraction.to_json())["article"]["text"] == text
    assert len(extraction.rows()) == len(extraction.records)


@settings(max_examples=100)
@given(text=NEWS, published=PUBLISHED)
def test_any_news_like_text(text: str, published: str | None) -> None:
    check(extractor(None).extract({"text": text, "published": published}))


@pytest.mark.extended
@settings(max_examples=200)
@given(text=ANY)
def test_any_text(text: str) -> None:
    check(extractor(None).extract({"text": text}))
    check(extractor(None).extract(text))


@pytest.mark.extended
@settings(max_examples=60)
@given(text=st.one_of(NEWS, ANY), published=PUBLISHED)
def test_any_text_with_the_bundled_model(text: str, published: str | None) -> None:
    check(extractor("bundled").extract({"text": text, "published": published}))


@pytest.mark.extended
@settings(max_examples=100)
@given(parts=st.lists(st.sampled_from([*MARKUP, *PIECES]), max_size=60))
def test_any_markup(parts: list[str]) -> None:
    check(extractor(None).extract("".join(parts)))


@settings(max_examples=100)
@given(raw=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_by_name(raw: bytes) -> None:
    from extractor.errors import ArticleError

    try:
        check(extractor(None).extract(raw))
    except ArticleError as error:
        assert str(error)


PATHOLOGICAL = {
    "one sentence of 100,000 characters": "全市工业增加值增长" * 11_000,
    "100,000 characters without a stop": "其中第三产业增加值1876.2亿元，增长6.1%，" * 4_000,
    "digits": "1" * 50_000,
    "digits and separators": "1,2" * 20_000,
    "Chinese digits": "一二三" * 15_000,
    "magnitudes": "万亿" * 20_000,
    "percent signs": "%" * 50_000,
    "dates": "2024年" * 2_500,
    "respectively": "分别增长" + "、".join(["5%"] * 5_000),
    "a list of subjects": "、".join(["江州市"] * 5_000) + "增长5%",
    "open quotes": "“" * 30_000,
    "open brackets": "《（" * 20_000,
    "nested titles": "《" * 5_000 + "方案" + "》" * 5_000,
    "names and titles": "局长张伟" * 10_000,
    "organizations": "北京市经济和信息化局" * 4_000,
    "ranges": "5至" * 5_000 + "10%",
    "blank lines": "\n" * 100_000,
    "full-width blanks": "　" * 100_000 + "增长5%",
    "currency signs": "$￥" * 20_000,
    "policy terms": "碳达峰碳中和" * 8_000,
    "colons": "：" * 50_000,
    "no Chinese at all": "lorem ipsum 12.5 million " * 4_000,
    "high planes": "𠀀😀" * 20_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_pathological_texts_end(name: str) -> None:
    check(extractor(None).extract({"text": PATHOLOGICAL[name], "published": "2024-10-25"}))


def test_extracting_twice_gives_the_same() -> None:
    sample = Path(__file__).parents[1] / "extractor" / "data" / "demo.md"
    first, second = (extractor(None).extract(sample).to_dict() for _ in range(2))
    assert first == second
    assert extractor(None).extract(sample).article.text.startswith("江州日报讯（记者 林一舟）")
    assert extractor(None).extract(sample).article.text.endswith("下降14%。")


@pytest.mark.extended
def test_a_long_article_takes_at_most_23_times_its_size() -> None:
    """At the peak of the work, its records and all, beyond what the loaded extractor takes."""
    chance = random.Random(7)
    sample = read_article(Path(__file__).parents[1] / "extractor" / "data" / "demo.md").text
    figures = re.compile(r"\d(?=\d*[.亿万家%])")
    text = "\n".join(figures.sub(lambda _: str(chance.randint(1, 9)), sample) for _ in range(120))
    article = {"text": text, "published": "2024-10-25"}
    extractor(None).extract(article)  # what it learns of words and days, it keeps for every article after
    tracemalloc.start()
    try:
        found = extractor(None).extract(article)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(found.records) > 4_000
    assert peak <= 23 * len(text.encode())
