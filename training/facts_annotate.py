"""Annotate the figures of articles: print sheets, read corrections, write annotated documents.

    python -m training.facts_annotate sheet ARTICLES.txt DRAFT.json     prints the articles with a line for each figure
    python -m training.facts_annotate build DRAFT.json CORRECTIONS.txt OUT.txt

Articles are in one file, each after a line of its own:

    === note-01 | broker-research | 2023-05-06 | 甲公司一季报点评：盈利改善
    text …

or in a JSONL file with `id`, `genre`, `published`, `title`, `text`. A sheet repeats them with numbered figures
(一季度毛利率⟦3:27.4%⟧) and says below what the extractor reads of each:

    3|27.4%|s=甲公司|i=毛利率|k=L|p=2023Q1|m=a|w=-

s subject, i indicator, w who says so (`-`: none). k: L level, S share, C change, with its direction (+ - 0) and basis
(y yoy, m mom, q qoq, a avg, s since, n none): C+y. p: 2023, 2023Q1, 2023H1, 2023-05, 2023-05-03, 2023-01..2023-09
(either side may be open), `-` none. m: a actual, t target, f forecast. Corrections repeat the header's id and name what
is otherwise, nothing else:

    === note-01
    3 k=C+n p=2022
    5 x                 no figure
    7 ? s=乙公司         careful readers would differ: counts neither way

Only documents with a header in the corrections are written: as a sheet, which `annotated` reads again, or as JSONL.
"""

from __future__ import annotations

import argparse
import json
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor import Extractor
from extractor.facts.readers.features import SOURCES

BASES = {"y": "yoy", "m": "mom", "q": "qoq", "a": "avg", "s": "since", "n": None}
KINDS = {"L": "level", "S": "share", "C": "change"}
DIRECTIONS = {"+": "up", "-": "down", "0": "flat"}
MODALITIES = {"a": "actual", "t": "target", "f": "forecast"}
NAMES = {"s": "subject", "i": "indicator", "w": "speaker"}
_HEADER = "=== "
_MARK = re.compile(r"⟦(\d+):([^⟧]*)⟧")
_LINE = re.compile(r"(\d+)\|([^|]*)\|s=(.*)\|i=(.*)\|k=(\S+)\|p=(\S+)\|m=(\w)\|w=(.*?)(\|\?)?")
_CHANGE = re.compile(r"(?:^|\s+)([sikpmw])=")
_KEPT = ("text", "label", "value", "value_high", "unit", "modifier", "start", "end", "subject", "indicator", "kind",
         "direction", "basis", "period_text", "period_start", "period_end", "modality", "speaker")  # fmt: skip
Annotation = dict[str, Any]


