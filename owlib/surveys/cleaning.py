"""From received to analysed: what is taken out, changed or flagged, how often and why; nothing is filled in.

Steps and reasons are codes; :mod:`owlib.surveys.measures` puts them in words.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from owlib.surveys import responses as coded
from owlib.surveys.exports import is_broken
from owlib.surveys.faults import refuse, suggest, tell_rows
from owlib.surveys.guard import MARK_COLUMN, open_private
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
    left, steps = take_rows(responses.frame, items, instrument)
    if not left.any():
        raise refuse("nobody-left", responses.name)
    frame = (responses.frame if left.all() else responses.frame[left].reset_index(drop=True)).copy(deep=False)
    columns = [item_id if item["kind"] == "single" else item_id + coded.REASON for item_id, item in items.items()]
    codes = [frame[name].to_numpy() for name in columns if name in frame]
    for step in COUNTED:
        steps.append((step, "answers", sum(np.count_nonzero(own == coded.SPECIAL_CODES[step]) for own in codes), step))
    frame = frame.drop(columns=[name for name in frame if name.endswith(coded.REASON)])
    steps.append(("contradictions", "answers", drop_contradictions(frame, items, instrument), "contradictions"))
    several = {"case": frame["case"].nunique() > 1, "wave": ";" in instrument.find_survey(responses.survey_id)["waves"]}
    unknown = sum(int((frame[name] == "").sum()) for name in several if several[name])
    steps.append(("unknown-place", "answers", unknown, "unknown-place"))
    steps += [flag_straight_lines(frame, items, instrument), flag_fast(frame)]
    flow = pd.concat([responses.flow, pd.DataFrame(steps, columns=coded.FLOW_COLUMNS)], ignore_index=True)
    return dataclasses.replace(responses, frame=frame, flow=flow)


def take_rows(frame: pd.DataFrame, items: dict[str, dict], instrument: Instrument) -> tuple[np.ndarray, list[Step]]:
    """Return which rows are left, and the steps that took the others out, one after the other.

    Tests are told by their state, an id such as ``test-1`` or an organisation called test; who was screened out, by
    the state or the answer to a screening question.
    """
    answered = np.zeros(len(frame), np.int16)
    tests, screened = (coded.find_state(frame, instrument, state, len(frame)) for state in ("test", "screened-out"))
    for item_id, item in items.items():
        if item["role"] in ASKED_ROLES:
            answered += coded.find_answered(frame[item_id], item, instrument)
        if item["role"] == "screening" and item["kind"] == "single":
            screened |= coded.find_top(frame[item_id], item, instrument, "no")
        if item_id in ("case", "respondent"):
            tests |= frame[item_id].str.fullmatch(TEST_ID, na=False).to_numpy(dtype=bool)
    left, steps = np.ones(len(frame), bool), []

    def take(step: str, hits: np.ndarray) -> None:
        steps.append((step, "rows", int(np.count_nonzero(hits & left)), step))
        np.logical_and(left, ~hits, out=left)

    take("tests", tests)
    take("empty", (answered == 0) & ~screened)
    take("duplicates", find_duplicates(frame, answered, left))
    take("screened-out", screened)
    return left, steps


def find_duplicates(frame: pd.DataFrame, answered: np.ndarray, left: np.ndarray) -> np.ndarray:
    """Return which of the rows that are left come twice: all but the one with most answers, or of equals the last.

    They are told by respondent, case and wave; those without a respondent by all their columns.
    """
    told = [name for name in ("respondent", "case", "wave") if name in frame]
    keys = pd.util.hash_pandas_object(frame[told], index=False).to_numpy(copy=True)
    nameless = np.flatnonzero(left & (frame["respondent"] == "").to_numpy() if "respondent" in frame else left)
    if len(nameless):
        rows = frame.drop(columns="respondent", errors="ignore").take(nameless)
        keys[nameless] = pd.util.hash_pandas_object(rows, index=False).to_numpy()
    order = np.flatnonzero(left)[np.argsort(answered[left], kind="stable")]
    hits = np.zeros(len(frame), bool)
    hits[order[pd.Series(keys[order]).duplicated(keep="last")]] = True
    return hits


def drop_contradictions(frame: pd.DataFrame, items: dict[str, dict], instrument: Instrument) -> int:
    """Drop answers to follow-ups that the filter rules out, in place; return how many there were.

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
    return touched


