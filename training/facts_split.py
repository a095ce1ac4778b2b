"""Which annotated documents may be read while the reader of facts is made, and which are left unread to the end.

    python -m training.facts_split FACTS        prints how many documents and figures each part has, by genre

Decided by hashes of a document's source and id, so that it does not change when documents are added:
a tenth of the sources whole, and an eighth of the other documents, are "unread"; an eighth of the rest is "dev".
Nothing may be chosen, tuned or looked at by the unread part; it is for the figures that are reported.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

PARTS = ("train", "dev", "unread")


def part(document: Mapping[str, Any]) -> str:
    """The part of an annotated document with `id` and `source`: train, dev or unread."""
    if sha256(f"source {document['source']}".encode()).digest()[0] < 25:
        return "unread"
    first = sha256(f"id {document['id']}".encode()).digest()[0]
    return "unread" if first < 32 else "dev" if first < 60 else "train"


def documents(folder: Path, *parts: str) -> list[dict[str, Any]]:
    """The annotated documents of some parts, in the order of their names; all parts where none is named."""
    found = [json.loads(path.read_text(encoding="utf8")) for path in sorted(folder.glob("*.json"))]
    return [document for document in found if not parts or part(document) in parts]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", type=Path)
    counts: Counter[tuple[str, str, str]] = Counter()
    genres: Counter[str] = Counter()
    for document in documents(parser.parse_args().facts):
        figures = sum(not figure["optional"] for figure in document["figures"])
        for genre in (document["genre"], "all"):
            genres[genre] += figures
            counts[genre, part(document), "documents"] += 1
            counts[genre, part(document), "figures"] += figures
    for genre, _ in genres.most_common():
        row = (f"{p} {counts[genre, p, 'documents']:4} {counts[genre, p, 'figures']:5}" for p in PARTS)
        print(f"{genre:<22} " + "   ".join(row))


if __name__ == "__main__":
    main()
