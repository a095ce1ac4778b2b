"""Decoding: the bytes of a page as text, whatever its encoding.

In: bytes, from UTF-8, UTF-16, GB18030 (and its subsets GBK and GB2312) or Big5. Out: a str, or an `ArticleError`.
例: b"\\xb1\\xb1\\xbe\\xa9" (GB2312) → "北京".

The order: byte order mark; UTF-8 where it is valid (text in another Chinese encoding practically never is); the charset
that the page declares; UTF-16 without a mark; the likelier one of GB18030 and Big5; charset-normalizer; and UTF-8 or
GB18030 with a few broken bytes replaced.
"""

from __future__ import annotations

import codecs
import re

from extractor.errors import ArticleError
from extractor.lazy import lazy_re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (as .docx and .xlsx are)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls)"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_CONTROL = lazy_re(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# What Chinese text is made of: ASCII, general and Chinese punctuation, Chinese characters, full-width forms.
_EXPECTED = lazy_re(r"[\t\n\r -~\u2000-\u206f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_DECLARATION_WINDOW = 4096  # bytes in which browsers, too, look for the declaration
_SAMPLE = 65536
# Subsets are decoded as the whole: a page that declares gb2312 often holds 镕 or 喆, which only GBK has.
_WIDENED = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
# Python's names of the encodings of several bytes that a page may declare. Source: WHATWG, Encoding, names and labels.
_OF_PAGES = frozenset(
    "utf-8 utf-16 utf-16-le utf-16-be gb2312 gbk gb18030 hz big5 big5hkscs cp950 shift_jis cp932 euc_jp iso2022_jp "
    "euc_kr cp949".split()
)
_NO_TEXT = frozenset(("utf_7", "punycode", "idna", "unicode_escape", "raw_unicode_escape"))
_BROKEN_SHARE = 0.02  # more broken characters than this are not a text with a fault but no text in this encoding


def decode(raw: bytes, name: str = "the input") -> str:
    """The text of `raw`, without a byte order mark.

    Args:
        raw: the bytes of a page or a text file.
        name: what an error calls the input.

    Raises:
        ArticleError: the bytes are binary (a PDF, an image, …) or in no encoding known here; the text says which.

    Example:
        >>> decode("北京".encode("gb18030"))
        '北京'
    """
    if not raw:
        return ""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, errors="replace")
    for signature, kind in _SIGNATURES:
        if raw.startswith(signature):
            raise ArticleError(f"{name} is {kind}, not a text; save it as plain text or HTML and read that")
    text = _decode_unmarked(raw)
    if text is None:
        raise ArticleError(
            f"{name} cannot be decoded as UTF-8, UTF-16, GB18030 or Big5: it is binary or damaged; "
            "save it as UTF-8 text"
        )
    if len(_CONTROL.findall(text[:_SAMPLE])) > max(2, len(text[:_SAMPLE]) // 50):
        raise ArticleError(f"{name} is binary data (control characters), not a text; save it as plain text or HTML")
    return text


def _decode_unmarked(raw: bytes) -> str | None:
    utf16 = _utf16_without_mark(raw)
    if utf16:
        return raw.decode(utf16, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _declared(raw)
    if declared:
        text = _tolerant(raw, declared)
        if text is not None:
            return text
    chinese = sorted(("gb18030", "big5hkscs"), key=lambda encoding: -_everyday_share(raw, encoding))
    for encoding in chinese:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    for encoding in ("utf-8", *chinese):
        text = _tolerant(raw, encoding)
        if text is not None:
            return text
    return _by_statistics(raw)


def _declared(raw: bytes) -> str | None:
    """The encoding that the page's head declares, widened; None where it declares none that Python knows."""
    match = _DECLARED.search(raw, 0, _DECLARATION_WINDOW)
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None
    # A single-byte declaration over Chinese bytes is a template's leftover; punycode and its like are no text of pages.
    return _WIDENED.get(name, name) if name in _OF_PAGES else None


def _tolerant(raw: bytes, encoding: str) -> str | None:
    """Decode with the few broken characters replaced; None where there are more than a few."""
    try:
        text = raw.decode(encoding, errors="replace")
    except (LookupError, UnicodeError, TypeError, ValueError):
        return None
    return text if text.count("\ufffd") <= max(1, _BROKEN_SHARE * len(text)) else None


def _utf16_without_mark(raw: bytes) -> str | None:
    """UTF-16 whose line breaks, digits and blanks show as pairs with a zero byte, always on the same side."""
    sample = raw[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < max(1, len(sample) // 400) or min(even, odd) * 20 > max(even, odd):
        return None
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    text = sample.decode(encoding, errors="replace")
    return encoding if len(_EXPECTED.findall(text)) >= 0.9 * len(text) else None


def _everyday_share(raw: bytes, encoding: str) -> float:
    """The share of two-byte characters that are everyday ones, were the bytes in this encoding.

    GB2312 keeps its 3,755 everyday characters in rows B0–D7, Big5 its 5,401 in A4–C6; both keep punctuation in A1–A3.
    """
    sample = raw[: _SAMPLE // 4]
    everyday = pairs = 0
    lead = None
    for byte in sample:
        if lead is None:
            if byte >= 0x81:
                lead = byte
            continue
        pairs += 1
        if encoding == "gb18030":
            everyday += byte >= 0xA1 and (0xB0 <= lead <= 0xD7 or 0xA1 <= lead <= 0xA3)
        else:
            everyday += 0xA1 <= lead <= 0xC6 and (0x40 <= byte <= 0x7E or byte >= 0xA1)
        lead = None
    return everyday / pairs if pairs else 0.0


def _by_statistics(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[: _SAMPLE // 8]).best()
    return _tolerant(raw, best.encoding) if best is not None and best.encoding not in _NO_TEXT else None
