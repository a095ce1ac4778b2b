"""Rules and terms of a user's own: added, checked, listed, left out."""

from __future__ import annotations

import pickle
from pathlib import Path

import pandas as pd
import pytest

from extractor import Extractor
from extractor.cli import run
from extractor.errors import RulesError
from extractor.rules_check import check_rules
from extractor.terms import Terms

SENTENCE = "滨江数科与云栖实验室共建“潮涌计划”，投入3亿元，推进碳达峰。"


def names(extractor: Extractor, text: str = SENTENCE) -> set[tuple[str, str, str, str]]:
    return {(r.label, r.text, r.norm, r.rule) for r in extractor.extract(text).records if r.rule.startswith("terms.")}


def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "term": ["滨江数科", "潮涌计划"],
            "norm": ["滨江数字集团", None],
            "label": ["ORG", float("nan")],
            "note": [1, 2],
        }
    )


def csv_file(directory: Path) -> Path:
    path = directory / "terms.csv"
    path.write_text("term,norm,label\n滨江数科,滨江数字集团,ORG\n潮涌计划,,\n", encoding="utf-8-sig")
    return path


def text_file(directory: Path) -> Path:
    path = directory / "mine.txt"
    path.write_text("# ours\n潮涌计划\n[ORG]\n滨江数字集团 滨江数科\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["frame", "csv", "txt"])
def test_terms_from_a_frame_or_a_file_take_effect_at_once(form: str, tmp_path: Path) -> None:
    extractor = Extractor(model=None)
    assert names(extractor) == set()
    given: Terms = frame() if form == "frame" else csv_file(tmp_path) if form == "csv" else str(text_file(tmp_path))
    assert extractor.add_terms(given) == 2
    assert names(extractor) == {
        ("ORG", "滨江数科", "滨江数字集团", "terms.ORG"),
        ("POLICY_TERM", "潮涌计划", "潮涌计划", "terms.POLICY_TERM"),
    }


@pytest.mark.parametrize(
    ("new", "label", "found"),
    [
        (["云栖实验室"], "ORG", ("ORG", "云栖实验室", "云栖实验室", "terms.ORG")),
        ({"滨江数科": "滨江数字集团"}, "ORG", ("ORG", "滨江数科", "滨江数字集团", "terms.ORG")),
        (("潮涌计划" for _ in "1"), "POLICY_TERM", ("POLICY_TERM", "潮涌计划", "潮涌计划", "terms.POLICY_TERM")),
        (pd.DataFrame({"词": ["云栖"]}), "LOC", ("LOC", "云栖", "云栖", "terms.LOC")),
    ],
)
def test_terms_from_a_list_or_a_mapping(new: Terms, label: str, found: tuple[str, str, str, str]) -> None:
    extractor = Extractor(model=None)
    extractor.add_terms(new, label)
    assert found in names(extractor)


def test_a_users_term_goes_before_what_it_covers_and_gives_way_inside_a_longer_name() -> None:
    extractor = Extractor(model=None)
    extractor.add_terms(["碳达峰先行区"])
    terms = [r.text for r in extractor.extract("建设碳达峰先行区，推进碳达峰。").policy_terms]
    assert terms == ["碳达峰先行区", "碳达峰"]
    extractor.add_terms(["云栖实验室"], "ORG")
    extractor.add_terms(["云栖"], "LOC")
    assert names(extractor, "云栖实验室在云栖。") == {
        ("ORG", "云栖实验室", "云栖实验室", "terms.ORG"),
        ("LOC", "云栖", "云栖", "terms.LOC"),
    }


def test_digits_of_a_users_term_are_no_figure() -> None:
    extractor = Extractor(model=None)
    assert [r.text for r in extractor.extract("实施100家工程，新增200家企业。").figures] == ["100家", "200家"]
    extractor.add_terms(["100家工程"])
    assert [r.text for r in extractor.extract("实施100家工程，新增200家企业。").figures] == ["200家"]


def test_a_person_that_a_user_adds_has_a_persons_fields() -> None:
    extractor = Extractor(model=None)
    extractor.add_terms(["沈云舟"], "PERSON")
    (person,) = extractor.extract("沈云舟说，产值增长8%。").people
    assert person.to_dict()["title"] is None
    assert extractor.extract("沈云舟说。").rows()[0]["person_title"] is None
    (chief,) = extractor.extract("滨江市统计局局长沈云舟说，产值增长8%。").people
    assert (chief.rule, chief.to_dict()["title"]) == ("terms.PERSON", "局长")


@pytest.mark.extended
def test_an_extractor_takes_its_terms_to_other_processes() -> None:
    extractor = Extractor(model=None, disable=["policy_terms.quoted"])
    extractor.add_terms(["云栖实验室"], "ORG")
    copy = pickle.loads(pickle.dumps(extractor))
    assert names(copy) == names(extractor) != set()
    assert copy.rulebook.disabled == {"policy_terms.quoted"}
    (there,) = list(extractor.extract_many([SENTENCE], processes=2))
    assert {r.rule for r in there.organizations} == {"terms.ORG"}


def test_adding_terms_leaves_other_extractors_alone() -> None:
    Extractor(model=None).add_terms(["云栖实验室"], "ORG")
    assert names(Extractor(model=None)) == set()


@pytest.mark.parametrize(
    ("new", "label", "says"),
    [
        (["甲"], "COMPANY", "'COMPANY' is no label of terms; it is one of PERSON, ORG"),
        (["甲乙", " "], "ORG", "list:2: ' ' is no term"),
        ("nowhere.csv", "ORG", "no such file: nowhere.csv"),
        (pd.DataFrame({"a": ["x"], "b": ["y"]}), "ORG", "no column `term` among a, b"),
        (pd.DataFrame({"term": ["甲乙"], "label": ["FIRM"]}), "ORG", "frame:1: 'FIRM' is no label"),
    ],
)
def test_errors_about_terms_name_the_place(new: Terms, label: str, says: str) -> None:
    with pytest.raises(RulesError, match=says):
        Extractor(model=None).add_terms(new, label)


def test_a_directory_of_rules_extends_the_packages_own(tmp_path: Path) -> None:
    (tmp_path / "terms.txt").write_text("[ORG]\n滨江数字集团 滨江数科\n", encoding="utf-8")
    (tmp_path / "units.txt").write_text("[words_of_ours]\n# none\n[classifiers]\n跶\n", encoding="utf-8")
    extractor = Extractor(model=None, rules=[tmp_path])
    assert ("ORG", "滨江数科", "滨江数字集团", "terms.ORG") in names(extractor)
    assert [r.text for r in extractor.extract("全年完成35跶。").figures] == ["35跶"]
    assert [r.text for r in Extractor(model=None).extract("全年完成35跶。").figures] != ["35跶"]


def test_rules_that_are_edited_count_for_the_next_extractor(tmp_path: Path) -> None:
    for word in ("潮涌计划", "云栖行动"):
        (tmp_path / "terms.txt").write_text(f"[POLICY_TERM]\n{word}\n", encoding="utf-8")
        extractor = Extractor(model=None, rules=[tmp_path])
        assert [text for _, text, _, _ in names(extractor, "潮涌计划和云栖行动")] == [word]


def test_what_is_disabled_is_not_found() -> None:
    (term,) = [r for r in Extractor(model=None).extract(SENTENCE).policy_terms if r.text == "碳达峰"]
    without = Extractor(model=None, disable=[term.rule]).extract(SENTENCE)
    assert "碳达峰" not in [r.text for r in without.policy_terms]
    assert len(without.money) == 1  # all else stays
    assert Extractor(model=None, disable=["units.percent"]).extract("产值增长8%。").percentages == []


def test_an_id_to_disable_that_cannot_be_is_reported_with_its_neighbours() -> None:
    with pytest.raises(RulesError, match=r"no rule 'polcy_terms\.quoted'; did you mean policy_terms\.quoted"):
        Extractor(model=None, disable=["polcy_terms.quoted"])


def test_check_reports_every_fault_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "terms.txt").write_text('早\n[ORG]\n"滨江\n甲公司\n[FIRM]\n乙公司\n', encoding="utf-8")
    (tmp_path / "unit.txt").write_text("[classifiers]\n跶\n", encoding="utf-8")
    found = check_rules(tmp_path)
    assert [fault.split("/")[-1].split("; ")[0] for fault in found.errors] == [
        "terms.txt:1: '早' is before any [section]",
        "terms.txt:3: a quotation mark is not closed in '\"滨江'",
    ]
    assert ["terms.txt:6: nothing reads the section [FIRM]" in w for w in found.warnings] == [True, False]
    assert "did you mean units.txt?" in found.warnings[1]
    assert run(["rules", "check", str(tmp_path)]) == 1
    assert "terms.txt:3" in capsys.readouterr().err
    assert run(["rules", "check", str(tmp_path / "nowhere")]) == 2


def test_check_passes_good_rules_and_finds_patterns_that_do_not_compile(tmp_path: Path) -> None:
    (tmp_path / "policy_terms.txt").write_text("[our_plans]\n潮涌计划\n", encoding="utf-8")
    assert run(["rules", "check", str(tmp_path)]) == 0
    (tmp_path / "policy_terms.txt").write_text("[patterns]\n(潮涌\n", encoding="utf-8")
    assert len(check_rules(tmp_path).errors) == 1


def test_list_shows_ids_and_entries(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "terms.txt").write_text('[ORG]\n滨江数字集团 "Binjiang Digital"\n', encoding="utf-8")
    assert run(["rules", "list", "--rules", str(tmp_path)]) == 0
    listed = capsys.readouterr().out
    assert "terms.ORG" in listed and "policy_terms.quoted" in listed
    assert run(["rules", "list", "terms", "--rules", str(tmp_path)]) == 0
    assert capsys.readouterr().out == 'terms.ORG\tterms.txt:2\t滨江数字集团 "Binjiang Digital"\n'
    assert run(["rules", "list", "no_such"]) == 2
