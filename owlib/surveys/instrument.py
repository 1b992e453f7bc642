"""The questionnaires as data: which survey asks what, of whom, and which answers it allows; and as tables to read."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from owlib.errors import UnknownNameError, name_choices
from owlib.evidence.instrument_rules import REPORTED
from owlib.evidence.numbers import split_codes
from owlib.evidence.read import choose_texts
from owlib.evidence.schema import read_some_tables
from owlib.exhibits import Cell, Column, Table, make_table
from owlib.exhibits.wording import show_place
from owlib.words import Words, read_words

TABLES = ("surveys", "items", "answers")
TICKED = "ticked"
"""Scale of the options of a tick-all question."""
TECHNICAL = "technical"


@dataclass(frozen=True, eq=False)
class Instrument:
    """All questionnaires: one row a survey, an item, an answer of a scale.

    Where a ``language`` is named, its texts stand once more in columns without an ending: ``label``.
    """

    surveys: pd.DataFrame
    items: pd.DataFrame
    answers: pd.DataFrame
    language: str = ""

    def find_survey(self, survey_id: str) -> pd.Series:
        """Return the row of a survey; refuse an id that none has."""
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


def read_instrument(root: Path | None = None) -> Instrument:
    """Return the questionnaires of a project folder; ``position`` is a whole number, all else is text."""
    tables = read_some_tables(root, TABLES)
    return Instrument(
        tables["surveys"],
        tables["items"].assign(position=tables["items"]["position"].astype(int)),
        tables["answers"].assign(position=tables["answers"]["position"].astype(int)),
    )


def in_language(instrument: Instrument, language: str) -> Instrument:
    """Return the questionnaires with the texts that a page of this language shows."""
    words = read_words(language)  # refuses a language that the book does not have
    tables = [instrument.surveys, instrument.items, instrument.answers]
    chosen = [choose_texts(table, language) for table in tables]
    added = [texts[texts.columns.difference(table.columns)] for table, texts in zip(tables, chosen, strict=True)]
    return Instrument(*(table.join(texts) for table, texts in zip(tables, added, strict=True)), words.language)


def find_options(items: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the blocks of a questionnaire that are options of one tick-all question, each with its items."""
    ticked = items[items["scale_id"].eq(TICKED) & items["block"].ne("")]
    return {block: rows for block, rows in ticked.groupby("block", sort=False) if len(rows) > 1}


def join_choices(words: Words, names: Sequence[str]) -> str:
    """Return answers of which any will do, as a sentence lists them: ``a or b``."""
    return functools.reduce(lambda first, second: words("survey-either", first=first, second=second), names)


def _make_table(words: Words, columns: dict[str, int], rows: list[tuple], used: pd.Series, **told: object) -> Table:
    """Return a table with the sources used; its columns are named by messages, each with its width."""
    heads = [Column(words(f"survey-column-{name}"), width, numeric=name in ("items", "reported"))
             for name, width in columns.items()]  # fmt: skip
    source = "; ".join([*filter(None, used.unique()), words("survey-source-ours")])
    return make_table(heads, rows, source=source, **told)


def surveys_table(instrument: Instrument) -> Table:
    """Return the questionnaires: who fills each in, how many items it has, and what is known of it."""
    words, surveys = read_words(instrument.language), instrument.surveys
    counts = [_count_items(instrument, survey_id) for survey_id in surveys["survey_id"]]
    known, reported = (sum(column) for column in zip(*counts, strict=True))
    rows = [
        (
            Cell(record["title"], record["survey_id"]), record["asked"], record["waves"].replace(";", ", "), *own,
            Cell(record["note"], _show_origin(words, record)),
        )
        for record, own in zip(surveys.to_dict("records"), counts, strict=True)
    ]  # fmt: skip
    columns = {"questionnaire": 18, "filled-in": 20, "waves": 7, "items": 7, "reported": 9, "known": 39}
    caption = words("survey-questionnaires", count=len(surveys), items=known, reported=reported)
    return _make_table(words, columns, rows, surveys["source_id"], name="table-survey-surveys", caption=caption)


def _count_items(instrument: Instrument, survey_id: str) -> tuple[int, int]:
    """Return how many items a survey has of its own, and how many of them are reported."""
    own = instrument.items[instrument.items["survey_id"] == survey_id]
    return len(own), int((own["status"] == REPORTED).sum())


def items_table(instrument: Instrument, survey_id: str) -> Table:
    """Return the items of a survey: our wording, of whom it is asked, its answers, and where it is reported.

    The technical items that every survey has come first.
    """
    words, items = read_words(instrument.language), instrument.list_items(survey_id)
    known, reported = _count_items(instrument, survey_id)
    rows = [
        (
            Cell(record["text"], record["item_id"]), _tell_asked(words, instrument, record),
            _tell_answers(words, instrument, record), Cell(*_tell_origin(words, record)),
        )
        for record in items.to_dict("records")
    ]  # fmt: skip
    title = instrument.find_survey(survey_id)["title"]
    told = {"name": f"table-survey-{survey_id}", "note": words("survey-items-note"), "sortable": True}
    told |= {"caption": words("survey-items", title=title, items=known, reported=reported)}
    told |= {"data": items.drop(columns=["file", "row", "text", "note"])}
    columns = {"item": 34, "asked": 16, "answers": 26, "origin": 24}
    return _make_table(words, columns, rows, items["source_id"], **told)


def _tell_asked(words: Words, instrument: Instrument, record: dict) -> str:
    """Return of whom an item is asked, with the labels of the answers that lead to it."""
    if record["role"] == TECHNICAL or not record["asked_if"]:
        return words("survey-asked-nobody" if record["role"] == TECHNICAL else "survey-asked-everyone")
    item_id, _, codes = record["asked_if"].partition("=")
    labels = instrument.list_answers(instrument.find_item(item_id)["scale_id"]).set_index("answer")["label"]
    answers = join_choices(words, [labels[code] for code in codes.split("|")])
    return words("survey-asked-if", item=item_id, answers=answers)


def _tell_answers(words: Words, instrument: Instrument, record: dict) -> str:
    """Return the answers of an item: labels, a range with its bands, or the kind of an open answer."""
    if record["kind"] == "number":
        bands = ", ".join(band.replace("-", "\u2013") for band in split_codes(record["bands"]))
        message = "survey-answers-bands" if bands else "survey-answers-number"
        ends = {end: words.number(float(record[end])) for end in ("low", "high")}
        return words(message, **ends, **({"bands": bands} if bands else {}))
    if record["kind"] != "single":
        return words(f"survey-answers-{record['kind']}")
    labels = "; ".join(instrument.list_answers(record["scale_id"])["label"])
    return words("survey-answers-reversed", labels=labels) if record["reverse"] == "yes" else labels


def _tell_origin(words: Words, record: dict) -> tuple[str, str]:
    """Return where an item is reported, with its place in the source; or that it is assumed."""
    if record["role"] == TECHNICAL or record["status"] != REPORTED:
        return words(f"survey-origin-{TECHNICAL if record['role'] == TECHNICAL else 'assumed'}"), record["note"]
    tables = split_codes(record["report_table"])
    named = words("survey-origin-tables", tables=words.join(tables)) if tables else words("survey-origin-reported")
    return named, f"{_show_origin(words, record)}. {record['note']}".strip()


def _show_origin(words: Words, record: dict) -> str:
    """Return source and place of a reported row, or nothing."""
    return f"{record['source_id']}, {show_place(words, record)}" if record["lines"] else ""
