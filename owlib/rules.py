"""Rules of meaning that no table schema can say: codes, printed numbers, locators and percentages."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from owlib.clean import Quantity, parse_token
from owlib.errors import Finding, name_choices
from owlib.schema import Package
from owlib.sources import parse_lines

Tables = dict[str, pd.DataFrame]
EXACT_MEASURES = ("year", "period", "count", "scale")
SHARES = ("share", "cost-share")
TOKEN_COLUMNS = {"figures": "token", "fieldwork": "respondents"}


def check_meaning(package: Package, tables: Tables) -> list[Finding]:
    """Return all findings about tables that have the right form.

    Parameters
    ----------
    package
        Names the code list of each coded column.
    tables
        Text tables, as :func:`owlib.schema.read_text_tables` gives them.

    """
    checks = (
        check_homes,
        check_ids,
        check_lanes,
        check_locators,
        check_periods,
        check_figures,
        check_summaries,
        check_openings,
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


def split_codes(text: str) -> list[str]:
    """Return the codes of a cell that holds several, parted by semicolons."""
    return [code.strip() for code in text.split(";")] if text else []


def check_ids(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each id that stands in two files of one table, or two tables of evidence."""
    seen: dict[str, tuple[str, int]] = {}
    for table in ("figures", "trends", "fieldwork", "statements"):
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
    for table in ("fieldwork", "statements", "summaries"):
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


def check_openings(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each case that has statements and no opening sentence that every edition may show."""
    opened = set(tables["summaries"].loc[tables["summaries"]["edition"] == "interim", "case_id"])
    told = set(tables["statements"]["case_id"]) - opened - {""}
    for record in tables["cases"].to_dict("records"):
        if record["case_id"] in told:
            place = f"data/cases/{record['case_id']}/summaries.csv"
            expected = f"an interim opening sentence in {place}, as the case has statements"
            yield Finding(record["file"], record["row"], "case_id", expected, "none", "write one")


def check_locators(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each locator that runs down or beyond the end of its source text."""
    lengths = dict(zip(tables["sources"]["source_id"], tables["sources"]["text_lines_n"], strict=True))
    for table in tables.values():
        for column in [name for name in ("lines", "also_lines") if name in table]:
            for record in table[["file", "row", "source_id", column]].itertuples(index=False):
                finding = _check_locator(record[3], lengths.get(record.source_id, ""))
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
    unit = record.get("unit", "")
    if not quantity.rounding.is_finite() or (record.get("rounding") and quantity.rounding <= 0):
        return "a rounding unit above zero", f"'{record['rounding']}'", "mend it, or leave it empty"
    if quantity.unit in ("percent", "percentage-point", "hours") and unit not in ("", quantity.unit):
        return f"a number in {unit}", f"'{record[column]}'", "mend the unit or the token"
    if record.get("measure") in SHARES and quantity.high > 100:
        return "a share of at most 100", f"'{record[column]}'", "mend the token, or the measure"
    return None


def check_summaries(tables: Tables) -> Iterator[Finding]:
    """Yield a finding for each opening sentence that rests on no evidence, or on what its edition must not know."""
    editions = {
        (stage["study_id"], stage["stage_id"]): stage["edition"] for stage in tables["stages"].to_dict("records")
    }
    known = dict.fromkeys(tables["figures"]["figure_id"], "interim")
    for table in ("statements", "fieldwork"):
        for record in tables[table].to_dict("records"):
            known[record[tables[table].columns[0]]] = editions.get((record["study_id"], record["stage_id"]), "final")
    for record in tables["summaries"].to_dict("records"):
        for name in split_codes(record["evidence"]):
            place = (record["file"], record["row"], "evidence")
            if name not in known:
                yield Finding(*place, "ids of statements, fieldwork or figures", f"'{name}'", "mend the id")
            elif record["edition"] == "interim" and known[name] == "final":
                expected = "evidence that the interim edition may know"
                yield Finding(
                    *place,
                    expected,
                    f"'{name}', from a later stage",
                    "move the sentence to the final edition",
                )


def parse_quantity(record: dict, column: str = "token") -> Quantity:
    """Return the quantity that a row prints; years, periods, counts and scales are exact.

    Raises
    ------
    ValueError
        If the token is no number.

    """
    exact = record.get("measure") in EXACT_MEASURES or column == "respondents"
    rounding = Decimal(record.get("rounding") or 0) if exact or record.get("rounding") else None
    return parse_token(record[column], rounding)
