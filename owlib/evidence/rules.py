"""Rules of place: that records name lines and sections that their source has.

Rules of the table of claims: that each can be recomputed as it says.

Rules for sentences of ours: each rests on evidence, and each number in it is one that its evidence has.

Rules of meaning that no table schema can say: codes, printed numbers, locators and percentages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

import pandas as pd

from owlib.errors import Finding, name_choices
from owlib.evidence.checks import CHECKS, COUNTED, DIFFERENCE, SAME, Check, judge
from owlib.evidence.instrument_rules import check_instrument
from owlib.evidence.intervals import Interval
from owlib.evidence.numbers import (
    SHARES_IN_WORDS,
    TOKEN_COLUMNS,
    WORDS,
    YEARS,
    Quantity,
    Tables,
    collect_amounts,
    find_bounds,
    find_id_column,
    parse_quantity,
    split_codes,
)
from owlib.evidence.schema import Package
from owlib.evidence.sources import parse_lines

PLACES = (("source_id", "section", "lines"), ("other_source_id", "other_section", "other_lines"))
"""Columns that together name a place; a contradiction names two."""


ANCHORED = ("numbers", "trends", "hr_themes", "fieldwork", "statements", "claims", "contradictions")
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


COUNTABLE = ("numbers", "fieldwork", "hr_themes", "trends", "statements", "cases", "sources")
"""Tables whose records a claim may count."""


CLASSES = {**dict.fromkeys(COUNTED, "count"), "percentage-point": "difference of percent"}


def check_claims(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each claim that cannot be recomputed as its row says."""
    claims = tables["claims"].to_dict("records")
    amounts = collect_amounts(tables)
    known = list_countable(tables)
    names = {claim["claim_id"] for claim in claims}
    for claim in claims:
        if claim["check"] in CHECKS:
            check = CHECKS[claim["check"]]
            faults = list(_check_inputs(claim, check, amounts, known, names))
            faults = faults or list(_check_units(claim, check, amounts))
            yield from faults or _check_computable(claim, check, amounts)
            yield from _check_notes(claim)
        else:
            todo = "mend its spelling, or add the check to owlib/evidence/checks.py and its code to data/codes.csv"
            yield _find(claim, "check", f"a check: {name_choices(sorted(CHECKS))}", f"'{claim['check']}'", todo)
    yield from _check_cycles(claims, names)


def list_countable(tables: Tables) -> set[str]:
    """Return the ids of all records that a claim may count; sections are named source:section."""
    found = {name for table in COUNTABLE for name in tables[table][find_id_column(tables[table])]}
    sections = tables["sections"]
    return found | set(sections["source_id"] + ":" + sections["section"])


def _find(claim: dict, column: str, expected: str, found: str, todo: str) -> Finding:
    """Return a finding at a claim."""
    return Finding(claim["file"], claim["row"], column, expected, found, todo)


def _check_inputs(
    claim: dict, check: Check, amounts: pd.DataFrame, known: set[str], names: set[str]
) -> Iterator[Finding]:  # fmt: skip
    """Yield a finding for a missing, unknown or superfluous input or reported number."""
    inputs = split_codes(claim["inputs"])
    kind = check.inputs[0]
    allowed = names if kind == "claim" else known if kind == "any" else set(amounts.index)
    what = {"claim": "ids of claims", "any": "ids of records"}.get(kind, "ids of records with a number")
    for name in inputs:
        if name not in allowed:
            yield _find(claim, "inputs", what, f"'{name}'", "mend the id, or add the record")
    if not check.least <= len(inputs) <= check.most:
        count = f"{check.least}" if check.least == check.most else f"{check.least} or more"
        noun = "input" if count == "1" else "inputs"
        yield _find(claim, "inputs", f"{count} {noun} for the check '{claim['check']}'", f"{len(inputs)}", "name them")
    if len(set(inputs)) < len(inputs) or (claim["reported"] and claim["reported"] in inputs):
        expected = "each record once, and the claimed number not among them"
        yield _find(claim, "inputs", expected, f"'{claim['inputs']}'", "name other records")
    if claim["reported"] and claim["reported"] not in amounts.index:
        yield _find(claim, "reported", "the id of a record with a number", f"'{claim['reported']}'", "mend the id")
    if check.reported not in ("", "any") and not claim["reported"]:
        yield _find(claim, "reported", "the id of the number that is claimed", "nothing", "name it")
    if not check.reported and claim["reported"]:
        expected = f"nothing, as the check '{claim['check']}' takes no reported number"
        yield _find(claim, "reported", expected, f"'{claim['reported']}'", "clear it")


