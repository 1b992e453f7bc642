"""The order in which passages that conflict are listed."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from owlib.findings.conflicts import order_conflicts

ROWS = [
    ("soft-late", "no", "soft", "ow-paper-2015", "200"),
    ("soft-early", "no", "soft", "ow-paper-2015", "99;150"),
    ("soft-other-source", "no", "soft", "flex-interim-2019", "12"),
    ("hard", "no", "hard", "limburg-2023", "300"),
    ("changes-soft", "yes", "soft", "limburg-2023", "5-9"),
    ("changes-hard", "yes", "hard", "limburg-2023", "300"),
]


def test_what_changes_a_conclusion_comes_first_then_what_is_hard_then_source_and_line(evidence):
    frame = pd.DataFrame(ROWS, columns=["contradiction_id", "changes", "strength", "source_id", "lines"])
    ordered = order_conflicts(replace(evidence, contradictions=frame))
    expected = ["changes-hard", "changes-soft", "hard", "soft-early", "soft-late", "soft-other-source"]
    assert list(ordered["contradiction_id"]) == expected
    assert list(ordered) == list(frame)


def test_an_order_of_nothing_is_empty(evidence):
    assert order_conflicts(replace(evidence, contradictions=evidence.contradictions.iloc[:0])).empty
