"""Expressions of time of economic news, each beside the day it is read on and the days it covers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import parse_period
from extractor.document import Document, split_sentences
from extractor.errors import RulesError
from extractor.mentions import DateMention
from extractor.periods import grammar_of
from extractor.recognizers import dates
from extractor.rulebook import load_rulebook

PERIODS = [
    # years
    ("2020年", "2021-11-30", "2020-01-01/2020-12-31"),
    ("二〇二一年", "2021-11-30", "2021-01-01/2021-12-31"),
    ("去年", "2021-11-30", "2020-01-01/2020-12-31"),
    ("2019—2021年", "2022-03-05", "2019-01-01/2021-12-31"),
    ("2023年至2025年", "2022-03-05", "2023-01-01/2025-12-31"),
    ("2021年全年", "2022-01-17", "2021-01-01/2021-12-31"),
    ("全年", "2022-01-17", "2021-01-01/2021-12-31"),
    ("今年以来", "2021-11-30", "2021-01-01/2021-11-30"),
    ("年初以来", "2021-11-30", "2021-01-01/2021-11-30"),
    ("2022财年", "2022-11-30", "2022-01-01/2022-12-31"),
    ("2022会计年度", "2022-11-30", "2022-01-01/2022-12-31"),
    ("近三年", "2022-03-22", "2019-03-22/2022-03-21"),
    ("过去十年", "2022-09-30", "2012-09-30/2022-09-29"),
    ("上世纪九十年代", "2021-11-30", "1990-01-01/1999-12-31"),
    ("二十世纪80年代", "2021-11-30", "1980-01-01/1989-12-31"),
    ("上世纪八九十年代", "2021-11-30", "1980-01-01/1999-12-31"),
    ("上世纪七十至九十年代", "2021-11-30", "1970-01-01/1999-12-31"),
    ("70、80年代", "2021-11-30", "1970-01-01/1989-12-31"),
    ("17至18世纪", "2021-11-30", "1600-01-01/1799-12-31"),
    ("上世纪末", "2021-11-30", "1990-01-01/1999-12-31"),
    ("21世纪初", "2021-11-30", "2000-01-01/2009-12-31"),
    # plans
    ("“十三五”期间", "2021-11-30", "2016-01-01/2020-12-31"),
    ("“十四五”以来", "2021-11-30", "2021-01-01/2021-11-30"),
    ("“十四五”末", "2021-11-30", "2025-12-31"),
    ("“十四五”前三年", "2024-01-17", "2021-01-01/2023-12-31"),
    ("“十四五”开局之年", "2022-01-17", "2021-01-01/2021-12-31"),
    ("十五五时期", "2026-01-05", "2026-01-01/2030-12-31"),
    ("“八五”期间", "2021-11-30", "1991-01-01/1995-12-31"),
    # halves and quarters
    ("上半年", "2023-08-20", "2023-01-01/2023-06-30"),
    ("去年下半年", "2023-08-20", "2022-07-01/2022-12-31"),
    ("前三季度", "2021-11-30", "2021-01-01/2021-09-30"),
    ("前三季度", "2022-02-10", "2021-01-01/2021-09-30"),
    ("2021年第四季度", "2022-01-17", "2021-10-01/2021-12-31"),
    ("一季度", "2021-04-16", "2021-01-01/2021-03-31"),
    ("二、三季度", "2021-11-30", "2021-04-01/2021-09-30"),
    ("2022Q1", "2022-04-30", "2022-01-01/2022-03-31"),
    ("上季度", "2022-02-10", "2021-10-01/2021-12-31"),
    ("上上季度", "2022-02-10", "2021-07-01/2021-09-30"),
    ("最后一个季度", "2021-11-30", "2021-10-01/2021-12-31"),
    # months
    ("1—10月份", "2021-11-30", "2021-01-01/2021-10-31"),
    ("1-2月", "2022-03-16", "2022-01-01/2022-02-28"),
    ("今年1至11月", "2021-12-27", "2021-01-01/2021-11-30"),
    ("前10个月", "2021-11-30", "2021-01-01/2021-10-31"),
    ("前两个月", "2024-03-18", "2024-01-01/2024-02-29"),
    # two months that are not over cannot be meant: those before this one
    ("前两个月", "2024-02-06", "2023-12-01/2024-01-31"),
    ("前三个月", "2024-03-25", "2024-01-01/2024-03-31"),
    ("前11个月", "2024-01-15", "2023-01-01/2023-11-30"),
    ("2024年前两个月", "2024-02-06", "2024-01-01/2024-02-29"),
    ("12月份", "2022-01-12", "2021-12-01/2021-12-31"),
    ("２０２１年１０月", "2021-11-30", "2021-10-01/2021-10-31"),
    ("本月", "2021-11-30", "2021-11-01/2021-11-30"),
    ("上月", "2022-01-12", "2021-12-01/2021-12-31"),
    ("11月上旬", "2021-11-15", "2021-11-01/2021-11-10"),
    ("11月中上旬", "2021-11-30", "2021-11-01/2021-11-20"),
    ("2021年2月下旬", "2021-11-15", "2021-02-21/2021-02-28"),
    ("2021年11月至次年3月", "2021-11-15", "2021-11-01/2022-03-31"),
    ("今年1月至5月底", "2021-06-15", "2021-01-01/2021-05-31"),
    ("8月至9月中旬", "2021-11-15", "2021-08-01/2021-09-20"),
    ("8月中旬至9月底", "2021-02-12", "2021-08-11/2021-09-30"),
    ("七八月份", "2021-11-15", "2021-07-01/2021-08-31"),
    ("12月以来", "2022-03-01", "2021-12-01/2022-03-01"),
    # seasons
    ("今冬明春", "2021-11-30", "2021-11-07/2022-05-04"),
    ("今冬", "2022-01-10", "2021-11-07/2022-02-03"),
    ("去冬今春", "2022-03-10", "2021-11-07/2022-05-04"),
    ("今夏", "2022-07-10", "2022-05-05/2022-08-06"),
    # weeks and days
    ("上周", "2021-11-30", "2021-11-22/2021-11-28"),
    ("本周三", "2021-11-30", "2021-12-01"),
    ("上周三到周五", "2021-11-30", "2021-11-24/2021-11-26"),
    ("本周一至周三", "2021-12-05", "2021-11-29/2021-12-01"),
    ("11月30日", "2021-12-02", "2021-11-30"),
    ("12月31日", "2022-01-20", "2021-12-31"),
    ("2021-11-30", None, "2021-11-30"),
    ("1月14日至18日", "2022-01-20", "2022-01-14/2022-01-18"),
    ("昨日", "2022-03-01", "2022-02-28"),
    # moments
    ("截至三季度末", "2021-11-30", "2021-09-30"),
    ("截至2023年12月31日止年度", "2024-03-01", "2023-01-01/2023-12-31"),
    ("截至2023年6月30日止六个月", "2023-08-20", "2023-01-01/2023-06-30"),
    ("截至2023年12月31日止", "2024-03-01", "2023-12-31"),
    ("截至2021年底", "2022-01-20", "2021-12-31"),
    ("截至6月末", "2021-07-15", "2021-06-30"),
    ("截至目前", "2021-11-30", "2021-11-30"),
    ("到2030年", "2021-11-30", "2030-12-31"),
    # open on one side, or up to the day of publication
    ("自2018年以来", "2021-11-30", "2018-01-01/2021-11-30"),
    ("自2021年12月9日以来", None, "2021-12-09/.."),
    ("2020年以后", "2021-11-30", "2021-01-01/.."),
    ("自2022年1月1日起", "2021-11-30", "2022-01-01/.."),
    ("2025年前", "2021-11-30", "2021-11-30/2025-12-31"),
    ("2015年以前", "2021-11-30", "../2014-12-31"),
    ("今年以前", "2021-11-30", "../2020-12-31"),
    ("年底前", "2021-11-30", "2021-11-30/2021-12-31"),
    # festivals, days off, the lunar calendar
    ("2024年春节假期", "2024-03-01", "2024-02-10/2024-02-17"),
    ("2022年春节", "2022-03-01", "2022-02-01"),
    ("国庆黄金周", "2021-11-30", "2021-10-01/2021-10-07"),
    # 期间 and 档 are the days off of a public holiday, of another day the day itself
    ("2025年春节期间", None, "2025-01-28/2025-02-04"),
    ("2025年端午档", None, "2025-05-31/2025-06-02"),
    ("2024年国庆档期", None, "2024-10-01/2024-10-07"),
    ("2025年七夕期间", None, "2025-08-29"),
    # the 40 days of travel around the Spring Festival, the 62 of the summer
    ("2022年春运", None, "2022-01-17/2022-02-25"),
    ("2019年春运期间", None, "2019-01-21/2019-03-01"),
    ("2025年暑运", None, "2025-07-01/2025-08-31"),
    ("“五一”假期", "2024-05-06", "2024-05-01/2024-05-05"),
    ("2021年中秋节", "2021-11-30", "2021-09-21"),
    ("2021年农历正月十五", "2021-11-30", "2021-02-26"),
    ("2023年清明节", None, "2023-04-05"),
    # traditional script
    ("二月十五號", "2013-02-12", "2013-02-15"),
    ("上週三", "2021-11-30", "2021-11-24"),
    ("2020年以後", "2021-11-30", "2021-01-01/.."),
    # no calendar tells
    ("近年来", "2021-11-30", ""),
    ("日前", "2021-11-30", ""),
    ("十年来", "2021-11-30", ""),
    ("两三年前", "2021-11-30", ""),
    ("未来3—5年", "2021-11-30", ""),
    ("未来五到十年", "2021-11-30", ""),
    ("今年", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "days"), PERIODS)
def test_periods_of_economic_news(text: str, published: str | None, days: str) -> None:
    assert parse_period(text, published).iso() == days


@pytest.mark.parametrize("text", ["", "增长", "3年", "五天", "13月", "2021年13月", "碳中和", "30多家", "8点30分"])
def test_what_is_no_period_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="is not an expression of time") as refused:
        parse_period(text, "2021-11-30")
    assert repr(text) in str(refused.value)


@pytest.mark.parametrize(
    ("text", "point"),
    [("截至三季度末", True), ("“十五五”末", True), ("到2030年", True), ("三季度", False), ("11月30日", False)],
)
def test_points_in_time(text: str, point: bool) -> None:
    assert parse_period(text, "2021-11-30").point is point


def find(text: str, published: str | None = None) -> list[DateMention]:
    day = date.fromisoformat(published) if published else None
    return dates.recognizer(load_rulebook())(Document(text, day, sentences=split_sentences(text)))


def resolved(text: str, published: str | None = None) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.norm) for m in find(text, published)]


TEXTS = [
    # a year named in a sentence holds for the months, quarters and days after it there
    ("2019年，全省增长7%，其中四季度增长6%，12月31日收官。", "2021-11-30",
     [("2019年", "2019-01-01/2019-12-31"), ("四季度", "2019-10-01/2019-12-31"), ("12月31日", "2019-12-31")]),
    # what something is compared with changes nothing
    ("2021年进出口比2019年增长两成，其中三季度增速最快。", "2022-01-20",
     [("2021年", "2021-01-01/2021-12-31"), ("2019年", "2019-01-01/2019-12-31"), ("三季度", "2021-07-01/2021-09-30")]),
    # a day of these days is news, whatever year the sentence before spoke of
    ("2020年全市完成投资80亿元。11月30日，发布会在京举行。", "2021-11-30",
     [("2020年", "2020-01-01/2020-12-31"), ("11月30日", "2021-11-30")]),
    # the same period of another year is that of the period the text speaks of
    ("前三季度营收9亿元，去年同期为8亿元。", "2021-11-30",
     [("前三季度", "2021-01-01/2021-09-30"), ("去年同期", "2020-01-01/2020-09-30")]),
    ("截至11月19日收购8吨，去年同日7吨，2023年同一天6吨。", "2025-11-20",
     [("11月19日", "2025-11-19"), ("去年同日", "2024-11-19"), ("2023年同一天", "2023-11-19")]),
    ("国庆假期首日，10月1日，全天发送旅客50万人次。", "2024-10-02",
     [("国庆假期首日", "2024-10-01"), ("10月1日", "2024-10-01"), ("全天", "2024-10-01")]),
    # a paragraph may begin with it: the period of the paragraph before, days aside
    ("2024年2月末存款9亿元，去年同期为8亿元。", "2024-03-06",
     [("2024年2月末", "2024-02-29"), ("去年同期", "2023-02-28")]),
    ("3月5日公布，2月进口7吨。\n同期，出口9吨。\n去年同期为8吨。", "2024-03-06",
     [("3月5日", "2024-03-05"), ("2月", "2024-02-01/2024-02-29"), ("同期", "2024-02-01/2024-02-29"),
      ("去年同期", "2023-02-01/2023-02-28")]),
    # the month before, in a comparison, is the one before the month the text speaks of
    ("2月份，价格较上月下降0.3%。", "2022-03-09",
     [("2月份", "2022-02-01/2022-02-28"), ("上月", "2022-01-01/2022-01-31")]),
    # without a day of publication the years named are all there is
    ("1月20日，统计局说，2021年增长8%。全年利润翻番。", None,
     [("1月20日", "1月20日"), ("2021年", "2021-01-01/2021-12-31"), ("全年", "2021-01-01/2021-12-31")]),
    # a weekday in brackets is the day's own
    ("2020年5月26日（周二）开幕，6月3日（星期三）闭幕。", "2021-06-14",
     [("2020年5月26日（周二）", "2020-05-26"), ("6月3日（星期三）", "2020-06-03")]),
    # the years of a list
    ("2019、2020和2021年分别增长。", "2022-01-20",
     [("2019", "2019-01-01/2019-12-31"), ("2020", "2020-01-01/2020-12-31"), ("2021年", "2021-01-01/2021-12-31")]),
    # all quarters of a year that January's news gives
    ("全年增长5%。一季度增长4%，三季度增长6%。", "2024-01-17",
     [("全年", "2023-01-01/2023-12-31"), ("一季度", "2023-01-01/2023-03-31"), ("三季度", "2023-07-01/2023-09-30")]),
    ("从2018年的100家增加到2022年的300家。", "2023-03-01",
     [("2018年", "2018-01-01/2018-12-31"), ("2022年", "2022-01-01/2022-12-31")]),
    ("力争到2025年建成。", "2021-11-30", [("2025年", "2025-12-31")]),
    ("记者3日获悉，31日收盘上涨。", "2022-02-05", [("3日", "2022-02-03"), ("31日", "2022-01-31")]),
    ("周五收跌，将于周四公布。", "2022-01-18", [("周五", "2022-01-14"), ("周四", "2022-01-20")]),
    # a day in brackets explains the day before it, whatever year a title speaks of
    ("《2025年春节联欢晚会》今天（11月29日）发布主题。", "2024-11-29",
     [("2025年", "2025-01-01/2025-12-31"), ("今天", "2024-11-29"), ("11月29日", "2024-11-29")]),
    # a story runs on into the next year
    ("2022年12月23日达到峰值，1月12日回落。", "2023-01-14",
     [("2022年12月23日", "2022-12-23"), ("1月12日", "2023-01-12")]),
    ("2013年3月首次提出。同年9月提出倡议，次年建成。", "2023-03-24",
     [("2013年3月", "2013-03-01/2013-03-31"), ("同年9月", "2013-09-01/2013-09-30"), ("次年", "2014-01-01/2014-12-31")]),
    # a quarter that has just ended is the news, after a look at the year before
    ("利润由上年全年下降转为增长。一季度，利润增长6%。", "2026-04-27",
     [("上年全年", "2025-01-01/2025-12-31"), ("一季度", "2026-01-01/2026-03-31")]),
    # 年末 in January is the one just past, unless the words look ahead
    ("年末失业率为5.5%。预计年底达到5%。", "2023-01-18", [("年末", "2022-12-31"), ("年底", "2023-12-31")]),
    ("“五一”档票房超5000万元，假期最后一天，3月份的24。", "2026-04-29",
     [("“五一”档", "2026-05-01/2026-05-05"), ("假期最后一天", "2026-05-05"), ("3月份", "2026-03-01/2026-03-31")]),
    # a year that is aimed at is not the one the text speaks of
    ("力争到2025年产值翻番。上半年增长8%。", "2023-08-20",
     [("2025年", "2025-12-31"), ("上半年", "2023-01-01/2023-06-30")]),
    # in a story 一年后 may be counted from any day of it
    ("一年后，产品下线。预计三个月后投产。", "2023-04-30",
     [("一年后", "一年后"), ("三个月后", "2023-07-01/2023-07-31")]),
    ("达产后年产能10吉瓦时，后年投产。", "2022-01-17", [("后年", "2024-01-01/2024-12-31")]),
    ("一期竣工后年发电8亿度，预计后年并网，比前年多两成，为来年储煤。", "2022-01-17",
     [("后年", "2024-01-01/2024-12-31"), ("前年", "2020-01-01/2020-12-31"), ("来年", "2023-01-01/2023-12-31")]),
    ("上年货物出口增长7%。今年货币供应平稳。", "2022-01-17",
     [("上年", "2021-01-01/2021-12-31"), ("今年", "2022-01-01/2022-12-31")]),
    # the days and months of a list are those of its first
    ("9月10日、11日和15号签约。", "2021-06-14",
     [("9月10日", "2021-09-10"), ("11日", "2021-09-11"), ("15号", "2021-09-15")]),
    ("8月30、31日，1日调试。", "2021-10-20", [("8月30", "2021-08-30"), ("31日", "2021-08-31"), ("1日", "2021-09-01")]),
    ("去年11月、12月热销。", "2022-06-14",
     [("去年11月", "2021-11-01/2021-11-30"), ("12月", "2021-12-01/2021-12-31")]),
    # of two days in a sentence the second is the later one, but for the news of the day
    ("展会10月29日开幕，30日签约，6日闭幕。", "2021-12-05",
     [("10月29日", "2021-10-29"), ("30日", "2021-10-30"), ("6日", "2021-11-06")]),
    ("记者15日获悉，展会10月14日开幕。展会10月14日开幕，记者15日获悉。", "2021-11-15",
     [("15日", "2021-11-15"), ("10月14日", "2021-10-14"), ("10月14日", "2021-10-14"), ("15日", "2021-11-15")]),
    ("记者9日获悉，28日停航。", "2021-11-10", [("9日", "2021-11-09"), ("28日", "2021-10-28")]),
    ("今年一、二、三季度和5月中下旬，企业负责人日前说。", "2024-01-17",
     [("今年一、二、三季度", "2024-01-01/2024-09-30"), ("5月中下旬", "2024-05-11/2024-05-31"), ("日前", "日前")]),
    ("自 2022 年 1 月 1 日起施行。", None, [("2022 年 1 月 1 日起", "2022-01-01/..")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "expected"), TEXTS)
def test_dates_in_their_sentences(text: str, published: str | None, expected: list[tuple[str, str]]) -> None:
    assert resolved(text, published) == expected


@pytest.mark.parametrize(
    "text",
    [
        "建设周期3年，为期五天，历时两个月，共10日。",
        "10年期国债收益率上行，5日均线走平。",
        "第3位，第12家，地铁10号线，12号楼。",
        "“十四五”规划提出碳达峰。",
        "人均预期寿命78岁，2000元，1.2亿吨，3:0取胜。",
        "每年6次，每月3场，每周五例会。",
        "青年中有人提问，当年轻人离开，本次年会闭幕。",
        "建设2441体系，沪深300指数，5G基站。",
        "接种人数突破五成，光明日报社刊文，岁月中的故事，网上年货节。",
        "未来年产值过亿，疫情前年均百场，建成后年减碳3万吨，邮路迎来年货潮，第六次年度会议。",
        "全天候伙伴，景区全天开放，24小时全天营业。",
        "创历史同期新高，比常年同期多两成，共同期待合作。",
        "局长何明春出席，水上年夜饭，节前年货市场，桌上年味浓。",
        "连续第二个季度、时隔2个季度，每年3月，本次月度会议。",
    ],
)
def test_durations_numbers_and_names_are_no_dates(text: str) -> None:
    assert resolved(text, "2021-11-30") == []


def test_mentions_tell_what_stands_around_them() -> None:
    text = "截至2021年底，总额较上年末增长8%，预计2025年前翻番，自2018年以来最高。"
    mentions = find(text, "2022-01-20")
    assert [(text[m.prefix_start : m.end], m.prefix, m.suffix, m.point) for m in mentions] == [
        ("截至2021年底", "point", "", True),
        ("较上年末", "compared", "", True),
        ("预计2025年前", "ahead", "until", False),
        ("自2018年以来", "from", "since", False),
    ]


COMPARED = [
    ("与2020年相比，2024年进口增长5%。", ["2020年"]),
    ("与2020年相比2024年进口增长5%。", ["2020年"]),
    ("与去年同期比今年一季度略增。", ["去年同期"]),
    ("和2020年相比，今年进口下降。", ["2020年"]),
    ("今年比2022年和2021年都高，较2019年、2020年分别多3家和2家。", ["2022年", "2021年", "2019年", "2020年"]),
    ("2023年与2022年相比增长5%。", ["2022年"]),
    ("2022年与2023年，进口分别增长5%和6%。", []),
    ("进口增速与去年持平。", ["去年"]),
]


@pytest.mark.parametrize(("text", "compared"), COMPARED)
def test_which_dates_something_is_compared_with(text: str, compared: list[str]) -> None:
    assert [text[m.start : m.end] for m in find(text, "2024-12-05") if m.prefix == "compared"] == compared


def test_a_users_words_extend_the_grammar(tmp_path: Path) -> None:
    (tmp_path / "periods.txt").write_text("[year]\n-1: 昨年\n", encoding="utf-8")
    (tmp_path / "periods_festivals.txt").write_text("[solar]\n6-18: 购物狂欢节\n", encoding="utf-8")
    find_dates = dates.recognizer(load_rulebook([tmp_path]))
    text = "昨年购物狂欢节期间下单。"
    (mention,) = find_dates(Document(text, date(2021, 11, 30), sentences=split_sentences(text)))
    assert (text[mention.start : mention.end], mention.norm) == ("昨年购物狂欢节期间", "2020-06-18")


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("periods.txt", "[year]\nlast: 昨年\n", r"periods.txt:2: 'last' is not a whole number"),
        ("periods.txt", "[days]\nsoon: 明后三日\n", r"periods.txt:2: 'soon' is not two whole numbers"),
        ("periods.txt", "[report]\n3: 三月报\n", r"periods.txt:2: '3' is not two whole numbers"),
        ("periods_festivals.txt", "[solar]\nsummer: 购物节\n", r"periods_festivals.txt:2: 'summer' names no day"),
    ],
)
def test_wrong_words_of_time_are_named_by_file_and_line(tmp_path: Path, file: str, text: str, says: str) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(RulesError, match=says):
        dates.recognizer(load_rulebook([tmp_path]))


FESTIVALS = [
    ("2013年复活节", "2013-03-31"), ("2013年东正教复活节", "2013-05-05"), ("2021年母亲节", "2021-05-09"),
    ("2019年感恩节", "2019-11-28"), ("2013年古尔邦节", "2013-10-15"), ("2013年赎罪日", "2013-09-13"),
    ("2013年排灯节", "2013-11-03"), ("2013年卫塞节", "2013-05-24"), ("2023年除夕", "2023-01-21"),
    ("2024年腊八节", "2024-01-18"), ("2021年重陽節", "2021-10-14"), ("2021年冬至", "2021-12-21"),
    ("2018年光明节", "2018-12-02/2018-12-09"), ("2019年网络星期一", "2019-12-02"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "days"), FESTIVALS)
def test_festivals_of_a_year(text: str, days: str) -> None:
    assert parse_period(text).iso() == days


WORDS = (
    "年月日号季度周旬末初底前后上下今去明本同期以来至到-—的第一二三十两0123459 ，。“十四五”近未来个世纪代春节半全截自起"
)


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet=WORDS, max_size=40), st.none() | st.dates())
def test_any_text_gives_sound_mentions(text: str, published: date | None) -> None:
    end = 0
    for m in dates.recognizer(load_rulebook())(Document(text, published, sentences=split_sentences(text))):
        assert end <= m.start < m.end <= len(text)
        assert m.prefix_start <= m.start
        assert m.first is None or m.last is None or m.first <= m.last
        assert m.norm
        end = m.end


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=WORDS, max_size=20), st.none() | st.dates())
def test_parse_period_reads_or_refuses(text: str, published: date | None) -> None:
    try:
        period = parse_period(text, published)
    except ValueError:
        return
    assert period.first is None or period.last is None or period.first <= period.last


@settings(max_examples=200, deadline=None)
@given(st.dates(min_value=date(1949, 10, 1), max_value=date(2099, 12, 31)), st.dates())
def test_every_day_is_read_in_every_spelling(day: date, published: date) -> None:
    for spelling in (
        f"{day.year}年{day.month}月{day.day}日",
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%Y%m%d}",
    ):
        period = parse_period(spelling, published)
        assert (period.first, period.last) == (day, day)


@pytest.mark.parametrize("unit", ["1", "年", "月", "一", "“", "（", "2021年", "上", "前3个", "至", "十", " "])
def test_long_runs_of_one_thing_are_walked_through_once(unit: str) -> None:
    text = unit * (30_000 // len(unit))
    assert all(m.end - m.start < 60 for m in find(text, "2021-11-30"))


@pytest.mark.extended
def test_the_almanac_is_loaded_only_when_a_date_asks_for_it() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from extractor import parse_period; parse_period('前三季度', '2021-11-30');"
        "assert not {'borax', 'holidays', 'dateutil.easter'} & set(sys.modules); parse_period('2022年春节假期');"
        "assert {'borax', 'holidays'} <= set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_one_grammar_serves_equal_rulebooks() -> None:
    assert grammar_of(load_rulebook()) is grammar_of(load_rulebook())
