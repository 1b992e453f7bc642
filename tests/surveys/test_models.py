"""The logistic model gives what arithmetic gives, and refuses what the data cannot bear without showing an answer."""

import math

import numpy as np
import pandas as pd
import pytest
from owlib.surveys.models import LEAST_OF_EACH, fit_logistic, measure_calibration, measure_misfit

from owlib.errors import DataError

Z = 1.9599639845
"""The 97.5th percentile of the normal distribution."""
COUNTS = {"north": (30, 70), "south": (60, 40), "west": (20, 80)}
"""Respondents with and without the answer in three cases."""


def spell(counts: dict[str, tuple[int, int]]) -> pd.DataFrame:
    """Return one row a respondent from the counts with and without the answer."""
    pairs = [(case, answer, n) for case, (yes, no) in counts.items() for answer, n in ((1, yes), (0, no))]
    rows = [(case, answer) for case, answer, n in pairs for _ in range(n)]
    return pd.DataFrame(rows, columns=["case", "yes"])


def find(result, check: str) -> pd.Series:
    return result.diagnostics.set_index("check").loc[check]


def refuse(frame, others=(), **options) -> DataError:
    with pytest.raises(DataError) as error:
        fit_logistic(frame, "yes", "case", others, **options)
    return error.value


def test_odds_ratios_against_a_case_by_hand():
    """South against north: 60/40 over 30/70; the error of its logarithm is that of Woolf (1955)."""
    result = fit_logistic(spell(COUNTS), "yes", "case", reference="north")
    frame = result.estimates.set_index("level")
    ratio, error = (60 / 40) / (30 / 70), math.sqrt(1 / 60 + 1 / 40 + 1 / 30 + 1 / 70)
    assert frame.loc["south", "odds_ratio"] == pytest.approx(ratio)
    assert frame.loc["south", "low"] == pytest.approx(ratio * math.exp(-Z * error))
    assert frame.loc["south", "high"] == pytest.approx(ratio * math.exp(Z * error))
    assert frame.loc["south", "p"] == pytest.approx(math.erfc(math.log(ratio) / error / math.sqrt(2)))
    assert frame.loc["north", "odds_ratio"] == 1
    assert frame.loc["north", ["low", "high", "p", "p_holm"]].isna().all()
    assert (result.n, result.events) == (300, 110)


def test_odds_ratios_against_the_average_by_hand():
    """The average of the cases is the mean of their log odds: each case counts the same."""
    counts = {**COUNTS, "west": (200, 800)}
    frame = fit_logistic(spell(counts), "yes", "case").estimates.set_index("level")
    logs = {name: math.log(yes / no) for name, (yes, no) in counts.items()}
    for name, value in logs.items():
        assert math.log(frame.loc[name, "odds_ratio"]) == pytest.approx(value - sum(logs.values()) / 3)
    parts = [2 / 3, -1 / 3, -1 / 3]
    variance = sum(part**2 * (1 / yes + 1 / no) for part, (yes, no) in zip(parts, counts.values(), strict=True))
    assert math.log(frame.loc["north", "high"] / frame.loc["north", "odds_ratio"]) == pytest.approx(
        Z * math.sqrt(variance)
    )
    assert np.prod(frame["odds_ratio"]) == pytest.approx(1)


def test_the_likelihood_ratio_of_the_cases_by_hand():
    """Twice the sum of k log(share in the case / share of all), over both answers."""
    result = fit_logistic(spell(COUNTS), "yes", "case")
    whole = (110 / 300, 190 / 300)
    ratio = 2 * sum(
        k * math.log(k / 100 / part) for pair in COUNTS.values() for k, part in zip(pair, whole, strict=True)
    )
    assert 2 * (result.log_likelihood - result.log_likelihood_null) == pytest.approx(ratio)
    row = find(result, "case-effects")
    assert row["finding"] == "cases-differ"
    assert row["numbers"]["p"] == pytest.approx(math.exp(-ratio / 2))  # chi-squared with two degrees of freedom
    assert row["fine"]


def test_p_values_of_cases_are_adjusted_for_their_number():
    result = fit_logistic(spell(COUNTS), "yes", "case", reference="north")
    frame = result.estimates.dropna(subset="p").sort_values("p")
    assert list(frame["p_holm"]) == pytest.approx(
        [2 * frame["p"].iloc[0], max(frame["p"].iloc[1], 2 * frame["p"].iloc[0])]
    )


