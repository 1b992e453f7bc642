"""The counts behind a survey's report agree with counting by hand, and add up."""

import numpy as np
import pandas as pd
import pytest
from owlib.surveys.cells import check_sums, count_cells, list_sums

from owlib.surveys.instrument import Instrument
from owlib.surveys.responses import Responses

ITEMS = [
    ("kind", "background", "single", "kind", "", ""),
    ("hours", "background", "number", "", "0-15;16-31;32-80", ""),
    ("happy", "question", "single", "happy", "", ""),
    ("why", "question", "single", "why", "", "happy=very|rather"),
]
ANSWERS = [
    ("kind", "a", "", "no"), ("kind", "b", "", "no"),
    ("happy", "very", "", "yes"), ("happy", "rather", "", "yes"), ("happy", "dont-know", "dont-know", "no"),
    ("happy", "hardly", "", "no"), ("why", "pay", "", "yes"), ("why", "team", "", "no"),
]  # fmt: skip


@pytest.fixture
def instrument() -> Instrument:
    """A questionnaire of four items; one answer in the middle of a scale is none."""
    items = pd.DataFrame(ITEMS, columns=["item_id", "role", "kind", "scale_id", "bands", "asked_if"])
    items = items.assign(survey_id="s", position=range(len(items)), text_en="")
    answers = pd.DataFrame(ANSWERS, columns=["scale_id", "answer", "missing", "top"]).assign(label_en="")
    answers["position"] = range(len(answers))
    return Instrument(pd.DataFrame([{"survey_id": "s", "group_item": "kind"}]), items, answers)


@pytest.fixture
def responses() -> Responses:
    """Eight answers: four in case x, three in case y, one of no case."""
    frame = pd.DataFrame(
        {
            "case": pd.Categorical([*"xxxxyyy", ""]),
            "kind": np.array([0, 0, 1, 1, 0, 1, -1, 0], np.int8),
            "hours": [0, 15, 16, 31.5, 32, 80, np.nan, 24],
            "happy": np.array([0, 1, 3, -3, 0, 3, 1, -1], np.int8),  # very rather hardly ? very hardly rather -
            "why": np.array([0, 1, -2, 0, 1, -2, -1, 0], np.int8),
        }
    )
    return Responses("s", frame, pd.DataFrame(), simulated=False, threshold=10, populations={}, name="eight")


def count(cells: pd.DataFrame) -> dict[str, float]:
    """Return counts by the id of their cell."""
    return dict(zip(cells["cell"], cells["count_n"], strict=True))


def test_counts_agree_with_counting_by_hand(responses, instrument):
    counts = count(count_cells(responses, instrument, ["case", "kind"]))
    assert [counts[f"happy|{answer}||"] for answer in ("very", "rather", "hardly", "valid")] == [2, 2, 2, 6]
    assert [counts[f"happy|top|case|{case}"] for case in "xy"] == [2, 2]
    assert [counts[f"happy|valid|case|{case}"] for case in "xy"] == [3, 3]
    assert [counts[f"happy|top|kind|{kind}"] for kind in "ab"] == [3, 0]
    assert [counts[f"respondents|valid|case|{case}"] for case in "xy"] == [4, 3]


def test_numbers_are_counted_by_bands_the_lower_end_of_each_within(responses, instrument):
    """0 and 15 | 16, 24 and 31.5 | 32 and 80; one is missing."""
    counts = count(count_cells(responses, instrument, []))
    assert [counts[f"hours|{band}||"] for band in ("0-15", "16-31", "32-80")] == [2, 3, 2]


def test_who_was_kept_from_a_follow_up_is_counted_apart_from_who_was_silent(responses, instrument):
    """Two were hardly happy, one in each case; one who was asked said nothing."""
    cells, _ = list_sums(count_cells(responses, instrument, ["case"]), instrument, "s")
    counts = count(cells)
    assert [counts[f"why|unasked|{place}"] for place in ("|", "case|x", "case|y")] == [2, 1, 1]
    assert [counts[f"why|silent|{place}"] for place in ("|", "case|x", "case|y")] == [1, 0, 1]


def test_all_counts_add_up_and_a_wrong_one_is_seen(responses, instrument):
    cells, sums = list_sums(count_cells(responses, instrument, ["case", "kind"]), instrument, "s")
    assert check_sums(cells, sums)
    for cell in ("happy|top|case|x", "why|unasked||", "kind|a||", "respondents|valid||"):
        assert not check_sums(cells.assign(count_n=cells["count_n"] + cells["cell"].eq(cell)), sums)


def test_weights_are_summed_in_place_of_people(responses, instrument):
    weights = np.array([2, 1, 1, 1, 0.5, 1, 1.5, 0])
    counts = count(count_cells(responses, instrument, ["case"], weights))
    assert counts["happy|top|case|x"] == 2 + 1
    assert counts["happy|top|case|y"] == 0.5 + 1.5
