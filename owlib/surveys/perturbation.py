"""The table of noise that the gate adds to counts: how likely each change of a count is.

For a count of people the noise has a mean of zero and a variance of :data:`VARIANCE`, and reaches :data:`REACH` either
way at most; of all such distributions it is the one of the greatest entropy (Giessing 2016, *Computational issues in
the design of transition probabilities and disclosure risk estimation for additive noise*, Privacy in Statistical
Databases, LNCS 9867). No count becomes negative, none stays none, and half the threshold or less does not reach it.
From :data:`REACH` on all counts have the same noise. ``perturbation.csv`` is what
``python owlib/surveys/perturbation.py`` writes.
"""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import logsumexp

VARIANCE = 4.0
"""Variance of the noise, in people squared: two people is its standard deviation."""
REACH = 10
"""The most by which a count is changed; seven in ten million of the large ones are changed so far."""
THRESHOLD = 10
"""The least count that is shown, unless a survey sets a higher one."""
FILE = Path(__file__).with_suffix(".csv")
DIGITS = 9


def make_noise(count: int) -> pd.Series:
    """Return the probability of each change of a count, by the change: REACH at most, and none below zero is left."""
    if count == 0:
        return pd.Series({0: 1.0})
    most = THRESHOLD - 1 - count if count <= THRESHOLD // 2 else REACH
    noise = np.arange(-min(count, REACH), most + 1)
    powers = np.column_stack([noise, (noise**2 - VARIANCE)]).astype(float)
    # The greatest entropy under these two constraints has log-probabilities linear in them; their weights are where
    # the sum of the exponentials is least.
    weights = minimize(lambda w: logsumexp(powers @ w), x0=[0.0, -0.1], method="BFGS", options={"gtol": 1e-12}).x
    logs = powers @ weights
    return pd.Series(np.exp(logs - logsumexp(logs)), index=noise)


def make_table() -> pd.DataFrame:
    """Return the table: ``count`` (the last stands for all from there on), ``noise`` and its ``probability``."""
    parts = [make_noise(count).rename_axis("noise").rename("probability") for count in range(REACH + 1)]
    table = pd.concat(dict(enumerate(parts)), names=["count"]).reset_index()
    return table.assign(probability=table["probability"].round(DIGITS))


@functools.cache
def read_table() -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """Return for each count the changes, and the cumulated probability up to each."""
    table = pd.read_csv(FILE)
    return {
        int(count): (rows["noise"].to_numpy(), np.cumsum(rows["probability"].to_numpy()))
        for count, rows in table.groupby("count")
    }


def find_noise(counts: np.ndarray, chances: np.ndarray) -> np.ndarray:
    """Return the change of each count, which is whole, for a chance between 0 and 1 drawn for it."""
    table, changes = read_table(), np.zeros(len(counts), int)
    for count, (noise, cumulated) in table.items():
        own = counts == count if count < REACH else counts >= count
        places = np.searchsorted(cumulated, chances[own] * cumulated[-1], side="right")
        changes[own] = noise[np.minimum(places, len(noise) - 1)]
    return changes


if __name__ == "__main__":
    make_table().to_csv(FILE, index=False, float_format=f"%.{DIGITS}f", lineterminator="\n")
