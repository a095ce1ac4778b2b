"""Sources: files, folders, archives, tables and stdin, read as one stream of articles of flat memory.

In: what a user names. Out: a `SourceArticle` for each article, its bytes not yet parsed, and a `SourceFailure` for each
thing that cannot be read, in an order that is the same every time: folders by name, tables by row.
例: pages.zip → SourceArticle("pages.zip", "2021/a.html", …), dump.jsonl.gz → SourceArticle("dump.jsonl.gz", "17", …).
"""

from __future__ import annotations

import io
import os
import stat
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from extractor.errors import ExportError, ExtractorError
from extractor.export import apart, tables
from extractor.export.archives import (
    MAX_ARTICLE_BYTES,
    GuardedGzip,
    check_ratio,
    open_member,
    read_limited,
    zip_members,
)
from extractor.export.columns import Columns
from extractor.workers import Failure

PAGE, ROW = "page", "row"
_PAGES = (".md", ".markdown", ".html", ".htm", ".txt")
_LINES = (".jsonl", ".ndjson")
_SEPARATED = (".csv", ".tsv")
_NO_TEXT = (
    ".pkl",
    ".pickle",
    ".joblib",
    ".npy",
    ".npz",
    ".pt",
    ".xls",
    ".doc",
    ".docx",
    ".pdf",
    ".rar",
    ".7z",
    ".tar",
    ".tgz",
)


@dataclass(frozen=True, slots=True)
class SourceArticle:
    """One article, not yet parsed.

    Attributes:
        source: the file it is from, as the user would name it.
        place: the line, row or member inside the file; "" where the file is the article.
        kind: PAGE (a page's bytes) or ROW (a JSON object, its bytes).
        payload: the bytes; with the settings, they alone decide what is extracted.
    """

    source: str
    place: str
    kind: str
    payload: bytes

    @property
    def name(self) -> str:
        """What the article is called where it has no id of its own: dump.jsonl:17."""
        return f"{self.source}:{self.place}" if self.place else self.source


@dataclass(frozen=True, slots=True)
class SourceFailure:
    """Something that should hold articles and cannot be read."""

    source: str
    place: str
    failure: Failure


@dataclass(slots=True)
class Meter:
    """How far the reading is, in bytes on disk. `total` is None where it cannot be known (stdin)."""

    done: int = 0
    total: int | None = 0
    articles: int = 0
    """Articles read, those that cannot be read among them."""
    skipped: int = 0
    """Files in folders that are of no kind that holds articles."""

    def counted(self, found: Found) -> Found:
        """The articles as they are read, counted."""
        for article in found:
            self.articles += 1
            yield article

    def expected(self) -> int | None:
        """How many articles there will be, by those read so far and their share of the bytes; None where unknown."""
        if not self.total or not self.done:
            return None
        return self.articles if self.done >= self.total else round(self.articles * self.total / self.done)


Found = Iterator["SourceArticle | SourceFailure"]


class _MeteredFile(io.FileIO):
    """A file that tells the meter what is read of it."""

    def __init__(self, path: str, meter: Meter) -> None:
        super().__init__(path, "rb")
        self._meter = meter

    def readinto(self, buffer: object) -> int:
        size = super().readinto(buffer) or 0  # type: ignore[arg-type]
        self._meter.done += size
        return size


def check_sources(names: Iterable[str]) -> list[str]:
    """The sources of a command line, each of which must exist.

    Raises:
        ExportError: one does not, with its name: a typing error should not cost hours of work.
    """
    sources = list(names)
    if not sources:
        raise ExportError("no source: name files, folders or - for stdin")
    for name in sources:
        if name != "-" and not os.path.lexists(name):
            raise ExportError(f"no such file or folder: {name}")
    return sources


def check_not_read(out: Path, sources: Iterable[str]) -> None:
    """See that the output, and the files beside it, are none of the sources and will be none the next time.

    Raises:
        ExportError: one is a source itself, by whatever path or link, or lies in a folder that is one, under a name
            that is read.
    """
    for name in sources:
        if name == "-":
            continue
        for path in (out, *(out.with_name(out.name + suffix) for suffix in (".store", ".errors.jsonl", ".partial"))):
            same = os.path.realpath(path) == os.path.realpath(name) or (
                os.path.exists(path) and os.path.exists(name) and os.path.samefile(path, name)
            )
            if same:
                raise ExportError(f"{path} is a source, and would be overwritten: name another output")
        inside = Path(os.path.realpath(name)) in Path(os.path.realpath(out)).parents
        if inside and os.path.isdir(name) and _plain_name(out.name).endswith((*_PAGES, ".zip")):
            raise ExportError(f"{out} lies in the source {name}, and would be read the next time: name another output")


