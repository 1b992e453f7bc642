"""Numbers and dates as people type them into a Dutch questionnaire, read a whole column at a time.

The answers of a survey, coded by the instrument: nothing of an individual is shown, and the simulated mark stays.

Who was asked an item, and who answered it.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from owlib.errors import DataError, Finding
from owlib.surveys.exports import Export
from owlib.surveys.instrument import Instrument
from owlib.surveys.mapping import THRESHOLD, Mapping, translate

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january", "feb febr februari february", "mrt maart mar march", "apr april", "mei may",
            "jun juni june", "jul juli july", "aug augustus august", "sep sept september", "okt oktober oct october",
            "nov november", "dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip


DAY_FIRST = re.compile(r"(?:[a-z]{2,9}dag,? )?(\d{1,2})(?:[-/. ]|\. )(\d{1,2}|[a-z]{3,9}\.?)[-/. ](\d{4}|\d{2})")


YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")


TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:z|[+-]\d{2}:?\d{2})?")


EXCEL_DAYS = re.compile(r"([2-6]\d{4})(?:[.,]\d+)?")
"""A date as Excel counts it: days since 30 December 1899."""


UNIT = re.compile(
    r"\s*(?:%|uren|uur|uurtjes|u|jaren|jaar|jr|maanden|mnd|weken|dagen|dag|minuten|min|secondes|seconden|sec|s|procent|"
    r"euro|eur|hours|hour|years|year|minutes|seconds|keer|x)?\.?(?:\s*(?:per|/)\s*(?:week|wk|maand|jaar|dag))?"
)


CURRENCY = re.compile(r"^(?:€|eur(?:o)?)\s*|(?<=\d),-+$|\s*€$")


DIGITS = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+|\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)")


DOT_DECIMALS = re.compile(r"[+-]?(?:\d*\.(?:\d{1,2}|\d{4,})|0+\.\d+|\d{1,3}(?:,\d{3})+\.\d+)")


GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:[.,]\d{3})+")


def parse_numbers(values: Sequence[str]) -> list[float]:
    """Return the numbers that a column of Dutch texts writes, NaN where it is none.

    ``32,5``, ``1.234,5``, ``32 uur``, ``€ 10``. A dot before three digits parts thousands (``1.234``), unless other
    values of the column show that its dot parts decimals (``32.5``, ``0.875``).
    """
    bare = [strip_number(value) for value in values]
    dotted = any(DOT_DECIMALS.fullmatch(text) for text in bare if "." in text)
    return [parse_bare(text, dotted=dotted) for text in bare]


def strip_number(value: str) -> str:
    """Return a text without currency, unit and spaces."""
    if value.isdecimal():
        return value
    text = CURRENCY.sub("", value.strip().lower().replace("\u00a0", " "))
    found = re.match(r"[+-]?[\d.,]*[\d]", text)
    if not found or not UNIT.fullmatch(text[found.end() :]):
        return text
    return found.group()


def parse_bare(text: str, *, dotted: bool) -> float:
    """Return the number of a text without unit; ``dotted`` tells that a dot parts decimals."""
    if not DIGITS.fullmatch(text):
        return np.nan
    decimal = "." if dotted else ","
    other = "," if dotted else "."
    if "." in text and "," in text:
        decimal, other = sorted(".,", key=text.rfind, reverse=True)
    elif text.count(decimal) > 1 or (other in text and not GROUPED.fullmatch(text)):
        decimal, other = other, decimal
    return float(text.replace(other, "").replace(decimal, "."))


def parse_dates(values: Sequence[str]) -> list[float]:
    """Return the moments that texts write, in seconds since 1970, NaN where they are none; the day goes first.

    ``3-4-2019``, ``03-04-2019 12:30``, ``2019-04-03T12:30:00Z``, ``3 april 2019``, ``43558`` (Excel). A zone is not
    reckoned with.
    """
    find_day, find_time = functools.cache(parse_day), functools.cache(parse_time)

    def parse(value: str) -> float:
        day, _, moment = value.rpartition(" " if " " in value else "T")
        return find_day(day) + find_time(moment) if ":" in moment else find_day(value)

    return [parse(value) for value in values]


def parse_day(text: str) -> float:
    """Return the day that a text writes, in seconds since 1970, or NaN."""
    text = text.lower().rstrip(", ")
    first, last = DAY_FIRST.fullmatch(text), YEAR_FIRST.fullmatch(text)
    if EXCEL_DAYS.fullmatch(text):
        return float(round((float(text.replace(",", ".")) - 25569) * 86400))
    if not (first or last):
        return np.nan
    day, month, year = first.groups() if first else last.groups()[::-1]
    number = int(month) if month.isdecimal() else MONTHS.get(month.rstrip("."), 0)
    whole = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 70 else 1900)
    try:
        return (date(whole, number, int(day)) - date(1970, 1, 1)).days * 86400.0
    except ValueError:
        return np.nan


def parse_time(text: str) -> float:
    """Return the seconds since midnight that a text writes, or NaN."""
    found = TIME.fullmatch(text.lower())
    if not found:
        return np.nan
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600.0 + minutes * 60 + seconds if hours < 24 and minutes < 60 and seconds < 60 else np.nan


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


UNKNOWN_STEP = "unknown-place"
"""The step of cleaning that counts rows of which the case or the wave is not known."""


FLOW_COLUMNS = ["step", "kind", "touched_n", "rows_left_n", "why"]


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
        What each step of cleaning did: ``step`` (a code), ``kind`` (``rows``, ``answers`` or ``flags``),
        ``touched_n``, ``rows_left_n``, ``why`` (the code of a reason).
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
    value is missing; :func:`owlib.surveys.cleaning.clean_responses` counts and drops it. Nothing else is dropped here.

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
    flow = pd.DataFrame([(RECEIVED, "rows", 0, count, RECEIVED)], columns=FLOW_COLUMNS)
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


def find_asked_rows(frame: pd.DataFrame, items: dict[str, dict], instrument: Instrument, item_id: str) -> np.ndarray:
    """Return which rows were asked an item: all but those whose answer to its filter rules it out.

    Who gave no answer to the filter counts as asked, unless the filter itself was not asked.
    """
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
