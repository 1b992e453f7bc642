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
REPORTS = list_reports(EVIDENCE, ["en"])
"""What a report may see is the same in each language."""
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


def change_cells(*cells):
    """Return the evidence with some cells changed: of each its table, column and record."""
    tables = dict(TABLES)
    for table, column, record_id in cells:
        frame = TABLES[table].copy()
        frame.loc[frame.iloc[:, 0] == record_id, column] = "Other words."
        assert not frame.equals(TABLES[table])
        tables[table] = frame
    return clean_tables(tables)


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


def test_a_case_of_the_study_leaves_the_other_cases_alone():
    """Whether it has statements or not: one of each."""
    told = add_case("flex", "vvt", 20)
    empty = told.cases[told.cases["case_id"] == "nieuw"].assign(case_id="leeg")
    evidence = dataclasses.replace(told, cases=pd.concat([told.cases, empty], ignore_index=True))
    assert set(find_changed(evidence)) <= set(SCOPES)


MAKING = ("glossary", "anchors", "left_out", "second_reading", "recodings", "sections")
PASSAGE = TABLES["passages"].loc[TABLES["passages"]["chapter_id"] == "plans", "passage_id"].iloc[0]


def test_a_record_is_seen_where_it_is_shown():
    """A number of a case, a passage, and a statement of a case of a study with several, each by those that show it."""
    changed = find_changed(
        change_cells(
            ("numbers", "label_en", "flex-sge-salaried-leave"), ("passages", "text_en", PASSAGE),
            ("statements", "paraphrase_en", "ow-c-004"),
        )
    )  # fmt: skip
    seen = {table: {name for name, tables in changed.items() if table in tables} for table in TABLES}
    assert seen.pop("numbers") == {"sge-interim", "sge-final", "audit"}
    assert seen.pop("passages") == {"plans"}
    statements = seen.pop("statements")
    assert {"ow-c-final", "pilots"} <= statements
    assert {"ow-a-final", "ow-b-final", "zgao-final", "plans", "region", "audit", "national"}.isdisjoint(statements)
    assert set().union(*seen.values(), changed.get("amounts", ())) == set()


def test_how_records_were_made_and_where_they_stand_is_seen_by_no_report():
    """A row less in each table about that, and each statement in another row."""
    tables = {table: TABLES[table].iloc[1:].reset_index(drop=True) for table in MAKING}
    moved = TABLES["statements"].assign(row=TABLES["statements"]["row"] + 1)
    assert find_changed(clean_tables({**TABLES, **tables, "statements": moved})) == {}


def test_rows_in_another_order_are_another_table():
    numbers = TABLES["numbers"]
    turned = numbers.iloc[::-1].reset_index(drop=True)
    (national,) = [report for report in REPORTS if report.report_id == "national"]
    fresh = hash_inputs(ROOT, clean_tables({**TABLES, "numbers": turned}), national)["data"]
    assert fresh["numbers"] != FRESH["national"]["data"]["numbers"]


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
    own = [report for report in list_reports(EVIDENCE) if report.report_id in ("zgao-final", "national")]
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
