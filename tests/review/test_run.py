"""The review passes where all is well, and names what is not: a row, a report, a figure."""

import csv
import io
import json
import re
import shutil

import pytest
import yaml
from conftest import list_files

from owlib.review.run import CHECKS, list_others

SMALL = "en/ow-c-interim"
QUICK = [name for name in CHECKS if name not in ("replay", "provenance", "data", "simulated")]


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def drop_cell(folder, name, word):
    path = folder / name
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] = [cell for cell in notebook["cells"] if word not in "".join(cell["source"])]
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def review(owlib, book, *words):
    """Return what the review of a book says, its findings, and its exit code."""
    result = owlib(book, "review", *words)
    table = book / "_build" / "review" / "findings.csv"
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"), newline=""))) if table.is_file() else []
    return result, rows


def only(*names):
    return [word for name in names for word in ("--only", name)]


@pytest.mark.long
def test_a_book_that_is_as_it_should_be_passes(book, owlib):
    before = list_files(book)
    result, rows = review(owlib, book, *only(*QUICK, "replay"), "--reports", "ow-c-interim")
    assert result.returncode == 0, result.stdout + result.stderr
    assert rows == []
    assert f"All {len(QUICK) + 1} checks passed." in result.stdout
    assert {name: text for name, text in list_files(book).items() if not name.startswith("_build/")} == before
    page = (book / "_build" / "review" / "index.html").read_text(encoding="utf-8")
    assert "checks passed." in page
    assert str(book) not in page
    manifest = yaml.safe_load((book / "_build" / "review" / "codecheck.yml").read_text(encoding="utf-8"))
    assert manifest["version"] == "https://codecheck.org.uk/spec/config/1.0/"
    assert all((book / entry["file"]).is_file() and entry["comment"] for entry in manifest["manifest"])
    assert len(manifest["manifest"]) == len(list((book / "book" / "reports").glob("*/*.ipynb")))
    assert not {"codechecker", "certificate", "report", "check_time"} & set(manifest)


REPORT = f"book/reports/{SMALL}.ipynb"
OTHER, LINKING = "nl/ow-c-interim", "en/arkin-final"
SURVEY = "book/reports/nl/survey-flexible-workers.ipynb"
ROW = "At organisation C there was clear room for ideas for the pil"
"""The first letters of a row, as a finding names it."""
AGAIN = (SMALL, OTHER, "en/ow-c-final", "en/start")
"""Reports that are run again, so that what is planted in them and in the template of the last is found."""
FAULTS = {
    "edited output": (lambda b: edit(b, REPORT, " records of Pilot C, those", " records of Pilot D, those"),
                      {"check": "replay", "report": SMALL, "exhibit": "table 'ow-c-interim-records'",
                       "column": "caption"}),
    "edited cell": (lambda b: edit(b, REPORT, '"text": "Design"', '"text": "Nowhere"'),
                    {"check": "replay", "report": SMALL, "row": ROW,
                     "column": "Kind and view, or value", "expected": "'Nowhere | researchers; organisation'",
                     "found": "'Design | researchers; organisation'"}),
    "template": (lambda b: drop_cell(b, "notebooks/start.ipynb", 'report, "against"'),
                 {"check": "replay", "report": "en/start", "expected": "1 cell here"}),
    "cell of a report": (lambda b: drop_cell(b, f"book/reports/{OTHER}.ipynb", "cases.threads_figure(report"),
                         {"check": "replay", "report": OTHER, "expected": "0 cells here"}),
    "code of a report": (lambda b: edit(b, "book/reports/en/ow-c-final.ipynb", "threads_figure(report",
                                        "threads_figure( report"),
                         {"check": "replay", "report": "en/ow-c-final", "found": "1 cell here, as in its template"}),
    "record": (lambda b: edit(b, "data/cases/kag/statements.csv", ",context,", ",outcome,"),
               {"check": "records", "report": "data/cases/kag/statements.csv", "row": "2"}),
    "verdict": (lambda b: edit(b, "data/claims.csv", ",holds,", ",fails,"),
                {"check": "audit", "report": "data/claims.csv"}),
    "number in prose": (lambda b: edit(b, "book/nl/method.md", "\n", "\n\nSome 4711 of them.\n"),
                        {"check": "prose", "report": "book/nl/method.md"}),
    "message": (lambda b: (b / "book/_templates/page.html").write_text("{{ words('page-nothing') }}"),
                {"check": "words", "report": "book/_templates/page.html", "expected": "a message 'page-nothing'"}),
    "fact of the citation": (lambda b: edit(b, "CITATION.cff", "version: 0.", "version: 7."),
                             {"check": "metadata", "report": ".zenodo.json"}),
    "row of a measurement": (lambda b: edit(b, "book/measured/reruns.csv", "owlib run,35,1", "owlib run,35,"),
                             {"check": "metadata", "report": "book/measured/reruns.csv", "column": "mark"}),
    "link": (lambda b: edit(b, "book/nl/method.md", "](codebook.md)", "](codebok.md)"),
             {"check": "links", "report": "book/nl/method.md"}),
    "link to a row": (lambda b: edit(b, f"book/reports/{LINKING}.ipynb", '"target": "', '"target": "no-'),
                      {"check": "links", "report": LINKING}),
    "alt text": (lambda b: edit(b, "book/reports/nl/ow-b-final.ipynb", '"alt": "', '"alt": "", "was": "'),
                 {"check": "exhibits", "report": "nl/ow-b-final"}),
    "mark": (lambda b: edit(b, SURVEY, '"title": "GESIMULEERD. ', '"title": "'),
             {"check": "surveys", "report": "nl/survey-flexible-workers"}),
    "simulated answers": (lambda b: edit(b, "data/simulated/employees/export.csv", ";180;", ";181;"),
                          {"check": "simulated", "report": "data/simulated/employees/export.csv"}),
}  # fmt: skip
STAMPS = {
    "stamp": (lambda b: edit(b, REPORT, " records of Pilot C, those", "Pilot D"),
              {"check": "stamps", "report": SMALL, "found": "changed by hand"}),
    "report gone": (lambda b: (b / f"book/reports/{OTHER}.ipynb").unlink(),
                    {"check": "stamps", "report": OTHER, "found": "not run yet"}),
    "report too many": (lambda b: shutil.copyfile(b / REPORT, b / "book/reports/x.ipynb"),
                        {"check": "stamps", "report": "x.ipynb", "found": "another file"}),
    "folder": (lambda b: [(b / f"book/reports/{LINKING}.ipynb").unlink(),
                          (b / f"book/reports/{LINKING}.ipynb").mkdir()],
               {"check": "stamps", "report": LINKING, "found": "a folder in its place"}),
    "title": (lambda b: edit(b, "README.md", "(version ", "(version 9"), {"check": "metadata", "report": "README.md"}),
}  # fmt: skip


