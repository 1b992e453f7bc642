"""What a survey's report is made from counts right, compares what can be compared, and holds nothing exact."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from owlib.surveys.cells import PUBLISHED, RESPONDENTS, TOP, VALID, check_sums, count_cells, list_sums, name_cell

from owlib.errors import OwlibError
from owlib.surveys.cleaning import clean_responses
from owlib.surveys.data import find_weights, make_survey, read_survey
from owlib.surveys.estimates import compare_shares
from owlib.surveys.instrument import in_language, read_instrument
from owlib.surveys.mapping import read_survey_export
from owlib.surveys.measures import (
    compare_cases,
    compare_two_groups,
    compare_waves,
    estimate_model,
    list_questions,
    measure_background,
    measure_block,
    measure_by_case,
    measure_score_changes,
    measure_scores,
    survive_rounding,
)
from owlib.surveys.responses import code_responses, subset_responses
from owlib.words import read_words

NAMES = ("flexible-workers", "employees", "pilot-employees")


@pytest.fixture(scope="module")
def instrument():
    return in_language(read_instrument(), "en")


@pytest.fixture(scope="module")
def surveys():
    return {name: read_survey(name) for name in NAMES}


@pytest.fixture(scope="module")
def cleaned(root, instrument):
    mapping, export = read_survey_export(root / "data" / "simulated" / "flexible-workers", instrument)
    return clean_responses(code_responses(export, mapping, instrument), instrument)


def test_cells_are_what_a_cross_table_of_pandas_counts(cleaned, instrument):
    """Freelancing in future, answered 'certainly', by organisation."""
    cells = count_cells(cleaned, instrument, ["case"]).set_index("cell")["count_n"]
    codes = instrument.list_answers("intention")["answer"].tolist()
    answers = cleaned.frame["fw-freelance"]
    table = pd.crosstab(cleaned.frame["case"].astype(str), answers.where(answers >= 0, -1))
    for case in table.index:
        assert cells[name_cell("fw-freelance", TOP, "case", case)] == table.loc[case, codes.index("certainly")]
        assert cells[name_cell("fw-freelance", VALID, "case", case)] == table.loc[case].drop(-1, errors="ignore").sum()
        assert cells[name_cell(RESPONDENTS, VALID, "case", case)] == table.loc[case].sum()


def test_numbers_are_counted_by_their_bands(cleaned, instrument):
    cells = count_cells(cleaned, instrument, []).set_index("cell")["count_n"]
    hours = cleaned.frame["fw-hours"].dropna()
    for low, high in ((0, 15), (16, 23), (24, 31), (32, 40), (41, 80)):
        assert cells[name_cell("fw-hours", f"{low}-{high}")] == hours.between(low, high + 1, inclusive="left").sum()


@pytest.mark.parametrize("name", NAMES)
def test_all_sums_between_cells_hold(surveys, instrument, name):
    responses = surveys[name].responses
    by = ["case", surveys[name].survey["group_item"]]
    cells, sums = list_sums(count_cells(responses, instrument, by), instrument, responses.survey_id)
    assert check_sums(cells, sums)
    assert len(sums) > len(list_questions(surveys[name]))


def test_a_follow_up_is_tied_to_its_filter(cleaned, instrument):
    _, sums = list_sums(count_cells(cleaned, instrument, []), instrument, cleaned.survey_id)
    (parts,) = [set(parts) for total, parts in sums if total == name_cell("fw-not-income", "unasked")]
    assert parts == {name_cell("fw-freelance", answer) for answer in ("certainly", "probably", "perhaps")}


def test_every_count_that_a_table_holds_is_a_five(surveys):
    for survey in surveys.values():
        for frame in (measure_background(survey), measure_by_case(survey, list_questions(survey))):
            for column in ("hits", "n"):
                assert (frame[column].dropna() % 5 == 0).all()
        assert (survey.protected.counts.dropna() % 5 == 0).all()
        assert (survey.protected.counts.dropna() >= survey.threshold).all()


def test_shown_counts_are_the_rounded_truth(surveys, instrument):
    survey = surveys["flexible-workers"]
    cells = count_cells(survey.responses, instrument, ["case", "fw-kind"]).set_index("cell")
    truth = cells.loc[cells["status"] == PUBLISHED, "count_n"]
    shown = survey.protected.counts.dropna().astype(int)
    assert list(shown) == [5 * ((int(truth[cell]) + 2) // 5) for cell in shown.index]


def test_a_small_organisation_is_kept_back_whole(surveys):
    survey = surveys["flexible-workers"]
    frame = measure_by_case(survey, list_questions(survey))
    assert frame.loc[frame["case"] == "coast", "share_pct"].isna().all()
    assert frame.loc[frame["case"] == "north", "share_pct"].notna().mean() > 0.8


def test_a_known_number_of_employees_narrows_the_interval(surveys, instrument):
    survey = surveys["employees"]
    without = dataclasses.replace(survey.responses, populations={})
    wide = measure_by_case(make_survey(without, instrument, {}), [survey.outcome]).set_index("case")
    near = measure_by_case(survey, [survey.outcome]).set_index("case")
    shown = near["share_pct"].dropna().index
    assert len(shown) > 2
    assert (near.loc[shown, "share_pct"] == wide.loc[shown, "share_pct"]).all()
    width = near["high_pct"] - near["low_pct"]
    assert (width[shown] < (wide["high_pct"] - wide["low_pct"])[shown]).all()
    assert near.loc["north", "method"] == "Wilson, finite population"


def test_weights_enter_and_cost_precision(surveys, instrument):
    """Respondents with the answer weigh three times as much as the others."""
    plain = surveys["flexible-workers"].responses
    top = plain.frame["fw-satisfied-general"] >= 3
    frame = plain.frame.assign(weight=np.where(top, 3.0, 1.0))
    weighted = make_survey(dataclasses.replace(plain, frame=frame), instrument, {})
    row, before = (measure_block(s, "fw-satisfied").iloc[0] for s in (weighted, surveys["flexible-workers"]))
    hits, rest = before["hits"], before["n"] - before["hits"]
    assert row["share_pct"] == pytest.approx(100 * 3 * hits / (3 * hits + rest), abs=2)
    assert row["method"] == "Wilson, weighted"
    assert weighted.precision < 1
    assert find_weights(plain) is None


def test_several_waves_show_the_last_one_and_compare_with_the_first(surveys):
    survey = surveys["pilot-employees"]
    frame = compare_waves(survey)
    everyone = survey.all_waves.frame
    assert survey.waves == ["1", "2"]
    assert survey.respondents_n == 5 * round((everyone["wave"] == "2").sum() / 5)
    alone = {wave: read_survey("pilot-employees", wave=wave) for wave in survey.waves}
    for item_id, first, second in frame[["item_id", "first_pct", "second_pct"]].itertuples(index=False):
        for wave, share in zip(survey.waves, (first, second), strict=True):
            whole = alone[wave]
            if not np.isnan(share) and not np.isnan(whole.count(item_id, TOP)):
                assert share == pytest.approx(100 * whole.count(item_id, TOP) / whole.count(item_id, VALID))
    assert set(measure_score_changes(survey)["people"]) == {"the same people, twice", "all, as different people"}
    assert compare_waves(alone["1"]).empty


def test_pairs_are_the_people_who_answered_both_waves(surveys):
    survey = surveys["pilot-employees"]
    frame = survey.all_waves.frame
    both = set(frame.loc[frame["wave"] == "1", "respondent"]) & set(frame.loc[frame["wave"] == "2", "respondent"])
    paired = measure_score_changes(survey).query("people == 'the same people, twice'")
    assert (paired["n"] <= len(both) + 2).all()
    assert (paired["n"] >= len(both) - 20).all()


def test_a_score_is_shown_with_its_reliability(surveys):
    row = measure_scores(surveys["pilot-employees"]).set_index("label").loc["engagement"]
    assert row["items"] == 5
    assert row["alpha_low"] < row["alpha"] < row["alpha_high"] < 1
    assert row["low"] < row["mean"] < row["high"]
    assert row["n"] % 5 == 0


def test_neutral_answers_differ_between_no_cases_or_groups(surveys):
    """Simulated cases and groups are made alike, so that after Holm's correction hardly any difference holds."""
    for survey in surveys.values():
        assert (compare_cases(survey)["p_holm"].dropna() < 0.05).mean() < 0.05
        assert compare_two_groups(survey)["holds"].mean() < 0.05


