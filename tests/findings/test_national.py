"""The national numbers, recomputed and set beside each other."""

import pytest

from owlib.errors import UnknownNameError
from owlib.findings.national import collect_costs, collect_shares, compare_growth, compute_remainder, find_peak


def test_growth_is_recomputed_from_rounded_levels(evidence):
    rows = compare_growth(evidence, 2010, 2018).set_index(["group", "branch"])
    freelancers = rows.loc[("freelancers", "all-sectors")]
    assert freelancers["low"] == pytest.approx(100 * (1_073_500 / 865_500 - 1))
    assert freelancers["high"] == pytest.approx(100 * (1_074_500 / 864_500 - 1))
    assert freelancers["printed"] == 18
    flexible = rows.loc[("flexible-workers", "care-welfare")]
    assert flexible["low"] == pytest.approx(100 * (178_500 / 167_500 - 1))


def test_only_growth_of_freelancers_in_all_sectors_differs_from_its_levels(evidence):
    rows = compare_growth(evidence, 2010, 2018)
    differ = rows[rows["agrees"].eq(False)]
    assert list(zip(differ["group"], differ["branch"], strict=True)) == [("freelancers", "all-sectors")]
    assert rows["agrees"].notna().sum() == 4


@pytest.mark.parametrize("years", [(2010, 2014), (2018, 2010), (2010, 2010)])
def test_years_without_numbers_are_refused(evidence, years):
    with pytest.raises(UnknownNameError, match="expected two years with levels or rates of growth, the earlier first"):
        compare_growth(evidence, *years)


def test_shares_are_those_of_the_text_and_words_stand_where_it_has_no_numbers(evidence):
    rows = collect_shares(evidence, 2010, 2018).set_index("branch")
    assert list(rows.loc["vvt", ["first", "peak", "last"]]) == [11.1, 18.0, 14.8]
    assert rows.loc["vvt", "peak_year"] == 2013
    assert rows.loc["vvt", "last_undated"]
    assert list(rows.loc["hospital-care", ["first", "last"]]) == [5.2, 8.8]
    for branch in ("mental-health", "gp-care", "disability-care", "youth-care"):
        assert rows.loc[branch, "words"]
        assert rows.loc[branch, ["first", "peak", "last"]].isna().all()


def test_cost_in_youth_care_may_have_doubled(evidence):
    rows, multiple = collect_costs(evidence, "youth-care")
    assert list(rows["value"]) == [4.5, 9.0]
    assert (multiple.low, multiple.high) == pytest.approx((8.95 / 4.55, 9.05 / 4.45))


def test_without_freelancers_flexible_workers_became_fewer(evidence):
    (before, early), (after, late) = compute_remainder(evidence, 2010), compute_remainder(evidence, 2018)
    assert (before, after) == (167_000 - 61_000, 179_000 - 91_000)
    assert (early.low, early.high) == (166_500 - 61_500, 167_500 - 60_500)
    assert late.high < early.low
    assert compute_remainder(evidence, 2015) is None


def test_the_peak_is_told_only_where_it_lies_between(evidence):
    assert find_peak(evidence, 2010, 2018)["period_start"] == 2015
    assert find_peak(evidence, 2010, 2015) is None
