"""Reading: every form of input, every encoding, every way to write a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from extractor.article import Article, read_article
from extractor.errors import ArticleError
from extractor.reading.front_matter import split_front_matter
from extractor.reading.markdown import markdown_lines
from extractor.reading.published import published_day, read_day

BODY = "6月末，滨江区存款余额1280.5亿元，同比增长9.2%。"
PAGE = f"<html><head><title>滨江区存款破千亿_滨江新闻网</title></head><body><div><p>{BODY}</p></div></body></html>"


# ── forms ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "given",
    [
        BODY,
        f"<p>{BODY}</p>",
        f"<div><p>{BODY}</p><!-- <p>广告位招租</p> --></div>",
        PAGE,
        f"---\ntitle: 存款破千亿\n---\n\n<div><p>{BODY}</p></div>",
        f"---\ntitle: 存款破千亿\n---\n{BODY}",
        f"## 要闻\n\n{BODY}\n\n![图](http://example.com/a.png)".replace("## 要闻\n\n", ""),
        BODY.encode(),
        bytearray(BODY.encode()),
        {"text": BODY},
        {"html": f"<p>{BODY}</p>"},
        {"content": f"<p>{BODY}</p>"},
        {"content": BODY.encode("gb18030")},
        Article(text=BODY),
    ],
)
def test_every_form_gives_the_same_text(given: Any) -> None:
    assert read_article(given).text.strip() == BODY


def test_a_mapping_with_text_is_kept_to_the_letter() -> None:
    text = "　　来源：滨江日报\r\n\n  <p>不是标签</p>\t责任编辑：某某 \n"
    assert read_article({"text": text}).text == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (PAGE, BODY),
        (f"<!DOCTYPE html>\n<html><body><div>{BODY}</div></body></html>\n", BODY),
        (f"<p>{BODY}</p>", BODY),
        (f"  <div class='zw'><p>{BODY}</p></div>", BODY),
        (f"<li><div>{BODY}</div></li>", BODY),
        (f"<p>{BODY}<br/>", BODY),
        (f"<table><tr><td>{BODY}</td></tr></table>", BODY),
        ("<p>&#38477;&#20934;0.5%&#12290;</p>", "降准0.5%。"),
        # look-alikes: words that only hold a mark or an angle bracket are kept to the letter
        (f"<p>的写法：{BODY}", None),
        (f"{BODY}<br>{BODY}", None),
        (f"{BODY}</p>", None),
        ("<5%的样本，>3%的样本</样本>", None),
        ("《<甲>与<乙>》", None),
        ("a<b且c>d", None),
    ],
)
def test_text_of_a_mapping_that_is_html_throughout_is_read_as_html(text: str, read: str | None) -> None:
    assert read_article({"text": text}).text == (text if read is None else read)


def test_plain_text_without_furniture_is_kept_to_the_letter() -> None:
    text = "　　第一段，增长5%。\r\n\r\n　　第二段。  \n"
    assert read_article(text).text == text


def test_what_a_mapping_says_goes_before_what_the_page_says() -> None:
    article = read_article(
        {"html": PAGE, "title": "另一标题", "published": "2024-07-02", "id": 17, "source": "滨江日报"}
    )
    assert (article.title, article.published, article.id, article.source) == (
        "另一标题",
        date(2024, 7, 2),
        "17",
        "滨江日报",
    )


def test_missing_fields_of_a_mapping_are_none() -> None:
    article = read_article({"text": BODY, "title": None, "published": float("nan"), "author": ""})
    assert (article.title, article.published, article.author) == (None, None, None)


def test_front_matter_gives_title_day_author_and_address() -> None:
    article = read_article(
        "---\ntitle: '“双碳”这一年'\nauthor: 某财经\ndate: Mon, 06 Dec 2021 23:24:00 GMT\n"
        f"categories:\n - 金融\nlink: http://example.com/1\n---\n<p>{BODY}</p>"
    )
    assert article.title == "“双碳”这一年"
    assert article.published == date(2021, 12, 7)
    assert article.author == "某财经"
    assert article.url == "http://example.com/1"


@pytest.mark.parametrize(
    ("head", "fields", "rest"),
    [
        ("---\ntitle: 快讯: 存款破千亿\n---\n正文", {"title": "快讯: 存款破千亿"}, "正文"),
        ("---\ntitle: '未闭合\ndate: 2024-01-02\n---\n正文", {"title": "'未闭合", "date": "2024-01-02"}, "正文"),
        ('+++\ntitle = "存款"\n+++\n正文', {"title": "存款"}, "正文"),
        ("---\ntags: [甲, 乙]\n---\n正文", {"tags": "甲、乙"}, "正文"),
        ("---\n一段话\n---\n正文", {}, "---\n一段话\n---\n正文"),
        ("---\n没有结尾", {}, "---\n没有结尾"),
        ("正文\n---\na: b\n---\n", {}, "正文\n---\na: b\n---\n"),
    ],
)
def test_front_matter_is_read_even_where_it_is_not_quite_yaml(head: str, fields: dict[str, str], rest: str) -> None:
    assert split_front_matter(head) == (fields, rest)


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("# 标题\n\n正文**加粗**。", ["标题", "正文加粗。"]),
        ("*ST海河：净利润3亿元，[公告](http://example.com/a(1).pdf)", ["*ST海河：净利润3亿元，公告"]),
        ("- 第一\n- 第二\n1. 第三", ["第一", "第二", "1. 第三"]),
        ("> 引语[^1]\n\n[^1]: 出处", ["引语", "出处"]),
        ("| 指标 | 数值 |\n|---|---|\n| 营收 | 3亿元 |", ["指标\t数值", "营收\t3亿元"]),
        ("前\n\n---\n\n后", ["前", "后"]),
        ("```\n代码\n```", ["代码"]),
        ("2\\*3", ["2*3"]),
    ],
)
def test_markdown_marks_go_and_words_stay(markdown: str, lines: list[str]) -> None:
    assert markdown_lines(markdown) == lines


def test_markdown_heading_is_the_title() -> None:
    article = read_article(f"# 滨江区存款破千亿\n\n{BODY}\n")
    assert (article.title, article.text) == ("滨江区存款破千亿", BODY)


# ── files and encodings ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "raw",
    [
        BODY.encode("utf-8"),
        BODY.encode("utf-8-sig"),
        BODY.encode("utf-16"),
        BODY.encode("utf-16-le"),
        BODY.encode("utf-16-be"),
        b"\xff\xfe" + BODY.encode("utf-16-le"),
        BODY.encode("gbk"),
        BODY.encode("gb18030"),
        b'<html><head><meta charset="gb2312"></head><body><p>' + BODY.encode("gbk") + b"</p></body></html>",
        b'<meta http-equiv="Content-Type" content="text/html; charset=GBK"><p>' + BODY.encode("gbk") + b"</p>",
        b'<html><meta charset="iso-8859-1"><body><p>' + BODY.encode("utf-8") + b"</p></body></html>",
        b'<html><meta charset="utf-8"><body><p>' + BODY.encode("gbk") + b"</p></body></html>",
    ],
)
def test_every_encoding_gives_the_same_text(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "快讯.html"
    path.write_bytes(raw)
    article = read_article(path)
    assert article.text == BODY
    assert article.id == "快讯"
    assert read_article(raw).text == BODY


def test_gb2312_is_decoded_as_gb18030() -> None:
    raw = b'<meta charset="gb2312"><p>' + "董事长朱镕喆表示，产能达3000㎡。".encode("gb18030") + b"</p>"
    assert read_article(raw).text == "董事長".replace("長", "长") + "朱镕喆表示，产能达3000㎡。"


@pytest.mark.parametrize("head", [b"", b'<meta charset="big5">'])
def test_big5(head: bytes) -> None:
    text = "台北股市今日上漲，成交金額達三千億元，外資買超百億，分析師表示後市仍有表現空間。"
    assert read_article(head + b"<p>" + text.encode("big5") + b"</p>").text == text


def test_a_few_broken_bytes_are_replaced() -> None:
    raw = (BODY * 20).encode() + b"\xe4\xb8" + BODY.encode()
    assert read_article(raw).text == BODY * 20 + "\ufffd" + BODY


# ── days ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2021-11-30", date(2021, 11, 30)),
        ("2021-11-30 11:37:58", date(2021, 11, 30)),
        ("2021-11-30T20:37:58Z", date(2021, 12, 1)),
        ("2021-11-30T20:37:58+08:00", date(2021, 11, 30)),
        ("2021-11-30T20:37:58.123-0500", date(2021, 12, 1)),
        ("Tue, 30 Nov 2021 03:37:58 GMT", date(2021, 11, 30)),
        ("Tue, 30 Nov 2021 16:00:00 GMT", date(2021, 12, 1)),
        ("2021年11月30日 11:37", date(2021, 11, 30)),
        ("2021年1月3日", date(2021, 1, 3)),
        ("二〇二一年十一月三十日", date(2021, 11, 30)),
        ("二○二四年二月二十九日", date(2024, 2, 29)),
        ("2021/11/3", date(2021, 11, 3)),
        ("2021.11.30", date(2021, 11, 30)),
        ("20211130", date(2021, 11, 30)),
        ("发布时间：2021-11-30 来源：某报", date(2021, 11, 30)),
        ("1638243478", date(2021, 11, 30)),
        ("1638243478000", date(2021, 11, 30)),
        ("发布时间：18-03-08 12:31", date(2018, 3, 8)),
        ("23/11/05 09:12", date(2023, 11, 5)),
        ("青川在线 24.06.17 来源：某网", date(2024, 6, 17)),
        ("[23-05-06]", date(2023, 5, 6)),
        ("电话 010-23-05-06", None),
        ("编号 20-03-08-11", None),
        ("市盈率 20/16/13", None),
        ("2021-13-01", None),
        ("2021-02-30", None),
        ("昨天", None),
        ("", None),
    ],
)
def test_days(written: str, day: date | None) -> None:
    assert read_day(written) == day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (date(2024, 5, 1), date(2024, 5, 1)),
        (datetime(2024, 5, 1, 23, 0), date(2024, 5, 1)),
        (datetime(2024, 5, 1, 23, 0, tzinfo=timezone.utc), date(2024, 5, 2)),
        (datetime(2024, 5, 1, 1, 0, tzinfo=timezone(timedelta(hours=9))), date(2024, 5, 1)),
        (1638243478, date(2021, 11, 30)),
        (None, None),
        ("", None),
    ],
)
def test_published_values(value: Any, day: date | None) -> None:
    assert published_day(value) == day


@pytest.mark.parametrize("value", ["不日", 3.5, True, ["2024-01-01"]])
def test_a_day_that_cannot_be_read_is_an_error(value: Any) -> None:
    with pytest.raises(ArticleError, match=r"2021-11-30|must be a date"):
        read_article({"text": BODY, "published": value})


def test_pandas_missing_values_are_missing() -> None:
    pd = pytest.importorskip("pandas")
    article = read_article({"text": BODY, "title": pd.NA, "published": pd.NaT, "id": float("nan")})
    assert (article.title, article.published, article.id) == (None, None, None)
    assert read_article({"text": BODY, "published": pd.Timestamp("2024-03-01")}).published == date(2024, 3, 1)


# ── bad input ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (None, "NoneType"),
        (42, "int.*42"),
        (3.5, "float"),
        (["text"], "list"),
        ({"body": "x"}, "'body'"),
        ({}, "no keys"),
        ({"text": 5}, "'text' must be a str"),
        (b"%PDF-1.4 ...", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\n0000", "PNG"),
        (bytes(range(256)) * 40, "binary"),
        (Path("没有这个文件.html"), "does not exist"),
    ],
)
def test_what_cannot_be_read_is_named(given: Any, says: str) -> None:
    with pytest.raises(ArticleError, match=says):
        read_article(given)


def test_a_directory_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="is a directory"):
        read_article(tmp_path)


@pytest.mark.parametrize(
    "given", ["", "  \n　", b"", "\ufeff", "<html><body></body></html>", {"text": None}, {"html": ""}]
)
def test_nothing_to_read_is_an_empty_article(given: Any) -> None:
    assert read_article(given).text == ""


def test_a_page_without_a_body_keeps_its_title() -> None:
    article = read_article("<html><head><title>只有标题的页面</title></head></html>")
    assert (article.title, article.text) == ("只有标题的页面", "")


@pytest.mark.parametrize(
    ("storm", "text"),
    [
        ("<div>" * 200_000 + BODY, BODY),
        ("<p><a><table><td>" * 20_000 + BODY, BODY),
        (f"<p>{BODY}" + "<!-- " * 50_000, BODY),
        ("<div " + " ".join(f"a{i}='1'" for i in range(50_000)) + f"><p>{BODY}</p>", BODY),
        ("<div class='" + "share x " * 100_000 + f"'><p>{BODY}</p></div>", BODY),
        ("<p>" + "<" * 300_000, "<" * 300_000),
    ],
    ids=["unclosed", "mixed", "comments", "attributes", "classes", "angles"],
)
def test_tag_storms_end_well(storm: str, text: str) -> None:
    assert read_article(storm).text.endswith(text[-40:])


@pytest.mark.parametrize("character", ["a", "中", "<", "&", "-", "*", "[", "\u3000", "#", "`", "1", "（"])
def test_ten_megabytes_of_one_character(character: str) -> None:
    assert len(read_article(character * 10_000_000).text) in (0, 10_000_000)


def test_half_characters_are_replaced_one_for_one() -> None:
    assert read_article({"text": "甲\ud800乙"}).text == "甲\ufffd乙"
