"""The rulebook: what the package knows about the language, read once from plain text files in `rules/`.

In: the package's own `rules/` directory and, after it, a user's directories. Out: sections of entries, by name.

A rules file is UTF-8 text::

    # a comment runs to the end of the line
    [rise]                      <- a section; `facts/verbs.rise` is its rule id
    增长 上升 提高               <- an entry: words of one meaning, the canonical one first
    [currency]
    CNY: 元 人民币 块            <- an entry with a key
    "New York Times" 纽约时报    <- ASCII quotes keep blanks inside a word
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache, wraps
from pathlib import Path
from typing import NamedTuple, TypeVar

from extractor.errors import RulesError
from extractor.lexicon import Lexicons

T = TypeVar("T")

_SECTION = re.compile(r"\[([^\[\]\s]+)\]$")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_WORD = re.compile(r'"([^"]*)"|(\S+)')
_KEY = re.compile(r'([^\s"：]+?):(?:\s+|$)')


class Entry(NamedTuple):
    """One line of a rules file: `key` (or None), its words, the canonical one first, and where it is."""

    key: str | None
    words: tuple[str, ...]
    file: str
    line: int
    rule: str

    @property
    def name(self) -> str:
        """The key, or the first word where there is none."""
        return self.key if self.key is not None else self.words[0]


def builtin_rules() -> Path:
    """The package's own rules: inside an installed wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent
    for place in (package / "rules", package.parent / "rules"):
        if place.is_dir():
            return place
    raise RulesError(f"no rules directory inside {package} or beside it: reinstall extractor")


@dataclass(frozen=True)
class Rulebook:
    """All rules by file and section. Build one with :func:`load_rulebook`; it never changes afterwards."""

    directories: tuple[Path, ...]
    disabled: frozenset[str]
    sections: Mapping[tuple[str, str], tuple[Entry, ...]]
    stamp: tuple[tuple[str, int, int], ...] = ()
    """Path, time and size of each users' file when it was read."""

    def section(self, file: str, name: str) -> tuple[Entry, ...]:
        """The entries of section `name` of `rules/<file>.txt`; empty where it is disabled."""
        try:
            return self.sections[file, name]
        except KeyError:
            if f"{file}.{name}" in self.disabled:
                return ()
            known = ", ".join(sorted(s for f, s in self.sections if f == file)) or "none"
            raise RulesError(f"no section [{name}] in rules/{file}.txt (its sections: {known})") from None

    def words(self, file: str, name: str) -> tuple[str, ...]:
        """All words of a section, in order, each once."""
        return tuple(dict.fromkeys(word for entry in self.section(file, name) for word in entry.words))

    def mapping(self, file: str, name: str) -> dict[str, str]:
        """Each word of a section with its entry's key, or its first word where it has no key."""
        return {word: entry.name for entry in self.section(file, name) for word in entry.words}

    def lines(self, file: str, name: str) -> tuple[str, ...]:
        """The entries of a section as lines, for regular expressions (blanks inside a line fold to one)."""
        return tuple((f"{e.key}: " if e.key else "") + " ".join(e.words) for e in self.section(file, name))

    def files(self) -> list[str]:
        """The names of all rules files, sorted."""
        return sorted({file for file, _ in self.sections})

    def names(self, file: str) -> list[str]:
        """The sections of one file, in the file's order."""
        return [name for f, name in self.sections if f == file]

    def extended(self, entries: Iterable[Entry]) -> Rulebook:
        """This rulebook with further entries at the ends of their sections."""
        sections = dict(self.sections)
        for entry in entries:
            if entry.rule not in self.disabled:
                place = (entry.file, entry.rule.removeprefix(f"{entry.file}."))
                sections[place] = (*sections.get(place, ()), entry)
        return Rulebook(self.directories, self.disabled, sections, self.stamp)

    @cached_property
    def lexicons(self) -> Lexicons:
        """The lexicons that recognizers make of these rules, in one automaton."""
        return Lexicons()

    @cached_property
    def key(self) -> tuple[tuple[Path, ...], frozenset[str], tuple[tuple[str, int, int], ...]]:
        """What sets this rulebook apart from others, for caches: a file that was edited makes another rulebook."""
        return self.directories, self.disabled, self.stamp


def once_a_rulebook(make: Callable[[Rulebook], T]) -> Callable[[Rulebook], T]:
    """Let a function make its value once for each set of rules, and give that value ever after."""
    made: dict[object, T] = {}

    @wraps(make)
    def kept(rulebook: Rulebook) -> T:
        key = rulebook.key
        if key not in made:
            made[key] = make(rulebook)
        return made[key]

    return kept


