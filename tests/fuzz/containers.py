"""Containers for fuzzing: whole files of every kind that `export` reads, to be damaged, and what must hold of them."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from hypothesis import strategies as st

from extractor.errors import ExtractorError
from extractor.export.columns import Columns
from extractor.export.sources import Meter, SourceArticle, SourceFailure, read_sources
from extractor.export.task import article_of
from tests.fuzz.texts import damaged

PAGE = "上半年，云岭省增加值达1280.5亿元，同比增长5.6%。"
TABLE = f'id,标题,正文,发布时间\n1,快讯,"{PAGE}",2024-10-25\n2,,{PAGE},2024年1月1日\n'
ROWS = [{"id": 1, "content": PAGE, "published": "2024-10-25"}, {"id": "二", "content": PAGE, "title": None}]


def _zip() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for number, kind in enumerate((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)):
            archive.writestr(f"页/{number}.html", f"<p>{PAGE}</p>", compress_type=kind)
        archive.writestr("表.csv", TABLE)
        archive.writestr("行.jsonl", "\n".join(json.dumps(row) for row in ROWS))
    return whole.getvalue()


def _xlsx() -> bytes:
    from openpyxl import Workbook

    book, whole = Workbook(), io.BytesIO()
    for row in (["编号", "正文", "日期"], [1, PAGE, "2024-10-25"], [2.0, PAGE, None]):
        book.active.append(row)
    book.save(whole)
    return whole.getvalue()


def _parquet() -> bytes:
    import pyarrow as arrow
    from pyarrow import parquet

    whole = io.BytesIO()
    parquet.write_table(arrow.table({"正文": [PAGE] * 3, "编号": [1, None, 3]}), whole)
    return whole.getvalue()


_MAKERS: dict[str, Callable[[], bytes]] = {
    ".zip": _zip,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
    ".csv": lambda: TABLE.encode(),
    ".tsv": lambda: TABLE.replace(",", "\t").encode("utf-16"),
    ".csv.gz": lambda: gzip.compress(TABLE.encode("gb18030")),
    ".jsonl": lambda: "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS).encode(),
    ".json": lambda: json.dumps(ROWS, ensure_ascii=False).encode("gb18030"),
    ".html": lambda: f"<html><meta charset=gbk><p>{PAGE}</p>".encode("gbk"),
}


@lru_cache(maxsize=len(_MAKERS))
def whole_file(suffix: str) -> bytes:
    """An undamaged file of a kind."""
    return _MAKERS[suffix]()


FILES = st.sampled_from(sorted(_MAKERS)).flatmap(
    lambda suffix: st.tuples(st.just(suffix), damaged(st.just(whole_file(suffix))))
)


def read_container(file: tuple[str, bytes]) -> None:
    """Reading a damaged file ends; what cannot be read is a failure that names it, and the next file is read."""
    suffix, data = file
    with tempfile.TemporaryDirectory() as folder:
        bad, good = Path(folder) / f"bad{suffix}", Path(folder) / "good.txt"
        bad.write_bytes(data)
        good.write_text(PAGE, encoding="utf-8")
        found = list(read_sources([str(bad), str(good)], Columns(), Meter()))
        last = found.pop()
        assert isinstance(last, SourceArticle) and last.source == str(good), "the next source is lost"
        for item in found:
            assert item.source == str(bad)
            if isinstance(item, SourceFailure):
                assert item.failure.message and item.failure.kind != "MemoryError", item
                continue
            try:
                article_of(item, Columns())
            except ExtractorError as error:
                assert str(error)
