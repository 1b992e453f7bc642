"""Make, extend and remove a survey folder: settings and mapping of an export, which itself is never touched."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import shutil
import tempfile
from collections.abc import Mapping as Dictionary
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from owlib.errors import DataError, Finding, UnknownNameError
from owlib.places import PRIVATE_FOLDER, SIMULATED_FOLDER
from owlib.surveys.exports import Export, cut, is_broken, read_export
from owlib.surveys.instrument import Instrument
from owlib.surveys.mapping import (
    ANSWERS_FILE,
    COLUMNS_FILE,
    DEFAULTS,
    SETTINGS_FILE,
    SLUG,
    Mapping,
    collect_answers,
    open_export,
    read_rows,
    read_settings,
)
from owlib.surveys.proposals import ANSWER_FIELDS, COLUMN_FIELDS, propose_answers, propose_columns

OWN_FILES = (SETTINGS_FILE, COLUMNS_FILE, ANSWERS_FILE)


MADE_LATER = ("clean.csv", "clean.json", "results", "simulation.json")
"""Beginnings of the names of what other commands write into a survey folder."""


FOLDER_MODE, FILE_MODE = 0o700, 0o600


LONGEST_NAME = 60


COMMENTS = MappingProxyType({
    "survey": "The questionnaire that was asked: a survey_id of data/instrument/surveys.csv.",
    "file": "The export as it came from the survey tool; as seen from this folder, or with its whole path.",
    "simulated": "true only if the answers were made by a generator. It marks every table and figure.",
    "sheet": "The sheet of a workbook that has several.",
    "separator": 'What parts the columns of a CSV file: ",", ";" or "tab". Empty: found by itself.',
    "encoding": "utf-8 or windows-1252. Empty: found by itself.",
    "dates": "What goes first in dates such as 3/4/2019: day or month. Empty: found by itself, or asked for.",
    "case": "The code of the case, if all rows are of one and no column tells it.",
    "wave": "The wave, if all rows are of one and no column tells it.",
    "threshold": "The least number of persons that a shown number may stand for.",
    "populations": "How many people each case employs, if known: intervals become narrower. Example: {north: 900}",
    "keep_open": "Open items whose answers stand in clean.csv, such as [fw-remarks]. They are never published.",
})  # fmt: skip
"""What each setting means, as ``survey.yml`` explains it."""


def check_name(root: Path, name: str) -> Path:
    """Return the folder of a survey of a researcher's own, once its name is a sound one.

    Raises
    ------
    UnknownNameError
        If the name is no slug, or is that of a simulated survey.

    """
    if not SLUG.fullmatch(name) or len(name) > LONGEST_NAME:
        raise UnknownNameError(
            f"expected a name of small letters, digits and hyphens, {LONGEST_NAME} at most; found '{cut(name)}'. "
            "What to do: write it like employees-2019."
        )
    if (root / SIMULATED_FOLDER / name).exists():
        raise UnknownNameError(
            f"expected a name of its own; found '{name}', a simulated survey. What to do: choose another name."
        )
    return root / PRIVATE_FOLDER / name


def make_survey_folder(
    root: Path, name: str, settings: dict[str, Any], instrument: Instrument,
    cases: Dictionary[str, str] = MappingProxyType({}),
) -> dict[str, Any]:  # fmt: skip
    """Write ``private/NAME`` with what an export probably means, whole or not at all, readable by its owner alone.

    Parameters
    ----------
    settings
        Keys of ``survey.yml``; ``survey``, ``file`` (as seen from the working folder) and ``simulated`` are needed.
    cases
        Name of a case -> its code.

    Returns
    -------
    dict
        ``tool``: that wrote the export; ``undecided``: number of lines to be decided; ``broken``: columns with broken
        letters.

    Raises
    ------
    UnknownNameError
        If the name is not a sound one, there is such a survey already, or case or wave are no codes.
    DataError
        If the export cannot be read.

    """
    folder = check_name(root, name)
    if folder.exists() or folder.is_symlink():
        raise UnknownNameError(
            f"expected a new name; found '{name}', which exists. What to do: choose another name, "
            f"add what is new with owlib new-survey {name} --update, or remove it with --undo."
        )
    for key in ("case", "wave"):
        if settings.get(key) and not SLUG.fullmatch(settings[key]):
            raise UnknownNameError(
                f"expected a {key} of small letters, digits and hyphens; found '{cut(settings[key])}'. "
                f"What to do: write it like {'my-organisation' if key == 'case' else '1'}."
            )
    instrument.find_survey(settings["survey"])
    export = read_export(Path(settings["file"]), sheet=settings.get("sheet", ""))
    columns = propose_columns(
        export, instrument, settings["survey"], [key for key in ("case", "wave") if settings.get(key)]
    )
    answers = propose_answers(export, instrument, settings["survey"], columns, cases)
    folder.parent.mkdir(mode=FOLDER_MODE, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{name}-"))
    try:
        told = settings | {"file": place_file(root, folder, Path(settings["file"]))}
        texts = {
            SETTINGS_FILE: write_settings(told),
            COLUMNS_FILE: _write_rows(columns, COLUMN_FIELDS),
            ANSWERS_FILE: _write_rows(answers, ANSWER_FIELDS),
        }
        for file, text in texts.items():
            _write_private(made / file, text)
        made.rename(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return {"tool": export.tool, "broken": find_broken(export), "undecided": _count_undecided(columns, answers)}


def find_broken(export: Export) -> list[str]:
    """Return the columns of an export that have broken letters."""
    return [
        column for column, values in export.frame.items()
        if is_broken(column) or any(is_broken(str(value)) for value in values.unique())
    ]  # fmt: skip


def _count_undecided(columns: pd.DataFrame, answers: pd.DataFrame) -> int:
    """Return how many lines a person has to decide."""
    return int((columns["item"] == "").sum() + (answers["answer"] == "").sum())


def place_file(root: Path, folder: Path, file: Path) -> str:
    """Return the path of an export for ``survey.yml``: as seen from the survey folder if it lies in the project."""
    file = file.absolute()
    return Path(os.path.relpath(file, folder)).as_posix() if file.is_relative_to(root) else file.as_posix()


def write_settings(settings: dict[str, Any]) -> str:
    """Return the text of ``survey.yml``: each setting below a comment that explains it."""
    lines = ["# Settings of a survey: owlib reads the export by them.", ""]
    for key, value in (DEFAULTS | {"simulated": False} | settings).items():
        lines += [f"# {COMMENTS[key]}", f"{key}: {json.dumps(value, ensure_ascii=False)}", ""]
    return "\n".join(lines)


def _write_rows(rows: pd.DataFrame, fields: list[str]) -> str:
    """Return rows as CSV; the mark at its start tells spreadsheets that it is UTF-8."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(fields)
    writer.writerows(rows.reindex(columns=fields, fill_value="").itertuples(index=False))
    return "\ufeff" + stream.getvalue()


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
        stream.write(text)


