"""The data package: which tables there are, and whether each file has the form that its schema declares.

The schemas stand beside the data, in ``data/datapackage.json`` and ``data/schemas/``; frictionless checks
cells and keys against them. This module opens the files and words the findings for people.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from owlib.errors import DataError, Finding, name_choices
from owlib.evidence.numbers import clean_labels
from owlib.places import MARKER, SIMULATED_FOLDER, find_root, relative_name

TYPE_NAMES = {"integer": "a whole number", "number": "a number", "boolean": "yes or no", "string": "text"}


LANGUAGES = {"_en": "English", "_nl": "Dutch"}


@dataclass(frozen=True)
class Resource:
    """One file of the data package.

    ``table`` names its schema, which several files may share; ``missing`` are the codes that stand for no value.
    """

    name: str
    table: str
    path: Path
    file: str
    title: str
    fields: tuple[dict, ...]
    missing: tuple[str, ...]

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return [field["name"] for field in self.fields]


@dataclass(frozen=True)
class Package:
    """The data package of a project folder."""

    root: Path
    resources: tuple[Resource, ...]

    def find_tables(self) -> list[str]:
        """Return the names of the tables, each once, in the order of the package."""
        return list(dict.fromkeys(resource.table for resource in self.resources))


def read_package(root: Path | None = None) -> Package:
    """Return the data package that ``data/datapackage.json`` describes.

    Raises
    ------
    DataError
        If the description or a schema it names is not there or is not JSON.

    """
    root = root or find_root()
    described = _read_json(root / MARKER, root)
    resources = []
    for entry in _get_keys(described, ("resources",), root)["resources"]:
        _get_keys(entry, ("name", "title", "path", "schema"), root)
        path = root / "data" / entry["path"]
        schema = _read_json(root / "data" / entry["schema"], root)
        table = Path(entry["schema"]).stem
        fields, missing = tuple(schema["fields"]), tuple(schema["missingValues"])
        file = relative_name(path, root)
        resources.append(Resource(entry["name"], table, path, file, entry["title"], fields, missing))
    return Package(root, tuple(resources))


def _get_keys(described: dict, keys: tuple[str, ...], root: Path) -> dict:
    """Return a part of the description, once it is sure to have these keys."""
    missing = [key for key in keys if key not in described]
    if missing:
        found = f"none in {str(described)[:60]}"
        place = relative_name(root / MARKER, root)
        raise DataError([Finding(place, 0, "", f"a key '{missing[0]}'", found, "add it, as the other entries have it")])
    return described


def _read_json(path: Path, root: Path) -> dict:
    """Return the content of a JSON file."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(
            [
                Finding(
                    relative_name(path, root),
                    0,
                    "",
                    "a JSON file",
                    str(error),
                    "restore it from the repository",
                )
            ]
        ) from error


def check_files(package: Package) -> list[Finding]:
    """Return what keeps a file from being read as its table, and files that the package does not name.

    Simulated answers are no evidence, and have a package of their own.
    """
    findings = []
    for resource in package.resources:
        findings += check_file(resource)
    known = {resource.path for resource in package.resources}
    for path in sorted(path for path in known if sum(resource.path == path for resource in package.resources) > 1):
        file, found = relative_name(path, package.root), "several resources"
        findings.append(Finding(file, 0, "", "one resource for this file", found, "keep one of them"))
    for path in sorted((package.root / "data").rglob("*.csv")):
        if path not in known and not path.is_relative_to(package.root / SIMULATED_FOLDER):
            findings.append(
                Finding(
                    relative_name(path, package.root), 0, "", f"a resource in {MARKER.as_posix()}",
                    "none with this path", "add the file to the resources, or remove it",
                )
            )  # fmt: skip
    return findings


