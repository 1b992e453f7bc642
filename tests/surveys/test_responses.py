"""Answers are read as they are meant, stay hidden, and keep the mark of a simulation."""

import copy
import dataclasses
import math
import pickle

import numpy as np
import pandas as pd
import pytest
from small_survey import CANARY, make_canaries, make_responses, tell_all

from owlib.errors import DataError
from owlib.surveys.responses import (
    DONT_KNOW,
    MARK,
    MARK_COLUMN,
    NO_ANSWER,
    NOT_APPLICABLE,
    OUTSIDE,
    REASON,
    UNREADABLE,
    parse_dates,
    parse_numbers,
    subset_responses,
)

NUMBERS = {
    "32": 32, "32,5": 32.5, "1.234,5": 1234.5, "1,234.5": 1234.5, "1.000.000": 1e6, "32 uur": 32, "36u": 36,
    "€ 10": 10, "10,-": 10, "EUR 7,50": 7.5, "-3": -3, "+4": 4, "0": 0, "0032": 32, "12%": 12, "24 uur per week": 24,
    "2.500": 2500, "40 hours": 40, "1,5": 1.5,
}  # fmt: skip
NO_NUMBERS = ["", "veel", "24-32", "32/36", "1.2.3", "1,2,3", "12,34,5", "3 of 4", "1e3", "--", ",", "."]
DATES = {
    "3-4-2019": "2019-04-03", "03-04-2019": "2019-04-03", "3/4/19": "2019-04-03", "3.4.2019": "2019-04-03",
    "2019-04-03": "2019-04-03", "2019/04/03": "2019-04-03", "20190403": "2019-04-03", "3 april 2019": "2019-04-03",
    "3 Apr. 2019": "2019-04-03", "3 mrt 2019": "2019-03-03", "woensdag 3 april 2019": "2019-04-03",
    "03-04-2019 12:30": "2019-04-03T12:30", "3-4-2019 9:05:07": "2019-04-03T09:05:07",
    "2019-04-03T12:30:00Z": "2019-04-03T12:30", "2019-04-03 12:30:00.000": "2019-04-03T12:30",
    "3 april 2019 12:30": "2019-04-03T12:30", "03-04-2019, 12:30": "2019-04-03T12:30",
    "2019-04-03 00:00:00": "2019-04-03", "43558": "2019-04-03", "43558,5": "2019-04-03T12:00",
    "29-2-2020": "2020-02-29",
}  # fmt: skip
NO_DATES = [
    "",
    "gisteren",
    "31-2-2019",
    "29-2-2019",
    "4/13/2019",
    "2019-13-01",
    "03-04-2019 25:00",
    "april 2019",
    "2019",
]


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_is_read_as_dutch_respondents_write_it(text):
    assert parse_numbers([text]) == [NUMBERS[text]]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_not_guessed(text):
    assert math.isnan(parse_numbers([text])[0])


def test_other_values_of_a_column_tell_whether_its_dot_parts_decimals():
    assert parse_numbers(["1.234", "2.500"]) == [1234, 2500]
    assert parse_numbers(["1.234", "0.875"]) == [1.234, 0.875]
    assert parse_numbers(["1.234", "0,875"]) == [1234, 0.875]
    assert parse_numbers(["1,234.5", "1,000"]) == [1234.5, 1000]


@pytest.mark.parametrize("text", DATES)
def test_the_day_of_a_date_goes_first(text):
    assert np.datetime64(int(parse_dates([text])[0]), "s") == np.datetime64(DATES[text])


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_not_guessed(text):
    assert math.isnan(parse_dates([text])[0])


def test_closed_answers_are_their_place_in_the_scale_or_a_special_code():
    given = ["disagree", "strongly-agree", "dont-know", "", "n.v.t.", "weet niet", "Agree"]
    codes = make_responses({"s-m1": given}).frame["s-m1"]
    assert codes.dtype == np.int8
    assert list(codes) == [0, 3, DONT_KNOW, NO_ANSWER, NOT_APPLICABLE, DONT_KNOW, 2]


def test_numbers_keep_the_reason_why_they_are_missing():
    frame = make_responses({"s-hours": ["32,5", "", "n.v.t.", "weet niet", "100", "-1", "veel", "80"]}).frame
    assert list(frame["s-hours"].dropna()) == [32.5, 80]
    expected = [0, NO_ANSWER, NOT_APPLICABLE, DONT_KNOW, OUTSIDE, OUTSIDE, UNREADABLE, 0]
    assert list(frame["s-hours" + REASON]) == expected


def test_dates_are_moments_and_keep_their_reason():
    frame = make_responses({"started": ["3-4-2019 12:30", "later", ""]}).frame
    assert frame["started"].dtype == "datetime64[s]"
    assert frame["started"][0] == pd.Timestamp("2019-04-03 12:30")
    assert list(frame["started" + REASON]) == [0, UNREADABLE, NO_ANSWER]


def test_open_answers_that_say_nothing_are_none():
    assert list(make_responses({"s-remarks": ["Meer rust", "n.v.t.", "-", ""]}).frame["s-remarks"]) == [
        "Meer rust",
        "",
        "",
        "",
    ]


def test_items_without_a_column_are_not_in_the_frame():
    frame = make_responses({"s-m1": ["agree"], "other": ["x"]}, unused=("other",)).frame
    assert set(frame) == {"s-m1", "case", "wave"}


