"""What the Jupyter view, the page and displaCy's data hold."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from samples import TEXT, article, sample

from extractor.cli import run
from extractor.display.describe import card, plain_value
from extractor.display.interface import interface, label_name, value_name
from extractor.display.markup import Span, mark_up
from extractor.display.page import json_for_html, render_page
from extractor.errors import ExportError
from extractor.extraction import Extraction
from extractor.mentions import LABELS
from extractor.records import Record

HOSTILE = """<script>alert(1)</script>“<img src=x onerror=alert(2)>”公司实现营收10亿元。</mark></script><!--
=HYPERLINK("http://example.invalid","点我")说，\u2028增长8%。' onmouseover='alert(3)' " style="x:expression(1)
{{ 7*7 }} {% raw %} ${7*7} ]]> &lt;b&gt; <svg/onload=alert(4)>"""


def hostile() -> Extraction:
    """Records whose every field is an attack, over a text that is one."""
    records = []
    for words, label in [
        ("<script>alert(1)</script>", "ORG"),
        ('"http://example.invalid"', "LAW"),
        ("{{ 7*7 }}", "x><b>"),
    ]:
        start = HOSTILE.index(words)
        records.append(
            Record(label=label, text=words, start=start, end=start + len(words), norm="=1+1</script><script>alert(5)",
                   sentence=HOSTILE.splitlines()[0], rule='"><img src=x onerror=alert(6)>')
        )  # fmt: skip
    return Extraction(
        article(HOSTILE, title="</title><script>alert(7)</script>", id="=cmd", source="<b>", author='"><script>'),
        tuple(sorted(records, key=lambda record: record.start)),
    )


class Reader(HTMLParser):
    """Collects what a browser would see: tags with attributes, and the text of elements that show text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._hidden = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._hidden += tag in ("script", "style", "title")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style", "title")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text += data


@pytest.mark.parametrize(
    ("text", "spans", "html"),
    [
        ("产值10亿元", [(2, 6, "a")], '产值<mark class="a">10亿元</mark>'),
        ("《2030年方案》", [(0, 9, "law"), (1, 6, "date")],
         '<mark class="law">《<mark class="date">2030年</mark>方案》</mark>'),
        ("同一段", [(0, 3, "a"), (0, 3, "b")], '<mark class="a"><mark class="b">同一段</mark></mark>'),
        # two that cross: the second goes on behind the first
        ("甲乙丙丁", [(0, 3, "a"), (1, 4, "b")],
         '<mark class="a">甲<mark class="b goes-on">乙丙</mark></mark><mark class="b goes-back">丁</mark>'),
        ("甲乙", [(1, 1, "empty"), (1, 99, "long")], '甲<mark class="long">乙</mark>'),
        ("", [], ""),
    ],
)  # fmt: skip
def test_overlapping_and_nested_spans_are_well_formed(text: str, spans: list[tuple[int, int, str]], html: str) -> None:
    assert mark_up(text, [Span(start, end, "mark", name) for start, end, name in spans]) == html


def test_many_crossing_spans_lose_no_character() -> None:
    text = "一二三四五六七八九十" * 20
    spans = [Span(i, min(len(text), i + 7 + i % 5), "i", "s") for i in range(0, 200, 3)]
    assert Reader(mark_up(text, spans)).text == text


def test_the_notebook_view_shows_the_article_a_legend_and_the_figures() -> None:
    html = sample()._repr_html_()
    seen = Reader(html)
    assert TEXT in seen.text
    assert "script" not in {tag for tag, _ in seen.tags} and "http" not in html
    cards = [attributes["data-card"] for tag, attributes in seen.tags if tag == "mark"]
    assert len(cards) == len(sample().records)
    assert "金额 MONEY\n数值：128,640,000,000 CNY\n主体：全市装备制造业\n指标：增加值" in str(cards[3])
    assert "百分比5" in seen.text and "机构3" in seen.text
    assert "变化 ↓ 较基期 目标" in seen.text and "2025-01-01 – 2025-12-31" in seen.text


def test_an_article_without_records_says_so() -> None:
    assert "没有找到记录" in Extraction(article("天气晴。"), ())._repr_html_()
    assert "天气晴。" in render_page(Extraction(article("天气晴。"), ()))


def test_long_tables_in_a_notebook_say_how_many_rows_are_left() -> None:
    figures = [record for record in sample().records if record.label in ("MONEY", "PERCENT")] * 20
    assert "另有 60 条" in Extraction(article(), tuple(figures))._repr_html_()


