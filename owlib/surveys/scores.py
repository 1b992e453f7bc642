"""Scale scores of a survey: made from items, how reliable they are, their means and how these changed.

All intervals and p-values are two-sided. Nothing here shows the answers of one person; the caller sees to it that a
group is large enough to be shown. Where a group is too small or its scores do not differ, nothing is estimated, and
both look alike, so that nothing tells what everyone answered.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy.stats import f, norm, t, ttest_ind, ttest_rel

from owlib.errors import DataError, Finding
from owlib.findings.ranks import CONFIDENCE

LEAST_ANSWERED = 0.5
"""Part of the items that a person must have answered to get a score: half of them (the half rule, Fairclough & Cella
1996, Quality of Life Research 5:457-464)."""


TINY = 1e-12


LEAST_SAMPLE = 3
"""The smallest group for which a reliability can be computed."""


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


def measure_reliability(items: pd.DataFrame) -> pd.Series:
    """Return Cronbach's alpha of a scale with its interval, from the people who answered all items.

    Parameters
    ----------
    items
        One row a person, one column an item, all pointing the same way (:func:`reverse_items`).

    Returns
    -------
    Series
        ``alpha``, ``low``, ``high``, ``n`` (people who answered all items), ``k`` (items). Empty with fewer than two
        items or :data:`LEAST_SAMPLE` people, or where the sum of the items does not vary.

    Notes
    -----
    Cronbach (1951, Psychometrika 16:297-334). Interval: :func:`bound_alpha`.

    """
    complete = items.astype("Float64").astype(float).dropna()
    n, k = complete.shape
    total = complete.sum(axis=1).var() if n >= LEAST_SAMPLE and k > 1 else 0
    if total < TINY:
        return pd.Series({**dict.fromkeys(["alpha", "low", "high"], np.nan), "n": n, "k": k})
    alpha = k / (k - 1) * (1 - complete.var().sum() / total)
    low, high = bound_alpha(alpha, n, k)
    return pd.Series({"alpha": alpha, "low": low, "high": high, "n": n, "k": k})


def bound_alpha(alpha: float, n: int, k: int) -> tuple[float, float]:
    """Return Feldt's interval of Cronbach's alpha of ``k`` items and ``n`` people.

    Feldt (1965, Psychometrika 30:357-370); Feldt, Woodruff & Salih (1987, Applied Psychological Measurement
    11:93-103), formulas 6 and 7. It takes the items for parallel and their sums for normally distributed.
    """
    tails = f.ppf([(1 + CONFIDENCE) / 2, (1 - CONFIDENCE) / 2], n - 1, (n - 1) * (k - 1))
    return float(1 - (1 - alpha) * tails[0]), float(1 - (1 - alpha) * tails[1])


def estimate_detectable_change(alpha: float, deviation: float) -> float:
    """Return the smallest change of the score of one person that is more than error of measurement.

    Parameters
    ----------
    alpha
        Reliability of the score.
    deviation
        Its standard deviation at the first wave.

    Returns
    -------
    float
        NaN where there is no reliability, or it is below zero.

    Notes
    -----
    SEM = SD x sqrt(1 - reliability); SDC = 1.96 x sqrt(2) x SEM (Beckerman et al. 2001, Quality of Life Research
    10:571-578; Terwee et al. 2007, Journal of Clinical Epidemiology 60:34-42). With alpha as reliability this is the
    error of one occasion: change from day to day adds to it.

    """
    if not (0 <= alpha <= 1 and deviation > 0):
        return np.nan
    return float(norm.ppf((1 + CONFIDENCE) / 2) * np.sqrt(2) * deviation * np.sqrt(1 - alpha))


def estimate_mean(scores: pd.Series) -> pd.Series:
    """Return the mean of scores with its t interval.

    Parameters
    ----------
    scores
        One score a person; missing ones are left out.

    Returns
    -------
    Series
        ``n``, ``mean``, ``sd``, ``low``, ``high``; empty with fewer than two people or where their scores do not
        differ.

    """
    known = scores.astype("Float64").astype(float).dropna()
    n, deviation = len(known), known.std()
    if n < 2 or deviation < TINY:
        return pd.Series({"n": n, **dict.fromkeys(["mean", "sd", "low", "high"], np.nan)})
    reach = float(t.ppf((1 + CONFIDENCE) / 2, n - 1)) * deviation / np.sqrt(n)
    mean = known.mean()
    return pd.Series({"n": n, "mean": mean, "sd": deviation, "low": mean - reach, "high": mean + reach})


def compare_means(first: pd.Series, second: pd.Series, *, paired: bool) -> pd.Series:
    """Return the difference between two means with its interval.

    Parameters
    ----------
    first, second
        One score a person; missing ones are left out. Paired: the same people by their index; who is in one of them
        only is left out.
    paired
        Whether the same people answered twice.

    Returns
    -------
    Series
        ``n_first``, ``n_second``, ``n`` (people), ``mean_first``, ``mean_second``, ``difference`` (second minus
        first), ``low``, ``high``, ``p``. Empty where a group is too small or does not vary.

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
        return pd.Series({**sizes, **dict.fromkeys(names, np.nan)})
    test = ttest_rel(two, one) if paired else ttest_ind(two, one, equal_var=False)
    low, high = test.confidence_interval(CONFIDENCE)
    values = (one.mean(), two.mean(), two.mean() - one.mean(), float(low), float(high), float(test.pvalue))
    return pd.Series({**sizes, **dict(zip(names, values, strict=True))})


def _pair(first: pd.Series, second: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the scores of the people who are in both waves, in the same order."""
    twice = int(first.index.duplicated().sum() + second.index.duplicated().sum())
    if twice:
        found, todo = f"{twice} repeated rows", "clean the responses first, which removes duplicates"
        raise DataError([Finding("responses", 0, "respondent", "each person once in a wave", found, todo)])
    both = first.index.intersection(second.index)
    return first[both], second[both]
