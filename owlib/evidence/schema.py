"""The data package: which tables there are, and whether each file and cell has the form that its schema declares.

The schemas stand beside the data, in ``data/datapackage.json`` and ``data/schemas/``, in the form that Frictionless
gives them, so that other tools can check the same.
"""

from __future__ import annotations

import csv
import io
import json
import operator
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from owlib.errors import DataError, Finding, name_choices
from owlib.evidence.numbers import Records, Tables, clean_label
from owlib.places import MARKER, SIMULATED_FOLDER, find_root, relative_name
from owlib.words import COMPLETE

TYPES = {
    "integer": ("a whole number", re.compile(r"-?\d+")),
    "number": ("a number", re.compile(r"-?\d+(?:\.\d+)?")),
    "boolean": ("yes or no", re.compile(r"yes|no")),
    "string": ("text", re.compile(r".*", re.DOTALL)),
}
"""Types of columns: what a person calls them, and what their cells look like."""
KINDS = {dict: "keys and values", list: "a list", str: "a text"}
"""Kinds of values in a description, as a person calls them."""
SCHEMA_KEYS = {"fields": list, "primaryKey": list, "missingValues": list}
TOLD = ("title", "description")
"""What a description tells readers: in English under this key, in Dutch under the same with ``_nl``."""
LANGUAGES = {"_en": "English", "_nl": "Dutch"}
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
UNSEEN = ("Cc", "Cf", "Co", "Cn", "Zl", "Zp", "Mn", "Mc", "Me")
"""Unicode's categories of characters that nobody sees, or that change the letter before them."""


@dataclass(frozen=True)
class Resource:
    """One file of the data package.

    ``table`` names its schema, which several files may share.
    """

    name: str
    table: str
    path: Path
    file: str
    title: str
    schema: dict

    @property
    def fields(self) -> list[dict]:
        """Its columns as the schema describes them, in order."""
        return self.schema["fields"]

    @property
    def columns(self) -> list[str]:
        """Names of its columns, in order."""
        return [field["name"] for field in self.fields]


@dataclass(frozen=True)
class Package:
    """The data package of a project folder."""

    root: Path
    resources: tuple[Resource, ...]

    @property
    def tables(self) -> dict[str, Resource]:
        """The first file of each table, by the name of the table, in the order of the package."""
        return {resource.table: resource for resource in reversed(self.resources)}


def read_package(root: Path | None = None, language: str = COMPLETE) -> Package:
    """Return the data package that ``data/datapackage.json`` describes, with titles and descriptions in a language.

    Raises
    ------
    DataError
        If the description or a schema it names is not there or is not JSON.

    """
    root = root or find_root()
    resources, schemas = [], {}
    for entry in read_description(root, language)["resources"]:
        name, path = entry["schema"], root / "data" / entry["path"]
        if name not in schemas:
            schemas[name] = _read_schema(root, root / "data" / name, language)
        file = relative_name(path, root)
        resources.append(Resource(entry["name"], Path(name).stem, path, file, entry["title"], schemas[name]))
    return Package(root, tuple(resources))


def _read_schema(root: Path, path: Path, language: str) -> dict:
    """Return a schema, with titles and descriptions in a language."""
    schema = _get_keys(_read_json(path, root), SCHEMA_KEYS, relative_name(path, root))
    for field in schema["fields"]:
        _get_keys(field, {"name": str, "title": str, "type": str}, relative_name(path, root))
    return {**schema, "fields": [_tell_in(field, language) for field in schema["fields"]]}


def read_description(root: Path, language: str = COMPLETE) -> dict:
    """Return what ``data/datapackage.json`` says, once each file of the data is sure to be described."""
    file = MARKER.as_posix()
    described = _get_keys(_read_json(root / MARKER, root), {"resources": list, "title": str}, file)
    for entry in described["resources"]:
        _get_keys(entry, {"name": str, "title": str, "path": str, "schema": str}, file)
    return {**_tell_in(described, language), "resources": [_tell_in(one, language) for one in described["resources"]]}


def _tell_in(described: dict, language: str) -> dict:
    """Return a part of a description with what it tells readers in a language, as far as it has that."""
    told = {key: described.get(f"{key}_{language}", described[key]) for key in TOLD if key in described}
    return {**described, **told}


def _get_keys(described: object, keys: dict[str, type], file: str) -> dict:
    """Return a part of a description, once it is sure to have these keys with values of these kinds."""
    for key, kind in keys.items() if isinstance(described, dict) else [("", dict)]:
        value = described.get(key) if key else described
        if not isinstance(value, kind):
            expected = f"{f'a key {key!r} with ' if key else ''}{KINDS[kind]}"
            found = str(value)[:60] if not key or key in described else f"none in {str(described)[:60]}"
            raise DataError([Finding(file, 0, "", expected, found, "mend it, as the other entries have it")])
    return described