def test_cases_with_few_of_either_answer_and_hidden_ones_are_left_out_for_one_reason():
    """Whether a case is small, answered all alike or is kept back elsewhere cannot be told from the result."""
    counts = {**COUNTS, "alike": (500, 0), "small": (3, 4), "secret": (30, 30)}
    result = fit_logistic(spell(counts), "yes", "case", hidden=["secret"])
    assert result.left_out == ["alike", "secret", "small"]
    assert result.n == 300
    assert not find(result, "left-out")["fine"]
    plain = fit_logistic(spell(COUNTS), "yes", "case")
    pd.testing.assert_frame_equal(result.estimates, plain.estimates)


def test_the_least_number_in_a_case_is_inclusive():
    counts = {**COUNTS, "edge": (LEAST_OF_EACH, LEAST_OF_EACH), "below": (LEAST_OF_EACH - 1, 400)}
    assert fit_logistic(spell(counts), "yes", "case").left_out == ["below"]


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"north": (90, 0), "south": (80, 0)}, "found none"),
        ({"north": (40, 60)}, "found one"),
        ({"north": (40, 60), "south": (9, 90)}, "found one"),
        ({}, "found none"),
    ],
)
def test_no_variation_or_a_single_case_is_refused(counts, found):
    error = refuse(spell(counts))
    assert found in str(error)
    assert "wait for more responses" in str(error)


def make_frame(count: int = 600, seed: int = 1) -> pd.DataFrame:
    """Return drawn respondents: an age, a sector, and an answer that depends on age."""
    draw = np.random.default_rng(seed)
    frame = pd.DataFrame({"case": draw.choice(list("abc"), count), "sector": draw.choice(["care", "cure"], count)})
    frame["age"] = draw.integers(20, 65, count)
    return frame.assign(yes=(draw.random(count) < 1 / (1 + np.exp(-(frame["age"] - 42) / 10))).astype(int))


def test_numbers_count_by_one_and_categories_against_the_commonest():
    frame = make_frame()
    result = fit_logistic(frame, "yes", "case", ["age", "sector"])
    rows = result.estimates[result.estimates["kind"] == "other"].set_index("term")
    commonest = frame["sector"].value_counts().idxmax()
    assert rows.loc["sector", "than"] == commonest
    assert rows.loc["age", "low"] < math.exp(1 / 10) < rows.loc["age", "high"]
    tens = fit_logistic(frame.assign(age=frame["age"] / 10), "yes", "case", ["age", "sector"]).estimates
    tens = tens[tens["kind"] == "other"].set_index("term")
    assert tens.loc["age", "odds_ratio"] == pytest.approx(rows.loc["age", "odds_ratio"] ** 10)
    assert tens.loc["sector", "odds_ratio"] == pytest.approx(rows.loc["sector", "odds_ratio"])
    assert (result.estimates["low"] < result.estimates["odds_ratio"]).all()
    assert (result.estimates["n"] == 600).all()


def test_diagnostics_are_fine_where_the_model_holds():
    result = fit_logistic(make_frame(), "yes", "case", ["age"])
    assert set(result.diagnostics["check"]) == {
        "missing", "left-out", "convergence", "separation", "events", "case-effects", "calibration", "collinearity",
        "weights",
    }  # fmt: skip
    fine = result.diagnostics.set_index("check")["fine"].drop("case-effects")  # the cases were drawn alike
    assert fine.all()
    assert find(result, "calibration")["finding"] == "predictions-agree"


def test_a_curve_shows_in_the_calibration():
    """The answer is common at both ends of the age range, which a straight line cannot follow."""
    draw, frame = np.random.default_rng(5), make_frame(3000)
    share = 0.1 + 0.8 * ((frame["age"] - 42) / 22) ** 2 + 0.004 * (frame["age"] - 20)
    frame["yes"] = (draw.random(3000) < share.clip(0, 1)).astype(int)
    assert not find(fit_logistic(frame, "yes", "case", ["age"]), "calibration")["fine"]


def test_columns_that_nearly_tell_the_same_show_in_the_condition_number():
    frame = make_frame()
    frame["again"] = frame["age"] + np.random.default_rng(2).normal(0, 0.2, 600)
    assert not find(fit_logistic(frame, "yes", "case", ["age", "again"]), "collinearity")["fine"]