def read_rules(
    path: Path, file: str, *, first_section: str | None = None, faults: list[str] | None = None
) -> Iterator[tuple[str, Entry]]:
    """Yield (section, entry) of one rules file.

    Args:
        path: the file.
        file: its name as rule ids have it.
        first_section: the section of lines that are before any [section]; None where there must be none.
        faults: a list that takes every fault, so that reading goes on; None to raise at the first.

    Raises:
        RulesError: at the first line that is not a section, an entry or a comment; the text names file and line.
    """

    def fail(fault: str) -> None:
        if faults is None:
            raise RulesError(fault)
        faults.append(fault)

    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        fail(f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8")
        return
    section = first_section
    rule = f"{file}.{section}"
    for number, raw in enumerate(text.splitlines(), 1):
        line = _COMMENT.sub("", raw).strip() if "#" in raw else raw.strip()
        if not line:
            continue
        match = _SECTION.match(line) if line[0] == "[" else None
        if match:
            section = match[1]
            rule = f"{file}.{section}"
            continue
        try:
            if section is None:
                raise RulesError(_NO_SECTION[line.startswith("[")].format(line))
            key, words = _entry(line)
        except RulesError as error:
            fail(f"{path}:{number}: {error}")
            continue
        yield section, Entry(key, words, file, number, rule)


_NO_SECTION = (
    "{!r} is before any [section]; start the file with one",
    "{!r} is not a section; write [name] without blanks",
)


def _entry(line: str) -> tuple[str | None, tuple[str, ...]]:
    """The key and the words of a line that is an entry.

    Raises:
        RulesError: it has an open quotation mark, or no word.
    """
    key_match = _KEY.match(line) if ":" in line else None
    key, rest = (key_match[1], line[key_match.end() :]) if key_match else (None, line)
    if '"' not in rest:
        words = tuple(rest.split())
    elif rest.count('"') % 2:
        raise RulesError(f"a quotation mark is not closed in {line!r}")
    else:
        words = tuple(a or b for a, b in _WORD.findall(rest))
    if key is None and not words:
        raise RulesError(f"the entry {line!r} holds no word")
    return key, words


@lru_cache(maxsize=8)
def _load(directories: tuple[Path, ...], disabled: frozenset[str], stamp: tuple[tuple[str, int, int], ...]) -> Rulebook:
    """The rules of directories. The package's own are read once, whatever is added to them or left out."""
    sections: dict[tuple[str, str], tuple[Entry, ...]] = {}
    if disabled:
        whole = _load(directories, frozenset(), stamp)
        sections = {place: found for place, found in whole.sections.items() if ".".join(place) not in disabled}
        return Rulebook(directories, disabled, sections, stamp)
    if len(directories) > 1:
        sections.update(_load(directories[:1], frozenset(), ()).sections)
    for directory in directories[1:] or directories:
        for path in sorted(directory.rglob("*.txt")):
            file = path.relative_to(directory).with_suffix("").as_posix()
            added: dict[str, list[Entry]] = {}
            for section, entry in read_rules(path, file):
                added.setdefault(section, []).append(entry)
            for section, entries in added.items():
                sections[file, section] = (*sections.get((file, section), ()), *entries)
    return Rulebook(directories, disabled, sections, stamp)


def load_rulebook(directories: Iterable[str | Path] = (), disable: Iterable[str] = ()) -> Rulebook:
    """Read the package's rules and then the user's.

    Args:
        directories: directories whose files extend the package's files of the same name; a string is one directory.
        disable: rule ids (`file.section`) to leave out; a string is one id.

    Raises:
        RulesError: a directory that is missing, or a line that cannot be read (named by file and line).

    Example:
        >>> "增长" in load_rulebook().words("facts/verbs", "rise")
        True
    """
    places = [builtin_rules()]
    for directory in (directories,) if isinstance(directories, str) else directories:
        place = Path(directory).resolve()
        if not place.is_dir():
            raise RulesError(f"{directory} is not a directory of rules; give the folder that holds the .txt files")
        places.append(place)
    disabled = frozenset((disable,) if isinstance(disable, str) else disable)
    stamp = tuple(
        (str(path), path.stat().st_mtime_ns, path.stat().st_size)
        for place in places[1:]
        for path in sorted(place.rglob("*.txt"))
    )
    book = _load(tuple(places), disabled, stamp)
    _check_ids(disabled, book)
    return book


def _check_ids(disabled: frozenset[str], book: Rulebook) -> None:
    """Say which id of `disable` no rule can have: its file is not there, or its section is another one misspelt.

    A section that is like no other may be right: some rules are shapes in code, whose records name a section of their
    own. In `facts/`, `gazetteers/` and `indicators/` all rules are sections.
    """
    if not disabled:
        return
    whole = _load(book.directories, frozenset(), book.stamp)  # a section that is disabled is in no book
    known = sorted(f"{file}.{name}" for file, name in whole.sections)
    for id in sorted(disabled):
        if id.startswith("ner:") or id in known:
            continue
        there = _file_is_there(id, book)
        near = get_close_matches(id, known, 3, 0.9 if there and "/" not in id else 0.6)
        if not there or near or "/" in id:
            hint = f"did you mean {' or '.join(near)}?" if near else "`extractor rules list` shows the ids"
            raise RulesError(f"disable: no rule {id!r}; {hint}")


def _file_is_there(id: str, book: Rulebook) -> bool:
    file = id.rpartition(".")[0]
    return any((directory / f"{file}.txt").is_file() for directory in book.directories)