@pytest.mark.parametrize("faults", [FAULTS, STAMPS], ids=["of content", "of files"])
def test_each_fault_is_found_and_named_and_nothing_else(book, owlib, faults):
    """Planted together, each in a place of its own: the first in what is looked at, the others in which files are."""
    for spoil, _ in faults.values():
        spoil(book)
    checks = dict.fromkeys(expected["check"] for _, expected in faults.values())
    again = [word for name in AGAIN for word in ("--reports", name)] if "replay" in checks else []
    result, rows = review(owlib, book, *only(*checks), *again)
    assert result.returncode == 6, result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    told, planted = (  # a version that differs is told of each file that has it
        {row["report"] for row in some if row["check"] != "metadata"}
        for some in (rows, [expected for _, expected in faults.values()])
    )
    assert told == planted
    for name, (_, expected) in faults.items():
        assert any(expected.items() <= row.items() and row["report"] in result.stdout for row in rows), name


def test_data_that_break_a_rule_are_named_and_nothing_else_is_checked(book, owlib):
    edit(book, "data/cases.csv", "disability-care", "disabilty-care")
    result, rows = review(owlib, book, *only("data", "replay"), "--reports", SMALL)
    assert result.returncode == 6
    assert {(row["check"], row["report"], row["column"]) for row in rows} == {("data", "data/cases.csv", "branch")}
    assert "replay: not checked" in result.stdout
    assert "data/cases.csv" in result.stdout


def test_without_the_texts_provenance_is_not_said_to_be_checked(book, owlib, monkeypatch):
    monkeypatch.delenv("OWLIB_SOURCE_TEXTS", raising=False)
    result, _ = review(owlib, book, *only("provenance"))
    assert result.returncode == 0
    assert "All 0 checks passed. Not checked: provenance." in result.stdout


def test_with_the_texts_a_wrong_place_is_found(book, owlib, texts):
    assert texts
    edit(book, "data/cases/zgao/statements.csv", ",3.2,326", ",3.2,330")
    _, rows = review(owlib, book, *only("provenance"))
    assert {row["check"] for row in rows} == {"provenance"}
    assert any("zgao" in row["report"] for row in rows)


@pytest.mark.parametrize("words", [["--only", "nothing"], ["--reports", "nothing"]])
def test_an_unknown_name_is_refused(book, owlib, words):
    result, _ = review(owlib, book, *words)
    assert result.returncode == 2
    assert "found 'nothing'" in result.stderr


def test_the_environment_of_the_lock_is_known(root, tmp_path):
    assert list_others(root, whole=True) == {}
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    pin = re.search(r"^matplotlib==(.*)$", lock, re.MULTILINE)
    (tmp_path / "requirements.lock").write_text(lock.replace(pin[0], "matplotlib==1.0"), encoding="utf-8")
    row = lock.count("\n", 0, pin.start()) + 1
    assert list_others(tmp_path) == {row: f"matplotlib {pin[1]}"}


def test_where_ci_asks_for_the_lock_each_line_that_is_not_installed_so_is_a_fault(book, owlib):
    lock = book / "requirements.lock"
    pins = lock.read_text(encoding="utf-8").splitlines()
    lock.write_text("\n".join([*pins, "no-such-package==1.0", "click=="]) + "\n", encoding="utf-8")
    assert review(owlib, book, *only("environment"))[1] == []
    result, rows = review(owlib, book, *only("environment"), "--pinned")
    assert result.returncode == 6
    assert {row["row"]: row["found"] for row in rows if row["report"] == "requirements.lock"} == {
        str(len(pins) + 1): "no-such-package, which is not installed", str(len(pins) + 2): "no pin: click==",
    }  # fmt: skip


def test_a_citation_file_that_is_no_yaml_is_named_and_stops_no_other_check(book, owlib):
    edit(book, "CITATION.cff", "title: ", "title: [")
    result, rows = review(owlib, book, *only("metadata", "audit"))
    assert "Traceback" not in result.stdout + result.stderr
    assert [(row["check"], row["report"], row["row"]) for row in rows] == [("metadata", "CITATION.cff", "5")]
    assert "audit: passed" in result.stdout


def test_a_report_in_whose_place_a_folder_is_is_not_run(book, owlib):
    (book / REPORT).unlink()
    (book / REPORT).mkdir()
    result = owlib(book, "run", SMALL)
    assert f"{REPORT}: expected a file, or nothing yet; found a folder. What to do: move it away." in result.stderr
