"""Templates, runs and reports."""

import json
import re

import nbformat
import pytest
from conftest import list_files

from owlib.evidence.read import cut_edition, list_reported_cases, read_evidence
from owlib.places import find_root
from owlib.reports.catalog import TEMPLATES, list_reports
from owlib.reports.fingerprints import find_stale
from owlib.words import LANGUAGES

EVIDENCE = read_evidence()
CASES = list_reported_cases(EVIDENCE)
CHAPTERS = list(EVIDENCE.chapters["chapter_id"])
SURVEYS = ["survey-flexible-workers"]
REPORT_IDS = [
    *CHAPTERS, *(f"{case_id}-{edition}" for case_id in CASES for edition in ("interim", "final")), *SURVEYS,
]  # fmt: skip
NAMES = [f"{language}/{report_id}" for language in LANGUAGES for report_id in REPORT_IDS]
STATEMENT_ID = re.compile(rf"\b(?:{'|'.join(map(re.escape, CASES))})-\d{{3}}\b")


def read_report(root, name):
    return nbformat.read(root / "book" / "reports" / f"{name}.ipynb", as_version=4)


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_reports_are_the_chapters_each_case_in_two_editions_and_the_surveys_in_each_language(evidence):
    assert [report.name for report in list_reports(evidence)] == NAMES
    assert len(CASES) == len(evidence.cases) == 12
    assert {"national", "synthesis", "audit", "zgao-interim", "ow-c-final", "limburg-interim"} <= set(REPORT_IDS)


def test_every_committed_report_is_up_to_date(root, evidence):
    stale = {report.name: find_stale(root, evidence, report) for report in list_reports(evidence)}
    assert stale == dict.fromkeys(NAMES, "")


def test_a_second_run_executes_nothing(root, owlib):
    result = owlib(root, "run")
    assert result.returncode == 0
    assert result.stdout.splitlines()[-1] == f"0 run, {len(NAMES)} up to date."


@pytest.mark.parametrize("name", NAMES)
def test_a_report_was_run_from_top_to_bottom_and_holds_no_clock_path_or_address(root, name):
    cells = [cell for cell in read_report(root, name).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    text = (root / "book" / "reports" / f"{name}.ipynb").read_text(encoding="utf-8")
    assert str(root) not in text
    assert not re.search(r"/(?:tmp|home|root|Users|work)/|0x[0-9a-f]{6,}|\d\d:\d\d:\d\d", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_report_has_its_own_title(root, evidence, language):
    titles = {report.name: f"# {report.title}" for report in list_reports(evidence, [language])}
    assert {name: read_report(root, name).cells[0].source for name in titles} == titles
    assert len(set(titles.values())) == len(titles)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case_id", CASES)
def test_an_interim_report_shows_nothing_from_later_stages_or_other_studies(root, evidence, case_id, language):
    text = json.dumps(read_report(root, f"{language}/{case_id}-interim").cells, ensure_ascii=False)
    shown = set(STATEMENT_ID.findall(text))
    interim = cut_edition(evidence, evidence.find_case(case_id)["study_id"], "interim")
    assert shown
    assert shown <= set(interim.statements["statement_id"])
    case = evidence.find_case(case_id)
    assert [name for name in ("held", "ended", "not_known") if case[f"{name}_{language}"] in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case_id", CASES)
def test_a_final_report_shows_each_statement_about_its_case(root, evidence, case_id, language):
    text = json.dumps(read_report(root, f"{language}/{case_id}-final").cells)
    own = evidence.statements[evidence.statements["case_id"] == case_id]
    assert set(own["statement_id"]) <= set(STATEMENT_ID.findall(text))


@pytest.mark.parametrize("path", sorted(path.name for path in (find_root() / TEMPLATES).glob("*.ipynb")))
def test_a_template_holds_calls_and_prose_only(root, path):
    notebook = nbformat.read(root / TEMPLATES / path, as_version=4)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert not re.search(r"^\s*(?:def|class|for|while)\b", code, flags=re.MULTILINE)
    assert not re.search(r"[\"'](?:\.\./|/|data/|book/)", code)
    assert all(not cell.get("outputs") for cell in notebook.cells)
    tags = {tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])}
    assert tags <= {"title", "parameters", "remove-cell", "hide-input", "hide-output"}, "no tag lets a tool look away"
    assert "nbval" not in code.lower()


FAILS = {
    "raises": ('1 / (case_id != \\"kag\\")', "cell [0-9]+ .*: ZeroDivisionError: division by zero"),
    "dies": ('case_id == \\"kag\\" and __import__(\\"os\\")._exit(9)', "did not run: DeadKernelError"),
}


@pytest.mark.parametrize("way", FAILS)
def test_a_report_that_fails_lets_the_others_go_on_and_is_named(copy, owlib, way):
    code, words = FAILS[way]
    edit(copy, "notebooks/case_report.ipynb", "cases.threads_figure(", f"{code}; cases.threads_figure(")
    before = list_files(copy / "book" / "reports")
    result = owlib(copy, "run", "nl/kag-final", "en/zgao-final", "--force")
    after = list_files(copy / "book" / "reports")
    assert result.returncode == 4
    assert "Traceback" not in result.stderr
    assert re.search(f"nl/kag-final: notebooks/case_report.ipynb,? {words}", result.stderr)
    assert "1 of 2 reports failed: nl/kag-final." in result.stderr
    assert after["nl/kag-final.ipynb"] == before["nl/kag-final.ipynb"]
    assert after["en/zgao-final.ipynb"] != before["en/zgao-final.ipynb"]


WRONG = [
    (
        ["run", "zgao-midterm"],
        "expected a report; found 'zgao-midterm'. What to do: use 'national', 'reasons', 'effects'",
    ),
    (["run", "--case", "zgo"], "expected a case of the data; found 'zgo'."),
    (["run", "--case", "zgao", "--edition", "midterm"], "expected edition 'interim' or 'final'; found 'midterm'."),
    (
        ["run", "national", "-p", "frist_year=2010", "--output", "OUT"],
        "notebooks/national.ipynb: expected a parameter 'first_year', 'last_year' or 'language'; found 'frist_year'.",
    ),
    (
        ["run", "national", "-p", "first_year", "--output", "OUT"],
        "expected a parameter as NAME=VALUE; found 'first_year'.",
    ),
    (["run", "national", "-p", "first_year=2010"], "--parameter needs --output"),
    (
        ["run", "zgao-final", "-p", "case_id=kag", "--output", "OUT"],
        "expected a parameter other than 'case_id', which names the report itself; found 'case_id=kag'.",
    ),
]


@pytest.mark.parametrize(("words", "message"), WRONG, ids=[message[:40] for _, message in WRONG])
def test_a_wrong_name_is_refused_before_anything_runs(root, tmp_path, owlib, words, message):
    before = list_files(root / "book" / "reports")
    result = owlib(root, *[str(tmp_path / "out") if word == "OUT" else word for word in words])
    assert result.returncode == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "out").exists()
    assert list_files(root / "book" / "reports") == before