def _check_units(claim: dict, check: Check, amounts: pd.DataFrame) -> Iterator[Finding]:
    """Yield a finding where units are mixed, or a divisor may be zero."""
    if check.inputs[0] in ("claim", "any") and check.reported != "count":
        return
    names = [] if check.inputs[0] == "any" else split_codes(claim["inputs"])
    units = [find_class(amounts.loc[name, "unit"]) for name in names]
    wanted = [check.inputs[number % len(check.inputs)] for number in range(len(units))]
    own = next((unit for unit, want in zip(units, wanted, strict=True) if want == SAME), "")
    for name, unit, want in zip(names, units, wanted, strict=True):
        expected = own if want == SAME else want
        if unit != expected:
            yield _find(claim, "inputs", f"numbers in {expected}", f"'{name}' in {unit}", "compare like with like")
    if claim["reported"] and check.reported not in ("any", "number"):
        unit = find_class(amounts.loc[claim["reported"], "unit"])
        expected = {SAME: own, DIFFERENCE: "difference of percent" if own == "percent" else own}.get(
            check.reported, check.reported
        )
        if unit != expected:
            found = f"'{claim['reported']}' in {unit}"
            yield _find(claim, "reported", f"a number in {expected}", found, "compare like with like")
    for position in check.positive:
        row = amounts.loc[names[position]]
        if row["low"] <= 0:
            found = f"'{names[position]}', which may be {row['low']:g} to {row['high']:g}"
            yield _find(claim, "inputs", "a divisor that is above zero", found, "choose another check or input")


def _check_computable(claim: dict, check: Check, amounts: pd.DataFrame) -> Iterator[Finding]:
    """Yield a finding where the check cannot be computed from these numbers."""
    if check.inputs[0] == "claim" or claim["check"] == "none":
        return
    names = [] if check.inputs[0] == "any" else split_codes(claim["inputs"])
    reported = find_bounds(amounts, claim["reported"]) if claim["reported"] else None
    inputs = [find_bounds(amounts, name) for name in names] or [Interval(1, 1)] * len(split_codes(claim["inputs"]))
    try:
        judge(claim["check"], reported, inputs)
    except ValueError as error:
        yield _find(claim, "inputs", f"numbers that the check '{claim['check']}' can take", str(error), "choose others")


def find_class(unit: str) -> str:
    """Return the class of a unit: all things that are counted are one."""
    return CLASSES.get(unit, unit)


def _check_notes(claim: dict) -> Iterator[Finding]:
    """Yield a finding for a claim that is not compared, or cannot be, without a word on why."""
    if claim["check"] == "none" and not claim["note_en"]:
        yield _find(claim, "note_en", "what would be needed to check it", "nothing", "say what is missing")
    elif claim["comparable"] == "no" and not claim["note_en"]:
        yield _find(claim, "note_en", "why the numbers may not be of the same thing", "nothing", "give the reason")
    if bool(claim["note_en"]) != bool(claim["note_nl"]):
        empty = "note_nl" if claim["note_en"] else "note_en"
        yield _find(claim, empty, "the note in both languages", "nothing", "translate it")


def _check_cycles(claims: list[dict], names: set[str]) -> Iterator[Finding]:
    """Yield a finding for the first ring of claims that rest on each other."""
    graph = {claim["claim_id"]: [name for name in split_codes(claim["inputs"]) if name in names] for claim in claims}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring = error.args[1]
        claim = next(claim for claim in claims if claim["claim_id"] == ring[0])
        found = " \u2192 ".join(ring)
        yield _find(claim, "inputs", "claims that do not rest on themselves", found, "break the ring")


