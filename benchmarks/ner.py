"""How fast the NER stage is, beside spaCy's own NER component in the same run.

    python benchmarks/ner.py NEWS.jsonl.gz [--articles 300] [--spacy zh_core_web_sm] [--repeat 3]

Ours: the bundled model under onnxruntime and under NumPy, and with the gazetteers that correct it, on sentences
already cut. spaCy's: the `ner` pipe with its `tok2vec` on documents already tokenised, so that neither pays for the
other's preparation (ours includes finding its words and decoding). `--spacy` names an installed pipeline; without it
one of zh_core_web_sm's architecture (HashEmbedCNN width 96, depth 4; transition-based NER) with untrained weights is
timed: speed does not depend on what was learnt. For figures of one core: taskset -c 0 python benchmarks/ner.py …
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

from extractor.document import split_sentences  # noqa: E402
from extractor.ner.bundled import DATA, BundledModel, _loaded  # noqa: E402
from extractor.ner.corrections import CorrectedModel, name_rules  # noqa: E402
from extractor.ner.network import NumpyNetwork  # noqa: E402
from extractor.rulebook import load_rulebook  # noqa: E402


def best(run: Callable[[], object], repeat: int) -> float:
    """The shortest of some runs, in seconds of processor time: other work on the machine does not count."""
    times = []
    for _ in range(repeat):
        began = time.process_time()
        run()
        times.append(time.process_time() - began)
    return min(times)


def spacy_runs(name: str | None, texts: list[str]) -> tuple[str, Callable[[], object], Callable[[], object]]:
    """spaCy's NER alone on tokenised documents, and its whole pipeline from text to entities."""
    import spacy
    from spacy.language import Language

    if name:
        nlp = spacy.load(name, exclude=["parser", "tagger", "attribute_ruler", "lemmatizer"])
    else:
        nlp = spacy.blank("zh")
        ner = nlp.add_pipe("ner")
        for label in ("PERSON", "ORG", "GPE", "LOC", "FAC", "DATE", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "NORP",
                      "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "QUANTITY", "TIME", "LANGUAGE"):  # fmt: skip
            ner.add_label(label)  # type: ignore[attr-defined]
        nlp.initialize()
    docs = [nlp.make_doc(text) for text in texts]

    def alone() -> None:
        found: Language = nlp
        stream = iter([doc.copy() for doc in docs])
        for _, pipe in found.pipeline:
            stream = pipe.pipe(stream, batch_size=64)
        for _ in stream:
            pass

    def whole() -> None:
        for _ in nlp.pipe(texts, batch_size=64):
            pass

    return name or "spaCy default NER, untrained", alone, whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--spacy")
    parser.add_argument("--no-spacy", action="store_true")
    parser.add_argument("--repeat", type=int, default=3)
    a = parser.parse_args()
    texts = []
    with gzip.open(a.news, "rt", encoding="utf8") as lines:
        for line in lines:
            texts.append(json.loads(line)["text"])
            if len(texts) == a.articles:
                break
    sentences = [s.text for text in texts for s in split_sentences(text)]
    size = sum(map(len, texts))
    print(f"{len(texts)} articles, {len(sentences)} sentences, {size:,} characters")
    began = time.process_time()
    model = BundledModel()
    model.label(sentences[:1])
    print(f"{'bundled: load and first sentence':<46} {time.process_time() - began:>11.2f} s")
    rules = name_rules(load_rulebook())
    plain = BundledModel(network=NumpyNetwork(_loaded(DATA).arrays))
    corrected = CorrectedModel(model, rules)
    speeds = {}
    for name, one in (
        ("bundled, onnxruntime", model),
        ("bundled, NumPy", plain),
        ("bundled with gazetteers", corrected),
    ):
        speeds[name] = size / best(lambda one=one: one.label(sentences), a.repeat)
        print(f"{name:<46} {speeds[name]:>11,.0f} characters/s")
    one_by_one = size / best(lambda: [model.label([s.text for s in split_sentences(t)]) for t in texts], 1)
    print(f"{'bundled, article by article':<46} {one_by_one:>11,.0f} characters/s")
    if not a.no_spacy:
        name, alone, whole = spacy_runs(a.spacy, texts)
        for what, run in ((f"{name}: ner on tokens", alone), (f"{name}: text to entities", whole)):
            speed = size / best(run, a.repeat)
            ratio = speeds["bundled, onnxruntime"] / speed
            print(f"{what:<46} {speed:>11,.0f} characters/s   ours is {ratio:.1f} times as fast")


if __name__ == "__main__":
    main()
