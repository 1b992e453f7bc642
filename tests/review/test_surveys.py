"""A report on a survey shows no small count, and shares that follow from its counts."""

import pytest

from owlib.reports.catalog import list_reports
from owlib.review.findings import Remark
from owlib.review.surveys import check_row, check_surveys, compute_interval

ROW = {"item_id": "q", "answer": "top", "hits": "50", "n": "100", "share_pct": "50", "low_pct": "39.4316015",
       "high_pct": "60.5683985"}  # fmt: skip
ROWS = {
    "as it should be": ({}, set()),
    "narrower, as the number of employees is known": ({"low_pct": "41", "high_pct": "59"}, set()),
    "small": ({"n": "5", "hits": "", "share_pct": "", "low_pct": "", "high_pct": ""}, {"n"}),
    "share": ({"share_pct": "50.1"}, {"share_pct"}),
    "interval": ({"low_pct": "39.2"}, {"low_pct"}),
    "share of a hidden count": ({"hits": ""}, {"share_pct"}),
    "difference": ({"first_pct": "50", "second_pct": "25", "difference_pct": "-24"}, {"difference_pct"}),
    "difference of a hidden share": ({"first_pct": "50", "difference_pct": "-24"}, {"difference_pct"}),
}


@pytest.mark.parametrize("change", ROWS)
def test_numbers_of_a_survey_follow_from_counts_that_may_be_shown(change):
    more, columns = ROWS[change]
    found = list(check_row(Remark("surveys", "survey-x"), {**ROW, **more}, 10))
    assert {remark.column for remark in found} == columns
    assert all("5" not in remark.found for remark in found if remark.column == "n")


def test_without_noise_the_interval_is_wilsons(monkeypatch):
    """Newcombe (1998), Table I, method 3: 81 of 263."""
    monkeypatch.setattr("owlib.review.surveys.VARIANCE", 0)
    assert compute_interval(81, 263) == pytest.approx((25.53, 36.62), abs=0.005)


def test_surveys_of_the_book_are_sound(root, evidence):
    checked = check_surveys(root, list_reports(evidence))
    assert checked.remarks == ()
    assert checked.count > 500
