"""Exports as workbooks (XLSX) and as SPSS files (SAV): bounded before they are unpacked, cells as plain text."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from owlib.errors import OwlibError
from owlib.export_guards import (
    MAX_ROW_BYTES,
    MAX_SAV_CELLS,
    MAX_UNZIPPED_BYTES,
    MAX_XLSX_ROWS,
    MAX_ZIP_MEMBERS,
    MAX_ZIP_RATIO,
    Column,
    check_names,
    clean_names,
    cut,
    make_columns,
    name_columns,
    refuse,
    tell_rows,
    too_wide,
)

AS_CSV = "export the answers as CSV"
CHUNK_ROWS = 5_000
PIECE_BYTES = 256 * 1024
ROW_MARK = re.compile(rb"<(/?)(?:\w+:)?row\b[^>]*?(/?)>")


def tell_cell(value: Any) -> str:
    """Return a cell as text: dates as ``YYYY-MM-DD`` with the time if it has one, whole numbers without ``.0``.

    Numbers keep all their digits, with a point; truth values are ``TRUE`` and ``FALSE``; no value is empty text.
    """
    if isinstance(value, str):
        return value.strip()
    if value is None or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | np.floating):
        return np.format_float_positional(value, trim="-")
    return _tell_time(value) if isinstance(value, date | time | timedelta) else str(value)


def _tell_time(value: date | time | timedelta) -> str:
    """Return a date, a time of day, or a span in seconds as text."""
    if isinstance(value, timedelta):
        return str(round(value.total_seconds()))
    if isinstance(value, datetime):
        value = value.replace(microsecond=0, tzinfo=None)
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat("seconds") if isinstance(value, time) else value.isoformat()


@contextmanager
def _quietly(path: Path, expected: str) -> Iterator[None]:
    """Turn whatever a library raises into one fault without its words, and silence its warnings: both quote cells."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except OwlibError:
        raise
    except Exception:  # libraries raise anything on broken files
        raise refuse(path, expected, "a broken or incomplete file", "export the answers again") from None


def check_zip(path: Path) -> None:
    """Check a workbook before it is unpacked: how large it will be, and how long its rows are.

    Raises
    ------
    DataError
        If it is no zip archive, holds no workbook, or unpacks to more than the limits.

    """
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        total = sum(member.file_size for member in members)
        packed = max(1, sum(member.compress_size for member in members))
        if len(members) > MAX_ZIP_MEMBERS or total > MAX_UNZIPPED_BYTES or total / packed > MAX_ZIP_RATIO:
            limit = f"at most {MAX_UNZIPPED_BYTES // 1024**2} MiB and {MAX_ZIP_RATIO} times its size when unpacked"
            raise refuse(path, limit, "more", AS_CSV)
        if "xl/workbook.xml" not in archive.namelist():
            raise refuse(path, "an Excel workbook", "an archive of another kind", "save the answers as .xlsx or .csv")
        for member in members:
            if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                with archive.open(member) as stream:
                    _check_row_lengths(path, stream)


def _check_row_lengths(path: Path, stream: Any) -> None:
    """Check that no row of a worksheet is longer than the limit, so that reading one row is bounded."""
    rest, done, began, row = b"", 0, -1, 0
    while piece := stream.read(PIECE_BYTES):
        text = rest + piece
        stop = text.rfind(b"<")
        stop = len(text) if stop < 1 or len(rest) > PIECE_BYTES else stop
        for mark in ROW_MARK.finditer(text, 0, stop):
            row += not mark[1]
            began = -1 if mark[1] or mark[2] else done + mark.start()
        done, rest = done + stop, text[stop:]
        if began >= 0 and done - began > MAX_ROW_BYTES:
            raise too_wide(path, row)


@contextmanager
def _open_sheet(path: Path, sheet: str) -> Iterator[Any]:
    """Open the worksheet of that name, or the only one, row by row."""
    import openpyxl  # noqa: PLC0415 - slow to import

    with _quietly(path, "an Excel workbook"), path.open("rb") as stream:
        check_zip(path)
        book = openpyxl.load_workbook(stream, read_only=True, keep_links=False)
        try:
            names = [one.title for one in book.worksheets]
            if (sheet and sheet not in names) or (not sheet and len(names) != 1):
                listed = ", ".join(f"'{cut(name)}'" for name in names[:10])
                expected = f"a sheet '{cut(sheet)}'" if sheet else "one sheet, or one named by 'sheet'"
                raise refuse(path, expected, f"{len(names)}: {listed}", "name the sheet that holds the answers")
            chosen = book[sheet or names[0]]
            chosen.reset_dimensions()
            yield chosen
        finally:
            book.close()


def read_xlsx_header(path: Path, sheet: str) -> list[str]:
    """Return the names of the columns of a worksheet, checked; a name may be empty.

    Raises
    ------
    DataError
        If the workbook cannot be read, or has no sound header.

    """
    with _open_sheet(path, sheet) as opened:
        return _check_header(path, next(opened.iter_rows(), ()))


