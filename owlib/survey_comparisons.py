"""Comparisons of a survey: of cases, of two groups of respondents, of two waves, all from controlled counts."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

from owlib.disclosure import ROUNDING, Protected
from owlib.estimates import adjust_holm, compare_groups, compare_shares
from owlib.stats import estimate_precision
from owlib.survey_cells import ALL, VALID, list_options, name_cell
from owlib.survey_data import Survey, find_count, find_hits
from owlib.survey_measures import find_item, list_questions

REACH = (ROUNDING - 1) // 2
"""How far a count may lie from the rounded one."""
HOLDS = 0.05
"""A difference holds where its p-value after Holm's correction lies below."""


def compare_cases(survey: Survey) -> pd.DataFrame:
    """Return whether the cases differ on each question, with Holm's correction; cases kept back are left out."""
    cases, items, tables, shown = survey.list_subgroups("case"), list_questions(survey), {}, {}
    for item_id in items:
        top = pd.Series({case: find_hits(survey.protected, item_id, "case", case) for case in cases}, dtype=float)
        valid = pd.Series({case: survey.count(item_id, VALID, "case", case) for case in cases}, dtype=float)
        expected = valid * top.sum() / valid[top.notna()].sum()
        nearer = top - np.clip(top - expected, -REACH, REACH)  # as like as rounding allows
        tables[item_id] = pd.DataFrame({"top": nearer, "rest": valid - nearer}).T
        shown[item_id] = 100 * top / valid
    if len(cases) < 2:
        return pd.DataFrame(columns=["p"])
    frame = compare_groups(tables).rename_axis("item_id").reset_index()
    shares = list(shown.values())
    return frame.assign(
        label=[survey.label(name) for name in items],
        lowest_pct=[share.min() for share in shares], highest_pct=[share.max() for share in shares],
    )  # fmt: skip


def _compare_sides(survey: Survey, sides: list[tuple[Protected, str, str]], names: tuple[str, str]) -> pd.DataFrame:
    """Return the difference of each question between two sides, second less first.

    A side is the counts, the breakdown and the subgroup to take.
    """
    items = list_questions(survey)
    counted = [
        pd.DataFrame(
            {
                "hits": [find_hits(counts, name, by, side) for name in items],
                "base": [find_count(counts, name_cell(name, VALID, by, side)) for name in items],
            }
        )
        for counts, by, side in sides
    ]
    frame = survive_rounding(counted, survey.precision)
    frame = frame.assign(
        item_id=items, label=[survey.label(name) for name in items], first=names[0], second=names[1],
        holds=frame["p_holm"] < HOLDS, smallest_pct=find_smallest(frame[["n_first", "n_second"]].min(axis=1)),
    )  # fmt: skip
    return frame[["item_id", "label", "first", "second", *frame.columns.drop(["item_id", "label", "first", "second"])]]


def survive_rounding(sides: list[pd.DataFrame], precision: float = 1.0) -> pd.DataFrame:
    """Return the difference of two shares with the interval and p-value that hold whatever rounding has hidden.

    A count that is shown as 30 stands for 28 to 32. The interval reaches from the least to the greatest end that such
    counts give, and the p-value is that of the counts in which the two shares are nearest.

    Parameters
    ----------
    sides
        First and second: ``hits`` and ``base``, rounded.
    precision
        How many respondents of equal weight one of these is worth.

    """
    shown = compare_shares(*(precision * side for side in sides))
    up = (shown["difference_pct"] > 0).to_numpy()
    ends = []
    for nearer in (True, False):
        moved = [
            move_counts(side, np.where(up == (place == 0), 1, -1) * (1 if nearer else -1))
            for place, side in enumerate(sides)
        ]
        ends.append(compare_shares(*(precision * side for side in moved)))
    same = (ends[0]["difference_pct"] > 0).to_numpy() == up
    p = ends[0]["p"].where(same | ends[0]["p"].isna(), 1.0)
    low, high = (pd.concat([end[column] for end in (shown, *ends)], axis=1) for column in ("low_pct", "high_pct"))
    return shown.assign(
        low_pct=low.min(axis=1), high_pct=high.max(axis=1), p=p, p_holm=adjust_holm(p), n_first=sides[0]["base"],
        n_second=sides[1]["base"],
    )  # fmt: skip


def move_counts(side: pd.DataFrame, way: np.ndarray) -> pd.DataFrame:
    """Return counts at the end of what rounding leaves where the share is higher (1) or lower (-1)."""
    base = side["base"] - REACH * way
    return pd.DataFrame({"hits": np.clip(side["hits"] + REACH * way, 0, base), "base": base})


def find_smallest(sizes: pd.Series) -> list[float]:
    """Return the smallest rise from 50% that two groups of each size show with a power of 80%, in points."""
    known = {size: estimate_precision([int(size)])["change_pct"].iloc[0] for size in set(sizes.dropna()) if size > 2}
    return [known.get(size, np.nan) for size in sizes]


@functools.lru_cache(maxsize=4)
def compare_two_groups(survey: Survey) -> pd.DataFrame:
    """Return the difference of each question between the two groups that the questionnaire names; kept."""
    by = survey.survey["group_item"]
    groups = survey.list_subgroups(by) if by else []
    if len(groups) != 2:
        return pd.DataFrame(columns=["difference_pct"])
    labels = dict(list_options(survey.instrument, find_item(survey, by)))
    names = tuple(labels[group].lower() for group in groups)
    frame = _compare_sides(survey, [(survey.protected, by, group) for group in groups], names)
    return frame[frame["item_id"] != by]


@functools.lru_cache(maxsize=4)
def compare_waves(survey: Survey) -> pd.DataFrame:
    """Return the change of each question from the first wave to the last, as of different people; kept."""
    if survey.first is None:
        return pd.DataFrame(columns=["difference_pct"])
    names = (f"wave {survey.waves[0]}", f"wave {survey.waves[-1]}")
    return _compare_sides(survey, [(survey.first, ALL, ALL), (survey.protected, ALL, ALL)], names)
