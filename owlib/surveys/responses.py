"""The answers of a survey, coded by the instrument: nothing of an individual is shown, and the simulated mark stays.

Who was asked an item, who came that far, and who answered it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from owlib.surveys.exports import Export
from owlib.surveys.faults import refuse, tell_rows
from owlib.surveys.guard import MARK, MARK_COLUMN
from owlib.surveys.instrument import TICKED, Instrument, find_options
from owlib.surveys.mapping import SETTINGS_FILE, SPECIAL, THRESHOLD, Mapping, find_ends, split_cells, translate
from owlib.surveys.moments import find_order, parse_dates, parse_numbers, parse_seconds

SPECIAL_CODES = {word: -place for place, word in enumerate([*SPECIAL, "contradicted", "unreadable"], 1)}
"""What stands in place of an answer; all below zero. A number or date that cannot be read is ``unreadable``."""
NO_ANSWER, NOT_APPLICABLE, DONT_KNOW, OUTSIDE, CONTRADICTED, UNREADABLE = SPECIAL_CODES.values()
REASON = ":reason"
"""End of the name of the column that tells, until cleaning has counted it, why a number or date is missing."""
RECEIVED = "received"
"""What the record of cleaning begins with."""
FLOW_COLUMNS = ["step", "kind", "touched_n", "why"]
MARKED = re.compile(rf"{MARK}(?:$|-)", re.IGNORECASE)


@dataclass(frozen=True, repr=False, eq=False)
class Responses:
    """The answers of one survey, one row a respondent; never shown.

    The columns of ``frame`` are item ids. Closed items: int8, the place of the answer in its scale, or a special code
    below zero. Numbers: float, NaN where there is none. ``case``, ``wave``: categories of text, empty where unknown.
    ``respondent`` and open items: text, empty where there is none. Dates: ``datetime64[s]``. If simulated, a column
    ``simulated`` with the mark in each row; that it is, is true as soon as the rows carry the mark, whatever is given.
    Rows of which some carry it and others do not are refused: real and simulated answers never mix.

    ``flow`` tells what was received, and what each step of cleaning did: ``step`` (a code), ``kind`` (``rows``,
    ``answers`` or ``flags``), ``touched_n``, ``why`` (the code of a reason).
    """

    survey_id: str
    frame: pd.DataFrame
    flow: pd.DataFrame
    simulated: bool
    threshold: int
    name: str

    def __post_init__(self) -> None:
        """Keep the mark in the frame and in the field alike."""
        told = MARK_COLUMN if MARK_COLUMN in self.frame else "respondent"
        marked = check_mark([find_marked(self.frame[told])] if told in self.frame else [], self.name)
        empty = MARK_COLUMN in self.frame and not len(self.frame)
        object.__setattr__(self, "simulated", marked or empty or bool(self.simulated))
        if self.simulated:
            column = pd.Categorical.from_codes(np.zeros(len(self.frame), np.int8), [MARK])
            object.__setattr__(self, "frame", self.frame.assign(**{MARK_COLUMN: column}))

    def __repr__(self) -> str:
        """Return a text without any answer."""
        return f"Responses of {self.name}: individual answers are not shown"

    __str__ = __repr__
    _repr_html_ = __repr__


def subset_responses(responses: Responses, mask: np.ndarray) -> Responses:
    """Return the responses of some rows; the flow and the mark stay."""
    return dataclasses.replace(responses, frame=responses.frame[np.asarray(mask)].reset_index(drop=True))


def find_marked(column: pd.Series) -> np.ndarray:
    """Return which rows of a column carry the mark: alone, or as the beginning of an id."""
    return column.str.match(MARKED, na=False).to_numpy(dtype=bool)


def check_mark(columns: Sequence[np.ndarray], file: str) -> bool:
    """Return whether the rows are simulated, by any column; some that are and others that are not are refused."""
    marked = np.any(columns, axis=0) if columns else np.zeros(0, bool)
    if marked.any() and not marked.all():
        some, others = (tell_rows(int(np.count_nonzero(hits))) for hits in (marked, ~marked))
        raise refuse("mixed-marks", file, 0, MARK_COLUMN, mark=MARK, marked=some, others=others)
    return bool(marked.any())


def code_responses(export: Export, mapping: Mapping, instrument: Instrument) -> Responses:
    """Return the answers of a checked export, each coded by its item.

    Numbers and dates have a column ``ITEM:reason`` beside them (int8, 0 where there is a value), which tells why a
    value is missing; :func:`owlib.surveys.cleaning.clean_responses` counts and drops it. Nothing else is dropped here.
    Refused are simulated and real rows together, and dates in which nothing tells day from month.
    """
    count, settings = len(export.frame), mapping.settings
    items = instrument.list_items(mapping.survey_id)
    options, kinds = find_options(items), items.set_index("item_id")["kind"]
    columns = {c: i for c, i in mapping.columns.items() if c in export.frame and (i in kinds or i in options)}
    order = find_date_order(export, mapping, [c for c, item in columns.items() if kinds.get(item) == "date"])
    coded: dict[str, object] = {}
    for column, target in columns.items():
        if target in options:
            found = code_options(export.frame[column], options[target], mapping.answers.get(target, {}), instrument)
        else:
            found = code_item(export.frame[column], target, mapping, instrument, order)
        if target == "state" and "state" in coded:  # of two columns that tell it, the one that tells the worse
            found = {"state": np.maximum(coded["state"], found["state"])}
        coded |= found
    frame = {name: coded[name] for item in kinds.index for name in (item, item + REASON) if name in coded}
    settle_blanks(frame, export, columns, mapping, instrument)
    told = [find_marked(values) for name, values in export.frame.items()
            if kinds.get(columns.get(name)) not in ("text", "number", "date")  # one open answer may say it, not all
            or (find_marked(values.iloc[:1]).all() and find_marked(values).all())]  # fmt: skip
    simulated = check_mark(told, export.file) or mapping.simulated
    waves = str(settings.get("wave") or instrument.find_survey(mapping.survey_id)["waves"])
    for item, only in (("case", settings.get("case", "")), ("wave", "" if ";" in waves else waves)):
        known = frame.get(item, pd.Categorical.from_codes(np.zeros(count, np.int8), categories=[""]))
        frame[item] = make_groups([word or only for word in known.categories], known.codes)
    flow = pd.DataFrame([(RECEIVED, "rows", count, RECEIVED)], columns=FLOW_COLUMNS)
    whole = pd.DataFrame(frame, index=pd.RangeIndex(count), copy=False)
    threshold = settings.get("threshold", THRESHOLD)
    return Responses(mapping.survey_id, whole, flow, simulated, threshold, mapping.folder.name)


def find_date_order(export: Export, mapping: Mapping, dated: list[str]) -> str:
    """Return what goes first in dates such as ``3/4/2019``: as settings, columns or the tool say; else refuse them."""
    if mapping.settings.get("dates") or not dated:
        return mapping.settings.get("dates") or "day"
    orders = {column: find_order([str(value) for value in export.frame[column].unique()]) for column in dated}
    proofs = set(orders.values()) - {""}
    if proofs in ({"day"}, {"month"}):
        return proofs.pop()
    if not proofs and export.tool == "surveymonkey":
        return "month"
    found = "both" if proofs else "dates such as 3/4/2019, and none that tells day from month"
    column = next((name for name, order in orders.items() if order in ("", "both")), dated[0])
    raise refuse("date-order", export.file, 0, column, found=found, settings=f"{mapping.folder.name}/{SETTINGS_FILE}")


def settle_blanks(
    frame: dict, export: Export, columns: dict[str, str], mapping: Mapping, instrument: Instrument
) -> None:
    """Take back *not ticked* where a blank box was never reached, in place.

    A blank stands for a box that was left open only if the person got that far: ticked another box of the question,
    answered anything that comes after it in the export, or went to the end. Of who did not know the answer to its
    filter a blank tells nothing, unless another box of the question is ticked.
    """
    options = find_options(instrument.list_items(mapping.survey_id))
    blank: dict[str, np.ndarray] = {}
    begins: dict[str, int] = {}
    last = np.full(len(export.frame), -1, np.int16)
    for place, (column, target) in enumerate(columns.items()):
        items = list(options[target]["item_id"]) if target in options else [target]
        item = instrument.find_item(items[0])
        if item["role"] == "technical":
            continue
        begins.setdefault(item["block"] or target, place)
        empty, ticked = np.asarray(export.frame[column] == "", bool), item["scale_id"] == TICKED
        last[frame[target] == 0 if ticked and target not in options else ~empty] = place
        if ticked and empty.any() and (target in options or translate(mapping, instrument, target, [""]) == ["no"]):
            blank |= dict.fromkeys(items, empty)
    complete = find_state(frame, instrument, "complete", len(last))
    if "state" not in frame:  # LimeSurvey dates only what was handed in, and the forms keep nothing else
        handed_in = ~np.isnat(frame["finished"]) if export.tool == "limesurvey" and "finished" in frame else False
        complete = complete | handed_in | (export.tool in ("google-forms", "microsoft-forms"))
    blocks = {item_id: instrument.find_item(item_id)["block"] for item_id in blank}
    for item_id, empty in blank.items():
        filter_id = instrument.find_item(item_id)["asked_if"].partition("=")[0]
        unsure = np.isin(frame.get(filter_id, 0), (NOT_APPLICABLE, DONT_KNOW))
        unreached = (last < begins[blocks[item_id] or item_id]) & ~complete
        siblings = [frame[name] == 0 for name, block in blocks.items() if block == blocks[item_id]]
        unknown = empty & (unreached | (unsure & ~np.any(siblings, axis=0)))
        frame[item_id] = np.where(unknown, np.int8(NO_ANSWER), frame[item_id])


def code_options(
    column: pd.Series, options: pd.DataFrame, known: dict[str, str], instrument: Instrument
) -> dict[str, np.ndarray]:
    """Return the coded items of a column whose cells hold several answers: ticked, or else not ticked."""
    values, codes = split_values(column)
    ticked = [items for items, _ in split_cells(values, options, known)]
    places = list(instrument.list_answers(TICKED)["answer"])
    yes, no = places.index("yes"), places.index("no")
    return {
        item: np.array([*(yes if item in hits else no for hits in ticked), NO_ANSWER], np.int8)[codes]
        for item in options["item_id"]
    }


def code_item(
    column: pd.Series, item_id: str, mapping: Mapping, instrument: Instrument, order: str = "day"
) -> dict[str, object]:
    """Return the coded column of an item by name, with its reasons where it is a number or a date.

    The column is text or categories of text, as in the file; ``order`` is what goes first in ``3/4/2019``.
    """
    item = instrument.find_item(item_id)
    if item["kind"] == "id":
        return {item_id: column.astype("str")}
    values, codes = split_values(column)
    if item["kind"] in ("number", "date"):
        amounts, reasons = measure_values(values, item, mapping, instrument, order)
        return {item_id: amounts[codes], item_id + REASON: reasons[codes]}
    words = translate(mapping, instrument, item_id, values, str(column.name))
    if item["kind"] == "text":
        kept = ["" if word in SPECIAL_CODES else value for value, word in zip(values, words, strict=True)]
        return {item_id: pd.Series(np.array([*kept, ""], dtype=object)[codes], dtype="str")}
    if item["kind"] == "code":
        return {item_id: make_groups(["" if word in SPECIAL_CODES else word for word in words], codes)}
    answers = instrument.list_answers(item["scale_id"])
    places = enumerate(zip(answers["answer"], answers["missing"], strict=True))
    known = SPECIAL_CODES | {answer: SPECIAL_CODES.get(missing, place) for place, (answer, missing) in places}
    return {item_id: np.array([*(known.get(word, OUTSIDE) for word in words), NO_ANSWER], np.int8)[codes]}


def measure_values(
    values: list[str], item: dict, mapping: Mapping, instrument: Instrument, order: str
) -> tuple[np.ndarray, np.ndarray]:
    """Return number or moment and reason of each value, and last those of no value; past an end it is outside."""
    words = translate(mapping, instrument, item["item_id"], values)
    told = ["" if word in SPECIAL_CODES else word or value for value, word in zip(values, words, strict=True)]
    if item["kind"] == "date":
        parsed = parse_dates(told, order)
    else:
        parsed = (parse_seconds if item["item_id"] == "seconds" else parse_numbers)(told)
    found = np.array([*parsed, np.nan])
    low, high = find_ends(item)
    reasons = np.array([*(SPECIAL_CODES.get(word, UNREADABLE) for word in words), NO_ANSWER], np.int8)
    reasons[~np.isnan(found)] = 0
    reasons[(found < low) | (found > high)] = OUTSIDE
    found[reasons != 0] = np.nan
    if item["kind"] == "number":
        return found, reasons
    moments = np.full(len(found), np.datetime64("NaT", "s"))
    moments[reasons == 0] = found[reasons == 0].astype(np.int64).astype("datetime64[s]")
    return moments, reasons


def make_groups(words: Sequence[str], codes: np.ndarray) -> pd.Categorical:
    """Return categories in the order of their names from words of which some may be alike; code -1 is no word."""
    names = sorted({*words, ""})
    lookup = np.array([names.index(word) for word in [*words, ""]], np.int32)
    return pd.Categorical.from_codes(lookup[codes], categories=names).remove_unused_categories()


def split_values(column: pd.Series) -> tuple[list[str], np.ndarray]:
    """Return the different values of a column, and for each row the place of its value (-1: none)."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return [str(value) for value in column.cat.categories], column.cat.codes.to_numpy()
    codes, values = pd.factorize(column.to_numpy(dtype=object))
    return values.tolist(), codes