def update_survey_folder(
    root: Path, name: str, instrument: Instrument, cases: Dictionary[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    """Add what an export has and its mapping lacks; what was decided stays, and what was not is proposed anew.

    Returns
    -------
    dict
        ``columns``, ``values``: number of lines added; ``undecided``, ``broken``: as :func:`make_survey_folder` has it.

    Raises
    ------
    UnknownNameError
        If there is no such survey.
    DataError
        If its files or its export cannot be read.

    """
    folder = check_name(root, name)
    settings, (old_columns, old_answers) = read_unfinished(folder, instrument)
    survey_id = settings["survey"]
    kept, known = old_columns[old_columns["item"] != ""], old_answers[old_answers["answer"] != ""]
    items = instrument.list_items(survey_id)["item_id"]
    right = kept[kept["item"].isin(items)]
    pairs = dict(zip(right["column"], right["item"], strict=True))
    export = open_export(Mapping(folder, survey_id, settings, pairs, {}, settings["simulated"]), instrument)
    new = dataclasses.replace(export, frame=export.frame.drop(columns=list(kept["column"]), errors="ignore"))
    taken = {*kept["item"], *(key for key in ("case", "wave") if settings[key])}
    columns = _join(kept, propose_columns(new, instrument, survey_id, taken), COLUMN_FIELDS)
    told = collect_answers(known)
    added = propose_answers(export, instrument, survey_id, columns, cases, told, settings["threshold"])
    answers = _join(known, added, ANSWER_FIELDS)
    _replace_rows(folder, columns, answers)
    return {
        "columns": len(set(columns["column"]) - set(old_columns["column"])),
        "values": len(_list_pairs(added) - _list_pairs(old_answers)),
        "undecided": _count_undecided(columns, answers),
        "broken": find_broken(export),
    }


def _join(old: pd.DataFrame, new: pd.DataFrame, fields: list[str]) -> pd.DataFrame:
    """Return old rows and new ones below them, with these columns."""
    return pd.concat([old, new], ignore_index=True).reindex(columns=fields).fillna("")


def _list_pairs(answers: pd.DataFrame) -> set[tuple[str, str]]:
    """Return what rows are for, with their values."""
    return set(zip(answers["for"], answers["value"], strict=True))


def read_unfinished(folder: Path, instrument: Instrument) -> tuple[dict[str, Any], tuple[pd.DataFrame, pd.DataFrame]]:
    """Return settings, columns and answers of a survey whose mapping need not be complete or right.

    Raises
    ------
    UnknownNameError
        If there is no such survey.
    DataError
        If its files cannot be read.

    """
    if not (folder / SETTINGS_FILE).is_file():
        raise UnknownNameError(
            f"expected a survey of your own; found no '{folder.name}'. What to do: make it with "
            f"owlib new-survey {folder.name} --file EXPORT --survey QUESTIONNAIRE."
        )
    findings: list[Finding] = []
    settings = read_settings(folder, list(instrument.surveys["survey_id"]), findings)
    tables = tuple(read_rows(folder, name, findings) for name in (COLUMNS_FILE, ANSWERS_FILE))
    if findings:
        raise DataError(findings)
    return settings, tables


def _replace_rows(folder: Path, columns: pd.DataFrame, answers: pd.DataFrame) -> None:
    """Write both files of a mapping beside the old ones, and only when both are whole put them in their place."""
    texts = {COLUMNS_FILE: _write_rows(columns, COLUMN_FIELDS), ANSWERS_FILE: _write_rows(answers, ANSWER_FIELDS)}
    made = Path(tempfile.mkdtemp(dir=folder, prefix="."))
    try:
        for file, text in texts.items():
            _write_private(made / file, text)
        for file in texts:
            (made / file).replace(folder / file)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def remove_survey_folder(root: Path, name: str, *, force: bool = False) -> list[str]:
    """Remove what was made in ``private/NAME``, and the folder if nothing else is in it; return what was left there.

    The export and all else that a person put there stay.

    Parameters
    ----------
    force
        Also remove clean answers and reports, without which the survey is not removed if there are any.

    Raises
    ------
    UnknownNameError
        If there is no such survey, or it has clean answers or a report and force is not told.

    """
    folder = check_name(root, name)
    if folder.is_symlink() or not (folder / SETTINGS_FILE).is_file():
        raise UnknownNameError(f"expected a survey of your own; found no '{name}'. What to do: mend the name.")
    later = sorted(path.name for path in folder.iterdir() if path.name.startswith(MADE_LATER))
    if later and not force:
        raise UnknownNameError(
            f"expected a survey without clean answers or report; found {', '.join(later)} in '{name}'. "
            "What to do: keep what you need elsewhere, then repeat with --force."
        )
    for made in (*OWN_FILES, *later):
        path = folder / made
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    left = sorted(path.name for path in folder.iterdir())
    if not left:
        folder.rmdir()
    return left
