"""Statistics agree with published worked examples."""

import math

import pandas as pd
import pytest

from owlib.findings.ranks import (
    correlate_ranks,
    estimate_precision,
    measure_concordance,
    spread_ranks,
    tabulate_ranks,
    tabulate_sectors,
)

APPLICANTS = pd.DataFrame({"X": [1, 6, 3, 2, 5, 4], "Y": [1, 5, 6, 4, 2, 3], "Z": [6, 3, 2, 5, 4, 1]})
"""Six applicants ranked by three executives: Siegel, Nonparametric statistics (1956), chapter on Kendall's W."""
STUDENTS = pd.DataFrame(
    {"first": [2, 6, 5, 1, 10, 9, 8, 3, 4, 12, 7, 11], "second": [3, 4, 2, 1, 8, 11, 10, 6, 7, 12, 5, 9]}
)
"""Twelve students ranked on two scales: Siegel (1956), chapter on Spearman's rank correlation."""


def test_concordance_of_a_published_example():
    """The sums of ranks are 8, 14, 11, 11, 11 and 8, so s = 25.5 and W = 25.5 / (9 x 210 / 12) = 0.16."""
    found = measure_concordance(APPLICANTS)
    assert found.w == pytest.approx(25.5 / (9 * (6**3 - 6) / 12))
    assert round(found.w, 2) == 0.16
    assert (found.themes, found.columns) == (6, 3)
    assert found.low <= found.high


def test_the_same_order_throughout_gives_one():
    same = pd.DataFrame({name: range(1, 16) for name in "abcde"})
    assert measure_concordance(same).w == pytest.approx(1)


def test_rank_correlation_of_a_published_example():
    """The squared differences add up to 52, so rho = 1 - 6 x 52 / (12^3 - 12) = 0.82."""
    (row,) = correlate_ranks(STUDENTS).to_dict("records")
    assert row["rho"] == pytest.approx(1 - 6 * 52 / (12**3 - 12))
    assert round(row["rho"], 2) == 0.82
    error = math.sqrt((1 + row["rho"] ** 2 / 2) / (12 - 3))
    assert math.atanh(row["high"]) - math.atanh(row["low"]) == pytest.approx(2 * 1.959964 * error, rel=1e-5)
    assert row["low"] < row["rho"] < row["high"] < 1


@pytest.mark.parametrize(("hits", "count", "low", "high"), [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05)])
def test_intervals_of_a_share_as_published(hits, count, low, high):
    """Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
    row = estimate_precision([count], hits / count).iloc[0]
    assert (round(row["low_pct"], 2), round(row["high_pct"], 2)) == (low, high)


def test_smallest_change_as_in_published_tables():
    """Cohen (1988), table 6.4.1: two groups of 63 show an h of 0.50 with a power of 0.80 (two-sided, 5%)."""
    row = estimate_precision([63]).iloc[0]
    assert row["change_pct"] == pytest.approx(100 * math.sin(0.50) / 2, abs=0.1)


def test_smallest_change_of_a_mean_as_in_published_tables():
    """Cohen (1988): for a paired test with d = 0.50 and a power of 0.80 some 34 pairs are needed."""
    row = estimate_precision([34]).iloc[0]
    assert row["change_sd"] == pytest.approx(0.50, abs=0.01)


def test_a_sample_too_small_to_show_even_all_has_no_change():
    assert math.isnan(estimate_precision([3]).iloc[0]["change_pct"])


def test_each_sector_ranks_each_hr_theme_once(evidence):
    ranks = tabulate_ranks(evidence)
    assert ranks.shape == (15, 6)
    assert all(sorted(ranks[sector]) == list(range(1, 16)) for sector in ranks)


def test_all_sectors_put_recruitment_first_and_differ_most_on_engagement(evidence):
    """By the table of the source: rank 1 in every column; engagement 7, 3, 6, 3 and 10."""
    spread = spread_ranks(tabulate_sectors(evidence))
    assert tuple(spread.loc["recruitment"]) == (1, 1, 0)
    assert tuple(spread.loc["engagement"]) == (3, 10, 10 - 3)
    assert spread["spread"].idxmax() == "engagement"