SENTENCES = {
    "summaries": ("text_en",), "passages": ("text_en",), "synthesis": ("text_en",),
    "questions": ("answer_en", "missing_en"),
}  # fmt: skip
"""Tables that hold sentences of ours with the evidence behind them, and their columns of text."""


CITED = ("statements", "fieldwork", "numbers", "trends", "hr_themes", "claims", "contradictions")
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
    editions = dict.fromkeys(tables["numbers"]["number_id"], "interim")
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


SHARES = ("share", "cost-share", "share-of-respondents")


CODED = ("kind", "view", "level", "direction", "determinant", "affected")
"""Code lists that are given to statements: each code says when to use it and when not."""


POSITIONED = {
    "sections": ("source_id",), "stages": ("study_id",), "codes": ("list",), "themes": (), "summaries": ("case_id",),
    "chapters": (), "passages": ("chapter_id", "section"), "reasons": (), "synthesis": ("reason", "aspect"),
    "questions": (), "items": ("survey_id",), "answers": ("scale_id",),
}  # fmt: skip
"""Tables whose rows have a place in an order, and what they are ordered within."""


RECORDED = ("numbers", "trends", "hr_themes", "fieldwork")
"""Tables that hold printed numbers, or developments in words."""


FOUR_DIGITS = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")


def check_meaning(package: Package, tables: Tables, *, anchored: bool = True) -> list[Finding]:
    """Return all findings about tables that have the right form.

    Parameters
    ----------
    package
        Names the code list of each coded column.
    tables
        Text tables, as :func:`owlib.evidence.schema.read_text_tables` gives them.
    anchored
        Whether each record must have its fingerprint.

    """
    checks = (
        check_homes,
        check_ids,
        check_lanes,
        check_definitions,
        check_locators,
        check_sections,
        *([check_anchored] if anchored else []),
        check_periods,
        check_published,
        check_years,
        check_languages,
        check_positions,
        check_claims,
        check_links,
        check_openings,
        check_sentences,
        check_reasons,
        check_instrument,
    )
    return [*check_codes(package, tables), *(finding for check in checks for finding in check(tables))]


def read_code_lists(tables: Tables) -> dict[str, list[str]]:
    """Return the codes of each list, the code book of themes included."""
    lists = {name: list(group) for name, group in tables["codes"].groupby("list", sort=False)["code"]}
    return {**lists, "theme": list(tables["themes"]["theme"])}


