"""A survey's report counts right, compares what can be compared, and shows nothing exact."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from owlib.errors import OwlibError
from owlib.exhibits.forms import Table
from owlib.surveys import exhibits, measures
from owlib.surveys.cells import PUBLISHED, RESPONDENTS, TOP, VALID, check_sums, count_cells, list_sums, name_cell
from owlib.surveys.cleaning import clean_responses
from owlib.surveys.data import find_weights, make_survey, read_survey
from owlib.surveys.estimates import compare_shares
from owlib.surveys.exhibits import table_background, table_by_case, table_case_tests, table_groups, table_waves
from owlib.surveys.guard import find_unguarded, find_unmarked, mark_table
from owlib.surveys.instrument import read_instrument
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
    measure_item_by_case,
    measure_score_changes,
    measure_scores,
    survive_rounding,
)
from owlib.surveys.responses import code_responses, subset_responses
from owlib.surveys.simulated_answers import Plan
from owlib.surveys.simulated_folders import read_calibration, write_simulated_folder

NAMES = ("flexible-workers", "employees", "pilot-employees")


@pytest.fixture(scope="module")
def instrument():
    return read_instrument()


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
        for frame in (measure_background(survey), measure_by_case(survey)):
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
    frame = measure_by_case(surveys["flexible-workers"])
    assert frame.loc[frame["case"] == "coast", "share_pct"].isna().all()
    assert frame.loc[frame["case"] == "north", "share_pct"].notna().mean() > 0.8


def test_a_known_number_of_employees_narrows_the_interval(surveys, instrument):
    survey = surveys["employees"]
    without = dataclasses.replace(survey.responses, populations={})
    wide = measure_item_by_case(make_survey(without, instrument, {}), survey.outcome).set_index("case")
    near = measure_item_by_case(survey, survey.outcome).set_index("case")
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


@pytest.mark.parametrize(
    "make",
    [table_background, table_by_case, table_case_tests, table_groups, table_waves],
    ids=lambda make: make.__name__,
)
def test_every_table_of_simulated_answers_bears_the_mark(surveys, make):
    made = [table for table in (make(survey, "name") for survey in surveys.values()) if table]
    assert made
    for table in made:
        assert find_unmarked(table.to_dict()) == ""
        assert all(row[0] == "SIMULATED" for row in table.data_rows)


def test_a_table_without_the_mark_is_found():
    bare = Table("t", "A caption", ("A",), (), "nowhere", data_columns=("a",), data_rows=(("1",),))
    assert find_unmarked(bare.to_dict()) == "caption, data, name"
    assert find_unmarked(mark_table(bare, simulated=True).to_dict()) == ""
    assert mark_table(bare, simulated=False) == bare


@pytest.mark.parametrize(
    "output",
    [
        {"output_type": "stream", "name": "stdout", "text": "7"},
        {"output_type": "execute_result", "data": {"text/plain": "7", "text/html": "<table></table>"}},
        {"output_type": "display_data", "data": {"image/png": "x"}},
    ],
    ids=["printed", "a frame", "a picture"],
)
def test_any_other_output_than_ours_is_refused(output):
    told = find_unguarded([{"cell_type": "code", "outputs": [output]}], simulated=False)
    assert "found another output, which might hold answers" in told


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


EDGES = {
    "few in each case": Plan("ow-clients", {"one": 12, "two": 8, "three": 9}, 1),
    "one case": Plan("flex-workers", {"only": 25}, 2),
    "every case too small": Plan("flex-employees", {f"c{place}": 9 for place in range(4)}, 3),
    "a small second wave": Plan("ow-employees", {"a": 30, "b": 25}, 5, waves=("1", "2"), overlap=0.9),
}


@pytest.mark.parametrize("edge", EDGES)
def test_whatever_its_size_a_survey_has_a_report(tmp_path, instrument, evidence, edge):
    """Each exhibit is made, or left out; never an error, and never a count below the threshold."""
    write_simulated_folder(tmp_path / "edge", instrument, EDGES[edge], read_calibration(evidence))
    mapping, export = read_survey_export(tmp_path / "edge", instrument)
    survey = make_survey(clean_responses(code_responses(export, mapping, instrument), instrument), instrument, {})
    made = [
        getattr(module, name)(survey, *(() if name.startswith("tell_") else ("x-y",)))
        for module in (exhibits,)
        for name in vars(module)
        if name.startswith(("table_", "tell_", "draw_")) and name not in {"draw_block", "draw_item_by_case"}
        and getattr(module, name).__module__ == module.__name__
    ]  # fmt: skip
    made += [exhibits.draw_block(survey, f"x-{block}", block) for block in exhibits.list_blocks(survey)]
    assert sum(exhibit is not None for exhibit in made) > 5
    assert (survey.protected.counts.dropna() >= survey.threshold).all()
    model = estimate_model(survey)
    assert model is None or not model.terms.empty or model.note


def test_what_was_received_is_no_step_that_takes_out(surveys):
    survey = surveys["employees"]
    flow, table = measures.tell_flow(survey), exhibits.table_flow(survey, "t")
    figure = exhibits.draw_flow(survey, "f")
    assert list(flow.loc[flow["told"] == "", "step"]) == ["received"]
    assert [cell.text + cell.small for cell in table.rows[0][:2]] == ["Received", ""]
    assert "<!-- Received -->" in figure.svg
    assert f"<!-- Test responses: {flow['told'].iloc[1]} -->" in figure.svg
