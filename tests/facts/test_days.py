"""Which days a chosen time gives its figure: each kind in several wordings, and look-alikes that stay.

A row is the day of publication, a text, a figure in it, and the first and last day of its time; `None`: no days.
"""

from __future__ import annotations

from datetime import date

import pytest

from extractor.periods.almanac import days_off_around
from tests.facts.test_laws import READER

Row = tuple[str, str, str, str | None, str | None]


def check(published: str, text: str, figure: str, first: str | None, last: str | None) -> None:
    figures = READER.extract({"text": text, "published": published}).figures
    found = [record for record in figures if figure in record.text]
    assert found, [record.text for record in figures]
    assert (found[-1].period_start, found[-1].period_end) == (first, last)


@pytest.mark.parametrize(
    ("published", "text", "figure", "first", "last"),
    [
        ("2024-03-05", "8月，该行净归还贷款778亿元。", "778亿元", "2023-08-01", "2023-08-31"),
        ("2024-03-05", "7月底，北部山区强降雨，44人受伤。", "44人", "2023-07-31", "2023-07-31"),
        ("2024-01-25", "5月30日，公司上调资费，每月收36元。", "36元", "2023-05-30", "2023-05-30"),
        ("2024-02-05", "三季度，全市出口额为36亿元。", "36亿元", "2023-07-01", "2023-09-30"),
        ("2024-03-05", "全年国内生产总值增长3%，年末失业率为5.5%。", "3%", "2023-01-01", "2023-12-31"),
        ("2024-03-05", "年末城镇调查失业率为5.5%。", "5.5%", "2023-12-31", "2023-12-31"),
        ("2024-03-05", "8月零售额环比升0.3%，预期降0.4%。", "0.4%", "2023-08-01", "2023-08-31"),
        # festivals that move: not the same days of the year before
        ("2024-12-10", "春节期间，全市接待游客120万人次。", "120万人次", "2024-02-10", "2024-02-17"),
        ("2025-03-10", "端午假期，全市接待游客120万人次。", "120万人次", "2024-06-08", "2024-06-10"),
        ("2024-12-10", "元宵节当天，全市接待游客12万人次。", "12万人次", "2024-02-24", "2024-02-24"),
        # yet to come, and said so
        ("2024-03-05", "7月，该行将增发30亿元债券。", "30亿元", "2024-07-01", "2024-07-31"),
        ("2024-03-05", "预计8月销量为3万辆。", "3万辆", "2024-08-01", "2024-08-31"),
        ("2024-03-05", "9月1日起，手续费为2元。", "2元", "2024-09-01", None),
        ("2024-03-05", "展会4月5日至12日举行，设展位300个。", "300个", "2024-04-05", "2024-04-12"),
        # a year that is stated, or has begun
        ("2024-03-05", "2024年8月，合同到期金额为30亿元。", "30亿元", "2024-08-01", "2024-08-31"),
        ("2024-03-05", "今年8月，合同到期金额为30亿元。", "30亿元", "2024-08-01", "2024-08-31"),
        ("2024-11-05", "8月，出口额为36亿元。", "36亿元", "2024-08-01", "2024-08-31"),
        ("2024-11-05", "全年任务为30亿元。", "30亿元", "2024-01-01", "2024-12-31"),
    ],
)
def test_a_fact_of_a_time_without_a_year_has_been(
    published: str, text: str, figure: str, first: str | None, last: str | None
) -> None:
    check(published, text, figure, first, last)


@pytest.mark.parametrize(
    ("published", "text", "figure", "first", "last"),
    [
        ("2024-09-05", "8月，该行净归还贷款778亿元，期末贷款余额为2654亿元。", "2654亿元", "2024-08-31", "2024-08-31"),
        ("2024-09-05", "2023年，公司收入12亿元，期末存货为3亿元。", "3亿元", "2023-12-31", "2023-12-31"),
        ("2024-09-05", "上半年净利润2亿元，报告期末总资产为30亿元。", "30亿元", "2024-06-30", "2024-06-30"),
        ("2024-09-05", "二季度净投放300亿元，期末余额为900亿元。", "900亿元", "2024-06-30", "2024-06-30"),
        # the whole time
        ("2024-09-05", "8月，该行净归还贷款778亿元，期末贷款余额为2654亿元。", "778亿元", "2024-08-01", "2024-08-31"),
        ("2024-09-05", "2023年，学期末考试人数为3万人。", "3万人", "2023-12-31", "2023-12-31"),
        ("2024-09-05", "2023年，公司存货周转天数为30天，存货为3亿元。", "3亿元", "2023-01-01", "2023-12-31"),
    ],
)
def test_a_value_at_the_end_of_its_time(
    published: str, text: str, figure: str, first: str | None, last: str | None
) -> None:
    check(published, text, figure, first, last)


