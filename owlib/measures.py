"""What the pages show, computed from the evidence: frames in, frames out."""

from __future__ import annotations

import pandas as pd

from owlib.clean import split_codes
from owlib.errors import UnknownNameError
from owlib.evidence import Evidence
from owlib.intervals import Interval, compute_growth, compute_ratio
from owlib.numbers import find_interval

SITUATION = "situation"
"""The lane of statements that tell what a case is; they are shown first, and not counted by theme."""
LEAST_TOLD = 10
"""Statements beyond the situation from which on a case is drawn and compared."""
NO_AMOUNT = ("ordinal", "quantifier", "reference", "year", "period")
"""Measures of numerals that count nothing; the register has them."""
COMPARED_GROUPS = ("freelancers", "flexible-workers", "other-employment")
COMPARED_BRANCHES = ("all-sectors", "care-welfare")
OWN_FIGURE_BRANCHES = (
    "care-welfare", "hospital-care", "vvt", "mental-health", "gp-care", "disability-care", "youth-care",
)  # fmt: skip


def _pick(figures: pd.DataFrame, **values: object) -> pd.Series | None:
    """Return the most precise figure with these values, or nothing."""
    rows = figures
    for column, value in values.items():
        rows = rows[rows[column].isna() if value is None else (rows[column] == value).fillna(False)]
    return None if rows.empty else rows.sort_values(["rounding", "row"]).iloc[0]


def compare_growth(evidence: Evidence, first_year: int, last_year: int) -> pd.DataFrame:
    """Set growth as printed beside the growth that the printed levels allow.

    Returns
    -------
    DataFrame
        One row a group and branch. ``start``, ``end``: levels in workers; ``low``, ``high``: growth in per
        cent that their rounding leaves (from the printed rate where no levels are printed); ``printed``,
        ``printed_low``, ``printed_high``: the rate in the text; ``basis``: ``levels`` or ``printed``;
        ``agrees``: whether levels and printed rate can both be right; ids of the figures used.

    """
    rows = []
    for group in COMPARED_GROUPS:
        for branch in COMPARED_BRANCHES:
            row = _compare_one(evidence.figures, group, branch, first_year, last_year)
            if row:
                rows.append({"group": group, "branch": branch, **row})
    if not rows or first_year >= last_year:
        years = ", ".join(str(year) for year in sorted(evidence.figures["period_start"].dropna().unique()))
        raise UnknownNameError(
            f"expected two years with levels or rates of growth, the earlier first; found {first_year}, {last_year}. "
            f"What to do: use years that the data have: {years}."
        )
    return pd.DataFrame(rows).astype({"agrees": object})


def disagrees(row: pd.Series | dict) -> bool:
    """Return whether levels and printed rate of a growth row cannot both be right."""
    return row["agrees"] is not None and not row["agrees"]


def _compare_one(figures: pd.DataFrame, group: str, branch: str, first_year: int, last_year: int) -> dict | None:
    """Return one row of the comparison, or nothing where neither levels nor a rate are printed."""
    place = {"group": group, "branch": branch}
    start = _pick(figures, **place, measure="level", period_start=first_year)
    end = _pick(figures, **place, measure="level", period_start=last_year)
    printed = _pick(figures, **place, measure="growth", period_start=first_year, period_end=last_year)
    from_rate = None if printed is None else find_interval(printed)
    if start is None or end is None:
        growth, basis = from_rate, "printed"
    else:
        growth, basis = compute_growth(find_interval(start), find_interval(end)), "levels"
    if growth is None:
        return None
    both = basis == "levels" and from_rate is not None
    return {
        "start": None if start is None else start["value"],
        "end": None if end is None else end["value"],
        "low": growth.low,
        "high": growth.high,
        "printed": None if printed is None else printed["value"],
        "printed_low": None if from_rate is None else from_rate.low,
        "printed_high": None if from_rate is None else from_rate.high,
        "basis": basis,
        "agrees": growth.overlaps(from_rate) if both else None,
        "start_id": "" if start is None else start["figure_id"],
        "end_id": "" if end is None else end["figure_id"],
        "printed_id": "" if printed is None else printed["figure_id"],
    }


