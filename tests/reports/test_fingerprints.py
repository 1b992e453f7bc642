"""What makes a report stale, and what does not."""

import ast
import dataclasses
import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

import owlib
from owlib.evidence.read import EDITIONS, clean_tables, cut_edition, list_reported_cases, read_evidence
from owlib.evidence.schema import read_package, read_text_tables
from owlib.exhibits import cases
from owlib.exhibits.view import make_view
from owlib.findings.cuts import SCOPES, cut_chapter, cut_report, read_case
from owlib.places import ROOT_VARIABLE, find_root
from owlib.reports.catalog import list_reports, make_survey_report
from owlib.reports.fingerprints import cut_evidence, hash_inputs, hash_tables

ROOT = find_root()
EVIDENCE = read_evidence(ROOT)
REPORTS = list_reports(EVIDENCE)
PAIRS = [(case_id, edition) for case_id in list_reported_cases(EVIDENCE) for edition in EDITIONS]
FRESH = {report.report_id: hash_inputs(ROOT, EVIDENCE, report) for report in REPORTS}
TABLES = read_text_tables(read_package(ROOT))


def find_changed(evidence):
    """Return which tables of which reports are seen differently with other evidence."""
    fresh = {report.report_id: hash_inputs(ROOT, evidence, report)["data"] for report in REPORTS}
    changed = {
        name: sorted(
            table for table in {*data, *FRESH[name]["data"]} if data.get(table) != FRESH[name]["data"].get(table)
        )
        for name, data in fresh.items()
    }
    return {name: tables for name, tables in changed.items() if tables}


def change_cell(table, column, record_id, text):
    """Return the evidence with one cell changed."""
    frame = TABLES[table].copy()
    frame.loc[frame.iloc[:, 0] == record_id, column] = text
    return clean_tables({**TABLES, table: frame})


def add_case(study_id, branch, statements, case_id="nieuw", model="zgao"):
    """Return the evidence with a case more, which has so many statements of another one."""
    row = TABLES["cases"][TABLES["cases"]["case_id"] == model].assign(case_id=case_id, study_id=study_id, branch=branch)
    told = TABLES["statements"][TABLES["statements"]["case_id"] == model].head(statements)
    told = told.assign(
        case_id=case_id, study_id=study_id, statement_id=[f"{case_id}-{n:03d}" for n in range(len(told))]
    )
    tables = {**TABLES, "cases": pd.concat([TABLES["cases"], row], ignore_index=True)}
    return clean_tables({**tables, "statements": pd.concat([tables["statements"], told], ignore_index=True)})


def show(evidence, case_id, edition):
    """Return the tables and texts of a case report."""
    report = make_view(f"{case_id}-{edition}", evidence, "en", case_id, edition)
    parts = (
        cases.opening, cases.added, cases.threads_figure, cases.question, cases.found, cases.planned,
        cases.study_says, cases.since, cases.unknown, cases.conflicts, cases.claims, cases.records,
    )  # fmt: skip
    return [part(report) for part in parts]


@pytest.mark.parametrize("case_id", ["zgao", "arkin", "ow-a", "limburg"])
def test_a_report_on_a_cut_shows_what_it_would_show_on_everything(case_id):
    for edition in EDITIONS:
        whole = cut_edition(EVIDENCE, EVIDENCE.find_case(case_id)["study_id"], edition)
        assert show(cut_report(EVIDENCE, case_id, edition), case_id, edition) == show(whole, case_id, edition)


def test_a_cut_of_the_interim_edition_holds_nothing_that_was_not_known():
    for case_id, edition in PAIRS:
        cut = cut_report(EVIDENCE, case_id, edition)
        assert hash_tables(cut_edition(cut, EVIDENCE.find_case(case_id)["study_id"], edition)) == hash_tables(cut)


def test_a_cut_holds_nothing_of_the_other_cases_of_its_study():
    cut = cut_report(EVIDENCE, "zgao", "final")
    assert not cut.statements["case_id"].isin(["kag", "arkin", "derotterdamsezorg"]).any()
    assert set(cut.cases.loc[cut.cases["case_id"] != "zgao", "about_en"]) <= {""}


