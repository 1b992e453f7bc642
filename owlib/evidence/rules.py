"""Rules that no schema of a table can say: of codes and ids, places, printed numbers, claims, and sentences of ours.

A rule takes all tables as lists of their records, and yields a finding for each fault.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Container, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import cycle

from owlib.errors import Finding, name_choices
from owlib.evidence.checks import CHECKS, COUNTED, DIFFERENCE, ONE, SAME, Check, judge
from owlib.evidence.instrument_rules import check_instrument
from owlib.evidence.numbers import (
    ISO_DATE,
    SHARES_IN_WORDS,
    TOKEN_COLUMNS,
    WORDS,
    YEARS,
    Quantity,
    Records,
    Tables,
    count_months,
    find_id,
    find_interval,
    list_records,
    parse_dates,
    parse_quantity,
    read_amounts,
    split_codes,
)
from owlib.evidence.schema import LANGUAGES, Package, check_cells
from owlib.evidence.sources import parse_lines

ANCHORED = ("numbers", "trends", "hr_themes", "fieldwork", "statements", "claims", "contradictions")
"""Tables of evidence: each record has a fingerprint, taken when it was checked against the lines it names."""
FRAMES = ("sources", "sections", "studies", "stages", "cases", "left_out", "second_reading", "recodings")
"""Tables that frame the evidence: each has one fingerprint, as a whole, under the name of the table."""


def check_tables(package: Package, tables: Tables, *, anchored: bool = True) -> list[Finding]:
    """Return all findings about tables whose files can be read: about their cells, then about what these mean.

    If ``anchored``, each record must have its fingerprint.
    """
    records = list_records(tables)
    rules = (
        check_ids,
        check_homes,
        check_definitions,
        check_positions,
        check_links,
        check_case_links,
        check_languages,
        check_locators,
        check_sections,
        *([check_anchored] if anchored else []),
        check_periods,
        check_published,
        check_years,
        check_claims,
        check_openings,
        check_threads,
        check_sentences,
        check_official,
        check_instrument,
    )
    findings = [*check_cells(package, records), *check_codes(package, records)]
    return [*findings, *(finding for rule in rules for finding in rule(records))]


# codes, ids and links

CODED = ("kind", "view", "level", "direction", "determinant", "affected")
"""Code lists that are given to statements: each code says when to use it and when not."""
POSITIONED = {
    "sections": ("source_id",), "stages": ("study_id",), "codes": ("list",), "themes": (), "summaries": ("case_id",),
    "threads": ("case_id",),
    "chapters": (), "passages": ("chapter_id", "section"), "reasons": (), "synthesis": ("reason", "aspect"),
    "questions": (), "contrasts": (), "items": ("survey_id",), "answers": ("scale_id",),
}  # fmt: skip
"""Tables whose rows have a place in an order, and what they are ordered within."""
LINKS = {
    ("recodings", "statement_id"): "statements", ("reason_links", "statement_id"): "statements",
    ("questions", "statement_id"): "statements", ("effects", "statement_id"): "statements",
    ("repeats", "statement_id"): "statements", ("repeats", "repeats"): "statements",
    ("case_links", "statement_id"): "statements",
    ("contradictions", "cases"): "cases", ("glossary", "related"): "glossary",
}  # fmt: skip
"""Columns with ids, and the table that these are of."""
HOMED = ("numbers", "fieldwork", "statements", "summaries", "threads")
"""Tables with a file in the folder of a case."""
LINKED = {"statements": "the id of a statement", "cases": "ids of cases: ", "glossary": "terms of the glossary: "}
"""What these columns hold; a list that is named whole ends with a colon."""


def check_codes(package: Package, tables: Records) -> Iterator[Finding]:
    """Yield a finding for each code that its list does not hold, the code book of themes among the lists."""
    lists: dict[str, list[str]] = {"theme": [find_id(record) for record in tables["themes"]]}
    for record in tables["codes"]:
        lists.setdefault(record["list"], []).append(record["code"])
    for table, resource in package.tables.items():
        for field in [field for field in resource.fields if "codes" in field]:
            column, many, known = field["name"], field.get("many", False), lists.get(field["codes"], [])
            where = "data/themes.csv" if field["codes"] == "theme" else f"the list '{field['codes']}' of data/codes.csv"
            expected = f"a code of {where}: {name_choices(known)}" if known else f"a code of {where}"
            for record in tables[table]:
                for code in split_codes(record[column]) if many else [record[column]]:
                    if code not in known and (code or many):
                        yield Finding.at(record, column, expected, "use a code of the list", f"'{code}'")


def check_ids(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each id that stands in two tables of evidence."""
    seen: dict[str, tuple[str, dict]] = {}
    for table in ANCHORED:
        for record in tables[table]:
            home, twin = seen.setdefault(find_id(record), (table, record))
            if home != table:
                found = f"'{find_id(record)}', which stands in {twin['file']}, row {twin['row']} too"
                yield Finding.at(record, next(iter(record)), "an id that stands once", "give it its own id", found)