def measure(sources: Iterable[str], meter: Meter) -> None:
    """Sum up the bytes that are to be read, for the progress bar."""
    for name in sources:
        if name == "-" or not (os.path.isdir(name) or os.path.isfile(name)):
            meter.total = None
            return
        for path in _walk(name, Meter()) if os.path.isdir(name) else [name]:
            if isinstance(path, str) and meter.total is not None:
                meter.total += os.path.getsize(path)


def read_sources(
    sources: Iterable[str], columns: Columns, meter: Meter, format: str | None = None, seconds: float | None = None
) -> Found:
    """Yield every article of the sources, and a failure for everything unreadable.

    Args:
        format: "jsonl", "csv" or "page" for stdin; guessed from its first bytes when None.
        seconds: how long an Excel or Parquet file may give no row. They are then read in a process of their own,
            within limits of memory too; None reads them in this process, without limits.
    """
    with apart.Apart(seconds) as reader:
        yield from _read_sources(sources, columns, meter, format, reader)


def _read_sources(
    sources: Iterable[str], columns: Columns, meter: Meter, format: str | None, reader: apart.Apart
) -> Found:
    for name in sources:
        if name == "-":
            yield from _guarded("-", _read_stream(sys.stdin.buffer, "-", columns, format))
        elif os.path.isdir(name):
            empty = True
            for path in _walk(name, meter):
                empty = False
                if isinstance(path, SourceFailure):
                    yield path
                else:
                    yield from _guarded(path, _read_file(path, columns, meter, reader))
            if empty:
                message = f"holds no articles ({' '.join(_PAGES)}, .gz of them, .zip); name tables one by one"
                yield SourceFailure(name, "", Failure("ExportError", message))
        elif os.path.isfile(name) or not os.path.exists(name):
            yield from _guarded(name, _read_file(name, columns, meter, reader))
        else:  # a pipe: <(zcat …)
            with open(name, "rb") as stream:
                yield from _guarded(name, _read_stream(stream, name, columns, format))


def _guarded(source: str, articles: Found) -> Found:
    """The articles of one source; what ends them too early is a failure, not the end of the run."""
    place = ""
    try:
        for article in articles:
            place = article.place
            yield article
    except ExtractorError as error:
        yield SourceFailure(source, place, Failure.from_exception(error))
    except Exception as error:  # readers of damaged files raise whatever they like
        after = f" (after {place})" if place else ""
        what = error.strerror if isinstance(error, OSError) and error.strerror else " ".join(str(error).split())[:300]
        yield SourceFailure(
            source, place, Failure(type(error).__name__, f"cannot be read{after}: {what or type(error).__name__}")
        )


def _walk(folder: str, meter: Meter) -> Iterator[str | SourceFailure]:
    """The articles' files below a folder, by name. Links are followed, each folder is entered once: a loop ends."""
    seen: set[tuple[int, int]] = set()
    pending = [folder]
    while pending:
        path = pending.pop()
        try:
            status = os.stat(path)
            if not stat.S_ISDIR(status.st_mode):
                if stat.S_ISREG(status.st_mode):
                    yield path
                continue
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            names = sorted(os.listdir(path), reverse=True)
        except OSError as error:
            yield SourceFailure(path, "", Failure("OSError", f"cannot be read: {error.strerror}"))
            continue
        for name in names:
            inner = os.path.join(path, name)
            if name.startswith("."):
                continue
            if os.path.isdir(inner) or _plain_name(name).endswith((*_PAGES, ".zip")):
                pending.append(inner)
            else:
                meter.skipped += 1


def _plain_name(name: str) -> str:
    return name.lower().removesuffix(".gz")


