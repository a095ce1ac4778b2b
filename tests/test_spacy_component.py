"""`nlp.add_pipe("extractor_facts")` in several pipelines, alone, piped, in processes, saved and loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from samples import TEXT, Lazy

from extractor.errors import ExtractorError
from tests.extractors import shared_extractor

pytestmark = pytest.mark.extended

spacy = Lazy("spacy")


def pipeline(segmenter: str = "char", **config: Any) -> Any:
    import extractor.spacy_component  # noqa: F401  # an installed package is found by its entry point

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": segmenter}}})
    nlp.add_pipe("extractor_facts", config={"model": None, **config})
    return nlp


@pytest.mark.parametrize("segmenter", ["char", "jieba"])
def test_a_document_has_the_records_of_its_text(segmenter: str) -> None:
    doc = pipeline(segmenter)(TEXT)
    alone = shared_extractor(model=None).extract({"text": TEXT})
    assert doc._.extraction.records == alone.records
    assert doc._.facts == alone.figures
    assert doc._.facts[0].explain() == alone.figures[0].explain()
    for span in doc.spans["extractor"]:
        record = span._.record
        assert span.label_ == record.label
        assert span.start_char <= record.start < record.end <= span.end_char
    assert len(doc.spans["extractor"]) == len(alone.records)


def test_spans_end_where_the_record_does_if_tokens_allow() -> None:
    doc = pipeline()(TEXT)
    assert [span.text for span in doc.spans["extractor"]] == [r.text for r in doc._.extraction.records]
    assert doc[0:2]._.record is None


@pytest.mark.parametrize(("alignment", "text"), [("expand", "30多家"), ("contract", "30"), ("strict", None)])
def test_a_mention_that_ends_inside_a_token(alignment: str, text: str | None) -> None:
    from spacy.tokens import Doc

    nlp = pipeline(alignment=alignment)
    doc = nlp.get_pipe("extractor_facts")(Doc(nlp.vocab, words=["新增", "30", "多家", "企业"], spaces=[False] * 4))
    (figure,) = doc._.facts
    assert figure.text == "30多家"
    doc = nlp.get_pipe("extractor_facts")(Doc(nlp.vocab, words=["新增", "30", "多家企业"], spaces=[False] * 3))
    spans = [span.text for span in doc.spans["extractor"]]
    assert spans == ([] if text is None else ["30多家企业" if alignment == "expand" else text])
    assert doc._.facts[0].text == "30多家"


def test_the_context_of_pipe_dates_relative_times() -> None:
    nlp = pipeline()
    texts = [("今年一季度产值增长8%。", {"published": "2024-04-18", "id": "a"}), ("今年一季度产值增长9%。", {"n": 1})]
    docs = [doc for doc, _ in nlp.pipe(texts, as_tuples=True)]
    assert [doc._.facts[0].period_start for doc in docs] == ["2024-01-01", None]
    assert docs[0]._.extraction.article.id == "a"
    assert docs[0]._.extraction.article.published.isoformat() == "2024-04-18"


def test_pipe_gives_the_same_in_batches_and_processes() -> None:
    nlp = pipeline()
    texts = [f"{year}年，产值增长{year % 9 + 1}%。" for year in range(2000, 2012)]
    one_by_one = [nlp(text)._.extraction for text in texts]
    assert [doc._.extraction for doc in nlp.pipe(texts, batch_size=5)] == one_by_one


@pytest.mark.slow
def test_documents_come_back_from_other_processes() -> None:
    texts = ["2020年，产值增长8%。", "2021年，产值增长9%。"]
    nlp = pipeline()
    docs = list(nlp.pipe(texts, n_process=2, batch_size=1))
    assert [doc._.facts[0].value for doc in docs] == [8, 9]
    assert [[span.label_ for span in doc.spans["extractor"]] for doc in docs] == [["DATE", "PERCENT"]] * 2


def test_documents_and_pipelines_can_be_saved(tmp_path: Path) -> None:
    from spacy.tokens import Doc

    nlp = pipeline()
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.extraction == doc._.extraction
    assert again.spans["extractor"][0]._.record == doc._.extraction.records[0]
    nlp.to_disk(tmp_path / "nlp")
    assert spacy.load(tmp_path / "nlp")(TEXT)._.extraction == doc._.extraction


def test_a_document_that_was_not_extracted_has_none() -> None:
    pipeline()
    doc = spacy.blank("zh")("产值增长8%。")
    assert doc._.extraction is None and doc._.facts is None


def test_an_empty_document_is_empty() -> None:
    doc = pipeline()("")
    assert doc._.facts == [] and len(doc.spans["extractor"]) == 0


def test_entities_of_the_pipeline_stay() -> None:
    nlp = pipeline()
    ruler = nlp.add_pipe("entity_ruler", before="extractor_facts")
    ruler.add_patterns([{"label": "MINE", "pattern": "产值"}])
    doc = nlp("产值增长8%。")
    assert [entity.label_ for entity in doc.ents] in (["MINE"], [])  # the character tokenizer may cut 产|值
    assert [span.label_ for span in doc.spans["extractor"]] == ["PERCENT"]


def test_settings_that_are_wrong_are_reported() -> None:
    with pytest.raises(ExtractorError, match="alignment is 'widen'; it is one of expand"):
        pipeline(alignment="widen")


def test_terms_can_be_added_to_the_component() -> None:
    nlp = pipeline()
    nlp.get_pipe("extractor_facts").extractor.add_terms(["云栖实验室"], "ORG")
    doc = nlp("云栖实验室揭牌。")
    assert [span.text for span in doc.spans["extractor"]] == ["云栖实验室"]