def list_present(frame: pd.DataFrame, instrument: Instrument, survey_id: str) -> dict[str, dict]:
    """Return the items of a survey that its frame has, by id and in their order."""
    rows = instrument.list_items(survey_id).to_dict("records")
    return {row["item_id"]: row for row in rows if row["item_id"] in frame}


def find_answered(column: pd.Series, item: dict, instrument: Instrument) -> np.ndarray:
    """Return which rows have an answer; a special code is none, nor is an option left unticked."""
    if item["kind"] == "single":
        ticked = item["scale_id"] == TICKED
        return find_top(column, item, instrument, "yes") if ticked else column.to_numpy() >= 0
    return column.notna().to_numpy() if item["kind"] in ("number", "date") else (column != "").to_numpy(dtype=bool)


def find_top(column: pd.Series, item: dict, instrument: Instrument, top: str) -> np.ndarray:
    """Return which rows of a closed item have an answer whose ``top`` is this."""
    answers = instrument.list_answers(item["scale_id"])
    return np.isin(column.to_numpy(), answers.index[answers["top"] == top].to_numpy(np.int8))


def find_state(frame: pd.DataFrame | dict, instrument: Instrument, state: str, count: int) -> np.ndarray:
    """Return which of so many rows the survey tool gave a state."""
    told = frame.get("state", np.full(count, NO_ANSWER))
    return np.asarray(told) == list(instrument.list_answers("state")["answer"]).index(state)


def find_asked_rows(frame: pd.DataFrame, items: dict[str, dict], instrument: Instrument, item_id: str) -> np.ndarray:
    """Return which rows were asked an item: all but those whose answer to its filter rules it out.

    Who gave no answer to the filter counts as asked, unless the filter itself was not asked.
    """
    filter_id, _, words = items[item_id]["asked_if"].partition("=")
    if filter_id not in items:
        return np.ones(len(frame), bool)
    codes, answers = frame[filter_id].to_numpy(), instrument.list_answers(items[filter_id]["scale_id"])
    places = answers.index[answers["answer"].isin(words.split("|"))].to_numpy(np.int8)
    hits = np.isin(codes, places) | (codes < 0)
    return hits & find_asked_rows(frame, items, instrument, filter_id)
