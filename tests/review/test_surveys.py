"""Numbers that a report on a survey shows are protected, and follow from each other."""

import pytest
from statsmodels.stats.proportion import proportion_confint

from owlib.reports.catalog import list_reports
from owlib.review.findings import Remark
from owlib.review.surveys import check_row, check_surveys, compute_wilson, list_counts

ROW = {"item_id": "q", "answer": "top", "hits": "125", "n": "240", "share_pct": "52.08333333", "low_pct": "45.7801458",
       "high_pct": "58.32087953", "method": "Wilson"}  # fmt: skip
ROWS = {
    "as it should be": ({}, set()),
    "not rounded": ({"hits": "124"}, {"hits", "share_pct", "low_pct", "high_pct"}),
    "small": ({"n": "5", "hits": "", "share_pct": "", "low_pct": "", "high_pct": ""}, {"n"}),
    "share": ({"share_pct": "52.18333333"}, {"share_pct"}),
    "interval": ({"low_pct": "45.8801458"}, {"low_pct"}),
    "share of a hidden count": ({"hits": ""}, {"share_pct"}),
    "difference": ({"first_pct": "50", "second_pct": "25", "difference_pct": "-24"}, {"difference_pct"}),
    "share of no count": ({"first_pct": "50.1", "n_first": "100"}, {"first_pct"}),
}


@pytest.mark.parametrize("change", ROWS)
def test_numbers_of_a_survey_follow_from_counts_that_may_be_shown(change):
    more, columns = ROWS[change]
    found = list(check_row(Remark("surveys", "survey-x"), {**ROW, **more}, 10))
    assert {remark.column for remark in found} == columns
    assert all(row not in remark.found for remark in found for row in ("124", "5") if remark.column in ("hits", "n"))


def test_the_interval_is_the_one_that_the_library_gives():
    assert compute_wilson(30, 465) == pytest.approx([100 * end for end in proportion_confint(30, 465, method="wilson")])


def test_counts_that_a_table_shows_are_looked_at():
    cells = [{"text": "A question"}, {"text": "1,205"}, {"text": "12%"}]
    assert list(list_counts({"kind": "table", "columns": ["Question", "Responses", "Share"], "rows": [cells]})) == [
        ("A question", "Responses", "1,205")
    ]


def test_the_surveys_of_the_book_are_sound(root, evidence):
    checked = check_surveys(root, list_reports(evidence))
    assert checked.remarks == ()
    assert checked.count > 1000