def check_codes(package: Package, tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each code that its list does not hold."""
    lists = read_code_lists(tables)
    fields = {(resource.table, field["name"]): field for resource in package.resources for field in resource.fields}
    for (table, column), field in fields.items():
        if "codes" not in field:
            continue
        known = lists.get(field["codes"], [])
        where = "data/themes.csv" if field["codes"] == "theme" else f"the list '{field['codes']}' of data/codes.csv"
        for record in tables[table][["file", "row", column]].itertuples(index=False):
            for code in split_codes(record[2]) if field.get("many") else [record[2]]:
                if code not in known and (code or field.get("many")):
                    expected = f"a code of {where}: {name_choices(known)}" if known else f"a code of {where}"
                    yield Finding(record.file, record.row, column, expected, f"'{code}'", "use a code of the list")


def check_ids(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each id that stands in two files of one table, or two tables of evidence."""
    seen: dict[str, tuple[str, int]] = {}
    for table in ("numbers", "trends", "fieldwork", "hr_themes", "statements", "claims", "contradictions"):
        for record in tables.get(table, pd.DataFrame(columns=["file"])).itertuples(index=False):
            name, place = record[0], (record.file, record.row)
            if name in seen and seen[name][0] != record.file:
                found = f"'{name}', which stands in {seen[name][0]}, row {seen[name][1]} too"
                column = tables[table].columns[0]
                yield Finding(*place, column, "an id that stands once", found, "give it its own id")
            seen.setdefault(name, place)


def check_homes(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each record in the folder of another case, or of another study than its case."""
    studies = dict(zip(tables["cases"]["case_id"], tables["cases"]["study_id"], strict=True))
    for table in ("numbers", "fieldwork", "statements", "summaries"):
        for record in tables[table].to_dict("records"):
            place, case_id = (record["file"], record["row"]), record["case_id"]
            home = record["file"].removeprefix("data/cases/").partition("/")[0]
            if record["file"].startswith("data/cases/") and home != case_id:
                expected = f"'{home}', the case of this folder"
                yield Finding(*place, "case_id", expected, f"'{case_id}'", "mend it, or move the row")
            if "study_id" in record and case_id and studies.get(case_id, record["study_id"]) != record["study_id"]:
                expected = f"'{studies[case_id]}', the study of this case"
                yield Finding(*place, "study_id", expected, f"'{record['study_id']}'", "mend study or case")


def check_lanes(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each kind of statement without a lane, in which a report would not show it."""
    codes = tables["codes"]
    lanes = list(codes.loc[codes["list"] == "lane", "code"])
    for record in codes[codes["list"] == "kind"].to_dict("records"):
        if record["parent"] not in lanes:
            expected = f"a code of the list 'lane': {name_choices(lanes)}"
            yield Finding(record["file"], record["row"], "parent", expected, f"'{record['parent']}'", "name its lane")


def check_definitions(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each code given to statements that does not say when to use it and when not."""
    codes = tables["codes"]
    for record in codes[codes["list"].isin(CODED)].to_dict("records"):
        for column in ("when_en", "when_nl", "when_not_en", "when_not_nl"):
            if not record[column]:
                expected = f"a text, as codes of the list '{record['list']}' are given to statements"
                yield Finding(record["file"], record["row"], column, expected, "nothing", "write when it is used")


def check_links(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each row that names an unknown statement, record or case."""
    statements, cases = set(tables["statements"]["statement_id"]), list(tables["cases"]["case_id"])
    for record in tables["recodings"].to_dict("records"):
        if record["statement_id"] not in statements:
            found = f"'{record['statement_id']}'"
            yield Finding(record["file"], record["row"], "statement_id", "the id of a statement", found, "mend the id")
    known = {name for table in RECORDED for name in tables[table][find_id_column(tables[table])]}
    for record in tables["second_reading"].to_dict("records"):
        held = record["settled"] in ("recorded", "added")
        if held != bool(record["record_id"]) or (held and record["record_id"] not in known):
            expected = "the id of the record that holds it, where it is settled so, else nothing"
            found = f"'{record['record_id']}'"
            yield Finding(record["file"], record["row"], "record_id", expected, found, "mend the id, or how it settled")
    for record in tables["contradictions"].to_dict("records"):
        for name in split_codes(record["cases"]):
            if name not in cases:
                expected = f"ids of cases: {name_choices(cases)}"
                yield Finding(record["file"], record["row"], "cases", expected, f"'{name}'", "mend the id")


def check_years(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each year that token, period and labels of a number do not tell alike."""
    for record in tables["numbers"].to_dict("records"):
        place = (record["file"], record["row"])
        period = {record["period_start"], record["period_end"]} - {""}
        if record["measure"] in YEARS:
            try:
                quantity = parse_quantity(record)
            except ValueError:
                continue  # reported by check_published
            years = {str(quantity.low), str(quantity.high)}
            if years != period:
                found = f"{', '.join(sorted(period)) or 'nothing'}"
                yield Finding(
                    *place, "period_start", f"{', '.join(sorted(years))}, as the token tells", found, "mend one of them"
                )
        told = {column: set(FOUR_DIGITS.findall(record[column])) for column in ("label_en", "label_nl")}
        for column, years in told.items():
            if years != told["label_en"] or (years and period and not years <= period):
                expected = f"the years of the period and of the other label: {', '.join(sorted(period)) or 'none'}"
                found = ", ".join(sorted(years)) or "none"
                yield Finding(*place, column, expected, found, "mend label or period")


def check_periods(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each period whose end lies before its start."""
    for table in tables.values():
        if "period_start" not in table:
            continue
        both = table[(table["period_start"] != "") & (table["period_end"] != "")]
        for record in both[both["period_start"] > both["period_end"]].itertuples(index=False):
            yield Finding(
                record.file, record.row, "period_end", f"{record.period_start} or later", record.period_end,
                "put the earlier end first",
            )  # fmt: skip


def check_published(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each printed number that cannot be read, or cannot be what the row says it is."""
    for table, column in TOKEN_COLUMNS.items():
        for record in tables.get(table, pd.DataFrame(columns=["file", column])).to_dict("records"):
            if record[column]:
                found = _check_token(record, column)
                if found:
                    yield Finding(record["file"], record["row"], column, *found)


def _check_token(record: dict, column: str) -> tuple[str, str, str] | None:
    """Return expected, found and what to do for one printed number, or nothing where it is right."""
    try:
        quantity = parse_quantity(record, column)
    except ArithmeticError:
        return None  # the rounding unit is no number, which the schema has reported already
    except ValueError as error:
        todo = "copy the number as the source prints it, lowest end first"
        return "a number in Dutch notation (1.074.000, 13,3 procent, 12 tot 22%)", str(error), todo
    return _check_quantity(record, column, quantity) if quantity else None


def _check_quantity(record: dict, column: str, quantity: Quantity) -> tuple[str, str, str] | None:
    """Return expected, found and what to do for a number that can be read, or nothing where it is right."""
    unit = record.get("unit", "")
    if not quantity.rounding.is_finite() or (record.get("rounding") and quantity.rounding <= 0):
        return "a rounding unit above zero", f"'{record['rounding']}'", "mend it, or leave it empty"
    if quantity.unit not in ("", "scale") and unit not in ("", quantity.unit):
        return f"a number in {unit}", f"'{record[column]}'", "mend the unit or the token"
    if record.get("measure") == "quantifier" and record[column].lower() not in SHARES_IN_WORDS:
        expected = f"a share in words: {name_choices(sorted(SHARES_IN_WORDS))}"
        return expected, f"'{record[column]}'", "mend measure or token"
    if record.get("measure") in SHARES and quantity.high > 100:
        return "a share of at most 100", f"'{record[column]}'", "mend the token, or the measure"
    return None


def check_languages(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each text whose two languages do not have the same numbers in digits."""
    for table in tables.values():
        for column in [name for name in table if name.endswith("_en") and f"{name[:-3]}_nl" in table]:
            other = f"{column[:-3]}_nl"
            for record in table[["file", "row", column, other]].itertuples(index=False):
                english, dutch = (sorted(_list_digits(text)) for text in record[2:])
                if english != dutch:
                    found = f"{', '.join(dutch) or 'none'} beside {', '.join(english) or 'none'} in {column}"
                    todo = "write the same numbers, in digits or in words, in both languages"
                    yield Finding(record.file, record.row, other, "the numbers of the English text", found, todo)


def _list_digits(text: str) -> list[str]:
    """Return the numbers of a text without the marks that the languages use differently."""
    return [re.sub(r"[.,]", "", number) for number in re.findall(r"\d+(?:[.,]\d+)*", text)]


def check_positions(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each place in an order that is not the next one."""
    for name, keys in POSITIONED.items():
        groups = tables[name].groupby(list(keys), sort=False) if keys else [("", tables[name])]
        for _, group in groups:
            expected = range(1, len(group) + 1)
            for record, place in zip(group.to_dict("records"), expected, strict=True):
                if record["position"] != str(place) and record["position"].isdigit():
                    found, todo = record["position"], "number the rows from 1 on, in the order of the file"
                    yield Finding(record["file"], record["row"], "position", str(place), found, todo)