def test_case_and_wave_come_from_the_row_or_else_from_the_settings():
    columns = {"s-m1": ["agree"] * 3, "case": ["b", "", "a"]}
    frame = make_responses(columns, case="c", wave="2").frame
    assert list(frame["case"]) == ["b", "c", "a"]
    assert list(frame["wave"]) == ["2", "2", "2"]
    assert list(make_responses(columns).frame["case"]) == ["b", "", "a"]
    assert list(make_responses(columns).frame["wave"]) == ["", "", ""]


def test_the_threshold_comes_from_the_settings():
    responses = make_responses({"s-m1": ["agree"]}, threshold=20)
    assert (responses.threshold, responses.name) == (20, "small-survey")
    assert make_responses({"s-m1": ["agree"]}).threshold == 10


def test_the_flow_begins_with_all_rows():
    flow = make_responses({"s-m1": ["agree", "", "x"]}).flow
    assert flow[["step", "kind", "touched_n"]].to_numpy().tolist() == [["received", "rows", 3]]


SIMULATED_WAYS = {
    "settings": ({"s-m1": ["agree", "agree"]}, {"simulated": True}),
    "column": ({"s-m1": ["agree", "agree"], MARK_COLUMN: [MARK, MARK]}, {"unused": (MARK_COLUMN,)}),
    "column of any name": ({"s-m1": ["agree", "agree"], "x": [MARK, MARK]}, {"unused": ("x",)}),
    "id": ({"s-m1": ["agree", "agree"], "respondent": [f"{MARK}-1", f"{MARK}-2"]}, {}),
    "unused id": ({"s-m1": ["agree", "agree"], "V01": [f"{MARK}-1", f"{MARK}-2"]}, {"unused": ("V01",)}),
    "small letters": ({"s-m1": ["agree", "agree"], "respondent": ["simulated-1", "Simulated-2"]}, {}),
}


@pytest.mark.parametrize("way", SIMULATED_WAYS)
def test_simulated_answers_are_known_by_any_mark(way):
    columns, options = SIMULATED_WAYS[way]
    responses = make_responses(columns, **options)
    assert responses.simulated
    assert list(responses.frame[MARK_COLUMN]) == [MARK, MARK]


def test_real_answers_bear_no_mark():
    responses = make_responses({"s-m1": ["agree", "agree"], "respondent": ["SIMULATEDLY", "7"]})
    assert not responses.simulated
    assert MARK_COLUMN not in responses.frame


@pytest.mark.parametrize(
    "columns", [{"respondent": [f"{MARK}-1"] * 30 + ["7"] * 5}, {MARK_COLUMN: [MARK] * 30 + [""] * 5}]
)
def test_real_and_simulated_answers_never_mix(columns):
    with pytest.raises(DataError, match="real and simulated answers never mix") as caught:
        make_responses({"s-m1": ["agree"] * 35, **columns}, unused=(MARK_COLUMN,), simulated=True)
    assert "in about 30 rows and not in fewer than 10 rows" in str(caught.value)


@pytest.fixture
def simulated():
    """Two simulated responses."""
    return make_responses({"s-m1": ["agree", "disagree"]}, simulated=True)


def try_to_unmark(responses):
    """Return responses from which somebody tried to take the mark, in several ways."""
    bare = responses.frame.drop(columns=MARK_COLUMN)
    return {
        "replace": dataclasses.replace(responses, simulated=False),
        "frame without mark": dataclasses.replace(responses, frame=bare),
        "rows": subset_responses(responses, np.array([True, False])),
        "no rows": dataclasses.replace(subset_responses(responses, np.array([False, False])), simulated=False),
        "joined": dataclasses.replace(responses, frame=pd.concat([responses.frame, responses.frame]), simulated=False),
        "copied": copy.deepcopy(responses),
        "pickled": pickle.loads(pickle.dumps(responses)),  # noqa: S301 - made on the same line
        "columns": dataclasses.replace(responses, frame=responses.frame[["s-m1", MARK_COLUMN]], simulated=False),
    }


def test_the_mark_stays_whatever_is_done(simulated):
    tried = try_to_unmark(simulated)
    assert [way for way, responses in tried.items() if not responses.simulated] == []
    assert all((responses.frame[MARK_COLUMN] == MARK).all() for responses in tried.values())


def test_ids_betray_a_simulation_without_its_column_and_setting():
    responses = make_responses({"s-m1": ["agree"], "respondent": [f"{MARK}-1"]})
    bare = responses.frame.drop(columns=MARK_COLUMN)
    assert dataclasses.replace(responses, frame=bare, simulated=False).simulated


def test_simulated_rows_cannot_be_joined_to_real_ones(simulated):
    real = make_responses({"s-m1": ["agree"]})
    with pytest.raises(DataError, match="never mix"):
        dataclasses.replace(real, frame=pd.concat([real.frame, simulated.frame], ignore_index=True))


def test_responses_cannot_be_changed_in_place(simulated):
    with pytest.raises(dataclasses.FrozenInstanceError):
        simulated.simulated = False


@pytest.mark.parametrize(
    ("more", "options"),
    [
        ({"respondent": [f"{MARK}-{CANARY}"] * 6 + [CANARY] * 6}, {}),
        ({MARK_COLUMN: [MARK] * 11 + [CANARY]}, {"unused": (MARK_COLUMN,)}),
    ],
)
def test_no_error_tells_an_answer(more, options):
    with pytest.raises(DataError) as caught:
        make_responses(make_canaries(**more), **options)
    assert CANARY not in tell_all(caught.value)


def test_nothing_shows_an_answer():
    responses = make_responses(make_canaries())
    shown = [repr(responses), str(responses), f"{responses}", responses._repr_html_(), repr([responses])]
    assert set(shown[:4]) == {"Responses of small-survey: individual answers are not shown"}
    assert CANARY not in "".join([*shown, responses.flow.to_string()])
