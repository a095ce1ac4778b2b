"""Tables of articles, row by row: CSV, Parquet, Excel and JSON arrays.

In: a file or stream. Out: (place, row) where the row is the bytes of a JSON object of the article's fields and the
place is the row's number as a spreadsheet shows it (the header is row 1). 例: ("2", b'{"正文": "一季度增长8%。"}').
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import json
import os
import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

from extractor.errors import ExportError
from extractor.export.archives import DAMAGED, MAX_ARTICLE_BYTES, Spent, check_ratio
from extractor.export.columns import Columns, choose_columns, plain_cell
from extractor.workers import Failure

_BLOCK = 1 << 20
_LONGEST_NUMBER = 4_000  # digits; Python turns no more than 4,300 into a number, since the time is quadratic
XLSX_ROWS = 1_048_576
"""The rows of a sheet, by the format. A file that claims more is read so far."""
XLSX_COLUMNS = 2_000
"""The columns of a table of articles, at most."""


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


class _Lines:
    """The lines of a table; those of the row at hand are kept, so that they can be read again one by one."""

    def __init__(self, text: Iterable[str]) -> None:
        self._text = iter(text)
        self._again: deque[str] = deque()
        self.row: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._text)
        self.row.append(line)
        return line

    def give_back(self) -> None:
        """All lines of the row but its first are yet to be read."""
        self._again.extendleft(reversed(self.row[1:]))


def csv_rows(stream: IO[bytes], encoding: str, columns: Columns) -> Iterator[tuple[str, bytes | Failure]]:
    """The rows of a CSV or TSV. The delimiter (comma, semicolon, tab) is the one that the header uses most.

    A row with bytes that are not of the encoding, or of a broken quotation, is a `Failure`; the rest go on. A quotation
    mark that is not closed would swallow the rows behind it: its line fails, and the lines behind are read as rows.
    """
    csv.field_size_limit(MAX_ARTICLE_BYTES)
    errors = "surrogatepass" if encoding == "utf-16" else "surrogateescape"
    text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")  # type: ignore[type-var]
    header_line = text.readline(1 << 16)
    delimiter = max(",;\t", key=header_line.count)
    names = next(csv.reader([header_line], delimiter=delimiter), [])
    if not any(name.strip() for name in names):
        raise ExportError("the table has no header: its first line must name the columns")
    chosen = choose_columns(tuple(names), columns)
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter)
    number = 1
    while True:
        number += 1
        lines.row.clear()
        try:
            cells = next(reader)
            broken = len(lines.row) > 1 and _is_broken(lines.row, delimiter)
        except StopIteration:
            return
        except UnicodeError as error:
            yield str(number), Failure("EncodingError", f"holds bytes that are not {encoding} text ({error.reason})")  # type: ignore[attr-defined]
            return
        except csv.Error as error:
            yield str(number), Failure("CsvError", f"not a row of CSV: {error}")
            lines.give_back()
            continue
        if broken:
            yield str(number), Failure("CsvError", "not a row of CSV: a quotation mark is not closed, or not doubled")
            lines.give_back()
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


def _is_broken(lines: Sequence[str], delimiter: str) -> bool:
    """Whether lines that were read as one row are so by a quotation mark that is not closed where it should be."""
    try:
        for _ in csv.reader(lines, delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        return True
    return False


def _has_undecoded(cells: Sequence[str]) -> bool:
    for cell in cells:
        try:
            cell.encode("utf-8")
        except UnicodeEncodeError:
            return True
    return False


def parquet_rows(path: str, columns: Columns) -> Iterator[tuple[bytes | Failure, float]]:
    """(row, its share of the file) of a Parquet file: one row in memory at a time, the needed columns alone.

    A few kilobytes can stand for gigabytes of one repeated value, and no size that the file declares tells so: the
    rows are counted as they come. A row with a value that cannot be read (text that is not UTF-8, a day outside the
    calendar) is a `Failure`.
    """
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        raise ExportError("Parquet needs pyarrow: pip install 'extractor[parquet]'") from None
    spent = Spent(os.path.getsize(path))
    try:
        with parquet.ParquetFile(path, memory_map=False, pre_buffer=False) as file:
            chosen = choose_columns(tuple(file.schema_arrow.names), columns)
            share = 1 / max(1, file.metadata.num_rows)
            groups = [file.metadata.row_group(number) for number in range(file.num_row_groups)]
            check_ratio(sum(group.total_byte_size for group in groups), os.path.getsize(path))
            for batch in file.iter_batches(batch_size=1, columns=list(dict.fromkeys(chosen.values()))):
                try:
                    rows = [row_bytes(chosen, cells) for cells in batch.to_pylist()]
                except (ValueError, OverflowError, KeyError) as error:
                    what = " ".join(str(error).split())[:200]
                    yield Failure("ValueError", f"holds a value that cannot be read: {what}"), share
                    continue
                for row in rows:
                    yield spent.add(row), share
    except ExportError:
        raise
    except Exception as error:  # pyarrow raises its own kinds and Python's over a damaged file
        raise ExportError(f"not readable as Parquet: {' '.join(str(error).split())[:200]}") from None


def xlsx_rows(path: str, columns: Columns) -> Iterator[tuple[str, bytes]]:
    """The rows of every sheet that has a column of texts, read as a stream; formulas give their last values.

    Raises:
        ExportError: not an Excel file, one that unpacks beyond reason, one that declares XML entities, or no sheet
            has a column of texts.
    """
    check_xlsx(path)
    from openpyxl import load_workbook

    spent = Spent(os.path.getsize(path))
    problem: ExportError | None = None
    found = False
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        with contextlib.closing(book):
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # some writers give wrong ones
                try:
                    names, chosen = _xlsx_header(sheet, columns)
                except ExportError as error:
                    problem = problem or error
                    continue
                found = True
                prefix = f"{sheet.title}!" if len(book.worksheets) > 1 else ""
                rows = sheet.iter_rows(min_row=2, max_row=XLSX_ROWS, max_col=len(names), values_only=True)
                for number, cells in enumerate(rows, 2):
                    if cells.count(None) < len(cells):
                        yield f"{prefix}{number}", spent.add(row_bytes(chosen, dict(zip(names, cells, strict=False))))
    except ExportError:
        raise
    except Exception as error:  # openpyxl and the XML parser raise whatever they meet
        what = " ".join(str(error).split())[:200] or type(error).__name__
        raise ExportError(f"not readable as Excel: {what}") from None
    if problem and not found:
        raise problem


def _xlsx_header(sheet: Any, columns: Columns) -> tuple[tuple[str, ...], dict[str, str]]:
    """The names of a sheet's columns, and which of them are an article's."""
    first = next(sheet.iter_rows(max_row=1, max_col=XLSX_COLUMNS + 1, values_only=True), ())
    while first and first[-1] is None:
        first = first[:-1]
    if len(first) > XLSX_COLUMNS:
        raise ExportError(f"more than {XLSX_COLUMNS:,} columns: keep those of the articles")
    names = tuple("" if cell is None else str(cell) for cell in first)
    return names, choose_columns(names, columns)


def check_xlsx(path: str) -> None:
    """Refuse an .xlsx that is a bomb or that declares XML entities, before any parser sees it.

    Every part is read to its end: a declaration may be behind a comment of any length, in any encoding of XML.
    """
    size = 0
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            packed = sum(member.compress_size for member in members)
            for member in members:
                size += member.file_size
                check_ratio(size, packed)
                with archive.open(member) as part:
                    if _declares_entities(part):
                        raise ExportError(
                            f"refused: {member.filename} declares XML entities, which no spreadsheet needs"
                        )
    except ExportError:
        raise
    except Exception as error:  # zipfile raises many kinds over a damaged archive
        raise ExportError(f"not readable as Excel: {error}") from None


def _declares_entities(part: IO[bytes]) -> bool:
    rest = b""
    while block := part.read(_BLOCK):
        block = rest + block.replace(b"\0", b"")
        if b"<!DOCTYPE" in block or b"<!ENTITY" in block:
            return True
        rest = block[-16:]
    return False


def load_json(payload: bytes) -> Any:
    """A JSON value: UTF-8, UTF-16 or UTF-32, else GB18030. A whole number of endless digits stays text.

    Raises:
        ValueError, RecursionError: it is not JSON, or nested too deeply.
    """
    try:
        return json.loads(payload, parse_int=_whole)
    except UnicodeDecodeError:
        return json.loads(payload.decode("gb18030"), parse_int=_whole)


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


def json_rows(payload: bytes) -> Iterator[tuple[str, bytes]]:
    """The objects of a .json file: an array of articles, or one article."""
    try:
        value = load_json(payload)
    except (ValueError, RecursionError) as error:
        raise ExportError(f"not JSON: {error}") from None
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield str(number), json.dumps(item, ensure_ascii=False).encode("utf-8", "surrogatepass")
    else:
        yield "", payload
