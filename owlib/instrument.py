"""The questionnaires as data: which survey asks what, of whom, and which answers it allows."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from owlib.errors import UnknownNameError, name_choices
from owlib.schema import read_some_tables

TABLES = ("surveys", "items", "answers")
NOT_APPLICABLE, DONT_KNOW = "not-applicable", "dont-know"


@dataclass(frozen=True, eq=False)
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

    def find_item(self, item_id: str) -> dict:
        """Return an item as a row."""
        return dict(self._records[item_id])

    @functools.cached_property
    def _records(self) -> dict[str, dict]:
        """The items by their id."""
        return {item["item_id"]: item for item in self.items.to_dict("records")}

    def list_items(self, survey_id: str) -> pd.DataFrame:
        """Return the items of a survey in their order, the technical ones that all surveys have first."""
        self.find_survey(survey_id)
        items = self.items[self.items["survey_id"].isin(["", survey_id])]
        return items.sort_values(["survey_id", "position"], kind="stable").reset_index(drop=True)

    def list_answers(self, scale_id: str) -> pd.DataFrame:
        """Return the answers of a scale in their order; not to be changed, as it is kept."""
        return self._scales[scale_id] if scale_id in self._scales else self.answers.iloc[:0]

    @functools.cached_property
    def _scales(self) -> dict[str, pd.DataFrame]:
        """The answers of each scale in their order."""
        ordered = self.answers.sort_values("position", kind="stable")
        return {scale_id: rows.reset_index(drop=True) for scale_id, rows in ordered.groupby("scale_id")}

    @functools.cached_property
    def tops(self) -> dict[str, list[str]]:
        """The answers of each scale that count in a share, in their order."""
        counted = {name: rows[rows["top"].eq("yes") & rows["missing"].eq("")] for name, rows in self._scales.items()}
        return {scale_id: list(rows["answer"]) for scale_id, rows in counted.items()}


def read_instrument(root: Path | None = None) -> Instrument:
    """Return the questionnaires of a project folder; ``position`` is a whole number, all else is text."""
    tables = read_some_tables(root, TABLES)
    return Instrument(
        tables["surveys"],
        tables["items"].assign(position=tables["items"]["position"].astype(int)),
        tables["answers"].assign(position=tables["answers"]["position"].astype(int)),
    )
