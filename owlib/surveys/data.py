"""A survey, from its folder to protected counts.

Exact counts stay inside this module; what leaves it is under disclosure control.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd

from owlib.errors import OwlibError, UnknownNameError, name_choices
from owlib.evidence.schema import read_some_tables
from owlib.places import PRIVATE_FOLDER, SIMULATED_FOLDER, find_root
from owlib.surveys.cells import ALL, RESPONDENTS, TOP, UNKNOWN, VALID, count_cells, list_options, list_sums, name_cell
from owlib.surveys.cleaning import clean_responses
from owlib.surveys.disclosure import Protected, protect_cells, protect_flow
from owlib.surveys.estimates import effective_n
from owlib.surveys.instrument import Instrument, in_language, read_instrument
from owlib.surveys.mapping import SLUG, read_survey_export
from owlib.surveys.responses import Responses, code_responses, subset_responses
from owlib.words import COMPLETE, Words, read_words


@dataclass(frozen=True, repr=False, eq=False)
class Survey:
    """A survey with its cleaned answers, which are never shown, and its protected counts, which may be.

    Parameters
    ----------
    survey
        Row of the table ``surveys``.
    instrument
        The questionnaires in the language of the report.
    responses, protected
        Answers and controlled counts of the one wave that there is, or of the last: a person counts once.
    all_waves, waves, first
        Answers of all waves, the waves in their order, and the controlled counts of the first of several.
    flow
        Controlled record of cleaning.
    case_names
        Names of cases by their id.

    """

    name: str
    survey: pd.Series
    instrument: Instrument
    responses: Responses
    all_waves: Responses
    waves: list[str]
    protected: Protected
    first: Protected | None
    flow: pd.DataFrame
    case_names: dict[str, str]

    def __repr__(self) -> str:
        """Return a text without any answer."""
        return f"Survey {self.name}: individual answers are not shown"

    @property
    def simulated(self) -> bool:
        """Whether its answers are made by a generator."""
        return self.responses.simulated or self.protected.simulated

    @property
    def threshold(self) -> int:
        """The least number of persons that a shown count may stand for."""
        return self.protected.threshold

    @property
    def respondents_n(self) -> int:
        """Number of responses analysed, rounded."""
        return int(self.count(RESPONDENTS, VALID))

    @property
    def cases(self) -> list[str]:
        """Names of the cases that have a count of respondents shown."""
        return [self.name_case(case) for case in self.list_subgroups("case")]

    @property
    def outcome(self) -> str:
        """The item that the report looks at most closely."""
        return self.survey["outcome_item"]

    @functools.cached_property
    def precision(self) -> float:
        """How many respondents of equal weight are as precise as one of these (Kish); 1 without weights."""
        weights = find_weights(self.responses)
        return 1.0 if weights is None else effective_n(pd.Series(weights)) / len(weights)

    def count(self, item_id: str, answer: str, by: str = ALL, subgroup: str = ALL) -> float:
        """Return a controlled count; NaN where it is kept back or not counted."""
        return find_count(self.protected, name_cell(item_id, answer, by, subgroup))

    def list_subgroups(self, by: str) -> list[str]:
        """Return the subgroups of a breakdown, those that are kept back included."""
        cells = [
            cell.split("|") for cell in self.protected.counts.index if cell.startswith(f"{RESPONDENTS}|{VALID}|{by}|")
        ]
        return [subgroup for _, _, _, subgroup in cells if subgroup not in (UNKNOWN, ALL)]

    @property
    def words(self) -> Words:
        """The messages of the language of the report."""
        return read_words(self.instrument.language)

    def label(self, item_id: str) -> str:
        """Return an item in our wording, with a remark where it counts the other way round in its score."""
        item = self.instrument.find_item(item_id)
        return self.words("survey-low-is-good", item=item["text"]) if item["reverse"] == "yes" else item["text"]

    def label_answers(self, item_id: str) -> dict[str, str]:
        """Return the answers of an item, or the bands of a number, with their labels."""
        item = self.instrument.find_item(item_id)
        codes = list_options(self.instrument, item)
        if item["kind"] != "number":
            labels = self.instrument.list_answers(item["scale_id"]).set_index("answer")["label"]
            return {code: labels[code] for code in codes}
        ends = [code.split("-") for code in codes]
        bands = [self.words("survey-band", low=low, end=end) for (low, _), (end, _) in pairwise(ends)]
        return dict(zip(codes, [*bands, self.words("span", low=ends[-1][0], high=ends[-1][1])], strict=True))

    def name_case(self, case_id: str) -> str:
        """Return the name of a case; its id where the data do not know it."""
        return self.case_names.get(case_id, case_id)


def find_count(counts: Protected, cell: str) -> float:
    """Return a controlled count; NaN where it is kept back or not counted."""
    value = counts.counts.get(cell, pd.NA)
    return np.nan if pd.isna(value) else float(value)


def find_survey_folder(root: Path, name: str) -> Path:
    """Return the folder of a survey: a researcher's own, or one of the simulated ones.

    Raises
    ------
    UnknownNameError
        If there is none of that name, or one of each.

    """
    places = (PRIVATE_FOLDER, SIMULATED_FOLDER)
    sound = bool(SLUG.fullmatch(name))  # a path is no name: what lies elsewhere is not cleaned or run
    found = [place / name for place in places if sound and (root / place / name / "survey.yml").is_file()]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownNameError(
            f"expected one survey '{name}'; found it in {found[0].as_posix()} and {found[1].as_posix()}. "
            "What to do: rename your own."
        )
    known = [path.parent.name for place in places for path in sorted((root / place).glob("*/survey.yml"))]
    made = f"owlib new-survey {name if sound else 'NAME'} --file EXPORT --survey QUESTIONNAIRE"
    raise UnknownNameError(
        f"expected a survey; found no '{name}'. What to do: make it with {made}, "
        f"or use one of {', '.join(known) or 'none yet'}."
    )


def find_hits(counts: Protected, item_id: str, *place: str) -> float:
    """Return how many gave an answer, or its top: a controlled count, or the base times the weighted share.

    ``place`` is the answer, the breakdown and the subgroup; without an answer it is the top. NaN where kept back.
    """
    answer, by, subgroup = place if len(place) == 3 else (TOP, *place)
    cell, base = name_cell(item_id, answer, by, subgroup), name_cell(item_id, VALID, by, subgroup)
    if counts.weighted is None:
        return find_count(counts, cell)
    hits, whole = (counts.weighted.get(name, pd.NA) for name in (cell, base))
    known = not (pd.isna(hits) or pd.isna(whole) or whole == 0)
    return find_count(counts, base) * min(1.0, float(hits) / float(whole)) if known else np.nan


def read_survey(
    name: str, case_id: str = "", wave: str = "", language: str = COMPLETE, root: Path | None = None
) -> Survey:
    """Return the survey of a folder: read, checked, coded, cleaned, counted and put under disclosure control.

    Parameters
    ----------
    name
        Of a folder in ``private/`` or ``data/simulated/``.
    case_id, wave
        Only this case or wave; all if empty.
    language
        Of what is shown of it.

    Raises
    ------
    DataError
        If the export, its mapping or its answers break a rule. No message holds an answer.
    UnknownNameError
        If there is no such survey, case, wave or language.

    """
    root = root or find_root()
    instrument = read_instrument(root)
    mapping, export = read_survey_export(root / find_survey_folder(root, name), instrument)
    responses = clean_responses(code_responses(export, mapping, instrument), instrument)
    del export
    cases = read_some_tables(root, ["cases"])["cases"]
    names = dict(zip(cases["case_id"], cases["short_name"], strict=True))
    return make_survey(responses, in_language(instrument, language), names, case_id, wave)


def make_survey(
    responses: Responses, instrument: Instrument, case_names: dict[str, str], case_id: str = "", wave: str = ""
) -> Survey:
    """Return cleaned responses as a survey, counted and put under disclosure control; see :func:`read_survey`.

    The instrument is in the language of what is to be shown.
    """
    if case_id:
        refuse_hidden_case(make_survey(responses, instrument, case_names, wave=wave), case_id)
    chosen = select_responses(responses, case_id, wave)
    waves = sorted((str(name) for name in chosen.frame["wave"].unique() if name), key=lambda name: (len(name), name))
    latest = select_responses(chosen, "", waves[-1]) if len(waves) > 1 else chosen
    first = select_responses(chosen, "", waves[0]) if len(waves) > 1 else None
    return Survey(
        name=responses.name,
        survey=instrument.find_survey(responses.survey_id),
        instrument=instrument,
        responses=latest,
        all_waves=chosen,
        waves=waves,
        protected=protect_responses(latest, instrument),
        first=protect_responses(first, instrument, alone=True) if first else None,
        flow=protect_flow(responses.flow, responses.threshold, others_n=count_others(responses, latest, first)),
        case_names=case_names,
    )


def count_others(responses: Responses, *parts: Responses | None) -> int:
    """Return how many responses are in none of some parts, such as waves."""
    return len(responses.frame) - sum(len(part.frame) for part in parts if part)


def refuse_hidden_case(whole: Survey, case_id: str) -> None:
    """Refuse a report of a case that the report on all cases keeps back, as the two would give small counts away.

    Raises
    ------
    OwlibError
        If it is kept back there.

    """
    if case_id in whole.list_subgroups("case") and np.isnan(whole.count(RESPONDENTS, VALID, "case", case_id)):
        raise OwlibError(
            f"expected a case that the report on all cases shows; found '{case_id}', which it keeps back. "
            "What to do: report on all cases together."
        )


def select_responses(responses: Responses, case_id: str, wave: str) -> Responses:
    """Return the responses of one case or wave.

    Raises
    ------
    UnknownNameError
        If there are none of it.

    """
    for column, name in (("case", case_id), ("wave", wave)):
        known = [str(value) for value in responses.frame[column].unique() if value]
        if name and name not in known:
            raise UnknownNameError(
                f"expected a {column} of the survey; found '{name}'. What to do: use {name_choices(sorted(known))}."
            )
        if name:
            responses = subset_responses(responses, (responses.frame[column] == name).to_numpy())
    return responses


def list_breakdowns(responses: Responses, instrument: Instrument) -> list[str]:
    """Return by what a survey is broken down: its cases, if there are several, and its groups of respondents."""
    group = instrument.find_survey(responses.survey_id)["group_item"]
    several = len([name for name in responses.frame["case"].unique() if name]) > 1
    return [*(["case"] if several else []), *([group] if group in responses.frame else [])]


def protect_responses(responses: Responses, instrument: Instrument, *, alone: bool = False) -> Protected:
    """Return all counts of a report under disclosure control; ``alone``: without breakdowns."""
    breakdowns, weights = [] if alone else list_breakdowns(responses, instrument), find_weights(responses)
    cells = count_cells(responses, instrument, breakdowns)
    cells, sums = list_sums(cells, instrument, responses.survey_id)
    weighted = None if weights is None else count_cells(responses, instrument, breakdowns, weights)
    return protect_cells(cells, sums, responses.threshold, simulated=responses.simulated, weighted=weighted)


def find_weights(responses: Responses) -> np.ndarray | None:
    """Return a weight for each respondent, their mean 1, none for who lacks one; nothing where there are no weights."""
    if "weight" not in responses.frame or not (responses.frame["weight"] > 0).any():
        return None
    weights = responses.frame["weight"].fillna(0).to_numpy(float)
    return weights * (weights > 0).sum() / weights.sum()
