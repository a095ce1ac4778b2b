"""The page and the report in a real browser: Debian's Chromium, driven by Playwright.

`pip install .[browser]` and `apt-get install chromium`; the tests skip where either is missing, or EXTRACTOR_CHROMIUM
names another browser's file.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from samples import sample
from test_display import hostile
from test_report import corpus

from extractor.display.report import render_report
from extractor.export.csv_text import write_csv

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install .[browser]")

CHROMIUM = os.environ.get("EXTRACTOR_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.extended,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium here: apt-get install chromium, or set EXTRACTOR_CHROMIUM"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


class Sheet:
    """An open page, with everything it complained about or asked a network for."""

    def __init__(self, browser: Any, path: Path, width: int = 1280, height: int = 900, **options: Any) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": height}, **options)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append("dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())

    def texts(self, selector: str) -> list[str]:
        return self.page.locator(selector).all_inner_texts()

    def copied(self) -> str:
        """What the page's copy button gives to the clipboard."""
        self.page.evaluate("navigator.clipboard.writeText = (text) => { window.got = text; return Promise.resolve(); }")
        self.page.click("#copy")
        return self.page.evaluate("window.got")


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    sample().to_html(path)
    return path


@pytest.fixture
def sheet(browser: Any, page_file: Path) -> Iterator[Sheet]:
    opened = Sheet(browser, page_file, reduced_motion="reduce")
    yield opened
    assert opened.complaints == []
    assert opened.requests == [page_file.as_uri()]  # nothing else is fetched
    opened.context.close()


FIGURES = "#table tbody tr td:first-child"


def test_a_click_on_a_figure_lights_its_sentence_up(sheet: Sheet) -> None:
    assert sheet.texts(".lit") == []
    sheet.page.locator("#table tbody tr", has_text="800家").click()
    lit = "".join(sheet.texts(".lit"))
    assert lit.startswith("《滨江市2030年前碳达峰实施方案》提出") and lit.endswith("800家。")
    assert sheet.texts("mark.now") == ["800家"]
    assert sheet.page.locator("mark.now").is_visible()
    assert "“专精特新”企业" in sheet.page.locator("#card").inner_text()


def test_the_sentence_scrolls_into_view_on_a_small_screen(browser: Any, page_file: Path) -> None:
    small = Sheet(browser, page_file, width=390, height=500, reduced_motion="reduce")
    row = small.page.locator("#table tbody tr", has_text="2.3倍")
    row.scroll_into_view_if_needed()
    row.click()
    box = small.page.locator("mark.now").bounding_box()
    assert box and 0 < box["y"] < 500
    assert small.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small.context.close()


def test_filters_by_label_subject_and_search_narrow_table_and_marks(sheet: Sheet) -> None:
    page = sheet.page
    page.click('.chip[data-label="PERCENT"]')  # this kind alone
    assert sheet.texts(FIGURES) == ["7.9%", "31.2%", "42.5%", "18.6%", "14%"]
    assert page.locator("mark.l-MONEY.off").count() == page.locator("mark.l-MONEY").count() == 3
    page.click('.chip[data-label="MONEY"]', modifiers=["Shift"])  # and another one
    assert len(sheet.texts(FIGURES)) == 8
    page.keyboard.press("Escape")
    assert page.locator("mark.off").count() == 0
    page.click('.chip[data-label="ORG"]')
    assert "滨江市统计局" in " ".join(sheet.texts("#table tbody td:first-child"))
    page.click('.chip[data-label="ORG"]')  # again: all of them
    assert page.locator("mark.off").count() == 0
    page.click('.tab[data-tab="figures"]')
    page.select_option("#subject", "工业机器人")
    assert sheet.texts(FIGURES) == ["18.6%"]
    page.keyboard.press("Escape")
    page.fill("#search", "出口额")
    assert len(sheet.texts(FIGURES)) == 3  # the figure, and its neighbours in the sentence
    page.fill("#search", "没有这样的词")
    assert page.locator("#empty").is_visible()


def test_a_touch_shows_a_kind_alone(browser: Any, page_file: Path) -> None:
    small = Sheet(browser, page_file, width=390, height=700, has_touch=True)
    small.page.tap('.chip[data-label="MONEY"]')
    assert [text.split()[-1] for text in small.texts(FIGURES)] == ["1286.4亿元", "23亿美元", "950亿元"]
    assert small.complaints == []
    small.context.close()


