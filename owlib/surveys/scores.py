"""Scale scores of a survey: made from items, how reliable they are, their means and how these changed.

All intervals and p-values are two-sided. Nothing here shows the answers of one person; the caller sees to it that a
group is large enough to be shown. Where a group is too small or its scores do not differ, nothing is estimated, and
the method says the same of both, so that it does not tell what everyone answered.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
from scipy.stats import f, norm, t, ttest_ind, ttest_rel

from owlib.errors import DataError, Finding
from owlib.findings.ranks import CONFIDENCE, estimate_precision
from owlib.surveys.estimates import NOT_SHOWN, Counts, read_counts

LEAST_ANSWERED = 0.5
"""Part of the items that a person must have answered to get a score: half of them (the half rule, Fairclough & Cella
1996, Quality of Life Research 5:457-464)."""


NOT_ESTIMATED = "not estimated"


TINY = 1e-12


LEAST_SAMPLE = 3
"""The smallest group for which a smallest change or a reliability can be computed."""


def reverse_items(items: pd.DataFrame, reverse: Collection[str], low: float, high: float) -> pd.DataFrame:
    """Return items that all point the same way: those to reverse are counted from the other end of the scale.

    Parameters
    ----------
    items
        One row a person, one column an item; missing where not answered.
    reverse
        Columns to reverse.
    low, high
        The ends of the scale that all items share.

    Raises
    ------
    DataError
        If a column to reverse is not there, or values lie outside the scale; no value is shown.

    """
    numbers = items.astype("Float64").astype(float)
    outside = ((numbers < low) | (numbers > high)).sum()
    findings = [
        Finding("responses", 0, str(name), f"values from {low:g} to {high:g}", f"{count} rows outside", "clean first")
        for name, count in outside[outside > 0].items()
    ]
    todo = "mend the column 'reverse' of items.csv"
    missing = sorted(set(reverse) - set(items))
    findings += [Finding("items.csv", 0, "reverse", "an item of the score", f"'{name}'", todo) for name in missing]
    if findings:
        raise DataError(findings)
    return numbers.assign(**{name: low + high - numbers[name] for name in reverse})


def score_scale(items: pd.DataFrame, reverse: Collection[str], low: float, high: float) -> pd.Series:
    """Return the score of each person: the mean of the answered items, on the scale of the items.

    Missing where fewer than half of the items were answered (:data:`LEAST_ANSWERED`). Nothing else is filled in.
    Parameters and errors as in :func:`reverse_items`.
    """
    numbers = reverse_items(items, reverse, low, high)
    enough = numbers.notna().sum(axis=1) >= LEAST_ANSWERED * numbers.shape[1]
    return numbers.mean(axis=1).where(enough)


def measure_reliability(items: pd.DataFrame, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """Return Cronbach's alpha of a scale with its interval, from the people who answered all items.

    Parameters
    ----------
    items
        One row a person, one column an item, all pointing the same way (:func:`reverse_items`).
    confidence
        Level of the interval.

    Returns
    -------
    DataFrame
        One row: ``alpha``, ``low``, ``high``, ``n`` (people who answered all items), ``k`` (items), ``method``. Empty
        with fewer than two items or :data:`LEAST_SAMPLE` people, or where the sum of the items does not vary.

    Notes
    -----
    Cronbach (1951, Psychometrika 16:297-334). Interval: :func:`bound_alpha`.

    """
    complete = items.astype("Float64").astype(float).dropna()
    n, k = complete.shape
    total = complete.sum(axis=1).var() if n >= LEAST_SAMPLE and k > 1 else 0
    if total < TINY:
        return pd.DataFrame([_leave_out(["alpha", "low", "high"], n=n, k=k)])
    alpha = k / (k - 1) * (1 - complete.var().sum() / total)
    low, high = bound_alpha(alpha, n, k, confidence)
    return pd.DataFrame([{"alpha": alpha, "low": low, "high": high, "n": n, "k": k, "method": "Cronbach; Feldt"}])


def bound_alpha(alpha: float, n: int, k: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return Feldt's interval of Cronbach's alpha of ``k`` items and ``n`` people.

    Feldt (1965, Psychometrika 30:357-370); Feldt, Woodruff & Salih (1987, Applied Psychological Measurement
    11:93-103), formulas 6 and 7. It takes the items for parallel and their sums for normally distributed.
    """
    tails = f.ppf([(1 + confidence) / 2, (1 - confidence) / 2], n - 1, (n - 1) * (k - 1))
    return float(1 - (1 - alpha) * tails[0]), float(1 - (1 - alpha) * tails[1])


