"""The replay cannot be fooled: neither by an edit whose fingerprint was renewed, nor by a word to look away."""

import nbformat
import pytest
import yaml
from conftest import call_owlib
from copies import copy_project
from test_run import only, review

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
    "en/ow-c-interim": (edit_beside, {"column": ""}, "other"),
    "nl/ow-c-interim": (hide_cell, {"column": "metadata"}, "remove-cell"),
    "en/ow-c-final": (drop_part, {"expected": "0 cells here"}, "as in its template"),
    "nl/ow-c-final": (look_away, {"column": "caption"}, "Another"),
}
"""Each report edited otherwise: what the book sets an exhibit from, a cell that is then not shown, a part that is gone,
and a word to look away."""
CUT_SHORT = "en/arkin-interim"


@pytest.fixture(scope="module")
def replayed(root, tmp_path_factory):
    """What a review finds in reports that were edited by hand, one of them cut short; and what its manifest says."""
    folder = copy_project(root, tmp_path_factory.mktemp("replay"))
    for name, (edit, *_) in HIDDEN.items():
        rewrite(folder, f"book/reports/{name}.ipynb", edit)
    path = folder / f"book/reports/{CUT_SHORT}.ipynb"
    path.write_bytes(path.read_bytes()[:3000])
    named = [word for name in (*HIDDEN, CUT_SHORT) for word in ("--reports", name)]
    result, rows = review(call_owlib, folder, *only("replay"), *named)
    assert result.returncode == 6, result.stdout + result.stderr
    manifest = yaml.safe_load((folder / "_build/review/codecheck.yml").read_text(encoding="utf-8"))["manifest"]
    return rows, {entry["file"]: entry["comment"].rpartition("; ")[2] for entry in manifest}


@pytest.mark.parametrize("name", HIDDEN)
def test_a_hidden_edit_is_found_by_the_replay(replayed, name):
    _, expected, words = HIDDEN[name]
    found = [row for row in replayed[0] if row["report"] == name and words in row["expected"] + row["found"]]
    assert any(expected.items() <= row.items() for row in found), replayed[0]


def test_a_report_cut_short_is_told_and_not_taken_for_reproduced(replayed):
    rows, said = replayed
    assert [(row["check"], row["exhibit"]) for row in rows if row["report"] == CUT_SHORT] == [("replay", "")]
    edited = {f"book/reports/{name}.ipynb" for name in (*HIDDEN, CUT_SHORT)}
    assert {said.pop(name) for name in edited} == {"differs from what is kept"}
    assert set(said.values()) == {"not made again in this review"}
