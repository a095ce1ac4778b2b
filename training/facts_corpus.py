"""Annotations of texts that may not be distributed: places and choices without the words.

    python -m training.facts_corpus pack SHEET.txt... NEWS ANNOTATIONS.jsonl
    python -m training.facts_corpus unpack ANNOTATIONS.jsonl NEWS SHEET.txt

`NEWS` is the gzipped JSONL that the texts are in. A line of the annotations is a document: its id, genre and figures,
each [start, end, subject, indicator, speaker, kind, period, modality, optional]. Words are pieces of the text,
[start, end) in code points, or of the title, [-1 - start, -1 - end), or the words themselves where they are in neither.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from training.facts_annotate import NAMES, annotated, corrected, line, sheet


def news(path: Path, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The texts of some ids."""
    wanted = set(ids)
    with gzip.open(path, "rt", encoding="utf8") as file:
        return {row["id"]: row for row in map(json.loads, file) if row["id"] in wanted}


def pieces(words: str, text: str, title: str, near: int) -> list[Any]:
    """Where words are, in as few pieces as possible, each as near as possible to an offset of the text."""
    found: list[Any] = []
    while words:
        for size in range(len(words), 0, -1):
            places = [text.rfind(words[:size], 0, near), text.find(words[:size], near)]
            if max(places) >= 0:
                start = min((place for place in places if place >= 0), key=lambda place: abs(place - near))
                found.append([start, start + size])
            elif words[:size] in title:
                start = title.index(words[:size])
                found.append([-1 - start, -1 - start - size])
            else:
                continue
            break
        else:
            return [words] if not found else [*found, words]
        words = words[size:]
    return found


def joined(where: Iterable[Any], text: str, title: str) -> str:
    """The words that `pieces` describes."""
    return "".join(piece if isinstance(piece, str) else _cut(*piece, text, title) for piece in where)


def _cut(start: int, end: int, text: str, title: str) -> str:
    return text[start:end] if start >= 0 else title[~start:~end]


def packed(document: Mapping[str, Any]) -> dict[str, Any]:
    """An annotated document without its words."""
    text, title = document["text"], document["title"] or ""
    figures = []
    for figure in document["figures"]:
        words = [
            pieces(figure[name], text, title, figure["start"]) if figure[name] else None for name in NAMES.values()
        ]
        kind, period, modality = (part[2:] for part in line(1, figure).split("|")[4:7])
        figures.append([figure["start"], figure["end"], *words, kind, period, modality, int(figure["optional"])])
    return {"id": document["id"], "genre": document["genre"], "figures": figures}


def unpacked(document: Mapping[str, Any], article: Mapping[str, Any]) -> dict[str, Any]:
    """The annotated document, given its text again."""
    text, title = article["text"], article["title"] or ""
    figures = []
    for start, end, subject, indicator, speaker, kind, period, modality, optional in document["figures"]:
        words = {
            key: joined(where, text, title) if where else "-"
            for key, where in zip(NAMES, (subject, indicator, speaker), strict=True)
        }
        change = " ".join(f"{key}={value}" for key, value in {**words, "k": kind, "p": period, "m": modality}.items())
        figure = {"text": text[start:end], "start": start, "end": end, "optional": bool(optional)}
        figures.append(corrected(figure, change))
    kept = {key: article[key] for key in ("id", "published", "title", "text")}
    return {**kept, "genre": document["genre"], "source": "corpus", "figures": figures}


def restored(annotations: Path, path: Path) -> Iterator[dict[str, Any]]:
    """The annotated documents of a file, with the texts of `NEWS`.

    Raises:
        ValueError: for an id that `NEWS` lacks.
    """
    documents = [json.loads(row) for row in annotations.read_text(encoding="utf8").splitlines()]
    texts = news(path, (document["id"] for document in documents))
    for document in documents:
        if document["id"] not in texts:
            raise ValueError(f"{path} has no text {document['id']}, which {annotations} annotates")
        yield unpacked(document, texts[document["id"]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("pack")
    one.add_argument("sheets", type=Path, nargs="+")
    one.add_argument("news", type=Path)
    one.add_argument("annotations", type=Path)
    two = commands.add_parser("unpack")
    two.add_argument("annotations", type=Path)
    two.add_argument("news", type=Path)
    two.add_argument("sheet", type=Path)
    a = parser.parse_args()
    if a.command == "unpack":
        a.sheet.write_text("\n\n".join(map(sheet, restored(a.annotations, a.news))) + "\n", encoding="utf8")
        return
    documents = [document for path in a.sheets for document in annotated(path)]
    texts = news(a.news, (document["id"] for document in documents))
    kept = [d for d in documents if texts.get(d["id"], {}).get("text") == d["text"]]
    rows = (json.dumps(packed(d), ensure_ascii=False, separators=(",", ":")) for d in kept)
    a.annotations.write_text("\n".join(rows) + "\n", encoding="utf8")
    print(f"{len(kept)} documents; {len(documents) - len(kept)} whose text differs from NEWS are left out")


if __name__ == "__main__":
    main()
