"""Tables in the page and in Jupyter: each cell with its marks in an HTML table, all else as it was."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from extractor import extract
from extractor.display.page import render_page
from extractor.display.tables import shown_tables
from extractor.extraction import Extraction

FORMS = {
    "HTML with spans": {
        "html": "<p>江州仪表营业收入3.2亿元。</p><table><tr><td rowspan=2>项目</td><td colspan=2>2024年</td></tr>"
        "<tr><td>上半年</td><td>下半年</td></tr><tr><td>营业收入（万元）</td><td>1,200</td><td>&lt;1,300</td></tr></table>"
        "<p>以上未经审计。</p>"
    },
    "Markdown": {"text": "情况如下。\n| 地区 | 产量（吨） |\n|---|---|\n| 甲县 | 12.5 |\n| 乙县 | 3 |\n以上为初步数。"},
    "tabs": {"text": "情况如下。\n地区\t产量（吨）\n甲县\t12.5\n乙县\t3\n以上为初步数。"},
    "one cell a line": {
        "text": "情况如下。\n地区\n产量（吨）\n同比（%）\n甲县\n12.5\n-2\n乙县\n3\n4.5\n以上为初步数。"
    },
}


def read(name: str) -> Extraction:
    return extract({**FORMS[name], "published": "2025-01-20"})


def views(found: Extraction) -> dict[str, str]:
    article = re.search(r"<article.*?</article>", render_page(found), re.DOTALL)
    assert article
    return {"page": article[0], "Jupyter": found._repr_html_()}


@pytest.mark.parametrize("name", FORMS)
def test_a_table_is_shown_as_one_with_its_figures_marked(name: str) -> None:
    found = read(name)
    (table,) = found.article.tables
    for view, html in views(found).items():
        shown = re.search(r'<div class="grid" tabindex="0">(.*?)</div>', html, re.DOTALL)
        assert shown, view
        assert len(re.findall(r"<t[dh]\b", shown[1])) == len(table.cells)
        inside = [record for record in found.records if table.start <= record.start < table.end]
        assert inside and shown[1].count("<mark ") == len(inside)
        words = [re.sub("<[^>]*>", "", cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", shown[1], re.DOTALL)]
        text = found.article.text
        assert words == [text[c.start : c.end].replace("<", "&lt;") for c in table.cells]
        assert "以上" in html.replace(shown[0], "") and "|" not in shown[1]


def test_spans_of_cells_are_spans_of_the_table_shown() -> None:
    html = views(read("HTML with spans"))["page"]
    assert '<th rowspan="2">' in html and '<th colspan="2">' in html


def test_a_page_marks_each_sentence_and_record_once_by_its_number() -> None:
    for name in FORMS:
        html = views(read(name))["page"]
        numbers = re.findall(r' id="([ms]\d+)"', html)
        assert numbers and len(numbers) == len(set(numbers))


def test_a_table_with_a_record_outside_its_cells_stays_text() -> None:
    found = read("tabs")
    first, table = found.figures[0], found.article.tables[0]
    cells = tuple(cell for cell in table.cells if not cell.start <= first.start < cell.end)
    assert shown_tables([table], found.records) == [table]
    assert shown_tables([replace(table, cells=cells)], found.records) == []


def test_a_row_of_words_is_not_set_as_numbers_are() -> None:
    html = views(read("Markdown"))["page"]
    assert html.count('class="value"') == 2
