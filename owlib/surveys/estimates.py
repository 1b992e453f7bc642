"""Shares, differences and odds from protected counts: frames in, frames out; no answer of anyone comes here.

A count that is kept back gives an estimate that is empty. A protected count differs from the exact one by noise whose
variance is known, ``noise`` in each function: all intervals and tests hold it. They are two-sided. Of several tests
p-values are adjusted for their number (Holm 1979, Scandinavian Journal of Statistics 6:65-70); a difference ``holds``
where its ``p_holm`` lies below :data:`HOLDS`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import chi2, norm
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from owlib.findings.ranks import CONFIDENCE
from owlib.surveys.perturbation import VARIANCE

HOLDS = 0.05
Z = float(norm.ppf((1 + CONFIDENCE) / 2))


def estimate_shares(hits: pd.Series, bases: pd.Series, noise: float = VARIANCE) -> pd.DataFrame:
    """Return shares with their intervals, a row a share: ``hits``, ``n``, ``share_pct``, ``low_pct``, ``high_pct``.

    ``hits`` and ``bases`` are protected counts of those who gave an answer, and of those who answered, NaN where kept
    back. As each has noise of its own, hits may pass their base: they are all of it then.

    Wilson's interval (1927, JASA 22:209-212), each side of which is joined with that of the noise by the root of the
    sum of their squares, as Newcombe joins those of two shares (1998, Statistics in Medicine 17:873-890, method 10).
    """
    share = (hits / bases).clip(upper=1)
    low, high = proportion_confint(share * bases, bases, 1 - CONFIDENCE, method="wilson")
    reach = Z * np.sqrt(_vary_by_noise(share, bases, noise))
    return pd.DataFrame({
        "hits": hits, "n": bases, "share_pct": 100 * share,
        "low_pct": 100 * (share - np.hypot(share - low, reach)).clip(lower=0),
        "high_pct": 100 * (share + np.hypot(high - share, reach)).clip(upper=1),
    }).where(share.notna())  # fmt: skip


def _vary_by_noise(share: pd.Series, bases: pd.Series, noise: float) -> pd.Series:
    """Return the variance of a ratio of two counts that noise gives."""
    return noise * (1 + share**2) / bases**2


def compare_shares(first: pd.DataFrame, second: pd.DataFrame, noise: float = VARIANCE) -> pd.DataFrame:
    """Return the difference of the shares of two groups of different people, as estimated, a row an item.

    Columns: ``n_first``, ``n_second``, ``first_pct``, ``second_pct``, ``difference_pct`` (second less first, in
    percentage points), ``low_pct``, ``high_pct``, ``p_holm``, ``holds``. Newcombe's interval (1998, method 10) from
    the intervals of the two shares; the test is the score test of two shares, with the variance of the noise added.
    """
    p1, p2 = first["share_pct"], second["share_pct"]
    low = p2 - p1 - np.hypot(p2 - second["low_pct"], first["high_pct"] - p1)
    high = p2 - p1 + np.hypot(second["high_pct"] - p2, p1 - first["low_pct"])
    pooled = (first["hits"] + second["hits"]).clip(upper=first["n"] + second["n"]) / (first["n"] + second["n"])
    variance = sum(
        pooled * (1 - pooled) / part["n"] + _vary_by_noise(pooled, part["n"], noise) for part in (first, second)
    )
    adjusted = adjust_holm(pd.Series(2 * norm.sf(((p2 - p1) / 100).abs() / np.sqrt(variance)), index=first.index))
    return pd.DataFrame({
        "n_first": first["n"], "n_second": second["n"], "first_pct": p1, "second_pct": p2, "difference_pct": p2 - p1,
        "low_pct": low, "high_pct": high, "p_holm": adjusted, "holds": adjusted < HOLDS,
    })  # fmt: skip


def compare_groups(shares: pd.DataFrame, noise: float = VARIANCE) -> pd.DataFrame:
    """Return whether the shares of several groups differ by more than chance and noise, item by item.

    ``shares`` are as estimated, with ``item_id``, a row an item and group. By ``item_id``, of items with two groups or
    more that are shown: ``p_holm``, ``holds``. Pearson's chi-squared, with the variance of the noise added to that of
    each share.
    """
    known = shares[shares["share_pct"].notna()]
    by = known["item_id"]
    pooled = known["hits"].groupby(by).transform("sum") / known["n"].groupby(by).transform("sum")
    variance = pooled * (1 - pooled) / known["n"] + _vary_by_noise(pooled, known["n"], noise)
    terms = (known["share_pct"] / 100 - pooled) ** 2 / variance
    found = terms.groupby(by, sort=False).agg(["size", "sum"]).query("size > 1")
    adjusted = adjust_holm(pd.Series(chi2.sf(found["sum"], found["size"] - 1), index=found.index))
    return pd.DataFrame({"p_holm": adjusted, "holds": adjusted < HOLDS})


def adjust_holm(pvalues: pd.Series) -> pd.Series:
    """Return p-values adjusted for their number; missing ones stay missing and do not count."""
    adjusted, tested = pd.Series(np.nan, index=pvalues.index, dtype=float), pvalues.notna()
    if tested.any():
        adjusted[tested] = multipletests(pvalues[tested], method="holm")[1]
    return adjusted


def fit_model(shares: pd.DataFrame, noise: float = VARIANCE) -> pd.DataFrame:
    """Return the odds of an answer in each case and in each group of respondents, the other being equal.

    ``shares`` are as estimated, with ``case`` and ``group``, a row a case and group: those that are shown. Columns:
    ``term`` (``case`` or ``group``), ``level``, ``odds_ratio``, ``low``, ``high``; of a case against the average of
    the cases, of a group against the first. Empty with fewer than two cases or two groups, or if there is a case that
    only one of the groups is shown of. Logistic regression on the table of counts (statsmodels ``GLM``, binomial) with
    Wald intervals; each share counts as one of so many people as would leave it as uncertain without noise.
    """
    cases, groups = (sorted(shares[name].unique()) for name in ("case", "group"))
    columns = ["term", "level", "odds_ratio", "low", "high"]
    if min(len(cases), len(groups)) < 2 or len(shares) < len(cases) * len(groups):
        return pd.DataFrame(columns=columns)
    dummies = [pd.get_dummies(shares[name], dtype=float) for name in ("case", "group")]
    effects = pd.concat([dummies[0][cases], dummies[1][groups[1:]]], axis=1)
    share, n = shares["share_pct"] / 100, shares["n"]
    near = (share * n + 2) / (n + 4)  # nearer to a half, as Agresti and Coull (1998)
    worth = near * (1 - near) / (near * (1 - near) / n + _vary_by_noise(share, n, noise))
    counts = np.column_stack([share * worth, (1 - share) * worth])
    fit = GLM(counts, effects.to_numpy(), family=Binomial()).fit()
    contrasts = np.eye(effects.shape[1])
    contrasts[: len(cases), : len(cases)] -= 1 / len(cases)
    test = fit.t_test(contrasts)
    low, high = np.exp(test.conf_int(1 - CONFIDENCE)).T
    terms = [("case", case) for case in cases] + [("group", group) for group in groups[1:]]
    return pd.DataFrame(terms, columns=columns[:2]).assign(odds_ratio=np.exp(test.effect), low=low, high=high)
