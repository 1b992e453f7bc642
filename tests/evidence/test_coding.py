"""Agreement of two coders: right on a textbook table, and measured on the sample that was drawn."""

import pytest

from owlib.evidence.coding import _compute_kappa, is_sampled, measure_agreement, measure_overall, pair_codings


def test_kappa_of_the_textbook_table_and_its_standard_error():
    """Twenty and fifteen agreements, ten and five disagreements: kappa 0.4; its error by Fleiss, Cohen and Everitt."""
    result = _compute_kappa([[20, 5], [10, 15]])
    assert result["kappa"] == pytest.approx(0.4)
    observed, chance = 35 / 50, 25 / 50
    assert result["kappa"] == pytest.approx((observed - chance) / (1 - chance))
    assert (result["high"] - result["low"]) / 2 / 1.959964 == pytest.approx(0.1270, abs=1e-4)


@pytest.mark.parametrize(
    ("table", "kappa"),
    [([[5, 0], [0, 5]], 1.0), ([[10, 0], [0, 0]], None), ([[0, 6], [0, 313]], 0.0)],
)
def test_kappa_without_spread_has_no_interval(table, kappa):
    assert _compute_kappa(table) == {"kappa": kappa, "low": None, "high": None}


def test_the_second_coding_is_of_the_statements_that_were_drawn(evidence):
    drawn = {name for name in evidence.statements["statement_id"] if is_sampled(name)}
    assert set(evidence.recodings["statement_id"]) == drawn
    assert 0.18 < len(drawn) / len(evidence.statements) < 0.23


def test_each_code_is_counted_over_the_statements_for_which_its_field_is_coded(evidence):
    frame = measure_agreement(evidence)
    totals = frame[["both", "first_only", "second_only", "neither"]].sum(axis=1)
    sampled = set(evidence.recodings["statement_id"])
    pilots = evidence.statements[evidence.statements["study_id"] == "ow"]["statement_id"]
    assert set(totals[frame["field"] == "determinant"]) == {len(sampled & set(pilots))}
    for field in ("kind", "view", "level", "themes"):
        assert set(totals[frame["field"] == field]) == {len(sampled)}
    defined = frame.dropna(subset=["kappa", "low"])
    assert (defined["low"] <= defined["kappa"]).all()
    assert (defined["kappa"] <= defined["high"]).all()


def test_same_codes_are_counted_as_they_stand_in_the_two_tables(evidence):
    overall = measure_overall(evidence).set_index("field")
    first = evidence.statements.set_index("statement_id")["kind"]
    second = evidence.recodings.set_index("statement_id")["kind"]
    assert overall.loc["kind", "same"] == sum(first[name] == code for name, code in second.items())
    assert list(pair_codings(evidence, "themes").columns) == ["first", "second"]


def test_a_case_leads_to_a_handful_of_statements_of_its_study(evidence):
    """Arkin and deRotterdamseZorg have no question of their own yet, Limburg is all of its study, and C ended early."""
    counts = evidence.case_links["case_id"].value_counts()
    assert counts.drop("ow-c").between(3, 6).all()
    assert counts["ow-c"] == 1
    assert set(evidence.cases["case_id"]) - set(counts.index) == {"arkin", "derotterdamsezorg", "limburg"}
