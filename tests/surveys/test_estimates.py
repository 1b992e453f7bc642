"""Estimators agree with published worked examples, and keep silent where counts are hidden or too small."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from owlib.surveys.models import fit_logistic
from owlib.surveys.scores import (
    bound_alpha,
    compare_means,
    estimate_detectable_change,
    estimate_mean,
    measure_reliability,
    reverse_items,
    score_scale,
)
from statsmodels.datasets import spector

from owlib.errors import DataError
from owlib.evidence.coding import _compute_kappa
from owlib.findings.ranks import estimate_precision
from owlib.surveys.estimates import (
    NO_ANSWERS,
    NOT_SHOWN,
    NOTHING,
    SMALL_BASE,
    TOO_FEW,
    adjust_holm,
    bound_cramers_v,
    compare_groups,
    compare_shares,
    effective_n,
    estimate_shares,
)

FILE = Path(__file__).parents[1] / "published" / "estimators.yml"
EXAMPLES = yaml.safe_load(FILE.read_text(encoding="utf-8"))
Z = 1.9599639845
"""The 97.5th percentile of the normal distribution."""


def parts(frame: pd.DataFrame) -> dict:
    """Return the only row, percentages as parts of one."""
    row = frame.iloc[0].to_dict()
    return {**row, **{name.removesuffix("_pct"): value / 100 for name, value in row.items() if name.endswith("_pct")}}


def run_share(given):
    sizes = [given["population"]] if "population" in given else None
    return parts(estimate_shares([given["hits"]], [given["n"]], sizes))


def run_mean(given):
    return estimate_mean(pd.Series(given["scores"]))


def run_difference(given):
    groups = [pd.DataFrame([given[name]], columns=["hits", "base"]) for name in ("first", "second")]
    return parts(compare_shares(*groups))


def run_groups(given):
    return compare_groups({"item": pd.DataFrame(given["table"])}).iloc[0]


def run_cramer(given):
    scale = given["n"] * (min(given["rows"], given["columns"]) - 1)
    return dict(zip(("low", "high"), bound_cramers_v(given["chi2"], given["df"], scale), strict=True))


def run_holm(given):
    adjusted = sorted(adjust_holm(pd.Series(given["p"])))
    return {"smallest": adjusted[0], "others": min(adjusted[1:])}


def run_means(given):
    return compare_means(pd.Series(given["first"]), pd.Series(given["second"]), paired=given["paired"])


def run_alpha(given):
    rows = [[None if mark == "." else int(mark) for mark in line.replace(" ", "")] for line in given["items"]]
    return measure_reliability(pd.DataFrame(rows, dtype="Int64"))


def run_feldt(given):
    return dict(zip(("low", "high"), bound_alpha(given["alpha"], given["n"], given["k"]), strict=True))


def run_kappa(given):
    return _compute_kappa(given["table"])


def run_logistic(given):
    """Log odds ratios and their standard errors, by term and level."""
    options = {"outcome": "yes", "case": "case", **given}
    if options.pop("data", ""):
        frame = spector.load_pandas().data.astype({"PSI": int}).astype({"PSI": str})
    else:
        counts = [(*group, answer, n) for *group, yes, no in options.pop("counts") for answer, n in ((1, yes), (0, no))]
        rows = [group for *group, n in counts for _ in range(n)]
        frame = pd.DataFrame(rows, columns=["case", "other", "yes"])
    result = fit_logistic(frame, options.pop("outcome"), options.pop("case"), options.pop("others"), **options)
    logs = np.log(result.estimates[["odds_ratio", "low", "high"]])
    than = result.estimates["than"].map(lambda other: f", not {other}" if other else "")
    names = (result.estimates["term"] + " " + result.estimates["level"] + than).str.strip()
    errors = (logs["high"] - logs["low"]) / 2 / Z
    found = {name: pair for name, *pair in zip(names, logs["odds_ratio"], errors, strict=True)}
    return {**found, "log_likelihood": result.log_likelihood}


RUNNERS = {name.removeprefix("run_"): function for name, function in list(globals().items()) if name[:4] == "run_"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_published_examples(example):
    """Each estimator gives what others published."""
    found = RUNNERS[example["what"]](example["given"])
    for name, value in example["expected"].items():
        assert found[name] == pytest.approx(value, abs=example["tolerance"]), name


def test_each_runner_has_an_example_and_each_example_its_reference():
    assert {example["what"] for example in EXAMPLES} == set(RUNNERS)
    assert len({example["name"] for example in EXAMPLES}) == len(EXAMPLES)
    assert all(example["reference"] and example["place"] and example["tolerance"] > 0 for example in EXAMPLES)


def test_hidden_counts_give_empty_shares():
    hits = pd.Series([None, 5, 0, 12], index=list("abcd"), dtype="Int64")
    bases = pd.Series([40, None, 0, SMALL_BASE], index=list("abcd"), dtype="Int64")
    frame = estimate_shares(hits, bases)
    assert list(frame["method"]) == [NOT_SHOWN, NOT_SHOWN, NO_ANSWERS, "wilson"]
    assert frame.loc[["a", "b", "c"], ["share_pct", "low_pct", "high_pct"]].isna().all(axis=None)
    assert frame.loc["d", "share_pct"] == 100 * 12 / 30
    assert not frame["small"].any()
    assert estimate_shares([1], [SMALL_BASE - 1])["small"].all()


def test_a_share_of_all_employees_is_known():
    """All 40 answered, or 42 after rounding to fives of 41: nothing is left to chance."""
    frame = estimate_shares([10, 10, 10], [40, 42, 40], [40, 41, 400])
    assert list(frame["low_pct"])[:2] == list(frame["high_pct"])[:2] == list(frame["share_pct"])[:2]
    assert list(frame["share_pct"]) == pytest.approx([25, 100 * 10 / 42, 25])
    assert set(frame["method"][:2]) == {"whole-population"}
    assert frame.loc[2, "low_pct"] < 25 < frame.loc[2, "high_pct"]


def test_the_finite_population_narrows_an_interval_as_more_respondents_do():
    """50 of 100 of 199 employees count as 100 x 198 / 99 = 200 respondents."""
    narrow, many = estimate_shares([50], [100], [199]), estimate_shares([100], [200])
    assert list(narrow[["low_pct", "high_pct"]].iloc[0]) == pytest.approx(list(many[["low_pct", "high_pct"]].iloc[0]))


def test_impossible_counts_are_refused_together_and_without_their_values():
    with pytest.raises(DataError) as error:
        estimate_shares([987, 1], [654, 321], [None, 123])
    assert len(error.value.findings) == 2
    assert not any(number in str(error.value) for number in ("987", "654", "321", "123"))


def test_effective_n_by_hand():
    """Weights 1, 1 and 2: (1 + 1 + 2)^2 / (1 + 1 + 4) = 16 / 6; equal weights change nothing."""
    assert effective_n(pd.Series([1, 1, 2, None])) == pytest.approx(16 / 6)
    assert effective_n(pd.Series([3.0] * 8)) == pytest.approx(8)
    assert math.isnan(effective_n(pd.Series([0.0, 0.0])))
    with pytest.raises(DataError, match="1 rows with a lower one"):
        effective_n(pd.Series([1.0, -1.0]))


def test_a_weighted_share_by_hand():
    """50 of weight 1 say yes, 50 of weight 2 no: 50 / 150; n counts as 150^2 / (50 + 200) = 90."""
    counted = effective_n(pd.Series([1] * 50 + [2] * 50))
    row = estimate_shares([100 * 50 / 150], [100], None, [counted]).iloc[0]
    assert (row["n"], row["method"]) == (100, "wilson-weighted")
    assert counted == pytest.approx(90)
    assert row["share_pct"] == pytest.approx(100 * 50 / 150)
    plain = estimate_shares([30], [90]).iloc[0]
    assert (row["low_pct"], row["high_pct"]) == pytest.approx((plain["low_pct"], plain["high_pct"]))


def test_equal_weights_change_nothing():
    weighted = estimate_shares([12], [40], None, [effective_n(pd.Series([1.5] * 40))]).iloc[0]
    plain = estimate_shares([12], [40]).iloc[0]
    assert [weighted[name] for name in ("share_pct", "low_pct", "high_pct")] == pytest.approx(
        [plain[name] for name in ("share_pct", "low_pct", "high_pct")]
    )


def test_holm_by_hand_and_without_the_missing():
    """0.005 x 4, 0.01 x 3, 0.03 x 2, and 0.04, which may not be below the one before: 0.06."""
    adjusted = adjust_holm(pd.Series([0.01, 0.04, None, 0.03, 0.005], dtype=float))
    assert list(adjusted.dropna()) == pytest.approx([0.01 * 3, 0.03 * 2, 0.03 * 2, 0.005 * 4])
    assert math.isnan(adjusted[2])
    assert adjust_holm(pd.Series([None, None], dtype=float)).isna().all()


def test_the_test_of_two_shares_depends_on_what_is_expected():
    """Of 200 with 60 hits each half expects 30; of 16 with 4 hits each half expects 2."""
    first = pd.DataFrame({"hits": [20, 1, None, 0], "base": [100, 8, 50, 0]}, index=list("abcd"))
    second = pd.DataFrame({"hits": [40, 3, 10, 5], "base": [100, 8, 50, 50]}, index=list("abcd"))
    frame = compare_shares(first, second)
    methods = ["newcombe-chi-squared", "newcombe-fisher", NOT_SHOWN, NO_ANSWERS]
    assert list(frame["method"]) == methods
    cells = [(20, 30), (40, 30), (80, 70), (60, 70)]
    statistic = sum((seen - due) ** 2 / due for seen, due in cells)
    assert frame.loc["a", "p"] == pytest.approx(math.erfc(math.sqrt(statistic / 2)))
    assert frame.loc["a", "p_holm"] == pytest.approx(2 * frame.loc["a", "p"])
    assert frame.loc["c":, ["difference_pct", "low_pct", "high_pct", "p", "p_holm"]].isna().all(axis=None)


def test_rows_of_two_groups_are_matched_by_item():
    first = pd.DataFrame({"hits": [20, 30], "base": [100, 100]}, index=["a", "b"])
    assert (compare_shares(first, first.iloc[::-1])["difference_pct"] == 0).all()
    assert list(compare_shares(first, first)["n"]) == [200, 200]


def test_groups_are_compared_only_where_the_counts_bear_it():
    hidden = pd.DataFrame({"a": [50, 40], "b": [30, 60], "c": [None, 20]})
    frame = compare_groups(
        {
            "shown": hidden.drop(columns="c"),
            "one left out": hidden,
            "one left": hidden[["a", "c"]],
            "small": pd.DataFrame({"a": [2, 9], "b": [1, 9]}),
            "same": pd.DataFrame({"a": [20, 0], "b": [30, 0]}),
        }
    )
    assert list(frame["left_out_n"]) == [0, 1, 1, 0, 0]
    assert list(frame["method"][2:]) == [NOT_SHOWN, TOO_FEW, NOTHING]
    assert frame.loc["shown", "p"] == frame.loc["one left out", "p"]
    assert frame.loc["shown", "p_holm"] == pytest.approx(2 * frame.loc["shown", "p"])
    assert frame.loc["one left":, ["cramers_v", "low", "high", "p", "p_holm"]].isna().all(axis=None)
    row = frame.loc["shown"]
    assert row["cramers_v"] == pytest.approx(math.sqrt(row["chi2"] / 180))
    assert 0 < row["low"] < row["cramers_v"] < row["high"]


def test_cramers_v_of_equal_groups_starts_at_zero():
    row = compare_groups({"item": pd.DataFrame({"a": [50, 50], "b": [50, 50]})}).iloc[0]
    assert (row["cramers_v"], row["low"], row["high"], row["p"]) == (0, 0, 0, 1)


ITEMS = pd.DataFrame(
    {"a": [1, 5, 2, None, 3], "b": [5, 1, 4, None, 3], "c": [1, 4, None, None, 5], "d": [2, 5, None, 1, 4]}
)


def test_a_score_is_the_mean_of_at_least_half_of_the_items():
    """Item b is reversed to 1, 5, 2 and 3; the third person answered two of four, the fourth one of four."""
    score = score_scale(ITEMS, ["b"], 1, 5)
    assert list(score[[0, 1, 2, 4]]) == [(1 + 1 + 1 + 2) / 4, (5 + 5 + 4 + 5) / 4, (2 + 2) / 2, (3 + 3 + 5 + 4) / 4]
    assert math.isnan(score[3])


def test_values_outside_the_scale_are_refused_without_showing_them():
    with pytest.raises(DataError) as error:
        reverse_items(ITEMS.assign(a=[77, 1, 1, 1, 1]), ["b", "e"], 1, 5)
    assert len(error.value.findings) == 2
    assert "77" not in str(error.value)


def test_reliability_takes_the_complete_only_and_may_be_missing():
    row = measure_reliability(ITEMS)
    assert (row["n"], row["k"]) == (3, 4)
    for items in (ITEMS[["a"]], ITEMS.head(2), pd.DataFrame({"a": [1, 1, 1], "b": [2, 2, 2]})):
        assert measure_reliability(items)[["alpha", "low", "high"]].isna().all()


def test_alpha_by_hand():
    """Items vary by 1, 1 and 1, their sums by 9 (all three the same): alpha = 3 / 2 x (1 - 3 / 9) = 1."""
    same = pd.DataFrame({name: [1, 2, 3] for name in "abc"})
    assert measure_reliability(same)["alpha"] == pytest.approx(3 / 2 * (1 - 3 / 9))


def test_the_smallest_detectable_change_by_hand():
    """SD 7.5 and reliability 0.80 give an error of 7.5 x sqrt(0.2) = 3.354; 1.96 x sqrt(2) times that is 9.30."""
    change = estimate_detectable_change(0.8, 7.5)
    assert change == pytest.approx(Z * math.sqrt(2) * 7.5 * math.sqrt(0.2))
    assert round(change, 1) == 9.3
    assert math.isnan(estimate_detectable_change(math.nan, 7.5))
    assert math.isnan(estimate_detectable_change(-0.1, 7.5))


def test_a_mean_is_of_two_people_who_differ_or_more():
    assert estimate_mean(pd.Series([1, 2, 3, None]))["n"] == 3
    for scores in ([4, 4, 4], [1], [None]):
        assert estimate_mean(pd.Series(scores, dtype=float))[["mean", "sd", "low", "high"]].isna().all()


def test_paired_scores_are_matched_by_person():
    first = pd.Series([1.0, 2.0, 4.0, 5.0], index=list("abcd"))
    second = pd.Series([4.0, 5.0, 3.0, 1.0, None], index=["b", "c", "a", "x", "d"])
    row = compare_means(first, second, paired=True)
    assert (row["n"], row["difference"]) == (3, pytest.approx(((3 - 1) + (4 - 2) + (5 - 4)) / 3))
    with pytest.raises(DataError, match="1 repeated rows"):
        compare_means(first, pd.Series([1.0, 2.0], index=["a", "a"]), paired=True)


@pytest.mark.parametrize("paired", [True, False])
def test_means_that_do_not_vary_or_are_of_one_person_are_not_compared(paired):
    same = pd.Series([3.0, 3.0, 3.0])
    for other in (same, same.head(1)):
        assert compare_means(same, other, paired=paired)[["difference", "low", "high", "p"]].isna().all()


@pytest.mark.parametrize(("people", "change"), [(34, 0.5), (1500, 0.0724)])
def test_the_smallest_change_of_a_mean_is_found_for_any_number_of_people(people, change):
    """Cohen (1988): 34 pairs show a change of half a standard deviation with a power of 80%."""
    assert estimate_precision([people])["change_sd"].iloc[0] == pytest.approx(change, abs=0.01)
