"""Damaged and hostile sources: each costs a line that names it, and the sources beside it are read."""

from __future__ import annotations

import io
import json
import os
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.cli import run
from extractor.errors import ExportError
from extractor.export import export
from extractor.export.columns import Columns
from extractor.export.sources import Meter, SourceArticle, SourceFailure, check_not_read, read_sources
from extractor.export.tables import load_json
from extractor.export.task import ExportTask

PAGE = "上半年，云岭省增加值达1280.5亿元，同比增长5.6%。"


def read(*paths: Path) -> tuple[list[SourceArticle], list[SourceFailure]]:
    found = list(read_sources([str(path) for path in paths], Columns(), Meter()))
    return [f for f in found if isinstance(f, SourceArticle)], [f for f in found if isinstance(f, SourceFailure)]


def zip_with_a_name_that_is_not_utf8(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("新闻.txt", PAGE)
    data = path.read_bytes().replace("新闻".encode(), b"\xff\xfe\xfd\xfc\xfb\xfa")
    path.write_bytes(data)


def zip_with_a_corrupt_lzma_member(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", PAGE * 50)
    data = bytearray(path.read_bytes())
    data[44:70] = b"\xff" * 26
    path.write_bytes(data)


def utf16_csv_with_half_a_surrogate_pair(path: Path) -> None:
    path.write_bytes(b"\xff\xfe" + f"id,正文\n1,{PAGE}\n2,".encode("utf-16-le") + b"\x00\xd8\n\0")


def xlsx(path: Path, change: Callable[[str], str]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["id", "正文"])
    for number in range(40):
        book.active.append([number, PAGE])
    whole = io.BytesIO()
    book.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(text) if name.endswith("sheet1.xml") else text)


def parquet_with(path: Path, values: list[bytes], binary: bool = True) -> None:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    texts = arrow.Array.from_buffers(
        arrow.string(),
        len(values),
        [
            None,
            arrow.py_buffer(struct.pack(f"<{len(values) + 1}i", *_offsets(values))),
            arrow.py_buffer(b"".join(values)),
        ],
    )
    parquet.write_table(arrow.table({"正文": texts}), path)


def _offsets(values: list[bytes]) -> list[int]:
    places = [0]
    for value in values:
        places.append(places[-1] + len(value))
    return places


def parquet_with_days_outside_the_calendar(path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    days = arrow.array([0, 2_000_000_000], arrow.int32()).cast(arrow.date32())
    parquet.write_table(arrow.table({"正文": [PAGE, PAGE], "日期": days}), path)


DAMAGED: dict[str, tuple[Callable[[Path], None], int, int]] = {
    # what makes it, and how many articles and how many failures it gives
    "names.zip": (zip_with_a_name_that_is_not_utf8, 0, 1),
    "lzma.zip": (zip_with_a_corrupt_lzma_member, 0, 1),
    "utf16.csv": (utf16_csv_with_half_a_surrogate_pair, 1, 1),
    "truncated.xlsx": (lambda path: xlsx(path, lambda text: text[: len(text) // 2]), -1, 1),
    "row.xlsx": (lambda path: xlsx(path, lambda text: text.replace('r="5"', 'r="zwei"')), -1, 1),
    "cell.xlsx": (lambda path: xlsx(path, lambda text: text.replace("<v>5</v>", "<v>abc</v>")), -1, 1),
    "text.parquet": (lambda path: parquet_with(path, [PAGE.encode(), b"\xff\xfe", PAGE.encode()]), 2, 1),
    "days.parquet": (parquet_with_days_outside_the_calendar, 1, 1),
    "empty.parquet": (lambda path: path.write_bytes(b"PAR1"), 0, 1),
    "empty.xlsx": (lambda path: path.write_bytes(b"PK\x05\x06" + b"\0" * 18), 0, 1),
    "broken.json": (lambda path: path.write_text("[" * 100_000), 0, 1),
    "number.json": (
        lambda path: path.write_text(f'[{{"content": "{PAGE}", "id": {"9" * 5_000}}}, {{"content": "{PAGE}"}}]'), 2, 0,
    ),
    "broken.csv.gz": (lambda path: path.write_bytes(b"\x1f\x8b\x08\x00broken"), 0, 1),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_source_is_named_and_the_next_one_is_read(name: str, tmp_path: Path) -> None:
    make, articles, failures = DAMAGED[name]
    bad, good = tmp_path / name, tmp_path / "good.txt"
    make(bad)
    good.write_text(PAGE)
    found, failed = read(bad, good)
    assert [f.source for f in failed] == [str(bad)] * failures
    assert found[-1].source == str(good)
    assert articles < 0 or len(found) == articles + 1


@pytest.mark.extended
@pytest.mark.parametrize("name", ["names.zip", "utf16.csv", "row.xlsx", "text.parquet", "number.json"])
def test_an_export_goes_on_behind_a_damaged_source_and_names_it(name: str, tmp_path: Path) -> None:
    make, _, failures = DAMAGED[name]
    bad, good, out = tmp_path / name, tmp_path / "good.txt", tmp_path / "out.csv"
    make(bad)
    good.write_text(PAGE)
    summary = export([bad, good], out, ExportTask(model=None), processes=1)
    assert summary.failed == failures and summary.records
    if failures:
        (line,) = map(json.loads, (tmp_path / "out.csv.errors.jsonl").read_text().splitlines())
        assert line["source"] == str(bad) and line["error"]


@pytest.mark.extended
@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_file_name_of_other_bytes_than_utf8_is_exported_and_named(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    place = os.fsencode(folder) + b"/\xc4\xea.txt"
    with open(place, "wb") as file:
        file.write(PAGE.encode())
    out = tmp_path / "out.jsonl"
    assert export([folder], out, ExportTask(model=None), processes=1).failed == 0
    assert json.loads(out.read_text().splitlines()[0])["article_id"]


def test_json_of_gb18030_is_read_as_jsonl_is(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(json.dumps([{"content": PAGE}], ensure_ascii=False).encode("gb18030"))
    (article,), failed = read(path)
    assert not failed and PAGE in article.payload.decode()
    assert load_json('{"正文": "增长"}'.encode("gb18030")) == {"正文": "增长"}


CSV_CASES = {
    "an open quotation mark": (f'id,正文\n1,"{PAGE}\n2,{PAGE}\n3,{PAGE}\n', ["3", "4"], ["2"]),
    "one that a later row closes": (f'id,正文\n1,"{PAGE}\n2,"{PAGE}"\n3,{PAGE}\n', ["3", "4"], ["2"]),
    "two open ones": (f'id,正文\n1,"{PAGE}\n2,{PAGE}\n3,"{PAGE}\n4,{PAGE}\n', ["3", "5"], ["2", "4"]),
    # look-alikes
    "a cell of several lines": (f'id,正文\n1,"{PAGE}\n{PAGE}"\n2,{PAGE}\n', ["2", "3"], []),
    "doubled marks": (f'id,正文\n1,"他说""{PAGE}"""\n2,{PAGE}\n', ["2", "3"], []),
    "marks inside a cell": (f'id,正文\n1,他说"好"。{PAGE}\n2,{PAGE}\n', ["2", "3"], []),
    "several lines with doubled marks": (f'id,正文\n1,"他说""好""\n{PAGE}"\n2,{PAGE}\n', ["2", "3"], []),
}


@pytest.mark.parametrize("name", CSV_CASES)
def test_an_open_quotation_mark_costs_its_own_row(name: str, tmp_path: Path) -> None:
    text, places, broken = CSV_CASES[name]
    path = tmp_path / "a.csv"
    path.write_text(text)
    found, failed = read(path)
    assert ([f.place for f in found], [f.place for f in failed]) == (places, broken)


def test_an_output_that_is_a_source_is_refused_by_whatever_name(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"content": PAGE}) + "\n")
    link, hard, folder = tmp_path / "link.jsonl", tmp_path / "hard.jsonl", tmp_path / "folder"
    link.symlink_to(source)
    os.link(source, hard)
    folder.mkdir()
    other = folder / ".." / "in.jsonl"
    errors = tmp_path / "out.csv.errors.jsonl"
    errors.write_text(source.read_text())
    for out, given in [
        (source, source), (link, source), (source, link), (hard, source), (other, source),
        (tmp_path / "out.csv", errors), (folder / "page.html", folder), (folder / "below.zip", tmp_path),
    ]:  # fmt: skip
        with pytest.raises(ExportError, match="name another output"):
            check_not_read(out, [str(given)])
    with pytest.raises(ExportError, match="would be overwritten"):
        export([source], source, ExportTask(model=None), processes=1)
    assert json.loads(source.read_text())["content"] == PAGE
    for out in (tmp_path / "out.csv", folder / "out.csv"):
        check_not_read(out, [str(source), str(folder), "-"])


@pytest.mark.parametrize("command", ["show", "report", "pivot"])
def test_no_command_writes_over_what_it_reads(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, link = tmp_path / "in.csv", tmp_path / "link.csv"
    source.write_text(PAGE)
    link.symlink_to(source)
    option = "--html" if command == "show" else "-o"
    for out in (source, link):
        assert run([command, str(source), option, str(out)]) == 2
        assert "would be overwritten" in capsys.readouterr().err
    assert source.read_text() == PAGE


def test_a_value_repeated_in_a_small_parquet_file_is_no_bomb(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "bomb.parquet"
    texts = arrow.DictionaryArray.from_arrays(arrow.array([0] * 64, arrow.int32()), ["增" * 4_000_000])
    parquet.write_table(arrow.table({"正文": texts}), path, compression="zstd")
    assert path.stat().st_size < 100_000
    found, failed = read(path)
    assert len(found) < 10 and "bomb" in failed[0].failure.message


def test_an_xlsx_row_of_an_endless_number_and_a_column_far_out_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    xlsx(path, lambda text: text.replace('r="30"', 'r="300000000"').replace('r="B20"', 'r="XFD20"'))
    found, _ = read(path)
    assert 20 <= len(found) <= 40


@pytest.mark.parametrize("before", ["", f"<!--{' ' * 10_000}-->", f"<!--{'x' * (1 << 20)}-->"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_xlsx_that_declares_entities_is_refused_wherever_it_does(before: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "entities.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        text = f'<?xml version="1.0"?>{before}<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
        archive.writestr("xl/workbook.xml", text.encode(encoding))
    _, (failure,) = read(path)
    assert "declares XML entities" in failure.failure.message


@pytest.mark.slow
def test_mutated_containers_raise_nothing(tmp_path: Path) -> None:
    chance = random.Random(14)
    makers = {
        "a.xlsx": lambda path: xlsx(path, str),
        "a.zip": lambda path: zipfile.ZipFile(path, "w").writestr("a.txt", PAGE),
        "a.parquet": lambda path: parquet_with(path, [PAGE.encode()] * 5),
        "a.csv": lambda path: path.write_text(f'id,正文\n1,"{PAGE}"\n'),
        "a.json": lambda path: path.write_text(json.dumps([{"content": PAGE}])),
    }
    for name, make in makers.items():
        make(tmp_path / name)
        whole = (tmp_path / name).read_bytes()
        for _ in range(60):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 4)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            (tmp_path / name).write_bytes(data[: chance.choice([len(data), chance.randrange(len(data))])])
            read(tmp_path / name)