@pytest.mark.parametrize(
    ("published", "text", "figure", "first", "last"),
    [
        ("2024-09-05", "7月初，公司关闭30家门店。", "30家", None, None),
        ("2024-09-05", "2020年初，银行发放3000亿元专项贷款。", "3000亿元", None, None),
        ("2024-09-05", "6月底到7月初，猪肉价格上涨1.7%。", "1.7%", None, None),
        ("2024-09-05", "去年初，全市共有30家门店。", "30家", None, None),
        ("2024-09-05", "年初，当地小麦价格为每吨5000元。", "5000元", "2024-01-01", "2024-01-01"),
        ("2024-09-05", "今年年初，两融余额为1.04万亿元。", "1.04万亿元", "2024-01-01", "2024-01-01"),
        # other days
        ("2024-09-05", "7月底，公司关闭30家门店。", "30家", "2024-07-31", "2024-07-31"),
        ("2024-09-05", "7月，公司最初的门店为30家。", "30家", "2024-07-01", "2024-07-31"),
    ],
)
def test_the_beginning_of_a_month_or_year_has_no_stated_days(
    published: str, text: str, figure: str, first: str | None, last: str | None
) -> None:
    check(published, text, figure, first, last)


@pytest.mark.parametrize(
    ("published", "text", "figure", "first", "last"),
    [
        ("2022-01-22", "日本政府预计2022年度国内生产总值增长3.2%。", "3.2%", "2022-04-01", "2023-03-31"),
        ("2022-01-22", "松井电机2021财年净销售额为7000亿日元。", "7000亿日元", "2021-04-01", "2022-03-31"),
        ("2022-01-22", "日本2020财政年度税收为60万亿日元。", "60万亿日元", "2020-04-01", "2021-03-31"),
        # other years, other countries
        ("2022-01-22", "日本2021年出口额为83万亿日元。", "83万亿日元", "2021-01-01", "2021-12-31"),
        ("2022-01-22", "公司2021年度净利润为3.2亿元。", "3.2亿元", "2021-01-01", "2021-12-31"),
        ("2022-01-22", "公司2021财年收入为3.2亿美元。", "3.2亿美元", "2021-01-01", "2021-12-31"),
    ],
)
def test_fiscal_years_of_japan(published: str, text: str, figure: str, first: str | None, last: str | None) -> None:
    check(published, text, figure, first, last)


@pytest.mark.parametrize(
    ("published", "text", "first", "last"),
    [
        ("2026-05-03", "假期前两天，商圈客流增长5.4%。", "2026-05-01", "2026-05-02"),
        ("2024-06-11", "假期期间，每天接待游客3万人次。", "2024-06-08", "2024-06-10"),
        ("2025-10-05", "国庆中秋假期前4天，接待游客3万人次。", "2025-10-01", "2025-10-04"),
        ("2025-10-02", "假期首日，客流增长3%。", "2025-10-01", "2025-10-01"),
        ("2025-10-05", "长假第三天，客流增长3%。", "2025-10-03", "2025-10-03"),
        ("2020-10-04", "黄金周期间，车流量为3万辆。", "2020-10-01", "2020-10-08"),
        ("2024-05-20", "五一假期前三天，客流增长3%。", "2024-05-01", "2024-05-03"),
        # before the festival; no days off around; other holidays
        ("2024-02-20", "春节前一周，销量增长3%。", "2024-02-03", "2024-02-09"),
        ("2024-08-05", "假期期间，销量增长3%。", None, None),
    ],
)
def test_days_of_a_holiday(published: str, text: str, first: str | None, last: str | None) -> None:
    (found,) = (r for r in READER.extract({"text": text, "published": published}).records if r.label == "DATE")
    assert (found.period_start, found.period_end) == (first, last)


@pytest.mark.parametrize(
    "text", ["寒暑假期期间，销量增长3%。", "带薪假期越来越多。", "假期作业共12页。", "产假期间工资照发。"]
)
def test_other_words_of_holidays_are_no_dates(text: str) -> None:
    records = READER.extract({"text": text, "published": "2024-05-03"}).records
    assert [r.text for r in records if r.label == "DATE"] == []


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 5, 3), date(2026, 5, 1)),
        (date(2024, 6, 11), date(2024, 6, 8)),
        (date(2024, 9, 29), date(2024, 10, 1)),
        (date(2024, 8, 5), None),
    ],
)
def test_the_days_off_around_a_day(day: date, first: date | None) -> None:
    run = days_off_around(day)
    assert (run.first if run else None) == first


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1、7月制造业指数为49.8%。\n2、8月利率为3.35%。", ["7月", "8月"]),
        ("一、主要数据\n1、2月价格上涨3%。\n2、3月价格下降1%。", ["2月", "3月"]),
        ("3、12月31日，余额为3亿元。\n4、余额为2亿元。", ["12月31日"]),
        # months that are listed
        ("1、2月份出口增长5%。", ["1、2月份"]),
        ("出口：\n1、2月，增长5%。", ["1、2月"]),
        ("2、出口增长。\n3、今年1、2月，出口增长5%。", ["今年1、2月"]),
    ],
)
def test_the_number_of_a_line_is_no_month(text: str, found: list[str]) -> None:
    records = READER.extract({"text": text, "published": "2024-09-05"}).records
    assert [r.text for r in records if r.label == "DATE"] == found
