"""Rules of place: that records name lines and sections that their source has."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from owlib.errors import Finding
from owlib.numbers import Tables, find_id_column
from owlib.sources import parse_lines

PLACES = (("source_id", "section", "lines"), ("other_source_id", "other_section", "other_lines"))
"""Columns that together name a place; a contradiction names two."""
ANCHORED = ("figures", "trends", "hr_themes", "fieldwork", "statements", "claims", "contradictions")
"""Tables of evidence: each record has a fingerprint, taken when it was checked against the lines it names."""
FRAMES = ("sources", "sections", "studies", "stages", "cases", "left_out", "second_reading", "recodings")
"""Tables that frame the evidence: each has one fingerprint, as a whole, under the name of the table."""
NUMBERED = re.compile(r"[0-9]+(\.[0-9]+)*")


def check_locators(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each locator that runs down or beyond the end of its source text."""
    lengths = dict(zip(tables["sources"]["source_id"], tables["sources"]["text_lines_n"], strict=True))
    columns = (("source_id", "lines"), ("source_id", "also_lines"), ("other_source_id", "other_lines"))
    for table in tables.values():
        for source, column in [pair for pair in columns if pair[1] in table]:
            for record in table[["file", "row", source, column]].itertuples(index=False):
                finding = _check_locator(record[3], lengths.get(record[2], ""))
                if finding:
                    yield Finding(record.file, record.row, column, *finding, "look the place up in the source")


def _check_locator(text: str, length: str) -> tuple[str, str] | None:
    """Return what was expected and found, or nothing where the locator is right."""
    if not text or not length.isdigit():
        return None
    try:
        spans = parse_lines(text)
    except ValueError as error:
        return "line numbers such as 12, 12-14 or 12;20", str(error)
    last = max(end for _, end in spans)
    return (f"lines up to {length}, the last of this source", str(last)) if last > int(length) else None


def find_sections(tables: Tables) -> dict[str, dict[str, tuple[int, int]]]:
    """Return the first and last line of each section, by source."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for record in tables["sections"].to_dict("records"):
        try:
            span = parse_lines(record["lines"])[0]
        except ValueError:
            continue  # reported by check_locators
        found.setdefault(record["source_id"], {})[record["section"]] = span
    return found


def check_sections(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each record whose lines do not lie in the sections it names, or in fewer of them.

    Where the table of sections itself has a fault, only that is told: every record of such a section would seem wrong.
    """
    listed = tables["sections"]
    misnamed = list(_find_misnamed(listed))
    if misnamed or listed.duplicated(["source_id", "section"]).any():  # a doubled name is told as a doubled key
        yield from misnamed
        return
    sections = find_sections(tables)
    for name, table in tables.items():
        if name == "sections":
            continue
        for source, section, lines in [place for place in PLACES if set(place) <= set(table.columns)]:
            for record in table.to_dict("records"):
                finding = _check_section(sections.get(record[source], {}), record[section], record[lines])
                if finding:
                    yield Finding(record["file"], record["row"], section, *finding, "mend the section, or the lines")


def _find_misnamed(listed: pd.DataFrame) -> Iterator[Finding]:
    """Yield a finding for each section whose name is a number, but not the one at its head."""
    for record in listed.to_dict("records"):
        if NUMBERED.fullmatch(record["section"]) and record["section"] != record["heading"]:
            expected = f"the number at its head, '{record['heading']}', or a name"
            found = f"'{record['section']}'"
            yield Finding(record["file"], record["row"], "section", expected, found, "mend the one or the other")


def _check_section(known: dict[str, tuple[int, int]], named: str, lines: str) -> tuple[str, str] | None:
    """Return what was expected and found, or nothing where the lines lie in the sections named."""
    try:
        spans = parse_lines(lines)
    except ValueError:
        return None
    names = [name.strip() for name in named.split(";")]
    unknown = [name for name in names if name not in known]
    if unknown:
        return "sections of the table of sections, parted by semicolons", f"'{unknown[0]}'"
    holding = {name for name, (first, last) in known.items() for start, end in spans if start <= last and first <= end}
    if holding != set(names):
        expected = "; ".join(sorted(holding, key=list(known).index))
        return f"the sections that hold lines {lines}: {expected or 'none does'}", f"'{named}'"
    return None


def check_anchored(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each record or table without its fingerprint, and each fingerprint left over."""
    anchored = set(tables["anchors"]["record_id"])
    todo = "run owlib verify --texts FOLDER --anchor, which writes it once the record is checked"
    known = set(FRAMES)
    for name in sorted(known - anchored):
        yield Finding("data/anchors.csv", 0, "record_id", f"a fingerprint of the table '{name}'", "none", todo)
    for table in (tables[name] for name in ANCHORED):
        column = find_id_column(table)
        known |= set(table[column])
        for file, rows in table[~table[column].isin(anchored)].groupby("file", sort=False):
            found = f"none for {len(rows)} record{'' if len(rows) == 1 else 's'}, first '{rows[column].iloc[0]}'"
            expected = "a fingerprint of each record in data/anchors.csv"
            yield Finding(str(file), int(rows["row"].iloc[0]), column, expected, found, todo)
    for record in tables["anchors"].to_dict("records"):
        if record["record_id"] not in known:
            expected, found = "the id of a record, or a table", f"'{record['record_id']}'"
            yield Finding(record["file"], record["row"], "record_id", expected, found, "remove the row")