def flag_straight_lines(frame: pd.DataFrame, items: dict[str, dict], instrument: Instrument) -> Step:
    """Flag rows that answer the same throughout a block of five items or more of a scale of several, in place."""
    blocks: dict[tuple[str, str], list[np.ndarray]] = {}
    for item_id, item in items.items():
        if item["block"] and (instrument.list_answers(item["scale_id"])["missing"] == "").sum() > 2:
            blocks.setdefault((item["block"], item["scale_id"]), []).append(frame[item_id].to_numpy())
    long = [codes for codes in blocks.values() if len(codes) >= BLOCK]
    flagged = np.zeros(len(frame), bool)
    for first, *others in long:
        flagged |= np.logical_and.reduce([first >= 0, *(codes == first for codes in others)])
    frame[STRAIGHT_LINED] = flagged
    return "straight-lining", "flags", int(flagged.sum()), "straight-lining" if long else "no-long-block"


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


def write_clean(
    responses: coded.Responses, instrument: Instrument, folder: Path, flow: pd.DataFrame, keep_open: Sequence[str] = ()
) -> None:
    """Write ``clean.csv`` and ``clean.json`` into a survey's folder, for its owner's eyes alone, and never in part.

    ``clean.csv`` has a row a respondent: answers by their codes, ``not-applicable``, ``dont-know``, ``outside`` and
    ``contradicted`` where there is none for that reason, empty where there is none; simulated rows begin with the
    mark. ``clean.json`` tells the columns, their texts and answers, and whether the answers are simulated.

    ``flow`` has the steps of the cleaning as they may be shown, that is after disclosure control. Open answers may tell
    who somebody is: they are left out, unless their item is one of ``keep_open``, which is refused where there are none
    or their letters are broken.
    """
    items = coded.list_present(responses.frame, instrument, responses.survey_id)
    known = [name for name, item in items.items() if item["kind"] == "text"]
    for name in keep_open:
        if name not in known:
            raise refuse("no-open-answers", responses.name, 0, name, near=suggest(name, known))
        if broken := sum(map(is_broken, responses.frame[name].unique())):
            raise refuse("broken-answers", responses.name, 0, name, rows=tell_rows(broken))
    items = {name: item for name, item in items.items() if item["kind"] != "text" or name in keep_open}
    columns: list[dict] = []
    for item in items.values():
        columns.append({"column": item["item_id"], **{key: item[key] for key in ("kind", "text_en", "text_nl")}})
        if item["kind"] == "single":
            answers = instrument.list_answers(item["scale_id"])[["answer", "label_en", "label_nl"]]
            columns[-1]["answers"] = answers.to_dict("records")
    described = {"survey": responses.survey_id, "simulated": responses.simulated}
    described["columns"] = [*columns, *({"column": flag, "kind": "flag"} for flag in FLAGS)]
    described["flow"] = json.loads(flow.to_json(orient="records"))
    names = [*([MARK_COLUMN] if responses.simulated else []), *items, *FLAGS]
    with open_private(folder / "clean.json") as about, open_private(folder / "clean.csv") as stream:
        about.write(json.dumps(described, ensure_ascii=False, indent=2) + "\n")
        for start in range(0, len(responses.frame), CHUNK):
            part = responses.frame[names].iloc[start : start + CHUNK]
            told = part.apply(lambda column: tell_answers(column, items.get(column.name), instrument))
            told.to_csv(stream, index=False, header=not start, lineterminator="\n")


def tell_answers(column: pd.Series, item: dict | None, instrument: Instrument) -> pd.Series:
    """Return a column as clean.csv tells it, missing where there is nothing; without an item it is the mark or a flag.

    Closed answers are told by their code.
    """
    if item is None:
        return column if column.name == MARK_COLUMN else column.map({True: "yes", False: "no"})
    if item["kind"] == "single":
        specials = ["" if code == coded.NO_ANSWER else word for word, code in reversed(coded.SPECIAL_CODES.items())]
        words = np.array([*instrument.list_answers(item["scale_id"])["answer"], *specials], dtype=object)
        return pd.Series(words[column.to_numpy()], column.index)
    if item["kind"] == "number":
        return column.map("{:.12g}".format, na_action="ignore")
    return column.dt.strftime("%Y-%m-%dT%H:%M:%S") if item["kind"] == "date" else column
