"""A survey behind the gate: from its folder to protected counts, with what is known of it besides.

Answers of people stay inside :func:`read_survey` and :func:`make_survey`; what these return holds none.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import numpy as np
import pandas as pd

from owlib.errors import name_choices
from owlib.evidence.schema import read_some_tables
from owlib.places import PRIVATE_FOLDER, SIMULATED_FOLDER, find_root
from owlib.surveys.cleaning import clean_responses, write_clean
from owlib.surveys.counts import Survey
from owlib.surveys.faults import refuse_name
from owlib.surveys.gate import count_people, make_record_keys, protect_flow, read_secret
from owlib.surveys.instrument import Instrument, in_language, read_instrument
from owlib.surveys.mapping import SLUG, read_survey_export
from owlib.surveys.measures import tell_flow
from owlib.surveys.responses import Responses, code_responses, subset_responses
from owlib.words import COMPLETE, read_words


def find_survey_folder(root: Path, name: str) -> Path:
    """Return the folder of a survey: one's own, or a simulated one; refuse a name of none, or of one of each."""
    places = (PRIVATE_FOLDER, SIMULATED_FOLDER)
    sound = bool(SLUG.fullmatch(name))  # a path is no name: what lies elsewhere is not cleaned or run
    found = [place / name for place in places if sound and (root / place / name / "survey.yml").is_file()]
    if len(found) == 1:
        return found[0]
    if found:
        raise refuse_name("survey-twice", name=name, first=found[0].as_posix(), second=found[1].as_posix())
    known = [path.parent.name for place in places for path in sorted((root / place).glob("*/survey.yml"))]
    raise refuse_name("no-survey", name=name, new=name if sound else "NAME", known=", ".join(known) or "none yet")


def read_survey(
    name: str, case_id: str = "", wave: str = "", language: str = COMPLETE, root: Path | None = None
) -> Survey:
    """Return the survey of a folder in ``private/`` or ``data/simulated/``, or of one case or wave of it.

    It is read, checked, coded, cleaned and counted behind the gate; the language is that of what is shown of it. An
    export, mapping or answers that break a rule raise a ``DataError``, no message of which holds an answer; a survey,
    case, wave or language that there is not, an ``UnknownNameError``.
    """
    root = root or find_root()
    instrument = read_instrument(root)
    responses = read_responses(root, name, instrument)
    secret = read_secret(root, simulated=responses.simulated)
    cases = read_some_tables(root, ["cases"])["cases"]
    names = dict(zip(cases["case_id"], cases["short_name"], strict=True))
    if find_survey_folder(root, name).parent == SIMULATED_FOLDER:
        words = read_words(language)
        names = {case: words("survey-place", place=case) for case in responses.frame["case"].unique() if case} | names
    return make_survey(responses, in_language(instrument, language), secret, names, case_id, wave)


def read_responses(root: Path, name: str, instrument: Instrument) -> Responses:
    """Return the answers of a survey's folder, coded and cleaned: nothing for anyone to see."""
    mapping, export = read_survey_export(root / find_survey_folder(root, name), instrument)
    responses = code_responses(export, mapping, instrument)
    del export  # its memory is needed
    return clean_responses(responses, instrument)


def clean_folder(root: Path, folder: Path, keep_open: Collection[str] = ()) -> pd.DataFrame:
    """Clean a survey, write the clean answers of one's own into its folder, and return the record as it may be shown.

    The record is what :func:`owlib.surveys.measures.tell_flow` makes of protected counts.
    """
    instrument = read_instrument(root)
    responses = read_responses(root, folder.name, instrument)
    secret = read_secret(root, simulated=responses.simulated)
    flow = tell_flow(make_survey(responses, in_language(instrument, COMPLETE), secret, {}))
    if folder.parent == PRIVATE_FOLDER:
        write_clean(responses, instrument, root / folder, flow, keep_open)
    return flow


def make_survey(
    responses: Responses, instrument: Instrument, secret: bytes, case_names: dict[str, str], case_id: str = "",
    wave: str = "",
) -> Survey:  # fmt: skip
    """Return cleaned responses as a survey behind the gate; see :func:`read_survey`.

    The instrument is in the language of what is to be shown. Record keys are made of all responses, so that a report
    on a case has the noise that the report on all has.
    """
    keys, frame, counted = make_record_keys(responses, secret), responses.frame, []
    chosen = find_rows(frame, case_id, wave)
    waves = sorted((str(name) for name in frame["wave"][chosen].unique() if name), key=lambda name: (len(name), name))
    several = [chosen & (frame["wave"] == name).to_numpy() for name in (waves[-1], waves[0])] if len(waves) > 1 else []
    survey = instrument.find_survey(responses.survey_id)
    for rows in several or [chosen]:
        part = subset_responses(responses, rows)
        groups = {"case": sum(map(bool, part.frame["case"].unique())) > 1, survey["group_item"]: True}
        breakdowns = [by for by, known in groups.items() if known and by in part.frame and not counted]
        counted.append(count_people(part, instrument, keys[rows], breakdowns))
    return Survey(
        name=responses.name,
        survey=survey,
        instrument=instrument,
        counts=counted[0],
        flow=protect_flow(responses.flow, responses.threshold, keys, secret),
        waves=waves,
        first=counted[1] if len(counted) > 1 else None,
        case_names=case_names,
    )


def find_rows(frame: pd.DataFrame, case_id: str, wave: str) -> np.ndarray:
    """Return which responses are of one case or wave, all where none is named; refuse one that has none."""
    rows = np.ones(len(frame), bool)
    for column, name in (("case", case_id), ("wave", wave)):
        known = [str(value) for value in frame[column][rows].unique() if value]
        if name and name not in known:
            raise refuse_name("no-part", part=column, name=name, known=name_choices(sorted(known)))
        rows &= (frame[column] == name).to_numpy() if name else True
    return rows
