"""A mutant counts as found only where a finding names what was changed."""

import pytest
from robustness.changes import KINDS, Mutant, draw_mutants
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
    drawn = draw_mutants(root, [kind], 8, 1, {})
    assert drawn == draw_mutants(root, [kind], 8, 1, {})
    assert len({(mutant.file, mutant.content) for mutant in drawn}) == 8
    for mutant in drawn:
        assert (root / mutant.file).read_bytes() != mutant.content
        assert mutant.rows or mutant.records or mutant.words