def test_few_events_and_many_missing_answers_ask_for_caution():
    frame = spell({"north": (12, 300), "south": (13, 300)}).assign(age=range(625))
    frame["yes"] = frame["yes"].astype("Int64")
    frame["age"] = frame["age"].where(frame["age"] % 5 != 0).astype("Float64") * 7919 % 101
    result = fit_logistic(frame, "yes", "case", ["age"], least=5)
    assert not find(result, "events")["fine"]
    assert not find(result, "missing")["fine"]
    assert find(result, "missing")["numbers"]["share"] == pytest.approx(20)
    assert result.n == 500


def test_all_unknown_columns_are_named():
    error = refuse(spell(COUNTS), ["age", "sector"])
    assert [finding.column for finding in error.findings] == ["age", "sector"]


@pytest.mark.parametrize(
    ("others", "todo"),
    [
        (["tells"], "leave this column out"),
        (["rare"], "join answers"),
        (["constant"], "leave this column out"),
        (["age", "double"], "leave one of them out"),
        (["age", "age"], "name each item once"),
        (["split", "spoiler"], "leave out columns"),
    ],
)
def test_columns_that_the_data_cannot_bear_are_refused_without_a_value(others, todo):
    frame = make_frame().assign(constant=3.125, rare="usual", double=lambda part: 2 * part["age"] + 1)
    frame.loc[:3, "rare"] = "unheard-of"
    frame["tells"] = frame["yes"] * 17.25 + frame["age"] / 100
    frame["split"] = np.random.default_rng(3).normal(size=len(frame))
    frame["spoiler"] = frame["split"] + (frame["yes"] - 0.5) * 0.01
    error = refuse(frame, others)
    assert todo in str(error)
    assert not any(value in str(error) for value in ("3.125", "17.25", "unheard-of"))


def test_more_parameters_than_events_are_refused():
    frame = spell(dict.fromkeys("abcdef", (1, 30)))
    assert "fewer of these" in str(refuse(frame, least=1))


def test_an_outcome_that_is_no_yes_or_no_is_refused_without_its_values():
    frame = spell(COUNTS).astype({"yes": object})
    frame.loc[:4, "yes"] = "perhaps"
    error = refuse(frame)
    assert "5 rows with something else" in str(error)
    assert "perhaps" not in str(error)


def test_an_unknown_reference_is_refused():
    assert "choose another" in str(refuse(spell(COUNTS), reference="east"))


def test_outcome_and_case_may_be_nullable_or_categorical():
    frame = spell(COUNTS)
    other = pd.DataFrame({"yes": frame["yes"].astype("boolean"), "case": frame["case"].astype("category")})
    blank = pd.DataFrame({"yes": [True, pd.NA], "case": ["", "north"]}).astype({"yes": "boolean"})
    other = pd.concat([other.astype({"case": object}), blank], ignore_index=True)
    found = fit_logistic(other.astype({"case": "category"}), "yes", "case").estimates
    pd.testing.assert_frame_equal(found, fit_logistic(frame, "yes", "case").estimates)


def test_calibration_by_hand():
    """Two chances give two groups; (4 - 2)^2 / (10 x 0.2 x 0.8) + (5 - 6)^2 / (10 x 0.6 x 0.4)."""
    outcome = np.array([1] * 4 + [0] * 6 + [1] * 5 + [0] * 5)
    groups = measure_calibration(outcome, np.array([0.2] * 10 + [0.6] * 10))
    assert groups.to_numpy().tolist() == [[10, 4, pytest.approx(2)], [10, 5, pytest.approx(6)]]
    three = pd.concat([groups, pd.DataFrame([{"n": 10, "observed": 8, "expected": 8.0}])])
    statistic, p = measure_misfit(three)
    assert statistic == pytest.approx((4 - 2) ** 2 / (10 * 0.2 * 0.8) + (5 - 6) ** 2 / (10 * 0.6 * 0.4))
    assert p == pytest.approx(math.erfc(math.sqrt(statistic / 2)))


def test_a_model_shows_no_numbers_of_its_own_accord():
    result = fit_logistic(spell(COUNTS), "yes", "case")
    assert not any(mark.isdigit() for mark in repr(result).replace("3 terms", ""))
