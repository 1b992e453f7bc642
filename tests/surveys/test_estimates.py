"""Estimates agree with published worked examples, allow for the noise of the counts, and are empty where these are."""

import numpy as np
import pandas as pd
import pytest
import yaml

from owlib.evidence.coding import _compute_kappa
from owlib.findings.ranks import estimate_precision
from owlib.surveys.estimates import adjust_holm, compare_groups, compare_shares, estimate_shares, fit_model
from owlib.surveys.perturbation import find_noise

Z = 1.9599639845
"""The 97.5th percentile of the normal distribution."""


@pytest.fixture(scope="module")
def examples(root):
    return yaml.safe_load((root / "tests" / "published" / "estimators.yml").read_text(encoding="utf-8"))


def make_shares(*counts: tuple[float, float], **more: list) -> pd.DataFrame:
    """Return shares of exact counts, a row a pair of hits and base."""
    hits, bases = (pd.Series(column, dtype=float) for column in zip(*counts, strict=True))
    return (
        pd.DataFrame(more).join(estimate_shares(hits, bases, noise=0))
        if more
        else estimate_shares(hits, bases, noise=0)
    )


def run_share(given):
    row = estimate_shares(pd.Series([given["hits"]]), pd.Series([given["n"]]), noise=0).iloc[0]
    return {"low": row["low_pct"] / 100, "high": row["high_pct"] / 100}


def run_difference(given):
    row = compare_shares(make_shares(given["first"]), make_shares(given["second"]), noise=0).iloc[0]
    return {name: row[f"{name}_pct"] / 100 for name in ("difference", "low", "high")}


def run_groups(given):
    """Test the share of the first of two answers; of more, no page of ours asks."""
    hits, rest = given["table"]
    pairs = [(hit, hit + other) for hit, other in zip(hits, rest, strict=True)]
    return {"p": compare_groups(make_shares(*pairs, item_id=["item"] * len(pairs)), noise=0)["p_holm"].iloc[0]}


def run_holm(given):
    adjusted = adjust_holm(pd.Series(given["p"]))
    return {"smallest": adjusted.min(), "others": adjusted.drop(adjusted.idxmin()).min()}


def run_kappa(given):
    return _compute_kappa(given["table"])


def run_logistic(given):
    """Compare the odds of each case with those of the first, as the published models do."""
    cases, groups, hits, rest = zip(*given["counts"], strict=True)
    pairs = [(hit, hit + other) for hit, other in zip(hits, rest, strict=True)]
    terms = fit_model(make_shares(*pairs, case=cases, group=groups), noise=0).set_index("level")
    odds, spread = np.log(terms["odds_ratio"]), np.log(terms["high"] / terms["low"]) / (2 * Z)
    (group,) = terms.index[terms["term"] == "group"]
    others = terms.index[(terms["term"] == "case") & (terms.index != given["reference"])]
    told = {f"case {level}": odds[level] - odds[given["reference"]] for level in others}
    return told | {f"group {group}": odds[group], "error of the group": spread[group]}


RUNNERS = {
    "share": run_share, "difference": run_difference, "groups": run_groups, "holm": run_holm, "kappa": run_kappa,
    "logistic": run_logistic,
}  # fmt: skip


def test_published_examples(examples):
    assert {example["what"] for example in examples} == set(RUNNERS)
    for example in examples:
        found = RUNNERS[example["what"]](example["given"])
        wanted = {name: pytest.approx(value, abs=example["tolerance"]) for name, value in example["expected"].items()}
        assert {name: found[name] for name in wanted} == wanted, example["name"]


def test_what_is_kept_back_gives_nothing():
    nothing = pd.Series([np.nan, 12.0, np.nan])
    shares = estimate_shares(nothing, pd.Series([40.0, np.nan, np.nan]))
    assert shares.isna().all(axis=None)
    whole = estimate_shares(pd.Series([20.0] * 3), pd.Series([40.0] * 3))
    found = compare_shares(shares, whole)
    assert found[["difference_pct", "low_pct", "high_pct", "p_holm"]].isna().all(axis=None)
    assert not found["holds"].any()


def test_hits_above_their_base_are_all_of_it():
    row = estimate_shares(pd.Series([52.0]), pd.Series([49.0])).iloc[0]
    assert row["share_pct"] == row["high_pct"] == 100
    assert row["low_pct"] < 93


@pytest.mark.parametrize("n", [20, 100, 1000])
@pytest.mark.parametrize("share", [0.5, 0.8])
def test_intervals_hold_the_truth_as_often_as_they_say(n, share):
    """4,000 samples each, counts with the noise of the gate: 95% within three standard errors, or more often."""
    random, times = np.random.default_rng(7), 4000
    counts = random.binomial(n, share, times), np.full(times, n), random.binomial(n, share, times)
    hits, bases, others = (pd.Series(count + find_noise(count, random.random(times)), dtype=float) for count in counts)
    one, two = estimate_shares(hits, bases), estimate_shares(others, bases)
    found = compare_shares(one, two)
    held = [
        (one["low_pct"] <= 100 * share) & (one["high_pct"] >= 100 * share),
        (found["low_pct"] <= 0) & (found["high_pct"] >= 0),
    ]
    for times_held in held:
        assert times_held.mean() > 0.95 - 3 * (0.95 * 0.05 / times) ** 0.5
    assert abs(one["share_pct"].mean() - 100 * share) < (2.5 if n == 20 else 0.6)


@pytest.mark.parametrize(("people", "change"), [(34, 0.5), (1500, 0.0724)])
def test_the_smallest_change_of_a_mean_is_found_for_any_number_of_people(people, change):
    """Cohen (1988): 34 pairs show a change of half a standard deviation with a power of 80%."""
    assert estimate_precision([people])["change_sd"].iloc[0] == pytest.approx(change, abs=0.01)


def test_a_model_needs_each_group_of_two_cases():
    shares = make_shares((20, 40), (30, 60), (10, 50), case=["a", "a", "b"], group=["x", "y", "x"])
    assert fit_model(shares).empty
