"""What is known of a survey behind the gate: protected counts, the questionnaire and names; no answer of anyone.

Nothing here, nor what is made from it, imports what reads, codes or counts answers: a contract holds it.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pandas as pd

from owlib.evidence.numbers import split_codes
from owlib.surveys.guard import MARKS
from owlib.surveys.instrument import Instrument
from owlib.words import Words, read_words

ALL = ""
"""The subgroup of everyone, and the breakdown that has it alone."""
RESPONDENTS = "respondents"
"""In place of an item: the respondents themselves."""
TOP, VALID = "top", "valid"
"""In place of an answer: those that count in the share of an item, and all that are one."""
SCORE = "score-"
"""Begins the id by which a scale score is counted as an item."""
BOTH = "+"
"""Joins two breakdowns, and the subgroups of both, where a model needs them together."""


@dataclass(frozen=True, eq=False)
class Counts:
    """Protected counts: all that is known of a survey behind the gate.

    ``frame`` has a row a cell: ``item_id``, ``answer`` (a code, a band, ``top``, ``valid``), ``by``, ``subgroup`` and
    ``shown_n``, empty where it is below the ``threshold``. ``simulated``: a generator made the answers.
    """

    frame: pd.DataFrame
    threshold: int
    simulated: bool

    @functools.cached_property
    def _known(self) -> dict[tuple[str, str, str, str], float]:
        """The counts by their cell."""
        counts = self.frame.set_index(["item_id", "answer", "by", "subgroup"])["shown_n"]
        return counts.astype("Float64").astype(float).to_dict()

    def find(self, item_id: str, answer: str, by: str = ALL, subgroup: str = ALL) -> float:
        """Return a count; NaN where it is kept back or not counted."""
        return self._known.get((item_id, answer, by, subgroup), np.nan)

    def list_subgroups(self, by: str) -> list[str]:
        """Return the subgroups of a breakdown, those that are kept back included."""
        rows = self.frame[(self.frame["item_id"] == RESPONDENTS) & (self.frame["by"] == by)]
        return list(rows["subgroup"]) if by else []

    def list_items(self) -> list[str]:
        """Return the items that are counted, scores included, in their order."""
        return [name for name in self.frame["item_id"].unique() if name != RESPONDENTS]


@dataclass(frozen=True, eq=False)
class Survey:
    """A survey as its report may show it: protected counts, the questionnaire, and names.

    ``survey`` is its row of the table ``surveys``; ``instrument`` holds the questionnaires in the language of the
    report; ``counts`` are of the one wave that there is, or of the last, as a person counts once, and ``first`` of the
    first of several ``waves``, which stand in their order. ``flow`` is the protected record of cleaning;
    ``case_names`` names cases by their id.
    """

    name: str
    survey: pd.Series
    instrument: Instrument
    counts: Counts
    flow: pd.DataFrame
    waves: list[str] = field(default_factory=list)
    first: Counts | None = None
    case_names: dict[str, str] = field(default_factory=dict)

    @property
    def simulated(self) -> bool:
        """Whether its answers are made by a generator."""
        return self.counts.simulated

    @property
    def mark(self) -> str:
        """What all that is shown of it must bear; empty where people gave the answers."""
        return MARKS[self.instrument.language] if self.simulated else ""

    @property
    def respondents_n(self) -> int:
        """Number of responses analysed, protected."""
        return int(self.counts.find(RESPONDENTS, VALID))

    @property
    def cases(self) -> list[str]:
        """Names of the cases, if there are several, those kept back included."""
        return [self.name_case(case) for case in self.counts.list_subgroups("case")]

    @property
    def outcome(self) -> str:
        """The item that the report looks at most closely."""
        return self.survey["outcome_item"]

    @property
    def words(self) -> Words:
        """The messages of the language of the report."""
        return read_words(self.instrument.language)

    @property
    def questions(self) -> list[str]:
        """The items of which pages show one share, scores last."""
        rows = self.counts.frame
        return list(dict.fromkeys(rows.loc[rows["answer"] == TOP, "item_id"]))

    def find_block(self, item_id: str) -> str:
        """Return the block in which a question stands; alone it is one by its own id."""
        return "scores" if item_id.startswith(SCORE) else self.instrument.find_item(item_id)["block"] or item_id

    def label(self, item_id: str) -> str:
        """Return an item in our wording, or the name of a score."""
        if item_id.startswith(SCORE):
            return self.words("survey-score", score=item_id.removeprefix(SCORE))
        return self.instrument.find_item(item_id)["text"]

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


def find_tops(instrument: Instrument, item: dict) -> list[str]:
    """Return the answers that count in the share of an item; none where it is counted answer by answer."""
    if item["kind"] != "single" or item["role"] != "question":
        return []
    answers = instrument.list_answers(item["scale_id"])
    return list(answers.loc[answers["top"].eq("yes") & answers["missing"].eq(""), "answer"])


def list_options(instrument: Instrument, item: dict) -> list[str]:
    """Return the answers of an item, or the bands of a number, as codes."""
    if item["kind"] == "number":
        return split_codes(item["bands"])
    answers = instrument.list_answers(item["scale_id"])
    return list(answers.loc[answers["missing"] == "", "answer"])