def estimate_detectable_change(reliability: pd.DataFrame, deviation: float, group_n: int) -> pd.DataFrame:
    """Return the smallest change of a score that is more than error of measurement.

    Parameters
    ----------
    reliability
        One row of :func:`measure_reliability`.
    deviation
        Standard deviation of the score at the first wave.
    group_n
        Number of people in the group whose mean change is judged.

    Returns
    -------
    DataFrame
        Two rows, ``for`` one person and the mean of the group: ``sem`` (standard error of measurement), ``change``
        (smallest detectable), ``low``, ``high`` (by the interval of the reliability), ``n``, ``method``. Empty where
        there is no reliability, or it is below zero.

    Notes
    -----
    SEM = SD x sqrt(1 - reliability); SDC = 1.96 x sqrt(2) x SEM for one person, and that divided by sqrt(n) for a
    group (Beckerman et al. 2001, Quality of Life Research 10:571-578; Terwee et al. 2007, Journal of Clinical
    Epidemiology 60:34-42). With alpha as reliability this is the error of one occasion: change from day to day adds to
    it.

    """
    row = reliability.iloc[0]
    judged = {"one person": 1, "the mean of the group": group_n}
    if not (0 <= row["alpha"] <= 1 and deviation > 0 and group_n > 0):
        empty = _leave_out(["sem", "change", "low", "high"], n=row["n"])
        return pd.DataFrame([{"for": name, **empty} for name in judged])
    reach = float(norm.ppf((1 + CONFIDENCE) / 2)) * np.sqrt(2)
    alphas = np.clip([row["alpha"], row["high"], row["low"]], 0, 1)
    sem, least, most = deviation * np.sqrt(1 - alphas)
    rows = [
        {"for": name, "sem": sem, **dict(zip(("change", "low", "high"), reach * size / np.sqrt(n), strict=True))}
        for size in [np.array([sem, least, most])]
        for name, n in judged.items()
    ]
    return pd.DataFrame(rows).assign(n=row["n"], method="smallest detectable change, from Cronbach's alpha")


