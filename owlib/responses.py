"""The answers of a survey, coded by the instrument: nothing of an individual is shown, and the simulated mark stays."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from owlib.dutch_values import parse_dates, parse_numbers
from owlib.errors import DataError, Finding
from owlib.mapping import translate
from owlib.mapping_files import THRESHOLD

if TYPE_CHECKING:
    from owlib.exports import Export
    from owlib.instrument import Instrument
    from owlib.mapping import Mapping

NO_ANSWER, NOT_APPLICABLE, DONT_KNOW, OUTSIDE, CONTRADICTED, UNREADABLE = -1, -2, -3, -4, -5, -6
"""What stands in place of an answer; all below zero. A number or date that cannot be read is ``UNREADABLE``."""
SPECIAL_WORDS = {
    NO_ANSWER: "no-answer", NOT_APPLICABLE: "not-applicable", DONT_KNOW: "dont-know", OUTSIDE: "outside",
    CONTRADICTED: "contradicted", UNREADABLE: "unreadable",
}  # fmt: skip
SPECIAL_CODES = {word: code for code, word in SPECIAL_WORDS.items()}
MARK = "SIMULATED"
"""What each simulated answer carries: alone in a column of its own, and as the beginning of the respondent's id."""
MARK_COLUMN = "simulated"
REASON = ":reason"
"""End of the name of the column that tells, until cleaning has counted it, why a number or date is missing."""
RECEIVED = "received"
"""What the record of cleaning begins with."""
FLOW_COLUMNS = ["step", "kind", "touched_n", "rows_left_n", "why_en"]
WORD_LENGTH = 40
"""Longer texts are no word for no answer."""


@dataclass(frozen=True, repr=False, eq=False)
class Responses:
    """The answers of one survey, one row a respondent; never shown.

    Parameters
    ----------
    frame
        Columns are item ids. Closed items: int8, the place of the answer in its scale, or a special code below zero.
        Numbers: float, NaN where there is none. ``case``, ``wave``: categories of text, empty where unknown.
        ``respondent`` and open items: text, empty where there is none. Dates: ``datetime64[s]``. If simulated, a
        column ``simulated`` with the mark in each row.
    flow
        What each step of cleaning did: ``step``, ``kind`` (``rows``, ``answers`` or ``flags``), ``touched_n``,
        ``rows_left_n``, ``why_en``.
    simulated
        Whether the answers are made by a generator. It is true as soon as the rows carry the mark, whatever is given.
    threshold
        The least number of persons that a shown cell may stand for.
    populations
        Number of persons who were asked, by case.

    Raises
    ------
    DataError
        If some rows carry the mark and others do not.

    """

    survey_id: str
    frame: pd.DataFrame
    flow: pd.DataFrame
    simulated: bool
    threshold: int
    populations: dict[str, int]
    name: str

    def __post_init__(self) -> None:
        """Keep the mark in the frame and in the field alike."""
        columns = {name: self.frame[name] for name in (MARK_COLUMN, "respondent") if name in self.frame}
        marked = find_marked(columns.values(), len(self.frame))
        empty = MARK_COLUMN in columns and not len(self.frame)
        simulated = check_mark(marked, self.name) or empty or bool(self.simulated)
        object.__setattr__(self, "simulated", simulated)
        if simulated:
            object.__setattr__(self, "frame", self.frame.assign(**{MARK_COLUMN: make_mark(np.ones(len(marked), bool))}))

    def __repr__(self) -> str:
        """Return a text without any answer."""
        return f"Responses of {self.name}: individual answers are not shown"

    __str__ = __repr__
    _repr_html_ = __repr__


def subset_responses(responses: Responses, mask: np.ndarray) -> Responses:
    """Return the responses of some rows; the flow and the mark stay."""
    return dataclasses.replace(responses, frame=responses.frame[np.asarray(mask)].reset_index(drop=True))


def make_mark(marked: np.ndarray) -> pd.Categorical:
    """Return a column that holds the mark in these rows."""
    return pd.Categorical.from_codes(marked.astype(np.int8) - 1, categories=[MARK])


def find_marked(columns: Sequence[pd.Series], length: int) -> np.ndarray:
    """Return which rows carry the mark in any of some columns: alone, or as the beginning of an id."""
    marked = np.zeros(length, bool)
    for column in columns:
        if isinstance(column.dtype, pd.CategoricalDtype):
            hits = np.array([*map(_is_mark, column.cat.categories), False], bool)
            marked |= hits[column.cat.codes.to_numpy()] if hits.any() else False
        elif column.dtype.kind == "O" or isinstance(column.dtype, pd.StringDtype):
            marked |= np.fromiter(map(_is_mark, column.to_numpy(dtype=object)), bool, length)
        if marked.all():
            break
    return marked