def test_sorting_goes_by_value_and_back_to_the_text_order(sheet: Sheet) -> None:
    first = sheet.texts(FIGURES)
    sheet.page.click("#table th >> nth=0 >> button")
    assert sheet.texts(FIGURES)[0] == "2.3倍" and sheet.texts(FIGURES)[-1] == "1286.4亿元"
    sheet.page.click("#table th >> nth=0 >> button")
    assert sheet.texts(FIGURES)[0] == "1286.4亿元"
    assert sheet.page.locator("#table th").first.get_attribute("aria-sort") == "descending"
    sheet.page.click("#table th >> nth=0 >> button")
    assert sheet.texts(FIGURES) == first


def test_the_table_copies_as_tabs_with_the_rows_shown(sheet: Sheet) -> None:
    sheet.page.select_option("#subject", "新能源汽车")
    lines = sheet.copied().splitlines()
    assert len(lines) == 2
    row = dict(zip(lines[0].split("\t"), lines[1].split("\t"), strict=True))
    assert (row["value"], row["unit"], row["basis"], row["period_start"], row["speaker"]) == (
        "42.5", "%", "yoy", "2023-01-01", "周明远",
    )  # fmt: skip
    assert row["sentence"].startswith("“新能源汽车和工业机器人产量")


def test_a_long_table_is_drawn_in_steps(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "long.html"
    records = tuple(replace(sample().records[3], norm=str(n)) for n in range(1000))
    replace(sample(), records=records).to_html(path)
    opened = Sheet(browser, path)
    assert opened.page.locator("#table tbody tr").count() == 400
    for _ in range(2):
        opened.page.keyboard.press("k")  # backwards to the last ones, whose rows are not drawn
    assert opened.page.locator("#card").is_visible()
    opened.page.click("#more")
    assert opened.page.locator("#table tbody tr").count() == 1000
    assert opened.complaints == []


def test_keys_step_through_the_mentions(sheet: Sheet) -> None:
    for _ in range(3):
        sheet.page.keyboard.press("j")
    assert sheet.texts("mark.now") == ["2023年"]
    sheet.page.keyboard.press("k")
    assert sheet.texts("mark.now") == ["3月18日"]
    sheet.page.keyboard.press("/")
    sheet.page.keyboard.type("jk")
    assert sheet.page.input_value("#search") == "jk"
    sheet.page.keyboard.press("Escape")
    assert sheet.page.input_value("#search") == "" and sheet.texts("mark.now") == []


def test_names_stand_once_and_a_click_goes_through_their_places(sheet: Sheet) -> None:
    sheet.page.click('.tab[data-tab="names"]')
    row = sheet.page.locator("#table tbody tr", has_text="滨江市统计局").first
    assert "×2" in row.inner_text()
    places = []
    for _ in range(3):
        row.click()
        places.append(sheet.page.locator("mark.now").get_attribute("data-i"))
    assert places[0] == places[2] != places[1]


def test_the_interface_changes_its_language(sheet: Sheet) -> None:
    sheet.page.click("#language")
    assert "Copy table" in sheet.texts("#copy") and "Subject" in " ".join(sheet.texts("#table th"))
    assert "change ↑ year on year" in " ".join(sheet.texts("#table tbody tr"))
    sheet.page.click("#language")
    assert "复制表格" in sheet.texts("#copy")


@pytest.fixture(scope="module")
def report_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    path = folder / "report.html"
    path.write_text(render_report(corpus(folder)), encoding="utf-8")
    return path


@pytest.fixture
def report(browser: Any, report_file: Path) -> Iterator[Sheet]:
    opened = Sheet(browser, report_file)
    yield opened
    assert opened.complaints == [] and opened.requests == [report_file.as_uri()]
    opened.context.close()


def test_a_name_in_the_report_leads_to_its_sentences(report: Sheet) -> None:
    report.page.locator(".top.l-PERSON button", has_text="周明远").click()
    quotes = report.texts("#card blockquote")
    assert len(quotes) == 3 and all("滨江市统计局副局长周明远表示" in quote for quote in quotes)
    assert report.texts("#card mark") == ["周明远"] * 3
    assert "2024-02-18" in quotes[1]


def test_a_dot_in_a_chart_leads_to_its_sentence(report: Sheet) -> None:
    choice = report.page.locator("#indicator option", has_text="制造业贷款余额 · 水平").get_attribute("value")
    report.page.select_option("#indicator", choice)
    assert report.page.locator("#figures circle").count() == len(report.texts("#table tbody tr")) == 3
    report.page.locator("#figures circle").first.click(force=True)
    assert report.texts("#card mark") == ["950亿元"]
    report.page.keyboard.press("Escape")
    assert not report.page.locator("#card").is_visible()


def test_an_axis_of_a_single_value_has_short_labels(report: Sheet) -> None:
    choice = report.page.locator("#indicator option", has_text="制造业贷款余额 · 水平").get_attribute("value")
    report.page.select_option("#indicator", choice)  # 950亿元 three times
    labels = report.page.locator('#figures g[aria-label="y-axis tick label"] text').all_text_contents()
    assert len(labels) > 2 and max(map(len, labels)) <= 5


def test_charts_have_chinese_labels_and_follow_the_kind(report: Sheet) -> None:
    assert "碳达峰" in " ".join(report.texts("#months .key span"))
    report.page.click('[data-kind="ORG"]')
    assert "滨江银行" in " ".join(report.texts("#months .key span"))
    assert "亿" in report.page.locator("#figures svg").text_content() or "%" in report.texts("#indicator")[0]


def test_the_report_finds_an_indicator_by_its_name(report: Sheet) -> None:
    report.page.fill("#find", "贷款")
    assert report.texts("#indicator option") == ["制造业贷款余额 · 变化 · 倍 (3)", "制造业贷款余额 · 水平 · CNY (3)"]
    assert len(report.texts("#table tbody tr")) == 3
    report.page.fill("#find", "没有这样的指标")
    assert len(report.texts("#indicator option")) == 1  # the one shown stays
    report.page.fill("#find", "")
    assert len(report.texts("#indicator option")) > 3


def test_the_figure_is_in_sight_on_a_small_screen(browser: Any, report_file: Path) -> None:
    small = Sheet(browser, report_file, width=390, height=700)
    box = small.page.locator("#table tbody td.value").first.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    height = small.page.evaluate("document.querySelector('main').getBoundingClientRect().bottom + scrollY")
    last = small.page.evaluate("document.querySelector('main > :last-child').getBoundingClientRect().bottom + scrollY")
    assert height - last < 80
    small.context.close()


def test_the_report_filters_by_subject_and_copies(report: Sheet) -> None:
    choice = report.page.locator("#indicator option", has_text="产量").get_attribute("value")
    report.page.select_option("#indicator", choice)
    report.page.select_option("#subject", "工业机器人")
    lines = report.copied().splitlines()
    assert len(lines) == 4 and all("工业机器人\t18.6\tup\tyoy\t2023年" in line for line in lines[1:])


@pytest.mark.parametrize("width", [390, 1280])
def test_the_report_fits_the_screen_in_both_languages(browser: Any, report_file: Path, width: int) -> None:
    opened = Sheet(browser, report_file, width=width, color_scheme="dark")
    for _ in range(2):
        assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        opened.page.click("#language")
    assert opened.complaints == []


def test_a_hostile_report_runs_nothing(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_csv(tmp_path / "facts.csv", [hostile()])
    path.write_text(render_report(tmp_path / "facts.csv"), encoding="utf-8")
    opened = Sheet(browser, path)
    opened.page.locator(".top button").first.click()
    assert opened.complaints == [] and opened.requests == [path.as_uri()]
    assert "alert(5)" in opened.page.locator("#card").inner_text()


def test_a_hostile_article_runs_nothing(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    hostile().to_html(path)
    opened = Sheet(browser, path)
    opened.page.click('.tab[data-tab="names"]')
    opened.page.locator("#table tbody tr").first.click()
    assert opened.complaints == [] and opened.requests == [path.as_uri()]
    assert "<script>alert(1)</script>" in opened.page.locator("#article").inner_text()
    assert "'=1+1" in opened.copied()
    path = tmp_path / "repr.html"
    path.write_text("<!DOCTYPE html><meta charset=utf-8>" + hostile()._repr_html_(), encoding="utf-8")
    view = Sheet(browser, path)
    assert view.complaints == [] and len(view.requests) == 1


def test_the_notebook_view_shows_the_card_of_the_innermost_mention(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "repr.html"
    path.write_text("<!DOCTYPE html><meta charset=utf-8>" + sample()._repr_html_(), encoding="utf-8")
    view = Sheet(browser, path)
    view.page.locator("mark.xtr-POLICY_TERM", has_text="碳达峰").first.hover()
    contents = view.page.evaluate(
        "[...document.querySelectorAll('mark')].map((m) => getComputedStyle(m, '::after').content)"
        ".filter((c) => c !== 'none' && c !== 'normal')"
    )
    assert len(contents) == 1 and "政策术语 POLICY_TERM" in contents[0]