def collect_shares(evidence: Evidence, first_year: int, last_year: int) -> pd.DataFrame:
    """Return the share of flexible workers by branch: first, highest in between, last; words where no number.

    Returns
    -------
    DataFrame
        One row a branch: ``first``, ``peak``, ``peak_year``, ``last`` in per cent of employment (empty where
        the text gives none), ``last_undated``: whether the text gives the last value without its year, and
        ``words``: the direction in the words of the code list, for branches without numbers.

    """
    shares = evidence.figures[
        (evidence.figures["group"] == "flexible-workers") & (evidence.figures["measure"] == "share")
    ]
    trends = evidence.trends[(evidence.trends["group"] == "flexible-workers") & (evidence.trends["measure"] == "share")]
    labels = evidence.map_labels("trend")
    rows = []
    for branch in OWN_FIGURE_BRANCHES:
        own = shares[shares["branch"] == branch]
        first, last = _pick(own, period_start=first_year), _pick(own, period_start=last_year)
        undated = _pick(own, period_start=None) if last is None else None
        between = own[(own["period_start"] > first_year) & (own["period_start"] < last_year)].nlargest(1, "value")
        told = trends[(trends["branch"] == branch)]
        rows.append(
            {
                "branch": branch,
                "first": None if first is None else first["value"],
                "peak": between["value"].iloc[0] if len(between) else None,
                "peak_year": int(between["period_start"].iloc[0]) if len(between) else None,
                "last": next((row["value"] for row in (last, undated) if row is not None), None),
                "last_undated": undated is not None,
                "words": "" if len(own) else _word_trends(told, labels),
                "first_id": "" if first is None else first["figure_id"],
                "peak_id": between["figure_id"].iloc[0] if len(between) else "",
                "last_id": next((row["figure_id"] for row in (last, undated) if row is not None), ""),
                "figure_ids": ";".join(
                    row["figure_id"]
                    for row in (first, *(r for _, r in between.iterrows()), last, undated)
                    if row is not None
                ),
            }
        )
    return pd.DataFrame(rows).astype({"peak_year": "Int64"})


def _word_trends(told: pd.DataFrame, labels: dict[str, str]) -> str:
    """Return directions as words: that over the whole period first, then the course on the way."""
    whole = told["period_start"].ne("") & told["period_end"].ne("")
    main = [labels[code] for code in told.loc[whole, "trend"]]
    course = [labels[code] for code in told.loc[~whole, "trend"]]
    return "; on the way: ".join(", ".join(dict.fromkeys(words)) for words in (main, course) if words)