def _read_json(path: Path, root: Path) -> dict:
    """Return the content of a JSON file."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        todo = "restore it from the repository"
        raise DataError([Finding(relative_name(path, root), 0, "", "a JSON file", str(error), todo)]) from error


def check_files(package: Package) -> list[Finding]:
    """Return what keeps a file from being read as its table, and files that the package does not name.

    Simulated answers are no evidence, and have a package of their own.
    """
    findings = [finding for resource in package.resources for finding in check_file(resource)]
    findings += check_told(package)
    files = [resource.file for resource in package.resources]
    findings += [
        Finding(file, 0, "", "one resource for this file", "several resources", "keep one of them")
        for file in sorted({file for file in files if files.count(file) > 1})
    ]
    for path in sorted((package.root / "data").rglob("*.csv")):
        file = relative_name(path, package.root)
        if file not in files and not path.is_relative_to(package.root / SIMULATED_FOLDER):
            expected, todo = f"a resource in {MARKER.as_posix()}", "add the file to the resources, or remove it"
            findings.append(Finding(file, 0, "", expected, "none with this path", todo))
    return findings


def check_told(package: Package) -> Iterator[Finding]:
    """Yield a finding for each title or description of the package, a file or a column that has no Dutch beside it."""
    folder, whole = MARKER.parent, read_description(package.root)
    parts = [(MARKER, "", whole), *((MARKER, entry["name"], entry) for entry in whole["resources"])]
    for table, resource in package.tables.items():
        parts += [(folder / "schemas" / f"{table}.json", field["name"], field) for field in resource.fields]
    for path, name, part in parts:
        for key in TOLD:
            if key in part and not str(part.get(f"{key}_nl", "")).strip():
                expected, todo = f"a {key} in Dutch, as '{key}_nl'", f"translate '{part[key]}'"
                yield Finding(path.as_posix(), 0, name, expected, "none", todo)


def check_file(resource: Resource) -> list[Finding]:
    """Return what keeps one file from being read: not there, empty, not plain CSV, other columns than declared."""
    if not resource.path.is_file():
        return [Finding(resource.file, 0, "", "this file", "no such file", "restore it, or remove the resource")]
    raw = resource.path.read_bytes()
    if not raw.strip():
        return [Finding(resource.file, 0, "", "a header and rows", "an empty file", "restore its content")]
    saved = _check_saved(resource, raw)
    if saved:
        return saved
    text = raw.decode("utf-8")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    return check_unseen(resource, text, rows) or check_header(resource, rows[0]) or check_rows(resource, rows)


def _check_saved(resource: Resource, raw: bytes) -> list[Finding]:
    """Return one finding for a file that is saved otherwise than as plain UTF-8 with commas, as spreadsheets do."""
    first = raw.removeprefix(BYTE_ORDER_MARK).split(b"\n")[0].decode("cp1252", errors="replace").strip()
    commas, semicolons = (len({*first.split(mark)} & {*resource.columns}) for mark in ",;")
    ways, row = ["with semicolons by a spreadsheet"] if semicolons > commas else [], 1
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        ways.append(f"in another encoding than UTF-8, such as Windows-1252 (byte 0x{raw[error.start]:02x})")
    if raw.startswith(BYTE_ORDER_MARK):
        ways.append("with a byte order mark")
    expected, todo = "a table in UTF-8 with commas", "save as CSV UTF-8 with commas, without a byte order mark"
    return [Finding(resource.file, row, "", expected, f"one saved {' and '.join(ways)}", todo)] if ways else []


def check_unseen(resource: Resource, text: str, rows: list[list[str]]) -> list[Finding]:
    """Return a finding for each cell with a character that nobody sees, or that changes the letter before it."""
    unseen = {character for character in set(text) - {"\r", "\n"} if unicodedata.category(character) in UNSEEN}
    findings = []
    for number, row in enumerate(rows if unseen else (), 1):
        for name, cell in zip(resource.columns, row, strict=False):
            hidden = next((character for character in cell if character in unseen), "")
            if hidden:
                found = f"U+{ord(hidden):04X} ({unicodedata.name(hidden, 'a control character').lower()})"
                todo = "remove it, or write the letter with its accent as one character"
                findings.append(Finding(resource.file, number, name, "characters that can be seen", found, todo))
    return findings


def check_header(resource: Resource, header: list[str]) -> list[Finding]:
    """Return a finding for each missing, extra or repeated column, or for another order."""
    expected = resource.columns
    findings = [
        Finding(resource.file, 1, name, "this column", "no such column", "add it, or mend its spelling")
        for name in expected
        if name not in header
    ]
    findings += [
        Finding(resource.file, 1, name, "only declared columns", "an extra column", "remove it, or declare it")
        for name in header
        if name not in expected
    ]
    if not findings and header != expected:
        found = ", ".join(header)
        findings = [Finding(resource.file, 1, "", ", ".join(expected), found, "put the columns in this order")]
    return findings


def check_rows(resource: Resource, rows: list[list[str]]) -> list[Finding]:
    """Return a finding for each row with more or fewer cells than the header, a line break, or blanks around a cell."""
    broken = [number for number, row in enumerate(rows, 1) if any("\n" in cell for cell in row)]
    if broken:
        todo = "write each cell on one line"
        return [Finding(resource.file, broken[0], "", "cells of one line each", "a line break inside a cell", todo)]
    findings, width = [], len(rows[0])
    for number, row in enumerate(rows, 1):
        if len(row) != width:
            todo = "quote cells that hold a comma, and end each row with its last column"
            findings.append(Finding(resource.file, number, "", f"{width} cells", f"{len(row)}", todo))
        for name, cell in zip(rows[0], row, strict=False):
            if cell != cell.strip():
                expected = "a text without blanks around it"
                findings.append(Finding(resource.file, number, name, expected, f"'{cell}'", "remove the blanks"))
    return findings


def read_text_tables(package: Package) -> Tables:
    """Return each table as clean text, its files one below the other; a code for a missing value is empty text.

    Beside the declared columns each row has ``file`` and ``row``, its place for messages. What stands in many cells is
    in memory once.
    """
    rows: dict[str, list[list]] = {table: [] for table in package.tables}
    once: dict[str, str] = {}
    for resource in package.resources:
        missing = resource.schema["missingValues"]
        with resource.path.open(encoding="utf-8", newline="") as stream:
            for number, cells in enumerate(csv.reader(stream), 1):
                if number > 1:
                    cleaned = [clean_label(cell, missing) for cell in cells]
                    cleaned = [once.setdefault(cell, cell) for cell in cleaned]
                    rows[resource.table].append([*cleaned, resource.file, number])
    return {
        table: pd.DataFrame(rows[table], columns=[*resource.columns, "file", "row"])
        for table, resource in package.tables.items()
    }


def read_some_tables(root: Path | None, tables: Collection[str]) -> Tables:
    """Return only these tables, as :func:`read_text_tables` does."""
    package = read_package(root)
    return read_text_tables(
        replace(package, resources=tuple(resource for resource in package.resources if resource.table in tables))
    )


def check_cells(package: Package, tables: Records) -> Iterator[Finding]:
    """Yield a finding for each cell or key that its schema does not allow."""
    named = {resource.name: resource.table for resource in package.resources}
    for table, resource in package.tables.items():
        for field in resource.fields:
            yield from _check_column(tables[table], field)
        yield from _check_keys(tables[table], resource.schema["primaryKey"])
        for link in resource.schema.get("foreignKeys", ()):
            target = link["reference"]
            known = {_join_cells(record, target["fields"]) for record in tables[named[target["resource"]]]}
            for record in tables[table]:
                found = _join_cells(record, link["fields"])
                if found not in known and any(record[column] for column in link["fields"]):
                    expected = f"an id of the table '{target['resource']}'"
                    todo = "mend the id, or add the row it means"
                    yield Finding.at(record, ", ".join(link["fields"]), expected, todo, found)


def _join_cells(record: dict, columns: list[str]) -> str:
    """Return the cells of a key as a message names them."""
    return ", ".join(f"'{record[column]}'" for column in columns)


def _check_keys(records: list[dict], keys: list[str]) -> Iterator[Finding]:
    """Yield a finding for each record whose key stands in a row before."""
    first: dict[str, dict] = {}
    for record in records if keys else ():
        key = _join_cells(record, keys)
        twin = first.setdefault(key, record)
        if twin is not record:
            found = f"{key}, which stands in {twin['file']}, row {twin['row']} too"
            yield Finding.at(record, next(iter(record)), "an id that stands once", "give it its own id", found)


def _check_column(records: list[dict], field: dict) -> Iterator[Finding]:
    """Yield a finding for each cell of a column that does not keep its rules, by the first that it breaks."""
    name, rules = field["name"], _list_rules(field)
    for record in [record for record in records if record[name] or field.get("constraints", {}).get("required")]:
        broken = next((words for keeps, *words in rules if not keeps(record[name])), None)
        if broken:
            yield Finding.at(record, name, *broken)


def _list_rules(field: dict) -> list[tuple[Callable[[str], object], str, str]]:
    """Return the rules of a column: whether a cell keeps one, what is expected there, and what to do else."""
    limits, (told, form) = field.get("constraints", {}), TYPES[field["type"]]
    language = next((words for ending, words in LANGUAGES.items() if field["name"].endswith(ending)), "")
    missing = (bool, "a value", "fill the cell")
    if language:
        missing = (bool, f"a text in {language}", "translate it: each text stands in both languages")
    rules = [missing, (form.fullmatch, told, "mend the cell")]
    if "enum" in limits:
        choices = [str(choice) for choice in limits["enum"]]
        rules.append((choices.__contains__, name_choices(choices), "use one of these"))
    if "pattern" in limits:
        expected = f"{field['title'].lower()} of the form {limits['pattern']}"
        rules.append((re.compile(limits["pattern"]).fullmatch, expected, "mend the cell"))
    if "maxLength" in limits:
        most = limits["maxLength"]
        rules.append((lambda cell: len(cell) <= most, f"at most {most} letters", "say it in fewer words"))
    for name, keeps in (("minimum", operator.ge), ("maximum", operator.le)):
        if name in limits:
            expected = f"a {name} of {limits[name]}"
            rules.append(
                (lambda cell, keeps=keeps, limit=limits[name]: keeps(float(cell), limit), expected, "mend the cell")
            )
    return rules