def is_all(column: pd.Series) -> bool:
    """Return whether each row of a column carries the mark: one open answer may say it, not all of them."""
    return len(column) > 0 and _is_mark(column.iloc[0]) and bool(find_marked([column], len(column)).all())


def _is_mark(value: object) -> bool:
    """Return whether a value is the mark or an id that begins with it."""
    return isinstance(value, str) and value[: len(MARK)].upper() == MARK and value[len(MARK) :][:1] in ("", "-")


def check_mark(marked: np.ndarray, file: str) -> bool:
    """Return whether the rows are simulated.

    Raises
    ------
    DataError
        If some are and others are not.

    """
    if marked.any() and not marked.all():
        found = f"the mark {MARK} in {tell_rows(int(marked.sum()))} and not in {tell_rows(int((~marked).sum()))}"
        todo = "keep them in files of their own: real and simulated answers never mix"
        raise DataError([Finding(file, 0, MARK_COLUMN, "rows of one kind, real or simulated", found, todo)])
    return bool(marked.any())


def tell_rows(count: int) -> str:
    """Return a number of rows as a message may give it: a small one is not told."""
    return f"{count} rows" if count >= THRESHOLD else f"fewer than {THRESHOLD} rows"


def code_responses(export: Export, mapping: Mapping, instrument: Instrument) -> Responses:
    """Return the answers of a checked export, each coded by its item.

    Numbers and dates have a column ``ITEM:reason`` beside them (int8, 0 where there is a value), which tells why a
    value is missing; :func:`owlib.cleaning.clean_responses` counts and drops it. Nothing else is dropped here.

    Raises
    ------
    DataError
        If simulated and real rows are mixed, or if a wave that the settings name has no rows.

    """
    count = len(export.frame)
    places = {item: column for column, item in mapping.columns.items() if column in export.frame}
    items = [item for item in instrument.list_items(mapping.survey_id).to_dict("records") if item["item_id"] in places]
    frame: dict[str, object] = {}
    for item in items:
        column = export.frame[places[item["item_id"]]]
        frame |= code_item(column, item, instrument, functools.partial(translate, mapping, instrument))
    free = {places[item["item_id"]] for item in items if item["kind"] in ("text", "number", "date")}
    marked = find_marked([column for name, column in export.frame.items() if name not in free or is_all(column)], count)
    if check_mark(marked, export.file):
        frame[MARK_COLUMN] = make_mark(marked)
    frame |= fill_groups(frame, mapping, instrument, count)
    flow = pd.DataFrame([(RECEIVED, "rows", 0, count, "All rows of the export.")], columns=FLOW_COLUMNS)
    threshold, populations = mapping.settings.get("threshold", THRESHOLD), mapping.settings.get("populations") or {}
    coded = pd.DataFrame(frame, index=pd.RangeIndex(count), copy=False)
    name = mapping.folder.name
    return Responses(mapping.survey_id, coded, flow, mapping.simulated, threshold, dict(populations), name)


def fill_groups(frame: dict, mapping: Mapping, instrument: Instrument, count: int) -> dict[str, pd.Categorical]:
    """Return ``case`` and ``wave``: as the rows say, else as the settings say, else the only wave that there is.

    Raises
    ------
    DataError
        If a wave that the settings name has no rows.

    """
    waves = str(instrument.find_survey(mapping.survey_id)["waves"]).split(";")
    named = mapping.settings.get("wave")
    named = [str(wave) for wave in (named if isinstance(named, list) else [named])] if named not in (None, "") else []
    only = {"case": str(mapping.settings.get("case") or ""), "wave": (named or waves)[0]}
    only["wave"] = only["wave"] if len(named or waves) == 1 else ""
    filled = {}
    for item, default in only.items():
        known = frame.get(item, pd.Categorical.from_codes(np.zeros(count, np.int8), categories=[""]))
        words = [word or default for word in known.categories]
        filled[item] = make_groups(words, known.codes)
    empty = [wave for wave in named if wave not in filled["wave"].categories]
    if empty:
        todo = "mend the wave in the settings, or the column that tells it"
        raise DataError(
            [Finding("survey.yml", 0, "wave", f"rows of wave {wave}", "none in the export", todo) for wave in empty]
        )
    return filled


def make_groups(words: Sequence[str], codes: np.ndarray) -> pd.Categorical:
    """Return categories in the order of their names from words of which some may be alike; code -1 is no word."""
    names = sorted({*words, *([""] if (codes == -1).any() else [])})
    lookup = np.array([names.index(word) for word in words] + [names.index("") if "" in names else 0], np.int32)
    return pd.Categorical.from_codes(lookup[codes], categories=names).remove_unused_categories()


