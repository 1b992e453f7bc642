"""What is shown of the coded statements."""

from owlib.findings.statements import (
    collect_reasons,
    count_cases,
    find_both,
    map_parents,
    select_sides,
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


def test_a_theme_of_the_ways_forward_counts_cases_and_not_statements(evidence):
    """By hand: each of the six action agendas and rows of Table 3.1 has something on communication."""
    cases = count_cases(evidence)
    assert cases["communication"] == 6
    assert cases.is_monotonic_decreasing
    assert cases.max() == 6


def test_an_early_end_and_what_stayed_as_it_was_are_no_gains(evidence):
    """Pilot C was broken off; of B the paper tells less visible results, a team that left, and no new service."""
    lanes = evidence.statements.set_index("statement_id")["kind"].map(map_parents(evidence, "kind"))
    for name in ("ow-c-004", "limburg-125", *(f"ow-b-{n}" for n in ("033", "043", "065", "110", "111", "128", "136"))):
        assert lanes[name] == "results", name


def test_every_view_belongs_to_a_side(evidence):
    sides = map_parents(evidence, "view")
    assert set(sides) == set(evidence.list_codes("view"))
    assert set(sides.values()) == set(evidence.list_codes("perspective"))


def test_every_reason_to_leave_has_its_open_ends(evidence):
    told = set(zip(evidence.synthesis["reason"], evidence.synthesis["aspect"], strict=True))
    for reason in evidence.reasons.loc[evidence.reasons["actor"] == "worker", "reason"]:
        assert (reason, "open") in told, reason
    assert ("appreciation", "offers") not in told


def test_what_is_said_of_both_pilots_stands_once_at_the_study(evidence):
    """Three words of the paper on both pilots, each in the lines of one statement, and that is the study's."""
    ow = evidence.statements[evidence.statements["study_id"] == "ow"]
    for lines in ("522", "769-771", "1278-1280"):
        own = ow[ow["lines"] == lines]
        assert list(own["case_id"]) == [""], lines
    web = ow[ow["source_id"] == "ow-web-2015"]
    assert set(web["case_id"]) == {""}
