"""Rules of the table of claims: that each can be recomputed as it says."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

import pandas as pd

from owlib.checks import CHECKS, COUNTED, DIFFERENCE, SAME, Check, judge
from owlib.clean import split_codes
from owlib.errors import Finding, name_choices
from owlib.intervals import Interval
from owlib.numbers import Tables, collect_numbers, find_bounds, find_id_column

COUNTABLE = ("figures", "fieldwork", "hr_themes", "trends", "statements", "cases", "sources")
"""Tables whose records a claim may count."""
CLASSES = {**dict.fromkeys(COUNTED, "count"), "percentage-point": "difference of percent"}


def check_claims(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each claim that cannot be recomputed as its row says."""
    claims = tables["claims"].to_dict("records")
    numbers = collect_numbers(tables)
    known = list_countable(tables)
    names = {claim["claim_id"] for claim in claims}
    for claim in claims:
        if claim["check"] in CHECKS:
            check = CHECKS[claim["check"]]
            faults = list(_check_inputs(claim, check, numbers, known, names))
            faults = faults or list(_check_units(claim, check, numbers))
            yield from faults or _check_computable(claim, check, numbers)
            yield from _check_notes(claim)
        else:
            todo = "mend its spelling, or add the check to owlib/checks.py and its code to data/codes.csv"
            yield _find(claim, "check", f"a check: {name_choices(sorted(CHECKS))}", f"'{claim['check']}'", todo)
    yield from _check_cycles(claims, names)


def list_countable(tables: Tables) -> set[str]:
    """Return the ids of all records that a claim may count; sections are named source:section."""
    found = {name for table in COUNTABLE for name in tables[table][find_id_column(tables[table])]}
    sections = tables["sections"]
    return found | set(sections["source_id"] + ":" + sections["section"])


def _find(claim: dict, column: str, expected: str, found: str, todo: str) -> Finding:
    """Return a finding at a claim."""
    return Finding(claim["file"], claim["row"], column, expected, found, todo)


def _check_inputs(
    claim: dict, check: Check, numbers: pd.DataFrame, known: set[str], names: set[str]
) -> Iterator[Finding]:  # fmt: skip
    """Yield a finding for a missing, unknown or superfluous input or reported number."""
    inputs = split_codes(claim["inputs"])
    kind = check.inputs[0]
    allowed = names if kind == "claim" else known if kind == "any" else set(numbers.index)
    what = {"claim": "ids of claims", "any": "ids of records"}.get(kind, "ids of records with a number")
    for name in inputs:
        if name not in allowed:
            yield _find(claim, "inputs", what, f"'{name}'", "mend the id, or add the record")
    if not check.least <= len(inputs) <= check.most:
        count = f"{check.least}" if check.least == check.most else f"{check.least} or more"
        noun = "input" if count == "1" else "inputs"
        yield _find(claim, "inputs", f"{count} {noun} for the check '{claim['check']}'", f"{len(inputs)}", "name them")
    if len(set(inputs)) < len(inputs) or (claim["reported"] and claim["reported"] in inputs):
        expected = "each record once, and the claimed number not among them"
        yield _find(claim, "inputs", expected, f"'{claim['inputs']}'", "name other records")
    if claim["reported"] and claim["reported"] not in numbers.index:
        yield _find(claim, "reported", "the id of a record with a number", f"'{claim['reported']}'", "mend the id")
    if check.reported not in ("", "any") and not claim["reported"]:
        yield _find(claim, "reported", "the id of the number that is claimed", "nothing", "name it")
    if not check.reported and claim["reported"]:
        expected = f"nothing, as the check '{claim['check']}' takes no reported number"
        yield _find(claim, "reported", expected, f"'{claim['reported']}'", "clear it")


def _check_units(claim: dict, check: Check, numbers: pd.DataFrame) -> Iterator[Finding]:
    """Yield a finding where units are mixed, or a divisor may be zero."""
    if check.inputs[0] in ("claim", "any") and check.reported != "count":
        return
    names = [] if check.inputs[0] == "any" else split_codes(claim["inputs"])
    units = [find_class(numbers.loc[name, "unit"]) for name in names]
    wanted = [check.inputs[number % len(check.inputs)] for number in range(len(units))]
    own = next((unit for unit, want in zip(units, wanted, strict=True) if want == SAME), "")
    for name, unit, want in zip(names, units, wanted, strict=True):
        expected = own if want == SAME else want
        if unit != expected:
            yield _find(claim, "inputs", f"numbers in {expected}", f"'{name}' in {unit}", "compare like with like")
    if claim["reported"] and check.reported not in ("any", "number"):
        unit = find_class(numbers.loc[claim["reported"], "unit"])
        expected = {SAME: own, DIFFERENCE: "difference of percent" if own == "percent" else own}.get(
            check.reported, check.reported
        )
        if unit != expected:
            found = f"'{claim['reported']}' in {unit}"
            yield _find(claim, "reported", f"a number in {expected}", found, "compare like with like")
    for position in check.positive:
        row = numbers.loc[names[position]]
        if row["low"] <= 0:
            found = f"'{names[position]}', which may be {row['low']:g} to {row['high']:g}"
            yield _find(claim, "inputs", "a divisor that is above zero", found, "choose another check or input")


def _check_computable(claim: dict, check: Check, numbers: pd.DataFrame) -> Iterator[Finding]:
    """Yield a finding where the check cannot be computed from these numbers."""
    if check.inputs[0] == "claim" or claim["check"] == "none":
        return
    names = [] if check.inputs[0] == "any" else split_codes(claim["inputs"])
    reported = find_bounds(numbers, claim["reported"]) if claim["reported"] else None
    inputs = [find_bounds(numbers, name) for name in names] or [Interval(1, 1)] * len(split_codes(claim["inputs"]))
    try:
        judge(claim["check"], reported, inputs)
    except ValueError as error:
        yield _find(claim, "inputs", f"numbers that the check '{claim['check']}' can take", str(error), "choose others")


def find_class(unit: str) -> str:
    """Return the class of a unit: all things that are counted are one."""
    return CLASSES.get(unit, unit)


def _check_notes(claim: dict) -> Iterator[Finding]:
    """Yield a finding for a claim that is not compared, or cannot be, without a word on why."""
    if claim["check"] == "none" and not claim["note_en"]:
        yield _find(claim, "note_en", "what would be needed to check it", "nothing", "say what is missing")
    elif claim["comparable"] == "no" and not claim["note_en"]:
        yield _find(claim, "note_en", "why the numbers may not be of the same thing", "nothing", "give the reason")
    if bool(claim["note_en"]) != bool(claim["note_nl"]):
        empty = "note_nl" if claim["note_en"] else "note_en"
        yield _find(claim, empty, "the note in both languages", "nothing", "translate it")


def _check_cycles(claims: list[dict], names: set[str]) -> Iterator[Finding]:
    """Yield a finding for the first ring of claims that rest on each other."""
    graph = {claim["claim_id"]: [name for name in split_codes(claim["inputs"]) if name in names] for claim in claims}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring = error.args[1]
        claim = next(claim for claim in claims if claim["claim_id"] == ring[0])
        found = " \u2192 ".join(ring)
        yield _find(claim, "inputs", "claims that do not rest on themselves", found, "break the ring")