def _check_header(path: Path, cells: tuple) -> list[str]:
    """Return the first row as names, without empty cells at its end."""
    formulas = sum(cell.data_type == "f" for cell in cells)
    if formulas:
        todo = "save the sheet as values (copy, paste special, values)"
        raise refuse(path, "column names", f"{formulas} formulas", todo, row=1)
    names = clean_names(tell_cell(cell.value) for cell in cells)
    while names and not names[-1]:
        names.pop()
    check_names(path, names)
    return names


def read_xlsx(path: Path, sheet: str, text_columns: Collection[str], skip_columns: Collection[str]) -> pd.DataFrame:
    """Return the columns of a worksheet, as :class:`owlib.exports.Export` describes them.

    Raises
    ------
    DataError
        If the workbook cannot be read, passes a limit, has formulas, or has cells beyond its header.

    """
    with _open_sheet(path, sheet) as opened:
        rows = opened.iter_rows()
        names = _check_header(path, next(rows, ()))
        columns = make_columns(names, text_columns, skip_columns)
        formulas: Counter[int] = Counter()
        held: list[list[str]] = []
        for number, cells in enumerate(rows, 2):
            if number > MAX_XLSX_ROWS + 1:
                raise refuse(path, f"a workbook of at most {MAX_XLSX_ROWS:,} rows", "more", AS_CSV)
            formulas.update(place for place, cell in enumerate(cells) if cell.data_type == "f")
            if not formulas:
                _hold(path, [tell_cell(cell.value) for cell in cells], names, number, held)
            if len(held) == CHUNK_ROWS:
                _hand_over(held, columns)
        _refuse_formulas(path, formulas, names)
        _hand_over(held, columns)
    return name_columns(path, names, columns)


def _hold(path: Path, texts: list[str], names: list[str], number: int, held: list[list[str]]) -> None:
    """Keep a row until the next handing over, if it has content."""
    width = len(names)
    if any(texts[width:]):
        todo = "name these columns (unmerge the header first), or empty them"
        raise refuse(path, f"{width} cells, as in the header", "a row with more", todo, row=number)
    if any(texts):
        held.append(texts[:width] + [""] * (width - len(texts)))


def _hand_over(held: list[list[str]], columns: dict[int, Column]) -> None:
    """Give the rows that are kept to the columns."""
    if held:
        values = np.array(held, dtype=object)
        for place, column in columns.items():
            column.add(values[:, place])
        held.clear()


def _refuse_formulas(path: Path, formulas: Counter[int], names: list[str]) -> None:
    """Refuse formulas: what they show is not in the file for certain."""
    if formulas:
        place = min(formulas)
        name = cut(names[place]) if place < len(names) else ""
        found = f"{formulas.total()} cells with a formula in {len(formulas)} columns, of which this is the first"
        raise refuse(path, "values", found, "save the sheet as values (copy, paste special, values)", column=name)


def _read_sav(path: Path, **options: Any) -> tuple[pd.DataFrame, Any]:
    """Return content and description of an SPSS file."""
    import pyreadstat  # noqa: PLC0415 - slow to import

    with _quietly(path, "an SPSS file"):
        return pyreadstat.read_sav(path, user_missing=False, apply_value_formats=False, **options)


def read_sav_header(path: Path) -> list[str]:
    """Return the names of the variables of an SPSS file, checked.

    Raises
    ------
    DataError
        If the file cannot be read or passes a limit.

    """
    _, described = _read_sav(path, metadataonly=True)
    names = list(described.column_names)
    check_names(path, names)
    if max(described.number_rows or 0, 0) * len(names) > MAX_SAV_CELLS:
        limit = f"at most {MAX_SAV_CELLS:,} cells"
        raise refuse(path, limit, "more", "export the questions of this survey only, or as CSV")
    return names


def read_sav(
    path: Path, text_columns: Collection[str], skip_columns: Collection[str]
) -> tuple[pd.DataFrame, dict[str, dict[str, str]], dict[str, str]]:
    """Return the columns of an SPSS file, its value labels, and its variable labels; user-missing values are empty.

    Raises
    ------
    DataError
        If the file cannot be read or passes a limit.

    """
    names = read_sav_header(path)
    used = [name for name in names if name not in set(skip_columns)]
    most = MAX_SAV_CELLS // len(names) + 1
    frame, described = _read_sav(path, usecols=used, row_limit=most)
    if len(frame) == most or (described.number_rows or len(frame)) > len(frame):
        found = f"{tell_rows(len(frame))}, which is not what it announces"
        raise refuse(path, "all rows of the file", found, "export the answers again")
    columns = make_columns(names, text_columns, skip_columns)
    for place, column in columns.items() if len(frame) else ():
        values, found = pd.factorize(frame.pop(names[place]), use_na_sentinel=False)
        column.add(np.array([tell_cell(value) for value in found], dtype=object)[values])
    labels = {
        column: {tell_cell(value): str(label).strip() for value, label in known.items()}
        for column, known in described.variable_value_labels.items()
    }
    titles = {name: " ".join(label.split()) for name, label in described.column_names_to_labels.items() if label}
    return name_columns(path, names, columns), labels, titles
