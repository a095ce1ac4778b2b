"""Checking a directory of rules: every fault with its file and line, before anything is extracted with it.

In: a directory. Out: a `Check` with errors and warnings.
例: my_rules/units.txt:3: a quotation mark is not closed in '"吨'.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from extractor.backtracking import MOST_STEPS, Unknown, most_steps
from extractor.cleaning import filled_in
from extractor.errors import RulesError
from extractor.recognizers import policy_terms
from extractor.recognizers import terms as terms_of_users
from extractor.rulebook import Entry, Rulebook, load_rulebook, read_rules

# Files whose sections the extractor reads whatever their names are.
_FREE_FILES = frozenset((policy_terms.FILE,))

# Sections whose lines are regular expressions.
PATTERNS = frozenset(
    {f"furniture.{name}" for name in ("head", "line", "sure", "end", "tail", "inline_end", "byline", "source")}
    | {"organizations.opening_patterns", "organizations.not_bodies_pattern", "policy_terms.patterns"}
)


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
    if not errors:
        warnings += _slow_patterns(place)
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


def rule_patterns(book: Rulebook) -> list[tuple[Entry, str]]:
    """Every regular expression of the rules, with the entry it is in."""
    return [
        (entry, filled_in(line, book) if file == "furniture" else line)
        for file, section in book.sections
        if f"{file}.{section}" in PATTERNS
        for entry, line in zip(book.section(file, section), book.lines(file, section), strict=True)
    ]


def _slow_patterns(directory: Path) -> list[str]:
    """The user's regular expressions that some line would hold up for seconds or for ever."""
    own = set(rule_patterns(load_rulebook()))
    found = []
    for entry, pattern in rule_patterns(load_rulebook([directory])):
        if (entry, pattern) in own:
            continue
        try:
            steps, line = most_steps(pattern)
        except Unknown:
            continue
        if steps > MOST_STEPS:
            found.append(
                f"{directory / entry.file}.txt:{entry.line}: this expression can take more than {MOST_STEPS:,} steps "
                f"on one line (such as {line[:24]!r}…); let its repeats not match the same text in two ways, or make "
                "them possessive (++, {1,8}+)"
            )
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