def check_file(resource: Resource) -> list[Finding]:
    """Return what keeps one file from being read: not there, empty, not UTF-8, other columns than declared."""
    if not resource.path.is_file():
        return [Finding(resource.file, 0, "", "this file", "no such file", "restore it, or remove the resource")]
    raw = resource.path.read_bytes()
    if not raw.strip():
        return [Finding(resource.file, 0, "", "a header and rows", "an empty file", "restore its content")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        found = f"byte 0x{raw[error.start]:02x}, which is not UTF-8"
        return [Finding(resource.file, row, "", "text in UTF-8", found, "save the file as UTF-8")]
    if text.startswith("\ufeff"):
        return [Finding(resource.file, 1, "", "UTF-8 without a byte order mark", "one", "save it as plain UTF-8")]
    rows = list(csv.reader(io.StringIO(text, newline="")))
    return check_header(resource, rows[0]) or check_widths(resource, rows)


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


def check_widths(resource: Resource, rows: list[list[str]]) -> list[Finding]:
    """Return a finding for each row that has more or fewer cells than the header, or a line break in a cell."""
    broken = [number for number, row in enumerate(rows, 1) if any("\n" in cell for cell in row)]
    if broken:
        todo = "write each cell on one line"
        return [Finding(resource.file, broken[0], "", "cells of one line each", "a line break inside a cell", todo)]
    width = len(rows[0])
    return [
        Finding(
            resource.file, number, "", f"{width} cells", f"{len(row)}",
            "quote cells that hold a comma, and end each row with its last column",
        )
        for number, row in enumerate(rows, 1)
        if len(row) != width
    ]  # fmt: skip


def read_text_tables(package: Package) -> dict[str, pd.DataFrame]:
    """Return each table as clean text, its files one below the other; a code for a missing value is empty text.

    Beside the declared columns each row has ``file`` and ``row``, its place for messages.
    """
    parts: dict[str, list[pd.DataFrame]] = {table: [] for table in package.find_tables()}
    for resource in package.resources:
        raw = pd.read_csv(resource.path, dtype=str, keep_default_na=False, na_filter=False, encoding="utf-8")
        frame = clean_labels(raw, resource.missing)
        parts[resource.table].append(frame.assign(file=resource.file, row=range(2, len(frame) + 2)))
    return {table: pd.concat(frames, ignore_index=True) for table, frames in parts.items()}


def read_some_tables(root: Path | None, tables: Collection[str]) -> dict[str, pd.DataFrame]:
    """Return only these tables, as :func:`read_text_tables` does."""
    package = read_package(root)
    return read_text_tables(
        replace(package, resources=tuple(resource for resource in package.resources if resource.table in tables))
    )


def check_cells(package: Package) -> list[Finding]:
    """Return a finding for each cell or key that its schema does not allow, by frictionless."""
    import frictionless  # noqa: PLC0415 - slow to import, and needed only to validate

    report = frictionless.Package(str(package.root / MARKER)).validate()
    by_name = {resource.name: resource for resource in package.resources}
    return [
        _word_error(error, by_name[task.name]) for task in report.tasks for error in task.errors if task.name in by_name
    ]


def _word_error(error, resource: Resource) -> Finding:
    """Return a frictionless error as a finding."""
    row = getattr(error, "row_number", 0) or 0
    column = getattr(error, "field_name", "") or ""
    field = next((field for field in resource.fields if field["name"] == column), {})
    cell = repr(getattr(error, "cell", "")) if getattr(error, "cell", "") else "nothing"
    if error.type == "type-error":
        expected = TYPE_NAMES.get(field.get("type"), field.get("type", "another type"))
        return Finding(resource.file, row, column, expected, cell, "mend the cell")
    if error.type == "constraint-error":
        expected, todo = _word_constraint(error.note, field)
        return Finding(resource.file, row, column, expected, cell, todo)
    if error.type == "primary-key":
        keys = ", ".join(repr(cell) for cell in error.cells[:2])
        return Finding(
            resource.file,
            row,
            resource.columns[0],
            "an id that stands once",
            f"{error.note} ({keys})",
            "give it its own id",
        )
    if error.type == "foreign-key":
        name = ", ".join(error.field_names)
        found = ", ".join(repr(cell) for cell in error.field_cells)
        return Finding(
            resource.file, row, name, f"an id of the table '{error.reference_name}'", found,
            "mend the id, or add the row it means",
        )  # fmt: skip
    return Finding(resource.file, row, column, "what the schema declares", error.note or error.message, "mend the row")


def _word_constraint(note: str, field: dict) -> tuple[str, str]:
    """Return what a broken constraint expected, and what to do."""
    limits = field.get("constraints", {})
    language = next((name for ending, name in LANGUAGES.items() if field["name"].endswith(ending)), "")
    if '"required"' in note and language:
        return f"a text in {language}", "translate it: each text stands in both languages"
    if '"required"' in note:
        return "a value", "fill the cell"
    if '"enum"' in note:
        return name_choices([str(choice) for choice in limits["enum"]]), "use one of these"
    if '"pattern"' in note:
        return f"{field['title'].lower()} of the form {limits['pattern']}", "mend the cell"
    kind, limit = next((name, limits[name]) for name in ("minimum", "maximum") if f'"{name}"' in note)
    return f"a {kind} of {limit}", "mend the cell"
