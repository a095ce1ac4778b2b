"""Choose the words that are worth their row: all single characters, and words that real texts hold.

    python -m training.words LAC NER_DATA CORPUS OUT.txt [--least 2]

LAC knows 58,000 words; those that never occur in the training sets and less than `--least` times in eleven million
characters of news only make the model bigger.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from extractor.ner.features import Vocabulary
from training import data, lac


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lac", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--least", type=int, default=2)
    a = parser.parse_args()
    words = [word for word in lac.words(a.lac) if word != "OOV"]
    vocabulary = Vocabulary(words, lac.folds(a.lac))
    counts: Counter[int] = Counter()
    sets, _ = data.gold(a.data)
    texts = [e.text for examples in sets.values() for e in examples]
    for group, weight in ((texts, a.least), (data.raw_sentences(a.corpus, set()), 1)):
        for first in range(0, len(group), 2000):
            f = vocabulary.features(group[first : first + 2000])
            for rows in (f.forward, f.backward):
                for row, n in Counter(rows.tolist()).items():
                    counts[row] += weight * n
    # A word of two characters counts twice at each place, once in each direction.
    kept = [w for row, w in enumerate(words) if len(w) == 1 or counts[row] >= a.least * len(w)]
    kept.sort(key=lambda w: len(w) > 1)
    a.out.write_text("\n".join(kept), encoding="utf8")
    print(f"{len(kept)} of {len(words)} words kept")


if __name__ == "__main__":
    main()