def test_the_model_leaves_out_cases_that_are_kept_back(surveys):
    model = estimate_model(surveys["flexible-workers"])
    assert model.n % 5 == 0
    assert model.events % 5 == 0
    assert not {"coast"} & set(model.terms["label"])
    assert (model.terms["low"] <= model.terms["odds_ratio"]).all()


def test_too_few_respondents_are_refused_without_their_number(cleaned, instrument):
    few = subset_responses(cleaned, np.arange(len(cleaned.frame)) < 7)
    with pytest.raises(OwlibError, match="expected 10 or more respondents; found fewer") as refused:
        make_survey(few, instrument, {})
    assert "7" not in str(refused.value)


def test_nothing_of_a_survey_shows_in_its_name(surveys):
    for survey in surveys.values():
        for text in (repr(survey), str(survey), repr(survey.responses), repr(survey.protected)):
            assert len(text) < 200
            assert "SIMULATED-0" not in text


def test_a_difference_is_told_as_if_rounding_hid_the_worst():
    """Whatever the exact counts were: no smaller p-value and no narrower interval than they give."""
    random = np.random.default_rng(20)
    bases = random.integers(10, 200, (2, 400))
    hits = np.clip(np.round(bases * random.uniform(0.1, 0.9, bases.shape)), 10, bases)
    exact = [pd.DataFrame({"hits": h, "base": b}, dtype=float) for h, b in zip(hits, bases, strict=True)]
    rounded = [5 * np.floor((side + 2) / 5) for side in exact]
    told, true = survive_rounding(rounded), compare_shares(*exact)
    assert (told["p"] >= true["p"] - 1e-9).all()
    assert (told["low_pct"] <= true["low_pct"] + 1e-9).all()
    assert (told["high_pct"] >= true["high_pct"] - 1e-9).all()
    assert (told["p"] < 0.05).any()
    assert (told["difference_pct"].abs() < true["difference_pct"].abs() + 100 * 4 / 8).all()


CODES = {
    "found": (
        "missing none-left-out some-left-out convergence separation enough-events few-events cases-differ cases-alike "
        "not-calibrated predictions-agree predictions-differ told-apart hardly-told-apart weights"
    ),
    "check": "missing left-out convergence separation events case-effects calibration collinearity weights",
    "no-model": "cases answers parameters columns unsettled",
    "method": (
        "wilson wilson-weighted wilson-finite wilson-weighted-finite whole-population newcombe-chi-squared "
        "newcombe-fisher chi-squared t-feldt paired welch logistic-case logistic-other not-shown no-answers nothing "
        "too-few"
    ),
}
NUMBERS = dict.fromkeys(("share", "cases", "steps", "each", "parameters", "least", "p", "groups", "gap", "most"), "7")


@pytest.mark.parametrize("kind", CODES)
def test_each_code_has_words(kind):
    for code in CODES[kind].split():
        assert read_words("en")(f"survey-{kind}-{code}", **NUMBERS, count=1)
