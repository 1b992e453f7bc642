"""What the pages show, computed from the evidence: frames in, frames out."""

from __future__ import annotations

import math

import pandas as pd

from owlib.errors import UnknownNameError
from owlib.evidence import Evidence
from owlib.evidence.intervals import Interval, compute_growth, compute_ratio
from owlib.evidence.numbers import find_interval

COMPARED_GROUPS = ("freelancers", "flexible-workers", "other-employment")
COMPARED_BRANCHES = ("all-sectors", "care-welfare")
OWN_NUMBER_BRANCHES = (
    "care-welfare", "hospital-care", "vvt", "mental-health", "gp-care", "disability-care", "youth-care",
)  # fmt: skip


def _pick(numbers: pd.DataFrame, **values: object) -> pd.Series | None:
    """Return the most precise number with these values, or nothing."""
    rows = numbers
    for column, value in values.items():
        rows = rows[rows[column].isna() if value is None else (rows[column] == value).fillna(False)]
    return None if rows.empty else rows.sort_values(["rounding", "row"]).iloc[0]


def compare_growth(evidence: Evidence, first_year: int, last_year: int) -> pd.DataFrame:
    """Set growth as printed beside the growth that the printed levels allow.

    One row a group and branch. ``start``, ``end``: levels in workers; ``low``, ``high``: growth in per
    cent that their rounding leaves (from the printed rate where no levels are printed); ``printed``,
    ``printed_low``, ``printed_high``: the rate in the text; ``basis``: ``levels`` or ``printed``;
    ``agrees``: whether levels and printed rate can both be right; ids of the numbers used.
    """
    rows = []
    for group in COMPARED_GROUPS:
        for branch in COMPARED_BRANCHES:
            row = _compare_one(evidence.numbers, group, branch, first_year, last_year)
            if row:
                rows.append({"group": group, "branch": branch, **row})
    if not rows or first_year >= last_year:
        years = ", ".join(str(year) for year in sorted(evidence.numbers["period_start"].dropna().unique()))
        raise UnknownNameError(
            f"expected two years with levels or rates of growth, the earlier first; found {first_year}, {last_year}. "
            f"What to do: use years that the data have: {years}."
        )
    return pd.DataFrame(rows).astype({"agrees": object})


def disagrees(row: pd.Series | dict) -> bool:
    """Return whether levels and printed rate of a growth row cannot both be right."""
    return row["agrees"] is not None and not row["agrees"]


def _get(row: pd.Series | None, column: str, missing: object = None) -> object:
    """Return a value of a row, if there is such a row."""
    return missing if row is None else row[column]


def _compare_one(numbers: pd.DataFrame, group: str, branch: str, first_year: int, last_year: int) -> dict | None:
    """Return one row of the comparison, or nothing where neither levels nor a rate are printed."""
    place = {"group": group, "branch": branch}
    start = _pick(numbers, **place, measure="level", period_start=first_year)
    end = _pick(numbers, **place, measure="level", period_start=last_year)
    printed = _pick(numbers, **place, measure="growth", period_start=first_year, period_end=last_year)
    from_rate = None if printed is None else find_interval(printed)
    if start is None or end is None:
        growth, basis = from_rate, "printed"
    else:
        growth, basis = compute_growth(find_interval(start), find_interval(end)), "levels"
    if growth is None:
        return None
    both = basis == "levels" and from_rate is not None
    return {
        "start": _get(start, "value"),
        "end": _get(end, "value"),
        "low": growth.low,
        "high": growth.high,
        "printed": _get(printed, "value"),
        "printed_low": _get(printed, "low"),
        "printed_high": _get(printed, "high"),
        "basis": basis,
        "agrees": growth.overlaps(from_rate) if both else None,
        "start_id": _get(start, "number_id", ""),
        "end_id": _get(end, "number_id", ""),
        "printed_id": _get(printed, "number_id", ""),
    }


def collect_shares(evidence: Evidence, first_year: int, last_year: int) -> pd.DataFrame:
    """Return the share of flexible workers by branch: first, highest in between, last; words where no number.

    One row a branch: ``first``, ``peak``, ``peak_year``, ``last`` in per cent of employment (empty where
    the text gives none), ``last_undated``: whether the text gives the last value without its year, and
    ``words``: codes of the direction for branches without numbers, over the whole period; then on the way.
    """
    shares, trends = (
        frame[frame["group"].eq("flexible-workers") & frame["measure"].eq("share")]
        for frame in (evidence.numbers, evidence.trends)
    )
    rows = []
    for branch in OWN_NUMBER_BRANCHES:
        own = shares[shares["branch"] == branch]
        first, last = _pick(own, period_start=first_year), _pick(own, period_start=last_year)
        undated = _pick(own, period_start=None) if last is None else None
        between = own[(own["period_start"] > first_year) & (own["period_start"] < last_year)].nlargest(1, "value")
        peak = None if between.empty else between.iloc[0]
        ends = {"first": first, "peak": peak, "last": undated if last is None else last}
        row = {"branch": branch, **{end: _get(number, "value") for end, number in ends.items()}}
        row |= {"peak_year": _get(peak, "period_start"), "last_undated": undated is not None}
        row["words"] = "" if len(own) else _join_trends(trends[trends["branch"] == branch])
        ids = {f"{end}_id": _get(number, "number_id", "") for end, number in ends.items()}
        rows.append({**row, **ids, "number_ids": ";".join(filter(None, ids.values()))})
    columns = ["branch", "first", "peak", "peak_year", "last", "last_undated", "words"]
    return pd.DataFrame(rows)[[*columns, "first_id", "peak_id", "last_id", "number_ids"]].astype({"peak_year": "Int64"})


