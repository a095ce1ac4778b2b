"""Terms from wherever a user keeps them: a list, a mapping, a file, a frame.

In: terms in any of these forms and a default label. Out: rulebook entries. 例: {"滨数集团": "滨江数字集团"} becomes the
entry 滨江数字集团 滨数集团 of terms.ORG.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from extractor.errors import RulesError
from extractor.recognizers.terms import FILE, TERM_LABELS
from extractor.rulebook import Entry, read_rules

if TYPE_CHECKING:
    import pandas as pd

Terms: TypeAlias = Union["Iterable[str]", "Mapping[str, str]", str, Path, "pd.DataFrame"]


def read_terms(terms: Terms, label: str) -> list[Entry]:
    """The entries of terms.LABEL that some terms make.

    Args:
        terms: strings; a mapping of other forms to canonical forms; a frame with a column `term` and, where it has
            them, `norm` and `label`; or a file: a .csv with such columns, or a .txt in the rules format, where lines
            before any [section] have the default label.
        label: PERSON, ORG, LOC, POLICY_TERM or LAW, for terms that bring none.

    Raises:
        RulesError: an unknown label, a missing file or column, an empty term; the text names file and line or row.
    """
    _check_label(label, "label")
    if isinstance(terms, (str, Path)):
        return _from_file(Path(terms), label)
    if isinstance(terms, Mapping):
        return [_entry((norm, term), label, "mapping", number) for number, (term, norm) in enumerate(terms.items(), 1)]
    if hasattr(terms, "columns") and hasattr(terms, "to_dict"):  # a frame, without importing pandas
        return _from_rows(terms.to_dict("records"), [str(c) for c in terms.columns], label, "frame", 1)
    return [_entry((term,), label, "list", number) for number, term in enumerate(terms, 1)]


def _from_file(path: Path, label: str) -> list[Entry]:
    if not path.is_file():
        raise RulesError(f"no such file: {path} (a term itself goes in as a list: [{str(path)!r}])")
    if path.suffix.lower() == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            return _from_rows(list(reader), list(reader.fieldnames or ()), label, str(path), 2)
    entries = []
    for section, entry in read_rules(path, FILE, first_section=label):
        _check_label(section, f"{path}:{entry.line}")
        entries.append(entry)
    return entries


def _from_rows(
    rows: Iterable[Mapping[Any, Any]], columns: list[str], label: str, source: str, first_row: int
) -> list[Entry]:
    if "term" not in columns and len(columns) != 1:
        found = ", ".join(columns) or "none"
        raise RulesError(f"{source}: no column `term` among {found}; name it so (norm, label may follow)")
    column = "term" if "term" in columns else columns[0]
    entries = []
    for number, row in enumerate(rows, first_row):
        row_label = _cell(row.get("label")) or label
        _check_label(row_label, f"{source}:{number}")
        term = _cell(row.get(column))
        entries.append(_entry((_cell(row.get("norm")) or term, term), row_label, source, number))
    return entries


def _cell(value: Any) -> str:
    """A cell's text; pandas' and csv's ways of saying that it is empty are the empty string."""
    return value.strip() if isinstance(value, str) else "" if value is None or value != value else str(value)


def _entry(words: tuple[str, ...], label: str, source: str, number: int) -> Entry:
    for word in words:
        if not isinstance(word, str) or not word.strip():
            raise RulesError(f"{source}:{number}: {word!r} is no term; give text that is not empty")
    return Entry(None, tuple(dict.fromkeys(word.strip() for word in words)), FILE, number, f"{FILE}.{label}")


def _check_label(label: str, where: str) -> None:
    if label not in TERM_LABELS:
        raise RulesError(f"{where}: {label!r} is no label of terms; it is one of {', '.join(TERM_LABELS)}")
