"""The replay cannot be fooled: neither by an edit whose fingerprint was renewed, nor by a word to look away."""

import nbformat
import pytest
import yaml
from test_run import REPORT, SMALL, only, review

from owlib.exhibits import MIME
from owlib.reports.notebooks import hash_cells


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


def drop_part(notebook):
    place = next(at for at, cell in enumerate(notebook.cells) if "cases.unknown(" in cell.source)
    del notebook.cells[place - 1 : place + 1]


def look_away(notebook):
    cell = next(cell for cell in notebook.cells if cell.get("outputs") and MIME in cell.outputs[0].get("data", {}))
    cell.metadata["tags"].append("nbval-skip")
    cell.outputs[0]["data"][MIME]["caption"] = "Another"


HIDDEN = {
    "what the book sets an exhibit from": (edit_beside, {"column": ""}, "other"),
    "a cell that is not shown": (hide_cell, {"column": "metadata"}, "remove-cell"),
    "a part that is gone": (drop_part, {"expected": "0 cells here"}, "as in its template"),
    "a word to look away": (look_away, {"column": "caption"}, "Another"),
}


@pytest.mark.parametrize("change", HIDDEN)
def test_a_hidden_edit_is_found_by_the_replay(book, owlib, change):
    edit, expected, words = HIDDEN[change]
    rewrite(book, REPORT, edit)
    result, rows = review(owlib, book, *only("replay"), "--reports", SMALL)
    assert result.returncode == 6, result.stdout + result.stderr
    found = [row for row in rows if row["report"] == SMALL and words in row["expected"] + row["found"]]
    assert any(expected.items() <= row.items() for row in found), rows


def test_a_report_cut_short_is_told_and_not_taken_for_reproduced(book, owlib):
    path = book / REPORT
    path.write_bytes(path.read_bytes()[:3000])
    result, rows = review(owlib, book, *only("replay"), "--reports", SMALL)
    assert result.returncode == 6
    assert [(row["check"], row["report"]) for row in rows] == [("replay", SMALL)]
    manifest = yaml.safe_load((book / "_build/review/codecheck.yml").read_text(encoding="utf-8"))["manifest"]
    said = {entry["file"]: entry["comment"].rpartition("; ")[2] for entry in manifest}
    assert said.pop(REPORT) == "differs from what is kept"
    assert set(said.values()) == {"not made again in this review"}
