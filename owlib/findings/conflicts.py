"""Passages that conflict in words, in the order in which every list of them stands."""

from __future__ import annotations

import pandas as pd

from owlib.evidence import Evidence

CHANGES, HARD = "yes", "hard"
"""The codes of a contradiction that changes a conclusion, and of one that nothing in the texts settles."""


def order_conflicts(evidence: Evidence) -> pd.DataFrame:
    """Return the contradictions: those that change a conclusion first, then hard before soft, then by place.

    Places are ordered by source, in the order of the sources, and then by line.
    """
    frame = evidence.contradictions
    orders = {"changes": evidence.list_codes("changes"), "strength": evidence.list_codes("strength")}
    orders["source_id"] = list(evidence.sources["source_id"])
    ranks = {f"{column}_rank": frame[column].map(order.index) for column, order in orders.items()}
    ranks["line"] = frame["lines"].str.extract(r"^(\d+)")[0].astype(int)
    return frame.assign(**ranks).sort_values(list(ranks), kind="stable").drop(columns=list(ranks))


def is_changing(row: dict) -> bool:
    """Return whether a contradiction changes a conclusion."""
    return row["changes"] == CHANGES
