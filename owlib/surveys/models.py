"""A logistic model of one answer with case effects, and what can be wrong with it.

The model is refused, and the reason told, where the data cannot bear it. Neither messages nor results tell what one
person answered: a case is in the model only if enough of its respondents gave either answer. All intervals and
p-values are two-sided. What was found is told in codes and numbers, which a page puts in words.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import chi2
from statsmodels.discrete.discrete_model import Logit
from statsmodels.tools.sm_exceptions import PerfectSeparationError

from owlib.errors import DataError, Finding
from owlib.findings.ranks import CONFIDENCE
from owlib.surveys.estimates import adjust_holm

LEAST_OF_EACH = 10
"""Respondents with either answer that a case, and each answer of another question, needs to be in the model."""


EVENTS_PER_PARAMETER = 10
"""Respondents with the rarer answer for each parameter (Peduzzi et al. 1996, Journal of Clinical Epidemiology
49:1373-1379)."""


RISK_GROUPS = 10


MOST_CONDITION = 30
"""Highest condition number of the columns, each of length one (Belsley, Kuh & Welsch 1980, Regression diagnostics)."""


MOST_ERROR = 10
"""A standard error of log odds above this, in standard deviations of the column, tells of separation."""


MOST_STEPS = 100


TERM = ["term", "level", "than", "scale"]


MUCH_MISSING = 10
"""Percentage of respondents left out for a missing answer above which a remark is due."""


ALPHA = 0.05


class NoModelError(DataError):
    """Why the data bear no model; ``reason`` and ``numbers`` are what a page tells of it."""

    def __init__(self, reason: str, finding: Finding, **numbers: int) -> None:
        super().__init__([finding])
        self.reason, self.numbers = reason, numbers


@dataclass(frozen=True)
class LogisticResult:
    """A fitted logistic model.

    ``estimates``: one row a case or answer or number: ``term`` (the column), ``level`` (case or answer; empty for
    a number), ``than`` (the answer that an answer is compared with; else empty), ``kind`` (``case`` or ``other``),
    ``n``, ``odds_ratio``, ``low``, ``high``, ``p``, ``p_holm`` (adjusted for all cases; empty for others).
    ``diagnostics``: ``check``, ``finding`` (a code), ``fine`` and ``numbers`` (those of the finding, by their name).
    ``left_out``: the cases that are not in it, for one and the same reason: too few respondents with or without the
    answer, or counts that are kept back. ``n`` respondents, of whom ``events`` gave the answer; ``log_likelihood``,
    with and without (``_null``) the case effects.
    """

    estimates: pd.DataFrame
    diagnostics: pd.DataFrame
    left_out: list[str]
    n: int
    events: int
    log_likelihood: float
    log_likelihood_null: float

    def __repr__(self) -> str:
        """Return what the model is about, without numbers."""
        return f"LogisticResult: odds ratios of {len(self.estimates)} terms"


Check = tuple[str, str, bool, dict[str, float]]
"""What was checked, what was found, whether that is fine, and the numbers of the finding."""


@dataclass(frozen=True, repr=False)
class _Design:
    """The columns of a model: one a case, and others.

    ``terms`` tells of each of the others its ``term``, ``level``, ``than`` and ``scale``: the standard deviation by
    which a number was divided.
    """

    outcome: np.ndarray
    cases: pd.DataFrame
    others: pd.DataFrame
    terms: pd.DataFrame

    @property
    def columns(self) -> np.ndarray:
        """All columns, those of the cases first."""
        return np.hstack([self.cases.to_numpy(), self.others.to_numpy()])


def fit_logistic(
    frame: pd.DataFrame,
    outcome: str,
    case: str,
    others: Collection[str] = (),
    *,
    reference: str = "",
    hidden: Collection[str] = (),
    least: int = LEAST_OF_EACH,
) -> LogisticResult:
    """Return the odds of an answer in each case, other answers being equal.

    Parameters
    ----------
    frame
        One row a respondent; missing where not answered, or not shown.
    outcome
        Column with 1 or true for the answer, 0 or false for another.
    case
        Column with the case of each respondent; empty where unknown.
    others
        Columns to hold equal: numbers (the odds ratio is for one more), or categories (against the commonest).
    reference
        The case to compare with; empty for the average of the cases: each case counts the same, whatever its size,
        and an odds ratio of 2 means odds twice as high as in the typical case.
    hidden
        Cases whose counts are kept back elsewhere, so that the model does not give them away.
    least
        Respondents with either answer that a case, or an answer of ``others``, needs.

    Raises
    ------
    DataError
        If columns are missing or not as described, fewer than two cases have enough answers, an answer of ``others``
        has too few, there are more parameters than answers can bear, columns tell the same, or the fit does not
        settle.

    Notes
    -----
    Maximum likelihood (statsmodels ``Logit``) with Wald intervals; no weights are used.

    """
    _check_columns(frame, [outcome, case, *others])
    complete = _take_complete(frame, outcome, case, list(others))
    kept, left_out = _keep_cases(complete, outcome, case, hidden, least)
    design = _build_design(kept, outcome, case, list(others), least)
    _check_reference(design, case, reference)
    fit = _fit(design.outcome, design.columns)
    rest = np.column_stack([np.ones(len(kept)), design.others.to_numpy()])
    null = _fit(design.outcome, rest).llf
    estimates = pd.concat([_compare_cases(fit, design, case, reference), _list_others(fit, design)], ignore_index=True)
    missing = 100 * (1 - len(complete) / len(frame))
    diagnostics = _diagnose(fit, design, 2 * (fit.llf - null), missing, len(left_out))
    numbers = (len(kept), int(design.outcome.sum()), float(fit.llf), float(null))
    return LogisticResult(estimates, diagnostics, left_out, *numbers)


def _refuse(column: str, expected: str, found: str, todo: str) -> DataError:
    """Return the error that tells which column makes no model."""
    return DataError([Finding("model", 0, column, expected, found, todo)])


def _check_columns(frame: pd.DataFrame, names: list[str]) -> None:
    """Refuse columns that are not there, or that are named twice."""
    missing = sorted({name for name in names if name not in frame})
    if missing:
        todo = "name items that the export has"
        raise DataError([Finding("model", 0, name, "a column of the responses", "none", todo) for name in missing])
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        todo = "name each item once"
        raise DataError([Finding("model", 0, name, "each column once", "it twice", todo) for name in twice])


def _take_complete(frame: pd.DataFrame, outcome: str, case: str, others: list[str]) -> pd.DataFrame:
    """Return the respondents who answered all, the outcome as 0 or 1, the case as text."""
    answers = pd.to_numeric(frame[outcome].astype(object), errors="coerce")
    odd = int((frame[outcome].notna() & ~answers.isin([0, 1])).sum())
    if odd:
        raise _refuse(outcome, "0, 1 or missing", f"{odd} rows with something else", "make the outcome a yes or no")
    cases = frame[case].astype(object).where(frame[case].notna() & (frame[case].astype(object) != ""))
    return frame[others].assign(**{outcome: answers.astype(float), case: cases}).dropna()


def _keep_cases(
    complete: pd.DataFrame, outcome: str, case: str, hidden: Collection[str], least: int
) -> tuple[pd.DataFrame, list[str]]:
    """Return the respondents of the cases with enough of either answer, and which cases were left out."""
    enough = _find_enough(complete[case], complete[outcome], least)
    names = sorted(name for name, bears in enough.items() if not bears or name in hidden)
    kept = complete[~complete[case].isin(names)]
    if kept[case].nunique() < 2:
        expected = f"two or more cases, each with {least} respondents with and {least} without the answer"
        todo = "compare shares instead, or wait for more responses"
        finding = Finding("model", 0, case, expected, "none" if kept.empty else "one", todo)
        raise NoModelError("cases", finding, least=least, count=kept[case].nunique())
    return kept, names


def _find_enough(levels: pd.Series, outcome: pd.Series, least: int) -> pd.Series:
    """Return for each level whether enough respondents gave either answer."""
    counts = pd.crosstab(levels.astype(object), outcome).reindex(columns=[0, 1], fill_value=0)
    return counts.min(axis=1) >= least


def _build_design(kept: pd.DataFrame, outcome: str, case: str, others: list[str], least: int) -> _Design:
    """Return the columns of the model; refuse those that the data cannot bear."""
    cases = pd.get_dummies(kept[case].astype(str), dtype=float)
    parts = [_code_other(kept[name], kept[outcome], least) for name in others]
    coded = pd.concat([part for part, _ in parts], axis=1) if parts else pd.DataFrame(index=kept.index)
    listed = [row for _, rows in parts for row in rows]
    design = _Design(kept[outcome].to_numpy(), cases, coded, pd.DataFrame(listed, columns=TERM))
    width, rarer = design.columns.shape[1], min(kept[outcome].sum(), len(kept) - kept[outcome].sum())
    if rarer <= width:
        found, todo = f"{width} parameters and fewer of these", "leave out columns"
        expected = "more respondents with the rarer answer than parameters"
        raise NoModelError("parameters", Finding("model", 0, outcome, expected, found, todo), parameters=width)
    if np.linalg.matrix_rank(design.columns) < width:
        expected, found = "columns that tell different things", "columns that follow from others"
        finding = Finding("model", 0, ", ".join(others), expected, found, "leave one of them out")
        raise NoModelError("columns", finding)
    return design


def _code_other(column: pd.Series, outcome: pd.Series, least: int) -> tuple[pd.DataFrame, list[tuple]]:
    """Return a column as the model takes it: a number in standard deviations, or one column for each answer but one."""
    name = str(column.name)
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        numbers = column.astype(float)
        spread = float(numbers.std())
        if not spread > 0:
            raise _refuse(name, "different answers", "no difference", "leave this column out")
        _refuse_split(numbers, outcome)
        return ((numbers - numbers.mean()) / spread).to_frame(name), [(name, "", "", spread)]
    enough = _find_enough(column, outcome, least)
    if len(enough) < 2 or not enough.all():
        expected = f"two or more answers, each of {least} respondents with and {least} without the outcome"
        finding = Finding(
            "model", 0, name, expected, "answers that do not bear it", "join answers, or leave this column out"
        )
        raise NoModelError("answers", finding, least=least)
    commonest = column.astype(object).value_counts().sort_index(kind="stable").idxmax()
    coded = pd.get_dummies(column.astype(object), dtype=float).drop(columns=commonest)
    rows = [(name, level, commonest, 1.0) for level in coded]
    return coded.set_axis([f"{name}: {level}" for level in coded], axis=1), rows


def _refuse_split(numbers: pd.Series, outcome: pd.Series) -> None:
    """Refuse a number that tells the answer outright: all with the answer lie on one side of all without."""
    least, most = numbers.groupby(outcome).min(), numbers.groupby(outcome).max()
    if most[0] <= least[1] or most[1] <= least[0]:
        found = "numbers that tell the outcome outright"
        raise _refuse(str(numbers.name), "numbers that overlap", found, "leave this column out")


def _check_reference(design: _Design, case: str, reference: str) -> None:
    """Refuse a case to compare with that is not in the model."""
    if reference and reference not in design.cases:
        expected, todo = "a case of the model", "choose another, or none for the average"
        raise _refuse(case, expected, f"'{reference}', which has too few answers or none", todo)


def _fit(outcome: np.ndarray, columns: np.ndarray):
    """Return the fitted model; refuse one that did not settle."""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # what they tell is checked below and told in our own words
            fit = Logit(outcome, columns).fit(disp=False, maxiter=MOST_STEPS)
            errors = np.asarray(fit.bse)
    except (np.linalg.LinAlgError, PerfectSeparationError):
        errors = np.array([np.inf])
    if not (np.isfinite(errors).all() and errors.max() < MOST_ERROR and fit.mle_retvals["converged"]):
        found = "effects that grow without end: columns together tell the outcome"
        finding = Finding("model", 0, "", "a fit that settles", found, "leave out columns, or join answers")
        raise NoModelError("unsettled", finding) from None
    return fit


def _compare_cases(fit, design: _Design, case: str, reference: str) -> pd.DataFrame:
    """Return the odds ratio of each case; the reference itself has none but 1."""
    names, count = list(design.cases), design.cases.shape[1]
    from_what = np.full((count, count), 1 / count)
    if reference:
        from_what = np.tile((design.cases.columns == reference).astype(float), (count, 1))
    contrasts = np.hstack([np.eye(count) - from_what, np.zeros((count, design.others.shape[1]))])
    tested = [place for place, name in enumerate(names) if name != reference]
    frame = pd.DataFrame({"term": case, "level": names, "than": "", "kind": "case", "n": len(design.outcome)})
    odds = _test(fit, contrasts[tested]).set_axis(tested)
    frame = frame.assign(**odds.reindex(frame.index)).fillna({"odds_ratio": 1.0})
    return frame.assign(p_holm=adjust_holm(frame["p"]))


def _list_others(fit, design: _Design) -> pd.DataFrame:
    """Return the odds ratios of the other columns."""
    count = design.cases.shape[1]
    per_unit = np.diag(1 / design.terms["scale"].to_numpy(float))
    odds = _test(fit, np.hstack([np.zeros((len(per_unit), count)), per_unit])) if len(per_unit) else pd.DataFrame()
    frame = design.terms[["term", "level", "than"]].assign(kind="other", n=len(design.outcome)).join(odds)
    return frame.assign(p_holm=np.nan).astype({"p_holm": float})


def _test(fit, contrasts: np.ndarray) -> pd.DataFrame:
    """Return odds ratios of contrasts of the coefficients, with intervals and p-values."""
    test = fit.t_test(contrasts)
    low, high = np.atleast_2d(test.conf_int(1 - CONFIDENCE)).T
    values = {"odds_ratio": np.exp(test.effect), "low": np.exp(low), "high": np.exp(high)}
    return pd.DataFrame({**values, "p": np.atleast_1d(test.pvalue)})


def measure_calibration(outcome: np.ndarray, predicted: np.ndarray) -> pd.DataFrame:
    """Return how many events there were, and how many the model predicts, in groups of about equal size.

    Groups are tenths of the predicted chance (Hosmer & Lemeshow 1980, Communications in Statistics A9:1043-1069);
    respondents with the same chance are in the same group, so there may be fewer groups.

    Returns
    -------
    DataFrame
        One row a group, the lowest chance first: ``n``, ``observed``, ``expected``.

    """
    frame = pd.DataFrame({"observed": outcome, "expected": predicted})
    chance = frame["expected"].round(10)
    parts = frame.groupby(pd.qcut(chance, RISK_GROUPS, labels=False, duplicates="drop"))
    return parts.sum().assign(n=parts.size()).reset_index(drop=True)[["n", "observed", "expected"]]


def measure_misfit(groups: pd.DataFrame) -> tuple[float, float]:
    """Return Hosmer and Lemeshow's chi-squared and its p-value, with two degrees of freedom fewer than groups."""
    variance = groups["expected"] * (1 - groups["expected"] / groups["n"])
    statistic = float(((groups["observed"] - groups["expected"]) ** 2 / variance).sum())
    return statistic, float(chi2.sf(statistic, len(groups) - 2))


