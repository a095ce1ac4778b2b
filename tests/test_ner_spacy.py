"""spaCy's pipelines as models, and the bundled model as a spaCy component."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import Lazy

from extractor.errors import ExtractorError, ModelError
from extractor.ner import load_model
from extractor.ner.compare import compare

pytestmark = pytest.mark.extended

spacy = Lazy("spacy")

TRAINING = [
    ("王小明昨天到达上海。", [(0, 3, "PERSON"), (7, 9, "GPE")]),
    ("红星公司位于北京。", [(0, 4, "ORG"), (6, 8, "GPE")]),
    ("王小明加入红星公司。", [(0, 3, "PERSON"), (5, 9, "ORG")]),
    ("昨天红星公司到达长江大桥。", [(0, 2, "DATE"), (2, 6, "ORG"), (8, 12, "FAC")]),
]


@pytest.fixture(scope="module", autouse=True)
def _component() -> None:
    """An installed package registers its component by an entry point; a checkout does so by this import."""
    import extractor.ner.spacy_component  # noqa: F401


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small Chinese pipeline with OntoNotes labels, trained here and saved."""
    from spacy.training import Example
    from spacy.util import fix_random_seed

    fix_random_seed(5)
    nlp = spacy.blank("zh")
    ner = nlp.add_pipe("ner", config={"model": {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner",
        "extra_state_tokens": False, "hidden_width": 32, "maxout_pieces": 2, "use_upper": False,
        "tok2vec": {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 32, "depth": 2,
                    "embed_size": 500, "window_size": 1, "maxout_pieces": 2, "subword_features": False}}})  # fmt: skip
    examples = [Example.from_dict(nlp.make_doc(text), {"entities": entities}) for text, entities in TRAINING]
    for label in ("PERSON", "ORG", "GPE", "FAC", "DATE"):
        ner.add_label(label)
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(60):
        nlp.update(examples, sgd=optimizer, drop=0.0)
    folder = tmp_path_factory.mktemp("models") / "zh_small"
    nlp.to_disk(folder)
    return folder


def test_ontonotes_labels_become_ours(pipeline: Path) -> None:
    model = load_model(pipeline)
    assert model.name == "zh_small"
    sentences = [text for text, _ in TRAINING]
    ours = {"GPE": "LOC", "FAC": "LOC", "PERSON": "PERSON", "ORG": "ORG"}
    expected = [[(a, b, ours[k]) for a, b, k in entities if k in ours] for _, entities in TRAINING]
    assert [[s[:3] for s in spans] for spans in model.label(sentences)] == expected


def test_odd_sentences_reach_spacy_unharmed(pipeline: Path) -> None:
    out = load_model(pipeline).label(["", "  ", "\ud800王小明昨天到达上海。", "😀"])
    assert len(out) == 4
    assert out[0] == out[1] == []


def test_a_missing_model_is_an_error_with_the_command() -> None:
    with pytest.raises(ModelError, match="python -m spacy download zh_core_web_none"):
        load_model("zh_core_web_none")


def test_a_wrong_path_and_a_pipeline_without_entities_say_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"config\.cfg"):
        load_model(tmp_path / "nothing")
    spacy.blank("zh").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="finds no entities"):
        load_model(tmp_path / "blank")


def test_component_fills_doc_ents() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("extractor_ner")
    doc = nlp("国家统计局发言人付凌晖在北京介绍情况。")
    assert [(e.text, e.label_) for e in doc.ents] == [("国家统计局", "ORG"), ("付凌晖", "PERSON"), ("北京", "LOC")]
    assert [d.text for d in nlp.pipe(["一", "", "二"])] == ["一", "", "二"]


def test_component_survives_saving(tmp_path: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("extractor_ner", config={"alignment": "contract"})
    nlp.to_disk(tmp_path / "saved")
    again = spacy.load(tmp_path / "saved")
    assert [e.text for e in again("比亚迪在匈牙利设厂。").ents] == ["比亚迪", "匈牙利"]
    assert again.get_pipe("extractor_ner").alignment == "contract"


@pytest.mark.parametrize(("alignment", "expected"), [("expand", ["在北京"]), ("contract", []), ("strict", [])])
def test_a_name_that_ends_inside_a_token(alignment: str, expected: list[str]) -> None:
    from spacy.tokens import Doc

    nlp = spacy.blank("zh")
    component = nlp.add_pipe("extractor_ner", config={"alignment": alignment})
    doc = component(Doc(nlp.vocab, words=["会议", "在北京", "举行", "。"], spaces=[False] * 4))
    assert [e.text for e in doc.ents] == expected
    assert [name[:3] for name in doc._.extractor_names] == [(3, 5, "LOC")]


def test_entities_of_earlier_components_stay_unless_set_otherwise() -> None:
    for overwrite, expected in ((False, "TEAM"), (True, "LOC")):
        nlp = spacy.blank("zh")
        ruler = nlp.add_pipe("entity_ruler")
        ruler.add_patterns([{"label": "TEAM", "pattern": "北京"}])
        nlp.add_pipe("extractor_ner", config={"overwrite": overwrite})
        assert [e.label_ for e in nlp("会议在北京举行。").ents] == [expected]


def test_a_wrong_alignment_is_reported() -> None:
    with pytest.raises(ExtractorError, match="expand, contract, strict"):
        spacy.blank("zh").add_pipe("extractor_ner", config={"alignment": "widen"})


def test_comparison_of_two_models(pipeline: Path) -> None:
    result = compare(["bundled", pipeline], [{"text": text} for text, _ in TRAINING])
    assert result.agreement["bundled"] == 1.0
    assert result.counts[str(pipeline)]["PERSON"] == 2
    assert "bundled" in result.table()
    for difference in result.differences:
        assert len({str(v) for v in difference.found.values()}) > 1
    with pytest.raises(ExtractorError, match="two models"):
        compare(["bundled"], [])


def test_comparison_on_the_command_line(pipeline: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from extractor.cli import run

    article = tmp_path / "article.txt"
    article.write_text("红星公司位于北京。\n王小明昨天到达上海。\n", encoding="utf8")
    assert run(["compare", "--models", f"bundled,{pipeline}", str(article)]) == 0
    out = capsys.readouterr().out
    assert "bundled" in out and "agrees" in out
    assert run(["compare", "--models", "bundled", str(article)]) == 2
    assert "two models" in capsys.readouterr().err
    assert run(["compare", str(article), "--models", "bundled,zh_core_web_none"]) == 2
    assert "python -m spacy download zh_core_web_none" in capsys.readouterr().err
