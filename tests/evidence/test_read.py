"""The evidence and its editions."""

import shutil

import pytest

from owlib.errors import DataError, UnknownNameError
from owlib.evidence import read as evidence_module
from owlib.evidence.numbers import find_interval
from owlib.evidence.read import cut_edition, in_language, list_reported_cases, read_evidence

STUDY_OF_CASES = [("flex", "zgao"), ("flex", "kag"), ("ow", "ow-a")]


def test_all_twelve_cases_are_there_and_three_are_told_completely(evidence):
    by_study = evidence.cases.groupby("study_id")["case_id"].count().to_dict()
    assert all(by_study[study] >= count for study, count in {"flex": 8, "ow": 3, "limburg": 1}.items())
    assert {"zgao", "kag", "ow-a"} <= set(list_reported_cases(evidence))


@pytest.mark.parametrize(
    ("number_id", "low", "high"),
    [
        ("national-freelancers-all-2018", 1_074_000 - 500, 1_074_000 + 500),
        ("national-freelancers-care-growth-2010-2018", 49 - 0.5, 49 + 0.5),
        ("national-flexible-care-share-2010", 13.3 - 0.05, 13.3 + 0.05),
        ("national-other-all-growth-2010-2018", -1 - 0.5, -1 + 0.5),
        ("national-flexible-care-peak-year", 2015 * 12, 2015 * 12 + 11),  # in months, January to December
    ],
)
def test_a_number_stands_for_what_its_rounding_leaves(evidence, number_id, low, high):
    interval = find_interval(evidence.find_number(number_id))
    assert (interval.low, interval.high) == pytest.approx((low, high))


@pytest.mark.parametrize(("study_id", "case_id"), STUDY_OF_CASES)
def test_an_interim_edition_knows_its_own_study_alone_and_not_what_came_later(evidence, study_id, case_id):
    interim = cut_edition(evidence, study_id, "interim")
    early = set(evidence.stages.query("study_id == @study_id and edition == 'interim'")["stage_id"])
    assert set(interim.statements["stage_id"]) | set(interim.fieldwork["stage_id"]) <= early
    assert set(interim.summaries["edition"]) == {"interim"}
    assert not {"status", "held_en", "ended_nl", "not_known_en"} & set(interim.cases.columns)
    for table in ("sources", "cases", "numbers", "trends", "fieldwork", "statements"):
        assert set(getattr(interim, table)["study_id"]) <= {study_id}
    assert all(case_id in set(table["case_id"]) for table in (interim.cases, interim.statements))


def test_a_final_edition_has_all_evidence(evidence):
    assert cut_edition(evidence, "flex", "final") is evidence


def test_the_pilot_has_evidence_that_only_the_final_edition_shows(evidence):
    interim = cut_edition(evidence, "ow", "interim")
    assert 0 < len(interim.statements) < sum(evidence.statements["study_id"] == "ow")


def test_an_unknown_edition_is_refused(evidence):
    with pytest.raises(UnknownNameError, match="'interim' or 'final'"):
        cut_edition(evidence, "flex", "midterm")


@pytest.fixture
def project(root, tmp_path):
    """A copy of the data."""
    shutil.copytree(root / "data", tmp_path / "project" / "data")
    return tmp_path / "project"


def test_data_are_checked_once_as_long_as_they_are_the_same(project, monkeypatch):
    checked = []
    monkeypatch.setattr(evidence_module, "check_tables", lambda *_, **__: checked.append(1) or [])
    assert read_evidence(project) is read_evidence(project)
    assert len(checked) == 1
    evidence_module.read_checked_tables(project)
    assert len(checked) == 2


@pytest.mark.parametrize("name", ["cases.csv", "datapackage.json", "schemas/cases.json", "cases/kag/statements.csv"])
def test_a_file_that_changed_is_read_and_checked_again(project, name):
    before = read_evidence(project)
    path = project / "data" / name
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    assert read_evidence(project) is not before
    path.write_text(path.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    with pytest.raises(DataError):
        read_evidence(project)


def test_a_file_more_is_a_fault_though_the_data_were_sound_before(project):
    read_evidence(project)
    (project / "data" / "extra.csv").write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"data/extra\.csv: expected a resource"):
        read_evidence(project)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_language_of_the_data_is_chosen_whole(evidence, language):
    chosen = in_language(evidence, language)
    assert list(chosen.cases["about"]) == list(evidence.cases[f"about_{language}"])
    assert list(chosen.glossary["term_name"]) == list(evidence.glossary[f"term_{language}"])
    assert list(chosen.sources["title_nl"]) == list(evidence.sources["title_nl"])  # the name of the work itself
    for name in chosen.__dataclass_fields__:
        frame = getattr(chosen, name)
        assert frame.columns.is_unique
        assert not [column for column in frame if column.endswith("_en")]
