"""The claim audit: what the sources say about numbers, recomputed from their other numbers.

A claim fails only where nothing inside the rounding of its inputs can give it. Nothing is said about causes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from owlib.errors import Finding
from owlib.evidence.checks import (
    CHECKS,
    DIFFERENCE,
    FAILS,
    HOLDS,
    ONE,
    PERCENT,
    UNCLEAR,
    VERDICTS,
    Outcome,
    join_verdicts,
    judge,
)
from owlib.evidence.intervals import Interval
from owlib.evidence.numbers import find_interval, split_codes
from owlib.evidence.read import Evidence

FARTHEST = 2**24
"""How many rounding units away from the printed number a value is looked for that would make a claim true."""
OUTSIDE = 2
"""Side of a number that could not be printed, or that the check cannot take."""
WITHOUT_REMEDY = ("all", "ranking", "granular", "granular-percent", "in-order", "exception")
"""Checks that no single number, changed one way, would set right."""
RESULTS = ("verdict", "computed", "low", "high", "reason", "remedies")
ABOUT, PART, MONTHS, ROUNDING, NOTE = "about", "part", "months", "rounding", "note"
"""Why a claim is left open: a number is printed as approximate, without saying how much that leaves; a claim that it
rests on cannot be checked; months are not printed; rounding leaves it open; or what the note of the claim says."""


@dataclass(frozen=True)
class Remedy:
    """The printed values of one number that would make a failed claim true, all others being as they are.

    ``least`` and ``most`` are in the unit of the number and as it is rounded; infinite where there is no bound, and
    both empty where no value of this number alone would do.
    """

    record_id: str
    least: float | None
    most: float | None


def audit_claims(evidence: Evidence) -> pd.DataFrame:
    """Recompute every claim.

    One row a claim, in the order of the table: its columns (the verdict of the table as ``reviewed``), and
    ``verdict`` (``holds``, ``fails``, ``unclear``, ``not-checkable``), ``computed`` (the same by the numbers
    alone, as if they were of the same thing), ``low`` and ``high`` (what the inputs allow for the reported
    number, in its unit; empty where the check gives no such values), ``reason`` (why it is left open: one of
    ``about``, ``part``, ``months``, ``rounding`` and ``note``; empty where it is not), ``remedies`` (a list of
    :class:`Remedy`; of a failed claim only).
    """
    verdicts: dict[str, dict] = {}
    claims = {claim["claim_id"]: claim for claim in evidence.claims.to_dict("records")}
    for name in claims:
        _audit_one(name, claims, evidence.amounts, verdicts)
    results = pd.DataFrame([verdicts[name] for name in claims], columns=list(RESULTS), index=evidence.claims.index)
    return evidence.claims.rename(columns={"verdict": "reviewed"}).assign(**results)


def check_verdicts(audit: pd.DataFrame) -> list[Finding]:
    """Return a finding for each claim whose verdict is no longer the one that was reviewed."""
    return [
        Finding(
            claim["file"], claim["row"], "verdict", f"'{claim['verdict']}', as the numbers give now",
            f"'{claim['reviewed']}'", "look at the claim and its numbers again, then mend them or the verdict",
        )
        for claim in audit[audit["verdict"] != audit["reviewed"]].to_dict("records")
    ]  # fmt: skip


def _audit_one(name: str, claims: dict[str, dict], amounts: pd.DataFrame, verdicts: dict[str, dict]) -> str:
    """Put the verdict on a claim, and on those it rests on, into ``verdicts``; return it."""
    if name in verdicts:
        return verdicts[name]["verdict"]
    claim = claims[name]
    if claim["check"] == "all":
        parts = [_audit_one(part, claims, amounts, verdicts) for part in split_codes(claim["inputs"])]
        outcome = Outcome(join_verdicts(parts))
    else:
        outcome = judge_claim(claim, amounts)
    verdict = outcome.verdict
    about = verdict == FAILS and bool(amounts.loc[list(read_bounds(claim, amounts)), "about"].any())
    if about or (claim["comparable"] == "no" and verdict in (HOLDS, FAILS)):
        verdict = UNCLEAR
    verdicts[name] = {
        "verdict": verdict,
        "computed": outcome.verdict,
        "low": outcome.allowed.low if outcome.allowed else None,
        "high": outcome.allowed.high if outcome.allowed else None,
        "reason": _find_reason(claim, verdict, about=about),
        "remedies": find_remedies(claim, amounts) if verdict == FAILS else [],
    }
    return verdict


def _find_reason(claim: dict, verdict: str, *, about: bool) -> str:
    """Return why a claim is left open, or nothing."""
    if claim["comparable"] == "no" or claim["check"] == "none":
        return NOTE
    if about:
        return ABOUT
    if verdict == UNCLEAR:
        return {"all": PART, "in-period": MONTHS}.get(claim["check"], ROUNDING)
    return ""


def list_inputs(claim: dict) -> list[str]:
    """Return the records that a claim rests on, the reported one first."""
    return [name for name in [claim["reported"], *split_codes(claim["inputs"])] if name]


def judge_claim(claim: dict, amounts: pd.DataFrame) -> Outcome:
    """Return the outcome of the check that a claim names, for amounts as evidence has them."""
    return _judge(claim, read_bounds(claim, amounts))


def read_bounds(claim: dict, amounts: pd.DataFrame) -> dict[str, Interval]:
    """Return what rounding leaves of each number that a claim uses, by record."""
    return {name: find_interval(amounts.loc[name]) for name in list_inputs(claim) if name in amounts.index}


def _judge(claim: dict, bounds: dict[str, Interval]) -> Outcome:
    """Return the outcome of a claim for these bounds."""
    names = split_codes(claim["inputs"])
    counted = CHECKS[claim["check"]].inputs[0] == "any"
    inputs = [ONE] * len(names) if counted else [bounds[name] for name in names]
    return judge(claim["check"], bounds[claim["reported"]] if claim["reported"] else None, inputs)


def find_remedies(claim: dict, amounts: pd.DataFrame) -> list[Remedy]:
    """Return, for each number of a failed claim, the values that would make it true with all others as they are.

    The reported number comes first. The values are those that could be printed: steps of the rounding unit. Ranges and
    numbers with one end are left out, and so are ranks, which no single change puts in order.
    """
    if claim["check"] in WITHOUT_REMEDY:
        return []
    names = [claim["reported"]] if CHECKS[claim["check"]].inputs[0] == "any" else list_inputs(claim)
    bounds = read_bounds(claim, amounts)
    single = [name for name in dict.fromkeys(names) if not pd.isna(amounts.loc[name, "value"])]
    return [_find_remedy(claim, amounts.loc[name], name, bounds) for name in single]


def _find_remedy(claim: dict, row: pd.Series, name: str, bounds: dict[str, Interval]) -> Remedy:
    """Return the printed values of one number that would make a claim true.

    The outcome changes one way as the number grows, so the values lie in one stretch; its ends are found by doubling
    the distance until the outcome has changed, and then by halving the gap.
    """
    step, value = float(row["rounding"]) or 1.0, float(row["value"])
    signed = name == claim["reported"] and CHECKS[claim["check"]].reported in (PERCENT, DIFFERENCE)
    half = float(row["rounding"]) / 2

    def find_side(count: int) -> int:
        """Return 0 where the claim holds, else 1 or -1: the side on which it fails."""
        low = value + count * step - half
        if low + half < 0 and not signed:
            return OUTSIDE
        tried = {**bounds, name: Interval(low if signed else max(low, 0.0), low + 2 * half)}
        try:
            outcome = _judge(claim, tried)
        except ValueError:
            return OUTSIDE
        return 0 if outcome.verdict == HOLDS else _find_gap(outcome, tried.get(claim["reported"]))

    start = find_side(0)
    found = [_find_stretch(find_side, start, way) for way in (1, -1)]
    hits = sorted((stretch for stretch in found if stretch), key=lambda ends: min(abs(ends[0]), abs(ends[1])))
    if not hits:
        return Remedy(name, None, None)
    ends = sorted(value + count * step for count in hits[0])
    return Remedy(name, round(ends[0], 9), round(ends[1], 9))


def _find_gap(outcome: Outcome, reported: Interval | None) -> int:
    """Return on which side of the allowed values the reported number lies; 1 where the check gives none."""
    if reported is None or outcome.allowed is None:
        return 1
    return -1 if reported.high < outcome.allowed.low else 1


def _find_stretch(find_side, start: int, way: int) -> tuple[float, float] | None:
    """Return the first and last count, in one direction, at which a claim holds; nothing where it does at none."""
    first = _find_first(0, lambda count: find_side(way * count) != start)
    if first is None or find_side(way * first) != 0:
        return None
    after = _find_first(first, lambda count: find_side(way * count) != 0)
    return way * first, way * (math.inf if after is None else after - 1)


def _find_first(near: int, changed) -> int | None:
    """Return the first count after ``near`` at which something has changed; nothing where it never does."""
    far = near + 1
    while not changed(far):
        near, far = far, far * 2
        if far > FARTHEST:
            return None
    while far - near > 1:
        middle = (near + far) // 2
        near, far = (near, middle) if changed(middle) else (middle, far)
    return far


def count_verdicts(audit: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return how many claims have each verdict, by a column such as ``source_id`` or ``kind``.

    Index: values of the column in the order in which they occur; columns: the verdicts that a claim can have.
    """
    counts = pd.crosstab(audit[column], audit["verdict"])
    return counts.reindex(index=audit[column].unique(), columns=list(VERDICTS), fill_value=0)
