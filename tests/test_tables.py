"""Tables: each file of `table_cases/` sets tables beside the figures that their cells state.

The cases are written as `fact_cases/` are; the lines of a table are between bars. Each is read as it is, and as
an HTML table with the same cells.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from fact_table import Case, differences, read_cases

from extractor import extract
from extractor.article import read_article
from extractor.tables.grid import RawCell, table_rows

FOLDER = Path(__file__).parent / "table_cases"
CASES = [case for path in sorted(FOLDER.glob("*.txt")) for case in read_cases(path)]


def as_html(text: str) -> str:
    """The text with its lines between bars as tables, all other lines as paragraphs."""
    html: list[str] = []
    for line in text.split("\n"):
        if not line.startswith("|"):
            html.append(f"<p>{escape(line)}</p>")
            continue
        cells = "".join(f"<td>{escape(cell.strip())}</td>" for cell in line.strip("|").split("|"))
        if html and html[-1] == "</table>":
            html.pop()
        else:
            html.append("<table>")
        html += [f"<tr>{cells}</tr>", "</table>"]
    return "\n".join(html)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_tables(case: Case) -> None:
    article = {"text": case.text, "published": case.published, "title": case.title}
    wrong = differences(case, extract(article).to_dict()["records"])
    assert not wrong, "\n".join([case.text, *wrong])


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_same_tables_in_html(case: Case) -> None:
    plain = extract({"text": case.text, "published": case.published, "title": case.title})
    page = extract({"html": as_html(case.text), "published": case.published, "title": case.title})
    fields = ("text", "value", "unit", "subject", "indicator", "kind", "direction", "period_start", "period_end")
    of = [[tuple(getattr(r, name) for name in fields) for r in each.figures] for each in (plain, page)]
    assert of[0] == of[1]


NESTED = """<table><tr><td>导航</td><td><table>
<tr><th rowspan=2>项目</th><th colspan=2>2024年</th></tr><tr><th>上半年</th><th>下半年</th></tr>
<tr><td>营业收入（万元）</td><td>1,200.5</td><td>(30)</td></tr></table></td></tr></table>"""


def test_a_table_inside_a_layout_table_with_spans() -> None:
    result = extract({"html": NESTED, "title": "江州仪表：2024年年度报告"})
    (table,) = result.article.tables
    text = result.article.text
    assert [(text[c.start : c.end], c.row, c.column, c.row_span, c.column_span, c.role) for c in table.cells] == [
        ("项目", 0, 0, 2, 1, "column"),
        ("2024年", 0, 1, 1, 2, "column"),
        ("上半年", 1, 1, 1, 1, "column"),
        ("下半年", 1, 2, 1, 1, "column"),
        ("营业收入（万元）", 2, 0, 1, 1, "row"),
        ("1,200.5", 2, 1, 1, 1, "value"),
        ("(30)", 2, 2, 1, 1, "value"),
    ]
    assert [(r.value, r.period_start, r.period_end, r.cell) for r in result.figures] == [
        (12005000, "2024-01-01", "2024-06-30", (0, 2, 1)),
        (-300000, "2024-07-01", "2024-12-31", (0, 2, 2)),
    ]
    assert "营业收入（万元）" in result.figures[0].explain()
    assert result.to_dict()["records"][-1]["cell"] == [0, 2, 2]


def test_tables_as_frames() -> None:
    frame = extract({"html": NESTED}).tables[0]
    assert frame.index.tolist() == ["营业收入（万元）"]
    assert frame.columns.tolist() == [("2024年", "上半年"), ("2024年", "下半年")]
    assert frame.iloc[0].tolist() == ["1,200.5", "(30)"]


LINES = {
    "tabs": "地区\t产量（吨）\t同比（%）\n甲县\t12.5\t-2\n乙县\t3\t4.5",
    "blanks": "地区      产量（吨）    同比（%）\n甲县      12.5          -2\n乙县      3             4.5",
    "one blank": "地区 产量（吨） 同比（%）\n甲县 12.5 -2\n乙县 3 4.5",
    "one cell a line": "地区\n产量（吨）\n同比（%）\n甲县\n12.5\n-2\n乙县\n3\n4.5",
    "Markdown": "|地区|产量（吨）|同比（%）|\n|---|---|---|\n|甲县|12.5|-2|\n|乙县|3|4.5|",
    "Markdown without outer bars": "地区 | 产量（吨） | 同比（%）\n--- | --- | ---\n甲县 | 12.5 | -2\n乙县 | 3 | 4.5",
}


@pytest.mark.parametrize("lines", LINES.values(), ids=LINES)
def test_plain_tables(lines: str) -> None:
    result = extract({"content": f"2024年粮食情况如下。\n{lines}\n以上数据为初步统计。", "published": "2025-01-20"})
    assert [(r.text, r.value, r.unit, r.subject, r.indicator, r.kind, r.direction) for r in result.figures] == [
        ("12.5", 12.5, "吨", "甲县", "产量", "level", None),
        ("-2", 2, "%", "甲县", "产量", "change", "down"),
        ("3", 3, "吨", "乙县", "产量", "level", None),
        ("4.5", 4.5, "%", "乙县", "产量", "change", "up"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "　　江州市统计局发布消息。\n　　全市经济平稳运行。",
        "第一条 总则\n第二条 适用范围\n第三条 职责",
        "会议时间  上午\n会议地点  礼堂",
        "张三\n李四\n王五\n2024\n赵六",
        "首页\t新闻\n",
    ],
)
def test_lines_that_are_no_tables_of_figures(text: str) -> None:
    assert extract({"text": text}).figures == []


TEXTS = {
    "a column of units, parted by one blank": (
        "指标 单位 一季度 同比增长(%)\n地区生产总值 亿元 1205.8 5.6\n发电量 亿千瓦时 600.1 3.5",
        [(120580000000, "CNY", "地区生产总值"), (5.6, "%", "地区生产总值"),
         (60010000000, "千瓦时", "发电量"), (3.5, "%", "发电量")],
    ),
    "rows set in by blanks": (
        "指标            单位      2023年      比上年增长（%）\n粮食产量        万吨      512.3       2.4\n"
        "  其中：稻谷    万吨      201.0       -1.5",
        [(5123000, "吨", "粮食产量"), (2.4, "%", "粮食产量"), (2010000, "吨", "稻谷产量"), (1.5, "%", "稻谷产量")],
    ),
    "项目, 本期 and 上期 a line each, below a line of the unit": (
        "单位：万元\n项目\n本期金额\n上期金额\n营业收入\n88,000.5\n80,000\n营业成本\n70,000\n65,000",
        [(880005000, "CNY", "营业收入"), (800000000, "CNY", "营业收入"),
         (700000000, "CNY", "营业成本"), (650000000, "CNY", "营业成本")],
    ),
    "tabs, the first head left empty": (
        "主要数据（人民币百万元）\n\t2024年1-3月\t同比（%）\n营业收入\t8,800\t2.33\n利息净收入\t6,000\t(1.69)",
        [(8800000000, "CNY", "营业收入"), (2.33, "%", "营业收入"),
         (6000000000, "CNY", "利息净收入"), (1.69, "%", "利息净收入")],
    ),
    "results before they are known, as ranges with words before them": (
        "| 项目 | 本报告期 | 上年同期 |\n| 净利润 | 盈利：5,000万元–6,500万元 | 盈利：4,012.5万元 |",
        [(50000000, "CNY", "净利润"), (40125000, "CNY", "净利润")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_tables_of_plain_text(name: str) -> None:
    lines, figures = TEXTS[name]
    result = extract({"text": lines, "published": "2024-05-10", "title": "江州仪表业绩预告"})
    assert [(r.value, r.unit, r.indicator) for r in result.figures] == figures


def test_results_before_they_are_known_are_forecasts_and_those_of_the_year_before_are_not() -> None:
    lines, _ = TEXTS["results before they are known, as ranges with words before them"]
    result = extract({"text": lines, "published": "2024-05-10", "title": "江州仪表业绩预告"})
    assert [r.modality for r in result.figures] == ["forecast", "actual"]


def test_prose_in_a_cell_is_read_as_prose() -> None:
    page = (
        "<table><tr><td>事项</td><td>内容</td></tr><tr><td>业绩</td><td>公司2024年实现营业收入3.2亿元，同比增长5%，"
        "经营情况保持稳定，各项业务有序开展。</td></tr><tr><td>分红</td><td>不分红</td></tr></table>"
    )
    figures = extract({"html": page, "published": "2025-03-01"}).figures
    facts = [(r.text, r.indicator, r.kind) for r in figures]
    assert facts == [("3.2亿元", "营业收入", "level"), ("5%", "营业收入", "change")]


def test_wrong_spans_cost_no_time_and_lose_no_cell() -> None:
    rows = [[RawCell("a", 60_000, 1000), RawCell(str(number))] for number in range(300)]
    assert sum(map(len, table_rows(rows, "html"))) < 2000


def test_every_cell_points_into_the_text() -> None:
    for case in CASES:
        article = read_article({"html": as_html(case.text)})
        marked = [table for table in article.tables if table.form == "html"]
        cells = [article.text[c.start : c.end] for table in marked for c in table.cells if c.end > c.start]
        rows = [line.strip("|").split("|") for line in case.text.split("\n") if line[0] == "|"]
        texts = [cell.strip() for row in rows for cell in row]
        assert cells == [" ".join(cell.split()) for cell in texts if cell.strip()]
