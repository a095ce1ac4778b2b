"""Score a model on sets, and time it: exact spans and labels, as precision/recall/F1 in percent.

    python -m training.evaluate NER_DATA/msra-test.bio … [--folder MODEL_FOLDER] [--model zh_core_web_sm] [--bare]

Without `--bare` the gazetteers correct the model's names, as in an `Extractor`. `--folder` takes an exported model
that is not (yet) the package's own. In place of a file, with `--data NER_DATA`: `house-dev` and `web-dev`, the
sentences to choose by; `web-unread`, those kept to measure at the end; `cluener-dev`, the last 700 of its training
sentences.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from extractor.ner import load_model
from extractor.ner.bundled import BundledModel
from extractor.ner.corrections import CorrectedModel, name_rules
from extractor.ner.model import Model
from extractor.rulebook import load_rulebook
from training import data
from training.common import scores, show

SPLITS: dict[str, Callable[[Path], list[data.Example]]] = {
    "house-dev": lambda folder: data.house(folder / "house-train.jsonl")[1],
    "web-dev": lambda folder: data.web(folder / "web-train.jsonl")[1],
    "web-unread": lambda folder: data.web(folder / "web-train.jsonl")[2],
    "cluener-dev": lambda folder: data.gold(folder)[1]["cluener"],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--bare", action="store_true")
    a = parser.parse_args()
    model: Model = BundledModel(a.folder) if a.folder else load_model(a.model)
    if not a.bare:
        model = CorrectedModel(model, name_rules(load_rulebook()))
    for name in a.sets:
        if name in SPLITS:
            cases = [(e.text, list(e.spans)) for e in SPLITS[name](a.data)]
        else:
            cases = data.read(Path(name))
        texts = [text for text, _ in cases]
        model.label(texts[:2])
        began = time.perf_counter()
        found = model.label(texts)
        speed = sum(map(len, texts)) / (time.perf_counter() - began)
        table = show(scores([spans for _, spans in cases], found))
        print(f"{Path(name).stem:<20} {len(cases):>5} sentences  {speed:>9,.0f} chars/s  {table}", flush=True)


if __name__ == "__main__":
    main()
