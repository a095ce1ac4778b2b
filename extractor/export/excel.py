"""What every Excel file needs: text that XML can hold, numbers that a cell can hold, the same bytes each time.

In: cells, and a workbook. Out: cells that can be written, and the file. 例: "a\\ufffe" → "a".
"""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

LONGEST_TEXT = 32_767
"""Characters of a cell, by the format."""

# Source: XML 1.0, section 2.2: control characters, half surrogates, and two codes that stand for no character.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DAY = datetime(2000, 1, 1)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def cell_text(text: str) -> str:
    """The text as a cell can hold it: without what XML has no place for, no longer than a cell may be.

    Example:
        >>> cell_text("增长\\x1b5%\\ufffe")
        '增长5%'
    """
    return _NOT_XML.sub("", text)[:LONGEST_TEXT]


def cell_number(value: int | float) -> int | float | None:
    """The number, or None where it is beyond what a cell's binary floating point holds."""
    try:
        return value if abs(float(value)) < float("inf") else None
    except OverflowError:
        return None


class _SameTimes(zipfile.ZipFile):
    """A ZIP file whose members bear no time of writing."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *rest: Any, **named: Any) -> None:
        name = getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)
        super().writestr(self._member(name), data, *rest, **named)

    def write(self, filename: Any, arcname: Any = None, *rest: Any, **named: Any) -> None:
        with open(filename, "rb") as source, self.open(self._member(str(arcname)), "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target, 1 << 20)

    @staticmethod
    def _member(name: str) -> zipfile.ZipInfo:
        member = zipfile.ZipInfo(name, _ZIP_TIME)
        member.compress_type = zipfile.ZIP_DEFLATED
        return member


def save_workbook(book: Any, path: Path) -> None:
    """Write an openpyxl workbook: the same cells give the same bytes, whenever they are written."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.created = book.properties.modified = _DAY
    with _SameTimes(path, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
