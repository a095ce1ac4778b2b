"""Tables of articles, row by row: CSV, Parquet, Excel and JSON arrays.

In: a file or stream. Out: (place, row) where the row is the bytes of a JSON object of the article's fields and the
place is the row's number as a spreadsheet shows it (the header is row 1). 例: ("2", b'{"正文": "一季度增长8%。"}').
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, Any

from extractor.errors import ExportError
from extractor.export.archives import DAMAGED, MAX_ARTICLE_BYTES, check_ratio
from extractor.export.columns import Columns, choose_columns, plain_cell
from extractor.workers import Failure

_BLOCK = 1 << 20
_PARQUET_ROWS = 64


def row_bytes(columns: Mapping[str, str], cells: Mapping[str, Any]) -> bytes:
    """The row's fields of an article as a JSON object, under its own column names."""
    row = {column: plain_cell(cells.get(column)) for column in columns.values()}
    return json.dumps(row, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")


def encoding_of_sample(head: bytes) -> str:
    """The encoding of a table by its byte order mark, else UTF-8 where its first bytes are that, else GB18030."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def csv_encoding(open_file: Callable[[], IO[bytes]]) -> str:
    """The encoding of a whole CSV: UTF-8 (with or without a mark) if all of it is, else GB18030.

    All of it is looked at once, since thousands of rows may be plain ASCII before the first Chinese character.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    with open_file() as stream:
        block = stream.read(_BLOCK)
        if block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        try:
            while block:
                decoder.decode(block)
                block = stream.read(_BLOCK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            return "gb18030" if _is_gb18030(block, error.start) else "utf-8-sig"
        except DAMAGED:  # a .gz that breaks off: what was readable decides
            pass
    return "utf-8-sig"


def _is_gb18030(block: bytes, start: int) -> bool:
    """Whether the bytes around the first that is not UTF-8 are GB18030. A stray bad byte in UTF-8 text is not."""
    window = block[max(0, start - 2000) : start + 2000]
    for shift in range(4):  # the window may begin inside a character
        try:
            codecs.getincrementaldecoder("gb18030")().decode(window[shift:])
            break
        except UnicodeDecodeError:
            continue
    else:
        return False
    # UTF-8 text with one bad byte may decode as GB18030 by chance; but as UTF-8, too, nearly all of it is right
    repaired = window.decode("utf-8", "replace")
    lost = repaired.count("\ufffd")
    return lost >= sum(character > "\x7f" for character in repaired) - lost


def csv_rows(stream: IO[bytes], encoding: str, columns: Columns) -> Iterator[tuple[str, bytes | Failure]]:
    """The rows of a CSV or TSV. The delimiter (comma, semicolon, tab) is the one that the header uses most.

    A row with bytes that are not of the encoding, or of a broken quotation, is a `Failure`; the rest go on.
    """
    csv.field_size_limit(MAX_ARTICLE_BYTES)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline="")  # type: ignore[type-var]
    header_line = text.readline(1 << 16)
    delimiter = max(",;\t", key=header_line.count)
    names = next(csv.reader([header_line], delimiter=delimiter), [])
    if not any(name.strip() for name in names):
        raise ExportError("the table has no header: its first line must name the columns")
    chosen = choose_columns(tuple(names), columns)
    reader = csv.reader(text, delimiter=delimiter)
    number = 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield str(number), Failure("CsvError", f"not a row of CSV: {error}")
            continue
        if not any(cells):
            continue
        row = row_bytes(chosen, dict(zip(names, cells, strict=False)))
        if _has_undecoded(cells):
            yield (
                str(number),
                Failure("EncodingError", f"holds bytes that are not {encoding.removesuffix('-sig')} text"),
            )
        else:
            yield str(number), row


def _has_undecoded(cells: Sequence[str]) -> bool:
    for cell in cells:
        try:
            cell.encode("utf-8")
        except UnicodeEncodeError:
            return True
    return False


def parquet_rows(path: str, columns: Columns) -> Iterator[tuple[bytes, float]]:
    """(row, its share of the file) of a Parquet file: a few rows in memory at a time, the needed columns alone."""
    try:
        import pyarrow as arrow
        import pyarrow.parquet as parquet
    except ImportError:
        raise ExportError("Parquet needs pyarrow: pip install 'extractor[parquet]'") from None
    try:
        with parquet.ParquetFile(path, memory_map=False, pre_buffer=False) as file:
            chosen = choose_columns(tuple(file.schema_arrow.names), columns)
            share = 1 / max(1, file.metadata.num_rows)
            groups = [file.metadata.row_group(number) for number in range(file.num_row_groups)]
            check_ratio(sum(group.total_byte_size for group in groups), os.path.getsize(path))
            for batch in file.iter_batches(batch_size=_PARQUET_ROWS, columns=list(dict.fromkeys(chosen.values()))):
                for cells in batch.to_pylist():
                    yield row_bytes(chosen, cells), share
    except (arrow.ArrowException, OSError) as error:
        raise ExportError(f"not readable as Parquet: {' '.join(str(error).split())[:200]}") from None


def xlsx_rows(path: str, columns: Columns) -> Iterator[tuple[str, bytes]]:
    """The rows of every sheet that has a column of texts, read as a stream; formulas give their last values.

    Raises:
        ExportError: not an Excel file, one that unpacks beyond reason, one that declares XML entities, or no sheet
            has a column of texts.
    """
    check_xlsx(path)
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (*DAMAGED, KeyError, ValueError) as error:
        raise ExportError(f"not readable as Excel: {error}") from None
    problem: ExportError | None = None
    found = False
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some writers give wrong ones
            rows = sheet.iter_rows(values_only=True)
            names = tuple("" if cell is None else str(cell) for cell in next(rows, ()))
            try:
                chosen = choose_columns(names, columns)
            except ExportError as error:
                problem = problem or error
                continue
            found = True
            prefix = f"{sheet.title}!" if len(book.worksheets) > 1 else ""
            for number, cells in enumerate(rows, 2):
                if any(cell is not None for cell in cells):
                    yield f"{prefix}{number}", row_bytes(chosen, dict(zip(names, cells, strict=False)))
    finally:
        book.close()
    if problem and not found:
        raise problem


def check_xlsx(path: str) -> None:
    """Refuse an .xlsx that is a bomb or that declares XML entities, before any parser sees it."""
    size = 0
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            packed = sum(member.compress_size for member in members)
            for member in members:
                size += member.file_size
                check_ratio(size, packed)
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as part:
                        head = part.read(4096).replace(b"\0", b"")
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        raise ExportError(
                            f"refused: {member.filename} declares XML entities, which no spreadsheet needs"
                        )
    except DAMAGED as error:
        raise ExportError(f"not readable as Excel: {error}") from None


def json_rows(payload: bytes) -> Iterator[tuple[str, bytes]]:
    """The objects of a .json file: an array of articles, or one article."""
    try:
        value = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise ExportError(f"not JSON: {error}") from None
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield str(number), json.dumps(item, ensure_ascii=False).encode("utf-8", "surrogatepass")
    else:
        yield "", payload
