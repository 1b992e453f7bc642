"""Rules for sentences of ours: each rests on evidence, and each number in it is one that its evidence has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from owlib.clean import WORDS, split_codes
from owlib.errors import Finding, name_choices
from owlib.numbers import Tables, find_id_column

SENTENCES = {
    "summaries": ("text_en",), "passages": ("text_en",), "synthesis": ("text_en",),
    "questions": ("answer_en", "missing_en"),
}  # fmt: skip
"""Tables that hold sentences of ours with the evidence behind them, and their columns of text."""
CITED = ("statements", "fieldwork", "figures", "trends", "hr_themes", "claims", "contradictions")
"""Tables whose records a sentence may rest on."""
STAGED = ("statements", "fieldwork")
"""Those whose records belong to a stage of a study; numbers belong to a study as a whole."""
UNTOLD = (
    "file", "row", "lines", "also_lines", "other_lines", "section", "other_section", "study_id", "case_id", "stage_id",
    "source_id", "other_source_id", "inputs", "reported", "cases",
)  # fmt: skip
"""Columns whose digits tell a place or name another record, not an amount."""
ENGLISH = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13,
}  # fmt: skip
"""Number words of English sentences; *one* is left out, as it mostly is no number."""


def check_openings(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each case with opening sentences and none among them that every edition may show."""
    summaries = tables["summaries"]
    opened = set(summaries.loc[summaries["edition"] == "interim", "case_id"])
    for record in tables["cases"].to_dict("records"):
        if record["case_id"] in set(summaries["case_id"]) - opened:
            place = f"data/cases/{record['case_id']}/summaries.csv"
            expected = f"an interim opening sentence in {place}, as the case has others"
            yield Finding(record["file"], record["row"], "case_id", expected, "none", "write one")


def check_sentences(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each sentence that rests on nothing, on what it must not know, or has a number of its own."""
    told = collect_told(tables)
    editions = _find_editions(tables)
    for table, columns in SENTENCES.items():
        for record in tables[table].to_dict("records"):
            place, names = (record["file"], record["row"]), split_codes(record["evidence"])
            for name in names:
                if name not in told:
                    yield Finding(*place, "evidence", "ids of records of the evidence", f"'{name}'", "mend the id")
                elif record.get("edition") == "interim" and editions.get(name, "final") == "final":
                    expected, found = "evidence that the interim edition may know", f"'{name}', from a later stage"
                    yield Finding(*place, "evidence", expected, found, "move the sentence to the final edition")
            known = set().union(*(told.get(name, set()) for name in names))
            for column in columns:
                for number in sorted(list_numbers(record[column]) - known):
                    expected = f"numbers that its evidence has: {', '.join(sorted(known)) or 'none'}"
                    yield Finding(*place, column, expected, f"'{number}'", "mend the number, or name its record")


def collect_told(tables: Tables) -> dict[str, set[str]]:
    """Return the numbers that each record tells, in digits or in words, by its id."""
    told = {}
    for table in CITED:
        frame = tables[table]
        column = find_id_column(frame)
        for record in frame.drop(columns=[name for name in UNTOLD if name in frame]).to_dict("records"):
            told[record[column]] = set().union(
                *(list_numbers(value) for name, value in record.items() if name != column)
            )
    return told


def list_numbers(text: str) -> set[str]:
    """Return the numbers of a text as digits: those in digits, and those in English or Dutch words from two on."""
    digits = {re.sub(r"[.,](?=\d)", "", number) for number in re.findall(r"\d+(?:[.,]\d+)*", text)}
    words = re.findall(r"[a-z\u00e0-\u00ff]+", text.lower())
    return digits | {str(number) for word in words if (number := ENGLISH.get(word) or WORDS.get(word, 0)) > 1}


def _find_editions(tables: Tables) -> dict[str, str]:
    """Return the first edition that may know a record, by its id."""
    stages = {(stage["study_id"], stage["stage_id"]): stage["edition"] for stage in tables["stages"].to_dict("records")}
    editions = dict.fromkeys(tables["figures"]["figure_id"], "interim")
    for table in STAGED:
        for record in tables[table].to_dict("records"):
            name = record[find_id_column(tables[table])]
            editions[name] = stages.get((record["study_id"], record["stage_id"]), "final")
    return editions


def check_reasons(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each row that names an unknown statement or term."""
    statements, terms = set(tables["statements"]["statement_id"]), list(tables["glossary"]["term"])
    for table in ("reason_links", "questions", "effects", "repeats"):
        for record in tables[table].to_dict("records"):
            for column in [name for name in ("statement_id", "repeats") if name in record]:
                if record[column] not in statements:
                    place, found = (record["file"], record["row"]), f"'{record[column]}'"
                    yield Finding(*place, column, "the id of a statement", found, "mend the id")
    for record in tables["glossary"].to_dict("records"):
        for name in split_codes(record["related"]):
            if name not in terms:
                expected = f"terms of the glossary: {name_choices(terms)}"
                yield Finding(record["file"], record["row"], "related", expected, f"'{name}'", "mend the term")