def _diagnose(fit, design: _Design, ratio: float, missing: float, left_out: int) -> pd.DataFrame:
    """Return all checks; each is ``fine`` or asks for caution."""
    rows = [
        ("missing", "missing", missing <= MUCH_MISSING, {"share": missing}),
        ("left-out", "some-left-out" if left_out else "none-left-out", not left_out, {"cases": left_out}),
        ("convergence", "convergence", True, {"steps": fit.mle_retvals["iterations"]}),
        ("separation", "separation", True, {}),
        _check_events(design),
        _check_case_effects(ratio, design.cases.shape[1] - 1),
        _check_calibration(fit, design),
        _check_condition(design),
        ("weights", "weights", True, {}),
    ]
    return pd.DataFrame(rows, columns=["check", "finding", "fine", "numbers"])


def _check_events(design: _Design) -> Check:
    """Return whether the rarer answer is frequent enough for the number of parameters."""
    rarer = min(design.outcome.sum(), len(design.outcome) - design.outcome.sum())
    width = design.columns.shape[1]
    enough = bool(rarer / width >= EVENTS_PER_PARAMETER)
    numbers = {"each": rarer / width, "parameters": width, "least": EVENTS_PER_PARAMETER}
    return "events", "enough-events" if enough else "few-events", enough, numbers


