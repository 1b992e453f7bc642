"""Simulated exports: what a Dutch survey tool would give, with the mark in every row and id.

Nothing in them is a finding. They show what the code for surveys does, and let its tests compare what cleaning finds
with what was planted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from owlib.surveys.flaws import (
    CONTRADICTION,
    FLAWS,
    IDENTIFYING_TEXTS,
    SCREENED_OUT,
    TEST,
    count_planted,
    find_straight_blocks,
    flaw_wave,
)
from owlib.surveys.instrument import DONT_KNOW, NOT_APPLICABLE, Instrument
from owlib.surveys.responses import MARK, MARK_COLUMN, NO_ANSWER
from owlib.surveys.simulated_answers import (
    ABSENT,
    CHUNK_ROWS,
    OPEN_TEXTS,
    Plan,
    Question,
    Wave,
    draw_waves,
    find_range,
    list_questions,
    prepare_questions,
)

GENERATOR = "numpy.random.PCG64 seeded with (seed, chunk); uniform draws, turned into normal ones by inversion"


FIRST_DAY = datetime(2019, 4, 1, 8)  # noqa: DTZ001 - exports tell local time


WAVE_MINUTES = 364 * 1440
"""From the first day of a wave to that of the next."""


TECHNICAL = {
    "respondent": "Respondent-ID", "started": "Start", "finished": "Eind", "seconds": "Duur (sec)", "state": "Status",
    "case": "Organisatie", "wave": "Meting", "weight": "Weegfactor",
}  # fmt: skip
"""Headings of the technical columns, as a Dutch survey tool names them."""


STATES = {"complete": "Compleet", "partial": "Onderbroken", "screened-out": "Uitgesloten", "test": "Testrespons"}


BROKEN_DATES = ("31-02-2019 10:00", "onbekend")


OUTSIDE_LABEL = "77"


MISSING_LABELS = {NOT_APPLICABLE: ("n.v.t.", "98"), DONT_KNOW: ("weet niet", "99")}
"""Words in blocks of labels and in open or counted answers; numbers in blocks of numbers."""


UNREADABLE_LABEL = "wisselt"


WEIGHT_STEPS = 151


def write_export(
    path: Path,
    instrument: Instrument,
    plan: Plan,
    calibration: pd.DataFrame | None = None,
    *,
    encoding: str = "utf-8",
    progress: Callable[[int], None] = lambda _: None,
) -> pd.DataFrame:
    """Write an export with simulated answers as CSV with semicolons; return what was planted in it.

    It has one row a response: ``simulated`` (the mark), the technical columns under the headings of :data:`TECHNICAL`,
    and the questions under those of :func:`name_columns`. It is drawn and written in chunks, so that its length needs
    no memory.

    Parameters
    ----------
    calibration
        As :func:`owlib.surveys.simulated_folders.read_calibration` gives it; nothing is calibrated without it.
    progress
        Called with the number of rows of each chunk.

    Returns
    -------
    DataFrame
        The truth of what was planted: ``flaw``, ``kind``, ``planted_n``.

    """
    counted = []
    with Path(path).open("w", encoding=encoding, newline="") as stream:
        for columns, counts in iterate_chunks(instrument, plan, calibration):
            if not counted:
                stream.write(";".join(quote_cell(name) for name in columns) + "\n")
            cells = [_quote_column(values.tolist()) for values in columns.values()]
            stream.write("\n".join(map(";".join, zip(*cells, strict=True))) + "\n")
            counted.append(counts)
            progress(len(cells[0]))
    return _add_planted(counted)


def quote_cell(text: str) -> str:
    """Return a cell as a CSV with semicolons needs it."""
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ';"\n\r') else text


def _quote_column(values: list[str]) -> list[str]:
    """Return a column whose cells are quoted where one of them needs it."""
    quoted = {text: quote_cell(text) for text in set(values)}
    return values if all(text == cell for text, cell in quoted.items()) else [quoted[text] for text in values]


def _add_planted(parts: list[pd.Series]) -> pd.DataFrame:
    """Return the counts of all chunks together."""
    counts = sum(parts[1:], parts[0])
    return FLAWS[["flaw", "kind"]].assign(planted_n=[int(counts[flaw]) for flaw in FLAWS["flaw"]])


def iterate_chunks(
    instrument: Instrument, plan: Plan, calibration: pd.DataFrame | None = None
) -> Iterator[tuple[dict[str, np.ndarray], pd.Series]]:
    """Give the columns of an export chunk by chunk, each with the counts of what was planted in it."""
    questions = prepare_questions(instrument, plan, calibration)
    labels = label_codes(instrument, plan.survey_id, questions)
    headings = name_columns(instrument, plan.survey_id)
    blocks = find_straight_blocks(instrument, plan.survey_id) if plan.flaws else []
    ends = np.cumsum(list(plan.sizes.values()))
    for chunk, start in enumerate(range(0, int(ends[-1]), CHUNK_ROWS)):
        rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([plan.seed, chunk])))
        slots = np.arange(start, min(start + CHUNK_ROWS, int(ends[-1])))
        cases = np.searchsorted(ends, slots, side="right")
        waves = draw_waves(rng, plan, questions, slots, cases)
        if plan.flaws:
            for wave in waves:
                flaw_wave(rng, wave, questions, blocks, cases)
        parts = [
            _render_technical(plan, place, wave, cases) | _render_questions(wave, questions, labels, headings)
            for place, wave in enumerate(waves)
        ]
        begun = np.concatenate([wave.minutes[wave.rows] - wave.early for wave in waves])
        order = np.argsort(begun + np.repeat(np.arange(len(waves)), len(slots)) * WAVE_MINUTES, kind="stable")
        order = order[np.concatenate([wave.kinds != ABSENT for wave in waves])[order]]
        columns = {name: np.concatenate([part[name] for part in parts])[order] for name in parts[0]}
        yield columns, sum(count_planted(wave, questions) for wave in waves)


def _render_technical(plan: Plan, place: int, wave: Wave, cases: np.ndarray) -> dict[str, np.ndarray]:
    """Return the mark and the technical columns of a wave as text."""
    rows = wave.rows
    minutes = wave.minutes[rows] - wave.early + place * WAVE_MINUTES
    ended = minutes + np.ceil(wave.seconds[rows] / 60).astype(int)
    begun = _list_dates(minutes)
    begun[wave.undated[rows]] = BROKEN_DATES[place % 2]
    states = np.where(wave.stop < len(wave.codes), "partial", "complete")
    states = np.where(wave.kinds == TEST, "test", np.where(wave.kinds == SCREENED_OUT, "screened-out", states))
    cells = {
        "respondent": [f"{MARK}-{person:06d}" for person in wave.persons[rows]],
        "started": begun,
        "finished": _list_dates(ended),
        "seconds": [str(seconds) for seconds in wave.seconds[rows]],
        "state": [STATES[state] for state in states],
        "case": np.array(list(plan.sizes), object)[cases],
        "wave": [name_wave(wave.name)] * len(rows),
    }
    if plan.weights:
        cells["weight"] = [f"{0.5 + step / 100:.2f}".replace(".", ",") for step in wave.persons[rows] % WEIGHT_STEPS]
    named = {TECHNICAL[item_id]: np.array(values, object) for item_id, values in cells.items()}
    return {MARK_COLUMN: np.full(len(rows), MARK, object)} | named


def name_wave(wave: str) -> str:
    """Return how the export names a wave: ``1e meting``."""
    return f"{wave}e meting" if wave.isdigit() else wave


def _list_dates(minutes: np.ndarray) -> np.ndarray:
    """Return Dutch dates with times for minutes after the first day of the field work."""
    known, places = np.unique(minutes, return_inverse=True)
    dates = [(FIRST_DAY + timedelta(minutes=int(minute))).strftime("%d-%m-%Y %H:%M") for minute in known]
    return np.array(dates, object)[places]


def _render_questions(
    wave: Wave, questions: list[Question], labels: dict[str, np.ndarray], headings: dict[str, str]
) -> dict[str, np.ndarray]:
    """Return the columns of the questions of a wave as text."""
    columns = {}
    for place, question in enumerate(questions):
        codes = wave.codes[question.item_id][wave.rows]
        codes = np.where(codes >= CONTRADICTION, codes - CONTRADICTION, codes)
        asked = (wave.stop > place) | ((wave.kinds == SCREENED_OUT) & question.screening)
        columns[headings[question.item_id]] = labels[question.item_id][np.where(asked, codes, NO_ANSWER)]
    return columns


def name_columns(instrument: Instrument, survey_id: str) -> dict[str, str]:
    """Return the heading of each question: ``V01``; in a block of several, ``V02_1``, ``V02_2``."""
    items = list_questions(instrument, survey_id)
    headings: dict[str, str] = {}
    blocks = items["block"].where(items["block"] != "", items["item_id"])
    for number, (_, group) in enumerate(items.groupby(blocks, sort=False), 1):
        names = (
            [f"V{number:02d}_{place}" for place in range(1, len(group) + 1)] if len(group) > 1 else [f"V{number:02d}"]
        )
        headings |= dict(zip(group["item_id"], names, strict=True))
    return {item_id: headings[item_id] for item_id in items["item_id"]}


def list_numbered(instrument: Instrument, survey_id: str) -> set[str]:
    """Return the closed items that the export gives as numbers: those of every second block; the others have labels."""
    items = list_questions(instrument, survey_id)
    blocks = list(dict.fromkeys(items["block"].where(items["block"] != "", items["item_id"])))
    chosen = set(blocks[1::2])
    numbered = items["block"].where(items["block"] != "", items["item_id"]).isin(chosen) & (items["kind"] == "single")
    return set(items.loc[numbered, "item_id"])


def number_answers(answers: pd.DataFrame) -> list[str]:
    """Return the numbers by which an export gives answers: their values where each has its own, else their places."""
    values = list(answers["value"])
    return (
        values
        if all(values) and len(set(values)) == len(values)
        else [str(place) for place in range(1, len(values) + 1)]
    )


def label_codes(instrument: Instrument, survey_id: str, questions: list[Question]) -> dict[str, np.ndarray]:
    """Return for each question the text of each code; those below zero count from the end, as codes do."""
    numbered = list_numbered(instrument, survey_id)
    items = {item["item_id"]: item for item in list_questions(instrument, survey_id).to_dict("records")}
    labels = {}
    for question in questions:
        item, style = items[question.item_id], int(question.item_id in numbered)
        missing = [words[style] for words in MISSING_LABELS.values()]
        if question.kind == "number":
            low, high = find_range(item)
            answers = [f"{value},0" if value % 4 == 0 else str(value) for value in range(low, high + 1)]
            outside = str(high + 100)
        elif question.kind == "text":
            answers, outside = [*OPEN_TEXTS, *IDENTIFYING_TEXTS], ""
        else:
            answers = number_answers(question.answers) if style else list(question.answers["label_nl"])
            outside = OUTSIDE_LABEL
        below = ["", UNREADABLE_LABEL, "", outside, *reversed(missing), ""]
        labels[question.item_id] = np.array([*answers, *below], object)
    return labels
