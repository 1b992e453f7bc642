"""From received to analysed: what is taken out, changed or flagged, how often and why; nothing is filled in.

Steps and reasons are codes; :mod:`owlib.surveys.measures` puts them in words.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import re
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO

import numpy as np
import pandas as pd

from owlib.errors import DataError
from owlib.surveys import responses as coded
from owlib.surveys.exports import is_broken
from owlib.surveys.faults import find_fault, refuse, suggest, tell_rows
from owlib.surveys.guard import MARK_COLUMN
from owlib.surveys.instrument import Instrument

ASKED_ROLES = ("background", "question", "open")
BLOCK = 5
"""Least number of items in which the same answer throughout is remarkable."""
SPEED = 1 / 3
"""Share of the median time below which a response counts as too fast, as online panels have it."""
TEST_ID = re.compile(r"test[\W\d_]*", re.IGNORECASE)
FLAGS = STRAIGHT_LINED, TOO_FAST = "straight_lined", "too_fast"
COUNTED = ("outside", "unreadable", "not-applicable", "dont-know")
"""Steps that count what is missing for a reason, by its special word."""
CHUNK = 50_000
SPECIAL_LETTERS = re.compile(r'[",\r\n]')
Step = tuple[str, str, int, str]
"""Step, kind, number touched, and the code of the reason: that of the step, unless there are several."""


def clean_responses(responses: coded.Responses, instrument: Instrument) -> coded.Responses:
    """Return the responses that can be analysed, with the flow that led to them.

    Rows go: tests, empty ones, duplicates, respondents who were screened out. Answers go: those to a follow-up that
    the answer to its filter rules out. What lay outside its scale, could not be read, did not apply or was not known
    is missing already, and counted. The columns ``straight_lined`` and ``too_fast`` (true or false) are added; their
    rows stay. If nobody is left, that is an error.
    """
    items = coded.list_present(responses.frame, instrument, responses.survey_id)
    left, taken = take_rows(responses.frame, items, instrument)
    if not left.any():
        raise refuse("nobody-left", responses.name)
    frame = (responses.frame if left.all() else responses.frame[left].reset_index(drop=True)).copy(deep=False)
    steps = taken + count_missing(frame, items)
    frame = frame.drop(columns=[name for name in frame if name.endswith(coded.REASON)])
    steps += [drop_contradictions(frame, items, instrument)]
    steps += [count_unknown(frame, instrument.find_survey(responses.survey_id)["waves"])]
    steps += [flag_straight_lines(frame, items, instrument), flag_fast(frame)]
    flow = pd.DataFrame(steps, columns=[name for name in coded.FLOW_COLUMNS if name != "rows_left_n"])
    flow["rows_left_n"] = len(left) - flow["touched_n"].where(flow["kind"] == "rows", 0).cumsum()
    flow = pd.concat([responses.flow, flow[coded.FLOW_COLUMNS]], ignore_index=True)
    return dataclasses.replace(responses, frame=frame, flow=flow)


# rows that go


def take_rows(frame: pd.DataFrame, items: dict[str, dict], instrument: Instrument) -> tuple[np.ndarray, list[Step]]:
    """Return which rows are left, and the steps that took the others out, one after the other."""
    answered = np.zeros(len(frame), np.int16)
    for item_id, item in items.items():
        if item["role"] in ASKED_ROLES:
            answered += coded.find_answered(frame[item_id], item, instrument)
    screened = find_screened(frame, items, instrument)
    left, steps = np.ones(len(frame), bool), []

    def take(step: str, hits: np.ndarray) -> None:
        steps.append((step, "rows", int(np.count_nonzero(hits & left)), step))
        np.logical_and(left, ~hits, out=left)

    take("tests", find_tests(frame, instrument))
    take("empty", (answered == 0) & ~screened)
    take("duplicates", find_duplicates(frame, answered, left))
    take("screened-out", screened)
    return left, steps


def find_tests(frame: pd.DataFrame, instrument: Instrument) -> np.ndarray:
    """Return which rows are tests, by their state, by an id such as ``test-1`` or by an organisation called test."""
    hits = coded.find_state(frame, instrument, "test")
    for name in ("case", "respondent"):
        if name in frame:
            texts = frame[name].unique()
            tests = [text for text in texts if str(text)[:1] in "tT" and TEST_ID.fullmatch(str(text))]
            hits = hits | frame[name].isin(tests).to_numpy() if tests else hits
    return hits


def find_screened(frame: pd.DataFrame, items: dict[str, dict], instrument: Instrument) -> np.ndarray:
    """Return which rows were screened out, by their state or by their answer to a screening question."""
    hits = coded.find_state(frame, instrument, "screened-out")
    for item_id, item in items.items():
        if item["role"] == "screening" and item["kind"] == "single":
            hits = hits | coded.find_top(frame[item_id], item, instrument, "no")
    return hits


def find_duplicates(frame: pd.DataFrame, answered: np.ndarray, left: np.ndarray) -> np.ndarray:
    """Return which of the rows that are left come twice: all but the one with most answers, or of equals the last."""
    ids = frame["respondent"].to_numpy(dtype=object) if "respondent" in frame else np.full(len(frame), "", object)
    named = ids != ""
    hits = np.zeros(len(frame), bool)
    with_id, without_id = np.flatnonzero(left & named), np.flatnonzero(left & ~named)
    keys = pd.factorize(ids[with_id])[0].astype(np.int64)
    for group in [name for name in ("case", "wave") if name in frame]:
        keys = keys * len(frame[group].cat.categories) + frame[group].cat.codes.to_numpy()[with_id]
    hits[with_id[_find_repeats(keys, answered[with_id])]] = True
    if len(without_id):
        rows = frame.drop(columns="respondent", errors="ignore").take(without_id)
        keys = pd.util.hash_pandas_object(rows, index=False).to_numpy()
        hits[without_id[_find_repeats(keys, answered[without_id])]] = True
    return hits


def _find_repeats(keys: np.ndarray, answered: np.ndarray) -> np.ndarray:
    """Return the places of keys that come twice, without the place that has most answers, or of equals the last."""
    places = np.flatnonzero(pd.Series(keys).duplicated(keep=False))
    order = places[np.lexsort((places, answered[places], keys[places]))]
    return order[:-1][keys[order][1:] == keys[order][:-1]]


# answers that go, and rows that are flagged


def count_missing(frame: pd.DataFrame, items: dict[str, dict]) -> list[Step]:
    """Return the steps that count what is missing for a reason, in closed items, numbers and dates."""
    columns = [item_id if item["kind"] == "single" else item_id + coded.REASON for item_id, item in items.items()]
    present = [frame[name].to_numpy() for name in columns if name in frame]
    counts = {
        step: [int(np.count_nonzero(codes == coded.SPECIAL_CODES[step])) for codes in present] for step in COUNTED
    }
    return [(step, "answers", sum(found), step) for step, found in counts.items()]


def drop_contradictions(frame: pd.DataFrame, items: dict[str, dict], instrument: Instrument) -> Step:
    """Drop answers to follow-ups that the filter rules out, in place; return the step.

    An option that is not ticked is no contradiction, but no answer either.
    """
    touched = 0
    for item_id, item in items.items():
        if item["asked_if"]:
            skipped = ~coded.find_asked_rows(frame, items, instrument, item_id)
            hits = skipped & coded.find_answered(frame[item_id], item, instrument)
            touched += int(hits.sum())
            if item["kind"] == "single":
                codes = frame[item_id].to_numpy(copy=True)
                codes[skipped & (codes >= 0)] = coded.NO_ANSWER
                codes[hits] = coded.CONTRADICTED
                frame[item_id] = codes
            elif hits.any():
                frame[item_id] = frame[item_id].mask(hits, "" if item["kind"] == "text" else None)
    return "contradictions", "answers", touched, "contradictions"


def count_unknown(frame: pd.DataFrame, waves: str) -> Step:
    """Return the step that counts rows of which the case or the wave is not known, where there are several."""
    known = {"case": frame["case"].nunique() > 1, "wave": ";" in str(waves)}
    touched = sum(int((frame[group] == "").sum()) for group, several in known.items() if several)
    return "unknown-place", "answers", touched, "unknown-place"


def list_blocks(items: dict[str, dict], instrument: Instrument) -> list[list[str]]:
    """Return the items of each block in which a straight line is remarkable: five or more of one scale of several."""
    blocks: dict[tuple[str, str], list[str]] = {}
    for item_id, item in items.items():
        if item["block"] and item["kind"] == "single":
            blocks.setdefault((item["block"], item["scale_id"]), []).append(item_id)
    several = {scale_id for _, scale_id in blocks if (instrument.list_answers(scale_id)["missing"] == "").sum() > 2}
    return [ids for (_, scale_id), ids in blocks.items() if len(ids) >= BLOCK and scale_id in several]


def flag_straight_lines(frame: pd.DataFrame, items: dict[str, dict], instrument: Instrument) -> Step:
    """Flag rows that have one and the same answer throughout a block of five items or more, in place."""
    blocks = list_blocks(items, instrument)
    flagged = np.zeros(len(frame), bool)
    for ids in blocks:
        first = frame[ids[0]].to_numpy()
        flagged |= np.logical_and.reduce([first >= 0, *(frame[item_id].to_numpy() == first for item_id in ids[1:])])
    frame[STRAIGHT_LINED] = flagged
    return "straight-lining", "flags", int(flagged.sum()), "straight-lining" if blocks else "no-long-block"


def flag_fast(frame: pd.DataFrame) -> Step:
    """Flag rows that took less than a third of the median time, in place."""
    seconds = np.full(len(frame), np.nan)
    if "started" in frame and "finished" in frame:
        seconds = (frame["finished"] - frame["started"]).dt.total_seconds().to_numpy()
    if "seconds" in frame:
        seconds = np.where(frame["seconds"].notna(), frame["seconds"], seconds)
    seconds = np.where(seconds > 0, seconds, np.nan)
    timed = not np.isnan(seconds).all()
    frame[TOO_FAST] = seconds < SPEED * np.nanmedian(seconds) if timed else np.zeros(len(frame), bool)
    return "too-fast", "flags", int(frame[TOO_FAST].sum()), "too-fast" if timed else "no-times"


# clean answers as files


def write_clean(
    responses: coded.Responses, instrument: Instrument, folder: Path, flow: pd.DataFrame | None = None,
    keep_open: Collection[str] = (),
) -> None:  # fmt: skip
    """Write ``clean.csv`` and ``clean.json`` into a survey's folder, for its owner's eyes alone, and never in part.

    ``clean.csv`` has a row a respondent: answers by their codes, ``not-applicable``, ``dont-know``, ``outside`` and
    ``contradicted`` where there is none for that reason, empty where there is none; simulated rows begin with the
    mark. ``clean.json`` tells the columns, their texts and answers, and whether the answers are simulated.

    ``flow`` has the steps of the cleaning as they may be shown, that is after disclosure control. Open answers may tell
    who somebody is: they are left out, unless their item is one of ``keep_open``, and refused if letters are broken.
    """
    items = coded.list_present(responses.frame, instrument, responses.survey_id)
    check_open(responses, items, keep_open)
    items = {name: item for name, item in items.items() if item["kind"] != "text" or name in keep_open}
    flags = [flag for flag in FLAGS if flag in responses.frame]
    described = {
        "survey": responses.survey_id,
        "simulated": responses.simulated,
        "columns": [describe_column(item, instrument) for item in items.values()]
        + [{"column": flag, "kind": "flag"} for flag in flags],
        "flow": [] if flow is None else json.loads(flow.to_json(orient="records")),
    }
    text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    with _open_private(folder / "clean.json") as about, _open_private(folder / "clean.csv") as stream:
        about.write(text)
        names = [*([MARK_COLUMN] if responses.simulated else []), *items, *flags]
        stream.write(",".join(names) + "\n")
        for start in range(0, len(responses.frame), CHUNK):
            part = responses.frame.iloc[start : start + CHUNK]
            columns = (write_column(part[name], items.get(name), instrument) for name in names)
            stream.writelines(",".join(row) + "\n" for row in zip(*columns, strict=True))


def check_open(responses: coded.Responses, items: dict[str, dict], names: Collection[str]) -> None:
    """Refuse open answers that are to be written and are not there, or not in whole letters."""
    known, findings = [name for name, item in items.items() if item["kind"] == "text"], []
    for name in dict.fromkeys(names):
        broken = sum(map(is_broken, responses.frame[name].unique())) if name in known else 0
        if name not in known:
            findings.append(find_fault("no-open-answers", responses.name, 0, name, near=suggest(name, known)))
        elif broken:
            findings.append(find_fault("broken-answers", responses.name, 0, name, rows=tell_rows(broken)))
    if findings:
        raise DataError(findings)


def describe_column(item: dict, instrument: Instrument) -> dict:
    """Return what ``clean.json`` tells of a column."""
    about = {"column": item["item_id"], "kind": item["kind"], "text_en": item["text_en"], "text_nl": item["text_nl"]}
    answers = instrument.list_answers(item["scale_id"])[["answer", "label_en", "label_nl"]].to_dict("records")
    return about | ({"answers": answers} if item["kind"] == "single" else {})


def write_column(column: pd.Series, item: dict | None, instrument: Instrument) -> list[str]:
    """Return a column as cells of a CSV file; without an item it is the mark or a flag."""
    if item is None:
        return column.astype(str).tolist() if column.name == MARK_COLUMN else np.where(column, "yes", "no").tolist()
    if item["kind"] == "single":
        specials = ["" if code == coded.NO_ANSWER else word for word, code in reversed(coded.SPECIAL_CODES.items())]
        words = np.array([*instrument.list_answers(item["scale_id"])["answer"], *specials], dtype=object)
        return words[column.to_numpy()].tolist()
    if item["kind"] == "number":
        places, known = pd.factorize(column.to_numpy())
        return np.array([*(f"{value:.12g}" for value in known), ""], dtype=object)[places].tolist()
    if item["kind"] == "date":
        return np.where(column.isna(), "", np.datetime_as_string(column.to_numpy())).tolist()
    return [quote_cell(text) for text in column.tolist()]


def quote_cell(text: str) -> str:
    """Return a text as a cell of a CSV file, in quotes where it needs them."""
    return '"' + text.replace('"', '""') + '"' if SPECIAL_LETTERS.search(text) else text


@contextlib.contextmanager
def _open_private(path: Path) -> Iterator[IO[str]]:
    """Open a file that only its owner may read; it gets its name once it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
