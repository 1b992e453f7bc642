"""The review cannot be fooled: neither by an edit whose fingerprint was renewed, nor by a word to look away."""

import json

import nbformat
import pytest
import yaml
from statsmodels.stats.proportion import proportion_confint
from test_review import REPORT, SMALL, book, only, review  # noqa: F401 - a fixture

from owlib.evidence.read import read_evidence
from owlib.exhibits.forms import MIME
from owlib.reports.catalog import list_reports
from owlib.reports.notebooks import hash_cells
from owlib.review.findings import Checked, Remark
from owlib.review.links import check_exhibit, check_links, make_slug
from owlib.review.page import Review, write_manifest
from owlib.review.surveys import check_row, check_surveys, compute_wilson, list_counts


def rewrite(folder, name, change):
    """Edit a report by hand, and renew the fingerprint of its cells as one would who hides it."""
    path = folder / name
    notebook = nbformat.v4.reads(path.read_text(encoding="utf-8"))
    change(notebook)
    notebook.metadata.owlib.cells = hash_cells(notebook)
    path.write_text(nbformat.writes(notebook, indent=1) + "\n", encoding="utf-8")


def find_output(notebook, kind):
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return next(output for output in outputs if output.get("data", {}).get(MIME, {}).get("kind") == kind)


def edit_beside(notebook):
    find_output(notebook, "table")["metadata"]["owlib"]["kind"] = "other"


def hide_cell(notebook):
    notebook.cells[4].metadata["tags"] = ["remove-cell"]


def look_away(notebook):
    cell = next(cell for cell in notebook.cells if cell.get("outputs") and MIME in cell.outputs[0].get("data", {}))
    cell.metadata["tags"].append("nbval-skip")
    cell.outputs[0]["data"][MIME]["caption"] = "Another"


HIDDEN = {
    "what the book sets an exhibit from": (edit_beside, {"column": ""}, "other"),
    "a cell that is not shown": (hide_cell, {"column": "metadata"}, "remove-cell"),
    "a word to look away": (look_away, {"column": "caption"}, "Another"),
}


@pytest.mark.parametrize("change", HIDDEN)
def test_a_hidden_edit_is_found_by_the_replay(book, owlib, change):  # noqa: F811 - the fixture
    edit, expected, words = HIDDEN[change]
    rewrite(book, REPORT, edit)
    if edit is look_away:
        path = book / "notebooks" / "case_report.ipynb"
        template = json.loads(path.read_text(encoding="utf-8"))
        for cell in template["cells"]:
            if "cases.glance(report" in "".join(cell["source"]):
                cell["metadata"]["tags"].append("nbval-skip")
        path.write_text(json.dumps(template), encoding="utf-8")
    result, rows = review(owlib, book, *only("replay"), "--reports", SMALL)
    assert result.returncode == 6, result.stdout + result.stderr
    found = [row for row in rows if row["report"] == SMALL and words in row["expected"] + row["found"]]
    assert any(expected.items() <= row.items() for row in found), rows


def test_a_report_cut_short_is_told_and_not_taken_for_reproduced(book, owlib):  # noqa: F811 - the fixture
    path = book / REPORT
    path.write_bytes(path.read_bytes()[:3000])
    result, rows = review(owlib, book, *only("replay"), "--reports", SMALL)
    assert result.returncode == 6
    assert [(row["check"], row["report"]) for row in rows] == [("replay", SMALL)]
    manifest = yaml.safe_load((book / "_build/review/codecheck.yml").read_text(encoding="utf-8"))["manifest"]
    said = {entry["file"]: entry["comment"].rpartition("; ")[2] for entry in manifest}
    assert said.pop(REPORT) == "differs from what is kept"
    assert set(said.values()) == {"not made again in this review"}


