"""The questionnaires as data: which survey asks what, of whom, and which answers it allows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from owlib.errors import UnknownNameError, name_choices
from owlib.schema import read_some_tables

TABLES = ("surveys", "items", "answers")
NOT_APPLICABLE, DONT_KNOW = "not-applicable", "dont-know"


@dataclass(frozen=True)
class Instrument:
    """All questionnaires: one row a survey, an item, an answer of a scale."""

    surveys: pd.DataFrame
    items: pd.DataFrame
    answers: pd.DataFrame

    def find_survey(self, survey_id: str) -> pd.Series:
        """Return the row of a survey.

        Raises
        ------
        UnknownNameError
            If there is no such survey.

        """
        rows = self.surveys[self.surveys["survey_id"] == survey_id]
        if rows.empty:
            known = name_choices(list(self.surveys["survey_id"]))
            raise UnknownNameError(f"expected a survey; found '{survey_id}'. What to do: use {known}.")
        return rows.iloc[0]

    def list_items(self, survey_id: str) -> pd.DataFrame:
        """Return the items of a survey in their order, the technical ones that all surveys have first."""
        self.find_survey(survey_id)
        items = self.items[self.items["survey_id"].isin(["", survey_id])]
        return items.sort_values(["survey_id", "position"], kind="stable").reset_index(drop=True)

    def list_answers(self, scale_id: str) -> pd.DataFrame:
        """Return the answers of a scale in their order."""
        answers = self.answers[self.answers["scale_id"] == scale_id]
        return answers.sort_values("position", kind="stable").reset_index(drop=True)


def read_instrument(root: Path | None = None) -> Instrument:
    """Return the questionnaires of a project folder; ``position`` is a whole number, all else is text."""
    tables = read_some_tables(root, TABLES)
    return Instrument(
        tables["surveys"],
        tables["items"].assign(position=tables["items"]["position"].astype(int)),
        tables["answers"].assign(position=tables["answers"]["position"].astype(int)),
    )
