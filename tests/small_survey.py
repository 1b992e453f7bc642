"""A small questionnaire for the tests of the survey modules, and answers to it, invented throughout."""

import traceback
from pathlib import Path

import pandas as pd

from owlib.surveys.exports import Export
from owlib.surveys.instrument import Instrument
from owlib.surveys.mapping import Mapping
from owlib.surveys.responses import code_responses

SURVEY = "small"
ITEM_COLUMNS = ["item_id", "survey_id", "role", "kind", "scale_id", "block", "low", "high", "asked_if"]
ITEMS = [
    ("respondent", "", "technical", "id", "", "", "", "", ""),
    ("case", "", "technical", "code", "", "", "", "", ""),
    ("wave", "", "technical", "code", "", "", "", "", ""),
    ("started", "", "technical", "date", "", "", "", "", ""),
    ("finished", "", "technical", "date", "", "", "", "", ""),
    ("seconds", "", "technical", "number", "", "", "0", "100000", ""),
    ("state", "", "technical", "single", "state", "", "", "", ""),
    ("weight", "", "technical", "number", "", "", "0", "1000", ""),
    ("s-here", SURVEY, "screening", "single", "yes-no", "", "", "", ""),
    ("s-flex", SURVEY, "background", "single", "yes-no", "", "", "", ""),
    ("s-hours", SURVEY, "background", "number", "", "", "0", "80", ""),
    ("s-flex-kind", SURVEY, "question", "single", "agree", "", "", "", "s-flex=yes"),
    ("s-flex-hours", SURVEY, "question", "number", "", "", "0", "80", "s-flex=yes"),
    ("s-flex-why", SURVEY, "open", "text", "", "", "", "", "s-flex=yes"),
    ("s-flex-more", SURVEY, "question", "single", "yes-no", "", "", "", "s-flex-kind=agree|strongly-agree"),
    *[(f"s-m{place}", SURVEY, "question", "single", "agree", "matrix", "", "", "") for place in range(1, 6)],
    *[(f"s-t{place}", SURVEY, "question", "single", "ticked", "ticks", "", "", "s-flex=yes") for place in range(1, 6)],
    ("s-remarks", SURVEY, "open", "text", "", "", "", "", ""),
]
ANSWERS = [
    *[("state", answer, "", "no") for answer in ("complete", "partial", "screened-out", "test")],
    ("yes-no", "yes", "", "yes"),
    ("yes-no", "no", "", "no"),
    ("ticked", "yes", "", "yes"),
    ("ticked", "no", "", "no"),
    ("agree", "disagree", "", "no"),
    ("agree", "neutral", "", "no"),
    ("agree", "agree", "", "yes"),
    ("agree", "strongly-agree", "", "yes"),
    ("agree", "dont-know", "dont-know", "no"),
]


def make_instrument() -> Instrument:
    """Return the small questionnaire, with the columns of the real one that the survey modules use."""
    items = pd.DataFrame(ITEMS, columns=ITEM_COLUMNS)
    items["position"] = items.groupby("survey_id").cumcount() + 1
    items = items.assign(text_en=items["item_id"] + " in English", text_nl=items["item_id"] + " in het Nederlands")
    items = items.assign(bands="", score="", reverse="no", report_table="", status="assumed")
    answers = pd.DataFrame(ANSWERS, columns=["scale_id", "answer", "missing", "top"])
    answers["position"] = answers.groupby("scale_id").cumcount() + 1
    answers = answers.assign(
        value="", label_en=answers["answer"].str.capitalize(), label_nl=answers["answer"] + " (nl)"
    )
    surveys = pd.DataFrame([{"survey_id": SURVEY, "study_id": "flex", "waves": "1;2", "group_item": "s-flex"}])
    return Instrument(surveys, items, answers)


INSTRUMENT = make_instrument()


def make_export(columns: dict[str, list[str]]) -> Export:
    """Return an export: ids, dates and open answers as text, all else as categories."""
    kinds = {item[0]: item[3] for item in ITEMS}
    frame = pd.DataFrame(columns, dtype="str")
    closed = {name: "category" for name in frame if kinds.get(name, "single") not in ("id", "date", "text")}
    return Export(frame.astype(closed), {}, "export.csv")


def make_responses(columns: dict[str, list[str]], *, simulated: bool = False, unused: tuple[str, ...] = (), **settings):
    """Return the coded answers of an export whose columns are called after their items."""
    mapped = {name: "-" if name in unused else name for name in columns}
    settings = {"dates": "day"} | settings
    mapping = Mapping(Path("somewhere/small-survey"), SURVEY, settings, mapped, {}, simulated)
    return code_responses(make_export(columns), mapping, INSTRUMENT)


CANARY = "Kanarie7391"


def make_canaries(**more: list[str]) -> dict[str, list[str]]:
    """Return columns in each cell of which stands a canary."""
    names = ("respondent", "case", "s-m1", "s-hours", "seconds", "started", "s-remarks", "state")
    return {name: [f"{CANARY}{row}" for row in range(12)] for name in names} | more


def tell_all(error: BaseException) -> str:
    """Return all that a person could read of an error, its causes and contexts included."""
    lines = traceback.format_exception(error)
    chained = []
    while error is not None:
        chained.append(repr(error))
        error = error.__cause__ or error.__context__
    return "".join([*lines, *chained])