def test_the_manifest_claims_nothing_of_a_replay_that_failed():
    failed = Checked("replay", "reports", 1, (Remark("replay", "the project"),))
    reports = (("book/reports/zgao-final.ipynb", "ZGAO", 3, 1),)
    text = write_manifest(Review("The book", ("The project",), (), (failed,), reports))
    assert text.startswith("---\n")
    assert "not made again" in yaml.safe_load(text)["manifest"][0]["comment"]


ROW = {"item_id": "q", "answer": "top", "hits": "125", "n": "240", "share_pct": "52.08333333", "low_pct": "45.7801458",
       "high_pct": "58.32087953", "method": "Wilson"}  # fmt: skip
ROWS = {
    "as it should be": ({}, set()),
    "not rounded": ({"hits": "124"}, {"hits", "share_pct", "low_pct", "high_pct"}),
    "small": ({"n": "5", "hits": "", "share_pct": "", "low_pct": "", "high_pct": ""}, {"n"}),
    "share": ({"share_pct": "52.18333333"}, {"share_pct"}),
    "interval": ({"low_pct": "45.8801458"}, {"low_pct"}),
    "share of a hidden count": ({"hits": ""}, {"share_pct"}),
    "difference": ({"first_pct": "50", "second_pct": "25", "difference_pct": "-24"}, {"difference_pct"}),
    "share of no count": ({"first_pct": "50.1", "n_first": "100"}, {"first_pct"}),
}


@pytest.mark.parametrize("change", ROWS)
def test_numbers_of_a_survey_follow_from_counts_that_may_be_shown(change):
    more, columns = ROWS[change]
    found = list(check_row(Remark("surveys", "survey-x"), {**ROW, **more}, 10))
    assert {remark.column for remark in found} == columns
    assert all(row not in remark.found for remark in found for row in ("124", "5") if remark.column in ("hits", "n"))


def test_the_interval_is_the_one_that_the_library_gives():
    assert compute_wilson(30, 465) == pytest.approx([100 * end for end in proportion_confint(30, 465, method="wilson")])


def test_counts_that_a_table_shows_are_looked_at():
    cells = [{"text": "A question"}, {"text": "1,205"}, {"text": "12%"}]
    assert list(list_counts({"kind": "table", "columns": ["Question", "Responses", "Share"], "rows": [cells]})) == [
        ("A question", "Responses", "1,205")
    ]


def test_links_and_surveys_of_the_book_are_sound(root, evidence):
    reports = list_reports(evidence)
    for checked in (check_links(root, evidence), check_surveys(root, reports)):
        assert checked.remarks == ()
        assert checked.count > 1000


PAGES = {
    "a row that sentences rest on": (
        REPORT,
        '"targets": [\n',
        '"targets": [],\n       "was": [\n',
        "a row of the book",
    ),
    "a page": ("book/method.md", "](reports/audit.ipynb)", "](reports/audits.ipynb)", "something at"),
    "a label": ("book/register.md", "(register-of-trends)=", "(register-of-trend)=", "something at '#register"),
    "a record": ("book/background.md", "", "{num}`no-such-number`\n", "the id of a number"),
    "a work": ("book/method.md", "{cite}`wilson-1927`", "{cite}`wilson-1928`", "an entry of references.bib"),
}


@pytest.mark.parametrize("change", PAGES)
def test_what_leads_nowhere_is_found(copy, change):
    name, old, new, words = PAGES[change]
    name = name.replace(SMALL, "ow-c-final") if change == "a row that sentences rest on" else name
    path = copy / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, -1 if old.startswith('"targets') else 1), encoding="utf-8")
    found = check_links(copy, read_evidence(copy)).remarks
    assert any(words in remark.expected for remark in found), found


def test_an_exhibit_that_lacks_something_is_named():
    table = {"kind": "table", "name": "x", "caption": "", "source": "s", "columns": ["A", "B"], "rows": [["1"]],
             "data_columns": [], "data_rows": [], "targets": ["a", "b"]}  # fmt: skip
    assert [remark.column for remark in check_exhibit("page", table)] == ["caption", "rows", "targets"]
    assert make_slug("The questionnaires") == "the-questionnaires"