def _check_case_effects(ratio: float, df: int) -> Check:
    """Return whether the cases differ at all, by the likelihood ratio."""
    p = float(chi2.sf(ratio, df))
    return "case-effects", "cases-differ" if p < ALPHA else "cases-alike", p < ALPHA, {"p": p}


def _check_calibration(fit, design: _Design) -> Check:
    """Return whether predicted shares agree with the observed ones."""
    groups = measure_calibration(design.outcome, np.asarray(fit.predict()))
    if design.others.empty or len(groups) < 3 or groups["n"].min() < LEAST_OF_EACH:
        return "calibration", "not-calibrated", True, {}
    gap = 100 * float(((groups["observed"] - groups["expected"]) / groups["n"]).abs().max())
    p = measure_misfit(groups)[1]
    numbers = {"groups": len(groups), "gap": gap, "p": p}
    return "calibration", "predictions-agree" if p >= ALPHA else "predictions-differ", p >= ALPHA, numbers


def _check_condition(design: _Design) -> Check:
    """Return whether the columns can be told apart."""
    lengths = np.linalg.norm(design.columns, axis=0)
    fine = float(np.linalg.cond(design.columns / lengths)) <= MOST_CONDITION
    return "collinearity", "told-apart" if fine else "hardly-told-apart", fine, {"most": MOST_CONDITION}