def test_the_data_as_they_are_change_nothing():
    assert find_changed(clean_tables(TABLES)) == {}


def test_a_case_that_no_report_is_set_beside_makes_none_stale():
    """One case more in a study and branch of its own: sim, as ten or a thousand of them would be."""
    study = TABLES["studies"][TABLES["studies"]["study_id"] == "flex"].assign(study_id="new-study")
    branch = TABLES["codes"][TABLES["codes"]["list"] == "branch"].head(1).assign(code="new-branch", parent="")
    row = TABLES["cases"].head(1).assign(case_id="nieuw", study_id="new-study", branch="new-branch")
    told = TABLES["statements"][TABLES["statements"]["case_id"] == "zgao"].assign(case_id="nieuw", study_id="new-study")
    told = told.assign(
        statement_id=[f"nieuw-{n:03d}" for n in range(len(told))], kind="context"
    )  # what it found would be shown elsewhere
    added = {"studies": study, "codes": branch, "cases": row, "statements": told}
    tables = {name: pd.concat([TABLES[name], frame], ignore_index=True) for name, frame in added.items()}
    assert find_changed(clean_tables({**TABLES, **tables})) == {}


@pytest.mark.parametrize("statements", [0, 20])
def test_a_case_of_the_study_leaves_the_other_cases_alone(statements):
    assert set(find_changed(add_case("flex", "vvt", statements))) <= set(SCOPES)


PASSAGE = TABLES["passages"].loc[TABLES["passages"]["chapter_id"] == "plans", "passage_id"].iloc[0]


@pytest.mark.parametrize(
    ("table", "column", "record_id", "reports"),
    [
        ("numbers", "label_en", "flex-sge-salaried-leave", ("sge-interim", "sge-final", "audit")),
        ("passages", "text_en", PASSAGE, ("plans",)),
    ],
    ids=["a number of a case by its reports and the audit", "a passage by its chapter alone"],
)
def test_a_record_is_seen_where_it_is_shown(table, column, record_id, reports):
    assert find_changed(change_cell(table, column, record_id, "Other words.")) == {name: [table] for name in reports}


def test_the_words_of_a_statement_are_seen_where_they_are_shown():
    """A statement of a case of a study with several: its own reports, its study's chapter, and where it is cited."""
    changed = find_changed(change_cell("statements", "paraphrase_en", "ow-c-004", "Other words."))
    assert {"ow-c-final", "pilots"} <= set(changed)
    assert {"ow-a-final", "ow-b-final", "zgao-final", "plans", "region", "audit", "national"}.isdisjoint(changed)
    assert set().union(*changed.values()) == {"statements"}


@pytest.mark.parametrize("table", ["glossary", "anchors", "left_out", "second_reading", "recodings", "sections"])
def test_tables_about_how_records_were_made_are_seen_by_no_report(table):
    frame = TABLES[table]
    assert find_changed(clean_tables({**TABLES, table: frame.iloc[1:].reset_index(drop=True)})) == {}


def test_the_place_of_a_row_in_its_file_is_seen_by_no_report():
    moved = dataclasses.replace(EVIDENCE, statements=EVIDENCE.statements.assign(row=EVIDENCE.statements["row"] + 1))
    assert find_changed(moved) == {}


def test_rows_in_another_order_are_another_table():
    numbers = TABLES["numbers"]
    turned = numbers.iloc[::-1].reset_index(drop=True)
    assert "numbers" in find_changed(clean_tables({**TABLES, "numbers": turned}))["national"]


def test_a_chapter_that_no_scope_is_told_of_sees_everything():
    assert cut_chapter(EVIDENCE, "some-other-chapter") is EVIDENCE


def test_a_survey_of_ones_own_leaves_no_fingerprint_of_its_answers(tmp_path):
    """Who knows all answers but one could try out the last with a report that is handed on."""
    shutil.copytree(ROOT / "data" / "instrument", tmp_path / "data" / "instrument")
    for name in ("notebooks", "requirements.lock"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "data" / "simulated" / "employees", tmp_path / "private" / "own")
    before = hash_inputs(tmp_path, EVIDENCE, make_survey_report("own", Path("private/own"), "Own"))
    assert before["data"]
    path = tmp_path / "private" / "own" / "export.csv"
    path.write_bytes(path.read_bytes().replace(b";180;", b";181;"))
    assert hash_inputs(tmp_path, EVIDENCE, make_survey_report("own", Path("private/own"), "Own")) == before


