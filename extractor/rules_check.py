"""Checking a directory of rules: every fault with its file and line, before anything is extracted with it.

In: a directory. Out: `Fault`s, errors and warnings. 例: my_rules/units.txt:3: a quotation mark is not closed in '"吨'.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from extractor.errors import RulesError
from extractor.recognizers import policy_terms
from extractor.recognizers import terms as terms_of_users
from extractor.rulebook import Entry, Rulebook, load_rulebook, read_rules

# Files whose sections the extractor reads whatever their names are.
_FREE_FILES = frozenset((policy_terms.FILE,))


@dataclass(frozen=True, slots=True)
class Check:
    """What a check found: how much was read, errors that stop the extractor, warnings about rules without effect."""

    files: int
    entries: int
    errors: tuple[str, ...]
    warnings: tuple[str, ...]


def check_rules(directory: str | Path) -> Check:
    """Check a directory of rules by itself and together with the package's own.

    Raises:
        RulesError: no such directory, or no .txt file in it.

    Example:
        >>> check_rules("my_rules").errors                                 # doctest: +SKIP
        ('my_rules/terms.txt:4: a quotation mark is not closed in \\'"滨江\\'',)
    """
    place = Path(directory)
    if not place.is_dir():
        raise RulesError(f"{directory} is not a directory of rules; give the folder that holds the .txt files")
    paths = sorted(place.rglob("*.txt"))
    if not paths:
        raise RulesError(f"{directory} holds no rules: they are files whose names end in .txt")
    book = load_rulebook()
    errors: list[str] = []
    warnings: list[str] = []
    count = 0
    for path in paths:
        file = path.relative_to(place).with_suffix("").as_posix()
        entries = list(read_rules(path, file, faults=errors))
        count += len(entries)
        warnings += _without_effect(path, file, entries, book)
    if not errors:
        errors += _faults_of_use(place)
    return Check(len(paths), count, tuple(errors), tuple(warnings))


def _without_effect(path: Path, file: str, entries: list[tuple[str, Entry]], book: Rulebook) -> list[str]:
    """Sections that nothing reads, each once, at its first entry."""
    if file in _FREE_FILES:
        return []
    known = set(terms_of_users.TERM_LABELS) if file == terms_of_users.FILE else set(book.names(file))
    if not known:
        near = get_close_matches(file, [*book.files(), terms_of_users.FILE], 1)
        hint = f"did you mean {near[0]}.txt?" if near else f"it reads {', '.join(book.files())} and terms"
        return [f"{path}: the extractor reads no rules of this name; {hint}"]
    found = []
    seen: set[str] = set()
    for section, entry in entries:
        if section not in known and section not in seen:
            seen.add(section)
            names = ", ".join(sorted(known))
            found.append(f"{path}:{entry.line}: nothing reads the section [{section}]; {path.name} has {names}")
    return found


def _faults_of_use(directory: Path) -> list[str]:
    """What goes wrong when an extractor is made with the rules: a pattern that cannot be compiled, a key that means
    nothing to the part that reads it."""
    from extractor.pipeline import Extractor

    try:
        Extractor(model=None, rules=[directory]).extract("2020年，产值10亿元，同比增长8%。")
    except RulesError as error:
        return [str(error)]
    except Exception as error:  # whatever a part raises over a wrong entry is a fault of the rules
        return [f"{directory}: an extractor with these rules fails: {type(error).__name__}: {error}"]
    return []