def _read_file(path: str, columns: Columns, meter: Meter, reader: apart.Apart) -> Found:
    name = path.lower()
    if name.endswith(".zip"):
        yield from _read_zip(path, columns, meter)
    elif name.endswith(apart.SUFFIXES):
        size = left = os.path.getsize(path)
        for place, row, share in reader.rows(path, columns):
            meter.done += int(size * share)
            left -= int(size * share)
            yield _row_or_failure(path, place, row)
        meter.done += left
    elif name.endswith(_NO_TEXT):
        raise ExportError(
            f"{Path(path).suffix} files are not read: save it as .txt, .html, .jsonl, .csv, .parquet or .xlsx"
        )
    else:
        plain = _plain_name(path)

        def open_file(meter: Meter = meter) -> IO[bytes]:
            raw = io.BufferedReader(_MeteredFile(path, meter), 1 << 18)
            return io.BufferedReader(GuardedGzip(raw), 1 << 18) if name.endswith(".gz") else raw

        if plain.endswith(_LINES):
            with open_file() as stream:
                yield from _lines(stream, path)
        elif plain.endswith(_SEPARATED):
            encoding = tables.csv_encoding(lambda: open_file(Meter()))
            with open_file() as stream:
                for place, cells in tables.csv_rows(stream, encoding, columns):
                    yield _row_or_failure(path, place, cells)
        else:
            with open_file() as stream:
                payload = read_limited(stream)
            if plain.endswith(".json"):
                yield from (SourceArticle(path, place, ROW, row) for place, row in tables.json_rows(payload))
            else:
                yield SourceArticle(path, "", PAGE, payload)


def _row_or_failure(source: str, place: str, row: bytes | Failure) -> SourceArticle | SourceFailure:
    if isinstance(row, Failure):
        return SourceFailure(source, place, row)
    return SourceArticle(source, place, ROW, row)


def _lines(stream: IO[bytes], source: str, prefix: str = "") -> Found:
    """Each line of JSONL that is not blank. A line without end is reported and passed over."""
    number = 0
    while line := stream.readline(MAX_ARTICLE_BYTES):
        number += 1
        place = f"{prefix}{number}"
        if len(line) == MAX_ARTICLE_BYTES and not line.endswith(b"\n"):
            while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
            limit = MAX_ARTICLE_BYTES // (1024 * 1024)
            yield SourceFailure(
                source, place, Failure("TooLarge", f"a line of more than {limit} MB, the limit for one article")
            )
        elif line.strip():
            yield SourceArticle(source, place, ROW, line.strip())


def _read_zip(path: str, columns: Columns, meter: Meter) -> Found:
    packed = os.path.getsize(path)
    spent = 0
    with zipfile.ZipFile(path) as archive:
        for name, member in zip_members(archive):
            plain = name.lower()
            if not plain.endswith((*_PAGES, *_LINES, *_SEPARATED)):
                meter.skipped += 1
                continue
            try:
                with open_member(archive, name, member, spent, packed) as stream:
                    if plain.endswith(_LINES):
                        yield from _lines(stream, path, f"{name}:")
                    elif plain.endswith(_SEPARATED):
                        encoding = tables.csv_encoding(lambda m=member: archive.open(m))  # type: ignore[misc]
                        for place, row in tables.csv_rows(stream, encoding, columns):
                            yield _row_or_failure(path, f"{name}:{place}", row)
                    else:
                        yield SourceArticle(path, name, PAGE, read_limited(stream))
            except Exception as error:  # a damaged member costs its own articles
                what = " ".join(str(error).split())[:300] or type(error).__name__
                yield SourceFailure(path, name, Failure.from_exception(ExportError(f"cannot be read: {what}")))
            spent += member.file_size
            meter.done += member.compress_size
            check_ratio(spent, packed)


def _read_stream(stream: IO[bytes], source: str, columns: Columns, format: str | None) -> Found:
    """stdin or a pipe: gzipped or not; JSONL, a table, or one page."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
    if buffered.peek(2)[:2] == b"\x1f\x8b":
        buffered = io.BufferedReader(GuardedGzip(buffered), 1 << 18)
    head = buffered.peek(1 << 12)
    if format == "jsonl" or (format is None and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")):
        yield from _lines(buffered, source)
    elif format == "csv":
        encoding = tables.encoding_of_sample(head)
        for place, row in tables.csv_rows(buffered, encoding, columns):
            yield _row_or_failure(source, place, row)
    else:
        yield SourceArticle(source, "", PAGE, read_limited(buffered))


__all__ = ["PAGE", "ROW", "Meter", "SourceArticle", "SourceFailure", "check_sources", "measure", "read_sources"]