def list_calls(template):
    """Return the functions that a template calls, each with the constants it is given."""
    cells = json.loads((ROOT / "notebooks" / template).read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    return [(ast.unparse(call.func), [ast.unparse(value) for value in call.args]) for call in calls]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.report_id)
def test_a_template_reads_the_cut_that_is_fingerprinted(report):
    readers = [(name, words) for name, words in list_calls(report.template) if re.search(r"(^|\.)read(_|$)", name)]
    if report.survey:
        assert readers == [("results.read", ["survey", "case_id", "wave", "language"])]
    elif report.study_id:
        assert readers == [("cases.read", ["case_id", "edition", "language"])]
    elif report.report_id in ("national", "audit"):
        assert readers == [(f"{report.report_id}.read", ["language"])]
    else:
        assert readers == [("chapters.read", [repr(report.report_id), "language"])]


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Let fingerprints be taken of a copy of the modules, so that a test may change them."""
    shutil.copytree(Path(owlib.__file__).parent, tmp_path / "owlib", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr("owlib.reports.fingerprints.PACKAGE", tmp_path / "owlib")
    return tmp_path / "owlib"


def find_changed_code(package, module):
    """Return the reports that a comment in a module makes stale, with the modules that they name."""
    with package.joinpath(*module.split(".")).with_suffix(".py").open("a", encoding="utf-8") as stream:
        stream.write("# a remark\n")
    fresh = {report.report_id: hash_inputs(ROOT, EVIDENCE, report)["code"] for report in REPORTS}
    changed = {name: [part for part in code if code[part] != FRESH[name]["code"][part]] for name, code in fresh.items()}
    return {name: parts for name, parts in changed.items() if parts}


def test_a_report_is_cut_once_for_all_its_languages(monkeypatch):
    """Whatever asks for it: fingerprints in each language, and runs."""
    made = []
    monkeypatch.setattr("owlib.findings.cuts._take_rows", lambda *_: made.append(1) or EVIDENCE)
    own = [report for report in REPORTS if report.report_id in ("zgao-final", "national")]
    evidence = dataclasses.replace(EVIDENCE)
    cuts = [cut_evidence(evidence, report) for report in own]
    assert (len(cuts), len(made)) == (4, 2)


def test_other_line_ends_of_code_make_nothing_stale(package):
    for path in package.rglob("*.py"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert {report.report_id: hash_inputs(ROOT, EVIDENCE, report) for report in REPORTS} == FRESH


CASES = {f"{case_id}-{edition}" for case_id, edition in PAIRS}
CHAPTERS = set(SCOPES)
SURVEYS = {report.report_id for report in REPORTS if report.survey}


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        ("cli", set()),
        ("book.build", set()),
        ("exhibits.chapters", CHAPTERS - {"audit"}),
        ("exhibits.national", {"national"}),
        ("exhibits.cases", CASES),
        ("surveys.results", SURVEYS),
        ("exhibits.drawing", CASES | CHAPTERS | SURVEYS),
        ("exhibits.audit", {"audit", "national"}),
        ("reports.notebooks", CASES | CHAPTERS | SURVEYS),
    ],
)
def test_a_remark_in_a_module_makes_those_stale_that_run_it(package, module, expected):
    assert find_changed_code(package, module) == {name: [module] for name in expected}


def test_evidence_that_is_kept_is_read_once_until_a_file_changes(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.setenv(ROOT_VARIABLE, str(tmp_path))
    kept = read_evidence()
    assert len(read_case("zgao", "final").statements) == len(cut_report(EVIDENCE, "zgao", "final").statements)
    assert read_evidence() is kept
    assert read_evidence(find_root()) is kept
    (tmp_path / "data" / "cases.csv").touch()
    assert read_evidence() is not kept
