"""Statistics of a survey that are no counts: scale scores, their change between waves, and a logistic model.

They are shown for groups of at least the threshold only, with the number of people rounded to fives and the statistic
to the digits that tables print, in the data behind them too.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
import pandas as pd

from owlib.disclosure import round_count
from owlib.errors import DataError
from owlib.estimates import NOT_SHOWN, adjust_holm
from owlib.models import fit_logistic
from owlib.scores import (
    compare_means,
    estimate_detectable_change,
    estimate_means,
    estimate_smallest_change,
    measure_reliability,
    reverse_items,
    score_scale,
)
from owlib.survey_cells import TOP, VALID, find_tops, list_options, place_answers
from owlib.survey_data import Survey
from owlib.survey_measures import word_share

GROUP_HELD = "The group of the respondent is held equal."
GROUP_LEFT_OUT = "The group of the respondent is left out: too few people of a group in a case gave one of the answers."
CEILING = 4
"""How many thresholds of scale points a mean must keep from either end: closer by, it tells of single people."""


@dataclass(frozen=True)
class Model:
    """A logistic model ready to be shown.

    ``terms``: ``label``, ``odds_ratio``, ``low``, ``high``, ``p``, ``method``; empty where there is no model, and
    ``note`` says why. ``n`` and ``events`` are rounded.
    """

    outcome: str
    terms: pd.DataFrame
    diagnostics: pd.DataFrame
    n: int
    events: int
    reference: str
    note: str


def list_scores(survey: Survey) -> dict[str, pd.DataFrame]:
    """Return the items of each scale score that the export has at least two of."""
    items = survey.instrument.list_items(survey.responses.survey_id)
    items = items[items["score"].ne("") & items["item_id"].isin(survey.responses.frame.columns)]
    return {score: part for score, part in items.groupby("score", sort=False) if len(part) > 1}


def find_values(survey: Survey, items: pd.DataFrame) -> tuple[pd.DataFrame, float, float]:
    """Return the values of the items of a score, one row a respondent, and the ends of their scale."""
    answers = survey.instrument.list_answers(items["scale_id"].iloc[0])
    values = answers.loc[answers["missing"] == "", "value"].astype(float).to_numpy()
    lookup = np.append(values, np.nan)
    columns = {
        item["item_id"]: lookup[place_answers(survey.all_waves, survey.instrument, item)]
        for item in items.to_dict("records")
    }
    return pd.DataFrame(columns), float(values.min()), float(values.max())


def compute_score(survey: Survey, items: pd.DataFrame) -> pd.Series:
    """Return the score of each respondent."""
    values, low, high = find_values(survey, items)
    return score_scale(values, list(items.loc[items["reverse"] == "yes", "item_id"]), low, high)


def measure_scores(survey: Survey) -> pd.DataFrame:
    """Return the scale scores of all respondents of the last wave.

    Returns
    -------
    DataFrame
        One row a score: ``label``, ``items``, ``n``, ``mean``, ``low``, ``high``, ``alpha``, ``alpha_low``,
        ``alpha_high``, ``change_of_one`` (smallest change of one person beyond error), ``method``; empty where
        fewer people than the threshold have it.

    """
    rows = select_wave(survey, survey.waves[-1] if len(survey.waves) > 1 else "")
    rows = [_measure_score(survey, score, items, rows) for score, items in list_scores(survey).items()]
    return pd.DataFrame(rows)


def select_wave(survey: Survey, wave: str) -> np.ndarray:
    """Return which respondents are of a wave; all of them where it is empty."""
    frame = survey.all_waves.frame
    return (frame["wave"] == wave).to_numpy() if wave else np.ones(len(frame), bool)


def _measure_score(survey: Survey, score: str, items: pd.DataFrame, rows: np.ndarray) -> dict:
    """Return one row of :func:`measure_scores`."""
    values, low, high = find_values(survey, items)
    turned = reverse_items(values[rows], list(items.loc[items["reverse"] == "yes", "item_id"]), low, high)
    mean = estimate_means(compute_score(survey, items)[rows]).iloc[0]
    alpha = measure_reliability(turned).iloc[0]
    row = {"label": score.replace("-", " "), "items": len(items)}
    few = min(mean["n"], alpha["n"]) < survey.threshold or pd.isna(mean["mean"]) or pd.isna(alpha["alpha"])
    if few or is_near_end(mean["mean"], (low, high), mean["n"] * len(items), survey.threshold):
        return row | dict.fromkeys(_NUMBERS, np.nan) | {"method": NOT_SHOWN}
    change = estimate_detectable_change(alpha.to_frame().T, mean["sd"], int(mean["n"])).iloc[0]["change"]
    numbers = {
        "n": round_count(mean["n"]), "mean": mean["mean"], "low": mean["low"], "high": mean["high"],
        "alpha": alpha["alpha"], "alpha_low": alpha["low"], "alpha_high": alpha["high"], "change_of_one": change,
    }  # fmt: skip
    digits = {"change_of_one": 1, "n": 0, "mean": 1, "low": 1, "high": 1}
    return row | {name: round(float(value), digits.get(name, 2)) for name, value in numbers.items()} | {
        "method": f"{mean['method']}; {alpha['method']}"
    }  # fmt: skip


def is_near_end(mean: float, ends: tuple[float, float], answers_n: float, threshold: int) -> bool:
    """Return whether a mean lies so near an end of its scale that it tells what almost everyone answered."""
    return min(mean - ends[0], ends[1] - mean) * answers_n < CEILING * threshold


_NUMBERS = ("n", "mean", "low", "high", "alpha", "alpha_low", "alpha_high", "change_of_one")


def measure_score_changes(survey: Survey) -> pd.DataFrame:
    """Return the change of each scale score from the first wave to the last: of those who answered both, and of all.

    Returns
    -------
    DataFrame
        One row a score and kind of comparison: ``label``, ``people``, ``n``, ``difference``, ``low``, ``high``,
        ``p``, ``p_holm``, ``smallest`` (the smallest change that would show), ``method``.

    """
    if len(survey.waves) < 2:
        return pd.DataFrame()
    rows = [row for score, items in list_scores(survey).items() for row in _compare_score(survey, score, items)]
    frame = pd.DataFrame(rows)
    for people in frame["people"].unique():
        part = frame["people"] == people
        frame.loc[part, "p_holm"] = adjust_holm(frame.loc[part, "p"]).round(2)
    return frame


def _compare_score(survey: Survey, score: str, items: pd.DataFrame) -> list[dict]:
    """Return the change of one score: paired where people can be recognised in both waves, and not paired."""
    people = survey.all_waves.frame.get("respondent")
    scores = compute_score(survey, items)
    sides = [scores[select_wave(survey, wave)] for wave in (survey.waves[0], survey.waves[-1])]
    _, low, high = find_values(survey, items)
    rows = []
    if people is not None and (people != "").all():
        named = [side.set_axis(people[side.index]) for side in sides]
        rows.append(("the same people, twice", compare_means(*named, paired=True)))
    rows.append(("all, as different people", compare_means(*sides, paired=False)))
    spread = float(sides[0].std())
    return [
        {"label": score.replace("-", " "), "people": words}
        | _word_change(survey, change, spread, (low, high), len(items))
        for words, change in rows
    ]


def _word_change(survey: Survey, change: pd.DataFrame, spread: float, ends: tuple[float, float], items_n: int) -> dict:
    """Return a change as rounded numbers, empty where too few people stand behind it or a mean is near an end."""
    found = change.iloc[0]
    least = min(found["n_first"], found["n_second"])
    near = any(
        is_near_end(found[mean], ends, found[size] * items_n, survey.threshold)
        for mean, size in (("mean_first", "n_first"), ("mean_second", "n_second"))
    )
    if least < survey.threshold or pd.isna(found["difference"]) or near:
        return dict.fromkeys(("n", "difference", "low", "high", "p", "smallest"), np.nan) | {"method": NOT_SHOWN}
    smallest = estimate_smallest_change([least])["change_sd"].iloc[0] * spread
    numbers = {name: round(float(found[name]), 2) for name in ("difference", "low", "high")}
    more = {"p": round(float(found["p"]), 2), "smallest": round(float(smallest), 2), "method": found["method"]}
    return {"n": round_count(found["n"])} | numbers | more


@functools.lru_cache(maxsize=4)
def estimate_model(survey: Survey) -> Model | None:
    """Return a logistic model of the outcome of a questionnaire, with an effect for each case and group.

    Nothing where there are fewer than two cases or the export lacks the outcome.
    """
    frame, outcome = survey.responses.frame, survey.outcome
    cases, group = survey.list_subgroups("case"), survey.survey["group_item"]
    if outcome not in frame or len(cases) < 2:
        return None
    item = survey.instrument.items.set_index("item_id").loc[outcome].to_dict() | {"item_id": outcome}
    codes = [code for code, _ in list_options(survey.instrument, item)]
    places = place_answers(survey.responses, survey.instrument, item)
    hits = np.append(np.isin(codes, find_tops(survey.instrument, item)), False)[places]
    data = pd.DataFrame({"outcome": np.where(places >= 0, hits, np.nan), "case": frame["case"].astype(str)})
    hidden = [case for case in cases if not is_shown(survey, outcome, "case", case)]
    others = [group] if group in frame else []
    for name in others:
        data[name] = name_groups(survey, name)
    if others and not bears_group(survey, data[~data["case"].isin(hidden)], group):
        others = []
    words = f"who {word_share(survey, outcome)} to \u2018{survey.label(outcome)}\u2019"
    try:
        found = fit_logistic(data, "outcome", "case", others, hidden=hidden, least=survey.threshold)
    except DataError as error:
        reasons = "; ".join(f"expected {finding.expected}, found {finding.found}" for finding in error.findings)
        return Model(words, pd.DataFrame(), pd.DataFrame(), 0, 0, "", f"The answers do not bear one: {reasons}.")
    notes = [f"{len(found.left_out)} cases with too few answers are left out."] if len(found.left_out) else []
    notes += [GROUP_HELD if others else GROUP_LEFT_OUT] if group in frame else []
    return Model(
        words, word_terms(survey, found.estimates), found.diagnostics, round_count(found.n), round_count(found.events),
        found.against, " ".join(notes),
    )  # fmt: skip


def is_shown(survey: Survey, item_id: str, by: str, subgroup: str) -> bool:
    """Return whether the share of an item is shown for a subgroup."""
    return not any(np.isnan(survey.count(item_id, answer, by, subgroup)) for answer in (TOP, VALID))


def bears_group(survey: Survey, data: pd.DataFrame, group: str) -> bool:
    """Return whether a model may hold the groups of respondents equal without giving a small count away.

    Effects of case and group together tell of the people of each group in each case: enough of them must have given
    either answer, and the shares of the groups must be shown.
    """
    known = data.dropna()
    counts = pd.crosstab([known["case"], known[group]], known["outcome"]).reindex(columns=[0, 1], fill_value=0)
    if counts.empty:
        return False
    full = len(counts) == known["case"].nunique() * known[group].nunique()
    shown = all(is_shown(survey, survey.outcome, group, name) for name in survey.list_subgroups(group))
    return full and shown and int(counts.to_numpy().min()) >= survey.threshold


def name_groups(survey: Survey, item_id: str) -> pd.Series:
    """Return the label of each respondent's group, missing where unknown."""
    item = survey.instrument.items.set_index("item_id").loc[item_id].to_dict() | {"item_id": item_id}
    labels = np.array([label for _, label in list_options(survey.instrument, item)] + [None], dtype=object)
    return pd.Series(labels[place_answers(survey.responses, survey.instrument, item)], dtype=object)


def word_terms(survey: Survey, estimates: pd.DataFrame) -> pd.DataFrame:
    """Return the terms of a model with their labels, numbers rounded to two digits."""
    labels = [
        survey.name_case(row["level"]) if row["kind"] == "case" else row["level"].replace(", not ", " rather than ")
        for row in estimates.to_dict("records")
    ]
    rounded = {
        name: [float(f"{value:.2g}") for value in estimates[name].astype(float)]
        for name in ("odds_ratio", "low", "high")
    }
    return pd.DataFrame({"label": labels, **rounded, "p": estimates["p"].round(2), "method": estimates["method"]})