def code_item(
    column: pd.Series, item: dict, instrument: Instrument, find_answers: Callable[[str, list[str]], list[str]]
) -> dict[str, object]:
    """Return the coded column of an item by name, with its reasons where it is a number or a date.

    Parameters
    ----------
    column
        Text or categories of text, as in the file.
    item
        Row of the items.
    find_answers
        Takes an item's id and values; returns for each an answer, a special word, or nothing.

    """
    item_id, kind = item["item_id"], item["kind"]
    if kind == "id":
        return {item_id: column.astype("str")}
    values, codes = split_values(column)
    if kind == "date":
        moments, reasons = code_dates(values, functools.partial(find_answers, item_id))
        return {item_id: moments[codes], item_id + REASON: reasons[codes]}
    if kind == "text":
        return {item_id: pick_texts(values, functools.partial(find_answers, item_id), codes)}
    words = find_answers(item_id, values)
    if kind == "single":
        return {item_id: code_answers(values, words, instrument.list_answers(item["scale_id"]))[codes]}
    if kind == "code":
        return {item_id: make_groups(["" if word in SPECIAL_CODES else word for word in words], codes)}
    numbers, reasons = code_numbers(values, words, item)
    return {item_id: numbers[codes], item_id + REASON: reasons[codes]}


def split_values(column: pd.Series) -> tuple[list[str], np.ndarray]:
    """Return the different values of a column, and for each row the place of its value (-1: none)."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return [str(value) for value in column.cat.categories], column.cat.codes.to_numpy()
    codes, values = pd.factorize(column.to_numpy(dtype=object))
    return values.tolist(), codes


def code_answers(values: list[str], words: list[str], answers: pd.DataFrame) -> np.ndarray:
    """Return the code of each value of a closed item, and last that of no value; a value nobody knows is outside."""
    codes = dict(SPECIAL_CODES)
    for place, (answer, missing) in enumerate(zip(answers["answer"], answers["missing"], strict=True)):
        codes[answer] = SPECIAL_CODES[missing] if missing else place
    blank = {"": NO_ANSWER}
    found = [codes.get(word, blank.get(value, OUTSIDE)) for value, word in zip(values, words, strict=True)]
    return np.array([*found, NO_ANSWER], np.int8)


def code_numbers(values: list[str], words: list[str], item: dict) -> tuple[np.ndarray, np.ndarray]:
    """Return number and reason of each value, and last those of no value; one past ``low`` or ``high`` is outside."""
    raw = [value if word in ("", *SPECIAL_CODES) else word for value, word in zip(values, words, strict=True)]
    numbers = np.array([*parse_numbers(raw), np.nan])
    special = [SPECIAL_CODES.get(word, 0 if value else NO_ANSWER) for value, word in zip(values, words, strict=True)]
    reasons = np.array([*special, NO_ANSWER], np.int8)
    reasons[(reasons == 0) & np.isnan(numbers)] = UNREADABLE
    low, high = (float(item[end]) if str(item[end]) not in ("", "nan") else np.nan for end in ("low", "high"))
    reasons[(reasons == 0) & ((numbers < low) | (numbers > high))] = OUTSIDE
    return np.where(reasons == 0, numbers, np.nan), reasons


def code_dates(values: list[str], find_words: Callable[[list[str]], list[str]]) -> tuple[np.ndarray, np.ndarray]:
    """Return moment and reason of each value, and last those of no value; only what is no date is looked up."""
    seconds = np.array([*parse_dates(values), np.nan])
    unread = np.flatnonzero(np.isnan(seconds[:-1]))
    words = find_words([values[place] for place in unread])
    reasons = np.zeros(len(seconds), np.int8)
    reasons[unread] = [SPECIAL_CODES.get(word, UNREADABLE if values[place] else NO_ANSWER)
                       for place, word in zip(unread, words, strict=True)]  # fmt: skip
    reasons[-1] = NO_ANSWER
    moments = np.full(len(seconds), np.datetime64("NaT", "s"))
    moments[reasons == 0] = seconds[reasons == 0].astype(np.int64).astype("datetime64[s]")
    return moments, reasons


def pick_texts(values: list[str], find_words: Callable[[list[str]], list[str]], codes: np.ndarray) -> pd.Series:
    """Return open answers, empty where one says nothing; only short ones may say so."""
    short = [value for value in values if len(value) < WORD_LENGTH]
    nothing = {value for value, word in zip(short, find_words(short), strict=True) if word in SPECIAL_CODES}
    kept = np.array([*("" if value in nothing else value for value in values), ""], dtype=object)
    return pd.Series(kept[codes], dtype="str")
