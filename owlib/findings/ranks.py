"""Rankings and how far they agree, and the precision that samples of a given size allow: frames in, frames out."""

from __future__ import annotations

import math
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import friedmanchisquare, norm, spearmanr
from statsmodels.stats.power import NormalIndPower, TTestPower
from statsmodels.stats.proportion import proportion_confint

from owlib.evidence import Evidence
from owlib.findings.statements import OW

CONFIDENCE = 0.95
POWER = 0.8
"""Chance to find a change that is there; the convention of the field."""
HALF = 0.5
"""The share at which an interval is widest."""
OVERALL = "overall"
"""The column of HR ranks that is no sector of its own."""


def tabulate_ranks(evidence: Evidence) -> pd.DataFrame:
    """Return the ranks of HR themes: one row a theme, one column a sector, *overall* among them."""
    ranks = evidence.hr_themes.assign(rank=evidence.amounts.reindex(evidence.hr_themes["rank_id"])["value"].to_numpy())
    table = ranks.pivot_table(index="theme", columns="sector", values="rank", sort=False)
    return table[evidence.list_codes("hr-sector")].astype(int)


def tabulate_sectors(evidence: Evidence) -> pd.DataFrame:
    """Return the ranks of HR themes by sector, without the column that ranks all together."""
    return tabulate_ranks(evidence).drop(columns=OVERALL)


class Concordance(NamedTuple):
    """Kendall's coefficient of concordance.

    ``w`` lies between 0 (no agreement) and 1 (the same order throughout); ``low`` and ``high`` are the least and
    highest ``w`` when one column is left out.
    """

    w: float
    low: float
    high: float
    themes: int
    columns: int


def measure_concordance(ranks: pd.DataFrame) -> Concordance:
    """Return Kendall's W of several rankings of the same things: a row a thing, a column a ranking, 1 the highest.

    W is Friedman's chi-squared over its highest value (Kendall & Babington Smith 1939, Annals of Mathematical
    Statistics 10:275-287).
    """
    without = [_compute_w(ranks.drop(columns=column)) for column in ranks]
    return Concordance(_compute_w(ranks), min(without), max(without), *ranks.shape)


def _compute_w(ranks: pd.DataFrame) -> float:
    """Return W alone."""
    return float(friedmanchisquare(*ranks.to_numpy())[0]) / (ranks.shape[1] * (len(ranks) - 1))


def correlate_ranks(ranks: pd.DataFrame) -> pd.DataFrame:
    """Return Spearman's rank correlation of each pair of columns, with its 95% interval, highest first.

    The interval is Fisher's with the standard error of Bonett & Wright (2000, Psychometrika 65:23-28). It takes the
    rows for a sample of the things that might have been ranked. Columns: ``first``, ``second``, ``rho``, ``low``,
    ``high``.
    """
    rows = []
    for first, second in combinations(ranks, 2):
        rho = float(spearmanr(ranks[first], ranks[second])[0])
        low, high = _enclose_rho(rho, len(ranks))
        rows.append({"first": first, "second": second, "rho": rho, "low": low, "high": high})
    return pd.DataFrame(rows).sort_values("rho", ascending=False, kind="stable").reset_index(drop=True)


def _enclose_rho(rho: float, count: int) -> tuple[float, float]:
    """Return the interval of a rank correlation."""
    error = math.sqrt((1 + rho**2 / 2) / (count - 3))
    reach = float(norm.ppf((1 + CONFIDENCE) / 2)) * error
    return math.tanh(math.atanh(rho) - reach), math.tanh(math.atanh(rho) + reach)


def spread_ranks(ranks: pd.DataFrame) -> pd.DataFrame:
    """Return how far the rankings of each thing lie apart: ``least``, ``most``, ``spread``, the rows as they were."""
    return pd.DataFrame(
        {"least": ranks.min(axis=1), "most": ranks.max(axis=1), "spread": ranks.max(axis=1) - ranks.min(axis=1)}
    )


def select_questionnaires(evidence: Evidence) -> pd.DataFrame:
    """Return the fieldwork of the pilots by questionnaire whose number of respondents is told, as ``respondents_n``."""
    fieldwork = evidence.fieldwork
    own = fieldwork[
        (fieldwork["study_id"] == OW) & (fieldwork["activity"] == "survey") & (fieldwork["respondents"] != "")
    ]
    return own.assign(respondents_n=evidence.amounts.loc[own["fieldwork_id"], "value"].astype(int).to_numpy())


def estimate_precision(counts: list[int], share: float = HALF) -> pd.DataFrame:
    """Return what samples of these sizes can show.

    Parameters
    ----------
    counts
        Numbers of respondents.
    share
        A share between 0 and 1 that is to be estimated; 0.5 is the hardest.

    Returns
    -------
    DataFrame
        One row a sample: ``respondents``; ``low_pct``, ``high_pct``: Wilson's 95% interval (Wilson 1927) of a share
        of ``share``, which is taken as it is and not rounded to whole persons; ``change_pct``: the smallest change
        from ``share``, in percentage points upward, that two groups of this size show with a power of 80%
        (two-sided, 5%; Cohen's arcsine approximation); empty where not even 100% would show; ``change_sd``:
        the smallest change of a mean, in standard deviations of the change, if the same people answer twice
        (paired t-test).

    """
    rows = []
    for count in counts:
        low, high = proportion_confint(share * count, count, 1 - CONFIDENCE, method="wilson")
        effect = NormalIndPower().solve_power(nobs1=count, alpha=1 - CONFIDENCE, power=POWER)
        paired = TTestPower().solve_power(nobs=count, alpha=1 - CONFIDENCE, power=POWER)
        angle = math.asin(math.sqrt(share)) + float(effect) / 2
        rows.append(
            {
                "respondents": count,
                "low_pct": 100 * float(low),
                "high_pct": 100 * float(high),
                "change_pct": 100 * (math.sin(angle) ** 2 - share) if angle <= math.pi / 2 else np.nan,
                "change_sd": float(np.squeeze(paired)),  # some sizes give an array of one
            }
        )
    return pd.DataFrame(rows)