def estimate_means(
    scores: pd.Series, groups: pd.Series | None = None, populations: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """Return the mean score of each group, or of all, with its interval.

    Parameters
    ----------
    scores
        One score a person; missing ones are left out.
    groups
        The group of each person, by the same index; without it all are one group named ``all``.
    populations
        Number of employees of a group, where known; then the variance shrinks by (N - n) / (N - 1).

    Returns
    -------
    DataFrame
        One row a group, in the order of their names: ``n``, ``mean``, ``sd``, ``low``, ``high``, ``method``. Empty
        with fewer than two people or where their scores do not differ.

    """
    names = pd.Series("all", index=scores.index) if groups is None else groups.astype(object)
    frame = pd.DataFrame({"group": names, "score": scores.astype("Float64").astype(float)}).dropna()
    sizes = dict(populations or {})
    rows = {name: _estimate_mean(part, sizes.get(name)) for name, part in frame.groupby("group")["score"]}
    columns = ["n", "mean", "sd", "low", "high", "method"]
    return pd.DataFrame(list(rows.values()), index=pd.Index(list(rows), dtype=object), columns=columns)


def _estimate_mean(scores: pd.Series, population: float | None) -> dict:
    """Return one row of :func:`estimate_means`."""
    n, deviation = len(scores), scores.std()
    if n < 2 or deviation < TINY:
        return _leave_out(["mean", "sd", "low", "high"], n=n)
    part = 1.0 if population is None else max(population - n, 0) / max(population - 1, 1)
    reach = float(t.ppf((1 + CONFIDENCE) / 2, n - 1)) * deviation * np.sqrt(part / n)
    method = "t interval" if population is None else "t interval, finite population"
    bounds = {"low": scores.mean() - reach, "high": scores.mean() + reach}
    return {"n": n, "mean": scores.mean(), "sd": deviation, **bounds, "method": method}


def compare_means(first: pd.Series, second: pd.Series, *, paired: bool, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """Return the difference between two means with its interval.

    Parameters
    ----------
    first, second
        One score a person; missing ones are left out. Paired: the same people by their index; who is in one of them
        only is left out.
    paired
        Whether the same people answered twice.
    confidence
        Level of the interval.

    Returns
    -------
    DataFrame
        One row: ``n_first``, ``n_second``, ``n`` (people), ``mean_first``, ``mean_second``, ``difference`` (second
        minus first), ``low``, ``high``, ``p``, ``method``. Empty where a group is too small or does not vary.

    Raises
    ------
    DataError
        If the same person occurs twice in a wave of a paired comparison.

    Notes
    -----
    Paired t-test; else Welch's (1947, Biometrika 34:28-35), which does not take the variances for equal.

    """
    one, two = (scores.astype("Float64").astype(float).dropna() for scores in (first, second))
    if paired:
        one, two = _pair(one, two)
    sizes = {"n_first": len(one), "n_second": len(two), "n": len(one) if paired else len(one) + len(two)}
    names = ["mean_first", "mean_second", "difference", "low", "high", "p"]
    spread = (two - one).std() if paired else one.std() + two.std()
    if min(len(one), len(two)) < 2 or spread < TINY:
        return pd.DataFrame([_leave_out(names, **sizes)])
    test = ttest_rel(two, one) if paired else ttest_ind(two, one, equal_var=False)
    low, high = test.confidence_interval(confidence)
    values = (one.mean(), two.mean(), two.mean() - one.mean(), float(low), float(high), float(test.pvalue))
    method = "paired t-test" if paired else "Welch's t-test"
    return pd.DataFrame([{**sizes, **dict(zip(names, values, strict=True)), "method": method}])


def _pair(first: pd.Series, second: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the scores of the people who are in both waves, in the same order."""
    twice = int(first.index.duplicated().sum() + second.index.duplicated().sum())
    if twice:
        found, todo = f"{twice} repeated rows", "clean the responses first, which removes duplicates"
        raise DataError([Finding("responses", 0, "respondent", "each person once in a wave", found, todo)])
    both = first.index.intersection(second.index)
    return first[both], second[both]


def _leave_out(names: list[str], **counts: float) -> dict:
    """Return a row that tells that nothing was estimated."""
    return {**dict.fromkeys(names, np.nan), **counts, "method": NOT_ESTIMATED}


def estimate_smallest_change(bases: Counts) -> pd.DataFrame:
    """Return the smallest change that groups of these sizes can show with a power of 80%.

    Returns
    -------
    DataFrame
        Rows as in ``bases``: ``n``, ``change_pct`` (of a share of 50%, in percentage points, two groups of this
        size), ``change_sd`` (of a mean, in standard deviations of the change, the same people twice), ``method``;
        empty where the base is hidden or too small. See :func:`owlib.findings.ranks.estimate_precision`.

    """
    sizes = read_counts(bases)
    known = sizes >= LEAST_SAMPLE
    changes = estimate_precision(sorted(set(sizes[known]))) if known.any() else pd.DataFrame(columns=["respondents"])
    by_size = changes.set_index("respondents").reindex(columns=["change_pct", "change_sd"]).astype(float)
    method = pd.Series("power of 80%, two-sided 5%", index=sizes.index).where(known, NOT_SHOWN)
    return by_size.reindex(sizes).set_axis(sizes.index).assign(n=sizes, method=method)
