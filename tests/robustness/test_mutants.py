"""A mutant counts as found only where a finding names what was changed."""

import pytest
from robustness.changes import KINDS, Mutant, draw_kind
from robustness.mutants import is_named

CELL = Mutant("data/claims.csv", "row 3", "", b"", ("3",), ("cl-growth-1",), ("rise",), 1, "data", ("data/claims.csv",))
EMPTY = {"check": "", "report": "", "exhibit": "", "row": "", "column": "", "expected": "", "found": "", "todo": ""}


@pytest.mark.parametrize(
    ("finding", "named"),
    [
        ({"report": "data/claims.csv", "row": "3"}, True),
        ({"report": "data/claims.csv", "row": "cl-growth-1"}, True),
        ({"report": "data/claims.csv", "row": "4", "found": "'rise'"}, True),
        ({"report": "data/chapters/passages.csv", "row": "9", "found": "'cl-growth-1'"}, True),
        ({"report": "data/claims.csv", "found": "another fingerprint"}, False),
        ({"report": "data/claims.csv", "row": "33", "found": "'cl-growth-11'"}, False),
        ({"report": "audit", "row": "3", "found": "rise"}, False),
        ({"report": "the project", "found": "the audit of data/claims.csv"}, False),
    ],
)
def test_a_finding_must_name_the_file_and_the_place(finding, named):
    assert is_named(CELL, EMPTY | finding) is named


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "code"])
def test_mutants_are_the_same_for_the_same_seed_and_change_one_file(root, kind):
    drawn = list(draw_kind(root, kind, 4, 1))
    assert drawn == list(draw_kind(root, kind, 4, 1))
    assert len({(change.file, change.content) for change in drawn}) == 4
    for change in drawn:
        assert (root / change.file).read_bytes() != change.content
        assert change.rows or change.records or change.words
