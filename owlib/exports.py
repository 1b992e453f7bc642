"""Exports of survey tools (CSV, XLSX, SPSS), read as text within limits; nothing is written."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from owlib.csv_exports import read_csv_export, read_layout
from owlib.errors import name_choices
from owlib.export_guards import Export, check_file, refuse
from owlib.workbook_exports import read_sav, read_sav_header, read_xlsx, read_xlsx_header

KINDS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".sav": "sav", ".zsav": "sav"}
BEGINNINGS = {b"PK": "xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole", b"$FL2": "sav", b"$FL3": "sav"}
"""How files of each kind begin; CSV has no mark of its own. ``ole``: old Excel, and all Excel files with a password."""
KIND_NAMES = {"csv": "text", "xlsx": "an Excel workbook", "sav": "an SPSS file"}


def find_kind(path: Path) -> str:
    """Return whether a file is ``csv``, ``xlsx`` or ``sav``: what its ending says, if its first bytes agree.

    Raises
    ------
    DataError
        If it is not there, empty, too large, of another kind, or not what its ending says.

    """
    check_file(path)
    kind = KINDS.get(path.suffix.lower(), "")
    with path.open("rb") as stream:
        start = stream.read(8)
    seen = next((name for mark, name in BEGINNINGS.items() if start.startswith(mark)), "csv")
    if seen == "ole":
        found = "an old Excel workbook, or one with a password"
        raise refuse(path, "a .csv, .xlsx or .sav file", found, "open it, and save it as .xlsx without a password")
    if not kind:
        expected = f"a file that ends in {name_choices(list(KINDS))}"
        raise refuse(path, expected, "another ending", "export the answers as CSV, XLSX or SPSS")
    if seen != kind:
        todo = "give the file the ending that fits its content, or export the answers again"
        raise refuse(path, f"{KIND_NAMES[kind]}, as its ending says", KIND_NAMES[seen], todo)
    return kind


def read_header(path: Path, *, separator: str = "", encoding: str = "", sheet: str = "") -> tuple[str, ...]:
    """Return the names of the columns of an export, reading no more of a row than the limits allow.

    Raises
    ------
    DataError
        If the file cannot be read, or has no sound header.

    """
    kind = find_kind(path)
    if kind == "csv":
        names = read_layout(path, separator, encoding).names
    else:
        names = read_xlsx_header(path, sheet) if kind == "xlsx" else read_sav_header(path)
    return tuple(name for name in names if name)


def read_export(
    path: Path,
    *,
    separator: str = "",
    encoding: str = "",
    sheet: str = "",
    text_columns: Collection[str] = (),
    skip_columns: Collection[str] = (),
) -> Export:
    """Return an export as text, exactly as it stands in its file but for spaces around a cell.

    Parameters
    ----------
    path
        A ``.csv``, ``.tsv``, ``.txt``, ``.xlsx``, ``.sav`` or ``.zsav`` file.
    separator, encoding
        Of a CSV file: ``,``, ``;`` or tab; ``utf-8`` or ``windows-1252``. Found by themselves if empty.
    sheet
        Of a workbook that has several.
    text_columns
        Columns that are read as text: ids, dates, open answers. All others become categories.
    skip_columns
        Columns that are left out.

    Raises
    ------
    DataError
        If the file is not whole and sound; the message holds nothing of a cell.

    """
    kind = find_kind(path)
    labels: dict[str, dict[str, str]] = {}
    titles: dict[str, str] = {}
    if kind == "csv":
        frame = read_csv_export(path, separator, encoding, text_columns, skip_columns)
    elif kind == "xlsx":
        frame = read_xlsx(path, sheet, text_columns, skip_columns)
    else:
        frame, labels, titles = read_sav(path, text_columns, skip_columns)
    return Export(frame, labels, path.name, titles)