def find_peak(evidence: Evidence, first_year: int, last_year: int) -> pd.Series | None:
    """Return the highest level of flexible workers in care between two years, if it lies above both ends."""
    levels = evidence.figures[
        evidence.figures["group"].eq("flexible-workers") & evidence.figures["measure"].eq("level")
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
    every, own = (_pick(evidence.figures, group=group, **place) for group in ("flexible-workers", "freelancers"))
    if every is None or own is None:
        return None
    return every["value"] - own["value"], Interval(every["low"] - own["high"], every["high"] - own["low"])


def collect_costs(evidence: Evidence, branch: str) -> tuple[pd.DataFrame, Interval]:
    """Return the cost of staff not on the payroll as a share of staff cost, by year, and its multiple.

    Returns
    -------
    DataFrame
        ``year``, ``value``, ``low``, ``high`` in per cent, ``figure_id``.
    Interval
        What rounding leaves of last year / first year.

    """
    rows = evidence.figures[(evidence.figures["branch"] == branch) & (evidence.figures["measure"] == "cost-share")]
    rows = rows.sort_values("period_start").rename(columns={"period_start": "year"})
    multiple = compute_ratio(find_interval(rows.iloc[-1]), find_interval(rows.iloc[0]))
    return rows[["year", "value", "low", "high", "figure_id"]].reset_index(drop=True), multiple


def find_lane(evidence: Evidence) -> dict[str, str]:
    """Return the lane of each kind of statement."""
    kinds = evidence.codes[(evidence.codes["list"] == "kind") & (evidence.codes["parent"] != "")]
    return dict(zip(kinds["code"], kinds["parent"], strict=True))


def count_themes(evidence: Evidence, case_id: str) -> pd.DataFrame:
    """Count the statements of a case by theme and lane, those on the situation left out.

    Returns
    -------
    DataFrame
        Index: themes that occur, in the order of the code book; columns: lanes that occur, in the order of
        their list; values: number of statements. A statement with two themes counts under both.

    """
    lanes = find_lane(evidence)
    own = evidence.statements[evidence.statements["case_id"] == case_id]
    own = own.assign(lane=own["kind"].map(lanes))
    own = own[own["lane"] != SITUATION].explode("themes").dropna(subset="themes")
    counts = pd.crosstab(own["themes"], own["lane"])
    themes = [theme for theme in evidence.themes["theme"] if theme in counts.index]
    columns = [lane for lane in evidence.map_labels("lane") if lane in counts.columns]
    return counts.loc[themes, columns]


def select_statements(evidence: Evidence, case_id: str, lane: str) -> pd.DataFrame:
    """Return the statements of a case in a lane, ordered by main theme (code book), kind and id."""
    own = evidence.statements[evidence.statements["case_id"] == case_id]
    own = own[own["kind"].map(find_lane(evidence)) == lane]
    return order_by_theme(evidence, own) if lane != SITUATION else own


def order_by_theme(evidence: Evidence, statements: pd.DataFrame, first: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return statements ordered by main theme: those named first, then as in the code book; then by kind and id."""
    themes = list(dict.fromkeys([*first, *evidence.themes["theme"], ""]))
    kinds = list(evidence.map_labels("kind"))
    ordered = statements.assign(
        theme_order=[themes.index(names[0] if names else "") for names in statements["themes"]],
        kind_order=[kinds.index(kind) for kind in statements["kind"]],
    )
    return ordered.sort_values(["theme_order", "kind_order", "statement_id"], kind="stable")


def find_first_themes(evidence: Evidence, case_id: str) -> tuple[str, ...]:
    """Return the main themes of the questions of a case, or of its design where it set none; most frequent first."""
    own = evidence.statements[evidence.statements["case_id"] == case_id]
    asked = own[own["kind"] == "research-question"]
    asked = asked if len(asked) else own[own["kind"] == "design"]
    main = pd.Series([names[0] for names in asked["themes"] if names], dtype=object)
    return tuple(main.value_counts(sort=False).sort_values(ascending=False, kind="stable").index)


def find_branches(evidence: Evidence, case_id: str) -> list[str]:
    """Return the branch of a case, and the wider branch it belongs to, if any."""
    branch = evidence.find_case(case_id)["branch"]
    parent = _map_parents(evidence)[branch]
    return [branch, *([parent] if parent else [])]


def find_peers(evidence: Evidence, case_id: str) -> tuple[list[str], list[str]]:
    """Return the other cases of the study of a case, and those of its branch in other studies; in their order."""
    parents, cases = _map_parents(evidence), evidence.cases
    widest = {name: parents[branch] or branch for name, branch in zip(cases["case_id"], cases["branch"], strict=True)}
    study_id, branch = evidence.find_case(case_id)["study_id"], widest[case_id]
    own = cases.loc[(cases["study_id"] == study_id) & (cases["case_id"] != case_id), "case_id"]
    others = cases.loc[cases["study_id"] != study_id, "case_id"]
    return list(own), [name for name in others if widest[name] == branch]


def _map_parents(evidence: Evidence) -> dict[str, str]:
    """Return branch -> the wider branch it belongs to, empty if none."""
    branches = evidence.codes[evidence.codes["list"] == "branch"]
    return dict(zip(branches["code"], branches["parent"], strict=True))


def count_told(evidence: Evidence, case_id: str) -> int:
    """Return how many statements a case has beyond its situation."""
    own = evidence.statements[evidence.statements["case_id"] == case_id]
    return int((own["kind"].map(find_lane(evidence)) != SITUATION).sum())


def select_elsewhere(evidence: Evidence, case_id: str) -> pd.DataFrame:
    """Return what other studies found on the themes that a case put first, and what its opening names of them.

    Of a study with several cases these are the findings across its cases. Designs, selections and situations are left
    out: they are no findings.
    """
    case = evidence.find_case(case_id)
    first = find_first_themes(evidence, case_id)
    opening = evidence.summaries[evidence.summaries["case_id"] == case_id]
    named = {name for names in opening["evidence"] for name in split_codes(names)}
    others = evidence.statements[evidence.statements["study_id"] != case["study_id"]]
    finding = mark_findings(evidence, others)
    themed = pd.Series([bool(names) and names[0] in first for names in others["themes"]], index=others.index)
    chosen = others[(finding & themed) | others["statement_id"].isin(named)]
    return order_by_theme(evidence, chosen, first)


def mark_findings(evidence: Evidence, statements: pd.DataFrame) -> pd.Series:
    """Return of each statement whether it is a finding that reports on cases of other studies may show."""
    finding = ~statements["kind"].map(find_lane(evidence)).isin([SITUATION, "asked", "set-up"])
    finding &= statements["stage_id"].ne("preparation")
    many = evidence.studies.loc[evidence.studies["many_cases"], "study_id"]
    return finding & (statements["case_id"].eq("") | ~statements["study_id"].isin(many))


def name_origin(evidence: Evidence) -> dict[tuple[str, str], str]:
    """Return what a statement is about, by study and case: the case, or the study as a whole."""
    names = {(row["study_id"], row["case_id"]): row["short_name"] for row in evidence.cases.to_dict("records")}
    wholes = {
        (row["study_id"], ""): f"{row['title_en']}, across its cases" for row in evidence.studies.to_dict("records")
    }
    return {**names, **wholes}
