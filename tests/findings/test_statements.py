"""What is counted from the coded statements."""

import pytest

from owlib.findings.statements import (
    collect_reasons,
    collect_synthesis,
    compare_pilots,
    compare_sides,
    cross_ways,
    find_both,
    map_parents,
    select_sides,
    weigh_evidence,
)


def test_every_benefit_and_drawback_says_of_what_it_is_one(evidence):
    own = evidence.statements
    own = own[(own["study_id"] == "flex") & own["kind"].isin(["benefit", "drawback"])]
    assert set(evidence.effects["statement_id"]) == set(own["statement_id"])


def test_a_side_counts_flexible_work_alone_and_each_finding_once(evidence):
    """Benefits of salaried work are left out, and the survey box repeats that staffing is secured."""
    chosen = set(select_sides(evidence)["statement_id"])
    assert {"flex-141", "flex-416"} <= chosen
    assert not {"flex-360", "flex-233", "flex-396"} & chosen
    counts = compare_sides(evidence, select_sides(evidence))
    assert counts[["benefits", "drawbacks"]].to_numpy().sum() == len(chosen)


def test_a_reason_counts_a_finding_once(evidence):
    """That people decide themselves how much they work stands in section 3.3.6 and in the survey box."""
    links = collect_reasons(evidence, "worker")
    own = set(links.loc[links["reason"] == "say", "statement_id"])
    assert "flex-262" in own
    assert "flex-390" not in own


def test_workload_is_named_as_both(evidence):
    """The survey of the study lists lower workload as an advantage and higher workload as a drawback."""
    both = find_both(evidence).set_index("theme")
    assert "workload" in both.index
    assert "staff" in both.loc["workload", "same"]
    names = [name for column in ("benefit_ids", "drawback_ids") for ids in both[column] for name in ids]
    kinds = evidence.statements.set_index("statement_id").loc[names, "kind"]
    assert set(kinds) == {"benefit", "drawback"}


def test_communication_is_the_theme_of_all_cases_with_a_team(evidence):
    """By hand: each of the six action agendas and rows of Table 3.1 has something on communication."""
    cases = cross_ways(evidence).drop_duplicates("theme").set_index("theme")["cases"]
    assert cases["communication"] == 6
    assert list(cases[cases == 6].index) == ["communication"]


def test_every_view_belongs_to_a_side(evidence):
    sides = map_parents(evidence, "view")
    assert set(sides) == set(evidence.list_codes("view"))
    assert set(sides.values()) == set(evidence.list_codes("perspective"))


def test_pilots_are_compared_on_every_determinant(evidence):
    frame = compare_pilots(evidence)
    assert set(frame.loc[frame["case_id"] == "ow-a", "determinant"]) == set(evidence.list_codes("determinant"))
    own = evidence.statements.query("case_id == 'ow-b' and kind in ['drawback', 'obstacle', 'dilemma']")
    assert frame.loc[frame["case_id"] == "ow-b", "burdens"].sum() == (own["determinant"] != "").sum()


BREADTH = [
    (["ow-503", "ow-549"], "general", 2),
    (["ow-a-032", "ow-503"], "one-pilot", 2),
    (["ow-a-026", "ow-b-034"], "both-pilots", 2),
    (["zgao-005", "flex-475"], "", 0),
    (["flex-475", "ow-b-034"], "one-pilot", 1),
]


@pytest.mark.parametrize(("names", "breadth", "count"), BREADTH)
def test_breadth_counts_pilots_and_leaves_other_studies_out(evidence, names, breadth, count):
    found = weigh_evidence(evidence, names)
    assert (found["breadth"], found["statements"]) == (breadth, count)


def test_every_reason_to_leave_has_its_open_ends(evidence):
    cells = collect_synthesis(evidence).set_index(["reason", "aspect"])
    for reason in evidence.reasons.loc[evidence.reasons["actor"] == "worker", "reason"]:
        assert cells.loc[(reason, "open"), "cells"], reason
    assert cells.loc[("appreciation", "offers"), "cells"] == []