def test_a_report_runs_with_other_parameters_into_a_folder_of_its_own(root, tmp_path, owlib):
    result = owlib(root, "run", "national", "-p", "last_year=2015", "--output", str(tmp_path))
    assert result.returncode == 0, result.stderr
    text = (tmp_path / "en" / "national.ipynb").read_text(encoding="utf-8")
    assert "Growth in care and welfare from 2010 to 2015: flexible workers by 16.7% to 18.0%" in text
    assert "nan" not in re.findall(r"[A-Za-z]+", "".join(re.findall(r'"(?:alt|title|caption)": "([^"]*)"', text)))
    assert "Values of 2015 are provisional" not in text


def test_a_report_runs_in_one_language_alone(root, tmp_path, owlib):
    result = owlib(root, "run", "ow-c-interim", "--language", "nl", "--output", str(tmp_path))
    assert result.returncode == 0, result.stderr
    assert list(list_files(tmp_path)) == ["nl/ow-c-interim.ipynb"]
    assert owlib(root, "run", "--language", "fr").returncode == 2


def test_years_without_numbers_are_refused_in_words(root, tmp_path, owlib):
    words = ("-pfirst_year=2018", "-plast_year=2010", "--output", str(tmp_path))
    result = owlib(root, "run", "national", *words)
    assert result.returncode == 4
    assert "expected two years with levels or rates of growth, the earlier first" in result.stderr
    assert "Traceback" not in result.stderr


def tell_both(told, *report_ids):
    """Return what is told of reports in each language."""
    return {name: told for name in NAMES if name.partition("/")[2] in report_ids}


STALE = [
    (("notebooks/national.ipynb", "These groups", "Those groups"), tell_both("template changed", "national")),
    (
        ("book/reports/en/zgao-final.ipynb", " records of ZGAO, those", " of ZGAO, those"),
        {"en/zgao-final": "changed by hand"},
    ),
    (("book/reports/nl/zgao-final.ipynb", '"metadata"', "metadata"), {"nl/zgao-final": "not a whole report"}),
    (
        ("data/cases/ow-a/statements.csv", "is very positive about", "is positive about"),
        tell_both("data changed: statements", "ow-a-final", "pilots", "start", "synthesis"),
    ),
    (("data/simulated/flexible-workers/export.csv", ";180;", ";181;"), {}),
    (
        ("data/instrument/answers.csv", ",Complete,", ",Finished,"),
        tell_both(
            "data changed: data/instrument/answers.csv, data/simulated/flexible-workers/export.csv",
            "survey-flexible-workers",
        ),
    ),
]
"""Each change with the reports that it makes stale and why; the last two make the same report stale."""
LOCK = [(("requirements.lock", "pandas==", "pandas>="), dict.fromkeys(NAMES, "lock changed"))]


@pytest.mark.parametrize("changes", [STALE, LOCK], ids=["its own", "of all"])
def test_the_list_says_which_report_is_stale_and_why(copy, owlib, changes):
    """A report that is not there is not run yet, whatever else has changed."""
    expected = {}
    for edited, told in changes:
        edit(copy, *edited)
        expected |= told
    (copy / "book/reports/nl/kag-final.ipynb").unlink()
    lines = [line.split() for line in owlib(copy, "list").stdout.splitlines()]
    states = {
        f"{words[1]}/{words[0]}": " ".join(words).partition("stale: ")[2] for words in lines if words[0] in REPORT_IDS
    }
    assert {name: state for name, state in states.items() if state} == {**expected, "nl/kag-final": "not run yet"}