def articles(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a file: JSONL, or text with a header line before each."""
    content = path.read_text(encoding="utf8")
    if path.suffix == ".jsonl":
        yield from (json.loads(line) for line in content.splitlines())
        return
    for block in re.split(rf"^{_HEADER}", content, flags=re.M)[1:]:
        header, _, text = block.partition("\n")
        parts = [part.strip() for part in header.split("|", 3)]
        if len(parts) != 4:
            raise ValueError(f"{path}: a header needs id | genre | published | title, not: {header}")
        name, genre, published, title = parts
        yield {"id": name, "genre": genre, "published": published if published != "-" else None,
               "title": title if title != "-" else None, "text": text.strip()}  # fmt: skip


def read(extractor: Extractor, article: Mapping[str, Any], source: str) -> dict[str, Any]:
    """A document with the figures as the extractor reads them."""
    found = extractor.extract({key: article[key] for key in ("title", "published", "text")})
    figures = []
    for record in found.to_dict()["records"]:
        if "value" in record:
            figures.append({**{key: record[key] for key in _KEPT}, "optional": False})
    head = {key: article[key] for key in ("id", "genre", "published", "title")}
    return {**head, "source": source, "text": found.article.text, "figures": figures}


def sheet(document: Mapping[str, Any]) -> str:
    """What an annotator reads of a document: its text with numbered figures, then a line for each."""
    pieces, at = [], 0
    for number, figure in enumerate(document["figures"], 1):
        pieces += [document["text"][at : figure["start"]], f"⟦{number}:{figure['text']}⟧"]
        at = figure["end"]
    pieces.append(document["text"][at:])
    head = (document["id"], document["genre"], document["published"] or "-", document["title"] or "-")
    lines = (line(number, figure) for number, figure in enumerate(document["figures"], 1))
    return "\n".join([_HEADER + " | ".join(head), "".join(pieces), *lines])


def line(number: int, figure: Mapping[str, Any]) -> str:
    """One figure as a line of a sheet."""
    kind = figure["kind"][0].upper()
    if kind == "C":
        kind += next(k for k, v in DIRECTIONS.items() if v == (figure["direction"] or "flat"))
        kind += next(k for k, v in BASES.items() if v == figure["basis"])
    period = period_code(figure["period_start"], figure["period_end"])
    fields = {
        "s": figure["subject"] or "-", "i": figure["indicator"] or "-", "k": kind, "p": period,
        "m": figure["modality"][0], "w": figure["speaker"] or "-",
    }  # fmt: skip
    said = "|".join(f"{key}={value}" for key, value in fields.items())
    return f"{number}|{figure['text']}|{said}" + ("|?" if figure["optional"] else "")


def annotated(path: Path) -> Iterator[dict[str, Any]]:
    """The annotated documents of a sheet or a JSONL file, with figures as in those of `training.facts_split`.

    Raises:
        ValueError: for a figure without a line, with its document and number.
    """
    for article in articles(path):
        if path.suffix == ".jsonl":
            yield article
            continue
        body, said = [], {}
        for row in article["text"].splitlines():
            match = _LINE.fullmatch(row)
            if match is None:
                body.append(row)
            else:
                said[int(match[1])] = match
        marked, pieces, figures, size, at = "\n".join(body), [], [], 0, 0
        for mark in _MARK.finditer(marked):
            row = said.get(int(mark[1]))
            if row is None:
                raise ValueError(f"{path}: {article['id']} has no line for figure {mark[1]}")
            pieces += [marked[at : mark.start()], mark[2]]
            start = size + mark.start() - at
            size, at = start + len(mark[2]), mark.end()
            change = f"s={row[3]} i={row[4]} k={row[5]} p={row[6]} m={row[7]} w={row[8]}"
            figure = corrected({"text": mark[2], "start": start, "end": size, "optional": bool(row[9])}, change)
            if figure is not None:
                figures.append(figure)
        yield {**article, "text": "".join((*pieces, marked[at:])), "source": "extractor", "figures": figures}


def period_code(start: str | None, end: str | None) -> str:
    """The shortest form of two days, either of which may be open."""
    if not start and not end:
        return "-"
    if not start or not end:
        return f"{start or ''}..{end or ''}"
    year = start[:4]
    for code in (year, *(f"{year}Q{i}" for i in range(1, 5)), *(f"{year}H{i}" for i in (1, 2)), start[:7], start):
        if days(code) == (start, end):
            return code
    return f"{start}..{end}"


def days(code: str) -> tuple[str | None, str | None]:
    """The first and last day that a period's form stands for."""
    if code in ("", "-"):
        return None, None
    if ".." in code:
        first, last = code.split("..")
        return days(first)[0], days(last)[1]
    if match := re.fullmatch(r"(\d{4})(?:([QH])(\d))?", code):
        year, length = match[1], {"Q": 3, "H": 6, None: 12}[match[2]]
        last = int(match[3] or 1) * length
        if not length <= last <= 12:
            raise ValueError(f"no such period: {code}")
        return f"{year}-{last - length + 1:02}-01", f"{year}-{last:02}-{monthrange(int(year), last)[1]}"
    if match := re.fullmatch(r"(\d{4})-(\d\d)", code):
        return f"{code}-01", f"{code}-{monthrange(int(match[1]), int(match[2]))[1]}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", code):
        return code, code
    raise ValueError(f"a period is 2023, 2023Q1, 2023H1, 2023-05, 2023-05-03, a pair with .. or -, not: {code}")


