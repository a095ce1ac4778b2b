"""Compressed sources, read as streams and within limits: a small file that unpacks without end is refused.

In: .gz and .zip files. Out: binary streams and members' bytes. Nothing is ever unpacked to the disk, so a member's
name cannot lead anywhere; one that tries to (`../../etc/passwd`) is refused all the same.
"""

from __future__ import annotations

import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from extractor.errors import ExportError

MAX_ARTICLE_BYTES = 64 * 1024 * 1024
"""No article is longer than this: a page, a line of JSONL, a member of an archive."""

MAX_RATIO = 250
"""News text shrinks 3 to 10 times; zlib's limit is about 1,030 times. More than this is refused as a bomb …"""

RATIO_FROM = 64 * 1024 * 1024
"""… once so many bytes have come out: short files of one repeated line are harmless."""

DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError, RuntimeError)
"""What the readers raise at a broken, truncated or encrypted archive."""


class TooLarge(ExportError):
    """A source goes beyond a safety limit."""


class GuardedGzip(io.RawIOBase):
    """The decompressed bytes of a .gz stream, refused when they outgrow the compressed ones beyond reason."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = _Counted(raw)
        self._plain = gzip.GzipFile(fileobj=self._raw)  # type: ignore[call-overload]
        self._out = 0

    def close(self) -> None:
        super().close()
        self._raw.close()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._plain.read1(len(view))
        view[: len(data)] = data
        self._out += len(data)
        check_ratio(self._out, self._raw.read_bytes)
        return len(data)


class _Counted:
    """A raw stream that counts what is read of it."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self.read_bytes = 0

    def read(self, size: int = -1) -> bytes:
        data = self._raw.read(size)
        self.read_bytes += len(data)
        return data

    def close(self) -> None:
        self._raw.close()


def check_ratio(plain: int, packed: int) -> None:
    """Refuse a stream of which `packed` bytes have made `plain` ones beyond `MAX_RATIO`."""
    if plain > RATIO_FROM and plain > MAX_RATIO * max(1, packed):
        raise TooLarge(
            f"refused as a decompression bomb: {packed:,} bytes unpack to {plain:,} and more "
            f"(the limit is {MAX_RATIO} times)"
        )


class Spent:
    """What a table of `packed` bytes has given so far: refused when its rows outgrow the file beyond reason."""

    def __init__(self, packed: int) -> None:
        self._packed = packed
        self._out = 0

    def add(self, row: bytes) -> bytes:
        """Count a row.

        Raises:
            TooLarge: it is larger than an article may be, or all rows together are beyond `MAX_RATIO`.
        """
        if len(row) > MAX_ARTICLE_BYTES:
            raise TooLarge(f"a row larger than {MAX_ARTICLE_BYTES // (1024 * 1024)} MB, the limit for one article")
        self._out += len(row)
        check_ratio(self._out, self._packed)
        return row


def read_limited(stream: IO[bytes] | io.RawIOBase, limit: int = MAX_ARTICLE_BYTES) -> bytes:
    """All bytes of one article.

    Raises:
        TooLarge: there are more than `limit`.
    """
    parts = []
    size = 0
    while data := stream.read(1 << 20):
        parts.append(data)
        size += len(data)
        if size > limit:
            raise TooLarge(f"larger than {limit // (1024 * 1024)} MB, the limit for one article")
    return b"".join(parts)


def zip_members(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """(name, member) of each file in a zip, in the archive's order; names of old Chinese zips are corrected."""
    for member in archive.infolist():
        name = member_name(member)
        if not member.is_dir() and not name.startswith("__MACOSX/"):
            yield name, member


def member_name(member: zipfile.ZipInfo) -> str:
    """The member's name. Without the UTF-8 flag, Python reads cp437 where Chinese Windows wrote GBK."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def open_member(archive: zipfile.ZipFile, name: str, member: zipfile.ZipInfo, spent: int, packed: int) -> IO[bytes]:
    """A member as a stream, after the checks.

    Args:
        spent: bytes unpacked from this archive so far.
        packed: the archive's size in bytes.

    Raises:
        ExportError: the name leads outside, the member is encrypted, or the archive unpacks beyond reason.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        raise ExportError("refused: its name leads outside the archive")
    if member.flag_bits & 0x1:
        raise ExportError("encrypted: unpack it with its password first")
    check_ratio(spent + member.file_size, packed)
    return archive.open(member)