def test_a_card_spells_codes_out_in_both_languages() -> None:
    rate = next(record for record in sample().records if record.text == "7.9%")
    assert "性质：变化 ↑ 同比" in card(rate)
    assert "Kind：change ↑ year on year" in card(rate, "en")
    assert (plain_value(988580000000), plain_value(27.4), plain_value(0.1 + 0.2)) == ("988,580,000,000", "27.4", "0.3")


def test_every_label_and_code_has_a_name_in_both_languages() -> None:
    assert set(interface()["labels"]) == set(LABELS)
    assert (label_name("ORG"), label_name("ORG", "en"), value_name("basis", "mom", "en")) == (
        "机构", "Organization", "month on month",
    )  # fmt: skip
    for group in ("labels", "fields", "words"):
        assert all(entry["zh"] and entry["en"] for entry in interface()[group].values())


def test_the_page_is_one_file_that_fetches_nothing(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    sample().to_html(page)
    html = page.read_text(encoding="utf-8")
    seen = Reader(html)
    assert not re.search(r'(?:src|href|url\()\s*=?\s*["\']?(?:https?:)?//', html)
    policy = next(a["content"] for tag, a in seen.tags if tag == "meta" and a.get("http-equiv"))
    assert "default-src 'none'" in str(policy) and "sha256-" in str(policy)
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)[1])  # type: ignore[index]
    assert [record["text"] for record in data["records"]] == [record.text for record in sample().records]
    assert data["sentences"][data["records"][0]["sentence"]] == sample().records[0].sentence
    for line in TEXT.splitlines():
        assert line in seen.text


def test_the_page_speaks_the_language_asked_for(tmp_path: Path) -> None:
    assert '<html lang="en">' in render_page(sample(), "en") and "Copy table" in render_page(sample(), "en")
    with pytest.raises(ValueError, match="'fr' is not one of zh, en"):
        render_page(sample(), "fr")  # type: ignore[arg-type]
    with pytest.raises(ExportError, match="cannot write"):
        sample().to_html(tmp_path / "nowhere" / "page.html")


@pytest.mark.parametrize("form", ["repr", "page"])
def test_a_hostile_article_stays_text(form: str) -> None:
    html = hostile()._repr_html_() if form == "repr" else render_page(hostile())
    seen = Reader(html)
    allowed = {"html", "head", "meta", "title", "style", "body", "header", "div", "h1", "button", "span", "b", "input",
               "select", "option", "main", "article", "p", "mark", "section", "table", "thead", "tbody", "aside",
               "script", "small", "tr", "th", "td"}  # fmt: skip
    assert {tag for tag, _ in seen.tags} <= allowed
    assert sum(tag == "script" for tag, _ in seen.tags) == (0 if form == "repr" else 2)
    assert not [name for _, attributes in seen.tags for name in attributes if name.startswith("on")]
    assert "<script>alert(1)</script>“<img src=x onerror=alert(2)>”" in seen.text
    assert "{{ 7*7 }} {% raw %} ${7*7}" in seen.text  # the template engine leaves the article alone


def test_hostile_cells_are_text_in_the_csv(tmp_path: Path) -> None:
    out = tmp_path / "facts.csv"
    hostile().to_csv(out)
    assert ",=" not in out.read_text(encoding="utf-8-sig") and "'=1+1" in out.read_text(encoding="utf-8-sig")


def test_json_in_a_page_cannot_end_its_script() -> None:
    written = json_for_html({"a": "</script><!--\u2028&"})
    assert not set("<>&\u2028") & set(written)
    assert json.loads(written) == {"a": "</script><!--\u2028&"}


@pytest.mark.extended  # loads spaCy
def test_displacy_draws_the_spans() -> None:
    displacy = pytest.importorskip("spacy.displacy")
    data = sample().to_displacy()
    assert "".join(data["tokens"]) == TEXT
    for span, record in zip(data["spans"], sample().records, strict=True):
        assert "".join(data["tokens"][span["start_token"] : span["end_token"]]) == record.text
    drawn = displacy.render(data, style="span", manual=True, jupyter=False)
    assert "POLICY_TERM" in drawn
    ends = 0
    for entity in data["ents"]:  # displaCy's `ent` style takes none that overlap
        assert entity["start"] >= ends
        ends = entity["end"]
    assert "PERSON" in displacy.render(data, style="ent", manual=True, jupyter=False)


def test_the_command_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, page = tmp_path / "a.txt", tmp_path / "page.html"
    source.write_text(TEXT, encoding="utf-8")
    assert run(["show", str(source), "--html", str(page), "--model", "none", "--published", "2024-03-18"]) == 0
    assert "1286.4亿元" in page.read_text(encoding="utf-8")
    assert str(page) in capsys.readouterr().err
    assert run(["show", str(source), "--html", str(tmp_path / "no" / "page.html"), "--model", "none"]) == 2
