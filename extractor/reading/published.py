"""The day of publication, out of whatever a feed, a page or a user writes.

In: an ISO date or time, RFC 2822, a Chinese date, a Unix time, a date. Out: a day in Beijing.
例: "Tue, 30 Nov 2021 20:37:58 GMT" → 2021-12-01; "2021年11月30日 11:37" → 2021-11-30.

A time that names its zone is turned into Beijing time; one that does not is Beijing time already.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

from extractor.errors import ArticleError
from extractor.lazy import lazy_re
from extractor.lexicon import alternatives
from extractor.rulebook import load_rulebook

BEIJING = timezone(timedelta(hours=8), "Beijing")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YMD = re.compile(r"(?<!\d)(\d{4})\s?(?:年|[-/.])\s?(\d{1,2})\s?(?:月|[-/.])\s?(\d{1,2})(?!\d)\s?[日号]?")
_COMPACT = lazy_re(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{4}|\d{6})?(?!\d)")
_TIME = lazy_re(r"[T\s]{0,3}(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?", re.IGNORECASE)
_CHINESE_YMD = lazy_re(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
)
_UNIX = lazy_re(r"\d{10}(?:\d{3})?$")


@cache
def _short_day() -> re.Pattern[str]:
    """A day whose year has two digits: a word says that it is one, a clock time follows, or it is all there is."""
    before = alternatives(load_rulebook().words("furniture", "before_dates"))
    return lazy_re(
        rf"(?:{before}\s{{0,2}}[:：于]?\s{{0,3}}|^|(?<=[\s（(\[【|]))"
        r"([0-3]\d)([-/.])([01]\d)\2([0-3]\d)(?=\s{1,3}\d{1,2}[:：]\d\d|\s*$|[\s）)\]】|])"
    )


def _beijing_day(moment: datetime) -> date:
    try:
        return (moment.astimezone(BEIJING) if moment.tzinfo else moment).date()
    except OverflowError:  # the first and the last hours of the calendar
        return moment.date()


def _small_number(text: str) -> int:
    """二十一 → 21, of the numbers that days and months need."""
    if "十" not in text:
        return int(text.translate(_DIGITS))
    tens, ones = text.split("十", 1)
    return (int(tens.translate(_DIGITS)) if tens else 1) * 10 + (int(ones.translate(_DIGITS)) if ones else 0)


def find_day(text: str) -> date | None:
    """The first day written in a text, with its time's zone minded; None where there is none.

    Example:
        >>> find_day("2021-11-30T20:10:00Z 来源：新京报")
        datetime.date(2021, 12, 1)
    """
    with suppress(ValueError):
        if match := _YMD.search(text) or _COMPACT.search(text):
            day = date(int(match[1]), int(match[2]), int(match[3]))
            return _in_beijing(day, _TIME.match(text, match.end()) if match.re is _YMD else None)
        if match := _CHINESE_YMD.search(text):
            return date(int(match[1].translate(_DIGITS)), _small_number(match[2]), _small_number(match[3]))
        if match := _short_day().search(text):
            return date(2000 + int(match[1]), int(match[3]), int(match[4]))
    return None


def _in_beijing(day: date, time: re.Match[str] | None) -> date:
    """The day in Beijing at a time of another zone; the day itself where no zone is written."""
    zone = time[4] if time else None
    if time is None or not zone:
        return day
    try:
        return _beijing_day(datetime(day.year, day.month, day.day, int(time[1]), int(time[2]), tzinfo=_zone(zone)))
    except (ValueError, OverflowError):
        return day


def _zone(text: str) -> timezone:
    if text[0] not in "+-":
        return timezone.utc
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))


def read_day(value: str) -> date | None:
    """The day that a date's text stands for; None where it cannot be read.

    Example:
        >>> read_day("Mon, 06 Dec 2021 23:24:00 GMT")
        datetime.date(2021, 12, 7)
    """
    text = value.strip()[:200]
    if _UNIX.match(text):
        return _from_unix(int(text))
    if text[:1].isalpha() and text.isascii() and "," in text[:10]:
        try:
            return _beijing_day(parsedate_to_datetime(text))
        except (ValueError, OverflowError, IndexError):
            return None
    return find_day(text)


def _from_unix(seconds: int) -> date | None:
    if seconds >= 10**11:  # milliseconds
        seconds //= 1000
    try:
        return datetime.fromtimestamp(seconds, BEIJING).date()
    except (ValueError, OverflowError, OSError):
        return None


def published_day(value: Any) -> date | None:
    """The day that a user's `published` stands for.

    Args:
        value: a str, `date`, `datetime` (pandas' Timestamp too), Unix time, or None, NaN or NaT for unknown.

    Raises:
        ArticleError: it cannot be read as a day.
    """
    if value is None or type(value).__name__ in ("NAType", "NaTType") or value != value:
        return None
    if isinstance(value, datetime):
        return _beijing_day(value)
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        day = read_day(value)
        if day is None and value.strip():
            raise ArticleError(
                f"cannot read the day of publication from {value[:80]!r}; write it like 2021-11-30, "
                "2021年11月30日 or Tue, 30 Nov 2021 03:37:58 GMT"
            )
        return day
    if isinstance(value, int) and not isinstance(value, bool) and 10**8 < value < 10**14:
        return _from_unix(value)
    raise ArticleError(f"published must be a date or its text, not {type(value).__name__} ({str(value)[:80]!r})")
