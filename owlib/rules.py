"""Rules of meaning that no table schema can say: codes, printed numbers, locators and percentages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from owlib.claim_rules import check_claims
from owlib.clean import SHARES_IN_WORDS, YEARS, Quantity, parse_quantity, split_codes
from owlib.errors import Finding, name_choices
from owlib.instrument_rules import check_instrument
from owlib.numbers import TOKEN_COLUMNS, Tables, find_id_column
from owlib.place_rules import check_anchored, check_locators, check_sections
from owlib.schema import Package
from owlib.sentence_rules import check_openings, check_reasons, check_sentences

SHARES = ("share", "cost-share", "share-of-respondents")
CODED = ("kind", "view", "level", "direction", "determinant", "affected")
"""Code lists that are given to statements: each code says when to use it and when not."""
POSITIONED = {
    "sections": ("source_id",), "stages": ("study_id",), "codes": ("list",), "themes": (), "summaries": ("case_id",),
    "chapters": (), "passages": ("chapter_id", "section"), "reasons": (), "synthesis": ("reason", "aspect"),
    "questions": (), "items": ("survey_id",), "answers": ("scale_id",),
}  # fmt: skip
"""Tables whose rows have a place in an order, and what they are ordered within."""
RECORDED = ("figures", "trends", "hr_themes", "fieldwork")
"""Tables that hold printed numbers, or developments in words."""
FOUR_DIGITS = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")


def check_meaning(package: Package, tables: Tables, *, anchored: bool = True) -> list[Finding]:
    """Return all findings about tables that have the right form.

    Parameters
    ----------
    package
        Names the code list of each coded column.
    tables
        Text tables, as :func:`owlib.schema.read_text_tables` gives them.
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
        check_figures,
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
    for table in ("figures", "trends", "fieldwork", "hr_themes", "statements", "claims", "contradictions"):
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
    for table in ("figures", "fieldwork", "statements", "summaries"):
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
    """Yield a finding for each year that token, period and labels of a figure do not tell alike."""
    for record in tables["figures"].to_dict("records"):
        place = (record["file"], record["row"])
        period = {record["period_start"], record["period_end"]} - {""}
        if record["measure"] in YEARS:
            try:
                quantity = parse_quantity(record)
            except ValueError:
                continue  # reported by check_figures
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


def check_figures(tables: Tables) -> Iterator[Finding]:
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
