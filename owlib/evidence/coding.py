"""How far two coders agree: Cohen's kappa by code, with its interval.

A second coder coded a random fifth of the statements, from the code book, the paraphrase and the source passage,
without seeing the first coding.
"""

from __future__ import annotations

import hashlib

import pandas as pd
from statsmodels.stats.inter_rater import cohens_kappa

from owlib.evidence.read import Evidence

FIELDS = ("kind", "view", "level", "direction", "determinant", "affected", "themes")
"""What is coded, by the column of ``statements``; each names its code list, ``themes`` that of the code book."""
SAMPLED = 1 / 5
NONE = "none"
"""The code of a statement that has none in an optional field."""


def is_sampled(statement_id: str) -> bool:
    """Return whether a statement belongs to the random fifth that is coded twice.

    The draw is the fingerprint of the id, so that it is the same for everyone, no one chose it, and adding statements
    does not change which of the others are in it.
    """
    digest = hashlib.sha256(statement_id.encode("utf-8")).hexdigest()
    return int(digest[:8], 16) / 16**8 < SAMPLED


def pair_codings(evidence: Evidence, field: str) -> pd.DataFrame:
    """Return both codings of each statement that was coded twice, one row a statement.

    Indexed by ``statement_id``; ``first`` and ``second``: the codes as a list, ``none`` where there is none.
    """
    first = evidence.statements.set_index("statement_id")[field]
    second = evidence.recodings.set_index("statement_id")[field]
    pairs = pd.DataFrame({"first": first.reindex(second.index), "second": second})
    pairs = pairs.map(lambda codes: codes if isinstance(codes, list) and codes else [codes or NONE])
    return pairs[find_applicable(evidence, field, pairs)]


def find_applicable(evidence: Evidence, field: str, pairs: pd.DataFrame) -> pd.Series:
    """Return for which statements a field is coded at all.

    The determinant is coded in some studies only, who is affected with some kinds of statement only, the aim of a
    solution where either coder gave one; agreement to leave a field empty elsewhere would say nothing.
    """
    if field == "direction":
        return pairs.map(lambda codes: codes != [NONE]).any(axis=1)
    every = evidence.statements
    first = every.set_index("statement_id").loc[pairs.index]
    if field == "determinant":
        return first["study_id"].isin(every.loc[every["determinant"] != "", "study_id"])
    if field == "affected":
        kinds = set(every.loc[every["affected"] != "", "kind"])
        second = evidence.recodings.set_index("statement_id")["kind"]
        return first["kind"].isin(kinds) | second.isin(kinds)
    return pd.Series(data=True, index=pairs.index)


def measure_agreement(evidence: Evidence) -> pd.DataFrame:
    """Return how far the two codings agree, by field and code.

    Cohen (1960), A coefficient of agreement for nominal scales; the interval is that of statsmodels, from the
    asymptotic variance of kappa. For each code a statement either has it or not.

    One row a code that at least one coder used: ``field``, ``code``, ``both``, ``first_only``, ``second_only``,
    ``neither`` (numbers of statements), ``kappa``, ``low``, ``high`` (empty where they are not defined).
    """
    rows = []
    for field in FIELDS:
        pairs = pair_codings(evidence, field)
        codes = sorted({code for column in pairs for names in pairs[column] for code in names})
        rows += [{"field": field, "code": code, **_compare_code(pairs, code)} for code in codes]
    return pd.DataFrame(rows)


def _compare_code(pairs: pd.DataFrame, code: str) -> dict:
    """Return the two-by-two table of one code, with its kappa."""
    first, second = (pairs[column].map(lambda names: code in names) for column in ("first", "second"))
    both, neither = int((first & second).sum()), int((~first & ~second).sum())
    first_only, second_only = int((first & ~second).sum()), int((~first & second).sum())
    result = _compute_kappa([[both, first_only], [second_only, neither]])
    return {"both": both, "first_only": first_only, "second_only": second_only, "neither": neither, **result}


def _compute_kappa(table: list[list[int]]) -> dict:
    """Return kappa of a square table and its interval.

    Kappa is not defined where all statements have one and the same code. The interval is not where the two codings
    agree throughout, or one of them has a single code: the asymptotic variance is zero there.
    """
    total = sum(map(sum, table))
    diagonal = sum(table[number][number] for number in range(len(table)))
    single = [any(sum(line) == total for line in lines) for lines in (table, zip(*table, strict=True))]
    if all(single) and diagonal == total:
        return {"kappa": None, "low": None, "high": None}
    if any(single) or diagonal == total:
        return {"kappa": float(cohens_kappa(table, return_results=False)), "low": None, "high": None}
    result = cohens_kappa(table)
    low, high = float(result["kappa_low"]), float(result["kappa_upp"])
    return {"kappa": float(result["kappa"]), "low": max(-1.0, low), "high": min(1.0, high)}


def measure_overall(evidence: Evidence) -> pd.DataFrame:
    """Return agreement on each field as a whole.

    One row a field: ``field``, ``statements`` (coded twice, of those where the field applies), ``same`` (how many
    have the same code, for themes the same main theme), ``given`` (how many have a code in both codings),
    ``same_given`` (how many of these have the same), ``kappa``, ``low``, ``high``.
    """
    rows = []
    for field in FIELDS:
        pairs = pair_codings(evidence, field).map(lambda names: names[0])
        codes = sorted(set(pairs["first"]) | set(pairs["second"]))
        table = pd.crosstab(pairs["first"], pairs["second"]).reindex(index=codes, columns=codes, fill_value=0)
        same = int((pairs["first"] == pairs["second"]).sum())
        result = _compute_kappa(table.to_numpy().tolist())
        given = pairs[(pairs != NONE).all(axis=1)]
        same_given = int((given["first"] == given["second"]).sum())
        counts = {"statements": len(pairs), "same": same, "given": len(given), "same_given": same_given}
        rows.append({"field": field, **counts, **result})
    return pd.DataFrame(rows)
