"""The questionnaires as data: which survey asks what, of whom, and which answers it allows.

Tables of the questionnaires: which there are, and what each asks of whom.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from owlib.errors import UnknownNameError, name_choices
from owlib.evidence.instrument_rules import REPORTED
from owlib.evidence.numbers import split_codes
from owlib.evidence.schema import read_some_tables
from owlib.exhibits.forms import Cell, Table, make_data_rows
from owlib.exhibits.wording import format_place

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


ASSUMED_WORDS = "assumed by us"


EVERYONE = "everyone"


TECHNICAL = "technical"


OPEN_KINDS = {"text": "own words", "date": "a date", "id": "a key", "code": "a code"}
"""Answers of items without a scale."""


def table_surveys(instrument: Instrument, name: str, sources: pd.DataFrame | None = None) -> Table:
    """Return the questionnaires: who fills each in, how many items it has, and what is known of it.

    Parameters
    ----------
    sources
        The table of sources, for their short names; without it places name a source by its id.

    """
    surveys = instrument.surveys
    rows = tuple(
        (
            Cell(record["title_en"], record["survey_id"]),
            Cell(record["asked_en"]),
            Cell(record["waves"].replace(";", ", ")),
            *(Cell(str(count)) for count in _count_items(instrument, record["survey_id"])),
            Cell(record["note_en"], _tell_place(record, sources)),
        )
        for record in surveys.to_dict("records")
    )
    counts = [_count_items(instrument, survey_id) for survey_id in surveys["survey_id"]]
    known, reported = (sum(column) for column in zip(*counts, strict=True))
    caption = f"{len(rows)} questionnaires of {known} items, of which {reported} are reported and the others assumed"
    columns = ("Questionnaire", "Who fills it in", "Waves", "Items", "Of which reported", "What is known of it")
    return Table(name, caption, columns, rows, _name_sources(surveys, sources), "", (18, 20, 7, 7, 9, 39), (3, 4))


def _count_items(instrument: Instrument, survey_id: str) -> tuple[int, int]:
    """Return how many items a survey has of its own, and how many of them are reported."""
    own = instrument.items[instrument.items["survey_id"] == survey_id]
    return len(own), int((own["status"] == REPORTED).sum())


def table_items(instrument: Instrument, name: str, survey_id: str, sources: pd.DataFrame | None = None) -> Table:
    """Return the items of a survey: our wording, of whom it is asked, its answers, and where it is reported.

    The technical items that every survey has come first.

    Parameters
    ----------
    sources
        The table of sources, for their short names; without it places name a source by its id.

    Raises
    ------
    UnknownNameError
        If there is no such survey.

    """
    survey, items = instrument.find_survey(survey_id), instrument.list_items(survey_id)
    rows = tuple(
        (
            Cell(record["text_en"], record["item_id"]),
            Cell(tell_asked(instrument, record)),
            Cell(tell_answers(instrument, record)),
            Cell(*_tell_origin(record, sources)),
        )
        for record in items.to_dict("records")
    )
    known, reported = _count_items(instrument, survey_id)
    caption = f"{survey['title_en']}: {known} items, {reported} of them reported"
    note = (
        "Wording, filters and answers are ours throughout. Reported: the source tells that it was asked, or what was "
        "answered. Technical items come with the export and are asked of nobody."
    )
    columns = ("Item", "Asked of", "Answers", "Where it comes from")
    data_columns, data_rows = make_data_rows(items.drop(columns=["file", "row"]))
    return Table(
        name, caption, columns, rows, _name_sources(items, sources), note, (34, 16, 26, 24), sortable=True,
        data_columns=data_columns, data_rows=data_rows,
    )  # fmt: skip


def tell_asked(instrument: Instrument, record: dict) -> str:
    """Return of whom an item is asked, with the labels of the answers that lead to it."""
    if record["role"] == TECHNICAL:
        return "nobody"
    if not record["asked_if"]:
        return EVERYONE
    item_id, _, codes = record["asked_if"].partition("=")
    scale_id = instrument.items.set_index("item_id").loc[item_id, "scale_id"]
    labels = instrument.list_answers(scale_id).set_index("answer")["label_en"]
    return f"{item_id}: {' or '.join(labels[code] for code in codes.split('|'))}"


def tell_answers(instrument: Instrument, record: dict) -> str:
    """Return the answers of an item: labels, a range with its bands, or the kind of an open answer."""
    if record["kind"] == "number":
        shown = ", ".join(band.replace("-", "\u2013") for band in split_codes(record["bands"]))
        span = f"a number from {record['low']} to {record['high']}"
        return f"{span}, shown as {shown}" if shown else span
    if record["kind"] != "single":
        return OPEN_KINDS[record["kind"]]
    labels = "; ".join(instrument.list_answers(record["scale_id"])["label_en"])
    return f"{labels} (turned round in the score)" if record["reverse"] == "yes" else labels


def _tell_origin(record: dict, sources: pd.DataFrame | None) -> tuple[str, str]:
    """Return where an item is reported, with its place in the source; or that it is assumed."""
    if record["role"] == TECHNICAL:
        return TECHNICAL, record["note_en"]
    if record["status"] != REPORTED:
        return ASSUMED_WORDS, record["note_en"]
    tables = " and ".join(split_codes(record["report_table"]))
    named = f"reported, {tables}" if tables else "reported, no table named"
    return named, f"{_tell_place(record, sources)}. {record['note_en']}".strip()


def _tell_place(record: dict, sources: pd.DataFrame | None) -> str:
    """Return source and place of a reported row, or nothing."""
    return f"{_name_source(record['source_id'], sources)}, {format_place(record)}" if record["lines"] else ""


def _name_source(source_id: str, sources: pd.DataFrame | None) -> str:
    """Return the short name of a source where the table of sources is at hand, else its id."""
    if sources is None:
        return source_id
    return sources.set_index("source_id").loc[source_id, "short_en"]


def _name_sources(records: pd.DataFrame, sources: pd.DataFrame | None) -> str:
    """Return the sources of reported rows, and that the others are our own."""
    used = [source_id for source_id in dict.fromkeys(records["source_id"]) if source_id]
    named = [_name_source(source_id, sources) for source_id in used]
    return "; ".join([*named, "what is assumed: ours"])
