"""Put the teachers' labels on raw news right before the student learns from them.

    python -m training.clean SILVER… OUT

In: SILVER.txt and SILVER.HEAD.npy of `python -m training.teach label`, once or several times: their probabilities are
averaged. A slow teacher may have labelled only the first of the sentences. Out: OUT.txt, OUT.HEAD.npy, and OUT.spans
with the names themselves by the house's convention; the other heads' labels stay as they are.

Two things are put right: what `rules/gazetteers/` know (贝鲁特 is a place, 农业农村部 one body), and what the news
itself knows: a form of three characters or more that is nearly always one kind of name is that kind everywhere, also
where the teachers missed it. Characters of changed names get hard labels; all others keep the teachers' probabilities.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import ahocorasick_rs
import numpy as np

from extractor.ner.corrections import NameRules
from extractor.ner.decoding import decode
from extractor.ner.model import NamedSpan
from extractor.rulebook import load_rulebook
from training.common import Clock, tags_of
from training.data import HEADS

LEAST = 5  # times a form must be named
SHARE = 0.7  # of its names that must be of one kind, and of its occurrences that must be names


def majority(texts: list[str], found: list[list[NamedSpan]]) -> dict[str, str]:
    """Forms that are nearly always the same kind of name wherever they occur."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    inside: Counter[str] = Counter()
    for text, spans in zip(texts, found, strict=True):
        for s in spans:
            kinds[text[s.start : s.end]][s.label] += 1
    common = {f: c for f, c in kinds.items() if len(f) >= 3 and c.total() >= LEAST}
    forms = [f for f, c in common.items() if c.most_common(1)[0][1] > SHARE * c.total()]
    automaton = ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    everywhere: Counter[str] = Counter()
    for text, spans in zip(texts, found, strict=True):
        # Occurrences within a longer name (中国银行 in 中国银行业协会) say nothing against the form.
        longer = [(s.start, s.end) for s in spans]
        for index, start, end in automaton.find_matches_as_indexes(text):
            if any(a <= start and end <= b and (a, b) != (start, end) for a, b in longer):
                inside[forms[index]] += 1
            else:
                everywhere[forms[index]] += 1
    return {
        form: kinds[form].most_common(1)[0][0]
        for form in forms
        if kinds[form].most_common(1)[0][1] > SHARE * everywhere[form]
    }


def mean(silver: Sequence[Path], head: str) -> np.ndarray:
    """The mean of several teachers' probabilities, one row a character; the first has labelled all sentences."""
    total = np.load(silver[0].with_suffix(f".{head}.npy")).astype(np.float32)
    for path in silver[1:]:
        more = np.load(path.with_suffix(f".{head}.npy"))
        total[: len(more)] += more
    total /= np.maximum(total.sum(axis=1, keepdims=True), 1)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("silver", type=Path, nargs="+")
    parser.add_argument("out", type=Path)
    a = parser.parse_args()
    clock = Clock()
    texts = a.silver[0].with_suffix(".txt").read_text(encoding="utf8").split("\n")[:-1]
    for path in a.silver[1:]:
        others = path.with_suffix(".txt").read_text(encoding="utf8").split("\n")[:-1]
        if others != texts[: len(others)]:
            raise SystemExit(f"{path} holds other sentences than {a.silver[0]}: label both from the same news")
    for head in HEADS[1:]:
        if a.silver[0].with_suffix(f".{head}.npy").exists():
            other = mean(a.silver, head)
            np.save(a.out.with_suffix(f".{head}.npy"), np.round(other * 255).astype(np.uint8))
    probabilities = mean(a.silver, "house")
    lengths = np.array([len(t) for t in texts], dtype=np.int64)
    starts = np.cumsum(lengths) - lengths
    scores = np.log(np.maximum(probabilities, 1e-4)).astype(np.float32)
    before = [[NamedSpan(*s) for s in spans] for spans in decode(scores, starts, lengths)]
    rules = NameRules(load_rulebook())
    after = rules.correct(texts, before, alone=True)
    forms = majority(texts, after)
    print(f"{clock}  {len(texts)} sentences, {sum(map(len, after))} names, {len(forms)} forms of one kind")
    order = list(forms)
    automaton = ahocorasick_rs.AhoCorasick(order, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    changes: Counter[str] = Counter()
    final = []
    for i, text in enumerate(texts):
        spans = list(after[i])
        for index, start, end in automaton.find_matches_as_indexes(text):
            touched = [s for s in spans if s.start < end and start < s.end]
            label = forms[order[index]]
            if any(s.start <= start and end <= s.end and (s.end - s.start > end - start or s.label == label) for s in
            touched):
                continue
            if not all(start <= s.start and s.end <= end for s in touched):
                continue  # it cuts another name: leave both as they are
            changes["/".join(sorted({s.label for s in touched})) + ">" + label] += 1
            spans = [s for s in spans if s not in touched] + [NamedSpan(start, end, label)]
        was, now = {s[:3] for s in before[i]}, {s[:3] for s in spans}
        final.append(sorted(now))
        if was == now:
            continue
        changes["sentences"] += 1
        hard = tags_of(len(text), now)
        at = np.zeros(len(text), dtype=bool)
        for start, end, _ in was ^ now:
            at[start:end] = True
        rows = starts[i] + np.flatnonzero(at)
        probabilities[rows] = 0
        probabilities[rows, hard[at]] = 1
    a.out.with_suffix(".txt").write_text("\n".join(texts) + "\n", encoding="utf8")
    a.out.with_suffix(".spans").write_text("\n".join(map(json.dumps, final)) + "\n", encoding="utf8")
    np.save(a.out.with_suffix(".house.npy"), np.round(probabilities * 255).astype(np.uint8))
    print(f"{clock}  {dict(changes.most_common(20))}")


if __name__ == "__main__":
    main()
