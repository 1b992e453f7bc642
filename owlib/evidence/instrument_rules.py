"""Rules of meaning for the questionnaires: scales, filters, bands, scores, and what is reported or assumed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from owlib.errors import Finding, name_choices
from owlib.evidence.numbers import Tables, split_codes

REPORTED = "reported"


PLACE = ("source_id", "section", "lines")


MEASURES = ("share-of-respondents", "share", "quantifier")
"""Measures of numbers that simulated answers can follow."""


BAND = re.compile(r"(\d+)-(\d+)")


GROUPS = 2


def check_instrument(tables: Tables) -> Iterator[Finding]:
    """Yield all findings about the questionnaires.

    Parameters
    ----------
    tables
        Text tables ``surveys``, ``items``, ``answers``, ``calibration`` and ``numbers``.

    """
    scales = {scale: list(rows["answer"]) for scale, rows in tables["answers"].groupby("scale_id", sort=False)}
    yield from check_origins(tables)
    yield from check_scales(tables["items"], scales)
    yield from check_ranges(tables["items"])
    yield from check_filters(tables["items"], scales)
    yield from check_scores(tables)
    yield from check_groups(tables)
    yield from check_calibration(tables, scales)


def check_origins(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each reported row without its place, each assumed row with one, each note in one language."""
    for name in ("surveys", "items"):
        for record in tables[name].to_dict("records"):
            reported = record["status"] == REPORTED
            for column in PLACE:
                if reported and not record[column]:
                    yield _find(record, column, "where the source tells it, as the row is reported", "fill it")
                if not reported and record[column]:
                    yield _find(record, column, "nothing, as the row is assumed", "empty it, or mend the status")
            if record.get("report_table") and not reported:
                yield _find(record, "report_table", "nothing, as the row is assumed", "empty it, or mend the status")
            if bool(record["note_en"]) != bool(record["note_nl"]):
                column = "note_nl" if record["note_en"] else "note_en"
                yield _find(record, column, "a text, as the other language has one", "translate it")


def _find(record: dict, column: str, expected: str, todo: str) -> Finding:
    """Return a finding about one cell, which it quotes."""
    found = f"'{record[column]}'" if record[column] else "nothing"
    return Finding(record["file"], record["row"], column, expected, found, todo)


def check_scales(items: pd.DataFrame, scales: dict[str, list[str]]) -> Iterator[Finding]:
    """Yield a finding for each closed item without a known scale, and each other item with one."""
    for record in items.to_dict("records"):
        if record["kind"] == "single" and record["scale_id"] not in scales:
            yield _find(record, "scale_id", f"a scale of the answers: {name_choices(list(scales))}", "mend the scale")
        if record["kind"] != "single" and record["scale_id"]:
            yield _find(record, "scale_id", "nothing, as only a single answer has a scale", "empty it")


def check_ranges(items: pd.DataFrame) -> Iterator[Finding]:
    """Yield a finding for each number without a range or bands that fill it, and each other item with one."""
    for record in items.to_dict("records"):
        if record["kind"] != "number":
            for column in ("low", "high", "bands"):
                if record[column]:
                    yield _find(record, column, "nothing, as only a number has it", "empty it")
            continue
        try:
            low, high = float(record["low"]), float(record["high"])
        except ValueError:
            yield _find(record, "low", "the lowest and the highest number", "write both")
            continue
        if low > high:
            yield _find(record, "high", f"{record['low']} or more", "put the lower end first")
        elif record["role"] != "technical" and not _fills(record["bands"], low, high):
            expected = f"bands from {record['low']} to {record['high']}, in order and without gaps"
            yield _find(record, "bands", expected, "mend the bands, or the range")


def _fills(bands: str, low: float, high: float) -> bool:
    """Return whether bands cover a range of numbers in order, each beginning at the whole number after the last."""
    ends = [BAND.fullmatch(band) for band in bands.split(";")]
    if not all(ends):
        return False
    spans = [(int(found[1]), int(found[2])) for found in ends]
    ordered = all(first <= last for first, last in spans)
    joined = all(before[1] + 1 == after[0] for before, after in pairwise(spans))
    return ordered and joined and spans[0][0] == low and spans[-1][1] == high


