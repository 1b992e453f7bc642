"""Make, extend and remove a survey folder: settings and mapping of an export, which itself is never touched."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import tempfile
from collections.abc import Mapping as Dictionary
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from owlib.places import PRIVATE_FOLDER, SIMULATED_FOLDER
from owlib.surveys import mapping
from owlib.surveys.exports import Export, is_broken, read_export
from owlib.surveys.faults import cut, refuse_name
from owlib.surveys.instrument import Instrument
from owlib.surveys.proposals import ANSWER_FIELDS, COLUMN_FIELDS, propose_answers, propose_columns

OWN_FILES = (mapping.SETTINGS_FILE, mapping.COLUMNS_FILE, mapping.ANSWERS_FILE)
MADE_LATER = ("clean.csv", "clean.json", "results", "simulation.json")
"""Beginnings of the names of what other commands write into a survey folder."""
FOLDER_MODE, FILE_MODE = 0o700, 0o600
LONGEST_NAME = 60
NO_CASES: Dictionary[str, str] = MappingProxyType({})


def check_name(root: Path, name: str) -> Path:
    """Return the folder of a survey of one's own; a name that is no slug, or that of a simulated survey, is refused."""
    if not mapping.SLUG.fullmatch(name) or len(name) > LONGEST_NAME:
        raise refuse_name("no-slug", most=LONGEST_NAME, name=cut(name))
    if (root / SIMULATED_FOLDER / name).exists():
        raise refuse_name("simulated-name", name=name)
    return root / PRIVATE_FOLDER / name


def make_survey_folder(
    root: Path, name: str, settings: dict[str, Any], instrument: Instrument, cases: Dictionary[str, str] = NO_CASES
) -> dict[str, Any]:
    """Write ``private/NAME`` with what an export probably means, whole or not at all, readable by its owner alone.

    Of the settings ``survey``, ``file`` (as seen from the working folder) and ``simulated`` are needed; ``cases`` tells
    the codes of cases by their names. What is returned tells the ``tool`` that wrote the export, how many lines are
    ``undecided``, and in which columns letters are ``broken``.
    """
    folder, taken = check_name(root, name), [key for key in ("case", "wave") if settings.get(key)]
    if folder.exists() or folder.is_symlink():
        raise refuse_name("name-in-use", name=name)
    for key in taken:
        if not mapping.SLUG.fullmatch(settings[key]):
            example = "my-organisation" if key == "case" else "1"
            raise refuse_name("no-code", key=key, name=cut(settings[key]), example=example)
    survey_id, file = instrument.find_survey(settings["survey"])["survey_id"], Path(settings["file"])
    export = read_export(file, sheet=settings.get("sheet", ""))
    columns = propose_columns(export, instrument, survey_id, taken)
    answers = propose_answers(export, instrument, survey_id, columns, cases)
    inside = file.absolute().is_relative_to(root)
    place = Path(os.path.relpath(file.absolute(), folder)) if inside else file.absolute()
    folder.parent.mkdir(mode=FOLDER_MODE, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{name}-") as made:
        _write_private(Path(made) / mapping.SETTINGS_FILE, write_settings(settings | {"file": place.as_posix()}))
        _write_mapping(Path(made), columns, answers)
        Path(made).rename(folder)
    return {"tool": export.tool, "broken": find_broken(export), "undecided": _count_undecided(columns, answers)}


def find_broken(export: Export) -> list[str]:
    """Return the columns of an export that have broken letters."""
    texts = {name: [name, *map(str, values.unique())] for name, values in export.frame.items()}
    return [name for name, cells in texts.items() if any(map(is_broken, cells))]


def _count_undecided(columns: pd.DataFrame, answers: pd.DataFrame) -> int:
    return int((columns["item"] == "").sum() + (answers["answer"] == "").sum())


def write_settings(settings: dict[str, Any]) -> str:
    """Return the text of ``survey.yml``: each setting below a comment that explains it."""
    lines = ["# Settings of a survey: owlib reads the export by them.", ""]
    for key, value in (mapping.DEFAULTS | {"simulated": False} | settings).items():
        lines += [f"# {mapping.SETTINGS[key]['description']}", f"{key}: {json.dumps(value, ensure_ascii=False)}", ""]
    return "\n".join(lines)


def _write_mapping(folder: Path, columns: pd.DataFrame, answers: pd.DataFrame) -> None:
    """Write both files of a mapping; the mark at their start tells spreadsheets that they are UTF-8."""
    for name, rows in ((mapping.COLUMNS_FILE, columns[COLUMN_FIELDS]), (mapping.ANSWERS_FILE, answers[ANSWER_FIELDS])):
        _write_private(folder / name, "\ufeff" + rows.to_csv(index=False, lineterminator="\n"))


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read."""
    path.touch(mode=FILE_MODE, exist_ok=False)
    path.write_text(text, encoding="utf-8", newline="")


def update_survey_folder(
    root: Path, name: str, instrument: Instrument, cases: Dictionary[str, str] = NO_CASES
) -> dict[str, Any]:
    """Add what an export has and its mapping lacks; what was decided stays, and what was not is proposed anew.

    What is returned tells how many ``columns`` and ``values`` were added, and what :func:`make_survey_folder` tells.
    """
    folder = check_name(root, name)
    if not (folder / mapping.SETTINGS_FILE).is_file():
        raise refuse_name("no-own-survey", name=name)
    settings, old_columns, old_answers = mapping.read_files(folder, instrument)
    survey_id = settings["survey"]
    kept, known = old_columns[old_columns["item"] != ""], old_answers[old_answers["answer"] != ""]
    right = kept[kept["item"].isin(instrument.list_items(survey_id)["item_id"])]
    pairs = dict(zip(right["column"], right["item"], strict=True))
    export = mapping.open_export(
        mapping.Mapping(folder, survey_id, settings, pairs, {}, settings["simulated"]), instrument
    )
    new = dataclasses.replace(export, frame=export.frame.drop(columns=list(kept["column"]), errors="ignore"))
    taken = {*kept["item"], *(key for key in ("case", "wave") if settings[key])}
    columns = pd.concat([kept, propose_columns(new, instrument, survey_id, taken)], ignore_index=True)
    told = mapping.collect_answers(known)
    added = propose_answers(export, instrument, survey_id, columns, cases, told, settings["threshold"])
    answers = pd.concat([known, added], ignore_index=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".") as made:
        _write_mapping(Path(made), columns, answers)
        for file in (mapping.COLUMNS_FILE, mapping.ANSWERS_FILE):
            (Path(made) / file).replace(folder / file)
    fresh, before = (set(zip(rows["for"], rows["value"], strict=True)) for rows in (added, old_answers))
    return {
        "columns": len(set(columns["column"]) - set(old_columns["column"])),
        "values": len(fresh - before),
        "undecided": _count_undecided(columns, answers),
        "broken": find_broken(export),
    }


def remove_survey_folder(root: Path, name: str, *, force: bool = False) -> list[str]:
    """Remove what was made in ``private/NAME``, and the folder if nothing else is in it; return what was left there.

    The export and all else that a person put there stay. Clean answers and reports go by ``force`` alone: without it
    a survey that has any is refused.
    """
    folder = check_name(root, name)
    if folder.is_symlink() or not (folder / mapping.SETTINGS_FILE).is_file():
        raise refuse_name("not-own-survey", name=name)
    later = sorted(path.name for path in folder.iterdir() if path.name.startswith(MADE_LATER))
    if later and not force:
        raise refuse_name("has-results", names=", ".join(later), survey=name)
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
