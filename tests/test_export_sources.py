"""Sources: what is read from files, folders, archives and tables, and what is refused."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest

from extractor.errors import ArticleError, ExportError
from extractor.export import archives, sources
from extractor.export.columns import Columns, article_of_row, choose_columns
from extractor.export.sources import Meter, SourceArticle, SourceFailure, measure, read_sources
from extractor.export.task import article_of

ROWS = [
    {"编号": "a1", "标题": "工业增长", "正文": "前三季度工业增加值增长5.8%。", "发布时间": "2024-10-25"},
    {"编号": "a2", "标题": "外贸", "正文": "进出口总额32.33万亿元，\n创新高。", "发布时间": "2024-10-14"},
]
READ = [{"content": r["正文"], "title": r["标题"], "published": r["发布时间"], "id": r["编号"]} for r in ROWS]


def read(
    *names: Path | str, columns: Columns | None = None, format: str | None = None
) -> list[SourceArticle | SourceFailure]:
    return list(read_sources(map(str, names), columns or Columns(), Meter(), format))


def articles(*names: Path | str, columns: Columns | None = None, format: str | None = None) -> list[object]:
    found = read(*names, columns=columns, format=format)
    assert not [item for item in found if isinstance(item, SourceFailure)]
    return [article_of(item, columns or Columns()) for item in found if isinstance(item, SourceArticle)]


def failures(*names: Path | str, columns: Columns | None = None) -> list[tuple[str, str]]:
    return [
        (item.place, item.failure.message) for item in read(*names, columns=columns) if isinstance(item, SourceFailure)
    ]


def as_csv(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    import csv

    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        (("正文", "标题", "发布时间"), {"content": "正文", "title": "标题", "published": "发布时间"}),
        (
            ("id", "Title", "Publish_Time", "text"),
            {"text": "text", "id": "id", "title": "Title", "published": "Publish_Time"},
        ),
        (("html", "date"), {"html": "html", "published": "date"}),
        (("内容", "来源", "作者", "链接"), {"content": "内容", "source": "来源", "author": "作者", "url": "链接"}),
        (("\ufeffcontent", "日期"), {"content": "\ufeffcontent", "published": "日期"}),
    ],
)
def test_columns_are_guessed_from_usual_names(names: tuple[str, ...], fields: dict[str, str]) -> None:
    assert choose_columns(names, Columns()) == fields


def test_columns_that_are_named_win() -> None:
    chosen = choose_columns(("正文", "摘要", "入库时间"), Columns(text="摘要", published="入库时间"))
    assert chosen == {"content": "摘要", "published": "入库时间"}


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (Columns(), "no column holds the text .*the columns are: 栏目, 备注"),
        (Columns(text="正文"), r"no column '正文' \(--text-column\); the columns are: 栏目, 备注"),
        (Columns(text="备注", published="日期"), r"no column '日期' \(--date-column\)"),
    ],
)
def test_columns_that_are_not_there_are_named(columns: Columns, message: str) -> None:
    with pytest.raises(ExportError, match=message):
        choose_columns(("栏目", "备注"), columns)


@pytest.mark.parametrize("row", [{"正文": ""}, {"正文": "  "}, {"正文": None}, {}])
def test_a_row_without_text_is_an_error(row: dict[str, str]) -> None:
    with pytest.raises(ArticleError, match="no text in column '正文'"):
        article_of_row(row, {"content": "正文"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_usual_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "news.csv"
    path.write_bytes(as_csv(ROWS, delimiter).encode(encoding))
    assert articles(path) == READ


def test_csv_that_is_ascii_for_a_megabyte_before_its_first_chinese_character(tmp_path: Path) -> None:
    rows = [{"id": "x", "text": "no Chinese here " * 200}] * 400 + [{"id": "y", "text": "全年增长5%。"}]
    path = tmp_path / "late.csv"
    path.write_bytes(as_csv(rows).encode("gb18030"))
    assert articles(path)[-1] == {"id": "y", "text": "全年增长5%。"}


def test_a_csv_row_of_wrong_bytes_is_a_failure_and_the_rest_go_on(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    lines = [f"a{n},第{n}季度增长5%。".encode() for n in range(1, 30)]
    lines[9] = b"a10,\xff\xfe\xfd"
    path.write_bytes(b"id,text\n" + b"\n".join(lines))
    found = read(path)
    assert [(f.place, f.failure.message) for f in found if isinstance(f, SourceFailure)] == [
        ("11", "holds bytes that are not utf-8 text")
    ]
    assert len(found) == 29


def test_jsonl_lines_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_text("\n".join(["", *(json.dumps(row, ensure_ascii=False) for row in ROWS), " "]), encoding="utf-8")
    found = read(path)
    assert [item.place for item in found] == ["2", "3"]
    assert articles(path) == READ
    packed = tmp_path / "dump.jsonl.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert articles(packed) == READ


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"text": "前三季度', "not a line of JSON"),
        ("[1, 2]", "a JSON object was expected, found list"),
        ("[" * 200_000, "not a line of JSON"),
        ('{"id": "x", "text": ""}', "no text in column 'text'"),
        ('{"id": "x"}', "no column holds the text"),
    ],
)
def test_a_bad_line_is_an_error_of_its_own(line: str, message: str) -> None:
    with pytest.raises((ArticleError, ExportError), match=message):
        article_of(SourceArticle("dump.jsonl", "1", sources.ROW, line.encode()), Columns())


def test_a_gbk_line_of_json_is_read() -> None:
    line = json.dumps({"text": "全年增长5%。"}, ensure_ascii=False).encode("gb18030")
    assert article_of(SourceArticle("dump.jsonl", "1", sources.ROW, line), Columns()) == {"text": "全年增长5%。"}


def test_parquet_and_excel_give_what_csv_gives(tmp_path: Path) -> None:
    import pandas as pd

    pytest.importorskip("pyarrow")
    pytest.importorskip("openpyxl")
    frame = pd.DataFrame(ROWS)
    frame.to_parquet(tmp_path / "news.parquet")
    frame.to_excel(tmp_path / "news.xlsx", index=False)
    assert articles(tmp_path / "news.parquet") == READ
    assert articles(tmp_path / "news.xlsx") == READ
    assert [item.place for item in read(tmp_path / "news.xlsx")] == ["2", "3"]


def test_days_and_numbers_of_typed_tables_become_text(tmp_path: Path) -> None:
    import pandas as pd

    pytest.importorskip("openpyxl")
    frame = pd.DataFrame({"id": [1, 2], "日期": pd.to_datetime(["2024-10-25", None]), "正文": ["增长5%。", "下降3%。"]})
    frame.to_excel(tmp_path / "news.xlsx", index=False)
    assert articles(tmp_path / "news.xlsx") == [
        {"content": "增长5%。", "published": "2024-10-25T00:00:00", "id": "1"},
        {"content": "下降3%。", "id": "2"},
    ]


def test_json_arrays(tmp_path: Path) -> None:
    (tmp_path / "news.json").write_text(json.dumps(ROWS), encoding="utf-8")
    assert articles(tmp_path / "news.json") == READ


def test_a_folder_gives_its_pages_by_name(tmp_path: Path) -> None:
    for name in ("b.html", "a.md", "c/d.TXT", "c/e.htm", ".git/x.md", "notes.docx", "facts.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name, encoding="utf-8")
    (tmp_path / "f.txt.gz").write_bytes(gzip.compress(b"f"))
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("页/一.md", "一")
    meter = Meter()
    found = list(read_sources([str(tmp_path)], Columns(), meter))
    assert [os.path.relpath(item.source, tmp_path) + item.place for item in found] == [
        "a.md", "b.html", "c/d.TXT", "c/e.htm", "f.txt.gz", "z.zip页/一.md",
    ]  # fmt: skip
    assert meter.skipped == 2


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no symbolic links")
def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "page.md").write_text("页", encoding="utf-8")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b").symlink_to(tmp_path / "a", target_is_directory=True)
    assert len(read(tmp_path)) == 1


def test_a_broken_link_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "page.md").symlink_to(tmp_path / "nowhere")
    assert failures(tmp_path) == [("", "cannot be read: No such file or directory")]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("页", encoding="utf-8")
    (tmp_path / "page.md").chmod(0)
    assert failures(tmp_path / "page.md") == [("", "cannot be read: Permission denied")]


def test_a_folder_without_articles_says_so(tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_text("x", encoding="utf-8")
    ((_, message),) = failures(tmp_path)
    assert message.startswith("holds no articles")


def test_a_gz_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    text = "".join(json.dumps({"text": f"第{n}条{os.urandom(200).hex()}"}) + "\n" for n in range(2000))
    packed = gzip.compress(text.encode())
    path = tmp_path / "dump.jsonl.gz"
    path.write_bytes(packed[: len(packed) // 2])
    found = read(path)
    assert len(found) > 500
    assert isinstance(found[-1], SourceFailure)
    assert found[-1].failure.message.startswith("cannot be read (after ")


@pytest.mark.parametrize("name", ["dump.jsonl.gz", "pages.zip", "news.parquet", "news.xlsx", "news.csv.gz"])
def test_a_file_that_is_not_what_its_name_says_is_a_failure(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"this is no archive and no table" * 50)
    ((_, message),) = failures(tmp_path / name)
    assert "read" in message


def test_a_zip_with_a_corrupt_member_gives_the_others(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in "abc":
            archive.writestr(f"{name}.md", os.urandom(3000).hex())
    data = bytearray(path.read_bytes())
    middle = data.index(b"b.md") + 400
    data[middle : middle + 200] = b"\0" * 200
    path.write_bytes(data)
    found = read(path)
    assert [(type(item).__name__, item.place) for item in found] == [
        ("SourceArticle", "a.md"), ("SourceFailure", "b.md"), ("SourceArticle", "c.md"),
    ]  # fmt: skip


def test_names_in_a_zip_cannot_lead_outside(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    bad = ["../../etc/cron.d/x.md", "/etc/passwd.txt", "a/../../b.md", "..\\..\\b.md", "C:\\x.md"]
    with zipfile.ZipFile(path, "w") as archive:
        for name in [*bad, "good.md"]:
            archive.writestr(name, "页")
    found = read(path)
    assert [item.place for item in found if isinstance(item, SourceArticle)] == ["good.md"]
    assert all("leads outside" in item.failure.message for item in found if isinstance(item, SourceFailure))
    assert len(found) == 6


def test_chinese_names_of_old_zips_are_put_right(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xxxx.md", "页")
    path.write_bytes(path.read_bytes().replace(b"xxxx.md", "经济.md".encode("gb18030")))
    assert [item.place for item in read(path)] == ["经济.md"]


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pandas as pd

    pytest.importorskip("pyarrow")
    monkeypatch.setattr(archives, "RATIO_FROM", 1_000_000)
    zeros = b" " * 8_000_000
    (tmp_path / "page.txt.gz").write_bytes(gzip.compress(zeros))
    (tmp_path / "dump.jsonl.gz").write_bytes(gzip.compress(b'{"text": "' + zeros))
    with zipfile.ZipFile(tmp_path / "pages.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.md", zeros)
    with zipfile.ZipFile(tmp_path / "news.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", zeros)
    pd.DataFrame({"text": [f"{n} " * 3000 for n in range(999)]}).to_parquet(
        tmp_path / "news.parquet", compression="zstd"
    )
    for name in ("page.txt.gz", "dump.jsonl.gz", "pages.zip", "news.xlsx", "news.parquet"):
        ((_, message), *_) = failures(tmp_path / name)
        assert "refused as a decompression bomb" in message, name


def test_an_article_has_a_limit_of_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_ARTICLE_BYTES", 2_000_000)
    path = tmp_path / "dump.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * 5_000_000 + b'"}\n{"text": "short"}\n')
    found = read(path)
    assert [(type(item).__name__, item.place) for item in found] == [("SourceFailure", "1"), ("SourceArticle", "2")]


def test_excel_files_with_xml_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
        )
    assert failures(path) == [("", "refused: xl/workbook.xml declares XML entities, which no spreadsheet needs")]


@pytest.mark.parametrize("name", ["model.pkl", "old.xls", "paper.pdf"])
def test_files_of_other_kinds_are_not_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"cos\nsystem\n(S'touch pwned'\ntR.")
    ((_, message),) = failures(tmp_path / name)
    assert message.startswith(f"{Path(name).suffix} files are not read")


@pytest.mark.parametrize(
    ("data", "format", "expected"),
    [
        (b'{"text": "a"}\n{"text": "b"}\n', None, [{"text": "a"}, {"text": "b"}]),
        (codecs.BOM_UTF8 + b'{"text": "a"}\n', None, [{"text": "a"}]),
        (gzip.compress(b'{"text": "a"}\n', mtime=0), None, [{"text": "a"}]),
        ("一季度增长5%。".encode(), None, ["一季度增长5%。".encode()]),
        ("id,正文\n1,增长\n".encode("gb18030"), "csv", [{"id": "1", "content": "增长"}]),
    ],
)
def test_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes, format: str | None, expected: list[object]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert articles("-", format=format) == expected


def test_the_meter_ends_at_its_total(tmp_path: Path) -> None:
    (tmp_path / "dump.jsonl").write_text('{"text": "a"}\n' * 1000, encoding="utf-8")
    (tmp_path / "dump.jsonl.gz").write_bytes(gzip.compress(b'{"text": "a"}\n' * 1000))
    (tmp_path / "news.csv").write_text(as_csv(ROWS), encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.writestr("a.md", "页" * 1000)
    for name in ("dump.jsonl", "dump.jsonl.gz", "news.csv", "pages.zip"):
        meter = Meter()
        names = [str(tmp_path / name)]
        measure(names, meter)
        list(read_sources(names, Columns(), meter))
        assert meter.total and meter.done <= meter.total
        assert meter.done >= meter.total * 0.9
