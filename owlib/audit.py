"""The claim audit: what the sources say about numbers, recomputed from their other numbers.

A claim fails only where nothing inside the rounding of its inputs can give it. Nothing is said about causes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from owlib.checks import CHECKS, FAILS, HOLDS, NOT_CHECKABLE, UNCLEAR, Check, Outcome
from owlib.clean import split_codes
from owlib.errors import Finding
from owlib.evidence import Evidence
from owlib.intervals import Interval
from owlib.numbers import find_bounds

FARTHEST = 2**24
"""How many rounding units away from the printed number a value is looked for that would make a claim true."""
RESULTS = ("verdict", "computed", "low", "high", "reason", "reason_nl", "remedies")
ABOUT = "a number is printed as approximate, and the text does not say how much is left open"


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

    Returns
    -------
    DataFrame
        One row a claim, in the order of the table: its columns (the verdict of the table as ``reviewed``), and
        ``verdict`` (``holds``, ``fails``, ``unclear``, ``not-checkable``), ``computed`` (the same by the numbers
        alone, as if they were of the same thing), ``low`` and ``high`` (what the inputs allow for the reported
        number, in its unit; empty where the check gives no such values), ``reason`` and ``reason_nl`` (why it is
        unclear, or what would be needed), ``remedies`` (a list of :class:`Remedy`; of a failed claim only).

    """
    verdicts: dict[str, dict] = {}
    claims = {claim["claim_id"]: claim for claim in evidence.claims.to_dict("records")}
    for name in claims:
        _audit_one(name, claims, evidence.numbers, verdicts)
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


def _audit_one(name: str, claims: dict[str, dict], numbers: pd.DataFrame, verdicts: dict[str, dict]) -> str:
    """Put the verdict on a claim, and on those it rests on, into ``verdicts``; return it."""
    if name in verdicts:
        return verdicts[name]["verdict"]
    claim = claims[name]
    if claim["check"] == "all":
        parts = [_audit_one(part, claims, numbers, verdicts) for part in split_codes(claim["inputs"])]
        outcome = Outcome(join_verdicts(parts))
    else:
        outcome = judge_claim(claim, numbers)
    verdict, reason, reason_nl = outcome.verdict, "", ""
    if verdict == FAILS and _uses_about(claim, numbers):
        verdict, reason, reason_nl = UNCLEAR, ABOUT, "een getal is bij benadering gegeven, zonder marge"
    if claim["comparable"] == "no" and verdict in (HOLDS, FAILS):
        verdict = UNCLEAR
    if verdict in (UNCLEAR, NOT_CHECKABLE):
        reason, reason_nl = claim["note_en"] or reason, claim["note_nl"] or reason_nl
    if verdict == UNCLEAR and not reason:
        reason, reason_nl = "rounding leaves it open", "de afronding laat het open"
    verdicts[name] = {
        "verdict": verdict,
        "computed": outcome.verdict,
        "low": outcome.allowed.low if outcome.allowed else None,
        "high": outcome.allowed.high if outcome.allowed else None,
        "reason": reason,
        "reason_nl": reason_nl,
        "remedies": find_remedies(claim, numbers) if verdict == FAILS and claim["check"] != "all" else [],
    }
    return verdict


def join_verdicts(parts: list[str]) -> str:
    """Return the verdict on a claim that holds if all its parts hold, and fails if one fails."""
    if FAILS in parts:
        return FAILS
    return HOLDS if set(parts) == {HOLDS} else UNCLEAR


def judge_claim(claim: dict, numbers: pd.DataFrame, shifted: str = "", shift: float = 0) -> Outcome:
    """Return the outcome of the check of a claim, one of its numbers shifted by so much if asked.

    Parameters
    ----------
    claim
        ``check``, ``reported`` and ``inputs`` of a row of ``claims``.
    numbers
        As :func:`owlib.numbers.collect_numbers` gives them.

    """
    check = CHECKS[claim["check"]]

    def read(name: str) -> Interval:
        bounds = find_bounds(numbers, name)
        return Interval(bounds.low + shift, bounds.high + shift) if name == shifted else bounds

    reported = read(claim["reported"]) if claim["reported"] else None
    names = split_codes(claim["inputs"])
    inputs = [Interval(1, 1)] * len(names) if check.inputs[0] == "any" else [read(name) for name in names]
    return check.judge(reported, inputs)


def _uses_about(claim: dict, numbers: pd.DataFrame) -> bool:
    """Return whether a number of a claim is printed as approximate."""
    names = [name for name in [*split_codes(claim["inputs"]), claim["reported"]] if name in numbers.index]
    return bool(numbers.loc[names, "about"].any())


def find_remedies(claim: dict, numbers: pd.DataFrame) -> list[Remedy]:
    """Return, for each number of a failed claim, the values that would make it true with all others as they are.

    The reported number comes first. The values are those that could be printed: steps of the rounding unit.
    """
    check = CHECKS[claim["check"]]
    names = [claim["reported"]] if claim["reported"] else []
    names += [] if check.inputs[0] == "any" else split_codes(claim["inputs"])
    return [_find_remedy(claim, numbers, name, check) for name in dict.fromkeys(names)]


def _find_remedy(claim: dict, numbers: pd.DataFrame, name: str, check: Check) -> Remedy:
    """Return the printed values of one number that would make a claim true."""
    row = numbers.loc[name]
    step = float(row["rounding"]) or 1.0
    base = find_bounds(numbers, name).low + (float(row["rounding"]) / 2)
    lowest = -math.inf if row["low"] < 0 else math.ceil(-base / step) + (name in _list_divisors(claim, check))

    def fails(count: int) -> bool:
        if count < lowest:
            return True
        try:
            return judge_claim(claim, numbers, name, count * step).verdict == FAILS
        except (ValueError, ZeroDivisionError):
            return True

    for direction in (1, -1):
        hit = _find_first(lambda count, way=direction: not fails(way * count))
        if hit is not None:
            end = _find_first(lambda count, way=direction, start=hit: fails(way * (start + count)))
            last = math.inf if end is None else hit + end - 1
            values = sorted((base + direction * hit * step, base + direction * last * step))
            return Remedy(name, round(values[0], 9), round(values[1], 9))
    return Remedy(name, None, None)


def _list_divisors(claim: dict, check: Check) -> list[str]:
    """Return the inputs by which a check divides."""
    names = split_codes(claim["inputs"])
    return [names[position] for position in check.positive]


def _find_first(true_at) -> int | None:
    """Return the first count from 1 up at which something is true, if it stays so for as long as it lasts.

    Doubles the step until it is true, then halves the gap. Where it is true for a short stretch only, each count up
    to a thousand is tried first.
    """
    near = next((count for count in range(1, 1001) if true_at(count)), None)
    if near is not None:
        return near
    high = 1024
    while high <= FARTHEST and not true_at(high):
        high *= 2
    if high > FARTHEST:
        return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if true_at(middle) else (middle, high)
    return high


def count_verdicts(audit: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return how many claims have each verdict, by a column such as ``source_id`` or ``kind``.

    Returns
    -------
    DataFrame
        Index: values of the column in the order in which they occur; columns: the verdicts that a claim can have.

    """
    counts = pd.crosstab(audit[column], audit["verdict"])
    return counts.reindex(index=audit[column].unique(), columns=[HOLDS, FAILS, UNCLEAR, NOT_CHECKABLE], fill_value=0)