def corrected(figure: Annotation, change: str) -> Annotation | None:
    """A figure with one line of corrections applied; None where it is no figure."""
    change = change.strip()
    if change == "x":
        return None
    out = dict(figure)
    if change.startswith("?"):
        out["optional"], change = True, change[1:].strip()
    pieces = _CHANGE.split(change)
    if pieces[0].strip():
        raise ValueError(f"not understood: {pieces[0]}")
    for key, value in zip(pieces[1::2], (piece.strip() for piece in pieces[2::2]), strict=True):
        if key in NAMES:
            out[NAMES[key]] = None if value == "-" else value
        elif key == "p":
            out["period_start"], out["period_end"] = days(value)
        elif key == "m":
            out["modality"] = MODALITIES[value]
        else:
            out["kind"] = KINDS[value[0]]
            change_kind = out["kind"] == "change"
            if change_kind != (len(value) == 3):
                raise ValueError(f"a kind is L, S or C with direction and basis, not: {value}")
            out["direction"] = DIRECTIONS[value[1]] if change_kind else None
            out["basis"] = BASES[value[2]] if change_kind else None
    return out


def corrections(content: str) -> dict[str, dict[int, str]]:
    """The lines of a file of corrections by document and number."""
    found: dict[str, dict[int, str]] = {}
    for row in filter(str.strip, content.splitlines()):
        if row.startswith(_HEADER):
            current = found.setdefault(row[len(_HEADER) :].split("|")[0].strip(), {})
            continue
        number, _, change = row.strip().partition(" ")
        current[int(number)] = change
    return found


def build(documents: Iterable[dict[str, Any]], changes: Mapping[str, Mapping[int, str]]) -> Iterator[dict[str, Any]]:
    """The documents with their corrections; those without a header in the corrections are left out.

    Raises:
        ValueError: for a line that is not understood, with its document and number.
    """
    for document in documents:
        if document["id"] not in changes:
            continue
        own = changes[document["id"]]
        if strange := set(own) - set(range(1, len(document["figures"]) + 1)):
            raise ValueError(f"{document['id']}: there are no figures {sorted(strange)}")
        figures = []
        for number, figure in enumerate(document["figures"], 1):
            try:
                done = corrected(figure, own.get(number, ""))
            except (ValueError, KeyError, IndexError) as error:
                raise ValueError(f"{document['id']}, figure {number}: {error}") from error
            if done is not None:
                figures.append(done)
        yield {**document, "figures": figures}


def warnings(document: Mapping[str, Any]) -> Iterator[str]:
    """What is probably a slip: words that are not in the text or title, changes without a direction."""
    seen = set(document["text"] + (document["title"] or ""))
    for figure in document["figures"]:
        where = f"{document['id']} {figure['text']}"
        for name in ("subject", "indicator", "speaker"):
            words = figure[name] or ""
            if words not in SOURCES and (lost := set(words) - seen):
                yield f"{where}: {name} {words} has characters that are not in the text: {''.join(sorted(lost))}"
        if figure["kind"] == "change" and not figure["direction"]:
            yield f"{where}: a change without a direction"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("sheet")
    one.add_argument("articles", type=Path)
    one.add_argument("draft", type=Path)
    one.add_argument("--source", default="extractor", help="where the articles come from")
    two = commands.add_parser("build")
    two.add_argument("draft", type=Path)
    two.add_argument("corrections", type=Path)
    two.add_argument("out", type=Path)
    a = parser.parse_args()
    if a.command == "sheet":
        extractor = Extractor()
        documents = [read(extractor, article, a.source) for article in articles(a.articles)]
        a.draft.write_text(json.dumps(documents, ensure_ascii=False), encoding="utf8")
        print("\n\n".join(map(sheet, documents)))
        return
    changes = corrections(a.corrections.read_text(encoding="utf8"))
    made = list(build(json.loads(a.draft.read_text(encoding="utf8")), changes))
    if a.out.suffix == ".txt":
        a.out.write_text("\n\n".join(map(sheet, made)) + "\n", encoding="utf8")
    else:
        a.out.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in made), encoding="utf8")
    for document in made:
        for warning in warnings(document):
            print(warning)
    print(f"{len(made)} documents, {sum(len(d['figures']) for d in made)} figures")


if __name__ == "__main__":
    main()