def _join_trends(told: pd.DataFrame) -> str:
    """Return the codes of directions: those over the whole period, then those on the way, parted by a semicolon."""
    whole = told["period_start"].ne("") & told["period_end"].ne("")
    parts = [",".join(dict.fromkeys(told.loc[rows, "trend"])) for rows in (whole, ~whole)]
    return ";".join(parts) if any(parts) else ""


def find_peak(evidence: Evidence, first_year: int, last_year: int) -> pd.Series | None:
    """Return the highest level of flexible workers in care between two years, if it lies above both ends."""
    levels = evidence.numbers[
        evidence.numbers["group"].eq("flexible-workers") & evidence.numbers["measure"].eq("level")
    ]
    levels = levels[levels["branch"].eq("care-welfare") & levels["period_start"].between(first_year, last_year)]
    if levels.empty:
        return None
    peak = levels.loc[levels["value"].idxmax()]
    return peak if first_year < peak["period_start"] < last_year else None


def compute_remainder(evidence: Evidence, year: int) -> tuple[float, Interval] | None:
    """Return how many flexible workers in care and welfare were no freelancers, with what rounding leaves.

    Both numbers are levels of one source and one year, and freelancers are counted among flexible workers.
    Nothing where one of the two is not printed.
    """
    place = {"branch": "care-welfare", "measure": "level", "period_start": year}
    every, own = (_pick(evidence.numbers, group=group, **place) for group in ("flexible-workers", "freelancers"))
    if every is None or own is None:
        return None
    return every["value"] - own["value"], Interval(every["low"] - own["high"], every["high"] - own["low"])


def measure_fall(evidence: Evidence, first_year: int, last_year: int) -> tuple[float, float]:
    """Return by how much the flexible workers who are no freelancers became fewer, as what rounding leaves.

    Both ends are NaN where a number is not printed.
    """
    before, after = (compute_remainder(evidence, year) for year in (first_year, last_year))
    if before is None or after is None:
        return math.nan, math.nan
    return before[1].low - after[1].high, before[1].high - after[1].low


def compare_balance(evidence: Evidence, first_year: int, last_year: int) -> pd.DataFrame:
    """Return freelancers and all other flexible workers in care and welfare, in those of two years that have both.

    Returns
    -------
    DataFrame
        ``group`` (``freelancers`` or ``others``), ``year``, ``value``, ``low``, ``high``, and ``number_ids``: what is
        printed, or the two numbers whose difference it is.

    """
    rows = []
    for year in (first_year, last_year):
        place = {"branch": "care-welfare", "measure": "level", "period_start": year}
        own, every = (_pick(evidence.numbers, group=group, **place) for group in ("freelancers", "flexible-workers"))
        if own is None or every is None:
            continue
        value, span = compute_remainder(evidence, year)
        ids = f"{every['number_id']};{own['number_id']}"
        rows.append(("freelancers", year, own["value"], own["low"], own["high"], own["number_id"]))
        rows.append(("others", year, value, span.low, span.high, ids))
    frame = pd.DataFrame(rows, columns=["group", "year", "value", "low", "high", "number_ids"])
    return frame.sort_values("group", kind="stable").reset_index(drop=True)


def collect_costs(evidence: Evidence, branch: str) -> tuple[pd.DataFrame, Interval]:
    """Return the cost of staff not on the payroll as a share of staff cost, by year, and its multiple.

    Returns
    -------
    DataFrame
        ``year``, ``value``, ``low``, ``high`` in per cent, ``number_id``.
    Interval
        What rounding leaves of last year / first year.

    """
    rows = evidence.numbers[(evidence.numbers["branch"] == branch) & (evidence.numbers["measure"] == "cost-share")]
    rows = rows.sort_values("period_start").rename(columns={"period_start": "year"})
    multiple = compute_ratio(find_interval(rows.iloc[-1]), find_interval(rows.iloc[0]))
    return rows[["year", "value", "low", "high", "number_id"]].reset_index(drop=True), multiple