def check_homes(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each record in the folder of another case, or of another study than its case."""
    studies = {record["case_id"]: record["study_id"] for record in tables["cases"]}
    for record in [record for table in HOMED for record in tables[table]]:
        case_id, (*folders, home, _) = record["case_id"], record["file"].split("/")
        if folders == ["data", "cases"] and home != case_id:
            yield Finding.at(record, "case_id", f"'{home}', the case of this folder", "mend it, or move the row")
        if record.get("study_id") and studies.get(case_id, record["study_id"]) != record["study_id"]:
            expected = f"'{studies[case_id]}', the study of this case"
            yield Finding.at(record, "study_id", expected, "mend study or case")


def check_definitions(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each code given to statements that does not say when to use it and when not.

    A kind of statement has a lane besides, without which a report would not show it.
    """
    lanes = [record["code"] for record in tables["codes"] if record["list"] == "lane"]
    for record in [record for record in tables["codes"] if record["list"] in CODED]:
        if record["list"] == "kind" and record["parent"] not in lanes:
            expected = f"a code of the list 'lane': {name_choices(lanes)}"
            yield Finding.at(record, "parent", expected, "name its lane", f"'{record['parent']}'")
        for column in ("when_en", "when_nl", "when_not_en", "when_not_nl"):
            if not record[column]:
                expected = f"a text, as codes of the list '{record['list']}' are given to statements"
                yield Finding.at(record, column, expected, "write when it is used")


def check_positions(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each place in an order that is not the next one."""
    for table, keys in POSITIONED.items():
        places: Counter[tuple[str, ...]] = Counter()
        for record in tables[table]:
            group = tuple(record[key] for key in keys)
            places[group] += 1
            if record["position"].isdigit() and int(record["position"]) != places[group]:
                todo = "number the rows from 1 on, in the order of the file"
                yield Finding.at(record, "position", str(places[group]), todo, record["position"])


def check_links(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each row that names an unknown statement, case, term or record."""
    for (table, column), target in LINKS.items():
        known = {find_id(record): None for record in tables[target]}
        expected = LINKED[target] + (name_choices(list(known)) if LINKED[target].endswith(": ") else "")
        for record in tables[table]:
            for name in split_codes(record[column]):
                if name not in known:
                    yield Finding.at(record, column, expected, "mend the name", f"'{name}'")
    recorded = {
        find_id(record) for table in ("numbers", "trends", "hr_themes", "fieldwork") for record in tables[table]
    }
    for record in tables["second_reading"]:
        held = record["settled"] in ("recorded", "added")
        if held != bool(record["record_id"]) or (held and record["record_id"] not in recorded):
            expected = "the id of the record that holds it, where it is settled so, else nothing"
            todo = "mend the id, or how it settled"
            yield Finding.at(record, "record_id", expected, todo, f"'{record['record_id']}'")


def check_case_links(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each link of a case to a statement that its study does not make as a whole."""
    studies = {record["case_id"]: record["study_id"] for record in tables["cases"]}
    statements = {find_id(record): record for record in tables["statements"]}
    for record in tables["case_links"]:
        study, told = studies.get(record["case_id"]), statements.get(record["statement_id"])
        if study and told and (told["study_id"], told["case_id"]) != (study, ""):
            expected = f"a statement of the study '{study}' that is of no single case"
            yield Finding.at(record, "statement_id", expected, "choose another", f"'{record['statement_id']}'")


def check_languages(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each text that stands in one language alone, or with other numbers in digits in each."""
    for records in tables.values():
        columns = [column for column in (records[0] if records else ()) if column.endswith("_en")]
        for column in [column for column in columns if f"{column[:-3]}_nl" in records[0]]:
            other = f"{column[:-3]}_nl"
            for record in records:
                if bool(record[column]) != bool(record[other]):
                    empty = other if record[column] else column
                    expected = f"a text in {LANGUAGES[empty[-3:]]}"
                    yield Finding.at(record, empty, expected, "translate it: each text stands in both languages")
                    continue
                english, dutch = _list_digits(record[column]), _list_digits(record[other])
                if english != dutch:
                    found = f"{', '.join(dutch) or 'none'} beside {', '.join(english) or 'none'} in {column}"
                    todo = "write the same numbers, in digits or in words, in both languages"
                    yield Finding.at(record, other, "the numbers of the English text", todo, found)


def _list_digits(text: str) -> list[str]:
    """Return the numbers of a text without the marks that the languages use differently."""
    return sorted(re.sub(r"[.,]", "", number) for number in re.findall(r"\d+(?:[.,]\d+)*", text))


# places in a source

PLACES = (("source_id", "section", "lines"), ("other_source_id", "other_section", "other_lines"))
"""Columns that together name a place; a contradiction names two."""
LOCATORS = (("source_id", "lines"), ("source_id", "also_lines"), ("other_source_id", "other_lines"))
NUMBERED = re.compile(r"[0-9]+(\.[0-9]+)*")


def check_locators(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each locator that runs down or beyond the end of its source text."""
    lengths = {record["source_id"]: record["text_lines_n"] for record in tables["sources"]}
    for records in tables.values():
        for source, column in [pair for pair in LOCATORS if records and pair[1] in records[0]]:
            for record in [record for record in records if record[column]]:
                length, todo = lengths.get(record[source], ""), "look the place up in the source"
                try:
                    last = max(end for _, end in parse_lines(record[column]))
                except ValueError as error:
                    yield Finding.at(record, column, "line numbers such as 12, 12-14 or 12;20", todo, str(error))
                    continue
                if length.isdigit() and last > int(length):
                    expected = f"lines up to {length}, the last of this source"
                    yield Finding.at(record, column, expected, todo, str(last))


def find_sections(tables: Records) -> dict[str, dict[str, tuple[int, int]]]:
    """Return the first and last line of each section, by source."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for record in tables["sections"]:
        try:
            span = parse_lines(record["lines"])[0]
        except ValueError:
            continue  # reported by check_locators
        found.setdefault(record["source_id"], {})[record["section"]] = span
    return found


def check_sections(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each record whose lines do not lie in the sections it names, or in fewer of them.

    Where the table of sections itself has a fault, only that is told: every record of such a section would seem wrong.
    """
    misnamed = list(_find_misnamed(tables["sections"]))
    names = Counter((record["source_id"], record["section"]) for record in tables["sections"])
    if misnamed or max(names.values(), default=0) > 1:  # a doubled name is told as a doubled key
        yield from misnamed
        return
    sections = find_sections(tables)
    for table, records in tables.items():
        places = [place for place in PLACES if records and table != "sections" and set(place) <= set(records[0])]
        for source, section, lines in places:
            for record in records:
                fault = _check_section(sections.get(record[source], {}), record[section], record[lines])
                if fault:
                    yield Finding.at(record, section, fault[0], "mend the section, or the lines", fault[1])


def _find_misnamed(sections: list[dict]) -> Iterator[Finding]:
    """Yield a finding for each section whose name is a number, but not the one at its head."""
    for record in sections:
        if NUMBERED.fullmatch(record["section"]) and record["section"] != record["heading"]:
            expected = f"the number at its head, '{record['heading']}', or a name"
            yield Finding.at(record, "section", expected, "mend the one or the other")


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
    holding = [
        name for name, (first, last) in known.items() if any(start <= last and first <= end for start, end in spans)
    ]
    if set(holding) != set(names):
        return f"the sections that hold lines {lines}: {'; '.join(holding) or 'none does'}", f"'{named}'"
    return None


def check_anchored(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each record or table without its fingerprint, and each fingerprint left over."""
    anchored = {record["record_id"] for record in tables["anchors"]}
    todo = "run owlib verify --texts FOLDER --anchor, which writes it once the record is checked"
    for name in sorted(set(FRAMES) - anchored):
        yield Finding("data/anchors.csv", 0, "record_id", f"a fingerprint of the table '{name}'", "none", todo)
    bare: dict[str, list[dict]] = {}
    for record in [record for table in ANCHORED for record in tables[table]]:
        if find_id(record) not in anchored:
            bare.setdefault(record["file"], []).append(record)
    for first, *others in bare.values():
        found = f"none for {1 + len(others)} record{'s' if others else ''}, first '{find_id(first)}'"
        yield Finding.at(first, next(iter(first)), "a fingerprint of each record in data/anchors.csv", todo, found)
    known = {*FRAMES, *(find_id(record) for table in ANCHORED for record in tables[table])}
    for record in [record for record in tables["anchors"] if record["record_id"] not in known]:
        yield Finding.at(record, "record_id", "the id of a record, or a table", "remove the row")


# printed numbers

SHARES = ("share", "cost-share", "share-of-respondents")
FOUR_DIGITS = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")


def check_periods(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each period whose end lies before its start."""
    for record in [record for records in tables.values() for record in records if record.get("period_end")]:
        start, end = record["period_start"], record["period_end"]
        if not (ISO_DATE.fullmatch(start) and ISO_DATE.fullmatch(end)):
            continue  # reported by check_cells, where it is no date
        if count_months(start) > count_months(end, last=True) or (len(start) == len(end) and start > end):
            expected, todo = f"{record['period_start']} or later", "put the earlier end first"
            yield Finding.at(record, "period_end", expected, todo, record["period_end"])


def check_published(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each printed number that cannot be read, or cannot be what the row says it is."""
    for table, column in TOKEN_COLUMNS.items():
        for record in [record for record in tables[table] if record[column]]:
            fault = _check_token(record, column)
            if fault:
                yield Finding.at(record, column, *fault)


def _check_token(record: dict, column: str) -> tuple[str, str, str] | None:
    """Return what was expected, what to do and what was found for one printed number; nothing where it is right."""
    try:
        quantity = parse_quantity(record, column)
    except ArithmeticError:
        return None  # the rounding unit is no number, which the schema has reported already
    except ValueError as error:
        todo = "copy the number as the source prints it, lowest end first"
        expected = "a number in Dutch notation (1.074.000, 1 074 000, 1,1 miljoen, 13,3 procent, 12 tot 22%)"
        return expected, todo, str(error)
    return _check_quantity(record, column, quantity) if quantity else None


def _check_quantity(record: dict, column: str, quantity: Quantity) -> tuple[str, str, str] | None:
    """Return the same for a number that can be read."""
    unit, measure, found = record.get("unit", ""), record.get("measure"), f"'{record[column]}'"
    if record.get("rounding") and not quantity.rounding > 0:
        return "a rounding unit above zero", "mend it, or leave it empty", f"'{record['rounding']}'"
    if quantity.unit not in ("", "scale") and unit not in ("", quantity.unit):
        return f"a number in {unit}", "mend the unit or the token", found
    if measure == "quantifier" and record[column].lower() not in SHARES_IN_WORDS:
        return f"a share in words: {name_choices(sorted(SHARES_IN_WORDS))}", "mend measure or token", found
    if measure in SHARES and quantity.high > 100:
        return "a share of at most 100", "mend the token, or the measure", found
    return None


def check_years(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each date that token, period and labels of a number do not tell alike; of labels the year."""
    for record in tables["numbers"]:
        dates = {record["period_start"], record["period_end"]} - {""}
        if record["measure"] in YEARS:
            printed = parse_dates(record["token"])
            if not printed:
                continue  # reported by check_published
            ends = {printed[0], printed[-1]}
            if ends != dates:
                expected, found = f"{', '.join(sorted(ends))}, as the token tells", ", ".join(sorted(dates))
                yield Finding.at(record, "period_start", expected, "mend one of them", found or "nothing")
        period = {date[:4] for date in dates}
        told = {column: set(FOUR_DIGITS.findall(record[column])) for column in ("label_en", "label_nl")}
        for column, years in told.items():
            if years != told["label_en"] or (years and period and not years <= period):
                expected = f"the years of the period and of the other label: {', '.join(sorted(period)) or 'none'}"
                yield Finding.at(record, column, expected, "mend label or period", ", ".join(sorted(years)) or "none")


# claims

COUNTABLE = ("numbers", "fieldwork", "hr_themes", "trends", "statements", "cases", "sources")
"""Tables whose records a claim may count."""
LISTING = {"fieldwork": "who_en", "statements": "paraphrase_en"}
"""Those whose records may list things that a claim counts one by one, and the column with the list."""
CLASSES = {**dict.fromkeys(COUNTED, "count"), "percentage-point": "difference of percent"}


def check_claims(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each claim that cannot be recomputed as its row says.

    A check that counts takes any record, sections, named source:section, and what a record lists, named record:words
    with words of its English text.
    """
    claims, amounts = tables["claims"], read_amounts(tables)
    countable = {f"{record['source_id']}:{record['section']}" for record in tables["sections"]}
    countable |= {find_id(record) for table in COUNTABLE for record in tables[table]}
    lists = {find_id(record): record[column].lower() for table, column in LISTING.items() for record in tables[table]}
    used = {name.partition(":") for claim in claims for name in split_codes(claim["inputs"])}
    countable |= {f"{name}:{words}" for name, _, words in used if words and words in lists.get(name, "")}
    names = {"claim": {find_id(claim) for claim in claims}, "any": countable}
    for claim in claims:
        if claim["check"] in CHECKS:
            check = CHECKS[claim["check"]]
            faults = list(_check_inputs(claim, check, amounts, names.get(check.inputs[0], set(amounts))))
            faults = faults or list(_check_units(claim, check, amounts))
            yield from faults or _check_computable(claim, check, amounts)
            yield from _check_notes(claim)
        else:
            todo = "mend its spelling, or add the check to owlib/evidence/checks.py and its code to data/codes.csv"
            yield Finding.at(claim, "check", f"a check: {name_choices(sorted(CHECKS))}", todo)
    yield from _check_cycles(claims)


def _check_inputs(claim: dict, check: Check, amounts: dict[str, dict], allowed: set[str]) -> Iterator[Finding]:
    """Yield a finding for a missing, unknown or superfluous input or reported number."""
    inputs, reported = split_codes(claim["inputs"]), claim["reported"]
    what = {"claim": "ids of claims", "any": "ids of records"}.get(check.inputs[0], "ids of records with a number")
    for name in inputs:
        if name not in allowed:
            yield Finding.at(claim, "inputs", what, "mend the id, or add the record", f"'{name}'")
    if not check.least <= len(inputs) <= check.most:
        count = f"{check.least}" if check.least == check.most else f"{check.least} or more"
        expected = f"{count} input{'' if count == '1' else 's'} for the check '{claim['check']}'"
        yield Finding.at(claim, "inputs", expected, "name them", f"{len(inputs)}")
    if len({*inputs, reported}) < len([*inputs, reported]):
        expected = "each record once, and the claimed number not among them"
        yield Finding.at(claim, "inputs", expected, "name other records")
    if reported and reported not in amounts:
        yield Finding.at(claim, "reported", "the id of a record with a number", "mend the id")
    if check.reported not in ("", "any") and not reported:
        yield Finding.at(claim, "reported", "the id of the number that is claimed", "name it")
    if not check.reported and reported:
        expected = f"nothing, as the check '{claim['check']}' takes no reported number"
        yield Finding.at(claim, "reported", expected, "clear it")


def _check_units(claim: dict, check: Check, amounts: dict[str, dict]) -> Iterator[Finding]:
    """Yield a finding where units are mixed, or a divisor may be zero."""
    if check.inputs[0] in ("claim", "any") and check.reported != "count":
        return
    names = [] if check.inputs[0] == "any" else split_codes(claim["inputs"])
    units = {name: CLASSES.get(amount["unit"], amount["unit"]) for name, amount in amounts.items()}
    wanted = list(zip(names, cycle(check.inputs), strict=False))
    own = next((units[name] for name, want in wanted if want == SAME), "")
    todo = "compare like with like"
    for name, want in wanted:
        expected = own if want == SAME else want
        if units[name] != expected:
            yield Finding.at(claim, "inputs", f"numbers in {expected}", todo, f"'{name}' in {units[name]}")
    if claim["reported"] and check.reported not in ("any", "number"):
        unit = units[claim["reported"]]
        difference = "difference of percent" if own == "percent" else own
        expected = {SAME: own, DIFFERENCE: difference}.get(check.reported, check.reported)
        if unit != expected:
            yield Finding.at(claim, "reported", f"a number in {expected}", todo, f"'{claim['reported']}' in {unit}")
    for name in [names[position] for position in check.positive]:
        low, high = amounts[name]["low"], amounts[name]["high"]
        if low <= 0:
            found = f"'{name}', which may be {low:g} to {high:g}"
            yield Finding.at(claim, "inputs", "a divisor that is above zero", "choose another check or input", found)


def _check_computable(claim: dict, check: Check, amounts: dict[str, dict]) -> Iterator[Finding]:
    """Yield a finding where the check cannot be computed from these numbers."""
    if check.inputs[0] == "claim" or claim["check"] == "none":
        return
    bounds = {
        name: find_interval(amounts[name])
        for name in [claim["reported"], *split_codes(claim["inputs"])]
        if name in amounts
    }
    try:
        judge(
            claim["check"],
            bounds.get(claim["reported"]),
            [bounds.get(name, ONE) for name in split_codes(claim["inputs"])],
        )
    except ValueError as error:
        expected = f"numbers that the check '{claim['check']}' can take"
        yield Finding.at(claim, "inputs", expected, "choose others", str(error))


def _check_notes(claim: dict) -> Iterator[Finding]:
    """Yield a finding for a claim that is not compared, or cannot be, without a word on why."""
    if claim["check"] == "none" and not claim["note_en"]:
        yield Finding.at(claim, "note_en", "what would be needed to check it", "say what is missing")
    elif claim["comparable"] == "no" and not claim["note_en"]:
        yield Finding.at(claim, "note_en", "why the numbers may not be of the same thing", "give the reason")


def _check_cycles(claims: list[dict]) -> Iterator[Finding]:
    """Yield a finding for the first ring of claims that rest on each other."""
    by_id = {find_id(claim): claim for claim in claims}
    graph = {name: [part for part in split_codes(claim["inputs"]) if part in by_id] for name, claim in by_id.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring = error.args[1]
        found = " \u2192 ".join(ring)
        yield Finding.at(by_id[ring[0]], "inputs", "claims that do not rest on themselves", "break the ring", found)


# official statistics


def check_official(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each official number that rests on too few pages, and each unknown page, number or reason.

    A number is taken from a page of its publisher, or from two pages that agree. What is compared with it is evidence
    of the five sources alone.
    """
    pages = {find_id(record): record for record in tables["official_pages"]}
    numbers = {find_id(record) for record in tables["official_numbers"]}
    reasons = {find_id(record) for record in tables["reasons"]}
    ours = {find_id(record) for table in CITED if table != "official_numbers" for record in tables[table]}
    for record in tables["official_numbers"]:
        names = split_codes(record["pages"])
        yield from _check_names(record, "pages", pages, "pages of data/official/pages.csv")
        if len(names) < 2 and not any(pages.get(name, {}).get("own") == "yes" for name in names):
            yield Finding.at(
                record, "pages", "a page of the publisher, or two that agree", "read another page", f"'{names[0]}'"
            )
        if record["reason"] and record["reason"] not in reasons:
            yield Finding.at(record, "reason", "a reason of data/chapters/reasons.csv", "mend it", record["reason"])
    for record in tables["official_reasons"]:
        yield from _check_names(record, "numbers", numbers, "ids of data/official/numbers.csv")
        yield from _check_names(record, "evidence", ours, "ids of records of the five sources")
        if (record["outcome"] == "not-comparable") != (not record["numbers"]):
            yield Finding.at(record, "numbers", "numbers, unless it cannot be compared", "mend one of the two")


def _check_names(record: dict, column: str, known: Container[str], expected: str) -> Iterator[Finding]:
    """Yield a finding for each id of a cell that is not known."""
    for name in split_codes(record[column]):
        if name not in known:
            yield Finding.at(record, column, expected, "mend the id", f"'{name}'")


# sentences of ours

SENTENCES = {
    "summaries": ("text_en", "sure_en"), "passages": ("text_en",), "synthesis": ("text_en",),
    "questions": ("answer_en", "missing_en"),
}  # fmt: skip
"""Tables that hold sentences of ours with the evidence behind them, and their columns of text."""
PHRASES = ("asked", "seen", "planned")
"""What a thread of a case tells, each with evidence of its own; what it leaves open is ours."""
SIDES = ("a", "b")
"""The organisations that a contrast sets side by side."""
PARTED = {"threads": PHRASES, "contrasts": SIDES}
"""Tables whose rows hold several phrases, each with evidence of its own."""
MOST_OPENING = 5
"""How many sentences open the reports on a case at most, both editions together."""
CITED = ("statements", "fieldwork", "numbers", "trends", "hr_themes", "claims", "contradictions", "official_numbers")
"""Tables whose records a sentence may rest on."""
STAGED = ("statements", "fieldwork")
"""Those whose records belong to a stage of a study; numbers belong to a study as a whole."""
UNTOLD = (
    "file", "row", "lines", "also_lines", "other_lines", "section", "other_section", "study_id", "case_id", "stage_id",
    "source_id", "other_source_id", "inputs", "reported", "cases", "pages",
)  # fmt: skip
"""Columns whose digits tell a place or name another record, not an amount."""
ENGLISH = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13,
}  # fmt: skip
"""Number words of English sentences; *one* is left out, as it mostly is no number."""


def check_openings(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each case whose opening has no sentence that every edition may show, or too many."""
    opened = {record["case_id"] for record in tables["summaries"] if record["edition"] == "interim"}
    told = {record["case_id"] for record in tables["summaries"]}
    for record in [record for record in tables["cases"] if record["case_id"] in told - opened]:
        place = f"data/cases/{record['case_id']}/summaries.csv"
        expected = f"an interim opening sentence in {place}, as the case has others"
        yield Finding.at(record, "case_id", expected, "write one", "none")
    for record in tables["summaries"]:
        if record["position"] == str(MOST_OPENING + 1):
            expected = f"an opening of at most {MOST_OPENING} sentences, both editions together"
            yield Finding.at(record, "position", expected, "merge and cut", "another one")


def check_threads(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each phrase of a thread without evidence behind it, and for evidence without a phrase."""
    for record in tables["threads"]:
        for part in PHRASES:
            column = f"{part}_evidence"
            if bool(record[f"{part}_en"]) != bool(record[column]):
                expected = "the records behind the phrase" if record[f"{part}_en"] else "nothing, without a phrase"
                yield Finding.at(record, column, expected, "name them, or mend the phrase", f"'{record[column]}'")


def check_sentences(tables: Records) -> Iterator[Finding]:
    """Yield a finding for each sentence that rests on nothing, on what it must not know, or has a number of its own."""
    cited = {find_id(record): record for table in CITED for record in tables[table]}
    early = _find_early(tables)

    @functools.cache
    def list_told(name: str) -> set[str]:
        columns = [column for column in list(cited.get(name, ()))[1:] if column not in UNTOLD]
        return set().union(*(list_numbers(cited[name][column]) for column in columns))

    for record, behind, columns in list_sentences(tables):
        names = split_codes(record[behind])
        for name in names:
            if name not in cited:
                yield Finding.at(record, behind, "ids of records of the evidence", "mend the id", f"'{name}'")
            elif record.get("edition") == "interim" and name not in early:
                expected, found = "evidence that the interim edition may know", f"'{name}', from a later stage"
                yield Finding.at(record, behind, expected, "move the sentence to the final edition", found)
        known = set().union(*map(list_told, names))
        for column in columns:
            for number in sorted(list_numbers(record[column]) - known):
                expected = f"numbers that its evidence has: {', '.join(sorted(known)) or 'none'}"
                yield Finding.at(record, column, expected, "mend the number, or name its record", f"'{number}'")


def list_sentences(tables: Records) -> Iterator[tuple[dict, str, tuple[str, ...]]]:
    """Yield each sentence or phrase of ours: its record, the column of its evidence, and those of its text."""
    for table, columns in SENTENCES.items():
        yield from ((record, "evidence", columns) for record in tables[table])
    for table, part in ((table, part) for table, parts in PARTED.items() for part in parts):
        yield from ((record, f"{part}_evidence", (f"{part}_en",)) for record in tables[table])


def list_numbers(text: str) -> set[str]:
    """Return the numbers of a text as digits: those in digits, and those in English or Dutch words from two on."""
    text = re.sub(r"(\d+) (?:duizend|thousand)\b", r"\g<1>.000", text)
    digits = {re.sub(r"[.,](?=\d)", "", number) for number in re.findall(r"\d+(?:[.,]\d+)*", text)}
    words = re.findall(r"[a-z\u00e0-\u00ff]+", text.lower())
    return digits | {str(number) for word in words if (number := ENGLISH.get(word) or WORDS.get(word, 0)) > 1}


def _find_early(tables: Records) -> set[str]:
    """Return the records that an interim edition may know."""
    stages = {(stage["study_id"], stage["stage_id"]) for stage in tables["stages"] if stage["edition"] != "final"}
    staged = [record for table in STAGED for record in tables[table]]
    early = {find_id(record) for record in staged if (record["study_id"], record["stage_id"]) in stages}
    return early | {find_id(record) for record in tables["numbers"]}