def check_filters(items: pd.DataFrame, scales: dict[str, list[str]]) -> Iterator[Finding]:
    """Yield a finding for each filter that names no earlier item of its survey, or no answer of it."""
    for _, rows in items.groupby("survey_id", sort=False):
        earlier: dict[str, list[str]] = {}
        for record in rows.to_dict("records"):
            if record["asked_if"]:
                yield from _check_filter(record, earlier)
            earlier[record["item_id"]] = scales.get(record["scale_id"], [])


def _check_filter(record: dict, earlier: dict[str, list[str]]) -> Iterator[Finding]:
    """Yield a finding where a filter names no earlier item, or an answer that it does not have."""
    item_id, _, answers = record["asked_if"].partition("=")
    if not earlier.get(item_id):
        yield _find(record, "asked_if", "an earlier item of this survey with a scale", "mend the item, or the order")
        return
    for answer in answers.split("|"):
        if answer not in earlier[item_id]:
            expected = f"answers of '{item_id}': {name_choices(earlier[item_id])}"
            yield Finding(record["file"], record["row"], "asked_if", expected, f"'{answer}'", "mend the answer")


def check_scores(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each score that has one item, two scales or an answer without a value."""
    items, answers = tables["items"], tables["answers"]
    valid = answers[answers["missing"] == ""]
    valued = set(valid["scale_id"]) - set(valid.loc[valid["value"] == "", "scale_id"])
    for record in items.to_dict("records"):
        if bool(record["reverse"]) != bool(record["score"]):
            expected = "yes or no" if record["score"] else "nothing, as it is part of no score"
            yield _find(record, "reverse", expected, "mend it, or the score")
    for _, rows in items[items["score"] != ""].groupby(["survey_id", "score"], sort=False):
        first = rows.to_dict("records")[0]
        if len(rows) == 1:
            yield _find(first, "score", "a score of at least 2 items", "add items to it, or empty it")
        for record in rows[rows["scale_id"] != first["scale_id"]].to_dict("records"):
            yield _find(record, "scale_id", f"'{first['scale_id']}', the scale of the score", "mend scale or score")
        if first["scale_id"] not in valued:
            expected = f"a scale with a value for each answer, as '{first['score']}' is a score"
            yield _find(first, "scale_id", expected, "give each answer its value, or empty the score")


def check_groups(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each survey whose groups, or whose outcome, do not come from an item of its own."""
    items, answers = tables["items"], tables["answers"]
    counts = answers[answers["missing"] == ""].groupby("scale_id").size()
    paired = items[items["scale_id"].isin(counts.index[counts == GROUPS])]
    own = set(zip(paired["survey_id"], paired["item_id"], strict=True))
    for record in tables["surveys"].to_dict("records"):
        if record["group_item"] and (record["survey_id"], record["group_item"]) not in own:
            yield _find(record, "group_item", "an item of this survey with two answers", "mend the item, or empty it")
    tops = answers.loc[(answers["top"] == "yes") & (answers["missing"] == ""), "scale_id"]
    asked = items[(items["role"] == "question") & items["scale_id"].isin(tops)]
    outcomes = set(zip(asked["survey_id"], asked["item_id"], strict=True))
    for record in tables["surveys"].to_dict("records"):
        if record["outcome_item"] and (record["survey_id"], record["outcome_item"]) not in outcomes:
            expected = "a question of this survey of which an answer counts as its top"
            yield _find(record, "outcome_item", expected, "mend the item, or empty it")


def check_calibration(tables: Tables, scales: dict[str, list[str]]) -> Iterator[Finding]:
    """Yield a finding for each calibration by an unknown answer, or by a number that is no share."""
    scale_ids = dict(zip(tables["items"]["item_id"], tables["items"]["scale_id"], strict=True))
    numbers = tables["numbers"]
    shares = set(numbers.loc[numbers["measure"].isin(MEASURES) & (numbers["unit"] == "percent"), "number_id"])
    for record in tables["calibration"].to_dict("records"):
        if record["number_id"] not in shares:
            yield _find(record, "number_id", "the id of a published share", "mend the id")
        known = scales.get(scale_ids.get(record["item_id"], ""), [])
        for answer in split_codes(record["answers"]):
            if answer not in known:
                expected = f"answers of '{record['item_id']}': {name_choices(known)}" if known else "a closed item"
                yield Finding(record["file"], record["row"], "answers", expected, f"'{answer}'", "mend the answer")
