"""The files of a survey folder: ``survey.yml``, ``columns.csv`` and ``answers.csv``, read with their rows."""

from __future__ import annotations

import csv
import dataclasses
import difflib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from owlib.csv_exports import find_encoding
from owlib.errors import DataError, Finding, name_choices
from owlib.export_guards import clean_names, cut, refuse

SETTINGS_FILE, COLUMNS_FILE, ANSWERS_FILE = "survey.yml", "columns.csv", "answers.csv"
HEADERS = {COLUMNS_FILE: ["column", "item"], ANSWERS_FILE: ["for", "value", "answer"]}
HINTS = {COLUMNS_FILE: ["guess", "label"], ANSWERS_FILE: ["guess", "label"]}
"""Columns that may stand beside these, for the person who fills them in; they are not read."""
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""A code or name: small letters and digits, in words parted by single hyphens."""
THRESHOLD = 10
"""The least count that is shown, unless a survey sets a higher one."""
LEAST_THRESHOLD = 5
"""The lowest threshold that can be set."""
DEFAULTS: dict[str, Any] = {
    "survey": "", "file": "", "simulated": None, "sheet": "", "separator": "", "encoding": "", "case": "", "wave": "",
    "threshold": THRESHOLD, "populations": {},
}  # fmt: skip
SEPARATORS = {"": "", ",": ",", ";": ";", "\t": "\t", "tab": "\t", "comma": ",", "semicolon": ";"}
ENCODINGS = ("", "utf-8", "utf-8-sig", "windows-1252", "cp1252")
MAX_BYTES = 4 * 1024**2
"""Largest file of a mapping that is opened."""


def name_file(folder: Path, name: str) -> str:
    """Return a file of a survey folder as messages name it."""
    return f"{folder.name}/{name}"


def suggest(word: str, known: list[str]) -> str:
    """Return what to do about an unknown word: the nearest known ones."""
    near = difflib.get_close_matches(word, known, n=3, cutoff=0.6)
    return f"write {name_choices(near)}, if one of these is meant" if near else "mend its spelling"


def read_settings(folder: Path, survey_ids: list[str], findings: list[Finding]) -> dict[str, Any]:
    """Return ``survey.yml`` with its defaults, and add its faults to the findings."""
    file = name_file(folder, SETTINGS_FILE)
    try:
        raw = (folder / SETTINGS_FILE).read_bytes()[:MAX_BYTES]
        told = yaml.safe_load(raw.decode("utf-8-sig"))
    except OSError:
        todo = f"make the survey: owlib new-survey {folder.name} --file EXPORT --survey QUESTIONNAIRE"
        findings.append(Finding(file, 0, "", "the settings of the survey", "no such file", todo))
        return dict(DEFAULTS)
    except (ValueError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        todo = "write each setting as 'key: value', with quotes around signs such as ';'"
        findings.append(Finding(file, mark.line + 1 if mark else 0, "", "settings in YAML", "another form", todo))
        return dict(DEFAULTS)
    if not isinstance(told, dict):
        findings.append(Finding(file, 0, "", "settings as 'key: value'", "another form", "write one a line"))
        return dict(DEFAULTS)
    findings += [
        Finding(file, 0, cut(str(key)), "a known setting", "an unknown one", suggest(str(key), list(DEFAULTS)))
        for key in told
        if key not in DEFAULTS
    ]
    settings = DEFAULTS | {key: value for key, value in told.items() if key in DEFAULTS and value is not None}
    settings = _clean_settings(settings)
    findings += [Finding(file, 0, *fault) for fault in _check_settings(settings, survey_ids)]
    return settings


def _clean_settings(settings: dict[str, Any]) -> dict[str, Any]:
    """Return settings with codes as text: YAML takes ``wave: 1`` for a number."""
    cleaned = dict(settings)
    for key in ("case", "wave", "sheet"):
        if isinstance(cleaned[key], int) and not isinstance(cleaned[key], bool):
            cleaned[key] = str(cleaned[key])
    if isinstance(cleaned["wave"], list):
        cleaned["wave"] = [str(wave) for wave in cleaned["wave"]]
    if isinstance(cleaned["separator"], str):
        cleaned["separator"] = SEPARATORS.get(cleaned["separator"], cleaned["separator"])
    if isinstance(cleaned["encoding"], str):
        cleaned["encoding"] = cleaned["encoding"].lower()
    if isinstance(cleaned["populations"], dict):
        cleaned["populations"] = {str(case): size for case, size in cleaned["populations"].items()}
    return cleaned


def _check_settings(settings: dict[str, Any], survey_ids: list[str]) -> list[tuple[str, str, str, str]]:
    """Return the faults of settings: key, what was expected, what was found, what to do."""
    waves = settings["wave"] if isinstance(settings["wave"], list) else [settings["wave"]]
    sizes = settings["populations"]
    code = "a code of small letters, digits and hyphens"
    rules = {
        "survey": (settings["survey"] in survey_ids, name_choices(survey_ids)),
        "file": (isinstance(settings["file"], str) and settings["file"], "the export, as seen from this folder"),
        "simulated": (isinstance(settings["simulated"], bool), "true or false"),
        "sheet": (isinstance(settings["sheet"], str), "the name of a sheet"),
        "separator": (settings["separator"] in SEPARATORS.values(), '",", ";" or "tab"'),
        "encoding": (settings["encoding"] in ENCODINGS, "utf-8 or windows-1252"),
        "case": (_is_code(settings["case"]), code),
        "wave": (all(_is_code(wave) for wave in waves), code),
        "threshold": (
            _is_count(settings["threshold"]) and settings["threshold"] >= LEAST_THRESHOLD,
            f"a whole number of {LEAST_THRESHOLD} or more",
        ),
        "populations": (
            isinstance(sizes, dict) and all(_is_code(case) and _is_count(size) for case, size in sizes.items()),
            "a whole number of employees for each case",
        ),
    }
    return [
        (key, expected, "nothing" if settings[key] in ("", None) else "another value", "mend this setting")
        for key, (holds, expected) in rules.items()
        if not holds
    ]


def _is_code(value: Any) -> bool:
    """Tell whether a setting is a code, or empty."""
    return value == "" or (isinstance(value, str) and bool(SLUG.fullmatch(value)))


def _is_count(value: Any) -> bool:
    """Tell whether a setting is a whole number above zero."""
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def read_rows(folder: Path, name: str, findings: list[Finding]) -> pd.DataFrame:
    """Return ``columns.csv`` or ``answers.csv`` as text, and add its faults to the findings.

    It may have been saved by a spreadsheet: comma, semicolon or tab, UTF-8 or Windows-1252.

    Returns
    -------
    DataFrame
        The columns of its header, stripped, and ``row``: the line of the file. Rows without content are left out.

    """
    file, header = name_file(folder, name), HEADERS[name]
    empty = pd.DataFrame({column: pd.Series(dtype="str") for column in header} | {"row": pd.Series(dtype="int64")})
    try:
        rows = list(_parse_rows(_read_text(folder / name)))
    except DataError as error:
        findings += [dataclasses.replace(fault, file=file) for fault in error.findings]
        return empty
    except csv.Error:
        todo = "write a quote within a cell twice, with quotes around the cell"
        findings.append(Finding(file, 0, "", "cells whose quotes close", "a quote that does not", todo))
        return empty
    names = rows[0][1] if rows else []
    if names[: len(header)] != header or set(names[len(header) :]) - {*HINTS[name], ""}:
        todo = f"write these as the first row; {' and '.join(HINTS[name])} may stand beside them"
        findings.append(Finding(file, 1, "", f"the columns {', '.join(header)}", "others", todo))
        return empty
    findings += [
        Finding(file, row, "", f"at most {len(names)} cells", "more", "put quotes around cells that hold a comma")
        for row, cells in rows[1:]
        if any(cells[len(names) :])
    ]
    padded = [[*(cells + [""] * len(header))[: len(header)], row] for row, cells in rows[1:]]
    return pd.DataFrame(padded, columns=list(empty)).astype(empty.dtypes)


def _read_text(path: Path) -> str:
    """Return the text of a file of a mapping, which may have been saved by a spreadsheet.

    Raises
    ------
    DataError
        If there is none, or it is too large or in another encoding than those that are read.

    """
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        found = "a file that is too large" if path.is_file() else "no such file"
        raise refuse(path, "a file of the mapping", found, "restore it, or make the survey anew with owlib new-survey")
    return path.read_bytes().decode(find_encoding(path)).removeprefix("\ufeff")


def _parse_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV that have content: the line on which each begins, and its cells with single spaces."""
    separator = next((mark for mark in text.partition("\n")[0] if mark in SEPARATORS), ",")
    reader, line = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, clean_names(cells)
        line = reader.line_num + 1
