"""Rules of meaning for the questionnaires: scales, filters, bands, scores, and what is reported or assumed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from owlib.errors import Finding, name_choices
from owlib.evidence.numbers import Records, split_codes

REPORTED = "reported"
PLACE = ("source_id", "section", "lines")
MEASURES = ("share-of-respondents", "share", "quantifier")
"""Measures of numbers that simulated answers can follow."""
BAND = re.compile(r"(\d+)-(\d+)")
GROUPS = 2


def check_instrument(tables: Records) -> Iterator[Finding]:
    """Yield all findings about the questionnaires."""
    scales: dict[str, list[str]] = {}
    for record in tables["answers"]:
        scales.setdefault(record["scale_id"], []).append(record["answer"])
    yield from check_origins(tables)
    yield from check_scales(tables["items"], scales)
    yield from check_ranges(tables["items"])
    yield from check_filters(tables["items"], scales)
    yield from check_scores(tables)
    yield from check_groups(tables)
    yield from check_calibration(tables, scales)


def check_origins(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each reported row without its place, each assumed row with one, each note in one language."""
    for record in [*tables["surveys"], *tables["items"]]:
        reported = record["status"] == REPORTED
        for column in PLACE:
            if reported and not record[column]:
                yield Finding.at(record, column, "where the source tells it, as the row is reported", "fill it")
        for column in () if reported else (*PLACE, "report_table"):
            if record.get(column):
                todo = "empty it, or mend the status"
                yield Finding.at(record, column, "nothing, as the row is assumed", todo)
        if bool(record["note_en"]) != bool(record["note_nl"]):
            column = "note_nl" if record["note_en"] else "note_en"
            yield Finding.at(record, column, "a text, as the other language has one", "translate it")


def check_scales(items: list[dict], scales: dict[str, list[str]]) -> Iterator[Finding]:
    """Yield a finding for each closed item without a known scale, and each other item with one."""
    for record in items:
        if record["kind"] == "single" and record["scale_id"] not in scales:
            expected = f"a scale of the answers: {name_choices(list(scales))}"
            yield Finding.at(record, "scale_id", expected, "mend the scale")
        if record["kind"] != "single" and record["scale_id"]:
            yield Finding.at(record, "scale_id", "nothing, as only a single answer has a scale", "empty it")


def check_ranges(items: list[dict]) -> Iterator[Finding]:
    """Yield a finding for each number without a range or bands that fill it, and each other item with one.

    A closed item whose answers are bands of numbers may have a range: a number past it belongs to no band.
    """
    for record in items:
        if record["kind"] != "number":
            for column in ("bands",) if record["kind"] == "single" else ("low", "high", "bands"):
                if record[column]:
                    yield Finding.at(record, column, "nothing, as only a number has it", "empty it")
            continue
        try:
            low, high = float(record["low"]), float(record["high"])
        except ValueError:
            yield Finding.at(record, "low", "the lowest and the highest number", "write both")
            continue
        if low > high:
            yield Finding.at(record, "high", f"{record['low']} or more", "put the lower end first")
        elif record["role"] != "technical" and not _fills(record["bands"], low, high):
            expected = f"bands from {record['low']} to {record['high']}, in order and without gaps"
            yield Finding.at(record, "bands", expected, "mend the bands, or the range")


def _fills(bands: str, low: float, high: float) -> bool:
    """Return whether bands cover a range of numbers in order, each beginning at the whole number after the last."""
    ends = [BAND.fullmatch(band) for band in bands.split(";")]
    if not all(ends):
        return False
    spans = [(int(found[1]), int(found[2])) for found in ends]
    ordered = all(first <= last for first, last in spans)
    joined = all(before[1] + 1 == after[0] for before, after in pairwise(spans))
    return ordered and joined and spans[0][0] == low and spans[-1][1] == high


def check_filters(items: list[dict], scales: dict[str, list[str]]) -> Iterator[Finding]:
    """Yield a finding for each filter that names no earlier item of its survey, or no answer of it."""
    earlier: dict[tuple[str, str], list[str]] = {}
    for record in items:
        item_id, _, answers = record["asked_if"].partition("=")
        known = earlier.get((record["survey_id"], item_id))
        if record["asked_if"] and not known:
            expected = "an earlier item of this survey with a scale"
            yield Finding.at(record, "asked_if", expected, "mend the item, or the order")
        for answer in answers.split("|") if known else ():
            if answer not in known:
                expected = f"answers of '{item_id}': {name_choices(known)}"
                yield Finding.at(record, "asked_if", expected, "mend the answer", f"'{answer}'")
        earlier[record["survey_id"], record["item_id"]] = scales.get(record["scale_id"], [])


def check_scores(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each score that has one item, two scales or an answer without a value."""
    bare = {record["scale_id"] for record in tables["answers"] if not (record["missing"] or record["value"])}
    valued = {record["scale_id"] for record in tables["answers"] if not record["missing"]} - bare
    scores: dict[tuple[str, str], list[dict]] = {}
    for record in tables["items"]:
        if bool(record["reverse"]) != bool(record["score"]):
            expected = "yes or no" if record["score"] else "nothing, as it is part of no score"
            yield Finding.at(record, "reverse", expected, "mend it, or the score")
        if record["score"]:
            scores.setdefault((record["survey_id"], record["score"]), []).append(record)
    for first, *others in scores.values():
        if not others:
            yield Finding.at(first, "score", "a score of at least 2 items", "add items to it, or empty it")
        for record in [record for record in others if record["scale_id"] != first["scale_id"]]:
            expected = f"'{first['scale_id']}', the scale of the score"
            yield Finding.at(record, "scale_id", expected, "mend scale or score")
        if first["scale_id"] not in valued:
            expected = f"a scale with a value for each answer, as '{first['score']}' is a score"
            yield Finding.at(first, "scale_id", expected, "give each answer its value, or empty the score")


def check_groups(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each survey whose groups, or whose outcome, do not come from an item of its own."""
    valid = [record for record in tables["answers"] if not record["missing"]]
    counts = Counter(record["scale_id"] for record in valid)
    tops = {record["scale_id"] for record in valid if record["top"] == "yes"}
    paired = {(item["survey_id"], item["item_id"]) for item in tables["items"] if counts[item["scale_id"]] == GROUPS}
    questions = [item for item in tables["items"] if item["role"] == "question" and item["scale_id"] in tops]
    outcomes = {(item["survey_id"], item["item_id"]) for item in questions}
    for record in tables["surveys"]:
        for column, own, expected in (
            ("group_item", paired, "an item of this survey with two answers"),
            ("outcome_item", outcomes, "a question of this survey of which an answer counts as its top"),
        ):
            if record[column] and (record["survey_id"], record[column]) not in own:
                yield Finding.at(record, column, expected, "mend the item, or empty it")


def check_calibration(tables: Records, scales: dict[str, list[str]]) -> Iterator[Finding]:
    """Yield a finding for each calibration by an unknown answer, or by a number that is no share."""
    items = {item["item_id"]: scales.get(item["scale_id"], []) for item in tables["items"]}
    shares = {
        number["number_id"]
        for number in tables["numbers"]
        if number["measure"] in MEASURES and number["unit"] == "percent"
    }
    for record in tables["calibration"]:
        if record["number_id"] not in shares:
            yield Finding.at(record, "number_id", "the id of a published share", "mend the id")
        known = items.get(record["item_id"], [])
        for answer in split_codes(record["answers"]):
            if answer not in known:
                expected = f"answers of '{record['item_id']}': {name_choices(known)}" if known else "a closed item"
                yield Finding.at(record, "answers", expected, "mend the answer", f"'{answer}'")
