"""Shares of a survey with their intervals, and comparisons of shares: frames in, frames out.

The counts that come in have passed disclosure control: a count that was hidden (``<NA>``) gives an estimate that is
empty. All intervals and p-values are two-sided. How each was estimated is told by a code in the column ``method``.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.stats import chi2, chi2_contingency, fisher_exact, ncx2
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from owlib.errors import DataError, Finding
from owlib.findings.ranks import CONFIDENCE

SMALL_BASE = 30
"""Shares of fewer respondents get a remark: one person more or less moves them by over three points."""


LEAST_EXPECTED = 5
"""Chi-squared holds where this many answers are expected in a cell (Cochran 1954, Biometrics 10:417-451)."""


FEW_CELLS = 0.2
"""Part of the cells of a larger table that may expect fewer, none below one (Cochran 1954)."""


ROUNDED_BY = 2
"""A count that was rounded to fives may lie this far above the number of employees."""


NOT_SHOWN, NO_ANSWERS, NOTHING = "not-shown", "no-answers", "nothing"


TOO_FEW = "too-few"
"""Why nothing was estimated: a count is hidden, there is none, there is nothing to compare, too few are expected."""


Counts = pd.Series | list


def estimate_shares(
    hits: Counts, bases: Counts, populations: Counts | None = None, weights_effective_n: Counts | None = None
) -> pd.DataFrame:
    """Return shares with Wilson's interval.

    Parameters
    ----------
    hits, bases
        Numbers of respondents who gave the answer, and who were asked and answered; ``<NA>`` where hidden.
    populations
        Numbers of employees of whom the respondents are a part; empty where unknown.
    weights_effective_n
        Effective numbers of respondents (see :func:`effective_n`); then ``hits`` are weighted to the base.

    Returns
    -------
    DataFrame
        Rows as in ``hits``: ``n``, ``share_pct``, ``low_pct``, ``high_pct``, ``small`` (the base is below
        :data:`SMALL_BASE`), ``method``. Empty where a count is hidden or nobody answered.

    Raises
    ------
    DataError
        If there are more hits than the base, or more respondents than employees.

    Notes
    -----
    Wilson (1927, JASA 22:209-212), recommended by Newcombe (1998, Statistics in Medicine 17:857-872). For a finite
    population the variance shrinks by (N - n) / (N - 1) (Cochran 1977, Sampling techniques, section 3.2), so that n
    counts as n (N - 1) / (N - n) (O'Neill 2021, arXiv 2109.12464). Where all of the population answered, the share is
    known. For weights n counts as Kish's effective n (Korn & Graubard 1998, Survey Methodology 24:193-201).

    """
    frame = pd.DataFrame({"hits": read_counts(hits)})
    for name, counts in {"n": bases, "population": populations, "effective": weights_effective_n}.items():
        frame[name] = np.nan if counts is None else read_counts(counts, frame.index)
    _check_shares(frame)
    known = frame["hits"].notna() & (frame["n"] > 0)
    share = (frame["hits"] / frame["n"]).where(known)
    counted = frame["effective"].fillna(frame["n"]) * _widen_population(frame)
    part = known & np.isfinite(counted) & (counted > 0)
    result = pd.DataFrame({"n": frame["n"], "share_pct": 100 * share, "low_pct": 100 * share, "high_pct": 100 * share})
    low, high = proportion_confint((share * counted)[part], counted[part], 1 - CONFIDENCE, method="wilson")
    result.loc[part, "low_pct"] = 100 * np.clip(low, 0, share[part])
    result.loc[part, "high_pct"] = 100 * np.clip(high, share[part], 1)
    return result.assign(small=known & (frame["n"] < SMALL_BASE), method=_name_method(frame, known, counted))


def read_counts(counts: Counts, index: pd.Index | None = None) -> pd.Series:
    """Return counts as numbers, ``<NA>`` as NaN, in the order of an index."""
    series = counts if isinstance(counts, pd.Series) else pd.Series(counts, index=index, dtype="Float64")
    numbers = pd.Series(series.astype("Float64").to_numpy(float, na_value=np.nan), index=series.index)
    return numbers if index is None else numbers.reindex(index)


def _widen_population(frame: pd.DataFrame) -> pd.Series:
    """Return by how much the number of respondents counts more in a finite population; infinite where all answered."""
    left = (frame["population"] - frame["n"]).clip(lower=0)
    factor = (frame["population"] - 1) / left.where(left > 0)
    return factor.where(left != 0, np.inf).where(frame["population"].notna(), 1)


def _name_method(frame: pd.DataFrame, known: pd.Series, counted: pd.Series) -> pd.Series:
    """Return how each share was estimated."""
    method = pd.Series("wilson", index=frame.index)
    method = method.mask(frame["effective"].notna(), method + "-weighted")
    method = method.mask(frame["population"].notna(), method + "-finite")
    method = method.mask(np.isinf(counted), "whole-population")
    return method.mask(~known, NOT_SHOWN).mask(frame["n"] == 0, NO_ANSWERS)


def _check_shares(frame: pd.DataFrame) -> None:
    """Refuse counts that cannot be; the message counts rows and shows none of them."""
    high = (frame["hits"] > frame["n"] * (1 + 1e-12)) | (frame["hits"] < 0) | (frame["n"] < 0)
    many = frame["n"] > frame["population"] + ROUNDED_BY
    findings = []
    if high.any():
        expected, todo = "between none and the base", "count answers and respondents of the same group"
        findings.append(Finding("counts", 0, "hits", expected, f"{high.sum()} shares where it is not", todo))
    if many.any():
        expected, todo = "at least the number of respondents", "mend the number of employees in survey.yml"
        findings.append(Finding("counts", 0, "populations", expected, f"{many.sum()} smaller numbers", todo))
    if findings:
        raise DataError(findings)


def effective_n(weights: pd.Series) -> float:
    """Return how many respondents of equal weight would be as precise (Kish 1965, Survey sampling, section 11.7).

    The square of the sum over the sum of squares; missing weights are left out. NaN where no weight is above zero.

    Raises
    ------
    DataError
        If a weight is below zero.

    """
    given = weights.dropna().to_numpy(float)
    if (given < 0).any():
        found, todo = f"{(given < 0).sum()} rows with a lower one", "mend the weights in the export"
        raise DataError([Finding("responses", 0, "weight", "weights of zero or more", found, todo)])
    return float(given.sum() ** 2 / (given**2).sum()) if given.any() else np.nan


def adjust_holm(pvalues: pd.Series) -> pd.Series:
    """Return p-values adjusted for their number (Holm 1979, Scandinavian Journal of Statistics 6:65-70).

    Missing ones stay missing and do not count.
    """
    adjusted = pd.Series(np.nan, index=pvalues.index, dtype=float)
    tested = pvalues.notna().to_numpy()
    if tested.any():
        adjusted[tested] = multipletests(pvalues[tested].to_numpy(float), method="holm")[1]
    return adjusted


def compare_shares(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return the difference between the shares of two groups of different people, item by item.

    Parameters
    ----------
    first, second
        One row an item: ``hits``, ``base``; ``<NA>`` where hidden.

    Returns
    -------
    DataFrame
        Rows as in ``first``: ``n_first``, ``n_second``, ``n``, ``first_pct``, ``second_pct``, ``difference_pct``
        (second minus first, in percentage points), ``low_pct``, ``high_pct``, ``p``, ``p_holm`` (adjusted for all
        rows), ``method``.

    Notes
    -----
    Newcombe's hybrid score interval (1998, Statistics in Medicine 17:873-890, method 10). The test is chi-squared
    without correction, or Fisher's exact where fewer than :data:`LEAST_EXPECTED` are expected in a cell.

    """
    pairs = {"hits": "hits", "base": "n"}
    tables = [
        pd.DataFrame({new: read_counts(group[old], first.index) for old, new in pairs.items()})
        for group in (first, second)
    ]
    for table in tables:
        _check_shares(table.assign(population=np.nan))
    wide = pd.concat([tables[0].add_suffix("_first"), tables[1].add_suffix("_second")], axis=1)
    rows = [_compare_two(*row) for row in wide.itertuples(index=False)]
    columns = ["n_first", "n_second", *_DIFFERENCE]
    result = pd.DataFrame(rows, index=first.index, columns=columns)
    result.insert(result.columns.get_loc("method"), "p_holm", adjust_holm(result["p"]))
    return result


_DIFFERENCE = ["n", "first_pct", "second_pct", "difference_pct", "low_pct", "high_pct", "p", "method"]


def _compare_two(hits: float, n: float, other_hits: float, other_n: float) -> dict:
    """Return one row of :func:`compare_shares`."""
    row = {"n_first": n, "n_second": other_n, "n": n + other_n}
    if np.isnan([hits, n, other_hits, other_n]).any():
        return {**row, "method": NOT_SHOWN}
    if not (n > 0 and other_n > 0):
        return {**row, "method": NO_ANSWERS}
    shares = {"first_pct": 100 * hits / n, "second_pct": 100 * other_hits / other_n}
    alpha = 1 - CONFIDENCE
    low, high = confint_proportions_2indep(other_hits, other_n, hits, n, method="newcomb", compare="diff", alpha=alpha)
    p, test = _test_two(np.array([[hits, n - hits], [other_hits, other_n - other_hits]]))
    difference = shares["second_pct"] - shares["first_pct"]
    bounds = {"difference_pct": difference, "low_pct": 100 * float(low), "high_pct": 100 * float(high)}
    return {**row, **shares, **bounds, "p": p, "method": f"newcombe-{test}"}


def _test_two(table: np.ndarray) -> tuple[float, str]:
    """Return the p-value of a two-by-two table, and the test."""
    if _expect(table).min() < LEAST_EXPECTED:
        return float(fisher_exact(np.rint(table).astype(int))[1]), "fisher"
    return float(chi2_contingency(table, correction=False)[1]), "chi-squared"


def _expect(table: np.ndarray) -> np.ndarray:
    """Return the counts that are expected where rows and columns have nothing to do with each other."""
    return np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()


def compare_groups(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return whether groups, such as cases, answered differently, item by item.

    Parameters
    ----------
    tables
        For each item the counts: one row an answer, one column a group; ``<NA>`` where hidden. A group with a hidden
        count is left out.

    Returns
    -------
    DataFrame
        One row an item: ``n``, ``groups_n`` (compared), ``left_out_n`` (groups left out), ``cramers_v``, ``low``,
        ``high``, ``chi2``, ``df``, ``p``, ``p_holm`` (adjusted for all items), ``method``. Not tested where the
        counts are too small for chi-squared (Cochran 1954).

    Notes
    -----
    Pearson's chi-squared; the interval of Cramer's V from the non-central chi-squared distribution (Smithson 2003,
    Confidence intervals, chapter 4). It starts at 0 where the groups do not differ significantly.

    """
    columns = ["n", "groups_n", "left_out_n", "cramers_v", "low", "high", "chi2", "df", "p", "method"]
    rows = [_compare_table(table) for table in tables.values()]
    result = pd.DataFrame(rows, index=pd.Index(list(tables), dtype=object), columns=columns)
    result.insert(result.columns.get_loc("method"), "p_holm", adjust_holm(result["p"].astype(float)))
    return result


def _compare_table(table: pd.DataFrame) -> dict:
    """Return one row of :func:`compare_groups`."""
    numbers = table.apply(read_counts)
    shown = numbers.loc[:, numbers.notna().all() & (numbers.sum() > 0)]
    counts = shown[shown.sum(axis=1) > 0].to_numpy()
    row = {"n": counts.sum(), "groups_n": shown.shape[1], "left_out_n": int(numbers.isna().any().sum())}
    if min(counts.shape) < 2:
        return {**row, "method": NOT_SHOWN if row["left_out_n"] else NOTHING}
    expected = _expect(counts)
    if expected.min() < 1 or (expected < LEAST_EXPECTED).mean() > FEW_CELLS:
        return {**row, "method": TOO_FEW}
    statistic, p, df, _ = chi2_contingency(counts, correction=False)
    scale = row["n"] * (min(counts.shape) - 1)
    low, high = bound_cramers_v(float(statistic), int(df), scale)
    values = {"cramers_v": np.sqrt(statistic / scale), "low": low, "high": high, "chi2": statistic, "df": df, "p": p}
    return {**row, **values, "method": "chi-squared"}


def bound_cramers_v(statistic: float, df: int, scale: float) -> tuple[float, float]:
    """Return the interval of Cramer's V from a chi-squared, its degrees of freedom, and n x (least of k, m - 1)."""
    tail = (1 - CONFIDENCE) / 2
    bounds = []
    for chance in (1 - tail, tail):
        if chi2.cdf(statistic, df) <= chance:
            bounds.append(0.0)
            continue
        most = 2 * statistic + 100
        central = brentq(lambda shift, at=chance: ncx2.cdf(statistic, df, shift) - at, 1e-12, most)
        bounds.append(min(1.0, float(np.sqrt(central / scale))))
    return bounds[0], bounds[1]
