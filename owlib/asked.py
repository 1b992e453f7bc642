"""Who was asked an item, and who answered it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from owlib.instrument import Instrument
from owlib.responses import Responses

TICKED = "ticked"
"""Scale of the options of a tick-all question; an option that is not ticked is no answer by itself."""


def list_present(frame: pd.DataFrame, instrument: Instrument, survey_id: str) -> dict[str, dict]:
    """Return the items of a survey that its frame has, by id and in their order."""
    rows = instrument.list_items(survey_id).to_dict("records")
    return {row["item_id"]: row for row in rows if row["item_id"] in frame}


def find_answered(column: pd.Series, item: dict, instrument: Instrument) -> np.ndarray:
    """Return which rows have an answer; a special code is none, nor is an option left unticked."""
    if item["kind"] == "single":
        hits = column.to_numpy() >= 0
        return find_top(column, item, instrument, "yes") if item["scale_id"] == TICKED else hits
    return column.notna().to_numpy() if item["kind"] in ("number", "date") else (column != "").to_numpy(dtype=bool)


def find_top(column: pd.Series, item: dict, instrument: Instrument, top: str) -> np.ndarray:
    """Return which rows of a closed item have an answer whose ``top`` is this."""
    answers = instrument.list_answers(item["scale_id"])
    return find_places(column, answers.index[answers["top"] == top])


def find_places(column: pd.Series, places: Iterable[int]) -> np.ndarray:
    """Return which rows of a closed item have one of these answers, given by their places in the scale."""
    codes = column.to_numpy()
    hits = np.zeros(len(codes), bool)
    for place in places:
        hits |= codes == place
    return hits


def find_state(frame: pd.DataFrame, items: dict[str, dict], instrument: Instrument, state: str) -> np.ndarray:
    """Return which rows the survey tool gave a state."""
    if "state" not in items:
        return np.zeros(len(frame), bool)
    answers = instrument.list_answers(items["state"]["scale_id"])
    return find_places(frame["state"], answers.index[answers["answer"] == state])


def find_asked(responses: Responses, instrument: Instrument, item_id: str) -> np.ndarray:
    """Return which respondents were asked an item: all but those whose answer to its filter rules it out.

    Who gave no answer to the filter counts as asked, unless the filter itself was not asked.
    """
    return find_asked_rows(
        responses.frame, list_present(responses.frame, instrument, responses.survey_id), instrument, item_id
    )


def find_asked_rows(frame: pd.DataFrame, items: dict[str, dict], instrument: Instrument, item_id: str) -> np.ndarray:
    """Return which rows were asked an item, as :func:`find_asked` tells."""
    filter_id, _, words = items[item_id]["asked_if"].partition("=")
    if filter_id not in items:
        return np.ones(len(frame), bool)
    column, item, wanted = frame[filter_id], items[filter_id], words.split("|")
    if item["kind"] == "single":
        answers = instrument.list_answers(item["scale_id"])
        hits = find_places(column, answers.index[answers["answer"].isin(wanted)]) | (column.to_numpy() < 0)
    else:
        hits = column.isin([*wanted, ""]).to_numpy()
    return hits & find_asked_rows(frame, items, instrument, filter_id)
