"""The store: what an export has done so far, in one SQLite file beside the output, so that a killed run resumes.

In: each article's key, place and packed rows. Out: the rows in the order of the sources. The key is a hash of the
article's bytes and of the settings: the same command finds its work again, one of other settings or rules does not.

The store is the lock, too: while one export holds it, another to the same output is refused. SQLite releases it
whenever the process ends, however it ends.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from extractor.errors import ExportError, ExportStopped
from extractor.export.task import Packed
from extractor.workers import Failure

_FORMAT = 1
_TABLES = """
CREATE TABLE settings (fingerprint BLOB NOT NULL);
CREATE TABLE results (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE,
    records INTEGER NOT NULL, characters INTEGER NOT NULL, rows BLOB NOT NULL
);
CREATE TABLE articles (
    position INTEGER PRIMARY KEY, source TEXT NOT NULL, place TEXT NOT NULL, result INTEGER NOT NULL
);
CREATE TABLE failures (
    position INTEGER PRIMARY KEY, source TEXT NOT NULL, place TEXT NOT NULL, kind TEXT NOT NULL, message TEXT NOT NULL
);
"""
_COMMIT_EVERY = 0.2  # seconds


def store_path(out: Path) -> Path:
    """Where the work towards `out` is kept."""
    return out.with_name(out.name + ".store")


class Store:
    """The work of one export. Use it as a context manager.

    Args:
        path: the SQLite file.
        fingerprint: the settings' (results of other settings are dropped).
        fresh: drop all results.

    Raises:
        ExportError: another export holds it, or it cannot be written, or it is damaged.
    """

    def __init__(self, path: Path, fingerprint: bytes, *, fresh: bool = False) -> None:
        self.path = path
        self._committed = time.monotonic()
        try:
            self._database = self._open()
        except sqlite3.DatabaseError as error:
            damaged = not isinstance(error, sqlite3.OperationalError)
            if damaged and fresh:
                self._remove_files()
                self._database = self._open()
            elif damaged:
                raise ExportError(f"{path} is damaged ({error}): start over with --fresh") from None
            elif "locked" in str(error):
                raise ExportError(
                    f"another export to {path.with_suffix('').name} is running: wait for it, or write to another file"
                ) from None
            else:
                raise ExportError(f"cannot write in {path.parent}: {error}") from None
        with self.writing():
            self._prepare(fingerprint, fresh)

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.path, timeout=0, isolation_level=None)
        try:
            # Exclusive before the first access: the lock is held to the end, and the log needs no shared memory.
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute("PRAGMA cache_size = -16000")
            database.execute("BEGIN EXCLUSIVE")
            database.execute("COMMIT")
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _prepare(self, fingerprint: bytes, fresh: bool) -> None:
        run = self._database.execute
        tables = {name for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table'")}
        (version,) = run("PRAGMA user_version").fetchone()
        same = (
            version == _FORMAT
            and "settings" in tables
            and not fresh
            and run("SELECT fingerprint FROM settings").fetchone() == (fingerprint,)
        )
        if same:  # places and faults are counted again by each run
            run("DELETE FROM articles")
            run("DELETE FROM failures")
            return
        for name in tables:
            run(f'DROP TABLE "{name}"')
        for statement in _TABLES.split(";"):
            run(statement)
        run("INSERT INTO settings VALUES (?)", (fingerprint,))
        run(f"PRAGMA user_version = {_FORMAT}")

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exception: object) -> None:
        with contextlib.suppress(sqlite3.Error):
            if self._database.in_transaction:
                self._database.execute("COMMIT")
        with contextlib.suppress(sqlite3.Error):
            self._database.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """A change that is made wholly or not at all; it reaches the disk with its neighbours, a moment later.

        Raises:
            ExportStopped: the disk is full, or fails otherwise.
        """
        with self._stopping():
            if not self._database.in_transaction:
                self._database.execute("BEGIN")
            yield
            if time.monotonic() - self._committed > _COMMIT_EVERY:
                self._commit()

    def commit(self) -> None:
        """Write what is pending."""
        with self._stopping():
            self._commit()

    def _commit(self) -> None:
        if self._database.in_transaction:
            self._database.execute("COMMIT")
        self._committed = time.monotonic()

    @contextlib.contextmanager
    def _stopping(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error):
                self._database.execute("ROLLBACK")
            raise ExportStopped(
                f"the work cannot be kept in {self.path}: {error}. What was done so far is safe; make room and give "
                "the same command again"
            ) from None

    def result_of(self, key: bytes) -> int | None:
        """The number of the result of an article of this content, if it is done."""
        row = self._database.execute("SELECT id FROM results WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def add_result(self, key: bytes, packed: Packed) -> int:
        """Keep the rows of an article; its number."""
        cursor = self._database.execute(
            "INSERT INTO results (key, records, characters, rows) VALUES (?, ?, ?, ?)", (key, *packed)
        )
        return int(cursor.lastrowid or 0)

    def add_article(self, position: int, source: str, place: str, result: int) -> None:
        """Note where an article is among the sources, and what its result is."""
        row = (position, _writable(source), _writable(place), result)
        self._database.execute("INSERT INTO articles VALUES (?, ?, ?, ?)", row)

    def add_failure(self, position: int, source: str, place: str, failure: Failure) -> None:
        """Note what has no result, and why."""
        row = (position, _writable(source), _writable(place), failure.kind, _writable(failure.message))
        self._database.execute("INSERT INTO failures VALUES (?, ?, ?, ?, ?)", row)

    def rows(self) -> Iterator[tuple[str, str, bytes]]:
        """(source, place, packed rows) of every article, in the sources' order."""
        yield from self._database.execute(
            "SELECT source, place, rows FROM articles JOIN results ON results.id = result ORDER BY position"
        )

    def failures(self) -> Iterator[tuple[str, str, str, str]]:
        """(source, place, kind, message) of every failure, in the sources' order."""
        yield from self._database.execute("SELECT source, place, kind, message FROM failures ORDER BY position")

    def totals(self) -> tuple[int, int, int, int, int]:
        """How many articles, records, characters, duplicate articles and failures this run has."""
        articles, records, characters, distinct = self._database.execute(
            "SELECT count(*), coalesce(sum(records), 0), coalesce(sum(characters), 0), count(DISTINCT result) "
            "FROM articles JOIN results ON results.id = result"
        ).fetchone()
        (failures,) = self._database.execute("SELECT count(*) FROM failures").fetchone()
        return articles, records, characters, articles - distinct, failures

    def discard(self) -> None:
        """The work is done: close the store and remove its files."""
        with contextlib.suppress(OSError):  # while it is still locked, where open files can be removed
            self._remove_files()
        self._database.close()
        self._remove_files()

    def _remove_files(self) -> None:
        for suffix in ("", "-wal", "-shm", "-journal"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)


def _writable(text: str) -> str:
    """File names of undecodable bytes hold half surrogates, which SQLite does not take: \\udcff tells the byte."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
